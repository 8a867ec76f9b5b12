//! JSON as the same located tree that YAML gives, for snapshots.
//!
//! Goes in: the text of one JSON document. Comes out: a [`Node`] with raw scalar texts and their places, or
//! findings. What has no meaning here (nulls, a key written twice, half a surrogate pair, a number beyond what a
//! number can hold, nesting without end) is a finding, never a value and never a panic.

use crate::finding::Finding;
use crate::source::{FileId, Located, Place, Span};
use crate::yaml::{Budget, Node, NodeKind};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;

/// Reads a JSON document that must be without fault. Cost: linear in the text for each level of nesting.
///
/// # Errors
/// All problems of the values, or the first of the notation; at least one.
pub fn parse_json(file: FileId, text: &str, budget: &Budget) -> Result<Node, Vec<Finding>> {
    if text.len() as u64 > budget.max_bytes {
        return Err(vec![too_big(file, text.len(), budget)]);
    }
    let mut reader = Reader { file, text, depth_left: budget.max_depth, findings: Vec::new() };
    // A mark of byte order is no part of the document.
    let document = text.strip_prefix('\u{feff}').unwrap_or(text);
    let node = match serde_json::from_str::<&RawValue>(document) {
        Ok(raw) => reader.node(raw.get()),
        Err(error) => return Err(vec![reader.notation(document, &error)]),
    };
    match node {
        Some(node) if reader.findings.is_empty() => Ok(node),
        _ => Err(reader.findings),
    }
}

fn too_big(file: FileId, size: usize, budget: &Budget) -> Finding {
    let message = format!("the file has {size} bytes; the budget is {} bytes a file", budget.max_bytes);
    let place = Place { file, span: Span::default() };
    Finding::error("file-too-big", message).label(place, "not read further").help("give one account a file")
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    depth_left: u32,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    /// The value of a raw slice of the text; none where a finding covers it.
    fn node(&mut self, raw: &'a str) -> Option<Node> {
        match raw.as_bytes().first() {
            Some(b'{') => self.nested(raw, Self::map),
            Some(b'[') => self.nested(raw, Self::list),
            Some(b'"') => self.string(raw),
            Some(b'n') => self.refuse(
                raw,
                Finding::error("yaml-null", "a null stands for nothing here"),
                "leave the key out: a fact that is absent is unknown",
            ),
            Some(b't' | b'f') => Some(self.scalar(raw, raw.to_owned(), false)),
            _ => self.number(raw),
        }
    }

    fn nested(&mut self, raw: &'a str, read: fn(&mut Self, &'a str) -> Option<NodeKind>) -> Option<Node> {
        let Some(left) = self.depth_left.checked_sub(1) else {
            let finding = Finding::error("too-deep", "lists and maps are nested too deep");
            return self.refuse(raw.get(..1).unwrap_or(raw), finding, "a snapshot needs no such depth");
        };
        self.depth_left = left;
        let kind = read(self, raw);
        self.depth_left = left + 1;
        Some(Node { place: self.place(raw), kind: kind? })
    }

    fn map(&mut self, raw: &'a str) -> Option<NodeKind> {
        let Entries(entries) = self.decode(raw)?;
        let mut first: BTreeMap<String, Place> = BTreeMap::new();
        let mut map = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let place = self.words(key.get());
            let name: Option<String> = self.decode(key.get());
            let value = self.node(value.get());
            let (Some(name), Some(value)) = (name, value) else { continue };
            if let Some(earlier) = first.insert(name.clone(), place) {
                self.findings.push(
                    Finding::error("duplicate-key", format!("`{name}` is written twice in one map"))
                        .label(place, "again here")
                        .label(earlier, "first written here")
                        .help("merge the two, or rename one"),
                );
            }
            map.push((Located::new(name, place), value));
        }
        Some(NodeKind::Map(map))
    }

    fn list(&mut self, raw: &'a str) -> Option<NodeKind> {
        let items: Vec<&'a RawValue> = self.decode(raw)?;
        Some(NodeKind::Seq(items.into_iter().filter_map(|item| self.node(item.get())).collect()))
    }

    fn string(&mut self, raw: &'a str) -> Option<Node> {
        let text: String = self.decode(raw)?;
        let node = self.scalar(raw, text, true);
        Some(Node { place: self.words(raw), ..node })
    }

    fn number(&mut self, raw: &'a str) -> Option<Node> {
        if raw.parse::<f64>().is_ok_and(f64::is_finite) {
            return Some(self.scalar(raw, raw.to_owned(), false));
        }
        let finding = Finding::error("bad-number", format!("`{}` is too large for a number", short(raw)));
        self.refuse(raw, finding, "write the number as the product shows it")
    }

    fn scalar(&self, raw: &str, text: String, quoted: bool) -> Node {
        Node { place: self.place(raw), kind: NodeKind::Scalar { text, quoted } }
    }

    /// Decodes a slice whose notation is already known to be right; what can still be wrong is inside strings.
    fn decode<T: Deserialize<'a>>(&mut self, raw: &'a str) -> Option<T> {
        match serde_json::from_str(raw) {
            Ok(value) => Some(value),
            Err(error) => {
                let finding =
                    Finding::error("json-text", format!("a text that cannot be read: {}", reason(&error)));
                self.refuse(raw, finding, "an escape such as `\\ud83d` needs its second half, `\\ude00`")
            }
        }
    }

    fn refuse<T>(&mut self, raw: &str, finding: Finding, help: &str) -> Option<T> {
        self.findings.push(finding.label(self.place(raw), "here").help(help));
        None
    }

    /// The finding for text that is not JSON.
    fn notation(&self, document: &str, error: &serde_json::Error) -> Finding {
        let line_start: usize =
            document.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = (line_start + error.column().saturating_sub(1)).min(document.len());
        let at = (0..=at).rev().find(|at| document.is_char_boundary(*at)).unwrap_or(0);
        let length = document.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let place = self.place(document.get(at..at + length).unwrap_or(document));
        Finding::error("json-syntax", format!("not a JSON document: {}", reason(error)))
            .label(place, "reading stopped here")
            .help("a snapshot is one map, such as `{\"text\": \"…\", \"facts\": {}}`")
    }

    /// The place of a slice of the text.
    fn place(&self, raw: &str) -> Place {
        let start = (raw.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let end = (start + raw.len()).min(self.text.len());
        Place { file: self.file, span: Span { start: start as u32, end: end as u32 } }
    }

    /// The place of a string without its quotes, with them where it is empty.
    fn words(&self, raw: &str) -> Place {
        match raw.get(1..raw.len().saturating_sub(1)) {
            Some(words) if !words.is_empty() => self.place(words),
            _ => self.place(raw),
        }
    }
}

/// What serde_json says, without its line and column.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(end) => text.get(..end).unwrap_or(&text).to_owned(),
        None => text,
    }
}

fn short(raw: &str) -> &str {
    raw.get(..20).unwrap_or(raw)
}

/// The entries of a map as raw slices, in order, also those whose key comes twice.
struct Entries<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Entries<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry::<&'de RawValue, &'de RawValue>()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}
