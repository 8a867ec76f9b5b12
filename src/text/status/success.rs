//! What words of success say: "is back", "just fine", "works now".
//!
//! In: a cue and where it stands. Out: the status that it gives the evidence, if it speaks of it.

use super::super::cue::Cue;
use super::super::cues::{WINDOW, gap};
use super::super::mail::Zone;
use super::super::reading::Status;
use super::super::turn;
use super::{Place, RESOLVED_REACH, Told};
use crate::book::CueKind;

impl Told<'_> {
    /// "It is back": what was missed is there again.
    pub(super) fn returns(&self, cue: &Cue, at: Place) -> Option<Status> {
        if !at.is_behind() || !self.cues.is_absence(self.asked) || cue.asks {
            return None;
        }
        let close = (at.same_sentence && at.distance <= RESOLVED_REACH) || self.next_sentence(cue, at.span);
        let asks = cue.begins_clause(self.tokens) && self.cues.is_question(self.token(cue.start).sentence);
        let missed = self.is_again(cue, at.span) || self.cues.is_missed_again(cue, self.tokens);
        let speaks_of_it = !self.others_between(at.span.1, cue.start);
        (close && speaks_of_it && !asks && !missed).then_some(Status::Denied)
    }

    pub(super) fn fine(&self, cue: &Cue, at: Place) -> Option<Status> {
        if cue.head.is_some() && self.is_beside(cue) {
            return Some(Status::Denied);
        }
        if !at.inside || !at.same_sentence {
            return None;
        }
        // "Activate was lit. Now it is dim."
        let clause = self.token(cue.start).clause;
        let once = self
            .cues
            .near_both(at.span, cue)
            .iter()
            .any(|other| other.kind == CueKind::Was && self.token(other.start).clause == clause);
        let excepts = self.asked.excepts(cue, self.cues, self.tokens);
        (excepts && !self.is_again(cue, at.span) && !once).then_some(Status::Denied)
    }

    /// "Works now": in its own sentence it speaks of the nearest mention; alone in a later sentence, of all before.
    pub(super) fn resolved(&self, cue: &Cue, at: Place) -> Option<Status> {
        let (of, span) = (self.token(cue.start), at.span);
        if of.zone != Zone::Newest || cue.asks {
            return None;
        }
        let after = cue.start >= span.1;
        // "The request works now, your fix helped. But the money has not come": the evidence goes on after it.
        let last = self.token(span.1 - 1).sentence;
        let inside = cue.end <= span.1 && cue.start > span.0 && of.sentence < last;
        if inside && (self.cues.turns_between(cue.end, span.1) || self.cues.is_question(last)) {
            return None;
        }
        // "It was grey, but that is fixed now": the contrast is with the past, not with the cue.
        let joined = at.joined || (at.same_sentence && self.cues.turns_into(cue, span, self.tokens));
        if joined && at.distance <= RESOLVED_REACH {
            let between = if after { (span.1, cue.start) } else { (cue.end.min(span.0), span.0) };
            let reaches = after || cue.opens_sentence(self.tokens) || !self.clause_break(cue.end, span.0);
            if reaches && !self.others_between(between.0, between.1) {
                return Some(Status::Denied);
            }
        }
        if !after || self.cues.speech.is_of_another(cue.start, self.tokens) {
            return None;
        }
        let who = self.asked.who;
        let own = self.others.starting_in(cue.start.saturating_sub(WINDOW), cue.start, who).any(|other| {
            other.1 <= cue.start
                && self.token(other.0).sentence == of.sentence
                && gap(other.1, cue.start, self.tokens) <= RESOLVED_REACH
        });
        (of.sentence > self.token(span.0).sentence && !own).then_some(Status::Denied)
    }

    /// Whether something in the clause of a word of success takes it back.
    fn is_again(&self, good: &Cue, span: (u32, u32)) -> bool {
        turn::is_again(self.cues.near_both(span, good), good, self.asked, self.tokens)
    }
}
