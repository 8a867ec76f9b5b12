//! Inputs that want to break a run: each ends as docs/TRIAGE.md promises.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use assert_cmd::Command;
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;

struct Run {
    code: i32,
    lines: Vec<Value>,
    told: String,
}

fn run(path: &Path, options: &[&str]) -> Run {
    let output = Command::cargo_bin("casebook")
        .expect("it is built")
        .arg("triage")
        .arg(path)
        .args(options)
        .timeout(std::time::Duration::from_secs(120))
        .output()
        .expect("it runs");
    let out = String::from_utf8(output.stdout).expect("UTF-8");
    Run {
        code: output.status.code().expect("it ends by itself"),
        lines: out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect(),
        told: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn bytes(bytes: &[u8], options: &[&str]) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("in");
    fs::write(&path, bytes).expect("a file");
    run(&path, options)
}

fn statuses(run: &Run) -> Vec<&str> {
    run.lines.iter().map(|line| line["status"].as_str().expect("a status")).collect()
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).expect("memory");
    encoder.finish().expect("memory")
}

const MESSAGE: &str = "Something went wrong while fetching rewards data - (5000). Please try again.";

#[test]
fn encodings_of_exports_are_found_out() {
    let table = format!("id,text\n1,{MESSAGE}\n2,积分页面一直显示错误，请尽快处理\n");
    let units: Vec<u16> = table.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let gb18030 = encoding_rs::GB18030.encode(&table).0.into_owned();
    for (input, told) in [(little, "UTF-16LE"), (big, "UTF-16BE"), (gb18030, "gb18030")] {
        let run = bytes(&input, &[]);
        assert_eq!((run.code, statuses(&run)[0]), (0, "diagnosed"), "{}", run.told);
        assert_eq!(run.lines[1]["language"], "zh", "{}", run.told);
        assert!(run.told.contains(told), "{}", run.told);
    }
    let lines =
        format!("{{\"id\":1,\"text\":\"{MESSAGE}\"}}\n{{\"id\":2,\"text\":\"积分页面一直显示错误\"}}\n");
    let units = lines.encode_utf16();
    let little: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    for (input, told) in
        [(little, "UTF-16LE"), (encoding_rs::GB18030.encode(&lines).0.into_owned(), "gb18030")]
    {
        let run = bytes(&input, &[]);
        assert_eq!((run.code, statuses(&run)), (0, vec!["diagnosed", "unmatched"]), "{}", run.told);
        assert!(run.told.contains(told) && run.lines[1]["language"] == "zh", "{}", run.told);
    }
    let marked = bytes(format!("\u{feff}{table}").as_bytes(), &[]);
    assert_eq!((marked.code, marked.lines[0]["id"].as_str()), (0, Some("1")));
}

#[test]
fn packed_files_end_as_promised() {
    let table = format!("id,text\n1,{MESSAGE}\n2,x\n");
    let whole = gzip(table.as_bytes());
    assert_eq!(statuses(&bytes(&whole, &[])), ["diagnosed", "unmatched"]);
    let cut = bytes(&whole[..whole.len() - 9], &[]);
    assert_eq!(cut.code, 2);
    assert!(cut.told.contains("cut short"), "{}", cut.told);
    let lines = format!("{{\"id\":1,\"text\":\"{MESSAGE}\"}}\n");
    let whole = gzip(lines.repeat(50).as_bytes());
    let cut = bytes(&whole[..whole.len() - 9], &[]);
    assert!(cut.code == 2 && cut.lines.len() >= 49 && cut.told.contains("cut short"), "{}", cut.told);
    let bomb = bytes(&gzip(&[b"id,text\n1,".as_slice(), &vec![b'a'; 600_000_000]].concat()), &[]);
    assert_eq!(bomb.code, 2);
    assert!(bomb.told.contains("no export does"), "{}", bomb.told);
    // What comes before the fault is read, be it little or much, in any encoding.
    for (rows, encoding) in
        [(3, encoding_rs::UTF_8), (4_000, encoding_rs::UTF_8), (900, encoding_rs::GB18030)]
    {
        let table: String =
            (0..rows).map(|row| format!("{row},{MESSAGE} 积分页面 {}\n", row * 7919 % 997)).collect();
        let whole = gzip(&encoding.encode(&format!("id,text\n{table}")).0);
        let cut = bytes(&whole[..whole.len() - 6], &[]);
        assert_eq!(cut.code, 2);
        assert!(cut.told.contains("cut short"), "{}", cut.told);
        assert!(cut.lines.len() + 1 >= rows, "{} of {rows}: {}", cut.lines.len(), cut.told);
    }
}

