//! Rules, symptoms and conditions as YAML again, on a line or on several.
//!
//! Made from the linked book, not from the author's file, so that a changed part of the book can be shown as well.
//! What a rule says to people is left out.

use crate::arena::Id;
use crate::book::{Definition, Fact, Pattern, PatternKind, Rule, RuleBook, Symptom, Term, Way};
use crate::condition::{Condition, DateOperand, FactTest, Operand, Operator, Subject};
use crate::facts::{FactType, Value, written};

/// A condition on one line, such as `{all: [may-redeem, {account.tier: gold}]}`.
pub fn condition(book: &RuleBook, condition: &Condition) -> String {
    let listed = |parts: &[Condition]| {
        let parts: Vec<String> = parts.iter().map(|part| self::condition(book, part)).collect();
        parts.join(", ")
    };
    match condition {
        Condition::All(parts) => format!("{{all: [{}]}}", listed(parts)),
        Condition::Any(parts) => format!("{{any: [{}]}}", listed(parts)),
        Condition::Not(part) => format!("{{not: {}}}", self::condition(book, part)),
        Condition::Named(definition) => book.definitions[*definition].name.clone(),
        Condition::Test(test) => format!("{{{}}}", self::test(book, test)),
    }
}

/// A fact test, such as `user.roles: {has: employee}`.
pub fn test(book: &RuleBook, test: &FactTest) -> String {
    let (name, kind) = match test.subject {
        Subject::Fact(fact) => (book.facts[fact].name.as_str(), &book.facts[fact].kind),
        Subject::Today => ("today", &FactType::Date),
    };
    let operators: Vec<String> =
        test.operators.iter().map(|operator| self::operator(kind, operator)).collect();
    format!("{name}: {{{}}}", operators.join(", "))
}

/// One operator with its operand, such as `at-least: 10`.
fn operator(kind: &FactType, operator: &Operator) -> String {
    let member = |index: &u32| kind.values().get(*index as usize).cloned().unwrap_or_default();
    let members = |list: &[u32]| format!("[{}]", list.iter().map(member).collect::<Vec<_>>().join(", "));
    let date = |operand: &DateOperand| match operand {
        DateOperand::Date(date) => date.to_string(),
        DateOperand::Today => "today".to_owned(),
    };
    match operator {
        Operator::Is(operand) => format!("is: {}", self::operand(kind, operand)),
        Operator::IsNot(operand) => format!("is-not: {}", self::operand(kind, operand)),
        Operator::OneOf(values) => {
            let values: Vec<String> = values.iter().map(|value| self::value(kind, value)).collect();
            format!("one-of: [{}]", values.join(", "))
        }
        Operator::Has(index) => format!("has: {}", member(index)),
        Operator::HasAny(list) => format!("has-any: {}", members(list)),
        Operator::HasAll(list) => format!("has-all: {}", members(list)),
        Operator::HasNone(list) => format!("has-none: {}", members(list)),
        Operator::IsEmpty(wanted) => format!("is-empty: {wanted}"),
        Operator::AtLeast(bound) => format!("at-least: {bound}"),
        Operator::AtMost(bound) => format!("at-most: {bound}"),
        Operator::Above(bound) => format!("above: {bound}"),
        Operator::Below(bound) => format!("below: {bound}"),
        Operator::Before(bound) => format!("before: {}", date(bound)),
        Operator::OnOrBefore(bound) => format!("on-or-before: {}", date(bound)),
        Operator::After(bound) => format!("after: {}", date(bound)),
        Operator::OnOrAfter(bound) => format!("on-or-after: {}", date(bound)),
        Operator::DaysSince(tests) => {
            let days = FactType::Number { range: None };
            let tests: Vec<String> = tests.iter().map(|test| self::operator(&days, test)).collect();
            format!("days-since: {{{}}}", tests.join(", "))
        }
        Operator::Known(wanted) => format!("known: {wanted}"),
    }
}

fn operand(kind: &FactType, operand: &Operand) -> String {
    match operand {
        Operand::Value(value) => self::value(kind, value),
        Operand::Today => "today".to_owned(),
    }
}

fn value(kind: &FactType, value: &Value) -> String {
    let texts = written(kind, value);
    match value {
        Value::Set(_) => format!("[{}]", texts.join(", ")),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Text(text) => quoted(text),
        _ => texts.concat(),
    }
}

