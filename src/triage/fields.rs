//! The fields of one record, from a row of a table or a JSON object, under one interface.

use super::Reason;
use super::body;
use super::csv::Dialect;
use super::mapping::Source;
use super::path::{self, Members};
use super::record::Record;
use serde_json::value::RawValue;
use smallvec::SmallVec;
use std::borrow::Cow;

/// The texts of some fields; a role is nearly always one or two.
pub type FieldTexts<'a> = SmallVec<[Cow<'a, str>; 2]>;

/// What a record is made of.
#[derive(Debug)]
pub enum Fields<'a> {
    /// The fields of a row.
    Row(&'a Row),
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
            (Fields::Row(row), Source::Column(column)) => {
                let text = row.field(*column);
                if !text.trim_ascii().is_empty() {
                    texts.push(lossy(text));
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
            None => return Err(Reason::FieldObject(name.to_owned())),
        },
        _ => {
            let text = path::scalar(value).map_err(|error| unread(name, &error))?;
            texts.extend(text.filter(|text| !text.trim().is_empty()));
        }
    }
    Ok(())
}

fn unread(name: &str, error: &serde_json::Error) -> Reason {
    Reason::FieldBroken(name.to_owned(), because(error))
}

/// What serde_json says, without its line and column, which count within the record.
pub(super) fn because(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rfind(" at line ").and_then(|end| text.get(..end)).unwrap_or(&text).to_owned()
}

/// The fields of one row of a table, quotes resolved. Made once for each worker and used for every row.
#[derive(Debug, Default)]
pub struct Row {
    /// The fields, one behind the other.
    bytes: Vec<u8>,
    ends: Vec<usize>,
    pub(super) spare: Spare,
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
    /// Cost: one pass over the row, at the speed of memory between quotes and delimiters.
    pub fn read(&mut self, dialect: Dialect, row: &[u8]) {
        let Dialect { delimiter, end } = dialect;
        self.bytes.clear();
        self.ends.clear();
        let row = row.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(row);
        let first = row.iter().position(|byte| *byte != end).unwrap_or(row.len());
        let mut rest = &row[first..];
        while !rest.is_empty() || !self.ends.is_empty() {
            if let [QUOTE, quoted @ ..] = rest {
                rest = self.unquote(quoted);
            }
            let close = memchr::memchr2(delimiter, end, rest).unwrap_or(rest.len());
            self.bytes.extend_from_slice(&rest[..close]);
            self.ends.push(self.bytes.len());
            if rest.get(close) != Some(&delimiter) {
                break;
            }
            rest = &rest[close + 1..];
        }
        if end == b'\n' {
            self.drop_carriage_return();
        }
    }

    /// Takes what a field holds between its quotes, and gives what stands behind them.
    fn unquote<'a>(&mut self, mut rest: &'a [u8]) -> &'a [u8] {
        loop {
            let close = memchr::memchr(QUOTE, rest).unwrap_or(rest.len());
            if rest.get(close + 1) != Some(&QUOTE) {
                self.bytes.extend_from_slice(&rest[..close]);
                return rest.get(close + 1..).unwrap_or_default();
            }
            self.bytes.extend_from_slice(&rest[..=close]);
            rest = &rest[close + 2..];
        }
    }

    /// Takes the memory of a record for others.
    pub fn reuse(&mut self, record: Record) {
        let mut parts = record.case.parts;
        let texts = parts.drain(..).chain(record.id).filter(|text| text.capacity() <= MOST_SPARE);
        let room = SPARES.saturating_sub(self.spare.texts.len());
        self.spare.texts.extend(texts.take(room));
        self.spare.parts = parts;
    }

    /// A carriage return before the line feed belongs to the line end.
    fn drop_carriage_return(&mut self) {
        let Some(last) = self.ends.len().checked_sub(1) else { return };
        if self.field(last).last() == Some(&b'\r') {
            self.ends[last] -= 1;
        }
    }

    /// How many fields there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A field, empty where there is none.
    pub fn field(&self, index: usize) -> &[u8] {
        let Some(end) = self.ends.get(index) else { return &[] };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        self.bytes.get(start..*end).unwrap_or_default()
    }
}

const QUOTE: u8 = b'"';

/// A text in which bytes that are none are replaced. Nearly all are whole, which is told many bytes at a time.
fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    simdutf8::basic::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

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
            row.read(dialect, table.as_bytes());
            let found: Vec<Vec<u8>> = (0..row.len()).map(|field| row.field(field).to_vec()).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
