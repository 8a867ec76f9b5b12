//! `casebook triage`: an export of tickets in, one result a ticket out.

pub mod inputs;
pub mod mapfile;
pub mod notes;
pub mod output;
mod progress;
mod report;

use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::sense;
use crate::triage::crew::Crew;
use crate::triage::pipeline::{self, Job, Sinks, Summary};
use crate::triage::read::Defaults;
use crate::triage::report::{Collector, Options};
use crate::triage::source::{OpenError, Source};
use crate::triage::{Outcome, Record, Status};
use clap::{Args, ValueEnum};
use output::Destination;
use progress::Progress;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Triage an export of tickets: one result a ticket
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Triage {
    /// Exports: CSV, TSV, JSON Lines or JSON, also as .gz or .zst; `-` reads standard input
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
    /// Write a report of what the tickets are about: .html, .md or .json
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Count by this field of the input in the report
    #[arg(long, value_name = "FIELD")]
    group_by: Option<String>,
    /// Show e-mail addresses, phone numbers and long numbers of tickets in the report
    #[arg(long)]
    no_mask: bool,
    /// Copy this field of the input to the output; may be repeated
    #[arg(long, value_name = "FIELD")]
    include: Vec<String>,
    /// At most so many records are read
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    /// Rows that cannot be read are no reason for exit code 1
    #[arg(long)]
    allow_rejects: bool,
    /// Also end with exit code 1 when there is such a ticket; may be repeated
    #[arg(long, value_name = "WHAT")]
    fail_on: Vec<FailOn>,
    /// How many threads work; default: one for each processor
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    threads: Option<u16>,
    #[command(flatten)]
    reading: Reading,
}

