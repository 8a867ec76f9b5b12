//! The words of all patterns, and which of them a written token may stand for.
//!
//! Every word of every form and message gets a small number. What a single written word may stand for is looked up
//! here: exact words, spelling variants, inflections, reading slips and typing slips. `lattice` puts the words of a
//! text together; all later matching works on numbers.

mod readings;
mod torn;

use self::readings::{Found, letters, shelf};
use self::torn::halves;
use super::han::is_han;
use super::inflection;
use super::language::Vote;
use super::slip;
use super::table::{Bits, Numbers, Records, Table, each_bit, hash};
use super::token::is_sign;
use super::vocabulary::Vocabulary;
use serde::{Deserialize, Serialize};

/// Number of a word.
pub(super) type WordId = u32;

/// How an edge's word came to stand for what was written.
pub(super) const EXACT: u8 = 0;
/// An inflected form.
pub(super) const INFLECTED: u8 = 1;
/// One edit, a reading slip, or a word joined or split.
pub(super) const SLIP: u8 = 2;
/// Two edits.
pub(super) const TWO_SLIPS: u8 = 3;

/// One way to read a token or a few of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    /// How many tokens it takes.
    pub(super) tokens: u8,
    /// How the words were written.
    pub(super) slip: u8,
    /// The words, as a number into [`Lexicon::words_of`].
    pub(super) sequence: u32,
    /// Packs (by bit) that know the written word itself, for which a slip is no reading of it.
    pub(super) blocked: u64,
}

/// The words of the packs. Everything large is a flat table, read in place where it was prepared beforehand.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Lexicon {
    /// The texts of all words, one after the other.
    texts: String,
    /// For each word, and once more for the end: where its text starts, and where it may stand.
    words: Records<16>,
    /// By the hash of its text, a word.
    ids: Table,
    /// How many words there are; sequences up to this are single words.
    count: u32,
    /// The other sequences of words, one after the other.
    sequences: Records<4>,
    /// Where each sequence starts, and where the last ends.
    starts: Numbers,
    /// Spellings of one token, that stand for a sequence.
    aliases: Table,
    /// Spellings of several tokens: by first word, a number into `phrases`.
    phrases_by_word: Table,
    phrases: Vec<Phrase>,
    /// By the hash of an inflection key, words.
    inflections: Table,
    /// By the hash of a look-alike key, a word.
    look_alikes: Table,
    /// The texts of words, their inflection keys and look-alike keys, as bits by hash: what has no bit is none of them. Most
    /// words of texts are none, and the tables are large.
    hashes: Bits,
    /// Beginnings and ends of words for which slips may stand, where they are long enough to be torn apart, as bits by hash.
    heads: Bits,
    tails: Bits,
    /// Words by first letter and length, for slips, and the letters of each. Each shelf is filled up with [`NONE`] that has all.
    shelved: Numbers,
    letters: Records<SHELVED>,
    /// Where each shelf starts, and where the last ends.
    shelves: Numbers,
}

/// Further words of a spelling, and the sequence they stand for.
type Phrase = (Box<[WordId]>, u32);

const LENGTHS: usize = 24;
/// So many words of a shelf are looked at together.
const AT_ONCE: usize = 8;
/// The bytes of their letters.
const SHELVED: usize = 4 * AT_ONCE;

/// What [`Lexicon::words`] says of a word.
struct WordRecord {
    text_start: u32,
    slips: bool,
    packs: u64,
}

impl WordRecord {
    fn write(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&self.text_start.to_le_bytes());
        bytes[4] = u8::from(self.slips);
        bytes[8..].copy_from_slice(&self.packs.to_le_bytes());
        bytes
    }

    fn read(bytes: &[u8; 16]) -> Self {
        let [a, b, c, d, slips, _, _, _, packs @ ..] = *bytes;
        Self {
            text_start: u32::from_le_bytes([a, b, c, d]),
            slips: slips != 0,
            packs: u64::from_le_bytes(packs),
        }
    }
}

