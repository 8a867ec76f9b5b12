//! Fallbacks, decided symptom by symptom.
//!
//! A rule marked fallback is offered for those present symptoms for which no other rule of its pack gives
//! confirmed or possible. "No other rule" means no ordinary way of another rule: two fallbacks of a pack never
//! keep each other away, or neither would come.

use crate::arena::Id;
use crate::book::{Rule, Symptom};
use crate::condition::{FactView, Truth};
use crate::engine::verdict::{LiveWay, Scene, Standing, all_weak, present_symptoms, way_verdict};
use crate::engine::{Conclusion, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// A rule that explains a present symptom by an ordinary way which is not ruled out.
struct Explanation {
    rule: Id<Rule>,
    /// Whether no further fact can rule it out.
    sure: bool,
}

/// Adds the fallback ways that are offered to the rules' live ways.
pub(super) fn offer(scene: &Scene<'_>, standings: &mut [Standing]) {
    let explained = explanations(standings);
    for standing in standings {
        let rule = &scene.book.rules[standing.rule];
        let Some(way) = rule.ways.first().filter(|_| rule.fallback) else { continue };
        let mut left = present_symptoms(scene.present, way);
        let mut unsure = false;
        left.retain(|symptom| {
            let others =
                explained.get(symptom).into_iter().flatten().filter(|other| other.rule != standing.rule);
            let (mut any, mut sure) = (false, false);
            for other in others {
                any = true;
                sure |= other.sure;
            }
            unsure |= any && !sure;
            !any
        });
        if let Some(live) = LiveWay::new(scene, way, 0, left) {
            standing.ways.insert(0, LiveWay { fallback: true, ..live });
        }
        standing.may_return = unsure && scene.truth(way) != Truth::False;
    }
}

/// For each present symptom, the rules that give confirmed or possible for it by an ordinary way.
fn explanations(standings: &[Standing]) -> BTreeMap<Id<Symptom>, Vec<Explanation>> {
    let mut explained: BTreeMap<Id<Symptom>, Vec<Explanation>> = BTreeMap::new();
    for standing in standings {
        for live in standing.explaining() {
            for symptom in &live.symptoms {
                let sure = live.truth() == Truth::True;
                explained.entry(*symptom).or_default().push(Explanation { rule: standing.rule, sure });
            }
        }
    }
    explained
}

/// Lets rules that come as fallbacks also name what their own ordinary ways explain and nothing else names. Such a
/// way kept other fallbacks away, so its symptom would stand without a diagnosis. `concluded` has each conclusion
/// with the index of its standing.
pub(super) fn name_the_rest(standings: &[Standing], concluded: &mut [(usize, Conclusion)]) {
    let standing = concluded.iter().filter(|(_, one)| one.verdict != Verdict::RuledOut);
    let named: BTreeSet<Id<Symptom>> = standing.flat_map(|(_, one)| one.symptoms.iter().copied()).collect();
    for (index, conclusion) in concluded.iter_mut().filter(|(_, one)| one.fallback) {
        let rest = standings[*index].explaining().flat_map(|live| live.symptoms.iter().copied());
        let rest = rest.filter(|symptom| !named.contains(symptom));
        conclusion.symptoms.extend(rest);
        conclusion.symptoms.sort_unstable();
        conclusion.symptoms.dedup();
    }
}

/// The verdict that a rule would have with other facts; none while it may still come back as a fallback. Cost: for
/// a fallback, the conditions of every rule that explains one of its symptoms.
pub(super) fn verdict_with(
    scene: &Scene<'_>,
    standings: &[Standing],
    standing: &Standing,
    facts: &FactView<'_>,
) -> Option<Verdict> {
    let rule = &scene.book.rules[standing.rule];
    let ordinary = standing.ways.iter().filter(|live| !live.fallback);
    let ordinary =
        ordinary.map(|live| way_verdict(scene.truth_with(&rule.ways[live.way], facts), live.weak)).min();
    let Some(way) = rule.ways.first().filter(|_| rule.fallback) else { return ordinary };
    let (mut left, mut unsure) = (Vec::new(), false);
    for symptom in present_symptoms(scene.present, way) {
        match explained_with(scene, standings, (standing.rule, symptom), facts) {
            Truth::False => left.push(symptom),
            explained => unsure |= explained == Truth::Unknown,
        }
    }
    let truth = scene.truth_with(way, facts);
    let offered = (!left.is_empty()).then(|| way_verdict(truth, all_weak(scene.present, &left)));
    let best = ordinary.into_iter().chain(offered).min()?;
    let may_return = unsure && truth != Truth::False;
    (best != Verdict::RuledOut || !may_return).then_some(best)
}

/// Whether an ordinary way of another rule explains a symptom with these facts: unknown while further ones may
/// rule all of them out.
fn explained_with(
    scene: &Scene<'_>,
    standings: &[Standing],
    (rule, symptom): (Id<Rule>, Id<Symptom>),
    facts: &FactView<'_>,
) -> Truth {
    let others = standings.iter().filter(|other| other.rule != rule);
    let ways = others.flat_map(|other| other.ways.iter().map(move |live| (other.rule, live)));
    let explaining = ways.filter(|(_, live)| !live.fallback && live.symptoms.contains(&symptom));
    let truths =
        explaining.map(|(other, live)| scene.truth_with(&scene.book.rules[other].ways[live.way], facts));
    truths.max().unwrap_or(Truth::False)
}
