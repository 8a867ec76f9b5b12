//! A diagnosis put into words: what every renderer for people lays out.
//!
//! In: a [`View`]. Out: titles, reasons, steps and questions in the reader's language, safe to show. What is
//! concluded is never changed here.

use crate::arena::Id;
use crate::book::{Fact, KnowledgeSource, Rule, Symptom};
use crate::condition::{Trace, Truth};
use crate::engine::{Conclusion, FactOrigin, KnownFact, Note, Verdict};
use crate::facts::Value;
use crate::lang::Lang;
use crate::render::asks::{Ask, asks};
use crate::render::excerpt::{Piece, excerpt};
use crate::render::phrases::{Phrases, fill, phrases};
use crate::render::steps::{ShownStep, steps};
use crate::render::view::View;
use crate::render::{safe, words};
use crate::text::{Evidence, Mention, Rank, Status, Suggestion};

/// How many of the nearest symptoms are shown.
const NEAREST: usize = 3;
/// A symptom of which less is in the text is no help: half of two words is any sentence about the product.
const NEAR: f64 = 0.5;

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
            .flat_map(|evidence| evidence.spans.iter().copied())
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

/// Why a cause came out as it did: the fallback's reason, and the tests that hold in its true ways.
fn reasons(view: &View<'_>, conclusion: &Conclusion) -> Vec<String> {
    let phrases = phrases(view.lang);
    if conclusion.fallback {
        let titles = conclusion.symptoms.iter().map(|symptom| view.symptom(*symptom));
        let titles = words::list(titles, phrases.comma, phrases.comma);
        return vec![capital(&fill(phrases.fallback, &[&titles]))];
    }
    let mut sentences = Vec::new();
    for way in &conclusion.traces {
        let condition = view.book.rules[conclusion.rule].ways[way.way].when.as_ref();
        match (condition, &way.trace) {
            (Some(condition), Some(trace)) if trace.truth == Truth::True => {
                sentences.extend(sentences_of(view, words::reasons(view.reader(), condition, trace)));
            }
            (Some(condition), Some(trace)) if conclusion.verdict == Verdict::Possible => {
                sentences.extend(sentences_of(view, words::support(view.reader(), condition, trace)));
            }
            // As a fallback it is offered for its own reason, told above.
            (None, _) if way.way == 0 && view.book.rules[conclusion.rule].fallback => {}
            (None, _) if conclusion.verdict == Verdict::Confirmed => {
                sentences.push(phrases.symptom_alone.to_owned());
            }
            _ => {}
        }
    }
    if conclusion.verdict == Verdict::Possible && rests_on_weak_evidence(conclusion) {
        sentences.push(phrases.weak.to_owned());
    }
    sentences.dedup();
    sentences.iter().map(|sentence| sentence_case(sentence)).collect()
}

/// Reasons as sentences, each with the value it saw.
fn sentences_of(view: &View<'_>, reasons: Vec<words::Reason>) -> Vec<String> {
    let with_value = |reason: words::Reason| {
        let known = reason.fact.filter(|_| !reason.says_value).and_then(|fact| known_fact(view, fact));
        // What it is says more than what it is not, and no less than what it may be.
        if let Some(KnownFact {
            fact,
            value: Some(value @ Value::Choice(_)),
            from: FactOrigin::Snapshot,
            ..
        }) = known
        {
            return words::fact_is(view.reader(), *fact, value);
        }
        match known.and_then(|known| known_words(view, known)) {
            Some(value) => fill(phrases(view.lang).aside, &[&reason.sentence, &value]),
            None => reason.sentence,
        }
    };
    reasons.into_iter().map(with_value).collect()
}

fn known_fact<'a>(view: &View<'a>, fact: Id<Fact>) -> Option<&'a KnownFact> {
    view.diagnosis.facts.iter().find(|known| known.fact == fact)
}

/// "known: …", or "the ticket says: …".
pub(super) fn known_words(view: &View<'_>, known: &KnownFact) -> Option<String> {
    let phrases = phrases(view.lang);
    let value = words::value(view.reader(), known.fact, known.value.as_ref()?);
    let phrase = match known.from {
        FactOrigin::Snapshot => phrases.known,
        FactOrigin::Text => phrases.text_says,
    };
    Some(fill(phrase, &[&value]))
}

/// Whether a possible cause lacks only better evidence: one of its ways has a true condition.
fn rests_on_weak_evidence(conclusion: &Conclusion) -> bool {
    let is_true = |trace: &Trace| trace.truth == Truth::True;
    conclusion.traces.iter().any(|way| way.trace.as_ref().is_none_or(is_true))
}

