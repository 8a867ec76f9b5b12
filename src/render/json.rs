//! The documented JSON of a diagnosis, `casebook/diagnosis/1`; its schema is `docs/diagnosis.schema.json`.
//!
//! Fields and values may be added here, never changed. Ids and fact names are always full, spans are byte
//! offsets into the ticket's parts, sets are arrays, dates ISO texts. The output is one document of plain
//! characters: whatever could steer a terminal is escaped, so that it may also be looked at.

use crate::arena::Id;
use crate::book::{Audience, Fact, RuleBook};
use crate::condition::{Condition, DateOperand, Operand, Operator, Subject, Trace, TraceNode, Truth};
use crate::engine::{Conclusion, FactOrigin, Note, WayTrace};
use crate::facts::{FactType, Value};
use crate::render::safe;
use crate::render::steps::{ShownStep, steps};
use crate::render::view::View;
use crate::text::{Evidence, Mention};
use serde_json::{Map, Value as Json, json};
use std::fmt::Write;

/// The JSON text of a diagnosis, with a line break at its end.
pub fn diagnosis(view: &View<'_>) -> String {
    let book = view.book;
    let found = view.diagnosis;
    let reading = &found.reading;
    let document = json!({
        "schema": "casebook/diagnosis/1",
        "as_of": found.as_of.to_string(),
        "language": view.lang.code(),
        "rules_digest": book.digest,
        "symptoms": list(&reading.mentions, |mention| symptom(view, mention)),
        "facts": list(&found.facts, |known| json!({
            "fact": book.facts[known.fact].id,
            "value": known.value.as_ref().map(|known_value| value(book, known.fact, known_value)),
            "from": match known.from { FactOrigin::Snapshot => "snapshot", FactOrigin::Text => "text" },
            "conflicts": list(&known.conflicts, |other| value(book, known.fact, other)),
        })),
        "diagnoses": list(&found.diagnoses, |conclusion| cause(view, conclusion)),
        "ruled_out": list(&found.ruled_out, |conclusion| json!({
            "cause": book.rules[conclusion.rule].id,
            "symptoms": symptom_ids(book, conclusion),
            "trace": ways(book, conclusion),
        })),
        "questions": list(&found.questions, |question| json!({
            "fact": book.facts[question.fact].id,
            "ask": book.facts[question.fact].ask.as_ref().map(|ask| ask.get(view.lang)),
            "answers": answers(&book.facts[question.fact].kind),
            "settles": list(&question.settles, |rule| json!(book.rules[*rule].id)),
            "not_known": view.case.told.not_known.contains(&question.fact),
        })),
        "suggested": list(&reading.suggested, |suggestion| json!({
            "id": book.symptoms[suggestion.symptom].id,
            "score": rounded(suggestion.score),
        })),
        "notes": list(&found.notes, |note| match note {
            Note::DateInFuture(fact) => json!({"note": "date-in-future", "fact": book.facts[*fact].id}),
            Note::Disagreement(fact) => json!({"note": "disagreement", "fact": book.facts[*fact].id}),
        }),
        "text_language": reading.language.map(|lang| lang.code()),
        "products": list(&reading.products, |pack| json!(book.packs[*pack].name)),
    });
    escaped(&format!("{document:#}\n"))
}

/// A value as JSON: yes-no as a boolean, a set as an array of names.
pub fn value(book: &RuleBook, fact: Id<Fact>, value: &Value) -> Json {
    let name = |index: &u32| book.facts[fact].kind.values().get(*index as usize).cloned().unwrap_or_default();
    match value {
        Value::YesNo(yes) => json!(yes),
        Value::Choice(index) => json!(name(index)),
        Value::Set(indices) => list(indices, |index| json!(name(index))),
        Value::Number(number) => self::number(*number),
        Value::Date(date) => json!(date.to_string()),
        Value::Text(text) => json!(text),
    }
}

pub(super) fn list<T>(items: &[T], each: impl Fn(&T) -> Json) -> Json {
    Json::Array(items.iter().map(each).collect())
}

/// A number without a needless `.0`.
fn number(number: f64) -> Json {
    // Whole numbers below 2^53 are exact in both types.
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        json!(number as i64)
    } else {
        json!(number)
    }
}

pub(super) fn rounded(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}

