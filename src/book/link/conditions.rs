//! Typing conditions: every operator must fit its fact, every operand its operator.

use super::Linker;
use super::names::Scope;
use crate::arena::Id;
use crate::book::Fact;
use crate::condition::{Condition, DateOperand, FactTest, Operand, Operator, Subject};
use crate::facts::{FactType, Raw, Value, accept, accepted, date, number, yes_no};
use crate::finding::{Finding, nearest};
use crate::pack::{ConditionDraft, OperatorsDraft, TestDraft};
use crate::source::{Located, Place};
use crate::yaml::{Node, NodeKind};

const CHOICE: [&str; 4] = ["is", "is-not", "one-of", "known"];
const SET: [&str; 6] = ["has", "has-any", "has-all", "has-none", "is-empty", "known"];
const NUMBER: [&str; 6] = ["is", "at-least", "at-most", "above", "below", "known"];
const DAYS: [&str; 5] = ["is", "at-least", "at-most", "above", "below"];
const DATE: [&str; 7] = ["is", "before", "on-or-before", "after", "on-or-after", "days-since", "known"];
const TODAY: [&str; 5] = ["is", "before", "on-or-before", "after", "on-or-after"];

/// The operators of a type.
pub fn operators(kind: &FactType) -> &'static [&'static str] {
    match kind {
        FactType::YesNo | FactType::OneOf(_) | FactType::Text => &CHOICE,
        FactType::Set(_) => &SET,
        FactType::Number { .. } => &NUMBER,
        FactType::Date => &DATE,
    }
}

/// Fact tests of a condition, with definitions written out.
pub(super) fn size(condition: &Condition, definitions: &[u64]) -> u64 {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().fold(1, |sum: u64, part| sum.saturating_add(size(part, definitions)))
        }
        Condition::Not(inner) => size(inner, definitions),
        Condition::Named(id) => definitions.get(id.index()).copied().unwrap_or(0).max(1),
        Condition::Test(_) => 1,
    }
}

/// What a test's operators are checked against.
struct Checked {
    name: String,
    kind: FactType,
    operators: &'static [&'static str],
    /// Where the fact is declared; none for `today`.
    declared: Option<Place>,
}

impl Linker {
    /// Links a condition; none where a part has a problem, which is then reported.
    pub(super) fn condition(&mut self, scope: Scope, draft: ConditionDraft) -> Option<Condition> {
        match draft {
            ConditionDraft::All(parts) => self.conditions(scope, parts).map(Condition::All),
            ConditionDraft::Any(parts) => self.conditions(scope, parts).map(Condition::Any),
            ConditionDraft::Not(inner) => Some(Condition::Not(Box::new(self.condition(scope, *inner)?))),
            ConditionDraft::Named(name) => {
                let id = self.definition(scope, &name)?;
                self.uses.push((id, name.place));
                Some(Condition::Named(id))
            }
            ConditionDraft::Test(test) => self.test(scope, test).map(Condition::Test),
        }
    }

    fn conditions(&mut self, scope: Scope, parts: Vec<ConditionDraft>) -> Option<Vec<Condition>> {
        let count = parts.len();
        let linked: Vec<Condition> =
            parts.into_iter().filter_map(|part| self.condition(scope, part)).collect();
        (linked.len() == count).then_some(linked)
    }

    /// Links a fact test.
    pub(super) fn test(&mut self, scope: Scope, draft: TestDraft) -> Option<FactTest> {
        let TestDraft { fact, operators: drafts } = draft;
        let (subject, checked) = if fact.value == "today" {
            let checked =
                Checked { name: fact.value.clone(), kind: FactType::Date, operators: &TODAY, declared: None };
            (Subject::Today, checked)
        } else {
            let id = self.fact(scope, &fact)?;
            if self.names[scope.0].untyped.contains(&id) {
                return None;
            }
            (Subject::Fact(id), self.checked(id))
        };
        let operators: Vec<Option<Operator>> = match drafts {
            OperatorsDraft::Is(node) => vec![self.short(&checked, &fact, &node)],
            OperatorsDraft::Map(entries) => {
                entries.iter().map(|(name, node)| self.operator(&checked, name, node)).collect()
            }
        };
        let operators: Option<Vec<Operator>> = operators.into_iter().collect();
        Some(FactTest { subject, operators: operators?, place: fact.place })
    }

    fn checked(&self, id: Id<Fact>) -> Checked {
        let fact = &self.book.facts[id];
        let kind = fact.kind.clone();
        Checked { name: fact.name.clone(), operators: operators(&kind), kind, declared: Some(fact.place) }
    }

