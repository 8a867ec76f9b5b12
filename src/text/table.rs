//! Tables that never change once built: flat bytes, so that a table kept in a file is read in place.
//!
//! Goes in: pairs of numbers while patterns are prepared. Comes out: look-ups that need no table to be rebuilt,
//! parsed or copied first. All numbers are written least significant byte first and hashed by a function of
//! this file, so the bytes are the same on every machine. A table never changes and never fails.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// Records of `N` bytes each.
#[derive(Clone, Default)]
pub(super) struct Records<const N: usize> {
    bytes: Cow<'static, [u8]>,
}

impl<const N: usize> Records<N> {
    #[inline]
    pub(super) fn all(&self) -> &[[u8; N]] {
        self.bytes.as_chunks().0
    }

    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<&[u8; N]> {
        self.all().get(index)
    }
}

impl<const N: usize> FromIterator<[u8; N]> for Records<N> {
    fn from_iter<I: IntoIterator<Item = [u8; N]>>(records: I) -> Self {
        let bytes: Vec<u8> = records.into_iter().flatten().collect();
        Self { bytes: bytes.into() }
    }
}

impl<const N: usize> fmt::Debug for Records<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.all()).finish()
    }
}

impl<const N: usize> Serialize for Records<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.bytes)
    }
}

impl<'de: 'static, const N: usize> Deserialize<'de> for Records<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = <&'de [u8]>::deserialize(deserializer)?;
        Ok(Self { bytes: Cow::Borrowed(bytes) })
    }
}

/// A list of numbers.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent, bound(deserialize = "'de: 'static"))]
pub(super) struct Numbers(Records<4>);

impl Numbers {
    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<u32> {
        self.0.get(index).copied().map(u32::from_le_bytes)
    }

    /// Where lists of these lengths start that stand one behind the other, and where the last ends.
    pub(super) fn starts(lengths: impl Iterator<Item = usize>) -> Self {
        let mut end = 0;
        let ends = lengths.map(|length| {
            end += length as u32;
            end
        });
        std::iter::once(0).chain(ends).collect()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.all().iter().map(|bytes| u32::from_le_bytes(*bytes))
    }

    /// The range that a list of starts gives to an entry; empty where there is no such entry.
    #[inline]
    pub(super) fn range(&self, entry: usize) -> std::ops::Range<usize> {
        match (self.get(entry), self.get(entry.wrapping_add(1))) {
            (Some(start), Some(end)) if start <= end => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// The numbers of a range; none where it leaves the list.
    #[inline]
    pub(super) fn slice(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = u32> + '_ {
        self.0.all().get(range).unwrap_or_default().iter().map(|bytes| u32::from_le_bytes(*bytes))
    }
}

impl FromIterator<u32> for Numbers {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        Self(numbers.into_iter().map(u32::to_le_bytes).collect())
    }
}

/// Lists of numbers, one behind the other.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Lists {
    numbers: Numbers,
    starts: Numbers,
}

impl Lists {
    /// The lists of these sets.
    pub(super) fn new<'a>(sets: impl Iterator<Item = &'a BTreeSet<u32>> + Clone) -> Self {
        Self {
            starts: Numbers::starts(sets.clone().map(BTreeSet::len)),
            numbers: sets.flatten().copied().collect(),
        }
    }

    /// The numbers of one list; none where there is no such list.
    #[inline]
    pub(super) fn of(&self, list: usize) -> impl Iterator<Item = u32> + '_ {
        self.numbers.slice(self.starts.range(list))
    }
}

/// A set of small numbers, one bit each.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent, bound(deserialize = "'de: 'static"))]
pub(super) struct Bits(Records<8>);

impl Bits {
    /// The set of these numbers; those beyond `room` are left out.
    pub(super) fn new(room: usize, numbers: impl IntoIterator<Item = usize>) -> Self {
        let mut words = vec![0_u64; room.div_ceil(64)];
        for number in numbers {
            if let Some(word) = words.get_mut(number / 64) {
                *word |= 1 << (number % 64);
            }
        }
        Self(words.into_iter().map(u64::to_le_bytes).collect())
    }

    /// How many numbers there is room for.
    pub(super) fn room(&self) -> usize {
        64 * self.0.all().len()
    }

    #[inline]
    pub(super) fn has(&self, number: usize) -> bool {
        self.look().has(number)
    }

    /// The numbers as bits, sixty-four by sixty-four.
    pub(super) fn words(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.all().iter().map(|word| u64::from_le_bytes(*word))
    }

    /// The bits of one of several sets of the same room that stand behind each other.
    pub(super) fn row(&self, row: usize, room: usize) -> &[[u8; 8]] {
        let words = room.div_ceil(64);
        self.0.all().get(row * words..(row + 1) * words).unwrap_or_default()
    }

    /// The first `N` of the same as they are kept, for a loop that asks them often; none where there are fewer.
    pub(super) fn map<const N: usize>(&self) -> Option<&[[u8; 8]; N]> {
        self.0.all().first_chunk()
    }

    /// The set for a loop that asks it often, with its place in memory found once.
    #[inline]
    pub(super) fn look(&self) -> Look<'_> {
        Look(self.0.all())
    }
}

/// A set of small numbers that is being asked.
#[derive(Clone, Copy)]
pub(super) struct Look<'a>(&'a [[u8; 8]]);

