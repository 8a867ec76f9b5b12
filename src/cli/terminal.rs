//! The two output streams, and what the surroundings say about them.
//!
//! The only place that writes to them. Every text that goes to standard error is made safe to show first.

use crate::cli::exit::Failure;
use crate::lang::Lang;
use crate::render::Layout;
use crate::render::safe;
use crate::render::said::said;
use clap::ValueEnum;
use std::io::{self, IsTerminal, Write};

/// Columns where no terminal tells its width.
const WIDTH: usize = 100;

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, as NO_COLOR and CLICOLOR_FORCE allow.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The streams of one run.
#[derive(Debug)]
pub struct Terminal {
    layout: Layout,
    error_layout: Layout,
    rows: Option<usize>,
    quiet: bool,
    lang: Lang,
}

impl Terminal {
    /// Looks at the streams and the environment, once.
    pub fn new(color: Color, quiet: bool, lang: Lang) -> Self {
        let stdout = io::stdout().is_terminal();
        let stderr = io::stderr().is_terminal();
        let size = terminal_size::terminal_size();
        let width = size.map_or(WIDTH, |(columns, _)| usize::from(columns.0));
        let rows = size.map(|(_, rows)| usize::from(rows.0));
        Self {
            layout: Layout { width: if stdout { width } else { WIDTH }, colour: colour(color, stdout) },
            error_layout: Layout { width: if stderr { width } else { WIDTH }, colour: colour(color, stderr) },
            rows: rows.filter(|_| stdout),
            quiet,
            lang,
        }
    }

    /// How standard output looks to its reader.
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// Rows of the terminal that standard output is; none where it is none.
    pub fn rows(&self) -> Option<usize> {
        self.rows
    }

    /// How standard error looks to its reader.
    pub fn error_layout(&self) -> Layout {
        self.error_layout
    }

    /// Writes to standard output.
    ///
    /// # Errors
    /// When it cannot be written to; see [`Failure::Output`].
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(Failure::Output)
    }

    /// Writes a line to standard error, unless the run is to be quiet. That nobody listens there is no
    /// reason to stop.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.complain(text);
        }
    }

    /// Writes a finished text, which may hold colours, to standard error, unless the run is to be quiet.
    pub fn note_report(&self, text: &str) {
        if !self.quiet {
            self.complain_report(text);
        }
    }

    /// Writes a line to standard error, in the reader's language where there is a wording of it.
    pub fn complain(&self, text: &str) {
        self.complain_report(&format!("{}\n", safe::text(&said(self.lang, text))));
    }

    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Writes a finished report, which may hold colours, to standard error.
    pub fn complain_report(&self, text: &str) {
        _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

fn colour(choice: Color, terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let zero = |name: &str| std::env::var_os(name).is_some_and(|value| value == "0");
    match choice {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto if set("CLICOLOR_FORCE") && !zero("CLICOLOR_FORCE") => true,
        Color::Auto => {
            terminal && !zero("CLICOLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

/// The reader's language: the environment's on a terminal, else English.
pub fn language() -> Lang {
    if !io::stdout().is_terminal() {
        return Lang::En;
    }
    let value = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale =
        value("LC_ALL").or_else(|| value("LC_MESSAGES")).or_else(|| value("LANG")).unwrap_or_default();
    locale.split(['_', '.', '-', '@']).next().and_then(Lang::from_code).unwrap_or(Lang::En)
}
