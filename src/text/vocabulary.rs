//! Gathering the words of all patterns: each gets a small number, from which the [`Lexicon`] is built.

use super::lexicon::WordId;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The words gathered so far.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    ids: FxHashMap<Arc<str>, WordId>,
    pub(super) words: Vec<Word>,
    /// Written words, and the words that they stand for.
    pub(super) spellings: Vec<(Vec<WordId>, Vec<WordId>)>,
}

/// A word of a pattern.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: Arc<str>,
    /// Packs that use it, by bit; a common word has all bits.
    pub(super) packs: u64,
    /// Whether slips may stand for it.
    pub(super) slips: bool,
}

impl Vocabulary {
    /// The number of a word, new or known. `packs` are the packs that use it; with `slips`, typing slips may
    /// stand for it.
    pub(super) fn add(&mut self, word: &str, packs: u64, slips: bool) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            self.share(id, packs, slips);
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

    /// The text of a word.
    pub(super) fn text(&self, id: WordId) -> &str {
        &self.words[id as usize].text
    }
}
