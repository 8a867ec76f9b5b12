//! `casebook test`: fixtures against the rules, and what the fixtures prove.
//!
//! The arguments stand here; each way to run has a file of its own.

mod bless;
mod coverage;
mod cross;
mod load;
mod mutants;
mod run;
mod score;
mod watch;

use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::sense;
use crate::engine::Engine;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use watch::Before;

/// Run fixtures: snapshots with the diagnosis that their author expects
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Test {
    /// Fixture files and folders; default: the folder `fixtures`
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Only fixtures with these words in their file or name; may be repeated, then any of them
    #[arg(long, value_name = "WORDS")]
    filter: Vec<String>,

    /// How the result is written
    #[arg(long, value_name = "FORMAT", default_value = "pretty")]
    format: Format,

    /// Show what the fixtures cover: verdicts of each rule, fact tests seen true, false and unknown, patterns matched
    /// and not matched, languages of each symptom
    #[arg(long)]
    coverage: bool,

    /// Change one thing of the rules at a time, and show which changes no fixture notices
    #[arg(long, conflicts_with = "coverage")]
    mutants: bool,

    /// Read every fixture's text with all packs, and show the symptoms that nobody expects there
    #[arg(long, conflicts_with_all = ["coverage", "mutants"])]
    cross: bool,

    /// Show how failing expectations differ from what comes out, then rewrite them in their files
    #[arg(long, conflicts_with_all = ["coverage", "mutants", "cross", "format"])]
    bless: bool,

    /// Run again whenever a file of the rules or fixtures changes
    #[arg(long, conflicts_with_all = ["bless", "score"])]
    watch: bool,

    /// With --mutants: labelled tickets (JSON Lines) that may notice a changed pattern as well
    #[arg(long, value_name = "FILE", num_args = 1..)]
    tickets: Vec<PathBuf>,

    /// Fail only where less than this share is covered, or of mutants caught (0 to 100)
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    fail_under: Option<f64>,

    /// With --mutants: fail wherever a missed one has no `# survives` comment with its reason, whatever the share
    #[arg(long)]
    reasons: bool,

    /// Measure the reading of labelled tickets (JSON Lines) instead: precision, recall, F1, silence, denial;
    /// with -v also every ticket that came out wrong
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["paths", "filter", "format", "coverage", "mutants", "cross", "bless", "fail_under"])]
    score: Vec<PathBuf>,

    /// With --score: fail unless F1 over all tickets is at least this (0 to 1)
    #[arg(long, value_name = "SHARE")]
    floor: Option<f64>,
}

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: failing fixtures with what was expected, what came out, and why
    Pretty,
    /// For programs: one JSON map
    Json,
    /// For CI services: JUnit XML, a suite for each file
    Junit,
}

const EXAMPLES: &str = "\
Examples:
  casebook test                                       all fixtures below ./fixtures
  casebook test fixtures/my-product --rules rules     fixtures of one pack, with rules from a folder
  casebook test --filter 5000                         fixtures with 5000 in their file or name
  casebook test --format junit > report.xml           for the test view of a CI service
  casebook test --coverage --fail-under 100           what no fixture shows yet
  casebook test --mutants                             which changes of the rules no fixture notices
  casebook test --cross                               whether packs get into each other's way
  casebook test --watch --rules rules                 again after every change of a file
  casebook test --bless                               expectations as they come out now
  casebook test --score fixtures/tickets/tune/*.jsonl how well labelled tickets are read

Exit code: 0 all fixtures pass; 1 one fails, there is none, or less than --fail-under; 2 could not run.";

impl Test {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        let options = [(!self.tickets.is_empty(), "--tickets"), (self.reasons, "--reasons")];
        sense::needs(&options, (self.mutants, "--mutants"))?;
        sense::needs(&[(self.floor.is_some(), "--floor")], (!self.score.is_empty(), "--score"))?;
        if !self.score.is_empty() {
            let options = [(!session.common.pack.is_empty(), "--pack")];
            sense::refuse("test --score", &options, "labels are of all packs")?;
            return score::measure(session, &self.score, self.floor);
        }
        if self.fail_under.is_some() && !self.coverage && !self.mutants {
            let help = "add `--coverage` or `--mutants`";
            return Err(Failure::new("`--fail-under` needs something to measure", help));
        }
        if self.watch {
            return watch::watch(self, session);
        }
        let engine = session.engine()?;
        self.once(session, &engine, &mut Before::nothing())
    }

    /// Runs once, as the options say; `before` is what is left of the run before, and then of this one.
    fn once(&self, session: &Session, engine: &Engine, before: &mut Before) -> Result<Exit, Failure> {
        let loaded = load::load(self, session, engine, &mut before.trees)?;
        before.stages.end(session, "read fixtures");
        if self.mutants {
            mutants::measure(self, session, &loaded)
        } else if self.coverage {
            coverage::measure(self, session, &loaded)
        } else if self.cross {
            cross::measure(self, session, &loaded)
        } else if self.bless {
            bless::rewrite(session, &loaded)
        } else {
            run::run(self, session, &loaded, before)
        }
    }
}

fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(percent),
        _ => Err("write a number from 0 to 100".to_owned()),
    }
}
