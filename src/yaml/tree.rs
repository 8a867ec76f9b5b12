//! From parser events to the tree, with an explicit stack.

use super::syntax;
use super::{Budget, Node, NodeKind, scalar};
use crate::finding::Finding;
use crate::source::{FileId, Located, Place, Span};
use serde_yaml::granit_parser::{Event, Parser, ScalarStyle, Span as EventSpan, StructureStyle};
use std::collections::HashMap;

/// After this many findings a file is not read further: the rest is noise.
const MAX_FINDINGS: usize = 100;

pub(super) fn read(file: FileId, text: &str, budget: &Budget) -> (Option<Node>, Vec<Finding>) {
    if text.len() as u64 > budget.max_bytes {
        return (None, vec![too_big(file, text.len() as u64, budget.max_bytes)]);
    }
    let depth = budget.max_depth as usize + 2;
    let options = serde_yaml::granit_parser::options! {
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        emit_comments: false,
        disallow_directives: true,
        flow_nesting_limit: depth,
        block_nesting_limit: depth,
    };
    let mut builder = Builder::new(file, text, budget);
    for next in Parser::new_from_str_with_options(text, options) {
        let step = match next {
            Ok((event, span)) => builder.event(event, span),
            Err(error) => {
                builder.syntax_error(&error);
                Step::Stop
            }
        };
        if matches!(step, Step::Stop) || builder.findings.len() >= MAX_FINDINGS {
            return (None, builder.findings);
        }
    }
    builder.finish()
}

/// The finding for a text over the byte budget.
pub(crate) fn too_big(file: FileId, size: u64, limit: u64) -> Finding {
    let place = Place { file, span: Span::default() };
    Finding::error("file-too-big", format!("the file has {size} bytes; the budget is {limit} bytes a file"))
        .label(place, "not read further")
        .help("split the file, or remove what is no rule")
}

enum Step {
    Go,
    Stop,
}

/// An open list or map.
struct Frame {
    start: u32,
    flow: bool,
    kind: Open,
}

enum Open {
    Seq(Vec<Node>),
    Map { entries: Vec<(Located<String>, Node)>, key: Option<Key> },
}

/// A key that waits for its value; none where the key itself is already reported.
type Key = Option<Located<String>>;

struct Builder<'a> {
    file: FileId,
    text: &'a str,
    budget: &'a Budget,
    stack: Vec<Frame>,
    root: Option<Node>,
    nodes: u64,
    documents: u32,
    /// End of the last word that was read, for the end of block maps and for syntax errors.
    last_end: u32,
    /// A comment that follows a text inside brackets: it may have swallowed their end.
    suspect_comment: Option<Span>,
    findings: Vec<Finding>,
}

impl<'a> Builder<'a> {
    fn new(file: FileId, text: &'a str, budget: &'a Budget) -> Self {
        Self {
            file,
            text,
            budget,
            stack: Vec::new(),
            root: None,
            nodes: 0,
            documents: 0,
            last_end: 0,
            suspect_comment: None,
            findings: Vec::new(),
        }
    }

    fn place(&self, start: u32, end: u32) -> Place {
        Place { file: self.file, span: Span { start, end } }
    }

