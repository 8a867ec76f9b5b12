//! The measure of reading: labelled tickets instead of fixtures.

use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::render;
use crate::score::{self, Ticket};
use std::path::{Path, PathBuf};

/// Measures the reading of labelled tickets.
pub(super) fn measure(session: &Session, files: &[PathBuf], floor: Option<f64>) -> Result<Exit, Failure> {
    let engine = session.engine()?;
    let mut tickets = Vec::new();
    for path in files {
        tickets.extend(read(path)?);
    }
    if let Some((id, label)) = score::unknown_labels(&engine.book, &tickets).first() {
        let help = "labels are full ids, such as `intel-points/forbidden-403`";
        return Err(Failure::new(format!("ticket `{id}` is labelled `{label}`, which is no symptom"), help));
    }
    let score = score::score(&engine, &tickets);
    session.terminal.print(&render::score::table(&score))?;
    if session.common.verbose > 0 {
        session.terminal.print(&render::score::misses(&score, &tickets))?;
    }
    let good = !tickets.is_empty() && floor.is_none_or(|floor| score.all.f1() >= floor);
    Ok(if good { Exit::Done } else { Exit::Attention })
}

/// The labelled tickets of a file.
///
/// # Errors
/// When it cannot be read, or a line is no labelled ticket.
pub(super) fn read(path: &Path) -> Result<Vec<Ticket>, Failure> {
    let name = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("cannot read `{name}`: {error}"), "name a JSON Lines file in UTF-8")
    })?;
    let help = "each line is {\"id\", \"lang\", \"text\", \"symptoms\", \"denied\", \"tags\"}";
    score::tickets(&text).map_err(|(line, error)| {
        Failure::new(format!("`{name}` line {line} is no labelled ticket: {error}"), help)
    })
}
