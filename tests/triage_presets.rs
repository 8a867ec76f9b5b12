//! The example exports of every preset, each triaged with no options.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use assert_cmd::Command;
use casebook::triage::presets::PRESETS;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn triage(arguments: &[&str]) -> (i32, Vec<Value>, String) {
    let output = Command::cargo_bin("casebook").expect("it is built").arg("triage").args(arguments).output();
    let output = output.expect("it runs");
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    let lines = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    (output.status.code().expect("a code"), lines, String::from_utf8(output.stderr).expect("UTF-8"))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/exports")
}

fn file(name: &str) -> String {
    folder().join(name).to_str().expect("a plain path").to_owned()
}

#[test]
fn every_export_is_recognised_and_read() {
    let mut presets = BTreeSet::new();
    for entry in std::fs::read_dir(folder()).expect("the folder") {
        let path = entry.expect("an entry").path();
        let name = path.to_str().expect("a plain path");
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        let (code, lines, told) = triage(&[name]);
        assert_eq!(code, 0, "{name}: {told}");
        assert!(told.contains(&format!("read as {stem}: id = ")), "{name}: {told}");
        assert!(lines.len() >= 3, "{name}: {lines:?}");
        let first = &lines[0];
        assert!(!first["id"].is_null(), "{name}: {first}");
        assert_eq!(first["diagnoses"][0]["cause"], "intel-points/duplicate-login-id", "{name}: {first}");
        assert!(
            first["symptoms"].as_array().expect("a list").len() == 1,
            "{name}: what an agent said counts: {first}"
        );
        for language in ["en", "id", "zh"] {
            assert!(lines.iter().any(|line| line["language"] == language), "{name}: {language}");
        }
        presets.insert(stem);
    }
    let known: BTreeSet<String> = PRESETS.iter().map(|preset| preset.name.to_owned()).collect();
    assert_eq!(presets, known);
}

#[test]
fn a_column_is_mapped_by_name_number_and_path() {
    for (export, map) in [
        ("generic.tsv", vec!["--map", "text=Deskripsi"]),
        ("generic.tsv", vec!["--map", "text=#3"]),
        ("jira-rest.json", vec!["--map", "text=fields.description"]),
        ("zendesk.json", vec!["--map", "text=description", "--include", "custom_fields[id=360011].value"]),
    ] {
        let (code, lines, told) = triage(&[&[file(export).as_str()], map.as_slice()].concat());
        assert_eq!(code, 0, "{told}");
        assert_eq!(lines[0]["diagnoses"][0]["cause"], "intel-points/duplicate-login-id", "{export}: {told}");
        if export == "zendesk.json" {
            assert_eq!(lines[0]["fields"]["custom_fields[id=360011].value"], "intel");
        }
    }
    // A subject that is mapped to the text is not read twice: "403" alone is a code, twice it is a story.
    let (_, lines, told) = triage(&[&file("jira-rest.json"), "--map", "text=fields.summary"]);
    assert_eq!(lines[2]["symptoms"][0], "intel-points/forbidden-403", "{told}");
    assert!(!told.contains("subject ="), "{told}");
    let (code, _, told) = triage(&[&file("generic.tsv"), "--map", "text=Deskripsy"]);
    assert_eq!(code, 2);
    assert!(told.contains("did you mean `Deskripsi`?"), "{told}");
}

#[test]
fn columns_fill_facts_by_what_their_values_mean() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("t.csv");
    std::fs::write(
        &table,
        "Nr,What,Role\n1,No options on the points page,Staff\n2,No options on the points page,\n",
    )
    .expect("a file");
    let map = folder.path().join("map.yaml");
    std::fs::write(
        &map,
        "id: [Nr]\ntext: [What]\nfacts:\n  user.roles: {from: Role, values: {Staff: partner-admin}}\n",
    )
    .expect("a file");
    let (table, map) = (table.to_str().expect("a path"), map.to_str().expect("a path"));
    let (code, lines, told) = triage(&[table, "--map-file", map]);
    assert_eq!(code, 0, "{told}");
    assert_eq!((&lines[0]["id"], lines.len()), (&Value::from("1"), 2), "{told}");
    assert_ne!(lines[0]["diagnoses"], lines[1]["diagnoses"], "the fact counts");
    // Without the meaning of `Staff` the row says why it cannot be used.
    let (code, lines, _) = triage(&[table, "--map", "text=What", "--map", "facts.user.roles=Role"]);
    assert_eq!((code, &lines[0]["status"]), (1, &Value::from("rejected")));
    let (code, _, told) = triage(&[table, "--map", "text=What", "--map", "facts.user.rolls=Role"]);
    assert_eq!(code, 2);
    assert!(told.contains("did you mean `user.roles`?"), "{told}");
}

