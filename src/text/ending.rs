//! How a story ends: "the button was grey. I cleared my cache as you said. Now I can go on."
//!
//! What is told over several sentences is decided by the last of them (ConText with the scope of a discourse): a success
//! that follows what was tried takes back what stands before it, unless something is wrong after it. So does what took
//! the place of something else ("last time it was 5000, this time 8018") and what proved a belief wrong.

use super::cue::Cue;
use super::cues::gap;
use super::mail::Zone;
use super::status::Told;
use super::token::Token;
use super::turn::{is_again, is_now, is_of};
use crate::book::CueKind;

/// How many tokens behind the evidence a story may end, and how many behind its end are looked at for a complaint.
const STORY: u32 = 90;
/// How many sentences a story may have.
const SENTENCES: u32 = 5;
/// How far behind the evidence what took its place may stand, in tokens.
const NEXT: u32 = 24;
/// How far a belief reaches, in words.
const BELIEF: f32 = 6.0;

impl Told<'_> {
    /// The tokens that say that it is over, has been replaced, or was never so.
    pub(super) fn end(&self) -> Option<(u32, u32)> {
        let last = self.tokens[self.asked.end as usize - 1];
        if last.zone != Zone::Newest {
            return None;
        }
        self.closed(last).or_else(|| self.replaced(last)).or_else(|| self.mistaken(last))
    }

    fn was(&self) -> bool {
        let span = self.asked.span();
        let nearby = self.cues.near(span);
        nearby.iter().any(|cue| cue.kind == CueKind::Was && is_of(self.cues, cue, span, self.tokens))
    }

    /// A success some sentences later, after a past or after what was tried.
    fn closed(&self, last: Token) -> Option<(u32, u32)> {
        let later = self.cues.starting_in(self.asked.end, self.asked.end + STORY);
        let goods = later.iter().filter(|cue| {
            let of = self.tokens[cue.start as usize];
            let helps = match cue.kind {
                CueKind::Fine => true,
                CueKind::Returns => self.cues.is_absence(self.asked),
                _ => false,
            };
            helps
                && !cue.asks
                && of.zone == Zone::Newest
                && (last.sentence + 1..=last.sentence + SENTENCES).contains(&of.sentence)
        });
        let mut was = None;
        goods
            .into_iter()
            .find(|good| {
                let tried = self.cues.tried_between(self.asked.end, good.start);
                let now = later
                    .iter()
                    .any(|cue| cue.kind == CueKind::Now && is_now(cue, good, self.asked.span(), self.tokens));
                let was = *was.get_or_insert_with(|| self.was() || self.is_believed());
                let enough =
                    if now { was || tried.is_some() } else { was && self.is_of_sentence(tried, good) };
                enough && self.is_quiet(later, good, last)
            })
            .map(Cue::range)
    }

    /// Whether what was tried stands in the sentence of a success or in the one before.
    fn is_of_sentence(&self, tried: Option<u32>, good: &Cue) -> bool {
        let sentence = self.tokens[good.start as usize].sentence;
        tried.is_some_and(|at| self.tokens[at as usize].sentence + 1 >= sentence)
    }

    /// Whether nothing speaks against a success: nothing that goes on before it, nothing wrong after it.
    fn is_quiet(&self, later: &[Cue], good: &Cue, last: Token) -> bool {
        let sentence = |cue: &Cue| self.tokens[cue.start as usize].sentence;
        let goes_on = later.iter().any(|cue| {
            cue.kind == CueKind::Again && (last.sentence + 1..sentence(good)).contains(&sentence(cue))
        });
        let turns = self.cues.starting_in(good.end, good.end + STORY).iter().any(|cue| match cue.kind {
            CueKind::Contrast => true,
            CueKind::Again => sentence(cue) == sentence(good),
            _ => false,
        });
        let other =
            |except: u32| self.others.starting_in(good.end, good.end + STORY, except).next().is_some();
        !goes_on
            && !turns
            && !is_again(later, good, self.asked, self.tokens)
            && !self.others.between(self.asked.end, good.start, self.asked.who)
            && !other(u32::MAX)
    }

    /// Another symptom now, in the place of what was: of messages and codes, of which a page shows one.
    fn replaced(&self, last: Token) -> Option<(u32, u32)> {
        if !self.asked.quotes || !self.was() {
            return None;
        }
        let clause = last.clause;
        let here = self.cues.starting_in(self.asked.start.saturating_sub(NEXT), self.asked.end);
        let now = |cue: &Cue| cue.kind == CueKind::Now;
        if here.iter().any(|cue| now(cue) && self.tokens[cue.start as usize].clause == clause) {
            return None;
        }
        let mut next = self.others.starting_in(self.asked.end, self.asked.end + NEXT, self.asked.who);
        next.find_map(|other| {
            let of = self.tokens[other.0 as usize];
            let between = self.cues.starting_in(self.asked.end, other.0);
            let turn = between.iter().rev().find(|cue| {
                now(cue)
                    && gap(cue.end.min(other.0), other.0, self.tokens) <= BELIEF
                    && of.sentence <= last.sentence + 1
            })?;
            let at = self.tokens[turn.start as usize];
            (at.sentence == of.sentence && at.clause > clause).then_some(turn.range())
        })
    }

    /// The words that make the evidence a belief.
    fn belief(&self) -> Option<(u32, u32)> {
        let first = self.asked.start;
        let belief = self.cues.belief_before(first)?;
        let near = gap(belief.1.min(first), first, self.tokens) <= BELIEF;
        let sentence = |at: u32| self.tokens[at as usize].sentence;
        Some(belief).filter(|_| near && sentence(belief.0) == sentence(first))
    }

    fn is_believed(&self) -> bool {
        self.belief().is_some()
    }

    /// A belief that something else or a success behind a contrast proves wrong.
    fn mistaken(&self, last: Token) -> Option<(u32, u32)> {
        let belief = self.belief().filter(|_| !self.cues.is_doubted_in(last.clause))?;
        let later = self.cues.starting_in(self.asked.end, self.asked.end + NEXT);
        let turn = later.iter().find(|cue| {
            cue.kind == CueKind::Contrast && self.tokens[cue.start as usize].sentence == last.sentence
        })?;
        let good = later.iter().any(|cue| {
            let well = matches!(cue.kind, CueKind::Fine | CueKind::Returns);
            well && cue.start >= turn.end
                && !cue.asks
                && self.tokens[cue.start as usize].sentence == last.sentence
                && !is_again(later, cue, self.asked, self.tokens)
        });
        let mut others = self.others.starting_in(turn.end, turn.end + NEXT, self.asked.who);
        let other = others.any(|other| self.tokens[other.0 as usize].sentence == last.sentence);
        (good || (other && self.asked.quotes)).then_some(belief)
    }
}
