//! A table of short words, for the one look-up that each word of each text costs.
//!
//! Goes in: a word as a number, with what there is to know of it. Comes out: the same for the word, from one place of memory
//! where no other word is in the way. A word that the table has no room for is not found, and must be looked up elsewhere.

use super::plain::{Packed, packed};

/// So many places are tried for a word.
const TRIES: usize = 16;
/// Places of a new table.
const FEWEST: usize = 1 << 10;

/// Words by their numbers.
#[derive(Debug, Default)]
pub(super) struct Quick {
    /// A power of two of them, or none; those without a word have the number 0, which no word has.
    places: Vec<Place>,
    /// The first place of a word is what its hash is, shifted by this.
    shift: u32,
    count: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Place {
    word: Packed,
    known: Quickly,
}

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Quickly {
    /// What it is, as bits.
    pub(super) traits: u64,
    /// The number of its sight.
    pub(super) sight: u32,
    /// Two words side by side may be a seed of a message only where the first has a bit here that the second has there.
    pub(super) seconds: u16,
    pub(super) firsts: u16,
}

impl Quick {
    /// What is known of a word.
    #[inline]
    pub(super) fn get(&self, word: Packed) -> Option<Quickly> {
        let first = self.first(word);
        let mut places = self.places.get(first..first.wrapping_add(TRIES))?.iter();
        loop {
            let place = places.next()?;
            if place.word == word {
                return Some(place.known);
            }
            if place.word == [0; 2] {
                return None;
            }
        }
    }

    /// Remembers a word that is not there.
    pub(super) fn add(&mut self, word: Packed, known: Quickly) {
        let room = self.places.len().saturating_sub(TRIES);
        if 2 * self.count >= room {
            let room = (2 * room).max(FEWEST);
            // The words of the last places may stand behind these.
            let before = std::mem::replace(&mut self.places, vec![Place::default(); room + TRIES]);
            self.shift = u64::BITS - room.trailing_zeros();
            before.into_iter().filter(|place| place.word != [0; 2]).for_each(|place| self.put(place));
        }
        self.put(Place { word, known });
        self.count += 1;
    }

    /// Takes traits from a word, if it is there.
    pub(super) fn clear_traits(&mut self, word: &str, traits: u64) {
        let Some(word) = packed(word) else { return };
        let first = self.first(word);
        let places = self.places.get_mut(first..first.wrapping_add(TRIES)).unwrap_or_default();
        let there = places.iter_mut().filter(|place| place.word == word);
        there.for_each(|place| place.known.traits &= !traits);
    }

    fn put(&mut self, place: Place) {
        let first = self.first(place.word);
        let mut tries = first..first + TRIES;
        if let Some(free) = tries.find(|at| self.places.get(*at).is_some_and(|place| place.word == [0; 2])) {
            self.places[free] = place;
        }
    }

    /// The first place that is tried for a word.
    #[inline]
    fn first(&self, word: Packed) -> usize {
        (hash(word) >> self.shift) as usize
    }
}

/// Mixes the bytes of a word; the high bits tell most (D. E. Knuth, "The Art of Computer Programming", 6.4).
#[inline]
pub(super) fn hash([one, other]: Packed) -> u64 {
    one.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ other.wrapping_mul(0xC2B2_AE3D_27D4_EB4F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_again() {
        let words: Vec<String> = (0..20_000).map(|number| format!("w{number}")).collect();
        let mut quick = Quick::default();
        let known = |sight: u32| Quickly { sight, traits: u64::from(!sight), ..Quickly::default() };
        assert_eq!(packed("w0").and_then(|word| quick.get(word)), None);
        for (sight, word) in (0..).zip(&words) {
            packed(word).into_iter().for_each(|word| quick.add(word, known(sight)));
        }
        let found = |(sight, word): &(u32, &String)| {
            packed(word).and_then(|word| quick.get(word)) == Some(known(*sight))
        };
        let count = (0..).zip(&words).filter(found).count();
        // A few may have had no room.
        assert!(count > 19_900, "{count}");
        assert_eq!(packed("x").and_then(|word| quick.get(word)), None);
    }
}
