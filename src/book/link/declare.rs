//! Declaring: every entry gets its id, in the order of full names; doubled names are reported.

use super::names::{PackNames, Scope};
use super::{Linker, PackDraft, Waiting, Work};
use crate::arena::Id;
use crate::book::{Definition, Fact, Forms, KnowledgeSource, Later, Pack, Rule, Symptom, Term};
use crate::condition::Condition;
use crate::facts::FactType;
use crate::finding::Finding;
use crate::lang::LocalText;
use crate::pack::{Named, PackFile};

impl Linker {
    /// Declares everything. Packs come sorted by name, each name once.
    pub(super) fn declare(&mut self, mut packs: Vec<PackDraft>) -> Work {
        let mut scopes = Vec::with_capacity(packs.len());
        for pack in &mut packs {
            scopes.push(self.pack(pack));
        }
        let mut entries = Entries { packs, scopes };
        let terms = entries.take(self, "term", |file| std::mem::take(&mut file.terms), false);
        let facts = entries.take(self, "fact", |file| std::mem::take(&mut file.facts), true);
        let definitions =
            entries.take(self, "definition", |file| std::mem::take(&mut file.definitions), true);
        let symptoms = entries.take(self, "symptom", |file| std::mem::take(&mut file.symptoms), true);
        let rules = entries.take(self, "rule", |file| std::mem::take(&mut file.rules), true);
        let work = Work { terms, facts, definitions, symptoms, rules };
        self.declare_words(&work);
        self.declare_cases(&work);
        work
    }

    /// Adds a pack with its sources and contacts; of `common` its cues, variants and product names.
    fn pack(&mut self, draft: &mut PackDraft) -> Scope {
        let header = &mut draft.header;
        let name = header.name.value.clone();
        let common = name == super::super::load::COMMON;
        if common {
            self.book.cues = gathered(&mut draft.files, |file| &mut file.cues);
            self.book.variants = gathered(&mut draft.files, |file| &mut file.variants);
            let others = draft.files.iter_mut().flat_map(|file| std::mem::take(&mut file.other_products));
            self.book.other_products = Forms::own(others.collect()).into();
            self.book.known_words = gathered(&mut draft.files, |file| &mut file.known_words);
            self.names[0].incomplete = draft.incomplete;
            self.names[0].pack = name;
            return Scope::COMMON;
        }
        let contacts =
            once(&mut self.findings, "contact", &mut draft.files, |file| std::mem::take(&mut file.contacts));
        let sources =
            once(&mut self.findings, "source", &mut draft.files, |file| std::mem::take(&mut file.sources));
        let mut names =
            PackNames { pack: name.clone(), incomplete: draft.incomplete, ..PackNames::default() };
        names.contacts = contacts.into_iter().map(|entry| (entry.name.value, entry.value)).collect();
        let mut list = Vec::with_capacity(sources.len());
        for (index, Named { name, value }) in sources.into_iter().enumerate() {
            names.sources.insert(name.value.clone(), index);
            list.push(KnowledgeSource {
                name: name.value,
                article: value.article,
                reviewed: value.reviewed,
                language: value.language,
                url: value.url,
                place: name.place,
            });
        }
        let id = self.book.packs.add(Pack {
            name,
            title: std::mem::take(&mut header.title),
            product: Forms::own(std::mem::take(&mut header.product).into()),
            languages: std::mem::take(&mut header.languages),
            sources: list,
            place: header.name.place,
        });
        names.id = Some(id);
        self.names.push(names);
        Scope(self.names.len() - 1)
    }

    fn declare_words(&mut self, work: &Work) {
        for Waiting { scope, entry } in &work.terms {
            let term = Term {
                pack: self.names[scope.0].id,
                name: entry.name.value.clone(),
                forms: Later::default(),
                place: entry.name.place,
            };
            let id = self.book.terms.add(term);
            self.names[scope.0].terms.insert(entry.name.value.clone(), id);
        }
        for Waiting { scope, entry } in &work.facts {
            let Some(pack) = self.names[scope.0].id else { continue };
            let id = self.book.facts.add(Fact {
                pack,
                name: entry.name.value.clone(),
                id: self.full(*scope, &entry.name.value),
                kind: entry.value.kind.clone().unwrap_or(FactType::Text),
                title: None,
                ask: None,
                ask_customer: None,
                labels: Vec::new(),
                sentences: None,
                cost: 1.0,
                seen: Vec::new(),
                place: entry.name.place,
            });
            let names = &mut self.names[scope.0];
            names.facts.insert(entry.name.value.clone(), id);
            if entry.value.kind.is_none() {
                names.untyped.insert(id);
            }
        }
        for Waiting { scope, entry } in &work.definitions {
            let Some(pack) = self.names[scope.0].id else { continue };
            let condition = Condition::All(Vec::new());
            let (name, place) = (entry.name.value.clone(), entry.name.place);
            let id = self.book.definitions.add(Definition { pack, name: name.clone(), condition, place });
            self.names[scope.0].definitions.insert(name, id);
        }
    }

