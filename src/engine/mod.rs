//! The engine: from a case and a reading to a diagnosis.
//!
//! Goes in: the rule book, what is known of one case, and what its text says. Comes out: ranked verdicts with
//! their traces, and the next questions. Nothing here reads a file, the clock or the environment, and nothing
//! depends on hash order, file order, locale or thread count.

mod alter;
mod answers;
mod conclude;
mod diagnosis;
mod facts;
mod fallback;
mod kept;
mod question;
mod rank;
mod renew;
mod symptoms;
mod verdict;
mod why;

pub use crate::text::SharedWords;
pub(crate) use answers::answers;
pub use conclude::conclude;
pub use diagnosis::{
    Case, Conclusion, Diagnosis, FactOrigin, KnownFact, Note, Question, Told, Verdict, WayTrace,
};
pub use why::{SeenSymptom, Why, WhyWay};

use crate::arena::Id;
use crate::book::{Pack, RuleBook, Symptom};
use crate::text::{Account, Around, Detail, Footprint, Memory, Reading, TextIndex, Texts};
use std::sync::Arc;

/// A rule book with its patterns prepared. Building it is the expensive part; one engine serves any number of
/// cases, also from several threads.
#[derive(Debug)]
pub struct Engine {
    /// The rules.
    pub book: RuleBook,
    index: TextIndex,
}

impl Engine {
    /// Prepares the patterns of a book.
    pub fn new(book: RuleBook) -> Self {
        let index = TextIndex::new(&book);
        Self { book, index }
    }

    /// Reads the parts of a text on their own, newest first: no facts, no conclusions.
    pub fn read(&self, parts: &[String]) -> Reading {
        self.read_named(parts, &[])
    }

    /// The same for a text in which the product of these packs counts as named.
    pub fn read_named(&self, parts: &[String], named: &[Id<Pack>]) -> Reading {
        let asked = Texts { parts, packs: &[], named, detail: Detail::Suggestions };
        self.index.read(&self.book, &mut Memory::default(), &asked)
    }

    /// The words around each mention in the parts of a text, as [`crate::text`] weighs them.
    pub fn around_mentions(&self, parts: &[String]) -> Vec<(Id<Symptom>, Vec<Around>)> {
        let asked = Texts { parts, packs: &[], named: &[], detail: Detail::Facts };
        self.index.around_mentions(&self.book, &mut Memory::default(), &asked)
    }

    /// What became of each pattern of a symptom in the text of a case, in the pattern's order.
    ///
    /// Cost: one reading and a search a pattern; meant for one symptom at a time.
    pub fn account(&self, case: &Case, symptom: Id<Symptom>) -> Vec<Account> {
        self.index.account(&self.book, &case.parts, &case.packs, case.product(), symptom).1
    }

    /// Reads the text of a case and concludes from all that is known of it.
    pub fn diagnose(&self, case: &Case) -> Diagnosis {
        conclude(&self.book, case, self.read_case(case))
    }

    /// Reads the text of a case, with the packs that take part and those that its facts name.
    pub fn read_case(&self, case: &Case) -> Reading {
        let asked = Texts {
            parts: &case.parts,
            packs: &case.packs,
            named: case.product(),
            detail: Detail::Suggestions,
        };
        self.index.read(&self.book, &mut Memory::default(), &asked)
    }

    /// Reads or diagnoses many cases one after the other.
    pub fn series(&self) -> Series<'_> {
        Series { engine: self, memory: Memory::default() }
    }

    /// The same for one of several threads, of which each takes over the words that another looked up before it.
    pub fn series_sharing(&self, words: &Arc<SharedWords>) -> Series<'_> {
        Series { engine: self, memory: Memory::sharing(words) }
    }
}

/// Many cases, one after the other: what was found for a word is not looked for again. One for each thread.
#[derive(Debug)]
pub struct Series<'a> {
    engine: &'a Engine,
    memory: Memory,
}

impl Series<'_> {
    /// The same as [`Engine::diagnose`], but nothing is suggested, and of a text that shows no symptom neither products nor
    /// facts are told.
    pub fn diagnose(&mut self, case: &Case) -> Diagnosis {
        let reading = self.reading(case, Detail::Symptoms);
        conclude(&self.engine.book, case, reading)
    }

    /// The same as [`Engine::read_case`], but nothing is suggested.
    pub fn read_case(&mut self, case: &Case) -> Reading {
        self.reading(case, Detail::Facts)
    }

    /// The same, with what the reading rests on, where the engine is one that can be renewed.
    pub fn read_for_later(&mut self, case: &Case) -> (Reading, Option<Footprint>) {
        let detail = Detail::Facts;
        let asked = Texts { parts: &case.parts, packs: &case.packs, named: case.product(), detail };
        self.engine.index.read_for_later(&self.engine.book, &mut self.memory, &asked)
    }

    fn reading(&mut self, case: &Case, detail: Detail) -> Reading {
        let asked = Texts { parts: &case.parts, packs: &case.packs, named: case.product(), detail };
        self.engine.index.read(&self.engine.book, &mut self.memory, &asked)
    }
}
