//! `--cross`: what fixtures' texts show that nobody expects, over all packs.

use super::load::Loaded;
use super::run::refuse_junit;
use super::{Format, Test};
use crate::cli::check::counted;
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::report_style;
use crate::fixture::cross;
use crate::render::{fixtures, report};

/// Reads every fixture's text with all packs and shows what is not expected.
pub(super) fn measure(test: &Test, session: &Session, loaded: &Loaded<'_>) -> Result<Exit, Failure> {
    refuse_junit(test, "--cross")?;
    let Loaded { engine, fixtures: read, .. } = loaded;
    let found = cross(engine, &read.list);
    let layout = session.terminal.layout();
    let text = if test.format == Format::Json {
        fixtures::cross_json(&engine.book, &read.list, &found, &read.findings)
    } else {
        let mut text = fixtures::cross(&engine.book, &read.list, &found, &read.findings, layout);
        text.push_str(&report::findings(&read.findings, &report_style(layout)));
        text
    };
    session.terminal.print(&text)?;
    let strong = found.iter().filter(|one| !one.mention.weak).count();
    let (texts, weak) = (counted(read.list.len(), "fixture"), found.len() - strong);
    session.terminal.note(&format!("{texts}: {strong} unexpected on strong evidence, {weak} on weak"));
    let good = strong == 0 && !read.list.is_empty() && read.findings.list.is_empty();
    Ok(if good { Exit::Done } else { Exit::Attention })
}
