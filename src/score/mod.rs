//! Measuring the reading of tickets against labels.
//!
//! Goes in: labelled tickets (JSON Lines) and what the engine read in each. Comes out: precision, recall and F1
//! over (ticket, symptom present), micro-averaged, in all and by language and style; how many tickets without a
//! symptom stayed silent; how many denied symptoms were not taken for present. Pure: reads no file itself.

use crate::book::RuleBook;
use crate::engine::Engine;
use crate::text::Status;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A ticket with what a careful reader sees in it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ticket {
    /// A name for reports.
    pub id: String,
    /// Its main language.
    pub lang: String,
    /// Its text.
    pub text: String,
    /// Full ids of the symptoms present.
    pub symptoms: Vec<String>,
    /// Full ids of symptoms mentioned but not present.
    #[serde(default)]
    pub denied: Vec<String>,
    /// Styles, such as `paraphrase` or `silent`.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// Reads labelled tickets, one a line; blank lines are passed over.
///
/// # Errors
/// The number of the line that is not a ticket, and why.
pub fn tickets(text: &str) -> Result<Vec<Ticket>, (usize, String)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| serde_json::from_str(line).map_err(|error| (index + 1, error.to_string())))
        .collect()
}

/// Labels that name no symptom of the book: ticket id and label.
pub fn unknown_labels(book: &RuleBook, tickets: &[Ticket]) -> Vec<(String, String)> {
    let known: BTreeSet<&str> = book.symptoms.iter().map(|(_, symptom)| symptom.id.as_str()).collect();
    let labels = |ticket: &Ticket| {
        let mut labels = ticket.symptoms.clone();
        labels.extend(ticket.denied.iter().cloned());
        labels.into_iter().map(|label| (ticket.id.clone(), label)).collect::<Vec<_>>()
    };
    tickets.iter().flat_map(labels).filter(|(_, label)| !known.contains(label.as_str())).collect()
}

/// Right and wrong answers over a group of tickets.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    /// Tickets in the group.
    pub tickets: usize,
    /// Symptoms present and found.
    pub hits: usize,
    /// Symptoms found but not present.
    pub extra: usize,
    /// Symptoms present but not found.
    pub missed: usize,
    /// Tickets without a present symptom.
    pub silent: usize,
    /// Those of them in which none was found.
    pub kept_silent: usize,
    /// Symptoms mentioned but not present.
    pub denials: usize,
    /// Those of them that were not taken for present.
    pub noticed: usize,
}

impl Tally {
    /// Share of what was found that is right, `0.0..=1.0`; 1 where nothing was found.
    pub fn precision(&self) -> f64 {
        ratio(self.hits, self.hits + self.extra)
    }

    /// Share of what is there that was found, `0.0..=1.0`; 1 where nothing is there.
    pub fn recall(&self) -> f64 {
        ratio(self.hits, self.hits + self.missed)
    }

    /// Harmonic mean of precision and recall, micro-averaged.
    pub fn f1(&self) -> f64 {
        ratio(2 * self.hits, 2 * self.hits + self.extra + self.missed)
    }

    /// Share of silent tickets kept silent; 1 where there is none.
    pub fn silence(&self) -> f64 {
        ratio(self.kept_silent, self.silent)
    }

    /// Share of denied symptoms not taken for present; 1 where there is none.
    pub fn denial(&self) -> f64 {
        ratio(self.noticed, self.denials)
    }

    fn add(&mut self, outcome: &Outcome) {
        self.tickets += 1;
        self.hits += outcome.hits;
        self.extra += outcome.extra.len();
        self.missed += outcome.missed.len();
        if outcome.silent {
            self.silent += 1;
            self.kept_silent += usize::from(outcome.extra.is_empty());
        }
        self.denials += outcome.denials;
        self.noticed += outcome.noticed;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// What came out for one ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The ticket's id.
    pub id: String,
    /// Right answers.
    pub hits: usize,
    /// Found but not present, sorted.
    pub extra: Vec<String>,
    /// Present but not found, sorted.
    pub missed: Vec<String>,
    /// Whether the ticket has no present symptom.
    pub silent: bool,
    /// Symptoms labelled as mentioned only.
    pub denials: usize,
    /// Those not taken for present.
    pub noticed: usize,
}

/// The measure of a set of tickets.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Score {
    /// Over all tickets.
    pub all: Tally,
    /// By language.
    pub languages: BTreeMap<String, Tally>,
    /// By style.
    pub styles: BTreeMap<String, Tally>,
    /// By pack of the labels; tickets without any label count under `-`.
    pub packs: BTreeMap<String, Tally>,
    /// What came out ticket by ticket, in input order.
    pub outcomes: Vec<Outcome>,
}

/// Reads every ticket and counts.
pub fn score(engine: &Engine, tickets: &[Ticket]) -> Score {
    let mut score = Score::default();
    for ticket in tickets {
        let outcome = outcome(engine, ticket);
        score.all.add(&outcome);
        score.languages.entry(ticket.lang.clone()).or_default().add(&outcome);
        for tag in &ticket.tags {
            score.styles.entry(tag.clone()).or_default().add(&outcome);
        }
        let pack = ticket.symptoms.first().or(ticket.denied.first()).and_then(|id| id.split('/').next());
        score.packs.entry(pack.unwrap_or("-").to_owned()).or_default().add(&outcome);
        score.outcomes.push(outcome);
    }
    score
}

fn outcome(engine: &Engine, ticket: &Ticket) -> Outcome {
    let reading = engine.read(std::slice::from_ref(&ticket.text));
    let found: BTreeSet<String> = reading
        .mentions
        .iter()
        .filter(|mention| mention.status == Status::Present)
        .map(|mention| engine.book.symptoms[mention.symptom].id.clone())
        .collect();
    let wanted: BTreeSet<String> = ticket.symptoms.iter().cloned().collect();
    Outcome {
        id: ticket.id.clone(),
        hits: found.intersection(&wanted).count(),
        extra: found.difference(&wanted).cloned().collect(),
        missed: wanted.difference(&found).cloned().collect(),
        silent: wanted.is_empty(),
        denials: ticket.denied.len(),
        noticed: ticket.denied.iter().filter(|id| !found.contains(*id)).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_micro_averaged() {
        let mut tally = Tally::default();
        tally.add(&Outcome {
            id: "a".into(),
            hits: 2,
            extra: vec!["x".into()],
            missed: vec![],
            silent: false,
            denials: 1,
            noticed: 1,
        });
        tally.add(&Outcome {
            id: "b".into(),
            hits: 0,
            extra: vec![],
            missed: vec!["y".into()],
            silent: false,
            denials: 0,
            noticed: 0,
        });
        assert!((tally.precision() - 2.0 / 3.0).abs() < 1e-9);
        assert!((tally.recall() - 2.0 / 3.0).abs() < 1e-9);
        assert!((tally.f1() - 2.0 / 3.0).abs() < 1e-9);
        assert!((tally.denial() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_bad_line_is_named() {
        let text = "{\"id\":\"a\",\"lang\":\"en\",\"text\":\"t\",\"symptoms\":[]}\n\n{\"id\":1}\n";
        assert_eq!(tickets(text).map_err(|(line, _)| line), Err(3));
    }
}