impl Lexicon {
    /// Builds the tables from the words of all patterns.
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let mut lexicon = Self::default();
        lexicon.spellings(vocabulary);
        lexicon.keys(vocabulary);
        lexicon.shelve(vocabulary);
        lexicon.texts = vocabulary.words.iter().map(|word| &*word.text).collect();
        let mut text_start = 0;
        let records = vocabulary.words.iter().map(|word| {
            let record = WordRecord { text_start, slips: word.slips, packs: word.packs };
            text_start += word.text.len() as u32;
            record.write()
        });
        let mut records: Vec<[u8; 16]> = records.collect();
        records.push(WordRecord { text_start, slips: false, packs: 0 }.write());
        lexicon.words = records.into_iter().collect();
        lexicon
    }

    /// Sequences of words and the spellings that stand for them.
    fn spellings(&mut self, vocabulary: &Vocabulary) {
        self.count = vocabulary.words.len() as u32;
        let standards = || vocabulary.spellings().map(|(_, standard)| standard);
        self.sequences = standards().flatten().map(|word| word.to_le_bytes()).collect();
        self.starts = Numbers::starts(standards().map(<[_]>::len));
        let (mut aliases, mut phrases) = (Vec::new(), Vec::new());
        for (number, (spelling, _)) in vocabulary.spellings().enumerate() {
            let sequence = self.count + number as u32;
            match spelling.split_first() {
                Some((first, [])) => aliases.push((u64::from(*first), u64::from(sequence))),
                Some((first, rest)) => {
                    phrases.push((u64::from(*first), self.phrases.len() as u64));
                    self.phrases.push((rest.into(), sequence));
                }
                None => {}
            }
        }
        self.aliases = Table::new(&aliases);
        self.phrases_by_word = Table::new(&phrases);
    }

    /// Look-ups by text, inflection key and look-alike key.
    fn keys(&mut self, vocabulary: &Vocabulary) {
        let numbered = || vocabulary.used().map(|(id, word)| (u64::from(id), word));
        let ids: Vec<(u64, u64)> = numbered().map(|(id, word)| (hash(&word.text), id)).collect();
        let (mut inflections, mut look_alikes) = (Vec::new(), Vec::new());
        let mut buffer = String::new();
        for (id, word) in numbered().filter(|(_, word)| word.slips) {
            inflection::keys(&word.text, &mut buffer, &mut |key| inflections.push((hash(key), id)));
            if word.text.len() >= 4 && word.text.is_ascii() {
                slip::look_alike_key(&word.text, &mut buffer);
                look_alikes.push((hash(&buffer), id));
            }
        }
        (self.heads, self.tails) = halves(&vocabulary.words);
        inflections.reverse(); // Of the words of a key, the last added is tried first.
        self.hashes = bits_of([&ids, &inflections, &look_alikes]);
        [self.ids, self.inflections, self.look_alikes] =
            [ids, inflections, look_alikes].map(|pairs| Table::new(&pairs));
    }

    fn shelve(&mut self, vocabulary: &Vocabulary) {
        let mut shelves = vec![Vec::new(); 26 * LENGTHS];
        for (id, word) in vocabulary.used().filter(|(_, word)| word.slips && word.text.len() >= 4) {
            if let Some(shelf) = shelf(&word.text) {
                shelves[shelf].push((letters(&word.text), id));
            }
        }
        for shelf in &mut shelves {
            shelf.resize(shelf.len().next_multiple_of(AT_ONCE), (u32::MAX, NONE));
        }
        self.shelves = Numbers::starts(shelves.iter().map(|shelf| shelf.len() / AT_ONCE));
        let all = || shelves.iter().flatten();
        self.shelved = all().map(|(_, id)| *id).collect();
        let letters: Vec<u8> = all().flat_map(|(letters, _)| letters.to_le_bytes()).collect();
        self.letters = letters.as_chunks().0.iter().copied().collect();
    }

    /// Calls `each` with the words on a shelf that `near` tells as bits; it is given the letters of each [`AT_ONCE`]. Cost: some
    /// steps for these.
    fn on_shelf(&self, shelf: usize, near: impl Fn(&[u8; SHELVED]) -> u32, mut each: impl FnMut(WordId)) {
        let chunks = self.shelves.range(shelf);
        let letters = self.letters.all().get(chunks.clone()).unwrap_or_default();
        for (chunk, letters) in chunks.zip(letters) {
            let here = each_bit(u64::from(near(letters)));
            here.filter_map(|word| self.shelved.get(AT_ONCE * chunk + word)).for_each(&mut each);
        }
    }

    /// The number of a known word.
    pub(super) fn get(&self, word: &str) -> Option<WordId> {
        let mut ids = self.ids.all(self.known(word)?).map(|id| id as WordId);
        ids.find(|id| self.text(*id) == word)
    }

    /// The hash of a key; none where no table has it. Cost: one place of memory.
    #[inline]
    fn known(&self, key: &str) -> Option<u64> {
        let hash = hash(key);
        self.hashes.has(hash as usize & self.hashes.room().wrapping_sub(1)).then_some(hash)
    }

    /// The words of an edge's sequence.
    pub(super) fn words_of(&self, sequence: u32) -> Words<'_> {
        let Some(number) = sequence.checked_sub(self.count) else {
            return Words { first: sequence, rest: &[] };
        };
        let words = self.sequences.all().get(self.starts.range(number as usize)).unwrap_or_default();
        match words.split_first() {
            Some((first, rest)) => Words { first: WordId::from_le_bytes(*first), rest },
            None => Words { first: NONE, rest: &[] },
        }
    }

    /// The text of a word.
    pub(super) fn text(&self, id: WordId) -> &str {
        let start = |id| self.words.get(id).map(|bytes| WordRecord::read(bytes).text_start as usize);
        match (start(id as usize), start(id as usize + 1)) {
            (Some(start), Some(end)) => self.texts.get(start..end).unwrap_or(""),
            _ => "",
        }
    }

    fn record(&self, id: WordId) -> Option<WordRecord> {
        self.words.get(id as usize).map(WordRecord::read)
    }
}

