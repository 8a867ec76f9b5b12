//! What a written word may be read as beside itself: an inflected form, a look-alike, a slip of typing.
//!
//! In: a word and the tables of the lexicon. Out: edges, each sequence once. Decides nothing by the words around.

use super::super::inflection;
use super::super::slip;
use super::{AT_ONCE, Edge, INFLECTED, LENGTHS, Lexicon, SHELVED, SLIP, TWO_SLIPS, WordId};

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
            let is_near = way(taken, brought);
            lexicon.on_shelf(
                shelf,
                |words| is_near(letters_here, words),
                |id| {
                    let known = lexicon.text(id).as_bytes();
                    let distance = slip::distance(bytes, known, limit).filter(|distance| *distance > 0);
                    if let Some(distance) = distance.filter(|_| near > 4 || slip::close_short(bytes, known)) {
                        self.push_slip(if distance == 1 { SLIP } else { TWO_SLIPS }, id);
                    }
                },
            );
        }
    }
}

/// Tells which words of a shelf that stand together have letters that do not keep them from being near a word of other letters,
/// as bits.
type Way = fn(u32, &[u8; SHELVED]) -> u32;

/// How to tell it where so many letters of the word may be missing, and so many others may be there: two at most. Each number has
/// its own way without a branch, so that many words are looked at in one step.
fn way(taken: usize, brought: usize) -> Way {
    const WAYS: [[Way; 3]; 3] = [
        [within::<0, 0>, within::<0, 1>, within::<0, 2>],
        [within::<1, 0>, within::<1, 1>, within::<1, 2>],
        [within::<2, 0>, within::<2, 1>, within::<2, 2>],
    ];
    WAYS[taken.min(2)][brought.min(2)]
}

#[inline(never)]
fn within<const TAKEN: usize, const BROUGHT: usize>(own: u32, words: &[u8; SHELVED]) -> u32 {
    let mut beyond = [0_u32; AT_ONCE];
    for (beyond, letters) in beyond.iter_mut().zip(words.as_chunks().0) {
        let letters = u32::from_le_bytes(*letters);
        let (mut taken, mut brought) = (own & !letters, letters & !own);
        for _ in 0..TAKEN {
            taken &= taken.wrapping_sub(1);
        }
        for _ in 0..BROUGHT {
            brought &= brought.wrapping_sub(1);
        }
        *beyond = taken | brought;
    }
    // Of nearly all shelves there is none.
    if !beyond.iter().fold(false, |any, beyond| any | (*beyond == 0)) {
        return 0;
    }
    (0..).zip(&beyond).fold(0, |bits, (word, beyond)| bits | u32::from(*beyond == 0) << word)
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
