//! Turns to the better: "it was grey yesterday, now I can click it".
//!
//! A time word alone denies nothing ("yesterday it went grey"), nor does a word of success ("I can see the page").
//! Together, the second after the evidence, they say that the problem is over.

use super::asked::Asked;
use super::cue::Cue;
use super::cues::{Cues, gap};
use super::mail::Zone;
use super::status::Told;
use super::token::Token;
use crate::book::CueKind;

/// How far behind the evidence the turn may be, in words.
const REACH: f32 = 24.0;
/// How far a word of time reaches to the evidence, in words.
const TIME: f32 = 10.0;
/// How far behind the evidence a word of time still speaks of it.
const AFTER: f32 = 4.0;
/// How far "now" and the word of success may be apart.
const TOGETHER: f32 = 5.0;

impl Told<'_> {
    /// The tokens that say that the evidence is of the past, if a turn follows it.
    pub(super) fn turned(&self) -> Option<(u32, u32)> {
        let (cues, asked, tokens) = (self.cues, self.asked, self.tokens);
        let span = asked.span();
        let nearby = cues.near(span);
        let last = self.token(span.1 - 1);
        let was = nearby.iter().any(|cue| cue.kind == CueKind::Was && is_of(cues, cue, span, tokens));
        // "All good for two days. This morning again: 5000."
        let goes_on = |from: u32| {
            let between = cues.starting_in(from, span.0);
            between.iter().any(|cue| matches!(cue.kind, CueKind::Again | CueKind::Now))
        };
        let opens = |cue: &Cue| {
            cue.kind == CueKind::Was
                && cue.end <= span.0
                && cue.opens_sentence(tokens)
                && is_of(cues, cue, span, tokens)
                && !goes_on(cue.start)
        };
        if nearby.iter().any(opens)
            && let Some(over) = self.over_before()
        {
            return Some(over);
        }
        let first = asked.ranges.all().first().map_or(span.1, |first| first.1);
        let good = nearby.iter().filter(|cue| {
            matches!(cue.kind, CueKind::Fine | CueKind::Appears)
                && cue.start >= first
                && (!asked.holds(cue.start, cue.end) || asked.is_followed_by(cue))
                && !cue.asks
                && self.token(cue.start).zone == Zone::Newest
                && self.token(cue.start).sentence <= last.sentence + 1
                && gap(span.1, cue.start, tokens) <= REACH
        });
        let turn = good.into_iter().find(|good| {
            let beside = cues.near_both(span, good);
            let goes_with =
                |kind: CueKind| beside.iter().any(|cue| cue.kind == kind && is_now(cue, good, span, tokens));
            let now = goes_with(CueKind::Now);
            let later = self.token(good.start).clause > last.clause;
            let enough = match good.kind {
                CueKind::Fine => now || (was && later),
                _ => {
                    (now || goes_with(CueKind::Already))
                        && was
                        && (asked.is_followed_by(good) || !asked.goes_on(good, tokens))
                        && !self.begins_with_other(good)
                }
            };
            enough
                && !is_again(beside, good, asked, tokens)
                && !self.others.between(span.1, good.start, asked.who)
        })?;
        Some(turn.range())
    }

    /// "I can see it again, it was hidden before": the success comes first, and a word of time in the clause of what was
    /// wrong puts that behind it.
    pub(super) fn told_backwards(&self) -> Option<(u32, u32)> {
        let (cues, asked, tokens) = (self.cues, self.asked, self.tokens);
        let wrong = *asked.ranges.all().last()?;
        let of = self.token(wrong.0);
        let nearby = cues.near(asked.span());
        let clause = |cue: &Cue| self.token(cue.start).clause;
        // Of a word of success or time the evidence may hold the beginning, and what a finding does without.
        let free = |cue: &&Cue| {
            !asked.holds(cue.start, cue.end) || !asked.holds(cue.end - 1, cue.end) || !asked.needs(cue)
        };
        let here = |kind: CueKind| {
            nearby.iter().any(|cue| cue.kind == kind && clause(cue) == of.clause && free(&cue))
        };
        if of.zone != Zone::Newest || !here(CueKind::Was) || here(CueKind::Now) || here(CueKind::Again) {
            return None;
        }
        let good = nearby.iter().filter(free).find(|good| {
            let now = |cue: &&Cue| {
                let apart = gap(cue.end.min(good.end), cue.start.max(good.start), tokens);
                matches!(cue.kind, CueKind::Now | CueKind::Already)
                    && clause(cue) == clause(good)
                    && apart <= TOGETHER
            };
            matches!(good.kind, CueKind::Fine | CueKind::Returns)
                && !good.asks
                && self.token(good.start).sentence == of.sentence
                && clause(good) < of.clause
                && gap(good.end, wrong.0, tokens) <= REACH
                && cues.near_both(asked.span(), good).iter().any(|cue| now(&cue))
                && !is_again(cues.near_both(asked.span(), good), good, asked, tokens)
                && !cues.turns_between(good.end, wrong.0)
                && !self.others.between(good.end, wrong.0, asked.who)
        })?;
        Some(good.range())
    }

    /// "All good now! Earlier it was a 403": the words before that say that all is over, and speak of nothing else.
    fn over_before(&self) -> Option<(u32, u32)> {
        let span = self.asked.span();
        let sentence = self.token(span.0).sentence;
        let over = self.cues.near(span).iter().find(|cue| {
            let of = self.token(cue.start);
            cue.kind == CueKind::Resolved
                && !cue.asks
                && cue.end <= span.0
                && of.sentence + 1 == sentence
                && of.zone == Zone::Newest
                && !self.others.in_sentence(cue.start, self.tokens, self.asked.who)
        })?;
        Some(over.range())
    }

    /// Whether what appears is another symptom.
    pub(super) fn begins_with_other(&self, good: &Cue) -> bool {
        let clause = self.token(good.start).clause;
        self.others
            .starting_in(good.start, good.end + 8, self.asked.who)
            .any(|span| self.token(span.0).clause == clause)
    }
}

