//! Numbered choices, answered line by line: for a dumb terminal and for scripts.
//!
//! A wrong line on a terminal is asked for again. A wrong line of a script ends the run, since the lines after
//! it would answer other questions. The end of the input stops the interview like `q`.

use super::{Answers, Asked, Next, Said, Sheet};
use crate::book::lookup;
use crate::cli::common::Session;
use crate::cli::exit::Failure;
use crate::facts::parse_set;
use crate::render::interview::{Choice, filled, prompt_words};
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
            let problem = match understood(*asked, sheet, line.trim()) {
                Ok(Said::Back) if first => words.nothing_before.to_owned(),
                Ok(said) => return Ok(said),
                Err(NotTaken::Choice(text)) => filled(words.no_choice, &text),
                Err(NotTaken::Told(text)) => text,
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
            session.terminal.complain(&problem);
        }
    }

    /// Says on standard error what a script gave too much.
    pub(super) fn finish(&mut self, session: &Session) {
        if self.scripted {
            let rest =
                io::stdin().lock().lines().map_while(Result::ok).filter(|line| !line.trim().is_empty());
            let rest = rest.count();
            if rest > 0 {
                session.terminal.note(&format!("note: {rest} more lines of answers were not needed"));
            }
        }
    }

    fn show(&self, session: &Session, next: &Next, sheet: &Sheet) {
        let words = prompt_words(session.lang);
        let say = |line: &str| session.terminal.complain(line);
        say(&sheet.question);
        let listed = |choices: &[Choice]| {
            for (number, choice) in choices.iter().enumerate().filter(|(_, choice)| choice.short) {
                say(&format!("  {}) {}", number + 1, named(choice)));
            }
        };
        match (&sheet.answers, next) {
            (Answers::One(choices), Next::Symptom { .. }) => {
                listed(choices);
                say(&format!("  [{}]", words.lines_symptom));
            }
            (Answers::One(choices), _) => {
                listed(choices);
                say(&format!("  [{}]", words.lines_one));
            }
            (Answers::Many(choices), _) => {
                listed(choices);
                say(&format!("  0) {}", words.none_of_these));
                say(&format!("  [{}]", words.lines_many));
            }
            (Answers::Open(wanted), _) => say(&format!("  {wanted} [{}]", words.lines_open)),
        }
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

/// Why a line is no answer.
enum NotTaken {
    /// It names no choice.
    Choice(String),
    /// Something else, in words.
    Told(String),
}

/// A choice with the value that stands for it.
fn named(choice: &Choice) -> String {
    if choice.label == choice.value {
        choice.label.clone()
    } else {
        format!("{} ({})", choice.label, choice.value)
    }
}

fn understood(asked: Asked<'_>, sheet: &Sheet, line: &str) -> Result<Said, NotTaken> {
    match line {
        "" | "?" => return Ok(Said::DontKnow),
        "<" => return Ok(Said::Back),
        "q" | "Q" => return Ok(Said::Stop),
        _ => {}
    }
    // `FACT=VALUE` gives that fact whatever was asked, so that a script does not depend on the order.
    if let Some((name, _)) = line.split_once('=')
        && lookup::facts(asked.book, name.trim()).is_ok()
    {
        return parse_set(line, asked.book).map(Said::Given).map_err(|finding| {
            NotTaken::Told(
                [Some(finding.message.clone()), finding.help.clone()]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join("; "),
            )
        });
    }
    let none = || NotTaken::Choice(line.to_owned());
    match &sheet.answers {
        Answers::One(choices) => {
            let choice = chosen(choices, line).ok_or_else(none)?;
            asked.said(&[&choice.value]).ok_or_else(none)
        }
        Answers::Many(_) if line == "0" => asked.said(&[]).ok_or_else(none),
        Answers::Many(choices) => {
            let items = line.split([',', '，', '、']).map(str::trim).filter(|item| !item.is_empty());
            let values: Result<Vec<&str>, NotTaken> = items
                .map(|item| {
                    let choice = chosen(choices, item).ok_or_else(|| NotTaken::Choice(item.to_owned()))?;
                    Ok(choice.value.as_str())
                })
                .collect();
            let values = values?;
            if values.is_empty() {
                return Err(none());
            }
            asked.said(&values).ok_or_else(none)
        }
        Answers::Open(wanted) => asked.said(&[line]).ok_or_else(|| NotTaken::Told(wanted.clone())),
    }
}

/// The choice that a line means: by number, by value or words, by the only beginning of them.
fn chosen<'a>(choices: &'a [Choice], text: &str) -> Option<&'a Choice> {
    let by_number = text.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
    if let Some(choice) = by_number.filter(|choice| choice.short) {
        return Some(choice);
    }
    let text = text.to_lowercase();
    let names = |choice: &Choice| {
        let bare = choice.value.rsplit('/').next().unwrap_or_default().to_lowercase();
        [choice.value.to_lowercase(), bare, choice.label.to_lowercase()]
    };
    if let Some(choice) = choices.iter().find(|choice| names(choice).contains(&text)) {
        return Some(choice);
    }
    let mut begun = choices.iter().filter(|choice| names(choice).iter().any(|name| name.starts_with(&text)));
    let only = begun.next()?;
    begun.next().is_none().then_some(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let choice = |label: &str, value: &str, short: bool| Choice {
            label: label.to_owned(),
            value: value.to_owned(),
            short,
        };
        let choices = [
            choice("Partner Admin", "partner-admin", true),
            choice("Partner Admin Delegate", "partner-admin-delegate", true),
            choice("是", "yes", true),
            choice("The card is declined (Shop)", "shop/declined", false),
        ];
        assert_eq!(chosen(&choices, text).map(|choice| choice.value.as_str()), expected, "{text}");
    }

    #[test]
    fn a_choice_is_named_by_number_words_or_a_clear_beginning() {
        check("2", Some("partner-admin-delegate"));
        check("partner-admin", Some("partner-admin"));
        check("PARTNER ADMIN", Some("partner-admin"));
        check("partner admin d", Some("partner-admin-delegate"));
        check("partner", None);
        check("y", Some("yes"));
        check("是", Some("yes"));
        check("declined", Some("shop/declined"));
        check("4", None);
        check("0", None);
        check("nothing", None);
    }
}
