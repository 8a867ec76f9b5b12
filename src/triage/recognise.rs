//! What an input is written in, told by its beginning.

use super::csv::{Csv, Dialect};
use super::fields::Row;
use super::json::{Frame, Json};
use super::json_scan::{self, Named, Scan};
use super::lines::Lines;
use super::path::Members;
use super::piece::PieceKind;
use super::presets::{self, LISTS, Preset, same};
use super::split::{Splitter, Step};

/// So many records at the beginning show what a field holds.
const SAMPLE: usize = 50;

/// What the beginning of an input shows.
#[derive(Debug)]
pub struct Shape {
    /// How tables are written; none for JSON.
    pub dialect: Option<Dialect>,
    /// Names of columns, or of the members of the first objects.
    pub names: Vec<String>,
    /// The first records.
    pub sample: Vec<Vec<u8>>,
    /// Those behind them, as far as the beginning reaches.
    pub more: Vec<Vec<u8>>,
}

impl Shape {
    /// What JSON objects show.
    pub fn of_objects(sample: Vec<Vec<u8>>) -> Self {
        Self { dialect: None, names: members(&sample), sample, more: Vec::new() }
    }
}

/// A splitter for the input that begins like this, with what the beginning shows.
pub fn shape(head: &[u8]) -> (Splitter, Shape) {
    let make = || splitter(head);
    let (mut trial, dialect) = make();
    let mut shape = Shape { dialect, names: Vec::new(), sample: Vec::new(), more: Vec::new() };
    let mut at = 0;
    while at < head.len() {
        let Step::Piece(piece) = trial.step(&head[at..], true) else { break };
        let bytes = &head[at..at + piece.length];
        at += piece.length;
        match (&piece.kind, dialect) {
            (PieceKind::Header, Some(dialect)) => shape.names = columns(dialect, bytes),
            (PieceKind::Record, _) if shape.sample.len() < SAMPLE => shape.sample.push(bytes.to_vec()),
            (PieceKind::Record, _) => shape.more.push(bytes.to_vec()),
            _ => {}
        }
    }
    if dialect.is_none() {
        shape.names = members(&shape.sample);
    }
    (make().0, shape)
}

fn columns(dialect: Dialect, header: &[u8]) -> Vec<String> {
    let mut row = Row::default();
    let cells = row.read(dialect, header);
    (0..cells.len()).map(|index| String::from_utf8_lossy(cells.field(index)).trim().to_owned()).collect()
}

/// The names of members, in order of their first appearance.
fn members(sample: &[Vec<u8>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for record in sample {
        let text = String::from_utf8_lossy(record);
        let Ok(members) = Members::of(text.trim()) else { continue };
        for (name, _) in &members.0 {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_string());
            }
        }
    }
    names
}

fn splitter(head: &[u8]) -> (Splitter, Option<Dialect>) {
    let start = head.trim_ascii_start();
    match start.first() {
        Some(b'[') if is_list(start) => (Splitter::Json(Json::new(Frame::List)), None),
        Some(b'{') => (objects(start), None),
        _ => {
            let dialect = dialect(head);
            (Splitter::Csv(Csv::new(dialect, has_separator_line(head))), Some(dialect))
        }
    }
}

/// Whether it is a list of JSON values, and not a table whose first name begins with a bracket.
fn is_list(start: &[u8]) -> bool {
    let inner = start[1..].trim_ascii_start().first();
    matches!(inner, None | Some(b'{' | b'[' | b']' | b'"' | b'0'..=b'9' | b'-' | b'n' | b't' | b'f'))
}

/// One object a line, one list in an object, or objects over several lines.
fn objects(start: &[u8]) -> Splitter {
    let line = memchr::memchr(b'\n', start).map(|end| (&start[..end], &start[end..]));
    let known = |name: &[u8]| LISTS.iter().any(|list| list.as_bytes() == name);
    let lines = line.is_some_and(|(line, rest)| is_object(line) && rest.trim_ascii_start().starts_with(b"{"));
    if let Some(Named { name, depth, items }) = json_scan::list_named(start, known)
        && matches!(items.trim_ascii_start().first(), None | Some(b'{' | b']'))
        && (!lines || are_pages(start, items))
        && !is_record(start, depth)
    {
        let name = String::from_utf8_lossy(name).into_owned();
        return Splitter::Json(Json::new(Frame::Member { name, depth }));
    }
    let spans_lines = line.is_some_and(|(line, _)| {
        json_scan::value(line, true) == Scan::Open && matches!(json_scan::value(start, false), Scan::Whole(_))
    });
    if spans_lines { Splitter::Json(Json::new(Frame::Stream)) } else { Splitter::Lines(Lines::default()) }
}

/// Whether a line is one object and nothing else.
fn is_object(line: &[u8]) -> bool {
    matches!(json_scan::value(line, true), Scan::Whole(length) if line[length..].trim_ascii().is_empty())
}

/// Whether objects that stand one a line are pages of tickets: what is in the list of the first is one, and it is none.
fn are_pages(start: &[u8], items: &[u8]) -> bool {
    let first = |bytes: &[u8]| match json_scan::value(bytes, true) {
        Scan::Whole(length) => members(&[bytes[..length].to_vec()]),
        Scan::Open | Scan::Broken => Vec::new(),
    };
    is_ticket(&first(items.trim_ascii_start())) && !is_ticket(&first(start))
}

/// Whether these are the members of a ticket, as far as names tell.
fn is_ticket(names: &[String]) -> bool {
    let preset = presets::recognised(names);
    preset.name != "generic" || has_message(preset, names)
}

fn has_message(preset: &Preset, names: &[String]) -> bool {
    let message = preset.text.iter().chain(preset.subject);
    message.into_iter().any(|known| names.iter().any(|own| same(own, known)))
}

/// Whether the first object is a ticket itself, so that a list in it, so many objects deep, holds none.
fn is_record(start: &[u8], depth: usize) -> bool {
    let Scan::Whole(length) = json_scan::value(start, true) else { return false };
    let names = members(&[start[..length].to_vec()]);
    let preset = presets::recognised(&names);
    // The object around an answer may have a `message` of its own.
    preset.name != "generic" || depth > 1 && has_message(preset, &names)
}

/// Whether the first line only names the delimiter, as spreadsheet programs write it.
fn has_separator_line(head: &[u8]) -> bool {
    matches!(head, [b's', b'e', b'p', b'=', _, b'\r' | b'\n', ..])
}

/// How a table is written: the delimiter that its first line has most of, outside quotes.
fn dialect(head: &[u8]) -> Dialect {
    let end = if memchr::memchr(b'\n', head).is_none() && memchr::memchr(b'\r', head).is_some() {
        b'\r'
    } else {
        b'\n'
    };
    if has_separator_line(head) {
        return Dialect { delimiter: head[4], end };
    }
    let (mut counts, mut quoted) = ([0_usize; 4], false);
    for byte in head.trim_ascii_start() {
        match DELIMITERS.iter().position(|delimiter| delimiter == byte) {
            _ if *byte == b'"' => quoted = !quoted,
            Some(index) if !quoted => counts[index] += 1,
            _ if *byte == end && !quoted => break,
            _ => {}
        }
    }
    let mut best = 0;
    for (index, count) in counts.iter().enumerate() {
        if *count > counts[best] {
            best = index;
        }
    }
    Dialect { delimiter: DELIMITERS[best], end }
}

const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
