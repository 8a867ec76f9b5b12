//! Mention status: is it there now, denied, supposed, or only quoted?
//!
//! The shape is NegEx (W. W. Chapman et al., 2001) and ConText (H. Harkema et al., 2009): cue words with a
//! direction and a scope that ends at a sentence or a conjunction of contrast. A cue inside the matched words
//! is part of the symptom ("cannot see") and decides nothing.
//!
//! In: evidence and the cues around it. Out: a [`Decision`]. What one cue says is decided in the modules below; what is
//! told over clauses and sentences, in `turn` and `ending`.

mod denial;
mod success;
mod supposition;

use super::asked::{Asked, Others};
use super::cue::Cue;
use super::cues::{Cues, gap};
use super::mail::Zone;
use super::reading::Status;
use super::token::Token;
use crate::book::CueKind;

/// How far a cue reaches, in words.
const REACH: f32 = 6.0;
/// How far "is gone" reaches back: "the 503 that we got from the API on Friday is gone".
const FURTHER: f32 = 10.0;
/// How far "it works now" of the same sentence reaches.
const RESOLVED_REACH: f32 = 14.0;

/// How many tokens behind what was said it may be said to have ended nothing.
const STORY: u32 = 60;

/// What a cue decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) status: Status,
    /// Tokens of the deciding cue.
    pub(super) cue: Option<(u32, u32)>,
    /// Whether that cue is a negation, which what it negates may stand right behind.
    pub(super) negates: bool,
}

impl Decision {
    fn by(status: Status, cue: Option<(u32, u32)>) -> Self {
        Self { status, cue, negates: false }
    }
}

/// What is said of evidence, with all that speaks of it.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) cues: &'a Cues,
    pub(super) asked: &'a Asked<'a>,
    pub(super) tokens: &'a [Token],
    pub(super) others: &'a Others,
}

/// Where a cue stands, seen from the evidence.
#[derive(Clone, Copy)]
struct Place {
    /// The evidence that the cue may speak of.
    span: (u32, u32),
    before: bool,
    inside: bool,
    same_sentence: bool,
    /// Whether it stands in the same sentence and no contrast between.
    joined: bool,
    /// Words between.
    distance: f32,
}

impl Place {
    /// Whether the cue stands behind all of the evidence.
    fn is_behind(&self) -> bool {
        !self.before && !self.inside
    }
}

impl Cues {
    /// The status of evidence.
    ///
    /// Cost: looks only at cues within some words of the evidence, and at the last few "it works now" of the text.
    pub(super) fn decide(&self, asked: &Asked<'_>, tokens: &[Token], others: &Others) -> Decision {
        if tokens[asked.start as usize].zone == Zone::Quoted {
            return Decision::by(Status::Quoted, None);
        }
        if self.list.is_empty() {
            return Decision::by(Status::Present, None);
        }
        Told { cues: self, asked, tokens, others }.decide()
    }
}

