//! Reading a text: normalisation, patterns, mention status.

mod reading;

pub use reading::{Capture, Evidence, Mention, Rank, Reading, Status, Suggestion};

use crate::arena::Id;
use crate::book::{Pack, RuleBook};

/// All patterns of a rule book, prepared for one pass over a text.
#[derive(Debug)]
pub struct TextIndex {}

impl TextIndex {
    /// Prepares the patterns of a book.
    pub fn new(_book: &RuleBook) -> Self {
        Self {}
    }

    /// Reads the parts of a ticket, newest first.
    pub fn read(
        &self,
        _book: &RuleBook,
        _parts: &[String],
        _packs: &[Id<Pack>],
        _named: &[Id<Pack>],
    ) -> Reading {
        Reading::default()
    }
}