#[test]
fn what_holds_no_tickets_is_called_by_its_name() {
    for (input, told) in [
        (b"PK\x03\x04 and so on".as_slice(), "zip archive"),
        (b"%PDF-1.7\n1 0 obj", "a PDF"),
        (b"<!doctype html><p>Please log in</p>", "a page or XML"),
        (b"\xef\xbb\xbf\n<?xml version=\"1.0\"?><tickets/>", "a page or XML"),
        (b"PAR1\x15\x04\x15\x80\x01\x15\n,,,", "neither a table nor JSON"),
        (b"{\"error\":\"Unauthorized\"}", "`error`"),
    ] {
        let run = bytes(input, &[]);
        assert_eq!((run.code, run.lines.len()), (2, 0), "{}", run.told);
        assert!(run.told.contains(told) && run.told.lines().count() <= 3, "{}", run.told);
    }
}

#[test]
fn a_first_record_that_cannot_be_read_does_not_cost_the_others() {
    let good = format!("{{\"id\":2,\"subject\":\"points\",\"description\":\"{MESSAGE}\",\"Team\":\"a\"}}\n");
    for first in
        ["not json".to_owned(), format!("{{\"id\":1,\"description\":\"{}\"}}", "a ".repeat(5_000_000))]
    {
        let first = format!("{{{first}");
        let run = bytes(format!("{first}\n{good}{good}").as_bytes(), &["--include", "Team"]);
        assert_eq!(
            (run.code, statuses(&run)),
            (1, vec!["rejected", "diagnosed", "diagnosed"]),
            "{}",
            run.told
        );
        assert_eq!((&run.lines[1]["id"], &run.lines[1]["fields"]["Team"]), (&"2".into(), &"a".into()));
        assert!(run.told.contains("text = description"), "{}", run.told);
    }
    // Nothing there is a text: that is found out as late, and told as if it had been at once.
    let run = bytes(b"{not json\n{\"a\":1}\n", &[]);
    assert_eq!(run.code, 2);
    assert!(run.told.contains("there are: `a`"), "{}", run.told);
    // A field that the beginning of an export does not show counts as well.
    let mut late: String = (0..100).map(|id| format!("{{\"id\":{id},\"text\":\"x\"}}\n")).collect();
    late.push_str("{\"id\":100,\"text\":\"x\",\"as_of\":\"2026-02-31\"}\n");
    let run = bytes(late.as_bytes(), &[]);
    assert_eq!((run.code, statuses(&run)[100]), (1, "rejected"), "{}", run.told);
}

#[test]
fn json_that_is_broken_costs_its_own_record() {
    let deep = format!("{{\"id\":3,\"text\":\"x\",\"deep\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let lines = [
        format!("{{\"id\":1,\"text\":\"{MESSAGE}\"}}"),
        format!("{{\"id\":2,\"text\":\"half a pair \\ud800 {MESSAGE}\"}}"),
        deep,
        "{\"id\":4,\"text\":\"x\",\"n\":1e999}".to_owned(),
        "{\"id\":5,\"text\":\"x\",\"as_of\":\"2026-02-31\"}".to_owned(),
        "{\"id\":6,\"text\":{\"a\":1}}".to_owned(),
        "[1,2]".to_owned(),
        "not json".to_owned(),
        "{\"id\":9,\"text\":\"nul \\u0000 inside\"}".to_owned(),
        "{\"id\":10,\"text\":\"x\",\"facts\":{\"user.roles\":[\"king\"]}}".to_owned(),
    ];
    let run = bytes(lines.join("\n").as_bytes(), &[]);
    assert_eq!(run.code, 1, "{}", run.told);
    assert_eq!(run.lines.len(), lines.len());
    let found = statuses(&run);
    assert_eq!(found[..2], ["diagnosed"; 2]);
    assert!(run.told.contains("1 ticket holds characters that cannot be read"), "{}", run.told);
    for (index, status) in found.iter().enumerate() {
        let rejected = ![0, 1, 2, 3, 8].contains(&index);
        assert_eq!(*status == "rejected", rejected, "{}", run.lines[index]);
        assert_eq!(run.lines[index]["reason"].is_null(), !rejected, "{}", run.lines[index]);
    }
}

