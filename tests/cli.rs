//! The program as a user runs it: arguments, pipes, files, exit codes, what is printed where.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use assert_cmd::Command;
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const MESSAGE: &str = "Something went wrong while fetching rewards data - (5000). Please try again.";

/// The program without the surroundings of whoever runs the tests.
fn casebook(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("casebook").expect("the program is built");
    command.env_clear().env("TZ", "UTC").args(arguments).timeout(std::time::Duration::from_secs(60));
    command
}

/// What a run gives: exit code, standard output, standard error.
fn run(command: &mut Command) -> (i32, String, String) {
    let output = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
}

/// Runs with arguments and checks the exit code.
fn check(arguments: &[&str], expected: i32) -> (String, String) {
    let (code, out, err) = run(casebook(arguments).write_stdin(""));
    assert_eq!(code, expected, "{arguments:?}\n{out}\n{err}");
    (out, err)
}

fn json(arguments: &[&str]) -> Value {
    let (verb, rest) = arguments.split_at(1);
    let (out, _) = check(&[verb, &["--format", "json"], rest].concat(), 0);
    serde_json::from_str(&out).expect("JSON")
}

fn first_cause(diagnosis: &Value) -> &str {
    diagnosis["diagnoses"][0]["cause"].as_str().unwrap_or("none")
}

/// A pack that tests of the program can rely on, whatever the shipped packs become.
fn pack(folder: &Path) -> PathBuf {
    let root = folder.join("rules");
    std::fs::create_dir_all(root.join("shop")).expect("a folder");
    std::fs::write(root.join("shop/pack.yaml"), include_str!("data/shop.yaml")).expect("a file");
    root
}

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).expect("a folder");
    }
    std::fs::write(&path, text).expect("a file");
    path.to_string_lossy().into_owned()
}

struct Desk {
    folder: TempDir,
    rules: String,
}

impl Desk {
    fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let rules = pack(folder.path()).to_string_lossy().into_owned();
        Self { folder, rules }
    }

    fn file(&self, name: &str, text: &str) -> String {
        file(self.folder.path(), name, text)
    }

    fn arguments<'a>(&'a self, arguments: &[&'a str]) -> Vec<&'a str> {
        [arguments, &["--rules", &self.rules]].concat()
    }

    fn check(&self, arguments: &[&str], expected: i32) -> (String, String) {
        check(&self.arguments(arguments), expected)
    }
}

#[test]
fn text_comes_from_arguments_a_pipe_or_a_dash() {
    let expected = "intel-points/duplicate-login-id";
    assert_eq!(first_cause(&json(&["diagnose", MESSAGE])), expected);
    let words: Vec<&str> = MESSAGE.split(' ').collect();
    assert_eq!(first_cause(&json(&[["diagnose", "--"].as_slice(), &words].concat())), expected);
    for arguments in [["diagnose", "--format", "json"].as_slice(), &["diagnose", "-", "--format", "json"]] {
        let (code, out, _) = run(casebook(arguments).write_stdin(MESSAGE));
        assert_eq!(code, 0);
        assert_eq!(first_cause(&serde_json::from_str(&out).expect("JSON")), expected);
    }
}

#[test]
fn a_dash_stands_alone() {
    let (_, err) = check(&["diagnose", "-", "more"], 2);
    assert!(err.contains("error: `-` stands beside other text"), "{err}");
    let (_, err) = check(&["diagnose", "-", "--snapshot", "-"], 2);
    assert!(err.contains("cannot be both"), "{err}");
}

