//! Facts that a text states, and the symptoms that rest on them.

use super::Found;
use crate::book::RuleBook;
use crate::condition::{self, Condition, FactView, Truth};
use crate::facts::{self, Raw, Value};
use crate::text::asked::Asked;
use crate::text::context::Need;
use crate::text::index::TextIndex;
use crate::text::mail::Zone;
use crate::text::reading::{Capture, Rank, Status};
use crate::text::view::View;
use jiff::civil::Date;

/// A fact as the text states it.
pub(super) struct Stated {
    /// Whether it is said of now.
    pub(super) present: bool,
    pub(super) span: (u32, u32),
    pub(super) capture: Capture,
}

/// Text captured from normalised text is lower case; codes are written in upper case everywhere else.
fn as_written(value: Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(text.to_uppercase()),
        other => other,
    }
}

impl TextIndex {
    /// What the text states of facts, also where a cue says that it is not so.
    pub(super) fn captures(&self, book: &RuleBook, part: usize, view: &View, found: &[Found]) -> Vec<Stated> {
        let mut stated = Vec::new();
        let others = self.others(found);
        let text = view.cut.normal.text.as_str();
        for capture in &self.fact_regexes {
            if capture.silent || !view.cut.open.has(capture.regex) {
                continue;
            }
            if !view.may_count(&capture.around) {
                continue;
            }
            for matched in self.regexes.find(capture.regex, text, &view.cut.open) {
                let group = matched.value.unwrap_or(matched.range);
                let Some(span) = view.tokens_in(group.clone()) else { continue };
                if !view.is_near(&capture.around, span) || view.is_spoilt(&capture.around, span) {
                    continue;
                }
                let kind = &book.facts[capture.fact].kind;
                let raw = Raw::Scalar { text: &text[group.clone()], quoted: true };
                let value = match &capture.value {
                    Some(value) => Some(value.clone()),
                    None => facts::accept(kind, &raw).ok().map(as_written),
                };
                let Some(value) = value else { continue };
                let zone = view.cut.tokens[span.0 as usize].zone;
                let range = [span];
                let findings = [range.as_slice()];
                let Some(asked) = Asked::new(&findings, Vec::new(), true, u32::MAX) else { continue };
                let decision = view.cues().decide(&asked, &view.cut.tokens, &others);
                let original = view.cut.normal.original(group);
                stated.push(Stated {
                    present: decision.status == Status::Present && zone == Zone::Newest,
                    span,
                    capture: Capture {
                        fact: capture.fact,
                        value,
                        part,
                        span: (original.start, original.end),
                    },
                });
            }
        }
        stated.sort_by_key(|stated| (stated.capture.span, stated.capture.fact));
        stated.dedup_by(|one, other| {
            one.capture.fact == other.capture.fact && one.capture.span == other.capture.span
        });
        stated
    }

    /// Symptoms that rest on a captured fact.
    pub(super) fn captured(&self, book: &RuleBook, stated: &[Stated], found: &mut Vec<Found>) {
        for (pattern, test) in &self.captured {
            let condition::Subject::Fact(fact) = test.subject else { continue };
            for stated in stated.iter().filter(|stated| stated.capture.fact == fact) {
                let view = FactView::new([(fact, &stated.capture.value)]);
                let wanted = Condition::Test(test.clone());
                if condition::truth(&wanted, book, &view, Date::ZERO) == Truth::True {
                    found.push(Found {
                        pattern: *pattern,
                        ranges: vec![stated.span],
                        by: "mention",
                        score: 1.0,
                        rank: Rank::Code,
                        need: Need::NoOther,
                    });
                }
            }
        }
    }
}
