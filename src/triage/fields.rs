//! The fields of one record, from a row of a table or a JSON object, under one interface.

use super::Reason;
use super::body;
use super::csv::Dialect;
use super::mapping::Source;
use super::path::{self, Members};
use super::record::Record;
use super::source::MARK;
use serde_json::value::RawValue;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::ops::Range;

/// The texts of some fields; a role is nearly always one or two.
pub type FieldTexts<'a> = SmallVec<[Cow<'a, str>; 2]>;

/// What a record is made of.
#[derive(Debug)]
pub enum Fields<'a> {
    /// The fields of a row.
    Row(Cells<'a>),
    /// The members of an object.
    Object(Members<'a>),
}

impl<'a> Fields<'a> {
    /// Appends the texts at a source that are not empty, in order.
    ///
    /// # Errors
    /// Why the record cannot be used.
    pub fn texts(&self, source: &Source, texts: &mut FieldTexts<'a>) -> Result<(), Reason> {
        match (self, source) {
            (Fields::Row(cells), Source::Column(column)) => {
                let field = cells.field(*column);
                if !field.iter().all(u8::is_ascii_whitespace) {
                    texts.push(cells.text(*column));
                }
                Ok(())
            }
            (Fields::Object(members), Source::Path(path)) => {
                for value in path.find(members).map_err(|error| unread(&path.text, &error))? {
                    push(&path.text, value, texts)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

impl Fields<'_> {
    /// What stands at some sources, to be copied: texts as they are, objects and lists of objects as JSON.
    pub fn copied(&self, sources: &[Source]) -> String {
        let mut out = String::new();
        for source in sources {
            let mut texts = FieldTexts::new();
            if self.texts(source, &mut texts).is_err()
                && let (Fields::Object(members), Source::Path(path)) = (self, source)
            {
                let found = path.find(members).unwrap_or_default();
                texts = found.into_iter().map(|value| Cow::Borrowed(value.get())).collect();
            }
            for text in texts {
                out.push_str(if out.is_empty() { "" } else { "; " });
                out.push_str(&text);
            }
        }
        out
    }
}

/// The text of a value; of a list those of its items.
fn push<'a>(name: &str, value: &'a RawValue, texts: &mut FieldTexts<'a>) -> Result<(), Reason> {
    match value.get().as_bytes().first() {
        Some(b'[') => {
            for item in path::items(value).map_err(|error| unread(name, &error))? {
                if item.get().starts_with('[') {
                    return Err(Reason::FieldLists(name.to_owned()));
                }
                push(name, item, texts)?;
            }
        }
        Some(b'{') => match body::document(value.get()) {
            Some(text) => texts.push(Cow::Owned(text)),
            None => {
                let shown = shown(value).ok_or_else(|| Reason::FieldObject(name.to_owned()))?;
                push(name, shown, texts)?;
            }
        },
        _ => {
            let text = path::scalar(value).map_err(|error| unread(name, &error))?;
            texts.extend(text.filter(|text| !text.trim().is_empty()));
        }
    }
    Ok(())
}

/// What a person sees of a field: ServiceNow gives it beside the value that is stored (`sysparm_display_value=all`).
fn shown(value: &RawValue) -> Option<&RawValue> {
    let Members(members) = Members::of(value.get()).ok()?;
    let shown = members.into_iter().find(|(name, _)| name == "display_value");
    shown.map(|(_, shown)| shown).filter(|shown| !shown.get().starts_with(['{', '[']))
}

fn unread(name: &str, error: &serde_json::Error) -> Reason {
    Reason::FieldBroken(name.to_owned(), because(error))
}

/// What serde_json says, without its line and column, which count within the record.
pub(super) fn because(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rfind(" at line ").and_then(|end| text.get(..end)).unwrap_or(&text).to_owned()
}

/// Where the fields of one row of a table stand. Made once for each worker and used for every row.
#[derive(Debug, Default)]
pub struct Row {
    fields: Vec<Field>,
    /// Fields that do not stand in the row in one piece, one behind the other.
    own: Vec<u8>,
    pub(super) spare: Spare,
}

/// Where a field stands.
#[derive(Debug, Clone, Copy)]
struct Field {
    start: usize,
    end: usize,
    /// Whether that is in [`Row::own`], and not in the row itself.
    own: bool,
}

/// The fields of one row, quotes resolved.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    row: &'a Row,
    bytes: &'a [u8],
    /// The same, where all of it is text.
    text: Option<&'a str>,
}

impl<'a> Cells<'a> {
    /// How many fields there are.
    pub fn len(self) -> usize {
        self.row.fields.len()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.row.fields.is_empty()
    }

    /// A field, empty where there is none.
    pub fn field(self, index: usize) -> &'a [u8] {
        let Some(Field { start, end, own }) = self.row.fields.get(index) else { return &[] };
        let bytes = if *own { &self.row.own } else { self.bytes };
        bytes.get(*start..*end).unwrap_or_default()
    }

    /// The same as a text, in which bytes that are none are replaced.
    pub fn text(self, index: usize) -> Cow<'a, str> {
        let whole = self.row.fields.get(index).zip(self.text).filter(|(field, _)| !field.own);
        match whole.and_then(|(field, text)| text.get(field.start..field.end)) {
            Some(text) => Cow::Borrowed(text),
            None => String::from_utf8_lossy(self.field(index)),
        }
    }
}

/// Memory of records that nobody needs any more, for those to come.
#[derive(Debug, Default)]
pub(super) struct Spare {
    texts: Vec<String>,
    parts: Vec<String>,
}

impl Spare {
    /// A text of these pieces.
    pub(super) fn text<'a>(&mut self, pieces: impl IntoIterator<Item = &'a str>) -> String {
        let mut text = self.texts.pop().unwrap_or_default();
        text.clear();
        text.extend(pieces);
        text
    }

    /// An empty list of parts.
    pub(super) fn parts(&mut self) -> Vec<String> {
        std::mem::take(&mut self.parts)
    }
}

