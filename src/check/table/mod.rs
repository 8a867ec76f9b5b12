//! All codes of `casebook check` in one table: what each means, when it is right to allow it, and an example that has
//! it and one that hasn't. `tests/lints.rs` runs every example.
//!
//! Examples are pieces of a rule file. A line that is only `…` stands for the `cause` and `resolution` of a rule,
//! and `# fixtures/demo/case.yaml` begins a fixture file. The facts, terms and symptoms that an example does not
//! declare are those of `base.yaml`.

mod comments;
mod content;
mod fixtures;
mod limits;
mod logic;
mod names;
mod notation;
mod patterns;
mod structure;
mod unused;
mod values;
mod wording;

use crate::finding::{Finding, Severity};

/// A code with all there is to say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The code, kebab-case, never changed.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it means, one line.
    pub summary: &'static str,
    /// Why it matters and what to do.
    pub about: &'static str,
    /// A piece of a rule file that has the finding; empty where only a disk or a huge text shows it.
    pub bad: &'static str,
    /// The same without it.
    pub good: &'static str,
}

/// The pack that examples stand in: facts, terms and symptoms for them to use.
pub const BASE: &str = include_str!("base.yaml");

/// A heading and the codes below it.
pub type Family = (&'static str, &'static [Code]);

/// The families, in the order in which an author meets them.
pub const FAMILIES: &[Family] = &[
    ("The notation of files", notation::CODES),
    ("Sections, keys and shapes", structure::CODES),
    ("Names", names::CODES),
    ("Facts, values and operators", values::CODES),
    ("Patterns and forms", patterns::CODES),
    ("Files and budgets", limits::CODES),
    ("Conditions", logic::CODES),
    ("What nothing reaches or uses", unused::CODES),
    ("What patterns match", wording::CODES),
    ("Texts and sources", content::CODES),
    ("Fixtures", fixtures::CODES),
    ("Comments that allow findings and mutants", comments::CODES),
];

/// Every code, family by family.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    FAMILIES.iter().flat_map(|(_, codes)| codes.iter())
}

/// The code of this name.
pub fn find_code(name: &str) -> Option<&'static Code> {
    codes().find(|code| code.code == name)
}

const fn entry(
    code: &'static str,
    severity: Severity,
    summary: &'static str,
    about: &'static str,
    bad: &'static str,
    good: &'static str,
) -> Code {
    Code { code, severity, summary, about, bad, good }
}

impl Finding {
    /// A finding of a lint, as bad as the table says, without a place yet. A code outside the table is an error,
    /// so that it cannot be overlooked; a test holds the source to the table.
    pub fn lint(code: &'static str, message: impl Into<String>) -> Self {
        let severity = find_code(code).map_or(Severity::Error, |known| known.severity);
        Self { severity, ..Self::error(code, message) }
    }
}
