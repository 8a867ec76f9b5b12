//! The order of the diagnoses.
//!
//! Confirmed before possible, and any rule before any fallback; then a rule after those it yields to; then
//! stronger evidence; then more condition leaves known true; then id. Yielding is a partial order, so the last
//! three decide among the rules that need not wait for another.

use crate::arena::Id;
use crate::book::{Rule, RuleBook};
use crate::condition::Truth;
use crate::engine::verdict::Scene;
use crate::engine::{Conclusion, Verdict};
use crate::text::Rank;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Puts confirmed and possible conclusions into their order.
pub(super) fn rank(scene: &Scene<'_>, conclusions: Vec<Conclusion>) -> Vec<Conclusion> {
    let mut waiting: Vec<Option<Conclusion>> = sorted(scene, conclusions).into_iter().map(Some).collect();
    let groups: Vec<(Verdict, bool)> = waiting.iter().flatten().map(group).collect();
    let rules: Vec<Id<Rule>> = waiting.iter().flatten().map(|conclusion| conclusion.rule).collect();
    let mut order = Vec::with_capacity(waiting.len());
    let mut start = 0;
    for run in groups.chunk_by(|one, other| one == other) {
        let end = start + run.len();
        order.extend(yielding(scene.book, &rules[start..end]).into_iter().map(|index| start + index));
        start = end;
    }
    order.into_iter().filter_map(|index| waiting[index].take()).collect()
}

/// What is never mixed, best first.
fn group(conclusion: &Conclusion) -> (Verdict, bool) {
    (conclusion.verdict, conclusion.fallback)
}

/// The order without regard to yielding.
fn sorted(scene: &Scene<'_>, mut conclusions: Vec<Conclusion>) -> Vec<Conclusion> {
    conclusions.sort_by_cached_key(|conclusion| {
        (
            group(conclusion),
            Reverse(evidence(scene, conclusion)),
            Reverse(true_leaves(conclusion)),
            scene.book.rules[conclusion.rule].id.clone(),
        )
    });
    conclusions
}

/// The strongest evidence among the symptoms that the conclusion names.
fn evidence(scene: &Scene<'_>, conclusion: &Conclusion) -> Option<Rank> {
    conclusion.symptoms.iter().filter_map(|symptom| scene.present.get(*symptom)).map(|seen| seen.rank).max()
}

/// Condition leaves known true in the best way that is not ruled out.
fn true_leaves(conclusion: &Conclusion) -> usize {
    let traces = conclusion.traces.iter().filter_map(|way| way.trace.as_ref());
    traces.filter(|trace| trace.truth != Truth::False).map(|trace| trace.true_leaves()).max().unwrap_or(0)
}

/// The order of one group, as indices: each time the first rule that waits for none of those still to come.
fn yielding(book: &RuleBook, rules: &[Id<Rule>]) -> Vec<usize> {
    let mut blockers: Vec<BTreeSet<usize>> = rules.iter().map(|rule| blockers(book, *rule, rules)).collect();
    let mut left: BTreeSet<usize> = (0..rules.len()).collect();
    let mut order = Vec::with_capacity(rules.len());
    while let Some(first) = left.first().copied() {
        // The linker refuses circles, so there is always one that waits for none; the first ends the search.
        let next = left.iter().copied().find(|index| blockers[*index].is_empty()).unwrap_or(first);
        left.remove(&next);
        blockers.iter_mut().for_each(|waits| {
            waits.remove(&next);
        });
        order.push(next);
    }
    order
}

/// The indices of the rules that a rule yields to, also through rules that are not concluded.
fn blockers(book: &RuleBook, rule: Id<Rule>, rules: &[Id<Rule>]) -> BTreeSet<usize> {
    let mut reached = BTreeSet::from([rule]);
    let mut open = vec![rule];
    while let Some(next) = open.pop() {
        open.extend(book.rules[next].yields_to.iter().copied().filter(|other| reached.insert(*other)));
    }
    let waits =
        |(index, other): (usize, &Id<Rule>)| (*other != rule && reached.contains(other)).then_some(index);
    rules.iter().enumerate().filter_map(waits).collect()
}
