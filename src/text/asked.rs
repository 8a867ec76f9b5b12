//! What the status of evidence is asked with: the evidence itself, and where other symptoms are mentioned.

use super::cue::Cue;
use super::status::WINDOW;
use super::token::Token;

/// Where other symptoms are mentioned, so that a cue with a mention of its own is not taken to speak of another.
#[derive(Debug, Default)]
pub(super) struct Others {
    /// Token ranges and the symptom, sorted.
    spans: Vec<(u32, u32, u32)>,
}

impl Others {
    pub(super) fn new(mut spans: Vec<(u32, u32, u32)>) -> Self {
        spans.sort_unstable();
        spans.dedup();
        Self { spans }
    }

    pub(super) fn starting_in(
        &self,
        from: u32,
        to: u32,
        except: u32,
    ) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        let first = self.spans.partition_point(|span| span.0 < from);
        self.spans[first..]
            .iter()
            .copied()
            .take_while(move |span| span.0 < to)
            .filter(move |span| span.2 != except)
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
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// Token ranges, in order.
    pub(super) ranges: &'a [(u32, u32)],
    /// Behind the last token of all ranges.
    pub(super) end: u32,
    /// Tokens within a range that are not part of the evidence: what a customer put into a message.
    pub(super) loose: &'a [u32],
    /// Whether it quotes what the product shows: a message or a code.
    pub(super) quotes: bool,
    /// The symptom's number.
    pub(super) who: u32,
}

impl Asked<'_> {
    /// Whether the evidence itself holds some of these tokens.
    pub(super) fn holds(&self, from: u32, to: u32) -> bool {
        self.ranges.iter().any(|range| from < range.1 && range.0 < to)
            && (from..to).any(|at| !self.loose.contains(&at))
    }

    /// Whether a cue says more than the word of it that the evidence holds: the "没" of "没有遇到".
    pub(super) fn holds_little_of(&self, cue: &Cue) -> bool {
        let held = (cue.start..cue.end).filter(|at| self.holds(*at, at + 1)).count() as u32;
        2 * held < cue.end - cue.start && cue.head.is_some() && !self.holds(cue.end - 1, cue.end)
    }

    /// Whether the evidence goes on behind a cue in the cue's own clause.
    pub(super) fn goes_on(&self, cue: &Cue, tokens: &[Token]) -> bool {
        let clause = tokens[cue.start as usize].clause;
        let next = self.ranges.iter().find(|range| range.1 > cue.end);
        next.is_some_and(|range| tokens[range.0.max(cue.start) as usize].clause == clause)
    }
}
