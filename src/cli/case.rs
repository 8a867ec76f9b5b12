//! The case that the command line describes: text, snapshot, facts, symptoms; and how it is kept.

use crate::arena::Id;
use crate::book::things::{Thing, named};
use crate::book::{Pack, RuleBook, lookup};
use crate::cli::ask::Way;
use crate::cli::common::Session;
use crate::cli::exit::Failure;
use crate::cli::input;
use crate::engine::Case;
use crate::facts::{GivenFacts, give, parse_set, parse_snapshot, write_snapshot};
use clap::Args;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What is known of the case.
#[derive(Debug, Args)]
pub struct CaseOptions {
    /// The text of the ticket; `-` reads standard input. Without TEXT, --snapshot or --symptom it is read from
    /// a pipe, or asked for on a terminal
    #[arg(value_name = "TEXT")]
    pub text: Vec<OsString>,
    /// What is known of the case, as YAML or JSON (as_of, text, symptoms, facts); `-` reads standard input
    #[arg(long, value_name = "FILE")]
    pub snapshot: Option<PathBuf>,
    /// A fact, such as user.roles=employee; the members of a set are separated by commas; may be repeated
    #[arg(long, value_name = "FACT=VALUE")]
    pub set: Vec<String>,
    /// A symptom that is present although the text does not say so; may be repeated
    #[arg(long, value_name = "ID")]
    pub symptom: Vec<String>,
}

impl CaseOptions {
    /// Everything that is known, from the snapshot and the command line. `answers` says how the answers of an
    /// interview will come in, where there is one.
    ///
    /// # Errors
    /// When something cannot be read or names nothing, or text and answers would both come by one pipe.
    pub fn case(&self, session: &Session, book: &RuleBook, answers: Option<Way>) -> Result<Case, Failure> {
        self.check_standard_input(answers)?;
        let mut case = self.snapshot(session, book)?;
        if let Some(as_of) = session.common.as_of {
            case.as_of = as_of;
        }
        case.packs = session.packs(book)?;
        self.set_facts(session, book, &mut case)?;
        for name in &self.symptom {
            let symptom = lookup::symptom(book, name, None).map_err(|problem| {
                let unknown = || Failure::finding(&problem.finding("symptom", name, "unknown-symptom"));
                not_called(book, name, "no symptom").unwrap_or_else(unknown)
            })?;
            covered(session, book, &case, "--symptom", name, [book.symptoms[symptom].pack])?;
            case.symptoms.push(symptom);
        }
        case.symptoms.sort();
        case.symptoms.dedup();
        match input::from_arguments(&self.text, &session.terminal)? {
            // Newest first: what is typed now comes before what a snapshot holds.
            Some(text) => case.parts.insert(0, text),
            None if self.snapshot.is_none() && self.symptom.is_empty() => {
                case.parts.push(input::standard_input(&session.terminal)?);
            }
            None => {}
        }
        Ok(case)
    }

    /// Adds what `--set` gives: each fact once, and of a pack that takes part.
    fn set_facts(&self, session: &Session, book: &RuleBook, case: &mut Case) -> Result<(), Failure> {
        let mut before: Vec<(&str, GivenFacts)> = Vec::new();
        for set in &self.set {
            let given = parse_set(set, book).map_err(|finding| Failure::finding(&finding))?;
            let name = set.split_once('=').map_or(set.as_str(), |(name, _)| name.trim());
            covered(
                session,
                book,
                case,
                "--set",
                name,
                given.iter().map(|(fact, _)| book.facts[*fact].pack),
            )?;
            for (earlier, known) in &before {
                let other =
                    |(fact, value): &(_, _)| known.iter().any(|(one, had)| one == fact && had != value);
                if given.iter().any(other) {
                    return Err(Failure::new(
                        format!("`--set {earlier}` and `--set {set}` contradict each other"),
                        "give a fact once; the members of a set stand together, separated by commas",
                    ));
                }
            }
            before.push((set, given.clone()));
            give(case, book, given);
        }
        Ok(())
    }

    /// Standard input can be one thing only: the text, the snapshot, or a script's answers.
    fn check_standard_input(&self, answers: Option<Way>) -> Result<(), Failure> {
        let dash = self.text.iter().any(|word| word == "-");
        let snapshot = self.snapshot.as_deref() == Some(Path::new("-"));
        if dash && snapshot {
            return Err(Failure::new(
                "standard input cannot be both the snapshot and the text",
                "put the text into the snapshot, as `text`",
            ));
        }
        let nothing = self.text.is_empty() && self.snapshot.is_none() && self.symptom.is_empty();
        if answers == Some(Way::Scripted) && (dash || snapshot || nothing) {
            return Err(Failure::new(
                "with `--ask` standard input holds the answers, so it cannot be the text too",
                "give the text as an argument or in a `--snapshot` file, such as: casebook diagnose --ask \"$(pbpaste)\"",
            ));
        }
        Ok(())
    }

