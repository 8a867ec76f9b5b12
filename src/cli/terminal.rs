//! The two output streams, and what the surroundings say about them.
//!
//! The only place that writes to them. Every text that goes to standard error is made safe to show first.

use crate::cli::exit::Failure;
use crate::lang::Lang;
use crate::render::Layout;
use crate::render::page::{Page, Run};
use crate::render::safe;
use crate::render::said::said;
use clap::ValueEnum;
use std::io::{self, IsTerminal, Write};
use unicode_width::UnicodeWidthStr;

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
    /// Whether somebody reads standard error on a screen.
    watched: bool,
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
            watched: stderr,
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

    /// Whether notes and summaries are unwelcome.
    pub fn is_quiet(&self) -> bool {
        self.quiet
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

    /// Writes a line to standard error, in the reader's language where there is a wording of it. On a terminal it is
    /// broken between words; in a file or a pipe it stays one line, as programs look for it.
    pub fn complain(&self, text: &str) {
        let text = safe::text(&said(self.lang, text));
        let text = if self.watched { hanging(&text, self.error_layout) } else { format!("{text}\n") };
        self.complain_report(&text);
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

/// Lines broken between words; what follows a first word with a colon, such as `help:`, stands below itself.
fn hanging(text: &str, layout: Layout) -> String {
    let mut page = Page::new(layout);
    for line in text.lines() {
        let body = line.trim_start_matches(' ');
        let label = body.find([':', '：']).filter(|at| !body[..*at].contains([' ', '/', '`']));
        let label = label.map_or("", |at| &body[..at + body[at..].chars().next().map_or(0, char::len_utf8)]);
        let after = body[label.len()..].trim_start_matches(' ');
        let first = &line[..line.len() - after.len()];
        page.block(&[Run::plain(first)], &[Run::plain(" ".repeat(first.width()))], &[Run::plain(after)]);
        if after.is_empty() {
            page.gap();
        }
    }
    page.finish()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(hanging(text, Layout { width: 40, colour: false }), expected);
    }

    #[test]
    fn what_follows_a_label_stands_below_itself() {
        check("error: it is too long", "error: it is too long\n");
        check(
            "  help: did you mean `intel-points/no-options`? list shows all",
            "  help: did you mean\n        `intel-points/no-options`? list\n        shows all\n",
        );
        check(
            "  帮助：您是不是要找 `intel-points/no-options`？都可以用 list 查看",
            "  帮助：您是不是要找\n        `intel-points/no-options`？都可\n        以用 list 查看\n",
        );
        check("in two\n\nlines", "in two\n\nlines\n");
    }
}