#[test]
fn the_json_follows_its_schema_and_quotes_the_text_by_bytes() {
    let schema: Value = serde_json::from_str(include_str!("../docs/diagnosis.schema.json")).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let desk = Desk::new();
    let runs: &[&[&str]] = &[
        &["diagnose", MESSAGE],
        &["diagnose", "nothing of the kind"],
        &["diagnose", ""],
        &["diagnose", "--rules", &desk.rules, "pays late ünd die Karte ist declined"],
        &["diagnose", "--rules", &desk.rules, "card declined", "--set", "card.kinds=gift"],
        &["diagnose", "--rules", &desk.rules, "card declined", "--set", "card.kinds="],
        &["diagnose", "--rules", &desk.rules, "--symptom", "late", "--set", "card.expires_on=2030-01-01"],
    ];
    for arguments in runs {
        let (_, out, err) = run(casebook(arguments).args(["--format", "json"]).write_stdin(""));
        let diagnosis: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("JSON: {out}{err}"));
        let problems: Vec<String> = schema
            .iter_errors(&diagnosis)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(problems.is_empty(), "{arguments:?}: {problems:?}");
    }
    let text = "Ünd die Karte: card declined";
    let diagnosis = json(&["diagnose", "--rules", &desk.rules, text]);
    let evidence = &diagnosis["symptoms"][0]["evidence"][0];
    let span = |at: usize| evidence["spans"][0][at].as_u64().expect("a number") as usize;
    assert_eq!(&text[span(0)..span(1)], evidence["text"].as_str().expect("words"));
}

#[test]
fn fields_stand_in_the_documented_order() {
    let (out, _) = check(&["diagnose", MESSAGE, "--format", "json"], 0);
    let diagnosis: Value = serde_json::from_str(&out).expect("JSON");
    let keys: Vec<&str> = diagnosis.as_object().expect("a map").keys().map(String::as_str).collect();
    let documented = [
        "schema",
        "as_of",
        "language",
        "rules_digest",
        "symptoms",
        "facts",
        "diagnoses",
        "ruled_out",
        "questions",
        "suggested",
    ];
    assert_eq!(keys[..documented.len()], documented);
    let keys: Vec<&str> =
        diagnosis["diagnoses"][0].as_object().expect("a map").keys().map(String::as_str).collect();
    let documented = [
        "cause",
        "verdict",
        "fallback",
        "for",
        "symptoms",
        "title",
        "explanation",
        "resolution",
        "unknown",
        "source",
    ];
    assert_eq!(keys[..documented.len()], documented);
}

#[test]
fn facts_settle_a_cause() {
    let desk = Desk::new();
    let (out, _) = desk.check(&["diagnose", "card declined", "--as-of", "2026-03-01"], 0);
    assert!(out.contains("POSSIBLE") && out.contains("Ask next"), "{out}");
    let (out, _) = desk.check(
        &["diagnose", "card declined", "--as-of", "2026-03-01", "--set", "card.expires_on=2026-01-31"],
        0,
    );
    assert!(out.contains("CONFIRMED  The card has expired"), "{out}");
    assert!(out.contains("AGENT ONLY"), "{out}");
    let snapshot = desk.file("s.yaml", "as_of: 2026-03-01\nfacts: {card: {expires_on: 2027-01-31}}\n");
    let (out, _) = desk.check(&["diagnose", "card declined", "--snapshot", &snapshot], 0);
    assert!(out.contains("Ruled out"), "{out}");
    let snapshot = desk.file(
        "s.json",
        r#"{"as_of": "2026-03-01", "text": "card declined", "facts": {"card.expires_on": "2026-01-31"}}"#,
    );
    let (out, _) = desk.check(&["diagnose", "--snapshot", &snapshot], 0);
    assert!(out.contains("CONFIRMED  The card has expired"), "{out}");
}

#[test]
fn the_reader_chooses_language_and_form() {
    let desk = Desk::new();
    let (out, _) = desk.check(&["diagnose", "card declined", "--lang", "zh"], 0);
    assert!(out.contains("卡已过期") && out.contains("接下来询问"), "{out}");
    let (out, _) = desk.check(&["diagnose", "card declined", "--lang", "id", "--format", "markdown"], 0);
    assert!(out.starts_with("## Mungkin: Kartu"), "{out}");
    let (_, err) = desk.check(&["diagnose", "x", "--lang", "fr"], 2);
    assert!(err.contains("en (English), id (Indonesian), zh (Chinese)"), "{err}");
    let (_, err) = desk.check(&["diagnose", "x", "--format", "xml"], 2);
    assert!(err.contains("text, json, markdown"), "{err}");
}

