//! `casebook diagnose`: one case from what is known of it to the answer.

use crate::book::{RuleBook, lookup};
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::input;
use crate::engine::Case;
use crate::facts::{give, parse_set, parse_snapshot};
use crate::lang::Lang;
use crate::render::{View, json, markdown, reply, terminal, why};
use clap::{Args, ValueEnum};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Diagnose one case: a ticket's text, what is known of the account, or both
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Diagnose {
    /// The text of the ticket; `-` reads standard input. Without TEXT, --snapshot or --symptom it is read from
    /// a pipe, or asked for on a terminal
    #[arg(value_name = "TEXT")]
    text: Vec<OsString>,
    /// What is known of the case, as YAML or JSON (as_of, text, symptoms, facts); `-` reads standard input
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
    /// A fact, such as user.roles=employee; the members of a set are separated by commas; may be repeated
    #[arg(long, value_name = "FACT=VALUE")]
    set: Vec<String>,
    /// A symptom that is present although the text does not say so; may be repeated
    #[arg(long, value_name = "ID")]
    symptom: Vec<String>,
    /// Only the message for the customer, without anything for the agent
    #[arg(long, conflicts_with_all = ["why", "format"])]
    reply: bool,
    /// The language of that message: en, id or zh; default: the language of the text
    #[arg(long, value_name = "LANG", requires = "reply", value_parser = reply_lang)]
    reply_lang: Option<Lang>,
    /// Why a cause or a symptom came out as it did, or did not come out
    #[arg(long, value_name = "ID", conflicts_with = "format")]
    why: Option<String>,
    /// How to show the answer
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading on a terminal
    Text,
    /// The documented JSON (docs/diagnosis.schema.json)
    Json,
    /// To paste into a ticket or a wiki
    Markdown,
}

const EXAMPLES: &str = "\
Examples:
  casebook diagnose \"403 Forbidden on the points portal\"
  pbpaste | casebook diagnose --lang id
  casebook diagnose --snapshot account.yaml --set user.roles=employee \"No options\"
  casebook diagnose --symptom continue-greyed --format json
  casebook diagnose --reply \"kode 5000 muncul terus\"
  casebook diagnose --why forbidden-403 \"403 Forbidden\"

Exit code: 0 there is a confirmed or possible cause; 1 there is none; 2 could not run.";

impl Diagnose {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        let engine = session.engine()?;
        let case = self.case(session, &engine.book)?;
        let diagnosis = engine.diagnose(&case);
        let view = View { book: &engine.book, case: &case, diagnosis: &diagnosis, lang: session.lang };
        session.terminal.print(&self.shown(session, &view)?)?;
        Ok(if diagnosis.diagnoses.is_empty() { Exit::Attention } else { Exit::Done })
    }

    fn shown(&self, session: &Session, view: &View<'_>) -> Result<String, Failure> {
        let layout = session.terminal.layout();
        if self.reply {
            let lang = self.reply_lang.or(view.diagnosis.reading.language).unwrap_or(session.lang);
            return Ok(reply::message(&View { lang, ..*view }));
        }
        if let Some(id) = &self.why {
            let rule = lookup::rule(view.book, id, None);
            let symptom = lookup::symptom(view.book, id, None);
            return match (rule, symptom) {
                (Ok(rule), Ok(symptom)) => {
                    Ok([why::cause(view, rule, layout), why::symptom(view, symptom, layout)].join("\n"))
                }
                (Ok(rule), Err(_)) => Ok(why::cause(view, rule, layout)),
                (Err(_), Ok(symptom)) => Ok(why::symptom(view, symptom, layout)),
                (Err(rule), Err(symptom)) => Err(unknown_id(id, &rule, &symptom)),
            };
        }
        Ok(match self.format {
            Format::Text => terminal::diagnosis(view, layout),
            Format::Json => json::diagnosis(view),
            Format::Markdown => markdown::diagnosis(view),
        })
    }

    /// Everything that is known, from the snapshot and the command line.
    fn case(&self, session: &Session, book: &RuleBook) -> Result<Case, Failure> {
        let mut case = self.snapshot(session, book)?;
        if let Some(as_of) = session.common.as_of {
            case.as_of = as_of;
        }
        case.packs = session.packs(book)?;
        for set in &self.set {
            let given = parse_set(set, book).map_err(|finding| Failure::finding(&finding))?;
            give(&mut case, book, given);
        }
        for name in &self.symptom {
            let symptom = lookup::symptom(book, name, None)
                .map_err(|problem| Failure::finding(&problem.finding("symptom", name, "unknown-symptom")))?;
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

    fn snapshot(&self, session: &Session, book: &RuleBook) -> Result<Case, Failure> {
        let today = session.today();
        let Some(path) = &self.snapshot else {
            return Ok(Case {
                as_of: today,
                parts: Vec::new(),
                symptoms: Vec::new(),
                facts: Vec::new(),
                packs: Vec::new(),
                named: Vec::new(),
            });
        };
        let (name, text) = if path == Path::new("-") {
            if self.text.iter().any(|word| word == "-") {
                return Err(Failure::new(
                    "standard input cannot be both the snapshot and the text",
                    "put the text into the snapshot, as `text`",
                ));
            }
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

fn unknown_id(id: &str, rule: &lookup::NameProblem, symptom: &lookup::NameProblem) -> Failure {
    let rule = rule.finding("cause", id, "unknown-cause");
    let symptom = symptom.finding("symptom", id, "unknown-symptom");
    let help = [rule.help, symptom.help].into_iter().flatten().collect::<Vec<_>>().join("; ");
    Failure::Message {
        what: format!("`{id}` is neither a cause nor a symptom"),
        help: (!help.is_empty()).then_some(help),
    }
}

fn reply_lang(text: &str) -> Result<Lang, String> {
    Lang::from_code(text).ok_or_else(|| "there are: en (English), id (Indonesian), zh (Chinese)".to_owned())
}
