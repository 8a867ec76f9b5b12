//! `casebook check`: what is wrong in rule packs, and what may be.

use crate::book::load;
use crate::check::{CheckOptions, check, codes, counts};
use crate::cli::common::{Session, root};
use crate::cli::exit::{Exit, Failure};
use crate::cli::report_style;
use crate::engine::Engine;
use crate::finding::{Findings, nearest};
use crate::fixture::{Fixtures, load_fixtures};
use crate::pack::files::RulesRoot;
use crate::render::{catalogue, findings, report};
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Check rule packs: every problem of every file, with its place and the next move
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    /// Folders of rule packs, or of one pack; default: those of --rules, else the packs inside the program
    #[arg(value_name = "PATH")]
    paths: Vec<OsString>,

    /// The folder of fixtures; default: `fixtures` beside the folder of rules, where there is one
    #[arg(long, value_name = "DIR")]
    fixtures: Option<PathBuf>,

    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "pretty")]
    format: Format,

    /// Fail on warnings too
    #[arg(long, value_name = "WHAT")]
    deny: Option<Deny>,

    /// Say what a code means, with an example that has it and one that hasn't
    #[arg(long, value_name = "CODE", conflicts_with_all = ["paths", "codes", "fixtures", "format", "deny"])]
    explain: Option<String>,

    /// List every code with its severity and meaning
    #[arg(long, conflicts_with_all = ["paths", "fixtures", "format", "deny"])]
    codes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Reports with underlined words
    Pretty,
    /// One JSON document, casebook/findings/1
    Json,
    /// Annotations of a GitHub workflow
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    /// Warnings, but not infos
    Warnings,
}

const EXAMPLES: &str = "\
Examples:
  casebook check                              the packs inside the program
  casebook check rules                        all packs below a folder, with the fixtures beside it
  casebook check rules/my-product             one pack
  casebook check rules --deny warnings        for CI; with --format github beside the lines
  casebook check rules --as-of 2026-03-01     also sources that were not reviewed for a year
  casebook check --explain never-true         what a code means

A finding is allowed by a comment on its line, or alone on the line before:
  # casebook: allow(CODE): why this is right here

Exit code: 0 no errors; 1 errors were found, or warnings that are denied; 2 could not run.";

impl Check {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        if self.codes {
            session.terminal.print(&catalogue::codes())?;
            return Ok(Exit::Done);
        }
        if let Some(code) = &self.explain {
            let text = catalogue::explain(code).ok_or_else(|| unknown_code(code))?;
            session.terminal.print(&text)?;
            return Ok(Exit::Done);
        }
        self.arguments_fit(session)?;
        let roots =
            if self.paths.is_empty() { session.roots() } else { self.paths.iter().map(root).collect() };
        match load(&roots) {
            Ok(book) => {
                let packs = book.packs.len();
                let engine = Engine::new(book);
                let read = self.read_fixtures(&roots, &engine, session.today());
                let options = CheckOptions {
                    as_of: session.common.as_of,
                    embedded: roots.contains(&RulesRoot::Builtin),
                };
                let findings = check(&engine, read.as_ref(), &options);
                let fixtures = read.map_or(0, |read| read.list.len());
                let checked = match fixtures {
                    0 => format!("checked {}", counted(packs, "pack")),
                    many => format!("checked {} and {}", counted(packs, "pack"), counted(many, "fixture")),
                };
                self.show(session, &findings, &checked)
            }
            Err(findings) => self.show(session, &findings, "the rules do not load"),
        }
    }

    fn arguments_fit(&self, session: &Session) -> Result<(), Failure> {
        if !self.paths.is_empty() && !session.common.rules.is_empty() {
            return Err(Failure::new("both PATH and `--rules` are given", "name every folder as PATH"));
        }
        if !session.common.pack.is_empty() {
            return Err(Failure::new(
                "`check` reads whole folders, not `--pack`",
                "name the folder of the pack as PATH",
            ));
        }
        let rules = self.paths.iter().chain(&session.common.rules).filter(|path| *path != "builtin");
        for (path, what) in rules
            .map(|path| (Path::new(path), "an existing folder of rules"))
            .chain(self.fixtures.iter().map(|path| (path.as_path(), "an existing folder of fixtures")))
        {
            if let Err(error) = std::fs::metadata(path) {
                let help = format!("name {what}");
                return Err(Failure::new(format!("cannot read `{}`: {error}", path.display()), help));
            }
        }
        Ok(())
    }

    /// The fixtures of what is checked; none where there is no folder of them.
    fn read_fixtures(&self, roots: &[RulesRoot], engine: &Engine, today: Date) -> Option<Fixtures> {
        let folders = match &self.fixtures {
            Some(folder) => vec![folder.clone()],
            None => roots.iter().filter_map(beside).collect(),
        };
        if folders.is_empty() {
            return None;
        }
        let mut read = load_fixtures(&folders, &engine.book, today);
        // That a pack has none is a finding about the pack.
        read.findings.list.retain(|finding| finding.code != "no-fixtures");
        Some(read)
    }

    fn show(&self, session: &Session, found: &Findings, checked: &str) -> Result<Exit, Failure> {
        let text = match self.format {
            Format::Pretty => report::findings(found, &report_style(session.terminal.layout())),
            Format::Json => findings::json(found),
            Format::Github => findings::github(found),
        };
        session.terminal.print(&text)?;
        let (errors, warnings, infos) = counts(&found.list);
        let kinds = [(errors, "error"), (warnings, "warning"), (infos, "info")];
        let words: Vec<String> = kinds
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, noun)| counted(count, noun))
            .collect();
        let words = if words.is_empty() { "no findings".to_owned() } else { words.join(", ") };
        session.terminal.note(&format!("{checked}: {words}"));
        if let Some(first) = found.list.first().filter(|_| self.format == Format::Pretty) {
            session.terminal.note(&format!("`casebook check --explain {}` says more", first.code));
        }
        let bad = errors > 0 || (self.deny == Some(Deny::Warnings) && warnings > 0);
        Ok(if bad { Exit::Attention } else { Exit::Done })
    }
}

fn unknown_code(code: &str) -> Failure {
    let help = match nearest(code, codes().map(|known| known.code)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`casebook check --codes` lists all codes".to_owned(),
    };
    Failure::new(format!("no code is called `{code}`"), help)
}

/// The fixtures that belong to a folder of rules: `fixtures` beside it, or, for the folder of one pack, the folder
/// of the pack's name in the `fixtures` beside its parent.
fn beside(root: &RulesRoot) -> Option<PathBuf> {
    let RulesRoot::Path(path) = root else { return None };
    let path = path.canonicalize().ok()?;
    let shorter = |found: PathBuf| {
        // Names are shown to people: relative to where they are, if that is possible.
        let here = std::env::current_dir().ok().and_then(|here| here.canonicalize().ok());
        here.and_then(|here| found.strip_prefix(here).ok().map(Path::to_owned)).unwrap_or(found)
    };
    let (rules, pack) = match path.join("pack.yaml").is_file() {
        true => (path.parent()?, path.file_name()),
        false => (path.as_path(), None),
    };
    let fixtures = rules.parent()?.join("fixtures");
    let folder = pack.map_or(fixtures.clone(), |pack| fixtures.join(pack));
    folder.is_dir().then(|| shorter(folder))
}

/// A number with its noun.
pub(super) fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