    fn snapshot(&self, session: &Session, book: &RuleBook) -> Result<Case, Failure> {
        let today = session.today();
        let Some(path) = &self.snapshot else {
            return Ok(Case::empty(today));
        };
        let (name, text) = if path == Path::new("-") {
            ("standard input".to_owned(), input::standard_input(&session.terminal)?)
        } else {
            let name = path.to_string_lossy().replace('\\', "/");
            let text = std::fs::read_to_string(path).map_err(|error| {
                Failure::new(
                    format!("cannot read the snapshot `{name}`: {error}"),
                    "name a YAML or JSON file in UTF-8",
                )
            })?;
            (name, text)
        };
        Ok(parse_snapshot(&name, &text, book, today)?)
    }
}

/// Refuses what `option` names where none of its packs takes part: it would be passed over in silence.
///
/// # Errors
/// When `--pack` leaves all of them out.
pub fn covered(
    session: &Session,
    book: &RuleBook,
    case: &Case,
    option: &str,
    name: &str,
    packs: impl IntoIterator<Item = Id<Pack>>,
) -> Result<(), Failure> {
    let packs: BTreeSet<Id<Pack>> = packs.into_iter().collect();
    if packs.iter().any(|pack| case.covers(*pack)) {
        return Ok(());
    }
    let list = |names: Vec<&str>| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let its = list(packs.iter().map(|pack| book.packs[*pack].name.as_str()).collect());
    let chosen = list(session.common.pack.iter().map(String::as_str).collect());
    Err(Failure::new(
        format!("`{option} {name}` is of {its}, and `--pack` lets only {chosen} take part"),
        format!("leave out `{option} {name}`, or add `--pack` with its name"),
    ))
}

/// Where a name means something else, such as a fact: what it is, and where to read about it.
pub fn not_called(book: &RuleBook, name: &str, what: &str) -> Option<Failure> {
    let thing = named(book, name).into_iter().next()?;
    if matches!(thing, Thing::Symptom(_)) {
        return None;
    }
    let kind = thing.kind().name();
    let set = if matches!(thing, Thing::Fact(_)) {
        format!("; `--set {name}=VALUE` gives it")
    } else {
        String::new()
    };
    Some(Failure::new(
        format!("`{name}` is a {kind}, {what}"),
        format!("`casebook explain {name}` tells of it{set}"),
    ))
}

/// Refuses to write a snapshot over a file that is none. An empty file, and a snapshot for other rules, may be
/// replaced.
///
/// # Errors
/// When there is such a file.
pub fn may_replace(book: &RuleBook, path: &Path, today: Date) -> Result<(), Failure> {
    const NAMES: [&str; 5] =
        ["unknown-symptom", "unknown-fact", "unknown-value", "unknown-pack", "ambiguous-name"];
    let name = path.to_string_lossy().replace('\\', "/");
    if !path.exists() {
        // Said before an interview, and not after its first answer.
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir());
        return folder.map_or(Ok(()), |folder| {
            let folder = folder.to_string_lossy().replace('\\', "/");
            Err(Failure::new(
                format!("cannot write the snapshot `{name}`: there is no folder `{folder}`"),
                "name a file in a folder that exists",
            ))
        });
    }
    let is_snapshot = std::fs::read_to_string(path).is_ok_and(|text| {
        text.trim().is_empty()
            || match parse_snapshot(&name, &text, book, today) {
                Ok(_) => true,
                Err(findings) => findings.list.iter().all(|finding| NAMES.contains(&finding.code)),
            }
    });
    if is_snapshot {
        return Ok(());
    }
    let other = path.with_extension("snapshot.yaml").to_string_lossy().replace('\\', "/");
    Err(Failure::new(
        format!("`{name}` is there already and is no snapshot, so `--save-snapshot` leaves it alone"),
        format!("name another file, such as `{other}`"),
    ))
}

/// Keeps a case as a snapshot file and says so.
///
/// # Errors
/// When it cannot be written.
pub fn save(session: &Session, book: &RuleBook, case: &Case, path: &Path) -> Result<(), Failure> {
    write(book, case, path)?;
    session.terminal.note(&format!("saved the snapshot `{}`", path.to_string_lossy()));
    Ok(())
}

/// Writes a case to a snapshot file, which appears whole or not at all and replaces an older one.
///
/// # Errors
/// When it cannot be written.
pub fn write(book: &RuleBook, case: &Case, path: &Path) -> Result<(), Failure> {
    let name = path.to_string_lossy().into_owned();
    if name == "-" {
        return Err(Failure::new(
            "`--save-snapshot` writes to a file, and `-` is none",
            "name a file, such as `case.yaml`",
        ));
    }
    let told = |error: std::io::Error| {
        Failure::new(
            format!("cannot write the snapshot `{name}`: {error}"),
            "name a file in a folder that exists",
        )
    };
    let beside = path.with_file_name(format!(
        ".{}.{}",
        path.file_name().unwrap_or_default().to_string_lossy(),
        std::process::id()
    ));
    let written = std::fs::File::create_new(&beside).and_then(|mut file| {
        file.write_all(write_snapshot(case, book).as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&beside, path)
    });
    if let Err(error) = written {
        // What is half written is of no use to anybody.
        _ = std::fs::remove_file(&beside);
        return Err(told(error));
    }
    Ok(())
}
