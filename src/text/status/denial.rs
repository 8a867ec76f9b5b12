//! What negations say: "no", "not a trace of", "is gone", "never mind".
//!
//! In: a cue and where it stands. Out: the status that it gives the evidence, if it speaks of it.

use super::super::cue::Cue;
use super::super::mail::Zone;
use super::super::reading::Status;
use super::super::token::Token;
use super::{FURTHER, Place, REACH, RESOLVED_REACH, Told};
use crate::book::CueKind;

impl Told<'_> {
    pub(super) fn denies_next(&self, cue: &Cue, at: Place) -> Option<Status> {
        if at.joined && (at.before || at.inside) && at.distance <= REACH {
            let near = if at.inside {
                self.asked.goes_on(cue, self.tokens)
            } else {
                !self.clause_break(cue.end.min(at.span.0), at.span.0)
            };
            return near.then_some(Status::Denied);
        }
        // "The page opens a warning no longer."
        if at.is_behind() && at.distance <= REACH && cue.ends_clause(self.tokens) {
            let close = at.same_sentence || self.next_sentence(cue, at.span);
            let speaks_of_it = !self.others_between(at.span.1, cue.start) && !cue.asks;
            return (close && speaks_of_it).then_some(Status::Denied);
        }
        self.answers(cue, at)
    }

    pub(super) fn denies_shown(&self, cue: &Cue, at: Place) -> Option<Status> {
        if self.asked.quotes && at.joined && at.before && at.distance <= REACH {
            // One word alone denies only the next: "no 403", but not "no idea why 403".
            let word = cue.end == cue.start + 1;
            let close = !word || at.distance <= 1.0;
            return (close && !self.clause_break(cue.end.min(at.span.0), at.span.0))
                .then_some(Status::Denied);
        }
        self.answers(cue, at)
    }

    pub(super) fn denies_beside(&self, cue: &Cue, at: Place) -> Option<Status> {
        if at.is_behind() && self.is_answer(cue, at.span) {
            return self.answers(cue, at);
        }
        self.is_beside(cue).then_some(Status::Denied)
    }

    pub(super) fn denies_alone(&self, cue: &Cue, at: Place) -> Option<Status> {
        if !at.is_behind() || at.distance > REACH {
            return None;
        }
        let close = at.same_sentence || self.next_sentence(cue, at.span);
        let speaks_of_it = !self.others_between(at.span.1, cue.start) && !cue.asks;
        let alone = cue.ends_clause(self.tokens)
            && (cue.begins_clause(self.tokens)
                || (at.same_sentence && self.cues.turns_into(cue, at.span, self.tokens))
                || (self.asked.quotes && cue.start == at.span.1));
        (close && speaks_of_it && alone).then_some(Status::Denied)
    }

    /// "Is gone", "has nothing to do with us": said of what precedes.
    pub(super) fn ceases(&self, cue: &Cue, at: Place) -> Option<Status> {
        // "The plan is not shown, it is gone": what was missed is gone all the more.
        if cue.kind == CueKind::Ceases && !cue.of_trouble && self.cues.is_absence(self.asked) {
            return None;
        }
        let (span, opens) = (at.span, cue.opens_clause(self.tokens));
        // "5000 is gone, but now No options appears" is another's appearance.
        let mut back = self.cues.coming_back(cue, self.tokens);
        if !at.before && back.any(|back| !self.begins_with_other(back)) {
            return None;
        }
        let joined = at.joined || (at.same_sentence && self.cues.turns_into(cue, span, self.tokens));
        let near = at.distance <= REACH
            || (at.distance <= FURTHER && cue.kind == CueKind::Ceases)
            || (at.distance <= RESOLVED_REACH && opens);
        if joined && !at.before && !cue.asks && near {
            let speaks_of_it =
                !self.others_between(span.1, cue.start) && (!self.clause_break(span.1, cue.start) || opens);
            let ends_it = at.inside && self.token(cue.start).sentence == self.token(span.1 - 1).sentence;
            return (ends_it || (!at.inside && speaks_of_it)).then_some(Status::Denied);
        }
        // "I had a 403. It is gone now."
        if at.is_behind() && self.next_sentence(cue, span) {
            let own = self.others.in_sentence(cue.start, self.tokens, self.asked.who);
            return (!own).then_some(Status::Denied);
        }
        // "It is gone, the error 5000."
        if at.before && self.asked.quotes && at.same_sentence {
            let explained = cue.opens_sentence(self.tokens)
                && cue.ends_clause(self.tokens)
                && !cue.asks
                && !self.others_between(cue.start.saturating_sub(4), cue.start);
            let ends = ends_clause(span.1, self.tokens);
            return (explained && at.distance <= 3.0 && ends).then_some(Status::Denied);
        }
        None
    }

    pub(super) fn withdraws(&self, cue: &Cue, at: Place) -> Option<Status> {
        let (of, sentence) = (self.token(cue.start), self.token(at.span.0).sentence);
        if of.zone != Zone::Newest || cue.asks {
            return None;
        }
        // "Scratch that. The button …", but not "Scrap what I said of it. The button …".
        let introduces = at.before
            && of.sentence + 1 == sentence
            && cue.opens_sentence(self.tokens)
            && cue.ends_clause(self.tokens)
            && self.others.is_empty_before(cue.start);
        (!at.before || at.same_sentence || introduces).then_some(Status::Denied)
    }

    /// "Is the button greyed out? No."
    fn answers(&self, cue: &Cue, at: Place) -> Option<Status> {
        let answers = at.is_behind() && self.is_answer(cue, at.span);
        (answers && !self.others_between(at.span.1, cue.start)).then_some(Status::Denied)
    }

    /// Whether a negation alone answers the question that the evidence was asked in; not one of whether it is over.
    fn is_answer(&self, cue: &Cue, span: (u32, u32)) -> bool {
        let question = self.token(span.1 - 1).sentence;
        let of = self.token(cue.start);
        of.sentence == question + 1
            && of.zone == Zone::Newest
            && self.token(cue.start - 1).sentence == question
            && cue.ends_clause(self.tokens)
            && self.cues.is_question(question)
            && !self.cues.is_of_success(question)
    }

    /// Whether a cue is the word beside the evidence or was put into it: "not grey", "No没options". The "not" of a verb
    /// denies only what the product shows: "does not say 5000", but not "does not activate".
    pub(super) fn is_beside(&self, cue: &Cue) -> bool {
        let clause = self.token(cue.start).clause;
        let behind = self.asked.ranges.starting_in(cue.start + 1, cue.end + 1);
        let touches = behind.iter().any(|range| self.token(range.0).clause == clause);
        let put_in = (cue.start..cue.end).all(|at| self.asked.is_loose(at));
        (touches || put_in) && (self.asked.quotes || !cue.auxiliary) && !cue.asks
    }
}

/// Whether a clause ends at a token position, or two words on.
fn ends_clause(end: u32, tokens: &[Token]) -> bool {
    let clause = tokens[end as usize - 1].clause;
    tokens[end as usize..].iter().take(3).take_while(|token| token.clause == clause).count() < 3
}
