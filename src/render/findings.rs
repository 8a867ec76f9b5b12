//! Findings for machines: JSON (`casebook/findings/1`) and the workflow commands of GitHub.
//!
//! Goes in: findings with their files. Comes out: text. All findings are written, however many; places carry bytes
//! as well as lines and columns, both from 1, columns counted in characters.

use crate::finding::{Finding, Findings, Label, Severity};
use crate::source::{FileId, Sources};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The findings as one JSON document.
pub fn json(findings: &Findings) -> String {
    let mut lines = Lines { sources: &findings.sources, starts: HashMap::new() };
    let list: Vec<Value> = findings.list.iter().map(|finding| entry(finding, &mut lines)).collect();
    let count = |severity| findings.list.iter().filter(|finding| finding.severity == severity).count();
    let document = json!({
        "schema": "casebook/findings/1",
        "findings": list,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "infos": count(Severity::Info),
    });
    format!("{document:#}\n")
}

fn entry(finding: &Finding, lines: &mut Lines<'_>) -> Value {
    let places: Vec<Value> = finding
        .labels
        .iter()
        .map(|label| {
            let (start, end) = lines.of(label);
            let span = label.place.span;
            json!({
                "file": &*lines.sources.get(label.place.file).name,
                "line": start.0, "column": start.1, "end_line": end.0, "end_column": end.1,
                "span": [span.start, span.end],
                "label": label.text,
            })
        })
        .collect();
    json!({
        "code": finding.code,
        "severity": finding.severity.name(),
        "message": finding.message,
        "help": finding.help,
        "places": places,
    })
}

/// Longer words are not quoted; their line says where they are.
const MOST_QUOTED: usize = 80;

/// One workflow command a finding, so that a pull request shows it beside the line.
pub fn github(findings: &Findings) -> String {
    let mut lines = Lines { sources: &findings.sources, starts: HashMap::new() };
    let mut out = String::new();
    for finding in &findings.list {
        let word = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let mut properties = String::new();
        if let Some(label) = finding.labels.first() {
            let (start, end) = lines.of(label);
            let file = property(&lines.sources.get(label.place.file).name);
            properties = format!("file={file},line={},endLine={},", start.0, end.0);
            // GitHub takes columns only within one line.
            if start.0 == end.0 {
                properties.push_str(&format!("col={},endColumn={},", start.1, end.1));
            }
        }
        let mut message = finding.message.clone();
        for label in &finding.labels {
            message.push_str(&format!("\n- {}", lines.told(label, &finding.labels[0])));
        }
        if let Some(help) = &finding.help {
            message.push_str(&format!("\nhelp: {help}"));
        }
        out.push_str(&format!("::{word} {properties}title={}::{}\n", property(finding.code), data(&message)));
    }
    out
}

/// Escapes the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A line and a column, from 1.
type Position = (usize, usize);

/// Line starts of files, each found once.
struct Lines<'a> {
    sources: &'a Sources,
    starts: HashMap<FileId, Vec<usize>>,
}

impl Lines<'_> {
    /// A label with the words it stands at, for a reader who sees no underlined text.
    fn told(&mut self, label: &Label, first: &Label) -> String {
        let (start, end) = self.of(label);
        let file = self.sources.get(label.place.file);
        let mut told = String::new();
        if label.place.file != first.place.file {
            told.push_str(&format!("{}, ", file.name));
        }
        told.push_str(&format!("line {}", start.0));
        let words = file.text.get(label.place.span.range()).unwrap_or("").trim();
        if start.0 == end.0 && !words.is_empty() && words.chars().count() <= MOST_QUOTED {
            told.push_str(&format!(", `{words}`"));
        }
        told + ": " + &label.text
    }

    /// Beginning and end of a label.
    fn of(&mut self, label: &Label) -> (Position, Position) {
        let text = &self.sources.get(label.place.file).text;
        let starts = self.starts.entry(label.place.file).or_insert_with(|| {
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
        });
        let position = |at: u32| {
            let at = (at as usize).min(text.len());
            let line = starts.partition_point(|start| *start <= at).saturating_sub(1);
            let before = text.get(starts[line]..at).unwrap_or("");
            (line + 1, before.chars().count() + 1)
        };
        (position(label.place.span.start), position(label.place.span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Origin, Place, SourceFile, Span};

    fn example() -> Findings {
        let mut sources = Sources::default();
        let text = "a: 1\n键: 二\n";
        let file =
            sources.add(SourceFile { name: "r,1/x.yaml".into(), text: text.into(), origin: Origin::Given });
        let span = Span { start: 10, end: 13 };
        let finding = Finding::lint("gap", "100% `二`").label(Place { file, span }, "here").help("one\ntwo");
        Findings { sources, list: vec![finding, Finding::error("no-rules", "no rule files")] }
    }

    #[test]
    fn github_shows_it_beside_the_line() {
        assert_eq!(
            github(&example()),
            "::warning file=r%2C1/x.yaml,line=2,endLine=2,col=4,endColumn=5,title=gap::100%25 `二`%0A- line 2, `二`: here%0Ahelp: one%0Atwo\n\
             ::error title=no-rules::no rule files\n"
        );
    }

    #[test]
    fn json_holds_everything() {
        let value: Value = serde_json::from_str(&json(&example())).unwrap_or_default();
        assert_eq!(value["findings"][0]["places"][0]["column"], 4);
        assert_eq!(value["findings"][0]["places"][0]["span"], json!([10, 13]));
        assert_eq!((&value["errors"], &value["warnings"]), (&json!(1), &json!(1)));
        assert_eq!(value["findings"][1]["places"], json!([]));
    }
}
