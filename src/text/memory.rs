//! What was found for written words, remembered from one text to the next.
//!
//! What a word may stand for depends on the word and the lexicon alone, and people use few words: after some texts
//! nearly every word is known. A memory belongs to one index and is no part of any result: with or without it, full
//! or empty, the same comes out.

use super::lexicon::{Edge, Known, Lexicon};
use super::sieve::Possible;
use super::token::Kind;
use rustc_hash::FxHashMap;

/// Words remembered at most, when a text begins.
const MOST: usize = 1 << 15;
/// Longer words are not worth remembering.
const LONGEST: usize = 64;

/// Words looked up before.
#[derive(Debug, Default)]
pub struct Memory {
    words: FxHashMap<Box<str>, Known>,
    edges: Vec<Edge>,
    pub(super) possible: Possible,
}

impl Memory {
    /// Makes room before a text is read. What was given out before is void then.
    pub(super) fn make_room(&mut self) {
        if self.words.len() > MOST || self.edges.len() > 16 * MOST {
            *self = Self::default();
        }
    }

    /// What the lexicon says of a written word.
    pub(super) fn word(&mut self, lexicon: &Lexicon, word: &str, kind: Kind) -> Known {
        if let Some(known) = self.words.get(word) {
            return *known;
        }
        let known = lexicon.look_up(word, kind == Kind::Word, &mut self.edges);
        // Numbers are rarely seen twice, and need no search.
        if kind != Kind::Number && word.len() <= LONGEST {
            self.words.insert(word.into(), known);
        }
        known
    }

    /// The readings of a word: the exact ones, and the others.
    pub(super) fn readings(&self, known: &Known) -> (&[Edge], &[Edge]) {
        let (start, exact, end) = (known.start as usize, known.exact as usize, known.end as usize);
        (&self.edges[start..exact], &self.edges[exact..end])
    }
}
