//! What was found for written words, remembered from one text to the next.
//!
//! What a word may stand for depends on the word and the lexicon alone, and people use few words: after some texts
//! nearly every word is known. A memory belongs to one index and is no part of any result: with or without it, full
//! or empty, the same comes out. Each thread has its own, so that none waits for another; what one has looked up the others
//! take over from time to time, many words at once.

use super::glance::Glance;
use super::lean::Weighed;
use super::lexicon::{Edge, Known, Lexicon, NONE};
use super::messages::Search;
use super::regexes::Open;
use super::sieve::Possible;
use super::table::hash;
use super::token::Kind;
use super::view::Cut;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// Words remembered at most, when a text begins.
const MOST: usize = 1 << 15;
/// The memory that longer parts took is given back, in bytes of their text.
const LONG: usize = 1 << 16;
/// Longer words are not worth remembering.
const LONGEST: usize = 64;
/// So many words that one thread has looked up others take over: those of most texts come first.
const COMMON: usize = 1 << 13;
/// After so many texts they do.
const TEXTS: u32 = 16;

/// What a written word is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) known: Known,
    /// The number under which it is remembered, if it is.
    pub(super) number: Option<u32>,
    pub(super) half: Half,
}

/// Whether a word may be half of one that was torn apart. No is certain.
#[derive(Debug, Clone, Copy)]
pub(super) struct Half {
    pub(super) head: bool,
    pub(super) tail: bool,
}

impl Half {
    pub(super) fn of(lexicon: &Lexicon, word: &str) -> Self {
        Self { head: lexicon.may_begin(word), tail: lexicon.may_end(word) }
    }
}

/// Words looked up before.
#[derive(Debug, Default)]
pub struct Memory {
    words: Dictionary,
    /// What is shared with others.
    shared: Option<Shared>,
    /// A key in the making.
    key: String,
    pub(super) possible: Possible,
    pub(super) open: Open,
    pub(super) search: Search,
    pub(super) weighed: Weighed,
    /// None only while it is in use, or before it was.
    pub(super) glance: Option<Box<Glance>>,
    /// Parts of earlier texts, whose memory serves for the next.
    pub(super) cuts: Vec<Cut>,
}

impl Memory {
    /// A memory that takes over what others look up.
    pub(crate) fn sharing(shared: &Arc<SharedWords>) -> Self {
        Self { shared: Some(Shared::of(Arc::clone(shared))), ..Self::default() }
    }

    /// Makes room before a text is read. What was given out before is void then.
    pub(super) fn make_room(&mut self) {
        if self.words.is_full() {
            let shared = self.shared.take().map(|shared| Shared::of(shared.words));
            *self = Self { shared, ..Self::default() };
        }
        self.shared.iter_mut().for_each(|shared| shared.next_text(&mut self.words));
    }

    /// Makes room for so many words.
    pub(super) fn expect(&mut self, words: usize) {
        self.words.entries.reserve(words);
        self.words.by_hash.reserve(words);
    }

    /// Keeps the memory of parts for the next text, unless they were long.
    pub(super) fn keep(&mut self, mut cuts: Vec<Cut>) {
        cuts.retain(|cut| cut.normal.text.len() <= LONG);
        self.cuts = cuts;
    }

    /// What the lexicon says of a written word, and the number under which it is remembered, if it is.
    pub(super) fn word(&mut self, lexicon: &Lexicon, word: &str, kind: Kind) -> Seen {
        match self.look_up(lexicon, word, kind) {
            Ok(number) => {
                let Entry { known, half, .. } = self.words.entries[number as usize];
                Seen { known, number: Some(number), half }
            }
            Err(known) => Seen { known, number: None, half: Half::of(lexicon, word) },
        }
    }

    /// The number under which a written word is remembered; none where it is not worth it.
    pub(super) fn number(&mut self, lexicon: &Lexicon, word: &str, kind: Kind) -> Option<u32> {
        self.look_up(lexicon, word, kind).ok()
    }

    /// A remembered word, and what it is.
    pub(super) fn remembered(&self, number: u32) -> (&str, Known, Half) {
        let Entry { known, half, .. } = self.words.entries[number as usize];
        (self.words.text(number), known, half)
    }

    fn look_up(&mut self, lexicon: &Lexicon, word: &str, kind: Kind) -> Result<u32, Known> {
        let hash = hash(word);
        if let Some(number) = self.words.find(word, hash) {
            return Ok(number);
        }
        // Numbers that no pattern knows are rarely seen twice, and need no search.
        let worth = |known: &Known| word.len() <= LONGEST && (kind != Kind::Number || known.id != NONE);
        let known = lexicon.look_up(word, kind == Kind::Word, &mut self.words.edges, &mut self.key);
        if !worth(&known) {
            return Err(known);
        }
        Ok(self.words.add(word, hash, known, Half::of(lexicon, word)))
    }

    /// The readings of a word: the exact ones, and the others.
    pub(super) fn readings(&self, known: &Known) -> (&[Edge], &[Edge]) {
        let (start, exact, end) = (known.start as usize, known.exact as usize, known.end as usize);
        (&self.words.edges[start..exact], &self.words.edges[exact..end])
    }
}

/// What several threads looked up, so that hardly any does what another did.
#[derive(Debug, Default)]
pub struct SharedWords(Mutex<Dictionary>);

