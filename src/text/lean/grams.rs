//! The words of a ticket as they stand around the evidence of a symptom.
//!
//! In: a part, and token ranges of evidence in it. Out: single words, neighbouring words, three Han characters in a row, and
//! beginnings and ends of longer words, each with its place seen from the evidence. The words of the evidence itself are left out: what is
//! said around a symptom is to be known whatever the symptom is.

use super::super::mail::Zone;
use super::super::reading::Evidence;
use super::super::table::hash;
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
pub(super) const EVIDENCE: &str = "_";
/// Stands for any number.
pub(super) const NUMBER: &str = "0";

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Place {
    /// In its clause, before it.
    ClauseBefore,
    /// In its clause, behind it.
    ClauseBehind,
    /// In another clause of its sentence, before it.
    SentenceBefore,
    /// In another clause of its sentence, behind it.
    SentenceBehind,
    /// Between its words.
    Inside,
    /// In the sentence before.
    LastSentence,
    /// In the next sentence.
    NextSentence,
    /// Before the last sentence.
    Earlier,
    /// Behind the next one.
    Later,
}

/// The names of all places, in their order.
pub(super) const PLACES: [&str; 9] = [
    "clause-before",
    "clause-behind",
    "sentence-before",
    "sentence-behind",
    "inside",
    "last-sentence",
    "next-sentence",
    "earlier",
    "later",
];

/// Evidence of one symptom in one part.
pub(super) struct Shown<'a> {
    pub(super) view: &'a View,
    /// By token, whether some evidence holds it.
    held: Vec<bool>,
    /// From the first token of the best evidence to behind its last.
    span: (u32, u32),
    /// The sentences of these two, and the clauses of its tokens, in order.
    sentences: (u32, u32),
    clauses: Vec<u32>,
}

impl<'a> Shown<'a> {
    /// Of token ranges, those of the best evidence and of all; none where there are none, and none of parts that are logs
    /// rather than stories.
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
        let own = best.iter().flat_map(|(start, end)| &tokens[*start as usize..*end as usize]);
        let mut clauses: Vec<u32> = own.map(|token| token.clause).collect();
        clauses.dedup();
        let sentence = |at: u32| tokens[at as usize].sentence;
        let sentences = (sentence(span.0), sentence(span.1 - 1));
        Some(Self { view, held, span, sentences, clauses })
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
        let Some((start, end)) = best.cue.and_then(|cue| self.view.tokens_at(cue)) else {
            return false;
        };
        let in_clause = |token: &Token| self.clauses.contains(&token.clause);
        let sentence = |at: u32| tokens.get(at as usize).map(|token| token.sentence);
        let own = sentence(start);
        let alone = start.checked_sub(1).is_none_or(|before| sentence(before) != own) && sentence(end) != own;
        let next = own == Some(self.sentences.1 + 1);
        tokens[start as usize..end as usize].iter().any(in_clause) || alone && next
    }

    /// Whether evidence holds a token.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.held[at]
    }

    /// Each word of the newest message.
    ///
    /// Cost: linear in the part.
    #[inline]
    pub(super) fn each(&self, mut with: impl FnMut(usize, Place)) {
        let tokens = &self.view.cut.tokens;
        let own = |token: &Token| token.zone == Zone::Newest;
        let mut known: Option<((u32, bool, bool), Place)> = None;
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| own(token)) {
            // The words of a clause on one side of the evidence stand at one place.
            let key = (token.clause, (at as u32) < self.span.0, at as u32 >= self.span.1);
            let place = known.filter(|known| known.0 == key).map(|known| known.1);
            let place = place.unwrap_or_else(|| self.place(at, token));
            known = Some((key, place));
            with(at, place);
        }
    }

    /// Where the longest row begins that ends with a word of the newest message.
    pub(super) fn row(&self, at: usize) -> usize {
        let tokens = &self.view.cut.tokens;
        let length = if tokens[at].kind == Kind::Han { MOST } else { MOST - 1 };
        let joined = |token: &Token| token.zone == Zone::Newest && token.sentence == tokens[at].sentence;
        let before = tokens[..at].iter().rev().take(length - 1).take_while(|token| joined(token));
        at - before.count()
    }

    /// The grams that end with a word of the newest message, each with its tokens. What evidence holds whole is none.
    pub(super) fn grams(&self, at: usize) -> impl Iterator<Item = (Gram<'a>, (u32, u32))> {
        let first = self.row(at);
        let held = |at: usize| self.held[at];
        let word = move |at: usize| if held(at) { EVIDENCE } else { word(self.view, at) };
        let rows = (first..=at).rev().filter(move |first| !(*first..=at).all(held)).map(move |first| {
            let mut words = [""; MOST];
            words.iter_mut().zip(first..=at).for_each(|(own, at)| *own = word(at));
            (Gram { words, piece: Piece::Whole }, first)
        });
        let cut = if held(at) { None } else { pieces_of(self.view, at) };
        let cut = [Piece::Head, Piece::Tail].into_iter().zip(cut.into_iter().flatten());
        let cut = cut.map(move |(piece, word)| (Gram { words: [word, "", ""], piece }, at));
        rows.chain(cut).map(move |(gram, first)| (gram, (first as u32, at as u32 + 1)))
    }

    fn place(&self, at: usize, token: &Token) -> Place {
        let (first, last) = self.sentences;
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

/// A word of a part as it counts.
pub(super) fn word(view: &View, at: usize) -> &str {
    let token = &view.cut.tokens[at];
    match token.kind {
        Kind::Number => NUMBER,
        _ => &view.cut.normal.text[token.start as usize..token.end as usize],
    }
}

/// The beginning and the end of a word of a part, where it is long.
fn pieces_of(view: &View, at: usize) -> Option<[&str; 2]> {
    if view.cut.tokens[at].kind == Kind::Word { pieces(word(view, at)) } else { None }
}

impl Gram<'_> {
    /// The same for equal grams, and hardly ever for others.
    pub(super) fn key(&self) -> u64 {
        let words = self.words.iter().take_while(|word| !word.is_empty());
        key(self.piece, words.map(|word| hash(word)))
    }
}

/// The key of a gram of words with these hashes.
#[inline]
pub(super) fn key(piece: Piece, hashes: impl Iterator<Item = u64>) -> u64 {
    hashes.fold(piece as u64, |key, hash| key.rotate_left(21) ^ hash)
}

/// The beginning and the end of a long word.
pub(super) fn pieces(word: &str) -> Option<[&str; 2]> {
    let at = |chars: usize| word.char_indices().nth(chars).map(|(at, _)| at);
    let (head, tail) = if word.is_ascii() {
        (word.len() >= LONG).then(|| (HEAD, word.len() - TAIL))?
    } else {
        let count = word.chars().count();
        (count >= LONG).then(|| at(HEAD).zip(at(count - TAIL)))??
    };
    Some([word.get(..head)?, word.get(tail..)?])
}

impl std::fmt::Display for Gram<'_> {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [first, rest @ ..] = self.words;
        match self.piece {
            Piece::Head => return write!(to, "{}-", first),
            Piece::Tail => return write!(to, "-{}", first),
            Piece::Whole => to.write_str(first)?,
        }
        let rest = rest.iter().filter(|word| !word.is_empty());
        rest.into_iter().try_for_each(|word| write!(to, " {}", word))
    }
}
