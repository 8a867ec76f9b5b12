//! Names that people write outside of rule files: in snapshots, fixtures and on the command line.
//!
//! A full id (`pack/name`) means one thing. A bare name means the thing of the home pack where there is a home
//! (a fixture's folder), else the only thing of that name in any pack.

use crate::arena::Id;
use crate::book::{Fact, Pack, Rule, RuleBook, Symptom};
use crate::finding::{Finding, begun, did_you_mean, nearest};

/// Why a name means nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing is called so.
    Unknown {
        /// The nearest name, if one is near.
        near: Option<String>,
    },
    /// Several packs have it.
    Ambiguous {
        /// The full ids, sorted.
        ids: Vec<String>,
    },
}

impl NameProblem {
    /// The problem as a finding without a place; `what` is the kind of thing, such as "symptom", `unknown` the
    /// code for an unknown one.
    pub fn finding(&self, what: &str, name: &str, unknown: &'static str) -> Finding {
        match self {
            NameProblem::Unknown { near: Some(near) } => {
                Finding::error(unknown, format!("no {what} is called `{name}`"))
                    .help(did_you_mean(name, near))
            }
            NameProblem::Unknown { near: None } => {
                Finding::error(unknown, format!("no {what} is called `{name}`"))
                    .help(format!("write the name of a {what}, in full `pack/name`"))
            }
            NameProblem::Ambiguous { ids } => {
                Finding::error("ambiguous-name", format!("`{name}` is a {what} of several packs"))
                    .help(format!("write one of: `{}`", ids.join("`, `")))
            }
        }
    }
}

/// A symptom by its full id or bare name.
///
/// # Errors
/// The name is unknown, or bare and of several packs.
pub fn symptom(book: &RuleBook, name: &str, home: Option<Id<Pack>>) -> Result<Id<Symptom>, NameProblem> {
    let all =
        || book.symptoms.iter().map(|(id, symptom)| Named(id, symptom.pack, &symptom.id, &symptom.name));
    find(all, name, home)
}

/// A rule, and so a cause, by its full id or bare name.
///
/// # Errors
/// The name is unknown, or bare and of several packs.
pub fn rule(book: &RuleBook, name: &str, home: Option<Id<Pack>>) -> Result<Id<Rule>, NameProblem> {
    let all = || book.rules.iter().map(|(id, rule)| Named(id, rule.pack, &rule.id, &rule.name));
    find(all, name, home)
}

/// A fact by its full id or bare name.
///
/// # Errors
/// The name is unknown, or bare and of several packs.
pub fn fact(book: &RuleBook, name: &str, home: Option<Id<Pack>>) -> Result<Id<Fact>, NameProblem> {
    let all = || book.facts.iter().map(|(id, fact)| Named(id, fact.pack, &fact.id, &fact.name));
    find(all, name, home)
}

/// Every fact that a name means: the one of a full id, or that of each pack which declares the bare name.
pub fn facts(book: &RuleBook, name: &str) -> Result<Vec<Id<Fact>>, NameProblem> {
    let found: Vec<Id<Fact>> = book
        .facts
        .iter()
        .filter(|(_, fact)| fact.id == name || fact.name == name)
        .map(|(id, _)| id)
        .collect();
    if found.is_empty() {
        let all = || book.facts.iter().map(|(id, fact)| Named(id, fact.pack, &fact.id, &fact.name));
        return Err(unknown(all, name));
    }
    Ok(found)
}

/// A pack by its name.
pub fn pack(book: &RuleBook, name: &str) -> Option<Id<Pack>> {
    book.packs.iter().find(|(_, pack)| pack.name == name).map(|(id, _)| id)
}

/// A thing with its pack, full id and bare name.
struct Named<'a, T>(Id<T>, Id<Pack>, &'a str, &'a str);

fn find<'a, T: 'a, I: Iterator<Item = Named<'a, T>>>(
    all: impl Fn() -> I,
    name: &str,
    home: Option<Id<Pack>>,
) -> Result<Id<T>, NameProblem> {
    let found: Vec<Named<'a, T>> =
        all().filter(|Named(_, _, full, bare)| *full == name || *bare == name).collect();
    let at_home = found.iter().find(|Named(_, pack, ..)| Some(*pack) == home);
    match (at_home, found.as_slice()) {
        (Some(Named(id, ..)), _) | (None, [Named(id, ..)]) => Ok(*id),
        (None, []) => Err(unknown(all, name)),
        (None, several) => {
            let mut ids: Vec<String> =
                several.iter().map(|Named(_, _, full, _)| (*full).to_owned()).collect();
            ids.sort();
            Err(NameProblem::Ambiguous { ids })
        }
    }
}

fn unknown<'a, T: 'a, I: Iterator<Item = Named<'a, T>>>(all: impl Fn() -> I, name: &str) -> NameProblem {
    let full = name.contains('/');
    let names = || all().map(|Named(_, _, id, bare)| if full { id } else { bare });
    let near = nearest(name, names()).or_else(|| begun(name, names()));
    NameProblem::Unknown { near: near.map(str::to_owned) }
}
