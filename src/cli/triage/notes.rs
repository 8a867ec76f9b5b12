//! What a run tells on standard error: the mapping, what to look at, the summary.

use crate::cli::common::Session;
use crate::render::triage::reason;
use crate::triage::pipeline::{Finished, Rejects, Summary};
use crate::triage::source::Source;
use crate::triage::{ReasonKind, Status};
use std::collections::BTreeMap;

/// ServiceNow ends exports here without a word.
const SERVICENOW_ROWS: u64 = 10_000;

/// Which field of an input is what.
pub fn opened(session: &Session, name: &str, source: &Source) {
    if !source.told.is_empty() {
        session.terminal.note(&format!("{name}: read as {}: {}", source.preset.name, source.told));
    }
    for doubt in &source.doubts {
        session.terminal.note(&format!("warning: {name}: {doubt}"));
    }
}

/// What the user should know of the inputs, and the summary.
pub fn finished(session: &Session, summary: &Summary) {
    inputs(session, &summary.inputs);
    if summary.damaged > 0 {
        let tickets = summary.damaged;
        let (noun, verb) = if tickets == 1 { ("ticket", "holds") } else { ("tickets", "hold") };
        session.terminal.note(&format!(
            "warning: {tickets} {noun} {verb} characters that cannot be read: bytes of another encoding, which `--encoding` names, or \
             half characters of JSON"
        ));
    }
    session.terminal.note(&told(summary));
    rejects(session, &summary.rejects, summary.inputs.len() > 1);
}

/// What the user should know of inputs that were read to their end.
pub fn inputs(session: &Session, inputs: &[Finished]) {
    for input in inputs {
        let name = &input.name;
        if let Some(told) = &input.told {
            session.terminal.note(&format!("{name}: read as {}: {told}", input.preset));
        }
        if let Some(encoding) = input.encoding {
            session.terminal.note(&format!("{name}: its encoding is {encoding}"));
        }
        if input.preset == "servicenow" && input.records == SERVICENOW_ROWS {
            session.terminal.note(&format!(
                "warning: {name} has exactly 10,000 rows, where exports of ServiceNow stop; there may be more"
            ));
        }
    }
}

/// Why rows were rejected; with `several` inputs each is named.
pub fn rejects(session: &Session, rejects: &BTreeMap<ReasonKind, Rejects>, several: bool) {
    for rejects in rejects.values() {
        let (input, row) = &rejects.first;
        let row = if several { format!("{row} ({input})") } else { row.to_string() };
        session.terminal.note(&reason::told(rejects.count, &row, &rejects.reason, session.lang));
    }
}

/// The summary in a line.
fn told(summary: &Summary) -> String {
    let noun = if summary.total() == 1 { "ticket" } else { "tickets" };
    let counts = Status::ALL.iter().filter(|status| summary.count(**status) > 0);
    let counts: Vec<String> =
        counts.map(|status| format!("{} {}", summary.count(*status), status.name())).collect();
    let colon = if counts.is_empty() { "" } else { ": " };
    format!("{} {noun}{colon}{}", summary.total(), counts.join(", "))
}
