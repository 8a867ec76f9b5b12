//! Learning which words around a symptom tell that it is there, or that it isn't.
//!
//! Goes in: labelled tickets and fixtures, and what stands around each mention in them. Comes out: the table of weights that ships
//! with the program. Pure, and the same on every machine: nothing but sums and products in a fixed order.
//!
//! The method is a linear support vector machine with squared hinge loss, trained by dual coordinate descent (C.-J. Hsieh et al.,
//! "A dual coordinate descent method for large-scale linear SVM", 2008).

use crate::arena::Id;
use crate::book::{RuleBook, Symptom, lookup};
use crate::engine::Engine;
use crate::fixture::Fixture;
use crate::score::Ticket;
use crate::text::{Around, GramTable, Place};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// What an example on the wrong side costs; the less, the fewer words are learned by heart.
const COST: f64 = 0.02;
/// Words must have been seen around so many symptoms of so many packs: others are words of a trade, not of how people talk.
const SYMPTOMS: usize = 5;
const PACKS: usize = 3;
/// How often each example is looked at.
const ROUNDS: usize = 60;

/// A feature: a gram anywhere, or at a place.
type Feature<'a> = (&'a str, Option<Place>);

/// A text with the symptoms that a careful reader sees in it.
#[derive(Debug, Clone)]
pub struct Lesson<'a> {
    parts: &'a [String],
    present: Vec<Id<Symptom>>,
}

impl<'a> Lesson<'a> {
    /// A labelled ticket. Labels that name no symptom of the book are passed over.
    pub fn of_ticket(book: &RuleBook, ticket: &'a Ticket) -> Self {
        let present = ticket.symptoms.iter().filter_map(|id| lookup::symptom(book, id, None).ok()).collect();
        Self { parts: std::slice::from_ref(&ticket.text), present }
    }

    /// A fixture; none if it does not say which symptoms are present.
    pub fn of_fixture(fixture: &'a Fixture) -> Option<Self> {
        let present = fixture.expect.symptoms.clone()?;
        Some(Self { parts: &fixture.case.parts, present })
    }
}

/// The table of weights that the mentions in texts teach. Texts in which nothing is found teach nothing.
///
/// Cost: one reading for each text, then some rounds over all words around all mentions; memory for these.
pub fn learn(engine: &Engine, lessons: &[Lesson<'_>]) -> String {
    let examples: Vec<Example> = lessons.iter().flat_map(|lesson| examples(engine, lesson)).collect();
    let features = features(&examples);
    let rows: Vec<Vec<u32>> = examples
        .iter()
        .map(|example| {
            let mut row: Vec<u32> =
                example.features().filter_map(|feature| features.get(&feature).copied()).collect();
            row.sort_unstable();
            row.dedup();
            row
        })
        .collect();
    let present: Vec<bool> = examples.iter().map(|example| example.present).collect();
    let (weights, always) = train(&rows, &present, features.len());
    let mut table = GramTable::new(always);
    for ((gram, place), number) in features {
        table.set(gram, place, weights[number as usize]);
    }
    table.to_string()
}

/// A mention with what a careful reader says of it.
struct Example {
    symptom: String,
    present: bool,
    around: Vec<Around>,
}

impl Example {
    fn features(&self) -> impl Iterator<Item = Feature<'_>> {
        self.around.iter().flat_map(|one| [(one.gram.as_str(), None), (one.gram.as_str(), Some(one.place))])
    }
}

fn examples(engine: &Engine, lesson: &Lesson<'_>) -> Vec<Example> {
    let example = |(symptom, around)| Example {
        symptom: engine.book.symptoms[symptom].id.clone(),
        present: lesson.present.contains(&symptom),
        around,
    };
    engine.around_mentions(lesson.parts).into_iter().map(example).collect()
}

/// The features that are no words of a trade, numbered in order.
fn features<'a>(examples: &'a [Example]) -> BTreeMap<Feature<'a>, u32> {
    let mut symptoms: FxHashMap<Feature<'a>, BTreeSet<&'a str>> = FxHashMap::default();
    for example in examples {
        for feature in example.features() {
            symptoms.entry(feature).or_default().insert(&example.symptom);
        }
    }
    let pack = |symptom: &&'a str| symptom.split('/').next();
    let common = |symptoms: &BTreeSet<&'a str>| {
        symptoms.len() >= SYMPTOMS && symptoms.iter().filter_map(pack).collect::<BTreeSet<_>>().len() >= PACKS
    };
    let kept: BTreeSet<Feature<'a>> =
        symptoms.into_iter().filter(|(_, symptoms)| common(symptoms)).map(|(feature, _)| feature).collect();
    kept.into_iter().zip(0..).collect()
}

/// The weights of the features and of what is always there, for examples given by their features.
fn train(rows: &[Vec<u32>], present: &[bool], features: usize) -> (Vec<f64>, f64) {
    // What is always there is the last feature.
    let mut weights = vec![0.0; features + 1];
    let mut alphas = vec![0.0_f64; rows.len()];
    let diagonal = 1.0 / (2.0 * COST);
    for round in 0..ROUNDS {
        for at in order(rows.len(), round) {
            let row = || rows[at].iter().map(|feature| *feature as usize).chain([features]);
            let side = if present[at] { 1.0 } else { -1.0 };
            let margin: f64 = row().map(|feature| weights[feature]).sum();
            let gradient = side * margin - 1.0 + diagonal * alphas[at];
            let before = alphas[at];
            alphas[at] = (before - gradient / ((rows[at].len() + 1) as f64 + diagonal)).max(0.0);
            let step = (alphas[at] - before) * side;
            row().for_each(|feature| weights[feature] += step);
        }
    }
    let always = weights.pop().unwrap_or(0.0);
    (weights, always)
}

/// All numbers below one, each once, in another order each round, so that no example is always the last word.
fn order(count: usize, round: usize) -> impl Iterator<Item = usize> {
    let coprime = |step: &usize| {
        let (mut one, mut other) = (count, *step);
        while other != 0 {
            (one, other) = (other, one % other);
        }
        one == 1
    };
    let golden = (count as f64 * 0.618) as usize + 97 * round + 1;
    let step = (golden..).find(coprime).unwrap_or(1);
    (0..count).map(move |at| (at * step + round) % count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_the_sides_apart_weighs_most() {
        // Feature 0 tells, 1 stands everywhere, 2 at random.
        let rows: Vec<Vec<u32>> = (0..40)
            .map(|at| [(0, at % 2 == 0), (1, true), (2, at % 3 == 0)])
            .map(|row| row.into_iter().filter(|(_, there)| *there).map(|(feature, _)| feature).collect())
            .collect();
        let present: Vec<bool> = (0..40).map(|at| at % 2 == 0).collect();
        let (weights, always) = train(&rows, &present, 3);
        assert!(weights[0] > 0.3, "{weights:?}");
        assert!(weights[2].abs() < 0.1 && weights[1] + always < 0.0, "{weights:?} {always}");
        assert_eq!(train(&rows, &present, 3), (weights, always));
    }

    #[test]
    fn an_order_has_each_number_once() {
        for (count, round) in [(0, 0), (1, 0), (2, 1), (97, 3), (100, 7)] {
            let mut all: Vec<usize> = order(count, round).collect();
            all.sort_unstable();
            assert_eq!(all, (0..count).collect::<Vec<_>>());
        }
    }
}
