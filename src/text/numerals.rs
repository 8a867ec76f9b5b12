//! The numbers that patterns know. Tickets are full of others, which are to cost next to nothing.
//!
//! Goes in: the numbers among the words, codes and whole words of regexes. Comes out: for a number of a text, that it
//! is certainly none of these, or that it may be one.

use super::plain::{Packed, packed};
use super::quick::hash;
use super::table::Bits;
use serde::{Deserialize, Serialize};

/// Known numbers, as bits by hash.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Numerals {
    known: Bits,
    /// A number's bit is what its hash is, shifted by this.
    shift: u32,
}

/// So many bits there are for each number: one that may be known is looked for in large tables.
const ROOM: usize = 256;
/// Fewer bits are no row.
const FEWEST: usize = 64;

impl Numerals {
    /// Prepares these words, of which those that are no short numbers are left out.
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let numbers: Vec<Packed> = words.filter_map(packed).filter(|word| is_number(*word)).collect();
        let room = (ROOM * numbers.len()).next_power_of_two().max(FEWEST);
        let shift = u64::BITS - room.trailing_zeros();
        let known = numbers.into_iter().map(|number| (hash(number) >> shift) as usize);
        Self { known: Bits::new(room, known), shift }
    }

    /// Whether a short number may be known.
    #[inline]
    pub(super) fn may_know(&self, number: Packed) -> bool {
        self.known.has((hash(number) >> self.shift) as usize)
    }
}

/// Whether a word is made of digits alone.
#[inline]
pub(super) fn is_number(word: Packed) -> bool {
    // Above a nine the sum is no byte of ASCII any more. What is below a digit is absent, a sign by itself, or between letters.
    const BEHIND_NINE: u64 = 0x4646_4646_4646_4646;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let above = |half: u64| (((half & !HIGH) + BEHIND_NINE) | half) & HIGH;
    above(word[0]) | above(word[1]) == 0 && word[0] as u8 >= b'0'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_numbers_are_known() {
        let known: Vec<String> = (0..500).map(|number| (number * 7919).to_string()).collect();
        let numerals = Numerals::new(known.iter().map(String::as_str).chain(["word", "a1"]));
        let may_know = |number: &String| packed(number).is_some_and(|number| numerals.may_know(number));
        assert!(known.iter().all(may_know));
        let others = (0..5000).map(|number| (number * 31 + 10_000_000).to_string());
        assert!(others.filter(may_know).count() < 300);
        assert!(!Numerals::default().may_know([1, 0]));
    }

    #[test]
    fn digits_alone_are_numbers() {
        for (word, expected) in [
            ("5000", true),
            ("1234567890123456", true),
            ("5o", false),
            ("$", false),
            ("a", false),
            ("五", false),
        ] {
            assert_eq!(packed(word).map(is_number), Some(expected), "{word}");
        }
    }
}
