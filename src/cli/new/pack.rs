//! `casebook new pack`: a small pack that works, to be replaced piece by piece.

use super::create;
use crate::book::COMMON;
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::sense;
use crate::keys::is_name;
use crate::schema::{Kind, schema};
use clap::Args;
use std::path::{Path, PathBuf};

/// Begin a rule pack: a small one that works, with comments that teach and fixtures that prove it
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct NewPack {
    /// The name of the pack, such as coffee-machine: a-z, 0-9, `-`, `_` and `.`
    name: String,
    /// The folder that holds, or will hold, `rules` and `fixtures`
    #[arg(long = "in", value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  casebook new pack coffee-machine
  casebook new pack coffee-machine --in ~/desk

Writes rules/NAME, fixtures/NAME and, where they are missing, schemas for editors. Nothing is overwritten.

Exit code: 0 done; 2 could not run.";

const PACK: &str = include_str!("template/pack.yaml");
const RULES: &str = include_str!("template/sync.yaml");
const FIXTURES: &str = include_str!("template/fixtures.yaml");

impl NewPack {
    /// Runs the command.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        session.refuse_day("new pack")?;
        let common = &session.common;
        let options = [(!common.rules.is_empty(), "--rules"), (!common.pack.is_empty(), "--pack")];
        sense::refuse("new pack", &options, "a new pack rests on no other")?;
        if !is_name(&self.name) || self.name == COMMON {
            return Err(Failure::new(
                format!("`{}` cannot be the name of a pack", self.name),
                "a name is made of a-z, 0-9, `-`, `_` and `.`, and begins with a letter or digit",
            ));
        }
        // Paths are shown to people, who need no `./` before them.
        let folder = if self.folder == Path::new(".") { Path::new("") } else { &self.folder };
        let (rules, fixtures) = (folder.join("rules"), folder.join("fixtures"));
        for folder in [rules.join(&self.name), fixtures.join(&self.name)] {
            if folder.exists() {
                return Err(Failure::new(
                    format!("`{}` is there already", folder.display()),
                    "nothing is ever overwritten: choose another name, or remove the folder first",
                ));
            }
        }
        for (path, template) in [
            (rules.join(&self.name).join("pack.yaml"), PACK),
            (rules.join(&self.name).join("sync.yaml"), RULES),
            (fixtures.join(&self.name).join("sync.yaml"), FIXTURES),
        ] {
            self.write(session, &path, &self.filled(template))?;
        }
        for kind in Kind::ALL {
            let path = folder.join("schemas").join(format!("{}.json", kind.name()));
            if !path.exists() {
                self.write(session, &path, &schema(kind))?;
            }
        }
        let (rules, fixtures) = (rules.display(), fixtures.display());
        session.terminal.note(&format!(
            "next: casebook check {rules}\n      casebook test {fixtures}/{0} --rules {rules}\n      \
             casebook diagnose --rules {rules} \"my {1} files are stuck\"",
            self.name,
            self.title().to_lowercase(),
        ));
        Ok(Exit::Done)
    }

    fn write(&self, session: &Session, path: &Path, text: &str) -> Result<(), Failure> {
        create(path, text)?;
        session.terminal.print(&format!("{}\n", path.display()))?;
        Ok(())
    }

    fn filled(&self, template: &str) -> String {
        let title = self.title();
        template
            .replace("PACK", &self.name)
            .replace("TITLE", &title)
            .replace("PRODUCT", &title.to_lowercase())
    }

    /// The name as people write it: `coffee-machine` is Coffee Machine.
    fn title(&self) -> String {
        let words = self.name.split(['-', '_', '.']).filter(|word| !word.is_empty());
        let words: Vec<String> = words.map(|word| word[..1].to_uppercase() + &word[1..]).collect();
        words.join(" ")
    }
}
