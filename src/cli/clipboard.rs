//! Putting a text on the clipboard of the person at the terminal, also over a remote connection.
//!
//! The text goes to the terminal as the control sequence OSC 52, which terminals that allow it take for their
//! clipboard and show nothing of. Whether the terminal does so cannot be known.

use crate::cli::exit::Failure;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{self, IsTerminal, Write};

/// Hands the text to the terminal.
///
/// # Errors
/// When there is no terminal, or only one that can do nothing but text.
pub fn copy(text: &str) -> Result<(), Failure> {
    let sequence = format!("\u{1b}]52;c;{}\u{7}", STANDARD.encode(text));
    let help = "leave `--copy` out, and copy by hand or through a program such as `pbcopy` or `wl-copy`";
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Err(Failure::new("a dumb terminal (TERM=dumb) has no clipboard", help));
    }
    let mut terminal =
        terminal().ok_or_else(|| Failure::new("there is no terminal whose clipboard could be used", help))?;
    let written = terminal.write_all(sequence.as_bytes()).and_then(|()| terminal.flush());
    written.map_err(|error| Failure::new(format!("cannot write to the terminal: {error}"), help))
}

/// The terminal, whatever is redirected.
fn terminal() -> Option<Box<dyn Write>> {
    if io::stderr().is_terminal() {
        return Some(Box::new(io::stderr()));
    }
    if io::stdout().is_terminal() {
        return Some(Box::new(io::stdout()));
    }
    let controlling = std::fs::OpenOptions::new().write(true).open("/dev/tty").ok()?;
    Some(Box::new(controlling))
}
