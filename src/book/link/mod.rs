//! The linker: drafts → one book with every name an id and every condition typed.
//!
//! First everything is declared (so that order never matters), then linked. All problems are collected; a book
//! comes out only when there is none.

mod conditions;
mod cycles;
mod declare;
mod names;
mod patterns;
mod regexes;
mod rules;

#[cfg(test)]
pub use conditions::operators;

use super::{Forms, RuleBook};
use crate::arena::Id;
use crate::book::{Definition, Term};
use crate::finding::{Finding, Findings, Severity};
use crate::pack::{ConditionDraft, FactDraft, Header, Named, PackFile, RuleDraft, SymptomDraft, TermDraft};
use crate::source::{FileId, Located, Place, Sources};
use names::{PackNames, Scope};

/// One pack with all its files lowered.
#[derive(Debug, Clone)]
pub struct PackDraft {
    /// From `pack.yaml`.
    pub header: Header,
    /// The sections of each file.
    pub files: Vec<PackFile>,
    /// Whether a file could not be read, so that unknown names may stand there.
    pub incomplete: bool,
    /// All files with their paths below the pack's folder, for the digest.
    pub texts: Vec<(String, FileId)>,
}

/// Definitions that reach deeper than this through other definitions are refused.
pub const MAX_DEFINITION_DEPTH: usize = 64;
/// Most fact tests of one condition, those of its definitions counted at every use.
pub const MAX_TESTS: u64 = 10_000;
/// Most forms that all terms may have together, included ones counted at every use.
pub const MAX_FORMS: usize = 1_000_000;
/// Most symptoms that all rules with `symptoms: all` may name together.
pub const MAX_ALL_SYMPTOMS: usize = 5_000_000;

/// Links drafts, of which each pack name occurs once, in order of the names.
///
/// # Errors
/// The findings given, with all that linking adds, if any is an error.
pub fn link(packs: Vec<PackDraft>, sources: Sources, findings: Vec<Finding>) -> Result<RuleBook, Findings> {
    let mut linker = Linker::new(sources, findings);
    let work = linker.declare(packs);
    linker.terms(work.terms);
    linker.facts(work.facts);
    linker.definitions(work.definitions);
    linker.symptoms(work.symptoms);
    linker.rules(work.rules);
    if linker.findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Err(Findings { sources: linker.book.sources, list: linker.findings });
    }
    Ok(linker.book)
}

/// So many names of a circle are shown.
const MAX_SHOWN: usize = 8;

/// What is declared and waits for linking, in the order of ids.
struct Work {
    terms: Vec<Waiting<TermDraft>>,
    facts: Vec<Waiting<FactDraft>>,
    definitions: Vec<Waiting<ConditionDraft>>,
    symptoms: Vec<Waiting<SymptomDraft>>,
    rules: Vec<Waiting<RuleDraft>>,
}

/// An entry with the pack it stands in.
struct Waiting<T> {
    scope: Scope,
    entry: Named<T>,
}

struct Linker {
    book: RuleBook,
    findings: Vec<Finding>,
    /// Names of `common`, then of each pack.
    names: Vec<PackNames>,
    /// How many unknown and known names were compared so far; bounded, since each comparison costs time.
    comparisons: usize,
    /// Uses of definitions in the condition being linked.
    uses: Vec<(Id<Definition>, Place)>,
    /// Fact tests of each definition, with those of the definitions it uses; filled once they are linked.
    sizes: Vec<u64>,
    /// Symptoms named so far by `symptoms: all`.
    all_symptoms: usize,
}

impl Linker {
    fn new(sources: Sources, findings: Vec<Finding>) -> Self {
        let book = RuleBook { sources, ..RuleBook::default() };
        let names = vec![PackNames::default()];
        Self { book, findings, names, comparisons: 0, uses: Vec::new(), sizes: Vec::new(), all_symptoms: 0 }
    }

    /// Resolves `includes`: each term gets the forms of all terms it reaches.
    fn terms(&mut self, work: Vec<Waiting<TermDraft>>) {
        let ids: Vec<Id<Term>> = self.book.terms.ids().collect();
        let mut edges: Vec<Vec<cycles::Edge>> = Vec::with_capacity(work.len());
        let mut own: Vec<Forms> = Vec::with_capacity(work.len());
        let mut including = false;
        for waiting in work {
            let included = self.term_names(waiting.scope, &waiting.entry.value.includes);
            including |= !included.is_empty();
            let places = waiting.entry.value.includes.iter().map(|name| name.place);
            edges.push(
                included.iter().zip(places).filter_map(|(id, at)| Some((id.as_ref()?.index(), at))).collect(),
            );
            own.push(Forms::own(waiting.entry.value.forms));
        }
        if including {
            let walk = cycles::walk(&edges);
            for circle in &walk.circles {
                let names = circle.iter().map(|(node, _)| self.book.terms[ids[*node]].name.clone()).collect();
                self.circle("term-circle", "term", "includes", names, circle);
            }
            let mut total: usize = own.iter().flat_map(Forms::lists).map(|list| list.len()).sum();
            for node in walk.order {
                if total > MAX_FORMS {
                    self.too_many_forms(self.book.terms[ids[node]].place);
                    break;
                }
                let mut forms = std::mem::take(&mut own[node]);
                for (to, _) in &edges[node] {
                    total += forms.include(&own[*to]);
                }
                own[node] = forms;
            }
        }
        for (id, forms) in ids.into_iter().zip(own) {
            self.book.terms[id].forms = forms.into();
        }
    }

