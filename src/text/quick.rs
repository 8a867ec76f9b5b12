//! A table of short words, for the one look-up that each word of each text costs.
//!
//! Goes in: a word as a number, with what there is to know of it. Comes out: the same for the word, from one place of memory
//! where no other word is in the way. A word that the table has no room for is not found, and must be looked up elsewhere.

use super::plain::{Packed, packed};

/// So many places are tried for a word.
const TRIES: usize = 16;
/// So many places there are at least for each word: nearly all stand in their first.
const SPARSE: usize = 4;
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

/// None stands across two lines of the processor's memory.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(32))]
struct Place {
    word: Packed,
    known: Quickly,
}

impl Place {
    #[inline]
    fn holds(&self, [one, other]: Packed) -> bool {
        (self.word[0] ^ one) | (self.word[1] ^ other) == 0
    }
}

/// What is known of a word. No more than two numbers, so that a text of such words is gone through in the processor's
/// registers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Quickly {
    /// What it is, as bits.
    pub(super) traits: u64,
    /// The number of its sight, and above that what it may be together with a word behind it and one before it.
    rest: u64,
}

/// What two words side by side may be together, as bits: each has those that one of the two has as the first and the other as
/// the second.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Together(u64);

impl Together {
    /// Where the bits begin for a word as the first, and as the second. The highest tell of words that were torn apart.
    const FIRST: u32 = 32;
    const SECOND: u32 = 48;
    const TORN: u32 = 62;

    /// The bits of a word as one of the two: what it may be of the seed of a message, and of a word that was torn apart.
    fn bits(seeds: u64, halves: [bool; 2]) -> u64 {
        const SEEDS: u32 = Together::TORN - Together::SECOND;
        let folded = (0..u64::BITS).step_by(SEEDS as usize).fold(0, |bits, by| bits | seeds >> by);
        let [one, other] = halves.map(u64::from);
        folded & ((1 << SEEDS) - 1) | one << SEEDS | other << (SEEDS + 1)
    }

    #[inline]
    pub(super) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether they may be one that was torn apart.
    #[inline]
    pub(super) fn may_be_torn(self) -> bool {
        self.0 >> Self::TORN != 0
    }

    /// Whether they may be a seed of a message.
    pub(super) fn may_be_seed(self) -> bool {
        self.0 << (u64::BITS - Self::TORN) >> (u64::BITS - Self::TORN) >> Self::SECOND != 0
    }
}

impl Quickly {
    /// What is known of the word of a sight: its traits, and for it as the first of two and as the second, what it may be of the
    /// seed of a message and of a word that was torn apart.
    pub(super) fn new(traits: u64, sight: u32, first: (u64, [bool; 2]), second: (u64, [bool; 2])) -> Self {
        let first = Together::bits(first.0, first.1) << Together::FIRST;
        Self {
            traits,
            rest: u64::from(sight) | first | Together::bits(second.0, second.1) << Together::SECOND,
        }
    }

    /// A word that is known as the word of a sight alone.
    pub(super) const fn of_sight(sight: u32) -> Self {
        Self { traits: 0, rest: sight as u64 }
    }

    /// The number of its sight.
    #[inline]
    pub(super) fn sight(self) -> u32 {
        self.rest as u32
    }

    #[inline]
    pub(super) fn is(self, traits: u64) -> bool {
        self.traits & traits == traits
    }

    /// What it may be with the next word.
    #[inline]
    pub(super) fn with(self, next: Self) -> Together {
        // What is below is of no use, and nobody asks for it.
        Together(self.rest << (Together::SECOND - Together::FIRST) & next.rest)
    }
}

impl Quick {
    /// None yet, with room for so many.
    pub(super) fn expecting(count: usize) -> Self {
        let mut quick = Self::default();
        quick.grow(SPARSE * count);
        quick
    }

    /// What stands in the first place of a word, and whether that is the word; none where there are no places.
    #[inline]
    pub(super) fn in_first_place(&self, word: Packed) -> Option<(Quickly, bool)> {
        let place = self.places.get(self.first(word))?;
        Some((place.known, place.holds(word)))
    }

    /// What is known of a word.
    pub(super) fn get(&self, word: Packed) -> Option<Quickly> {
        let first = self.first(word);
        let mut places = self.places.get(first..first.wrapping_add(TRIES))?.iter();
        let there = |place: &&Place| place.word != [0; 2];
        places.by_ref().take_while(there).find(|place| place.holds(word)).map(|place| place.known)
    }

    /// Remembers a word that is not there.
    pub(super) fn add(&mut self, word: Packed, known: Quickly) {
        let room = self.places.len().saturating_sub(TRIES);
        if SPARSE * self.count >= room {
            self.grow(2 * room);
        }
        self.put(Place { word, known });
        self.count += 1;
    }

    /// Makes room for so many places.
    fn grow(&mut self, room: usize) {
        let room = room.next_power_of_two().max(FEWEST);
        // The words of the last places may stand behind these.
        let before = std::mem::replace(&mut self.places, vec![Place::default(); room + TRIES]);
        self.shift = u64::BITS - room.trailing_zeros();
        before.into_iter().filter(|place| place.word != [0; 2]).for_each(|place| self.put(place));
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
    (one ^ other.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_words_are_together_what_both_may_be() {
        let no = (0, [false; 2]);
        let word = |first, second| Quickly::new(7, u32::MAX, first, second);
        for (first, second, torn, seed) in [
            (no, no, false, false),
            ((1, [false; 2]), (1, [false; 2]), false, true),
            ((1 << 63, [false; 2]), (1 << 63, [false; 2]), false, true),
            ((1, [true, false]), (2, [true, false]), true, false),
            ((1, [false, true]), (1, [false, true]), true, true),
            ((1, [true, false]), (2, [false, true]), false, false),
        ] {
            let together = word(first, no).with(word(no, second));
            assert_eq!((together.may_be_torn(), together.may_be_seed()), (torn, seed));
            let other = word(no, second).with(word(first, no));
            assert!(!other.may_be_torn() && !other.may_be_seed());
        }
        assert_eq!(word((u64::MAX, [true; 2]), (u64::MAX, [true; 2])).sight(), u32::MAX);
    }

    #[test]
    fn words_are_found_again() {
        let words: Vec<String> = (0..20_000).map(|number| format!("w{number}")).collect();
        let mut quick = Quick::default();
        let known = |sight: u32| Quickly { traits: u64::from(!sight), ..Quickly::of_sight(sight) };
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
