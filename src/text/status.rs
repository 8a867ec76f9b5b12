//! Mention status: is it there now, denied, supposed, or only quoted?
//!
//! The shape is NegEx (W. W. Chapman et al., 2001) and ConText (H. Harkema et al., 2009): cue words with a
//! direction and a scope that ends at a sentence or a conjunction of contrast. A cue inside the matched words
//! is part of the symptom ("cannot see") and decides nothing.

use super::asked::{Asked, Others};
use super::cue::{self, Cue};
use super::ending::Told;
use super::forms::{Occurrence, Target};
use super::mail::Zone;
use super::reading::Status;
use super::speech::Speech;
use super::token::Token;
use super::turn;
use crate::book::CueKind;

/// How far a cue reaches, in words.
const REACH: f32 = 6.0;
/// How far "is gone" reaches back: "the 503 that we got from the API on Friday is gone".
const FURTHER: f32 = 10.0;
/// How far "it works now" of the same sentence reaches.
const RESOLVED_REACH: f32 = 14.0;

/// Tokens around evidence in which cues are looked for; more than any reach.
pub(super) const WINDOW: u32 = 48;
/// How many "it works now" beyond that window are looked at, from the end of the text.
const LAST: usize = 8;

/// The cues of one part, ready to be asked.
#[derive(Debug, Default)]
pub(super) struct Cues {
    pub(super) list: Vec<Cue>,
    /// Words for what is not there: "missing", "empty". They decide nothing, but say what its return means.
    absences: Vec<(u32, u32)>,
    /// Words for what is wrong: "error", "提示".
    troubles: Vec<(u32, u32)>,
    /// Words of a return, which make a bare code beside them a code: "again", "keeps".
    recurrences: Vec<(u32, u32)>,
    /// What was done about it: "I cleared", "we asked".
    tried: Vec<(u32, u32)>,
    /// Words of a belief: "we thought".
    beliefs: Vec<(u32, u32)>,
    /// Clauses with a word of success that a word of doubt voids.
    doubted: Vec<u32>,
    /// Sentences with a word of success, whatever becomes of it.
    ends: Vec<u32>,
    speech: Speech,
}

