//! Mention status: is it there now, denied, supposed, or only quoted?
//!
//! The shape is NegEx (W. W. Chapman et al., 2001) and ConText (H. Harkema et al., 2009): cue words with a
//! direction and a scope that ends at a sentence or a conjunction of contrast. A cue inside the matched words
//! is part of the symptom ("cannot see") and decides nothing.

use super::cue::{self, Cue};
use super::forms::{Occurrence, Target};
use super::mail::Zone;
use super::reading::Status;
use super::token::Token;
use super::turn;
use crate::book::CueKind;

/// How far a cue reaches, in words.
const REACH: f32 = 6.0;
/// How far "it works now" of the same sentence reaches.
const RESOLVED_REACH: f32 = 14.0;

/// Tokens around evidence in which cues are looked for; more than any reach.
const WINDOW: u32 = 48;
/// How many "it works now" beyond that window are looked at, from the end of the text.
const LAST: usize = 8;

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
    fn in_sentence(&self, at: u32, tokens: &[Token], except: u32) -> bool {
        let sentence = tokens[at as usize].sentence;
        self.starting_in(at.saturating_sub(WINDOW), at + WINDOW, except)
            .any(|span| tokens[span.0 as usize].sentence == sentence)
    }

    pub(super) fn between(&self, from: u32, to: u32, except: u32) -> bool {
        self.starting_in(from, to, except).any(|span| span.1 <= to)
    }
}

/// The cues of one part, ready to be asked.
#[derive(Debug, Default)]
pub(super) struct Cues {
    pub(super) list: Vec<Cue>,
    /// Tokens that are "I", "we", "my" and the like.
    first_person: Vec<u32>,
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
    fn holds_little_of(&self, cue: &Cue) -> bool {
        let held = (cue.start..cue.end).filter(|at| self.holds(*at, at + 1)).count() as u32;
        2 * held < cue.end - cue.start && cue.head.is_some() && !self.holds(cue.end - 1, cue.end)
    }

    /// Whether the evidence goes on behind a cue in the cue's own clause.
    fn goes_on(&self, cue: &Cue, tokens: &[Token]) -> bool {
        let clause = tokens[cue.start as usize].clause;
        let next = self.ranges.iter().find(|range| range.1 > cue.end);
        next.is_some_and(|range| tokens[range.0.max(cue.start) as usize].clause == clause)
    }
}

const FIRST_PERSON: &[&str] = &[
    "i", "we", "my", "our", "im", "ive", "weve", "ours", "mine", "saya", "kami", "kita", "aku", "gue", "我",
    "咱",
];

const POSSESSIVES: &[&str] = &["my", "our"];
const PREPOSITIONS: &[&str] = &["in", "of", "from", "at", "with", "within", "near", "to", "beside"];

/// What a cue decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) status: Status,
    /// Tokens of the deciding cue.
    pub(super) cue: Option<(u32, u32)>,
}

impl Cues {
    /// Sorts the cues out of all occurrences. A pseudo cue voids what it covers; of overlapping cues the longer
    /// stays.
    pub(super) fn new(occurrences: &[Occurrence], text: &str, tokens: &[Token]) -> Self {
        let mut all: Vec<Cue> = occurrences
            .iter()
            .filter_map(|found| match found.target {
                Target::Cue(kind) => Some(Cue::new(kind, found, text, tokens)),
                _ => None,
            })
            .collect();
        all.sort_by_key(|cue| {
            (std::cmp::Reverse(cue.end - cue.start), cue.kind != CueKind::Pseudo, cue.start, cue.kind)
        });
        let mut list: Vec<Cue> = Vec::new();
        let mut owner: Vec<Option<CueKind>> = vec![None; if all.is_empty() { 0 } else { tokens.len() }];
        for cue in all {
            let range = cue.start as usize..cue.end as usize;
            if owner[range.clone()]
                .iter()
                .all(|kind| kind.is_none_or(|kind| cue::go_together(kind, cue.kind)))
            {
                owner[range].fill(Some(cue.kind));
                list.push(cue);
            }
        }
        list.retain(|cue| cue.kind != CueKind::Pseudo);
        list.sort_by_key(|cue| (cue.start, cue.end));
        let is_first =
            |token: &Token| FIRST_PERSON.contains(&&text[token.start as usize..token.end as usize]);
        let word = |at: usize| &text[tokens[at].start as usize..tokens[at].end as usize];
        // "Another reseller in our group" is still another.
        let belongs =
            |at: usize| at > 0 && POSSESSIVES.contains(&word(at)) && PREPOSITIONS.contains(&word(at - 1));
        let first_person = if list.iter().any(|cue| cue.kind == CueKind::OtherPerson) {
            let speaks = |(at, token): &(usize, &Token)| is_first(token) && !belongs(*at);
            tokens.iter().enumerate().filter(speaks).map(|(at, _)| at as u32).collect()
        } else {
            Vec::new()
        };
        Self { list, first_person }
    }

