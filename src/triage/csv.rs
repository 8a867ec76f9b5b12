//! CSV and TSV: where each row ends.
//!
//! Quotes mean what they mean to the csv crate: a quote at the beginning of a field opens it, a doubled one
//! stands for itself, anywhere else a quote is a character like others. Only quotes make rows hard to tell: one
//! that nobody meant swallows the rows behind it. So a row over several lines in which a closing quote is
//! followed by other text, or which has no end within the limits, is doubted: if the table goes on at one of
//! the lines inside it, it ends there, as a reject.

use super::piece::{Damage, MAX_RECORD, Piece, PieceKind};
use super::source::MARK;
use super::split::Step;

/// Lines that a row may span.
pub const MAX_LINES: usize = 20_000;
/// How far a candidate for the next row is looked at.
const AHEAD: usize = 64 * 1024;
const QUOTE: u8 = b'"';

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// What separates fields.
    pub delimiter: u8,
    /// What ends rows: a line feed, also behind a carriage return, or a carriage return alone.
    pub end: u8,
}

/// Splits a table into rows.
#[derive(Debug)]
pub struct Csv {
    dialect: Dialect,
    /// Fields of the header, once it was seen, and its bytes without the end of its line.
    columns: Option<usize>,
    header: Vec<u8>,
    /// Line that the next piece begins on, from 1.
    line: u64,
    /// Whether the rest of a line that was too long is being passed over.
    passing: bool,
    /// Whether the first line only names the delimiter.
    separator_line: bool,
}

/// A row as far as it was followed.
struct Row {
    length: usize,
    fields: usize,
    /// Whether a quote closed a field of several lines and other text followed.
    doubtful: bool,
    /// Where the last quote was opened.
    quote: Option<usize>,
    /// How many lines end in it.
    lines: usize,
    /// Whether the end was found.
    complete: bool,
}

impl Csv {
    /// A splitter at the beginning of a table; `separator_line` when its first line is `sep=…`.
    pub fn new(dialect: Dialect, separator_line: bool) -> Self {
        Self { dialect, columns: None, header: Vec::new(), line: 1, passing: false, separator_line }
    }

    /// The next piece.
    pub fn step(&mut self, bytes: &[u8], ended: bool) -> Step {
        if !self.passing {
            return self.row(bytes, ended);
        }
        let piece = self.pass(bytes);
        self.counted(piece, bytes)
    }

    /// A piece that is no whole row; its lines are counted.
    fn counted(&mut self, piece: Piece, bytes: &[u8]) -> Step {
        self.line += self.lines(&bytes[..piece.length]) as u64;
        Step::Piece(piece)
    }

    /// A piece that is a whole row.
    fn whole(&mut self, kind: PieceKind, row: &Row) -> Step {
        self.line += row.lines as u64;
        Step::Piece(Piece { kind, length: row.length })
    }

    fn row(&mut self, bytes: &[u8], ended: bool) -> Step {
        if self.separator_line {
            return self.separator(bytes, ended);
        }
        let seen = &bytes[..bytes.len().min(MAX_RECORD)];
        let all = ended && seen.len() == bytes.len();
        let row = self.follow(seen, all);
        if !row.complete && !ended && bytes.len() <= MAX_RECORD {
            return Step::Need;
        }
        let inside = &bytes[..row.length];
        if row.complete && self.is_blank(inside) {
            return self.whole(PieceKind::Blank, &row);
        }
        let Some(columns) = self.columns else {
            self.columns = Some(row.fields);
            self.header = inside.trim_ascii_end().to_vec();
            let header = Piece { kind: PieceKind::Header, length: row.length };
            return self.counted(header, bytes);
        };
        let long = row.lines > MAX_LINES;
        if (row.doubtful || !row.complete || long) && row.quote.is_some() {
            let enough = row.complete && bytes.len() >= row.length + AHEAD;
            if !ended && !enough && bytes.len() < MAX_RECORD + AHEAD {
                return Step::Need;
            }
            let piece = self.doubt(bytes, ended, columns, &row);
            return self.counted(piece, bytes);
        }
        if !row.complete {
            self.passing = true;
            let piece = Piece { kind: PieceKind::Reject(Damage::TooLong), length: row.length };
            return self.counted(piece, bytes);
        }
        let kind = if self.is_header(inside) {
            PieceKind::Header
        } else if row.fields == columns {
            PieceKind::Record
        } else {
            PieceKind::Reject(Damage::Ragged { found: row.fields, expected: columns })
        };
        self.whole(kind, &row)
    }

    /// The line `sep=…` that spreadsheet programs write before the header.
    fn separator(&mut self, bytes: &[u8], ended: bool) -> Step {
        let length = match memchr::memchr(self.dialect.end, bytes) {
            Some(end) => end + 1,
            None if ended || bytes.len() >= MAX_RECORD => bytes.len(),
            None => return Step::Need,
        };
        self.separator_line = false;
        self.counted(Piece { kind: PieceKind::Framing, length }, bytes)
    }

