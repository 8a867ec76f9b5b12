//! The words of a ticket as they stand around the evidence of a symptom.
//!
//! In: a part, and token ranges of evidence in it. Out: single words, neighbouring words, three Han characters in a row, and
//! beginnings and ends of longer words, each with its place seen from the evidence. The words of the evidence itself are left out: what is
//! said around a symptom is to be known whatever the symptom is.

use super::super::mail::Zone;
use super::super::reading::Evidence;
use super::super::token::{Kind, Token};
use super::super::view::View;

/// So many characters of a word say much of what it is a form of ("conf" of "confirmation").
const HEAD: usize = 4;
/// So many say which form it is ("ing").
const TAIL: usize = 3;
/// Shorter words have neither.
const LONG: usize = 5;
/// Most words in a row.
pub(super) const MOST: usize = 3;
/// Parts of more tokens are logs rather than stories, and left to the cues.
const LONGEST: usize = 1 << 12;
/// Stands for the evidence beside a word.
const EVIDENCE: &str = "_";
/// Stands for any number.
const NUMBER: &str = "0";

/// Words in a row, or a piece of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Gram<'a> {
    /// Empty behind the last.
    pub(super) words: [&'a str; MOST],
    pub(super) piece: Piece,
}

/// Which piece of a word a gram is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    Whole,
    Head,
    Tail,
}

/// Where words stand, seen from evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Place {
    /// In its clause, before or behind it.
    ClauseBefore,
    ClauseBehind,
    /// In another clause of its sentence.
    SentenceBefore,
    SentenceBehind,
    /// Between its words.
    Inside,
    /// In the sentence before or the next one.
    LastSentence,
    NextSentence,
    /// Before or behind these.
    Earlier,
    Later,
}

/// All places, as they are numbered, with their names.
pub(super) const PLACES: [(Place, &str); 9] = [
    (Place::ClauseBefore, "clause-before"),
    (Place::ClauseBehind, "clause-behind"),
    (Place::SentenceBefore, "sentence-before"),
    (Place::SentenceBehind, "sentence-behind"),
    (Place::Inside, "inside"),
    (Place::LastSentence, "last-sentence"),
    (Place::NextSentence, "next-sentence"),
    (Place::Earlier, "earlier"),
    (Place::Later, "later"),
];

/// Evidence of one symptom in one part.
pub(super) struct Shown<'a> {
    view: &'a View,
    /// By token, whether some evidence holds it.
    held: Vec<bool>,
    /// From the first token of the best evidence to behind its last.
    span: (u32, u32),
    /// The clauses of its tokens, in order.
    clauses: Vec<u32>,
}

impl<'a> Shown<'a> {
    /// Of token ranges, those of the best evidence and of all; none where there are none.
    pub(super) fn new(
        view: &'a View,
        best: &[(u32, u32)],
        all: impl Iterator<Item = (u32, u32)>,
    ) -> Option<Self> {
        let span = (best.first()?.0, best.last()?.1);
        let tokens = Some(&view.cut.tokens).filter(|tokens| tokens.len() <= LONGEST)?;
        let mut held = vec![false; tokens.len()];
        for (start, end) in all {
            held.get_mut(start as usize..end as usize)?.fill(true);
        }
        let mut clauses: Vec<u32> = best
            .iter()
            .flat_map(|(start, end)| &tokens[*start as usize..*end as usize])
            .map(|token| token.clause)
            .collect();
        clauses.dedup();
        Some(Self { view, held, span, clauses })
    }

    /// Whether no evidence holds any of some tokens.
    pub(super) fn is_outside(&self, (start, end): (u32, u32)) -> bool {
        self.held[start as usize..end as usize].iter().all(|held| !held)
    }

    /// The bytes of tokens in the part.
    pub(super) fn original(&self, tokens: (u32, u32)) -> (usize, usize) {
        self.view.original(tokens)
    }