/// What one of the threads has given to the others and taken from them. Words go over many at a time: one by one, the memory in which
/// they stand would be carried from one processor to the other for each.
#[derive(Debug)]
struct Shared {
    words: Arc<SharedWords>,
    /// How many of its own words the others have, or did not want, and how many of the shared ones it has.
    given: usize,
    taken: usize,
    /// How many texts there were.
    texts: u32,
}

impl Shared {
    fn of(words: Arc<SharedWords>) -> Self {
        Self { words, given: 0, taken: 0, texts: 0 }
    }

    /// Gives and takes, if it is time and nobody else does.
    fn next_text(&mut self, own: &mut Dictionary) {
        self.texts = self.texts.wrapping_add(1);
        if !self.texts.is_multiple_of(TEXTS) {
            return;
        }
        let Ok(mut shared) = self.words.0.try_lock() else { return };
        let before = own.entries.len();
        own.take_over(&shared, self.taken..shared.entries.len());
        let room = COMMON.saturating_sub(shared.entries.len());
        shared.take_over(own, self.given..before.min(self.given + room));
        (self.given, self.taken) = (own.entries.len(), shared.entries.len());
    }
}

/// Words with what is known of them, one text behind the other.
#[derive(Debug, Default)]
struct Dictionary {
    texts: String,
    /// The readings of all words.
    edges: Vec<Edge>,
    entries: Vec<Entry>,
    /// By hash, the number of the last entry.
    by_hash: FxHashMap<u64, u32>,
}

#[derive(Debug)]
struct Entry {
    start: u32,
    end: u32,
    known: Known,
    half: Half,
    /// Another entry of the same hash.
    next: Option<u32>,
}

impl Dictionary {
    fn is_full(&self) -> bool {
        self.entries.len() > MOST || self.edges.len() > 16 * MOST
    }

    /// Takes words over from another, unless they are there.
    fn take_over(&mut self, other: &Self, numbers: Range<usize>) {
        let entries = other.entries.get(numbers.clone()).unwrap_or_default();
        for (number, Entry { known, half, .. }) in (numbers.start as u32..).zip(entries) {
            let word = other.text(number);
            let hash = hash(word);
            if self.find(word, hash).is_none() {
                let start = self.edges.len() as u32;
                self.edges.extend_from_slice(&other.edges[known.start as usize..known.end as usize]);
                let moved = |at: u32| at - known.start + start;
                let known = Known { start, exact: moved(known.exact), end: moved(known.end), ..*known };
                self.add(word, hash, known, *half);
            }
        }
    }

    fn text(&self, number: u32) -> &str {
        let entry = &self.entries[number as usize];
        self.texts.get(entry.start as usize..entry.end as usize).unwrap_or_default()
    }

    fn find(&self, word: &str, hash: u64) -> Option<u32> {
        let mut number = self.by_hash.get(&hash).copied();
        while let Some(known) = number.filter(|known| self.text(*known) != word) {
            number = self.entries[known as usize].next;
        }
        number
    }

    fn add(&mut self, word: &str, hash: u64, known: Known, half: Half) -> u32 {
        let (start, number) = (self.texts.len() as u32, self.entries.len() as u32);
        self.texts.push_str(word);
        let next = self.by_hash.insert(hash, number);
        self.entries.push(Entry { start, end: self.texts.len() as u32, known, half, next });
        number
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::WordId;
    use super::super::vocabulary::Vocabulary;
    use super::*;

    /// What a memory says of a word: which it is, and how it may be read.
    fn said(memory: &mut Memory, lexicon: &Lexicon, word: &str) -> (WordId, Vec<Edge>, [bool; 2]) {
        let Seen { known, half, .. } = memory.word(lexicon, word, Kind::Word);
        let (exact, others) = memory.readings(&known);
        (known.id, [exact, others].concat(), [half.head, half.tail])
    }

    #[test]
    fn what_one_thread_looked_up_the_other_has() {
        let mut vocabulary = Vocabulary::default();
        for word in ["button", "continue", "grey", "invoice", "voucher"] {
            vocabulary.add(word, 1, true);
        }
        let lexicon = Lexicon::new(&vocabulary);
        let own = ["button", "buton", "greyed", "harmless", "invoices"];
        let other = ["voucher", "buton", "continu", "innvoice", "nothing"];
        let words = Arc::default();
        let mut memories = [Memory::sharing(&words), Memory::sharing(&words)];
        for text in 0..3 * TEXTS as usize {
            for (memory, words) in memories.iter_mut().zip([own, other]) {
                memory.make_room();
                said(memory, &lexicon, words[text % words.len()]);
            }
        }
        for memory in &mut memories {
            let before = memory.words.entries.len();
            assert_eq!(before, 9, "each has the words of both");
            for word in own.into_iter().chain(other) {
                let alone = said(&mut Memory::default(), &lexicon, word);
                assert_eq!(said(memory, &lexicon, word), alone, "{word}");
            }
            assert_eq!(memory.words.entries.len(), before, "no word was looked up again");
        }
    }

    #[test]
    fn only_the_first_words_are_shared() {
        let lexicon = Lexicon::new(&Vocabulary::default());
        let words = Arc::default();
        let mut memory = Memory::sharing(&words);
        for number in 0..COMMON + 100 {
            said(&mut memory, &lexicon, &format!("w{number}"));
        }
        (0..2 * TEXTS).for_each(|_| memory.make_room());
        let mut other = Memory::sharing(&words);
        (0..2 * TEXTS).for_each(|_| other.make_room());
        assert_eq!(other.words.entries.len(), COMMON);
        assert_eq!(other.words.text(7), "w7");
    }
}
