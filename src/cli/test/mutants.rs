//! `--mutants`: would the fixtures notice if a rule were slightly different?

use super::load::Loaded;
use super::run::{refuse_junit, summary};
use super::score::read;
use super::{Format, Test};
use crate::book::RuleBook;
use crate::cli::check::counted;
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::report_style;
use crate::fixture::mutants::{Labelled, MutantReport, run_mutants};
use crate::fixture::run;
use crate::render::{fixtures, report};
use crate::score::unknown_labels;

/// Tries all mutants and shows those that are missed.
pub(super) fn measure(test: &Test, session: &Session, loaded: &Loaded<'_>) -> Result<Exit, Failure> {
    refuse_junit(test, "--mutants")?;
    let Loaded { engine, fixtures: read, scope } = loaded;
    let layout = session.terminal.layout();
    let ran = run(engine, &read.list);
    if !ran.passed() || !read.findings.list.is_empty() {
        // A fixture that fails anyway notices nothing.
        let sources = &read.findings.sources;
        let mut text = fixtures::report(&engine.book, &read.list, sources, &ran, session.lang, layout);
        text.push_str(&report::findings(&read.findings, &report_style(layout)));
        session.terminal.print(&text)?;
        session.terminal.note(&summary(loaded, &ran));
        session.terminal.note("no mutant was tried: all fixtures must pass first");
        return Ok(Exit::Attention);
    }
    let tickets = labelled(test, &engine.book)?;
    let tried = run_mutants(engine, &read.list, &tickets, scope);
    let text = if test.format == Format::Json {
        fixtures::mutants_json(&engine.book, &tried)
    } else {
        let mut text = fixtures::mutants(&engine.book, &tried, layout);
        if !tried.findings.list.is_empty() {
            text.push('\n');
            text.push_str(&report::findings(&tried.findings, &report_style(layout)));
        }
        text
    };
    session.terminal.print(&text)?;
    verdict(test, session, &tried)
}

fn verdict(test: &Test, session: &Session, tried: &MutantReport) -> Result<Exit, Failure> {
    let count = tried.count(|_| true);
    let (all, open) = (tried.results.len(), tried.open().count());
    let mut summary = format!(
        "{}: {} caught, {} missed, {} without effect: {:.2}%",
        counted(all, "mutant"),
        count.caught,
        count.missed,
        count.no_effect,
        (count.percent() * 100.0).floor() / 100.0
    );
    let missing = test.fail_under.filter(|least| count.percent() < *least);
    if let Some(least) = missing {
        summary.push_str(&format!(", less than {least}%"));
    }
    // A bar says how many may be missed; without one, or where reasons are asked for, each needs its own.
    let unexplained = open > 0 && (test.reasons || test.fail_under.is_none());
    if unexplained && test.reasons {
        summary.push_str(&format!(", {open} missed without a reason"));
    }
    let enough = missing.is_none() && !unexplained;
    session.terminal.note(&summary);
    Ok(if enough && tried.findings.list.is_empty() { Exit::Done } else { Exit::Attention })
}

/// The labelled tickets, linked to the book.
fn labelled(test: &Test, book: &RuleBook) -> Result<Vec<Labelled>, Failure> {
    let mut all = Vec::new();
    for path in &test.tickets {
        all.extend(read(path)?);
    }
    if let Some((id, label)) = unknown_labels(book, &all).first() {
        let help = "labels are full ids, such as `intel-points/forbidden-403`";
        return Err(Failure::new(format!("ticket `{id}` is labelled `{label}`, which is no symptom"), help));
    }
    let linked = all.into_iter().map(|ticket| {
        let named = |id: &&String| book.symptoms.iter().find(|(_, symptom)| symptom.id == **id);
        let mut present: Vec<_> =
            ticket.symptoms.iter().filter_map(|id| named(&id)).map(|(id, _)| id).collect();
        present.sort();
        present.dedup();
        Labelled { text: ticket.text, present }
    });
    Ok(linked.collect())
}
