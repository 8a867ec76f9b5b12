//! `--report`: the file that the report goes to, in the form that its name says.

use super::Triage;
use super::output::Destination;
use crate::book::RuleBook;
use crate::cli::common::Session;
use crate::cli::exit::Failure;
use crate::lang::Lang;
use crate::render::triage::{ReportView, html, json, markdown};
use crate::triage::report::Report;
use std::io::Write;
use std::path::Path;

/// A report that will be written.
pub struct Page {
    destination: Destination,
    form: fn(&ReportView<'_>) -> String,
    lang: Lang,
    masked: bool,
}

impl Page {
    /// Makes the file before the work is done, so that a folder that is not there is told at once.
    pub fn open(path: &Path, options: &Triage, session: &Session) -> Result<Self, Failure> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
        let form = match ending.as_str() {
            "html" | "htm" => html::page,
            "md" | "markdown" => markdown::report,
            "json" => json::report,
            _ => {
                let what = format!("`{}` does not say what form the report is to have", path.display());
                return Err(Failure::new(what, "name a file that ends in .html, .md or .json"));
            }
        };
        let destination = Destination::file(path)?;
        Ok(Self { destination, form, lang: session.lang, masked: !options.no_mask })
    }

    /// Lays the report out.
    pub fn write(&mut self, report: &Report, book: &RuleBook) -> Result<(), Failure> {
        let view = ReportView { report, book, lang: self.lang, masked: self.masked };
        self.destination.write_all((self.form)(&view).as_bytes()).map_err(Failure::Output)
    }

    /// Where it was laid out, to be finished.
    pub fn into_destination(self) -> Destination {
        self.destination
    }
}
