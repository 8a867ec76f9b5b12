//! What a typed answer means, on any kind of terminal and in a script.
//!
//! In: a line as somebody typed it, also in full-width characters, and what was asked. Out: what was said, or why it is
//! no answer, in the reader's language.

use super::{Answers, Asked, Said, Sheet};
use crate::book::lookup;
use crate::facts::{FactType, parse_set};
use crate::interview::Next;
use crate::lang::Lang;
use crate::render::interview::{Choice, InterviewPhrases, both_filled, filled, prompt_words};
use icu_normalizer::ComposingNormalizerBorrowed;

/// How many of the choices that a beginning fits are named.
const NAMED: usize = 8;

/// A typed line as it is compared: compatibility characters are what they stand for (`？` is `?`, `１` is `1`).
pub(super) fn plain(line: &str) -> String {
    ComposingNormalizerBorrowed::new_nfkc().normalize(line).trim().to_owned()
}

/// What a line means.
///
/// # Errors
/// Why it is no answer, and what would be one.
pub(super) fn understood(asked: Asked<'_>, sheet: &Sheet, line: &str, lang: Lang) -> Result<Said, String> {
    let words = prompt_words(lang);
    let written = line.trim();
    let line = plain(line);
    match line.as_str() {
        "" | "?" => return Ok(Said::DontKnow),
        "<" => return Ok(Said::Back),
        "q" | "Q" => return Ok(Said::Stop),
        "0" if sheet.none.is_some() => return Ok(Said::NoneOfThese),
        _ => {}
    }
    if let Some(hint) = asked.lone_hint() {
        // Yes and no are asked for; the name of the symptom says yes as well.
        if lookup::symptom(asked.book, &line, None) == Ok(hint) {
            return Ok(Said::Symptom(hint));
        }
        if matches!(line.to_lowercase().as_str(), "n" | "no") {
            return Ok(Said::NoneOfThese);
        }
    }
    // `FACT=VALUE` gives that fact whatever was asked, so that a script does not depend on the order.
    if let Some((name, _)) = line.split_once('=')
        && lookup::facts(asked.book, name.trim()).is_ok()
    {
        return parse_set(&line, asked.book).map(Said::Given).map_err(|finding| {
            [Some(finding.message.clone()), finding.help.clone()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("; ")
        });
    }
    let none = || filled(words.no_choice, written);
    match &sheet.answers {
        Answers::One(choices) => match chosen(choices, sheet.none, &line, words)? {
            Some(choice) => asked.said(&[&choice.value]).ok_or_else(none),
            None => Ok(Said::NoneOfThese),
        },
        Answers::Many(choices) => many(asked, sheet, choices, &line, words)?.ok_or_else(none),
        Answers::Open(wanted) => {
            let text = matches!(asked.next, Next::Fact(question) if asked.book.facts[question.fact].kind == FactType::Text);
            let value = if text { written } else { &line };
            asked.said(&[value]).ok_or_else(|| both_filled(words.not_taken, written, wanted))
        }
    }
}

/// Several choices, separated by commas.
fn many(
    asked: Asked<'_>,
    sheet: &Sheet,
    choices: &[Choice],
    line: &str,
    words: &InterviewPhrases,
) -> Result<Option<Said>, String> {
    let items = line.split([',', '、', ';']).map(str::trim).filter(|item| !item.is_empty());
    let items: Vec<&str> = items.collect();
    let mut values = Vec::new();
    for item in &items {
        match chosen(choices, sheet.none, item, words)? {
            Some(choice) => values.push(choice.value.as_str()),
            None if items.len() == 1 => return Ok(Some(Said::NoneOfThese)),
            None => return Err(filled(words.stands_alone, item)),
        }
    }
    Ok(if values.is_empty() { None } else { asked.said(&values) })
}

/// The choice that a text means: by number, by value or words, by the only beginning of them; none where it means that
/// none applies.
///
/// # Errors
/// When it fits no choice, or several; then these are named.
fn chosen<'a>(
    choices: &'a [Choice],
    none: Option<&str>,
    text: &str,
    words: &InterviewPhrases,
) -> Result<Option<&'a Choice>, String> {
    let by_number = text.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
    if let Some(choice) = by_number.filter(|choice| choice.short) {
        return Ok(Some(choice));
    }
    let wanted = plain(text).to_lowercase();
    if let Some(choice) = choices.iter().find(|choice| names(choice).contains(&wanted)) {
        return Ok(Some(choice));
    }
    let begins = |choice: &&Choice| names(choice).iter().any(|name| name.starts_with(&wanted));
    let mut fitting: Vec<&Choice> = choices.iter().filter(begins).collect();
    if fitting.is_empty() {
        fitting = choices.iter().filter(|choice| fits(&whole(choice), &wanted)).collect();
    }
    match fitting.as_slice() {
        [only] => Ok(Some(*only)),
        [] if none.is_some_and(|none| plain(none).to_lowercase().starts_with(&wanted)) => Ok(None),
        [] => Err(filled(words.no_choice, text)),
        several => {
            let mut named: Vec<String> = several.iter().take(NAMED).map(|choice| choice.named()).collect();
            if several.len() > NAMED {
                named.push(filled(words.and_more, &(several.len() - NAMED).to_string()));
            }
            Err(both_filled(words.several_fit, text, &named.join("; ")))
        }
    }
}

