//! The report of a triage, and conversion to the native form.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use assert_cmd::Command;
use casebook::book::load_texts;
use casebook::engine::Engine;
use serde_json::Value;
use std::fs;
use std::path::Path;

const PACK: &str = "\
format: 1
pack: desk
title: {en: Desk, id: Meja, zh: 前台}
product: {any: [desk portal]}
symptoms:
  code-7700:
    title: {en: Code 7700, id: Kode 7700, zh: 代码 7700}
    seen:
      - message: \"The portal cannot open this page today - (7700)\"
rules:
  page-moved:
    symptoms: [code-7700]
    cause:
      title: {en: The page has moved, id: Halaman pindah, zh: 页面已移动}
      explanation: {en: It moved., id: Sudah pindah., zh: 已经移动。}
    resolution:
      - {for: customer, do: {en: Use the new link., id: Pakai tautan baru., zh: 使用新链接。}}
  never-used:
    symptoms: [code-7700]
    fallback: true
    cause:
      title: {en: Never, id: Tidak pernah, zh: 从不}
      explanation: {en: Never., id: Tidak., zh: 从不。}
    resolution:
      - {for: agent, do: {en: Look., id: Lihat., zh: 查看。}}
";

fn casebook(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let rules = folder.join("rules");
    if !rules.exists() {
        fs::create_dir_all(rules.join("desk")).expect("a folder");
        fs::write(rules.join("desk/pack.yaml"), PACK).expect("a file");
    }
    let output = Command::cargo_bin("casebook")
        .expect("it is built")
        .current_dir(folder)
        .args(arguments)
        .args(["--rules", "rules"])
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

/// Tickets of known and unknown kinds, with what leads to persons, markup, and days.
fn export(folder: &Path) {
    let mut text = "id,text,created,team\n".to_owned();
    let kinds = [
        "The portal cannot open this page today - (7700). My number is +62 812-3456-7890",
        "Where can I download the invoice of my order? budi@example.org",
        "please send me the invoice of my order, the download fails. <script>alert(1)</script>",
        "请问增值税发票什么时候可以开具",
        "增值税发票可以什么时候开具，麻烦处理一下",
        "jadwal webinar bulan depan kapan ya kak",
        "kapan jadwal webinar berikutnya diadakan",
        "zzz qqq",
    ];
    for (row, kind) in kinds.iter().cycle().take(160).enumerate() {
        text.push_str(&format!("T{row},\"{kind}\",2026-03-{:02},team {}\n", row % 28 + 1, row % 3));
    }
    text.push_str("broken,row\n");
    fs::write(folder.join("in.csv"), text).expect("a file");
}

#[test]
fn the_report_answers_the_questions_of_a_lead() {
    let folder = tempfile::tempdir().expect("a folder");
    export(folder.path());
    let arguments =
        ["triage", "in.csv", "-o", "out.jsonl", "--allow-rejects", "--group-by", "team", "--report"];
    for name in ["report.json", "report.html", "report.md"] {
        let (code, _, told) = casebook(folder.path(), &[arguments.as_slice(), &[name]].concat());
        assert_eq!(code, 0, "{told}");
    }
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("it appeared");
    let report: Value = serde_json::from_str(&read("report.json")).expect("JSON");
    assert_eq!(report["tickets"]["all"], 161);
    assert_eq!(report["tickets"]["answered_at_once"], 20);
    assert_eq!(report["tickets"]["rejected"], 1);
    assert_eq!(report["causes"][0]["answered_at_once"], 20);
    assert_eq!(
        (&report["rejects"][0]["code"], &report["rejects"][0]["rows"]),
        (&"field-count".into(), &1.into())
    );
    assert_eq!(report["rejects"][0]["examples"][0]["row"], "in.csv #161");
    assert_eq!(report["causes"][0]["cause"], "desk/page-moved");
    assert_eq!(report["rules_never_used"], serde_json::json!(["desk/never-used"]));
    assert_eq!(report["days"].as_array().expect("a list").len(), 28);
    assert_eq!(report["by_field"]["values"].as_array().expect("a list").len(), 3);
    let groups = report["unmatched_groups"].as_array().expect("a list");
    let sizes: Vec<u64> = groups.iter().map(|group| group["size"].as_u64().expect("a number")).collect();
    assert_eq!(sizes, [40, 40, 40, 20], "{groups:#?}");
    let marked = &report["causes"][0]["examples"][0]["pieces"];
    let evidence = marked.as_array().expect("a list").iter().find(|piece| piece["evidence"] == true);
    assert!(evidence.expect("marked")["text"].as_str().expect("a text").contains("7700"), "{marked}");
    // Nothing leads to a person, nothing of a ticket is markup, and nothing is fetched.
    let page = read("report.html");
    for name in ["report.json", "report.html", "report.md"] {
        for private in ["budi@", "3456"] {
            assert!(!read(name).contains(private), "{name} shows {private}");
        }
    }
    assert!(!page.contains("<script") && page.contains("&lt;script&gt;"), "a ticket brings no markup");
    assert!(
        !page.contains("http:") && !page.contains("https:") && !page.contains("src="),
        "nothing is fetched"
    );
    assert!(page.contains("<mark>") && page.contains("<svg"), "{page}");
}

#[test]
fn the_report_speaks_the_languages_of_readers() {
    let folder = tempfile::tempdir().expect("a folder");
    export(folder.path());
    for (lang, words) in [
        (
            "en",
            [
                "What the tickets are about",
                ">By day<",
                "What can be answered at once?",
                "the row has 2 fields",
            ],
        ),
        ("id", ["Tentang apa tiket-tiket ini", ">Per hari<", "Apa yang dapat langsung dijawab?", "2 kolom"]),
        ("zh", ["工单概览", ">按日<", "哪些可以立即答复？", "该行有 2 个字段"]),
    ] {
        let arguments =
            ["triage", "in.csv", "--allow-rejects", "-o", "o", "--report", "r.html", "--lang", lang];
        let (code, _, told) = casebook(folder.path(), &arguments);
        assert_eq!(code, 0, "{told}");
        assert!(told.contains(words[3]), "{told}");
        let page = fs::read_to_string(folder.path().join("r.html")).expect("it appeared");
        for word in words {
            assert!(page.contains(word), "{lang}: {word}");
        }
    }
    let (code, _, told) = casebook(folder.path(), &["triage", "in.csv", "--report", "report.pdf"]);
    assert_eq!(code, 2);
    assert!(told.contains(".html, .md or .json"), "{told}");
}

#[test]
fn a_report_of_nothing_says_nothing_of_the_rules() {
    let folder = tempfile::tempdir().expect("a folder");
    for (text, expected) in [("id,text\n", 0), ("id,text\nx\n", 1)] {
        fs::write(folder.path().join("in.csv"), text).expect("a file");
        for name in ["r.json", "r.html", "r.md"] {
            let (code, _, told) = casebook(folder.path(), &["triage", "in.csv", "-o", "o", "--report", name]);
            assert_eq!(code, expected, "{told}");
            let report = fs::read_to_string(folder.path().join(name)).expect("it appeared");
            assert!(report.contains("in.csv") && !report.contains("never-used"), "{report}");
        }
    }
}

#[test]
fn a_chart_is_headed_by_what_it_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    for (last, words) in [
        ("2024-02-20", [">By day<", ">Per hari<", ">按日<"]),
        ("2024-12-20", [">By week<", ">Per minggu<", ">按周<"]),
        ("2026-12-20", [">By month<", ">Per bulan<", ">按月<"]),
        ("2042-12-20", [">By year<", ">Per tahun<", ">按年<"]),
    ] {
        fs::write(folder.path().join("in.csv"), format!("id,text,created\n1,x,2024-02-01\n2,y,{last}\n"))
            .expect("a file");
        for (lang, word) in ["en", "id", "zh"].into_iter().zip(words) {
            let arguments = ["triage", "in.csv", "-o", "o", "--report", "r.html", "--lang", lang];
            assert_eq!(casebook(folder.path(), &arguments).0, 0);
            let page = fs::read_to_string(folder.path().join("r.html")).expect("it appeared");
            assert!(page.contains(word), "{last} {word}");
        }
    }
}

