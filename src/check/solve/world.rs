//! A partial assignment of facts, and Kleene's truth under it.

use super::Example;
use super::domain::Domains;
use crate::arena::Id;
use crate::book::{Fact, RuleBook};
use crate::check::scene::SOME_DAY;
use crate::condition::{Condition, DateOperand, FactTest, Operand, Operator, Subject, Truth, holds};
use crate::engine::answers;
use crate::facts::Value;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Something that can be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Variable {
    /// The day of diagnosis.
    Today,
    /// Whether anybody knows the fact.
    Known(Id<Fact>),
    /// Whether a set holds a member.
    Member(Id<Fact>, u32),
    /// The value of a fact of any other type.
    Value(Id<Fact>),
}

/// What is decided of one fact.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Slot {
    pub(super) known: Option<bool>,
    pub(super) value: Option<Value>,
    /// The members of a set that conditions tell apart; the others count as one.
    pub(super) members: BTreeMap<u32, Option<bool>>,
}

/// What is decided so far.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct World {
    pub(super) today: Option<Date>,
    slots: BTreeMap<Id<Fact>, Slot>,
}

impl World {
    /// Nothing is decided, except that facts which no `known` asks for are known.
    pub(super) fn new(domains: &Domains) -> Self {
        let slots = domains.facts.iter().map(|(fact, domain)| {
            let members = domain.members.iter().map(|member| (*member, None)).collect();
            let known = (!domain.may_be_absent).then_some(true);
            (*fact, Slot { known, value: None, members })
        });
        Self { today: domains.fixed_day, slots: slots.collect() }
    }

    /// What is decided of a fact.
    pub(super) fn slot(&mut self, fact: Id<Fact>) -> &mut Slot {
        self.slots.entry(fact).or_insert_with(|| Slot {
            known: Some(true),
            value: None,
            members: BTreeMap::new(),
        })
    }

    /// The truth of a condition as far as it is decided; counts the tests in `cost`.
    pub(super) fn truth(&self, condition: &Condition, book: &RuleBook, cost: &mut u64) -> Truth {
        match condition {
            Condition::All(parts) => Truth::all(parts.iter().map(|part| self.truth(part, book, cost))),
            Condition::Any(parts) => Truth::any(parts.iter().map(|part| self.truth(part, book, cost))),
            Condition::Not(part) => self.truth(part, book, cost).negated(),
            Condition::Named(id) => self.truth(&book.definitions[*id].condition, book, cost),
            Condition::Test(test) => {
                *cost += 1;
                self.test(test)
            }
        }
    }

    fn test(&self, test: &FactTest) -> Truth {
        Truth::all(test.operators.iter().map(|operator| self.operator(test.subject, operator)))
    }

    fn operator(&self, subject: Subject, operator: &Operator) -> Truth {
        let fact = match subject {
            Subject::Fact(fact) => fact,
            Subject::Today => return self.compared(operator, self.today.map(Value::Date).as_ref()),
        };
        let Some(slot) = self.slots.get(&fact) else { return Truth::Unknown };
        match (operator, slot.known) {
            (Operator::Known(wanted), Some(known)) => Truth::from(known == *wanted),
            (Operator::Known(_), None) | (_, Some(false) | None) => Truth::Unknown,
            (Operator::Has(member), _) => has(slot, *member),
            (Operator::HasAny(list), _) => Truth::any(list.iter().map(|member| has(slot, *member))),
            (Operator::HasAll(list), _) => Truth::all(list.iter().map(|member| has(slot, *member))),
            (Operator::HasNone(list), _) => {
                Truth::any(list.iter().map(|member| has(slot, *member))).negated()
            }
            (Operator::IsEmpty(wanted), _) => {
                let some = Truth::any(slot.members.keys().map(|member| has(slot, *member)));
                if *wanted { some.negated() } else { some }
            }
            (operator, _) => self.compared(operator, slot.value.as_ref()),
        }
    }