    /// Follows a row from its beginning to its end, or to the end of the bytes; `all` when nothing comes
    /// behind them.
    fn follow(&self, bytes: &[u8], all: bool) -> Row {
        let Dialect { delimiter, end } = self.dialect;
        let mut row =
            Row { length: bytes.len(), fields: 1, doubtful: false, quote: None, lines: 0, complete: all };
        let mut at = 0;
        loop {
            if bytes.get(at) == Some(&QUOTE) {
                row.quote = Some(at);
                let Some(close) = closing(bytes, at + 1, all) else {
                    row.complete = false;
                    return row;
                };
                let lines = self.lines(&bytes[at..close]);
                row.lines += lines;
                row.doubtful |= lines > 0 && !self.may_follow(&bytes[close + 1..]);
                at = close + 1;
            }
            match memchr::memchr2(delimiter, end, bytes.get(at..).unwrap_or_default()) {
                Some(found) if bytes[at + found] == delimiter => {
                    row.fields += 1;
                    at += found + 1;
                }
                Some(found) => {
                    row.length = at + found + 1;
                    row.lines += 1;
                    row.complete = true;
                    return row;
                }
                None => return row,
            }
        }
    }

    /// Whether what follows a closing quote ends the field.
    fn may_follow(&self, rest: &[u8]) -> bool {
        match rest {
            [] | [b'\r'] => true,
            [first, ..] if *first == self.dialect.delimiter || *first == self.dialect.end => true,
            [b'\r', second, ..] => *second == self.dialect.end,
            _ => false,
        }
    }

    /// A row whose quotes are doubtful: it ends before the first line inside it on which the table goes on.
    fn doubt(&mut self, bytes: &[u8], ended: bool, columns: usize, row: &Row) -> Piece {
        let opened = self.line + self.lines(&bytes[..row.quote.unwrap_or(0)]) as u64;
        let quote = PieceKind::Reject(Damage::Quote { line: opened });
        if let Some(length) = self.goes_on(bytes, ended, columns, row.length) {
            return Piece { kind: quote, length };
        }
        if row.complete && row.fields == columns && self.lines(&bytes[..row.length]) <= MAX_LINES {
            // Quotes inside the text were not doubled; nothing else is wrong with the row.
            return Piece { kind: PieceKind::Record, length: row.length };
        }
        // Go on at a line, not within one.
        let whole = &bytes[..row.length];
        let length = if row.complete || (ended && row.length == bytes.len()) {
            row.length
        } else {
            memchr::memrchr(self.dialect.end, whole).map_or(row.length, |end| end + 1)
        };
        self.passing = bytes.get(length - 1) != Some(&self.dialect.end);
        Piece { kind: quote, length }
    }

    /// The first line inside the row on which a plausible row of its own begins. The work is bounded by a
    /// multiple of the bytes passed over.
    fn goes_on(&self, bytes: &[u8], ended: bool, columns: usize, length: usize) -> Option<usize> {
        let mut spent = 0;
        for end in memchr::memchr_iter(self.dialect.end, &bytes[..length]) {
            let at = end + 1;
            if at >= length {
                break;
            }
            if spent > 8 * at + 4 * AHEAD {
                continue;
            }
            let ahead = &bytes[at..bytes.len().min(at + AHEAD)];
            let row = self.follow(ahead, ended && at + ahead.len() == bytes.len());
            spent += row.length;
            let whole = row.complete && !row.doubtful && row.fields == columns;
            if whole && !self.is_blank(&ahead[..row.length]) || self.is_torn(ahead, columns) {
                return Some(at);
            }
        }
        None
    }

    /// Whether a line is a row of its own, were it not for a quote that it opens: such rows in pairs would else
    /// take each other's quotes, and one of them would be gone.
    fn is_torn(&self, ahead: &[u8], columns: usize) -> bool {
        let Dialect { delimiter, end } = self.dialect;
        let Some(length) = memchr::memchr(end, ahead) else { return false };
        let (mut count, mut opens) = (0, false);
        for field in ahead[..length].split(|byte| *byte == delimiter) {
            count += 1;
            opens |= field.first() == Some(&QUOTE);
        }
        opens && count == columns
    }

    fn pass(&mut self, bytes: &[u8]) -> Piece {
        let end = memchr::memchr(self.dialect.end, bytes);
        self.passing = end.is_none();
        Piece { kind: PieceKind::Rest, length: end.map_or(bytes.len(), |end| end + 1) }
    }

    /// Whether a row is the header once more, as where tables were put behind each other with `cat`. One name alone may be a text.
    fn is_header(&self, row: &[u8]) -> bool {
        let row = row.strip_prefix(MARK).unwrap_or(row).trim_ascii_end();
        row == self.header && self.columns > Some(1)
    }

    fn is_blank(&self, row: &[u8]) -> bool {
        row.iter().all(|byte| byte.is_ascii_whitespace() && *byte != self.dialect.delimiter)
    }

    fn lines(&self, bytes: &[u8]) -> usize {
        // Most texts have one line, and finding an end costs less than counting all.
        let Some(first) = memchr::memchr(self.dialect.end, bytes) else { return 0 };
        1 + memchr::memchr_iter(self.dialect.end, &bytes[first + 1..]).count()
    }
}

/// Where the quote that closes a field stands, looked for from `at`; none if the bytes end before that is sure.
fn closing(bytes: &[u8], mut at: usize, all: bool) -> Option<usize> {
    loop {
        let found = at + memchr::memchr(QUOTE, bytes.get(at..)?)?;
        match bytes.get(found + 1) {
            Some(&QUOTE) => at = found + 2,
            None if !all => return None,
            _ => return Some(found),
        }
    }
}
