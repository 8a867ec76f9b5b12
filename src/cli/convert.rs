//! `casebook convert`: an export of tickets as native JSON Lines, in parts to spread over machines.

use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::sense;
use crate::cli::triage::inputs::{self, failure, open};
use crate::cli::triage::output::{self, Destination};
use crate::cli::triage::{Reading, mapfile, notes};
use crate::triage::convert::{Converted, convert};
use crate::triage::pipeline::{Finished, Rejects, RunError};
use crate::triage::read::Defaults;
use crate::triage::source::{OpenError, Source};
use clap::Args;
use indicatif::ProgressBar;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Convert an export of tickets to native JSON Lines, in parts
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Convert {
    /// Exports, as `triage` takes them; `-` reads standard input
    #[arg(value_name = "EXPORT", required = true)]
    inputs: Vec<OsString>,
    /// How many parts to make
    #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(u16).range(1..=1000))]
    parts: u16,
    /// How parts are named: PREFIX-1.jsonl and so on; default: the name of the first export
    #[arg(short, long, value_name = "PREFIX")]
    output: Option<PathBuf>,
    /// Write the raw bytes of rejected records to this file
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
    /// Records that cannot be read are no reason for exit code 1
    #[arg(long)]
    allow_rejects: bool,
    #[command(flatten)]
    reading: Reading,
}

const EXAMPLES: &str = "\
Examples:
  casebook convert export.csv --parts 8 -o /data/tickets
  parallel 'casebook triage {} -q -o {.}.out.jsonl' ::: /data/tickets-*.jsonl

Parts hold the records in turn. Exit code: 0 done; 1 some records were rejected; 2 could not run.";

/// Why a conversion ended early.
enum Stop {
    Input(OpenError),
    Output(io::Error),
}

impl From<OpenError> for Stop {
    fn from(error: OpenError) -> Self {
        Stop::Input(error)
    }
}

impl Convert {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        let options = [(!session.common.pack.is_empty(), "--pack")];
        sense::refuse("convert", &options, "it converts the tickets of all products")?;
        let (mut wishes, encoding) = mapfile::wishes(&self.reading)?;
        let engine = session.engine()?;
        wishes.day_is_given = session.common.as_of.is_some();
        inputs::look(&self.inputs, encoding, &wishes, &engine.book)?;
        let defaults = Defaults { as_of: session.common.as_of, today: session.today(), packs: Vec::new() };
        let mut parts = self.destinations()?;
        let mut rejects = self.rejects.as_deref().map(Destination::file).transpose()?;
        let (mut next, mut finished, mut rejected) = (0_usize, Vec::new(), BTreeMap::new());
        for name in &self.inputs {
            let shown = name.to_string_lossy().into_owned();
            let input_error = |error| failure(RunError::Input { name: shown.clone(), error });
            let input = open(name, encoding, &ProgressBar::hidden()).map_err(OpenError::Read);
            let source = input.and_then(|input| Source::open(input, &wishes, &engine.book));
            let mut source = source.map_err(input_error)?;
            notes::opened(session, &shown, &source);
            let (input, mut row) = (source.plan.name.clone(), 0_u64);
            let mut give = |converted: Converted<'_>| match converted {
                Converted::Line(mut line) => {
                    line.push('\n');
                    row += 1;
                    let at = next % parts.len();
                    next += 1;
                    parts[at].write_all(line.as_bytes()).map_err(Stop::Output)
                }
                Converted::Reject(bytes, reason) => {
                    row += 1;
                    let kind = reason.kind();
                    let first = || Rejects { count: 0, first: (input.clone(), row), reason };
                    rejected.entry(kind).or_insert_with(first).count += 1;
                    keep(&mut rejects, bytes)
                }
                Converted::Rest(bytes) => keep(&mut rejects, bytes),
            };
            convert(&mut source, &defaults, &engine.book, &mut give).map_err(|stop| match stop {
                Stop::Input(error) => input_error(error),
                Stop::Output(error) => Failure::Output(error),
            })?;
            finished.push(Finished::of(&source));
        }
        let names = parts.len();
        output::finish(parts.into_iter().chain(rejects))?;
        let noun = if names == 1 { "part" } else { "parts" };
        notes::inputs(session, &finished);
        let sum: u64 = rejected.values().map(|rejects| rejects.count).sum();
        session.terminal.note(&format!("{next} tickets in {names} {noun}, {sum} rejected"));
        notes::rejects(session, &rejected, finished.len() > 1);
        Ok(if sum > 0 && !self.allow_rejects { Exit::Attention } else { Exit::Done })
    }

    fn destinations(&self) -> Result<Vec<Destination>, Failure> {
        let names = self.names();
        let outputs: Vec<Option<&Path>> =
            names.iter().map(|name| Some(name.as_path())).chain([self.rejects.as_deref()]).collect();
        output::distinct(&self.inputs, &outputs)?;
        names.iter().map(|name| Destination::file(name)).collect()
    }

    /// How the parts are called.
    fn names(&self) -> Vec<PathBuf> {
        let first = self.inputs.first().map(PathBuf::from).unwrap_or_default();
        let default =
            if first == Path::new("-") { PathBuf::from("tickets") } else { first.with_extension("") };
        let prefix = self.output.clone().unwrap_or(default);
        let digits = self.parts.to_string().len();
        let part = |number: u16| {
            let mut name = prefix.clone().into_os_string();
            name.push(format!("-{number:0digits$}.jsonl"));
            PathBuf::from(name)
        };
        (1..=self.parts).map(part).collect()
    }
}

fn keep(rejects: &mut Option<Destination>, bytes: &[u8]) -> Result<(), Stop> {
    rejects.as_mut().map_or(Ok(()), |rejects| rejects.write_all(bytes).map_err(Stop::Output))
}