    fn declare_cases(&mut self, work: &Work) {
        for Waiting { scope, entry } in &work.symptoms {
            let Some(pack) = self.names[scope.0].id else { continue };
            let id = self.book.symptoms.add(Symptom {
                pack,
                name: entry.name.value.clone(),
                id: self.full(*scope, &entry.name.value),
                title: LocalText::default(),
                seen: Vec::new(),
                question: entry.value.question,
                place: entry.name.place,
            });
            let names = &mut self.names[scope.0];
            names.symptoms.insert(entry.name.value.clone(), id);
            names.all_symptoms.push(id);
        }
        for Waiting { scope, entry } in &work.rules {
            let Some(pack) = self.names[scope.0].id else { continue };
            let id: Id<Rule> = self.book.rules.add(Rule {
                pack,
                name: entry.name.value.clone(),
                id: self.full(*scope, &entry.name.value),
                ways: Vec::new(),
                fallback: entry.value.fallback,
                yields_to: Vec::new(),
                agent_only: entry.value.agent_only,
                title: LocalText::default(),
                explanation: LocalText::default(),
                source: None,
                resolution: Vec::new(),
                place: entry.name.place,
            });
            self.names[scope.0].rules.insert(entry.name.value.clone(), id);
        }
    }

    pub(super) fn full(&self, scope: Scope, name: &str) -> String {
        format!("{}/{name}", self.names[scope.0].pack)
    }
}

struct Entries {
    packs: Vec<PackDraft>,
    scopes: Vec<Scope>,
}

impl Entries {
    /// One section of all packs, each name once: by full id, or (terms) by pack with `common` first.
    fn take<T>(
        &mut self,
        linker: &mut Linker,
        kind: &str,
        section: fn(&mut PackFile) -> Vec<Named<T>>,
        by_id: bool,
    ) -> Vec<Waiting<T>> {
        let mut out = Vec::new();
        for (pack, scope) in self.packs.iter_mut().zip(&self.scopes) {
            let entries = once(&mut linker.findings, kind, &mut pack.files, section);
            out.extend(entries.into_iter().map(|entry| Waiting { scope: *scope, entry }));
        }
        if by_id {
            // Full ids sort differently from (pack, name) where one pack's name begins with another's.
            out.sort_by(|a, b| {
                let id = |waiting: &Waiting<T>| {
                    let pack = linker.names[waiting.scope.0].pack.bytes();
                    pack.chain([b'/']).chain(waiting.entry.name.value.clone().into_bytes())
                };
                if a.scope == b.scope {
                    a.entry.name.value.cmp(&b.entry.name.value)
                } else {
                    id(a).cmp(id(b))
                }
            });
        } else {
            out.sort_by(|a, b| (a.scope, &a.entry.name.value).cmp(&(b.scope, &b.entry.name.value)));
        }
        out
    }
}

/// One section of all files of a pack, sorted by name; of a doubled name the first is kept.
fn once<T>(
    findings: &mut Vec<Finding>,
    kind: &str,
    files: &mut [PackFile],
    section: fn(&mut PackFile) -> Vec<Named<T>>,
) -> Vec<Named<T>> {
    let mut all: Vec<Named<T>> = files.iter_mut().flat_map(section).collect();
    all.sort_by(|a, b| (&a.name.value, a.name.place).cmp(&(&b.name.value, b.name.place)));
    let mut out: Vec<Named<T>> = Vec::with_capacity(all.len());
    for entry in all {
        match out.last() {
            Some(first) if first.name.value == entry.name.value => findings.push(
                Finding::error(
                    "duplicate-id",
                    format!("the {kind} `{}` is already defined in this pack", first.name.value),
                )
                .label(entry.name.place, "defined again here")
                .label(first.name.place, "first defined here")
                .help("rename one of them, or merge the two"),
            ),
            _ => out.push(entry),
        }
    }
    out
}

/// What all files of a pack say in one section.
fn gathered<T>(files: &mut [PackFile], section: impl Fn(&mut PackFile) -> &mut Vec<T>) -> Later<Vec<T>> {
    let mut all = Vec::new();
    files.iter_mut().for_each(|file| all.append(section(file)));
    all.into()
}
