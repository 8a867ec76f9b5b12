//! What the packs hold, as a list.
//!
//! In: the rule book and what is wanted. Out: text, Markdown or JSON (`casebook/list/1`, its schema is
//! `docs/list.schema.json`), by pack, then kind, then id.

use crate::arena::Id;
use crate::book::things::{Kind, Thing, things};
use crate::book::{Pack, RuleBook};
use crate::finding::nearest;
use crate::lang::Lang;
use crate::render::doc::{self, Part};
use crate::render::explain::kind;
use crate::render::json::{escaped, list};
use crate::render::page::Layout;
use crate::render::phrases::{ExplainPhrases, fill, phrases};
use crate::render::safe;
use serde_json::json;

/// What is wanted of all there is.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Only these kinds.
    pub kinds: Vec<Kind>,
    /// Only things of these packs; empty means all packs and what they share.
    pub packs: Vec<Id<Pack>>,
    /// Only things with each of these words in their id, or in a title or question in any language; in any case.
    pub words: Vec<String>,
}

/// The things that are wanted, by pack, then kind, then id.
pub fn wanted(book: &RuleBook, wanted: &Wanted) -> Vec<Thing> {
    let words: Vec<String> = wanted.words.iter().map(|word| word.to_lowercase()).collect();
    let fits = |thing: &Thing| {
        let question = thing.question(book);
        let of = |lang| [thing.title(book, lang), question.map_or("", |question| question.get(lang))];
        let texts = Lang::ALL.map(|lang| of(lang).join("\n").to_lowercase());
        let id = thing.id(book);
        words.iter().all(|word| id.contains(word) || texts.iter().any(|text| text.contains(word)))
    };
    let mut found: Vec<Thing> = things(book)
        .into_iter()
        .filter(|thing| wanted.kinds.contains(&thing.kind()))
        .filter(|thing| {
            wanted.packs.is_empty() || thing.pack(book).is_some_and(|pack| wanted.packs.contains(&pack))
        })
        .filter(fits)
        .collect();
    // What all packs share stands last.
    found.sort_by_key(|thing| (thing.pack(book).is_none(), thing.pack(book), thing.kind()));
    found
}

/// What to say where nothing fits.
pub fn nothing(lang: Lang) -> &'static str {
    phrases(lang).explain.nothing_listed
}

/// The words of a filter that fits nothing, with those that stand nowhere replaced by the nearest word of an id or
/// title; none where that helps nothing.
pub fn meant(book: &RuleBook, asked: &Wanted) -> Option<Vec<String>> {
    let all =
        wanted(book, &Wanted { kinds: asked.kinds.clone(), packs: asked.packs.clone(), words: Vec::new() });
    let texts = all.iter().flat_map(|thing| {
        let titles = Lang::ALL.map(|lang| thing.title(book, lang).to_lowercase());
        titles.into_iter().chain([thing.id(book)])
    });
    let texts: Vec<String> = texts.collect();
    let known = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric()));
    let known: Vec<&str> = known.filter(|word| word.chars().count() > 3).collect();
    let one = |word: &String| {
        let word = word.to_lowercase();
        let stands = texts.iter().any(|text| text.contains(&word));
        if stands { Some(word) } else { nearest(&word, known.iter().copied()).map(str::to_owned) }
    };
    let words: Vec<String> = asked.words.iter().map(one).collect::<Option<_>>()?;
    let better = Wanted { kinds: asked.kinds.clone(), packs: asked.packs.clone(), words: words.clone() };
    (!words.is_empty() && !wanted(book, &better).is_empty()).then_some(words)
}

/// What to suggest where a filter fits nothing.
pub fn suggestion(lang: Lang, words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| safe::line(word)).collect();
    fill(phrases(lang).explain.list_instead, &[&words.join(" ")])
}

/// The list for a terminal.
pub fn terminal(book: &RuleBook, lang: Lang, found: &[Thing], layout: Layout) -> String {
    doc::terminal(&parts(book, lang, found), layout)
}

/// The list as Markdown.
pub fn markdown(book: &RuleBook, lang: Lang, found: &[Thing]) -> String {
    doc::markdown(&parts(book, lang, found))
}

/// The list as JSON, with a line break at its end.
pub fn json(book: &RuleBook, lang: Lang, found: &[Thing]) -> String {
    let document = json!({
        "schema": "casebook/list/1",
        "language": lang.code(),
        "rules_digest": book.digest,
        "entries": list(found, |thing| json!({
            "kind": thing.kind().name(),
            "id": thing.id(book),
            "pack": thing.pack(book).map(|pack| book.packs[pack].name.as_str()),
            "title": thing.title(book, lang),
        })),
    });
    escaped(&format!("{document:#}\n"))
}

fn parts(book: &RuleBook, lang: Lang, found: &[Thing]) -> Vec<Part> {
    let words = &phrases(lang).explain;
    let mut parts = Vec::new();
    let mut before: Option<(Option<Id<Pack>>, Option<Kind>)> = None;
    for thing in found {
        let pack = thing.pack(book);
        if before.is_none_or(|(known, _)| known != pack) {
            parts.push(heading(book, lang, words, pack));
            before = Some((pack, None));
        }
        // The heading of a pack says all that a list has to say of it.
        if thing.kind() == Kind::Pack {
            continue;
        }
        if before.is_some_and(|(_, kind)| kind != Some(thing.kind())) {
            parts.push(Part::Heading(several(words, thing.kind()).to_owned()));
            before = Some((pack, Some(thing.kind())));
        }
        parts.push(Part::with_id(0, safe::line(thing.title(book, lang)), thing.id(book)));
    }
    parts
}

fn heading(book: &RuleBook, lang: Lang, words: &ExplainPhrases, pack: Option<Id<Pack>>) -> Part {
    let (title, id) = match pack {
        Some(pack) => (safe::line(book.packs[pack].title.get(lang)), book.packs[pack].name.clone()),
        None => (String::new(), crate::book::COMMON.to_owned()),
    };
    Part::Title { kind: kind(words, Kind::Pack).to_owned(), title, id }
}

/// What several things of a kind are called.
fn several(words: &ExplainPhrases, kind: Kind) -> &'static str {
    match kind {
        Kind::Pack => words.packs,
        Kind::Symptom => words.symptoms,
        Kind::Cause => words.causes,
        Kind::Fact => words.facts,
        Kind::Definition => words.definitions,
        Kind::Term => words.terms,
    }
}
