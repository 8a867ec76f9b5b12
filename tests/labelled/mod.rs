//! The fixtures that ship, and the labelled tickets among them.

use casebook::score::{Ticket, tickets};
use std::path::{Path, PathBuf};

/// Where all fixtures are.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The tickets of a folder, file by file in order, of which there are so many at least.
pub fn labelled(set: &str, least: usize) -> Vec<Ticket> {
    let folder = fixtures().join("tickets").join(set);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut all = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        all.extend(
            tickets(&text).unwrap_or_else(|(line, error)| panic!("{} line {line}: {error}", file.display())),
        );
    }
    assert!(all.len() >= least, "only {} tickets in {set}", all.len());
    all
}
