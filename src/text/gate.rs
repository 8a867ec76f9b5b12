//! Many literals looked for in one pass: which of them a text holds.
//!
//! The first bytes of every literal are its key, three or all it has. Two bitmaps reject nearly every place of a text:
//! one over pairs of bytes for short literals, one over the hash of three; only behind them is a table asked. Everything is flat and read in place, so a
//! start builds nothing. The idea is that of the filters before multi-pattern search (S. Wu and U. Manber, "A fast
//! algorithm for multi-pattern searching", 1994), without shifts: many literals are too short for them.

use super::table::{Numbers, Records, Table};
use serde::{Deserialize, Serialize};

/// The literals, by number.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Gate {
    /// The bytes of all literals, one after the other.
    bytes: Records<1>,
    /// Where each literal starts, and where the last ends.
    starts: Numbers,
    /// Pairs of bytes with which a literal of one or two bytes begins; one byte begins with that and any other.
    pairs: Records<8>,
    /// Three bytes with which a longer literal begins, by hash.
    triples: Records<8>,
    /// Literals of three bytes and more by those three, and shorter ones by all they have.
    by_key: Table,
}

/// Bits of either map.
const BITS: usize = 1 << 16;

impl Gate {
    /// Prepares literals; their numbers are their places. None may be empty.
    pub(super) fn new(literals: &[Vec<u8>]) -> Self {
        let (mut pairs, mut triples) = (vec![0_u64; BITS / 64], vec![0_u64; BITS / 64]);
        let set = |map: &mut Vec<u64>, bit: usize| map[bit / 64] |= 1 << (bit % 64);
        let mut by_key = Vec::new();
        for (number, literal) in literals.iter().enumerate() {
            by_key.push((key(&literal[..literal.len().min(3)]), number as u64));
            match literal[..] {
                [] => {}
                [one] => (0..256).for_each(|other| set(&mut pairs, usize::from(one) << 8 | other)),
                [one, two] => set(&mut pairs, pair(one, two)),
                [one, two, three, ..] => set(&mut triples, triple(one, two, three)),
            }
        }
        let mut starts = vec![0];
        for literal in literals {
            starts.push(starts[starts.len() - 1] + literal.len() as u32);
        }
        let map = |map: Vec<u64>| map.into_iter().map(u64::to_le_bytes).collect();
        Self {
            bytes: literals.iter().flatten().map(|byte| [*byte]).collect(),
            starts: starts.into_iter().collect(),
            pairs: map(pairs),
            triples: map(triples),
            by_key: Table::new(&by_key),
        }
    }

    /// Calls `each` with the number of every literal at every place where it stands.
    ///
    /// Cost: a look at a bitmap for each byte, and some more where literals begin.
    pub(super) fn find(&self, text: &str, mut each: impl FnMut(u32)) {
        let bytes = text.as_bytes();
        let (pairs, triples) = (self.pairs.all(), self.triples.all());
        let has = |map: &[[u8; 8]], bit: usize| {
            map.get(bit / 64).is_some_and(|bits| u64::from_le_bytes(*bits) >> (bit % 64) & 1 == 1)
        };
        for at in 0..bytes.len() {
            let rest = &bytes[at..];
            let (one, two) = (rest[0], rest.get(1).copied().unwrap_or(0));
            if has(pairs, pair(one, two)) {
                self.confirm(rest, 1, &mut each);
                self.confirm(rest, 2, &mut each);
            }
            if let [one, two, three, ..] = *rest
                && has(triples, triple(one, two, three))
            {
                self.confirm(rest, 3, &mut each);
            }
        }
    }

    /// The literals with a key of this length that a text begins with.
    fn confirm(&self, text: &[u8], length: usize, each: &mut impl FnMut(u32)) {
        let Some(start) = text.get(..length) else { return };
        for number in self.by_key.all(key(start)) {
            let literal = self.bytes.all().get(self.starts.range(number as usize)).unwrap_or_default();
            if text.starts_with(literal.as_flattened()) {
                each(number as u32);
            }
        }
    }
}

fn pair(one: u8, two: u8) -> usize {
    usize::from(one) << 8 | usize::from(two)
}

fn triple(one: u8, two: u8, three: u8) -> usize {
    let number = u32::from_le_bytes([one, two, three, 0]);
    (number.wrapping_mul(0x9E37_79B1) >> 16) as usize
}

/// Up to three bytes and how many they are.
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
            literals in proptest::collection::btree_set("[ab0é]{1,5}", 0..12),
            text in "[ab0é ]{0,40}",
        ) {
            let list: Vec<Vec<u8>> = literals.iter().map(|literal| literal.clone().into_bytes()).collect();
            let gate = Gate::new(&list);
            let mut found = BTreeSet::new();
            gate.find(&text, |number| {
                found.insert(number as usize);
            });
            let expected: BTreeSet<usize> =
                literals.iter().enumerate().filter(|(_, literal)| text.contains(&**literal)).map(|(n, _)| n).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
