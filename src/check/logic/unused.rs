//! What is declared and not used: facts, definitions, terms, contacts, sources; and facts that nobody asks for.

use crate::arena::Id;
use crate::book::{Definition, Fact, PatternKind, RuleBook, Term};
use crate::check::Sink;
use crate::check::scene::{FileTree, Scene, entries, get, items, scalar};
use crate::condition::{Condition, Subject};
use crate::finding::Finding;
use crate::source::{Located, Place};
use crate::yaml::Node;
use std::collections::BTreeSet;

/// `unused-fact`, `fact-never-asked`, `unused-definition`, `unused-term`, `unused-contact`, `unused-source`.
pub(crate) fn unused(scene: &Scene<'_>, sink: &mut Sink) {
    let uses = Uses::of(scene.book);
    facts(scene, &uses, sink);
    for (id, definition) in scene.book.definitions.iter().filter(|(_, it)| scene.checks(it.pack)) {
        if !uses.definitions.contains(&id) {
            report(
                sink,
                "unused-definition",
                "definition",
                &definition.name,
                definition.place,
                "name it in a condition",
            );
        }
    }
    terms(scene, &uses, sink);
    for pack in scene.packs() {
        let trees: Vec<&FileTree> = scene.trees.iter().filter(|tree| tree.pack == Some(pack)).collect();
        contacts(&trees, sink);
        let used: BTreeSet<usize> = scene
            .book
            .rules
            .iter()
            .filter(|(_, it)| it.pack == pack)
            .filter_map(|(_, it)| it.source)
            .collect();
        for (index, source) in scene.book.packs[pack].sources.iter().enumerate() {
            if !used.contains(&index) {
                report(
                    sink,
                    "unused-source",
                    "source",
                    &source.name,
                    source.place,
                    "name it under `source` of a cause",
                );
            }
        }
    }
}

fn report(sink: &mut Sink, code: &'static str, noun: &str, name: &str, place: Place, use_it: &str) {
    sink.report(
        Finding::lint(code, format!("nothing uses the {noun} `{name}`"))
            .label(place, "declared here and named nowhere")
            .help(format!("{use_it}, or remove it")),
    );
}

/// What conditions and patterns use.
#[derive(Default)]
struct Uses {
    facts: BTreeSet<Id<Fact>>,
    definitions: BTreeSet<Id<Definition>>,
    terms: BTreeSet<Id<Term>>,
}

impl Uses {
    fn of(book: &RuleBook) -> Self {
        let mut uses = Self::default();
        for (_, rule) in book.rules.iter() {
            let ways = rule.ways.iter().filter_map(|way| way.when.as_ref());
            let steps = rule.resolution.iter().filter_map(|step| step.when.as_ref());
            ways.chain(steps).for_each(|when| uses.condition(when, book));
        }
        for pattern in book.symptoms.iter().flat_map(|(_, symptom)| &symptom.seen) {
            uses.terms.extend(pattern.near.iter().chain(&pattern.not_touching).chain(&pattern.unless));
            match &pattern.kind {
                PatternKind::Say { terms, .. } => uses.terms.extend(terms),
                PatternKind::Captured(test) => {
                    if let Subject::Fact(fact) = test.subject {
                        uses.facts.insert(fact);
                    }
                }
                PatternKind::Message { .. } | PatternKind::Code(_) | PatternKind::Regex(_) => {}
            }
        }
        for pattern in book.facts.iter().flat_map(|(_, fact)| &fact.seen) {
            uses.terms.extend(pattern.near.iter().chain(&pattern.not_touching).chain(&pattern.unless));
        }
        uses
    }

    fn condition(&mut self, condition: &Condition, book: &RuleBook) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| self.condition(part, book))
            }
            Condition::Not(part) => self.condition(part, book),
            Condition::Named(id) => {
                if self.definitions.insert(*id) {
                    self.condition(&book.definitions[*id].condition, book);
                }
            }
            Condition::Test(test) => {
                if let Subject::Fact(fact) = test.subject {
                    self.facts.insert(fact);
                }
            }
        }
    }
}

fn facts(scene: &Scene<'_>, uses: &Uses, sink: &mut Sink) {
    for (id, fact) in scene.book.facts.iter().filter(|(_, fact)| scene.checks(fact.pack)) {
        if !uses.facts.contains(&id) {
            sink.report(
                Finding::lint("unused-fact", format!("nothing reads the fact `{}`", fact.name))
                    .label(fact.place, "no rule, step or `mention` tests it")
                    .help("test it in a condition, or remove it"),
            );
        } else if fact.ask.is_none() {
            let from_text = if fact.seen.is_empty() { "nobody" } else { "only a text that states it" };
            sink.report(
                Finding::lint("fact-never-asked", format!("`{}` is read, and never asked for", fact.name))
                    .label(fact.place, format!("{from_text} can tell"))
                    .help("add `ask` with the question for the agent"),
            );
        }
    }
}

/// Terms of packs. Those of `common` are there for all packs to come.
fn terms(scene: &Scene<'_>, uses: &Uses, sink: &mut Sink) {
    let book = scene.book;
    for pack in scene.packs() {
        let own = || book.terms.iter().filter(|(_, term)| term.pack == Some(pack));
        let mut used: BTreeSet<&str> =
            own().filter(|(id, _)| uses.terms.contains(id)).map(|(_, term)| term.name.as_str()).collect();
        let trees = scene.trees.iter().filter(|tree| tree.pack == Some(pack));
        let included: Vec<(&str, Vec<&str>)> = trees
            .flat_map(|tree| get(&tree.node, "terms").map_or(&[][..], entries))
            .map(|(name, term)| (name.value.as_str(), included(term)))
            .collect();
        // What a used term includes is used.
        loop {
            let before = used.len();
            for (name, others) in &included {
                if used.contains(name) {
                    used.extend(others);
                }
            }
            if used.len() == before {
                break;
            }
        }
        for (_, term) in own().filter(|(_, term)| !used.contains(term.name.as_str())) {
            report(sink, "unused-term", "term", &term.name, term.place, "name it in a pattern");
        }
    }
}

fn included(term: &Node) -> Vec<&str> {
    get(term, "includes").map_or(&[][..], items).iter().filter_map(scalar).collect()
}

fn contacts(trees: &[&FileTree], sink: &mut Sink) {
    let section =
        |key: &'static str| trees.iter().flat_map(move |tree| get(&tree.node, key).map_or(&[][..], entries));
    let steps = section("rules").flat_map(|(_, rule)| get(rule, "resolution").map_or(&[][..], items));
    let used: BTreeSet<&str> =
        steps.filter_map(|step| get(step, "contact")).filter_map(scalar).map(str::trim).collect();
    let declared: Vec<&Located<String>> = section("contacts").map(|(name, _)| name).collect();
    for name in declared.into_iter().filter(|name| !used.contains(name.value.as_str())) {
        report(
            sink,
            "unused-contact",
            "contact",
            &name.value,
            name.place,
            "name it under `contact` of a step",
        );
    }
}