/// A pattern on one line, such as `say: [light, red], unless: [bicycle]`.
pub fn pattern(book: &RuleBook, pattern: &Pattern) -> String {
    let mut parts = vec![match &pattern.kind {
        PatternKind::Message { text, lang: None } => format!("message: {}", quoted(text)),
        PatternKind::Message { text, lang: Some(lang) } => format!("message: {{{lang}: {}}}", quoted(text)),
        PatternKind::Say { terms, .. } => format!("say: {}", names(book, terms)),
        PatternKind::Code(code) => format!("code: {}", quoted(code)),
        PatternKind::Regex(regex) => format!("regex: '{}'", regex.replace('\'', "''")),
        PatternKind::Captured(test) => format!("mention: {{{}}}", self::test(book, test)),
    }];
    if let PatternKind::Say { sentences, .. } = &pattern.kind
        && *sentences > 1
    {
        parts.push(format!("within: {sentences} sentences"));
    }
    if pattern.generic {
        parts.push("generic: true".to_owned());
    }
    around(book, [&pattern.near, &pattern.not_touching, &pattern.unless], &mut parts);
    parts.join(", ")
}

/// What decides about a rule, line by line; nothing of a rule that is gone.
pub fn rule(book: &RuleBook, rule: &Rule) -> Vec<String> {
    let Some((first, others)) = rule.ways.split_first() else { return Vec::new() };
    let mut lines = vec![format!("{}:", rule.name)];
    lines.extend(way(book, first).into_iter().map(|line| format!("  {line}")));
    if rule.fallback {
        lines.push("  fallback: true".to_owned());
    }
    if !others.is_empty() {
        lines.push("  also:".to_owned());
        lines.extend(others.iter().map(|other| format!("    - {{{}}}", way(book, other).join(", "))));
    }
    if !rule.yields_to.is_empty() {
        let causes: Vec<&str> = rule.yields_to.iter().map(|rule| book.rules[*rule].name.as_str()).collect();
        lines.push(format!("  yields-to: [{}]", causes.join(", ")));
    }
    lines
}

fn way(book: &RuleBook, way: &Way) -> Vec<String> {
    let symptoms = match way.all_symptoms {
        true => "symptoms: all".to_owned(),
        false => {
            let names = way.symptoms.iter().map(|symptom| book.symptoms[*symptom].name.as_str());
            format!("symptoms: [{}]", names.collect::<Vec<_>>().join(", "))
        }
    };
    let mut lines = vec![symptoms];
    lines.extend(way.when.as_ref().map(|when| format!("when: {}", condition(book, when))));
    lines
}

/// A definition on one line.
pub fn definition(book: &RuleBook, definition: &Definition) -> Vec<String> {
    vec![format!("{}: {}", definition.name, condition(book, &definition.condition))]
}

/// The patterns of a symptom, one a line.
pub fn symptom(book: &RuleBook, symptom: &Symptom) -> Vec<String> {
    let mut lines = vec![format!("{}:", symptom.name), "  seen:".to_owned()];
    lines.extend(symptom.seen.iter().map(|pattern| format!("    - {}", self::pattern(book, pattern))));
    lines
}

/// The patterns that capture a fact, one a line.
pub fn fact(book: &RuleBook, fact: &Fact) -> Vec<String> {
    let mut lines = vec![format!("{}:", fact.name), "  seen:".to_owned()];
    for pattern in &fact.seen {
        let mut parts = vec![format!("regex: '{}'", pattern.regex.replace('\'', "''"))];
        parts
            .extend(pattern.value.as_ref().map(|value| format!("value: {}", self::value(&fact.kind, value))));
        around(book, [&pattern.near, &pattern.not_touching, &pattern.unless], &mut parts);
        lines.push(format!("    - {}", parts.join(", ")));
    }
    lines
}

fn around(book: &RuleBook, terms: [&Vec<Id<Term>>; 3], parts: &mut Vec<String>) {
    for (key, terms) in ["near", "not-touching", "unless"].into_iter().zip(terms) {
        if !terms.is_empty() {
            parts.push(format!("{key}: {}", names(book, terms)));
        }
    }
}

fn names(book: &RuleBook, terms: &[Id<Term>]) -> String {
    let names: Vec<&str> = terms.iter().map(|term| book.terms[*term].name.as_str()).collect();
    format!("[{}]", names.join(", "))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
