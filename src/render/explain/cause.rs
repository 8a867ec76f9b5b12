//! The page of a cause: what it means, when its rule concludes it, what to do.

use super::{home, step, text};
use crate::arena::Id;
use crate::book::things::Thing;
use crate::book::{Audience, Rule, Way};
use crate::condition::Subject;
use crate::render::answer::{capital, source};
use crate::render::doc::Part;
use crate::render::phrases::{fill, phrases};
use crate::render::safe;
use crate::render::view::settable;
use crate::render::words::{self, Reader};
use std::collections::BTreeSet;

/// The parts below the title.
pub(super) fn parts(reader: Reader<'_>, id: Id<Rule>) -> Vec<Part> {
    let rule = &reader.book.rules[id];
    let phrases = phrases(reader.lang);
    let mut parts = Vec::new();
    if rule.agent_only {
        parts.push(Part::Text(phrases.agent_only_cause.to_owned()));
    }
    parts.push(Part::Text(text(reader, &rule.explanation)));
    for (index, way) in rule.ways.iter().enumerate() {
        parts.extend(self::way(reader, rule, index, way));
    }
    parts.extend(facts(reader, rule));
    if !rule.resolution.is_empty() {
        parts.push(Part::Heading(phrases.explain.steps.to_owned()));
    }
    for each in &rule.resolution {
        let private = each.audience == Audience::Agent || rule.agent_only;
        let mut words = step(reader, phrases, rule, each);
        if private && !rule.agent_only {
            words = format!("{}{}{words}", phrases.agent_only, phrases.colon);
        }
        parts.push(Part::Item { depth: 0, text: words, id: String::new(), private });
    }
    if !rule.yields_to.is_empty() {
        let others = rule.yields_to.iter().map(|other| words::cause_named(reader, *other));
        let others = words::list(others, phrases.comma, phrases.comma);
        parts.push(Part::Text(fill(phrases.account.yields_to, &[&others])));
    }
    if let Some(source) = source(reader, id) {
        parts.push(Part::Small(format!("{}{}{source}", phrases.source, phrases.colon)));
    }
    parts.extend(home(reader, Thing::Cause(id), rule.place));
    parts
}

/// The facts that its conditions test, by the names that `--set` takes.
fn facts(reader: Reader<'_>, rule: &Rule) -> Vec<Part> {
    let mut tested = BTreeSet::new();
    for when in rule.ways.iter().filter_map(|way| way.when.as_ref()) {
        when.each_test(reader.book, &mut |test| match test.subject {
            Subject::Fact(fact) => _ = tested.insert(fact),
            Subject::Today => {}
        });
    }
    // A fact without a title stands by its name in the conditions.
    tested.retain(|fact| reader.book.facts[*fact].called(reader.lang).is_some());
    let mut parts = Vec::new();
    if !tested.is_empty() {
        parts.push(Part::Heading(phrases(reader.lang).explain.depends_on.to_owned()));
    }
    parts.extend(
        tested
            .into_iter()
            .map(|fact| Part::with_id(0, words::fact_name(reader, fact), settable(reader.book, fact))),
    );
    parts
}

/// One way to the cause: its symptoms and its condition.
fn way(reader: Reader<'_>, rule: &Rule, index: usize, way: &Way) -> Vec<Part> {
    let phrases = phrases(reader.lang);
    let words = &phrases.explain;
    let heading = if index == 0 { words.explains } else { words.way_explains };
    let mut parts = vec![Part::Heading(heading.to_owned())];
    if way.all_symptoms {
        parts.push(Part::item(0, capital(phrases.account.any_symptom)));
    } else {
        parts.extend(way.symptoms.iter().map(|symptom| {
            let symptom = &reader.book.symptoms[*symptom];
            Part::with_id(0, safe::line(symptom.title.get(reader.lang)), &symptom.id)
        }));
    }
    parts.push(Part::Heading(words.holds_if.to_owned()));
    if rule.fallback && index == 0 {
        parts.push(Part::item(0, phrases.account.fallback_way));
    }
    match &way.when {
        Some(when) => {
            let lines = words::outline(reader, when);
            parts.extend(lines.into_iter().map(|(depth, line)| Part::item(depth, line)));
        }
        None if rule.fallback && index == 0 => {}
        None => parts.push(Part::item(0, phrases.account.no_condition)),
    }
    parts
}