/// Whether a word of time speaks of the evidence.
pub(super) fn is_of(cues: &Cues, time: &Cue, span: (u32, u32), tokens: &[Token]) -> bool {
    let sentence = tokens[time.start as usize].sentence;
    let joined =
        sentence == tokens[span.0 as usize].sentence || sentence == tokens[span.1 as usize - 1].sentence;
    let near = if time.end <= span.0 {
        gap(time.end, span.0, tokens) <= TIME
    } else if time.start < span.1 {
        true
    } else {
        gap(span.1, time.start, tokens) <= AFTER
            && tokens[time.start as usize].clause == tokens[span.1 as usize - 1].clause
    };
    joined && near && !cues.contrast_between(time, span)
}

/// Whether "now" goes with a word of success.
pub(super) fn is_now(now: &Cue, good: &Cue, span: (u32, u32), tokens: &[Token]) -> bool {
    let apart = if now.end <= good.start {
        gap(now.end, good.start, tokens)
    } else {
        gap(good.end, now.start, tokens)
    };
    now.start >= span.0
        && tokens[now.start as usize].sentence == tokens[good.start as usize].sentence
        && apart <= TOGETHER
}

/// Whether something in the clause of the word of success takes it back: "now I can see it again failing".
pub(super) fn is_again(cues: &[Cue], good: &Cue, asked: &Asked<'_>, tokens: &[Token]) -> bool {
    let at = tokens[good.start as usize];
    let clause = at.clause;
    let free = cues.iter().filter(|cue| !asked.holds(cue.start, cue.end));
    free.into_iter().any(|cue| match cue.kind {
        CueKind::Again | CueKind::Supposes => tokens[cue.start as usize].clause == clause,
        CueKind::DeniesBeside | CueKind::DeniesNext | CueKind::Hypothetical => {
            tokens[cue.start as usize].clause == clause
                && cue.end <= good.start
                && gap(cue.end, good.start, tokens) <= 3.0
        }
        _ => false,
    })
}