#[test]
fn a_reply_holds_nothing_for_the_agent() {
    let desk = Desk::new();
    let known = [
        "diagnose",
        "card declined",
        "--as-of",
        "2026-03-01",
        "--set",
        "card.expires_on=2026-01-31",
        "--reply",
    ];
    let (out, _) = desk.check(&known, 0);
    assert!(out.contains("Ask your bank for a new card"), "{out}");
    assert!(!out.contains("ledger") && !out.contains("shop/") && !out.contains("card.expires_on"), "{out}");
    let (out, _) = desk.check(&["diagnose", "card declined", "--reply", "--reply-lang", "id"], 0);
    assert!(out.contains("Kapan kartu Anda habis masa berlakunya?"), "{out}");
    let (out, _) = desk.check(&["diagnose", "fraud lock", "--reply"], 0);
    assert!(out.contains("checking this on our side") && !out.contains("fraud"), "{out}");
    check(&["diagnose", "x", "--reply", "--format", "json"], 2);
}

#[test]
fn a_second_problem_is_told_apart_and_asked_about() {
    let text = "The rewards page of Intel Partner Alliance says error (5000). Also it says \"No options\".";
    let (out, _) = check(&["diagnose", text], 0);
    let (first, second) = out.split_once("Another problem in the ticket").expect("a heading of its own");
    assert!(
        first.contains("CONFIRMED  Duplicate login ID") && !first.contains("No options (message"),
        "{out}"
    );
    assert!(second.contains("- The result shows No options (message, word for word)"), "{out}");
    assert!(second.contains("Possible causes\n    - The account does not meet"), "{out}");
    let (out, _) = check(&["diagnose", "--format", "markdown", text], 0);
    assert!(
        out.contains("### Another problem in the ticket") && out.contains("#### Possible causes"),
        "{out}"
    );
    let (out, _) = check(&["diagnose", "--reply", text], 0);
    let asked = "About “The result shows No options”, please also tell us:";
    let (steps, questions) = out.split_once(asked).expect("asked about");
    assert!(steps.contains("About “Error 5000 while fetching rewards data”:\n"), "{out}");
    assert!(steps.contains("duplicate login ID") && questions.contains("- Which role"), "{out}");
    // Of one problem nothing is left to ask about.
    let (out, _) = check(&["diagnose", "--reply", "error (5000) on the points portal"], 0);
    assert!(!out.contains("About “"), "{out}");
}

#[test]
fn a_question_about_what_might_be_gets_an_answer_of_its_own() {
    let text = "what if I get 403 forbidden on the points portal?";
    let (out, _) = check(&["diagnose", text], 1);
    assert!(out.contains("add --symptom intel-points/forbidden-403, or pick it with"), "{out}");
    let (out, _) = check(&["diagnose", text, "--symptom", "intel-points/forbidden-403"], 0);
    assert!(!out.contains("Asked about, not reported"), "{out}");
    let (out, _) = check(&["diagnose", "--reply", text], 1);
    assert!(out.contains("Thank you for your question.") && !out.contains("To find the cause"), "{out}");
}

#[test]
fn why_tells_of_what_came_out_and_what_did_not() {
    let desk = Desk::new();
    let (out, _) = desk.check(&["diagnose", "card declined", "--why", "card-expired"], 0);
    assert!(out.contains("unknown") && out.contains("the expiry date of the card has passed"), "{out}");
    let (out, _) = desk.check(&["diagnose", "hello", "--why", "card-expired"], 1);
    assert!(out.contains("None of its symptoms is present"), "{out}");
    let (out, _) = desk.check(&["diagnose", "hello", "--why", "declined"], 1);
    assert!(out.contains("NOT SEEN") && out.contains("the message “card declined”"), "{out}");
    let (_, err) = desk.check(&["diagnose", "hello", "--why", "card-expird"], 2);
    assert!(err.contains("did you mean `card-expired`?"), "{err}");
}

/// A source has its title in each language, and says in which it was read where that is another one.
#[test]
fn a_source_is_named_in_the_readers_language() {
    let text = "the Activate button of our benefits is greyed out in Partner Center";
    for (lang, expected) in [
        ("en", "Partner technical support for cloud or on-premises products, in Indonesian"),
        ("id", "Dukungan teknis mitra untuk produk cloud atau lokal, tanggal"),
        ("zh", "云产品或本地产品的合作伙伴技术支持，印度尼西亚文"),
    ] {
        let (out, _) = check(&["diagnose", text, "--lang", lang], 0);
        let line = out.replace("\n  ", if lang == "zh" { "" } else { " " });
        assert!(line.contains(expected), "{out}");
    }
    let article = &json(&["diagnose", text, "--lang", "zh"])["diagnoses"][0]["source"]["article"];
    assert_eq!(article, "Microsoft Learn：云产品或本地产品的合作伙伴技术支持");
}

