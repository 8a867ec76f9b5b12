//! Many literals looked for in one pass: which of them a text holds.
//!
//! Four neighbouring bytes of every literal are its key, those that are rarest in running text, or all bytes of a shorter
//! one. Bitmaps reject nearly every place of a text: over pairs of bytes for the few shortest, over the hash of four; only
//! behind them is a table asked. A literal that has to begin or end with a word is looked for only where one does. Everything
//! is flat and read in place, so a start builds nothing. The idea is that of the filters before multi-pattern search (S. Wu and
//! U. Manber, "A fast algorithm for multi-pattern searching", 1994), without shifts: many literals are too short for them.

use super::table::{Bits, Numbers, Records, Table};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The literals, by number.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Gate {
    /// The bytes of all literals, one after the other.
    bytes: Records<1>,
    /// Where each literal starts, and where the last ends.
    starts: Numbers,
    /// Where the key of each literal stands in it, and above that its edges.
    keys: Numbers,
    /// The first two bytes of literals of less than four; one byte goes with any other.
    pairs: Bits,
    /// The same of those that may stand behind a letter or digit.
    inner: Bits,
    /// Keys of longer literals, by hash.
    fours: Bits,
    /// Literals by their keys.
    by_key: Table,
}

/// On which sides of a literal no letter or digit of plain text may stand, as bits: before it, behind it.
pub(super) type Edges = u32;
pub(super) const BEFORE: Edges = 1;
pub(super) const BEHIND: Edges = 1 << 1;
const EDGES: u32 = 2;

/// Bits of each map.
const BITS: usize = 1 << 16;
const WORDS: usize = BITS / 64;
/// The longest key.
const KEY: usize = 4;

impl Gate {
    /// Prepares literals that fulfil clauses; each clause has the edges that it wants in its two lowest bits.
    pub(super) fn of_clauses(literals: &BTreeMap<Vec<u8>, BTreeSet<u32>>) -> Self {
        let common = |clauses: &BTreeSet<u32>| clauses.iter().fold(BEFORE | BEHIND, |all, own| all & own);
        Self::new(literals.iter().map(|(literal, clauses)| (literal.as_slice(), common(clauses))))
    }

