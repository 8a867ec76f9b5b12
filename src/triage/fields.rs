//! The fields of one record, from a row of a table or a JSON object, under one interface.

use super::Reason;
use super::body;
use super::csv::Dialect;
use super::mapping::Source;
use super::path::{self, Members};
use super::record::Record;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};
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
                    texts.push(String::from_utf8_lossy(text));
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
    bytes: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
    /// The tables of the last dialect, which are costly to build.
    reader: Option<(Dialect, Reader)>,
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
    /// Reads the fields of one row, which a splitter has found. Cost: one pass over the row.
    pub fn read(&mut self, dialect: Dialect, row: &[u8]) {
        if self.reader.as_ref().is_none_or(|(known, _)| *known != dialect) {
            self.reader = Some((dialect, reader(dialect)));
        }
        let Some((_, reader)) = &mut self.reader else { return };
        reader.reset();
        // Fields are never longer than what they are written as.
        if self.bytes.len() <= row.len() {
            self.bytes.resize(row.len() + 1, 0);
        }
        let (mut input, mut written, mut count) = (row, 0, 0);
        loop {
            if count == self.ends.len() {
                self.ends.resize(2 * count + 16, 0);
            }
            let (result, read, wrote, ended) =
                reader.read_record(input, &mut self.bytes[written..], &mut self.ends[count..]);
            input = input.get(read..).unwrap_or_default();
            written += wrote;
            count += ended;
            match result {
                ReadRecordResult::Record | ReadRecordResult::End => break,
                ReadRecordResult::OutputFull => self.bytes.resize(2 * self.bytes.len() + 16, 0),
                ReadRecordResult::InputEmpty | ReadRecordResult::OutputEndsFull => {}
            }
        }
        self.count = count;
        if dialect.end == b'\n' {
            self.drop_carriage_return();
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
        let Some(last) = self.count.checked_sub(1) else { return };
        if self.field(last).last() == Some(&b'\r') {
            self.ends[last] -= 1;
        }
    }

    /// How many fields there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// A field, empty where there is none.
    pub fn field(&self, index: usize) -> &[u8] {
        if index >= self.count {
            return &[];
        }
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        self.bytes.get(start..self.ends[index]).unwrap_or_default()
    }
}

fn reader(dialect: Dialect) -> Reader {
    ReaderBuilder::new().delimiter(dialect.delimiter).terminator(Terminator::Any(dialect.end)).build()
}
