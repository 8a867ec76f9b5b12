//! Numbered choices, answered line by line: for a dumb terminal and for scripts.
//!
//! A wrong line on a terminal is asked for again. A wrong line of a script ends the run, since the lines after
//! it would answer other questions. The end of the input stops the interview like `q`.

use super::show::explain;
use super::understand::{plain, understood};
use super::{Answers, Asked, Next, Said, Sheet};
use crate::cli::common::Session;
use crate::cli::exit::Failure;
use crate::facts::Value;
use crate::render::interview::{Choice, filled, prompt_words};
use crate::render::page::{Look, Page, Run};
use crate::render::safe;
use std::io::{self, BufRead};

/// The answers, line by line.
pub(super) struct Lines {
    scripted: bool,
    number: usize,
}

impl Lines {
    pub(super) fn new(scripted: bool) -> Self {
        Self { scripted, number: 0 }
    }

    /// Asks one question, again and again on a terminal until the answer can be taken.
    pub(super) fn ask(
        &mut self,
        session: &Session,
        asked: &Asked<'_>,
        sheet: &Sheet,
        first: bool,
    ) -> Result<Said, Failure> {
        let words = prompt_words(session.lang);
        self.show(session, asked.next, sheet);
        loop {
            let Some(line) = self.line()? else { return Ok(Said::Stop) };
            // A script has nobody to explain anything to; there it is "don't know".
            if !self.scripted && plain(&line) == "?" {
                let mut page = Page::new(session.terminal.error_layout());
                explain(&mut page, sheet.about.iter());
                session.terminal.complain_report(&page.finish());
                continue;
            }
            let problem = match understood(*asked, sheet, line.trim(), session.lang) {
                Ok(Said::Back) if first => words.nothing_before.to_owned(),
                Ok(said) => {
                    if let Said::Value(Value::Date(day)) = &said
                        && day.to_string() != plain(&line)
                    {
                        session.terminal.note(&format!("  → {day}"));
                    }
                    return Ok(said);
                }
                Err(problem) => problem,
            };
            if self.scripted {
                let line = line.trim();
                return Err(Failure::new(
                    format!(
                        "line {} of the answers, `{line}`, is no answer to `{}`",
                        self.number, sheet.question
                    ),
                    problem,
                ));
            }
            let mut page = Page::new(session.terminal.error_layout());
            page.indented(2, &[Run::new(safe::line(&problem), Look::Not)]);
            session.terminal.complain_report(&page.finish());
        }
    }

    /// Says on standard error what a script gave too much.
    pub(super) fn finish(&mut self, session: &Session) {
        if self.scripted {
            let rest =
                io::stdin().lock().lines().map_while(Result::ok).filter(|line| !line.trim().is_empty());
            let rest = rest.count();
            if rest > 0 {
                let lines = if rest == 1 { "line of answers was" } else { "lines of answers were" };
                session.terminal.note(&format!("note: {rest} more {lines} not needed"));
            }
        }
    }

    /// The question, its answers and the keys, broken between words.
    fn show(&self, session: &Session, next: &Next, sheet: &Sheet) {
        let words = prompt_words(session.lang);
        let mut page = Page::new(session.terminal.error_layout());
        page.indented(0, &[Run::new(sheet.question.clone(), Look::Strong)]);
        let (choices, keys): (&[Choice], &str) = match (&sheet.answers, next) {
            (Answers::One(choices), Next::Symptom { .. }) => (choices, words.lines_symptom),
            (Answers::One(choices), _) => (choices, words.lines_one),
            (Answers::Many(choices), _) => (choices, words.lines_many),
            (Answers::Open(wanted), _) => {
                page.indented(2, &[Run::plain(wanted.clone())]);
                (&[], words.lines_open)
            }
        };
        let mut group = "";
        for (number, choice) in choices.iter().enumerate().filter(|(_, choice)| choice.short) {
            if choice.group != group {
                page.indented(2, &[Run::new(choice.group.clone(), Look::Quiet)]);
            }
            group = &choice.group;
            numbered(&mut page, number + 1, choice.named());
        }
        let hidden = choices.iter().filter(|choice| !choice.short).count();
        if hidden > 0 {
            let words = filled(words.more_by_typing, &hidden.to_string());
            page.indented(2, &[Run::new(words, Look::Quiet)]);
        }
        if let Some(none) = sheet.none {
            numbered(&mut page, 0, none.to_owned());
        }
        page.indented(2, &[Run::new(format!("[{keys}]"), Look::Quiet)]);
        session.terminal.complain_report(&page.finish());
    }

    /// The next line; none at the end of the input.
    fn line(&mut self) -> Result<Option<String>, Failure> {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_until(b'\n', &mut bytes).map_err(|error| {
            Failure::new(
                format!("cannot read the answers: {error}"),
                "give them line by line on standard input",
            )
        })?;
        self.number += 1;
        Ok((read > 0).then(|| String::from_utf8_lossy(&bytes).into_owned()))
    }
}

fn numbered(page: &mut Page, number: usize, words: String) {
    let mark = format!("  {number}) ");
    let rest = " ".repeat(mark.len());
    page.block(&[Run::plain(mark)], &[Run::plain(rest)], &[Run::plain(words)]);
}