/// So many spare texts are kept.
const SPARES: usize = 64;
/// Longer texts are not kept as spare memory, in bytes.
const MOST_SPARE: usize = 1 << 16;

impl Row {
    /// Reads the fields of one row, which a splitter has found, as the csv crate reads them.
    ///
    /// Cost: one pass over the row, at the speed of memory between quotes and delimiters. Nothing is copied but fields with
    /// quotes in them.
    pub fn read<'a>(&'a mut self, dialect: Dialect, row: &'a [u8]) -> Cells<'a> {
        let Dialect { delimiter, end } = dialect;
        self.fields.clear();
        self.own.clear();
        let bytes = row.strip_prefix(MARK).unwrap_or(row);
        let mut at = bytes.iter().position(|byte| *byte != end).unwrap_or(bytes.len());
        while at < bytes.len() || !self.fields.is_empty() {
            let mut field = Field { start: at, end: at, own: false };
            if bytes.get(at) == Some(&QUOTE) {
                (field, at) = self.unquote(bytes, at + 1);
            }
            let rest = &bytes[at..];
            let close = memchr::memchr2(delimiter, end, rest).unwrap_or(rest.len());
            let field = self.append(field, bytes, at..at + close);
            self.fields.push(field);
            if rest.get(close) != Some(&delimiter) {
                break;
            }
            at += close + 1;
        }
        // A carriage return before the line feed belongs to the line end.
        let cells = Cells { row: self, bytes, text: None };
        if end == b'\n' && cells.field(cells.len().wrapping_sub(1)).last() == Some(&b'\r') {
            self.fields.last_mut().into_iter().for_each(|last| last.end -= 1);
        }
        // Nearly all rows are text, which is told many bytes at a time.
        Cells { row: self, bytes, text: simdutf8::basic::from_utf8(bytes).ok() }
    }

    /// What a field holds between its quotes, and where these end.
    fn unquote(&mut self, bytes: &[u8], start: usize) -> (Field, usize) {
        let close = |from: usize| from + memchr::memchr(QUOTE, &bytes[from..]).unwrap_or(bytes.len() - from);
        let mut field = Field { start, end: close(start), own: false };
        let mut at = field.end;
        while bytes.get(at + 1) == Some(&QUOTE) {
            // Of two quotes the first belongs to the text.
            let next = close(at + 2);
            field = self.append(field, bytes, at..at + 1);
            field = self.append(field, bytes, at + 2..next);
            at = next;
        }
        (field, bytes.len().min(at + 1))
    }

    /// A field with what stands at a place behind it.
    fn append(&mut self, field: Field, bytes: &[u8], place: Range<usize>) -> Field {
        if place.is_empty() {
            return field;
        }
        if field.start == field.end {
            return Field { start: place.start, end: place.end, own: false };
        }
        let mut start = field.start;
        if !field.own {
            start = self.own.len();
            self.own.extend_from_slice(&bytes[field.start..field.end]);
        }
        self.own.extend_from_slice(&bytes[place]);
        Field { start, end: self.own.len(), own: true }
    }

    /// Takes the memory of a record for others.
    pub fn reuse(&mut self, record: Record) {
        let mut parts = record.case.parts;
        let texts = parts.drain(..).chain(record.id).filter(|text| text.capacity() <= MOST_SPARE);
        let room = SPARES.saturating_sub(self.spare.texts.len());
        self.spare.texts.extend(texts.take(room));
        self.spare.parts = parts;
    }
}

const QUOTE: u8 = b'"';

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The fields of the first row of a table, as the csv crate reads them.
    fn expected(dialect: Dialect, table: &[u8]) -> Vec<Vec<u8>> {
        let mut builder = csv::ReaderBuilder::new();
        builder.has_headers(false).flexible(true);
        builder.delimiter(dialect.delimiter).terminator(csv::Terminator::Any(dialect.end));
        let mut reader = builder.from_reader(table);
        let row = reader.byte_records().next().and_then(Result::ok).unwrap_or_default();
        row.iter().map(<[u8]>::to_vec).collect()
    }

    proptest! {
        #[test]
        fn a_row_has_the_fields_that_the_csv_crate_finds(table in "[a,;\"\\r\\n\u{feff} ]{0,24}", end in 0..2_usize) {
            let dialect = Dialect { delimiter: [b',', b';'][end], end: [b'\n', b'\r'][end] };
            let mut expected = expected(dialect, table.as_bytes());
            if let Some(last) = expected.last_mut().filter(|last| end == 0 && last.ends_with(b"\r")) {
                last.pop();
            }
            let mut row = Row::default();
            row.read(dialect, b"1,\"2\",3");
            let cells = row.read(dialect, table.as_bytes());
            let found: Vec<Vec<u8>> = (0..cells.len()).map(|field| cells.field(field).to_vec()).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
