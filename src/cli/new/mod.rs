//! `casebook new`: the beginning of a pack, or of a fixture. Never overwrites anything.

mod fixture;
mod pack;

use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use clap::{Args, Subcommand};
use std::io::Write;
use std::path::Path;

/// Begin a rule pack, or make a fixture of a ticket
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct New {
    #[command(subcommand)]
    what: What,
}

const EXAMPLES: &str = "\
Examples:
  casebook new pack coffee                  a small pack that passes `check` and `test`
  casebook new fixture --from ticket.txt    a fixture from a ticket, with what is seen in it now

Exit code: 0 done; 1 done, with something to look at; 2 could not run.";

#[derive(Debug, Subcommand)]
enum What {
    Pack(pack::NewPack),
    Fixture(fixture::NewFixture),
}

impl New {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        match &self.what {
            What::Pack(pack) => pack.run(session),
            What::Fixture(fixture) => fixture.run(session),
        }
    }
}

/// Writes a file that must not be there yet, with the folders above it.
fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let written = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| {
        let mut file = std::fs::File::create_new(path)?;
        file.write_all(text.as_bytes())
    });
    written.map_err(|error| {
        let help = match error.kind() {
            std::io::ErrorKind::AlreadyExists => "nothing is ever overwritten: name another file",
            _ => "name a file in a folder that can be written to",
        };
        Failure::new(format!("cannot write `{}`: {error}", path.display()), help)
    })
}
