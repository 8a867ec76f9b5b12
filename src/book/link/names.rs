//! Looking names up, with help for those that are unknown.

use super::Linker;
use crate::arena::Id;
use crate::book::{Definition, Fact, Pack, Rule, Symptom, Term};
use crate::finding::{Finding, nearest};
use crate::lang::LocalText;
use crate::source::Located;
use rustc_hash::{FxHashMap, FxHashSet};

/// Which pack a name is looked up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scope(pub usize);

impl Scope {
    /// The pack `common`.
    pub const COMMON: Scope = Scope(0);
}

/// All names of one pack.
#[derive(Debug, Default)]
pub(super) struct PackNames {
    pub pack: String,
    /// None for `common`.
    pub id: Option<Id<Pack>>,
    /// Whether a file could not be read, so that an unknown name proves nothing.
    pub incomplete: bool,
    pub facts: FxHashMap<String, Id<Fact>>,
    /// Facts whose type has a problem: nothing is checked against it.
    pub untyped: FxHashSet<Id<Fact>>,
    pub terms: FxHashMap<String, Id<Term>>,
    pub definitions: FxHashMap<String, Id<Definition>>,
    pub symptoms: FxHashMap<String, Id<Symptom>>,
    /// The symptoms in the order of ids, for `symptoms: all`.
    pub all_symptoms: Vec<Id<Symptom>>,
    pub rules: FxHashMap<String, Id<Rule>>,
    pub sources: FxHashMap<String, usize>,
    pub contacts: FxHashMap<String, LocalText>,
}

/// So many comparisons of unknown names with known ones are made in one run; each costs time.
const MAX_COMPARISONS: usize = 300_000;

/// What is unknown: code, noun, the section it belongs to.
struct Kind {
    code: &'static str,
    noun: &'static str,
    section: &'static str,
}

impl Linker {
    pub(super) fn term(&mut self, scope: Scope, name: &Located<String>) -> Option<Id<Term>> {
        let own = self.names[scope.0].terms.get(&name.value);
        let found = own.or_else(|| self.names[0].terms.get(&name.value)).copied();
        if found.is_none() && !self.names[0].incomplete {
            let kind = Kind { code: "unknown-term", noun: "term", section: "terms" };
            self.unknown(scope, name, &kind, |names| names.terms.keys().map(String::as_str).collect());
        }
        found
    }

    pub(super) fn fact(&mut self, scope: Scope, name: &Located<String>) -> Option<Id<Fact>> {
        let found = self.names[scope.0].facts.get(&name.value).copied();
        if found.is_none() {
            let kind = Kind { code: "unknown-fact", noun: "fact", section: "facts" };
            self.unknown(scope, name, &kind, |names| names.facts.keys().map(String::as_str).collect());
        }
        found
    }

    pub(super) fn definition(&mut self, scope: Scope, name: &Located<String>) -> Option<Id<Definition>> {
        let found = self.names[scope.0].definitions.get(&name.value).copied();
        if found.is_none() {
            let kind = Kind { code: "unknown-definition", noun: "definition", section: "definitions" };
            self.unknown(scope, name, &kind, |names| names.definitions.keys().map(String::as_str).collect());
        }
        found
    }

    pub(super) fn symptom(&mut self, scope: Scope, name: &Located<String>) -> Option<Id<Symptom>> {
        let found = self.names[scope.0].symptoms.get(&name.value).copied();
        if found.is_none() {
            let kind = Kind { code: "unknown-symptom", noun: "symptom", section: "symptoms" };
            self.unknown(scope, name, &kind, |names| names.symptoms.keys().map(String::as_str).collect());
        }
        found
    }

    pub(super) fn rule(&mut self, scope: Scope, name: &Located<String>) -> Option<Id<Rule>> {
        let found = self.names[scope.0].rules.get(&name.value).copied();
        if found.is_none() {
            let kind = Kind { code: "unknown-rule", noun: "rule", section: "rules" };
            self.unknown(scope, name, &kind, |names| names.rules.keys().map(String::as_str).collect());
        }
        found
    }

    pub(super) fn source(&mut self, scope: Scope, name: &Located<String>) -> Option<usize> {
        let found = self.names[scope.0].sources.get(&name.value).copied();
        if found.is_none() {
            let kind = Kind { code: "unknown-source", noun: "source", section: "sources" };
            self.unknown(scope, name, &kind, |names| names.sources.keys().map(String::as_str).collect());
        }
        found
    }

    pub(super) fn contact(&mut self, scope: Scope, name: &Located<String>) -> Option<LocalText> {
        let found = self.names[scope.0].contacts.get(&name.value).cloned();
        if found.is_none() {
            let kind = Kind { code: "unknown-contact", noun: "contact", section: "contacts" };
            self.unknown(scope, name, &kind, |names| names.contacts.keys().map(String::as_str).collect());
        }
        found
    }

    fn unknown(
        &mut self,
        scope: Scope,
        name: &Located<String>,
        kind: &Kind,
        known: fn(&PackNames) -> Vec<&str>,
    ) {
        if self.names[scope.0].incomplete {
            return; // It may stand in the file that could not be read.
        }
        let help = self.help_for(scope, name, kind, known);
        self.findings.push(
            Finding::error(kind.code, format!("unknown {} `{}`", kind.noun, name.value))
                .label(name.place, format!("no such {}", kind.noun))
                .help(help),
        );
    }

    fn help_for(
        &mut self,
        scope: Scope,
        name: &Located<String>,
        kind: &Kind,
        known: fn(&PackNames) -> Vec<&str>,
    ) -> String {
        let own = &self.names[scope.0];
        if let Some((pack, rest)) = name.value.split_once('/') {
            return if pack == own.pack {
                format!("inside its own pack a name stands alone: write `{rest}`")
            } else {
                format!("a pack can only use its own names, not those of `{pack}`")
            };
        }
        if kind.noun == "definition" && own.facts.contains_key(&name.value) {
            return format!("`{0}` is a fact: test it, as in `{{{0}: true}}`", name.value);
        }
        if kind.noun == "fact" && own.definitions.contains_key(&name.value) {
            return format!("`{}` is a definition: write its name alone", name.value);
        }
        if self.comparisons <= MAX_COMPARISONS {
            self.comparisons += known(own).len();
            let common = if kind.noun == "term" { known(&self.names[0]) } else { Vec::new() };
            if let Some(near) = nearest(&name.value, known(own).into_iter().chain(common)) {
                return format!("did you mean `{near}`?");
            }
        }
        format!("declare it under `{}` of the pack `{}`", kind.section, own.pack)
    }
}
