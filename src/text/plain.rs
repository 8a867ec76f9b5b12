//! A plain ASCII text, cut into words many bytes at a time.
//!
//! Goes in: a text as it came. Comes out: the places of its words and signs, as [`super::token`] cuts them, and each word
//! in lower case, up to sixteen bytes of it as one number. Sixty-four bytes are sorted at once into bits, in which all
//! words are found without a look at their bytes. A text that is not plain (see [`super::token::Class`]) is not cut.

use super::token::Kind;

/// Bytes that are sorted at once.
const BLOCK: usize = 64;
/// Longer words are no number.
const PACKED: usize = 16;
/// Behind the text there is room for a whole number, and a block without a word.
const BEHIND: &str = "                                                                                                                                ";

/// A word as a number: its bytes, those of the beginning in the first half. Different words are different numbers.
pub(super) type Packed = [u64; 2];

/// A text and its places. Kept from text to text, so that no memory is asked for.
#[derive(Debug, Default)]
pub(super) struct Plain {
    /// The text, and spaces.
    text: String,
    /// Where words and signs begin, and where they end.
    starts: Offsets,
    ends: Offsets,
    /// Where lines end.
    lines: Vec<u32>,
    /// Whether it holds nothing that mail programs put around other mails.
    pub(super) calm: bool,
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
        self.starts.begin(self.text.len());
        self.ends.begin(self.text.len());
        self.lines.clear();
        let bytes = self.text.as_bytes();
        let (mut odd, mut word_before, mut sign_before) = (0, 0, 0);
        for (number, block) in bytes.as_chunks::<BLOCK>().0.iter().enumerate() {
            let (square, spaces) = (marked(block, is_word), marked(block, |byte| byte == b' '));
            let (mut words, mut signs) = (turned(square), 0);
            let others = !(square | spaces);
            let mut others = if others == 0 { 0 } else { turned(others) };
            while others != 0 {
                let bit = others & others.wrapping_neg();
                let at = BLOCK * number + others.trailing_zeros() as usize;
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
            let (word_behind, sign_behind) = (words << 1 | word_before, signs << 1 | sign_before);
            let (starts, from) = (words & !word_behind | signs, (BLOCK * number) as u32);
            let count = starts.count_ones() as usize;
            self.starts.add(from, starts, count);
            // What is open at the beginning ends here, and what is open at the end does not.
            let open_before = (word_before | sign_before) as usize;
            (word_before, sign_before) = (words >> (BLOCK - 1), signs >> (BLOCK - 1));
            let open = (word_before | sign_before) as usize;
            self.ends.add(from, !words & word_behind | sign_behind, count + open_before - open);
        }
        self.calm = odd & odd::MAIL == 0;
        true
    }

    /// The places of all words and signs, in order.
    #[inline]
    pub(super) fn places(&self) -> impl ExactSizeIterator<Item = Place> + '_ {
        let place = |(start, end): (&u32, &u32)| Place { start: *start as usize, end: *end as usize };
        self.starts.from(0).iter().zip(self.ends.from(0)).map(place)
    }

    /// The place of a word or sign, by its number.
    pub(super) fn place(&self, number: usize) -> Place {
        let at = |offsets: &Offsets| offsets.from(number).first().map_or(0, |offset| *offset as usize);
        Place { start: at(&self.starts), end: at(&self.ends) }
    }

    /// The numbers of the first word or sign of each line, of some perhaps that of a later line.
    pub(super) fn firsts(&self) -> impl Iterator<Item = usize> + '_ {
        let behind = |end: &u32| self.starts.from(0).partition_point(|start| start < end);
        std::iter::once(0).chain(self.lines.iter().map(behind))
    }

    /// What stands at a place, in lower case, put where another was.
    pub(super) fn word<'a>(&self, place: Place, room: &'a mut String) -> &'a str {
        room.clear();
        room.push_str(self.text.get(place.start..place.end).unwrap_or_default());
        room.make_ascii_lowercase();
        room
    }

    /// The word at a place as a number; none where it is too long.
    #[inline]
    pub(super) fn packed(&self, place: Place) -> Option<Packed> {
        packed_at(self.text.as_bytes(), place.start, place.end - place.start)
    }

    /// The bytes at a place, as they are written.
    pub(super) fn bytes(&self, place: Place) -> &[u8] {
        self.text.as_bytes().get(place.start..place.end).unwrap_or_default()
    }
}

/// Places in a text, in order.
#[derive(Debug, Default)]
struct Offsets {
    /// There is room behind them, so that many are put down at once.
    room: Vec<u32>,
    count: usize,
}

/// So many are put down whether they are there or not, which costs less than to ask: few blocks of prose hold more.
const AT_ONCE: usize = 10;

impl Offsets {
    /// Begins with a text of so many bytes.
    fn begin(&mut self, bytes: usize) {
        self.count = 0;
        if self.room.len() < bytes + BLOCK {
            self.room.resize(bytes + BLOCK, 0);
        }
    }

    /// Adds as many as there are bits, counted from a place.
    #[inline]
    fn add(&mut self, from: u32, mut bits: u64, count: usize) {
        const NONE: u64 = 1 << (BLOCK - 1);
        let Some(room) = self.room.get_mut(self.count..).and_then(<[u32]>::first_chunk_mut::<BLOCK>) else {
            return;
        };
        let mut put = |place: &mut u32| {
            *place = from + (bits | NONE).trailing_zeros();
            bits &= bits.wrapping_sub(1);
        };
        let (some, others) = room.split_at_mut(AT_ONCE);
        some.iter_mut().for_each(&mut put);
        if count > AT_ONCE {
            others.iter_mut().take(count - AT_ONCE).for_each(put);
        }
        self.count += count;
    }

    /// Those from one on.
    fn from(&self, number: usize) -> &[u32] {
        self.room.get(number..self.count).unwrap_or_default()
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

/// Whether a byte makes a text that is not calm.
pub(super) fn is_of_mail(byte: u8) -> bool {
    ODD[usize::from(byte)] & odd::MAIL != 0
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
    use super::super::token::{self, CLASSES, Class};
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
        plain.read(text).then(|| plain.places().collect())
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
                let first = expected.iter().flatten().position(|place| place.start >= line);
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
