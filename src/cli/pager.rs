//! Long pages through the reader's pager, where standard output is a terminal that they do not fit on.

use crate::cli::common::Session;
use crate::cli::exit::Failure;
use std::io::Write;
use std::process::{Command, Stdio};

/// Shows a page: by `$PAGER` (else `less`) where it is longer than the screen, else at once. An empty PAGER, `cat`,
/// `--no-pager` and a terminal that cannot move its cursor mean at once, always.
///
/// # Errors
/// When standard output cannot be written to.
pub fn show(session: &Session, page: &str) -> Result<(), Failure> {
    let fits = session.terminal.rows().is_none_or(|rows| page.lines().count() < rows);
    let pager = std::env::var("PAGER").unwrap_or_else(|_| default().to_owned());
    let none = matches!(pager.trim(), "" | "cat");
    if session.common.no_pager || fits || none || dumb() || !paged(&pager, page) {
        return session.terminal.print(page);
    }
    Ok(())
}

fn default() -> &'static str {
    if cfg!(windows) { "more" } else { "less" }
}

/// Whether the terminal is one that no pager can work on.
fn dumb() -> bool {
    cfg!(unix) && std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb")
}

/// Whether the pager could be started and took the page. That the reader leaves it early is no failure.
fn paged(pager: &str, page: &str) -> bool {
    let mut command = shell(pager);
    for (name, value) in [("LESS", "FRX"), ("LESSCHARSET", "utf-8"), ("LV", "-c")] {
        if std::env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    // Ctrl-C is the pager's while it runs: it stops a search there and must not end this program under it.
    #[cfg(unix)]
    let _ignored = {
        let flag = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        signal_hook::flag::register(signal_hook::consts::SIGINT, flag)
    };
    let Ok(mut child) = command.stdin(Stdio::piped()).spawn() else { return false };
    if let Some(mut stdin) = child.stdin.take() {
        _ = stdin.write_all(page.as_bytes());
    }
    // 126 and 127 are the shell's way to say that there is no such program.
    child.wait().is_ok_and(|status| !matches!(status.code(), Some(126 | 127)))
}

/// The pager with its own arguments, as the reader's shell understands them.
fn shell(pager: &str) -> Command {
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut command = Command::new(shell);
    command.arg(option).arg(with_colours(pager));
    command
}

/// `less` told to pass colours on, which a `$LESS` of the reader's own may not do.
fn with_colours(pager: &str) -> String {
    let pager = pager.trim();
    let (program, rest) = pager.split_at(pager.find(char::is_whitespace).unwrap_or(pager.len()));
    let less = program == "less" || program.ends_with("/less");
    if less { format!("{program} -R{rest}") } else { pager.to_owned() }
}
