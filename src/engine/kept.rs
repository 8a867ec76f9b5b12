//! An engine as bytes, so that a start can read what a build prepared.
//!
//! Goes in: an engine. Comes out: bytes, the same on every machine, and the engine again. The form belongs to one
//! build of the program and is no file format; the files themselves are not in it, only places in them. Large
//! tables stay where they are and are read in place.

use super::Engine;
use crate::book::RuleBook;
use crate::source::Sources;
use crate::text::TextIndex;

impl Engine {
    /// The book, without its files, and the prepared patterns.
    ///
    /// # Errors
    /// None that a loaded book can cause.
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(&(&self.book, &self.index))
    }

    /// The engine that [`Engine::to_bytes`] of the same program wrote, with the files that its book was loaded
    /// from; none where the bytes are anything else.
    ///
    /// Cost: linear in the texts of the book; tables of patterns are not touched.
    pub fn from_bytes(bytes: &'static [u8], sources: Sources) -> Option<Self> {
        let (mut book, index): (RuleBook, TextIndex) = postcard::from_bytes(bytes).ok()?;
        book.sources = sources;
        Some(Self { book, index })
    }
}