    fn compared(&self, operator: &Operator, value: Option<&Value>) -> Truth {
        let Some(value) = value else { return Truth::Unknown };
        match self.today {
            Some(today) => Truth::from(holds(operator, value, today)),
            None if needs_today(operator) => Truth::Unknown,
            None => Truth::from(holds(operator, value, Date::MIN)),
        }
    }

    /// A variable on which an unknown condition may depend; none where it is unknown for good.
    pub(super) fn undecided(&self, condition: &Condition, book: &RuleBook) -> Option<Variable> {
        if self.truth(condition, book, &mut 0).is_definite() {
            return None;
        }
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().find_map(|part| self.undecided(part, book))
            }
            Condition::Not(part) => self.undecided(part, book),
            Condition::Named(id) => self.undecided(&book.definitions[*id].condition, book),
            Condition::Test(test) => {
                test.operators.iter().find_map(|operator| self.variable(test.subject, operator))
            }
        }
    }

    fn variable(&self, subject: Subject, operator: &Operator) -> Option<Variable> {
        if self.operator(subject, operator).is_definite() {
            return None;
        }
        let Subject::Fact(fact) = subject else { return Some(Variable::Today) };
        let slot = self.slots.get(&fact)?;
        match slot.known {
            None => return Some(Variable::Known(fact)),
            Some(false) => return None,
            Some(true) => {}
        }
        // A date is compared with the day of diagnosis, so that goes first.
        if self.today.is_none() && needs_today(operator) {
            return Some(Variable::Today);
        }
        let open = |members: &mut dyn Iterator<Item = u32>| {
            let mut open = members.filter(|member| slot.members.get(member).is_some_and(Option::is_none));
            open.next().map(|member| Variable::Member(fact, member))
        };
        match operator {
            Operator::Has(member) => open(&mut std::iter::once(*member)),
            Operator::HasAny(list) | Operator::HasAll(list) | Operator::HasNone(list) => {
                open(&mut list.iter().copied())
            }
            Operator::IsEmpty(_) => open(&mut slot.members.keys().copied()),
            _ => slot.value.is_none().then_some(Variable::Value(fact)),
        }
    }

    /// What was decided, as facts.
    pub(super) fn example(&self, book: &RuleBook, domains: &Domains) -> Example {
        let mut example = Example { today: self.today.filter(|_| domains.days_matter), ..Example::default() };
        for (fact, slot) in &self.slots {
            let in_set: Vec<u32> = slot
                .members
                .iter()
                .filter(|(_, yes)| **yes == Some(true))
                .map(|(member, _)| *member)
                .collect();
            let decided = slot.members.values().any(Option::is_some);
            let value = match (&slot.value, decided) {
                (Some(value), _) => Some(value.clone()),
                (None, true) => Some(Value::Set(in_set)),
                (None, false) => None,
            };
            let asked = domains.facts.get(fact).is_some_and(|domain| domain.may_be_absent);
            let absent = asked && slot.known == Some(false);
            // Where it only matters that somebody knows the fact, any value shows it.
            let any =
                || answers(&book.facts[*fact].kind, &[], self.today.unwrap_or(SOME_DAY)).into_iter().next();
            let value = if asked && slot.known == Some(true) { value.or_else(any) } else { value };
            if absent || value.is_some() {
                example.facts.insert(*fact, value.filter(|_| !absent));
            }
        }
        example
    }
}

fn has(slot: &Slot, member: u32) -> Truth {
    slot.members.get(&member).copied().flatten().map_or(Truth::Unknown, Truth::from)
}

/// Whether an operator compares with the day of diagnosis.
pub(super) fn needs_today(operator: &Operator) -> bool {
    match operator {
        Operator::Before(bound)
        | Operator::OnOrBefore(bound)
        | Operator::After(bound)
        | Operator::OnOrAfter(bound) => *bound == DateOperand::Today,
        Operator::Is(operand) | Operator::IsNot(operand) => *operand == Operand::Today,
        Operator::DaysSince(_) => true,
        _ => false,
    }
}
