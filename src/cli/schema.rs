//! `casebook schema`: what editors read to complete and validate.

use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::sense;
use crate::schema::{Kind, schema};
use clap::{Args, ValueEnum};

/// Print the JSON Schema of pack files, fixtures or snapshots, for editors
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Schema {
    /// What the schema is of
    #[arg(value_name = "KIND", default_value = "pack")]
    kind: Of,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    /// Any file of a pack
    Pack,
    /// A file of fixtures
    Fixture,
    /// A snapshot
    Snapshot,
}

const EXAMPLES: &str = "\
Examples:
  casebook schema > schemas/pack.json
  casebook schema fixture > schemas/fixture.json

The first line of a YAML file tells the editor's YAML language server where its schema is, from the file:
  # yaml-language-server: $schema=../../schemas/pack.json
`casebook new pack` writes schemas and line.

Exit code: 0 done; 2 could not run.";

impl Schema {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        session.refuse_day("schema")?;
        let common = &session.common;
        let options = [(!common.rules.is_empty(), "--rules"), (!common.pack.is_empty(), "--pack")];
        sense::refuse("schema", &options, "one schema serves all packs")?;
        let kind = match self.kind {
            Of::Pack => Kind::Pack,
            Of::Fixture => Kind::Fixture,
            Of::Snapshot => Kind::Snapshot,
        };
        session.terminal.print(&schema(kind))?;
        Ok(Exit::Done)
    }
}
