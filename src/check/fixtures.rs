//! Lints of fixtures: what they leave open, and patterns that match another symptom's fixture.

use crate::arena::Id;
use crate::book::{Pack, Rule, Symptom};
use crate::check::Sink;
use crate::check::scene::Scene;
use crate::finding::Finding;
use crate::fixture::{Expect, Fixture};
use crate::text::Status;
use std::collections::BTreeSet;

/// `pack-without-fixtures`, `symptom-without-fixture`, `cause-without-fixture`, `no-silent-fixture`.
pub(crate) fn coverage(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(read) = scene.fixtures else { return };
    let book = scene.book;
    let named = |list: &Option<Vec<Id<Rule>>>| list.clone().unwrap_or_default();
    let symptoms: BTreeSet<Id<Symptom>> =
        read.list.iter().flat_map(|fixture| fixture.expect.symptoms.iter().flatten().copied()).collect();
    let causes: BTreeSet<Id<Rule>> = read
        .list
        .iter()
        .flat_map(|Fixture { expect, .. }| {
            [named(&expect.confirmed), named(&expect.possible), named(&expect.first)].concat()
        })
        .collect();
    for pack in scene.packs() {
        let mine = |id: &Id<Symptom>| book.symptoms[*id].pack == pack;
        let any = book.symptoms.ids().any(|id| mine(&id));
        let touched = symptoms.iter().any(mine) || causes.iter().any(|rule| book.rules[*rule].pack == pack);
        let name = &book.packs[pack].name;
        if any && !touched {
            sink.report(
                Finding::lint(
                    "pack-without-fixtures",
                    format!("no fixture shows anything of the pack `{name}`"),
                )
                .label(book.packs[pack].place, "proven by nothing")
                .help(format!(
                    "add fixtures/{name}/NAME.yaml; `casebook new fixture` writes one from a ticket"
                )),
            );
            continue;
        }
        for (_, symptom) in book.symptoms.iter().filter(|(id, _)| mine(id) && !symptoms.contains(id)) {
            sink.report(
                Finding::lint(
                    "symptom-without-fixture",
                    format!("no fixture expects the symptom `{}`", symptom.name),
                )
                .label(symptom.place, "never shown to be recognised")
                .help("add a fixture with a text that shows it"),
            );
        }
        for (_, rule) in book.rules.iter().filter(|(id, rule)| rule.pack == pack && !causes.contains(id)) {
            sink.report(
                Finding::lint(
                    "cause-without-fixture",
                    format!("no fixture expects the cause `{}`", rule.name),
                )
                .label(rule.place, "never shown to come out")
                .help("add a fixture that lists it under `confirmed` or `possible`"),
            );
        }
        silent(scene, pack, sink);
    }
}

/// A pack needs at least one text in which nothing of it must be found.
fn silent(scene: &Scene<'_>, pack: Id<Pack>, sink: &mut Sink) {
    let book = scene.book;
    let Some(read) = scene.fixtures else { return };
    let folder = |fixture: &Fixture| {
        let name = &read.findings.sources.get(fixture.name.place.file).name;
        name.rsplit('/').nth(1).map(str::to_owned)
    };
    let quiet = |expect: &Expect| expect.symptoms.as_ref().is_some_and(Vec::is_empty);
    let name = &book.packs[pack].name;
    let found = read.list.iter().any(|fixture| {
        quiet(&fixture.expect) && !fixture.case.parts.is_empty() && folder(fixture).as_deref() == Some(name)
    });
    if !found && book.symptoms.iter().any(|(_, symptom)| symptom.pack == pack) {
        sink.report(
            Finding::lint("no-silent-fixture", format!("no fixture of `{name}` shows what must not match"))
                .label(book.packs[pack].place, "a pattern that matches everything would pass")
                .help("add a fixture with a look-alike text and `expect: {symptoms: []}`"),
        );
    }
}

/// `crosses-fixture`: a pattern of a symptom matches a text whose fixture does not expect the symptom.
pub(crate) fn crossing(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(read) = scene.fixtures else { return };
    let mut told: BTreeSet<(Id<Symptom>, Option<usize>)> = BTreeSet::new();
    for fixture in &read.list {
        let (Some(expected), false) = (&fixture.expect.symptoms, fixture.case.parts.is_empty()) else {
            continue;
        };
        let reading = scene.read_parts(&fixture.case.parts, &fixture.case.named);
        for mention in &reading.mentions {
            let unexpected = !expected.contains(&mention.symptom) && mention.status == Status::Present;
            let Some(evidence) = mention.evidence.first().filter(|_| unexpected && !mention.weak) else {
                continue;
            };
            if !told.insert((mention.symptom, evidence.pattern)) {
                continue;
            }
            let symptom = &scene.book.symptoms[mention.symptom];
            let finding = Finding::lint(
                "crosses-fixture",
                format!("a pattern of `{}` matches a fixture that does not expect it", symptom.name),
            );
            sink.report(
                finding
                    .label(scene.pattern_place(mention.symptom, evidence.pattern), "this matches")
                    .label(fixture.name.place, "this fixture")
                    .help("narrow the pattern, or expect the symptom"),
            );
        }
    }
}