/// What would confirm a possible cause: better evidence, or what its open ways still need.
pub(super) fn open(view: &View<'_>, conclusion: &Conclusion) -> String {
    let phrases = phrases(view.lang);
    let strong = rests_on_weak_evidence(conclusion).then_some(phrases.needs_strong);
    let open: Vec<_> = conclusion
        .traces
        .iter()
        .filter_map(|way| {
            let condition = view.book.rules[conclusion.rule].ways[way.way].when.as_ref()?;
            let trace = way.trace.as_ref().filter(|trace| trace.truth == Truth::Unknown)?;
            Some((condition, trace))
        })
        .collect();
    fill(phrases.would_confirm, &[&words::any_remaining(view.reader(), strong, &open)])
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
    let mut words = safe::line(&source.article);
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

fn not_counted(view: &View<'_>) -> Vec<NotCounted> {
    let phrases = phrases(view.lang);
    let mentions = view.diagnosis.reading.mentions.iter();
    let entry = |mention: &Mention| {
        let why = match mention.status {
            Status::Present => return None,
            Status::Denied => phrases.denied,
            Status::Hypothetical => phrases.hypothetical,
            Status::Quoted => phrases.quoted,
        };
        let evidence = mention.evidence.first();
        let quote = evidence.and_then(|evidence| {
            let spans: Vec<_> = evidence.spans.iter().chain(&evidence.cue).copied().collect();
            Some(excerpt(view.case.parts.get(evidence.part)?, &spans))
        });
        Some(NotCounted {
            title: view.symptom(mention.symptom),
            id: view.book.symptoms[mention.symptom].id.clone(),
            why,
            quote: quote.unwrap_or_default(),
        })
    };
    mentions.filter_map(entry).collect()
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

/// What to say where everything mentioned does not count: only what the text denies is over for certain.
fn nothing_now(phrases: &Phrases, mentions: &[Mention]) -> &'static str {
    let all = |status: Status| mentions.iter().all(|mention| mention.status == status);
    match (all(Status::Denied), all(Status::Hypothetical)) {
        (true, _) => phrases.only_not_counted,
        (_, true) => phrases.only_supposed,
        _ => phrases.none_reported,
    }
}

fn nothing(view: &View<'_>) -> Nothing {
    let phrases = phrases(view.lang);
    let reading = &view.diagnosis.reading;
    let present = reading.mentions.iter().filter(|mention| mention.status == Status::Present);
    let present: Vec<_> = present.map(|mention| found_symptom(view, mention.symptom)).collect();
    let empty = view.case.parts.iter().all(|part| part.trim().is_empty());
    let headline = match (present.is_empty(), reading.mentions.is_empty(), empty) {
        (false, ..) => phrases.no_cause,
        (true, false, _) => nothing_now(phrases, &reading.mentions),
        (true, true, true) => phrases.nothing_to_read,
        (true, true, false) => phrases.nothing_found,
    };
    let mut understood: Vec<String> =
        present.iter().map(|title| format!("{}{}{title}", phrases.seen, phrases.colon)).collect();
    let products = reading.products.iter().map(|pack| view.text(&view.book.packs[*pack].title));
    understood.extend(products.map(|title| capital(&fill(phrases.product_named, &[&title]))));
    let facts = view.diagnosis.facts.iter().filter_map(|known| {
        let name = words::fact_name(view.reader(), known.fact);
        Some(fill(phrases.aside, &[&name, &known_words(view, known)?]))
    });
    understood.extend(facts);
    // What the text denies or supposes is told as such; there is nothing to guess.
    let near = |suggestion: &&Suggestion| reading.mentions.is_empty() && suggestion.score >= NEAR;
    let suggested = reading.suggested.iter().filter(near).take(NEAREST);
    let nearest = suggested.map(|suggestion| {
        (view.symptom(suggestion.symptom), view.book.symptoms[suggestion.symptom].id.clone())
    });
    let mut ask_for = Vec::new();
    if reading.mentions.is_empty() {
        ask_for.push(phrases.ask_exact_words);
        if reading.products.is_empty() && view.case.packs.is_empty() && view.case.named.is_empty() {
            ask_for.push(phrases.ask_product);
        }
    }
    let go_on = match reading.mentions.as_slice() {
        [] => None,
        _ if !present.is_empty() => None,
        [only] => Some(format!("--symptom {}", view.book.symptoms[only.symptom].id)),
        _ => Some("--symptom ID".to_owned()),
    };
    Nothing { headline, understood, nearest: nearest.collect(), go_on, ask_for }
}

/// The sentence with a capital first letter, unless it begins with a name such as `e+Partner` or `user.roles`.
fn sentence_case(sentence: &str) -> String {
    let word = sentence.split([' ', ':']).next().unwrap_or_default();
    if word.chars().all(char::is_lowercase) { capital(sentence) } else { sentence.to_owned() }
}

/// The sentence with a capital first letter.
pub(super) fn capital(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
