//! The questions of an answer, in words.
//!
//! In: a view. Out: what to ask next and how the answer is given on the command line. Which facts are worth asking for
//! is the engine's to say.

use crate::arena::Id;
use crate::book::{Fact, Pack};
use crate::engine::Question;
use crate::facts::FactType;
use crate::lang::Lang;
use crate::render::explain::type_words;
use crate::render::phrases::{fill, phrases};
use crate::render::view::{View, settable};
use crate::render::{reply, safe, words};

/// A question worth asking.
#[derive(Debug)]
pub struct Ask {
    /// The question for the agent.
    pub question: String,
    /// How the possible answers are called.
    pub answers: Vec<String>,
    /// The titles of the causes it settles.
    pub settles: Vec<String>,
    /// The option that adds the answer.
    pub option: String,
    /// Where the agent was asked and did not know: that it is so, in words.
    pub not_known: Option<&'static str>,
}

/// What is worth asking: the product where that is in doubt, then the facts, those that the agent did not know last.
pub(super) fn asks(view: &View<'_>) -> Vec<Ask> {
    let ask = |question: &Question| {
        let fact = &view.book.facts[question.fact];
        // That the only cause settles itself goes without saying.
        let settled = question.settles.iter().filter(|_| view.diagnosis.diagnoses.len() > 1);
        Ask {
            question: words::question(view.reader(), question.fact),
            option: format!("--set {}=…", settable(view.book, question.fact)),
            answers: possible_answers(view, question.fact, &fact.kind),
            settles: settled.map(|rule| view.cause(*rule)).collect(),
            not_known: not_known(view, question.fact),
        }
    };
    let mut asks: Vec<Ask> =
        product(view).into_iter().chain(view.diagnosis.questions.iter().map(ask)).collect();
    asks.sort_by_key(|ask| ask.not_known.is_some());
    asks
}

/// Says of a fact that the agent does not know it, and whether the reply asks the customer.
fn not_known(view: &View<'_>, fact: Id<Fact>) -> Option<&'static str> {
    view.case.told.not_known.binary_search(&fact).ok()?;
    let words = &phrases(view.lang).interview;
    Some(if reply::asks_for(view, fact) { words.not_known_ask } else { words.not_known })
}

/// Which product it is, where the text shows its symptoms only weakly because it names none.
fn product(view: &View<'_>) -> Option<Ask> {
    let packs = view.diagnosis.products_in_doubt(view.book, view.case);
    let phrases = phrases(view.lang);
    let packs: Vec<_> = packs.into_iter().map(|pack| &view.book.packs[pack]).collect();
    let (question, answers, option) = match packs.as_slice() {
        [] => return None,
        [only] => {
            let question = fill(phrases.is_it_about, &[&view.text(&only.title)]);
            (question, Vec::new(), format!("--pack {}", only.name))
        }
        several => {
            let answer = |pack: &&Pack| choice(view.lang, &view.text(&pack.title), &pack.name);
            let answers = several.iter().map(answer).collect();
            (phrases.which_product.to_owned(), answers, "--pack …".to_owned())
        }
    };
    Some(Ask { question, answers, settles: Vec::new(), option, not_known: None })
}

/// The answers to choose from, or what kind of answer is wanted.
fn possible_answers(view: &View<'_>, fact: Id<Fact>, kind: &FactType) -> Vec<String> {
    match kind {
        FactType::Number { .. } | FactType::Date => {
            vec![type_words(&phrases(view.lang).explain, kind)]
        }
        FactType::YesNo | FactType::OneOf(_) | FactType::Set(_) | FactType::Text => {
            let answers = words::answers(view.reader(), fact).into_iter();
            answers.map(|(label, value)| choice(view.lang, &label, &value)).collect()
        }
    }
}

/// An answer as it is called, with the value that the command line takes where it does not say it.
fn choice(lang: Lang, label: &str, value: &str) -> String {
    let label = safe::line(label);
    let says_it = label == value || label.ends_with(&format!("({value})"));
    if says_it { label } else { fill(phrases(lang).aside, &[&label, value]) }
}
