//! What every renderer of a diagnosis is given.

use crate::arena::Id;
use crate::book::{Fact, Rule, RuleBook, Symptom};
use crate::engine::{Case, Diagnosis};
use crate::lang::{Lang, LocalText};
use crate::render::safe;
use crate::render::words::Reader;

/// A diagnosis with the case and the rules it came from, and the language to show it in.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The rules.
    pub book: &'a RuleBook,
    /// What was diagnosed.
    pub case: &'a Case,
    /// What came out.
    pub diagnosis: &'a Diagnosis,
    /// The language to show it in.
    pub lang: Lang,
}

impl<'a> View<'a> {
    /// The reader of conditions in words.
    pub(super) fn reader(&self) -> Reader<'a> {
        Reader { book: self.book, lang: self.lang }
    }

    /// A text of a pack in the reader's language, safe to show.
    pub(super) fn text(&self, text: &LocalText) -> String {
        safe::line(text.get(self.lang))
    }

    /// The title of a symptom, or its id where there is none.
    pub(super) fn symptom(&self, symptom: Id<Symptom>) -> String {
        let symptom = &self.book.symptoms[symptom];
        or_id(self.text(&symptom.title), &symptom.id)
    }

    /// The title of a cause, or its id where there is none.
    pub(super) fn cause(&self, rule: Id<Rule>) -> String {
        let rule = &self.book.rules[rule];
        or_id(self.text(&rule.title), &rule.id)
    }
}

/// The shortest name that `--set` takes for a fact: bare where only one pack declares it.
pub(super) fn settable(book: &RuleBook, fact: Id<Fact>) -> &str {
    let declared = &book.facts[fact];
    let same_name = book.facts.iter().filter(|(_, other)| other.name == declared.name).count();
    if same_name == 1 { &declared.name } else { &declared.id }
}

fn or_id(title: String, id: &str) -> String {
    if title.is_empty() { id.to_owned() } else { title }
}
