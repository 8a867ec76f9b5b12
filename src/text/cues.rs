//! The cues of a part, sorted out and ready to be asked what stands around a place.
//!
//! In: all occurrences of a text. Out: those cues that stay (of overlapping ones the longer, none that a pseudo cue or a
//! word of doubt voids), and look-ups among them. Decides nothing itself.
//!
//! Cost: each look-up costs the logarithm of the number of cues, or looks at those within some words of a place, since
//! thousands may stand in one sentence that never ends.

use super::asked::Asked;
use super::cue::{self, Cue};
use super::forms::{Occurrence, Target};
use super::spans::Spans;
use super::speech::Speech;
use super::token::Token;
use crate::book::CueKind;

/// Tokens around evidence in which cues are looked for; more than any reach.
pub(super) const WINDOW: u32 = 48;
/// How many "it works now" beyond that window are looked at, from the end of the text.
const LAST: usize = 8;

/// The cues of one part, ready to be asked.
#[derive(Debug, Default)]
pub(super) struct Cues {
    pub(super) list: Vec<Cue>,
    /// Words of contrast among them.
    contrasts: Spans,
    /// Those that reach back over the whole text.
    far: Vec<Cue>,
    /// Words for what is not there: "missing", "empty". They decide nothing, but say what its return means.
    absences: Spans,
    /// Behind the last words of these, sorted.
    absence_ends: Vec<u32>,
    /// Words for what is wrong: "error", "提示".
    troubles: Spans,
    /// Words of a return, which make a bare code beside them a code: "again", "keeps".
    recurrences: Spans,
    /// What was done about it: "I cleared", "we asked".
    tried: Spans,
    /// Words of a belief: "we thought".
    beliefs: Spans,
    /// Words that say that the trouble goes on.
    persists: Spans,
    /// Clauses with a word of success that a word of doubt voids, in order.
    doubted: Vec<u32>,
    /// Sentences with a word of success, whatever becomes of it, in order.
    ends: Vec<u32>,
    pub(super) speech: Speech,
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
        let mut apart = |kind: CueKind| {
            Spans::new(all.extract_if(.., |cue| cue.kind == kind).map(|cue| cue.range()).collect())
        };
        let mut cues = Self {
            absences: apart(CueKind::Absent),
            troubles: apart(CueKind::Trouble),
            recurrences: apart(CueKind::Recurs),
            tried: apart(CueKind::Tried),
            beliefs: apart(CueKind::Believed),
            ..Self::default()
        };
        let persists = all.extract_if(.., |cue| cue.kind == CueKind::Persists);
        let persists = persists.filter(|cue| cue.nearly_ends_clause(tokens)).map(|cue| cue.range()).collect();
        cues.persists = Spans::new(persists);
        cues.absence_ends = cues.absences.all().iter().map(|range| range.1).collect();
        cues.absence_ends.sort_unstable();
        let sentence = |cue: &Cue| tokens[cue.start as usize].sentence;
        cues.ends = all.iter().filter(|cue| cue.ends_trouble()).map(sentence).collect();
        cues.ends.sort_unstable();
        cues.list = settled(all, tokens);
        if !cues.list.is_empty() {
            cues.speech = Speech::new(text, tokens);
        }
        cues.doubted = leave_certain(&mut cues.list, &cues.speech, tokens);
        let of =
            |kinds: &[CueKind]| cues.list.iter().copied().filter(|cue| kinds.contains(&cue.kind)).collect();
        cues.far = of(&[CueKind::Resolved, CueKind::Withdraws]);
        let contrasts: Vec<Cue> = of(&[CueKind::Contrast]);
        cues.contrasts = Spans::new(contrasts.iter().map(Cue::range).collect());
        cues
    }

    /// The cues that begin from one token on and before another.
    pub(super) fn starting_in(&self, from: u32, to: u32) -> &[Cue] {
        let first = self.list.partition_point(|cue| cue.start < from);
        let last = self.list.partition_point(|cue| cue.start < to);
        self.list.get(first..last).unwrap_or_default()
    }

    /// The cues within some words of a span.
    pub(super) fn near(&self, span: (u32, u32)) -> &[Cue] {
        self.starting_in(span.0.saturating_sub(WINDOW), span.1 + WINDOW)
    }

    /// The cues within some words of a span and of a cue.
    pub(super) fn near_both(&self, span: (u32, u32), cue: &Cue) -> &[Cue] {
        let from = span.0.max(cue.start).saturating_sub(WINDOW);
        self.starting_in(from, span.1.min(cue.end) + WINDOW)
    }

    /// The last few words behind all that is near a span which say that everything is over, the last one first.
    pub(super) fn last_behind(&self, span: (u32, u32)) -> impl Iterator<Item = &Cue> {
        let from = self.far.partition_point(|cue| cue.start < span.1 + WINDOW);
        self.far[from..].iter().rev().take(LAST)
    }

    /// Whether the evidence is of something that is not there.
    pub(super) fn is_absence(&self, asked: &Asked<'_>) -> bool {
        *asked.absence.get_or_init(|| {
            let span = asked.span();
            let held =
                |words: &Spans| words.touching(span.0, span.1).any(|range| asked.holds(range.0, range.1));
            !asked.quotes && held(&self.absences) && !held(&self.troubles)
        })
    }

    /// Whether what is there again is missed after all: "nothing has come", "came back and is gone".
    pub(super) fn is_missed_again(&self, returns: &Cue, tokens: &[Token]) -> bool {
        let at = tokens[returns.start as usize];
        let of = |end: u32| tokens[end as usize - 1];
        let behind = self.absence_ends.partition_point(|end| *end <= returns.start);
        let after = self.absence_ends.get(behind).is_some_and(|end| of(*end).sentence == at.sentence);
        let beside = self.absence_ends[..behind].iter().rev().take_while(|end| **end + 1 >= returns.start);
        after || beside.into_iter().any(|end| of(*end).clause == at.clause)
    }

    /// Where something was last tried between two token positions.
    pub(super) fn tried_between(&self, from: u32, to: u32) -> Option<u32> {
        self.tried.starting_in(from, to).last().map(|tried| tried.0)
    }

    /// The last word of a belief before a token.
    pub(super) fn belief_before(&self, at: u32) -> Option<(u32, u32)> {
        self.beliefs.starting_in(0, at).last().copied()
    }

    /// Whether a word of success in a clause is doubted.
    pub(super) fn is_doubted_in(&self, clause: u32) -> bool {
        self.doubted.binary_search(&clause).is_ok()
    }

    /// Whether a sentence holds a word of success.
    pub(super) fn is_of_success(&self, sentence: u32) -> bool {
        self.ends.binary_search(&sentence).is_ok()
    }

    /// Whether a sentence is asked and not said.
    pub(super) fn is_question(&self, sentence: u32) -> bool {
        self.speech.is_question(sentence)
    }

    /// What comes back in the sentence in which something ceased: "it disappears, then it is back".
    pub(super) fn coming_back<'a>(
        &'a self,
        ceases: &'a Cue,
        tokens: &'a [Token],
    ) -> impl Iterator<Item = &'a Cue> {
        let sentence = tokens[ceases.start as usize].sentence;
        self.near(ceases.range()).iter().filter(move |cue| {
            cue.kind == CueKind::Returns
                && cue.start >= ceases.end
                && tokens[cue.start as usize].sentence == sentence
        })
    }

    /// Whether a word of return stands right beside a span: "5000 again", "keeps 5000".
    pub(super) fn recurs_beside(&self, span: (u32, u32), tokens: &[Token]) -> bool {
        let near = self.recurrences.starting_in(span.0.saturating_sub(WINDOW), span.1 + 1);
        near.iter().any(|word| {
            (word.1 == span.0 || word.0 == span.1)
                && tokens[word.0 as usize].clause == tokens[span.0 as usize].clause
        })
    }

    /// Where, from one token on and before another, the trouble is said to go on.
    pub(super) fn persisting_in(&self, from: u32, to: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.persists.starting_in(from, to).iter().copied()
    }

    /// Whether a contrast begins between two token positions.
    pub(super) fn turns_between(&self, from: u32, to: u32) -> bool {
        !self.contrasts.starting_in(from, to).is_empty()
    }

    /// Whether a contrast after the evidence leads straight into a cue.
    pub(super) fn turns_into(&self, cue: &Cue, span: (u32, u32), tokens: &[Token]) -> bool {
        let from = span.1.max(cue.start.saturating_sub(WINDOW));
        self.contrasts
            .starting_in(from, cue.start)
            .iter()
            .any(|contrast| contrast.1 <= cue.start && gap(contrast.1, cue.start, tokens) <= 3.0)
    }

    /// Whether a contrast stands between a cue and the evidence.
    pub(super) fn contrast_between(&self, cue: &Cue, span: (u32, u32)) -> bool {
        self.contrasts.any_within(cue.end, span.0) || self.contrasts.any_within(span.1, cue.start)
    }
}

