//! A cue as it stands in a text: what carries it, what makes it one, where in its clause and sentence it is.
//!
//! In: an occurrence of a cue's form. Out: what `status` and `turn` ask of it. Decides nothing itself.

use super::cues::gap;
use super::forms::Occurrence;
use super::speech::Speech;
use super::token::{self, Token};
use super::words::Outline;
use crate::book::CueKind;

/// How far a word of doubt reaches, in words.
const DOUBT: f32 = 5.0;
/// How far the subject of a clause reaches, and a person named within one, in words.
const SUBJECT: f32 = 12.0;
const BESIDE: f32 = 4.0;

/// A cue in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue {
    pub(super) kind: CueKind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Whether an auxiliary verb carries it: "do not", "cannot".
    pub(super) auxiliary: bool,
    /// The word that makes it a cue, where it has one: the "without" of "without trouble", the "问题" of "问题没了".
    pub(super) head: Option<u32>,
    /// Whether it names the trouble itself: "the error is gone".
    pub(super) of_trouble: bool,
    /// Whether words that it leaves open stand in it.
    pub(super) gap: bool,
    /// Whether it is asked and not said: "solved?"
    pub(super) asks: bool,
}

/// Words that deny by themselves.
const NEGATORS: &[&str] = &[
    "no", "not", "isnt", "arent", "wasnt", "werent", "havent", "hasnt", "hadnt", "stopped", "without",
    "never", "none", "nothing", "free", "tidak", "tanpa", "bukan", "belum", "bebas", "gak", "ga", "nggak",
    "ngga", "enggak", "gk", "tdk", "tak", "kagak", "ndak", "blm", "bkn", "没", "不", "无", "未", "非",
];
/// Words for what is wrong; with one of them it is the trouble that is gone.
const TROUBLES: &[&str] = &[
    "problem",
    "issue",
    "error",
    "message",
    "warning",
    "complaint",
    "masalah",
    "masalahnya",
    "kendala",
    "pesan",
    "pesannya",
    "errornya",
    "notifikasi",
    "问",
    "错",
    "误",
];
/// What makes a question of what it follows, and what may stand before it.
const ASKS: &[char] = &['?', '吗', '么', '嘛'];
const TAGS: &[&str] = &["right", "对吧", "是吧", "吧", "ya kan", "kan", "ya"];
/// Verbs that carry a "not" of their own sentence, which denies the verb and not what follows it.
const AUXILIARIES: &[&str] = &[
    "do", "does", "did", "can", "could", "will", "would", "should", "may", "might", "must", "dont", "doesnt",
    "didnt", "cant", "couldnt", "wont", "wouldnt", "shouldnt", "cannot",
];

/// All words that the words of a cue are looked up in.
static TELLING: Outline = Outline::of(&[NEGATORS, TROUBLES, AUXILIARIES]);

impl Cue {
    /// A cue as it was found.
    pub(super) fn new(kind: CueKind, found: &Occurrence, text: &str, tokens: &[Token]) -> Self {
        let mut buffer = String::new();
        let mut is_one_of = |at: u32, words: &[&str]| {
            let Some(token) = tokens.get(at as usize) else { return false };
            let word = token::word(text, token, &mut buffer);
            TELLING.may_hold(word) && words.contains(&word)
        };
        let carried = found.start > 0 && is_one_of(found.start - 1, AUXILIARIES);
        // "No error 5000", but "no rewards".
        let bare =
            kind == CueKind::DeniesBeside && found.end == found.start + 1 && is_one_of(found.start, &["no"]);
        let auxiliary = carried || bare || is_one_of(found.start, AUXILIARIES);
        let negator = (found.start..found.end).find(|at| is_one_of(*at, NEGATORS));
        let trouble = (found.start..found.end).find(|at| is_one_of(*at, TROUBLES));
        let head = match kind {
            // "If a partner": the condition counts although the partner is part of what is supposed.
            CueKind::Hypothetical
            | CueKind::OtherPerson
            | CueKind::Purpose
            | CueKind::Supposes
            | CueKind::Asks => Some(found.start),
            CueKind::DeniesPrevious | CueKind::Ceases | CueKind::Resolved => trouble.or(negator),
            _ => negator,
        };
        let behind = tokens.get(found.end as usize - 1).map_or("", |last| &text[last.end as usize..]);
        let behind = behind.trim_start_matches([' ', ',', '，']);
        let tagged = TAGS.iter().find_map(|tag| behind.strip_prefix(tag)).unwrap_or(behind);
        let asks = tagged.trim_start().starts_with(ASKS);
        Self {
            kind,
            start: found.start,
            end: found.end,
            auxiliary,
            head,
            of_trouble: trouble.is_some(),
            gap: found.gap > 0,
            asks,
        }
    }

    /// Whether it begins before evidence and ends in it: the "never had an error" before "error 5000".
    pub(super) fn leads_into(&self, span: (u32, u32)) -> bool {
        self.start < span.0 && self.end <= span.1 && self.head.is_some_and(|head| head < span.0)
    }

