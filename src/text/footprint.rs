//! What the reading of a text rests on, so that it need not be read again while that stays as it is.
//!
//! Goes in: the views of a text that was just read. Comes out: the words it holds as the packs know them, the terms that
//! occur, and its own words. [`Changes`](super::Changes) tells from these whether another book may read it otherwise.

use super::lexicon::{Lexicon, WordId};
use super::view::View;
use super::{lexicon, token};

/// The footprint of one text.
#[derive(Debug, Default)]
pub struct Footprint {
    /// The words that may stand anywhere in it, sorted, each once; they are numbered alike in one book after the other.
    pub(super) words: Box<[WordId]>,
    /// Who the terms are that occur, sorted, each once.
    pub(super) terms: Box<[u64]>,
    /// For each part its words as written, with a space behind each.
    pub(super) written: Vec<String>,
    /// The normalised text of each part.
    pub(super) normal: Vec<String>,
    /// Whether so many forms begin somewhere that further ones might be left out there.
    pub(super) crowded: bool,
}

impl Footprint {
    /// `who` tells who a term is, by its position in the book.
    pub(super) fn of(views: &[View], lexicon: &Lexicon, who: &[u64]) -> Self {
        let (mut words, mut terms, mut buffer) = (Vec::new(), Vec::new(), String::new());
        let mut footprint = Self::default();
        for view in views {
            for edge in view.cut.lattice.all() {
                let sequence = lexicon.words_of(edge.sequence);
                words.push(sequence.first);
                words.extend(sequence.rest());
            }
            terms.extend(view.groups.terms().filter_map(|term| who.get(term.index()).copied()));
            let text = view.cut.normal.text.as_str();
            let mut written = String::with_capacity(text.len() + 1);
            for one in &view.cut.tokens {
                written.push_str(token::word(text, one, &mut buffer));
                written.push(' ');
            }
            footprint.written.push(written);
            footprint.normal.push(text.to_owned());
            footprint.crowded |= view.crowded;
        }
        words.retain(|word| *word != lexicon::NONE);
        words.sort_unstable();
        words.dedup();
        terms.sort_unstable();
        terms.dedup();
        (footprint.words, footprint.terms) = (words.into(), terms.into());
        footprint
    }
}