    /// The status of evidence.
    ///
    /// Cost: looks only at cues within some words of the evidence, and at the last few "it works now" of the text.
    pub(super) fn decide(&self, asked: &Asked<'_>, tokens: &[Token], others: &Others) -> Decision {
        let present = Decision { status: Status::Present, cue: None };
        let Some(first) = asked.ranges.first() else { return present };
        if tokens[first.0 as usize].zone == Zone::Quoted {
            return Decision { status: Status::Quoted, cue: None };
        }
        if self.list.is_empty() {
            return present;
        }
        let span = (first.0, asked.end);
        let nearby = self.near(span);
        let to = self.list.partition_point(|cue| cue.start < span.1 + WINDOW);
        let later = self.list[to..].iter().rev().filter(|cue| cue.kind == CueKind::Resolved).take(LAST);
        for cue in nearby.iter().chain(later) {
            let covered = asked.holds(cue.start, cue.end) && !(asked.holds_little_of(cue));
            let head_is_free = cue.head.is_some_and(|at| !asked.holds(at, at + 1) && cue.start < cue.end - 1);
            if covered && !head_is_free {
                continue;
            }
            if let Some(status) = self.effect(cue, span, tokens, others, asked) {
                return Decision { status, cue: Some((cue.start, cue.end)) };
            }
        }
        match turn::turned(self, asked, tokens, others) {
            Some(cue) => Decision { status: Status::Denied, cue: Some(cue) },
            None => present,
        }
    }

    /// The cues within some words of a span.
    pub(super) fn near(&self, span: (u32, u32)) -> &[Cue] {
        let from = self.list.partition_point(|cue| cue.start + WINDOW < span.0);
        let to = self.list.partition_point(|cue| cue.start < span.1 + WINDOW);
        &self.list[from..to]
    }

