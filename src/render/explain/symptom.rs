//! The page of a symptom: what it leads to, and how a text shows it.

use super::home;
use crate::arena::Id;
use crate::book::things::Thing;
use crate::book::{Rule, Symptom, Way};
use crate::render::doc::Part;
use crate::render::patterns;
use crate::render::phrases::{fill, phrases};
use crate::render::safe;
use crate::render::words::{self, Reader};
use crate::text::Account;

/// The parts below the title; with a text, also what became of each pattern in it.
pub(super) fn parts(
    reader: Reader<'_>,
    id: Id<Symptom>,
    text: Option<&(&[String], Vec<Account>)>,
) -> Vec<Part> {
    let symptom = &reader.book.symptoms[id];
    let words = &phrases(reader.lang).explain;
    let mut parts = home(reader, Thing::Symptom(id), symptom.place);
    let ways = ways(reader, id);
    if ways.is_empty() {
        parts.push(Part::Text(words.leads_nowhere.to_owned()));
    } else {
        parts.push(Part::Heading(words.leads_to.to_owned()));
    }
    for (_, rule, way, fallback) in ways {
        let title = safe::line(rule.title.get(reader.lang));
        parts.push(Part::with_id(0, title, &rule.id));
        if fallback {
            parts.push(Part::item(1, words.fallback_cause));
        }
        if let Some(when) = &way.when {
            let would = fill(phrases(reader.lang).would_confirm, &[&words::condition(reader, when)]);
            parts.push(Part::item(1, would));
        }
    }
    match text {
        _ if symptom.seen.is_empty() => parts.push(Part::Text(words.never_seen.to_owned())),
        Some((ticket, accounts)) => {
            parts.extend(patterns::account(reader, ticket, &symptom.seen, accounts));
        }
        None => {
            parts.push(Part::Heading(words.seen_by.to_owned()));
            parts.extend(patterns::patterns(reader, &symptom.seen));
        }
    }
    parts
}

/// The ways that a symptom supports, with their rules; whether each is a fallback.
pub(super) fn ways<'a>(reader: Reader<'a>, id: Id<Symptom>) -> Vec<(Id<Rule>, &'a Rule, &'a Way, bool)> {
    let rules = reader.book.rules.iter();
    let ways = rules.flat_map(|(rule_id, rule)| {
        let ways = rule.ways.iter().enumerate();
        ways.filter(|(_, way)| way.symptoms.contains(&id))
            .map(move |(index, way)| (rule_id, rule, way, rule.fallback && index == 0))
    });
    let mut ways: Vec<_> = ways.collect();
    // What is tried last stands last.
    ways.sort_by_key(|(.., fallback)| *fallback);
    ways
}
