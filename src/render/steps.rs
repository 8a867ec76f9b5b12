//! Which steps of a resolution are shown, and how they are worded.

use crate::arena::Id;
use crate::book::{Audience, Rule, Step};
use crate::condition::{Truth, evaluate};
use crate::lang::Lang;
use crate::render::phrases::{Phrases, fill, phrases};
use crate::render::view::View;
use crate::render::words::Reader;
use crate::render::{safe, words};

/// A step to show, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownStep {
    /// Who may see it: the agent alone where the step or its whole cause says so.
    pub audience: Audience,
    /// What to do.
    pub action: Option<String>,
    /// Whom to contact.
    pub contact: Option<String>,
    /// What must hold first, in words that follow "if"; none where it is known to hold.
    pub condition: Option<String>,
    /// Whether those words are the pack's own, and not made from the condition.
    pub own_words: bool,
    /// Whether the action begins with a name, whose capital letter it keeps behind a condition.
    pub begins_with_name: bool,
}

/// The steps of a cause in order, without those whose condition is known to be false.
pub fn steps(view: &View<'_>, rule: Id<Rule>) -> Vec<ShownStep> {
    let rule = &view.book.rules[rule];
    let steps = rule.resolution.iter().filter_map(|step| shown(view, rule, step));
    steps
        .map(|step| if rule.agent_only { ShownStep { audience: Audience::Agent, ..step } } else { step })
        .collect()
}

/// A step in one sentence or two: condition, whom to contact in the words of `contact`, what to do there.
pub fn step_words(phrases: &Phrases, contact: &str, step: &ShownStep) -> String {
    let contact = step.contact.as_ref().map(|whom| fill(contact, &[whom]));
    let begins_with_name = step.begins_with_name && step.action.is_some() && contact.is_none();
    let parts: Vec<String> = contact.into_iter().chain(step.action.clone()).collect();
    let gap = if phrases.lang == Lang::Zh { "" } else { " " };
    let action = parts.join(gap);
    let Some(condition) = &step.condition else { return action };
    // Behind a list of conditions a comma would look like one of theirs.
    let stop = match condition.contains([',', '，', '、']) {
        true => phrases.colon,
        false => phrases.pause,
    };
    let action = if begins_with_name { action } else { small(&action) };
    format!("{}{stop}{action}", fill(phrases.step_if, &[condition]))
}

/// The sentence with a small first letter, unless its first word is all capitals or has a digit.
fn small(sentence: &str) -> String {
    let mut characters = sentence.chars();
    let Some(first) = characters.next() else { return String::new() };
    let word = sentence.split_whitespace().next().unwrap_or_default();
    let name = word.chars().skip(1).any(|c| c.is_uppercase() || c.is_ascii_digit());
    if name { sentence.to_owned() } else { first.to_lowercase().chain(characters).collect() }
}

/// Whether a text begins with a name: with a word that the pack's title, contacts or product words write with a
/// capital letter, or that the cause writes so within a sentence.
pub(super) fn begins_with_name(reader: Reader<'_>, rule: &Rule, action: &str) -> bool {
    let first = |text: &str| text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
    let word = first(action);
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let pack = &reader.book.packs[rule.pack];
    let within = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.windows(2).any(|pair| {
            let [before, word_here] = pair else { return false };
            !before.ends_with(['.', ':', '!', '?', '"', '“']) && first(word_here) == word
        })
    };
    let texts = rule.resolution.iter().flat_map(|step| [&step.action, &step.contact]).flatten();
    let mut texts = texts.chain([&rule.title, &rule.explanation]).map(|text| text.get(reader.lang));
    first(pack.title.get(reader.lang)) == word || texts.any(within)
}

/// Whether an action tells to contact someone in the very words that the contact would add.
fn says(view: &View<'_>, action: Option<&str>, contact: &str) -> bool {
    let phrases = phrases(view.lang);
    let Some(action) = action.map(str::to_lowercase) else { return false };
    [phrases.contact, phrases.reply.contact].iter().any(|phrase| {
        let added = fill(phrase, &[contact]).to_lowercase();
        action.contains(added.trim_end_matches(['.', '。']))
    })
}

fn shown(view: &View<'_>, rule: &Rule, step: &Step) -> Option<ShownStep> {
    let trace = step.when.as_ref().map(|when| {
        let trace = evaluate(when, view.book, &view.diagnosis.fact_view(), view.diagnosis.as_of);
        (when, trace)
    });
    let open = trace.as_ref().filter(|(_, trace)| trace.truth == Truth::Unknown);
    if trace.as_ref().is_some_and(|(_, trace)| trace.truth == Truth::False) {
        return None;
    }
    let own = step.if_text.as_ref().map(|text| view.text(text)).filter(|text| !text.is_empty());
    let condition =
        open.map(|(when, trace)| own.clone().unwrap_or_else(|| words::remaining(view.reader(), when, trace)));
    let action = step.action.as_ref().map(|text| view.text(text));
    let contact = step.contact.as_ref().map(|text| view.text(text));
    Some(ShownStep {
        audience: step.audience,
        contact: contact.filter(|contact| !says(view, action.as_deref(), contact)),
        begins_with_name: action
            .as_deref()
            .is_some_and(|action| begins_with_name(view.reader(), rule, action)),
        own_words: condition.is_some() && own.is_some(),
        action,
        condition: condition.map(|text| safe::line(&text)),
    })
}
