//! `casebook diagnose`: one case from what is known of it to the answer.

use crate::arena::Id;
use crate::book::things::{Kind, near};
use crate::book::{Pack, Rule, RuleBook, Symptom, lookup};
use crate::cli::ask::{self, Way};
use crate::cli::case::{CaseOptions, covered, may_replace, not_called, save};
use crate::cli::clipboard;
use crate::cli::common::Session;
use crate::cli::exit::{Exit, Failure};
use crate::cli::format::Format;
use crate::cli::{pager, sense};
use crate::engine::Engine;
use crate::finding::meant;
use crate::lang::Lang;
use crate::render::{Layout, View, json, markdown, reply, terminal, why};
use crate::template::{Template, parse_template};
use clap::Args;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Diagnose one case: a ticket's text, what is known of the account, or both
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, override_usage = "casebook diagnose [OPTIONS] [TEXT]...")]
pub struct Diagnose {
    #[command(flatten)]
    input: CaseOptions,
    /// Ask for what is not known, one question at a time, the most settling first. On a terminal: lists with
    /// arrow keys and type-ahead. On a dumb terminal or from a pipe: numbered choices, answered line by line
    #[arg(long)]
    ask: bool,
    /// Keep text, facts and symptoms, with the answers of --ask, as a snapshot for --snapshot
    #[arg(long, value_name = "FILE")]
    save_snapshot: Option<PathBuf>,
    /// Only the message for the customer, without anything for the agent
    #[arg(long, conflicts_with_all = ["why", "format"])]
    reply: bool,
    /// The language of that message: en, id or zh; default: the language of the text
    #[arg(long, value_name = "LANG", value_parser = reply_lang)]
    reply_lang: Option<Lang>,
    /// The greeting and closing of that message: YAML with `greeting` and `closing`, each a map from language to text
    #[arg(long, value_name = "FILE")]
    reply_template: Option<PathBuf>,
    /// Put that message on the clipboard as well, through the terminal (OSC 52)
    #[arg(long)]
    copy: bool,
    /// Why a cause or a symptom came out as it did, or did not come out
    #[arg(long, value_name = "ID", conflicts_with = "format")]
    why: Option<String>,
    /// How to show the answer
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  casebook diagnose \"403 Forbidden on the points portal\"
  pbpaste | casebook diagnose --lang id
  casebook diagnose --snapshot account.yaml --set user.roles=employee \"No options\"
  casebook diagnose --symptom continue-greyed --format json
  casebook diagnose --reply \"kode 5000 muncul terus\"
  casebook diagnose --reply --reply-template desk.yaml --copy \"403 Forbidden on the points portal\"
  casebook diagnose --why forbidden-403 \"403 Forbidden\"
  casebook diagnose --ask --save-snapshot case.yaml \"No options\"
  printf 'account.tier=partner\\n?\\n' | casebook diagnose --ask \"No options\"

Answers of --ask, line by line: the number of a choice, its words or their beginning; several with commas for a \
set, 0 for none of them; a number, a date (YYYY-MM-DD) or a text; FACT=VALUE for any fact, whatever was asked; \
an empty line for \"don't know\", ? for what the question is for (from a script: \"don't know\"), < back, q or the end of \
the input to stop and show the answer. Full-width characters will do as well. --save-snapshot writes after every answer, so that Ctrl-C or a closed terminal loses none.

Exit code: 0 there is a confirmed or possible cause; 1 there is none; 2 could not run, or the interview was broken off.";

impl Diagnose {
    /// Runs the verb.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        self.makes_sense()?;
        let template = self.template()?;
        let engine = session.engine()?;
        let way = self.ask.then(Way::now);
        if let Some(path) = &self.save_snapshot {
            may_replace(&engine.book, path, session.today())?;
        }
        let mut case = self.input.case(session, &engine.book, way)?;
        if let Some(way) = way {
            case = ask::interview(session, &engine, case, way, self.save_snapshot.as_deref())?;
        }
        if let Some(path) = &self.save_snapshot {
            save(session, &engine.book, &case, path)?;
        }
        let diagnosis = engine.diagnose(&case);
        let view = View { book: &engine.book, case: &case, diagnosis: &diagnosis, lang: session.lang };
        if let Some(id) = &self.why {
            pager::show(session, &why_of(session, &engine, &view, id, session.terminal.layout())?)?;
        } else {
            let shown = self.shown(session, &view, &template);
            match self.format {
                Format::Text => pager::show(session, &shown)?,
                Format::Json | Format::Markdown => session.terminal.print(&shown)?,
            }
            if self.copy {
                clipboard::copy(&shown)?;
                session.terminal.note("handed to the terminal for its clipboard");
            }
        }
        Ok(if diagnosis.diagnoses.is_empty() { Exit::Attention } else { Exit::Done })
    }