fn symptom(view: &View<'_>, mention: &Mention) -> Json {
    json!({
        "id": view.book.symptoms[mention.symptom].id,
        "status": mention.status.name(),
        "strength": if mention.weak { "weak" } else { "strong" },
        "evidence": list(&mention.evidence, |found| evidence(&view.case.parts, found)),
    })
}

pub(super) fn evidence(parts: &[String], found: &Evidence) -> Json {
    let part = parts.get(found.part).map_or("", String::as_str);
    let words: Vec<&str> = found.spans.iter().filter_map(|&(from, to)| part.get(from..to)).collect();
    json!({
        "part": found.part,
        "spans": list(&found.spans, |(from, to)| json!([from, to])),
        "text": words.join(" … "),
        "by": found.by,
        "score": rounded(found.score),
        "status": found.status.name(),
        "strength": if found.weak { "weak" } else { "strong" },
    })
}

fn cause(view: &View<'_>, conclusion: &Conclusion) -> Json {
    let book = view.book;
    let rule = &book.rules[conclusion.rule];
    let source = rule.source.and_then(|index| book.packs[rule.pack].sources.get(index));
    json!({
        "cause": rule.id,
        "verdict": conclusion.verdict.name(),
        "fallback": conclusion.fallback,
        "for": if rule.agent_only { "agent" } else { "customer" },
        "symptoms": symptom_ids(book, conclusion),
        "title": rule.title.get(view.lang),
        "explanation": rule.explanation.get(view.lang),
        "resolution": list(&steps(view, conclusion.rule), step),
        "unknown": list(&conclusion.unknown, |fact| json!(book.facts[*fact].id)),
        "source": source.map(|source| json!({
            "article": source.article.get(view.lang),
            "reviewed": source.reviewed.map(|date| date.to_string()),
        })),
        "trace": ways(book, conclusion),
    })
}

fn step(step: &ShownStep) -> Json {
    json!({
        "for": match step.audience { Audience::Customer => "customer", Audience::Agent => "agent" },
        "do": step.action,
        "contact": step.contact,
        "if": step.condition,
    })
}

fn symptom_ids(book: &RuleBook, conclusion: &Conclusion) -> Json {
    list(&conclusion.symptoms, |symptom| json!(book.symptoms[*symptom].id))
}

/// The answers that `--set` and a snapshot take; empty where any value of the type will do.
pub(super) fn answers(kind: &FactType) -> Json {
    match kind {
        FactType::YesNo => json!([true, false]),
        FactType::OneOf(values) | FactType::Set(values) => json!(values),
        FactType::Number { .. } | FactType::Date | FactType::Text => json!([]),
    }
}

/// The trace of a conclusion: that of its one way, or `any` of its ways.
fn ways(book: &RuleBook, conclusion: &Conclusion) -> Json {
    match conclusion.traces.as_slice() {
        [only] => way(book, conclusion, only),
        several => {
            let best = several.iter().map(way_truth).max().unwrap_or(Truth::True);
            node(best, [("any", list(several, |each| way(book, conclusion, each)))])
        }
    }
}

fn way_truth(way: &WayTrace) -> Truth {
    way.trace.as_ref().map_or(Truth::True, |trace| trace.truth)
}

fn way(book: &RuleBook, conclusion: &Conclusion, way: &WayTrace) -> Json {
    let condition = book.rules[conclusion.rule].ways[way.way].when.as_ref();
    match (condition, &way.trace) {
        (Some(condition), Some(trace)) => self::trace(book, condition, trace),
        _ => node(Truth::True, []),
    }
}

/// A trace in the shape of the rule language, with the truth of every node.
fn trace(book: &RuleBook, condition: &Condition, trace: &Trace) -> Json {
    let below = |parts: &[Condition], traces: &[Trace]| {
        Json::Array(parts.iter().zip(traces).map(|(part, below)| self::trace(book, part, below)).collect())
    };
    match (condition, &trace.node) {
        (Condition::All(parts), TraceNode::All(traces)) => node(trace.truth, [("all", below(parts, traces))]),
        (Condition::Any(parts), TraceNode::Any(traces)) => node(trace.truth, [("any", below(parts, traces))]),
        (Condition::Not(part), TraceNode::Not(inner)) => {
            node(trace.truth, [("not", self::trace(book, part, inner))])
        }
        (Condition::Named(id), TraceNode::Named(_, inner)) => {
            let definition = &book.definitions[*id];
            let name = format!("{}/{}", book.packs[definition.pack].name, definition.name);
            node(
                trace.truth,
                [("definition", json!(name)), ("is", self::trace(book, &definition.condition, inner))],
            )
        }
        (Condition::Test(test), _) => node(
            trace.truth,
            [
                ("fact", json!(subject(book, test.subject))),
                ("test", Json::Object(operators(book, test.subject, &test.operators))),
            ],
        ),
        _ => node(trace.truth, []),
    }
}

