//! The run: a reader, workers, and a writer that keeps the order.
//!
//! There are exactly as many threads as were asked for. Each takes the next batch from the reader, diagnoses
//! its records, and hands the result to the writer, which puts results out in the order of the batches. A thread
//! that is far ahead waits, so memory is bounded by a few batches for each thread.

use super::crew::Crew;
use super::fields::Row;
use super::line;
use super::outcome::{Outcome, Status};
use super::piece::{Accounting, PieceKind};
use super::read::{self, Defaults};
use super::reason::{Reason, ReasonKind};
use super::record::Record;
use super::source::{Batch, OpenError, Plan, Source};
use super::table;
use crate::book::RuleBook;
use crate::engine::{Engine, Series};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Lines of tickets that show nothing are shorter, in bytes.
const LINE: usize = 256;
/// Results that may wait for an earlier one, for each thread.
const WAITING: usize = 4;

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// A table for spreadsheets, with a header.
    Csv,
}

/// What is to be done.
#[derive(Debug)]
pub struct Job<'a> {
    /// The rules.
    pub engine: &'a Engine,
    /// What stands in where a record does not say.
    pub defaults: Defaults,
    /// The threads that work.
    pub crew: &'a Crew,
    /// At most so many records are read.
    pub limit: Option<u64>,
    /// Whether output lines name their input.
    pub name_inputs: bool,
    /// Names of the fields that are copied.
    pub include: &'a [String],
    /// How results are written.
    pub format: Format,
}

/// Sees every record with its outcome, in the order of the input.
pub type Observer<'a> = dyn FnMut(&Record, &Outcome) + Send + 'a;

/// Where results go.
pub struct Sinks<'a> {
    /// The lines.
    pub output: &'a mut (dyn Write + Send),
    /// The raw bytes of rejected records.
    pub rejects: Option<&'a mut (dyn Write + Send)>,
    /// A report, for one.
    pub observer: Option<&'a mut Observer<'a>>,
    /// How many records were put out so far, for who wants to watch.
    pub counted: &'a AtomicU64,
}

/// What was done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// How many records have each status, in the order of [`Status::ALL`].
    pub records: [u64; 5],
    /// What the bytes of all inputs were.
    pub account: Accounting,
    /// How many records hold the mark of bytes that could not be read.
    pub damaged: u64,
    /// Why records were rejected, by kind.
    pub rejects: BTreeMap<ReasonKind, Rejects>,
    /// The inputs that were read to their end.
    pub inputs: Vec<Finished>,
}

/// Rejects of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Rejects {
    /// How many there are.
    pub count: u64,
    /// The input and the row of the first.
    pub first: (Arc<str>, u64),
    /// Why the first was rejected.
    pub reason: Reason,
}

/// An input that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    /// Its name.
    pub name: String,
    /// Its preset.
    pub preset: &'static str,
    /// Its encoding, where it is not UTF-8.
    pub encoding: Option<&'static str>,
    /// How many records it has, rejects included.
    pub records: u64,
    /// Its mapping in words, where that was found only behind the beginning.
    pub told: Option<String>,
}

impl Finished {
    /// What is to be told of a source that was read to its end.
    pub fn of(source: &Source) -> Self {
        Self {
            name: source.plan.name.to_string(),
            preset: source.preset.name,
            encoding: source.encoding.get().copied(),
            records: source.records(),
            told: source.told_late().map(str::to_owned),
        }
    }
}

impl Summary {
    /// How many records have a status.
    pub fn count(&self, status: Status) -> u64 {
        self.records[status as usize]
    }

    /// All records, rejects included.
    pub fn total(&self) -> u64 {
        self.records.iter().sum()
    }
}

/// Why a run ended early.
#[derive(Debug)]
pub enum RunError {
    /// An input cannot be read, or is not understood.
    Input {
        /// Its name.
        name: String,
        /// What is wrong.
        error: OpenError,
    },
    /// The output cannot be written.
    Output(io::Error),
}

/// Opens inputs one after the other; an error carries the name of its input.
pub type Sources<'a> = dyn Iterator<Item = Result<Source, (String, OpenError)>> + Send + 'a;