/// What a cue decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decision {
    pub(super) status: Status,
    /// Tokens of the deciding cue.
    pub(super) cue: Option<(u32, u32)>,
    /// Whether that cue is a negation, which what it negates may stand right behind.
    pub(super) negates: bool,
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
        let apart = |all: &mut Vec<Cue>, kind: CueKind| -> Vec<(u32, u32)> {
            all.extract_if(.., |cue| cue.kind == kind).map(|cue| (cue.start, cue.end)).collect()
        };
        let absences = apart(&mut all, CueKind::Absent);
        let troubles = apart(&mut all, CueKind::Trouble);
        let recurrences = apart(&mut all, CueKind::Recurs);
        let mut tried = apart(&mut all, CueKind::Tried);
        tried.sort_unstable();
        let mut beliefs = apart(&mut all, CueKind::Believed);
        beliefs.sort_unstable();
        let mut ends: Vec<u32> = all
            .iter()
            .filter(|cue| cue.ends_trouble())
            .map(|cue| tokens[cue.start as usize].sentence)
            .collect();
        ends.sort_unstable();
        all.retain(|cue| {
            let goes_on = cue.kind == CueKind::Pseudo && !cue.gap;
            let within = goes_on || matches!(cue.kind, CueKind::DeniesNext | CueKind::DeniesBeside);
            let alone = cue.kind != CueKind::DeniesAlone || cue.head.is_some() || cue.ends_clause(tokens);
            alone && (!within || cue.in_one_clause(tokens))
        });
        let beside: Vec<Cue> = all.extract_if(.., |cue| cue.is_apart()).collect();
        let mut list = contest(&all, tokens.len());
        let pseudos: Vec<Cue> = all.iter().copied().filter(|cue| cue.kind == CueKind::Pseudo).collect();
        list.retain(|cue| cue.kind != CueKind::Pseudo);
        list.extend(beside);
        list.retain(|cue| {
            !pseudos.iter().any(|pseudo| cue.is_void_by(pseudo) && (cue.is_apart() || cue.gap))
        });
        settle_times(&mut list);
        list.sort_by_key(|cue| (cue.start, cue.end, cue.kind));
        let doubts: Vec<Cue> = list.iter().copied().filter(|cue| cue.kind == CueKind::Doubts).collect();
        let certain = |cue: &Cue| !doubts.iter().any(|doubt| cue.is_doubted_by(doubt, tokens));
        let mut doubted: Vec<u32> = Vec::new();
        list.retain(|cue| {
            let certain = certain(cue);
            if !certain {
                doubted.push(tokens[cue.start as usize].clause);
            }
            certain
        });
        let speech = if list.is_empty() { Speech::default() } else { Speech::new(text, tokens) };
        Self { list, absences, troubles, recurrences, tried, beliefs, doubted, ends, speech }
    }

    /// The status of evidence.
    ///
    /// Cost: looks only at cues within some words of the evidence, and at the last few "it works now" of the text.
    pub(super) fn decide(&self, asked: &Asked<'_>, tokens: &[Token], others: &Others) -> Decision {
        let present = Decision { status: Status::Present, cue: None, negates: false };
        let Some(first) = asked.ranges.first() else { return present };
        if tokens[first.0 as usize].zone == Zone::Quoted {
            return Decision { status: Status::Quoted, cue: None, negates: false };
        }
        if self.list.is_empty() {
            return present;
        }
        let span = (first.0, asked.end);
        let nearby = self.near(span);
        let to = self.list.partition_point(|cue| cue.start < span.1 + WINDOW);
        let later = self.list[to..]
            .iter()
            .rev()
            .filter(|cue| matches!(cue.kind, CueKind::Resolved | CueKind::Withdraws))
            .take(LAST);
        for cue in nearby.iter().chain(later) {
            let follows = asked.is_followed_by(cue);
            let span = if follows { (span.0, asked.complete) } else { span };
            let covered = asked.covers(cue);
            let head_is_free = cue.head.is_some_and(|at| !asked.holds(at, at + 1) && cue.start < cue.end - 1);
            if covered && !head_is_free {
                continue;
            }
            if let Some(status) = self.effect(cue, span, tokens, others, asked) {
                use CueKind::{DeniesBeside, DeniesNext, DeniesShown};
                let negates = matches!(cue.kind, DeniesBeside | DeniesNext | DeniesShown);
                return Decision { status, cue: Some((cue.start, cue.end)), negates };
            }
        }
        let over = turn::turned(self, asked, tokens, others)
            .or_else(|| turn::told_backwards(self, asked, tokens, others))
            .or_else(|| Told { cues: self, asked, tokens, others }.end());
        match over {
            Some(cue) => Decision { status: Status::Denied, cue: Some(cue), negates: false },
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
            // "The plan is not shown, it is gone": what was missed is gone all the more.
            CueKind::Ceases if !cue.of_trouble && self.is_absence(asked) => None,
            CueKind::DeniesPrevious | CueKind::Ceases if !before && self.comes_back(cue, tokens) => None,
            CueKind::DeniesPrevious | CueKind::Ceases
                if (joined || (same_sentence && self.turns_into(cue, span, tokens)))
                    && !before
                    && !cue.asks
                    && (distance <= REACH
                        || (distance <= FURTHER && cue.kind == CueKind::Ceases)
                        || (distance <= RESOLVED_REACH && cue.opens_clause(tokens))) =>
            {
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
            CueKind::DeniesPrevious | CueKind::Ceases
                if !before && !inside && self.next_sentence(cue, span, tokens) =>
            {
                (!others.in_sentence(cue.start, tokens, who)).then_some(Status::Denied)
            }
            // "It is gone, the error 5000."
            CueKind::DeniesPrevious | CueKind::Ceases if before && asked.quotes && same_sentence => {
                let explained = cue.opens_sentence(tokens)
                    && cue.ends_clause(tokens)
                    && !cue.asks
                    && !others.between(cue.start.saturating_sub(4), cue.start, who);
                (explained && distance <= 3.0 && ends_clause(span.1, tokens)).then_some(Status::Denied)
            }
            CueKind::DeniesShown if asked.quotes && joined && before && distance <= REACH => {
                // One word alone denies only the next: "no 403", but not "no idea why 403".
                let word = cue.end == cue.start + 1;
                let close = !word || distance <= 1.0;
                (close && !self.clause_break(cue.end.min(span.0), span.0, tokens, 1))
                    .then_some(Status::Denied)
            }
            CueKind::Withdraws if cue_token.zone == Zone::Newest && !cue.asks => {
                let sentence = tokens[span.0 as usize].sentence;
                // "Scratch that. The button …", but not "Scrap what I said of it. The button …".
                let introduces = before
                    && cue_token.sentence + 1 == sentence
                    && cue.opens_sentence(tokens)
                    && cue.ends_clause(tokens);
                let first = others.is_empty_before(cue.start);
                (!before || same_sentence || (introduces && first)).then_some(Status::Denied)
            }
            CueKind::Returns if !before && !inside && self.is_absence(asked) && !cue.asks => {
                let close =
                    (same_sentence && distance <= RESOLVED_REACH) || self.next_sentence(cue, span, tokens);
                let asks = cue.begins_clause(tokens) && self.speech.is_question(cue_token.sentence);
                let missed =
                    turn::is_again(self.near(span), cue, asked, tokens) || self.is_missed_again(cue, tokens);
                let speaks_of_it = !others.between(span.1, cue.start, who);
                (close && speaks_of_it && !asks && !missed).then_some(Status::Denied)
            }
            CueKind::Asks if same_sentence && (before || inside) && distance <= RESOLVED_REACH => {
                (cue.opens_clause(tokens) && self.speech.is_question(cue_token.sentence))
                    .then_some(Status::Hypothetical)
            }
            CueKind::Fine if cue.head.is_some() && beside(cue, asked, tokens) => Some(Status::Denied),
            CueKind::Fine if inside && same_sentence => {
                let missed = turn::is_again(self.near(span), cue, asked, tokens);
                // "Activate was lit. Now it is dim."
                let once = self.near(span).iter().any(|other| {
                    other.kind == CueKind::Was && tokens[other.start as usize].clause == cue_token.clause
                });
                (asked.excepts(cue, self, tokens) && !missed && !once).then_some(Status::Denied)
            }
            // "Is the button greyed out? No."
            CueKind::DeniesBeside | CueKind::DeniesNext | CueKind::DeniesShown
                if !before && !inside && self.answers(cue, span, tokens) =>
            {
                (!others.between(span.1, cue.start, who)).then_some(Status::Denied)
            }
            CueKind::DeniesBeside => beside(cue, asked, tokens).then_some(Status::Denied),
            CueKind::DeniesAlone if !before && !inside && distance <= REACH => {
                let close = same_sentence || self.next_sentence(cue, span, tokens);
                let speaks_of_it = !others.between(span.1, cue.start, who) && !cue.asks;
                let alone = cue.ends_clause(tokens)
                    && (cue.begins_clause(tokens)
                        || (same_sentence && self.turns_into(cue, span, tokens))
                        || (asked.quotes && cue.start == span.1));
                (close && speaks_of_it && alone).then_some(Status::Denied)
            }
            CueKind::Purpose if cue_token.zone == Zone::Newest => {
                let sentence = tokens[span.0 as usize].sentence;
                // "What does a 403 mean? We are writing a manual."
                let asked_before = cue_token.sentence == sentence + 1 && self.speech.is_question(sentence);
                let reaches = same_sentence || (before && cue_token.sentence + 1 == sentence) || asked_before;
                reaches.then_some(Status::Hypothetical)
            }
            CueKind::Supposes if same_sentence && distance <= RESOLVED_REACH => {
                self.would(cue, asked, tokens).then_some(Status::Hypothetical)
            }
            CueKind::Hypothetical if joined && (before || inside) && distance <= RESOLVED_REACH => {
                Some(Status::Hypothetical)
            }
            CueKind::OtherPerson if joined && before && distance <= RESOLVED_REACH => {
                (!self.speech.first_person_between(cue.end, span.0)).then_some(Status::Hypothetical)
            }
            // "A friend told me so. He gets a 403."
            CueKind::OtherPerson if before && cue_token.sentence + 1 == tokens[span.0 as usize].sentence => {
                let goes_on = self.speech.third_person_opens(tokens[span.0 as usize].sentence);
                (goes_on && !self.speech.first_person_between(cue.end, span.0))
                    .then_some(Status::Hypothetical)
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
        // "The request works now, your fix helped. But the money has not come": the evidence goes on after it.
        let last = tokens[span.1 as usize - 1].sentence;
        let inside = cue.end <= span.1 && cue.start > span.0 && tokens[cue.start as usize].sentence < last;
        if inside && (self.turns_between(cue.end, span.1) || self.speech.is_question(last)) {
            return None;
        }
        if joined && distance <= RESOLVED_REACH {
            let between = if after { (span.1, cue.start) } else { (cue.end.min(span.0), span.0) };
            let reaches =
                after || cue.opens_sentence(tokens) || !self.clause_break(cue.end, span.0, tokens, 1);
            if reaches && !others.between(between.0, between.1, who) {
                return Some(Status::Denied);
            }
        }
        if !after || self.speech.is_of_another(cue.start, tokens) {
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

    /// Whether the evidence is of something that is not there.
    pub(super) fn is_absence(&self, asked: &Asked<'_>) -> bool {
        let holds = |range: &(u32, u32)| asked.holds(range.0, range.1);
        !asked.quotes && self.absences.iter().any(holds) && !self.troubles.iter().any(holds)
    }

    /// Where something was last tried between two token positions.
    pub(super) fn tried_between(&self, from: u32, to: u32) -> Option<u32> {
        let before = self.tried.partition_point(|tried| tried.0 < to);
        let last = self.tried.get(before.checked_sub(1)?)?;
        (last.0 >= from).then_some(last.0)
    }

    /// The last word of a belief before a token.
    pub(super) fn belief_before(&self, at: u32) -> Option<(u32, u32)> {
        let before = self.beliefs.partition_point(|belief| belief.0 < at);
        self.beliefs.get(before.checked_sub(1)?).copied()
    }

    /// Whether a word of success in a clause is doubted.
    pub(super) fn is_doubted_in(&self, clause: u32) -> bool {
        self.doubted.binary_search(&clause).is_ok()
    }

    /// Whether what is there again is missed after all: "nothing has come", "came back and is gone".
    fn is_missed_again(&self, returns: &Cue, tokens: &[Token]) -> bool {
        let at = tokens[returns.start as usize];
        self.absences.iter().any(|absence| {
            let of = tokens[absence.1 as usize - 1];
            let after = absence.1 > returns.start && of.sentence == at.sentence;
            after || (of.clause == at.clause && (absence.1..=absence.1 + 1).contains(&returns.start))
        })
    }

    /// Whether what ceased comes back in the same sentence: "it disappears, then it is back".
    fn comes_back(&self, ceases: &Cue, tokens: &[Token]) -> bool {
        let sentence = tokens[ceases.start as usize].sentence;
        self.near((ceases.start, ceases.end)).iter().any(|cue| {
            cue.kind == CueKind::Returns
                && cue.start >= ceases.end
                && tokens[cue.start as usize].sentence == sentence
        })
    }

    /// Whether a contrast stands between two token positions.
    pub(super) fn turns_between(&self, from: u32, to: u32) -> bool {
        let first = self.list.partition_point(|cue| cue.start < from);
        let inside = self.list[first..].iter().take_while(|cue| cue.start < to);
        inside.into_iter().any(|cue| cue.kind == CueKind::Contrast)
    }

    /// Whether a word of return stands right beside a span: "5000 again", "keeps 5000".
    pub(super) fn recurs_beside(&self, span: (u32, u32), tokens: &[Token]) -> bool {
        self.recurrences.iter().any(|word| {
            (word.1 == span.0 || word.0 == span.1)
                && tokens[word.0 as usize].clause == tokens[span.0 as usize].clause
        })
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

    /// Whether a sentence is asked and not said.
    pub(super) fn is_question(&self, sentence: u32) -> bool {
        self.speech.is_question(sentence)
    }

    /// Whether a negation alone answers the question that the evidence was asked in; not one of whether it is over.
    fn answers(&self, cue: &Cue, span: (u32, u32), tokens: &[Token]) -> bool {
        let question = tokens[span.1 as usize - 1].sentence;
        let at = tokens[cue.start as usize];
        at.sentence == question + 1
            && at.zone == Zone::Newest
            && tokens[cue.start as usize - 1].sentence == question
            && cue.ends_clause(tokens)
            && self.speech.is_question(question)
            && self.ends.binary_search(&question).is_err()
    }

    /// Whether a contrast after the evidence leads straight into the cue.
    fn turns_into(&self, cue: &Cue, span: (u32, u32), tokens: &[Token]) -> bool {
        self.around(cue, span).iter().any(|contrast| {
            contrast.kind == CueKind::Contrast
                && contrast.start >= span.1
                && contrast.end <= cue.start
                && gap(contrast.end, cue.start, tokens) <= 3.0
        })
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

/// Of cues that share words, the longer; of equally long ones, the pseudo cue.
fn contest(longest_first: &[Cue], tokens: usize) -> Vec<Cue> {
    let mut list: Vec<Cue> = Vec::new();
    let mut owner: Vec<Option<CueKind>> = vec![None; if longest_first.is_empty() { 0 } else { tokens }];
    for cue in longest_first {
        let range = cue.start as usize..cue.end as usize;
        if owner[range.clone()].iter().all(|kind| kind.is_none_or(|kind| cue::go_together(kind, cue.kind))) {
            owner[range].fill(Some(cue.kind));
            list.push(*cue);
        }
    }
    list
}

/// Of a word of then and a word of now that share words, the longer stays: "since this morning" is now, "this morning" then.
fn settle_times(list: &mut Vec<Cue>) {
    let of = |kind: CueKind| -> Vec<(u32, u32)> {
        list.iter().filter(|cue| cue.kind == kind).map(|cue| (cue.start, cue.end)).collect()
    };
    let (was, now) = (of(CueKind::Was), of(CueKind::Now));
    let beaten = |cue: &Cue, rivals: &[(u32, u32)], tie: u32| {
        let shares = rivals.iter().filter(|rival| rival.0 < cue.end && cue.start < rival.1);
        shares.into_iter().any(|rival| rival.1 - rival.0 + tie > cue.end - cue.start)
    };
    list.retain(|cue| match cue.kind {
        CueKind::Was => !beaten(cue, &now, 0),
        CueKind::Now => !beaten(cue, &was, 1),
        _ => true,
    });
}

/// Whether a clause ends at a token position, or two words on.
fn ends_clause(end: u32, tokens: &[Token]) -> bool {
    let clause = tokens[end as usize - 1].clause;
    tokens[end as usize..].iter().take(3).take_while(|token| token.clause == clause).count() < 3
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
