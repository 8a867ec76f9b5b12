//! `casebook check`: what is wrong in rule packs.

use crate::book::load;
use crate::cli::common::{Session, root};
use crate::cli::exit::{Exit, Failure};
use crate::cli::report_style;
use crate::finding::{Findings, Severity};
use crate::render::report;
use clap::Args;
use std::ffi::OsString;

/// Check rule packs: every problem of every file, with its place and the next move
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    /// Folders of rule packs, or of one pack; default: those of --rules, else the packs inside the program
    #[arg(value_name = "PATH")]
    paths: Vec<OsString>,
}

const EXAMPLES: &str = "\
Examples:
  casebook check                      the packs inside the program
  casebook check rules                all packs below a folder
  casebook check rules/my-product     one pack

Exit code: 0 no errors; 1 errors were found; 2 could not run.";

impl Check {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        if !self.paths.is_empty() && !session.common.rules.is_empty() {
            return Err(Failure::new("both PATH and `--rules` are given", "name every folder as PATH"));
        }
        if !session.common.pack.is_empty() {
            return Err(Failure::new(
                "`check` reads whole folders, not `--pack`",
                "name the folder of the pack as PATH",
            ));
        }
        for path in self.paths.iter().chain(&session.common.rules).filter(|path| *path != "builtin") {
            if let Err(error) = std::fs::metadata(path) {
                let path = path.to_string_lossy();
                return Err(Failure::new(
                    format!("cannot read `{path}`: {error}"),
                    "name an existing folder of rules",
                ));
            }
        }
        let roots =
            if self.paths.is_empty() { session.roots() } else { self.paths.iter().map(root).collect() };
        match load(&roots) {
            Ok(book) => {
                session
                    .terminal
                    .note(&format!("checked {}: no findings", counted(book.packs.len(), "pack"),));
                Ok(Exit::Done)
            }
            Err(findings) => show(session, &findings),
        }
    }
}

fn show(session: &Session, findings: &Findings) -> Result<Exit, Failure> {
    session.terminal.print(&report::findings(findings, &report_style(session.terminal.layout())))?;
    let errors = findings.list.iter().filter(|finding| finding.severity == Severity::Error).count();
    let rest = findings.list.len() - errors;
    let mut summary = counted(errors, "error");
    if rest > 0 {
        summary.push_str(&format!(", {}", counted(rest, "other finding")));
    }
    session.terminal.note(&summary);
    Ok(if errors > 0 { Exit::Attention } else { Exit::Done })
}

/// A number with its noun.
pub(super) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