#[test]
fn without_a_text_the_columns_are_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("t.csv");
    std::fs::write(&table, "Nr,Remark of guest,When\n1,I see error 5000 all day long,2026-01-01\n")
        .expect("a file");
    let (code, _, told) = triage(&[table.to_str().expect("a path")]);
    assert_eq!(code, 2);
    assert!(told.contains("`Nr`, `Remark of guest`, `When`"), "{told}");
    assert!(told.contains("--map \"text=Remark of guest\""), "{told}");
}

#[test]
fn days_with_two_readings_are_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("t.csv");
    std::fs::write(&table, "id,text,created\n1,a,03/04/2026\n2,b,05/06/2026\n").expect("a file");
    let table = table.to_str().expect("a path");
    // A month in order: the days behind the first hundred show what those before mean.
    let ordered = folder.path().join("ordered.csv");
    let rows = (0..150).map(|row| format!("{row},hello,3/{}/2026 8:12 AM\n", 1 + row / 10));
    std::fs::write(&ordered, format!("id,text,created\n{}", rows.collect::<String>())).expect("a file");
    let (code, lines, told) = triage(&[ordered.to_str().expect("a path")]);
    assert_eq!((code, lines.len()), (0, 150), "{told}");
    let (code, _, told) = triage(&[table]);
    assert_eq!(code, 2);
    assert!(told.contains("--date-format dmy"), "{told}");
    for options in [["--date-format", "dmy"], ["--date-format", "%d/%m/%Y"], ["--as-of", "2026-01-01"]] {
        let (code, lines, told) = triage(&[table, options[0], options[1]]);
        assert_eq!((code, lines.len()), (0, 2), "{told}");
    }
}

#[test]
fn ten_thousand_rows_of_servicenow_are_suspicious() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("t.csv");
    let mut text = "number,short_description,description\n".to_owned();
    (0..10_000).for_each(|row| text.push_str(&format!("INC{row},a,b\n")));
    std::fs::write(&table, text).expect("a file");
    let (code, lines, told) = triage(&[table.to_str().expect("a path")]);
    assert_eq!((code, lines.len()), (0, 10_000));
    assert!(told.contains("exactly 10,000 rows"), "{told}");
}

#[test]
fn a_subject_that_is_the_beginning_of_the_message_is_not_read_twice() {
    for subject in ["403", "4", "", "40..."] {
        let (code, lines, told) =
            read(format!("{{\"id\":1,\"subject\":\"{subject}\",\"description\":\"403\"}}").as_bytes());
        assert_eq!(code, 0, "{told}");
        assert_eq!(lines[0]["symptoms"][0], "intel-points/forbidden-403", "{subject}: {}", lines[0]);
    }
}

const MESSAGE: &str = "Something went wrong while fetching rewards data - (5000). Please try again.";

/// What is told of an export whose first ticket shows an error, without the name of the file.
fn read(export: &[u8]) -> (i32, Vec<Value>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("in");
    std::fs::write(&path, export).expect("a file");
    let name = path.to_str().expect("a plain path");
    let (code, lines, told) = triage(&[name]);
    (code, lines, told.replace(&format!("{name}: "), ""))
}