    fn effect(
        &self,
        cue: &Cue,
        span: (u32, u32),
        tokens: &[Token],
        others: &Others,
        asked: &Asked<'_>,
    ) -> Option<Status> {
        let who = asked.who;
        let before = cue.end <= span.0 || cue.leads_into(span);
        let inside = cue.start >= span.0 && cue.end <= span.1;
        let cue_token = tokens[cue.start as usize];
        let same_sentence = cue_token.sentence == tokens[span.0 as usize].sentence
            || cue_token.sentence == tokens[span.1 as usize - 1].sentence;
        let distance = if before {
            gap(cue.end.min(span.0), span.0, tokens)
        } else if inside {
            0.0
        } else {
            gap(span.1, cue.start, tokens)
        };
        let joined = same_sentence && !self.contrast_between(cue, span);
        match cue.kind {
            CueKind::DeniesNext if joined && (before || inside) && distance <= REACH => {
                let near = if inside {
                    asked.goes_on(cue, tokens)
                } else {
                    !self.clause_break(cue.end.min(span.0), span.0, tokens, 1)
                };
                near.then_some(Status::Denied)
            }
            CueKind::DeniesPrevious if joined && !before && distance <= REACH => {
                let speaks_of_it = !others.between(span.1, cue.start, who)
                    && (!self.clause_break(span.1, cue.start, tokens, 1) || cue.opens_clause(tokens));
                let ends_it = inside && cue_token.sentence == tokens[span.1 as usize - 1].sentence;
                (ends_it || (!inside && speaks_of_it)).then_some(Status::Denied)
            }
            // "The page opens a warning no longer."
            CueKind::DeniesNext if !before && !inside && distance <= REACH && cue.ends_clause(tokens) => {
                let close = same_sentence || self.next_sentence(cue, span, tokens);
                (close && !others.between(span.1, cue.start, who) && !cue.asks).then_some(Status::Denied)
            }
            // "I had a 403. It is gone now."
            CueKind::DeniesPrevious if !before && !inside && self.next_sentence(cue, span, tokens) => {
                (!others.in_sentence(cue.start, tokens, who)).then_some(Status::Denied)
            }
            CueKind::Fine if cue.head.is_some() => beside(cue, asked, tokens).then_some(Status::Denied),
            CueKind::DeniesBeside => beside(cue, asked, tokens).then_some(Status::Denied),
            CueKind::DeniesAlone if !before && !inside && distance <= REACH => {
                let close = same_sentence || self.next_sentence(cue, span, tokens);
                let speaks_of_it = !others.between(span.1, cue.start, who) && !cue.asks;
                let alone = cue.ends_clause(tokens)
                    && (cue.begins_clause(tokens) || (asked.quotes && cue.start == span.1));
                (close && speaks_of_it && alone).then_some(Status::Denied)
            }
            CueKind::Purpose if cue_token.zone == Zone::Newest => {
                let sentence = tokens[span.0 as usize].sentence;
                let reaches = same_sentence || (before && cue_token.sentence + 1 == sentence);
                reaches.then_some(Status::Hypothetical)
            }
            CueKind::Supposes if same_sentence && distance <= RESOLVED_REACH => {
                self.would(cue, asked, tokens).then_some(Status::Hypothetical)
            }
            CueKind::Hypothetical if joined && (before || inside) && distance <= RESOLVED_REACH => {
                Some(Status::Hypothetical)
            }
            CueKind::OtherPerson if joined && before && distance <= RESOLVED_REACH => {
                (!self.first_person_between(cue.end, span.0)).then_some(Status::Hypothetical)
            }
            // "That message was a colleague's."
            CueKind::OtherPerson if joined && !before && distance <= 3.0 => {
                (!self.clause_break(span.1, cue.start, tokens, 1)).then_some(Status::Hypothetical)
            }
            CueKind::Past if joined && distance <= REACH => {
                (!self.clause_break(cue.end.min(span.1), cue.start.max(span.0), tokens, 1))
                    .then_some(Status::Denied)
            }
            CueKind::Resolved => {
                // "It was grey, but that is fixed now": the contrast is with the past, not with the cue.
                let turned = same_sentence && self.turns_into(cue, span, tokens);
                self.resolved(cue, span, tokens, others, who, joined || turned, distance)
            }
            _ => None,
        }
    }

    /// "Works now": in its own sentence it speaks of the nearest mention; alone in a later sentence, of all before.
    #[expect(clippy::too_many_arguments, reason = "one case of `effect`, with what it worked out")]
    fn resolved(
        &self,
        cue: &Cue,
        span: (u32, u32),
        tokens: &[Token],
        others: &Others,
        who: u32,
        joined: bool,
        distance: f32,
    ) -> Option<Status> {
        if tokens[cue.start as usize].zone != Zone::Newest || cue.asks {
            return None;
        }
        let after = cue.start >= span.1;
        if joined && distance <= RESOLVED_REACH {
            let between = if after { (span.1, cue.start) } else { (cue.end.min(span.0), span.0) };
            let reaches =
                after || cue.opens_sentence(tokens) || !self.clause_break(cue.end, span.0, tokens, 1);
            if reaches && !others.between(between.0, between.1, who) {
                return Some(Status::Denied);
            }
        }
        if !after {
            return None;
        }
        let sentence = tokens[cue.start as usize].sentence;
        let own = others.starting_in(cue.start.saturating_sub(WINDOW), cue.start, who).any(|other| {
            other.1 <= cue.start
                && tokens[other.0 as usize].sentence == sentence
                && gap(other.1, cue.start, tokens) <= RESOLVED_REACH
        });
        (sentence > tokens[span.0 as usize].sentence && !own).then_some(Status::Denied)
    }

