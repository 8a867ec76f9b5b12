//! Pieces: the consecutive parts of a decoded input.
//!
//! Every byte of the decoded input belongs to exactly one piece, in order: the header, a record, a reject, a
//! blank line, or framing (a byte order mark, a `sep=` line, what stands around the items of a JSON list). [`Accounting`] adds them up.

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PieceKind {
    /// The names of the columns.
    Header,
    /// One record, whole; whether it can be used is found out when it is read.
    Record,
    /// What should have been a record and is not.
    Reject(Damage),
    /// More bytes of the reject before it, which was too long to hold.
    Rest,
    /// A line without anything on it.
    Blank,
    /// What stands around and between records.
    Framing,
}

/// Why bytes are no record. Lines count from 1 in the decoded input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// A quote was opened on this line and not closed where a field may end.
    Quote {
        /// The line it was opened on.
        line: u64,
    },
    /// A row has another number of fields than the header.
    Ragged {
        /// So many fields the row has.
        found: usize,
        /// So many the header has.
        expected: usize,
    },
    /// A JSON value that begins on this line has no end where one can be.
    Object {
        /// The line it begins on.
        line: u64,
    },
    /// The record is longer than [`MAX_RECORD`] bytes.
    TooLong,
}

/// The longest record that is read, in bytes; more memory is never needed for one.
pub const MAX_RECORD: usize = 8 * 1024 * 1024;

/// A consecutive part of the decoded input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Its length in bytes of the decoded input.
    pub length: usize,
}

/// How many bytes of the decoded input each kind of piece took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Accounting {
    /// Headers.
    pub header: u64,
    /// Records that were read.
    pub records: u64,
    /// Rejected records.
    pub rejects: u64,
    /// Blank lines.
    pub blank: u64,
    /// Framing.
    pub framing: u64,
}

impl Accounting {
    /// All of it: the length of the decoded input as far as it was read.
    pub fn total(&self) -> u64 {
        self.header + self.records + self.rejects + self.blank + self.framing
    }

    /// Adds another account.
    pub fn add(&mut self, other: &Accounting) {
        self.header += other.header;
        self.records += other.records;
        self.rejects += other.rejects;
        self.blank += other.blank;
        self.framing += other.framing;
    }
}

impl Piece {
    /// Whether it takes a line of the output.
    pub fn is_record(&self) -> bool {
        matches!(self.kind, PieceKind::Record | PieceKind::Reject(_))
    }
}

impl Accounting {
    /// Adds a piece.
    pub fn count(&mut self, kind: &PieceKind, length: usize) {
        let part = match kind {
            PieceKind::Header => &mut self.header,
            PieceKind::Record => &mut self.records,
            PieceKind::Reject(_) | PieceKind::Rest => &mut self.rejects,
            PieceKind::Blank => &mut self.blank,
            PieceKind::Framing => &mut self.framing,
        };
        *part += length as u64;
    }

    /// Moves a record to the rejects: it was found out while it was read.
    pub fn reject(&mut self, length: usize) {
        self.records -= length as u64;
        self.rejects += length as u64;
    }
}
