//! The interview in words: what remains before a question, the question, and how its answers are called.
//!
//! In: an interview and the reader's language. Out: text to show and choices to offer; how they are offered is
//! the command line's.

use crate::arena::Id;
use crate::book::{Fact, Pack, RuleBook, Symptom};
use crate::engine::{Conclusion, Verdict};
use crate::facts::FactType;
use crate::interview::{Interview, Next};
use crate::lang::Lang;
use crate::render::answer::open;
use crate::render::page::{Layout, Look, Page, Run};
use crate::render::phrases::{Phrases, fill, phrases};

pub(crate) use crate::render::phrases::InterviewPhrases;
use crate::render::view::View;
use crate::render::{safe, words};
use crate::text::Status;
use std::collections::BTreeSet;

/// How many causes are shown before a question.
const CAUSES: usize = 6;

/// A question with its answers, in the agent's language and safe to show.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The question.
    pub question: String,
    /// The answers.
    pub answers: Answers,
    /// How it is called that none of the answers applies, where that is an answer too.
    pub none: Option<&'static str>,
    /// What the question is for, line by line.
    pub about: Vec<String>,
}

/// What may be answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Answers {
    /// One of these.
    One(Vec<Choice>),
    /// Any of these, also none.
    Many(Vec<Choice>),
    /// Something to write; the words say what.
    Open(String),
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// How it is called.
    pub label: String,
    /// What stands for it in a snapshot: a value, or the id of a symptom.
    pub value: String,
    /// What it belongs to, where the choices belong to several things; else empty. Choices of one group stand together.
    pub group: String,
    /// Whether a short list shows it; the others are only found by typing.
    pub short: bool,
}

impl Choice {
    /// Its words with the value that stands for it.
    pub(crate) fn named(&self) -> String {
        if self.label == self.value { self.label.clone() } else { format!("{} ({})", self.label, self.value) }
    }
}

/// The fixed words of the prompts.
pub(crate) fn prompt_words(lang: Lang) -> &'static InterviewPhrases {
    &phrases(lang).interview
}

/// A phrase with `value` in the place of its `{}`.
pub(crate) fn filled(phrase: &str, value: &str) -> String {
    fill(phrase, &[&safe::line(value)])
}

/// The same with two places.
pub(crate) fn both_filled(phrase: &str, one: &str, other: &str) -> String {
    fill(phrase, &[&safe::line(one), &safe::line(other)])
}

/// The value of "yes".
pub(crate) const YES: &str = "yes";

/// The question that comes next.
pub fn sheet(interview: &Interview<'_>, book: &RuleBook, lang: Lang, next: &Next) -> Sheet {
    let words = &phrases(lang).interview;
    let about = about(interview, book, lang, next);
    match next {
        Next::Product(packs) => {
            let choice = |pack: &Id<Pack>| {
                let declared = &book.packs[*pack];
                let label = safe::line(declared.title.get(lang));
                plain_choice(label, declared.name.clone())
            };
            let answers = Answers::One(packs.iter().map(choice).collect());
            let question = phrases(lang).which_product.to_owned();
            Sheet { question, answers, none: Some(words.another_product), about }
        }
        Next::Fact(question) => fact_sheet(book, lang, question.fact, about),
        Next::Symptom { hints, others } => match (hints.as_slice(), others.as_slice()) {
            ([only], []) => {
                let title = safe::line(book.symptoms[*only].title.get(lang));
                let yes = plain_choice(phrases(lang).yes.to_owned(), YES.to_owned());
                let question = fill(words.is_it_this, &[&title]);
                let none = Some(words.no_something_else);
                Sheet { question, answers: Answers::One(vec![yes]), none, about }
            }
            _ => {
                let (question, none) = if others.is_empty() {
                    (words.which_is_meant, words.something_else)
                } else {
                    (words.what_is_seen, words.none_of_these)
                };
                let answers = Answers::One(symptom_choices(book, lang, hints, others));
                Sheet { question: question.to_owned(), answers, none: Some(none), about }
            }
        },
    }
}

fn plain_choice(label: String, value: String) -> Choice {
    Choice { label, value, group: String::new(), short: true }
}

/// Symptoms to choose from: the hints first, those of one pack together, under its title where there are several.
fn symptom_choices(
    book: &RuleBook,
    lang: Lang,
    hints: &[Id<Symptom>],
    others: &[Id<Symptom>],
) -> Vec<Choice> {
    let pack = |symptom: &Id<Symptom>| book.symptoms[*symptom].pack;
    let mut hints = hints.to_vec();
    let order: Vec<Id<Pack>> = hints.iter().map(pack).collect();
    hints.sort_by_key(|symptom| order.iter().position(|one| *one == pack(symptom)));
    let one_pack = hints.iter().chain(others).map(pack).collect::<BTreeSet<_>>().len() < 2;
    let choice = |short: bool| {
        move |symptom: &Id<Symptom>| {
            let declared = &book.symptoms[*symptom];
            let group =
                if one_pack { String::new() } else { safe::line(book.packs[declared.pack].title.get(lang)) };
            Choice { label: safe::line(declared.title.get(lang)), value: declared.id.clone(), group, short }
        }
    };
    hints.iter().map(choice(true)).chain(others.iter().map(choice(false))).collect()
}

