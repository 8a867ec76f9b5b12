//! `casebook test`: fixtures against the rules.

use crate::cli::check::counted;
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::report_style;
use crate::engine::Engine;
use crate::fixture::{load_fixtures, run};
use crate::render::{self, fixtures, report};
use crate::score;
use clap::Args;
use std::path::PathBuf;

/// Run fixtures: snapshots with the diagnosis that their author expects
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Test {
    /// Fixture files and folders; default: the folder `fixtures`
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Measure the reading of labelled tickets (JSON Lines) instead: precision, recall, F1, silence, denial;
    /// with -v also every ticket that came out wrong
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with = "paths")]
    score: Vec<PathBuf>,

    /// With --score: fail unless F1 over all tickets is at least this (0 to 1)
    #[arg(long, value_name = "SHARE", requires = "score")]
    floor: Option<f64>,
}

const EXAMPLES: &str = "\
Examples:
  casebook test                                       all fixtures below ./fixtures
  casebook test fixtures/my-product --rules rules     fixtures of one pack, with rules from a folder
  casebook test --score fixtures/tickets/tune/*.jsonl how well labelled tickets are read

Exit code: 0 all fixtures pass; 1 one fails, or there is none; 2 could not run.";

impl Test {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        let engine = session.engine()?;
        if !self.score.is_empty() {
            return self.measure(session, &engine);
        }
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

    /// Measures the reading of labelled tickets.
    fn measure(&self, session: &Session, engine: &Engine) -> Result<Exit, Failure> {
        let mut tickets = Vec::new();
        for path in &self.score {
            let name = path.display();
            let text = std::fs::read_to_string(path).map_err(|error| {
                Failure::new(format!("cannot read `{name}`: {error}"), "name a JSON Lines file in UTF-8")
            })?;
            let help = "each line is {\"id\", \"lang\", \"text\", \"symptoms\", \"denied\", \"tags\"}";
            let read = score::tickets(&text).map_err(|(line, error)| {
                Failure::new(format!("`{name}` line {line} is no labelled ticket: {error}"), help)
            })?;
            tickets.extend(read);
        }
        if let Some((id, label)) = score::unknown_labels(&engine.book, &tickets).first() {
            let help = "labels are full ids, such as `intel-points/forbidden-403`";
            return Err(Failure::new(
                format!("ticket `{id}` is labelled `{label}`, which is no symptom"),
                help,
            ));
        }
        let score = score::score(engine, &tickets);
        session.terminal.print(&render::score::table(&score))?;
        if session.common.verbose > 0 {
            session.terminal.print(&render::score::misses(&score, &tickets))?;
        }
        let good = !tickets.is_empty() && self.floor.is_none_or(|floor| score.all.f1() >= floor);
        Ok(if good { Exit::Done } else { Exit::Attention })
    }
}
