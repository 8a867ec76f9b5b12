//! The weights that ship are learned from the labelled tickets that are there to look at, and from the fixtures.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise, also in its helpers")]

use casebook::book::load;
use casebook::engine::Engine;
use casebook::fixture::{Fixtures, load_fixtures};
use casebook::learn::{Lesson, learn};
use casebook::pack::files::RulesRoot;
use casebook::score::{Ticket, tickets};
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The tickets of a folder, file by file in order.
fn folder(name: &str) -> Vec<Ticket> {
    let entries = std::fs::read_dir(root().join("fixtures/tickets").join(name)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|file| tickets(&std::fs::read_to_string(file).unwrap()).unwrap()).collect()
}

fn engine() -> Engine {
    Engine::new(load(&[RulesRoot::Builtin]).unwrap())
}

fn fixtures(engine: &Engine) -> Fixtures {
    load_fixtures(&[root().join("fixtures")], &engine.book, jiff::civil::date(2026, 1, 1))
}

/// Writes the table anew: `cargo test --test learn -- --ignored`, after rules or labelled tickets changed much.
#[test]
#[ignore = "writes src/text/data/lean.tsv"]
fn write_the_table() {
    let engine = engine();
    let tickets: Vec<Ticket> = ["tune", "denials"].into_iter().flat_map(folder).collect();
    let fixtures = fixtures(&engine);
    let told = tickets.iter().map(|ticket| Lesson::of_ticket(&engine.book, ticket));
    let lessons: Vec<Lesson<'_>> = told.chain(fixtures.list.iter().filter_map(Lesson::of_fixture)).collect();
    std::fs::write(root().join("src/text/data/lean.tsv"), learn(&engine, &lessons)).unwrap();
}

/// A few hundred tickets teach what tells the others apart, and the same table comes out each time.
#[test]
fn what_is_learned_carries_over() {
    let engine = engine();
    let tickets = folder("denials");
    let lessons: Vec<Lesson<'_>> =
        tickets.iter().map(|ticket| Lesson::of_ticket(&engine.book, ticket)).collect();
    let table = learn(&engine, &lessons);
    assert_eq!(table, learn(&engine, &lessons));
    let weight = |gram: &str| {
        let row = table.lines().find(|line| line.split('\t').next() == Some(gram));
        row.map(|row| row.split('\t').skip(1).filter_map(|cell| cell.parse::<i32>().ok()).sum::<i32>())
    };
    assert!(weight("_ sudah").is_some_and(|weight| weight < 0), "{:?}", weight("_ sudah"));
    assert!(weight("still").is_some_and(|weight| weight > 0), "{:?}", weight("still"));
}
