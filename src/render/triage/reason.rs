//! Why a record was not read, in words.

use super::super::phrases::{fill, triage_phrases};
use crate::lang::Lang;
use crate::triage::piece::{Damage, MAX_RECORD};
use crate::triage::{Reason, ReasonKind};

/// The reason, as a clause. What parsers and loaders say is English in any language.
pub fn text(reason: &Reason, lang: Lang) -> String {
    let phrases = &triage_phrases(lang).reasons;
    match reason {
        Reason::Damage(Damage::Quote { line }) => fill(phrases.quote, &[&line.to_string()]),
        Reason::Damage(Damage::Ragged { found, expected }) => {
            let phrase = if *found == 1 { phrases.one_field } else { phrases.fields };
            fill(phrase, &[&found.to_string(), &expected.to_string()])
        }
        Reason::Damage(Damage::Object { line }) => fill(phrases.object, &[&line.to_string()]),
        Reason::Damage(Damage::TooLong) => fill(phrases.too_long, &[&mebibytes()]),
        Reason::NotJson(what) => fill(phrases.not_json, &[what]),
        Reason::NoObject => phrases.no_object.to_owned(),
        Reason::FieldObject(name) => fill(phrases.field_object, &[name]),
        Reason::FieldLists(name) => fill(phrases.field_lists, &[name]),
        Reason::FieldBroken(name, what) => fill(phrases.field_broken, &[name, what]),
        Reason::NoDay(text) => fill(phrases.no_day, &[text]),
        Reason::TwoDays(text) => fill(phrases.two_days, &[text]),
        Reason::OtherDay(text, form) => fill(phrases.other_day, &[text, form]),
        Reason::Fact(what) => fill(phrases.fact, &[what]),
    }
}

/// What records of a kind have in common.
pub fn kind(kind: ReasonKind, lang: Lang) -> String {
    let phrases = &triage_phrases(lang).reasons;
    match kind {
        ReasonKind::OpenQuote => phrases.kind_quote.to_owned(),
        ReasonKind::FieldCount => phrases.kind_fields.to_owned(),
        ReasonKind::BrokenJson => phrases.kind_json.to_owned(),
        ReasonKind::TooLong => fill(phrases.too_long, &[&mebibytes()]),
        ReasonKind::NoObject => phrases.no_object.to_owned(),
        ReasonKind::NoText => phrases.kind_text.to_owned(),
        ReasonKind::BadDate => phrases.kind_date.to_owned(),
        ReasonKind::AmbiguousDate => phrases.kind_two_days.to_owned(),
        ReasonKind::BadFact => phrases.kind_fact.to_owned(),
    }
}

/// How many records were rejected for reasons of a kind, with the row of the first and its reason.
pub fn told(count: u64, row: &str, first: &Reason, lang: Lang) -> String {
    let phrase = triage_phrases(lang).rejected_rows;
    fill(phrase, &[&count.to_string(), &kind(first.kind(), lang), row, &text(first, lang)])
}

fn mebibytes() -> String {
    (MAX_RECORD / 1024 / 1024).to_string()
}
