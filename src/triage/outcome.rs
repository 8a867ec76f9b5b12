//! What comes of one record.

use super::Reason;
use crate::arena::Id;
use crate::book::{Fact, Rule, Symptom};
use crate::engine::{Diagnosis, Verdict};
use crate::lang::Lang;
use crate::text::Status as MentionStatus;

/// The result of one record, as the output line and a report need it.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It was read and diagnosed.
    Read(Diagnosis),
    /// It was not read, for this reason.
    Rejected(Reason),
}

/// What a lead wants to know of a ticket first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// There is a confirmed or possible cause.
    Diagnosed,
    /// Symptoms are present, and no cause is left.
    SymptomsOnly,
    /// Symptoms are mentioned, and none is present.
    Denied,
    /// Nothing that the rules know.
    Unmatched,
    /// The record could not be read.
    Rejected,
}

impl Status {
    /// Every status, in the order of summaries.
    pub const ALL: [Status; 5] =
        [Status::Diagnosed, Status::SymptomsOnly, Status::Denied, Status::Unmatched, Status::Rejected];

    /// The word in the output.
    pub fn name(self) -> &'static str {
        match self {
            Status::Diagnosed => "diagnosed",
            Status::SymptomsOnly => "symptoms-only",
            Status::Denied => "denied",
            Status::Unmatched => "unmatched",
            Status::Rejected => "rejected",
        }
    }
}

impl Outcome {
    /// Where the ticket stands.
    pub fn status(&self) -> Status {
        let Outcome::Read(diagnosis) = self else { return Status::Rejected };
        if !diagnosis.diagnoses.is_empty() {
            Status::Diagnosed
        } else if self.symptoms().next().is_some() {
            Status::SymptomsOnly
        } else if !diagnosis.reading.mentions.is_empty() {
            Status::Denied
        } else {
            Status::Unmatched
        }
    }

    /// The whole diagnosis, where there is one.
    pub fn diagnosis(&self) -> Option<&Diagnosis> {
        match self {
            Outcome::Read(diagnosis) => Some(diagnosis),
            Outcome::Rejected(_) => None,
        }
    }

    /// Why the record was not read.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Outcome::Read(_) => None,
            Outcome::Rejected(reason) => Some(reason),
        }
    }

    /// The language of the newest message.
    pub fn language(&self) -> Option<Lang> {
        self.diagnosis().and_then(|diagnosis| diagnosis.reading.language)
    }

    /// The symptoms that are present, in order of id.
    pub fn symptoms(&self) -> impl Iterator<Item = Id<Symptom>> {
        self.mentions(true)
    }

    /// The symptoms that are mentioned and not present, in order of id.
    pub fn denied(&self) -> impl Iterator<Item = Id<Symptom>> {
        self.mentions(false)
    }

    fn mentions(&self, present: bool) -> impl Iterator<Item = Id<Symptom>> {
        let mentions = self.diagnosis().map_or(&[][..], |diagnosis| diagnosis.reading.mentions.as_slice());
        let wanted = mentions.iter().filter(move |found| (found.status == MentionStatus::Present) == present);
        wanted.map(|found| found.symptom)
    }

    /// Confirmed and possible causes, ranked.
    pub fn causes(&self) -> impl Iterator<Item = (Id<Rule>, Verdict)> {
        let found = self.diagnosis().map_or(&[][..], |diagnosis| diagnosis.diagnoses.as_slice());
        found.iter().map(|conclusion| (conclusion.rule, conclusion.verdict))
    }

    /// The fact to ask for next.
    pub fn ask(&self) -> Option<Id<Fact>> {
        self.diagnosis()?.questions.first().map(|question| question.fact)
    }
}