    /// Prepares literals with their edges; their numbers are their places. None may be empty.
    pub(super) fn new<'a>(literals: impl ExactSizeIterator<Item = (&'a [u8], Edges)> + Clone) -> Self {
        let (mut pairs, mut inner, mut fours) = (Vec::new(), Vec::new(), Vec::new());
        let mut by_key = Vec::new();
        let mut keys = Vec::with_capacity(literals.len());
        for (number, (literal, edges)) in literals.clone().enumerate() {
            let at = rarest(literal);
            let own = &literal[at..literal.len().min(at + KEY)];
            by_key.push((key(own), number as u64));
            keys.push((at as u32) << EDGES | edges);
            let begun = pairs.len();
            match *own {
                [] => {}
                [one] => pairs.extend((0..=u8::MAX).map(|other| pair(one, other))),
                [one, two] | [one, two, _] => pairs.push(pair(one, two)),
                [one, two, three, four, ..] => fours.push(hash([one, two, three, four])),
            }
            if edges & BEFORE == 0 {
                inner.extend(&pairs[begun..]);
            }
        }
        Self {
            bytes: literals.clone().flat_map(|(literal, _)| literal).map(|byte| [*byte]).collect(),
            starts: Numbers::starts(literals.map(|(literal, _)| literal.len())),
            keys: keys.into_iter().collect(),
            pairs: Bits::new(BITS, pairs),
            inner: Bits::new(BITS, inner),
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
    /// Cost: a look at two bitmaps for each byte, and some more where keys stand.
    pub(super) fn find_at(&self, text: &str, mut each: impl FnMut(u32, Range<usize>)) {
        let bytes = text.as_bytes();
        let (Some(pairs), Some(fours)) = (self.pairs.map::<WORDS>(), self.fours.map::<WORDS>()) else {
            return;
        };
        for (at, window) in bytes.windows(KEY).enumerate() {
            let &[one, two, three, four] = window else { continue };
            if has(pairs, pair(one, two)) | has(fours, hash([one, two, three, four])) {
                self.confirm_all(bytes, at, &mut each);
            }
        }
        // The last places of a text have no room for a whole key.
        for at in bytes.len().saturating_sub(KEY - 1)..bytes.len() {
            self.confirm_all(bytes, at, &mut each);
        }
    }

    /// The literals whose key stands at a place of a text.
    #[inline(never)]
    fn confirm_all(&self, text: &[u8], at: usize, each: &mut impl FnMut(u32, Range<usize>)) {
        let pair = pair(text[at], text.get(at + 1).copied().unwrap_or(0));
        if self.inner.has(pair) || self.pairs.has(pair) && !is_lettered(text, at.checked_sub(1)) {
            (1..KEY).for_each(|length| self.confirm(text, at, length, each));
        }
        if let Some(&[one, two, three, four]) = text.get(at..).and_then(<[u8]>::first_chunk)
            && self.fours.has(hash([one, two, three, four]))
        {
            self.confirm(text, at, KEY, each);
        }
    }

    /// The literals with a key of this length whose key stands at a place of a text.
    fn confirm(&self, text: &[u8], at: usize, length: usize, each: &mut impl FnMut(u32, Range<usize>)) {
        let Some(own) = text.get(at..at + length) else { return };
        for number in self.by_key.all(key(own)) {
            let (literal, edges) =
                (self.literal(number as usize), self.keys.get(number as usize).unwrap_or(0));
            let Some(start) = at.checked_sub((edges >> EDGES) as usize) else { continue };
            let end = start + literal.len();
            if text.get(start..end) == Some(literal) && edges & lettered(text, &(start..end)) == 0 {
                each(number as u32, start..end);
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

fn pair(one: u8, other: u8) -> usize {
    usize::from(u16::from_le_bytes([one, other]))
}

/// Whether a letter or digit of plain text stands at a place, if there is one.
fn is_lettered(text: &[u8], at: Option<usize>) -> bool {
    at.and_then(|at| text.get(at)).is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

/// On which sides of a place one stands: other letters than these may stand where an edge is wanted, as they are in classes
/// that leave out these alone.
#[inline]
pub(super) fn lettered(text: &[u8], place: &Range<usize>) -> Edges {
    let before = if is_lettered(text, place.start.checked_sub(1)) { BEFORE } else { 0 };
    let behind = if is_lettered(text, Some(place.end)) { BEHIND } else { 0 };
    before | behind
}

#[inline]
fn has(map: &[[u8; 8]; WORDS], number: usize) -> bool {
    u64::from_le_bytes(map[number / 64 % WORDS]) >> (number % 64) & 1 == 1
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

    proptest! {
        #[test]
        fn finds_what_a_search_for_each_finds(
            literals in proptest::collection::btree_map("[ab0é]{1,6}", 0..4_u32, 0..12),
            text in "[ab0é ]{0,40}",
        ) {
            let gate = Gate::new(literals.iter().map(|(literal, edges)| (literal.as_bytes(), *edges)));
            let mut found = BTreeSet::new();
            gate.find_at(&text, |number, range| {
                found.insert((range.start, number as usize));
            });
            let bytes = text.as_bytes();
            let fits = |at: usize, literal: &str, edges: Edges| {
                let lettered = |at: usize| bytes.get(at).is_some_and(|byte| b"ab0".contains(byte));
                bytes[at..].starts_with(literal.as_bytes())
                    && !(edges & BEFORE != 0 && at > 0 && lettered(at - 1))
                    && !(edges & BEHIND != 0 && lettered(at + literal.len()))
            };
            let at = |at: usize| {
                literals.iter().enumerate().filter(move |(_, (literal, edges))| fits(at, literal, **edges)).map(move |(n, _)| (at, n))
            };
            let expected: BTreeSet<(usize, usize)> = (0..bytes.len()).flat_map(at).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
