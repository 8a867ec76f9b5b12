//! Suppression: `# casebook: allow(CODE): reason`, on the line of a finding or alone on the line before.
//!
//! Goes in: findings and the texts of their files. Comes out: the findings that nobody allowed, and those about the
//! comments themselves: one that allows nothing, has no reason, or names no lint. Errors cannot be allowed.

use super::table::{codes as all_codes, find_code};
use crate::finding::{Finding, Severity, nearest};
use crate::source::{FileId, Place, Sources, Span};
use std::collections::BTreeMap;

/// A comment that allows codes on a line.
struct Allow {
    place: Place,
    codes: Vec<String>,
    /// The line it speaks of, from 0.
    line: usize,
    used: Vec<bool>,
}

/// Takes allowed findings out and adds those about comments. Only files for which `checked` holds count.
pub(super) fn apply(
    findings: Vec<Finding>,
    sources: &Sources,
    checked: impl Fn(Place) -> bool,
) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut allows: BTreeMap<FileId, Vec<Allow>> = BTreeMap::new();
    let mut starts: BTreeMap<FileId, Vec<usize>> = BTreeMap::new();
    for (file, source) in sources.iter() {
        if checked(Place { file, span: Span::default() }) && source.text.contains(WORD) {
            allows.insert(file, read(file, &source.text, &mut out));
            starts.insert(file, line_starts(&source.text));
        }
    }
    for finding in findings {
        let allowed = finding.labels.first().is_some_and(|label| {
            let file = label.place.file;
            let (Some(list), Some(starts)) = (allows.get_mut(&file), starts.get(&file)) else { return false };
            let line =
                starts.partition_point(|start| *start <= label.place.span.start as usize).saturating_sub(1);
            finding.severity != Severity::Error && take(list, line, finding.code)
        });
        if !allowed {
            out.push(finding);
        }
    }
    for allow in allows.into_values().flatten() {
        for (code, used) in allow.codes.iter().zip(&allow.used) {
            if !used {
                out.push(
                    Finding::lint("unused-allow", format!("nothing here is `{code}`"))
                        .label(allow.place, "allows nothing")
                        .help(
                            "remove the comment, or move it to the line that it speaks of or the one before",
                        ),
                );
            }
        }
    }
    out
}

fn take(list: &mut [Allow], line: usize, code: &str) -> bool {
    for allow in list.iter_mut().filter(|allow| allow.line == line) {
        if let Some(index) = allow.codes.iter().position(|other| other == code) {
            if let Some(used) = allow.used.get_mut(index) {
                *used = true;
            }
            return true;
        }
    }
    false
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

const WORD: &str = "# casebook:";

/// The comments of a file. Those with a problem allow nothing and are reported.
fn read(file: FileId, text: &str, out: &mut Vec<Finding>) -> Vec<Allow> {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut allows = Vec::new();
    let mut offset = 0;
    for (number, line) in lines.iter().enumerate() {
        let start = offset;
        offset += line.len() + 1;
        let Some(at) = line.find(WORD) else { continue };
        let before = &line[..at];
        // Inside a text it is no comment; a comment begins a line or follows a space.
        if before.ends_with(|c: char| !c.is_whitespace()) || before.matches(['"', '\'']).count() % 2 == 1 {
            continue;
        }
        let span = Span { start: (start + at) as u32, end: (start + line.trim_end().len()) as u32 };
        let place = Place { file, span };
        let alone = before.trim().is_empty();
        let comment = |line: &&str| line.trim_start().starts_with('#') || line.trim().is_empty();
        let below =
            if alone { 1 + lines[number + 1..].iter().take_while(|line| comment(line)).count() } else { 0 };
        match codes(&line[at + WORD.len()..], place) {
            Ok(codes) => {
                let used = vec![false; codes.len()];
                allows.push(Allow { place, codes, line: number + below, used });
            }
            Err(finding) => out.push(finding),
        }
    }
    allows
}

/// The codes of `allow(CODE, CODE): reason`.
fn codes(words: &str, place: Place) -> Result<Vec<String>, Finding> {
    let form = "write `# casebook: allow(CODE): why this is right here`";
    let bad =
        |message: String, label: &str| Finding::lint("bad-allow", message).label(place, label).help(form);
    let inside = words.trim().strip_prefix("allow(").and_then(|rest| rest.split_once(')'));
    let Some((list, rest)) = inside else {
        return Err(bad(
            "this comment to casebook is not understood".to_owned(),
            "not `allow(CODE): reason`",
        ));
    };
    let codes: Vec<String> = list.split(',').map(|code| code.trim().to_owned()).collect();
    for code in &codes {
        if find_code(code).is_none_or(|lint| lint.severity == Severity::Error) {
            let near = nearest(
                code,
                all_codes().filter(|known| known.severity != Severity::Error).map(|known| known.code),
            );
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`casebook check --codes` lists them; errors cannot be allowed".to_owned(),
            };
            let finding = Finding::lint("bad-allow", format!("`{code}` is no code that can be allowed"));
            return Err(finding.label(place, "allows nothing").help(help));
        }
    }
    let reason = rest.trim().strip_prefix(':').map_or("", str::trim);
    if !reason.chars().any(char::is_alphanumeric) {
        return Err(bad("this comment gives no reason".to_owned(), "why is it right here?"));
    }
    Ok(codes)
}
