//! The values that a set of conditions can tell apart.

use super::Setting;
use super::world::{Variable, World, needs_today};
use crate::arena::Id;
use crate::book::{Fact, RuleBook};
use crate::condition::{Condition, DateOperand, FactTest, Operand, Operator, Subject};
use crate::engine::answers;
use crate::facts::{FactType, Value};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use std::collections::{BTreeMap, BTreeSet};

/// What is tested of one fact.
#[derive(Debug, Clone, Default)]
pub(super) struct Domain {
    operators: Vec<Operator>,
    /// Members of a set that are told apart, and one that stands for all others.
    pub(super) members: BTreeSet<u32>,
    /// Whether a `known` makes its absence count.
    pub(super) may_be_absent: bool,
}

/// What is tested of all facts and of the day.
#[derive(Debug, Clone)]
pub(super) struct Domains {
    pub(super) facts: BTreeMap<Id<Fact>, Domain>,
    days: Vec<Date>,
    /// The day, where any will do.
    pub(super) fixed_day: Option<Date>,
    /// Whether the day of diagnosis makes a difference.
    pub(super) days_matter: bool,
    /// Whether more days would have to be tried than the limit, so that "no" is not proven.
    pub(super) cut: bool,
}

/// So many days are tried at most; far more than any pack compares with.
const MAX_DAYS: usize = 4_000;

impl Domains {
    /// Collects what the goals test. `day` is the first day to try.
    pub(super) fn of(book: &RuleBook, goals: &[(&Condition, bool)], day: Date) -> Self {
        let mut facts: BTreeMap<Id<Fact>, Domain> = BTreeMap::new();
        let mut calendar = Calendar::default();
        for (condition, _) in goals {
            condition.each_test(book, &mut |test: &FactTest| {
                calendar.note(test);
                if let Subject::Fact(fact) = test.subject {
                    facts.entry(fact).or_default().note(test, &book.facts[fact].kind);
                }
            });
        }
        let mut days = calendar.days(day);
        let fixed_day = (!calendar.relative).then_some(day);
        let cut = days.len() > MAX_DAYS;
        days.truncate(MAX_DAYS);
        Self { facts, days, fixed_day, days_matter: calendar.relative, cut }
    }

    /// Whether a test compares the fact with the day of diagnosis.
    pub(super) fn relative(&self, fact: Id<Fact>) -> bool {
        self.facts.get(&fact).is_some_and(|domain| domain.operators.iter().any(needs_today))
    }

    /// The settings to try for a variable.
    pub(super) fn values(&self, book: &RuleBook, variable: &Variable, world: &World) -> Vec<Setting> {
        match variable {
            Variable::Today => self.days.iter().copied().map(Setting::Day).collect(),
            Variable::Known(_) => vec![Setting::Yes(true), Setting::Yes(false)],
            Variable::Member(..) => vec![Setting::Yes(false), Setting::Yes(true)],
            Variable::Value(fact) => {
                let operators = self.facts.get(fact).map_or(&[][..], |domain| &domain.operators);
                let operators: Vec<&Operator> = operators.iter().collect();
                let today = world.today.or_else(|| self.days.first().copied()).unwrap_or(Date::MIN);
                let mut tried: Vec<Value> = answers(&book.facts[*fact].kind, &operators, today);
                // Examples are read by people: whole numbers come first.
                tried.sort_by_key(|value| matches!(value, Value::Number(number) if number.fract() != 0.0));
                tried.into_iter().map(Setting::Value).collect()
            }
        }
    }
}

impl Domain {
    fn note(&mut self, test: &FactTest, kind: &FactType) {
        for operator in &test.operators {
            match operator {
                Operator::Known(_) => self.may_be_absent = true,
                Operator::Has(member) => {
                    self.members.insert(*member);
                }
                Operator::HasAny(list) | Operator::HasAll(list) | Operator::HasNone(list) => {
                    self.members.extend(list);
                }
                _ => {}
            }
            self.operators.push(operator.clone());
        }
        if let FactType::Set(values) = kind {
            // One that no test names stands for all of those; what is there already stays.
            let empty = self.operators.iter().any(|operator| matches!(operator, Operator::IsEmpty(_)));
            let named = |operator: &Operator, member: &u32| match operator {
                Operator::Has(one) => one == member,
                Operator::HasAny(list) | Operator::HasAll(list) | Operator::HasNone(list) => {
                    list.contains(member)
                }
                _ => false,
            };
            let rest = (0..values.len() as u32)
                .find(|member| !self.operators.iter().any(|operator| named(operator, member)));
            self.members.extend(rest.filter(|_| empty));
        }
    }
}

/// The dates and ages that tests compare with.
#[derive(Debug, Default)]
struct Calendar {
    fixed: BTreeSet<Date>,
    ages: BTreeSet<i64>,
    relative: bool,
}

impl Calendar {
    fn note(&mut self, test: &FactTest) {
        for operator in &test.operators {
            self.relative |= test.subject == Subject::Today || needs_today(operator);
            match operator {
                Operator::Before(bound)
                | Operator::OnOrBefore(bound)
                | Operator::After(bound)
                | Operator::OnOrAfter(bound) => {
                    if let DateOperand::Date(date) = bound {
                        self.fixed.insert(*date);
                    }
                }
                Operator::Is(Operand::Value(Value::Date(date))) => {
                    self.fixed.insert(*date);
                }
                Operator::DaysSince(tests) => tests.iter().for_each(|test| self.age(test)),
                _ => {}
            }
        }
    }

    fn age(&mut self, operator: &Operator) {
        if let Operator::AtLeast(days)
        | Operator::AtMost(days)
        | Operator::Above(days)
        | Operator::Below(days)
        | Operator::Is(Operand::Value(Value::Number(days))) = operator
        {
            // The cast saturates; dates that far away are refused below.
            self.ages.extend([days.floor() as i64, days.ceil() as i64]);
        }
    }

    /// Days on which any order between the fixed dates and the ages occurs. A date is at an age where it lies that
    /// many days before today, so what matters is which side of `date + age` today lies on, and whether a whole
    /// day fits in between: two days either way show every case.
    fn days(&self, first: Date) -> Vec<Date> {
        let mut days = vec![first];
        if !self.relative {
            return days;
        }
        let around = |date: Date, out: &mut Vec<Date>| {
            for step in -2..=2 {
                out.extend(date.checked_add(i64::from(step).days()));
            }
        };
        for date in &self.fixed {
            for age in self.ages.iter().copied().chain([0]) {
                let Ok(span) = Span::new().try_days(age) else { continue };
                if let Ok(day) = date.checked_add(span) {
                    around(day, &mut days);
                }
            }
        }
        let mut seen = BTreeSet::new();
        days.retain(|day| seen.insert(*day));
        days
    }
}