    /// Options about the message to the customer want that message.
    fn makes_sense(&self) -> Result<(), Failure> {
        let options = [
            (self.reply_lang.is_some(), "--reply-lang"),
            (self.reply_template.is_some(), "--reply-template"),
            (self.copy, "--copy"),
        ];
        sense::needs(&options, (self.reply, "--reply"))
    }

    fn shown(&self, session: &Session, view: &View<'_>, template: &Template) -> String {
        if self.reply {
            let lang = self.reply_lang.or(view.diagnosis.reading.language).unwrap_or(session.lang);
            return reply::message(&View { lang, ..*view }, template);
        }
        match self.format {
            Format::Text if self.ask => terminal::after_interview(view, session.terminal.layout()),
            Format::Text => terminal::diagnosis(view, session.terminal.layout()),
            Format::Json => json::diagnosis(view),
            Format::Markdown => markdown::diagnosis(view),
        }
    }

    /// The team's greeting and closing, where there is a file of them.
    fn template(&self) -> Result<Template, Failure> {
        let Some(path) = &self.reply_template else { return Ok(Template::default()) };
        let name = path.to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(path).map_err(|error| {
            Failure::new(
                format!("cannot read the template `{name}`: {error}"),
                "name a YAML file in UTF-8 with `greeting` and `closing`",
            )
        })?;
        Ok(parse_template(&name, &text)?)
    }
}

/// The account of a cause or a symptom, or of both where they share a name. What takes no part has none.
fn why_of(
    session: &Session,
    engine: &Engine,
    view: &View<'_>,
    id: &str,
    layout: Layout,
) -> Result<String, Failure> {
    let rule = lookup::rule(view.book, id, None);
    let symptom = lookup::symptom(view.book, id, None);
    if let (Err(rule), Err(symptom)) = (&rule, &symptom) {
        return Err(unknown_id(view.book, id, rule, symptom));
    }
    let packs = [
        rule.as_ref().ok().map(|rule| view.book.rules[*rule].pack),
        symptom.as_ref().ok().map(|symptom| view.book.symptoms[*symptom].pack),
    ];
    covered(session, view.book, view.case, "--why", id, packs.into_iter().flatten())?;
    let takes_part = |pack: Id<Pack>| view.case.covers(pack);
    let rule = rule.ok().filter(|rule| takes_part(view.book.rules[*rule].pack));
    let symptom = symptom.ok().filter(|symptom| takes_part(view.book.symptoms[*symptom].pack));
    let rule = rule.map(|rule| why::cause(view, rule, &missed(engine, view, rule), layout));
    let symptom =
        symptom.map(|symptom| why::symptom(view, symptom, &engine.account(view.case, symptom), layout));
    Ok([rule, symptom].into_iter().flatten().collect::<Vec<_>>().join("\n"))
}

/// What became of the patterns of a cause's symptoms that the text does not mention. A cause that explains every
/// symptom of its pack misses none in particular.
fn missed(engine: &Engine, view: &View<'_>, rule: Id<Rule>) -> why::Accounts {
    let ways = view.book.rules[rule].ways.iter().filter(|way| !way.all_symptoms);
    let mentioned = |symptom: &Id<Symptom>| {
        view.diagnosis.reading.mentions.iter().any(|mention| mention.symptom == *symptom)
    };
    let symptoms = ways.flat_map(|way| way.symptoms.iter().copied()).filter(|symptom| !mentioned(symptom));
    let symptoms: BTreeSet<Id<Symptom>> = symptoms.collect();
    symptoms.into_iter().map(|symptom| (symptom, engine.account(view.case, symptom))).collect()
}

fn unknown_id(
    book: &RuleBook,
    id: &str,
    rule: &lookup::NameProblem,
    symptom: &lookup::NameProblem,
) -> Failure {
    if let Some(failure) = not_called(book, id, "neither a cause nor a symptom") {
        return failure;
    }
    let ambiguous = [("cause", rule), ("symptom", symptom)].into_iter().find_map(|(what, problem)| {
        let several = matches!(problem, lookup::NameProblem::Ambiguous { .. });
        several.then(|| Failure::finding(&problem.finding(what, id, "unknown-cause")))
    });
    if let Some(failure) = ambiguous {
        return failure;
    }
    let near = near(book, id, &[Kind::Cause, Kind::Symptom]);
    let help = meant(id, &near).unwrap_or_else(|| "`casebook list` names all causes and symptoms".to_owned());
    Failure::new(format!("`{id}` is neither a cause nor a symptom"), help)
}

fn reply_lang(text: &str) -> Result<Lang, String> {
    Lang::from_code(text).ok_or_else(|| "there are: en (English), id (Indonesian), zh (Chinese)".to_owned())
}