/// Diagnoses every record of the inputs.
///
/// # Errors
/// Everything before the fault has been put out then.
pub fn run(job: &Job<'_>, sources: &mut Sources<'_>, sinks: Sinks<'_>) -> Result<Summary, RunError> {
    let limit = job.limit.unwrap_or(u64::MAX);
    if job.format == Format::Csv {
        let header = table::header(job.name_inputs, job.include);
        sinks.output.write_all(header.as_bytes()).map_err(RunError::Output)?;
    }
    let observed = sinks.observer.is_some();
    let reader =
        Mutex::new(Reader { sources, open: None, next: 0, left: limit, finished: Vec::new(), error: None });
    let writer = Writer {
        state: Mutex::new(State {
            sinks,
            next: 0,
            waiting: BTreeMap::new(),
            summary: Summary::default(),
            error: None,
        }),
        moved: Condvar::new(),
        room: WAITING * job.crew.size(),
    };
    // The first input is opened before anybody waits for it.
    job.crew.lock(&reader).opened();
    let words = Arc::default();
    job.crew.call(|| {
        let alone = job.crew.size() == 1;
        let series = if alone { job.engine.series() } else { job.engine.series_sharing(&words) };
        work(job, &reader, &writer, observed, series);
    });
    let state = writer.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(error) = state.error {
        return Err(RunError::Output(error));
    }
    state.sinks.output.flush().map_err(RunError::Output)?;
    if let Some(rejects) = state.sinks.rejects {
        rejects.flush().map_err(RunError::Output)?;
    }
    let reader = reader.into_inner().unwrap_or_else(PoisonError::into_inner);
    match reader.error {
        Some((name, error)) => Err(RunError::Input { name, error }),
        None => Ok(Summary { inputs: reader.finished, ..state.summary }),
    }
}

fn work(
    job: &Job<'_>,
    reader: &Mutex<Reader<'_>>,
    writer: &Writer<'_>,
    observed: bool,
    mut series: Series<'_>,
) {
    let mut row = Row::default();
    let mut own: Option<Own> = None;
    loop {
        let Some((number, batch)) = job.crew.lock(reader).batch(&job.engine.book) else { return };
        own.take_if(|own| !Arc::ptr_eq(&own.of, &batch.plan));
        let Own { plan, .. } = own.get_or_insert_with(|| Own::of(&batch.plan));
        let done = diagnose(job, &batch, plan, observed, &mut row, &mut series);
        if !writer.put(job.crew, number, done) {
            job.crew.lock(reader).stop();
            return;
        }
    }
}

/// The plan of an input, for one thread alone. Every record counts those who hold its names: a count that several threads change
/// is carried from one processor to the other each time, with all that stands beside it in memory.
struct Own {
    plan: Plan,
    of: Arc<Plan>,
}

impl Own {
    fn of(plan: &Arc<Plan>) -> Self {
        Self { plan: plan.apart(), of: Arc::clone(plan) }
    }
}

/// The inputs, one after the other, as numbered batches.
struct Reader<'a> {
    sources: &'a mut Sources<'a>,
    open: Option<Source>,
    next: u64,
    left: u64,
    finished: Vec<Finished>,
    error: Option<(String, OpenError)>,
}

impl Reader<'_> {
    /// The input that is open, or the next.
    fn opened(&mut self) -> Option<&mut Source> {
        if self.open.is_none() && self.left > 0 {
            match self.sources.next()? {
                Ok(source) => self.open = Some(source),
                Err(error) => {
                    self.error = Some(error);
                    self.stop();
                }
            }
        }
        self.open.as_mut()
    }

    fn batch(&mut self, book: &RuleBook) -> Option<(u64, Batch)> {
        while self.left > 0 {
            let left = self.left;
            let source = self.opened()?;
            match source.batch(left, book) {
                Ok(Some(batch)) => {
                    self.left -= batch.records();
                    self.next += 1;
                    return Some((self.next - 1, batch));
                }
                Ok(None) => {
                    let finished = Finished::of(source);
                    self.finished.push(finished);
                    self.open = None;
                }
                Err(error) => {
                    let name = source.plan.name.to_string();
                    self.error = Some((name, error));
                    self.stop();
                }
            }
        }
        None
    }

    /// No more batches.
    fn stop(&mut self) {
        self.left = 0;
    }
}

/// The result of a batch.
struct Done {
    lines: String,
    rejects: Vec<u8>,
    records: [u64; 5],
    account: Accounting,
    damaged: u64,
    rejected: BTreeMap<ReasonKind, Rejects>,
    seen: Vec<(Record, Outcome)>,
}

