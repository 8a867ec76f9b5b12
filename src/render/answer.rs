//! A diagnosis put into words: what every renderer for people lays out.
//!
//! In: a [`View`]. Out: titles, reasons, steps and questions in the reader's language, safe to show. What is
//! concluded is never changed here.

mod nothing;
mod reasons;

use self::nothing::{not_counted, nothing};
use self::reasons::{known_fact, reasons, sentences_of};
pub(super) use self::reasons::{known_words, open};
use crate::arena::Id;
use crate::book::{KnowledgeSource, Rule, Symptom};
use crate::engine::{Conclusion, Note, Verdict};
use crate::lang::Lang;
use crate::render::asks::{Ask, asks};
use crate::render::excerpt::{Piece, excerpt};
use crate::render::phrases::{Phrases, fill, phrases};
use crate::render::steps::{ShownStep, steps};
use crate::render::view::View;
use crate::render::{safe, words};
use crate::text::{Evidence, Mention, Rank, Status};

/// The whole answer.
#[derive(Debug)]
pub struct Answer {
    /// Causes to show in full: all confirmed ones, else the first possible one.
    pub main: Vec<Cause>,
    /// Other problems of the ticket, which the main causes do not explain.
    pub further: Vec<Problem>,
    /// The other possible causes of what the main ones explain.
    pub others: Vec<Cause>,
    /// Causes that do not hold: title, id and reason.
    pub ruled_out: Vec<(String, String, String)>,
    /// Symptoms that are mentioned and do not count.
    pub not_counted: Vec<NotCounted>,
    /// Questions, the most settling first.
    pub questions: Vec<Ask>,
    /// Notes in sentences.
    pub notes: Vec<String>,
    /// What to say where there is no cause.
    pub nothing: Option<Nothing>,
}

/// A cause with its reasons.
#[derive(Debug)]
pub struct Cause {
    /// Its title.
    pub title: String,
    /// Its full id.
    pub id: String,
    /// Its verdict: confirmed or possible.
    pub verdict: Verdict,
    /// Whether all of it is for the agent only.
    pub agent_only: bool,
    /// What it means.
    pub explanation: String,
    /// The quoted passages, one for each part of the ticket with evidence.
    pub quotes: Vec<Vec<Piece>>,
    /// The symptoms it explains, each with how it was found.
    pub symptoms: Vec<String>,
    /// Why it came out so, in sentences.
    pub reasons: Vec<String>,
    /// What would confirm it, in words that follow "if"; none where it is confirmed.
    pub open: Option<String>,
    /// How the steps are headed: what to do, or what to do if it is so.
    pub steps_title: &'static str,
    /// The steps to show.
    pub steps: Vec<ShownStep>,
    /// The source with its review date.
    pub source: Option<String>,
}

/// Symptoms that have causes of their own.
#[derive(Debug)]
pub struct Problem {
    /// The quoted passages.
    pub quotes: Vec<Vec<Piece>>,
    /// The symptoms, each with how it was found.
    pub symptoms: Vec<String>,
    /// The possible causes, best first.
    pub causes: Vec<Cause>,
}

/// A symptom that is mentioned and does not count.
#[derive(Debug)]
pub struct NotCounted {
    /// Its title.
    pub title: String,
    /// Its full id.
    pub id: String,
    /// Why it does not count.
    pub why: &'static str,
    /// The passage.
    pub quote: Vec<Piece>,
}

/// The answer where no cause was found.
#[derive(Debug)]
pub struct Nothing {
    /// What happened.
    pub headline: &'static str,
    /// What was understood: symptoms, products, facts.
    pub understood: Vec<String>,
    /// Nearest symptoms: title and id.
    pub nearest: Vec<(String, String)>,
    /// Where all that is mentioned does not count: the option that makes it count.
    pub go_on: Option<String>,
    /// What to ask the customer for.
    pub ask_for: Vec<&'static str>,
}

/// Puts a diagnosis into words.
pub fn answer(view: &View<'_>) -> Answer {
    let found = &view.diagnosis.diagnoses;
    let confirmed = found.iter().filter(|conclusion| conclusion.verdict == Verdict::Confirmed).count();
    let main = confirmed.max(1).min(found.len());
    let told: Vec<&Conclusion> =
        found.iter().take(main).filter(|one| covered_by(view, one).is_none()).collect();
    let causes: Vec<Cause> = told.into_iter().map(|conclusion| cause(view, conclusion)).collect();
    let (first, rest) = found.split_at(main);
    let explained: Vec<Id<Symptom>> = first.iter().flat_map(|one| one.symptoms.iter().copied()).collect();
    let (others, further): (Vec<&Conclusion>, Vec<&Conclusion>) =
        rest.iter().partition(|one| shares(&one.symptoms, &explained));
    Answer {
        further: problems(view, &further),
        others: others.into_iter().map(|conclusion| cause(view, conclusion)).collect(),
        ruled_out: view.diagnosis.ruled_out.iter().map(|conclusion| ruled_out(view, conclusion)).collect(),
        not_counted: not_counted(view),
        questions: asks(view),
        notes: notes(view),
        nothing: causes.is_empty().then(|| nothing(view)),
        main: causes,
    }
}

