//! `casebook triage -` as a filter, and the parts that `convert` makes for it.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;

const MESSAGE: &str = "Something went wrong while fetching rewards data - (5000). Please try again.";

/// Exit code, lines and what was told.
fn run(folder: &Path, arguments: &[&str], input: &str) -> (i32, Vec<String>, String) {
    let output = Command::cargo_bin("casebook")
        .expect("it is built")
        .args(arguments)
        .current_dir(folder)
        .write_stdin(input)
        .timeout(std::time::Duration::from_secs(120))
        .output()
        .expect("it runs");
    let out = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(out.is_empty() || out.ends_with('\n'), "the last line is whole: {out}");
    let lines = out.lines().map(str::to_owned).collect();
    (output.status.code().expect("a code"), lines, String::from_utf8(output.stderr).expect("UTF-8"))
}

fn value(line: &str) -> Value {
    serde_json::from_str(line).expect("JSON")
}

#[test]
fn one_line_in_is_one_line_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = [
        format!("{{\"id\":\"1\",\"text\":\"{MESSAGE}\"}}"),
        "{\"id\":\"2\",\"text\":\"hello there\"}".to_owned(),
        "{\"id\":\"3\",\"text\":".to_owned(),
        "[\"no object\"]".to_owned(),
        "{\"id\":\"5\",\"text\":\"积分页面\"}".to_owned(),
    ];
    // The last line may lack its end.
    for input in [lines.join("\n"), lines.join("\r\n") + "\r\n"] {
        for threads in ["1", "3"] {
            let arguments = ["triage", "-", "--format", "jsonl", "--threads", threads];
            let (code, out, told) = run(folder.path(), &arguments, &input);
            assert_eq!((code, out.len()), (1, lines.len()), "{told}");
            let found: Vec<Value> = out.iter().map(|line| value(line)).collect();
            for (index, line) in found.iter().enumerate() {
                assert_eq!(line["row"], index + 1);
            }
            assert_eq!(found[2]["reason_code"], "broken-json");
            assert_eq!(found[3]["reason_code"], "no-object");
            assert_eq!((&found[0]["status"], &found[4]["language"]), (&"diagnosed".into(), &"zh".into()));
        }
    }
    // A run over parts says the same as a run over all, wherever it was cut.
    let (_, whole, _) = run(folder.path(), &["triage", "-"], &lines.join("\n"));
    for (index, line) in lines.iter().enumerate() {
        let (_, alone, _) = run(folder.path(), &["triage", "-"], line);
        let (mut alone, mut there) = (value(&alone[0]), value(&whole[index]));
        (alone["row"], there["row"]) = (Value::Null, Value::Null);
        let of_line = |value: &Value| value["reason"].as_str().map_or(0, str::len);
        assert_eq!(of_line(&alone), of_line(&there));
        assert_eq!(alone["diagnoses"], there["diagnoses"]);
        assert_eq!(alone["status"], there["status"]);
    }
}

#[test]
fn nothing_in_is_nothing_out() {
    let folder = tempfile::tempdir().expect("a folder");
    for input in ["", "\n", "\r\n\r\n"] {
        let (code, out, _) = run(folder.path(), &["triage", "-"], input);
        assert_eq!((code, out.len()), (0, 0), "{input:?}");
    }
    // Unmatched tickets are no reason to fail.
    let (code, out, _) = run(folder.path(), &["triage", "-"], "{\"text\":\"hello there\"}\n");
    assert_eq!((code, out.len()), (0, 1));
    // What is written whole is a file without lines.
    let (code, _, _) = run(folder.path(), &["triage", "-", "-o", "out"], "");
    assert_eq!((code, fs::read(folder.path().join("out")).expect("it appeared").len()), (0, 0));
    fs::write(folder.path().join("empty.csv"), "id,text\n").expect("a file");
    let (code, _, told) = run(folder.path(), &["convert", "empty.csv", "--parts", "2"], "");
    assert_eq!(code, 0, "{told}");
    for part in ["empty-1.jsonl", "empty-2.jsonl"] {
        assert_eq!(fs::read(folder.path().join(part)).expect("it appeared").len(), 0);
    }
}

#[test]
fn parts_hold_the_records_in_turn() {
    let folder = tempfile::tempdir().expect("a folder");
    let rows = (1..=25).map(|id| format!("{id},{MESSAGE} {id},2026-03-{id:02}\n"));
    let table = format!("id,text,created\n{}bad\n", rows.collect::<String>());
    fs::write(folder.path().join("in.csv"), table).expect("a file");
    let arguments = ["convert", "in.csv", "--parts", "12", "-o", "part", "--rejects", "bad.csv"];
    let (code, out, told) = run(folder.path(), &arguments, "");
    assert_eq!((code, out.len()), (1, 0), "{told}");
    assert!(told.contains("25 tickets in 12 parts, 1 rejected"), "{told}");
    assert!(told.contains("the first is row 26: the row has 1 field, the header has 3"), "{told}");
    assert_eq!(fs::read_to_string(folder.path().join("bad.csv")).expect("it appeared"), "bad\n");
    for part in 1..=12_u64 {
        let text =
            fs::read_to_string(folder.path().join(format!("part-{part:02}.jsonl"))).expect("it appeared");
        for (turn, line) in text.lines().enumerate() {
            let (id, record) = (part + 12 * turn as u64, value(line));
            assert_eq!(
                (&record["id"], &record["as_of"]),
                (&id.to_string().into(), &format!("2026-03-{id:02}").into())
            );
        }
        assert_eq!(text.lines().count(), if part == 1 { 3 } else { 2 });
        // A part is a filter's input as it is.
        let (code, out, told) = run(folder.path(), &["triage", "-"], &text);
        assert_eq!((code, out.len()), (0, text.lines().count()), "{told}");
    }
}
