//! What the status of evidence is asked with: the evidence itself, and where other symptoms are mentioned.

use super::cue::Cue;
use super::cues::{Cues, WINDOW, gap};
use super::spans::Spans;
use super::token::Token;
use crate::book::CueKind;
use std::cell::OnceCell;

/// Where other symptoms are mentioned, so that a cue with a mention of its own is not taken to speak of another.
#[derive(Debug, Default)]
pub(super) struct Others {
    /// Token ranges and the symptom, sorted.
    spans: Vec<(u32, u32, u32)>,
    /// For each, where the next mention of another symptom stands in the list.
    next: Vec<u32>,
}

impl Others {
    pub(super) fn new(mut spans: Vec<(u32, u32, u32)>) -> Self {
        spans.sort_unstable();
        spans.dedup();
        let mut next = vec![spans.len() as u32; spans.len()];
        for at in (1..spans.len()).rev() {
            next[at - 1] = if spans[at - 1].2 == spans[at].2 { next[at] } else { at as u32 };
        }
        Self { spans, next }
    }

    /// Mentions that begin from one token on and before another, but for those of one symptom.
    ///
    /// Cost: what is left out costs nothing.
    pub(super) fn starting_in(
        &self,
        from: u32,
        to: u32,
        except: u32,
    ) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        let mut at = self.spans.partition_point(|span| span.0 < from);
        std::iter::from_fn(move || {
            if self.spans.get(at)?.2 == except {
                at = self.next[at] as usize;
            }
            let span = *self.spans.get(at)?;
            at += 1;
            (span.0 < to).then_some(span)
        })
    }

    /// Whether another symptom is mentioned in the sentence of a token, around it.
    pub(super) fn in_sentence(&self, at: u32, tokens: &[Token], except: u32) -> bool {
        let sentence = tokens[at as usize].sentence;
        self.starting_in(at.saturating_sub(WINDOW), at + WINDOW, except)
            .any(|span| tokens[span.0 as usize].sentence == sentence)
    }

    /// Whether nothing is mentioned before a token.
    pub(super) fn is_empty_before(&self, at: u32) -> bool {
        self.spans.first().is_none_or(|span| span.0 >= at)
    }

    pub(super) fn between(&self, from: u32, to: u32, except: u32) -> bool {
        self.starting_in(from, to, except).any(|span| span.1 <= to)
    }
}

/// Evidence whose status is asked.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    /// Token ranges.
    pub(super) ranges: Spans,
    /// The ranges of each finding that the evidence is made of.
    findings: &'a [&'a [(u32, u32)]],
    /// From the first token to behind the last of all ranges.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Where the first complete finding ends. What follows may be held by a further one ("grey … fine now"), but the
    /// symptom does without it.
    pub(super) complete: u32,
    /// Where the last finding begins.
    last: u32,
    /// Tokens within a range that are not part of the evidence, sorted: what a customer put into a message.
    loose: Vec<u32>,
    /// Whether it quotes what the product shows: a message or a code.
    pub(super) quotes: bool,
    /// Whether the symptom is a question, so that asking about it does not take it back.
    pub(super) question: bool,
    /// The symptom's number.
    pub(super) who: u32,
    /// Whether it is of something that is not there, once that was asked.
    pub(super) absence: OnceCell<bool>,
}

