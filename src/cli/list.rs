//! `casebook list`: what the packs hold.

use crate::book::things::Kind;
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::format::Format;
use crate::cli::pager;
use crate::render::list::{self, Wanted};
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

/// List what the packs hold: symptoms, causes and facts with their titles
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct List {
    /// Only what has each of these words in its id or in its title in any language
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Only this kind; may be repeated. Without it: symptoms, causes and facts
    #[arg(long, value_name = "KIND")]
    kind: Vec<Kind>,
    /// How the list is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Self] {
        &Kind::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Kind::Pack => "Packs",
            Kind::Symptom => "What is seen",
            Kind::Cause => "What is concluded",
            Kind::Fact => "What is known or asked for",
            Kind::Definition => "Named conditions",
            Kind::Term => "Concepts with their forms",
        };
        Some(PossibleValue::new(self.name()).help(help))
    }
}

const EXAMPLES: &str = "\
Examples:
  casebook list                             all symptoms, causes and facts
  casebook list --pack intel-points         those of one pack
  casebook list voucher                     what has to do with vouchers
  casebook list --kind symptom 403 --lang zh
  casebook list --kind pack --format json

`casebook explain ID` tells more of each.

Exit code: 0 done; 1 nothing fits; 2 could not run.";

impl List {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        session.refuse_day("list")?;
        let engine = session.engine()?;
        let (book, lang) = (&engine.book, session.lang);
        let wanted = Wanted { kinds: self.kinds(), packs: session.packs(book)?, words: self.words.clone() };
        let found = list::wanted(book, &wanted);
        if self.format != Format::Json && found.is_empty() {
            session.terminal.note(list::nothing(lang));
            if let Some(words) = list::meant(book, &wanted) {
                session.terminal.note(&list::suggestion(lang, &words));
            }
            return Ok(Exit::Attention);
        }
        match self.format {
            Format::Text => {
                pager::show(session, &list::terminal(book, lang, &found, session.terminal.layout()))?;
            }
            Format::Json => session.terminal.print(&list::json(book, lang, &found))?,
            Format::Markdown => session.terminal.print(&list::markdown(book, lang, &found))?,
        }
        Ok(if found.is_empty() { Exit::Attention } else { Exit::Done })
    }

    fn kinds(&self) -> Vec<Kind> {
        if self.kind.is_empty() {
            return vec![Kind::Symptom, Kind::Cause, Kind::Fact];
        }
        self.kind.clone()
    }
}
