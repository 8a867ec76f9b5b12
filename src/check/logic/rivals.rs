//! Rules that give different causes for one symptom under facts that can hold together, with nothing to rank them.

use super::conditions::first_place;
use crate::arena::Id;
use crate::book::{Rule, RuleBook, Symptom, Way};
use crate::check::Sink;
use crate::check::scene::Scene;
use crate::check::solve::{Answer, facts_in_words, is_true};
use crate::finding::Finding;
use std::collections::{BTreeMap, BTreeSet};

/// `rival-causes`, once for each pair of rules.
pub(crate) fn rivals(scene: &Scene<'_>, sink: &mut Sink) {
    let book = scene.book;
    let mut by_symptom: BTreeMap<Id<Symptom>, Vec<(Id<Rule>, &Way)>> = BTreeMap::new();
    for (id, rule) in book.rules.iter().filter(|(_, rule)| scene.checks(rule.pack)) {
        for way in rule.ways.iter().skip(usize::from(rule.fallback)) {
            for symptom in &way.symptoms {
                by_symptom.entry(*symptom).or_default().push((id, way));
            }
        }
    }
    let ranked: Vec<BTreeSet<Id<Rule>>> = book.rules.ids().map(|rule| before(book, rule)).collect();
    let mut told: BTreeSet<(Id<Rule>, Id<Rule>)> = BTreeSet::new();
    for (symptom, ways) in &by_symptom {
        for (index, (one, way)) in ways.iter().enumerate() {
            for (other, other_way) in &ways[index + 1..] {
                let ordered = ranked[one.index()].contains(other) || ranked[other.index()].contains(one);
                if one == other || ordered || told.contains(&(*one, *other)) {
                    continue;
                }
                let goals = [is_true(way.when.as_ref()), is_true(other_way.when.as_ref())];
                if let Answer::Yes(example) = scene.ask(&goals, way.place) {
                    told.insert((*one, *other));
                    let facts = facts_in_words(book, &example);
                    sink.report(rival(book, *symptom, (*one, way), (*other, other_way), &facts));
                }
            }
        }
    }
}

fn rival(
    book: &RuleBook,
    symptom: Id<Symptom>,
    (one, way): (Id<Rule>, &Way),
    (other, other_way): (Id<Rule>, &Way),
    facts: &str,
) -> Finding {
    let (one, other) = (&book.rules[one], &book.rules[other]);
    let place = |rule: &Rule, way: &Way| way.when.as_ref().and_then(first_place).unwrap_or(rule.place);
    let symptom = &book.symptoms[symptom].name;
    Finding::lint(
        "rival-causes",
        format!("`{}` and `{}` both hold for `{symptom}`, and nothing ranks them", one.name, other.name),
    )
    .label(place(one, way), format!("holds, for example with {facts}"))
    .label(place(other, other_way), "holds as well")
    .help(format!(
        "if one of them should come first, write `yields-to: [{}]` in the other; if they exclude each other, say so in a condition",
        one.name
    ))
}

/// The rules that stand before a rule, directly or through others.
fn before(book: &RuleBook, rule: Id<Rule>) -> BTreeSet<Id<Rule>> {
    let mut reached = BTreeSet::new();
    let mut open = vec![rule];
    while let Some(next) = open.pop() {
        open.extend(book.rules[next].yields_to.iter().copied().filter(|other| reached.insert(*other)));
    }
    reached
}
