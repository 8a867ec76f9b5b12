//! Fallbacks, decided symptom by symptom.
//!
//! A rule marked fallback is offered for those present symptoms for which no other rule of its pack gives
//! confirmed or possible. "No other rule" means no ordinary way of another rule: two fallbacks of a pack never
//! keep each other away, or neither would come.

use crate::arena::Id;
use crate::book::{Rule, Symptom};
use crate::condition::Truth;
use crate::engine::Verdict;
use crate::engine::verdict::{LiveWay, Scene, Standing, present_symptoms};
use std::collections::BTreeMap;

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
        for live in standing.ways.iter().filter(|live| live.verdict() != Verdict::RuledOut) {
            for symptom in &live.symptoms {
                let sure = live.truth() == Truth::True;
                explained.entry(*symptom).or_default().push(Explanation { rule: standing.rule, sure });
            }
        }
    }
    explained
}