#[test]
fn what_is_beyond_a_bound_is_counted_and_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let word = |mut number: u32| {
        let mut word = "w".to_owned();
        for _ in 0..6 {
            word.push(char::from(b'a' + (number % 26) as u8));
            number /= 26;
        }
        word
    };
    // Sixty kinds of two tickets each, as many days as nobody has, a value of its own for each ticket.
    let mut text = "id,text,created,agent\n".to_owned();
    for row in 0..4200_u32 {
        let kind = row % 60;
        let words: Vec<String> = (0..4).map(|n| word(kind * 977 + n * 31 + 7)).collect();
        let (year, month, day) = (1900 + row / 336, row / 28 % 12 + 1, row % 28 + 1);
        let agent = if row == 0 { "x".repeat(5000) } else { format!("agent {}", word(row)) };
        text.push_str(&format!("{row},{},{year}-{month:02}-{day:02},{agent}\n", words.join(" ")));
    }
    fs::write(folder.path().join("in.csv"), text).expect("a file");
    for name in ["r.json", "r.html", "r.md"] {
        let (code, _, told) = casebook(
            folder.path(),
            &["triage", "in.csv", "-o", "o", "--report", name, "--group-by", "agent"],
        );
        assert_eq!(code, 0, "{told}");
    }
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("it appeared");
    let report: Value = serde_json::from_str(&read("r.json")).expect("JSON");
    assert_eq!(report["days"].as_array().expect("a list").len(), 4000);
    assert_eq!(report["further_days"], 200);
    assert_eq!(report["by_field"]["values"].as_array().expect("a list").len(), 500);
    assert_eq!(report["by_field"]["others"]["all"], 3700);
    assert_eq!(report["unmatched_groups"].as_array().expect("a list").len(), 40);
    assert_eq!(report["unmatched_more_groups"], serde_json::json!({"groups": 20, "tickets": 1400}));
    for name in ["r.html", "r.md"] {
        let page = read(name);
        for said in ["200 tickets are of further days", "(all other values)", "20 smaller groups with"] {
            assert!(page.contains(said), "{name} does not say: {said}");
        }
        assert!(!page.contains(&"x".repeat(200)), "{name} holds a value of any length");
    }
}

