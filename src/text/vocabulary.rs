//! Gathering the words of all patterns: each gets a small number, from which the [`Lexicon`] is built.
//!
//! A vocabulary may serve one rule book after the other. A word keeps its number then, and what a book does not use
//! stays without a place in the book's order.

use super::lexicon::WordId;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The words gathered so far.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    ids: FxHashMap<Arc<str>, WordId>,
    pub(super) words: Vec<Word>,
    /// The words that are used, in the order in which they were first.
    order: Vec<WordId>,
    joints: Vec<Joint>,
    /// Written words, and the words that they stand for.
    spellings: Vec<Spelling>,
}

/// Written words, and the words that they stand for.
pub(super) type Spelling = (Vec<WordId>, Vec<WordId>);

/// Two neighbouring Latin words, and the one they make when written together: `greyedout`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Joint {
    pub(super) two: [WordId; 2],
    pub(super) one: WordId,
}

/// A word of a pattern.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) text: Arc<str>,
    /// Packs that use it, by bit; a common word has all bits.
    pub(super) packs: u64,
    /// Whether slips may stand for it.
    pub(super) slips: bool,
    used: bool,
}

impl Vocabulary {
    /// Goes on to the next book: all words are known, and none is used.
    pub(super) fn begin(&mut self) {
        for word in &mut self.words {
            (word.packs, word.slips, word.used) = (0, false, false);
        }
        self.order.clear();
        self.joints.clear();
        self.spellings.clear();
    }

    /// The number of a word, new or known, without any use of it.
    pub(super) fn number(&mut self, word: &str) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.words.len() as WordId;
        let text: Arc<str> = word.into();
        self.ids.insert(Arc::clone(&text), id);
        self.words.push(Word { text, packs: 0, slips: false, used: false });
        id
    }

    /// The number of a word that `packs` use; with `slips`, typing slips may stand for it.
    pub(super) fn add(&mut self, word: &str, packs: u64, slips: bool) -> WordId {
        let id = self.number(word);
        self.share(id, packs, slips);
        id
    }

    /// Notes that packs use a word.
    pub(super) fn share(&mut self, id: WordId, packs: u64, slips: bool) {
        let word = &mut self.words[id as usize];
        word.packs |= packs;
        word.slips |= slips;
        if !word.used {
            word.used = true;
            self.order.push(id);
        }
    }

    /// The words that are used, in the order in which they were first.
    pub(super) fn used(&self) -> impl Iterator<Item = (WordId, &Word)> {
        self.order.iter().map(|id| (*id, &self.words[*id as usize]))
    }

    /// Declares that the written words `spelling` stand for the words `standard`.
    pub(super) fn spell(&mut self, spelling: Vec<WordId>, standard: Vec<WordId>) {
        self.spellings.push((spelling, standard));
    }

    /// Declares that two words are also written as one.
    pub(super) fn join(&mut self, joint: Joint) {
        self.joints.push(joint);
    }

    /// Written words and the words that they stand for.
    pub(super) fn spellings(&self) -> impl Iterator<Item = (&[WordId], &[WordId])> {
        let joints = self.joints.iter().map(|joint| (std::slice::from_ref(&joint.one), &joint.two[..]));
        joints.chain(self.spellings.iter().map(|(spelling, standard)| (&spelling[..], &standard[..])))
    }

    /// Two neighbouring words and the one that they make, for all that are also written as one.
    pub(super) fn joints(&self) -> &[Joint] {
        &self.joints
    }

    /// Written words and the words that they stand for, without joints.
    pub(super) fn spelled(&self) -> &[Spelling] {
        &self.spellings
    }

    /// The text of a word.
    pub(super) fn text(&self, id: WordId) -> &str {
        &self.words[id as usize].text
    }
}
