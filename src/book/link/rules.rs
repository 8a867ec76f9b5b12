//! Rules: their ways, what they yield to, steps.

use super::conditions::size;
use super::names::Scope;
use super::{Linker, MAX_ALL_SYMPTOMS, Waiting, cycles};
use crate::arena::Id;
use crate::book::{Rule, Step, Way};
use crate::finding::Finding;
use crate::pack::{RuleDraft, StepDraft, WayDraft};

impl Linker {
    pub(super) fn rules(&mut self, work: Vec<Waiting<RuleDraft>>) {
        let ids: Vec<Id<Rule>> = self.book.rules.ids().collect();
        let mut edges: Vec<Vec<cycles::Edge>> = Vec::with_capacity(work.len());
        let work = work.into_iter().filter(|waiting| waiting.scope != Scope::COMMON);
        for (id, Waiting { scope, entry }) in ids.iter().zip(work) {
            let draft = entry.value;
            let name = &entry.name.value;
            let ways: Vec<Way> = draft.ways.into_iter().map(|way| self.way(scope, way, name)).collect();
            let mut yields_to = Vec::with_capacity(draft.yields_to.len());
            let mut leads = Vec::with_capacity(draft.yields_to.len());
            for other in &draft.yields_to {
                if let Some(other_id) = self.rule(scope, other) {
                    yields_to.push(other_id);
                    leads.push((other_id.index(), other.place));
                }
            }
            edges.push(leads);
            yields_to.sort_unstable();
            let source = draft.source.as_ref().and_then(|source| self.source(scope, source));
            let resolution = draft.resolution.into_iter().map(|step| self.step(scope, step, name)).collect();
            let rule = &mut self.book.rules[*id];
            rule.ways = ways;
            rule.yields_to = yields_to;
            rule.title = draft.title;
            rule.explanation = draft.explanation;
            rule.source = source;
            rule.resolution = resolution;
        }
        for circle in cycles::walk(&edges).circles {
            let names = circle.iter().map(|(node, _)| self.book.rules[ids[*node]].name.clone()).collect();
            self.circle("yields-to-circle", "rule", "yields to", names, &circle);
        }
    }

    fn way(&mut self, scope: Scope, draft: WayDraft, rule: &str) -> Way {
        let place = draft.place;
        let mut symptoms = Vec::new();
        match &draft.symptoms {
            Some(names) => symptoms.extend(names.iter().filter_map(|name| self.symptom(scope, name))),
            None => {
                let count = self.names[scope.0].all_symptoms.len();
                self.all_symptoms += count;
                if self.all_symptoms <= MAX_ALL_SYMPTOMS {
                    symptoms.clone_from(&self.names[scope.0].all_symptoms);
                } else if self.all_symptoms - count <= MAX_ALL_SYMPTOMS {
                    self.findings.push(
                        Finding::error(
                            "too-many-symptoms",
                            format!("rules with `symptoms: all` name more than the budget of {MAX_ALL_SYMPTOMS} symptoms together"),
                        )
                        .label(place, "one rule too many")
                        .help("name the symptoms of most rules"),
                    );
                }
            }
        }
        symptoms.sort_unstable();
        symptoms.dedup();
        let when = draft.when.and_then(|when| self.condition(scope, when));
        let size = when.as_ref().map_or(0, |when| size(when, &self.sizes));
        self.condition_budget(size, rule, place);
        Way { symptoms, all_symptoms: draft.symptoms.is_none(), when, place }
    }

    fn step(&mut self, scope: Scope, draft: StepDraft, rule: &str) -> Step {
        let when = draft.when.and_then(|when| self.condition(scope, when));
        let size = when.as_ref().map_or(0, |when| size(when, &self.sizes));
        self.condition_budget(size, rule, draft.place);
        Step {
            audience: draft.audience,
            when,
            if_text: draft.if_text,
            action: draft.action,
            contact: draft.contact.and_then(|name| self.contact(scope, &name)),
            place: draft.place,
        }
    }
}
