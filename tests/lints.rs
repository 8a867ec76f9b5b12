//! The catalogue of lints, run: every bad example has its finding, every good one hasn't.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use casebook::book::load_texts;
use casebook::check::{BASE, CheckOptions, check, codes};
use casebook::engine::Engine;
use casebook::finding::{Finding, Severity};
use casebook::fixture::{FixtureFile, read_fixtures};
use jiff::civil::date;
use std::collections::{BTreeMap, BTreeSet};

const COMMON: &str = "format: 1\npack: common\nlanguages: [en, id, zh]\ntitle: {en: C, id: C, zh: C}\n";
const CAUSE: &str = "cause: {title: {en: A cause}, explanation: {en: It is so.}}\n    resolution: [{for: customer, do: {en: Do it.}}]";

/// The files of an example: a line `# name.yaml` begins one, and the first is `demo/case.yaml` without it.
fn files(example: &str) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    files.insert("common/pack.yaml".to_owned(), COMMON.to_owned());
    files.insert("demo/pack.yaml".to_owned(), BASE.to_owned());
    let mut name = "demo/case.yaml".to_owned();
    for line in example.lines() {
        if let Some(file) = line.strip_prefix("# ").filter(|file| file.ends_with(".yaml")) {
            name = file.to_owned();
            files.remove(&name);
            continue;
        }
        let line = line.replace('…', CAUSE);
        let text = files.entry(name.clone()).or_default();
        text.push_str(&line);
        text.push('\n');
    }
    files
}

/// What `check` says of an example itself, not of the pack around it.
fn found(example: &str) -> Vec<Finding> {
    let (fixtures, rules): (Vec<_>, Vec<_>) =
        files(example).into_iter().partition(|(name, _)| name.starts_with("fixtures/"));
    let book = match load_texts(rules) {
        Ok(book) => book,
        Err(found) => return found.list,
    };
    let engine = Engine::new(book);
    let today = date(2026, 3, 1);
    let read = (!fixtures.is_empty()).then(|| {
        let files =
            fixtures.into_iter().map(|(name, text)| FixtureFile { name, pack: "demo".to_owned(), text });
        read_fixtures(files.collect(), &engine.book, today)
    });
    let options = CheckOptions { as_of: Some(today), embedded: false };
    let all = check(&engine, read.as_ref(), &options);
    let base = |finding: &Finding| {
        let in_base = |name: &str| name == "demo/pack.yaml" && !example.contains(name);
        // That fixtures lack something is said of the pack as a whole.
        let whole = ["pack-without-fixtures", "no-silent-fixture"].contains(&finding.code);
        let own = finding.labels.first().is_none_or(|label| in_base(&all.sources.get(label.place.file).name));
        own && !whole
    };
    all.list.iter().filter(|finding| !base(finding)).cloned().collect()
}