fn fact_sheet(book: &RuleBook, lang: Lang, fact: Id<Fact>, about: Vec<String>) -> Sheet {
    let words = &phrases(lang).interview;
    let reader = words::Reader { book, lang };
    let declared = &book.facts[fact];
    let choices = words::answers(reader, fact)
        .into_iter()
        .map(|(label, value)| plain_choice(safe::line(&label), value))
        .collect();
    let answers = match &declared.kind {
        FactType::YesNo | FactType::OneOf(_) => Answers::One(choices),
        FactType::Set(_) => Answers::Many(choices),
        FactType::Number { range: Some((low, high)) } => {
            Answers::Open(fill(words.write_number_between, &[&low.to_string(), &high.to_string()]))
        }
        FactType::Number { range: None } => Answers::Open(words.write_number.to_owned()),
        FactType::Date => Answers::Open(words.write_date.to_owned()),
        FactType::Text => Answers::Open(words.write_text.to_owned()),
    };
    let none = matches!(declared.kind, FactType::Set(_)).then_some(words.none_of_these);
    Sheet { question: words::question(reader, fact), answers, none, about }
}

/// What a question is for: the causes that wait for the answer, each with what it needs.
fn about(interview: &Interview<'_>, book: &RuleBook, lang: Lang, next: &Next) -> Vec<String> {
    let phrases = phrases(lang);
    let words = &phrases.interview;
    let diagnosis = interview.diagnosis();
    let view = View { book, case: interview.case(), diagnosis, lang };
    match next {
        Next::Product(_) => vec![words.about_product.to_owned()],
        Next::Symptom { others, .. } if others.is_empty() => vec![words.about_hint.to_owned()],
        Next::Symptom { .. } => vec![words.about_symptom.to_owned()],
        Next::Fact(question) => {
            let waits = diagnosis.diagnoses.iter().filter(|found| found.unknown.contains(&question.fact));
            let cause = |found: &Conclusion| {
                format!("- {}{}{}", view.cause(found.rule), phrases.colon, open(&view, found))
            };
            let name = fill(words.called, &[&book.facts[question.fact].id]);
            [words.waits_for_it.to_owned()].into_iter().chain(waits.map(cause)).chain([name]).collect()
        }
    }
}

/// What remains: the live causes, and what the last answer ruled out.
pub fn standing(interview: &Interview<'_>, book: &RuleBook, lang: Lang, layout: Layout) -> String {
    let phrases = phrases(lang);
    let words = &phrases.interview;
    let diagnosis = interview.diagnosis();
    let view = View { book, case: interview.case(), diagnosis, lang };
    let mut page = Page::new(layout);
    let number = interview.number().to_string();
    page.indented(0, &[Run::new(format!("── {} ──", fill(words.question, &[&number])), Look::Quiet)]);
    for found in diagnosis.diagnoses.iter().take(CAUSES) {
        let (word, look) = verdict(phrases, found.verdict);
        let title = view.cause(found.rule);
        page.block(
            &[Run::plain("  "), Run::new(word, look), Run::plain("  ")],
            &[Run::plain("      ")],
            &[Run::plain(title)],
        );
    }
    let more = diagnosis.diagnoses.len().saturating_sub(CAUSES);
    if more > 0 {
        page.indented(2, &[Run::new(fill(words.and_more, &[&more.to_string()]), Look::Quiet)]);
    }
    if diagnosis.diagnoses.is_empty() {
        let present = diagnosis.reading.mentions.iter().any(|mention| mention.status == Status::Present);
        page.indented(2, &[Run::plain(if present { words.nothing_left } else { words.nothing_yet })]);
    }
    let ruled_out = interview.ruled_out_now().into_iter().map(|rule| view.cause(rule));
    let ruled_out = words::list(ruled_out, phrases.comma, phrases.comma);
    if !ruled_out.is_empty() {
        page.indented(2, &[Run::new(fill(words.ruled_out_now, &[&ruled_out]), Look::Quiet)]);
    }
    page.finish()
}

fn verdict(phrases: &Phrases, verdict: Verdict) -> (&'static str, Look) {
    match verdict {
        Verdict::Confirmed => (phrases.confirmed, Look::Sure),
        Verdict::Possible => (phrases.possible, Look::Open),
        Verdict::RuledOut => (phrases.ruled_out, Look::Not),
    }
}
