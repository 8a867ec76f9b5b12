//! Why a record was not read: a kind with a stable code, and what there is to say of this one.
//!
//! The words, in the languages of readers, are in [`crate::render::triage::reason`].

use super::piece::Damage;

/// Why a record was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Its bytes are no record.
    Damage(Damage),
    /// It is not JSON; what the parser says.
    NotJson(String),
    /// It is JSON of another kind than an object.
    NoObject,
    /// A field holds an object where a text should be.
    FieldObject(String),
    /// A field is a list of lists.
    FieldLists(String),
    /// A field cannot be decoded; what the parser says.
    FieldBroken(String, String),
    /// A text that is no day.
    NoDay(String),
    /// A text that may be one of two days.
    TwoDays(String),
    /// A text that is no day in the form that was asked for.
    OtherDay(String, String),
    /// A fact is not known, or does not accept its value; what the loader says.
    Fact(String),
}

/// What reasons have in common, in the order of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReasonKind {
    /// A quote is not closed.
    OpenQuote,
    /// Another number of fields than the header has.
    FieldCount,
    /// JSON that is broken.
    BrokenJson,
    /// A record that is too long.
    TooLong,
    /// JSON of another kind than an object.
    NoObject,
    /// A field that holds no text.
    NoText,
    /// No date.
    BadDate,
    /// Day and month in an order that nobody said.
    AmbiguousDate,
    /// A fact that cannot be used.
    BadFact,
}

impl ReasonKind {
    /// The code in the output, which never changes.
    pub fn code(self) -> &'static str {
        match self {
            ReasonKind::OpenQuote => "open-quote",
            ReasonKind::FieldCount => "field-count",
            ReasonKind::BrokenJson => "broken-json",
            ReasonKind::TooLong => "too-long",
            ReasonKind::NoObject => "no-object",
            ReasonKind::NoText => "no-text",
            ReasonKind::BadDate => "bad-date",
            ReasonKind::AmbiguousDate => "ambiguous-date",
            ReasonKind::BadFact => "bad-fact",
        }
    }
}

impl Reason {
    /// What kind it is.
    pub fn kind(&self) -> ReasonKind {
        match self {
            Reason::Damage(Damage::Quote { .. }) => ReasonKind::OpenQuote,
            Reason::Damage(Damage::Ragged { .. }) => ReasonKind::FieldCount,
            Reason::Damage(Damage::Object { .. }) | Reason::NotJson(_) => ReasonKind::BrokenJson,
            Reason::Damage(Damage::TooLong) => ReasonKind::TooLong,
            Reason::NoObject => ReasonKind::NoObject,
            Reason::FieldObject(_) | Reason::FieldLists(_) | Reason::FieldBroken(..) => ReasonKind::NoText,
            Reason::NoDay(_) | Reason::OtherDay(..) => ReasonKind::BadDate,
            Reason::TwoDays(_) => ReasonKind::AmbiguousDate,
            Reason::Fact(_) => ReasonKind::BadFact,
        }
    }

    /// The same with what it says of the record changed: masked, for one.
    pub fn map(self, change: impl Fn(&str) -> String) -> Self {
        match self {
            Reason::NotJson(what) => Reason::NotJson(change(&what)),
            Reason::FieldBroken(name, what) => Reason::FieldBroken(name, change(&what)),
            Reason::NoDay(text) => Reason::NoDay(change(&text)),
            Reason::TwoDays(text) => Reason::TwoDays(change(&text)),
            Reason::OtherDay(text, form) => Reason::OtherDay(change(&text), form),
            Reason::Fact(what) => Reason::Fact(change(&what)),
            Reason::Damage(_) | Reason::NoObject | Reason::FieldObject(_) | Reason::FieldLists(_) => self,
        }
    }
}
