//! Example facts in words, as a snapshot writes them.

use super::Example;
use crate::book::RuleBook;
use crate::facts::{FactType, written};

/// Such as "user.roles: [employee], account.tier unknown, on 2026-03-01"; "any facts" where none matters.
pub(crate) fn facts_in_words(book: &RuleBook, example: &Example) -> String {
    let mut words: Vec<String> = Vec::new();
    for (fact, value) in &example.facts {
        let fact = &book.facts[*fact];
        let Some(value) = value else {
            words.push(format!("`{}` unknown", fact.name));
            continue;
        };
        let texts = written(&fact.kind, value);
        let value = match fact.kind {
            FactType::Set(_) => format!("[{}]", texts.join(", ")),
            FactType::YesNo => if texts.concat() == "true" { "yes" } else { "no" }.to_owned(),
            _ => texts.concat(),
        };
        words.push(format!("`{}: {value}`", fact.name));
    }
    if let Some(day) = example.today {
        words.push(format!("on {day}"));
    }
    if words.is_empty() { "any facts".to_owned() } else { words.join(", ") }
}
