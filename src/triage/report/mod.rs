//! The report: what an export is about, counted while it is read.
//!
//! Goes in: every record with its outcome, in order. Comes out: a [`Report`], plain data that the renderers lay
//! out. Memory does not grow with the number of tickets: examples are a fixed number for each cause, groups of
//! unmatched tickets, days and values of a field are capped, and what is beyond a cap is counted, not hidden.

mod closing;
mod collect;
mod cover;
mod draft;
mod examples;
mod excerpt;
mod groups;
mod topics;
mod vocabulary;
mod words;

pub use collect::{Collector, Options};

use crate::arena::Id;
use crate::book::{Fact, Pack, Rule, Symptom};
use crate::lang::Lang;
use crate::triage::{Reason, ReasonKind};
use jiff::civil::Date;

/// What an export is about.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Names of the inputs.
    pub inputs: Vec<String>,
    /// The digest of the rules.
    pub digest: String,
    /// All tickets.
    pub total: Tally,
    /// Tickets with a confirmed cause first, and with a possible one first.
    pub verdicts: [u64; 2],
    /// Causes that come first, the most frequent first.
    pub causes: Vec<CauseCount>,
    /// Symptoms with how often each is present and how often only mentioned, the most frequent first.
    pub symptoms: Vec<(Id<Symptom>, u64, u64)>,
    /// Packs by the cause or symptom that comes first.
    pub packs: Vec<(Id<Pack>, u64)>,
    /// Languages of tickets.
    pub languages: Vec<(Option<Lang>, u64)>,
    /// Days on which tickets were created, in order.
    pub days: Vec<(Date, Tally)>,
    /// Tickets without a day of their own.
    pub undated: u64,
    /// Tickets of days beyond the most that are told apart.
    pub further_days: u64,
    /// The field that was asked for.
    pub field: Option<FieldCount>,
    /// Facts that would have settled tickets, the most useful first.
    pub questions: Vec<QuestionCount>,
    /// Unmatched tickets that are alike, the largest group first.
    pub groups: Vec<Group>,
    /// Groups that are not shown, and how many tickets are in them.
    pub more_groups: (u64, u64),
    /// Unmatched tickets in no group of two.
    pub single: u64,
    /// Rules that no ticket confirmed or made possible, in order of id.
    pub never: Vec<Id<Rule>>,
    /// Why records were rejected, the most frequent first.
    pub rejects: Vec<RejectCount>,
}

/// Tickets by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// By status, in the order of [`super::Status::ALL`].
    pub statuses: [u64; 5],
    /// Those that can be answered at once: a confirmed cause that the customer may know, with a step for them.
    pub answered: u64,
}

impl Tally {
    /// All tickets, rejects too.
    pub fn all(&self) -> u64 {
        self.statuses.iter().sum()
    }

    /// Adds other tickets.
    pub fn add(&mut self, other: &Tally) {
        self.statuses.iter_mut().zip(other.statuses).for_each(|(sum, count)| *sum += count);
        self.answered += other.answered;
    }

    /// Tickets of a status.
    pub fn of(&self, status: super::Status) -> u64 {
        self.statuses[status as usize]
    }
}

/// Tickets by the values of a field of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldCount {
    /// The field.
    pub name: String,
    /// Its values with their tickets, the most frequent first.
    pub values: Vec<(String, Tally)>,
    /// Tickets of values beyond the most that are told apart.
    pub others: Tally,
}

/// Rejects of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectCount {
    /// What they have in common.
    pub kind: ReasonKind,
    /// How many there are.
    pub count: u64,
    /// Some of them: the row, with its input where there are several, and why.
    pub examples: Vec<(String, Reason)>,
}

/// How often a cause comes first.
#[derive(Debug, Clone)]
pub struct CauseCount {
    /// The cause.
    pub rule: Id<Rule>,
    /// Tickets that it is confirmed for.
    pub confirmed: u64,
    /// Tickets that it is possible for.
    pub possible: u64,
    /// Tickets that it answers at once.
    pub answered: u64,
    /// The clearest tickets.
    pub examples: Vec<Example>,
}

/// A ticket to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What the help desk calls it, else its row.
    pub name: String,
    /// Its words, and whether they are evidence.
    pub pieces: Vec<(String, bool)>,
}

/// How useful a question is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionCount {
    /// The fact to ask for.
    pub fact: Id<Fact>,
    /// Tickets whose first cause an answer would settle.
    pub settles: u64,
    /// Tickets for which it is the first question.
    pub first: u64,
}

/// Unmatched tickets that are alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// How many there are.
    pub size: u64,
    /// The words that most of them share, the most telling first.
    pub words: Vec<String>,
    /// Some of them.
    pub examples: Vec<Example>,
    /// A symptom in YAML that finds them, to paste into a pack.
    pub draft: String,
}
