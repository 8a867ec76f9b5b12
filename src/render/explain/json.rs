//! Pages as JSON, `casebook/explanation/1`; its schema is `docs/explanation.schema.json`.
//!
//! Fields and values may be added here, never changed. Ids are full; conditions stand in the shape of the rule
//! language, with definitions by their full names; texts are in the document's language.

use super::Subject;
use super::symptom::ways;
use crate::arena::Id;
use crate::book::things::Thing;
use crate::book::{
    Audience, Definition, Fact, KnowledgeSource, Pack, Pattern, PatternKind, Rule, RuleBook, Step, Symptom,
    Term, Way,
};
use crate::condition::Condition;
use crate::lang::{Lang, LocalText};
use crate::render::json::{self, answers, escaped, evidence, list, operators, rounded};
use crate::render::words::{self, Reader};
use crate::text::{Account, Nearest, Obstacle};
use serde_json::{Value as Json, json};

/// The document, with a line break at its end.
pub(super) fn document(book: &RuleBook, lang: Lang, subjects: &[Subject<'_>]) -> String {
    let reader = Reader { book, lang };
    let pages: Vec<Json> = subjects.iter().map(|subject| page(reader, subject)).collect();
    let document = json!({
        "schema": "casebook/explanation/1",
        "language": lang.code(),
        "rules_digest": book.digest,
        "pages": pages,
    });
    escaped(&format!("{document:#}\n"))
}

fn page(reader: Reader<'_>, subject: &Subject<'_>) -> Json {
    let thing = subject.thing;
    let mut page = json!({
        "kind": thing.kind().name(),
        "id": thing.id(reader.book),
        "pack": thing.pack(reader.book).map(|pack| reader.book.packs[pack].name.as_str()),
    });
    let more = match thing {
        Thing::Pack(id) => pack(reader, id),
        Thing::Symptom(id) => symptom(reader, id, subject.text.as_ref()),
        Thing::Cause(id) => cause(reader, id),
        Thing::Fact(id) => fact(reader, id),
        Thing::Definition(id) => definition(reader, id),
        Thing::Term(id) => term(reader, id),
    };
    if let (Json::Object(page), Json::Object(more)) = (&mut page, more) {
        page.extend(more);
    }
    page
}

fn text(reader: Reader<'_>, text: &LocalText) -> Json {
    json!(text.get(reader.lang))
}

fn pack(reader: Reader<'_>, id: Id<Pack>) -> Json {
    let pack = &reader.book.packs[id];
    json!({
        "title": text(reader, &pack.title),
        "product": pack.product.iter().map(|form| json!(*form.text)).collect::<Vec<Json>>(),
        "languages": list(&pack.languages, |lang| json!(lang.code())),
        "sources": list(&pack.sources, |one| source(reader, one)),
    })
}

fn source(reader: Reader<'_>, source: &KnowledgeSource) -> Json {
    json!({
        "name": source.name,
        "article": source.article.get(reader.lang),
        "reviewed": source.reviewed.map(|day| day.to_string()),
        "url": source.url,
    })
}

fn symptom(reader: Reader<'_>, id: Id<Symptom>, text_of: Option<&(&[String], Vec<Account>)>) -> Json {
    let symptom = &reader.book.symptoms[id];
    let patterns: Vec<Json> = symptom
        .seen
        .iter()
        .enumerate()
        .map(|(index, declared)| {
            let mut shown = pattern(reader.book, declared);
            let account = text_of.and_then(|(ticket, accounts)| {
                Some((ticket, accounts.iter().find(|account| account.pattern == index)?))
            });
            if let (Json::Object(shown), Some((ticket, account))) = (&mut shown, account) {
                shown.insert("found".to_owned(), list(&account.found, |found| evidence(ticket, found)));
                shown.insert("nearest".to_owned(), account.nearest.as_ref().map_or(Json::Null, nearest));
            }
            shown
        })
        .collect();
    let causes: Vec<Json> = ways(reader, id)
        .into_iter()
        .map(|(_, rule, way, fallback)| {
            json!({
                "cause": rule.id,
                "title": text(reader, &rule.title),
                "fallback": fallback,
                "when": way.when.as_ref().map(|when| condition(reader.book, when)),
                "when_in_words": way.when.as_ref().map(|when| words::condition(reader, when)),
            })
        })
        .collect();
    json!({ "title": text(reader, &symptom.title), "patterns": patterns, "causes": causes })
}

fn pattern(book: &RuleBook, pattern: &Pattern) -> Json {
    let names = |terms: &[Id<Term>]| list(terms, |term| json!(Thing::Term(*term).id(book)));
    let (by, what) = match &pattern.kind {
        PatternKind::Message { text, .. } => ("message", json!(text)),
        PatternKind::Say { terms, .. } => ("say", names(terms)),
        PatternKind::Code(code) => ("code", json!(code)),
        PatternKind::Regex(regex) => ("regex", json!(regex)),
        PatternKind::Captured(test) => ("mention", condition(book, &Condition::Test(test.clone()))),
    };
    let language = match &pattern.kind {
        PatternKind::Message { lang, .. } => lang.map(Lang::code),
        _ => None,
    };
    let sentences = match &pattern.kind {
        PatternKind::Say { sentences, .. } => Some(*sentences),
        _ => None,
    };
    json!({
        "by": by,
        "what": what,
        "language": language,
        "sentences": sentences,
        "generic": pattern.generic,
        "near": names(&pattern.near),
        "not_touching": names(&pattern.not_touching),
        "unless": names(&pattern.unless),
    })
}

fn nearest(near: &Nearest) -> Json {
    json!({
        "part": near.part,
        "score": rounded(near.score),
        "there": list(&near.there, |(word, (from, to))| json!({ "what": word, "span": [from, to] })),
        "missing": near.missing,
        "obstacles": list(&near.obstacles, obstacle),
    })
}

fn obstacle(obstacle: &Obstacle) -> Json {
    match obstacle {
        Obstacle::TooLittle { needed } => json!({ "obstacle": "too-little", "needed": rounded(*needed) }),
        Obstacle::TooFar { words, allowed } => {
            json!({ "obstacle": "too-far", "words": rounded(*words), "allowed": rounded(*allowed) })
        }
        Obstacle::Sentences { stand, allowed } => {
            json!({ "obstacle": "sentences", "stand": stand, "allowed": allowed })
        }
        Obstacle::NotNear(terms) => json!({ "obstacle": "not-near", "terms": terms }),
        Obstacle::Touching(term) => json!({ "obstacle": "touching", "term": term }),
        Obstacle::Unless(term) => json!({ "obstacle": "unless", "term": term }),
        Obstacle::OtherCode(number) => json!({ "obstacle": "other-code", "code": number }),
        Obstacle::NoCode => json!({ "obstacle": "no-code" }),
        Obstacle::Bare => json!({ "obstacle": "bare" }),
        Obstacle::Furniture => json!({ "obstacle": "furniture" }),
        Obstacle::Rival => json!({ "obstacle": "rival" }),
        Obstacle::OtherProduct => json!({ "obstacle": "other-product" }),
    }
}

fn cause(reader: Reader<'_>, id: Id<Rule>) -> Json {
    let rule = &reader.book.rules[id];
    let known = rule.source.and_then(|index| reader.book.packs[rule.pack].sources.get(index));
    json!({
        "title": text(reader, &rule.title),
        "explanation": text(reader, &rule.explanation),
        "for": if rule.agent_only { "agent" } else { "customer" },
        "fallback": rule.fallback,
        "ways": list(&rule.ways, |each| way(reader, each)),
        "yields_to": list(&rule.yields_to, |other| json!(reader.book.rules[*other].id)),
        "resolution": list(&rule.resolution, |each| step(reader, each)),
        "source": known.map(|known| source(reader, known)),
    })
}

fn way(reader: Reader<'_>, way: &Way) -> Json {
    json!({
        "symptoms": list(&way.symptoms, |symptom| json!(reader.book.symptoms[*symptom].id)),
        "all_symptoms": way.all_symptoms,
        "when": way.when.as_ref().map(|when| condition(reader.book, when)),
        "when_in_words": way.when.as_ref().map(|when| words::condition(reader, when)),
    })
}

fn step(reader: Reader<'_>, step: &Step) -> Json {
    json!({
        "for": match step.audience { Audience::Customer => "customer", Audience::Agent => "agent" },
        "do": step.action.as_ref().map(|words| text(reader, words)),
        "contact": step.contact.as_ref().map(|words| text(reader, words)),
        "when": step.when.as_ref().map(|when| condition(reader.book, when)),
        "if": step.if_text.as_ref().map(|words| text(reader, words)),
    })
}

fn fact(reader: Reader<'_>, id: Id<Fact>) -> Json {
    let fact = &reader.book.facts[id];
    let range = match fact.kind {
        crate::facts::FactType::Number { range } => range.map(|(low, high)| [low, high]),
        _ => None,
    };
    json!({
        "type": fact.kind.name(),
        "title": fact.title.as_ref().map(|title| text(reader, title)),
        "ask": fact.ask.as_ref().map(|ask| text(reader, ask)),
        "ask_customer": fact.ask_customer.as_ref().map(|ask| text(reader, ask)),
        "values": answers(&fact.kind),
        "range": range,
        "cost": fact.cost,
        "seen": list(&fact.seen, |pattern| json!({
            "regex": pattern.regex,
            "value": pattern.value.as_ref().map(|value| json::value(reader.book, id, value)),
        })),
    })
}

fn definition(reader: Reader<'_>, id: Id<Definition>) -> Json {
    let definition = &reader.book.definitions[id];
    json!({
        "when": condition(reader.book, &definition.condition),
        "when_in_words": words::condition(reader, &definition.condition),
    })
}

fn term(reader: Reader<'_>, id: Id<Term>) -> Json {
    let form =
        |form: &crate::book::Form| json!({ "text": *form.text, "language": form.lang.map(Lang::code) });
    json!({ "forms": reader.book.terms[id].forms.iter().map(form).collect::<Vec<Json>>() })
}

/// A condition in the shape of the rule language.
fn condition(book: &RuleBook, when: &Condition) -> Json {
    let below = |parts: &[Condition]| list(parts, |part| condition(book, part));
    match when {
        Condition::All(parts) => json!({ "all": below(parts) }),
        Condition::Any(parts) => json!({ "any": below(parts) }),
        Condition::Not(part) => json!({ "not": condition(book, part) }),
        Condition::Named(id) => json!({ "definition": Thing::Definition(*id).id(book) }),
        Condition::Test(test) => json!({
            "fact": json::subject(book, test.subject),
            "test": Json::Object(operators(book, test.subject, &test.operators)),
        }),
    }
}