/// What the user says of the inputs.
#[derive(Debug, Args)]
#[command(next_help_heading = "How inputs are read")]
pub struct Reading {
    /// Which field is what: ROLE is id, subject, text, comments, created or facts.NAME; FIELD is a column, its
    /// number (#3) or a path in JSON (fields.summary); may be repeated
    #[arg(long, value_name = "ROLE=FIELD")]
    map: Vec<String>,
    /// The same in a YAML file, with what the values of fields mean for facts
    #[arg(long, value_name = "FILE")]
    map_file: Option<PathBuf>,
    /// Whose export it is: jira, jira-rest, servicenow, salesforce, freshdesk, zendesk, intercom, github, native,
    /// generic; default: recognised by its fields
    #[arg(long, value_name = "NAME")]
    preset: Option<String>,
    /// The encoding; default: found out
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// How days are written: dmy, mdy, ymd, or a pattern such as %d.%m.%Y
    #[arg(long, value_name = "FORMAT")]
    date_format: Option<String>,
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
  casebook triage export.csv -o results.jsonl --report report.html --group-by Priority
  casebook triage - < tickets.jsonl
  casebook triage export.json.gz --map text=fields.body --include assignee

docs/TRIAGE.md tells which exports are recognised, and what is in the output.

Exit code: 0 all records were read; 1 some were rejected; 2 could not run.";

impl Triage {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        if self.allow_rejects && self.fail_on.contains(&FailOn::Rejects) {
            let what = "`--fail-on rejects` and `--allow-rejects` say the opposite of each other";
            return Err(Failure::new(what, "leave one of them out"));
        }
        let options = [(self.group_by.is_some(), "--group-by"), (self.no_mask, "--no-mask")];
        sense::needs(&options, (self.report.is_some(), "--report"))?;
        let results = self.output.as_deref().or(Some(Path::new("-")));
        output::distinct(&self.inputs, &[results, self.rejects.as_deref(), self.report.as_deref()])?;
        let (mut wishes, encoding) = mapfile::wishes(&self.reading)?;
        let crew = self.crew()?;
        let engine = session.engine()?;
        let include = each_once(&self.include);
        wishes.include.clone_from(&include);
        wishes.group.clone_from(&self.group_by);
        let mut report =
            self.report.as_deref().map(|path| report::Page::open(path, self, session)).transpose()?;
        wishes.day_is_given = session.common.as_of.is_some();
        inputs::look(&self.inputs, encoding, &wishes, &engine.book)?;
        let defaults = Defaults {
            as_of: session.common.as_of,
            today: session.today(),
            packs: session.packs(&engine.book)?,
        };
        let job = Job {
            engine: &engine,
            defaults,
            crew: &crew,
            limit: self.limit,
            name_inputs: self.inputs.len() > 1,
            include: &include,
            format: match self.format {
                Format::Jsonl => pipeline::Format::Jsonl,
                Format::Csv => pipeline::Format::Csv,
            },
        };
        let shown = self.output.as_deref().is_some_and(|path| path != Path::new("-"));
        let shown = shown || progress::output_is_a_file();
        let Progress { bar, tickets } =
            progress::start(&self.inputs, self.limit.is_some(), session.common.quiet || !shown);
        let mut sources = self.inputs.iter().map(|name| {
            let shown = name.to_string_lossy().into_owned();
            let opened = inputs::open(name, encoding, &bar).map_err(OpenError::Read);
            let source = opened.and_then(|input| Source::open(input, &wishes, &engine.book));
            if let Ok(source) = &source {
                bar.suspend(|| notes::opened(session, &shown, source));
            }
            source.map_err(|error| (shown, error))
        });
        let mut output =
            self.output.as_deref().map_or_else(|| Ok(Destination::stdout()), Destination::file)?;
        let mut rejects = self.rejects.as_deref().map(Destination::file).transpose()?;
        let mut collector = report.as_ref().map(|_| Collector::new(&engine.book, self.counting()));
        let mut observer = |record: &Record, outcome: &Outcome| {
            collector.iter_mut().for_each(|collector| collector.see(record, outcome));
        };
        let sinks = Sinks {
            output: &mut output,
            rejects: rejects.as_mut().map(|rejects| rejects as &mut (dyn Write + Send)),
            observer: self.report.is_some().then_some(&mut observer),
            counted: &tickets,
        };
        let summary = pipeline::run(&job, &mut sources, sinks);
        bar.finish_and_clear();
        let summary = summary.map_err(inputs::failure)?;
        if let (Some(page), Some(collector)) = (&mut report, collector) {
            page.write(&collector.finish(), &engine.book)?;
        }
        let report = report.map(report::Page::into_destination);
        output::finish([Some(output), rejects, report].into_iter().flatten())?;
        notes::finished(session, &summary);
        Ok(self.exit(&summary))
    }

    fn counting(&self) -> Options {
        let name = |name: &OsString| match name.to_str() {
            Some("-") => "standard input".to_owned(),
            _ => name.to_string_lossy().into_owned(),
        };
        Options {
            inputs: self.inputs.iter().map(name).collect(),
            group_by: self.group_by.clone(),
            no_mask: self.no_mask,
        }
    }

    fn exit(&self, summary: &Summary) -> Exit {
        let rejected = summary.count(Status::Rejected) > 0 && !self.allow_rejects;
        let unmatched = summary.count(Status::Unmatched) > 0 && self.fail_on.contains(&FailOn::Unmatched);
        if rejected || unmatched { Exit::Attention } else { Exit::Done }
    }

    fn crew(&self) -> Result<Crew, Failure> {
        let all = || std::thread::available_parallelism().map_or(1, usize::from);
        let threads = self.threads.map_or_else(all, usize::from);
        Crew::gather(threads).map_err(|error| {
            Failure::new(
                format!("{threads} threads cannot be started: {error}"),
                "ask for fewer with `--threads`",
            )
        })
    }
}

/// A field that is named twice is copied once: names of members may not repeat.
fn each_once(names: &[String]) -> Vec<String> {
    let mut each: Vec<String> = Vec::new();
    for name in names {
        if !each.contains(name) {
            each.push(name.clone());
        }
    }
    each
}
