//! `--bless`: expectations rewritten to what comes out, after showing the difference.

use super::load::Loaded;
use super::run::summary;
use crate::cli::check::counted;
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::report_style;
use crate::fixture::{Blessed, FixtureFile, bless, read_fixtures, run};
use crate::render::{fixtures, report};
use crate::source::Sources;
use std::io::Write;
use std::path::Path;

/// Shows what would change, then changes it. Files that changed meanwhile are left alone.
pub(super) fn rewrite(session: &Session, loaded: &Loaded<'_>) -> Result<Exit, Failure> {
    let Loaded { engine, fixtures: read, .. } = loaded;
    let sources = &read.findings.sources;
    let ran = run(engine, &read.list);
    let blessed = bless(&engine.book, &read.list, &ran, sources);
    let layout = session.terminal.layout();
    let mut text = fixtures::blessed(&blessed, sources, layout);
    text.push_str(&report::findings(&read.findings, &report_style(layout)));
    session.terminal.print(&text)?;
    session.terminal.note(&summary(loaded, &ran));
    for file in &blessed {
        proven(session, loaded, file)?;
    }
    for file in &blessed {
        let name = sources.get(file.file).name.as_ref();
        replace(Path::new(name), &sources.get(file.file).text, &file.text)?;
    }
    if !blessed.is_empty() {
        let changes = blessed.iter().map(|file| file.changes.len()).sum();
        let (changes, files) = (counted(changes, "expectation"), counted(blessed.len(), "file"));
        session
            .terminal
            .note(&format!("rewrote {changes} in {files}: look at the difference before you keep it"));
    }
    let good = !read.list.is_empty() && read.findings.list.is_empty();
    Ok(if good { Exit::Done } else { Exit::Attention })
}

/// Reads the new text as a fixture file and runs it.
///
/// # Errors
/// When it does not read back, or a fixture would fail even so.
fn proven(session: &Session, loaded: &Loaded<'_>, file: &Blessed) -> Result<(), Failure> {
    let sources: &Sources = &loaded.fixtures.findings.sources;
    let name = sources.get(file.file).name.to_string();
    let pack = Path::new(&name).parent().and_then(Path::file_name).unwrap_or_default();
    let again = FixtureFile {
        name: name.clone(),
        pack: pack.to_string_lossy().into_owned(),
        text: file.text.clone(),
    };
    let mut read = read_fixtures(vec![again], &loaded.engine.book, session.today());
    let packs = loaded.fixtures.list.first().map(|fixture| fixture.case.packs.clone()).unwrap_or_default();
    read.list.iter_mut().for_each(|fixture| fixture.case.packs.clone_from(&packs));
    let changed: Vec<&str> = file.changes.iter().map(|change| change.fixture.as_str()).collect();
    let list: Vec<_> =
        read.list.into_iter().filter(|one| changed.contains(&one.name.value.as_str())).collect();
    if read.findings.list.is_empty() && run(loaded.engine, &list).passed() {
        return Ok(());
    }
    Err(Failure::new(
        format!("the expectations of `{name}` cannot be rewritten as they are laid out: nothing was written"),
        "change them by hand, as shown above",
    ))
}

/// Replaces a file as a whole, if it still holds what was read.
///
/// # Errors
/// When it holds something else by now, or cannot be written.
fn replace(path: &Path, old: &str, new: &str) -> Result<(), Failure> {
    let name = path.display();
    if std::fs::read_to_string(path).ok().as_deref() != Some(old) {
        return Err(Failure::new(
            format!("`{name}` has changed meanwhile and was left alone"),
            "run it again",
        ));
    }
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{file}.{}", std::process::id()));
    let written = std::fs::File::create_new(&beside).and_then(|mut file| {
        file.write_all(new.as_bytes())?;
        file.sync_all()?;
        std::fs::set_permissions(&beside, std::fs::metadata(path)?.permissions())?;
        std::fs::rename(&beside, path)
    });
    written.map_err(|error| {
        // What is half written is of no use to anybody.
        _ = std::fs::remove_file(&beside);
        Failure::new(format!("cannot write `{name}`: {error}"), "check that the file may be written")
    })
}
