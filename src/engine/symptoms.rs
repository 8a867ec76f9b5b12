//! The symptoms of a case: those read in the text and those ticked by hand, without those that the agent denies.

use crate::arena::Id;
use crate::book::{RuleBook, Symptom};
use crate::engine::Case;
use crate::text::{Evidence, Mention, Rank, Reading, Status};

/// Adds the hand-ticked symptoms to a reading, as present on the best evidence there is, and leaves out what
/// belongs to packs that take no part.
pub(super) fn merge(book: &RuleBook, case: &Case, mut reading: Reading) -> Reading {
    for &symptom in &case.symptoms {
        match reading.mentions.iter_mut().find(|mention| mention.symptom == symptom) {
            Some(mention) => tick(mention),
            None => reading.mentions.push(ticked(symptom)),
        }
    }
    let not_seen = |symptom: &Id<Symptom>| case.told.not_seen.binary_search(symptom).is_ok();
    reading
        .mentions
        .retain(|mention| case.covers(book.symptoms[mention.symptom].pack) && !not_seen(&mention.symptom));
    reading.suggested.retain(|suggestion| !not_seen(&suggestion.symptom));
    reading.mentions.sort_by_key(|mention| mention.symptom);
    reading.captures.retain(|capture| case.covers(book.facts[capture.fact].pack));
    if reading.mentions.iter().any(|mention| mention.status == Status::Present) {
        reading.suggested.clear();
    }
    reading
}

fn tick(mention: &mut Mention) {
    let given = ticked(mention.symptom);
    mention.status = given.status;
    mention.rank = given.rank;
    mention.weak = given.weak;
    mention.evidence.splice(0..0, given.evidence);
}

fn ticked(symptom: Id<Symptom>) -> Mention {
    let evidence = Evidence {
        part: 0,
        spans: Vec::new(),
        marks: Vec::new(),
        by: "given",
        pattern: None,
        score: 1.0,
        rank: Rank::Message,
        weak: false,
        status: Status::Present,
        cue: None,
        leans: false,
    };
    Mention { symptom, status: Status::Present, rank: Rank::Message, weak: false, evidence: vec![evidence] }
}

/// The symptoms that count: present ones, with how well they are proven.
#[derive(Debug)]
pub(super) struct Present {
    /// Sorted by symptom.
    seen: Vec<Seen>,
}

/// A present symptom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) symptom: Id<Symptom>,
    pub(super) rank: Rank,
    pub(super) weak: bool,
}

impl Present {
    /// The present symptoms of a reading whose mentions are sorted by symptom.
    pub(super) fn of(reading: &Reading) -> Self {
        let present = reading.mentions.iter().filter(|mention| mention.status == Status::Present);
        let seen =
            present.map(|mention| Seen { symptom: mention.symptom, rank: mention.rank, weak: mention.weak });
        Self { seen: seen.collect() }
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    /// All of them, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Seen> {
        self.seen.iter()
    }

    /// One of them.
    pub(super) fn get(&self, symptom: Id<Symptom>) -> Option<&Seen> {
        let index = self.seen.binary_search_by_key(&symptom, |seen| seen.symptom).ok()?;
        self.seen.get(index)
    }
}