#[test]
fn columns_of_other_names_are_told_by_their_words_and_what_they_hold() {
    for (header, row, told) in [
        (
            "ID Tiket,Subjek,Deskripsi Masalah,Waktu Dibuat",
            "7,Poin,TEXT,2026-03-02 08.00",
            "id = ID Tiket, subject = Subjek, text = Deskripsi Masalah, created = Waktu Dibuat",
        ),
        (
            "单号,主题,工单内容,提交时间",
            "7,积分,TEXT,2026年3月2日",
            "id = 单号, subject = 主题, text = 工单内容, created = 提交时间",
        ),
        (
            "No;Nama;Isi Keluhan;Tanggal Masuk;Tanggal Selesai",
            "7;Budi;TEXT;25/03/2026;26/03/2026",
            "id = No, text = Isi Keluhan, created = Tanggal Masuk",
        ),
        (
            "摘要,问题关键字,事务类型,已创建,描述",
            "积分,7,故障,2026-03-02 08:00,TEXT",
            "id = 问题关键字, subject = 摘要, text = 描述, created = 已创建",
        ),
        ("sep=;\nid;Pesan pelanggan", "7;TEXT", "id = id, text = Pesan pelanggan"),
    ] {
        let table = format!("{header}\n{}\n", row.replace("TEXT", MESSAGE));
        let (code, lines, said) = read(table.as_bytes());
        assert_eq!((code, &lines[0]["id"]), (0, &Value::from("7")), "{said}");
        assert_eq!(lines[0]["status"], "diagnosed", "{said}");
        assert!(said.starts_with(&format!("read as generic: {told}\n")), "{said}");
        // As a spreadsheet program saves it: UTF-16 with tabs.
        let tabs = table.replace([',', ';'], "\t");
        let units: Vec<u8> = format!("\u{feff}{tabs}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (code, lines, other) = read(&units);
        assert_eq!((code, &lines[0]["status"]), (0, &Value::from("diagnosed")), "{other}");
        assert_eq!(said.lines().next(), other.lines().next());
    }
}

#[test]
fn a_ticket_without_its_message_is_told() {
    for export in [
        format!("Issue key,Summary,Status\nSUP-1,{MESSAGE},Open\n"),
        format!("[{{\"id\":1,\"requester_id\":2,\"fr_escalated\":false,\"subject\":\"{MESSAGE}\"}}]"),
    ] {
        let (code, lines, told) = read(export.as_bytes());
        assert_eq!((code, &lines[0]["status"]), (0, &Value::from("diagnosed")), "{told}");
        assert!(told.contains("warning: only the subject is read"), "{told}");
    }
    for (export, help) in [
        (
            format!("Tickets of March,,\nNo,Keluhan,Tanggal\n1,{MESSAGE},2026-03-01\n"),
            "the first row has to hold",
        ),
        (format!("1,{MESSAGE}\n2,x\n"), "the first row has to hold"),
        (
            format!("{{\"_id\":1,\"_source\":{{\"remark\":\"{MESSAGE}\"}}}}\n"),
            "--map \"text=_source.remark\"",
        ),
    ] {
        let (code, _, told) = read(export.as_bytes());
        assert_eq!(code, 2, "{told}");
        assert!(told.contains(help), "{told}");
    }
    let (_, _, told) = triage(&[&file("zendesk.json"), "--include", "priorty"]);
    assert!(told.contains("has a field `priorty`; did you mean `priority`?"), "{told}");
}

#[test]
fn lists_of_tickets_are_told_from_tickets_with_lists() {
    let ticket = |id: u8| {
        format!("{{\"id\":{id},\"subject\":\"p\",\"description\":\"{MESSAGE}\",\"items\":[{{\"a\":1}}]}}")
    };
    let conversation = format!(
        "{{\"type\":\"conversation\",\"id\":1,\"created_at\":1772438400,\"contacts\":{{}},\
         \"source\":{{\"body\":\"<p>{MESSAGE}</p>\"}}}}"
    );
    for (export, count) in [
        (format!("{}\n{}\n", ticket(1), ticket(2)), 2),
        (format!("{{\"id\":1,\"text\":\"{MESSAGE}\",\"data\":[1,2]}}"), 1),
        (format!("{{\"message\":\"OK\",\"data\":[{},{}]}}", ticket(1), ticket(2)), 2),
        (format!("{{\"data\":{{\"total\":2,\"tickets\":[{},{}]}}}}", ticket(1), ticket(2)), 2),
        (format!("{{\"id\":1,\"description\":\"{MESSAGE}\",\"order\":{{\"items\":[{{\"a\":1}}]}}}}"), 1),
        (format!("{{\"type\":\"conversation.list\",\"conversations\":[{conversation}]}}"), 1),
        ("{\"tickets\":[]}".to_owned(), 0),
        (
            format!(
                "{{\"tickets\":[{0}],\"next\":\"x\"}}\n{{\"tickets\":[{0},{0}],\"next\":null}}\n",
                ticket(1)
            ),
            3,
        ),
    ] {
        let (code, lines, told) = read(export.as_bytes());
        let diagnosed = lines.iter().filter(|line| line["status"] == "diagnosed").count();
        assert_eq!((code, lines.len(), diagnosed), (0, count, count), "{export}: {told}");
    }
}
