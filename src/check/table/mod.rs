//! All codes of `casebook check` beyond loading: what each means, when it is right to allow it, and an example that
//! fires and one that doesn't. `tests/lints.rs` runs every example.
//!
//! Examples are pieces of a rule file. A line that is only `…` stands for the `cause` and `resolution` of a rule,
//! and `# fixtures/demo/case.yaml` begins a fixture file. The facts, terms and symptoms that an example does not
//! declare are those of `base.yaml`.

mod comments;
mod content;
mod fixtures;
mod logic;
mod unused;
mod wording;

use crate::finding::{Finding, Severity};

/// A code of `check` beyond loading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lint {
    /// The code, kebab-case, never changed.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it means, one line.
    pub summary: &'static str,
    /// Why it matters and what to do.
    pub about: &'static str,
    /// A piece of a rule file that has the finding.
    pub bad: &'static str,
    /// The same without it.
    pub good: &'static str,
}

/// The pack that examples stand in: facts, terms and symptoms for them to use.
pub const BASE: &str = include_str!("base.yaml");

const FAMILIES: &[&[Lint]] =
    &[logic::LINTS, unused::LINTS, wording::LINTS, content::LINTS, fixtures::LINTS, comments::LINTS];

/// Every lint, family by family.
pub fn lints() -> impl Iterator<Item = &'static Lint> {
    FAMILIES.iter().copied().flatten()
}

/// The lint with this code.
pub fn find_lint(code: &str) -> Option<&'static Lint> {
    lints().find(|lint| lint.code == code)
}

const fn lint(
    code: &'static str,
    severity: Severity,
    summary: &'static str,
    about: &'static str,
    bad: &'static str,
    good: &'static str,
) -> Lint {
    Lint { code, severity, summary, about, bad, good }
}

impl Finding {
    /// A finding of a lint, as bad as the table says, without a place yet. A code outside the table is an error,
    /// so that it cannot be overlooked; a test holds the source to the table.
    pub fn lint(code: &'static str, message: impl Into<String>) -> Self {
        let severity = find_lint(code).map_or(Severity::Error, |lint| lint.severity);
        Self { severity, ..Self::error(code, message) }
    }
}
