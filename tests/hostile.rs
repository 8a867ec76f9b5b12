//! Packs made to hurt: each ends in a finding that names what is wrong or which budget is used up, in bounded
//! time and memory. The printed times and peaks are what the documentation quotes.
//!
//! And texts made to hurt: a text four times as long takes about four times as long, whatever it repeats.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first surprise, also in its helpers"
)]

mod shipped;

use casebook::book::{load, load_texts};
use casebook::finding::Findings;
use casebook::pack::RulesRoot;
use casebook::render::report::{ReportStyle, findings};
use shipped::ENGINE;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

const HEAD: &str = "format: 1\npack: demo\nlanguages: [en]\ntitle: {en: Demo}\nproduct: {any: [demo]}\n";

/// The process's peak memory so far, in MiB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Processor time of this process so far; unlike the clock it does not count other programs.
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or("").split_whitespace().skip(11).take(2);
    let ticks: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// One case at a time, so that each is measured alone.
static ALONE: Mutex<()> = Mutex::new(());

fn expect(name: &str, code: &str, words: &str, run: impl FnOnce() -> Findings) -> String {
    let _alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let start = processor();
    let found = run();
    let loaded = processor() - start;
    let report = findings(&found, &ReportStyle::default());
    let shown = processor() - start - loaded;
    println!("{name}: {loaded:?}, report {shown:?}, {} findings, peak {} MiB", found.list.len(), peak());
    assert!(loaded + shown < Duration::from_secs(10), "{name} took {loaded:?}");
    assert!(report.len() < 200_000, "{name}: a report of {} bytes", report.len());
    let finding = found.list.iter().find(|finding| finding.code == code);
    let finding = finding.unwrap_or_else(|| panic!("{name}: no `{code}` in\n{report}"));
    assert!(finding.message.contains(words), "{name}: {}", finding.message);
    report
}

fn texts(name: &str, code: &str, words: &str, text: String) {
    let files = vec![("demo/pack.yaml".to_owned(), HEAD.to_owned()), ("demo/x.yaml".to_owned(), text)];
    expect(name, code, words, || load_texts(files).unwrap_err());
}

