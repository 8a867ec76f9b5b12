//! Triage: every byte accounted for, in order; the same lines for any number of threads and any way of reading.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use casebook::book::load_texts;
use casebook::engine::Engine;
use casebook::lang::Lang;
use casebook::render::triage::reason;
use casebook::triage::crew::Crew;
use casebook::triage::csv::{Csv, Dialect};
use casebook::triage::json::{Frame, Json};
use casebook::triage::lines::Lines;
use casebook::triage::piece::{Accounting, Damage, Piece, PieceKind};
use casebook::triage::pipeline::{self, Format, Job, Sinks, Summary};
use casebook::triage::plan::Wishes;
use casebook::triage::read::Defaults;
use casebook::triage::source::{Input, Source};
use casebook::triage::split::Splitter;
use casebook::triage::window::Window;
use casebook::triage::{Outcome, Reason, Record};
use jiff::civil::date;
use proptest::prelude::*;
use std::io::{self, Cursor, Read};
use std::sync::LazyLock;
use std::sync::atomic::AtomicU64;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let files = vec![("shop/pack.yaml".to_owned(), include_str!("data/shop.yaml").to_owned())];
    Engine::new(load_texts(files).expect("the pack is without fault"))
});

/// Gives a few bytes at a time, as a slow pipe does.
struct Slow(Cursor<Vec<u8>>, usize);

impl Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(self.1);
        self.0.read(&mut buffer[..most])
    }
}

fn pieces(bytes: &[u8], mut splitter: Splitter, chunk: usize) -> Vec<Piece> {
    let mut window = Window::new(Box::new(Slow(Cursor::new(bytes.to_vec()), chunk)));
    let mut pieces = Vec::new();
    while let Some(piece) = splitter.next(&mut window).expect("it reads") {
        window.take(piece.length);
        pieces.push(piece);
    }
    pieces
}

fn csv() -> Splitter {
    Splitter::Csv(Csv::new(Dialect { delimiter: b',', end: b'\n' }, false))
}

