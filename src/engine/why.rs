//! Why a cause came out as it did, or did not come out: every way of its rule, whatever was seen.

use crate::arena::Id;
use crate::book::{Rule, RuleBook, Symptom};
use crate::condition::{FactView, Trace, evaluate};
use crate::engine::{Conclusion, Diagnosis};
use crate::text::Status;

/// The full account of one rule in a diagnosis.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// The rule, and so the cause.
    pub rule: Id<Rule>,
    /// What was concluded; none without a present symptom, or where a fallback was not offered.
    pub conclusion: Option<Conclusion>,
    /// Every way of the rule, in order.
    pub ways: Vec<WhyWay>,
}

/// One way of the rule.
#[derive(Debug, Clone, PartialEq)]
pub struct WhyWay {
    /// Index into the rule's ways.
    pub way: usize,
    /// The mentions of its symptoms, in order; a symptom that is not among them was not seen at all.
    pub seen: Vec<SeenSymptom>,
    /// How its condition comes out, also without a present symptom; none where it has no condition.
    pub trace: Option<Trace>,
}

/// A symptom of the way that the case mentions.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenSymptom {
    /// The symptom.
    pub symptom: Id<Symptom>,
    /// Its status; only `present` counts.
    pub status: Status,
    /// Whether it rests on weak evidence alone.
    pub weak: bool,
    /// For the first way of a fallback rule: the rules that give confirmed or possible for this symptom, so that
    /// the fallback is not offered for it; sorted by id.
    pub explained_by: Vec<Id<Rule>>,
}

impl Diagnosis {
    /// The known facts, for the evaluation of further conditions such as those of resolution steps.
    pub fn fact_view(&self) -> FactView<'_> {
        FactView::new(self.facts.iter().filter_map(|known| Some((known.fact, known.value.as_ref()?))))
    }

    /// The conclusion about a rule, if there is one.
    pub fn conclusion(&self, rule: Id<Rule>) -> Option<&Conclusion> {
        self.diagnoses.iter().chain(&self.ruled_out).find(|conclusion| conclusion.rule == rule)
    }

    /// The full account of a rule, whether or not it was concluded.
    pub fn why(&self, book: &RuleBook, rule: Id<Rule>) -> Why {
        let facts = self.fact_view();
        let ways = book.rules[rule].ways.iter().enumerate().map(|(index, way)| {
            let mentions =
                self.reading.mentions.iter().filter(|mention| way.symptoms.contains(&mention.symptom));
            let fallback = book.rules[rule].fallback && index == 0;
            let seen = mentions.map(|mention| SeenSymptom {
                symptom: mention.symptom,
                status: mention.status,
                weak: mention.weak,
                explained_by: if fallback { self.explained_by(rule, mention.symptom) } else { Vec::new() },
            });
            let trace = way.when.as_ref().map(|when| evaluate(when, book, &facts, self.as_of));
            WhyWay { way: index, seen: seen.collect(), trace }
        });
        Why { rule, conclusion: self.conclusion(rule).cloned(), ways: ways.collect() }
    }

    /// The other rules that explain a symptom and not as a fallback.
    fn explained_by(&self, rule: Id<Rule>, symptom: Id<Symptom>) -> Vec<Id<Rule>> {
        let others = self
            .diagnoses
            .iter()
            .filter(|other| other.rule != rule && !other.fallback && other.symptoms.contains(&symptom));
        let mut rules: Vec<Id<Rule>> = others.map(|other| other.rule).collect();
        rules.sort();
        rules
    }
}
