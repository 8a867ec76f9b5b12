//! Inputs: each opened when its turn comes, and all looked at before any work where there are several.

use crate::book::RuleBook;
use crate::cli::exit::Failure;
use crate::triage::pipeline::RunError;
use crate::triage::plan::Wishes;
use crate::triage::source::{Input, OpenError, Source};
use encoding_rs::Encoding;
use indicatif::ProgressBar;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};

/// Looks at the beginning of several inputs, so that the last of them does not end a run that has read the others.
///
/// # Errors
/// What is wrong with each of them.
pub fn look(
    names: &[OsString],
    encoding: Option<&'static Encoding>,
    wishes: &Wishes,
    book: &RuleBook,
) -> Result<(), Failure> {
    if names.len() < 2 {
        return Ok(());
    }
    let mut wrong = Vec::new();
    for name in names.iter().filter(|name| can_be_read_again(name)) {
        let opened = open(name, encoding, &ProgressBar::hidden()).map_err(OpenError::Read);
        if let Err(error) = opened.and_then(|input| Source::open(input, wishes, book)) {
            wrong.push(failure(RunError::Input { name: name.to_string_lossy().into_owned(), error }));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Failure::Several(wrong)) }
}

/// What a pipe gives is given once.
fn can_be_read_again(name: &OsString) -> bool {
    name != "-" && fs::metadata(name).map_or(true, |known| known.is_file() || known.is_dir())
}

/// Opens an input; the bar follows how much of it was read.
pub fn open(name: &OsString, encoding: Option<&'static Encoding>, bar: &ProgressBar) -> io::Result<Input> {
    let shown = name.to_string_lossy();
    let reader: Box<dyn Read + Send> = if name == "-" {
        Box::new(bar.wrap_read(io::stdin()))
    } else {
        Box::new(bar.wrap_read(File::open(name)?))
    };
    Ok(Input { name: shown.into(), reader, encoding })
}

/// What a run that ended early tells.
pub fn failure(error: RunError) -> Failure {
    match error {
        RunError::Input { name, error: OpenError::Read(error) } => {
            let what = format!("cannot read `{name}`: {error}");
            match error.kind() {
                io::ErrorKind::InvalidData => Failure::Message { what, help: None },
                _ => Failure::new(what, "name a file, or `-` for standard input"),
            }
        }
        RunError::Input { name, error: OpenError::Setup { what, help } } => {
            Failure::new(format!("`{name}`: {what}"), help)
        }
        RunError::Output(error) => Failure::Output(error),
    }
}
