//! An engine to try changes on: rules are exchanged in its book, patterns altered in its index.
//!
//! For mutants of fixtures. Every change is undone by whoever made it; a diagnosis in between is that of the
//! changed rules.

use super::Engine;
use crate::arena::Id;
use crate::book::Symptom;
use crate::text::{Looker, Restore, Taken};

impl Engine {
    /// A second engine of the same rules. Cost: preparing all patterns again.
    pub fn twin(&self) -> Self {
        Self::new(self.book.clone())
    }

    /// Takes something from a pattern; none where there is no such pattern. See [`crate::text::TextIndex::alter`].
    pub fn alter(&mut self, looker: Looker, taken: Taken) -> Option<Restore> {
        self.index.alter(looker, taken)
    }

    /// Undoes an alteration.
    pub fn restore(&mut self, restore: Restore) {
        self.index.restore(restore);
    }

    /// Takes `near`, `not-touching` and `unless` from every pattern, for good.
    pub fn lift_conditions(&mut self) {
        self.index.lift_conditions();
    }

    /// Every pattern of a symptom that finds something in the texts, whatever comes of it; sorted.
    pub fn fired(&self, parts: &[String]) -> Vec<(Id<Symptom>, usize)> {
        self.index.fired(&self.book, parts)
    }
}
