//! How fast exports are triaged, as ratios measured side by side in one run.
//!
//! `cargo bench` generates exports and rule packs from a fixed seed, runs the built program on them, and prints a
//! table. Each time is the least of several runs of the whole process, without what a run of one ticket takes
//! (starting, reading the rules). `CASEBOOK_BENCH_TICKETS` sets how many tickets an export has (default 20,000).
//! `cargo bench -- --write COUNT [SEED] > FILE.csv` writes a made-up export instead, for runs that measure memory.
//! Nothing here passes or fails: `docs/PERFORMANCE.md` says what the numbers meant when they were last taken.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench prints its table and has nobody to report to"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 3;
/// What the ratios are to be at most; `docs/PERFORMANCE.md` says why.
const TO_CSV: f64 = 3.0;
const MIXED_TO_CSV: f64 = 65.0;
const TWO_THREADS: f64 = 1.0 / 1.8;
const HOSTILE: f64 = 5.0;
const MORE_RULES: f64 = 2.0;

mod tickets;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--write").skip(1);
    if let Some(count) = arguments.next() {
        let seed = arguments.next().and_then(|seed| seed.parse().ok()).unwrap_or(1);
        return tickets::write(count.parse().expect("how many tickets"), seed);
    }
    let tickets = std::env::var("CASEBOOK_BENCH_TICKETS").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::tempdir().expect("a folder for exports");
    let plain = export(folder.path(), "plain", tickets, plain_text);
    let mixed = export(folder.path(), "mixed", tickets, mixed_text);
    let hostile = export(folder.path(), "hostile", tickets / 10, hostile_text);
    println!("{tickets} tickets an export; least of {RUNS} runs; µs a ticket\n");
    println!("{:<58} {:>9} {:>8} {:>8}", "", "µs", "ratio", "mark");

    let read = least(|| read_with_csv(&plain));
    row("csv crate, StringRecord, plain tickets", read, tickets, None);
    let one = triage(&plain, None, 1);
    row("triage, 1 thread, plain English, no hit; to csv", one, tickets, Some((ratio(one, read), TO_CSV)));
    let two = triage(&plain, None, 2);
    row("triage, 2 threads, the same; to 1 thread", two, tickets, Some((ratio(two, one), TWO_THREADS)));
    let read_mixed = least(|| read_with_csv(&mixed));
    let hits = triage(&mixed, None, 1);
    let to_csv = ratio(hits, read_mixed);
    row(
        "triage, 1 thread, three languages, half with hits; to csv",
        hits,
        tickets,
        Some((to_csv, MIXED_TO_CSV)),
    );
    let two = triage(&mixed, None, 2);
    row("triage, 2 threads, the same; to 1 thread", two, tickets, Some((ratio(two, hits), TWO_THREADS)));
    let bad = triage(&hostile, None, 1);
    let a_byte = ratio(bad, hits) * size(&mixed) / size(&hostile);
    row("hostile texts, 1 thread; time a byte, to mixed tickets", bad, tickets / 10, Some((a_byte, HOSTILE)));

    println!();
    let mut few = None;
    for rules in [50, 500, 5_000, 10_000] {
        let pack = pack(folder.path(), rules);
        let start = least(|| run(&plain, Some(&pack), 1, Some(1)));
        let all = triage(&plain, Some(&pack), 1);
        let few = *few.get_or_insert(all);
        let what = format!("{rules} rules, 1 thread, plain tickets; to 50 rules");
        row(&what, all, tickets, Some((ratio(all, few), MORE_RULES)));
        println!(
            "{:<58} {:>6.0} ms",
            format!("{rules} rules, start to end of a run of one ticket"),
            start.as_secs_f64() * 1e3
        );
    }
    Ok(())
}

/// Prints a time, and with it a ratio and what that may be at most.
fn row(what: &str, time: Duration, tickets: usize, ratio: Option<(f64, f64)>) {
    let (ratio, mark) =
        ratio.map_or_else(Default::default, |(ratio, mark)| (format!("{ratio:.2}"), format!("≤ {mark:.2}")));
    println!("{what:<58} {:>9.2} {ratio:>8} {mark:>8}", micros(time, tickets));
}

fn ratio(time: Duration, to: Duration) -> f64 {
    time.as_secs_f64() / to.as_secs_f64()
}

fn micros(time: Duration, tickets: usize) -> f64 {
    time.as_secs_f64() * 1e6 / tickets as f64
}

fn size(path: &Path) -> f64 {
    std::fs::metadata(path).expect("an export").len() as f64
}

fn least(mut work: impl FnMut() -> Duration) -> Duration {
    (0..RUNS).map(|_| work()).min().unwrap_or_default()
}

/// The time of a whole run without that of starting.
fn triage(export: &Path, rules: Option<&Path>, threads: usize) -> Duration {
    let start = least(|| run(export, rules, threads, Some(1)));
    least(|| run(export, rules, threads, None)).saturating_sub(start)
}

fn run(export: &Path, rules: Option<&Path>, threads: usize, limit: Option<usize>) -> Duration {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.arg("triage").arg(export).args(["--threads", &threads.to_string()]);
    if let Some(limit) = limit {
        command.args(["--limit", &limit.to_string()]);
    }
    if let Some(rules) = rules {
        command.arg("--rules").arg(rules);
    }
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("casebook runs");
    assert!(status.success(), "casebook ended with {status}");
    start.elapsed()
}