    /// Whether it stays out of the contest for words: what it says goes beside what a longer cue there says.
    pub(super) fn is_apart(&self) -> bool {
        use CueKind::{Asks, Bystander, Ceases, DeniesShown, Doubts, Now, Returns, Withdraws};
        matches!(self.kind, Asks | Bystander | Ceases | DeniesShown | Doubts | Now | Returns | Withdraws)
    }

    /// Its tokens.
    pub(super) fn range(&self) -> (u32, u32) {
        (self.start, self.end)
    }

    /// Whether a word group that is no cue, and shares words with it, voids it: one at least as long, or one within
    /// the words that it leaves open.
    pub(super) fn is_void_by(&self, pseudo: (u32, u32)) -> bool {
        let longer = pseudo.1 - pseudo.0 >= self.end - self.start;
        let within = self.gap && self.start < pseudo.0 && pseudo.1 <= self.end;
        self.kind != CueKind::DeniesShown && (longer || within)
    }

    /// Whether it says, or asks, that something is over or well.
    pub(super) fn ends_trouble(&self) -> bool {
        use CueKind::{Asks, Ceases, Fine, Resolved, Returns};
        matches!(self.kind, Asks | Ceases | Fine | Resolved | Returns)
    }

    /// Whether no clause ends in it: "no, error" denies nothing.
    pub(super) fn in_one_clause(&self, tokens: &[Token]) -> bool {
        tokens[self.start as usize].clause == tokens[self.end as usize - 1].clause
    }

    /// Whether it says that all is well, and another cue before it in its clause says that this is not so, or not with
    /// the sender: "we thought it was fixed", "once it is gone", "a colleague's works fine".
    pub(super) fn is_void_behind(&self, other: &Self, speech: &Speech, tokens: &[Token]) -> bool {
        use CueKind::{Appears, Ceases, DeniesAlone, DeniesPrevious, Fine, Resolved, Returns};
        matches!(self.kind, Appears | Ceases | DeniesAlone | DeniesPrevious | Fine | Resolved | Returns)
            && other.end <= self.start
            && tokens[other.start as usize].clause == tokens[self.start as usize].clause
            && match other.kind {
                CueKind::Doubts => gap(other.end, self.start, tokens) <= DOUBT,
                CueKind::Bystander => self.is_of_bystander(other, speech, tokens),
                _ => false,
            }
    }

    /// Whether it is said of somebody who stands before it in its clause. One who opens the clause is its subject,
    /// unless the sender becomes that: "my colleague reset it and I can see it".
    fn is_of_bystander(&self, who: &Self, speech: &Speech, tokens: &[Token]) -> bool {
        let apart = gap(who.end, self.start, tokens);
        if who.opens_clause(tokens) {
            apart <= SUBJECT && !speech.is_subject_between(who.end, self.start)
        } else {
            apart <= BESIDE && !speech.first_person_between(who.end, self.start)
        }
    }

    /// Whether nothing follows it in its clause.
    pub(super) fn ends_clause(&self, tokens: &[Token]) -> bool {
        let clause = tokens[self.start as usize].clause;
        tokens.get(self.end as usize).is_none_or(|next| next.clause != clause)
    }

    /// Whether no word follows it in its clause, a Han character at most: "no change", but not "no change wanted".
    pub(super) fn nearly_ends_clause(&self, tokens: &[Token]) -> bool {
        let clause = tokens[self.end as usize - 1].clause;
        let behind = tokens[self.end as usize..].iter().take(2).take_while(|token| token.clause == clause);
        behind.map(Token::width).sum::<f32>() < 1.0
    }

    /// Whether nothing precedes it in its clause.
    pub(super) fn begins_clause(&self, tokens: &[Token]) -> bool {
        let clause = tokens[self.start as usize].clause;
        self.start == 0 || tokens[self.start as usize - 1].clause != clause
    }

    /// Whether it begins its sentence, so that what follows explains it: "works now, the list is back".
    pub(super) fn opens_sentence(&self, tokens: &[Token]) -> bool {
        let sentence = tokens[self.start as usize].sentence;
        let before =
            tokens[..self.start as usize].iter().rev().take(6).take_while(|token| token.sentence == sentence);
        before.map(Token::width).sum::<f32>() <= 2.0
    }

    /// Whether it begins its clause, so that it has no subject of its own: "the button was grey, now it is gone"
    /// but not "the button is grey, that old 403 is gone".
    pub(super) fn opens_clause(&self, tokens: &[Token]) -> bool {
        let clause = tokens[self.start as usize].clause;
        let before =
            tokens[..self.start as usize].iter().rev().take(8).take_while(|token| token.clause == clause);
        before.map(Token::width).sum::<f32>() <= 2.0
    }
}

/// Whether two cues may share words: "我们没碰到" denies what precedes, and its "没碰到" what follows.
pub(super) fn go_together(one: CueKind, other: CueKind) -> bool {
    use CueKind::{Ceases, DeniesAlone, DeniesNext, DeniesPrevious};
    one == other
        || matches!(
            (one, other),
            (DeniesNext, DeniesPrevious | DeniesAlone | Ceases)
                | (DeniesPrevious | DeniesAlone | Ceases, DeniesNext)
        )
}
