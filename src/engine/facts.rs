//! The facts of a case: those of the snapshot and those that the text states.

use crate::arena::Id;
use crate::book::{Fact, RuleBook};
use crate::condition::{Operator, Subject};
use crate::engine::verdict::{Scene, Standing};
use crate::engine::{Case, FactOrigin, KnownFact, Note};
use crate::facts::Value;
use crate::text::Capture;
use std::collections::{BTreeMap, BTreeSet};

/// Merges snapshot and captures, sorted by fact. The snapshot wins; captures that disagree with each other
/// leave the fact unknown; either disagreement makes a note.
pub(super) fn merge(book: &RuleBook, case: &Case, captures: &[Capture]) -> (Vec<KnownFact>, Vec<Note>) {
    if case.facts.is_empty() && captures.is_empty() {
        return Default::default();
    }
    let mut known: BTreeMap<Id<Fact>, KnownFact> = BTreeMap::new();
    for (fact, value) in &case.facts {
        if case.covers(book.facts[*fact].pack) {
            let given = KnownFact {
                fact: *fact,
                value: Some(value.clone()),
                from: FactOrigin::Snapshot,
                conflicts: Vec::new(),
            };
            known.insert(*fact, given);
        }
    }
    for capture in captures {
        add_capture(known.entry(capture.fact).or_insert_with(|| first_capture(capture)), &capture.value);
    }
    let known: Vec<KnownFact> = known.into_values().collect();
    let disagreeing = known.iter().filter(|fact| !fact.conflicts.is_empty());
    let notes = disagreeing.map(|fact| Note::Disagreement(fact.fact)).collect();
    (known, notes)
}

fn first_capture(capture: &Capture) -> KnownFact {
    KnownFact {
        fact: capture.fact,
        value: Some(capture.value.clone()),
        from: FactOrigin::Text,
        conflicts: Vec::new(),
    }
}

fn add_capture(known: &mut KnownFact, captured: &Value) {
    if known.value.as_ref() == Some(captured) || known.conflicts.contains(captured) {
        return;
    }
    if known.from == FactOrigin::Text
        && let Some(earlier) = known.value.take()
    {
        known.conflicts.push(earlier);
    }
    known.conflicts.push(captured.clone());
}

/// A note for each date after the day of diagnosis whose age a concluded rule tests, sorted by fact.
pub(super) fn future_dates(scene: &Scene<'_>, standings: &[Standing]) -> Vec<Note> {
    let mut facts = BTreeSet::new();
    for standing in standings {
        for condition in standing.conditions(scene.book) {
            condition.each_test(scene.book, &mut |test| {
                let ages = test.operators.iter().any(|operator| matches!(operator, Operator::DaysSince(_)));
                if let (true, Subject::Fact(fact)) = (ages, test.subject)
                    && let Some(Value::Date(date)) = scene.facts.get(fact)
                    && *date > scene.as_of
                {
                    facts.insert(fact);
                }
            });
        }
    }
    facts.into_iter().map(Note::DateInFuture).collect()
}
