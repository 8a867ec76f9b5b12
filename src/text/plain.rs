//! A plain ASCII text, cut into words many bytes at a time.
//!
//! Goes in: a text as it came. Comes out: the places of its words and signs, as [`super::token`] cuts them, and each word
//! in lower case, up to sixteen bytes of it as one number. Sixty-four bytes are sorted at once into rows of bits, in which
//! the next word is found without a look at its bytes. A text that is not plain (see [`super::token::Class`]) is not cut.

use super::token::{self, Kind};

/// Bytes that are sorted at once.
const BLOCK: usize = 64;
/// Longer words are no number.
const PACKED: usize = 16;
/// Behind the text there is room for a whole number, and a row without a word.
const BEHIND: &str = "                                                                                                                                ";

/// A word as a number: its bytes, those of the beginning in the first half. Different words are different numbers.
pub(super) type Packed = [u64; 2];

/// A text and its places. Kept from text to text, so that no memory is asked for.
#[derive(Debug, Default)]
pub(super) struct Plain {
    /// The text, and spaces.
    text: String,
    /// One for each block, and one of spaces.
    rows: Vec<Row>,
    /// Where lines end.
    lines: Vec<u32>,
    /// Whether it holds nothing that mail programs put around other mails.
    pub(super) calm: bool,
}

/// What the bytes of a block are, as bits.
#[derive(Debug, Clone, Copy)]
struct Row {
    /// Bytes of words: letters and digits, and the apostrophes between letters.
    words: u64,
    /// Where words and signs begin.
    begins: u64,
}

/// A word, a number or a sign of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Plain {
    /// Reads a text; whether it is plain.
    #[inline(never)]
    pub(super) fn read(&mut self, text: &str) -> bool {
        self.text.clear();
        self.text.push_str(text);
        self.text.push_str(&BEHIND[..BLOCK + text.len().wrapping_neg() % BLOCK]);
        self.rows.clear();
        self.lines.clear();
        let bytes = self.text.as_bytes();
        let (mut odd, mut before) = (0, 0);
        for (row, block) in bytes.as_chunks::<BLOCK>().0.iter().enumerate() {
            let (square, spaces) = (marked(block, is_word), marked(block, |byte| byte == b' '));
            let (mut words, mut signs) = (turned(square), 0);
            let others = !(square | spaces);
            let mut others = if others == 0 { 0 } else { turned(others) };
            while others != 0 {
                let bit = others & others.wrapping_neg();
                let at = BLOCK * row + others.trailing_zeros() as usize;
                others ^= bit;
                let what = ODD[usize::from(bytes[at])];
                match what {
                    odd::SIGN => signs |= bit,
                    odd::APOSTROPHE if joins(bytes, at) => words |= bit,
                    odd::DASH if bytes[at + 1] == b'-' => odd |= odd::MAIL,
                    odd::LINE => self.lines.push(at as u32),
                    _ => odd |= what,
                }
            }
            if odd & odd::DOUBTFUL != 0 {
                return false;
            }
            self.rows.push(Row { words, begins: words & !(words << 1 | before) | signs });
            before = words >> (BLOCK - 1);
        }
        self.calm = odd & odd::MAIL == 0;
        true
    }

    /// Calls `each` with every word and sign, in order, as long as it says so; whether it always did.
    #[inline]
    pub(super) fn all(&self, mut each: impl FnMut(Place) -> bool) -> bool {
        for (number, rows) in self.rows.windows(2).enumerate() {
            let [row, behind] = rows else { continue };
            let mut begins = row.begins;
            while begins != 0 {
                let at = begins.trailing_zeros();
                begins &= begins - 1;
                let word = row.words >> at | behind.words << 1 << (BLOCK as u32 - 1 - at);
                let start = BLOCK * number + at as usize;
                let length = match word.trailing_ones() {
                    0 => 1,
                    64 => self.length(start),
                    length => length as usize,
                };
                if !each(Place { start, end: start + length }) {
                    return false;
                }
            }
        }
        true
    }

    /// The length of a word of any length.
    #[cold]
    fn length(&self, start: usize) -> usize {
        token::word_end(&self.text, start).0 - start
    }

    /// The first word or sign of each line that has one.
    pub(super) fn firsts(&self) -> impl Iterator<Item = usize> + '_ {
        let starts = std::iter::once(0).chain(self.lines.iter().map(|end| *end as usize + 1));
        starts.filter_map(|start| self.next(start))
    }

    /// Where the first word or sign begins from a place on.
    fn next(&self, at: usize) -> Option<usize> {
        let mut row = at / BLOCK;
        let mut begins = self.rows.get(row)?.begins & (u64::MAX << (at % BLOCK));
        while begins == 0 {
            row += 1;
            begins = self.rows.get(row)?.begins;
        }
        Some(row * BLOCK + begins.trailing_zeros() as usize)
    }

    /// A word in lower case, put where another was.
    pub(super) fn word<'a>(&self, start: usize, end: usize, room: &'a mut String) -> &'a str {
        room.clear();
        room.push_str(self.text.get(start..end).unwrap_or_default());
        room.make_ascii_lowercase();
        room
    }

    /// The word at a place as a number; none where it is too long.
    #[inline]
    pub(super) fn packed(&self, place: Place) -> Option<Packed> {
        packed_at(self.text.as_bytes(), place.start, place.end - place.start)
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
    let (halves, _) = bytes.get(start..)?.first_chunk::<PACKED>()?.as_chunks::<8>();
    let [one, other] = halves else { return None };
    // Letters become lower case; digits, signs and apostrophes have this bit.
    let lower = |half: &[u8; 8]| u64::from_le_bytes(*half) | 0x2020_2020_2020_2020;
    Some([lower(one) & masks[0], lower(other) & masks[1]])
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

/// Whether a byte is part of words by itself.
#[inline]
fn is_word(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10)
}