    /// `fact: value`.
    fn short(&mut self, checked: &Checked, fact: &Located<String>, node: &Node) -> Option<Operator> {
        if checked.operators.contains(&"is") && !matches!(node.kind, NodeKind::Seq(_)) {
            let name = Located::new("is".to_owned(), fact.place);
            return self.operator(checked, &name, node);
        }
        let help = match (&checked.kind, &node.kind) {
            (FactType::Set(_), NodeKind::Seq(_)) => {
                format!("write `{{{0}: {{has-any: […]}}}}`, or `has-all` or `has-none`", checked.name)
            }
            (FactType::Set(_), _) => format!("write `{{{0}: {{has: …}}}}`", checked.name),
            (FactType::Number { .. } | FactType::Date, _) => accepted(&checked.kind),
            _ => format!("if any of these will do, write `{{{}: {{one-of: […]}}}}`", checked.name),
        };
        let place = node.place;
        let noun = node.noun();
        let finding = Finding::error(
            "wrong-operator",
            format!("`{}` cannot be tested against {noun} alone", checked.name),
        )
        .label(place, "is it this, does it have this, none of this?");
        self.findings.push(declared(finding, checked).help(help));
        None
    }

    fn operator(&mut self, checked: &Checked, name: &Located<String>, node: &Node) -> Option<Operator> {
        if !checked.operators.contains(&name.value.as_str()) {
            self.wrong_operator(checked, name);
            return None;
        }
        match (name.value.as_str(), &checked.kind) {
            ("known", _) => self.flag(node).map(Operator::Known),
            ("is-empty", _) => self.flag(node).map(Operator::IsEmpty),
            ("is", FactType::Date) => match self.date(node)? {
                DateOperand::Today => Some(Operator::Is(Operand::Today)),
                DateOperand::Date(date) => Some(Operator::Is(Operand::Value(Value::Date(date)))),
            },
            ("is", _) => Some(Operator::Is(Operand::Value(self.value(checked, node)?))),
            ("is-not", _) => Some(Operator::IsNot(Operand::Value(self.value(checked, node)?))),
            ("one-of", _) => self.values(checked, node).map(Operator::OneOf),
            ("has", _) => match self.members(checked, node, false)?.as_slice() {
                [member] => Some(Operator::Has(*member)),
                _ => None,
            },
            ("has-any", _) => self.members(checked, node, true).map(Operator::HasAny),
            ("has-all", _) => self.members(checked, node, true).map(Operator::HasAll),
            ("has-none", _) => self.members(checked, node, true).map(Operator::HasNone),
            ("days-since", _) => self.days_since(checked, name, node),
            ("before", _) => self.date(node).map(Operator::Before),
            ("on-or-before", _) => self.date(node).map(Operator::OnOrBefore),
            ("after", _) => self.date(node).map(Operator::After),
            ("on-or-after", _) => self.date(node).map(Operator::OnOrAfter),
            (bound, _) => self.bound(bound, &checked.kind, node),
        }
    }

    fn bound(&mut self, name: &str, kind: &FactType, node: &Node) -> Option<Operator> {
        let range = match kind {
            FactType::Number { range } => *range,
            _ => None,
        };
        let text = self.scalar(node, "a number")?;
        let number = self.accepted_or_report(number(text.trim(), range), node)?;
        Some(match name {
            "at-least" => Operator::AtLeast(number),
            "at-most" => Operator::AtMost(number),
            "above" => Operator::Above(number),
            _ => Operator::Below(number),
        })
    }

    fn days_since(&mut self, checked: &Checked, name: &Located<String>, node: &Node) -> Option<Operator> {
        let days = Checked {
            name: "days-since".to_owned(),
            kind: FactType::Number { range: None },
            operators: &DAYS,
            declared: None,
        };
        let NodeKind::Map(entries) = &node.kind else {
            if node.kind != NodeKind::Bad {
                self.findings.push(
                    Finding::error(
                        "wrong-shape",
                        format!("`days-since` compares a number of days, found {}", node.noun()),
                    )
                    .label(node.place, "at least, at most?")
                    .help(format!("write `{{{}: {{days-since: {{at-most: 15}}}}}}`", checked.name)),
                );
            }
            return None;
        };
        if entries.is_empty() {
            self.findings.push(
                Finding::error("empty-condition", "`days-since` compares with nothing")
                    .label(name.place, "no operator")
                    .help("write `{days-since: {at-most: 15}}`"),
            );
            return None;
        }
        let operators: Vec<Option<Operator>> =
            entries.iter().map(|(name, node)| self.operator(&days, name, node)).collect();
        operators.into_iter().collect::<Option<Vec<_>>>().map(Operator::DaysSince)
    }

    fn wrong_operator(&mut self, checked: &Checked, name: &Located<String>) {
        let every = [&CHOICE[..], &SET, &NUMBER, &DATE].concat();
        let fits =
            checked.operators.iter().map(|operator| format!("`{operator}`")).collect::<Vec<_>>().join(", ");
        let kind = checked.kind.name();
        let finding = if every.contains(&name.value.as_str()) {
            Finding::error(
                "wrong-operator",
                format!("`{}` does not fit `{}`, which is of type {kind}", name.value, checked.name),
            )
            .label(name.place, format!("not an operator of {kind}"))
            .help(format!("operators of {kind}: {fits}"))
        } else {
            let help = match nearest(&name.value, checked.operators.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("operators of {kind}: {fits}"),
            };
            Finding::error("unknown-operator", format!("unknown operator `{}`", name.value))
                .label(name.place, "no such operator")
                .help(help)
        };
        self.findings.push(declared(finding, checked));
    }