fn read_with_csv(export: &Path) -> Duration {
    let start = Instant::now();
    let mut reader = csv::Reader::from_path(export).expect("an export");
    let bytes: usize = reader.records().map(|record| record.expect("a record").as_slice().len()).sum();
    std::hint::black_box(bytes);
    start.elapsed()
}

/// Numbers from a seed: xorshift64* (G. Marsaglia, 2003; S. Vigna, 2016).
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % below
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.next(list.len())]
    }
}

const WORDS: &[&str] = &[
    "please",
    "meeting",
    "Thursday",
    "the",
    "our",
    "team",
    "would",
    "like",
    "catering",
    "travel",
    "booking",
    "hotel",
    "train",
    "station",
    "Friday",
    "with",
    "and",
    "colour",
    "printer",
    "paper",
    "lunch",
    "garden",
    "office",
    "chairs",
    "delivery",
    "weather",
    "photo",
    "music",
    "kitchen",
    "window",
    "carpet",
    "bicycle",
    "parking",
    "newsletter",
];
const SYLLABLES: &[&str] = &["ba", "ko", "ri", "tu", "mel", "san", "dor", "vik", "pan", "lo", "gre", "stu"];
const NAMES: &[&str] =
    &["an", "har", "wij", "to", "sen", "mid", "ov", "zhe", "qui", "fel", "yas", "und", "ich", "ela"];
const HITS: &[&str] = &[
    "I get [5000] Error while fetching rewards data when I open the rewards page",
    "tombol Continue abu-abu terus tidak bisa diklik",
    "兑换页面一直显示 403 Forbidden",
    "Support plan cannot be used for the specified product",
    "the Activate button is greyed out for our benefit",
    "kode CBC.99000027 muncul waktu undang pelanggan",
    "返点申请了两个月还没到账",
    "Access ID already linked to an account, what now",
];

/// Ordinary words; one in ten is a name that is rarely seen twice, so that a memory of words has to look things up,
/// one in thirty a number.
fn plain_text(dice: &mut Dice) -> String {
    let mut text = String::new();
    for _ in 0..140 {
        let _ = match dice.next(30) {
            0..=2 => write!(text, "{} ", (0..3).map(|_| dice.pick(NAMES)).collect::<String>()),
            3 => write!(text, "{} ", 10_000 + dice.next(80_000)),
            _ => write!(text, "{} ", dice.pick(WORDS)),
        };
    }
    text
}

fn mixed_text(dice: &mut Dice) -> String {
    let mut text = plain_text(dice);
    if dice.next(2) == 0 {
        let _ = write!(text, ". {}.", dice.pick(HITS));
    }
    text
}

fn hostile_text(dice: &mut Dice) -> String {
    let seed =
        dice.pick(&["error 403 ", "support plan cannot ", "not not no ", "兑换兑换", "[5000] Error while "]);
    seed.repeat(400)
}

fn export(folder: &Path, name: &str, tickets: usize, text: fn(&mut Dice) -> String) -> PathBuf {
    let path = folder.join(format!("{name}.csv"));
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut out = String::from("id,created_at,subject,description\n");
    for id in 0..tickets {
        let _ = writeln!(out, "{id},2026-05-01,Question {id},\"{}\"", text(&mut dice).replace('"', "\"\""));
    }
    std::fs::write(&path, out).expect("an export is written");
    path
}

/// A pack of as many rules, each with a symptom of its own that is seen by a message.
fn pack(folder: &Path, rules: usize) -> PathBuf {
    let pack = folder.join(format!("rules-{rules}")).join("made");
    std::fs::create_dir_all(&pack).expect("a folder");
    let mut text = String::from(
        "format: 1\npack: made\ntitle: {en: Made, id: Dibuat, zh: 生成}\nproduct: {any: [the made thing]}\n\
         sources:\n  kb: {article: \"1\", reviewed: 2026-01-01}\nsymptoms:\n",
    );
    let mut dice = Dice(rules as u64 + 1);
    let mut name = || (0..4).map(|_| dice.pick(SYLLABLES)).collect::<String>();
    for rule in 0..rules {
        let (one, two, three) = (name(), name(), name());
        let _ = writeln!(
            text,
            "  s{rule}:\n    title: {{en: S {rule}, id: G {rule}, zh: 症 {rule}}}\n    seen:\n      \
             - message: The {one} {two} could not be {three}"
        );
    }
    text.push_str("rules:\n");
    for rule in 0..rules {
        let _ = writeln!(
            text,
            "  r{rule}:\n    symptoms: [s{rule}]\n    cause:\n      title: {{en: C {rule}, id: S {rule}, zh: 因 {rule}}}\n      \
             explanation: {{en: It broke., id: Rusak., zh: 坏了。}}\n      source: kb\n    resolution:\n      \
             - {{for: customer, do: {{en: Mend it., id: Perbaiki., zh: 修好。}}}}"
        );
    }
    std::fs::write(pack.join("pack.yaml"), text).expect("a pack is written");
    pack.parent().expect("its folder").to_path_buf()
}
