//! `casebook explain`: a page about one thing of the rules.

use crate::book::RuleBook;
use crate::book::things::{Kind, Thing, named, near};
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::format::Format;
use crate::cli::input;
use crate::cli::pager;
use crate::engine::{Case, Engine};
use crate::finding::meant;
use crate::render::explain::{self, Subject};
use clap::Args;
use std::ffi::OsString;

/// Explain a symptom, cause or fact: what shows it, when it holds, what to do, what to ask
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, override_usage = "casebook explain [OPTIONS] <ID>")]
pub struct Explain {
    /// The id of a symptom, cause, fact, definition, term or pack; its bare name will do
    #[arg(value_name = "ID")]
    id: String,
    /// Of a symptom: what becomes of each of its patterns in this text, with the nearest miss; `-` reads standard
    /// input
    #[arg(long, value_name = "TEXT")]
    text: Option<OsString>,
    /// How the page is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  casebook explain continue-greyed
  casebook explain intel-points/user.roles --lang id
  casebook explain no-options --text \"it says there are no option\"
  pbpaste | casebook explain forbidden-403 --text -
  casebook explain may-redeem --format json

`casebook list` shows every id.

Exit code: 0 done; 2 could not run.";

impl Explain {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        session.refuse_day("explain")?;
        let engine = session.engine()?;
        let things = self.things(session, &engine.book)?;
        let ticket = match &self.text {
            Some(text) => input::from_arguments(std::slice::from_ref(text), &session.terminal)?,
            None => None,
        };
        let ticket = ticket.map(|text| vec![text]);
        let subjects = self.subjects(session, &engine, things, ticket.as_deref())?;
        let (book, lang) = (&engine.book, session.lang);
        match self.format {
            Format::Text => {
                pager::show(session, &explain::terminal(book, lang, &subjects, session.terminal.layout()))?;
            }
            Format::Json => session.terminal.print(&explain::json(book, lang, &subjects))?,
            Format::Markdown => session.terminal.print(&explain::markdown(book, lang, &subjects))?,
        }
        Ok(Exit::Done)
    }

    /// What the id means.
    fn things(&self, session: &Session, book: &RuleBook) -> Result<Vec<Thing>, Failure> {
        let packs = session.packs(book)?;
        let in_packs =
            |thing: &Thing| packs.is_empty() || thing.pack(book).is_none_or(|pack| packs.contains(&pack));
        let all = named(book, &self.id);
        let things: Vec<Thing> = all.iter().copied().filter(in_packs).collect();
        if !things.is_empty() {
            return Ok(things);
        }
        if let Some(elsewhere) = all.first() {
            let elsewhere = elsewhere.id(book);
            return Err(Failure::new(
                format!("`{}` is in none of the packs that `--pack` names", self.id),
                format!("it stands in another one: `{elsewhere}`"),
            ));
        }
        let help = meant(&self.id, &near(book, &self.id, &Kind::ALL))
            .unwrap_or_else(|| "`casebook list WORDS` finds ids by their titles".to_owned());
        Err(Failure::new(format!("nothing is called `{}`", self.id), help))
    }

    fn subjects<'a>(
        &self,
        session: &Session,
        engine: &Engine,
        mut things: Vec<Thing>,
        ticket: Option<&'a [String]>,
    ) -> Result<Vec<Subject<'a>>, Failure> {
        let Some(ticket) = ticket else {
            return Ok(things.into_iter().map(|thing| Subject { thing, text: None }).collect());
        };
        let kind = things.first().map_or("", |thing| thing.kind().name());
        things.retain(|thing| matches!(thing, Thing::Symptom(_)));
        if things.is_empty() {
            return Err(Failure::new(
                format!("`--text` explains a symptom, and `{}` is a {kind}", self.id),
                "name a symptom, or use `casebook diagnose --why ID TEXT` for a cause",
            ));
        }
        let case = Case {
            parts: ticket.to_vec(),
            packs: session.packs(&engine.book)?,
            ..Case::empty(session.today())
        };
        let subject = |thing: Thing| {
            let accounts = match thing {
                Thing::Symptom(id) => engine.account(&case, id),
                _ => Vec::new(),
            };
            Subject { thing, text: Some((ticket, accounts)) }
        };
        Ok(things.into_iter().map(subject).collect())
    }
}
