//! How often a run asks for memory: a promise about tickets that show nothing, counted and not timed.

#![allow(clippy::expect_used, reason = "a test stops at the first surprise, also in its helpers")]

use casebook::book::load;
use casebook::engine::Engine;
use casebook::pack::files::RulesRoot;
use casebook::triage::crew::Crew;
use casebook::triage::pipeline::{self, Format, Job, Sinks};
use casebook::triage::plan::Wishes;
use casebook::triage::read::Defaults;
use casebook::triage::source::{Input, Source};
use jiff::civil::date;
use std::fmt::Write;
use std::io::{self, Cursor};
use std::sync::atomic::AtomicU64;

const WORDS: [&str; 16] = [
    "please", "office", "the", "printer", "and", "Thursday", "lunch", "our", "delivery", "of", "kitchen",
    "paper", "would", "like", "meeting", "for",
];

/// A table of made-up tickets about other things.
fn table(tickets: usize) -> String {
    let mut out = String::from("id,created_at,subject,description\n");
    let mut dice = 1_u64;
    let mut next = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as usize % sides
    };
    for id in 0..tickets {
        let text: Vec<String> = (0..140)
            .map(|_| match next(30) {
                0 => (10_000 + next(80_000)).to_string(),
                _ => WORDS[next(WORDS.len())].to_owned(),
            })
            .collect();
        let _ = writeln!(
            out,
            "{id},2026-05-01,Question {id},\"{}.\n{}\"",
            text[..70].join(" "),
            text[70..].join(" ")
        );
    }
    out
}

/// How often a whole run on one thread asks for memory.
fn allocations(engine: &Engine, tickets: usize) -> u64 {
    let text = table(tickets);
    let job = Job {
        engine,
        defaults: Defaults { as_of: None, today: date(2026, 3, 1), packs: Vec::new() },
        crew: &Crew::gather(1).expect("a thread"),
        limit: None,
        name_inputs: false,
        include: &[],
        format: Format::Jsonl,
    };
    let reader = Box::new(Cursor::new(text.into_bytes()));
    let input = Input { name: "tickets".into(), reader, encoding: Some(encoding_rs::UTF_8) };
    let (mut output, counted) = (io::sink(), AtomicU64::new(0));
    let count = allocation_counter::measure(|| {
        let source = Source::open(input, &Wishes::default(), &engine.book);
        let mut sources = std::iter::once(source.map_err(|error| ("tickets".to_owned(), error)));
        let sinks = Sinks { output: &mut output, rejects: None, observer: None, counted: &counted };
        let summary = pipeline::run(&job, &mut sources, sinks).expect("it runs");
        assert_eq!(summary.total(), tickets as u64);
    });
    count.count_total
}

#[test]
fn a_ticket_that_shows_nothing_asks_for_next_to_no_memory() {
    let engine = Engine::new(load(&[RulesRoot::Builtin]).expect("the shipped packs"));
    // What a regex asks for when it is compiled, sooner or later, is no part of it, nor what a run asks for once.
    let each = |_| {
        let (few, many) = (allocations(&engine, 500), allocations(&engine, 2_500));
        many.saturating_sub(few) as f64 / 2_000.0
    };
    let each = (0..8).map(each).fold(f64::INFINITY, f64::min);
    assert!(each <= 0.2, "{each} a ticket");
}