    fn event(&mut self, event: Event<'_>, span: EventSpan) -> Step {
        let (start, end) = bytes(&span);
        if let Some(tag) = span.tag_span() {
            let (tag_start, tag_end) = bytes(&tag);
            self.forbidden_tag(tag_start, tag_end);
        }
        match event {
            Event::DocumentStart(explicit, _) => return self.document(explicit, start, end),
            Event::Scalar(value, style, _, _) => return self.scalar(value.into_owned(), style, start, end),
            Event::Alias(_) | Event::UnresolvedAlias(_) => return self.alias(start, end),
            Event::Anchor(_, _) => self.anchor(start, end),
            Event::SequenceStart(style, _, _) => return self.open(Open::Seq(Vec::new()), style, start),
            Event::MappingStart(style, _, _) => {
                return self.open(Open::Map { entries: Vec::new(), key: None }, style, start);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(end),
            _ => {}
        }
        Step::Go
    }

    fn document(&mut self, explicit: bool, start: u32, end: u32) -> Step {
        self.documents += 1;
        if self.documents == 1 {
            return Step::Go;
        }
        let finding = if explicit {
            Finding::error("yaml-documents", "a second document starts here")
                .label(self.place(start, end.max(start)), "a rule file holds one document")
                .help("remove the `---` line, or move what follows into a file of its own")
        } else {
            let line = syntax::line_from(self.text, start);
            Finding::error("yaml-indent", "this line is indented less than the first line of the file")
                .label(self.place(line.start, line.end), "does not belong to the map above")
                .help("let all top-level keys start in the same column, best at the start of the line")
        };
        self.findings.push(finding);
        Step::Stop
    }

    fn scalar(&mut self, value: String, style: ScalarStyle, start: u32, end: u32) -> Step {
        self.last_end = self.last_end.max(end);
        let span = scalar::words_span(self.text, style, start, end);
        let place = self.place(span.start, span.end);
        let plain = style == ScalarStyle::Plain;
        if plain {
            self.swallowed(&value, start, end);
            if matches!(value.as_str(), "~" | "null" | "Null" | "NULL") {
                return self.null(start, end);
            }
        }
        if let Some(finding) = scalar::control_character(self.file, self.text, style, span, &value) {
            self.findings.push(finding);
        }
        if self.wants_key() {
            self.key(Some(Located::new(value, place)))
        } else {
            self.value(Node { place, kind: NodeKind::Scalar { text: value, quoted: !plain } })
        }
    }

    /// Finds what a plain text lost to YAML: the part behind ` #`, or list items that became its second line.
    fn swallowed(&mut self, value: &str, start: u32, end: u32) {
        let raw = &self.text[start as usize..end as usize];
        if let Some(dash) = raw.find('\n').and_then(|_| syntax::dash_line(raw)) {
            let at = start + dash as u32;
            self.findings.push(
                Finding::error("yaml-indent", "this `-` is read as part of the text above it")
                    .label(self.place(at, at + 1), "continues the text, starts no list item")
                    .help("indent it exactly like the other `-` of its list"),
            );
        }
        let Some(comment) = syntax::comment_after(self.text, end) else { return };
        if self.stack.iter().any(|frame| frame.flow) {
            self.suspect_comment = Some(comment);
        }
        let after = self.text[comment.start as usize + 1..].chars().next();
        if after.is_some_and(|c| !c.is_whitespace() && c != '#') {
            let finding = syntax::swallowed_by_comment(self.file, self.text, comment, start, value);
            self.findings.push(finding);
        }
    }

    fn null(&mut self, start: u32, end: u32) -> Step {
        let place = self.place(start, end);
        if start < end {
            let word = &self.text[start as usize..end as usize];
            self.findings.push(
                Finding::error("yaml-null", format!("`{word}` means \"no value\" in YAML"))
                    .label(place, "no value")
                    .help(format!("quote it if the text is meant, `\"{word}\"`; else leave the key out")),
            );
        } else {
            let finding = self.missing_value(place);
            self.findings.push(finding);
        }
        if self.wants_key() { self.key(None) } else { self.value(Node { place, kind: NodeKind::Bad }) }
    }

    /// A key or list item with nothing behind it, and what the author most likely meant.
    fn missing_value(&self, place: Place) -> Finding {
        match self.stack.last() {
            Some(Frame { flow, kind: Open::Map { key: Some(Some(key)), entries }, .. }) => {
                syntax::key_without_value(self.text, key, *flow, entries.last())
            }
            Some(Frame { kind: Open::Map { .. }, .. }) => {
                Finding::error("yaml-syntax", "a value without a key")
                    .label(place, "no key here")
                    .help("write `key: value`")
            }
            Some(Frame { kind: Open::Seq(_), .. }) => {
                Finding::error("yaml-null", "a list item without a value")
                    .label(place, "nothing here")
                    .help("write the value behind the `-`, or remove the line")
            }
            None => Finding::error("empty-file", "the file holds nothing")
                .label(place, "nothing here")
                .help("write a section such as `rules:`, or remove the file"),
        }
    }

    fn alias(&mut self, start: u32, end: u32) -> Step {
        self.last_end = self.last_end.max(end);
        let place = self.place(start, end);
        let word = &self.text[start as usize..end as usize];
        self.findings.push(
            Finding::error("yaml-alias", format!("`{word}` is a YAML alias, which rule files do not have"))
                .label(place, "read as an alias because of the `*`")
                .help(format!(
                    "if a text is meant, quote the whole of it: `\"{word} …\"`; else write the value out"
                )),
        );
        if self.wants_key() { self.key(None) } else { self.value(Node { place, kind: NodeKind::Bad }) }
    }

    fn anchor(&mut self, start: u32, end: u32) {
        let word = &self.text[start as usize..end as usize];
        self.findings.push(
            Finding::error("yaml-anchor", format!("`{word}` is a YAML anchor, which rule files do not have"))
                .label(self.place(start, end), "read as an anchor because of the `&`")
                .help("if a text is meant, quote the whole of it; to reuse a condition or words, use `definitions` or `terms`"),
        );
    }

    fn forbidden_tag(&mut self, start: u32, end: u32) {
        let word = &self.text[start as usize..end as usize];
        self.findings.push(
            Finding::error("yaml-tag", format!("`{word}` is a YAML tag, which rule files do not have"))
                .label(self.place(start, end), "read as a tag because of the `!`")
                .help("if a text is meant, quote the whole of it; else remove the tag"),
        );
    }

    fn open(&mut self, kind: Open, style: StructureStyle, start: u32) -> Step {
        if self.stack.len() as u32 >= self.budget.max_depth {
            self.too_deep(start);
            return Step::Stop;
        }
        self.stack.push(Frame { start, flow: style == StructureStyle::Flow, kind });
        Step::Go
    }

    fn too_deep(&mut self, start: u32) {
        let limit = self.budget.max_depth;
        self.findings.push(
            Finding::error(
                "too-deep",
                format!("lists and maps are nested deeper than the budget of {limit} levels"),
            )
            .label(self.place(start, start + 1), "one level too many")
            .help("move inner conditions to `definitions` and use their names"),
        );
    }

    fn close(&mut self, end: u32) {
        let Some(frame) = self.stack.pop() else { return };
        let end = if frame.flow { end } else { self.last_end.max(frame.start) };
        self.last_end = self.last_end.max(end);
        let place = self.place(frame.start, end);
        let kind = match frame.kind {
            Open::Seq(items) => NodeKind::Seq(items),
            Open::Map { entries, .. } => NodeKind::Map(self.without_duplicates(entries)),
        };
        let node = Node { place, kind };
        if self.wants_key() {
            self.findings.push(
                Finding::error("yaml-key", format!("{} cannot be a key", node.noun()))
                    .label(place, "a key must be a text")
                    .help("a text that begins with `{` or `[` needs quotes"),
            );
            self.key(None);
        } else {
            self.value(node);
        }
    }

    fn without_duplicates(&mut self, entries: Vec<(Located<String>, Node)>) -> Vec<(Located<String>, Node)> {
        let mut first: HashMap<&str, Place> = HashMap::new();
        let mut doubled: Vec<usize> = Vec::new();
        for (index, (key, _)) in entries.iter().enumerate() {
            let earlier = if entries.len() <= 8 {
                entries[..index]
                    .iter()
                    .find(|(other, _)| other.value == key.value)
                    .map(|(other, _)| other.place)
            } else {
                let place = *first.entry(&key.value).or_insert(key.place);
                (place != key.place).then_some(place)
            };
            let Some(earlier) = earlier else { continue };
            if doubled.len() >= MAX_FINDINGS {
                break;
            }
            doubled.push(index);
            self.findings.push(
                Finding::error("duplicate-key", format!("`{}` is written twice in one map", key.value))
                    .label(key.place, "again here")
                    .label(earlier, "first written here")
                    .help("merge the two, or rename one"),
            );
        }
        let mut entries = entries;
        let mut index = 0;
        entries.retain(|_| {
            index += 1;
            doubled.binary_search(&(index - 1)).is_err()
        });
        entries
    }

    fn wants_key(&self) -> bool {
        matches!(self.stack.last(), Some(Frame { kind: Open::Map { key: None, .. }, .. }))
    }

    fn key(&mut self, key: Key) -> Step {
        let merge = key.as_ref().filter(|key| key.value == "<<").map(|key| key.place);
        if let Some(place) = merge {
            self.findings.push(
                Finding::error("yaml-merge", "`<<` is a YAML merge key, which rule files do not have")
                    .label(place, "merges nothing")
                    .help("write the keys out; to reuse a condition or words, use `definitions` or `terms`"),
            );
        }
        if let Some(Frame { kind: Open::Map { key: waiting, .. }, .. }) = self.stack.last_mut() {
            *waiting = Some(if merge.is_some() { None } else { key });
        }
        Step::Go
    }

    fn value(&mut self, node: Node) -> Step {
        self.nodes += 1;
        if self.nodes > self.budget.max_nodes {
            let limit = self.budget.max_nodes;
            self.findings.push(
                Finding::error(
                    "too-many-values",
                    format!("the file holds more than the budget of {limit} values"),
                )
                .label(node.place, "not read further")
                .help("split the file"),
            );
            return Step::Stop;
        }
        match self.stack.last_mut().map(|frame| &mut frame.kind) {
            None => self.root = Some(node),
            Some(Open::Seq(items)) => items.push(node),
            Some(Open::Map { entries, key }) => {
                if let Some(Some(key)) = key.take() {
                    entries.push((key, node));
                }
            }
        }
        Step::Go
    }

    fn syntax_error(&mut self, error: &serde_yaml::granit_parser::ScanError) {
        if self.findings.iter().any(|finding| finding.code == "yaml-comment") {
            return; // The swallowed text is the cause; what the parser says about the rest would mislead.
        }
        let open_flow = self.stack.iter().rev().find(|frame| frame.flow).map(|frame| frame.start);
        let state = syntax::State {
            file: self.file,
            text: self.text,
            last_end: self.last_end,
            open_flow,
            suspect_comment: self.suspect_comment,
            max_depth: self.budget.max_depth,
        };
        let finding = syntax::explain(error, &state);
        let line = finding.labels.first().map(|label| syntax::line_around(self.text, label.place.span.start));
        let on_line = |other: &Finding| {
            other.labels.first().map(|label| syntax::line_around(self.text, label.place.span.start)) == line
        };
        // One mistake, one finding: of two about the same words the one that names the cause stays.
        self.findings.retain(|other| other.code != "yaml-null" || !on_line(other));
        let explained = |other: &Finding| matches!(other.code, "yaml-alias" | "yaml-anchor" | "yaml-tag");
        if !self.findings.iter().any(|other| explained(other) && on_line(other)) {
            self.findings.push(finding);
        }
    }

    fn finish(mut self) -> (Option<Node>, Vec<Finding>) {
        if self.root.is_none() && self.findings.is_empty() {
            let finding = self.missing_value(self.place(0, 0));
            self.findings.push(finding);
        }
        let root = self.root.take().filter(|node| node.kind != NodeKind::Bad);
        (root, self.findings)
    }
}

fn bytes(span: &EventSpan) -> (u32, u32) {
    let start = span.start.byte_offset().unwrap_or(0) as u32;
    let end = span.end.byte_offset().unwrap_or(0) as u32;
    (start, end.max(start))
}
