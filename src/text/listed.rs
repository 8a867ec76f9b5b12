//! Lists of forms that are known: what each means to the trie, found once for as long as the list lives.
//!
//! Terms share lists, and a change of a rule book leaves nearly all of them as they are. A list is known again by its
//! place in memory, which it keeps taken.

use super::lexicon::WordId;
use super::trie::Trie;
use crate::book::Form;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// The lists of one book, by number.
#[derive(Debug, Default)]
pub(super) struct Lists {
    numbers: FxHashMap<usize, u32>,
    all: Vec<Listed>,
}

/// A list of forms.
#[derive(Debug)]
pub(super) struct Listed {
    list: Arc<[Form]>,
    /// Those that have words: the number in the trie, and whether there are several words.
    pub(super) forms: Vec<(u32, bool)>,
    /// What they use of the vocabulary, each once, in the order in which it comes.
    pub(super) uses: Vec<Use>,
}

/// Something of the vocabulary that a form uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Use {
    Word(WordId),
    /// Two neighbouring words written as one: the number among the trie's.
    Joint(u32),
}

impl Lists {
    /// The number of a list that is known.
    pub(super) fn find(&self, list: &Arc<[Form]>) -> Option<u32> {
        self.numbers.get(&address(list)).copied()
    }

    /// Learns a list, of which `numbers` are the forms in the trie.
    pub(super) fn add(&mut self, list: &Arc<[Form]>, numbers: &[u32], trie: &Trie) -> u32 {
        let (mut forms, mut uses) = (Vec::with_capacity(numbers.len()), Vec::new());
        let mut seen = FxHashSet::default();
        for number in numbers {
            let words = trie.words(*number).flatten().map(Use::Word);
            let joints = trie.joints_of(*number).map(Use::Joint);
            uses.extend(words.chain(joints).filter(|one| seen.insert(*one)));
            match trie.words(*number).flatten().take(2).count() {
                0 => {}
                count => forms.push((*number, count > 1)),
            }
        }
        self.put(Listed { list: Arc::clone(list), forms, uses })
    }

    /// Takes over a list from another book's.
    pub(super) fn take(&mut self, list: &Arc<[Form]>, before: &mut Self) -> Option<u32> {
        let number = before.find(list)?;
        let known = before.all.get_mut(number as usize)?;
        let (forms, uses) = (std::mem::take(&mut known.forms), std::mem::take(&mut known.uses));
        Some(self.put(Listed { list: Arc::clone(list), forms, uses }))
    }

    fn put(&mut self, listed: Listed) -> u32 {
        let number = self.all.len() as u32;
        self.numbers.insert(address(&listed.list), number);
        self.all.push(listed);
        number
    }

    /// A list by its number.
    pub(super) fn get(&self, number: u32) -> &Listed {
        &self.all[number as usize]
    }
}

fn address(list: &Arc<[Form]>) -> usize {
    Arc::as_ptr(list).cast::<()>().addr()
}
