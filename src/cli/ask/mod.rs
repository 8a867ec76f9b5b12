//! `diagnose --ask`: the interview.
//!
//! Asks by prompts on a terminal that can move its cursor, by numbered choices on any other, and takes the
//! answers of a script line by line. Everything it says goes to standard error.

mod edit;
mod keep;
mod lines;
mod prompts;
mod screen;
mod show;
mod state;
mod understand;

use crate::arena::Id;
use crate::book::{Fact, Pack, RuleBook, Symptom, lookup};
use crate::cli::common::Session;
use crate::cli::exit::Failure;
use crate::engine::{Case, Engine};
use crate::facts::{FactType, GivenFacts, Raw, Value, accept, spoken_day};
use crate::interview::{Interview, Next};
use crate::render::interview::{self, Answers, Sheet};
use jiff::civil::Date;
use keep::Keep;
use lines::Lines;
use std::io::{self, IsTerminal};
use std::path::Path;

/// How answers come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By prompts with arrow keys.
    Prompts,
    /// Line by line from a terminal that cannot do more.
    Typed,
    /// Line by line from a pipe or a file.
    Scripted,
}

impl Way {
    /// The way that the surroundings allow. Prompts draw on standard error and read the keyboard.
    pub fn now() -> Self {
        let capable = std::env::var_os("TERM").is_some_and(|term| !term.is_empty() && term != "dumb");
        match (io::stdin().is_terminal(), io::stderr().is_terminal()) {
            (true, true) if capable || cfg!(windows) => Self::Prompts,
            (true, _) => Self::Typed,
            (false, _) => Self::Scripted,
        }
    }
}

/// What the agent said.
enum Said {
    /// The value of the fact asked for.
    Value(Value),
    /// The product asked for.
    Product(Id<Pack>),
    /// The symptom asked for.
    Symptom(Id<Symptom>),
    /// None of the answers.
    NoneOfThese,
    /// Facts named on the line, asked for or not.
    Given(GivenFacts),
    DontKnow,
    Back,
    Stop,
}

/// Asks until nothing more can be settled or the agent stops, and returns what is known then. After every answer
/// the case is written to `path`, so that nothing is lost however the interview ends.
///
/// # Errors
/// When the agent breaks off (Ctrl-C), or a script gives an answer that cannot be taken.
pub fn interview(
    session: &Session,
    engine: &Engine,
    case: Case,
    way: Way,
    path: Option<&Path>,
) -> Result<Case, Failure> {
    let keep = Keep::new(session.lang, path, way != Way::Scripted);
    let mut interview = Interview::new(engine, case);
    let mut lines = Lines::new(way == Way::Scripted);
    let as_of = interview.case().as_of;
    while let Some(next) = interview.next() {
        let sheet = interview::sheet(&interview, &engine.book, session.lang, &next);
        let standing = |layout| interview::standing(&interview, &engine.book, session.lang, layout);
        if way != Way::Prompts {
            session.terminal.note_report(&standing(session.terminal.error_layout()));
        }
        let first = !interview.can_go_back();
        let asked = Asked { book: &engine.book, next: &next, as_of };
        let said = match way {
            Way::Prompts => {
                prompts::ask(session, &asked, &sheet, &standing, first)?.ok_or_else(|| keep.broken_off())?
            }
            Way::Typed | Way::Scripted => lines.ask(session, &asked, &sheet, first)?,
        };
        match (said, &next) {
            (Said::Stop, _) => return Ok(interview.case().clone()),
            (Said::Back, _) => interview.back(),
            (Said::DontKnow, _) => interview.dont_know(&next),
            (Said::Given(given), _) => interview.give(given),
            (Said::Product(pack), _) => interview.product(pack),
            (Said::Symptom(symptom), _) => interview.tick(symptom),
            (Said::NoneOfThese, Next::Fact(question)) => {
                interview.answer(question.fact, Value::Set(Vec::new()));
            }
            (Said::NoneOfThese, _) => interview.none_of_these(&next),
            (Said::Value(value), Next::Fact(question)) => interview.answer(question.fact, value),
            (Said::Value(_), Next::Symptom { .. } | Next::Product(_)) => {}
        }
        keep.write(&engine.book, interview.case())?;
    }
    session.terminal.note(interview::prompt_words(session.lang).finished);
    lines.finish(session);
    Ok(interview.case().clone())
}

/// What is asked.
#[derive(Clone, Copy)]
struct Asked<'a> {
    book: &'a RuleBook,
    next: &'a Next,
    /// The day of diagnosis, from which "yesterday" counts.
    as_of: Date,
}

impl Asked<'_> {
    /// The only symptom that the text hints at, where it is asked whether it is really seen.
    fn lone_hint(self) -> Option<Id<Symptom>> {
        match self.next {
            Next::Symptom { hints, others } if others.is_empty() => match hints.as_slice() {
                [only] => Some(*only),
                _ => None,
            },
            _ => None,
        }
    }

    /// Chosen values, as they are written in a snapshot, as what was asked for. None where the value is none.
    fn said(self, values: &[&str]) -> Option<Said> {
        match self.next {
            Next::Product(_) => lookup::pack(self.book, values.first()?).map(Said::Product),
            Next::Symptom { .. } => match self.lone_hint() {
                Some(hint) => (*values.first()? == interview::YES).then_some(Said::Symptom(hint)),
                None => lookup::symptom(self.book, values.first()?, None).ok().map(Said::Symptom),
            },
            Next::Fact(question) => self.typed(question.fact, values).map(Said::Value),
        }
    }

    /// Written values as the fact's type; a date may also be said as a day.
    fn typed(self, fact: Id<Fact>, values: &[&str]) -> Option<Value> {
        let kind = &self.book.facts[fact].kind;
        let first = values.first();
        let raw = match kind {
            FactType::Set(_) => Raw::List(values.iter().map(|value| (*value, true)).collect()),
            _ => Raw::Scalar { text: first?, quoted: true },
        };
        let spoken = || first.filter(|_| *kind == FactType::Date).and_then(|day| spoken_day(day, self.as_of));
        accept(kind, &raw).ok().or_else(|| spoken().map(Value::Date))
    }
}
