//! Prompts with arrow keys and type-ahead, by `inquire`.
//!
//! The library holds the terminal in raw mode only while a prompt is open and gives it back however the prompt
//! ends, also on Ctrl-C.

use super::{Answers, Asked, Said, Sheet};
use crate::cli::common::Session;
use crate::cli::exit::Failure;
use crate::render::interview::{Choice, InterviewPhrases, filled, prompt_words};
use inquire::error::InquireError;
use inquire::list_option::ListOption;
use inquire::ui::RenderConfig;
use inquire::validator::Validation;
use inquire::{MultiSelect, Select, Text};
use std::fmt;

/// Rows shown at once; longer lists scroll.
const ROWS: usize = 12;

/// A row of a list.
#[derive(Clone)]
enum Row {
    Choice(Choice),
    NoneOfThese(&'static str),
    DontKnow(&'static str),
    Back(&'static str),
    Stop(&'static str),
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Row::Choice(choice) => f.write_str(&choice.label),
            Row::NoneOfThese(words) | Row::DontKnow(words) | Row::Back(words) | Row::Stop(words) => {
                write!(f, "· {words}")
            }
        }
    }
}

/// Asks one question.
pub(super) fn ask(session: &Session, asked: &Asked<'_>, sheet: &Sheet, first: bool) -> Result<Said, Failure> {
    let words = prompt_words(session.lang);
    let look = look(session);
    match &sheet.answers {
        Answers::One(choices) => {
            let rows = rows(choices, words, first, None);
            let picked = Select::new(&sheet.question, rows)
                .with_help_message(words.keys_one)
                .with_page_size(ROWS)
                .with_render_config(look)
                .prompt_skippable();
            Ok(match closed(picked)? {
                Some(row) => picked_rows(asked, &[row]),
                None => Said::Back,
            })
        }
        Answers::Many(choices) => {
            let rows = rows(choices, words, first, Some(words.none_of_these));
            let picked = MultiSelect::new(&sheet.question, rows)
                .with_help_message(words.keys_many)
                .with_page_size(ROWS)
                .with_keep_filter(false)
                .with_validator(move |ticked: &[ListOption<&Row>]| Ok(checked(ticked, words)))
                .with_render_config(look)
                .prompt_skippable();
            Ok(match closed(picked)? {
                Some(rows) => picked_rows(asked, &rows),
                None => Said::Back,
            })
        }
        Answers::Open(wanted) => open(asked, sheet, wanted, (words, look)),
    }
}

/// Something to write.
fn open(
    asked: &Asked<'_>,
    sheet: &Sheet,
    wanted: &str,
    (words, look): (&InterviewPhrases, RenderConfig<'_>),
) -> Result<Said, Failure> {
    let taken = |text: &str| {
        let text = text.trim();
        match text {
            "" | "?" => Some(Said::DontKnow),
            "q" | "Q" => Some(Said::Stop),
            "<" => Some(Said::Back),
            _ => asked.said(&[text]),
        }
    };
    let help = format!("{wanted} {}", words.keys_open);
    loop {
        let written =
            Text::new(&sheet.question).with_help_message(&help).with_render_config(look).prompt_skippable();
        let Some(written) = closed(written)? else { return Ok(Said::Back) };
        // A wrong answer is asked for again; the help line below it says what is wanted.
        if let Some(said) = taken(&written) {
            return Ok(said);
        }
    }
}

fn rows(
    choices: &[Choice],
    words: &'static InterviewPhrases,
    first: bool,
    none_of_these: Option<&'static str>,
) -> Vec<Row> {
    let mut rows: Vec<Row> = choices.iter().cloned().map(Row::Choice).collect();
    rows.extend(none_of_these.map(Row::NoneOfThese));
    rows.push(Row::DontKnow(words.dont_know));
    if !first {
        rows.push(Row::Back(words.back));
    }
    rows.push(Row::Stop(words.stop));
    rows
}

/// What the picked rows mean; the validator has seen to it that only choices stand beside each other.
fn picked_rows(asked: &Asked<'_>, rows: &[Row]) -> Said {
    let values: Vec<&str> = rows
        .iter()
        .filter_map(|row| match row {
            Row::Choice(choice) => Some(choice.value.as_str()),
            _ => None,
        })
        .collect();
    match rows {
        [Row::DontKnow(_)] => Said::DontKnow,
        [Row::Back(_)] => Said::Back,
        [Row::Stop(_)] => Said::Stop,
        _ => asked.said(&values).unwrap_or(Said::DontKnow),
    }
}

/// Something is ticked, and what is no value stands alone.
fn checked(ticked: &[ListOption<&Row>], words: &InterviewPhrases) -> Validation {
    let alone = ticked.iter().find(|option| !matches!(option.value, Row::Choice(_)));
    match (ticked.len(), alone) {
        (0, _) => Validation::Invalid(filled(words.tick_something, words.none_of_these).into()),
        (1, _) | (_, None) => Validation::Valid,
        (_, Some(option)) => {
            let label = option.value.to_string();
            Validation::Invalid(filled(words.stands_alone, label.trim_start_matches("· ")).into())
        }
    }
}

fn look(session: &Session) -> RenderConfig<'static> {
    let config = if session.terminal.error_layout().colour {
        RenderConfig::default_colored()
    } else {
        RenderConfig::empty()
    };
    let back = prompt_words(session.lang).back;
    config.with_canceled_prompt_indicator(inquire::ui::Styled::new(back))
}

/// What a closed prompt gave; none where the agent pressed Esc.
fn closed<T>(result: Result<Option<T>, InquireError>) -> Result<Option<T>, Failure> {
    result.map_err(|error| match error {
        InquireError::OperationInterrupted => Failure::new(
            "the interview was broken off; nothing is saved",
            "`q` stops it and shows the answer",
        ),
        error => Failure::new(
            format!("the terminal takes no prompts: {error}"),
            "set TERM=dumb to answer by numbers, or answer by lines on standard input",
        ),
    })
}
