//! Where the text of a ticket comes from: arguments, standard input, a prompt.

use crate::cli::exit::Failure;
use crate::cli::terminal::Terminal;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Read};

/// The most that is read from standard input; no ticket comes near it.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The text that the arguments give; `-` stands for standard input. None without arguments.
///
/// # Errors
/// When `-` stands before or after other words, or standard input cannot be read.
pub fn from_arguments(words: &[OsString], terminal: &Terminal) -> Result<Option<String>, Failure> {
    match words {
        [] => Ok(None),
        [only] if only == "-" => standard_input(terminal).map(Some),
        // Between other words it is a dash that somebody pasted.
        [first, .., last] if first == "-" || last == "-" => Err(Failure::new(
            "`-` stands beside other text",
            "give either the text or `-` for standard input",
        )),
        _ => {
            let words: Vec<String> =
                words.iter().map(|word| readable(word.as_encoded_bytes(), "an argument", terminal)).collect();
            Ok(Some(words.join(" ")))
        }
    }
}

/// All of standard input. On a terminal a prompt says what ends it.
///
/// # Errors
/// When it cannot be read, or is larger than any ticket.
pub fn standard_input(terminal: &Terminal) -> Result<String, Failure> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        let keys = if cfg!(windows) { "Ctrl-Z and Enter" } else { "Ctrl-D" };
        terminal.note(&format!("Paste the text of the ticket; {keys} on an empty line ends it."));
    }
    let mut bytes = Vec::new();
    stdin.lock().take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| {
        Failure::new(format!("cannot read standard input: {error}"), "give the text as an argument instead")
    })?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Failure::new("standard input is larger than 16 MiB", "give one ticket at a time"));
    }
    Ok(readable(&bytes, "standard input", terminal))
}

/// The bytes as text, without a byte order mark. What is not UTF-8 is replaced, with a note.
fn readable(bytes: &[u8], what: &str, terminal: &Terminal) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    if let std::borrow::Cow::Owned(text) = &text {
        let already = bytes.windows(3).filter(|window| *window == b"\xEF\xBF\xBD").count();
        let replaced = text.matches('\u{FFFD}').count() - already;
        terminal.note(&format!("note: {what} is not valid UTF-8; {replaced} places are shown as \u{FFFD}"));
    }
    text.into_owned()
}
