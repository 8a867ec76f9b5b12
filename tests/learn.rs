//! The weights that ship are learned from the labelled tickets that are there to look at, and from the fixtures.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

mod labelled;
mod shipped;

use casebook::fixture::load_fixtures;
use casebook::learn::{Lesson, learn};
use casebook::score::Ticket;
use jiff::civil::date;
use labelled::{fixtures, labelled};
use shipped::ENGINE;
use std::collections::BTreeMap;
use std::path::Path;

/// How far the table may fall behind rules and tickets, as a share of all weights.
const BEHIND: f64 = 0.15;

/// The weights of a table, by gram and column.
fn weights(table: &str) -> BTreeMap<(&str, usize), f64> {
    let cells = |line| {
        let mut cells = str::split(line, '\t');
        let gram = cells.next().unwrap_or_default();
        cells.enumerate().filter_map(move |(column, cell)| Some(((gram, column), cell.parse().ok()?)))
    };
    table.lines().skip(1).flat_map(cells).collect()
}

/// `UPDATE=1 cargo test --test learn` writes the table anew, after rules or labelled tickets changed much.
#[test]
fn the_table_is_what_tickets_and_fixtures_teach() {
    let tickets: Vec<Ticket> = [("tune", 5800), ("denials", 540)]
        .into_iter()
        .flat_map(|(set, least)| labelled(set, least))
        .collect();
    let fixtures = load_fixtures(&[fixtures()], &ENGINE.book, date(2026, 1, 1));
    let told = tickets.iter().map(|ticket| Lesson::of_ticket(&ENGINE.book, ticket));
    let lessons: Vec<Lesson<'_>> = told.chain(fixtures.list.iter().filter_map(Lesson::of_fixture)).collect();
    let learned = learn(&ENGINE, &lessons);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/text/data/lean.tsv");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&file, &learned).unwrap();
    }
    let ships = std::fs::read_to_string(&file).unwrap();
    let (learned, ships) = (weights(&learned), weights(&ships));
    let of = |table: &BTreeMap<(&str, usize), f64>, key| table.get(key).copied().unwrap_or(0.0);
    let all: f64 = learned.values().map(|weight| weight.abs()).sum();
    let gone = ships.iter().filter(|(key, _)| !learned.contains_key(*key)).map(|(_, weight)| weight.abs());
    let moved = learned.iter().map(|(key, weight)| (weight - of(&ships, key)).abs());
    let behind = (moved.sum::<f64>() + gone.sum::<f64>()) / all;
    assert!(behind <= BEHIND, "{behind:.3} of the weights would be others");
}

/// A few hundred tickets teach what tells the others apart, and the same table comes out each time.
#[test]
fn what_is_learned_carries_over() {
    let tickets = labelled("denials", 540);
    let lessons: Vec<Lesson<'_>> =
        tickets.iter().map(|ticket| Lesson::of_ticket(&ENGINE.book, ticket)).collect();
    let table = learn(&ENGINE, &lessons);
    assert_eq!(table, learn(&ENGINE, &lessons));
    let weight = |gram: &str| {
        let row = table.lines().find(|line| line.split('\t').next() == Some(gram));
        row.map(|row| row.split('\t').skip(1).filter_map(|cell| cell.parse::<i32>().ok()).sum::<i32>())
    };
    assert!(weight("_ sudah").is_some_and(|weight| weight < 0), "{:?}", weight("_ sudah"));
    assert!(weight("still").is_some_and(|weight| weight > 0), "{:?}", weight("still"));
}
