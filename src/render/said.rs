//! A message of the program in the reader's language.
//!
//! In: a message in English, as it was written where the problem was found. Out: the same in the reader's language,
//! what it is about taken over as it stands; English where there is no such wording. Nothing is decided by it.

use crate::finding::Findings;
use crate::lang::Lang;
use crate::render::phrases::{PROBLEMS, fill};

/// How deep messages stand within messages.
const DEPTH: usize = 6;

/// The message in the reader's language. Cost: one comparison for each known message.
pub fn said(lang: Lang, message: &str) -> String {
    if lang == Lang::En { message.to_owned() } else { within(lang, message, DEPTH) }
}

/// Findings with their messages, labels and helps in the reader's language.
pub fn findings(lang: Lang, findings: &Findings) -> Findings {
    let mut out = findings.clone();
    if lang == Lang::En {
        return out;
    }
    for finding in &mut out.list {
        finding.message = said(lang, &finding.message);
        finding.help = finding.help.as_deref().map(|help| said(lang, help));
        for label in &mut finding.labels {
            label.text = said(lang, &label.text);
        }
    }
    out
}

fn within(lang: Lang, message: &str, depth: usize) -> String {
    let Some(deeper) = depth.checked_sub(1) else { return message.to_owned() };
    let found = PROBLEMS.iter().find_map(|(english, id, zh)| {
        let values = values(english, message)?;
        Some((if lang == Lang::Id { *id } else { *zh }, english, values))
    });
    let Some((phrase, english, values)) = found else { return message.to_owned() };
    // What stands in backticks is somebody's own text.
    let own: Vec<bool> = english.split("{}").map(|piece| piece.ends_with(['`', '='])).collect();
    let values = values.into_iter().zip(own).map(|(value, own)| match own {
        true => value.to_owned(),
        false => within(lang, value, deeper),
    });
    let values: Vec<String> = values.collect();
    fill(phrase, &values.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What stands in the places of a phrase that reads like this message.
fn values<'a>(phrase: &str, message: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = phrase.split("{}");
    let mut rest = message.strip_prefix(pieces.next()?)?;
    let mut values = Vec::new();
    let pieces: Vec<&str> = pieces.collect();
    for (number, piece) in pieces.iter().enumerate() {
        let last = number + 1 == pieces.len();
        let at = match (last, piece.is_empty()) {
            (true, true) => rest.len(),
            (true, false) => rest.strip_suffix(piece)?.len(),
            (false, _) => rest.find(piece)?,
        };
        values.push(rest.get(..at)?);
        rest = rest.get(at + piece.len()..)?;
    }
    rest.is_empty().then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(message: &str, id: &str, zh: &str) {
        assert_eq!(said(Lang::En, message), message);
        assert_eq!([said(Lang::Id, message), said(Lang::Zh, message)], [id, zh]);
    }

    #[test]
    fn what_a_message_is_about_stays_as_it_is() {
        check("no pack is named `cause`", "tidak ada paket bernama `cause`", "没有名为 `cause` 的规则包");
        check("no cause is called `x`", "tidak ada penyebab bernama `x`", "没有名为 `x` 的原因");
        check("of this nobody speaks", "of this nobody speaks", "of this nobody speaks");
    }

    #[test]
    fn a_message_within_a_message_is_told_too() {
        check(
            "error: `maybe` is neither yes nor no (fact `plan.linked`)",
            "galat: `maybe` bukan yes dan bukan no (fakta `plan.linked`)",
            "错误：`maybe` 既不是 yes 也不是 no（事实 `plan.linked`）",
        );
        check(
            "did you mean `a`? write one of: `a`, `b` and 3 more",
            "apakah maksud Anda `a`? tulis salah satu dari: `a`, `b` dan 3 lagi",
            "您是不是要找 `a`？请写其中之一：`a`, `b` 等，另有 3 个",
        );
    }

    #[test]
    fn every_wording_has_the_places_of_the_english_one() {
        let places = |phrase: &str| {
            phrase.matches("{}").count() + phrase.matches("{1}").count() + phrase.matches("{2}").count()
        };
        let mut seen = std::collections::BTreeSet::new();
        for (english, id, zh) in PROBLEMS {
            assert_eq!([places(id), places(zh)], [places(english); 2], "{english}");
            assert!(seen.insert(*english), "twice: {english}");
        }
        assert!(seen.len() > 60, "{}", seen.len());
    }
}