fn shares(some: &[Id<Symptom>], others: &[Id<Symptom>]) -> bool {
    some.iter().any(|symptom| others.contains(symptom))
}

/// Causes by what they explain: those that share a symptom stand together.
fn problems(view: &View<'_>, causes: &[&Conclusion]) -> Vec<Problem> {
    let mut groups: Vec<(Vec<Id<Symptom>>, Vec<Cause>)> = Vec::new();
    for conclusion in causes {
        let found = cause(view, conclusion);
        match groups.iter_mut().find(|(symptoms, _)| shares(symptoms, &conclusion.symptoms)) {
            Some((symptoms, causes)) => {
                symptoms.extend(&conclusion.symptoms);
                symptoms.sort();
                symptoms.dedup();
                causes.push(found);
            }
            None => groups.push((conclusion.symptoms.clone(), vec![found])),
        }
    }
    let problem = |(symptoms, causes): (Vec<Id<Symptom>>, Vec<Cause>)| Problem {
        quotes: quotes(view, &symptoms),
        symptoms: symptoms.iter().map(|symptom| found_symptom(view, *symptom)).collect(),
        causes,
    };
    groups.into_iter().map(problem).collect()
}

/// The confirmed cause that says the same more exactly, to which a confirmed cause yields. A fallback says something
/// else: it stands for what nothing explains.
pub(super) fn covered_by(view: &View<'_>, conclusion: &Conclusion) -> Option<Id<Rule>> {
    let rule = &view.book.rules[conclusion.rule];
    if conclusion.verdict != Verdict::Confirmed || rule.fallback {
        return None;
    }
    let confirmed = view.diagnosis.diagnoses.iter().filter(|other| other.verdict == Verdict::Confirmed);
    let mut exact = confirmed.filter(|other| rule.yields_to.contains(&other.rule));
    // One that itself yields is not told, so it can cover nothing.
    exact.find(|other| covered_by_none(view, other)).map(|other| other.rule)
}

fn covered_by_none(view: &View<'_>, conclusion: &Conclusion) -> bool {
    let yields_to = &view.book.rules[conclusion.rule].yields_to;
    let mut confirmed = view.diagnosis.diagnoses.iter();
    !confirmed.any(|other| other.verdict == Verdict::Confirmed && yields_to.contains(&other.rule))
}

fn cause(view: &View<'_>, conclusion: &Conclusion) -> Cause {
    let rule = &view.book.rules[conclusion.rule];
    let covers =
        view.diagnosis.diagnoses.iter().filter(|other| covered_by(view, other) == Some(conclusion.rule));
    let covers: Vec<&Conclusion> = covers.collect();
    let mut symptoms = conclusion.symptoms.clone();
    for symptom in covers.iter().flat_map(|other| &other.symptoms) {
        if !symptoms.contains(symptom) {
            symptoms.push(*symptom);
        }
    }
    let mut reasons = reasons(view, conclusion);
    reasons.extend(
        covers
            .iter()
            .map(|other| fill(phrases(view.lang).covers, &[&words::cause_named(view.reader(), other.rule)])),
    );
    Cause {
        title: view.cause(conclusion.rule),
        id: rule.id.clone(),
        verdict: conclusion.verdict,
        agent_only: rule.agent_only,
        explanation: view.text(&rule.explanation),
        quotes: quotes(view, &symptoms),
        symptoms: symptoms.iter().map(|symptom| found_symptom(view, *symptom)).collect(),
        reasons,
        open: (conclusion.verdict == Verdict::Possible).then(|| open(view, conclusion)),
        steps_title: match conclusion.verdict {
            Verdict::Confirmed => phrases(view.lang).steps,
            Verdict::Possible | Verdict::RuledOut => phrases(view.lang).steps_if_so,
        },
        steps: steps(view, conclusion.rule),
        source: source(view.reader(), conclusion.rule),
    }
}

/// The passages of the ticket that show these symptoms.
fn quotes(view: &View<'_>, symptoms: &[Id<Symptom>]) -> Vec<Vec<Piece>> {
    let evidence = symptoms.iter().filter_map(|symptom| mention(view, *symptom)).flat_map(present_evidence);
    let evidence: Vec<&Evidence> = evidence.collect();
    let quote = |(number, part): (usize, &String)| {
        let spans: Vec<_> = evidence
            .iter()
            .filter(|evidence| evidence.part == number)
            .flat_map(|evidence| evidence.marks.iter().copied())
            .collect();
        excerpt(part, &spans)
    };
    let parts = view.case.parts.iter().enumerate();
    parts.map(quote).filter(|pieces| !pieces.is_empty()).collect()
}

