//! Conditions with every `not` worked into their tests.
//!
//! In: a linked condition, with a trace where only its open parts are wanted. Out: clauses, and the sentence or outline
//! they make. Single tests are [`super::operator`]'s.

use super::operator::operator;
use super::{Reader, list};
use crate::condition::{Condition, FactTest, Trace, TraceNode, Truth};
use crate::lang::Lang;
use crate::render::phrases::{fill, phrases};

/// A condition with every `not` pushed down to the tests.
#[derive(PartialEq)]
pub(super) enum Clause {
    Test(String),
    All(Vec<Clause>),
    Any(Vec<Clause>),
}

impl Clause {
    /// The parts of which any one will do.
    fn alternatives(self) -> Vec<Clause> {
        match self {
            Clause::Any(parts) if !parts.is_empty() => parts,
            other => vec![other],
        }
    }
}

/// Builds the clause; with a trace, only of the parts that are unknown.
pub(super) fn clause(
    reader: Reader<'_>,
    condition: &Condition,
    trace: Option<&Trace>,
    positive: bool,
) -> Clause {
    match (condition, trace.map(|trace| &trace.node)) {
        (Condition::Not(inner), Some(TraceNode::Not(below))) => clause(reader, inner, Some(below), !positive),
        (Condition::Not(inner), _) => clause(reader, inner, None, !positive),
        (Condition::Named(id), Some(TraceNode::Named(_, below))) => {
            clause(reader, &reader.book.definitions[*id].condition, Some(below), positive)
        }
        (Condition::Named(id), _) => clause(reader, &reader.book.definitions[*id].condition, None, positive),
        (Condition::All(items), Some(TraceNode::All(below))) => {
            group(positive, open_parts(reader, items, below, positive))
        }
        (Condition::Any(items), Some(TraceNode::Any(below))) => {
            group(!positive, open_parts(reader, items, below, positive))
        }
        (Condition::All(items), _) => group(positive, whole_parts(reader, items, positive)),
        (Condition::Any(items), _) => group(!positive, whole_parts(reader, items, positive)),
        (Condition::Test(test), _) => test_clause(reader, test, positive),
    }
}

/// All of the parts, or any of them; one alone is itself.
pub(super) fn group(all: bool, mut parts: Vec<Clause>) -> Clause {
    match (parts.len(), all) {
        (1, _) => parts.remove(0),
        // What is said the same way twice over is one list.
        (_, false) if parts.iter().any(|part| matches!(part, Clause::Any(_))) => {
            Clause::Any(parts.into_iter().flat_map(Clause::alternatives).collect())
        }
        (_, true) => Clause::All(parts),
        (_, false) => Clause::Any(parts),
    }
}

fn whole_parts(reader: Reader<'_>, items: &[Condition], positive: bool) -> Vec<Clause> {
    items.iter().map(|item| clause(reader, item, None, positive)).collect()
}

fn open_parts(reader: Reader<'_>, items: &[Condition], below: &[Trace], positive: bool) -> Vec<Clause> {
    let open = items.iter().zip(below).filter(|(_, trace)| trace.truth == Truth::Unknown);
    open.map(|(item, trace)| clause(reader, item, Some(trace), positive)).collect()
}

/// One test, or its opposite.
pub(super) fn test_clause(reader: Reader<'_>, test: &FactTest, positive: bool) -> Clause {
    let sentences = test.operators.iter().map(|op| operator(reader, test.subject, op, positive));
    group(positive, sentences.collect())
}

/// The clause as one sentence.
pub(super) fn join(reader: Reader<'_>, clause: &Clause) -> String {
    let phrases = phrases(reader.lang);
    let words = &phrases.conditions;
    let (parts, short, long, empty) = match clause {
        Clause::Test(sentence) => return sentence.clone(),
        Clause::All(parts) => (parts, phrases.and, words.and_also, words.always),
        Clause::Any(parts) => (parts, phrases.or, words.or_else, words.never),
    };
    if parts.is_empty() {
        return empty.to_owned();
    }
    let nested = |part: &Clause| match part {
        Clause::Test(sentence) => sentence.clone(),
        Clause::All(_) | Clause::Any(_) => fill(words.group, &[&join(reader, part)]),
    };
    let sentences: Vec<String> = parts.iter().map(nested).collect();
    linked(reader.lang, sentences, short, long)
}

/// Sentences joined by a word; by its long form, which parts them by a comma too, where one of them has an "and" or
/// "or" of its own.
pub(super) fn linked(lang: Lang, sentences: Vec<String>, short: &str, long: &str) -> String {
    let phrases = phrases(lang);
    let words = &phrases.conditions;
    let own = [phrases.and, phrases.or, words.neither_last, phrases.comma];
    let plain = |sentence: &String| !own.iter().any(|word| sentence.contains(word));
    let word = if sentences.len() < 3 && sentences.iter().all(plain) { short } else { long };
    // Behind a Chinese word, Latin letters stand apart.
    let apart = |(number, sentence): (usize, String)| {
        let latin =
            number > 0 && lang == Lang::Zh && sentence.starts_with(|c: char| c.is_ascii_alphanumeric());
        if latin { format!(" {sentence}") } else { sentence }
    };
    list(sentences.into_iter().enumerate().map(apart), word, word)
}

/// The clause as lines with their depth.
pub(super) fn outline_of(
    reader: Reader<'_>,
    clause: &Clause,
    depth: usize,
    lines: &mut Vec<(usize, String)>,
) {
    let account = &phrases(reader.lang).account;
    let (parts, head) = match clause {
        Clause::All(parts) if !parts.is_empty() => (parts, account.all_of),
        Clause::Any(parts) if !parts.is_empty() => (parts, account.any_of),
        _ => return lines.push((depth, join(reader, clause))),
    };
    lines.push((depth, head.to_owned()));
    for part in parts {
        outline_of(reader, part, depth + 1, lines);
    }
}