/// Whether an apostrophe stands in a word: behind a letter of it, though digits may stand between, and before another.
fn joins(bytes: &[u8], at: usize) -> bool {
    let mut behind = bytes[..at].iter().rev().take_while(|byte| byte.is_ascii_alphanumeric());
    bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) && behind.any(u8::is_ascii_alphabetic)
}

/// What bytes are that are neither words nor spaces.
mod odd {
    /// A currency or percent sign.
    pub(super) const SIGN: u8 = 1;
    pub(super) const APOSTROPHE: u8 = 1 << 1;
    pub(super) const DASH: u8 = 1 << 2;
    pub(super) const LINE: u8 = 1 << 3;
    /// The text is not plain.
    pub(super) const DOUBTFUL: u8 = 1 << 4;
    /// Mail programs put it around other mails.
    pub(super) const MAIL: u8 = 1 << 5;
}

/// The same for each byte.
const ODD: [u8; 256] = {
    let mut odd = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        odd[byte] = match byte as u8 {
            b'$' | b'%' => odd::SIGN,
            b'\'' => odd::APOSTROPHE,
            b'-' => odd::DASH,
            b'\n' => odd::LINE,
            b':' | b'>' | b'=' | b'_' => odd::MAIL,
            b'<' | b'&' | b'\\' => odd::DOUBTFUL,
            b'\t' | b'\r' | b' '..=b'~' => 0,
            _ => odd::DOUBTFUL,
        };
        byte += 1;
    }
    odd
};

/// Which bytes of a block are of a kind, as the columns of a square of bits. Without a branch, so that many are looked at in
/// one step.
#[inline]
fn marked(block: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
    let mut marks = [0_u8; BLOCK];
    for (at, byte) in block.iter().enumerate() {
        marks[at] = if is(*byte) { COLUMNS[at] } else { 0 };
    }
    marks.as_chunks::<8>().0.iter().fold(0, |square, column| square | u64::from_le_bytes(*column))
}

/// Each eight bytes of a block are a column of a square of bits.
const COLUMNS: [u8; BLOCK] = {
    let mut columns = [0; BLOCK];
    let mut at = 0;
    while at < BLOCK {
        columns[at] = 1 << (at / 8);
        at += 1;
    }
    columns
};

/// A square of eight by eight bits with its rows as columns (H. S. Warren, "Hacker's Delight", 7-3).
#[inline]
fn turned(square: u64) -> u64 {
    let swap = |square: u64, by: u32, mask: u64| {
        let differing = (square ^ square >> by) & mask;
        square ^ differing ^ differing << by
    };
    let square = swap(square, 7, 0x00AA_00AA_00AA_00AA);
    swap(swap(square, 14, 0x0000_CCCC_0000_CCCC), 28, 0x0000_0000_F0F0_F0F0)
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
            let end = match CLASSES[usize::from(*byte)] {
                Class::Doubtful | Class::Wide => return None,
                Class::Gap | Class::Apostrophe => {
                    at += 1;
                    continue;
                }
                Class::Sign => at + 1,
                Class::Letter | Class::Digit => token::word_end(&lower, at).0,
            };
            places.push(Place { start: at, end });
            at = end;
        }
        Some(places)
    }

    fn found(plain: &mut Plain, text: &str) -> Option<Vec<Place>> {
        let mut places = Vec::new();
        let mut all = |plain: &Plain| {
            plain.all(|place| {
                places.push(place);
                true
            })
        };
        (plain.read(text) && all(plain)).then_some(places)
    }

    #[test]
    fn every_byte_is_what_it_is_to_tokens() {
        for byte in 0..128_u8 {
            let text = format!("a{}b", char::from(byte));
            assert_eq!(found(&mut Plain::default(), &text), expected(&text), "{byte}");
        }
        assert_eq!(found(&mut Plain::default(), "é"), None);
    }

    #[test]
    fn mails_of_others_need_signs() {
        for (text, calm) in [("a - b, c-d.", true), ("a: b", false), ("a -- b", false), ("> a", false)] {
            let mut plain = Plain::default();
            assert!(plain.read(text));
            assert_eq!(plain.calm, calm, "{text}");
        }
    }

    proptest! {
        #[test]
        fn words_are_where_tokens_are(text in "([a-cX0'$%., \n]{0,9}[a-z]{0,90}){0,12}[<&]?") {
            let mut plain = Plain::default();
            plain.read("what was before");
            let expected = expected(&text);
            prop_assert_eq!(found(&mut plain, &text), expected.clone());
            for line in text.match_indices('\n').map(|(end, _)| end + 1).chain([0]) {
                let first = expected.iter().flatten().map(|place| place.start).find(|start| *start >= line);
                prop_assert!(expected.is_none() || first.is_none_or(|first| plain.firsts().any(|own| own == first)));
            }
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
