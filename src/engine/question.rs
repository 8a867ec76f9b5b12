//! The next questions: which unknown fact settles most.
//!
//! The candidates are the possible rules. A candidate is settled by an answer that makes it confirmed or ruled
//! out; one that weak evidence holds at possible is settled only by being ruled out. A fact's answers are grouped
//! by the candidates they settle, each group is equally likely, and the expected number of settled candidates,
//! divided by the fact's cost, is what the question is worth.

use crate::arena::Id;
use crate::book::{Fact, Rule};
use crate::condition::Operator;
use crate::engine::answers::answers;
use crate::engine::verdict::{Scene, Standing};
use crate::engine::{Conclusion, Question, Verdict};
use crate::facts::Value;
use std::collections::BTreeSet;

/// The unknown facts of the possible rules, the most settling first, ties by id. A fact that settles nothing
/// by itself comes last, with worth 0, so that an interview can go on. Cost: facts × answers × candidates.
pub(super) fn next(scene: &Scene<'_>, concluded: &[(Standing, Conclusion)]) -> Vec<Question> {
    let possible = || concluded.iter().filter(|(_, conclusion)| conclusion.verdict == Verdict::Possible);
    let candidates: Vec<&Standing> = possible().map(|(standing, _)| standing).collect();
    let facts: BTreeSet<Id<Fact>> =
        possible().flat_map(|(_, conclusion)| conclusion.unknown.iter().copied()).collect();
    let mut questions: Vec<Question> =
        facts.into_iter().map(|fact| question(scene, fact, &candidates)).collect();
    let id = |question: &Question| &scene.book.facts[question.fact].id;
    questions.sort_by(|one, other| other.worth.total_cmp(&one.worth).then_with(|| id(one).cmp(id(other))));
    questions
}

fn question(scene: &Scene<'_>, fact: Id<Fact>, candidates: &[&Standing]) -> Question {
    let answers = answers(&scene.book.facts[fact].kind, &operators(scene, fact, candidates), scene.as_of);
    let groups: BTreeSet<BTreeSet<Id<Rule>>> =
        answers.iter().map(|answer| settled(scene, fact, answer, candidates)).collect();
    let total: usize = groups.iter().map(BTreeSet::len).sum();
    let expected = total as f64 / groups.len().max(1) as f64;
    let settles: BTreeSet<Id<Rule>> = groups.into_iter().flatten().collect();
    Question { fact, settles: settles.into_iter().collect(), worth: expected / scene.book.facts[fact].cost }
}

/// The candidates that an answer settles.
fn settled(
    scene: &Scene<'_>,
    fact: Id<Fact>,
    answer: &Value,
    candidates: &[&Standing],
) -> BTreeSet<Id<Rule>> {
    let facts = scene.facts.with(fact, answer);
    let settled = candidates.iter().filter(|standing| {
        standing.verdict_with(scene, &facts).is_some_and(|verdict| verdict != Verdict::Possible)
    });
    settled.map(|standing| standing.rule).collect()
}

/// Every operator that a candidate applies to the fact.
fn operators<'a>(scene: &Scene<'a>, fact: Id<Fact>, candidates: &[&'a Standing]) -> Vec<&'a Operator> {
    let mut operators = Vec::new();
    for condition in candidates.iter().flat_map(|standing| standing.conditions(scene.book)) {
        condition.each_test(scene.book, &mut |test| {
            if test.subject == crate::condition::Subject::Fact(fact) {
                operators.extend(&test.operators);
            }
        });
    }
    operators
}
