//! What was found for written words, remembered from one text to the next.
//!
//! What a word may stand for depends on the word and the lexicon alone, and people use few words: after some texts
//! nearly every word is known. A memory belongs to one index and is no part of any result: with or without it, full
//! or empty, the same comes out. Each thread has its own, so that none waits for another; what one has looked up the others
//! may take over.

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
use std::sync::{Arc, Mutex};

/// Words remembered at most, when a text begins.
const MOST: usize = 1 << 15;
/// The memory that longer parts took is given back, in bytes of their text.
const LONG: usize = 1 << 16;
/// Longer words are not worth remembering.
const LONGEST: usize = 64;

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
    /// What others looked up.
    shared: Option<Arc<SharedWords>>,
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
        Self { shared: Some(shared.clone()), ..Self::default() }
    }

    /// Makes room before a text is read. What was given out before is void then.
    pub(super) fn make_room(&mut self) {
        if self.words.is_full() {
            *self = Self { shared: self.shared.take(), ..Self::default() };
        }
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
        let shared = self.shared.as_deref();
        let (known, half) = match shared.and_then(|shared| shared.find(word, hash, &mut self.words)) {
            Some(both) => both,
            None => {
                let letters = kind == Kind::Word;
                let known = lexicon.look_up(word, letters, &mut self.words.edges, &mut self.key);
                let half = Half::of(lexicon, word);
                if let Some(shared) = shared.filter(|_| worth(&known)) {
                    shared.keep(word, hash, (&known, half), &self.words);
                }
                (known, half)
            }
        };
        if worth(&known) { Ok(self.words.add(word, hash, known, half)) } else { Err(known) }
    }

    /// The readings of a word: the exact ones, and the others.
    pub(super) fn readings(&self, known: &Known) -> (&[Edge], &[Edge]) {
        let (start, exact, end) = (known.start as usize, known.exact as usize, known.end as usize);
        (&self.words.edges[start..exact], &self.words.edges[exact..end])
    }
}

/// What several threads looked up, so that hardly any does what another did. None waits for another: looking a word up takes less
/// than being woken.
#[derive(Debug, Default)]
pub struct SharedWords(Mutex<Dictionary>);

impl SharedWords {
    /// What is known of a word, if no other thread is at it; its readings are copied.
    fn find(&self, word: &str, hash: u64, own: &mut Dictionary) -> Option<(Known, Half)> {
        let shared = self.0.try_lock().ok()?;
        let Entry { known, half, .. } = &shared.entries[shared.find(word, hash)? as usize];
        Some((own.take_over(known, &shared), *half))
    }

    /// Keeps what is known of a word, unless another thread was quicker or is at it, or there are enough.
    fn keep(&self, word: &str, hash: u64, (known, half): (&Known, Half), own: &Dictionary) {
        let Ok(mut shared) = self.0.try_lock() else { return };
        if !shared.is_full() && shared.find(word, hash).is_none() {
            let known = shared.take_over(known, own);
            shared.add(word, hash, known, half);
        }
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

    /// Copies the readings of a word from another; what is known of it here then.
    fn take_over(&mut self, known: &Known, other: &Self) -> Known {
        let start = self.edges.len() as u32;
        self.edges.extend_from_slice(&other.edges[known.start as usize..known.end as usize]);
        let moved = |at: u32| at - known.start + start;
        Known { start, exact: moved(known.exact), end: moved(known.end), ..*known }
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