fn node<const N: usize>(truth: Truth, fields: [(&str, Json); N]) -> Json {
    let mut map = Map::new();
    map.insert("truth".to_owned(), json!(truth_name(truth)));
    map.extend(fields.map(|(key, value)| (key.to_owned(), value)));
    Json::Object(map)
}

fn truth_name(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}

pub(super) fn subject(book: &RuleBook, subject: Subject) -> &str {
    match subject {
        Subject::Fact(fact) => &book.facts[fact].id,
        Subject::Today => "today",
    }
}

/// Operators as they are written in rules.
pub(super) fn operators(book: &RuleBook, subject: Subject, operators: &[Operator]) -> Map<String, Json> {
    operators
        .iter()
        .map(|op| operator(book, subject, op))
        .map(|(name, operand)| (name.to_owned(), operand))
        .collect()
}

fn operator(book: &RuleBook, subject: Subject, operator: &Operator) -> (&'static str, Json) {
    let one = |index: u32| fact_value(book, subject, &Value::Choice(index));
    let many = |indices: &[u32]| list(indices, |index| one(*index));
    let operand = |operand: &Operand| match operand {
        Operand::Value(value) => fact_value(book, subject, value),
        Operand::Today => json!("today"),
    };
    let date = |operand: &DateOperand| match operand {
        DateOperand::Date(date) => json!(date.to_string()),
        DateOperand::Today => json!("today"),
    };
    match operator {
        Operator::Is(value) => ("is", operand(value)),
        Operator::IsNot(value) => ("is-not", operand(value)),
        Operator::OneOf(values) => ("one-of", list(values, |value| fact_value(book, subject, value))),
        Operator::Has(index) => ("has", one(*index)),
        Operator::HasAny(indices) => ("has-any", many(indices)),
        Operator::HasAll(indices) => ("has-all", many(indices)),
        Operator::HasNone(indices) => ("has-none", many(indices)),
        Operator::IsEmpty(empty) => ("is-empty", json!(empty)),
        Operator::AtLeast(n) => ("at-least", number(*n)),
        Operator::AtMost(n) => ("at-most", number(*n)),
        Operator::Above(n) => ("above", number(*n)),
        Operator::Below(n) => ("below", number(*n)),
        Operator::Before(day) => ("before", date(day)),
        Operator::OnOrBefore(day) => ("on-or-before", date(day)),
        Operator::After(day) => ("after", date(day)),
        Operator::OnOrAfter(day) => ("on-or-after", date(day)),
        Operator::DaysSince(inner) => ("days-since", Json::Object(operators(book, subject, inner))),
        Operator::Known(known) => ("known", json!(known)),
    }
}

fn fact_value(book: &RuleBook, subject: Subject, operand: &Value) -> Json {
    match (subject, operand) {
        (Subject::Fact(fact), _) => value(book, fact, operand),
        (Subject::Today, Value::Date(date)) => json!(date.to_string()),
        (Subject::Today, _) => Json::Null,
    }
}

/// Escapes inside the texts of a JSON document what could steer a terminal. Outside of texts only line breaks
/// and spaces stand, so no escape can land there.
pub(super) fn escaped(document: &str) -> String {
    let mut out = String::with_capacity(document.len());
    for c in document.chars() {
        if c != '\n' && safe::is_unsafe(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a `String` cannot fail.
                _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_reads_back_the_same() {
        let text = "a\u{9b}31m\u{7f}\u{202e}\u{e0041}\n\u{1b}";
        let document = escaped(&format!("{:#}\n", json!({ "text": text })));
        assert!(document.is_ascii(), "{document}");
        assert_eq!(serde_json::from_str::<Json>(&document).expect("still JSON")["text"], text);
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        assert_eq!(number(404.0).to_string(), "404");
        assert_eq!(number(-0.5).to_string(), "-0.5");
        assert_eq!(number(1e300).to_string(), "1e+300");
    }
}
