//! Conditions that are never or always true, and parts of them without effect.

use crate::check::Sink;
use crate::check::scene::Scene;
use crate::check::solve::{is_false, is_true};
use crate::condition::{Condition, FactTest, Operator, Subject};
use crate::finding::Finding;
use crate::source::Place;

/// A condition with its place, and who owns it in words.
struct Owned<'a> {
    condition: &'a Condition,
    owner: String,
    place: Place,
}

/// Every condition as it is written, each once: of definitions, ways and steps.
fn all<'a>(scene: &Scene<'a>) -> Vec<Owned<'a>> {
    let book = scene.book;
    let mut all = Vec::new();
    for (_, definition) in book.definitions.iter().filter(|(_, definition)| scene.checks(definition.pack)) {
        let owner = format!("definition `{}`", definition.name);
        all.push(Owned { condition: &definition.condition, owner, place: definition.place });
    }
    for (_, rule) in book.rules.iter().filter(|(_, rule)| scene.checks(rule.pack)) {
        let ways = rule.ways.iter().filter_map(|way| Some((way.when.as_ref()?, way.place, "rule")));
        let steps = rule.resolution.iter().filter_map(|step| Some((step.when.as_ref()?, step.place, "step")));
        for (condition, place, what) in ways.chain(steps) {
            let owner = match what {
                "rule" => format!("rule `{}`", rule.name),
                _ => format!("step of `{}`", rule.name),
            };
            all.push(Owned { condition, owner, place });
        }
    }
    all
}

/// The place of the first test that is written in the condition itself.
pub(super) fn first_place(condition: &Condition) -> Option<Place> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().find_map(first_place),
        Condition::Not(part) => first_place(part),
        Condition::Named(_) => None,
        Condition::Test(test) => Some(test.place),
    }
}

/// `never-true`, `always-true` and `closed-world`.
pub(crate) fn conditions(scene: &Scene<'_>, sink: &mut Sink) {
    for Owned { condition, owner, place } in all(scene) {
        // A name alone is what the definition is, and that is looked at by itself.
        if matches!(condition, Condition::Named(_)) {
            continue;
        }
        let at = first_place(condition).unwrap_or(place);
        if scene.never(&[is_true(Some(condition))], at) {
            let mut finding =
                Finding::lint("never-true", format!("the condition of the {owner} can never be true"));
            let parts = core(scene, condition, at);
            let label = match parts.len() {
                1 => "no facts make it true",
                2 => "excludes the other one",
                _ => "not all of these can hold",
            };
            for place in parts {
                finding = finding.label(place, label);
            }
            if finding.labels.is_empty() {
                finding = finding.label(at, "no facts make it true");
            }
            sink.report(finding.help("correct one of the tests: no facts meet them together"));
        } else if scene.never(&[is_false(Some(condition))], at) {
            sink.report(
                Finding::lint(
                    "always-true",
                    format!("the condition of the {owner} is true whatever the facts"),
                )
                .label(at, "no facts make it false")
                .help("leave the condition out, or correct its tests"),
            );
        }
        each_own_test(condition, &mut |test| closed_world(scene, test, sink));
    }
}

/// The smallest set of parts of an `all` that cannot be true together, by leaving out what is not needed.
fn core(scene: &Scene<'_>, condition: &Condition, at: Place) -> Vec<Place> {
    let Condition::All(parts) = condition else { return Vec::new() };
    let mut kept: Vec<&Condition> = parts.iter().collect();
    let mut index = 0;
    while index < kept.len() {
        let without: Vec<_> = kept
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != index)
            .map(|(_, part)| is_true(Some(*part)))
            .collect();
        if kept.len() > 1 && scene.never(&without, at) {
            kept.remove(index);
        } else {
            index += 1;
        }
    }
    kept.into_iter().filter_map(first_place).collect()
}

/// The tests that are written in a condition itself.
fn each_own_test<'a>(condition: &'a Condition, visit: &mut impl FnMut(&'a FactTest)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            parts.iter().for_each(|part| each_own_test(part, visit))
        }
        Condition::Not(part) => each_own_test(part, visit),
        Condition::Named(_) => {}
        Condition::Test(test) => visit(test),
    }
}

fn closed_world(scene: &Scene<'_>, test: &FactTest, sink: &mut Sink) {
    if let (Subject::Fact(fact), true) =
        (test.subject, test.operators.iter().any(|operator| matches!(operator, Operator::Known(_))))
    {
        let name = &scene.book.facts[fact].name;
        sink.report(
            Finding::lint("closed-world", format!("this tests whether anybody knows `{name}`"))
                .label(test.place, "learning the fact may turn this round")
                .help("where the value can be tested instead, do that: an unknown fact is then asked for"),
        );
    }
}

/// `no-effect`: parts of an `all` or `any` that the others already imply.
pub(crate) fn parts(scene: &Scene<'_>, sink: &mut Sink) {
    for Owned { condition, place, .. } in all(scene) {
        let at = first_place(condition).unwrap_or(place);
        // Of a condition that is never or always true everything is without effect.
        let plain =
            scene.never(&[is_true(Some(condition))], at) || scene.never(&[is_false(Some(condition))], at);
        if !plain {
            within(scene, condition, at, sink);
        }
    }
}

fn within(scene: &Scene<'_>, condition: &Condition, at: Place, sink: &mut Sink) {
    let (parts, all) = match condition {
        Condition::All(parts) => (parts, true),
        Condition::Any(parts) => (parts, false),
        Condition::Not(part) => return within(scene, part, at, sink),
        Condition::Named(_) | Condition::Test(_) => return,
    };
    let mut kept: Vec<usize> = (0..parts.len()).collect();
    for index in (0..parts.len()).rev() {
        if kept.len() < 2 {
            break;
        }
        let goal = |part, holds| if holds { is_true(Some(part)) } else { is_false(Some(part)) };
        let others = kept.iter().filter(|other| **other != index);
        let mut goals: Vec<_> = others.map(|other| goal(&parts[*other], all)).collect();
        goals.push(goal(&parts[index], !all));
        if scene.never(&goals, at) {
            kept.retain(|other| *other != index);
            let place = first_place(&parts[index]).unwrap_or(at);
            let (word, why) = if all {
                ("all", "the others already imply it")
            } else {
                ("any", "the others hold whenever it does")
            };
            sink.report(
                Finding::lint("no-effect", format!("this part of `{word}` changes nothing"))
                    .label(place, why)
                    .help("remove it, or correct it"),
            );
        }
    }
    parts.iter().for_each(|part| within(scene, part, at, sink));
}