/// Words that stand in any text suggest nothing.
#[test]
fn a_suggestion_needs_the_word_that_tells() {
    let noise = "Printer on 3rd floor is jammed again and the badge reader says E-17";
    let (out, _) = check(&["diagnose", noise], 1);
    assert!(!out.contains("Nearest symptoms") && out.contains("Ask the customer"), "{out}");
    let (out, _) = check(&["diagnose", "something about the vouchers and the page"], 1);
    assert!(out.contains("No known symptom"), "{out}");
}

/// A mark ends with a whole word, in Chinese too.
#[test]
fn marks_hold_whole_words() {
    for (text, marked) in [
        ("请问代金券在解除关联之后还能不能用？", "代金券"),
        ("点继续按钮没反应，收货地址那栏也是灰色的", "灰色"),
        ("API returns 400 {\"error_code\":\"CBC.0100\",\"error_msg\":\"param error\"}", "error_msg"),
    ] {
        let (out, _) = check(&["diagnose", text], 0);
        assert!(out.contains(marked) && out.contains('«'), "{out}");
    }
}

#[test]
fn unknown_names_suggest_the_nearest() {
    let desk = Desk::new();
    let cases: &[(&[&str], &str)] = &[
        (&["--symptom", "declind"], "did you mean `declined`?"),
        (&["--set", "card.expire_on=2026-01-01"], "did you mean `card.expires_on`?"),
        (&["--set", "card.kinds=gifft"], "gift"),
        (&["--set", "card.kinds"], "FACT=VALUE"),
        (&["--pack", "shpo"], "did you mean `shop`?"),
        (&["--as-of", "2026-02-30"], "28 days"),
        (&["--as-of", "soon"], "year-month-day"),
        (&["--snpshot", "x"], "--snapshot"),
    ];
    for (arguments, help) in cases {
        let (out, err) = desk.check(&[&["diagnose", "text"], *arguments].concat(), 2);
        assert!(out.is_empty() && err.contains(help), "{arguments:?}: {err}");
    }
    let (_, err) = check(&["diagnos", "x"], 2);
    assert!(err.contains("diagnose"), "{err}");
}

#[test]
fn missing_and_broken_files_are_told() {
    let desk = Desk::new();
    let (_, err) = desk.check(&["diagnose", "--snapshot", "no-such.yaml"], 2);
    assert!(err.contains("cannot read the snapshot `no-such.yaml`"), "{err}");
    let snapshot = desk.file("s.yaml", "facts: {card.kinds: [gifft]}\nsymptoms: [late]\n");
    let (_, err) = desk.check(&["diagnose", "--snapshot", &snapshot], 2);
    assert!(err.contains("s.yaml:1") && err.contains("gifft"), "{err}");
    let (_, err) = check(&["diagnose", "x", "--rules", "no-such-folder"], 2);
    assert!(err.contains("no-such-folder"), "{err}");
    let (_, err) = check(&["check", "no-such-folder"], 2);
    assert!(err.contains("cannot read `no-such-folder`"), "{err}");
    let (_, err) = desk.check(&["test", "no-such-folder"], 2);
    assert!(err.contains("there is no `no-such-folder`"), "{err}");
}

#[test]
fn no_diagnosis_is_exit_code_one_with_a_useful_answer() {
    let (out, _) = check(&["diagnose", "the sky is blue"], 1);
    assert!(out.contains("No known symptom") && out.contains("exact words"), "{out}");
}