#[test]
fn a_draft_can_be_pasted_and_finds_its_tickets() {
    let folder = tempfile::tempdir().expect("a folder");
    export(folder.path());
    let (code, _, told) =
        casebook(folder.path(), &["triage", "in.csv", "-o", "o", "--allow-rejects", "--report", "r.json"]);
    assert_eq!(code, 0, "{told}");
    let report = fs::read_to_string(folder.path().join("r.json")).expect("it appeared");
    let report: Value = serde_json::from_str(&report).expect("JSON");
    let groups = report["unmatched_groups"].as_array().expect("a list");
    let mut files = vec![("desk/pack.yaml".to_owned(), PACK.to_owned())];
    for (index, group) in groups.iter().enumerate() {
        let draft = group["draft"].as_str().expect("a text").to_owned();
        files.push((format!("desk/draft-{index}.yaml"), draft));
    }
    assert!(files.len() > 3);
    for (name, draft) in &files[1..] {
        fs::write(folder.path().join("rules").join(name), draft).expect("a file");
    }
    let (code, out, _) = casebook(folder.path(), &["check"]);
    assert_eq!(code, 0, "{out}\n{files:#?}");
    let engine = Engine::new(load_texts(files).unwrap_or_else(|findings| panic!("{findings:#?}")));
    for group in groups {
        let examples = group["examples"].as_array().expect("a list");
        let found = examples.iter().filter(|example| {
            let text = example["pieces"][0]["text"].as_str().expect("a text").to_owned();
            !engine.read(&[text]).mentions.is_empty()
        });
        assert!(2 * found.count() >= examples.len(), "{group:#}");
    }
}

#[test]
fn an_export_becomes_native_parts() {
    let folder = tempfile::tempdir().expect("a folder");
    export(folder.path());
    let (code, _, told) =
        casebook(folder.path(), &["convert", "in.csv", "--parts", "3", "--rejects", "bad.csv"]);
    assert_eq!(code, 1, "{told}");
    assert_eq!(fs::read_to_string(folder.path().join("bad.csv")).expect("it appeared"), "broken,row\n");
    let mut lines = 0;
    let mut statuses = Vec::new();
    for part in 1..=3 {
        let name = format!("in-{part}.jsonl");
        lines += fs::read_to_string(folder.path().join(&name)).expect("it appeared").lines().count();
        let (code, out, told) = casebook(folder.path(), &["triage", &name]);
        assert_eq!(code, 0, "{told}");
        statuses.extend(out.lines().map(status));
    }
    assert_eq!(lines, 160);
    let (_, out, _) = casebook(folder.path(), &["triage", "in.csv", "--limit", "160"]);
    let mut whole: Vec<String> = out.lines().map(status).collect();
    whole.sort();
    statuses.sort();
    assert_eq!(statuses, whole);
}

/// What came of a line, without its row.
fn status(line: &str) -> String {
    let value: Value = serde_json::from_str(line).expect("JSON");
    format!("{} {} {}", value["id"], value["status"], value["diagnoses"])
}

#[test]
fn a_draft_fits_a_pack_of_one_language() {
    let folder = tempfile::tempdir().expect("a folder");
    export(folder.path());
    let desk = folder.path().join("rules/desk");
    fs::create_dir_all(&desk).expect("a folder");
    let pack = "format: 1\npack: desk\nlanguages: [en]\ntitle: {en: Desk}\nproduct: {any: [desk portal]}\n";
    fs::write(desk.join("pack.yaml"), pack).expect("a file");
    let arguments =
        ["triage", "in.csv", "-o", "o", "--allow-rejects", "--report", "r.json", "--rules", "builtin"];
    let (code, _, told) = casebook(folder.path(), &arguments);
    assert_eq!(code, 0, "{told}");
    let report = fs::read_to_string(folder.path().join("r.json")).expect("it appeared");
    let report: Value = serde_json::from_str(&report).expect("JSON");
    let groups = report["unmatched_groups"].as_array().expect("a list");
    assert!(groups.len() > 2);
    for (index, group) in groups.iter().enumerate() {
        fs::write(desk.join(format!("draft-{index}.yaml")), group["draft"].as_str().expect("a text"))
            .expect("a file");
    }
    let (code, out, told) = casebook(folder.path(), &["check"]);
    assert_eq!(code, 0, "{out} {told}");
}
