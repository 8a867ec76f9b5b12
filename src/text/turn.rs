//! Turns to the better: "it was grey yesterday, now I can click it".
//!
//! A time word alone denies nothing ("yesterday it went grey"), nor does a word of success ("I can see the page").
//! Together, the second after the evidence, they say that the problem is over.

use super::asked::{Asked, Others};
use super::cue::Cue;
use super::mail::Zone;
use super::status::{Cues, gap};
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

/// The tokens that say that the evidence is of the past, if a turn follows it.
pub(super) fn turned(
    cues: &Cues,
    asked: &Asked<'_>,
    tokens: &[Token],
    others: &Others,
) -> Option<(u32, u32)> {
    let span = (asked.ranges.first()?.0, asked.end);
    let nearby = cues.near(span);
    let last = tokens[span.1 as usize - 1];
    let was = nearby.iter().any(|cue| cue.kind == CueKind::Was && is_of(cues, cue, span, tokens));
    let opens = |cue: &Cue| {
        cue.kind == CueKind::Was
            && cue.end <= span.0
            && cue.opens_sentence(tokens)
            && is_of(cues, cue, span, tokens)
    };
    if nearby.iter().any(opens)
        && let Some(over) = over_before(cues, span, tokens, others, asked.who)
    {
        return Some(over);
    }
    let good = nearby.iter().filter(|cue| {
        matches!(cue.kind, CueKind::Fine | CueKind::Appears)
            && cue.start >= asked.ranges.first().map_or(span.1, |first| first.1)
            && (!asked.holds(cue.start, cue.end) || asked.is_followed_by(cue))
            && !cue.asks
            && tokens[cue.start as usize].zone == Zone::Newest
            && tokens[cue.start as usize].sentence <= last.sentence + 1
            && gap(span.1, cue.start, tokens) <= REACH
    });
    let turn = good.into_iter().find(|good| {
        let goes_with =
            |kind: CueKind| nearby.iter().any(|cue| cue.kind == kind && is_now(cue, good, span, tokens));
        let now = goes_with(CueKind::Now);
        let later = tokens[good.start as usize].clause > last.clause;
        let enough = match good.kind {
            CueKind::Fine => now || (was && later),
            _ => {
                (now || goes_with(CueKind::Already))
                    && was
                    && (asked.is_followed_by(good) || !asked.goes_on(good, tokens))
                    && !begins_with_other(good, asked, tokens, others)
            }
        };
        enough && !is_again(nearby, good, asked, tokens) && !others.between(span.1, good.start, asked.who)
    })?;
    Some((turn.start, turn.end))
}

/// "I can see it again, it was hidden before": the success comes first, and a word of time in the clause of what was
/// wrong puts that behind it.
pub(super) fn told_backwards(
    cues: &Cues,
    asked: &Asked<'_>,
    tokens: &[Token],
    others: &Others,
) -> Option<(u32, u32)> {
    let wrong = *asked.ranges.last()?;
    let of = tokens[wrong.0 as usize];
    let nearby = cues.near((asked.ranges.first()?.0, asked.end));
    let clause = |cue: &Cue| tokens[cue.start as usize].clause;
    // Of a word of success or time the evidence may hold the beginning, and what a finding does without.
    let free = |cue: &&Cue| {
        !asked.holds(cue.start, cue.end) || !asked.holds(cue.end - 1, cue.end) || !asked.needs(cue)
    };
    let here =
        |kind: CueKind| nearby.iter().filter(free).any(|cue| cue.kind == kind && clause(cue) == of.clause);
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
            && tokens[good.start as usize].sentence == of.sentence
            && clause(good) < of.clause
            && gap(good.end, wrong.0, tokens) <= REACH
            && nearby.iter().any(|cue| now(&cue))
            && !is_again(nearby, good, asked, tokens)
            && !cues.turns_between(good.end, wrong.0)
            && !others.between(good.end, wrong.0, asked.who)
    })?;
    Some((good.start, good.end))
}

/// "All good now! Earlier it was a 403": the words before that say that all is over, and speak of nothing else.
fn over_before(
    cues: &Cues,
    span: (u32, u32),
    tokens: &[Token],
    others: &Others,
    who: u32,
) -> Option<(u32, u32)> {
    let sentence = tokens[span.0 as usize].sentence;
    let over = cues.near(span).iter().find(|cue| {
        let of = tokens[cue.start as usize].sentence;
        cue.kind == CueKind::Resolved
            && !cue.asks
            && cue.end <= span.0
            && of + 1 == sentence
            && tokens[cue.start as usize].zone == Zone::Newest
            && !others.in_sentence(cue.start, tokens, who)
    })?;
    Some((over.start, over.end))
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

/// Whether what appears is another symptom.
fn begins_with_other(good: &Cue, asked: &Asked<'_>, tokens: &[Token], others: &Others) -> bool {
    let clause = tokens[good.start as usize].clause;
    others
        .starting_in(good.start, good.end + 8, asked.who)
        .any(|span| tokens[span.0 as usize].clause == clause)
}
