//! What became of a pattern, in one line.
//!
//! In: a pattern with its account. Out: words that name the terms as the pack does, without quoting the ticket.

use super::obstacle;
use crate::book::{Pattern, PatternKind};
use crate::render::answer::how;
use crate::render::phrases::{fill, phrases};
use crate::render::words::{self, Reader};
use crate::render::{safe, why};
use crate::text::{Account, Status};

/// Characters of a text that a line shows of it.
const SHOWN: usize = 60;

/// The pattern, then how it was found, or what is missing or stands in its way.
pub(super) fn told(reader: Reader<'_>, ticket: &[String], pattern: &Pattern, account: &Account) -> String {
    let phrases = phrases(reader.lang);
    let words = &phrases.pattern;
    let name = name(reader, &pattern.kind);
    let mut said = Vec::new();
    for found in account.found.iter().take(1) {
        said.push(fill(words.found, &[how(phrases, found, ticket), &format!("{:.2}", found.score)]));
        if found.status != Status::Present {
            said.push(why::status_word(phrases, found.status).to_owned());
        }
    }
    if let Some(near) = &account.nearest {
        said.push(fill(words.nearest, &[&format!("{:.2}", near.score)]));
        if !near.missing.is_empty() {
            let missing = near.missing.iter().map(|word| safe::line(word));
            said.push(fill(words.missing, &[&words::list(missing, phrases.comma, phrases.comma)]));
        }
        said.extend(near.obstacles.iter().map(|one| obstacle(reader, pattern, near.score, one)));
    }
    if said.is_empty() {
        return name;
    }
    format!("{name}{}{}", phrases.colon, said.join(phrases.pause))
}

fn name(reader: Reader<'_>, kind: &PatternKind) -> String {
    let words = &phrases(reader.lang).pattern;
    match kind {
        PatternKind::Message { text, .. } => fill(words.message, &[&short(text)]),
        PatternKind::Say { terms, .. } => {
            let names = terms.iter().map(|term| reader.book.terms[*term].name.as_str());
            names.collect::<Vec<_>>().join(words.together)
        }
        PatternKind::Regex(regex) => fill(words.regex, &[&short(regex)]),
        PatternKind::Code(_) | PatternKind::Captured(_) => super::looked_for(reader, kind),
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", safe::line(&text[..end])),
        None => safe::line(text),
    }
}