#[test]
fn every_code_is_found_in_its_bad_example_only() {
    let (mut problems, mut examples) = (Vec::new(), 0);
    for code in codes().filter(|code| !code.bad.is_empty()) {
        for (example, wanted) in [(code.bad, true), (code.good, false)] {
            examples += 1;
            let found = found(example);
            let hits: Vec<&Finding> = found.iter().filter(|finding| finding.code == code.code).collect();
            // What stops a pack from loading must not stand in a good example, whatever its code.
            let broken = !wanted && found.iter().any(|finding| finding.severity == Severity::Error);
            if hits.is_empty() == wanted || broken {
                let codes: Vec<&str> = found.iter().map(|finding| finding.code).collect();
                problems.push(format!("{} {}: {codes:?}", code.code, if wanted { "bad" } else { "good" }));
            }
            for hit in hits {
                assert_eq!(hit.severity, code.severity, "{}", code.code);
                assert!(hit.help.is_some() && !hit.labels.is_empty(), "{} gives no place or help", code.code);
                let lower = hit.message.starts_with(|c: char| !c.is_uppercase());
                assert!(lower && !hit.message.ends_with('.'), "{}", hit.message);
            }
        }
    }
    assert!(examples > 180, "{examples}");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Codes that only a disk, a huge text, JSON, the command line or a run of mutants can have.
const WITHOUT_EXAMPLE: [&str; 24] = [
    "ambiguous-name",
    "bad-set",
    "bad-survivor",
    "file-too-big",
    "json-syntax",
    "json-text",
    "link-loop",
    "no-fixtures",
    "no-rules",
    "not-a-file",
    "not-a-folder",
    "not-utf8",
    "regex-too-big",
    "too-big",
    "too-deep",
    "too-many-files",
    "too-many-forms",
    "too-many-symptoms",
    "too-many-tests",
    "too-many-values",
    "undecided",
    "unreadable",
    "unused-survivor",
    "wrong-extension",
];

#[test]
fn the_table_is_complete() {
    let all: BTreeSet<&str> = codes().map(|code| code.code).collect();
    assert!(all.len() > 110);
    assert_eq!(all.len(), codes().count(), "a code is listed twice");
    for code in codes() {
        assert!(code.about.ends_with('.') && !code.summary.ends_with('.'), "{}", code.code);
        assert_eq!(code.bad.is_empty(), code.good.is_empty(), "{}", code.code);
        let exempt = WITHOUT_EXAMPLE.contains(&code.code);
        assert_eq!(code.bad.is_empty(), exempt, "{}", code.code);
    }
}

/// Every code that a lint's source names is in the table, so that no finding is worse than it should be.
#[test]
fn every_code_in_the_source_is_in_the_table() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src/check");
    let (mut files, mut named) = (0, BTreeSet::new());
    for entry in walkdir::WalkDir::new(root).into_iter().map(Result::unwrap) {
        if entry.path().extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        files += 1;
        let text = std::fs::read_to_string(entry.path()).unwrap();
        for word in ["Finding::lint(", "report("] {
            for (at, _) in text.match_indices(word) {
                let after = text[at + word.len()..].trim_start();
                let after = after.strip_prefix("sink,").unwrap_or(after).trim_start();
                let code = after.strip_prefix('"').and_then(|rest| rest.split_once('"'));
                named.extend(code.map(|(code, _)| code.to_owned()));
            }
        }
    }
    assert!(files > 15 && named.len() > 35, "{files} files, {} codes", named.len());
    // What loading reports is held to the table by `tests/rule_errors.rs`.
    let loading = |code: &&casebook::check::Code| code.severity == Severity::Error;
    let listed = codes().filter(|code| !loading(code)).map(|code| code.code.to_owned()).collect();
    assert_eq!(named, listed);
}

fn codes_of(example: &str) -> Vec<&'static str> {
    found(example).iter().map(|finding| finding.code).collect()
}

#[test]
fn a_comment_allows_a_finding_on_its_line_and_the_next() {
    let before =
        "facts:\n  # casebook: allow(unused-fact): for the report\n  # and more words\n  a.b: {type: date}\n";
    assert_eq!(codes_of(before), [""; 0]);
    let beside = "facts:\n  a.b: {type: date} # casebook: allow(unused-fact): for the report\n";
    assert_eq!(codes_of(beside), [""; 0]);
    let elsewhere = "facts:\n  # casebook: allow(unused-fact): for the report\n  a.b: {type: date}\n  a.c: {type: date}\n";
    assert_eq!(codes_of(elsewhere), ["unused-fact"]);
}

#[test]
fn a_comment_needs_a_known_code_and_a_reason() {
    for comment in [
        "allow(unused-fact)",
        "allow(unused-fact): ",
        "allow(unused-fct): why",
        "allow(bad-date): why",
        "alow: x",
    ] {
        let example = format!("facts:\n  # casebook: {comment}\n  a.b: {{type: date}}\n");
        assert_eq!(codes_of(&example), ["bad-allow", "unused-fact"], "{comment}");
    }
}

#[test]
fn a_text_that_looks_like_a_comment_is_none() {
    let example = "facts:\n  a.b: {type: date, ask: {en: \"# casebook: allow(unused-fact)\"}}\n";
    assert_eq!(codes_of(example), ["unused-fact"]);
}

