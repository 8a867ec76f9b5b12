//! Every fixed word of the renderers, in the three languages of readers.
//!
//! One struct for each idea with one constant for each language, so that a missing translation does not compile.
//! `{}` in a phrase is filled by [`fill`], in order; `{1}` and `{2}` where a language wants another one.

mod account;
mod answer;
mod conditions;
mod explain;
mod interview;
mod pattern;
mod problem;
mod reason;
mod reply;
mod triage;

pub use account::AccountPhrases;
pub use answer::Phrases;
pub use conditions::ConditionPhrases;
pub use explain::ExplainPhrases;
pub use interview::InterviewPhrases;
pub use pattern::PatternPhrases;
pub use problem::PROBLEMS;
pub use reply::ReplyPhrases;
pub use triage::TriagePhrases;

use crate::lang::Lang;

/// The phrases of a language.
pub fn phrases(lang: Lang) -> &'static Phrases {
    match lang {
        Lang::En => &answer::EN,
        Lang::Id => &answer::ID,
        Lang::Zh => &answer::ZH,
    }
}

/// The phrases of the triage report in a language.
pub fn triage_phrases(lang: Lang) -> &'static TriagePhrases {
    match lang {
        Lang::En => &triage::EN,
        Lang::Id => &triage::ID,
        Lang::Zh => &triage::ZH,
    }
}

/// Puts `values` in the place of each `{}`, in order, and of each `{1}`, `{2}` by their number.
pub fn fill(phrase: &str, values: &[&str]) -> String {
    let mut next = 0;
    let mut pieces = phrase.split('{');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (place, rest) = piece.split_once('}').unwrap_or(("", piece));
        let index = match place.parse::<usize>() {
            Ok(number) => number.saturating_sub(1),
            Err(_) => {
                next += 1;
                next - 1
            }
        };
        out.push_str(values.get(index).unwrap_or(&""));
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_in_order() {
        assert_eq!(fill("{} is {}.", &["a", "b"]), "a is b.");
        assert_eq!(fill("{} is {}.", &["a"]), "a is .");
        assert_eq!(fill("plain", &["a"]), "plain");
        assert_eq!(fill("{2} is among {1}.", &["a", "b"]), "b is among a.");
        assert_eq!(fill("{} stays", &["{1}{}"]), "{1}{} stays");
    }
}
