//! `casebook test`: fixtures against the rules.

use crate::cli::check::counted;
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::report_style;
use crate::fixture::{load_fixtures, run};
use crate::render::{fixtures, report};
use clap::Args;
use std::path::PathBuf;

/// Run fixtures: snapshots with the diagnosis that their author expects
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Test {
    /// Fixture files and folders; default: the folder `fixtures`
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  casebook test                                       all fixtures below ./fixtures
  casebook test fixtures/my-product --rules rules     fixtures of one pack, with rules from a folder

Exit code: 0 all fixtures pass; 1 one fails, or there is none; 2 could not run.";

impl Test {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        let engine = session.engine()?;
        let packs = session.packs(&engine.book)?;
        let default = [PathBuf::from("fixtures")];
        let paths = if self.paths.is_empty() { default.as_slice() } else { &self.paths };
        if let Some(missing) = paths.iter().find(|path| !path.exists()) {
            let missing = missing.display();
            return Err(Failure::new(
                format!("there is no `{missing}`"),
                "name a fixture file or a folder of them",
            ));
        }
        let mut read = load_fixtures(paths, &engine.book, session.today());
        for fixture in &mut read.list {
            fixture.case.packs.clone_from(&packs);
        }
        let report = run(&engine, &read.list);
        let layout = session.terminal.layout();
        session.terminal.print(&fixtures::report(
            &engine.book,
            &read.list,
            &read.findings.sources,
            &report,
            session.lang,
            layout,
        ))?;
        if !read.findings.list.is_empty() {
            session.terminal.print(&report::findings(&read.findings, &report_style(layout)))?;
        }
        let mut summary =
            format!("{}, {} failed", counted(report.results.len(), "fixture"), report.failures());
        if !read.findings.list.is_empty() {
            summary.push_str(&format!(", {}", counted(read.findings.list.len(), "finding")));
        }
        session.terminal.note(&summary);
        let good = report.passed() && read.findings.list.is_empty();
        Ok(if good { Exit::Done } else { Exit::Attention })
    }
}
