//! An input, opened: what it is written in, which field is what, and its pieces batch by batch.
//!
//! Goes in: a stream of bytes with a name. Comes out: batches of pieces with their bytes, for workers. Only the
//! beginning of the stream is looked at to recognise it; nothing is ever held but a window and a batch.

use super::csv::Dialect;
use super::decode::{self, Bytes, Told};
use super::mapping::Mapping;
use super::piece::{Accounting, Piece, PieceKind};
use super::plan::{self, Wishes};
use super::presets::Preset;
use super::recognise::{self, Shape};
use super::split::Splitter;
use super::window::Window;
use crate::book::RuleBook;
use encoding_rs::Encoding;
use std::io;
use std::sync::Arc;

/// Bytes of the beginning that an input is recognised by.
const HEAD: usize = 256 * 1024;
/// A batch is closed when it has so many bytes, or so many pieces.
const BATCH_BYTES: usize = 128 * 1024;
const BATCH_PIECES: usize = 128;
/// Room for a last piece that goes beyond that.
const BEYOND: usize = 16 * 1024;

/// A stream with a name.
pub struct Input {
    /// How messages and output lines call it.
    pub name: Arc<str>,
    /// Its bytes, as they are stored.
    pub reader: Bytes,
    /// Its encoding; found out where there is none.
    pub encoding: Option<&'static Encoding>,
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

impl Plan {
    /// The same plan, with names that nobody else holds.
    pub fn apart(&self) -> Self {
        let mut plan = Self { name: Arc::from(&*self.name), ..self.clone() };
        plan.mapping.include.iter_mut().for_each(|(name, _)| *name = Arc::from(&**name));
        plan
    }
}

/// A byte order mark in UTF-8.
pub(super) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// An opened input.
pub struct Source {
    /// What workers must know of it.
    pub plan: Arc<Plan>,
    /// The mapping in words.
    pub told: String,
    /// What the user should look at.
    pub doubts: Vec<String>,
    /// The preset.
    pub preset: &'static Preset,
    /// The encoding, once it is known that it is not UTF-8.
    pub encoding: Told,
    window: Window,
    splitter: Splitter,
    offset: u64,
    row: u64,
    /// Whether a byte order mark is still to be taken.
    mark: bool,
    /// What the user says of the fields, until a record shows what they are called: the beginning may hold
    /// nothing that can be read.
    unplanned: Option<Wishes>,
    /// Whether the mapping was found only behind the beginning.
    late: bool,
    /// A fault, told once everything before it was given.
    fault: Option<OpenError>,
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
    /// It cannot be read, or its fields cannot be mapped.
    pub fn open(input: Input, wishes: &Wishes, book: &RuleBook) -> Result<Self, OpenError> {
        let (reader, encoding) = decode::open(input.reader, input.encoding)?;
        let mut window = Window::new(reader);
        window.fill(HEAD)?;
        let mark = window.bytes().starts_with(MARK);
        let head = window.bytes().strip_prefix(MARK).unwrap_or(window.bytes());
        if let [b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..] = head.trim_ascii_start() {
            return Err(OpenError::Setup {
                what: "it is a page or XML, and no export that is read".to_owned(),
                help:
                    "export the tickets as CSV, JSON Lines or JSON; a login that had ended gives a page too"
                        .to_owned(),
            });
        }
        let (splitter, shape) = recognise::shape(head);
        let planned = plan::plan(&shape, wishes, book)?;
        let unplanned = shape.names.is_empty().then(|| wishes.clone());
        let plan = Arc::new(Plan { name: input.name, dialect: shape.dialect, mapping: planned.mapping });
        let (told, preset, doubts) = (planned.told, planned.preset, planned.doubts);
        Ok(Self {
            plan,
            told,
            doubts,
            preset,
            encoding,
            window,
            splitter,
            offset: 0,
            row: 1,
            mark,
            unplanned,
            late: false,
            fault: None,
        })
    }

    /// The mapping in words, where it was found only after [`Source::open`].
    pub fn told_late(&self) -> Option<&str> {
        self.late.then_some(&self.told)
    }

    /// How many records were given so far, rejects included.
    pub fn records(&self) -> u64 {
        self.row - 1
    }

    /// The next batch; none at the end. `limit` is how many records may still come; at most so many are in it.
    ///
    /// # Errors
    /// Those of the stream and of a mapping found late, once every piece before the fault was given.
    pub fn batch(&mut self, limit: u64, book: &RuleBook) -> Result<Option<Batch>, OpenError> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let mut batch = Batch {
            plan: Arc::clone(&self.plan),
            bytes: Vec::with_capacity(BATCH_BYTES + BEYOND),
            pieces: Vec::with_capacity(BATCH_PIECES),
            offset: self.offset,
            row: self.row,
            account: Accounting::default(),
        };
        let mut records = 0;
        while batch.bytes.len() < BATCH_BYTES && batch.pieces.len() < BATCH_PIECES && records < limit {
            let piece = match self.piece(book) {
                Ok(Some(piece)) => piece,
                Ok(None) => break,
                Err(fault) if batch.pieces.is_empty() => return Err(fault),
                Err(fault) => {
                    self.fault = Some(fault);
                    break;
                }
            };
            // Where the mapping has just been found, all before it are rejects, which need none.
            batch.plan.clone_from(&self.plan);
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

    /// The next piece, which stays in the window; none at the end.
    fn piece(&mut self, book: &RuleBook) -> Result<Option<Piece>, OpenError> {
        if std::mem::take(&mut self.mark) {
            return Ok(Some(Piece { kind: PieceKind::Framing, length: MARK.len() }));
        }
        let piece = self.splitter.next(&mut self.window)?;
        if let (Some(wishes), Some(Piece { kind: PieceKind::Record, length })) = (&self.unplanned, &piece)
            && let shape = Shape::of_objects(vec![self.window.bytes()[..*length].to_vec()])
            && !shape.names.is_empty()
        {
            let planned = plan::plan(&shape, wishes, book)?;
            self.plan = Arc::new(Plan {
                name: Arc::clone(&self.plan.name),
                dialect: self.plan.dialect,
                mapping: planned.mapping,
            });
            (self.told, self.preset) = (planned.told, planned.preset);
            (self.unplanned, self.late) = (None, true);
        }
        Ok(piece)
    }
}

impl Batch {
    /// How many records there are, rejects included.
    pub fn records(&self) -> u64 {
        self.pieces.iter().filter(|piece| piece.is_record()).count() as u64
    }
}