fn diagnose(
    job: &Job<'_>,
    batch: &Batch,
    plan: &Plan,
    observed: bool,
    row: &mut Row,
    series: &mut Series<'_>,
) -> Done {
    let mut done = Done {
        lines: String::with_capacity(LINE * batch.pieces.len()),
        rejects: Vec::new(),
        records: [0; 5],
        account: batch.account,
        damaged: 0,
        rejected: BTreeMap::new(),
        seen: Vec::new(),
    };
    let (mut at, mut number) = (0, batch.row);
    let book = &job.engine.book;
    for piece in &batch.pieces {
        let bytes = &batch.bytes[at..at + piece.length];
        let start = batch.offset + at as u64;
        at += piece.length;
        let (defaults, mapping) = (&job.defaults, &plan.mapping);
        let mut read = match &piece.kind {
            PieceKind::Record => read::read(bytes, plan.dialect, mapping, defaults, book, row),
            PieceKind::Reject(_) => read::nothing(defaults, mapping),
            PieceKind::Rest => {
                done.rejects.extend_from_slice(bytes);
                continue;
            }
            PieceKind::Header | PieceKind::Blank | PieceKind::Framing => continue,
        };
        let outcome = match (&piece.kind, read.reason.take()) {
            (PieceKind::Reject(damage), _) => Outcome::Rejected(Reason::Damage(damage.clone())),
            (_, Some(reason)) => {
                done.account.reject(piece.length);
                Outcome::Rejected(reason)
            }
            (_, None) => Outcome::Read(series.diagnose(&read.case)),
        };
        if let Some(reason) = outcome.reason() {
            done.rejects.extend_from_slice(bytes);
            let first = || Rejects { count: 0, first: (plan.name.clone(), number), reason: reason.clone() };
            done.rejected.entry(reason.kind()).or_insert_with(first).count += 1;
        }
        let record = Record {
            input: plan.name.clone(),
            row: number,
            id: read.id,
            case: read.case,
            dated: read.dated,
            group: read.group,
            fields: read.fields,
            range: start..start + piece.length as u64,
        };
        number += 1;
        let damaged = |part: &String| !part.is_ascii() && part.contains(char::REPLACEMENT_CHARACTER);
        let damaged = record.case.parts.iter().any(damaged);
        done.damaged += u64::from(damaged);
        done.records[outcome.status() as usize] += 1;
        let lines = &mut done.lines;
        match job.format {
            Format::Jsonl => line::json(lines, book, &record, &outcome, job.name_inputs),
            Format::Csv => table::row(lines, book, &record, &outcome, job.name_inputs),
        }
        if observed {
            done.seen.push((record, outcome));
        } else {
            row.reuse(record);
        }
    }
    done
}

/// Puts results out in the order of their numbers.
struct Writer<'a> {
    state: Mutex<State<'a>>,
    moved: Condvar,
    room: usize,
}

struct State<'a> {
    sinks: Sinks<'a>,
    next: u64,
    waiting: BTreeMap<u64, Done>,
    summary: Summary,
    error: Option<io::Error>,
}

impl Writer<'_> {
    /// Puts a result out once those before it are; false when nothing can be written any more.
    fn put(&self, crew: &Crew, number: u64, done: Done) -> bool {
        let mut state = crew.lock(&self.state);
        while state.error.is_none() && number > state.next && state.waiting.len() >= self.room {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.waiting.insert(number, done);
        // Records are given back when others may write again: that takes as long as counting them.
        let mut spent = Vec::new();
        while state.error.is_none() {
            let next = state.next;
            let Some(mut done) = state.waiting.remove(&next) else { break };
            if let Err(error) = state.write(&mut done) {
                state.error = Some(error);
            }
            state.next += 1;
            spent.push(done);
        }
        self.moved.notify_all();
        let goes_on = state.error.is_none();
        drop(state);
        drop(spent);
        goes_on
    }
}

impl State<'_> {
    fn write(&mut self, done: &mut Done) -> io::Result<()> {
        self.sinks.output.write_all(done.lines.as_bytes())?;
        if let Some(rejects) = &mut self.sinks.rejects {
            rejects.write_all(&done.rejects)?;
        }
        for (sum, count) in self.summary.records.iter_mut().zip(done.records) {
            *sum += count;
        }
        self.sinks.counted.fetch_add(done.records.iter().sum(), Ordering::Relaxed);
        self.summary.account.add(&done.account);
        self.summary.damaged += done.damaged;
        for (kind, rejects) in std::mem::take(&mut done.rejected) {
            let count = rejects.count;
            let sum = self.summary.rejects.entry(kind).or_insert(Rejects { count: 0, ..rejects });
            sum.count += count;
        }
        if let Some(observer) = &mut self.sinks.observer {
            for (record, outcome) in &done.seen {
                observer(record, outcome);
            }
        }
        Ok(())
    }
}