    fn flag(&mut self, node: &Node) -> Option<bool> {
        let text = self.scalar(node, "yes or no")?;
        let flag = yes_no(text.trim());
        if flag.is_none() {
            let finding = Finding::error("bad-yes-no", format!("`{text}` is neither yes nor no"));
            self.findings
                .push(finding.label(node.place, "yes or no goes here").help(accepted(&FactType::YesNo)));
        }
        flag
    }

    fn date(&mut self, node: &Node) -> Option<DateOperand> {
        let text = self.scalar(node, "a date")?;
        if text == "today" {
            return Some(DateOperand::Today);
        }
        self.accepted_or_report(date(text.trim()), node).map(DateOperand::Date)
    }

    /// One value of the fact's type.
    fn value(&mut self, checked: &Checked, node: &Node) -> Option<Value> {
        let text = self.scalar(node, "one value")?;
        let raw = Raw::Scalar { text, quoted: false };
        let result = accept(&checked.kind, &raw);
        self.reported(result, node, checked)
    }

    /// A list of values of the fact's type.
    fn values(&mut self, checked: &Checked, node: &Node) -> Option<Vec<Value>> {
        let items = self.items(node)?;
        let values: Vec<Option<Value>> = items.iter().map(|item| self.value(checked, item)).collect();
        values.into_iter().collect()
    }

    /// Members of a set fact: a list of them, or (for `has`) a single one.
    fn members(&mut self, checked: &Checked, node: &Node, list: bool) -> Option<Vec<u32>> {
        let items = if list { self.items(node)? } else { std::slice::from_ref(node) };
        let mut members = Vec::with_capacity(items.len());
        for item in items {
            match self.value(checked, item) {
                Some(Value::Set(chosen)) => members.extend(chosen),
                _ => return None,
            }
        }
        members.sort_unstable();
        members.dedup();
        Some(members)
    }

    fn items<'n>(&mut self, node: &'n Node) -> Option<&'n [Node]> {
        let finding = match &node.kind {
            NodeKind::Seq(items) if !items.is_empty() => return Some(items),
            NodeKind::Bad => return None,
            NodeKind::Seq(_) => {
                Finding::error("empty-list", "expected a list of values, found an empty list")
                    .label(node.place, "nothing in it")
                    .help("list at least one value")
            }
            NodeKind::Scalar { text, .. } => {
                Finding::error("wrong-shape", "expected a list of values, found a text")
                    .label(node.place, "a text, not a list")
                    .help(format!("put it in brackets: `[{text}]`"))
            }
            NodeKind::Map(_) => Finding::error("wrong-shape", "expected a list of values, found a map")
                .label(node.place, "a map, not a list")
                .help("write `[first, second]`"),
        };
        self.findings.push(finding);
        None
    }

    fn scalar<'n>(&mut self, node: &'n Node, want: &str) -> Option<&'n str> {
        match &node.kind {
            NodeKind::Scalar { text, .. } => Some(text),
            NodeKind::Bad => None,
            _ => {
                let finding =
                    Finding::error("wrong-shape", format!("expected {want}, found {}", node.noun()));
                self.findings.push(
                    finding
                        .label(node.place, format!("this is {}", node.noun()))
                        .help(format!("write {want}")),
                );
                None
            }
        }
    }

    fn accepted_or_report<T>(
        &mut self,
        result: Result<T, crate::facts::ValueProblem>,
        node: &Node,
    ) -> Option<T> {
        result
            .map_err(|problem| {
                let finding = Finding::error(problem.code, problem.message);
                self.findings.push(finding.label(node.place, "not accepted").help(problem.help));
            })
            .ok()
    }

    fn reported(
        &mut self,
        result: Result<Value, crate::facts::ValueProblem>,
        node: &Node,
        checked: &Checked,
    ) -> Option<Value> {
        result
            .map_err(|problem| {
                let finding =
                    Finding::error(problem.code, format!("{} of `{}`", problem.message, checked.name))
                        .label(node.place, "not accepted");
                self.findings.push(declared(finding, checked).help(problem.help));
            })
            .ok()
    }

    /// The value a fact pattern stands for.
    pub(super) fn pattern_value(&mut self, id: Id<Fact>, node: &Node) -> Option<Value> {
        let checked = self.checked(id);
        let raw = match &node.kind {
            NodeKind::Seq(items) if matches!(checked.kind, FactType::Set(_)) => {
                let mut list = Vec::with_capacity(items.len());
                for item in items {
                    list.push((self.scalar(item, "a value")?, false));
                }
                Raw::List(list)
            }
            _ => Raw::Scalar { text: self.scalar(node, "a value")?, quoted: false },
        };
        let result = accept(&checked.kind, &raw);
        self.reported(result, node, &checked)
    }
}

fn declared(finding: Finding, checked: &Checked) -> Finding {
    match checked.declared {
        Some(place) => finding.label(place, format!("`{}` is declared here", checked.name)),
        None => finding,
    }
}
