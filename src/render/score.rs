//! The measure of a set of labelled tickets as a table, and the tickets that came out wrong.

use crate::render::safe;
use crate::score::{Score, Tally, Ticket};
use std::fmt::Write;

/// The table: one row for all tickets, then one a language, pack and style. Shares are of 1.
pub fn table(score: &Score) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:<28} {:>7} {:>9} {:>7} {:>7} {:>9} {:>8}",
        "", "tickets", "precision", "recall", "F1", "silence", "denial"
    );
    row(&mut out, "all", &score.all);
    for (title, group) in [("language", &score.languages), ("pack", &score.packs), ("style", &score.styles)] {
        for (name, tally) in group {
            row(&mut out, &format!("{title} {}", safe::line(name)), tally);
        }
    }
    out
}

fn row(out: &mut String, name: &str, tally: &Tally) {
    let share = |value: f64, of: usize| if of == 0 { "-".to_owned() } else { format!("{value:.3}") };
    let _ = writeln!(
        out,
        "{name:<28} {:>7} {:>9.3} {:>7.3} {:>7.3} {:>9} {:>8}",
        tally.tickets,
        tally.precision(),
        tally.recall(),
        tally.f1(),
        share(tally.silence(), tally.silent),
        share(tally.denial(), tally.denials),
    );
}

/// The tickets with a symptom too many or too few, each with its text.
pub fn misses(score: &Score, tickets: &[Ticket]) -> String {
    let mut out = String::new();
    for (ticket, outcome) in tickets.iter().zip(&score.outcomes) {
        if outcome.extra.is_empty() && outcome.missed.is_empty() {
            continue;
        }
        let _ =
            writeln!(out, "\n{} ({})  {}", outcome.id, safe::line(&ticket.lang), safe::line(&ticket.text));
        for (word, ids) in [("missed", &outcome.missed), ("extra ", &outcome.extra)] {
            for id in ids {
                let _ = writeln!(out, "  {word} {}", safe::line(id));
            }
        }
    }
    out
}
