//! An input, opened: what it is written in, which field is what, and its pieces batch by batch.
//!
//! Goes in: a stream of bytes with a name. Comes out: batches of pieces with their bytes, for workers. Only the
//! beginning of the stream is looked at to recognise it; nothing is ever held but a window and a batch.

use super::csv::{Csv, Dialect};
use super::fields::Row;
use super::lines::Lines;
use super::mapping::Mapping;
use super::piece::{Accounting, Piece, PieceKind};
use super::recognise;
use super::split::{Splitter, Step};
use super::window::Window;
use std::io::{self, Read};
use std::sync::Arc;

/// Bytes of the beginning that an input is recognised by.
const HEAD: usize = 256 * 1024;
/// A batch is closed when it has so many bytes, or so many pieces.
const BATCH_BYTES: usize = 256 * 1024;
const BATCH_PIECES: usize = 256;

/// A stream with a name.
pub struct Input {
    /// How messages and output lines call it.
    pub name: Arc<str>,
    /// Its bytes, as they are stored.
    pub reader: Box<dyn Read + Send>,
}

/// What workers must know of an input.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its name.
    pub name: Arc<str>,
    /// How tables are written; none for JSON.
    pub dialect: Option<Dialect>,
    /// Which field is what.
    pub mapping: Mapping,
}

/// An opened input.
pub struct Source {
    /// What workers must know of it.
    pub plan: Arc<Plan>,
    window: Window,
    splitter: Splitter,
    offset: u64,
    row: u64,
    /// A fault of the stream, told once everything before it was given.
    fault: Option<io::Error>,
}

/// Consecutive pieces with their bytes.
#[derive(Debug, Clone)]
pub struct Batch {
    /// What must be known to read them.
    pub plan: Arc<Plan>,
    /// The bytes of all pieces, in order.
    pub bytes: Vec<u8>,
    /// The pieces.
    pub pieces: Vec<Piece>,
    /// Where the first byte stands in the decoded input.
    pub offset: u64,
    /// The number of the first record, from 1.
    pub row: u64,
    /// What the pieces account for.
    pub account: Accounting,
}

/// Why an input cannot be triaged.
#[derive(Debug)]
pub enum OpenError {
    /// It cannot be read.
    Read(io::Error),
    /// It is not understood: what is wrong, and the next move.
    Setup {
        /// What is wrong.
        what: String,
        /// The next move.
        help: String,
    },
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

impl Source {
    /// Looks at the beginning of an input and finds out what it is.
    ///
    /// # Errors
    /// It cannot be read, or no field of it is a text.
    pub fn open(input: Input) -> Result<Self, OpenError> {
        let mut window = Window::new(input.reader);
        window.fill(HEAD)?;
        let head = window.bytes();
        if recognise::is_list(head) {
            return Err(OpenError::Setup {
                what: "a JSON list cannot be read yet".to_owned(),
                help: "write one JSON object a line".to_owned(),
            });
        }
        let (splitter, dialect, mapping) = if recognise::is_json(head) {
            (Splitter::Lines(Lines::default()), None, recognise::native())
        } else {
            let dialect = recognise::dialect(head);
            let csv = Csv::new(dialect, recognise::has_separator_line(head));
            let mapping = match header(head, Csv::new(dialect, recognise::has_separator_line(head)), dialect)
            {
                Some(names) => recognise::columns(&names)?,
                None => Mapping::default(),
            };
            (Splitter::Csv(csv), Some(dialect), mapping)
        };
        let plan = Arc::new(Plan { name: input.name, dialect, mapping });
        Ok(Self { plan, window, splitter, offset: 0, row: 1, fault: None })
    }

    /// The next batch; none at the end. `limit` is how many records may still come; at most so many are in it.
    ///
    /// # Errors
    /// Those of the stream, once every piece before the fault was given.
    pub fn batch(&mut self, limit: u64) -> io::Result<Option<Batch>> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let mut batch = Batch {
            plan: Arc::clone(&self.plan),
            bytes: Vec::new(),
            pieces: Vec::new(),
            offset: self.offset,
            row: self.row,
            account: Accounting::default(),
        };
        let mut records = 0;
        while batch.bytes.len() < BATCH_BYTES && batch.pieces.len() < BATCH_PIECES && records < limit {
            let piece = match self.splitter.next(&mut self.window) {
                Ok(Some(piece)) => piece,
                Ok(None) => break,
                Err(fault) if batch.pieces.is_empty() => return Err(fault),
                Err(fault) => {
                    self.fault = Some(fault);
                    break;
                }
            };
            batch.bytes.extend_from_slice(&self.window.bytes()[..piece.length]);
            self.window.take(piece.length);
            records += u64::from(piece.is_record());
            batch.account.count(&piece.kind, piece.length);
            batch.pieces.push(piece);
        }
        self.offset += batch.bytes.len() as u64;
        self.row += records;
        Ok((!batch.pieces.is_empty()).then_some(batch))
    }
}

/// The names of the columns; none in an empty input.
fn header(head: &[u8], mut csv: Csv, dialect: Dialect) -> Option<Vec<String>> {
    let mut at = 0;
    while at < head.len() {
        let Step::Piece(piece) = csv.step(&head[at..], true) else { break };
        let bytes = &head[at..at + piece.length];
        at += piece.length;
        if piece.kind == PieceKind::Header {
            let mut row = Row::default();
            row.read(dialect, bytes);
            let name = |index| String::from_utf8_lossy(row.field(index)).trim().to_owned();
            return Some((0..row.len()).map(name).collect());
        }
    }
    None
}

impl Batch {
    /// How many records there are, rejects included.
    pub fn records(&self) -> u64 {
        self.pieces.iter().filter(|piece| piece.is_record()).count() as u64
    }
}
