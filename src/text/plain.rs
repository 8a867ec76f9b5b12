//! A plain ASCII text, cut into words many bytes at a time.
//!
//! Goes in: a text as it came. Comes out: the places of its words and signs, as [`super::token`] cuts them, and each word
//! in lower case, up to sixteen bytes of it as one number. Sixty-four bytes are sorted at once into two rows of bits, in which
//! the next word is found without a look at its bytes. A text that is not plain (see [`super::token::Class`]) is not cut.

use super::token::{self, Kind};

/// Bytes that are sorted at once.
const BLOCK: usize = 64;
/// Longer words are no number.
const PACKED: usize = 16;
/// Behind the text there is room for a whole number, and a gap that ends the last word.
const BEHIND: &str = "                                                                                                                                ";

/// A word as a number: its bytes, those of the beginning in the first half. Different words are different numbers.
pub(super) type Packed = [u64; 2];

/// A text and its places. Kept from text to text, so that no memory is asked for.
#[derive(Debug, Default)]
pub(super) struct Plain {
    /// The text in lower case, and spaces.
    lower: String,
    /// Where letters and digits stand, as bits.
    letters: Vec<u64>,
    /// Where letters, digits and signs stand.
    begins: Vec<u64>,
    /// Whether it holds nothing that mail programs put around other mails.
    pub(super) calm: bool,
}

/// A word, a number or a sign of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it holds an apostrophe that its word leaves out.
    pub(super) apostrophe: bool,
}

impl Plain {
    /// Reads a text; whether it is plain.
    pub(super) fn read(&mut self, text: &str) -> bool {
        self.lower.clear();
        self.lower.push_str(text);
        self.lower.make_ascii_lowercase();
        self.lower.push_str(&BEHIND[..BLOCK + text.len().wrapping_neg() % BLOCK]);
        self.letters.clear();
        self.begins.clear();
        let (mut plain, mut calm, mut dashes) = (true, true, false);
        for block in self.lower.as_bytes().as_chunks::<BLOCK>().0 {
            let sorted = Sorted::of(block);
            plain &= sorted.plain;
            calm &= sorted.calm;
            dashes |= sorted.dashes;
            self.letters.push(sorted.letters);
            self.begins.push(sorted.letters | sorted.signs);
        }
        self.calm = calm && !(dashes && text.contains("--"));
        plain
    }

    /// The first word that begins at a place or behind it.
    #[inline]
    pub(super) fn next(&self, at: usize) -> Option<Place> {
        let start = first(&self.begins, at, |bits| bits)?;
        let end = first(&self.letters, start, |bits| !bits)?;
        if end == start {
            return Some(Place { start, end: start + 1, apostrophe: false });
        }
        if self.lower.as_bytes().get(end) == Some(&b'\'') {
            let (end, _, apostrophe) = token::word_end(&self.lower, start);
            return Some(Place { start, end, apostrophe });
        }
        Some(Place { start, end, apostrophe: false })
    }

    /// The text of a place, in lower case.
    pub(super) fn text(&self, start: usize, end: usize) -> &str {
        self.lower.get(start..end).unwrap_or_default()
    }

    /// The word at a place as a number; none where it is too long.
    #[inline]
    pub(super) fn packed(&self, place: Place) -> Option<Packed> {
        packed_at(self.lower.as_bytes(), place.start, place.end - place.start)
    }
}

/// What stands at a place.
pub(super) fn kind(word: &str) -> Kind {
    let has = |wanted: fn(&u8) -> bool| word.as_bytes().iter().any(wanted);
    if has(u8::is_ascii_alphabetic) {
        Kind::Word
    } else if has(u8::is_ascii_digit) {
        Kind::Number
    } else {
        Kind::Sign
    }
}

/// A word as a number; none where it is too long.
pub(super) fn packed(word: &str) -> Option<Packed> {
    let mut room = [0; PACKED];
    room.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    packed_at(&room, 0, word.len())
}

#[inline]
fn packed_at(bytes: &[u8], start: usize, length: usize) -> Option<Packed> {
    let masks = MASKS.get(length)?;
    let (halves, _) = bytes.get(start..start + PACKED)?.as_chunks::<8>();
    let [one, other] = halves else { return None };
    Some([u64::from_le_bytes(*one) & masks[0], u64::from_le_bytes(*other) & masks[1]])
}

/// The bytes of a number that words of each length have.
const MASKS: [Packed; PACKED + 1] = {
    let mut masks = [[0; 2]; PACKED + 1];
    let mut length = 0;
    while length <= PACKED {
        let mut byte = 0;
        while byte < length {
            masks[length][byte / 8] |= 0xFF << (8 * (byte % 8));
            byte += 1;
        }
        length += 1;
    }
    masks
};

