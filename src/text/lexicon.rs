//! The words of all patterns, and which of them a written token may stand for.
//!
//! Every word of every form and message gets a small number. A text is looked up token by token: exact words,
//! spelling variants, inflections, reading slips and typing slips, joined and split words. What comes out is a
//! lattice of edges; all later matching works on numbers.

use super::han::is_han;
use super::inflection;
use super::slip;
use super::token::{self, Kind, Token, is_sign};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::sync::Arc;

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

/// The words of the packs.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    ids: FxHashMap<Arc<str>, WordId>,
    words: Vec<Word>,
    /// Sequences of words; the first `words.len()` once sealed are the words themselves.
    sequences: Vec<Box<[WordId]>>,
    /// Spellings of one token that stand for a sequence.
    aliases: FxHashMap<WordId, Vec<u32>>,
    /// Spellings of several tokens: by first word, the further words and the sequence.
    phrases: FxHashMap<WordId, Vec<Phrase>>,
    /// By the hash of an inflection key, the last entry of its chain.
    inflections: FxHashMap<u64, u32>,
    /// Words of a key and the entry before, chained.
    chain: Vec<(WordId, u32)>,
    /// By the hash of a look-alike key.
    look_alikes: FxHashMap<u64, WordId>,
    /// Words by first letter and length, for slips.
    shelves: Vec<Vec<(u32, WordId)>>,
    spellings: Vec<(Vec<WordId>, Vec<WordId>)>,
}

/// Further words of a spelling, and the sequence they stand for.
type Phrase = (Box<[WordId]>, u32);

#[derive(Debug)]
struct Word {
    text: Arc<str>,
    /// Packs that use it, by bit; a common word has all bits.
    packs: u64,
    /// Whether slips may stand for it.
    slips: bool,
}

const LENGTHS: usize = 24;

impl Lexicon {
    /// The number of a word, new or known. `packs` are the packs that use it; with `slips`, typing slips may
    /// stand for it.
    pub(super) fn add(&mut self, word: &str, packs: u64, slips: bool) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            let known = &mut self.words[id as usize];
            known.packs |= packs;
            known.slips |= slips;
            return id;
        }
        let id = self.words.len() as WordId;
        let text: Arc<str> = word.into();
        self.ids.insert(Arc::clone(&text), id);
        self.words.push(Word { text, packs, slips });
        id
    }

    /// Notes that further packs use a known word.
    pub(super) fn share(&mut self, id: WordId, packs: u64, slips: bool) {
        let word = &mut self.words[id as usize];
        word.packs |= packs;
        word.slips |= slips;
    }

    /// Declares that the written words `spelling` stand for the words `standard`.
    pub(super) fn spell(&mut self, spelling: Vec<WordId>, standard: Vec<WordId>) {
        self.spellings.push((spelling, standard));
    }

    /// Builds the tables once all words are in.
    pub(super) fn seal(&mut self) {
        self.sequences = (0..self.words.len() as WordId).map(|id| vec![id].into_boxed_slice()).collect();
        for (spelling, standard) in std::mem::take(&mut self.spellings) {
            let sequence = self.sequences.len() as u32;
            self.sequences.push(standard.into_boxed_slice());
            match spelling.split_first() {
                Some((first, [])) => self.aliases.entry(*first).or_default().push(sequence),
                Some((first, rest)) => self.phrases.entry(*first).or_default().push((rest.into(), sequence)),
                None => {}
            }
        }
        self.shelves = vec![Vec::new(); 26 * LENGTHS];
        let mut key = String::new();
        for (id, word) in self.words.iter().enumerate().filter(|(_, word)| word.slips) {
            let id = id as WordId;
            inflection::keys(&word.text, &mut |key| {
                let entry = self.chain.len() as u32;
                let before = self.inflections.insert(hash(key), entry).unwrap_or(NONE);
                self.chain.push((id, before));
            });
            if word.text.len() >= 4 && word.text.is_ascii() {
                slip::look_alike_key(&word.text, &mut key);
                self.look_alikes.entry(hash(&key)).or_insert(id);
            }
            if let Some(shelf) = shelf(&word.text).filter(|_| word.text.len() >= 4) {
                self.shelves[shelf].push((letters(&word.text), id));
            }
        }
    }

    /// The number of a known word.
    pub(super) fn get(&self, word: &str) -> Option<WordId> {
        self.ids.get(word).copied()
    }

    /// The words of an edge's sequence.
    pub(super) fn words_of(&self, sequence: u32) -> &[WordId] {
        &self.sequences[sequence as usize]
    }

    /// The text of a word.
    pub(super) fn text(&self, id: WordId) -> &str {
        &self.words[id as usize].text
    }
}

