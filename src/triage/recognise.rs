//! What an input is, told by its beginning.

use super::csv::Dialect;
use super::mapping::{Mapping, Source};
use super::path::Path;
use super::source::OpenError;

/// Whether the first sign is the one that JSON objects begin with.
pub fn is_json(head: &[u8]) -> bool {
    head.trim_ascii_start().first() == Some(&b'{')
}

/// Whether the first sign is the one that JSON lists begin with.
pub fn is_list(head: &[u8]) -> bool {
    head.trim_ascii_start().first() == Some(&b'[')
}

/// Whether the first line only names the delimiter, as spreadsheet programs write it.
pub fn has_separator_line(head: &[u8]) -> bool {
    matches!(head, [b's', b'e', b'p', b'=', _, b'\r' | b'\n', ..])
}

/// How a table is written: the delimiter that its first line has most of, outside quotes.
pub fn dialect(head: &[u8]) -> Dialect {
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

/// The form with one snapshot a line.
pub fn native() -> Mapping {
    let path = |text: &str| Path::parse(text).map(Source::Path).into_iter().collect();
    Mapping { id: path("id"), subject: Vec::new(), text: path("text"), created: path("as_of") }
}

/// Which column is what, by the names of the header.
///
/// # Errors
/// No column is a text.
pub fn columns(names: &[String]) -> Result<Mapping, OpenError> {
    let find = |wanted: &[&str]| -> Vec<Source> {
        let at =
            wanted.iter().find_map(|name| names.iter().position(|column| column.eq_ignore_ascii_case(name)));
        at.map(Source::Column).into_iter().collect()
    };
    let mapping = Mapping {
        id: find(&["id"]),
        subject: find(&["subject"]),
        text: find(&["text", "description"]),
        created: find(&["as_of", "created"]),
    };
    if mapping.text.is_empty() && mapping.subject.is_empty() {
        return Err(OpenError::Setup {
            what: format!("no column is known to hold the ticket's text; there are: {}", names.join(", ")),
            help: "call the column with the text `text`, `description` or `subject`".to_owned(),
        });
    }
    Ok(mapping)
}
