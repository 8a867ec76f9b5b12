//! The next questions: which unknown fact settles most.
//!
//! The candidates are the possible rules. A candidate is settled by an answer that makes it confirmed or ruled
//! out; one that weak evidence holds at possible is settled only by being ruled out, and one that an answer rules
//! out while ruling out other rules too may come back as a fallback. A fact's answers are grouped
//! by the candidates they settle, each group is equally likely, and the expected number of settled candidates,
//! divided by the fact's cost, is what the question is worth.

use crate::arena::Id;
use crate::book::{Fact, Rule};
use crate::condition::Operator;
use crate::engine::answers::answers;
use crate::engine::fallback;
use crate::engine::verdict::{Scene, Standing};
use crate::engine::{Conclusion, Question, Verdict};
use crate::facts::Value;
use std::collections::BTreeSet;

/// The unknown facts of the possible rules, the most settling first, ties by id. A fact that settles nothing
/// by itself comes last, with worth 0, so that an interview can go on. Cost: facts × answers × candidates.
pub(super) fn next(
    scene: &Scene<'_>,
    standings: &[Standing],
    concluded: &[(usize, Conclusion)],
) -> Vec<Question> {
    let possible = || concluded.iter().filter(|(_, conclusion)| conclusion.verdict == Verdict::Possible);
    let candidates: Vec<&Standing> = possible().map(|(index, _)| &standings[*index]).collect();
    let facts: BTreeSet<Id<Fact>> =
        possible().flat_map(|(_, conclusion)| conclusion.unknown.iter().copied()).collect();
    let open = Open { scene, standings, candidates: &candidates };
    let mut questions: Vec<Question> = facts.into_iter().map(|fact| question(&open, fact)).collect();
    let id = |question: &Question| &scene.book.facts[question.fact].id;
    questions.sort_by(|one, other| other.worth.total_cmp(&one.worth).then_with(|| id(one).cmp(id(other))));
    questions
}

/// What is open: the candidates among all rules that take part.
struct Open<'a> {
    scene: &'a Scene<'a>,
    standings: &'a [Standing],
    candidates: &'a [&'a Standing],
}

fn question(open: &Open<'_>, fact: Id<Fact>) -> Question {
    let declared = &open.scene.book.facts[fact];
    let answers = answers(&declared.kind, &operators(open.scene, fact, open.candidates), open.scene.as_of);
    let mut groups: Vec<Vec<Id<Rule>>> = answers.iter().map(|answer| settled(open, fact, answer)).collect();
    groups.sort_unstable();
    groups.dedup();
    let total: usize = groups.iter().map(Vec::len).sum();
    let expected = total as f64 / groups.len().max(1) as f64;
    let mut settles = groups.concat();
    settles.sort_unstable();
    settles.dedup();
    Question { fact, settles, worth: expected / declared.cost }
}

/// The candidates that an answer settles, in order.
fn settled(open: &Open<'_>, fact: Id<Fact>, answer: &Value) -> Vec<Id<Rule>> {
    let facts = open.scene.facts.with(fact, answer);
    let settled = open.candidates.iter().filter(|standing| {
        let verdict = fallback::verdict_with(open.scene, open.standings, standing, &facts);
        verdict.is_some_and(|verdict| verdict != Verdict::Possible)
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
