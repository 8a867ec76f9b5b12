//! Verdicts: what the present symptoms and the known facts say of each rule.

use crate::arena::Id;
use crate::book::{Rule, RuleBook, Symptom, Way};
use crate::condition::{Condition, FactView, Trace, Truth, evaluate, truth};
use crate::engine::symptoms::Present;
use crate::engine::{Case, Conclusion, Verdict, WayTrace};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// What verdicts are reached from.
pub(super) struct Scene<'a> {
    pub(super) book: &'a RuleBook,
    pub(super) facts: &'a FactView<'a>,
    pub(super) as_of: Date,
    pub(super) present: &'a Present,
}

impl Scene<'_> {
    /// The truth of a way's condition; no condition counts as true.
    pub(super) fn truth(&self, way: &Way) -> Truth {
        self.truth_with(way, self.facts)
    }

    /// The same with other facts.
    pub(super) fn truth_with(&self, way: &Way, facts: &FactView<'_>) -> Truth {
        way.when.as_ref().map_or(Truth::True, |when| truth(when, self.book, facts, self.as_of))
    }
}

/// A rule with its ways that have a present symptom.
pub(super) struct Standing {
    pub(super) rule: Id<Rule>,
    pub(super) ways: Vec<LiveWay>,
    /// Whether further facts may still bring it up as a fallback, so that it can not be ruled out yet.
    pub(super) may_return: bool,
}

/// A way with a present symptom.
pub(super) struct LiveWay {
    /// Index into the rule's ways.
    pub(super) way: usize,
    /// Whether it is offered as a fallback.
    pub(super) fallback: bool,
    /// The present symptoms that it explains, sorted; at least one.
    pub(super) symptoms: Vec<Id<Symptom>>,
    /// Whether all of them rest on weak evidence alone.
    pub(super) weak: bool,
    /// Its condition's trace, none where there is no condition.
    pub(super) trace: Option<Trace>,
}

/// The ordinary ways of every rule of the packs that take part and that explains a present symptom, each rule once, in
/// order; also of rules that do so only as a fallback, which the fallback step may still fill.
pub(super) fn ordinary(scene: &Scene<'_>, case: &Case) -> Vec<Standing> {
    let explains = |rule: &Rule| rule.ways.iter().any(|way| explains_any(scene.present, way));
    let rules = scene.book.rules.iter().filter(|(_, rule)| case.covers(rule.pack) && explains(rule));
    let standings = rules.map(|(id, rule)| {
        let ways = rule.ways.iter().enumerate().skip(usize::from(rule.fallback));
        let live = ways.filter_map(|(index, way)| {
            let symptoms = present_symptoms(scene.present, way);
            LiveWay::new(scene, way, index, symptoms)
        });
        Standing { rule: id, ways: live.collect(), may_return: false }
    });
    standings.collect()
}

/// Whether a way explains any present symptom.
fn explains_any(present: &Present, way: &Way) -> bool {
    present.iter().any(|seen| way.symptoms.binary_search(&seen.symptom).is_ok())
}

/// The present symptoms that a way explains, sorted.
pub(super) fn present_symptoms(present: &Present, way: &Way) -> Vec<Id<Symptom>> {
    present
        .iter()
        .map(|seen| seen.symptom)
        .filter(|symptom| way.symptoms.binary_search(symptom).is_ok())
        .collect()
}

/// Whether all of these symptoms rest on weak evidence alone.
pub(super) fn all_weak(present: &Present, symptoms: &[Id<Symptom>]) -> bool {
    symptoms.iter().filter_map(|symptom| present.get(*symptom)).all(|seen| seen.weak)
}

/// The verdict of one way.
pub(super) fn way_verdict(truth: Truth, weak: bool) -> Verdict {
    match truth {
        Truth::False => Verdict::RuledOut,
        Truth::True if !weak => Verdict::Confirmed,
        Truth::True | Truth::Unknown => Verdict::Possible,
    }
}

impl LiveWay {
    /// The way with these present symptoms; nothing when there are none.
    pub(super) fn new(
        scene: &Scene<'_>,
        way: &Way,
        index: usize,
        symptoms: Vec<Id<Symptom>>,
    ) -> Option<Self> {
        if symptoms.is_empty() {
            return None;
        }
        let weak = all_weak(scene.present, &symptoms);
        let trace = way.when.as_ref().map(|when| evaluate(when, scene.book, scene.facts, scene.as_of));
        Some(Self { way: index, fallback: false, symptoms, weak, trace })
    }

    /// The truth of its condition; no condition counts as true.
    pub(super) fn truth(&self) -> Truth {
        self.trace.as_ref().map_or(Truth::True, |trace| trace.truth)
    }

    /// Its verdict.
    pub(super) fn verdict(&self) -> Verdict {
        way_verdict(self.truth(), self.weak)
    }
}

impl Standing {
    /// The conditions of the live ways.
    pub(super) fn conditions<'a>(&'a self, book: &'a RuleBook) -> impl Iterator<Item = &'a Condition> {
        self.ways.iter().filter_map(|live| book.rules[self.rule].ways[live.way].when.as_ref())
    }

    /// Its ordinary ways that are not ruled out.
    pub(super) fn explaining(&self) -> impl Iterator<Item = &LiveWay> {
        self.ways.iter().filter(|live| !live.fallback && live.verdict() != Verdict::RuledOut)
    }

    /// The rule's verdict, the best over its live ways; none without one, or while a fallback that is not
    /// offered yet may still come. Where an ordinary way and a fallback are equally good, the ordinary one
    /// counts. A rule names the symptoms of all its ways that are not ruled out, but as a fallback those only
    /// that it is a fallback for, and then what nobody else names (see [`super::fallback::name_the_rest`]).
    pub(super) fn conclusion(&self) -> Option<Conclusion> {
        let best = self.ways.iter().min_by_key(|live| (live.verdict(), live.fallback))?;
        let (verdict, fallback) = (best.verdict(), best.fallback);
        if verdict == Verdict::RuledOut && self.may_return {
            return None;
        }
        let counts = |live: &&LiveWay| {
            (verdict == Verdict::RuledOut || live.verdict() != Verdict::RuledOut)
                && (live.fallback || !fallback)
        };
        let symptoms: BTreeSet<_> =
            self.ways.iter().filter(counts).flat_map(|live| live.symptoms.iter().copied()).collect();
        let mut unknown = BTreeSet::new();
        if verdict == Verdict::Possible {
            self.ways
                .iter()
                .filter_map(|live| live.trace.as_ref())
                .for_each(|trace| trace.unknown_facts(&mut unknown));
        }
        Some(Conclusion {
            rule: self.rule,
            verdict,
            fallback,
            symptoms: symptoms.into_iter().collect(),
            unknown: unknown.into_iter().collect(),
            traces: self
                .ways
                .iter()
                .map(|live| WayTrace { way: live.way, trace: live.trace.clone() })
                .collect(),
        })
    }
}