#[test]
fn huge_and_deep_texts() {
    let mut bomb = "a0: &a0 [lol, lol]\n".to_owned();
    for level in 1..60 {
        let earlier = level - 1;
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{earlier}"); 9].join(", ")));
    }
    texts("alias bomb", "yaml-alias", "alias", bomb);
    texts("deep brackets", "too-deep", "64 levels", "[".repeat(1_000_000));
    texts("deep braces", "too-deep", "64 levels", "{a: ".repeat(1_000_000));
    texts("deep dashes", "too-deep", "64 levels", "- ".repeat(1_000_000));
    let indented: String = (0..2000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    texts("deep indents", "too-deep", "64 levels", indented);
    texts("many values", "too-many-values", "2000000 values", format!("terms: [{}]", "a,".repeat(5_000_000)));
    texts("one long line", "wrong-shape", "found a text", format!("rules: {}", "x".repeat(15_000_000)));
    texts("over the bytes", "file-too-big", "16777216 bytes", "#".repeat(17_000_000));
    texts("open quote", "yaml-quote", "never closed", format!("a: \"{}", "x ".repeat(5_000_000)));
    texts("many keys", "unknown-key", "has no key", (0..500_000).map(|n| format!("k{n}: 1\n")).collect());
    texts("doubled keys", "duplicate-key", "written twice", "k: 1\n".repeat(500_000));
    texts("many comments", "empty-file", "nothing", "# words\n".repeat(1_000_000));
    texts("long key", "yaml-syntax", "key: value", format!("a: b\n{}: 1\n", "k".repeat(5_000_000)));
}

#[test]
fn rules_that_grow_when_linked() {
    let mut doubling = "facts:\n  f: {type: yes-no}\ndefinitions:\n  d0: {f: true}\n".to_owned();
    for level in 1..60 {
        doubling.push_str(&format!("  d{level}: {{all: [d{0}, {{not: d{0}}}]}}\n", level - 1));
    }
    texts("doubling definitions", "too-many-tests", "10000 fact tests", doubling);
    let chain: String = (1..50_000).map(|level| format!("  d{level}: d{}\n", level - 1)).collect();
    texts(
        "long chain",
        "too-deep",
        "64 definitions",
        format!("facts: {{f: {{type: yes-no}}}}\ndefinitions:\n  d0: {{f: true}}\n{chain}"),
    );
    let circle: String = (0..50_000).map(|n| format!("  d{n}: d{}\n", (n + 1) % 50_000)).collect();
    texts("long circle", "definition-circle", "in a circle", format!("definitions:\n{circle}"));
    let symptoms: String =
        (0..6000).map(|n| format!("  s{n}: {{title: {{en: S}}, seen: [{{code: \"{n}\"}}]}}\n")).collect();
    let rule = "{symptoms: all, cause: {title: {en: A}, explanation: {en: B}}, resolution: [{for: agent, do: {en: C}}]}";
    let rules: String = (0..6000).map(|n| format!("  r{n}: {rule}\n")).collect();
    texts(
        "all of everything",
        "too-many-symptoms",
        "5000000 symptoms",
        format!("symptoms:\n{symptoms}rules:\n{rules}"),
    );
    let unknown: String = (0..20_000).map(|n| format!("  d{n}: e{n}\n")).collect();
    texts("unknown names", "unknown-definition", "unknown definition", format!("definitions:\n{unknown}"));
    let regex =
        |regex: &str| format!("symptoms: {{s: {{title: {{en: S}}, seen: [{{regex: '{regex}'}}]}}}}\n");
    texts("counted regex", "regex-too-big", "2097152 bytes", regex("(?:a{500}){500}b{1000}"));
    texts("word regex", "regex-too-big", "2097152 bytes", regex("\\w{900}"));
    texts("nested regex", "bad-regex", "nest", regex(&format!("{}a{}", "(".repeat(5000), ")".repeat(5000))));
    let includes: String =
        (0..3000).map(|n| format!("  t{n}: {{en: [w{n}], includes: [t{}]}}\n", (n + 1) % 3000)).collect();
    texts("terms in a circle", "term-circle", "in a circle", format!("terms:\n{includes}"));
    let includes: String = (0..3000)
        .map(|n| {
            format!(
                "  t{n}: {{en: [w{n}]{}}}\n",
                if n > 0 { format!(", includes: [t{}]", n - 1) } else { String::new() }
            )
        })
        .collect();
    texts("terms in a chain", "too-many-forms", "1000000 forms", format!("terms:\n{includes}"));
}

fn disk(name: &str, code: &str, words: &str, build: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("demo");
    std::fs::create_dir(&pack).unwrap();
    std::fs::write(pack.join("pack.yaml"), HEAD).unwrap();
    build(&pack);
    expect(name, code, words, || load(&[RulesRoot::Path(folder.path().to_owned())]).unwrap_err());
}

#[test]
fn hostile_folders() {
    disk("a file of 50 MB", "file-too-big", "16777216 bytes", |pack| {
        std::fs::write(pack.join("x.yaml"), "# words\n".repeat(6_553_600)).unwrap();
    });
    disk("files of 100 MB", "too-big", "67108864 bytes", |pack| {
        for n in 0..10 {
            std::fs::write(pack.join(format!("x{n}.yaml")), "# words\n".repeat(1_250_000)).unwrap();
        }
    });
    disk("not UTF-8", "not-utf8", "x.yaml", |pack| {
        std::fs::write(pack.join("x.yaml"), b"terms:\n  a: {en: [caf\xe9]}\n").unwrap()
    });
    disk("UTF-16", "not-utf8", "x.yaml", |pack| {
        std::fs::write(pack.join("x.yaml"), b"\xff\xfet\0e\0").unwrap()
    });
    disk("a folder x.yaml", "not-a-file", "folder", |pack| std::fs::create_dir(pack.join("x.yaml")).unwrap());
    disk("another ending", "wrong-extension", "x.yml", |pack| {
        std::fs::write(pack.join("x.yml"), "terms: {}").unwrap()
    });
    disk("deep folders", "too-deep", "16 folders", |pack| {
        std::fs::create_dir_all((0..40).fold(pack.to_owned(), |path, _| path.join("d"))).unwrap();
    });
}

#[cfg(unix)]
#[test]
fn hostile_links_and_permissions() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    disk("a link loop", "link-loop", "leads back", |pack| symlink(pack, pack.join("again")).unwrap());
    disk("a dead link", "unreadable", "x.yaml", |pack| {
        symlink("/nowhere/at/all", pack.join("x.yaml")).unwrap()
    });
    disk("a device", "not-a-file", "regular", |pack| symlink("/dev/zero", pack.join("x.yaml")).unwrap());
    disk("an unreadable file", "unreadable", "cannot read", |pack| {
        let path = pack.join("x.yaml");
        std::fs::write(&path, "terms: {}").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o0)).unwrap();
        if std::fs::read(&path).is_ok() {
            // Whoever may read everything needs another way to see the same error.
            std::fs::remove_file(&path).unwrap();
            symlink("x.yaml", &path).unwrap();
            std::fs::write(pack.join("y.yaml"), "\u{1}").unwrap();
        }
    });
}