impl<'a> Asked<'a> {
    /// Evidence made of some findings, each with its ranges in order; at least one has some.
    pub(super) fn new(
        findings: &'a [&'a [(u32, u32)]],
        mut loose: Vec<u32>,
        quotes: bool,
        who: u32,
    ) -> Option<Self> {
        let ranges = Spans::new(findings.concat());
        let start = ranges.all().first()?.0;
        let ends = findings.iter().filter_map(|ranges| ranges.iter().map(|range| range.1).max());
        let complete = ends.clone().min().unwrap_or_default();
        let starts = findings.iter().filter_map(|ranges| ranges.first()).map(|first| first.0);
        let last = starts.max().unwrap_or_default();
        let end = ends.max().unwrap_or_default();
        loose.sort_unstable();
        let absence = OnceCell::new();
        Some(Self {
            ranges,
            findings,
            start,
            end,
            complete,
            last,
            loose,
            quotes,
            question: false,
            who,
            absence,
        })
    }

    /// The same, of a symptom that is a question or none.
    pub(super) fn of_question(mut self, question: bool) -> Self {
        self.question = question;
        self
    }

    /// From the first token to behind the last.
    pub(super) fn span(&self) -> (u32, u32) {
        (self.start, self.end)
    }

    /// Whether the evidence itself holds some of these tokens.
    pub(super) fn holds(&self, from: u32, to: u32) -> bool {
        self.ranges.touches(from, to) && (from..to).any(|at| !self.is_loose(at))
    }

    /// Whether a token within a range is not part of the evidence.
    pub(super) fn is_loose(&self, at: u32) -> bool {
        self.loose.binary_search(&at).is_ok()
    }

    /// Whether a cue is a word of success, or the end of a message, behind a finding that is complete: news of it.
    pub(super) fn is_followed_by(&self, cue: &Cue) -> bool {
        use CueKind::{Ceases, Fine, Resolved, Returns, Withdraws};
        // "The message X no longer shows in the hub": a message is whole without what is said of it.
        let ceases = self.quotes && cue.kind == Ceases;
        (ceases || matches!(cue.kind, Fine | Resolved | Returns | Withdraws))
            && cue.start >= self.complete
            && self.last < cue.end
    }

    /// Whether a cue is part of what the evidence says: the "gone" of "the plan … gone". Of a cue that speaks of what
    /// precedes it, the evidence may hold the subject and no more: "the banner is" of "the banner is gone".
    pub(super) fn covers(&self, cue: &Cue) -> bool {
        use CueKind::{Ceases, DeniesPrevious, Resolved, Returns};
        if self.is_followed_by(cue) || !self.holds(cue.start, cue.end) || self.holds_little_of(cue) {
            return false;
        }
        if cue.kind == CueKind::Withdraws {
            return self.needs(cue);
        }
        // Of "nonsense that", a finding may hold the "that".
        if cue.kind == CueKind::DeniesNext && cue.head.is_none() {
            return self.holds(cue.start, cue.start + 1);
        }
        let speaks_back = matches!(cue.kind, Ceases | DeniesPrevious | Resolved | Returns);
        let negates = !cue.of_trouble && cue.head.is_some_and(|at| self.holds(at, at + 1));
        !speaks_back || negates || self.holds(cue.end - 1, cue.end)
    }

    /// Whether no finding does without a cue.
    pub(super) fn needs(&self, cue: &Cue) -> bool {
        let holds = |range: &(u32, u32)| cue.start < range.1 && range.0 < cue.end;
        self.findings.iter().all(|ranges| ranges.iter().any(holds))
    }

    /// Whether a word of success says of the subject of all findings that it is fine, before the evidence goes on in
    /// another clause: "the Continue button works, it is the address that is grey".
    pub(super) fn excepts(&self, cue: &Cue, cues: &Cues, tokens: &[Token]) -> bool {
        let clause = tokens[cue.start as usize].clause;
        let splits = |ranges: &&[(u32, u32)]| {
            let before = ranges.iter().rev().find(|range| range.1 <= cue.start);
            // With another subject behind the word, what is fine may be why the other is not.
            let mut after = ranges.iter().filter(|range| range.0 >= cue.end);
            let next = after.next().filter(|_| after.next().is_none());
            before.zip(next).is_some_and(|(before, after)| {
                tokens[before.1 as usize - 1].clause == clause
                    && gap(before.1, cue.start, tokens) <= 1.0
                    && tokens[after.0 as usize].clause > clause
                    && !cues.turns_between(cue.end, after.0)
            })
        };
        !self.quotes && self.findings.iter().all(splits)
    }

    /// Whether a cue says more than the word of it that the evidence holds: the "没" of "没有遇到".
    pub(super) fn holds_little_of(&self, cue: &Cue) -> bool {
        let held = (cue.start..cue.end).filter(|at| self.holds(*at, at + 1)).count() as u32;
        2 * held < cue.end - cue.start && cue.head.is_some() && !self.holds(cue.end - 1, cue.end)
    }

    /// Whether the evidence goes on behind a cue in the cue's own clause.
    pub(super) fn goes_on(&self, cue: &Cue, tokens: &[Token]) -> bool {
        let clause = tokens[cue.start as usize].clause;
        let next = self.ranges.going_beyond(cue.end);
        next.is_some_and(|range| tokens[range.0.max(cue.start) as usize].clause == clause)
    }
}
