//! A page about one thing of the rules: a pack, a symptom, a cause, a fact, a definition or a term.
//!
//! In: the rule book, the thing, the reader's language; for a symptom, where a text was given, what became of its
//! patterns there. Out: the parts of a page, or JSON.

mod cause;
mod fact;
mod json;
mod pack;
mod symptom;

use crate::book::things::{Kind, Thing};
use crate::book::{Rule, RuleBook, Step};
use crate::lang::Lang;
use crate::render::doc::{self, Part};
use crate::render::page::Layout;
use crate::render::phrases::{ExplainPhrases, Phrases, fill, phrases};
use crate::render::safe;
use crate::render::steps::{ShownStep, begins_with_name, step_words};
use crate::render::words::Reader;
use crate::source::Place;
use crate::text::Account;

pub(super) use fact::type_words;

/// What a page is about.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The thing.
    pub thing: Thing,
    /// Of a symptom, where a text was given: the parts of the text, and what became of each pattern.
    pub text: Option<(&'a [String], Vec<Account>)>,
}

/// The pages for a terminal.
pub fn terminal(book: &RuleBook, lang: Lang, subjects: &[Subject<'_>], layout: Layout) -> String {
    doc::terminal(&parts(book, lang, subjects), layout)
}

/// The pages as Markdown.
pub fn markdown(book: &RuleBook, lang: Lang, subjects: &[Subject<'_>]) -> String {
    doc::markdown(&parts(book, lang, subjects))
}

/// The pages as one JSON document, `casebook/explanation/1`.
pub fn json(book: &RuleBook, lang: Lang, subjects: &[Subject<'_>]) -> String {
    json::document(book, lang, subjects)
}

fn parts(book: &RuleBook, lang: Lang, subjects: &[Subject<'_>]) -> Vec<Part> {
    let reader = Reader { book, lang };
    let one = |subject: &Subject<'_>| {
        let mut parts = vec![title(reader, subject.thing)];
        parts.extend(match subject.thing {
            Thing::Pack(id) => pack::parts(reader, id),
            Thing::Symptom(id) => symptom::parts(reader, id, subject.text.as_ref()),
            Thing::Cause(id) => cause::parts(reader, id),
            Thing::Fact(id) => fact::parts(reader, id),
            Thing::Definition(id) => fact::definition(reader, id),
            Thing::Term(id) => fact::term(reader, id),
        });
        parts
    };
    subjects.iter().flat_map(one).collect()
}

fn title(reader: Reader<'_>, thing: Thing) -> Part {
    let words = &phrases(reader.lang).explain;
    let title = match thing {
        // Its question and its forms stand on the page itself.
        Thing::Fact(id) => reader.book.facts[id].called(reader.lang).unwrap_or(""),
        Thing::Term(_) => "",
        _ => thing.title(reader.book, reader.lang),
    };
    Part::Title {
        kind: kind(words, thing.kind()).to_owned(),
        title: safe::line(title),
        id: thing.id(reader.book),
    }
}

/// What a kind is called.
pub(super) fn kind(words: &ExplainPhrases, kind: Kind) -> &'static str {
    match kind {
        Kind::Pack => words.pack,
        Kind::Symptom => words.symptom,
        Kind::Cause => words.cause,
        Kind::Fact => words.fact,
        Kind::Definition => words.definition,
        Kind::Term => words.term,
    }
}

/// The pack it belongs to, and where it is written if the files are at hand.
fn home(reader: Reader<'_>, thing: Thing, place: Place) -> Vec<Part> {
    let words = &phrases(reader.lang).explain;
    let pack = thing.pack(reader.book).map(|pack| safe::line(reader.book.packs[pack].title.get(reader.lang)));
    let pack = pack.map(|title| fill(words.of_pack, &[&title]));
    // The prepared copy of the shipped packs keeps places and no files.
    let written = written(reader.book, place).map(|place| fill(words.written_in, &[&place]));
    let both: Vec<String> = [pack, written].into_iter().flatten().collect();
    if both.is_empty() { Vec::new() } else { vec![Part::Small(both.join(" · "))] }
}

/// `file:line`, where the file is at hand.
fn written(book: &RuleBook, place: Place) -> Option<String> {
    book.sources.iter().any(|(id, _)| id == place.file).then(|| {
        let (file, line) = book.sources.line(place);
        format!("{}:{line}", safe::line(file))
    })
}

/// A text of a pack, safe to show.
fn text(reader: Reader<'_>, text: &crate::lang::LocalText) -> String {
    safe::line(text.get(reader.lang))
}

/// A step of a rule in one sentence or two: condition, action, contact.
fn step(reader: Reader<'_>, phrases: &Phrases, rule: &Rule, step: &Step) -> String {
    let own = step.if_text.as_ref().map(|words| text(reader, words)).filter(|words| !words.is_empty());
    let action = step.action.as_ref().map(|words| text(reader, words));
    let shown = ShownStep {
        audience: step.audience,
        contact: step.contact.as_ref().map(|words| text(reader, words)),
        own_words: own.is_some(),
        condition: step
            .when
            .as_ref()
            .map(|when| own.unwrap_or_else(|| super::words::condition(reader, when))),
        begins_with_name: action.as_deref().is_some_and(|action| begins_with_name(reader, rule, action)),
        action,
    };
    step_words(phrases, phrases.contact, &shown)
}
