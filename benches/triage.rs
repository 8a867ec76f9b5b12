//! How fast exports are triaged, as ratios measured side by side in one run.
//!
//! `cargo bench` generates exports and rule packs from a fixed seed, runs the built program on them, and prints a
//! table. What is compared runs in turn, several times each, as processes of their own; of each the least time counts, without
//! the least that a run of one ticket takes (starting, reading the rules), and the ratio of the medians is told beside that of the
//! least: where the two differ much, something else was running. `CASEBOOK_BENCH_TICKETS` sets how many tickets an export has
//! (default 20,000).
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

/// At least and at most so many times all that is compared runs, and so long in between.
const LEAST_RUNS: usize = 3;
const MOST_RUNS: usize = 15;
const TIME: Duration = Duration::from_secs(4);
/// What the ratios are to be at most; `docs/PERFORMANCE.md` says why.
const TO_CSV: f64 = 3.0;
const MIXED_TO_CSV: f64 = 65.0;
const TWO_THREADS: f64 = 1.0 / 1.8;
const HOSTILE: f64 = 5.0;
const MORE_RULES: f64 = 2.0;

mod tickets;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> =
        std::env::args().skip_while(|argument| !argument.starts_with("--")).collect();
    let number = |at: usize| arguments.get(at).and_then(|number| number.parse::<u64>().ok());
    match arguments.first().map(String::as_str) {
        Some("--write") => {
            return tickets::write(number(1).expect("how many tickets"), number(2).unwrap_or(1));
        }
        Some("--read") => {
            read_with_csv(Path::new(&arguments[1]), number(2).expect("how many tickets") as usize);
            return Ok(());
        }
        _ => {}
    }
    let tickets = std::env::var("CASEBOOK_BENCH_TICKETS").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::tempdir().expect("a folder for exports");
    let plain = export(folder.path(), "plain", tickets, plain_text);
    let mixed = export(folder.path(), "mixed", tickets, mixed_text);
    let hostile = export(folder.path(), "hostile", tickets / 10, hostile_text);
    println!("{tickets} tickets an export; µs a ticket\n");
    println!("{:<58} {:>9} {:>8} {:>8} {:>8}", "", "µs", "ratio", "mark", "medians");

    let [read, one, two] = times([Work::Read(&plain), Work::triage(&plain, 1), Work::triage(&plain, 2)]);
    row("csv crate, StringRecord, plain tickets", read, tickets, None);
    row("triage, 1 thread, plain English, no hit; to csv", one, tickets, Some((one.to(read), TO_CSV)));
    row("triage, 2 threads, the same; to 1 thread", two, tickets, Some((two.to(one), TWO_THREADS)));
    let [read, hits, two] = times([Work::Read(&mixed), Work::triage(&mixed, 1), Work::triage(&mixed, 2)]);
    let to_csv = Some((hits.to(read), MIXED_TO_CSV));
    row("triage, 1 thread, three languages, half with hits; to csv", hits, tickets, to_csv);
    row("triage, 2 threads, the same; to 1 thread", two, tickets, Some((two.to(hits), TWO_THREADS)));
    let [bad] = times([Work::triage(&hostile, 1)]);
    let a_byte = bad.to(hits).map(|ratio| ratio * size(&mixed) / size(&hostile));
    row("hostile texts, 1 thread; time a byte, to mixed tickets", bad, tickets / 10, Some((a_byte, HOSTILE)));

    println!();
    let rules = [50, 500, 5_000, 10_000];
    let packs = rules.map(|rules| pack(folder.path(), rules));
    let packs = packs.each_ref().map(|pack| Work::Triage(&plain, Some(pack), 1));
    let times = times(packs);
    for (rules, time) in rules.into_iter().zip(times) {
        let what = format!("{rules} rules, 1 thread, plain tickets; to 50 rules");
        row(&what, time, tickets, Some((time.to(times[0]), MORE_RULES)));
        let what = format!("{rules} rules, start to end of a run of one ticket");
        println!("{what:<58} {:>6.0} ms", time.start.as_secs_f64() * 1e3);
    }
    Ok(())
}

/// Prints a time, and with it ratios and what they may be at most.
fn row(what: &str, time: Time, tickets: usize, ratio: Option<([f64; 2], f64)>) {
    let told = ratio.map(|([least, medians], mark)| {
        format!("{least:>8.2} {:>8} {:>8}", format!("≤ {mark:.2}"), format!("({medians:.2})"))
    });
    let micros = time.least.as_secs_f64() * 1e6 / tickets as f64;
    println!("{what:<58} {micros:>9.2} {}", told.unwrap_or_default());
}

/// A process that goes through an export.
#[derive(Clone, Copy)]
enum Work<'a> {
    /// The csv crate reads it.
    Read(&'a Path),
    /// It is triaged, with other rules than the shipped ones, by so many threads.
    Triage(&'a Path, Option<&'a Path>, usize),
}

impl<'a> Work<'a> {
    fn triage(export: &'a Path, threads: usize) -> Self {
        Work::Triage(export, None, threads)
    }

    /// The time of a process that stops after so many tickets.
    fn run(self, limit: usize) -> Duration {
        let mut command = match self {
            Work::Read(export) => {
                let mut command = Command::new(std::env::current_exe().expect("this program"));
                command.arg("--read").arg(export).arg(limit.to_string());
                command
            }
            Work::Triage(export, rules, threads) => {
                let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
                command.arg("triage").arg(export).args(["--threads", &threads.to_string()]);
                command.args(["--limit", &limit.to_string()]);
                rules.into_iter().for_each(|rules| _ = command.arg("--rules").arg(rules));
                command
            }
        };
        let start = Instant::now();
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("it runs");
        assert!(status.success(), "it ended with {status}");
        start.elapsed()
    }
}

/// How long a work took: the least and the median, without those of a run of one ticket, and the least of these.
#[derive(Clone, Copy)]
struct Time {
    least: Duration,
    median: Duration,
    start: Duration,
}

impl Time {
    /// The ratios to another time: of the least, and of the medians.
    fn to(self, other: Self) -> [f64; 2] {
        [(self.least, other.least), (self.median, other.median)]
            .map(|(own, other)| own.as_secs_f64() / other.as_secs_f64())
    }
}

/// Runs works in turn.
fn times<const N: usize>(works: [Work; N]) -> [Time; N] {
    let begin = Instant::now();
    let mut taken = [const { (Vec::new(), Vec::new()) }; N];
    while taken[0].0.len() < LEAST_RUNS || taken[0].0.len() < MOST_RUNS && begin.elapsed() < TIME {
        for (work, (starts, wholes)) in works.iter().zip(&mut taken) {
            starts.push(work.run(1));
            wholes.push(work.run(usize::MAX));
        }
    }
    taken.map(|(mut starts, mut wholes)| {
        starts.sort_unstable();
        wholes.sort_unstable();
        let middle = starts.len() / 2;
        Time {
            least: wholes[0].saturating_sub(starts[0]),
            median: wholes[middle].saturating_sub(starts[middle]),
            start: starts[0],
        }
    })
}

fn size(path: &Path) -> f64 {
    std::fs::metadata(path).expect("an export").len() as f64
}

fn read_with_csv(export: &Path, limit: usize) {
    let mut reader = csv::Reader::from_path(export).expect("an export");
    let records = reader.records().take(limit);
    let bytes: usize = records.map(|record| record.expect("a record").as_slice().len()).sum();
    std::hint::black_box(bytes);
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
