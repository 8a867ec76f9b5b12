//! Whether a text may show anything at all: asked before its forms are searched for, as most texts show nothing.
//!
//! Goes in: a text cut into words. Comes out: whether any pattern may be found in it. Every form of a term rests on
//! two of its words, those that the fewest forms have; a term of which no form has both in the text does not occur,
//! and neither does a pattern without one of its terms. A no is certain, a yes is not.

use super::index::TextIndex;
use super::lexicon::WordId;
use super::memory::Memory;
use super::table::{Numbers, Records, pair, starts};
use super::view::Cut;
use crate::arena::Id;
use crate::book::Term;
use serde::{Deserialize, Serialize};

/// For each word the terms that have a form which rests on it.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Sieve {
    /// Another word of the form, or the same where it has no other, and the number of the term; by word.
    terms: Records<8>,
    /// Where those of each word start, and where the last end.
    starts: Numbers,
}

/// What a form of a term rests on, beside the word by which it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    /// The other word, or the same where it has no other.
    next: WordId,
    /// The number of the term.
    pub(super) term: u32,
}

/// Terms that may occur in a text. Kept from text to text, so that no memory is asked for.
#[derive(Debug, Default)]
pub(super) struct Possible {
    /// Their numbers, each once.
    list: Vec<u32>,
    /// The same as bits.
    bits: Marks,
    /// The words of the text.
    words: Vec<WordId>,
    /// The same as bits.
    word_bits: Marks,
}

/// A set of small numbers that is filled anew for every text.
#[derive(Debug, Default)]
struct Marks(Vec<u64>);

impl Marks {
    #[inline]
    fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }

    /// Adds a number; whether it is new.
    #[inline]
    fn add(&mut self, number: u32) -> bool {
        let (place, bit) = (number as usize / 64, 1 << (number % 64));
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        let new = self.0[place] & bit == 0;
        self.0[place] |= bit;
        new
    }

    /// Takes these numbers and, for speed, some others out.
    fn clear(&mut self, numbers: impl Iterator<Item = u32>) {
        numbers.for_each(|number| self.0[number as usize / 64] = 0);
    }
}

impl Possible {
    /// Whether a term may occur.
    #[inline]
    pub(super) fn has(&self, term: Id<Term>) -> bool {
        self.bits.has(term.index() as u32)
    }

    /// The numbers of the terms that may occur.
    pub(super) fn list(&self) -> &[u32] {
        &self.list
    }

    /// Whether a word is one of the text's.
    #[inline]
    pub(super) fn has_word(&self, word: WordId) -> bool {
        self.word_bits.has(word)
    }

    /// Forgets the last text.
    pub(super) fn clear(&mut self) {
        self.bits.clear(self.list.drain(..));
        self.word_bits.clear(self.words.drain(..));
    }

    /// Adds a word of the text.
    #[inline]
    pub(super) fn add_word(&mut self, word: WordId) {
        if self.word_bits.add(word) {
            self.words.push(word);
        }
    }

    /// Adds the term of a form of which a word is in the text, where the other word on which it rests is there too. Asked once
    /// all words are in.
    #[inline]
    pub(super) fn add_form(&mut self, form: &Form) {
        if self.word_bits.has(form.next) && self.bits.add(form.term) {
            self.list.push(form.term);
        }
    }
}

impl Sieve {
    /// Chooses the words on which the forms of terms rest. Each form comes as its words and its term's number.
    pub(super) fn new<W>(forms: impl Iterator<Item = (W, u32)> + Clone) -> Self
    where
        W: Iterator<Item = Option<WordId>> + Clone,
    {
        let mut uses: Vec<u32> = Vec::new();
        for word in forms.clone().flat_map(|(words, _)| words.flatten()) {
            uses.resize(uses.len().max(word as usize + 1), 0);
            uses[word as usize] += 1;
        }
        let rests = forms.filter_map(|(words, term)| {
            let rarity = |word: &WordId| (uses[*word as usize], *word);
            let rarest = words.clone().flatten().min_by_key(rarity)?;
            let next = words.flatten().filter(|word| *word != rarest).min_by_key(rarity);
            Some((rarest, next.unwrap_or(rarest), term))
        });
        let mut rests: Vec<(WordId, WordId, u32)> = rests.collect();
        rests.sort_unstable();
        rests.dedup();
        let words = rests.last().map_or(0, |(word, ..)| *word as usize + 1);
        let starts = starts(words, rests.iter().map(|(word, ..)| *word as usize));
        let record = |(_, next, term): (WordId, WordId, u32)| pair(next, term).to_le_bytes();
        Self { terms: rests.into_iter().map(record).collect(), starts: starts.into_iter().collect() }
    }

    /// The terms that may occur in a text of these words, whatever their order.
    ///
    /// Cost: a few places of memory for each word that may be read.
    pub(super) fn possible(&self, words: impl Iterator<Item = WordId>, out: &mut Possible) {
        out.clear();
        words.for_each(|word| out.add_word(word));
        for at in 0..out.words.len() {
            self.forms(out.words[at]).for_each(|form| out.add_form(&form));
        }
    }

    /// The forms that rest on a word.
    pub(super) fn forms(&self, word: WordId) -> impl Iterator<Item = Form> + '_ {
        let rests = self.terms.all().get(self.starts.range(word as usize)).unwrap_or_default();
        rests.iter().map(|record| {
            let record = u64::from_le_bytes(*record);
            Form { next: (record >> 32) as WordId, term: record as u32 }
        })
    }
}

impl TextIndex {
    /// Whether any pattern of a symptom may be found in a part, whatever its status. Without a sieve, all may.
    ///
    /// Cost: little more than a look at each word; where literals of a regex stand in the text, that regex runs.
    pub(super) fn may_show(&self, cut: &Cut, memory: &mut Memory) -> bool {
        let Some(sieve) = &self.sieve else { return true };
        if !cut.messages.is_empty() || !cut.codes.is_empty() {
            return true;
        }
        let readings = cut.lattice.all().iter();
        sieve.possible(
            readings.flat_map(|edge| self.lexicon.words_of(edge.sequence).all()),
            &mut memory.possible,
        );
        self.says.may_find(&memory.possible) || self.regexes.any_matches(&cut.normal.text, &cut.open)
    }
}