#[test]
fn people_are_seen_with_and_without_a_title() {
    let codes = |text: &str| codes_of(&format!("contacts:\n  desk: {{en: {text}}}\n"));
    for text in ["Ask Anna Smith", "Tanya Bu Ratna", "Call Yanti's team", "Agus or somebody else"] {
        assert!(codes(text).contains(&"personal-data"), "{text}: {:?}", codes(text));
    }
    for text in [
        "Ask Wulan Hartono in billing",
        "\"Regards, Priya Raman\"",
        "Hubungi Gita Wibawa",
        "Write to gita@example.org",
    ] {
        assert!(codes(text).contains(&"personal-data"), "{text}: {:?}", codes(text));
    }
    for text in [
        "Contact Partner Center",
        "Call Demo Helpline",
        "\"Dear Valued Customer\"",
        "Ask Coffee Machine Repairs",
    ] {
        assert!(!codes(text).contains(&"personal-data"), "{text}: {:?}", codes(text));
    }
    for text in ["The desk in Santa Clara", "Ask Intel Customer Support", "The johnson bar of the press"] {
        assert!(!codes(text).contains(&"personal-data"), "{text}: {:?}", codes(text));
    }
}

#[test]
fn example_facts_are_printed() {
    let gap = codes().find(|lint| lint.code == "gap").unwrap();
    let finding = found(gap.bad).into_iter().find(|finding| finding.code == "gap").unwrap();
    assert_eq!(finding.labels[0].text, "nothing is left with `tank.filled: no`");
    assert_eq!(finding.severity, Severity::Warning);
}

#[test]
fn ten_thousand_findings_are_a_clear_answer() {
    let facts: String = (0..10_000).map(|at| format!("  f{at}: {{type: yes-no}}\n")).collect();
    let found = found(&format!("facts:\n{facts}"));
    assert_eq!(found.len(), 10_000);
}

#[test]
fn the_number_of_a_case_is_for_the_desk() {
    let codes = |text: &str| {
        codes_of(&format!(
            "rules:\n  empty-tank:\n    symptoms: [red-light]\n    cause: {{title: {{en: Empty}}, explanation: {{en: The tank is empty.}}}}\n    resolution: [{{for: customer, do: {{en: \"{text}\"}}}}]\n"
        ))
    };
    for text in
        ["Quote case 00012345 to us.", "See INC0045678", "Sebutkan tiket #99812345", "工单 20251234 可以关闭"]
    {
        assert!(codes(text).contains(&"agent-words"), "{text}: {:?}", codes(text));
    }
    for text in ["In case 2 lamps blink, wait.", "It takes 10000 steps", "Reply to your ticket"] {
        assert!(!codes(text).contains(&"agent-words"), "{text}: {:?}", codes(text));
    }
}

#[test]
fn a_longer_form_says_the_shorter_one_too() {
    let codes = |forms: &str| {
        codes_of(&format!(
            "terms:\n  tray: {{en: [tray, drawer]}}\n  second: {{en: [{forms}]}}\nsymptoms:\n  trays: {{title: {{en: Trays}}, seen: [{{say: [tray, second]}}]}}\n"
        ))
    };
    assert!(codes("second tray, tray two").contains(&"say-overlap"));
    assert!(codes("drawer").contains(&"say-overlap"));
    assert!(!codes("second tray, feeder").contains(&"say-overlap"));
    assert!(!codes("trayful").contains(&"say-overlap"));
}

#[test]
fn a_short_sentence_is_no_name() {
    let codes = |text: &str| {
        let header = "# demo/pack.yaml\nformat: 1\npack: demo\nlanguages: [en, id]\ntitle: {en: Demo, id: Demo}\nproduct: {any: [demo]}\n";
        let symptom = "seen: [{message: water on the floor}]";
        codes_of(&format!("{header}symptoms:\n  s: {{title: {{en: {text}, id: {text}}}, {symptom}}}\n"))
    };
    assert!(codes("It leaks.").contains(&"same-translation"));
    assert!(codes("The tank leaks water").contains(&"same-translation"));
    assert!(!codes("Coffee Machine Repairs").contains(&"same-translation"));
}
