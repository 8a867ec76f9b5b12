//! Patterns in words, and what became of each in a text.
//!
//! In: linked patterns and their accounts. Out: parts of a page. Nothing is decided here.

mod brief;

use crate::arena::Id;
use crate::book::{Form, Pattern, PatternKind, Symptom, Term};
use crate::condition::Condition;
use crate::render::answer::how;
use crate::render::doc::Part;
use crate::render::excerpt::excerpt;
use crate::render::phrases::{PatternPhrases, Phrases, fill, phrases};
use crate::render::view::View;
use crate::render::words::{self, Reader};
use crate::render::{safe, why};
use crate::text::{Account, Evidence, Nearest, Obstacle, Rank, Status};
use std::cmp::Ordering;

/// How many forms of a term stand behind its name.
const FORMS: usize = 3;
/// How many patterns that were found are told in full.
const FULL_FOUND: usize = 3;
/// How many patterns that were nearly found are told in full.
const FULL_NEAR: usize = 4;

/// All patterns of a symptom: what each looks for, and below it what must or must not stand around. Those that read
/// the same are told once.
pub fn patterns(reader: Reader<'_>, declared: &[Pattern]) -> Vec<Part> {
    let words = &phrases(reader.lang).pattern;
    let told = |pattern: &Pattern| Told {
        pattern: looked_for(reader, &pattern.kind),
        below: around(reader, pattern),
        alike: 0,
    };
    let group = |group: Told| [vec![Part::item(0, group.title(words))], group.below].concat();
    grouped(declared.iter().map(told)).into_iter().flat_map(group).collect()
}

fn around(reader: Reader<'_>, pattern: &Pattern) -> Vec<Part> {
    let words = &phrases(reader.lang).pattern;
    let mut parts = Vec::new();
    let around = [
        (words.near, &pattern.near),
        (words.not_touching, &pattern.not_touching),
        (words.unless, &pattern.unless),
    ];
    for (phrase, terms) in around.into_iter().filter(|(_, terms)| !terms.is_empty()) {
        let names = terms.iter().map(|term| term_name(reader, *term));
        parts.push(Part::item(1, fill(phrase, &[&list(reader, names)])));
    }
    if pattern.generic {
        parts.push(Part::item(1, words.generic));
    }
    parts
}

