//! `casebook triage`: an export of tickets in, one result a ticket out.

mod output;

use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::triage::Status;
use crate::triage::pipeline::{self, Job, RunError, Sinks, Summary};
use crate::triage::read::Defaults;
use crate::triage::source::{Input, OpenError, Source};
use clap::{Args, ValueEnum};
use output::Destination;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::PathBuf;

/// Triage an export of tickets: one result a ticket
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Triage {
    /// Exports: CSV or JSON Lines; `-` reads standard input
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<OsString>,
    /// Write the results to this file instead of standard output; it appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How to write the results
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    format: Format,
    /// Write the raw bytes of rejected records to this file
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// At most so many records are read
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Rows that cannot be read are no reason for exit code 1
    #[arg(long)]
    allow_rejects: bool,
    /// Also end with exit code 1 when there is such a ticket; may be repeated
    #[arg(long, value_name = "WHAT", conflicts_with = "allow_rejects")]
    fail_on: Vec<FailOn>,
    /// How many threads work; default: one for each processor
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    threads: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line
    Jsonl,
    /// A table; cells that a spreadsheet would compute get an apostrophe before them
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// A ticket without anything that the rules know
    Unmatched,
    /// A row that cannot be read (the default)
    Rejects,
}

const EXAMPLES: &str = "\
Examples:
  casebook triage tickets.csv > results.jsonl
  casebook triage march.csv april.csv -o results.csv --format csv
  casebook triage - < tickets.jsonl

Exit code: 0 all records were read; 1 some were rejected; 2 could not run.";

impl Triage {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        let engine = session.engine()?;
        let defaults = Defaults {
            as_of: session.common.as_of,
            today: session.today(),
            packs: session.packs(&engine.book)?,
        };
        let job = Job {
            engine: &engine,
            defaults,
            threads: self.threads(),
            limit: self.limit,
            name_inputs: self.inputs.len() > 1,
            format: match self.format {
                Format::Jsonl => pipeline::Format::Jsonl,
                Format::Csv => pipeline::Format::Csv,
            },
        };
        let mut sources = self.inputs.iter().map(|name| {
            let shown = name.to_string_lossy().into_owned();
            open(name).map_err(OpenError::Read).and_then(Source::open).map_err(|error| (shown, error))
        });
        let mut output =
            self.output.as_deref().map_or_else(|| Ok(Destination::stdout()), Destination::file)?;
        let mut rejects = self.rejects.as_deref().map(Destination::file).transpose()?;
        let sinks = Sinks {
            output: &mut output,
            rejects: rejects.as_mut().map(|rejects| rejects as &mut (dyn Write + Send)),
            observer: None,
        };
        let summary = pipeline::run(&job, &mut sources, sinks).map_err(failure)?;
        output.finish()?;
        rejects.map_or(Ok(()), Destination::finish)?;
        session.terminal.note(&told(&summary));
        Ok(self.exit(&summary))
    }

    fn exit(&self, summary: &Summary) -> Exit {
        let rejected = summary.count(Status::Rejected) > 0 && !self.allow_rejects;
        let unmatched = summary.count(Status::Unmatched) > 0 && self.fail_on.contains(&FailOn::Unmatched);
        if rejected || unmatched { Exit::Attention } else { Exit::Done }
    }

    fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(all, usize::from)
    }
}

fn open(name: &OsString) -> io::Result<Input> {
    let shown = name.to_string_lossy();
    let reader: Box<dyn Read + Send> =
        if name == "-" { Box::new(io::stdin()) } else { Box::new(File::open(name)?) };
    Ok(Input { name: shown.into(), reader })
}

fn failure(error: RunError) -> Failure {
    match error {
        RunError::Input { name, error: OpenError::Read(error) } => {
            Failure::new(format!("cannot read `{name}`: {error}"), "name a file, or `-` for standard input")
        }
        RunError::Input { name, error: OpenError::Setup { what, help } } => {
            Failure::new(format!("`{name}`: {what}"), help)
        }
        RunError::Output(error) => Failure::Output(error),
    }
}

/// The summary in a line.
fn told(summary: &Summary) -> String {
    let noun = if summary.total() == 1 { "ticket" } else { "tickets" };
    let counts = Status::ALL.iter().filter(|status| summary.count(**status) > 0);
    let counts: Vec<String> =
        counts.map(|status| format!("{} {}", summary.count(*status), status.name())).collect();
    let colon = if counts.is_empty() { "" } else { ": " };
    format!("{} {noun}{colon}{}", summary.total(), counts.join(", "))
}
