//! Keeps what was answered, however an interview ends.
//!
//! In: the case after every answer. Out: the file of `--save-snapshot`, replaced as a whole each time; and a handler that
//! says where the answers are when the program is ended from outside: Ctrl-C where the terminal makes it a signal, a
//! closed terminal, a shutdown.

use super::screen;
use crate::book::RuleBook;
use crate::cli::case;
use crate::cli::exit::{Exit, Failure};
use crate::engine::Case;
use crate::lang::Lang;
use crate::render::interview::{both_filled, prompt_words};
use crate::render::safe;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

/// What to say when a signal ends the interview; none while there is no interview.
static FAREWELL: Mutex<Option<String>> = Mutex::new(None);
static HANDLER: Once = Once::new();

/// The file that an interview keeps its answers in.
pub(super) struct Keep {
    lang: Lang,
    path: Option<PathBuf>,
    written: std::cell::Cell<bool>,
}

impl Keep {
    /// Keeps answers in a file, where there is one; `watch` also looks out for signals.
    pub(super) fn new(lang: Lang, path: Option<&Path>, watch: bool) -> Self {
        let keep = Self { lang, path: path.map(Path::to_owned), written: std::cell::Cell::new(false) };
        if watch {
            keep.announce();
            HANDLER.call_once(|| {
                // Where no handler can be set a signal ends the program in silence; the file is there all the same.
                _ = ctrlc::set_handler(leave);
            });
        }
        keep
    }

    /// Writes the case down.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub(super) fn write(&self, book: &RuleBook, case: &Case) -> Result<(), Failure> {
        if let Some(path) = &self.path {
            case::write(book, case, path)?;
            self.written.set(true);
            if farewell().is_some() {
                self.announce();
            }
        }
        Ok(())
    }

    /// How an interview ends that was broken off.
    pub(super) fn broken_off(&self) -> Failure {
        Failure::new(prompt_words(self.lang).broken_off, self.whereabouts())
    }

    fn whereabouts(&self) -> String {
        let words = prompt_words(self.lang);
        match &self.path {
            Some(path) if self.written.get() => {
                let name = path.to_string_lossy();
                both_filled(words.kept_in, &name, &name)
            }
            Some(_) => words.nothing_kept.to_owned(),
            None => words.not_kept.to_owned(),
        }
    }

    fn announce(&self) {
        let words = prompt_words(self.lang);
        *farewell() = Some(format!("\n{}\n{}\n", words.broken_off, self.whereabouts()));
    }
}

impl Drop for Keep {
    fn drop(&mut self) {
        *farewell() = None;
    }
}

fn farewell() -> std::sync::MutexGuard<'static, Option<String>> {
    FAREWELL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives the terminal back, says where the answers are, and ends the program.
#[expect(clippy::exit, reason = "a signal ends the program wherever it stands")]
fn leave() {
    if let Some(words) = farewell().take() {
        screen::give_back();
        _ = std::io::stderr().write_all(safe::text(&words).as_bytes());
    }
    std::process::exit(Exit::CouldNotRun as i32);
}