/// Whether all words of a text, in any order, stand in another.
pub(super) fn fits(whole: &str, wanted: &str) -> bool {
    wanted.split_whitespace().all(|word| whole.contains(word))
}

/// All that a choice may be found by, in lower case.
pub(super) fn whole(choice: &Choice) -> String {
    format!("{} {}", names(choice).join(" "), plain(&choice.group).to_lowercase())
}

/// How a choice may be called, in lower case.
fn names(choice: &Choice) -> [String; 3] {
    let bare = choice.value.rsplit('/').next().unwrap_or_default();
    [&choice.value, bare, &choice.label].map(|name| plain(name).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices() -> Vec<Choice> {
        let choice = |label: &str, value: &str, short: bool| Choice {
            label: label.to_owned(),
            value: value.to_owned(),
            group: String::new(),
            short,
        };
        vec![
            choice("Partner Admin", "partner-admin", true),
            choice("Partner Admin Delegate", "partner-admin-delegate", true),
            choice("是", "yes", true),
            choice("The card is declined (Shop)", "shop/declined", false),
        ]
    }

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let choices = choices();
        let choice = chosen(&choices, None, text, prompt_words(Lang::En)).ok().flatten();
        assert_eq!(choice.map(|choice| choice.value.as_str()), expected, "{text}");
    }

    #[test]
    fn a_choice_is_named_by_number_words_or_a_clear_beginning() {
        check("2", Some("partner-admin-delegate"));
        check("partner-admin", Some("partner-admin"));
        check("PARTNER ADMIN", Some("partner-admin"));
        check("partner admin d", Some("partner-admin-delegate"));
        check("delegate", Some("partner-admin-delegate"));
        check("partner", None);
        check("y", Some("yes"));
        check("ＹＥＳ", Some("yes"));
        check("是", Some("yes"));
        check("declined", Some("shop/declined"));
        check("4", None);
        check("0", None);
        check("nothing", None);
    }

    #[test]
    fn what_fits_several_choices_names_them() {
        let choices = choices();
        let told = |text| chosen(&choices, Some("none of these"), text, prompt_words(Lang::En));
        assert_eq!(
            told("partner"),
            Err("“partner” fits several: Partner Admin (partner-admin); \
                 Partner Admin Delegate (partner-admin-delegate)."
                .to_owned())
        );
        assert_eq!(told("gold"), Err("“gold” is none of the choices.".to_owned()));
        assert_eq!(told("none"), Ok(None));
    }

    #[test]
    fn full_width_input_is_what_it_stands_for() {
        for (typed, meant) in [
            ("？", "?"),
            ("＜", "<"),
            ("１２，３", "12,3"),
            ("ｑ", "q"),
            (" ２０２６－０１－３１", "2026-01-31"),
        ] {
            assert_eq!(plain(typed), meant);
        }
    }
}
