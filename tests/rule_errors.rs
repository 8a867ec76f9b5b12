//! What a rule author sees: one folder a case, its files laid over `base/`, the report in `expected.txt`.
//!
//! `UPDATE=1 cargo test --test rule_errors` writes the reports anew; read the difference like an author would.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use casebook::book::load_texts;
use casebook::check::codes;
use casebook::finding::Severity;
use casebook::render::report::{ReportStyle, findings};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rule_errors")
}

fn rule_files(root: &Path) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "yaml"))
        .map(|entry| {
            let name = entry.path().strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            (name, std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

fn check(case: &Path) -> Result<(), String> {
    let mut files = rule_files(&folder().join("base"));
    files.extend(rule_files(case));
    let report = match load_texts(files.into_iter().collect()) {
        Ok(_) => "no findings\n".to_owned(),
        Err(found) => findings(&found, &ReportStyle::default()),
    };
    let path = case.join("expected.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &report).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if report == expected { Ok(()) } else { Err(format!("{}:\n{report}", case.display())) }
}

fn cases() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.is_dir() && !path.ends_with("base")).collect();
    cases.sort();
    cases
}

#[test]
fn every_case_reads_as_expected() {
    let cases = cases();
    assert!(cases.len() > 60, "only {} cases found", cases.len());
    let failed: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_base_is_without_fault() {
    let files = rule_files(&folder().join("base"));
    assert!(files.len() > 1);
    if let Err(found) = load_texts(files.into_iter().collect()) {
        panic!("{}", findings(&found, &ReportStyle::default()));
    }
}

/// Codes of snapshots, fixtures and mutants; `tests/engine` and `tests/proof` show them.
const NOT_OF_RULES: [&str; 7] = [
    "ambiguous-name",
    "bad-set",
    "bad-survivor",
    "json-syntax",
    "json-text",
    "no-fixtures",
    "unused-survivor",
];

/// Codes that need a disk or a huge text; `tests/hostile.rs` shows them.
const ELSEWHERE: [&str; 15] = [
    "file-too-big",
    "link-loop",
    "no-rules",
    "not-a-file",
    "not-a-folder",
    "not-utf8",
    "regex-too-big",
    "too-big",
    "too-many-files",
    "too-many-forms",
    "too-many-symptoms",
    "too-many-tests",
    "too-many-values",
    "unreadable",
    "wrong-extension",
];

#[test]
fn every_code_is_listed_and_has_a_case() {
    let listed: BTreeSet<&str> =
        codes().filter(|code| code.severity == Severity::Error).map(|code| code.code).collect();
    let mut seen: BTreeSet<&'static str> = ELSEWHERE.into_iter().chain(NOT_OF_RULES).collect();
    for case in cases() {
        let mut files = rule_files(&folder().join("base"));
        files.extend(rule_files(&case));
        if let Err(found) = load_texts(files.into_iter().collect()) {
            seen.extend(found.list.iter().map(|finding| finding.code));
        }
    }
    let unlisted: Vec<_> = seen.iter().filter(|code| !listed.contains(*code)).collect();
    let without: Vec<_> = listed.iter().filter(|code| !seen.contains(*code)).collect();
    assert!(
        unlisted.is_empty() && without.is_empty(),
        "not in the table: {unlisted:?}; without a case: {without:?}"
    );
}
