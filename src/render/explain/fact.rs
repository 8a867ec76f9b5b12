//! The pages of facts, definitions and terms: what they are, how they are given, what uses them.

use super::{home, kind, text, title};
use crate::arena::Id;
use crate::book::things::{Kind, Thing};
use crate::book::{Definition, Fact, FactPattern, RuleBook, Term};
use crate::condition::{Condition, Subject};
use crate::facts::FactType;
use crate::render::doc::Part;
use crate::render::phrases::{ExplainPhrases, fill, phrases};
use crate::render::safe;
use crate::render::view::settable;
use crate::render::words::{self, Reader};

/// The parts of a fact's page below its title.
pub(super) fn parts(reader: Reader<'_>, id: Id<Fact>) -> Vec<Part> {
    let fact = &reader.book.facts[id];
    let words = &phrases(reader.lang).explain;
    let mut parts = home(reader, Thing::Fact(id), fact.place);
    for (phrase, ask) in [(words.ask_agent, &fact.ask), (words.ask_customer, &fact.ask_customer)] {
        let ask = ask.as_ref().map(|ask| text(reader, ask)).filter(|ask| !ask.is_empty());
        parts.extend(ask.map(|ask| Part::Text(fill(phrase, &[&ask]))));
    }
    parts.push(Part::Text(fill(words.kind_of, &[&type_words(words, &fact.kind)])));
    if !fact.kind.values().is_empty() {
        let answers = words::answers(reader, id).into_iter();
        parts.extend(answers.map(|(label, value)| {
            let label = if label == value { String::new() } else { safe::line(&label) };
            Part::with_id(0, label, value)
        }));
    }
    let option = format!("--set {}={}", settable(reader.book, id), example(&fact.kind));
    parts.push(Part::Text(fill(words.give_it, &[&option])));
    if fact.cost != 1.0 {
        parts.push(Part::Text(fill(words.cost, &[&fact.cost.to_string()])));
    }
    if !fact.seen.is_empty() {
        parts.push(Part::Heading(words.read_from_text.to_owned()));
    }
    parts.extend(fact.seen.iter().map(|pattern| Part::item(0, capture(reader, id, pattern))));
    let users = users(reader.book, |condition| tests(condition, reader.book, id));
    parts.extend(used_by(reader, &users));
    parts
}

/// The parts of a definition's page below its title.
pub(super) fn definition(reader: Reader<'_>, id: Id<Definition>) -> Vec<Part> {
    let definition = &reader.book.definitions[id];
    let mut parts = home(reader, Thing::Definition(id), definition.place);
    parts.push(Part::Heading(phrases(reader.lang).explain.means.to_owned()));
    let lines = words::outline(reader, &definition.condition);
    parts.extend(lines.into_iter().map(|(depth, line)| Part::item(depth, line)));
    parts.extend(used_by(reader, &users(reader.book, |condition| names(condition, reader.book, id))));
    parts
}

/// The parts of a term's page below its title.
pub(super) fn term(reader: Reader<'_>, id: Id<Term>) -> Vec<Part> {
    let term = &reader.book.terms[id];
    let words = &phrases(reader.lang).explain;
    let mut parts = home(reader, Thing::Term(id), term.place);
    parts.push(Part::Heading(words.forms.to_owned()));
    let mut langs: Vec<_> = term.forms.iter().map(|form| form.lang).collect();
    langs.sort();
    langs.dedup();
    for lang in langs {
        let forms = term.forms.iter().filter(|form| form.lang == lang).map(|form| safe::line(&form.text));
        let forms = forms.collect::<Vec<_>>().join(", ");
        let lang = lang.map_or(words.any_language, |lang| lang.code());
        parts.push(Part::item(0, format!("{lang}: {forms}")));
    }
    let users = reader.book.symptoms.iter().filter(|(_, symptom)| {
        symptom
            .seen
            .iter()
            .any(|pattern| crate::render::patterns::pattern_terms(pattern).any(|term| term == id))
    });
    let users: Vec<Thing> = users.map(|(symptom, _)| Thing::Symptom(symptom)).collect();
    parts.extend(used_by(reader, &users));
    parts
}

