//! What a written word may be read as beside itself: an inflected form, a look-alike, a slip of typing.
//!
//! In: a word and the tables of the lexicon. Out: edges, each sequence once. Decides nothing by the words around.

use super::super::inflection;
use super::super::slip;
use super::{Edge, INFLECTED, LENGTHS, Lexicon, SLIP, TWO_SLIPS, WordId};

/// The readings of one word while they are gathered.
pub(super) struct Found<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) edges: &'a mut Vec<Edge>,
    /// Where the word's edges begin.
    pub(super) start: usize,
    /// Packs that know the word itself.
    pub(super) blocked: u64,
    /// A key in the making.
    pub(super) key: &'a mut String,
}

impl Found<'_> {
    /// Adds a reading, unless the same words are a better one already.
    fn push(&mut self, slip: u8, sequence: u32, blocked: u64) {
        if !self.edges[self.start..].iter().any(|known| known.sequence == sequence) {
            self.edges.push(Edge { tokens: 1, slip, sequence, blocked });
        }
    }

    /// Adds a slip, where a pack has the word that does not know what is written.
    fn push_slip(&mut self, slip: u8, word: WordId) {
        let packs = self.lexicon.record(word).map_or(0, |word| word.packs);
        if packs & !self.blocked != 0 {
            self.push(slip, word, self.blocked);
        }
    }

    pub(super) fn inflections(&mut self, word: &str) {
        let lexicon = self.lexicon;
        let mut key = std::mem::take(self.key);
        inflection::keys(word, &mut key, &mut |key| {
            if let Some(hash) = lexicon.known(key) {
                lexicon.inflections.all(hash).for_each(|id| self.push(INFLECTED, id as u32, 0));
            }
        });
        *self.key = key;
    }

    pub(super) fn look_alike(&mut self, word: &str) {
        slip::look_alike_key(word, self.key);
        let lexicon = self.lexicon;
        if let Some(id) = lexicon.known(self.key).and_then(|hash| lexicon.look_alikes.first(hash)) {
            self.push_slip(SLIP, id as WordId);
        }
    }

    pub(super) fn typing_slips(&mut self, word: &str) {
        let length = word.len();
        let letters_here = letters(word);
        let bytes = word.as_bytes();
        if bytes.iter().any(u8::is_ascii_digit) {
            return;
        }
        let lexicon = self.lexicon;
        let shortest = length.saturating_sub(2).max(4);
        for near in shortest..=(length + 2).min(LENGTHS - 1) {
            let limit = slip::allowed(near);
            if near.abs_diff(length) > limit {
                continue;
            }
            let Some(shelf) = shelf_of(bytes[0], near) else { continue };
            // An edit brings one letter at most and takes one at most; one that makes a word longer takes none.
            let taken = limit - near.saturating_sub(length);
            let brought = limit - length.saturating_sub(near);
            lexicon.on_shelf(shelf, Near::new(letters_here, taken, brought), |id| {
                let known = lexicon.text(id).as_bytes();
                let distance = slip::distance(bytes, known, limit).filter(|distance| *distance > 0);
                if let Some(distance) = distance.filter(|_| near > 4 || slip::close_short(bytes, known)) {
                    self.push_slip(if distance == 1 { SLIP } else { TWO_SLIPS }, id);
                }
            });
        }
    }
}

/// The letters of a word, and how many of them a near word may lack, and may have beside them: two at most.
#[derive(Clone, Copy)]
pub(super) struct Near {
    letters: u32,
    taken: [u32; 2],
    brought: [u32; 2],
}

impl Near {
    fn new(letters: u32, taken: usize, brought: usize) -> Self {
        let kept = |count: usize| [0, 1].map(|step| if step < count { 0 } else { u32::MAX });
        Self { letters, taken: kept(taken), brought: kept(brought) }
    }

    /// The letters in which another word differs beyond that. Without a branch, so that many words are looked at in one step.
    #[inline]
    pub(super) fn beyond(self, letters: u32) -> u32 {
        let without = |letters: u32, kept: u32| letters & (letters.wrapping_sub(1) | kept);
        let without_some = |letters: u32, kept: [u32; 2]| without(without(letters, kept[0]), kept[1]);
        without_some(self.letters & !letters, self.taken)
            | without_some(letters & !self.letters, self.brought)
    }
}

/// Which letters a word has, as bits.
pub(super) fn letters(word: &str) -> u32 {
    word.bytes().filter(u8::is_ascii_lowercase).fold(0, |bits, byte| bits | 1 << (byte - b'a'))
}

pub(super) fn shelf(word: &str) -> Option<usize> {
    word.is_ascii().then(|| shelf_of(*word.as_bytes().first()?, word.len()))?
}

fn shelf_of(first: u8, length: usize) -> Option<usize> {
    (first.is_ascii_lowercase() && length < LENGTHS).then(|| (first - b'a') as usize * LENGTHS + length)
}
