//! The author's day: a new pack works, a ticket becomes a fixture, and whatever is half written gets an answer.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use assert_cmd::Command;
use casebook::book::load_texts;
use casebook::check::{CheckOptions, check};
use casebook::engine::Engine;
use casebook::finding::Finding;
use casebook::fixture::{FixtureFile, read_fixtures};
use jiff::civil::date;
use std::path::Path;
use tempfile::TempDir;

/// Runs the program in a folder; gives exit code, output and what it said.
fn run(folder: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    let output = command.current_dir(folder).args(arguments).write_stdin(input).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap_or_else(|| panic!("{arguments:?} was killed"));
    (code, text(output.stdout), text(output.stderr))
}

fn desk_with_pack(name: &str) -> TempDir {
    let desk = TempDir::new().unwrap();
    let (code, out, err) = run(desk.path(), &["new", "pack", name], "");
    assert_eq!(code, 0, "{out}{err}");
    desk
}

#[test]
fn a_new_pack_passes_everything() {
    for name in ["coffee-machine", "9.2_lives"] {
        let desk = desk_with_pack(name);
        let fixtures = format!("fixtures/{name}");
        let (code, out, err) = run(desk.path(), &["check", "rules", "--deny", "warnings"], "");
        assert!(code == 0 && out.is_empty() && err.contains("no findings"), "{name}: {out}{err}");
        let (code, out, err) = run(
            desk.path(),
            &["test", &fixtures, "--rules", "rules", "--coverage", "--fail-under", "100"],
            "",
        );
        assert_eq!(code, 0, "{name}: {out}{err}");
        let (code, out, err) = run(
            desk.path(),
            &["test", &fixtures, "--rules", "rules", "--mutants", "--fail-under", "100"],
            "",
        );
        assert_eq!(code, 0, "{name}: {out}{err}");
    }
}

#[test]
fn the_files_of_a_new_pack_name_their_schema() {
    let desk = desk_with_pack("coffee");
    for file in ["rules/coffee/pack.yaml", "rules/coffee/sync.yaml", "fixtures/coffee/sync.yaml"] {
        let path = desk.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let schema = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap();
        assert!(path.parent().unwrap().join(schema).is_file(), "{file} names {schema}");
        assert!(!["PACK", "TITLE", "PRODUCT"].iter().any(|word| text.contains(word)), "{text}");
    }
}

