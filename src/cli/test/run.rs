//! The plain run: does every fixture come out as its author expects?

use super::load::Loaded;
use super::watch::Before;
use super::{Format, Test};
use crate::cli::check::counted;
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::report_style;
use crate::fixture::{FixtureReport, run_again};
use crate::render::{fixtures, report};

/// Runs the fixtures and shows those that fail.
pub(super) fn run(
    test: &Test,
    session: &Session,
    loaded: &Loaded<'_>,
    before: &mut Before,
) -> Result<Exit, Failure> {
    let fixtures = &loaded.fixtures.list;
    let report = run_again(loaded.engine, fixtures, &mut before.readings);
    before.stages.end(session, "ran fixtures");
    session.terminal.print(&shown(test, session, loaded, &report)?)?;
    session.terminal.note(&summary(loaded, &report));
    let findings = &loaded.fixtures.findings.list;
    Ok(if report.passed() && findings.is_empty() { Exit::Done } else { Exit::Attention })
}

fn shown(
    test: &Test,
    session: &Session,
    loaded: &Loaded<'_>,
    ran: &FixtureReport,
) -> Result<String, Failure> {
    let (book, read) = (&loaded.engine.book, &loaded.fixtures);
    match test.format {
        Format::Pretty => {
            let layout = session.terminal.layout();
            let sources = &read.findings.sources;
            let mut text = fixtures::report(book, &read.list, sources, ran, session.lang, layout);
            if !read.findings.list.is_empty() {
                text.push_str(&report::findings(&read.findings, &report_style(layout)));
            }
            Ok(text)
        }
        Format::Json => Ok(fixtures::json(ran, &read.findings, &book.digest)),
        Format::Junit => fixtures::junit(book, &read.list, ran, &read.findings, session.lang)
            .map_err(|error| Failure::new(format!("cannot write JUnit XML: {error}"), "use `--format json`")),
    }
}

/// How many fixtures ran and failed, and what is wrong with their files.
pub(super) fn summary(loaded: &Loaded<'_>, report: &FixtureReport) -> String {
    let findings = &loaded.fixtures.findings.list;
    let mut summary = format!("{}, {} failed", counted(report.results.len(), "fixture"), report.failures());
    if !findings.is_empty() {
        summary.push_str(&format!(", {}", counted(findings.len(), "finding")));
    }
    summary
}

/// JUnit XML tells of fixtures and of nothing else.
///
/// # Errors
/// When it is asked for.
pub(super) fn refuse_junit(test: &Test, option: &str) -> Result<(), Failure> {
    if test.format == Format::Junit {
        return Err(Failure::new(
            format!("`{option}` cannot be written as JUnit XML"),
            "use `--format pretty` or `--format json`",
        ));
    }
    Ok(())
}