fn mention<'a>(view: &View<'a>, symptom: Id<Symptom>) -> Option<&'a Mention> {
    view.diagnosis.reading.mentions.iter().find(|mention| mention.symptom == symptom)
}

fn present_evidence(mention: &Mention) -> impl Iterator<Item = &Evidence> {
    mention.evidence.iter().filter(|evidence| evidence.status == Status::Present)
}

/// A symptom with how it was found.
fn found_symptom(view: &View<'_>, symptom: Id<Symptom>) -> String {
    let phrases = phrases(view.lang);
    let title = view.symptom(symptom);
    let Some(evidence) = mention(view, symptom).and_then(|mention| present_evidence(mention).next()) else {
        return title;
    };
    if evidence.by == "given" {
        fill(phrases.ticked, &[&title])
    } else {
        fill(phrases.aside, &[&title, how(phrases, evidence, &view.case.parts)])
    }
}

/// How evidence is called. What a regex finds without a digit in it is words, and no code.
pub(super) fn how(phrases: &Phrases, evidence: &Evidence, parts: &[String]) -> &'static str {
    let digit = |span: &(usize, usize)| {
        let words = parts.get(evidence.part).and_then(|part| part.get(span.0..span.1));
        words.is_some_and(|words| words.contains(|c: char| c.is_numeric()))
    };
    match evidence.rank {
        Rank::Code if evidence.by == "regex" && !evidence.spans.iter().any(digit) => phrases.by_terms,
        Rank::Message => phrases.by_message,
        Rank::NearMessage => phrases.by_near_message,
        Rank::Terms => phrases.by_terms,
        Rank::Code => phrases.by_code,
        Rank::BareCode => phrases.by_bare_code,
    }
}

/// The source of a cause with its review date.
pub(super) fn source(reader: words::Reader<'_>, rule: Id<Rule>) -> Option<String> {
    let rule = &reader.book.rules[rule];
    let source = reader.book.packs[rule.pack].sources.get(rule.source?)?;
    Some(source_words(reader, source))
}

/// A source: article, review date, address.
pub(super) fn source_words(reader: words::Reader<'_>, source: &KnowledgeSource) -> String {
    let phrases = phrases(reader.lang);
    let mut words = safe::line(source.article.get(reader.lang));
    let written = source.language.as_deref().and_then(Lang::from_code).filter(|lang| *lang != reader.lang);
    if let Some(lang) = written {
        let at = Lang::ALL.iter().position(|one| *one == lang).unwrap_or(0);
        words.push_str(phrases.pause);
        words.push_str(phrases.source_in[at]);
    }
    words.push_str(phrases.pause);
    match source.reviewed {
        Some(reviewed) => words.push_str(&fill(phrases.reviewed, &[&reviewed.to_string()])),
        None => words.push_str(phrases.not_reviewed),
    }
    if let Some(url) = &source.url {
        words.push_str(phrases.pause);
        words.push_str(&safe::line(url));
    }
    words
}

fn ruled_out(view: &View<'_>, conclusion: &Conclusion) -> (String, String, String) {
    let phrases = phrases(view.lang);
    let mut sentences = Vec::new();
    for way in &conclusion.traces {
        let condition = view.book.rules[conclusion.rule].ways[way.way].when.as_ref();
        if let (Some(condition), Some(trace)) = (condition, &way.trace) {
            sentences.extend(sentences_of(view, words::reasons(view.reader(), condition, trace)));
        }
    }
    sentences.dedup();
    let reason = fill(phrases.because, &[&words::all_of(view.lang, sentences)]);
    (view.cause(conclusion.rule), view.book.rules[conclusion.rule].id.clone(), reason)
}

fn notes(view: &View<'_>) -> Vec<String> {
    let phrases = phrases(view.lang);
    let note = |note: &Note| {
        let (Note::DateInFuture(fact) | Note::Disagreement(fact)) = note;
        let known = known_fact(view, *fact)?;
        let name = words::the_fact(view.reader(), *fact);
        let value = known.value.as_ref().map(|value| words::value(view.reader(), *fact, value));
        let conflicts = known.conflicts.iter().map(|value| words::value(view.reader(), *fact, value));
        let conflicts = words::list(conflicts, phrases.comma, phrases.comma);
        Some(match (note, value) {
            (Note::DateInFuture(_), value) => {
                capital(&fill(phrases.date_in_future, &[&name, &value.unwrap_or_default()]))
            }
            (Note::Disagreement(_), Some(value)) => {
                capital(&fill(phrases.disagreement, &[&name, &conflicts, &value]))
            }
            (Note::Disagreement(_), None) => fill(phrases.captures_disagree, &[&name, &conflicts]),
        })
    };
    view.diagnosis.notes.iter().filter_map(note).collect()
}

/// The sentence with a capital first letter.
pub(super) fn capital(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
