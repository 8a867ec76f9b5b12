//! The interview in words: what remains before a question, the question, and how its answers are called.
//!
//! In: an interview and the reader's language. Out: text to show and choices to offer; how they are offered is
//! the command line's.

use crate::arena::Id;
use crate::book::{Fact, Pack, RuleBook, Symptom};
use crate::engine::Verdict;
use crate::facts::FactType;
use crate::interview::{Interview, Next};
use crate::lang::Lang;
use crate::render::page::{Layout, Look, Page, Run};
use crate::render::phrases::{Phrases, fill, phrases};

pub(crate) use crate::render::phrases::InterviewPhrases;
use crate::render::view::View;
use crate::render::{safe, words};
use crate::text::Status;

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

/// The question that comes next.
pub fn sheet(book: &RuleBook, lang: Lang, next: &Next) -> Sheet {
    let words = &phrases(lang).interview;
    match next {
        Next::Product(packs) => {
            let choice = |pack: &Id<Pack>| {
                let declared = &book.packs[*pack];
                let label = safe::line(declared.title.get(lang));
                Choice { label, value: declared.name.clone(), short: true }
            };
            let answers = Answers::One(packs.iter().map(choice).collect());
            let question = phrases(lang).which_product.to_owned();
            Sheet { question, answers, none: Some(words.another_product) }
        }
        Next::Fact(question) => fact_sheet(book, lang, question.fact),
        Next::Symptom { hints, others } => {
            let choice =
                |short: bool| move |symptom: &Id<Symptom>| symptom_choice(book, lang, *symptom, short);
            let mut choices: Vec<Choice> = hints.iter().map(choice(true)).collect();
            choices.extend(others.iter().map(choice(false)));
            let question = if others.is_empty() { words.which_is_meant } else { words.what_is_seen };
            let none = if others.is_empty() { words.something_else } else { words.none_of_these };
            Sheet { question: question.to_owned(), answers: Answers::One(choices), none: Some(none) }
        }
    }
}

fn symptom_choice(book: &RuleBook, lang: Lang, symptom: Id<Symptom>, short: bool) -> Choice {
    let declared = &book.symptoms[symptom];
    let title = safe::line(declared.title.get(lang));
    let pack = safe::line(book.packs[declared.pack].title.get(lang));
    Choice { label: fill(phrases(lang).aside, &[&title, &pack]), value: declared.id.clone(), short }
}

fn fact_sheet(book: &RuleBook, lang: Lang, fact: Id<Fact>) -> Sheet {
    let words = &phrases(lang).interview;
    let reader = words::Reader { book, lang };
    let declared = &book.facts[fact];
    let choices = words::answers(reader, fact)
        .into_iter()
        .map(|(label, value)| Choice { label: safe::line(&label), value, short: true })
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
    Sheet { question: words::question(reader, fact), answers, none }
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
