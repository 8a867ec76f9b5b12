//! A table of short words, for the one look-up that each word of each text costs.
//!
//! Goes in: a word as a number, with what there is to know of it. Comes out: the same for the word, from one place of memory
//! where no other word is in the way. A word that the table has no room for is not found, and must be looked up elsewhere.

use super::plain::Packed;

/// So many places are tried for a word.
const TRIES: usize = 16;
/// Places of a new table.
const FEWEST: usize = 1 << 10;

/// Words by their numbers.
#[derive(Debug, Default)]
pub(super) struct Quick {
    /// A power of two of them, or none; those without a word have the number 0, which no word has.
    places: Vec<Place>,
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
    /// The number of its sight.
    pub(super) sight: u32,
    /// What it is, as bits.
    pub(super) traits: u32,
}

impl Quick {
    /// What is known of a word.
    #[inline]
    pub(super) fn get(&self, word: Packed) -> Option<Quickly> {
        let mask = self.places.len().wrapping_sub(1);
        let first = hash(word);
        for step in 0..TRIES {
            let place = self.places.get(first.wrapping_add(step) & mask)?;
            if place.word == word {
                return Some(place.known);
            }
            if place.word == [0; 2] {
                return None;
            }
        }
        None
    }

    /// Remembers a word that is not there.
    pub(super) fn add(&mut self, word: Packed, known: Quickly) {
        if 2 * self.count >= self.places.len() {
            let room = (2 * self.places.len()).max(FEWEST);
            let before = std::mem::replace(&mut self.places, vec![Place::default(); room]);
            before.into_iter().filter(|place| place.word != [0; 2]).for_each(|place| self.put(place));
        }
        self.put(Place { word, known });
        self.count += 1;
    }

    fn put(&mut self, place: Place) {
        let mask = self.places.len().wrapping_sub(1);
        let first = hash(place.word);
        let mut tries = (0..TRIES).map(|step| first.wrapping_add(step) & mask);
        if let Some(free) = tries.find(|at| self.places[*at].word == [0; 2]) {
            self.places[free] = place;
        }
    }
}

/// Mixes the bytes of a word; the low bits tell most.
#[inline]
fn hash([one, other]: Packed) -> usize {
    let mixed = one.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ other.wrapping_mul(0xC2B2_AE3D_27D4_EB4F);
    (mixed ^ mixed >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(24) as usize
}

#[cfg(test)]
mod tests {
    use super::super::plain::packed;
    use super::*;

    #[test]
    fn words_are_found_again() {
        let words: Vec<String> = (0..20_000).map(|number| format!("w{number}")).collect();
        let mut quick = Quick::default();
        assert_eq!(packed("w0").and_then(|word| quick.get(word)), None);
        for (sight, word) in (0..).zip(&words) {
            packed(word).into_iter().for_each(|word| quick.add(word, Quickly { sight, traits: !sight }));
        }
        let found = |(sight, word): &(u32, &String)| {
            packed(word).and_then(|word| quick.get(word)) == Some(Quickly { sight: *sight, traits: !sight })
        };
        let count = (0..).zip(&words).filter(found).count();
        // A few may have had no room.
        assert!(count > 19_900, "{count}");
        assert_eq!(packed("x").and_then(|word| quick.get(word)), None);
    }
}
