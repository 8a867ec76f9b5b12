//! Facts and symptoms: their patterns with terms and facts looked up and regexes checked.

use super::names::Scope;
use super::regexes;
use super::{Linker, Waiting};
use crate::arena::Id;
use crate::book::{FactPattern, Pattern, PatternKind, Term};
use crate::pack::{Around, FactDraft, FactSeenDraft, PatternDraft, PatternKindDraft, SymptomDraft};
use crate::source::Located;

/// Ids of `near`, `not-touching` and `unless`.
struct LinkedAround {
    near: Vec<Id<Term>>,
    not_touching: Vec<Id<Term>>,
    unless: Vec<Id<Term>>,
}

impl Linker {
    pub(super) fn facts(&mut self, work: Vec<Waiting<FactDraft>>) {
        let ids: Vec<_> = self.book.facts.ids().collect();
        let work = work.into_iter().filter(|waiting| waiting.scope != Scope::COMMON);
        for (id, Waiting { scope, entry }) in ids.into_iter().zip(work) {
            let draft = entry.value;
            let mut seen = Vec::with_capacity(draft.seen.len());
            for FactSeenDraft { regex, value, around } in draft.seen {
                let around = self.around(scope, &around);
                let good = self.regex(&regex, value.is_none());
                let untyped = self.names[scope.0].untyped.contains(&id);
                let value = match value {
                    Some(node) if !untyped => self.pattern_value(id, &node),
                    _ => None,
                };
                if good {
                    seen.push(FactPattern {
                        place: regex.place,
                        regex: regex.value,
                        value,
                        near: around.near,
                        not_touching: around.not_touching,
                        unless: around.unless,
                    });
                }
            }
            let fact = &mut self.book.facts[id];
            fact.title = draft.title;
            fact.ask = draft.ask;
            fact.ask_customer = draft.ask_customer;
            fact.labels = draft.labels;
            fact.sentences = draft.sentences;
            fact.cost = draft.cost.unwrap_or(1.0);
            fact.seen = seen;
        }
    }

    pub(super) fn symptoms(&mut self, work: Vec<Waiting<SymptomDraft>>) {
        let ids: Vec<_> = self.book.symptoms.ids().collect();
        let work = work.into_iter().filter(|waiting| waiting.scope != Scope::COMMON);
        for (id, Waiting { scope, entry }) in ids.into_iter().zip(work) {
            let draft = entry.value;
            let seen = draft.seen.into_iter().filter_map(|pattern| self.pattern(scope, pattern)).collect();
            let symptom = &mut self.book.symptoms[id];
            symptom.title = draft.title;
            symptom.seen = seen;
        }
    }

    fn pattern(&mut self, scope: Scope, draft: PatternDraft) -> Option<Pattern> {
        let around = self.around(scope, &draft.around);
        let kind = match draft.kind {
            PatternKindDraft::Message { text, lang } => PatternKind::Message { text, lang },
            PatternKindDraft::Say { terms, sentences } => {
                PatternKind::Say { terms: self.terms_of(scope, &terms), sentences }
            }
            PatternKindDraft::Code(code) => PatternKind::Code(code),
            PatternKindDraft::Regex(regex) => {
                if !self.regex(&regex, false) {
                    return None;
                }
                PatternKind::Regex(regex.value)
            }
            PatternKindDraft::Mention(test) => PatternKind::Captured(self.test(scope, test)?),
        };
        Some(Pattern {
            kind,
            generic: draft.generic,
            near: around.near,
            not_touching: around.not_touching,
            unless: around.unless,
            place: draft.place,
        })
    }

    fn terms_of(&mut self, scope: Scope, names: &[Located<String>]) -> Vec<Id<Term>> {
        self.term_names(scope, names).into_iter().flatten().collect()
    }

    fn around(&mut self, scope: Scope, around: &Around) -> LinkedAround {
        LinkedAround {
            near: self.terms_of(scope, &around.near),
            not_touching: self.terms_of(scope, &around.not_touching),
            unless: self.terms_of(scope, &around.unless),
        }
    }

    fn regex(&mut self, regex: &Located<String>, needs_value: bool) -> bool {
        match regexes::check(regex, needs_value, &self.book.sources) {
            Ok(()) => true,
            Err(finding) => {
                self.findings.push(finding);
                false
            }
        }
    }
}
