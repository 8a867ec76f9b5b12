//! Rules, ways and steps that can never come out, and those that others cover.

use super::conditions::first_place;
use crate::book::{Rule, Step, Way};
use crate::check::Sink;
use crate::check::scene::Scene;
use crate::check::solve::{is_false, is_true};
use crate::finding::Finding;
use crate::source::Place;

/// `unreachable-cause`, `covered-way`, `step-never-shown`, `symptom-without-rule`.
pub(crate) fn ways(scene: &Scene<'_>, sink: &mut Sink) {
    let book = scene.book;
    for (_, rule) in book.rules.iter().filter(|(_, rule)| scene.checks(rule.pack)) {
        let dead =
            |way: &Way| way.symptoms.is_empty() || scene.never(&[is_true(way.when.as_ref())], way.place);
        if rule.ways.iter().all(dead) {
            let help = "correct its conditions and symptoms, or remove the rule";
            sink.report(
                Finding::lint("unreachable-cause", format!("nothing leads to the cause `{}`", rule.name))
                    .label(rule.place, "no way to it can ever hold")
                    .help(help),
            );
            continue;
        }
        covered(scene, rule, sink);
        rule.resolution.iter().for_each(|step| never_shown(scene, rule, step, sink));
    }
    for (id, symptom) in book.symptoms.iter().filter(|(_, symptom)| scene.checks(symptom.pack)) {
        let mut ways = book.rules.iter().flat_map(|(_, rule)| &rule.ways);
        if !ways.any(|way| way.symptoms.binary_search(&id).is_ok()) {
            sink.report(
                Finding::lint("symptom-without-rule", format!("no rule explains `{}`", symptom.name))
                    .label(symptom.place, "recognised, and then nothing follows")
                    .help("name it under `symptoms` of a rule, or add a fallback with `symptoms: all`"),
            );
        }
    }
}

/// A way whose every symptom has another way of the rule that holds whenever this one does. Of two equal ways the
/// later one is reported.
fn covered(scene: &Scene<'_>, rule: &Rule, sink: &mut Sink) {
    let mut gone: Vec<usize> = Vec::new();
    for (index, way) in rule.ways.iter().enumerate().rev() {
        let mut by: Vec<Place> = Vec::new();
        let covered = !way.symptoms.is_empty()
            && way.symptoms.iter().all(|symptom| {
                let others = rule.ways.iter().enumerate().filter(|(other, candidate)| {
                    // A fallback is offered only where nothing else is, so it covers no ordinary way.
                    *other != index
                        && !gone.contains(other)
                        && !(rule.fallback && *other == 0)
                        && candidate.symptoms.binary_search(symptom).is_ok()
                });
                let implies = |other: &Way| {
                    scene.never(&[is_true(way.when.as_ref()), is_false(other.when.as_ref())], way.place)
                };
                let found = others.map(|(_, other)| other).find(|other| implies(other));
                by.extend(found.map(|other| other.place));
                found.is_some()
            });
        if covered {
            gone.push(index);
            by.sort_unstable();
            by.dedup();
            let mut finding =
                Finding::lint("covered-way", format!("this way to `{}` adds nothing", rule.name))
                    .label(way.place, "whenever it holds, another way of the rule does");
            for place in by {
                finding = finding.label(place, "this one");
            }
            sink.report(finding.help("remove it, or correct its condition or symptoms"));
        }
    }
}

/// A step whose condition excludes that of every way to the cause.
fn never_shown(scene: &Scene<'_>, rule: &Rule, step: &Step, sink: &mut Sink) {
    let Some(when) = &step.when else { return };
    let at = first_place(when).unwrap_or(step.place);
    let alone = scene.never(&[is_true(Some(when))], at);
    let with = |way: &Way| scene.never(&[is_true(way.when.as_ref()), is_true(Some(when))], at);
    if !alone && rule.ways.iter().all(with) {
        let mut finding =
            Finding::lint("step-never-shown", format!("this step of `{}` is never shown", rule.name))
                .label(at, "false whenever the cause holds");
        for place in rule.ways.iter().filter_map(|way| first_place(way.when.as_ref()?)).take(3) {
            finding = finding.label(place, "the cause needs this");
        }
        sink.report(finding.help("correct the condition of the step, or remove the step"));
    }
}