#[test]
fn nothing_of_a_ticket_reaches_the_terminal_raw() {
    let desk = Desk::new();
    let ticket = "\u{1b}]0;owned\u{7} card \u{1b}[31mdeclined\u{9b}2J \u{202e}evil\u{202c} \u{7f}\r card declined\u{0}";
    for arguments in [
        ["--format", "text"].as_slice(),
        &["--format", "json"],
        &["--format", "markdown"],
        &["--reply"],
        &["--why", "declined"],
        &["--color", "never"],
        &["--set", "card.note=\u{1b}[2J"],
        &["--symptom", "\u{1b}[2J"],
        &["--set", "\u{1b}[2J=1"],
        &["--why", "\u{1b}[2J"],
    ] {
        let all = desk.arguments(&[&["diagnose"], arguments].concat());
        let (_, out, err) = run(casebook(&all).write_stdin(ticket));
        let raw = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(!out.contains(raw) && !err.contains(raw), "{arguments:?}: {out:?} {err:?}");
    }
}

#[test]
fn colour_is_asked_for_or_absent() {
    let desk = Desk::new();
    let plain = desk.arguments(&["diagnose", "card declined"]);
    let coloured = |set: &[(&str, &str)], more: &[&str]| {
        run(casebook(&plain).args(more).envs(set.iter().copied())).1.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(coloured(&[("NO_COLOR", "1")], &["--color", "always"]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
}

#[test]
fn bytes_that_are_no_text_are_replaced_with_a_note() {
    let desk = Desk::new();
    let arguments = desk.arguments(&["diagnose"]);
    let (code, out, err) = run(casebook(&arguments).write_stdin(b"card declined \xff\xfe".as_slice()));
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("not valid UTF-8") && out.contains('\u{fffd}'), "{out}{err}");
    let (_, _, err) = run(casebook(&arguments).arg("-q").write_stdin(b"card declined \xff".as_slice()));
    assert!(err.is_empty(), "{err}");
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let desk = Desk::new();
    for arguments in [["diagnose", "card declined"].as_slice(), &["--help"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("casebook"));
        let arguments = if arguments.len() > 1 { desk.arguments(arguments) } else { arguments.to_vec() };
        let output = command
            .args(arguments)
            .stdout(writer)
            .stderr(std::process::Stdio::piped())
            .output()
            .expect("runs");
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn check_reports_the_findings_of_loading() {
    let desk = Desk::new();
    let (out, err) = check(&["check", &desk.rules], 0);
    assert!(out.contains("unused-fact"), "a warning does not fail: {out}");
    assert!(err.contains("checked 1 pack: 1 warning, 1 info"), "{err}");
    desk.file("rules/shop/more.yaml", "rules:\n  odd: {symptoms: [declind]}\n");
    let (out, err) = check(&["check", &desk.rules], 1);
    assert!(out.contains("declind") && out.contains("did you mean `declined`?"), "{out}");
    assert!(err.contains("error"), "{err}");
    check(&["check", &desk.rules, "--rules", &desk.rules], 2);
    check(&["check", "--pack", "shop"], 2);
    check(&["check"], 0);
}

#[test]
fn check_warns_where_rules_load_and_are_wrong() {
    let desk = Desk::new();
    let never = "rules:\n  odd:\n    symptoms: [declined]\n    when: {all: [{card.expires_on: {before: 2026-01-01}}, {card.expires_on: {after: 2026-06-01}}]}\n    \
                 cause: {title: {en: O, id: O, zh: 奇}, explanation: {en: O, id: O, zh: 奇}}\n    resolution: [{for: agent, do: {en: D, id: D, zh: 做}}]\n";
    desk.file("rules/shop/more.yaml", never);
    let (out, err) = check(&["check", &desk.rules], 0);
    assert!(out.contains("never-true") && out.contains("unreachable-cause"), "{out}");
    assert!(err.contains("3 warnings") && err.contains("--explain"), "{err}");
    check(&["check", &desk.rules, "--deny", "warnings"], 1);
    let (out, _) = check(&["check", &desk.rules, "--format", "json"], 0);
    let json: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!((&json["schema"], &json["warnings"]), (&"casebook/findings/1".into(), &3.into()));
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(4), "{out}");
    let (out, _) = check(&["check", &desk.rules, "--format", "github"], 0);
    assert!(out.starts_with("::warning file=") && out.lines().count() == 4, "{out}");
}

#[test]
fn check_explains_its_codes() {
    let (out, _) = check(&["check", "--codes"], 0);
    assert!(
        out.lines().any(|line| line.trim_start().starts_with("never-true ") && line.contains("warning")),
        "{out}"
    );
    assert!(
        out.lines().any(|line| line.trim_start().starts_with("unknown-fact ") && line.contains("error")),
        "{out}"
    );
    let (out, _) = check(&["check", "--explain", "gap"], 0);
    assert!(
        out.contains("Reported:") && out.contains("Not reported:") && out.contains("allow(gap)"),
        "{out}"
    );
    let (_, err) = check(&["check", "--explain", "gapp"], 2);
    assert!(err.contains("did you mean `gap`?"), "{err}");
}

#[test]
fn check_knows_the_fixtures_beside_the_rules() {
    let desk = Desk::new();
    desk.file(
        "fixtures/shop/half.yaml",
        "- name: half\n  snapshot: {text: card declined}\n  expect: {symptoms: [declined]}\n",
    );
    let (out, err) = check(&["check", &desk.rules], 0);
    assert!(out.contains("cause-without-fixture") && out.contains("no-silent-fixture"), "{out}");
    assert!(err.contains("checked 1 pack and 1 fixture"), "{err}");
    desk.file(
        "fixtures/shop/half.yaml",
        "- name: half\n  snapshot: {text: card declined}\n  expect: {symptoms: [declind]}\n",
    );
    let (out, _) = check(&["check", &desk.rules], 1);
    assert!(out.contains("did you mean `declined`?"), "{out}");
    desk.file("fixtures/shop/half.yaml", "- name: ha");
    check(&["check", &desk.rules], 1);
    desk.file("fixtures/shop/half.yaml", "");
    check(&["check", &desk.rules], 1);
    check(&["check", &desk.rules, "--fixtures", "no-such-folder"], 2);
}

#[test]
fn test_runs_fixtures_and_shows_what_differs() {
    let desk = Desk::new();
    let good = "- name: expired\n  snapshot: {as_of: 2026-03-01, text: card declined, facts: {card.expires_on: 2026-01-31}}\n  \
                expect: {confirmed: [card-expired], symptoms: [declined]}\n";
    desk.file("fixtures/shop/good.yaml", good);
    let folder = desk.folder.path().join("fixtures").to_string_lossy().into_owned();
    let (out, err) = desk.check(&["test", &folder], 0);
    assert!(out.is_empty() && err.contains("1 fixture, 0 failed"), "{out}{err}");
    desk.file("fixtures/shop/bad.yaml", &good.replace("2026-01-31", "2028-01-31"));
    let (out, err) = desk.check(&["test", &folder], 1);
    assert!(err.contains("2 fixtures, 1 failed"), "{err}");
    for words in ["FAILED  expired", "bad.yaml:1", "expected  shop/card-expired", "actual    none", "false"] {
        assert!(out.contains(words), "{words}: {out}");
    }
    desk.file(
        "fixtures/shop/odd.yaml",
        "- name: odd\n  snapshot: {text: x}\n  expect: {confirmed: [no-such-cause]}\n",
    );
    let (out, _) = desk.check(&["test", &folder], 1);
    assert!(out.contains("no-such-cause"), "{out}");
}

#[test]
fn no_fixture_at_all_is_a_failure() {
    let desk = Desk::new();
    let empty = desk.folder.path().join("empty");
    std::fs::create_dir(&empty).expect("a folder");
    let (out, err) = desk.check(&["test", &empty.to_string_lossy()], 1);
    assert!(out.contains("no fixture") && err.contains("0 fixtures"), "{out}{err}");
}

#[test]
fn help_and_version_go_to_standard_output() {
    for arguments in
        [["--help"].as_slice(), &["diagnose", "--help"], &["test", "--help"], &["check", "--help"]]
    {
        let (out, err) = check(arguments, 0);
        assert!(out.contains("Examples:") && out.contains("Exit code:") && err.is_empty(), "{arguments:?}");
    }
    assert!(check(&["--version"], 0).0.starts_with("casebook "));
    assert!(check(&[], 2).1.contains("Usage"));
}

#[test]
fn a_snapshot_may_come_by_pipe() {
    let desk = Desk::new();
    let arguments = desk.arguments(&["diagnose", "--snapshot", "-"]);
    let mut snapshot = Vec::new();
    writeln!(snapshot, "text: card declined").expect("memory");
    let (code, out, err) = run(casebook(&arguments).write_stdin(snapshot));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("The card has expired"), "{out}");
}