/// What kind of value a fact takes.
pub(in crate::render) fn type_words(words: &ExplainPhrases, kind: &FactType) -> String {
    match kind {
        FactType::YesNo => words.yes_no.to_owned(),
        FactType::OneOf(_) => words.one_of.to_owned(),
        FactType::Set(_) => words.set.to_owned(),
        FactType::Number { range: None } => words.number.to_owned(),
        FactType::Number { range: Some((low, high)) } => {
            fill(words.number_between, &[&low.to_string(), &high.to_string()])
        }
        FactType::Date => words.date.to_owned(),
        FactType::Text => words.text.to_owned(),
    }
}

/// A value as it may be given.
fn example(kind: &FactType) -> String {
    match kind {
        FactType::YesNo => "yes".to_owned(),
        FactType::OneOf(values) => values.first().cloned().unwrap_or_default(),
        FactType::Set(values) => values.iter().take(2).cloned().collect::<Vec<_>>().join(","),
        FactType::Number { range } => range.map_or(1.0, |(low, _)| low).to_string(),
        FactType::Date => "2025-10-10".to_owned(),
        FactType::Text => "…".to_owned(),
    }
}

fn capture(reader: Reader<'_>, id: Id<Fact>, pattern: &FactPattern) -> String {
    let phrases = phrases(reader.lang);
    let regex = fill(phrases.pattern.regex, &[&safe::line(&pattern.regex)]);
    match &pattern.value {
        Some(value) => fill(phrases.explain.stands_for, &[&regex, &words::value(reader, id, value)]),
        None => regex,
    }
}

/// The causes, symptoms and steps' causes whose conditions `uses` says yes to.
fn users(book: &RuleBook, uses: impl Fn(&Condition) -> bool) -> Vec<Thing> {
    let symptoms = book.symptoms.iter().filter(|(_, symptom)| {
        symptom.seen.iter().any(|pattern| match &pattern.kind {
            crate::book::PatternKind::Captured(test) => uses(&Condition::Test(test.clone())),
            _ => false,
        })
    });
    let mut users: Vec<Thing> = symptoms.map(|(id, _)| Thing::Symptom(id)).collect();
    let rules = book.rules.iter().filter(|(_, rule)| {
        let ways = rule.ways.iter().filter_map(|way| way.when.as_ref());
        let steps = rule.resolution.iter().filter_map(|step| step.when.as_ref());
        ways.chain(steps).any(&uses)
    });
    users.extend(rules.map(|(id, _)| Thing::Cause(id)));
    users
}

fn tests(condition: &Condition, book: &RuleBook, fact: Id<Fact>) -> bool {
    let mut found = false;
    condition.each_test(book, &mut |test| found |= test.subject == Subject::Fact(fact));
    found
}

fn names(condition: &Condition, book: &RuleBook, definition: Id<Definition>) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().any(|part| names(part, book, definition))
        }
        Condition::Not(part) => names(part, book, definition),
        Condition::Named(id) => {
            *id == definition || names(&book.definitions[*id].condition, book, definition)
        }
        Condition::Test(_) => false,
    }
}

fn used_by(reader: Reader<'_>, users: &[Thing]) -> Vec<Part> {
    let words = &phrases(reader.lang).explain;
    let mut parts = Vec::new();
    if !users.is_empty() {
        parts.push(Part::Heading(words.used_by.to_owned()));
    }
    for user in users {
        let Part::Title { title, id, .. } = title(reader, *user) else { continue };
        let title = match user.kind() {
            Kind::Cause => title,
            other => format!("{}{}{title}", kind(words, other), phrases(reader.lang).colon),
        };
        parts.push(Part::with_id(0, title, id));
    }
    parts
}