impl Look<'_> {
    #[inline]
    pub(super) fn has(self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| u64::from_le_bytes(*word) >> (number % 64) & 1 == 1)
    }
}

/// Where the things of each owner start in a list sorted by owner, and where the last end. Goes in: the owner of each
/// thing, in any order.
pub(super) fn starts(owners: usize, of_things: impl Iterator<Item = usize>) -> Vec<u32> {
    let mut starts = vec![0; owners + 1];
    for owner in of_things {
        starts[owner + 1] += 1;
    }
    for owner in 0..owners {
        starts[owner + 1] += starts[owner];
    }
    starts
}

/// From keys to values; a key may have several values, which come in the order in which they were given.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Table {
    /// A key's bucket is what its hash is, shifted by this.
    shift: u32,
    /// Where each bucket's entries start, and where the last ends.
    starts: Numbers,
    /// Key and value, by bucket.
    entries: Records<16>,
}

impl Table {
    /// Builds a table. Cost: linear, but for the sorting of each bucket's few entries.
    pub(super) fn new(pairs: &[(u64, u64)]) -> Self {
        let bits = pairs.len().next_power_of_two().trailing_zeros().clamp(1, 31);
        let shift = 64 - bits;
        let starts = starts(1 << bits, pairs.iter().map(|(key, _)| bucket(*key, shift)));
        let mut next = starts.clone();
        let mut entries = vec![[0; 16]; pairs.len()];
        for (key, value) in pairs {
            let at = &mut next[bucket(*key, shift)];
            let (first, second) = entries[*at as usize].split_at_mut(8);
            first.copy_from_slice(&key.to_le_bytes());
            second.copy_from_slice(&value.to_le_bytes());
            *at += 1;
        }
        Self { shift, starts: starts.into_iter().collect(), entries: entries.into_iter().collect() }
    }

    /// All values of a key. Cost: two places of memory.
    #[inline]
    pub(super) fn all(&self, key: u64) -> impl Iterator<Item = u64> + '_ {
        let range = self.starts.range(bucket(key, self.shift));
        let entries = self.entries.all().get(range).unwrap_or_default();
        let key = key.to_le_bytes();
        entries.iter().filter(move |entry| entry[..8] == key).map(|entry| {
            let mut value = [0; 8];
            value.copy_from_slice(&entry[8..]);
            u64::from_le_bytes(value)
        })
    }

    /// The first value of a key.
    #[inline]
    pub(super) fn first(&self, key: u64) -> Option<u64> {
        self.all(key).next()
    }
}

/// Two numbers as one key.
pub(super) fn pair(one: u32, other: u32) -> u64 {
    u64::from(one) << 32 | u64::from(other)
}

/// An odd number near 2⁶⁴ divided by the golden ratio (D. E. Knuth, "The Art of Computer Programming", 6.4).
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

#[inline]
fn bucket(key: u64, shift: u32) -> usize {
    key.wrapping_mul(GOLDEN).checked_shr(shift).unwrap_or(0) as usize
}

/// The hash of a text, the same on every machine and in every run.
#[inline]
pub(super) fn hash(text: &str) -> u64 {
    let (whole, rest) = text.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let mix = |hash: u64, chunk: &[u8; 8]| {
        let mixed = (hash ^ u64::from_le_bytes(*chunk)).wrapping_mul(GOLDEN);
        mixed ^ (mixed >> 29)
    };
    let hash = whole.iter().fold(text.len() as u64, mix);
    mix(hash, &last)
}

/// The places of the bits of a number, from the lowest on.
pub(super) fn each_bit(bits: u64) -> impl Iterator<Item = usize> {
    let left = |bits: u64| Some(bits).filter(|bits| *bits != 0);
    let places = std::iter::successors(left(bits), move |bits| left(bits & (bits - 1)));
    places.map(|bits| bits.trailing_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_table_finds_what_a_list_holds(pairs in proptest::collection::vec((0_u64..40, any::<u64>()), 0..60)) {
            let table = Table::new(&pairs);
            for key in 0..41 {
                let expected: Vec<u64> =
                    pairs.iter().filter(|(other, _)| *other == key).map(|(_, value)| *value).collect();
                prop_assert_eq!(table.all(key).collect::<Vec<_>>(), expected);
            }
        }
    }

    #[test]
    fn bits_hold_what_there_is_room_for() {
        let bits = Bits::new(100, [0, 63, 64, 99, 1000]);
        let held: Vec<usize> = (0..2000).filter(|number| bits.has(*number)).collect();
        assert_eq!((held, bits.room()), (vec![0, 63, 64, 99], 128));
        assert!(!Bits::default().has(0));
    }

    #[test]
    fn starts_count_the_things_before() {
        assert_eq!(starts(3, [2, 0, 2].into_iter()), [0, 1, 1, 3]);
    }

    #[test]
    fn an_empty_table_finds_nothing() {
        assert_eq!(Table::default().first(7), None);
        assert_eq!(Table::new(&[]).first(0), None);
    }

    #[test]
    fn texts_that_differ_in_little_have_other_hashes() {
        let texts =
            ["", "a", "\0", "ab", "ba", "abcdefgh", "abcdefgh\0", "abcdefghi", "id tukar", "en tukar"];
        let hashes: std::collections::BTreeSet<u64> = texts.iter().map(|text| hash(text)).collect();
        assert_eq!(hashes.len(), texts.len());
    }
}
