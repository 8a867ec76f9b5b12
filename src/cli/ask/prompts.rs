//! Prompts with arrow keys and type-ahead.
//!
//! In: a question with its answers. Out: what was said; none where the agent broke off. What keys do is [`super::state`]'s.

use super::screen::Screen;
use super::show::narrower;
use super::state::{Done, Prompt};
use super::understand::understood;
use super::{Answers, Asked, Said, Sheet};
use crate::cli::common::Session;
use crate::cli::exit::Failure;
use crate::facts::Value;
use crate::render::Layout;
use crate::render::interview::prompt_words;
use crossterm::event::{Event, KeyEventKind};
use std::io;

/// Asks one question, until there is an answer that can be taken. What remains stands above it while it is open; what
/// stays on the screen is the question with its answer.
///
/// # Errors
/// When the terminal cannot be used.
pub(super) fn ask(
    session: &Session,
    asked: &Asked<'_>,
    sheet: &Sheet,
    standing: &dyn Fn(Layout) -> String,
    first: bool,
) -> Result<Option<Said>, Failure> {
    run(session, asked, sheet, standing, first).map_err(|error| {
        Failure::new(
            format!("the terminal takes no prompts: {error}"),
            "set TERM=dumb to answer by numbers, or answer by lines on standard input",
        )
    })
}

fn run(
    session: &Session,
    asked: &Asked<'_>,
    sheet: &Sheet,
    standing: &dyn Fn(Layout) -> String,
    first: bool,
) -> io::Result<Option<Said>> {
    let mut prompt = Prompt::new(sheet, prompt_words(session.lang), first);
    let mut screen = Screen::open()?;
    loop {
        let (width, rows) = screen.size();
        let layout = Layout { width, ..session.terminal.error_layout() };
        let above = if session.terminal.is_quiet() { String::new() } else { standing(narrower(layout)) };
        screen.draw(&prompt.frame(layout, rows, &above))?;
        let done = match screen.read()? {
            Event::Key(key) if key.kind != KeyEventKind::Release => prompt.key(key),
            Event::Paste(text) => {
                prompt.paste(&text);
                None
            }
            _ => None,
        };
        let Some(done) = done else { continue };
        let said = match meant(session, asked, sheet, &prompt, done) {
            Ok(Some(Said::Back)) if first => Err(prompt_words(session.lang).nothing_before.to_owned()),
            said => said,
        };
        match said {
            Ok(said) => {
                if let Some(Said::Value(Value::Date(day))) = &said {
                    prompt.took(&day.to_string());
                }
                screen.close(&prompt.left(layout))?;
                return Ok(said);
            }
            Err(problem) => prompt.complain(problem),
        }
    }
}

/// What the end of a prompt means; none where the agent broke off.
fn meant(
    session: &Session,
    asked: &Asked<'_>,
    sheet: &Sheet,
    prompt: &Prompt<'_>,
    done: Done,
) -> Result<Option<Said>, String> {
    let said = match done {
        Done::BrokenOff => return Ok(None),
        Done::DontKnow => Said::DontKnow,
        Done::Back => Said::Back,
        Done::Stop => Said::Stop,
        Done::NoneOfThese => Said::NoneOfThese,
        Done::Written(line) => understood(*asked, sheet, &line, session.lang)?,
        Done::Picked(picked) => {
            let (Answers::One(choices) | Answers::Many(choices)) = &sheet.answers else { return Ok(None) };
            let values: Vec<&str> =
                picked.iter().filter_map(|at| choices.get(*at)).map(|choice| choice.value.as_str()).collect();
            asked.said(&values).ok_or_else(|| prompt.words().no_choice.replace("{}", &values.join(", ")))?
        }
    };
    Ok(Some(said))
}