/// Each pattern with what became of it in the parts of a ticket: what was found, then what is nearest to it, then
/// the patterns of which nothing is there. The first of each kind are told in full, the others in a line; what reads the
/// same is told once, with its number.
pub fn account(
    reader: Reader<'_>,
    ticket: &[String],
    declared: &[Pattern],
    accounts: &[Account],
) -> Vec<Part> {
    let words = &phrases(reader.lang).pattern;
    let (mut found, mut near, mut nothing) = (Vec::new(), Vec::new(), Vec::new());
    for account in accounts {
        match (account.found.as_slice(), &account.nearest) {
            ([], Some(_)) => near.push(account),
            ([], None) => nothing.push(account),
            _ => found.push(account),
        }
    }
    let best = |account: &Account| account.found.iter().map(|one| (one.rank, -one.score)).min_by(order);
    found.sort_by(|one, other| match (best(one), best(other)) {
        (Some(one), Some(other)) => order(&one, &other),
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
    let score = |account: &Account| account.nearest.as_ref().map_or(0.0, |near| near.score);
    near.sort_by(|one, other| score(other).total_cmp(&score(one)));
    let mut parts = Vec::new();
    let full = |account: &Account| {
        let pattern = declared.get(account.pattern)?;
        let found = account.found.iter().flat_map(|one| evidence(phrases(reader.lang), ticket, one));
        let near = account.nearest.iter().flat_map(|one| nearest(reader, ticket, pattern, one));
        Some(Told {
            pattern: looked_for(reader, &pattern.kind),
            below: found.chain(near).collect(),
            alike: 0,
        })
    };
    let brief = |account: &Account| {
        let pattern = brief::told(reader, ticket, declared.get(account.pattern)?, account);
        Some(Told { pattern, below: Vec::new(), alike: 0 })
    };
    for (heading, accounts, first) in [
        (words.found_list, found, FULL_FOUND),
        (words.nearest_list, near, FULL_NEAR),
        (words.nothing_list, nothing, 0),
    ] {
        if !accounts.is_empty() {
            parts.push(Part::Heading(heading.to_owned()));
        }
        let (first, rest) = accounts.split_at(first.min(accounts.len()));
        let mut quoted = None;
        for group in grouped(first.iter().filter_map(|account| full(account))) {
            parts.push(Part::item(0, group.title(words)));
            for part in group.below {
                // The same words of the ticket once.
                let same = matches!(part, Part::Quote(..)) && quoted.as_ref() == Some(&part);
                if matches!(part, Part::Quote(..)) {
                    quoted = Some(part.clone());
                }
                parts.extend(Some(part).filter(|_| !same));
            }
        }
        for group in grouped(rest.iter().filter_map(|account| brief(account))) {
            parts.push(Part::item(0, group.title(words)));
        }
    }
    parts
}

/// Better evidence first: the rank, then the score, which is given negative.
fn order(one: &(Rank, f64), other: &(Rank, f64)) -> Ordering {
    other.0.cmp(&one.0).then(one.1.total_cmp(&other.1))
}

/// What became of a pattern, in words.
struct Told {
    pattern: String,
    below: Vec<Part>,
    /// How many more patterns read the same.
    alike: usize,
}

impl Told {
    fn title(&self, words: &PatternPhrases) -> String {
        match self.alike {
            0 => self.pattern.clone(),
            more => fill(words.alike, &[&self.pattern, &more.to_string()]),
        }
    }
}

/// Each account once, in order of first appearance. Quadratic in the patterns of one symptom, of which there are
/// some hundreds at most.
fn grouped(all: impl Iterator<Item = Told>) -> Vec<Told> {
    let mut groups: Vec<Told> = Vec::new();
    for one in all {
        match groups.iter_mut().find(|known| known.pattern == one.pattern && known.below == one.below) {
            Some(known) => known.alike += 1,
            None => groups.push(one),
        }
    }
    groups
}

/// The pattern of a symptom that comes nearest to being in the text, where one does; one entry deeper.
pub fn nearest_miss(view: &View<'_>, symptom: Id<Symptom>, accounts: &[Account]) -> Option<Vec<Part>> {
    let score = |account: &&Account| account.nearest.as_ref().map_or(0.0, |near| near.score);
    let best = accounts.iter().filter(|account| account.nearest.is_some());
    let best = best.reduce(|one, other| if score(&other) > score(&one) { other } else { one })?;
    let pattern = view.book.symptoms[symptom].seen.get(best.pattern)?;
    let mut parts = vec![Part::item(1, looked_for(view.reader(), &pattern.kind))];
    parts.extend(nearest(view.reader(), &view.case.parts, pattern, best.nearest.as_ref()?));
    Some(parts)
}

/// Every term that a pattern is made of.
pub fn pattern_terms(pattern: &Pattern) -> impl Iterator<Item = Id<Term>> {
    let said = match &pattern.kind {
        PatternKind::Say { terms, .. } => terms.as_slice(),
        _ => &[],
    };
    said.iter().chain(&pattern.near).chain(&pattern.not_touching).chain(&pattern.unless).copied()
}

/// What a pattern looks for.
pub fn looked_for(reader: Reader<'_>, kind: &PatternKind) -> String {
    let words = &phrases(reader.lang).pattern;
    match kind {
        PatternKind::Message { text, .. } => fill(words.message, &[&safe::line(text)]),
        PatternKind::Say { terms, sentences } => {
            let terms: Vec<String> = terms.iter().map(|term| term_words(reader, *term)).collect();
            let terms = terms.join(words.together);
            match sentences {
                1 => fill(words.say, &[&terms]),
                more => fill(words.say_within, &[&more.to_string(), &terms]),
            }
        }
        PatternKind::Code(code) => fill(words.code, &[&safe::line(code)]),
        PatternKind::Regex(regex) => fill(words.regex, &[&safe::line(regex)]),
        PatternKind::Captured(test) => {
            fill(words.captured, &[&words::condition(reader, &Condition::Test(test.clone()))])
        }
    }
}

/// Some of the ways people say a term in the reader's language, with its name.
fn term_words(reader: Reader<'_>, term: Id<Term>) -> String {
    let term = &reader.book.terms[term];
    let said = said(reader, term);
    // A form with a gap or alternatives says less at a glance.
    let plain = said.iter().filter(|form| !form.text.contains(['*', '|']));
    let mut chosen: Vec<&&Form> = plain.take(FORMS).collect();
    if chosen.is_empty() {
        chosen.extend(said.first());
    }
    let more = if said.len() > chosen.len() { " / …" } else { "" };
    let chosen: Vec<String> = chosen.into_iter().map(|form| safe::line(&form.text)).collect();
    named(&format!("{}{more}", chosen.join(" / ")), &term.name)
}

/// A term by the first of these ways, with its name.
fn term_name(reader: Reader<'_>, term: Id<Term>) -> String {
    let term = &reader.book.terms[term];
    let said = said(reader, term);
    let plain = said.iter().find(|form| !form.text.contains(['*', '|'])).or(said.first());
    named(&plain.map_or_else(String::new, |form| safe::line(&form.text)), &term.name)
}

/// The forms of a term in the reader's language, else all there are.
fn said<'a>(reader: Reader<'_>, term: &'a Term) -> Vec<&'a Form> {
    let own = |form: &&Form| form.lang.is_none_or(|lang| lang == reader.lang);
    let said: Vec<&Form> = term.forms.iter().filter(own).collect();
    if said.is_empty() { term.forms.iter().collect() } else { said }
}

fn named(words: &str, name: &str) -> String {
    if words.is_empty() || words == name { name.to_owned() } else { format!("{words} [{name}]") }
}

/// What an account calls by the name of a term, as people say it; anything else is told as it is.
fn called(reader: Reader<'_>, pattern: &Pattern, word: &str) -> String {
    let mut terms = pattern_terms(pattern);
    match terms.find(|term| reader.book.terms[*term].name == word) {
        Some(term) => term_name(reader, term),
        None => safe::line(word),
    }
}

fn evidence(phrases: &Phrases, ticket: &[String], found: &Evidence) -> Vec<Part> {
    let score = format!("{:.2}", found.score);
    let mut words = fill(phrases.pattern.found, &[how(phrases, found, ticket), &score]);
    if found.weak {
        words.push_str(&format!("{}{}", phrases.pause, phrases.account.weak_word));
    }
    if found.status != Status::Present {
        words.push_str(&format!("{}{}", phrases.colon, why::status_word(phrases, found.status)));
    }
    let mut parts = vec![Part::item(1, words)];
    let Some(text) = ticket.get(found.part) else { return parts };
    parts.push(Part::Quote(1, excerpt(text, &found.marks)));
    parts.extend(why::decided_by(phrases, found, text).map(|decided| Part::item(1, decided)));
    parts
}

fn nearest(reader: Reader<'_>, ticket: &[String], pattern: &Pattern, near: &Nearest) -> Vec<Part> {
    let phrases = phrases(reader.lang);
    let words = &phrases.pattern;
    let mut parts = vec![Part::item(1, fill(words.nearest, &[&format!("{:.2}", near.score)]))];
    let spans: Vec<(usize, usize)> = near.there.iter().map(|(_, span)| *span).collect();
    let quote = ticket.get(near.part).map(|text| excerpt(text, &spans)).unwrap_or_default();
    if !quote.is_empty() {
        parts.push(Part::Quote(1, quote));
    }
    let text = ticket.get(near.part).map_or("", String::as_str);
    let there =
        near.there.iter().map(|(word, span)| in_ticket(reader, pattern, word, text.get(span.0..span.1)));
    let missing = near.missing.iter().map(|word| called(reader, pattern, word));
    for (phrase, listed) in [(words.there, list(reader, there)), (words.missing, list(reader, missing))] {
        if !listed.is_empty() {
            parts.push(Part::item(1, fill(phrase, &[&listed])));
        }
    }
    parts.extend(near.obstacles.iter().map(|one| Part::item(1, obstacle(reader, pattern, near.score, one))));
    parts
}

/// What is there of a pattern: a term in the ticket's own words, with its name.
fn in_ticket(reader: Reader<'_>, pattern: &Pattern, word: &str, said: Option<&str>) -> String {
    let is_term = pattern_terms(pattern).any(|term| reader.book.terms[term].name == word);
    match said.map(str::trim).filter(|said| is_term && !said.is_empty()) {
        Some(said) if said.to_lowercase() != word => format!("{} [{word}]", safe::line(said)),
        _ => called(reader, pattern, word),
    }
}

fn obstacle(reader: Reader<'_>, pattern: &Pattern, score: f64, obstacle: &Obstacle) -> String {
    let words = &phrases(reader.lang).pattern;
    let called = |term: &String| called(reader, pattern, term);
    match obstacle {
        // Short messages must be there word for word, so that enough of one may still be too little.
        Obstacle::TooLittle { needed } if score >= *needed => words.too_short.to_owned(),
        Obstacle::TooLittle { needed } => fill(words.too_little, &[&format!("{:.0}", needed * 100.0)]),
        Obstacle::TooFar { words: counted, allowed } => {
            fill(words.too_far, &[&format!("{counted:.0}"), &format!("{allowed:.0}")])
        }
        Obstacle::Sentences { stand, allowed } => {
            fill(words.sentences, &[&stand.to_string(), &allowed.to_string()])
        }
        Obstacle::NotNear(terms) => fill(words.not_near, &[&list(reader, terms.iter().map(called))]),
        Obstacle::Touching(term) => fill(words.touching, &[&called(term)]),
        Obstacle::Unless(term) => fill(words.in_sentence, &[&called(term)]),
        Obstacle::OtherCode(number) => fill(words.other_code, &[number]),
        Obstacle::NoCode => words.no_code.to_owned(),
        Obstacle::Bare => words.bare.to_owned(),
        Obstacle::Furniture => words.furniture.to_owned(),
        Obstacle::Rival => words.rival.to_owned(),
        Obstacle::OtherProduct => words.other_product.to_owned(),
    }
}

fn list(reader: Reader<'_>, items: impl Iterator<Item = String>) -> String {
    let comma = phrases(reader.lang).comma;
    words::list(items, comma, comma)
}
