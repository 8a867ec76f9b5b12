//! Findings: what is wrong in a file, where, and what to do about it. Data only; `render` shows them.

use crate::source::{Place, Sources};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// Probably a mistake.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The word in reports and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// One thing to tell an author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Stable code, such as `unknown-fact`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower case, no final period, the author's text in backticks.
    pub message: String,
    /// Where; the first is the primary one. Later ones may be in other files.
    pub labels: Vec<Label>,
    /// What to do next.
    pub help: Option<String>,
}

impl Finding {
    /// An error without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        let severity = Severity::Error;
        Self { code, severity, message: message.into(), labels: Vec::new(), help: None }
    }

    /// Adds a labelled place; the first is the primary one.
    #[must_use]
    pub fn label(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { place, text: text.into() });
        self
    }

    /// Sets what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A place with a word on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// What it is, such as "first defined here".
    pub text: String,
}

/// Findings together with the files they point into.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// The files.
    pub sources: Sources,
    /// The findings, sorted by place.
    pub list: Vec<Finding>,
}

/// The candidate that a misspelt name most likely means: within a third of its length in edits.
///
/// A number is no slip: a candidate with other digits is taken for one edit in all only, as `rewards-data-5001` for
/// `rewards-data-5000`. Ties go to the first in the order of the alphabet, so the order of the candidates does not matter.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let allowed = (length / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate == name || candidate.len().abs_diff(name.len()) > allowed * 4 {
            continue;
        }
        let distance = strsim::osa_distance(name, candidate);
        if other_number(name, candidate) && distance > 1 {
            continue;
        }
        if distance <= allowed && length > 1 && best.is_none_or(|best| (distance, candidate) < best) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The only candidate that begins with a name which was not typed to its end: at least four letters of it, with a slip
/// for every six at most, as `redeemer-rol` of `redeemer-role-missing`.
pub fn begun<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = name.chars().count();
    let slips = |candidate: &'a str| {
        let head: String = candidate.chars().take(length).collect();
        let slips = strsim::osa_distance(name, &head);
        let begins = candidate.chars().count() > length && !other_number(name, &head) && slips <= length / 6;
        begins.then_some((slips, candidate))
    };
    let mut found: Vec<(usize, &str)> = candidates.into_iter().filter_map(slips).collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        _ if length < 4 => None,
        [only] => Some(only.1),
        [best, next, ..] if best.0 < next.0 => Some(best.1),
        _ => None,
    }
}

/// Whether two names have different digits, which are seldom a slip.
fn other_number(name: &str, candidate: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(name) != digits(candidate)
}

/// The question that suggests a name; it says so where the number is another one.
pub fn did_you_mean(name: &str, near: &str) -> String {
    if other_number(name, near) {
        format!("did you mean `{near}`? its number differs")
    } else {
        format!("did you mean `{near}`?")
    }
}

/// The question that suggests one of some names; none where there is none.
pub fn meant(name: &str, near: &[String]) -> Option<String> {
    match near {
        [] => None,
        [only] => Some(did_you_mean(name, only)),
        several => {
            let several: Vec<String> = several.iter().map(|name| format!("`{name}`")).collect();
            Some(format!("did you mean {}?", several.join(" or ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_was_not_typed_to_its_end_is_found() {
        let known = ["redeemer-role-missing", "rewards-data-5000", "rewards-page-fault", "no-options"];
        for (name, expected) in [
            ("redeemer-rol", Some("redeemer-role-missing")),
            ("redemer-role", Some("redeemer-role-missing")),
            ("rewards-d", Some("rewards-data-5000")),
            ("rewards", None),
            ("rewards-data-4", None),
            ("no-", None),
            ("redeemer-role-missing", None),
        ] {
            assert_eq!(begun(name, known), expected, "{name}");
        }
    }

    #[test]
    fn a_number_is_no_slip() {
        let known = ["rewards-data-5000", "forbidden-403"];
        assert_eq!(nearest("rewards-dat-5000", known), Some("rewards-data-5000"));
        assert_eq!(nearest("rewards-data-5001", known), Some("rewards-data-5000"));
        assert_eq!(nearest("rewards-data-5011", known), None);
        assert_eq!(nearest("forbiden-404", known), None);
        assert_eq!(
            did_you_mean("forbidden-40", "forbidden-403"),
            "did you mean `forbidden-403`? its number differs"
        );
        assert_eq!(did_you_mean("forbiden-403", "forbidden-403"), "did you mean `forbidden-403`?");
    }
}
