//! The answer: ranked verdicts with evidence, trace and next questions. Ids only; wording is the renderers'.

use crate::arena::Id;
use crate::book::{Fact, Pack, Rule, RuleBook, Symptom};
use crate::condition::Trace;
use crate::facts::Value;
use crate::text::{Reading, Status};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What is known of one case, ready for the engine: linked and typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The day of diagnosis.
    pub as_of: Date,
    /// Ticket text, newest part first.
    pub parts: Vec<String>,
    /// Symptoms ticked by hand, sorted, each once.
    pub symptoms: Vec<Id<Symptom>>,
    /// Facts of the snapshot, sorted by fact, each once.
    pub facts: Vec<(Id<Fact>, Value)>,
    /// Only these packs take part, and their product counts as named; empty means all packs.
    pub packs: Vec<Id<Pack>>,
    /// Packs that the snapshot names by a fact which only they accept, sorted.
    pub named: Vec<Id<Pack>>,
    /// What the agent said besides.
    pub told: Told,
}

/// What an agent can say of a case that is neither a symptom nor a fact; each list sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    /// The packs whose product it is about; empty where nobody said.
    pub products: Vec<Id<Pack>>,
    /// Symptoms that the customer does not see, whatever the text seems to say.
    pub not_seen: Vec<Id<Symptom>>,
    /// Facts that the agent was asked for and does not know.
    pub not_known: Vec<Id<Fact>>,
}

/// What the engine concludes.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnosis {
    /// The day it holds for.
    pub as_of: Date,
    /// What was read in the text, with hand-ticked symptoms merged in as present.
    pub reading: Reading,
    /// Known facts, sorted by fact.
    pub facts: Vec<KnownFact>,
    /// Confirmed and possible causes, ranked.
    pub diagnoses: Vec<Conclusion>,
    /// Causes whose condition is false, in order of id.
    pub ruled_out: Vec<Conclusion>,
    /// Next questions, the most settling first.
    pub questions: Vec<Question>,
    /// Notes for the reader: captures that disagree with the snapshot or each other, negative `days-since`.
    pub notes: Vec<Note>,
}

impl Diagnosis {
    /// The packs between which the product would decide, sorted: where the text shows symptoms only weakly and
    /// nobody names a product. Empty where there is nothing to decide.
    pub fn products_in_doubt(&self, book: &RuleBook, case: &Case) -> Vec<Id<Pack>> {
        let mut present = self.reading.mentions.iter().filter(|mention| mention.status == Status::Present);
        if !case.product().is_empty()
            || !self.reading.products.is_empty()
            || !present.all(|mention| mention.weak)
        {
            return Vec::new();
        }
        let packs: BTreeSet<_> = self.diagnoses.iter().map(|found| book.rules[found.rule].pack).collect();
        packs.into_iter().collect()
    }
}

/// How sure a cause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// A symptom is present on strong evidence and the condition is true.
    Confirmed,
    /// A symptom is present and nothing contradicts it.
    Possible,
    /// The condition is false.
    RuledOut,
}

impl Verdict {
    /// The word in JSON, fixtures and on the terminal.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Confirmed => "confirmed",
            Verdict::Possible => "possible",
            Verdict::RuledOut => "ruled-out",
        }
    }
}

/// One rule's verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Conclusion {
    /// The rule, and so the cause.
    pub rule: Id<Rule>,
    /// Its verdict.
    pub verdict: Verdict,
    /// Whether it is offered as a fallback.
    pub fallback: bool,
    /// The present symptoms it explains, sorted by id.
    pub symptoms: Vec<Id<Symptom>>,
    /// Facts whose values would settle it, sorted by fact; empty unless possible.
    pub unknown: Vec<Id<Fact>>,
    /// How its condition came out, one for each way with a present symptom; no condition gives no trace.
    pub traces: Vec<WayTrace>,
}

/// The trace of one way of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct WayTrace {
    /// Index into the rule's ways.
    pub way: usize,
    /// Its trace, none where the way has no condition.
    pub trace: Option<Trace>,
}

/// A fact with its origin.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownFact {
    /// Which fact.
    pub fact: Id<Fact>,
    /// Its value; none when captures disagree, so that it stays unknown.
    pub value: Option<Value>,
    /// Whether the snapshot or the text gave it.
    pub from: FactOrigin,
    /// Values captured from the text that disagree with it, each once, in text order.
    pub conflicts: Vec<Value>,
}

/// Where a fact's value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactOrigin {
    /// The snapshot or `--set`.
    Snapshot,
    /// A `seen` pattern in the text.
    Text,
}

/// A fact worth asking for.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The fact.
    pub fact: Id<Fact>,
    /// Rules that at least one answer settles, sorted by id.
    pub settles: Vec<Id<Rule>>,
    /// Expected number of possible rules settled, divided by the fact's cost.
    pub worth: f64,
}

/// Something the reader should know.
#[derive(Debug, Clone, PartialEq)]
pub enum Note {
    /// `days-since` of this fact is negative: its date lies after the day of diagnosis.
    DateInFuture(Id<Fact>),
    /// The text says otherwise than the snapshot (see the fact's conflicts).
    Disagreement(Id<Fact>),
}