/// The first bit at a place or behind it, of what `of` makes of each row of bits.
#[inline]
fn first(rows: &[u64], at: usize, of: impl Fn(u64) -> u64) -> Option<usize> {
    let mut row = at / BLOCK;
    let mut bits = of(*rows.get(row)?) & (u64::MAX << (at % BLOCK));
    while bits == 0 {
        row += 1;
        bits = of(*rows.get(row)?);
    }
    Some(row * BLOCK + bits.trailing_zeros() as usize)
}

/// What the bytes of a block are.
struct Sorted {
    letters: u64,
    signs: u64,
    plain: bool,
    calm: bool,
    dashes: bool,
}

impl Sorted {
    /// Sorts bytes in lower case. Without a branch, so that many are looked at in one step.
    #[inline]
    fn of(block: &[u8; BLOCK]) -> Self {
        let mut letters = [0; BLOCK];
        let mut signs = [0; BLOCK];
        let (mut doubtful, mut marks, mut dashes) = (0, 0, 0);
        for (at, byte) in block.iter().enumerate() {
            let byte = *byte;
            letters[at] = u8::from((byte.wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10));
            signs[at] = u8::from((byte == b'$') | (byte == b'%'));
            let control = (byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
            let markup = (byte == b'<') | (byte == b'&') | (byte == b'\\');
            doubtful |= u8::from(control | markup | (byte > b'~'));
            marks |= u8::from((byte == b':') | (byte == b'>') | (byte == b'=') | (byte == b'_'));
            dashes |= u8::from(byte == b'-');
        }
        let signs = if signs == [0; BLOCK] { 0 } else { bits(&signs) };
        Self { letters: bits(&letters), signs, plain: doubtful == 0, calm: marks == 0, dashes: dashes != 0 }
    }
}

/// Sixty-four bytes of 0 or 1 as bits.
#[inline]
fn bits(flags: &[u8; BLOCK]) -> u64 {
    // The product has the lowest bit of each byte side by side in its highest byte.
    let eight = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let eights = flags.as_chunks::<8>().0.iter().enumerate();
    eights.fold(0, |bits, (at, flags)| bits | eight(flags) << (8 * at))
}

#[cfg(test)]
mod tests {
    use super::super::token::{CLASSES, Class};
    use super::*;
    use proptest::prelude::*;

    /// The same, byte by byte.
    fn expected(text: &str) -> Option<Vec<Place>> {
        let lower = text.to_ascii_lowercase();
        let (mut at, mut places) = (0, Vec::new());
        while let Some(byte) = lower.as_bytes().get(at) {
            let (end, apostrophe) = match CLASSES[usize::from(*byte)] {
                Class::Doubtful | Class::Wide => return None,
                Class::Gap | Class::Apostrophe => {
                    at += 1;
                    continue;
                }
                Class::Sign => (at + 1, false),
                Class::Letter | Class::Digit => {
                    let (end, _, apostrophe) = token::word_end(&lower, at);
                    (end, apostrophe)
                }
            };
            places.push(Place { start: at, end, apostrophe });
            at = end;
        }
        Some(places)
    }

    fn found(plain: &mut Plain, text: &str) -> Option<Vec<Place>> {
        plain.read(text).then(|| {
            let next = |last: &Place| plain.next(last.end);
            std::iter::successors(plain.next(0), next).collect()
        })
    }

    #[test]
    fn every_byte_is_what_it_is_to_tokens() {
        for byte in 0..128_u8 {
            let text = format!("a{}b", char::from(byte));
            assert_eq!(found(&mut Plain::default(), &text), expected(&text), "{byte}");
        }
        assert_eq!(found(&mut Plain::default(), "é"), None);
    }

    proptest! {
        #[test]
        fn words_are_where_tokens_are(text in "([a-cX0'$%., \n]{0,9}[a-z]{0,30}){0,12}[<&]?") {
            let mut plain = Plain::default();
            plain.read("what was before");
            prop_assert_eq!(found(&mut plain, &text), expected(&text));
        }

        #[test]
        fn words_are_numbers_of_their_own(one in "[ab0]{1,17}", other in "[ab0]{1,17}") {
            let text = format!("{one} {other}");
            let mut plain = Plain::default();
            plain.read(&text);
            let numbers: Vec<Option<Packed>> =
                found(&mut plain, &text).into_iter().flatten().map(|place| plain.packed(place)).collect();
            prop_assert_eq!(&numbers, &[packed(&one), packed(&other)]);
            prop_assert_eq!(numbers[0].is_some(), one.len() <= PACKED);
            prop_assert_eq!(numbers[0] == numbers[1] && one.len() <= PACKED, one == other && one.len() <= PACKED);
        }
    }
}