/// The cues that stay, in the order of the text.
fn settled(mut all: Vec<Cue>, tokens: &[Token]) -> Vec<Cue> {
    all.retain(|cue| {
        let within = matches!(cue.kind, CueKind::Pseudo | CueKind::DeniesNext | CueKind::DeniesBeside);
        let alone = cue.kind != CueKind::DeniesAlone || cue.head.is_some() || cue.ends_clause(tokens);
        alone && (!within || cue.in_one_clause(tokens))
    });
    let beside: Vec<Cue> = all.extract_if(.., |cue| cue.is_apart()).collect();
    let mut list = contest(&all, tokens.len());
    let pseudos = Spans::new(all.iter().filter(|cue| cue.kind == CueKind::Pseudo).map(Cue::range).collect());
    list.retain(|cue| cue.kind != CueKind::Pseudo);
    list.extend(beside);
    list.retain(|cue| {
        let contested = cue.is_apart() || cue.gap;
        !contested || !pseudos.touching(cue.start, cue.end).any(|pseudo| cue.is_void_by(pseudo))
    });
    settle_times(&mut list);
    list.sort_by_key(|cue| (cue.start, cue.end, cue.kind));
    list
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
    let of = |kind: CueKind| Spans::new(list.iter().filter(|cue| cue.kind == kind).map(Cue::range).collect());
    let (was, now) = (of(CueKind::Was), of(CueKind::Now));
    let beaten = |cue: &Cue, rivals: &Spans, tie: u32| {
        let mut shares = rivals.touching(cue.start, cue.end);
        shares.any(|rival| rival.1 - rival.0 + tie > cue.end - cue.start)
    };
    list.retain(|cue| match cue.kind {
        CueKind::Was => !beaten(cue, &now, 0),
        CueKind::Now => !beaten(cue, &was, 1),
        _ => true,
    });
}

/// Leaves out words of success that are another's or that a word of doubt before them voids; their clauses.
fn leave_certain(list: &mut Vec<Cue>, speech: &Speech, tokens: &[Token]) -> Vec<u32> {
    let voids = |cue: &Cue| matches!(cue.kind, CueKind::Bystander | CueKind::Doubts);
    let doubts: Vec<Cue> = list.iter().copied().filter(voids).collect();
    let mut doubted: Vec<u32> = Vec::new();
    list.retain(|cue| {
        let from = doubts.partition_point(|doubt| doubt.start + WINDOW < cue.start);
        let to = doubts.partition_point(|doubt| doubt.start < cue.start);
        let uncertain = doubts[from..to].iter().any(|doubt| cue.is_void_behind(doubt, speech, tokens));
        if uncertain {
            doubted.push(tokens[cue.start as usize].clause);
        }
        !uncertain
    });
    doubted
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
