//! Which way the words of a ticket lean: that a symptom is there, or that it isn't.
//!
//! Cues decide on mention status where they know the words (see [`super::status`]). Much of what people say of a symptom is in no
//! list of cues ("I pressed it and landed on the confirmation page"), so all words around its evidence are weighed together as
//! well: a linear model over words and their neighbours, by where they stand. It was learned from labelled tickets (see [`crate::learn`]),
//! of words alone that occur around many symptoms of several packs, and overrules the cues only where it is clear. What
//! a cue in the evidence's own clause denies stays denied.
//!
//! In: the views of a ticket, and the mentions that cues decided. Out: the same mentions, some with another status.

mod grams;
mod weighed;
mod weights;

pub use self::grams::Place;
pub(super) use self::weighed::Weighed;
pub use self::weights::GramTable;
pub(super) use self::weights::Weights;

use self::grams::{Gram, Shown};
use super::reading::{Capture, Evidence, Mention, Reading, Status};
use super::view::View;
use crate::arena::Id;
use crate::book::{RuleBook, Symptom};

/// From here on the words are clear, in thousandths of a margin.
const CLEAR: i32 = 450;
/// The same for words against a symptom that is a question: that somebody asks is no sign against it.
const CLEAR_OF_QUESTION: i32 = 2 * CLEAR;

/// Lets clear words overrule the cues. What a symptom stated is not stated any more where it is denied after all.
///
/// Cost: some look-ups for each mention and each word of its part.
pub(super) fn lean(
    weights: &Weights,
    weighed: &mut Weighed,
    book: &RuleBook,
    views: &[View],
    reading: &mut Reading,
) {
    let Reading { mentions, captures, .. } = reading;
    for mention in mentions.iter_mut().filter(|mention| mention.status != Status::Quoted) {
        let Some(shown) = shown(views, mention) else { continue };
        let sum = weighed.sum(weights, &shown);
        let enough = if book.symptoms[mention.symptom].question { CLEAR_OF_QUESTION } else { CLEAR };
        match mention.status {
            Status::Present if sum < -enough => {
                deny(mention, shown.most(weights).map(|tokens| shown.original(tokens)));
                captures.retain(|capture| !mention.evidence.iter().any(|evidence| states(evidence, capture)));
            }
            Status::Denied | Status::Hypothetical if sum > CLEAR && !decided_beside(&shown, mention) => {
                confirm(mention);
            }
            _ => {}
        }
    }
}

/// Words around a mention, as they count, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// Words in a row, or a piece of one.
    pub gram: String,
    /// Their place.
    pub place: Place,
}

/// What stands around each mention: what there is to learn from.
pub(super) fn around(views: &[View], mentions: &[Mention]) -> Vec<(Id<Symptom>, Vec<Around>)> {
    let mut all = Vec::new();
    for mention in mentions.iter().filter(|mention| mention.status != Status::Quoted) {
        let Some(shown) = shown(views, mention) else { continue };
        let mut own = Vec::new();
        shown.each(|at, place| {
            own.extend(shown.grams(at).map(|(gram, _)| Around { gram: gram.to_string(), place }));
        });
        all.push((mention.symptom, own));
    }
    all
}

/// The evidence of a mention in the part where the best of it stands.
fn shown<'a>(views: &'a [View], mention: &Mention) -> Option<Shown<'a>> {
    let best = mention.evidence.first()?;
    let view = views.get(best.part)?;
    let own = mention.evidence.iter().filter(|one| one.part == best.part && one.status != Status::Quoted);
    // Much of the evidence of a symptom shares its words.
    let mut spans: Vec<(usize, usize)> = own.flat_map(|evidence| evidence.spans.iter().copied()).collect();
    spans.sort_unstable();
    spans.dedup();
    let tokens = |span: &(usize, usize)| view.tokens_at(*span);
    let best: Vec<(u32, u32)> = best.spans.iter().filter_map(tokens).collect();
    Shown::new(view, &best, spans.iter().filter_map(tokens))
}

impl Shown<'_> {
    /// The tokens that say most against the symptom, if any do.
    fn most(&self, weights: &Weights) -> Option<(u32, u32)> {
        let mut rows: Vec<(u32, Place, (u32, u32))> = Vec::new();
        let number = |gram: Gram<'_>| weights.number(gram.key());
        self.each(|at, place| {
            let grams = self.grams(at);
            rows.extend(grams.filter_map(|(gram, tokens)| Some((number(gram)?, place, tokens))));
        });
        rows.sort_unstable();
        rows.dedup_by_key(|(number, place, _)| (*number, *place));
        let (mut least, mut most) = (0, None);
        for same in rows.chunk_by(|one, other| one.0 == other.0) {
            let there = same.iter().map(|(number, place, _)| weights.at(*number, *place));
            let says = weights.anywhere(same[0].0) + there.sum::<i32>();
            let outside = same.iter().map(|(.., tokens)| *tokens).find(|tokens| self.is_outside(*tokens));
            if says < least && outside.is_some() {
                (least, most) = (says, outside);
            }
        }
        most
    }
}

/// Whether a cue in the clause of the evidence decided on a mention.
fn decided_beside(shown: &Shown<'_>, mention: &Mention) -> bool {
    mention.evidence.first().is_some_and(|best| shown.is_decided_beside(best))
}

/// What counted of a mention is denied, most of all by some words of the part where the best evidence stands.
fn deny(mention: &mut Mention, most: Option<(usize, usize)>) {
    let part = mention.evidence.first().map(|best| best.part);
    let present = mention.evidence.iter_mut().filter(|evidence| evidence.status == Status::Present);
    for evidence in present {
        evidence.cue = most.filter(|_| part == Some(evidence.part));
        (evidence.status, evidence.leans) = (Status::Denied, true);
    }
    mention.status = Status::Denied;
}

/// What was denied or supposed is there.
fn confirm(mention: &mut Mention) {
    let decided = mention.evidence.iter_mut().filter(|evidence| evidence.status != Status::Quoted);
    for evidence in decided {
        (evidence.status, evidence.leans) = (Status::Present, true);
    }
    mention.status = Status::Present;
}

/// Whether a fact was stated by the words of evidence.
fn states(evidence: &Evidence, capture: &Capture) -> bool {
    let within = |span: &(usize, usize)| span.0 < capture.span.1 && capture.span.0 < span.1;
    evidence.part == capture.part && evidence.spans.iter().any(within)
}
