//! Words that were torn apart: "contin ue".
//!
//! In: two written words. Out: the known word that they make together. Which words may be halves of one is known
//! beforehand, so that most pairs are never put together.

use super::super::table::{Bits, hash};
use super::super::vocabulary::Word;
use super::{Lexicon, WordId};

/// Two words may be one that was torn apart where they have so many bytes together.
const SHORTEST_TORN: usize = 6;

impl Lexicon {
    /// Whether a word that was torn apart may begin with a written word, or end with it. No is certain.
    pub(in crate::text) fn may_begin(&self, word: &str) -> bool {
        self.heads.has(half(word))
    }

    /// The same of its end.
    pub(in crate::text) fn may_end(&self, word: &str) -> bool {
        self.tails.has(half(word))
    }

    /// The word that two written words make together, where slips may stand for it: one that was torn apart. `buffer` is
    /// scratch space.
    pub(in crate::text) fn torn(&self, one: &str, other: &str, buffer: &mut String) -> Option<WordId> {
        buffer.clear();
        buffer.push_str(one);
        buffer.push_str(other);
        if buffer.len() < SHORTEST_TORN {
            return None;
        }
        self.get(buffer).filter(|id| self.record(*id).is_some_and(|word| word.slips))
    }
}

/// Bits of the beginnings of words, and of their ends.
const HALVES: usize = 1 << 19;

fn half(text: &str) -> usize {
    (hash(text) >> 20) as usize % HALVES
}

/// A bit for each beginning, and for each end, of the words that may be torn apart.
pub(super) fn halves(words: &[Word]) -> (Bits, Bits) {
    let torn = || words.iter().filter(|word| word.slips && word.text.len() >= SHORTEST_TORN);
    let cuts = || {
        torn().flat_map(|word| {
            let places = word.text.char_indices().map(|(at, _)| at).skip(1);
            places.map(|at| word.text.split_at(at))
        })
    };
    (
        Bits::new(HALVES, cuts().map(|(head, _)| half(head))),
        Bits::new(HALVES, cuts().map(|(_, tail)| half(tail))),
    )
}