#[test]
fn what_never_ends_is_one_reject() {
    for (what, text) in [
        ("brackets", "[".repeat(20_000_000)),
        ("closed brackets", format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))),
        ("objects", "{\"a\":".repeat(4_000_000)),
        ("an object in a list", format!("[{}", "{\"id\":".repeat(3_000_000))),
        ("quotes", format!("id,text\n{}", "1,\"".repeat(5_000_000))),
    ] {
        let run = bytes(text.as_bytes(), &[]);
        assert_eq!((run.code, statuses(&run)), (1, vec!["rejected"]), "{what}: {}", run.told);
    }
    let torn = bytes(format!("id,text\n{}", "1,\"a\n".repeat(1_000)).as_bytes(), &[]);
    assert_eq!((torn.code, torn.lines.len()), (1, 1_000), "{}", torn.told);
    assert!(statuses(&torn).iter().all(|status| *status == "rejected"));
}

#[test]
fn tables_that_are_broken_cost_their_own_rows() {
    let table =
        format!("id,text,text\n1,{MESSAGE},more\n2,a\n3,a,b,c\n4,\"open,x\n5,y,z\n6,a\0b,c\n\n7,last,one");
    let run = bytes(table.as_bytes(), &[]);
    assert_eq!(
        statuses(&run),
        ["diagnosed", "rejected", "rejected", "rejected", "unmatched", "unmatched", "unmatched"]
    );
    assert!(run.lines[3]["reason"].as_str().expect("a reason").contains("line 5"), "{}", run.lines[3]);
    assert_eq!(run.lines[6]["id"], "7");
    // A mapping that gives facts out of range, days out of range.
    let run = bytes(b"id,text,created\n1,x,0000-00-00\n2,x,9999-12-31\n3,x,99999999999999999999\n", &[]);
    assert_eq!(statuses(&run), ["rejected", "unmatched", "rejected"]);
    // One line of a hundred megabytes.
    let mut line = b"id,text\n1,".to_vec();
    line.resize(100_000_000, b'a');
    line.extend_from_slice(b"\n2,x\n");
    let run = bytes(&line, &[]);
    assert_eq!(statuses(&run), ["rejected", "unmatched"]);
    assert!(
        run.lines[0]["reason"].as_str().expect("a reason").contains("longer than 8 MiB"),
        "{}",
        run.lines[0]
    );
}

#[test]
fn records_without_end_are_called_too_long() {
    let long = "a b ".repeat(3_000_000);
    for input in [
        format!("{{\"id\":1,\"text\":\"{long}\"}}\n{{\"id\":2,\"text\":\"x\"}}\n"),
        format!("[{{\"id\":1,\"text\":\"{long}\"}},\n{{\"id\":2,\"text\":\"x\"}}]"),
    ] {
        let run = bytes(input.as_bytes(), &[]);
        assert_eq!((run.code, statuses(&run)), (1, vec!["rejected", "unmatched"]), "{}", run.told);
        assert_eq!(run.lines[0]["reason_code"], "too-long");
    }
}