/// No word.
pub(super) const NONE: WordId = WordId::MAX;

/// What the lexicon says of one written word: its readings stand behind each other in a list of edges.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// The word itself, or [`NONE`].
    pub(super) id: WordId,
    /// Where its readings begin, where those end that are exact, and where all end.
    pub(super) start: u32,
    pub(super) exact: u32,
    pub(super) end: u32,
    /// The first words of all readings, as [`bit`]s.
    pub(super) firsts: u64,
    /// Whether a spelling of several tokens begins with it.
    pub(super) begins_phrase: bool,
    /// Which language it speaks for.
    pub(super) vote: Vote,
}

/// One word or several.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    /// The first.
    pub(super) first: WordId,
    rest: &'a [[u8; 4]],
}

impl<'a> Words<'a> {
    /// All of them.
    pub(super) fn all(self) -> impl Iterator<Item = WordId> + 'a {
        std::iter::once(self.first).chain(self.rest())
    }

    /// The words behind the first.
    pub(super) fn rest(self) -> impl Iterator<Item = WordId> + 'a {
        self.rest.iter().map(|bytes| WordId::from_le_bytes(*bytes))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.rest.len() + 1
    }

    /// The words from one of them on; at least one is left.
    pub(super) fn starting_at(self, word: usize) -> Self {
        match self.rest.get(word.wrapping_sub(1)..).and_then(<[_]>::split_first) {
            Some((first, rest)) => Self { first: WordId::from_le_bytes(*first), rest },
            None => self,
        }
    }
}

/// A word's bit in the masks that tell at once what cannot follow.
pub(super) fn bit(word: WordId) -> u64 {
    1 << (word & 63)
}