impl Told<'_> {
    fn decide(&self) -> Decision {
        let (asked, all) = (self.asked, self.asked.span());
        for cue in self.cues.near(all).iter().chain(self.cues.last_behind(all)) {
            let follows = asked.is_followed_by(cue);
            let span = if follows { (all.0, asked.complete) } else { all };
            let covered = asked.covers(cue);
            let head_is_free = cue.head.is_some_and(|at| !asked.holds(at, at + 1) && cue.start < cue.end - 1);
            if covered && !head_is_free {
                continue;
            }
            if let Some(status) = self.effect(cue, self.place(cue, span))
                && !self.persists(cue.end)
            {
                use CueKind::{DeniesBeside, DeniesNext, DeniesShown};
                let negates = matches!(cue.kind, DeniesBeside | DeniesNext | DeniesShown);
                return Decision { status, cue: Some(cue.range()), negates };
            }
        }
        let turn = self.turned().or_else(|| self.told_backwards()).or_else(|| self.end());
        match turn.filter(|cue| !self.persists(cue.1)) {
            Some(cue) => Decision::by(Status::Denied, Some(cue)),
            None => Decision::by(Status::Present, None),
        }
    }

    /// Where a cue stands, seen from evidence.
    fn place(&self, cue: &Cue, span: (u32, u32)) -> Place {
        let before = cue.end <= span.0 || cue.leads_into(span);
        let inside = cue.start >= span.0 && cue.end <= span.1;
        let sentence = self.token(cue.start).sentence;
        let same_sentence =
            sentence == self.token(span.0).sentence || sentence == self.token(span.1 - 1).sentence;
        let distance = if before {
            gap(cue.end.min(span.0), span.0, self.tokens)
        } else if inside {
            0.0
        } else {
            gap(span.1, cue.start, self.tokens)
        };
        let joined = same_sentence && !self.cues.contrast_between(cue, span);
        Place { span, before, inside, same_sentence, joined, distance }
    }

    /// What one cue makes of the evidence.
    fn effect(&self, cue: &Cue, at: Place) -> Option<Status> {
        use CueKind::{Asks, Hypothetical, Purpose, Supposes};
        if self.asked.question && matches!(cue.kind, Asks | Hypothetical | Purpose | Supposes) {
            return None;
        }
        match cue.kind {
            CueKind::DeniesNext => self.denies_next(cue, at),
            CueKind::DeniesShown => self.denies_shown(cue, at),
            CueKind::DeniesBeside => self.denies_beside(cue, at),
            CueKind::DeniesAlone => self.denies_alone(cue, at),
            CueKind::DeniesPrevious | CueKind::Ceases => self.ceases(cue, at),
            CueKind::Withdraws => self.withdraws(cue, at),
            CueKind::Returns => self.returns(cue, at),
            CueKind::Fine => self.fine(cue, at),
            CueKind::Resolved => self.resolved(cue, at),
            CueKind::Asks => self.asks(cue, at),
            CueKind::Purpose => self.purpose(cue, at),
            CueKind::Supposes => self.supposes(cue, at),
            CueKind::Hypothetical => self.hypothetical(at),
            CueKind::OtherPerson => self.other_person(cue, at),
            CueKind::Past => self.past(cue, at),
            _ => None,
        }
    }

    /// Whether what was said up to a token ended nothing: "they told me that it works again. Still the same."
    ///
    /// Of another symptom mentioned in between or beside it, the words say nothing of this one.
    fn persists(&self, from: u32) -> bool {
        let from = from.max(self.asked.end);
        let sentence = self.token(from - 1).sentence;
        self.cues.persisting_in(from, from + STORY).any(|range| {
            let of = self.token(range.0);
            of.zone == Zone::Newest
                && of.sentence > sentence
                && !self.others_between(from, range.0)
                && !self.others.in_sentence(range.0, self.tokens, self.asked.who)
        })
    }

    /// The token at a position.
    pub(super) fn token(&self, at: u32) -> Token {
        self.tokens[at as usize]
    }

    /// Whether another symptom is mentioned between two token positions.
    fn others_between(&self, from: u32, to: u32) -> bool {
        self.others.between(from, to, self.asked.who)
    }

    /// Whether the cue stands in the sentence after the evidence, near its beginning.
    fn next_sentence(&self, cue: &Cue, span: (u32, u32)) -> bool {
        let of = self.token(cue.start);
        of.sentence == self.token(span.1 - 1).sentence + 1
            && of.zone == Zone::Newest
            && gap(span.1, cue.start, self.tokens) <= RESOLVED_REACH
            && cue.opens_sentence(self.tokens)
    }

    /// Whether a clause ends between two token positions.
    fn clause_break(&self, from: u32, to: u32) -> bool {
        let before = from.checked_sub(1).and_then(|at| self.tokens.get(at as usize));
        let after = self.tokens.get(to as usize);
        before.zip(after).is_some_and(|(before, after)| after.clause > before.clause)
    }
}
