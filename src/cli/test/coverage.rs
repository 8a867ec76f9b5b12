//! `--coverage`: what the fixtures show of the rules.

use super::load::Loaded;
use super::run::{refuse_junit, summary};
use super::{Format, Test};
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::report_style;
use crate::fixture::{coverage, run};
use crate::render::{fixtures, report};

/// Runs the fixtures and shows what they cover; failing fixtures come first.
pub(super) fn measure(test: &Test, session: &Session, loaded: &Loaded<'_>) -> Result<Exit, Failure> {
    refuse_junit(test, "--coverage")?;
    let Loaded { engine, fixtures: read, scope } = loaded;
    let sources = &read.findings.sources;
    let ran = run(engine, &read.list);
    let covered = coverage(&engine.book, &read.list, &ran, scope);
    let layout = session.terminal.layout();
    let text = if test.format == Format::Json {
        fixtures::coverage_json(&engine.book, &covered, sources, ran.failures())
    } else {
        let mut text = fixtures::report(&engine.book, &read.list, sources, &ran, session.lang, layout);
        text.push_str(&report::findings(&read.findings, &report_style(layout)));
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&fixtures::coverage(&engine.book, &covered, sources, layout));
        text
    };
    session.terminal.print(&text)?;
    session.terminal.note(&summary(loaded, &ran));
    let share = covered.share(|_| true);
    let enough = test.fail_under.is_none_or(|least| share.percent() >= least);
    if let (Some(least), false) = (test.fail_under, enough) {
        session.terminal.note(&format!("coverage is {:.2}%, less than {least}%", share.percent()));
    }
    Ok(if enough && ran.passed() && read.findings.list.is_empty() { Exit::Done } else { Exit::Attention })
}