/// Output, rejects, summary and what an observer saw.
fn triage(bytes: &[u8], threads: usize) -> (String, Vec<u8>, Summary, Vec<(Record, Outcome)>) {
    let job = Job {
        engine: &ENGINE,
        defaults: Defaults { as_of: None, today: date(2026, 3, 1), packs: Vec::new() },
        crew: &Crew::gather(threads).expect("threads"),
        limit: None,
        name_inputs: false,
        include: &[],
        format: Format::Jsonl,
    };
    let input = Input {
        name: "tickets".into(),
        reader: Box::new(Cursor::new(bytes.to_vec())),
        encoding: Some(encoding_rs::UTF_8),
    };
    let mut sources = std::iter::once(
        Source::open(input, &Wishes::default(), &ENGINE.book).map_err(|error| ("tickets".to_owned(), error)),
    );
    let (mut output, mut rejects, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    let mut observer = |record: &Record, outcome: &Outcome| seen.push((record.clone(), outcome.clone()));
    let sinks = Sinks {
        output: &mut output,
        rejects: Some(&mut rejects),
        observer: Some(&mut observer),
        counted: &AtomicU64::new(0),
    };
    let summary = pipeline::run(&job, &mut sources, sinks).expect("it runs");
    (String::from_utf8(output).expect("UTF-8"), rejects, summary, seen)
}

fn kinds(text: &str) -> Vec<(PieceKind, &str)> {
    let mut at = 0;
    let cut = pieces(text.as_bytes(), csv(), 1 << 20).into_iter().map(|piece| {
        at += piece.length;
        (piece.kind, &text[at - piece.length..at])
    });
    cut.collect()
}

#[test]
fn a_stray_quote_swallows_nothing() {
    let found = kinds("a,b\n1,x\n2,\"open\n3,y\n4,\"two\nlines\"\n\n5,z\n");
    let words: Vec<String> = found
        .iter()
        .map(|(kind, text)| match kind {
            PieceKind::Reject(damage) => {
                format!("{}: {text:?}", reason::text(&Reason::Damage(damage.clone()), Lang::En))
            }
            kind => format!("{kind:?}: {text:?}"),
        })
        .collect();
    assert_eq!(
        words,
        [
            r#"Header: "a,b\n""#,
            r#"Record: "1,x\n""#,
            r#"the quote opened on line 3 is not closed: "2,\"open\n""#,
            r#"Record: "3,y\n""#,
            r#"Record: "4,\"two\nlines\"\n""#,
            r#"Blank: "\n""#,
            r#"Record: "5,z\n""#,
        ]
    );
}

#[test]
fn quotes_of_two_rows_do_not_close_each_other() {
    let found = kinds("a,b\n1,\"x\n2,\"y\n3,z\n4,\"v\n5,\"w\n");
    let rejects: Vec<&str> = found
        .iter()
        .filter(|(kind, _)| matches!(kind, PieceKind::Reject(Damage::Quote { .. })))
        .map(|(_, text)| *text)
        .collect();
    assert_eq!(rejects, ["1,\"x\n", "2,\"y\n", "4,\"v\n", "5,\"w\n"], "{found:?}");
    assert!(found.contains(&(PieceKind::Record, "3,z\n")), "{found:?}");
    // Where a text only holds quotes that were not doubled, nothing is wrong with its row.
    let found = kinds("a,b\n1,\"he said\n\"yes\" and left\"\n2,y\n");
    assert!(found.contains(&(PieceKind::Record, "1,\"he said\n\"yes\" and left\"\n")), "{found:?}");
}

#[test]
fn tables_behind_each_other_are_one() {
    let found = kinds("id,text\n1,a\nid,text\r\n2,b\n\u{feff}id,text\n3,c\ntext,id\nid,text");
    let of = |wanted: PieceKind| -> Vec<&str> {
        found.iter().filter(|(kind, _)| *kind == wanted).map(|(_, text)| *text).collect()
    };
    assert_eq!(of(PieceKind::Header), ["id,text\n", "id,text\r\n", "\u{feff}id,text\n", "id,text"]);
    assert_eq!(of(PieceKind::Record), ["1,a\n", "2,b\n", "3,c\n", "text,id\n"]);
    // The only field of a row may be a text like any other.
    let found = kinds("it broke\nit broke\n");
    assert_eq!(found[1], (PieceKind::Record, "it broke\n"));
    let (output, _, summary, _) = triage(b"id,text\n1,a\nid,text\n2,b\n", 2);
    assert_eq!((output.lines().count(), summary.total(), summary.account.header), (2, 2, 16));
}

#[test]
fn an_empty_input_gives_an_empty_output() {
    let (output, rejects, summary, seen) = triage(b"", 2);
    assert_eq!((output.as_str(), rejects.len(), summary.total(), seen.len()), ("", 0, 0, 0));
}

#[test]
fn rejects_stand_in_their_place() {
    let (output, rejects, summary, seen) = triage(b"id,text\n1,a\n2,b,c\n3,d\n", 2);
    assert_eq!(output.lines().count(), 3);
    let line = output.lines().nth(1).expect("three lines");
    assert!(line.starts_with(r#"{"row":2,"id":null,"status":"rejected""#), "{line}");
    assert!(line.contains("the row has 3 fields, the header has 2"), "{line}");
    assert_eq!(rejects, b"2,b,c\n");
    assert_eq!(summary.total(), 3);
    assert_eq!(
        seen.iter().map(|(record, _)| record.range.clone()).collect::<Vec<_>>(),
        [8..12, 12..18, 18..22]
    );
}

#[test]
fn a_line_of_100_megabytes_is_one_reject() {
    let mut bytes = b"{\"id\":1,\"text\":\"".to_vec();
    bytes.resize(100_000_000, b'a');
    bytes.extend_from_slice(b"\"}\n{\"id\":2,\"text\":\"x\"}\n");
    let (output, rejects, summary, _) = triage(&bytes, 2);
    assert_eq!(summary.records, [0, 0, 0, 1, 1], "{output}");
    assert_eq!(summary.account.total(), bytes.len() as u64);
    assert_eq!(rejects.len(), 100_000_003);
}

/// Bytes that tables and JSON lines are made of, with much that breaks them.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        4 => Just(b"1,x\n".to_vec()),
        2 => Just(b"2,\"two\nlines\"\n".to_vec()),
        2 => Just(b"\"".to_vec()),
        2 => Just(b"\n".to_vec()),
        1 => Just(b"\r\n".to_vec()),
        1 => Just(b",".to_vec()),
        2 => Just(b"{\"id\":1,\"text\":\"x\"}\n".to_vec()),
        1 => Just(b"[{\"id\":1,\"text\":\"x\"},".to_vec()),
        1 => Just(b"{\"list\":[".to_vec()),
        1 => Just(b"]}".to_vec()),
        2 => proptest::collection::vec(any::<u8>(), 0..6),
    ];
    proptest::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_is_accounted_for(bytes in bytes(), chunk in 1_usize..50) {
        for splitter in [
            csv,
            || Splitter::Lines(Lines::default()),
            || Splitter::Json(Json::new(Frame::List)),
            || Splitter::Json(Json::new(Frame::Member { name: "list".to_owned(), depth: 1 })),
            || Splitter::Json(Json::new(Frame::Stream)),
        ] {
            let whole = pieces(&bytes, splitter(), 1 << 20);
            prop_assert_eq!(whole.iter().map(|piece| piece.length).sum::<usize>(), bytes.len());
            prop_assert!(whole.iter().all(|piece| piece.length > 0));
            prop_assert_eq!(&pieces(&bytes, splitter(), chunk), &whole);
        }
    }

    #[test]
    fn any_number_of_threads_gives_the_same(bytes in bytes()) {
        let bytes = [b"id,text\n".as_slice(), &bytes].concat();
        let one = triage(&bytes, 1);
        prop_assert_eq!(one.2.account.total(), bytes.len() as u64);
        prop_assert_eq!(one.2.total(), one.0.lines().count() as u64);
        let Accounting { rejects, .. } = one.2.account;
        prop_assert_eq!(rejects, one.1.len() as u64);
        for threads in [2, 5] {
            prop_assert_eq!(&triage(&bytes, threads), &one);
        }
    }
}