    fn too_many_forms(&mut self, place: Place) {
        self.findings.push(
            Finding::error(
                "too-many-forms",
                format!("all terms together have more than the budget of {MAX_FORMS} forms"),
            )
            .label(place, "reached here")
            .help("let fewer terms include each other"),
        );
    }

    fn definitions(&mut self, work: Vec<Waiting<ConditionDraft>>) {
        let ids: Vec<Id<Definition>> = self.book.definitions.ids().collect();
        let mut edges: Vec<Vec<cycles::Edge>> = Vec::with_capacity(work.len());
        for (id, waiting) in ids.iter().zip(work) {
            self.uses.clear();
            if let Some(condition) = self.condition(waiting.scope, waiting.entry.value) {
                self.book.definitions[*id].condition = condition;
            }
            edges.push(self.uses.iter().map(|(to, place)| (to.index(), *place)).collect());
        }
        let walk = cycles::walk(&edges);
        for circle in &walk.circles {
            let names =
                circle.iter().map(|(node, _)| self.book.definitions[ids[*node]].name.clone()).collect();
            self.circle("definition-circle", "definition", "uses", names, circle);
        }
        self.sizes = vec![0; ids.len()];
        if walk.circles.is_empty() {
            self.definition_budgets(&ids, &edges, &walk.order);
        }
    }

    /// Depth and size of definitions, each after those it uses.
    fn definition_budgets(&mut self, ids: &[Id<Definition>], edges: &[Vec<cycles::Edge>], order: &[usize]) {
        let mut depths = vec![1usize; ids.len()];
        for &node in order {
            let definition = &self.book.definitions[ids[node]];
            let size = conditions::size(&definition.condition, &self.sizes);
            depths[node] = 1 + edges[node].iter().map(|(to, _)| depths[*to]).max().unwrap_or(0);
            let (name, place) = (definition.name.clone(), definition.place);
            if depths[node] == MAX_DEFINITION_DEPTH + 1 {
                self.findings.push(
                    Finding::error(
                        "too-deep",
                        format!(
                            "`{name}` goes through more than the budget of {MAX_DEFINITION_DEPTH} definitions"
                        ),
                    )
                    .label(place, "one definition too many")
                    .help("write inner conditions out"),
                );
            }
            self.sizes[node] = if size > MAX_TESTS { 0 } else { size };
            self.condition_budget(size, &name, place);
        }
    }

    fn condition_budget(&mut self, size: u64, name: &str, place: Place) {
        if size > MAX_TESTS {
            self.findings.push(
                Finding::error(
                    "too-many-tests",
                    format!("the condition of `{name}` holds more than the budget of {MAX_TESTS} fact tests"),
                )
                .label(place, "with all its definitions written out")
                .help("use fewer definitions that use each other"),
            );
        }
    }

    /// A circle of names, each with the place where it leads to the next.
    fn circle(
        &mut self,
        code: &'static str,
        what: &str,
        verb: &str,
        names: Vec<String>,
        edges: &[(usize, Place)],
    ) {
        let first = names.first().cloned().unwrap_or_default();
        let mut chain: Vec<String> = names.iter().take(MAX_SHOWN).map(|name| format!("`{name}`")).collect();
        if names.len() > MAX_SHOWN {
            chain.push(format!("{} more", names.len() - MAX_SHOWN));
        }
        chain.push(format!("`{first}`"));
        let message = if names.len() == 1 {
            format!("the {what} `{first}` {verb} itself")
        } else {
            format!("{what}s in a circle: {}", chain.join(" → "))
        };
        let mut finding = Finding::error(code, message);
        for (index, (_, place)) in edges.iter().enumerate().take(MAX_SHOWN) {
            let next = names.get(index + 1).unwrap_or(&first);
            finding = finding.label(*place, format!("`{}` {verb} `{next}`", names[index]));
        }
        self.findings.push(finding.help("take one of these names out, so that the chain ends"));
    }

    /// Ids of terms; none where a name is unknown (already reported).
    fn term_names(&mut self, scope: Scope, names: &[Located<String>]) -> Vec<Option<Id<Term>>> {
        names.iter().map(|name| self.term(scope, name)).collect()
    }
}
