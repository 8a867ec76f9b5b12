//! How a run ends.

use crate::finding::{Finding, Findings};
use std::io;
use std::process::ExitCode;

/// The exit code of a run that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done.
    Done,
    /// 1: done, with something to look at: no diagnosis, failing fixtures, error-level findings.
    Attention,
    /// 2: could not run.
    CouldNotRun,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Attention => 1,
            Exit::CouldNotRun => 2,
        })
    }
}

/// Why a run could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// Something on the command line or in the surroundings, with the next move.
    Message {
        /// What is wrong: lower case, no final period.
        what: String,
        /// What to do about it.
        help: Option<String>,
    },
    /// More than one thing; all are told.
    Several(Vec<Failure>),
    /// Something in files, with its places.
    Findings(Box<Findings>),
    /// The output could not be written; a closed pipe is among these and is no mistake.
    Output(io::Error),
}

impl Failure {
    /// A message with the next move.
    pub fn new(what: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Message { what: what.into(), help: Some(help.into()) }
    }

    /// A finding that has no place in a file.
    pub fn finding(finding: &Finding) -> Self {
        Self::Message { what: finding.message.clone(), help: finding.help.clone() }
    }
}

impl From<Findings> for Failure {
    fn from(findings: Findings) -> Self {
        Self::Findings(Box::new(findings))
    }
}
