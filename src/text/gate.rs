//! Many literals looked for in one pass: which of them a text holds.
//!
//! Four neighbouring bytes of every literal are its key, those that are rarest in running text, or all bytes of a shorter
//! one. Bitmaps reject nearly every place of a text: over the hash of four bytes and of three, over pairs of bytes for
//! the few shortest; only behind them is a table asked. Everything is flat and read in place, so a start builds
//! nothing. The idea is that of the filters before multi-pattern search (S. Wu and U. Manber, "A fast algorithm for
//! multi-pattern searching", 1994), without shifts: many literals are too short for them.

use super::table::{Bits, Numbers, Records, Table};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The literals, by number.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Gate {
    /// The bytes of all literals, one after the other.
    bytes: Records<1>,
    /// Where each literal starts, and where the last ends.
    starts: Numbers,
    /// Where the key of each literal stands in it.
    keys: Numbers,
    /// Pairs of bytes of literals of one or two bytes; one byte goes with any other.
    pairs: Bits,
    /// Literals of three bytes, by hash.
    threes: Bits,
    /// Keys of longer literals, by hash.
    fours: Bits,
    /// Literals by their keys.
    by_key: Table,
}

/// Bits of each map.
const BITS: usize = 1 << 16;
/// The longest key.
const KEY: usize = 4;

impl Gate {
    /// Prepares literals; their numbers are their places. None may be empty.
    pub(super) fn new(literals: &[Vec<u8>]) -> Self {
        let (mut pairs, mut threes, mut fours) = (Vec::new(), Vec::new(), Vec::new());
        let mut by_key = Vec::new();
        let keys: Vec<usize> = literals.iter().map(|literal| rarest(literal)).collect();
        for (number, (literal, at)) in literals.iter().zip(&keys).enumerate() {
            let own = &literal[*at..literal.len().min(at + KEY)];
            by_key.push((key(own), number as u64));
            match own[..] {
                [] => {}
                [one] => pairs.extend((0..=255).map(|other| pair([one, other, 0, 0]))),
                [one, two] => pairs.push(pair([one, two, 0, 0])),
                [one, two, three] => threes.push(hash([one, two, three, 0])),
                [one, two, three, four, ..] => fours.push(hash([one, two, three, four])),
            }
        }
        Self {
            bytes: literals.iter().flatten().map(|byte| [*byte]).collect(),
            starts: Numbers::starts(literals.iter().map(Vec::len)),
            keys: keys.into_iter().map(|at| at as u32).collect(),
            pairs: Bits::new(BITS, pairs),
            threes: Bits::new(BITS, threes),
            fours: Bits::new(BITS, fours),
            by_key: Table::new(&by_key),
        }
    }

    /// The bytes of a literal.
    pub(super) fn literal(&self, number: usize) -> &[u8] {
        self.bytes.all().get(self.starts.range(number)).unwrap_or_default().as_flattened()
    }

    /// Calls `each` with the number of every literal at every place where it stands, and the place.
    ///
    /// Cost: a look at three bitmaps for each byte, and some more where keys stand.
    pub(super) fn find_at(&self, text: &str, mut each: impl FnMut(u32, Range<usize>)) {
        let bytes = text.as_bytes();
        let (pairs, threes, fours) = (self.pairs.look(), self.threes.look(), self.fours.look());
        let mut look = |at: usize, window: [u8; KEY]| {
            let [one, two, three, _] = window;
            if pairs.has(pair(window)) {
                self.confirm(bytes, at, 1, &mut each);
                self.confirm(bytes, at, 2, &mut each);
            }
            if threes.has(hash([one, two, three, 0])) {
                self.confirm(bytes, at, 3, &mut each);
            }
            if fours.has(hash(window)) {
                self.confirm(bytes, at, KEY, &mut each);
            }
        };
        for (at, window) in bytes.windows(KEY).enumerate() {
            let &[one, two, three, four] = window else { continue };
            look(at, [one, two, three, four]);
        }
        // The last places of a text have no room for a whole key.
        for at in bytes.len().saturating_sub(KEY - 1)..bytes.len() {
            let mut window = [0; KEY];
            window[..bytes.len() - at].copy_from_slice(&bytes[at..]);
            look(at, window);
        }
    }

    /// The literals with a key of this length whose key stands at a place of a text.
    fn confirm(&self, text: &[u8], at: usize, length: usize, each: &mut impl FnMut(u32, Range<usize>)) {
        let Some(own) = text.get(at..at + length) else { return };
        for number in self.by_key.all(key(own)) {
            let literal = self.literal(number as usize);
            let before = self.keys.get(number as usize).unwrap_or(0) as usize;
            let Some(start) = at.checked_sub(before) else { continue };
            if text.get(start..).is_some_and(|text| text.starts_with(literal)) {
                each(number as u32, start..start + literal.len());
            }
        }
    }
}

/// Where in a literal the four bytes begin that are rarest in running text; the first of equals.
fn rarest(literal: &[u8]) -> usize {
    let common = |window: &[u8]| window.iter().map(|byte| commonness(*byte)).sum::<u32>();
    let windows = literal.windows(KEY).enumerate();
    windows.min_by_key(|(_, window)| common(window)).map_or(0, |(at, _)| at)
}

/// How common a byte is in English and Indonesian text, very roughly; Chinese characters and digits are rare.
fn commonness(byte: u8) -> u32 {
    match byte {
        b' ' | b'e' | b'a' => 8,
        b'n' | b't' | b'i' | b'o' => 6,
        b'r' | b's' | b'h' | b'l' | b'd' | b'u' => 4,
        b'k' | b'm' | b'g' | b'c' | b'p' | b'y' | b'b' => 2,
        _ => 1,
    }
}

fn pair(window: [u8; 4]) -> usize {
    usize::from(u16::from_le_bytes([window[0], window[1]]))
}

fn hash(window: [u8; 4]) -> usize {
    (u32::from_le_bytes(window).wrapping_mul(0x9E37_79B1) >> 16) as usize
}

/// Up to four bytes and how many they are.
fn key(bytes: &[u8]) -> u64 {
    bytes.iter().fold(bytes.len() as u64, |key, byte| key << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn finds_what_a_search_for_each_finds(
            literals in proptest::collection::btree_set("[ab0é]{1,6}", 0..12),
            text in "[ab0é ]{0,40}",
        ) {
            let list: Vec<Vec<u8>> = literals.iter().map(|literal| literal.clone().into_bytes()).collect();
            let gate = Gate::new(&list);
            let mut found = BTreeSet::new();
            gate.find_at(&text, |number, _| {
                found.insert(number as usize);
            });
            let expected: BTreeSet<usize> =
                literals.iter().enumerate().filter(|(_, literal)| text.contains(&**literal)).map(|(n, _)| n).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
