//! `--watch`: runs again whenever a file of the rules or the fixtures changes.
//!
//! Names, sizes and times of the files are looked at many times a second, which works on every file system and costs
//! next to nothing for folders of this kind. A file is read anew only when it changed, patterns are prepared anew only
//! when something else than rules and definitions did, and a text is read anew only when it or a pattern or word that it
//! may show changed.
//! Whatever is wrong with a file is shown, and the next change is waited for; only the reader ends the run.

use super::Test;
use crate::book::Drafted;
use crate::cli::common::{Session, Stages};
use crate::cli::exit::{Exit, Failure};
use crate::cli::report_failure;
use crate::engine::Engine;
use crate::fixture::{Readings, Trees};
use crate::pack::files::RulesRoot;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};
use walkdir::WalkDir;

/// How often files are looked at.
const PAUSE: Duration = Duration::from_millis(20);

/// A file that is being saved may be seen half done; so long it is given to be whole.
const SAVING: Duration = Duration::from_millis(5);

/// What is known of the files below some folders without reading them.
type Stamps = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// What is left of a run that the next may need.
#[derive(Debug)]
pub(super) struct Before {
    /// What was read in the texts; holds as long as the patterns do.
    pub(super) readings: Readings,
    /// The fixture files.
    pub(super) trees: Trees,
    /// How long it takes.
    pub(super) stages: Stages,
}

impl Before {
    /// Nothing, before the first run.
    pub(super) fn nothing() -> Self {
        Self { readings: Readings::default(), trees: Trees::default(), stages: Stages::start() }
    }
}

/// Runs again and again until the output can no longer be written.
pub(super) fn watch(test: &Test, session: &Session) -> Result<Exit, Failure> {
    let rules: Vec<PathBuf> = session
        .roots()
        .into_iter()
        .filter_map(|root| match root {
            RulesRoot::Path(path) => Some(path),
            RulesRoot::Builtin => None,
        })
        .collect();
    let fixtures: Vec<PathBuf> = test.paths().into_iter().chain(test.tickets.iter().cloned()).collect();
    let mut engine: Option<Engine> = None;
    // The rules that the engine is of; none while they cannot be loaded.
    let mut current: Option<Stamps> = None;
    let mut drafted = Drafted::default();
    let mut before = Before::nothing();
    let mut last: Option<(Stamps, Stamps)> = None;
    loop {
        let mut now = (stamps(&rules), stamps(&fixtures));
        if last.as_ref() == Some(&now) {
            sleep(PAUSE);
            continue;
        }
        if last.is_some() {
            sleep(SAVING);
            now = (stamps(&rules), stamps(&fixtures));
        }
        let start = Instant::now();
        before.stages = Stages::start();
        let mut spent = None;
        if last.is_some() {
            session.terminal.print("\n")?;
        }
        if current.as_ref() != Some(&now.0) {
            current = None;
            match session.renew(&mut engine, &mut drafted, &mut before.stages) {
                Ok((changes, old)) => {
                    if let Some(changes) = changes {
                        before.readings.renew(&changes);
                        let known = before.readings.len();
                        before.stages.end(session, &format!("kept the readings of {known} texts"));
                    }
                    spent = old;
                    current = Some(now.0.clone());
                }
                Err(failure) => survived(session, failure)?,
            }
        }
        if let (Some(engine), Some(_)) = (&engine, &current)
            && let Err(failure) = test.once(session, engine, &mut before)
        {
            survived(session, failure)?;
        }
        let took = start.elapsed().as_millis();
        session.terminal.note(&format!("{took} ms; waiting for changes, Ctrl-C ends"));
        last = Some(now);
        drop(spent); // While nobody waits for it.
    }
}

/// Shows what is wrong and goes on, unless nobody can read it.
fn survived(session: &Session, failure: Failure) -> Result<(), Failure> {
    match failure {
        Failure::Output(error) => Err(Failure::Output(error)),
        other => {
            _ = report_failure(&other, &session.terminal);
            Ok(())
        }
    }
}

/// All files and folders below these paths. Of a folder only that it is there, and so of what cannot be looked at, such
/// as a link that leads nowhere.
fn stamps(paths: &[PathBuf]) -> Stamps {
    let all = paths.iter().flat_map(|path| WalkDir::new(path).follow_links(true));
    let seen = all.filter_map(|entry| match entry {
        Ok(entry) => {
            let about = entry.metadata().ok()?;
            let stamp = if about.is_file() { (about.modified().ok(), about.len()) } else { (None, 0) };
            Some((entry.into_path(), stamp))
        }
        Err(problem) => Some((problem.path()?.to_owned(), (None, u64::MAX))),
    });
    seen.filter(|(path, _)| !hidden(path)).collect()
}

/// Files of editors and of this program while it writes.
fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.') && name.len() > 2)
}
