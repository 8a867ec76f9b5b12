//! Findings as reports: file, underlined words, code, help, and the other places they speak of.

use crate::finding::{Finding, Findings, Label, Severity};
use crate::source::{FileId, Sources, Span};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents,
    SourceCode, SourceSpan, SpanContents,
};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// How reports look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportStyle {
    /// Line drawing beyond ASCII.
    pub unicode: bool,
    /// ANSI colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// So many findings are shown in full; the rest is counted.
    pub most: usize,
}

impl Default for ReportStyle {
    /// Unicode without colour, 100 columns, 100 findings.
    fn default() -> Self {
        Self { unicode: true, color: false, width: 100, most: 100 }
    }
}

/// All findings as text, in their order, a blank line between.
///
/// The same findings give the same text. Names of files are those of the sources. Time grows with the number
/// of findings, not with the size of their files.
pub fn findings(findings: &Findings, style: &ReportStyle) -> String {
    let theme = match (style.unicode, style.color) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, true) => {
            GraphicalTheme { characters: miette::ThemeCharacters::ascii(), ..GraphicalTheme::ascii() }
        }
        (false, false) => GraphicalTheme::none(),
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(style.width)
        .with_wrap_lines(true)
        .with_break_words(false)
        .with_context_lines(1);
    let mut texts = Texts { sources: &findings.sources, prepared: HashMap::new() };
    let mut out = String::new();
    for finding in findings.list.iter().take(style.most) {
        let report = texts.report(finding);
        let mut text = String::new();
        if handler.render_report(&mut text, &report).is_err() {
            text = format!("{}: {}\n", finding.code, finding.message);
        }
        for line in text.trim_matches('\n').lines() {
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out.push('\n');
    }
    let more = findings.list.len().saturating_sub(style.most);
    if more > 0 {
        out.push_str(&format!("… and {more} more\n"));
    }
    out
}

/// The texts of files with their line starts, each found once.
struct Texts<'a> {
    sources: &'a Sources,
    prepared: HashMap<FileId, (Arc<str>, Arc<[usize]>)>,
}

impl Texts<'_> {
    fn report(&mut self, finding: &Finding) -> Report {
        let file = finding.labels.first().map(|label| label.place.file);
        let (here, elsewhere): (Vec<&Label>, Vec<&Label>) =
            finding.labels.iter().partition(|label| Some(label.place.file) == file);
        let labels = here.iter().enumerate().map(|(index, label)| self.label(label, index == 0)).collect();
        let related = elsewhere.iter().map(|label| self.related(label)).collect();
        Report {
            message: short(&finding.message),
            code: Some(finding.code),
            severity: finding.severity,
            help: finding.help.as_deref().map(short),
            source: file.map(|file| self.source(file)),
            labels,
            related,
        }
    }

    /// A label in another file becomes a report of its own below the first.
    fn related(&mut self, label: &Label) -> Report {
        Report {
            message: label.text.clone(),
            code: None,
            severity: Severity::Info,
            help: None,
            source: Some(self.source(label.place.file)),
            labels: vec![self.label(&Label { place: label.place, text: "here".to_owned() }, true)],
            related: Vec::new(),
        }
    }

    fn label(&self, label: &Label, primary: bool) -> LabeledSpan {
        let text = &self.sources.get(label.place.file).text;
        let span = inside(text, label.place.span);
        let words = Some(label.text.clone());
        if primary {
            LabeledSpan::new_primary_with_span(words, span)
        } else {
            LabeledSpan::new_with_span(words, span)
        }
    }

    fn source(&mut self, file: FileId) -> Source {
        let source = self.sources.get(file);
        let prepared =
            self.prepared.entry(file).or_insert_with(|| (visible(&source.text), line_starts(&source.text)));
        let (text, lines) = (Arc::clone(&prepared.0), Arc::clone(&prepared.1));
        Source { name: visible(&source.name).to_string(), text, lines }
    }
}

/// The text with characters that would act on a terminal replaced by others of the same length.
fn visible(text: &Arc<str>) -> Arc<str> {
    let acts = |c: char| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || is_direction(c);
    if !text.contains(acts) {
        return Arc::clone(text);
    }
    let shown = text.chars().map(|c| match c.len_utf8() {
        _ if !acts(c) => c,
        1 => '?',
        2 => '¿',
        _ => '\u{fffd}',
    });
    shown.collect::<String>().into()
}

/// Words that may quote an author's text of any length.
fn short(words: &str) -> String {
    let cut: String = words.chars().take(600).collect();
    let dots = if cut.len() < words.len() { "…" } else { "" };
    format!("{}{dots}", visible(&cut.as_str().into()))
}

/// Marks that turn the direction of writing.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn line_starts(text: &str) -> Arc<[usize]> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

/// Most bytes that a label underlines.
const MAX_UNDERLINED: u32 = 300;

/// A span that lies in the text and on its characters.
fn inside(text: &str, span: Span) -> SourceSpan {
    let clamp = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (clamp(span.start), clamp(span.end.min(span.start.saturating_add(MAX_UNDERLINED))));
    SourceSpan::from((start, end.saturating_sub(start)))
}

struct Report {
    message: String,
    code: Option<&'static str>,
    severity: Severity,
    help: Option<String>,
    source: Option<Source>,
    labels: Vec<LabeledSpan>,
    related: Vec<Report>,
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Report {}

impl Diagnostic for Report {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty())
            .then(|| Box::new(self.labels.iter().cloned()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        if self.related.is_empty() {
            return None;
        }
        Some(Box::new(self.related.iter().map(|report| report as &dyn Diagnostic)))
    }
}

/// A file whose lines are found by search instead of a scan from the start, and whose long lines are cut.
struct Source {
    name: String,
    text: Arc<str>,
    lines: Arc<[usize]>,
}

/// Bytes of a line shown before and behind a label, where the line is long.
const MARGIN: usize = 160;

impl Source {
    fn line_of(&self, at: usize) -> usize {
        self.lines.partition_point(|start| *start <= at).saturating_sub(1)
    }

    fn line_end(&self, line: usize) -> usize {
        self.lines.get(line + 1).copied().unwrap_or(self.text.len())
    }

    fn boundary(&self, mut at: usize) -> usize {
        at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

impl SourceCode for Source {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (from, to) = (span.offset(), span.offset() + span.len());
        if to > self.text.len() {
            return Err(MietteError::OutOfBounds);
        }
        let (top, bottom) = (self.line_of(from), self.line_of(to.saturating_sub(usize::from(to > from))));
        let first = top.saturating_sub(before);
        let last = (bottom + after).min(self.lines.len() - 1);
        // Without context the contents begin at the span, which is how the column of the header is found.
        // Of a long line only what is around the label is shown.
        let start = if before == 0 || from - self.lines[top] > MARGIN {
            self.boundary(from.saturating_sub(if before == 0 { 0 } else { MARGIN }))
        } else {
            self.lines[first].max(self.boundary(self.lines[top].saturating_sub(2 * MARGIN)))
        };
        let own_end = self.line_end(bottom);
        let end = if own_end - to > MARGIN {
            self.boundary(to + MARGIN)
        } else {
            self.line_end(last).min(self.boundary(own_end + 2 * MARGIN))
        };
        let line = self.line_of(start);
        let column = self.text[self.lines[line]..start].chars().count();
        let data = &self.text.as_bytes()[start..end];
        let contents = MietteSpanContents::new_named(
            self.name.clone(),
            data,
            SourceSpan::from((start, end - start)),
            line,
            column,
            last + 1 - line,
        );
        Ok(Box::new(contents))
    }
}
