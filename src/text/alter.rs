//! Prepared patterns, one of them changed in place: for finding out what it is worth.
//!
//! In: which pattern, and what is taken from it. Out: what restores it. An index that is altered still knows the
//! words of what was silenced, as a slip of which other words may be taken; nothing else remains of it.

use super::index::{Around, TextIndex};
use super::memory::Memory;
use super::view::View;
use crate::arena::Id;
use crate::book::{Fact, RuleBook, Symptom};

/// Something that looks for words in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Looker {
    /// A pattern of a symptom: index into its `seen`.
    Pattern(Id<Symptom>, usize),
    /// A pattern of a fact: index into its `seen`.
    Capture(Id<Fact>, usize),
}

/// What is taken from a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Taken {
    /// All: it finds nothing.
    Everything,
    /// Its `near`.
    Near,
    /// Its `not-touching`.
    NotTouching,
    /// Its `unless`.
    Unless,
}

/// What restores an altered pattern.
#[derive(Debug)]
pub struct Restore {
    looker: Looker,
    silent: bool,
    around: Around,
}

impl TextIndex {
    /// Takes something from a pattern; none where there is no such pattern.
    pub fn alter(&mut self, looker: Looker, taken: Taken) -> Option<Restore> {
        let (silent, around) = self.parts(looker)?;
        let restore = Restore { looker, silent: *silent, around: around.clone() };
        match taken {
            Taken::Everything => *silent = true,
            Taken::Near => around.near.clear(),
            Taken::NotTouching => around.not_touching.clear(),
            Taken::Unless => around.unless.clear(),
        }
        self.tell_messages(looker);
        Some(restore)
    }

    /// Undoes an alteration.
    pub fn restore(&mut self, restore: Restore) {
        if let Some((silent, around)) = self.parts(restore.looker) {
            *silent = restore.silent;
            *around = restore.around;
        }
        self.tell_messages(restore.looker);
    }

    /// Takes `near`, `not-touching` and `unless` from every pattern, for good.
    pub fn lift_conditions(&mut self) {
        let patterns = self.patterns.iter_mut().map(|pattern| &mut pattern.around);
        for around in patterns.chain(self.fact_regexes.iter_mut().map(|capture| &mut capture.around)) {
            around.near.clear();
            around.not_touching.clear();
            around.unless.clear();
        }
    }

    /// Every pattern of a symptom that finds something in the texts, whatever comes of it; sorted.
    ///
    /// Cost: that of a reading.
    pub fn fired(&self, book: &RuleBook, parts: &[String]) -> Vec<(Id<Symptom>, usize)> {
        let mut memory = Memory::default();
        let views = parts.iter().map(|part| View::new(self, &mut memory, part));
        let found = views.enumerate().flat_map(|(part, view)| self.find(book, part, &view).patterns());
        let mut fired: Vec<(Id<Symptom>, usize)> = found
            .map(|number| {
                let info = &self.patterns[number as usize];
                (info.symptom, info.index)
            })
            .collect();
        fired.sort_unstable();
        fired.dedup();
        fired
    }

    fn parts(&mut self, looker: Looker) -> Option<(&mut bool, &mut Around)> {
        match looker {
            Looker::Pattern(symptom, index) => {
                let info =
                    self.patterns.iter_mut().find(|info| (info.symptom, info.index) == (symptom, index))?;
                Some((&mut info.silent, &mut info.around))
            }
            Looker::Capture(fact, index) => {
                let mut captures = self.fact_regexes.iter_mut().filter(|capture| capture.fact == fact);
                captures.nth(index).map(|capture| (&mut capture.silent, &mut capture.around))
            }
        }
    }

    /// Messages compete with each other, so that a silent one must not even stand up.
    fn tell_messages(&mut self, looker: Looker) {
        let Looker::Pattern(symptom, index) = looker else { return };
        let numbered = self.patterns.iter().position(|info| (info.symptom, info.index) == (symptom, index));
        if let Some(number) = numbered {
            self.messages.silence(number as u32, self.patterns[number].silent);
        }
    }
}