#[test]
fn odd_values_cost_their_own_record() {
    for (input, expected) in [
        // Names twice, in a table and in an object.
        (format!("id,text,text,id\n1,x,{MESSAGE},9\n"), vec!["diagnosed"]),
        (format!("{{\"id\":1,\"text\":\"x\",\"text\":\"{MESSAGE}\"}}\n"), vec!["diagnosed"]),
        // Nothing where a text should be.
        ("{\"id\":1}\n{\"id\":2,\"text\":null}\n{\"id\":3,\"text\":true}\n".to_owned(), vec!["unmatched"; 3]),
        // Numbers and days beyond every range.
        (
            "id,text,created\n1,x,1e999\n2,x,-1\n3,x,20260305\n".to_owned(),
            vec!["rejected", "rejected", "unmatched"],
        ),
        (
            "{\"id\":1e999,\"text\":\"x\",\"as_of\":null}\n{\"id\":2,\"text\":\"x\",\"as_of\":1e999}\n"
                .to_owned(),
            vec!["unmatched", "rejected"],
        ),
        (
            "id,text,facts.api.status\n1,x,1e999\n2,x,404\n3,x,NaN\n".to_owned(),
            vec!["rejected", "unmatched", "rejected"],
        ),
        // Zero bytes.
        (
            "{\"id\":1,\"text\":\"a\0b\"}\n\0\0\n{\"id\":3,\"text\":\"x\"}\n".to_owned(),
            vec!["rejected", "rejected", "unmatched"],
        ),
        // Depth where a text should be, and beside it.
        (
            format!("{{\"text\":{}1{}}}\n{{\"text\":\"x\"}}\n", "[".repeat(9_999), "]".repeat(9_999)),
            vec!["rejected", "unmatched"],
        ),
        (
            format!("[{{\"text\":\"x\",\"d\":{}1{}}}]", "{\"a\":".repeat(9_999), "}".repeat(9_999)),
            vec!["unmatched"],
        ),
    ] {
        let run = bytes(input.as_bytes(), &[]);
        assert_eq!(statuses(&run), expected, "{}: {}", &input[..input.len().min(200)], run.told);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_takes_nothing_ends_as_promised() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    fs::write(at("in"), format!("id,text\n1,{MESSAGE}\n2,a,b\n")).expect("a file");
    let program = assert_cmd::cargo::cargo_bin("casebook");
    let shell = |line: &str| {
        let line = line.replace("TRIAGE", &format!("{} triage {}", program.display(), at("in")));
        let output = std::process::Command::new("sh").args(["-c", &line]).output().expect("sh runs");
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        (output.status.code().expect("it ends by itself"), told)
    };
    for (line, named) in [
        ("TRIAGE > /dev/full", "standard output"),
        ("TRIAGE -o /dev/full", "/dev/full"),
        ("TRIAGE --rejects /dev/full > /dev/null", "/dev/full"),
    ] {
        let (code, told) = shell(line);
        assert!(code == 2 && told.contains(named) && told.contains("No space left"), "{line}: {code} {told}");
    }
    // Nobody reads on: that is no fault of the run.
    assert_eq!(shell("TRIAGE --allow-rejects | head -c 0; exit 0").0, 0);
    // A stream that is closed from the start is one that nobody reads; no file may be taken for it.
    let (out, rejects) = (at("out.jsonl"), at("rejects.csv"));
    assert_eq!(shell(&format!("TRIAGE -o {out} --rejects {rejects} >&- <&-")).0, 1);
    assert_eq!(fs::read_to_string(&out).expect("a file").lines().count(), 2);
    assert_eq!(fs::read(&rejects).expect("a file"), b"2,a,b\n");
    assert_eq!(shell(&format!("TRIAGE --rejects {rejects} >&-")).0, 1);
    assert_eq!(fs::read(&rejects).expect("a file"), b"2,a,b\n");
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_no_file_is_read_or_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::write(pipe, format!("{{\"id\":1,\"text\":\"{MESSAGE}\"}}\n"))
    });
    assert_eq!(statuses(&run(&pipe, &[])), ["diagnosed"]);
    writer.join().expect("no panic").expect("it was read");
    let directory = run(folder.path(), &[]);
    assert_eq!(directory.code, 2);
    assert!(directory.told.contains("directory"), "{}", directory.told);
    let unreadable = as_nobody(folder.path());
    assert_eq!(unreadable.code, 2);
    assert!(unreadable.told.contains("Permission denied"), "{}", unreadable.told);
    let empty = bytes(b"", &["--report", "/dev/null"]);
    assert_eq!(empty.code, 2, "a report needs a name that says its form");
    assert_eq!(bytes(b"", &[]).code, 0);
}

/// A run over a file that may not be read. Who may read everything becomes somebody else first.
#[cfg(target_os = "linux")]
fn as_nobody(folder: &Path) -> Run {
    use std::os::unix::fs::PermissionsExt;
    let mode =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its owner");
    let secret = folder.join("secret.csv");
    fs::write(&secret, "id,text\n1,x\n").expect("a file");
    mode(&secret, 0o0);
    if fs::read(&secret).is_err() {
        return run(&secret, &[]);
    }
    mode(folder, 0o755);
    let program = folder.join("casebook");
    fs::copy(assert_cmd::cargo::cargo_bin("casebook"), &program).expect("a copy");
    let output = std::process::Command::new("setpriv")
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .args([&program, Path::new("triage"), &secret])
        .output()
        .expect("setpriv runs");
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    Run { code: output.status.code().expect("it ends by itself"), lines: Vec::new(), told }
}