#[test]
fn roots_that_are_none() {
    let folder = tempfile::tempdir().unwrap();
    let root = |path: &Path| load(&[RulesRoot::Path(path.to_owned())]).unwrap_err();
    expect("no such folder", "unreadable", "nowhere", || root(&folder.path().join("nowhere")));
    expect("an empty folder", "no-rules", "no rule files", || root(folder.path()));
    std::fs::write(folder.path().join("x.yaml"), "a: b").unwrap();
    expect("a file", "not-a-folder", "x.yaml", || root(&folder.path().join("x.yaml")));
    expect("no pack.yaml", "no-pack", "x.yaml", || root(folder.path()));
}

/// Known words, codes and cues, of which no sentence ends.
const ENDLESS: &[&str] = &[
    "error 403 forbidden ",
    "Intel Points 5000 again ",
    "404 forbidden points page ",
    "CBC.0100 is gone but ",
    "no options is back now ",
    "not 5000 ",
    "once it is fixed ",
    "it was grey yesterday now it works ",
    "we thought it was 8018 until ",
    "if it failed would we get a 403 ",
    "a friend had the greyed out continue button ",
    "sudah normal tapi masih error 5000 lagi ",
    "kemarin tombol continue abu abu sekarang bisa diklik ",
    "没有选项现在好了但是",
    "如果报错5000怎么办",
    "昨天按钮灰色今天可以点又",
];

/// Tickets of one language as one sentence.
fn unpunctuated(lang: &str) -> String {
    let mut text = String::new();
    for file in ["status", "stories"] {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/tickets/denials/{file}.jsonl"));
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let ticket: serde_json::Value = serde_json::from_str(line).unwrap();
            if ticket["lang"] == lang {
                text.extend(
                    ticket["text"]
                        .as_str()
                        .unwrap()
                        .chars()
                        .map(|c| if c.is_alphanumeric() { c } else { ' ' }),
                );
                text.push(' ');
            }
        }
    }
    text
}

/// What reading a text takes that repeats something up to a length in bytes.
fn reading(what: &str, bytes: usize) -> Duration {
    let text = vec![what.repeat(bytes / what.len() + 1)];
    let start = processor();
    std::hint::black_box(ENGINE.read(&text));
    processor() - start
}

#[test]
fn a_text_without_an_end_takes_time_by_its_length() {
    let _alone = ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mixed = ["en", "id", "zh"].map(unpunctuated);
    assert!(mixed.iter().all(|text| text.len() > 1000));
    reading("error 5000 again ", 1000);
    for what in ENDLESS.iter().copied().chain(mixed.iter().map(String::as_str)) {
        // The clock of processor time ticks every ten milliseconds, and other work takes caches away: once more if so.
        let growth = || {
            let short = reading(what, 100_000).max(Duration::from_millis(60));
            reading(what, 400_000).as_secs_f64() / short.as_secs_f64()
        };
        let shown: String = what.chars().take(40).collect();
        let least = std::iter::repeat_with(growth).take(3).find(|growth| *growth < 8.0);
        assert!(least.is_some(), "four times `{shown}` takes more than eight times as long");
    }
}