#[test]
fn nothing_is_overwritten() {
    let desk = desk_with_pack("coffee");
    let file = desk.path().join("rules/coffee/pack.yaml");
    std::fs::write(&file, "mine").unwrap();
    let (code, _, err) = run(desk.path(), &["new", "pack", "coffee"], "");
    assert!(code == 2 && err.contains("is there already"), "{err}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    let (code, _, err) =
        run(desk.path(), &["new", "fixture", "--from", "-", "--to", "rules/coffee/pack.yaml"], "hello");
    assert!(code == 2 && err.contains("is there already"), "{err}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    for name in ["Coffee", "../x", "", "a/b", "common", "today"] {
        let (code, _, err) = run(desk.path(), &["new", "pack", "--", name], "");
        assert!(code == 2 && err.contains("cannot be the name"), "{name}: {err}");
    }
}

#[test]
fn a_ticket_becomes_a_fixture_that_holds() {
    let desk = desk_with_pack("coffee");
    let tickets = [
        "Hi,\n\n  I see \"4207\" \\ failed: # why?\r\n\tcall +62 812-3456-7890 or budi@corp.co.id\n--- quoted\n",
        "我的文件 \u{202e}stuck\u{202c} \u{1f600}\u{7}\u{0}",
        " \n \n # casebook: allow(x): y \n  - name: a: {b} [c] & *d !e | > % @ `\n\n\nless ",
    ];
    for (number, ticket) in tickets.into_iter().enumerate() {
        let to = format!("fixtures/coffee/ticket-{number}.yaml");
        let arguments = ["new", "fixture", "--from", "-", "--to", &to, "--rules", "rules"];
        let (code, out, err) = run(desk.path(), &arguments, ticket);
        assert_eq!(code, 0, "{ticket}: {out}{err}");
        let text = std::fs::read_to_string(desk.path().join(&to)).unwrap();
        assert!(!text.contains("budi") && !text.contains("3456"), "{text}");
        let (code, out, err) = run(desk.path(), &["test", &to, "--rules", "rules"], "");
        assert_eq!(code, 0, "{ticket}:\n{text}\n{out}{err}");
    }
    let (code, out, err) =
        run(desk.path(), &["new", "fixture", "--from", "-", "--rules", "rules"], tickets[0]);
    assert!(code == 0 && out.starts_with("- name: ") && err.contains("fixtures/coffee/"), "{out}{err}");
    assert!(out.contains("symptoms: [error-4207]") && out.contains("confirmed: [storage-full]"), "{out}");
    for (arguments, input) in [(["--from", "-"], " \n\t"), (["--from", "no-such-file"], "")] {
        let (code, _, err) = run(desk.path(), &[&["new", "fixture"][..], &arguments[..]].concat(), input);
        assert!(code == 2 && err.contains("help:"), "{err}");
    }
}

/// The pack that `new pack coffee` writes, with next to no common words, so that it loads at once.
fn files_of_new_pack() -> [(&'static str, String); 4] {
    let filled = |template: &str| {
        template.replace("PACK", "coffee").replace("TITLE", "Coffee").replace("PRODUCT", "coffee")
    };
    let common =
        "format: 1\npack: common\nlanguages: [en]\ntitle: {en: C}\ncues: {denies-next: {en: [not]}}\n";
    [
        ("common/pack.yaml", common.to_owned()),
        ("coffee/pack.yaml", filled(include_str!("../src/cli/new/template/pack.yaml"))),
        ("coffee/sync.yaml", filled(include_str!("../src/cli/new/template/sync.yaml"))),
        ("fixtures/coffee/sync.yaml", filled(include_str!("../src/cli/new/template/fixtures.yaml"))),
    ]
}

/// What `check` says of files, the last of which is one of fixtures.
fn checked(files: &[(&str, String)]) -> Vec<Finding> {
    let (last, rules) = files.split_last().unwrap();
    let rules = rules.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect();
    match load_texts(rules) {
        Err(found) => found.list,
        Ok(book) => {
            let engine = Engine::new(book);
            let file =
                FixtureFile { name: last.0.to_owned(), pack: "coffee".to_owned(), text: last.1.clone() };
            let read = read_fixtures(vec![file], &engine.book, date(2026, 3, 1));
            check(&engine, Some(&read), &CheckOptions::default()).list
        }
    }
}

#[test]
fn half_written_files_get_an_answer() {
    let whole = files_of_new_pack();
    assert_eq!(checked(&whole), []);
    let (mut cuts, mut silent) = (0, 0);
    for index in 1..whole.len() {
        for end in (0..whole[index].1.len()).step_by(7).filter(|end| whole[index].1.is_char_boundary(*end)) {
            let mut files = whole.clone();
            files[index].1.truncate(end);
            cuts += 1;
            let found = checked(&files);
            silent += usize::from(found.is_empty());
            for finding in found {
                assert!(!finding.message.is_empty() && finding.help.is_some(), "{finding:?}");
            }
        }
    }
    assert!(cuts > 700, "{cuts}");
    assert!(silent * 10 < cuts, "{silent} of {cuts} cuts went unnoticed");
}

#[test]
fn a_fixture_of_a_megabyte_is_checked() {
    let mut files = files_of_new_pack();
    let ticket = "my files are stuck and nothing helps. ".repeat(27_000);
    assert!(ticket.len() > 1_000_000);
    files[3].1.push_str(&format!(
        "\n- name: huge\n  snapshot: {{text: \"{ticket}\"}}\n  expect: {{symptoms: [error-4207]}}\n"
    ));
    let codes: Vec<&str> = checked(&files).iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["crosses-fixture"]);
}

#[test]
fn an_empty_and_a_broken_file_on_the_disk_get_an_answer() {
    let desk = desk_with_pack("coffee");
    for (file, text, code) in [
        ("rules/coffee/sync.yaml", "", "empty-file"),
        ("rules/coffee/sync.yaml", "symptoms:\n  a: {title: {en: \"x", "yaml-quote"),
        ("fixtures/coffee/sync.yaml", "", "empty-file"),
        ("fixtures/coffee/sync.yaml", "- name: x\n  snap", "yaml-syntax"),
    ] {
        let whole = std::fs::read_to_string(desk.path().join(file)).unwrap();
        std::fs::write(desk.path().join(file), text).unwrap();
        let (exit, out, err) = run(desk.path(), &["check", "rules", "--format", "json"], "");
        assert!(exit == 1 && out.contains(code), "{file}: {out}{err}");
        std::fs::write(desk.path().join(file), whole).unwrap();
    }
}
