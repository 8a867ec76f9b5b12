//! What is not so, or not so here: what is supposed, asked in advance, told of others or of years ago.
//!
//! In: a cue and where it stands. Out: the status that it gives the evidence, if it speaks of it.

use super::super::cue::Cue;
use super::super::mail::Zone;
use super::super::reading::Status;
use super::{Place, REACH, RESOLVED_REACH, Told};
use crate::book::CueKind;

impl Told<'_> {
    pub(super) fn asks(&self, cue: &Cue, at: Place) -> Option<Status> {
        let near = at.same_sentence && (at.before || at.inside) && at.distance <= RESOLVED_REACH;
        let asked = || cue.opens_clause(self.tokens) && self.cues.is_question(self.token(cue.start).sentence);
        (near && asked()).then_some(Status::Hypothetical)
    }

    /// What the writer wants to know it for: "we are writing a manual".
    pub(super) fn purpose(&self, cue: &Cue, at: Place) -> Option<Status> {
        let (of, sentence) = (self.token(cue.start), self.token(at.span.0).sentence);
        // "What does a 403 mean? We are writing a manual."
        let asked_before = of.sentence == sentence + 1 && self.cues.is_question(sentence);
        let reaches = at.same_sentence || (at.before && of.sentence + 1 == sentence) || asked_before;
        (of.zone == Zone::Newest && reaches).then_some(Status::Hypothetical)
    }

    /// "If": whether the sentence also says what would be: "if it failed, whom would we call?" What is said before both is
    /// so: "our incidents are used up, would there be more if we renewed?"
    pub(super) fn supposes(&self, cue: &Cue, at: Place) -> Option<Status> {
        let of = self.token(cue.start);
        let last = self.token(at.span.1 - 1).clause;
        let would = |other: &Cue| {
            matches!(other.kind, CueKind::Would | CueKind::Hypothetical)
                && self.token(other.start).sentence == of.sentence
                && of.clause.min(self.token(other.start).clause) <= last
                && !self.asked.holds(other.start, other.end)
        };
        let near = at.same_sentence && at.distance <= RESOLVED_REACH;
        (near && self.cues.near(cue.range()).iter().any(would)).then_some(Status::Hypothetical)
    }

    pub(super) fn hypothetical(&self, at: Place) -> Option<Status> {
        let near = at.joined && (at.before || at.inside) && at.distance <= RESOLVED_REACH;
        near.then_some(Status::Hypothetical)
    }

    pub(super) fn other_person(&self, cue: &Cue, at: Place) -> Option<Status> {
        let (span, speech) = (at.span, &self.cues.speech);
        let sentence = self.token(span.0).sentence;
        // "We are an indirect reseller" is no other.
        if speech.is_of_writer(cue.start) {
            return None;
        }
        let theirs = if at.joined && at.before && at.distance <= RESOLVED_REACH {
            !speech.first_person_between(cue.end, span.0)
        } else if at.before && self.token(cue.start).sentence + 1 == sentence {
            // "A friend told me so. He gets a 403."
            speech.third_person_opens(sentence) && !speech.first_person_between(cue.end, span.0)
        } else {
            // "That message was a colleague's."
            at.joined && !at.before && at.distance <= 3.0 && !self.clause_break(span.1, cue.start)
        };
        theirs.then_some(Status::Hypothetical)
    }

    pub(super) fn past(&self, cue: &Cue, at: Place) -> Option<Status> {
        let between = (cue.end.min(at.span.1), cue.start.max(at.span.0));
        // "The prompt to certify, we certified last year": the prompt is complete, and the year is another clause's.
        let apart = at.inside
            && cue.start >= self.asked.complete
            && self.clause_break(self.asked.complete, cue.start);
        let near = at.joined && at.distance <= REACH && !apart && !self.clause_break(between.0, between.1);
        near.then_some(Status::Denied)
    }
}