    /// Whether the sentence of an "if" also says what would be: "if it failed, whom would we call?"
    fn would(&self, supposes: &Cue, asked: &Asked<'_>, tokens: &[Token]) -> bool {
        let sentence = tokens[supposes.start as usize].sentence;
        self.near((supposes.start, supposes.end)).iter().any(|cue| {
            matches!(cue.kind, CueKind::Would | CueKind::Hypothetical)
                && tokens[cue.start as usize].sentence == sentence
                && !asked.holds(cue.start, cue.end)
        })
    }

    /// The cues from the evidence to the cue, or from the cue to the evidence.
    fn around(&self, cue: &Cue, span: (u32, u32)) -> &[Cue] {
        let from = self.list.partition_point(|other| other.start < cue.start.min(span.0));
        let to = self.list.partition_point(|other| other.start < cue.end.max(span.1));
        &self.list[from..to]
    }

    /// Whether the cue stands in the sentence after the evidence, near its beginning.
    fn next_sentence(&self, cue: &Cue, span: (u32, u32), tokens: &[Token]) -> bool {
        let last = tokens[span.1 as usize - 1].sentence;
        tokens[cue.start as usize].sentence == last + 1
            && tokens[cue.start as usize].zone == Zone::Newest
            && gap(span.1, cue.start, tokens) <= RESOLVED_REACH
            && cue.opens_sentence(tokens)
    }

    /// Whether a contrast after the evidence leads straight into the cue.
    fn turns_into(&self, cue: &Cue, span: (u32, u32), tokens: &[Token]) -> bool {
        self.around(cue, span).iter().any(|contrast| {
            contrast.kind == CueKind::Contrast
                && contrast.start >= span.1
                && contrast.end <= cue.start
                && gap(contrast.end, cue.start, tokens) <= 2.0
        })
    }

    /// Whether the writer comes back to themselves between two token positions.
    ///
    /// "A partner we share an office with" does not: a first person right after the cue describes the other.
    fn first_person_between(&self, from: u32, to: u32) -> bool {
        let first = self.first_person.partition_point(|at| *at <= from);
        self.first_person.get(first).is_some_and(|at| *at < to)
    }

    pub(super) fn contrast_between(&self, cue: &Cue, span: (u32, u32)) -> bool {
        self.around(cue, span).iter().filter(|other| other.kind == CueKind::Contrast).any(|contrast| {
            (contrast.start >= cue.end && contrast.end <= span.0)
                || (contrast.start >= span.1 && contrast.end <= cue.start)
        })
    }

    /// Whether at least `count` clause ends lie between two token positions.
    fn clause_break(&self, from: u32, to: u32, tokens: &[Token], count: u32) -> bool {
        let (Some(before), Some(after)) =
            (from.checked_sub(1).and_then(|at| tokens.get(at as usize)), tokens.get(to as usize))
        else {
            return false;
        };
        after.clause.saturating_sub(before.clause) >= count
    }
}

/// Whether a cue is the word beside the evidence or was put into it: "not grey", "No没options". The "not" of a verb
/// denies only what the product shows: "does not say 5000", but not "does not activate".
fn beside(cue: &Cue, asked: &Asked<'_>, tokens: &[Token]) -> bool {
    let touches = asked.ranges.iter().any(|range| {
        (cue.start + 1..=cue.end).contains(&range.0)
            && tokens[cue.start as usize].clause == tokens[range.0 as usize].clause
    });
    let put_in = (cue.start..cue.end).all(|at| asked.loose.contains(&at));
    (touches || put_in) && (asked.quotes || !cue.auxiliary) && !cue.asks
}

/// How many words lie between two token positions.
pub(super) fn gap(from: u32, to: u32, tokens: &[Token]) -> f32 {
    if from >= to {
        return 0.0;
    }
    if to - from > 2 * WINDOW {
        return f32::MAX;
    }
    tokens[from as usize..to as usize].iter().map(Token::width).sum()
}
