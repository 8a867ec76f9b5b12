//! What reading a text yields: mentions of symptoms, captured facts, named products.

use crate::arena::Id;
use crate::book::{Fact, Pack, Symptom};
use crate::facts::Value;
use crate::lang::Lang;

/// The texts of a ticket that is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// Its parts, newest first.
    pub parts: &'a [String],
    /// Only symptoms of these packs count, and their product is taken as named; empty means all packs.
    pub packs: &'a [Id<Pack>],
    /// Packs that the snapshot names.
    pub named: &'a [Id<Pack>],
    /// What is wanted.
    pub detail: Detail,
}

/// How much of a text is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Symptoms: of texts that show none only the language is told.
    Symptoms,
    /// Also the facts that it states and the products that it names.
    Facts,
    /// Also the nearest symptoms of a text that shows none.
    Suggestions,
}

/// The result of reading all parts of a ticket.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Symptoms found, sorted by id, each once, with all their evidence.
    pub mentions: Vec<Mention>,
    /// Facts that the text states, in text order; only from present passages.
    pub captures: Vec<Capture>,
    /// Packs whose product is named, sorted.
    pub products: Vec<Id<Pack>>,
    /// The language the newest message is mostly written in.
    pub language: Option<Lang>,
    /// When nothing is present: nearest symptoms with a score in `0.0..=1.0`, best first, at most five.
    pub suggested: Vec<Suggestion>,
}

/// A symptom found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Which symptom.
    pub symptom: Id<Symptom>,
    /// The status that decides: the strongest over all its evidence.
    pub status: Status,
    /// The best evidence strength among those with the deciding status.
    pub rank: Rank,
    /// Whether the mention rests on weak evidence alone.
    pub weak: bool,
    /// Where and how it was found, best first.
    pub evidence: Vec<Evidence>,
}

/// Whether a mention counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// The customer has it now: the only status that supports a rule.
    Present,
    /// "No longer happens", "never had it", "solved now".
    Denied,
    /// "What if", or somebody else's.
    Hypothetical,
    /// Only in an older mail below the reply.
    Quoted,
}

impl Status {
    /// The word in JSON and on the terminal.
    pub fn name(self) -> &'static str {
        match self {
            Status::Present => "present",
            Status::Denied => "denied",
            Status::Hypothetical => "hypothetical",
            Status::Quoted => "quoted",
        }
    }
}

/// How good a piece of evidence is; greater is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rank {
    /// A code standing alone.
    BareCode,
    /// A code with its neighbours, or a regex or captured fact.
    Code,
    /// Terms together.
    Terms,
    /// A message with slips, or cut short.
    NearMessage,
    /// A message as the product shows it; also a symptom ticked by hand.
    Message,
}

/// One occurrence.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Which part of the ticket text, from 0.
    pub part: usize,
    /// Byte ranges of the original part, in order, not overlapping.
    pub spans: Vec<(usize, usize)>,
    /// The same for marking it to people: widened to whole words where these are written without spaces.
    pub marks: Vec<(usize, usize)>,
    /// The kind of pattern: `message`, `say`, `code`, `regex`, `mention`, or `given` for hand-ticked.
    pub by: &'static str,
    /// Index into the symptom's `seen` patterns; none for hand-ticked.
    pub pattern: Option<usize>,
    /// How well it fits, `0.0..=1.0`.
    pub score: f64,
    /// Its quality.
    pub rank: Rank,
    /// Whether it is weak: generic, with no product named.
    pub weak: bool,
    /// Its own status.
    pub status: Status,
    /// The cue that decided a status other than present, as a byte range of the part.
    pub cue: Option<(usize, usize)>,
    /// Whether all words around it decided together, with the cue as what says most, or whatever the cue says.
    pub leans: bool,
}

impl Evidence {
    /// How many bytes of the text it rests on.
    pub(super) fn bytes(&self) -> usize {
        self.spans.iter().map(|span| span.1 - span.0).sum()
    }

    /// How many bytes it has in common with other evidence of the same part.
    pub(super) fn shares(&self, other: &Evidence) -> usize {
        let common =
            |one: &(usize, usize), two: &(usize, usize)| one.1.min(two.1).saturating_sub(one.0.max(two.0));
        self.spans.iter().flat_map(|one| other.spans.iter().map(move |two| common(one, two))).sum()
    }
}

/// A fact stated by the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Capture {
    /// Which fact.
    pub fact: Id<Fact>,
    /// Its value.
    pub value: Value,
    /// Which part of the text.
    pub part: usize,
    /// Byte range in the part.
    pub span: (usize, usize),
}

/// A symptom that resembles the text but was not found in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suggestion {
    /// Which symptom.
    pub symptom: Id<Symptom>,
    /// Similarity, `0.0..=1.0`.
    pub score: f64,
}