    /// Whether the cue that decided on the evidence stands in a clause of it, or is all of the next sentence.
    pub(super) fn is_decided_beside(&self, best: &Evidence) -> bool {
        let tokens = &self.view.cut.tokens;
        let Some((start, end)) = best.cue.and_then(|cue| self.view.tokens_at(cue)) else { return false };
        let in_clause = |token: &Token| self.clauses.contains(&token.clause);
        let sentence = |at: u32| tokens.get(at as usize).map(|token| token.sentence);
        let own = sentence(start);
        let alone = start.checked_sub(1).is_none_or(|before| sentence(before) != own) && sentence(end) != own;
        let next = sentence(self.span.1 - 1).map(|last| last + 1) == own;
        tokens[start as usize..end as usize].iter().any(in_clause) || alone && next
    }

    /// Each gram of the newest message with its place and its tokens.
    ///
    /// Cost: a few calls a token.
    pub(super) fn each(&self, mut with: impl FnMut(Gram<'a>, Place, (u32, u32))) {
        let tokens = &self.view.cut.tokens;
        let own = |token: &Token| token.zone == Zone::Newest;
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| own(token)) {
            let (place, end) = (self.place(at, token), at as u32 + 1);
            let rows = if token.kind == Kind::Han { MOST } else { MOST - 1 };
            for row in 1..=rows.min(at + 1) {
                let first = at + 1 - row;
                let (begin, held) = (tokens[first], &self.held[first..=at]);
                if !own(&begin) || begin.sentence != token.sentence {
                    break;
                }
                if !held.iter().all(|held| *held) {
                    let mut words = [""; MOST];
                    for (word, at) in words.iter_mut().zip(first..=at) {
                        *word = self.word(at);
                    }
                    with(Gram { words, piece: Piece::Whole }, place, (first as u32, end));
                }
            }
            if token.kind == Kind::Word && !self.held[at] {
                for (piece, word) in pieces(self.word(at)) {
                    with(Gram { words: [word, "", ""], piece }, place, (at as u32, end));
                }
            }
        }
    }

    /// A word as it counts.
    fn word(&self, at: usize) -> &'a str {
        let (view, token) = (self.view, self.view.cut.tokens[at]);
        match token.kind {
            _ if self.held[at] => EVIDENCE,
            Kind::Number => NUMBER,
            _ => &view.cut.normal.text[token.start as usize..token.end as usize],
        }
    }

    fn place(&self, at: usize, token: &Token) -> Place {
        let sentence = |at: u32| self.view.cut.tokens[at as usize].sentence;
        let (first, last) = (sentence(self.span.0), sentence(self.span.1 - 1));
        let (before, behind) = ((at as u32) < self.span.0, at as u32 >= self.span.1);
        let in_clause = self.clauses.contains(&token.clause);
        match token.sentence {
            own if own + 1 == first => Place::LastSentence,
            own if own < first => Place::Earlier,
            own if own == last + 1 => Place::NextSentence,
            own if own > last => Place::Later,
            _ if before && in_clause => Place::ClauseBefore,
            _ if before => Place::SentenceBefore,
            _ if behind && in_clause => Place::ClauseBehind,
            _ if behind => Place::SentenceBehind,
            _ => Place::Inside,
        }
    }
}

/// The beginning and the end of a long word.
fn pieces(word: &str) -> impl Iterator<Item = (Piece, &str)> {
    let count = word.chars().count();
    let at = |chars: usize| word.char_indices().nth(chars).map(|(at, _)| at);
    let cuts = (count >= LONG).then(|| at(HEAD).zip(at(count - TAIL))).flatten();
    cuts.into_iter()
        .flat_map(move |(head, tail)| [(Piece::Head, &word[..head]), (Piece::Tail, &word[tail..])])
}

impl std::fmt::Display for Gram<'_> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [first, rest @ ..] = self.words;
        match self.piece {
            Piece::Head => return write!(to, "{first}-"),
            Piece::Tail => return write!(to, "-{first}"),
            Piece::Whole => to.write_str(first)?,
        }
        rest.iter().filter(|word| !word.is_empty()).try_for_each(|word| write!(to, " {word}"))
    }
}