/// All readings of a text's tokens, by token.
#[derive(Debug, Default)]
pub(super) struct Lattice {
    edges: Vec<Edge>,
    starts: Vec<u32>,
    ids: Vec<WordId>,
    buffer: String,
    second: String,
}

const NONE: WordId = WordId::MAX;

impl Lattice {
    /// The readings that begin at a token.
    pub(super) fn at(&self, token: usize) -> &[Edge] {
        match (self.starts.get(token), self.starts.get(token + 1)) {
            (Some(start), Some(end)) => &self.edges[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// The exact word of a token, if the packs know it.
    pub(super) fn exact(&self, token: usize) -> Option<WordId> {
        self.ids.get(token).copied().filter(|id| *id != NONE)
    }

    /// Looks all tokens up.
    ///
    /// Cost: one hash look-up a token; for words the packs don't know, a walk over the few known words of the
    /// same first letter and about the same length.
    pub(super) fn read(&mut self, lexicon: &Lexicon, text: &str, tokens: &[Token]) {
        self.edges.clear();
        self.starts.clear();
        self.ids.clear();
        for token in tokens {
            let word = token::word(text, token, &mut self.buffer);
            self.ids.push(lexicon.get(word).unwrap_or(NONE));
        }
        for index in 0..tokens.len() {
            self.starts.push(self.edges.len() as u32);
            self.read_token(lexicon, text, tokens, index);
        }
        self.starts.push(self.edges.len() as u32);
    }

    fn read_token(&mut self, lexicon: &Lexicon, text: &str, tokens: &[Token], index: usize) {
        let token = &tokens[index];
        let id = self.ids[index];
        let first = self.edges.len();
        let mut blocked = 0;
        if id != NONE {
            blocked = lexicon.words[id as usize].packs;
            self.edges.push(Edge { tokens: 1, slip: EXACT, sequence: id, blocked: 0 });
            for &sequence in lexicon.aliases.get(&id).into_iter().flatten() {
                self.edges.push(Edge { tokens: 1, slip: EXACT, sequence, blocked: 0 });
            }
            for (rest, sequence) in lexicon.phrases.get(&id).into_iter().flatten() {
                if self.ids.get(index + 1..index + 1 + rest.len()) == Some(rest) {
                    let count = rest.len() as u8 + 1;
                    self.edges.push(Edge { tokens: count, slip: EXACT, sequence: *sequence, blocked: 0 });
                }
            }
        }
        if token.kind != Kind::Word {
            return;
        }
        self.inflections(lexicon, text, token, first);
        self.slips(lexicon, text, token, first, blocked);
        if index + 1 < tokens.len() && (id == NONE || self.ids[index + 1] == NONE) {
            self.split(lexicon, text, token, &tokens[index + 1]);
        }
    }

    fn push(&mut self, first: usize, edge: Edge) {
        if !self.edges[first..]
            .iter()
            .any(|known| known.sequence == edge.sequence && known.tokens == edge.tokens)
        {
            self.edges.push(edge);
        }
    }

    fn inflections(&mut self, lexicon: &Lexicon, text: &str, token: &Token, first: usize) {
        let mut buffer = std::mem::take(&mut self.buffer);
        let word = token::word(text, token, &mut buffer);
        inflection::keys(word, &mut |key| {
            let mut entry = lexicon.inflections.get(&hash(key)).copied();
            while let Some((id, before)) = entry.and_then(|entry| lexicon.chain.get(entry as usize)) {
                self.push(first, Edge { tokens: 1, slip: INFLECTED, sequence: *id, blocked: 0 });
                entry = Some(*before);
            }
        });
        self.buffer = buffer;
    }

    fn slips(&mut self, lexicon: &Lexicon, text: &str, token: &Token, first: usize, blocked: u64) {
        if blocked == u64::MAX {
            return;
        }
        let mut buffer = std::mem::take(&mut self.buffer);
        let word = token::word(text, token, &mut buffer);
        if word.len() >= 4 && word.len() < 40 && word.is_ascii() {
            self.look_alike(lexicon, word, first, blocked);
            self.typing_slips(lexicon, word, first, blocked);
        }
        self.buffer = buffer;
    }

    fn look_alike(&mut self, lexicon: &Lexicon, word: &str, first: usize, blocked: u64) {
        let mut key = std::mem::take(&mut self.second);
        slip::look_alike_key(word, &mut key);
        if let Some(&id) = lexicon.look_alikes.get(&hash(&key)) {
            self.push(first, Edge { tokens: 1, slip: SLIP, sequence: id, blocked });
        }
        self.second = key;
    }

    fn typing_slips(&mut self, lexicon: &Lexicon, word: &str, first: usize, blocked: u64) {
        let length = word.len();
        let letters_here = letters(word);
        let bytes = word.as_bytes();
        let shortest = length.saturating_sub(2).max(4);
        for near in shortest..=(length + 2).min(LENGTHS - 1) {
            let limit = slip::allowed(near);
            if near.abs_diff(length) > limit || bytes.iter().any(u8::is_ascii_digit) {
                continue;
            }
            let Some(shelf) = shelf_of(bytes[0], near) else { continue };
            for &(letters, id) in &lexicon.shelves[shelf] {
                if (letters ^ letters_here).count_ones() as usize > 2 * limit {
                    continue;
                }
                let known = lexicon.words[id as usize].text.as_bytes();
                let Some(distance) = slip::distance(bytes, known, limit).filter(|distance| *distance > 0)
                else {
                    continue;
                };
                if near == 4 && !slip::close_short(bytes, known) {
                    continue;
                }
                let slip = if distance == 1 { SLIP } else { TWO_SLIPS };
                self.push(first, Edge { tokens: 1, slip, sequence: id, blocked });
            }
        }
    }

    /// Two tokens that are one known word with a gap in it.
    fn split(&mut self, lexicon: &Lexicon, text: &str, token: &Token, next: &Token) {
        if next.kind != Kind::Word || next.start != token.end + 1 || next.sentence != token.sentence {
            return;
        }
        self.second.clear();
        self.second.push_str(&text[token.start as usize..token.end as usize]);
        self.second.push_str(&text[next.start as usize..next.end as usize]);
        if self.second.len() < 6 {
            return;
        }
        if let Some(id) = lexicon.get(&self.second).filter(|id| lexicon.words[*id as usize].slips) {
            self.edges.push(Edge { tokens: 2, slip: SLIP, sequence: id, blocked: 0 });
        }
    }
}

/// A key's hash, the same on every machine and in every run.
fn hash(key: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(key.as_bytes());
    hasher.finish()
}

/// Which letters a word has, as bits.
fn letters(word: &str) -> u32 {
    word.bytes().filter(u8::is_ascii_lowercase).fold(0, |bits, byte| bits | 1 << (byte - b'a'))
}

fn shelf(word: &str) -> Option<usize> {
    word.is_ascii().then(|| shelf_of(*word.as_bytes().first()?, word.len()))?
}

fn shelf_of(first: u8, length: usize) -> Option<usize> {
    (first.is_ascii_lowercase() && length < LENGTHS).then(|| (first - b'a') as usize * LENGTHS + length)
}

/// Cuts the words of a pattern the way a text is cut. `*` comes out as `None`.
pub(super) fn pattern_words(normal: &str) -> Vec<Option<String>> {
    let mut words: Vec<Option<String>> = Vec::new();
    let mut current = String::new();
    let mut chars = normal.chars().peekable();
    let flush = |current: &mut String, words: &mut Vec<Option<String>>| {
        if !current.is_empty() {
            words.push(Some(std::mem::take(current)));
        }
    };
    while let Some(c) = chars.next() {
        if is_han(c) || is_sign(c) {
            flush(&mut current, &mut words);
            words.push(Some(c.to_string()));
        } else if c.is_alphanumeric() {
            current.push(c);
        } else if c == '\'' && !current.is_empty() && chars.peek().is_some_and(char::is_ascii_alphabetic) {
            continue;
        } else {
            flush(&mut current, &mut words);
            if c == '*' {
                words.push(None);
            }
        }
    }
    flush(&mut current, &mut words);
    words
}