impl Lexicon {
    /// Looks a written word up; its readings are added to `edges`. Slips and inflections are looked for where
    /// `letters` says that it is made of letters; `key` is scratch space.
    ///
    /// Cost: some hash look-ups; with `letters`, a walk over the known words of the same first letter and about the
    /// same length.
    pub(super) fn look_up(
        &self,
        word: &str,
        letters: bool,
        edges: &mut Vec<Edge>,
        key: &mut String,
    ) -> Known {
        let id = self.get(word).unwrap_or(NONE);
        let start = edges.len();
        let mut blocked = 0;
        let mut begins_phrase = false;
        if id != NONE {
            blocked = self.record(id).map_or(0, |word| word.packs);
            edges.push(Edge { tokens: 1, slip: EXACT, sequence: id, blocked: 0 });
            let aliases = self.aliases.all(u64::from(id));
            edges.extend(aliases.map(|sequence| Edge {
                tokens: 1,
                slip: EXACT,
                sequence: sequence as u32,
                blocked: 0,
            }));
            begins_phrase = self.phrases_by_word.first(u64::from(id)).is_some();
        }
        let exact = edges.len();
        if letters {
            let mut found = Found { lexicon: self, edges, start, blocked, key };
            found.inflections(word);
            if blocked != u64::MAX && word.len() >= 4 && word.len() < 40 && word.is_ascii() {
                found.look_alike(word);
                found.typing_slips(word);
            }
        }
        let first = |edge: &Edge| bit(self.words_of(edge.sequence).first);
        let firsts = edges[start..].iter().map(first).fold(0, |all, bit| all | bit);
        let (start, exact, end) = (start as u32, exact as u32, edges.len() as u32);
        Known {
            id,
            start,
            exact,
            end,
            firsts,
            begins_phrase,
            vote: if letters { Vote::of(word) } else { Vote::default() },
        }
    }

    /// What the spellings of several words stand for that begin with a word and of which all others are among some words.
    pub(super) fn spelled_within(
        &self,
        first: WordId,
        has: impl Fn(WordId) -> bool,
    ) -> impl Iterator<Item = u32> {
        self.phrases_by_word.all(u64::from(first)).filter_map(move |number| {
            let (rest, sequence) = self.phrases.get(number as usize)?;
            rest.iter().all(|word| has(*word)).then_some(*sequence)
        })
    }

    /// The spellings of several words that begin with a word, where `behind` tells which word follows so many words on.
    pub(super) fn spelled(
        &self,
        first: WordId,
        behind: impl Fn(usize) -> Option<WordId>,
    ) -> impl Iterator<Item = Edge> {
        let spellings = self.phrases_by_word.all(u64::from(first));
        spellings.filter_map(move |number| {
            let (rest, sequence) = self.phrases.get(number as usize)?;
            let follows = (1..).zip(rest).all(|(distance, word)| behind(distance) == Some(*word));
            let tokens = rest.len() as u8 + 1;
            follows.then_some(Edge { tokens, slip: EXACT, sequence: *sequence, blocked: 0 })
        })
    }
}

/// A bit for the hash of each key, in some ten times as many bits (B. H. Bloom, "Space/time trade-offs in hash coding with
/// allowable errors", 1970, with one hash).
fn bits_of(tables: [&[(u64, u64)]; 3]) -> Bits {
    let keys = || tables.into_iter().flatten().map(|(key, _)| *key as usize);
    let room = 8 * keys().count().next_power_of_two().max(8);
    Bits::new(room, keys().map(|key| key % room))
}

/// Cuts the words of a pattern the way a text is cut. `*` comes out as `None`.
pub(super) fn pattern_words(normal: &str) -> Vec<Option<String>> {
    let mut words = Vec::new();
    each_word(normal, |word| words.push(word.map(str::to_owned)));
    words
}

/// The same, word by word.
pub(super) fn each_word(normal: &str, mut take: impl FnMut(Option<&str>)) {
    let mut current = String::new();
    let mut chars = normal.chars().peekable();
    let mut flush = |current: &mut String, then: Option<Option<&str>>| {
        if !current.is_empty() {
            take(Some(current));
            current.clear();
        }
        if let Some(then) = then {
            take(then);
        }
    };
    while let Some(c) = chars.next() {
        if is_han(c) || is_sign(c) {
            flush(&mut current, Some(Some(c.encode_utf8(&mut [0; 4]))));
        } else if c.is_alphanumeric() {
            current.push(c);
        } else if c == '\'' && !current.is_empty() && chars.peek().is_some_and(char::is_ascii_alphabetic) {
            continue;
        } else {
            flush(&mut current, (c == '*').then_some(None));
        }
    }
    flush(&mut current, None);
}
