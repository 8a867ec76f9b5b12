//! The full account of one cause or one symptom: every test with its truth, every piece of evidence, also where
//! nothing came of it.

use crate::arena::Id;
use crate::book::{Rule, Symptom};
use crate::condition::{Condition, Subject, Trace, TraceNode, Truth};
use crate::engine::{Verdict, Why, WhyWay};
use crate::render::answer::{capital, how, known_words};
use crate::render::doc::{self, Part};
use crate::render::page::{Layout, Look, Page, Run};
use crate::render::phrases::{Phrases, fill, phrases};
use crate::render::view::{View, settable};
use crate::render::{excerpt, patterns, safe, words};
use crate::text::{Account, Evidence, Mention, Status};
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr;

/// So many places where a symptom was found are shown below a mismatch.
const EVIDENCE: usize = 5;

/// What became of the patterns of some symptoms.
pub type Accounts = BTreeMap<Id<Symptom>, Vec<Account>>;

/// Why a cause came out as it did, or did not come out; `accounts` tells of symptoms that were not seen how near
/// the text comes to them.
pub fn cause(view: &View<'_>, rule: Id<Rule>, accounts: &Accounts, layout: Layout) -> String {
    let mut page = Page::new(layout);
    account(&mut page, view, &view.diagnosis.why(view.book, rule), 0);
    found(&mut page, view, rule);
    let missed: Vec<_> = accounts
        .iter()
        .filter_map(|(symptom, accounts)| Some((*symptom, patterns::nearest_miss(view, *symptom, accounts)?)))
        .collect();
    if !missed.is_empty() {
        heading(&mut page, 2, phrases(view.lang).pattern.nearest_list);
    }
    for (symptom, parts) in missed {
        let title = Part::with_id(0, view.symptom(symptom), &view.book.symptoms[symptom].id);
        doc::lay_out(&mut page, &[vec![title], parts].concat());
    }
    page.finish()
}

/// Where the text mentions the symptoms of a cause: of each the best evidence.
fn found(page: &mut Page, view: &View<'_>, rule: Id<Rule>) {
    let ways = &view.book.rules[rule].ways;
    let of_rule = |mention: &&Mention| ways.iter().any(|way| way.symptoms.contains(&mention.symptom));
    let mentions = view.diagnosis.reading.mentions.iter().filter(of_rule);
    let read = mentions.filter_map(|mention| {
        Some((mention.symptom, mention.evidence.iter().find(|found| found.by != "given")?))
    });
    for (number, (symptom, found)) in read.enumerate() {
        if number == 0 {
            heading(page, 2, phrases(view.lang).pattern.found_list);
        }
        let title = Part::with_id(0, view.symptom(symptom), &view.book.symptoms[symptom].id);
        doc::lay_out(page, &[title]);
        evidence(page, view, found, 6);
    }
}

/// Why a symptom was found, or was not; `accounts` tells what became of each of its patterns.
pub fn symptom(view: &View<'_>, symptom: Id<Symptom>, accounts: &[Account], layout: Layout) -> String {
    let phrases = phrases(view.lang);
    let mut page = Page::new(layout);
    let declared = &view.book.symptoms[symptom];
    let mention = view.diagnosis.reading.mentions.iter().find(|mention| mention.symptom == symptom);
    title(&mut page, 0, status(phrases, mention), &view.symptom(symptom), &declared.id);
    if mention.is_some_and(|mention| mention.evidence.iter().any(|found| found.by == "given")) {
        bullet(&mut page, 2, phrases.account.ticked_word);
    }
    let parts = patterns::account(view.reader(), &view.case.parts, &declared.seen, accounts);
    doc::lay_out(&mut page, &parts);
    let rules: Vec<_> = view
        .book
        .rules
        .iter()
        .filter(|(_, rule)| rule.ways.iter().any(|way| way.symptoms.contains(&symptom)))
        .collect();
    if !rules.is_empty() {
        heading(&mut page, 2, phrases.account.supports);
    }
    for (id, _) in rules {
        let verdict =
            view.diagnosis.conclusion(id).map(|conclusion| verdict_word(phrases, conclusion.verdict));
        let verdict = verdict.map_or_else(String::new, |(word, _)| format!("{}{word}", phrases.colon));
        bullet(&mut page, 4, &format!("{}{verdict}", words::cause_named(view.reader(), id)));
    }
    page.finish()
}

/// Where a symptom was found, or what was looked for; fixtures show it below a mismatch.
pub(super) fn seen_account(page: &mut Page, view: &View<'_>, symptom: Id<Symptom>, indent: usize) {
    let phrases = phrases(view.lang);
    let declared = &view.book.symptoms[symptom];
    let mention = view.diagnosis.reading.mentions.iter().find(|mention| mention.symptom == symptom);
    title(page, indent, status(phrases, mention), &view.symptom(symptom), &declared.id);
    match mention {
        Some(mention) => {
            for found in mention.evidence.iter().take(EVIDENCE) {
                evidence(page, view, found, indent + 2);
            }
            let more = mention.evidence.len().saturating_sub(EVIDENCE);
            if more > 0 {
                bullet(page, indent + 2, &fill(phrases.pattern.more_unseen, &[&more.to_string()]));
            }
        }
        None => {
            heading(page, indent + 2, phrases.account.looked_for);
            for pattern in &declared.seen {
                bullet(page, indent + 4, &patterns::looked_for(view.reader(), &pattern.kind));
            }
        }
    }
}

/// The account of a rule, indented; fixtures show it below a mismatch.
pub(super) fn account(page: &mut Page, view: &View<'_>, why: &Why, indent: usize) {
    let phrases = phrases(view.lang);
    let rule = &view.book.rules[why.rule];
    let word = match &why.conclusion {
        Some(conclusion) => verdict_word(phrases, conclusion.verdict),
        None => (phrases.account.no_verdict, Look::Quiet),
    };
    title(page, indent, word, &view.cause(why.rule), &rule.id);
    let present = why.ways.iter().any(|way| way.seen.iter().any(|seen| seen.status == Status::Present));
    if why.conclusion.is_none() {
        let reason = if present && rule.fallback {
            phrases.account.fallback_not_offered
        } else {
            phrases.account.nothing_present
        };
        text(page, indent + 2, reason);
    }
    for way in &why.ways {
        if why.ways.len() > 1 {
            heading(page, indent + 2, &fill(phrases.account.way, &[&(way.way + 1).to_string()]));
        }
        seen(page, view, why, way, indent + 4);
        condition(page, view, why, way, indent + 4);
    }
    if !rule.yields_to.is_empty() {
        let others = rule.yields_to.iter().map(|other| words::cause_named(view.reader(), *other));
        text(
            page,
            indent + 2,
            &fill(phrases.account.yields_to, &[&words::list(others, phrases.comma, phrases.comma)]),
        );
    }
}

/// The symptoms of a way: those mentioned with their status, the others in one line.
fn seen(page: &mut Page, view: &View<'_>, why: &Why, way: &WhyWay, indent: usize) {
    let phrases = phrases(view.lang);
    for seen in &way.seen {
        let mut words =
            format!("{}{}{}", view.symptom(seen.symptom), phrases.colon, status_word(phrases, seen.status));
        if seen.weak {
            words.push_str(&format!("{}{}", phrases.pause, phrases.account.weak_word));
        }
        if !seen.explained_by.is_empty() {
            let others = seen.explained_by.iter().map(|other| words::cause_named(view.reader(), *other));
            let others = words::list(others, phrases.comma, phrases.comma);
            words.push_str(&format!("{}{}", phrases.pause, fill(phrases.account.explained_by, &[&others])));
        }
        bullet(page, indent, &words);
    }
    let declared = &view.book.rules[why.rule].ways[way.way];
    if declared.all_symptoms {
        bullet(page, indent, &capital(phrases.account.any_symptom));
        return;
    }
    let all = &declared.symptoms;
    let unseen = all.iter().filter(|symptom| way.seen.iter().all(|seen| seen.symptom != **symptom));
    let titles: Vec<String> = unseen.map(|symptom| view.symptom(*symptom)).collect();
    if !titles.is_empty() {
        let titles = words::list(titles.into_iter(), phrases.comma, phrases.comma);
        bullet(page, indent, &format!("{}{}{titles}", capital(phrases.account.not_seen), phrases.colon));
    }
}

fn condition(page: &mut Page, view: &View<'_>, why: &Why, way: &WhyWay, indent: usize) {
    let phrases = phrases(view.lang);
    match (&view.book.rules[why.rule].ways[way.way].when, &way.trace) {
        (Some(condition), Some(trace)) => {
            tree(page, view, Node { condition, trace, positive: true, name: None }, indent, 0);
        }
        _ if view.book.rules[why.rule].fallback && way.way == 0 => {
            text(page, indent, phrases.account.fallback_way)
        }
        _ => text(page, indent, phrases.account.no_condition),
    }
}

/// One node of a trace with everything below it. A `not` is worked into what stands below it, so that every line says
/// what would have to hold, and whether it does; the name of a definition stands behind the words it is short for.
fn tree(page: &mut Page, view: &View<'_>, node: Node<'_>, indent: usize, depth: usize) {
    let Node { condition, trace, positive, name } = node;
    let within = |condition, trace, positive| Node { condition, trace, positive, name: None };
    let parts: Vec<Node<'_>> = match (condition, &trace.node) {
        (Condition::All(parts), TraceNode::All(traces)) | (Condition::Any(parts), TraceNode::Any(traces)) => {
            parts.iter().zip(traces).map(|(part, trace)| within(part, trace, positive)).collect()
        }
        (Condition::Not(part), TraceNode::Not(trace)) => {
            let node = Node { name, ..within(part, trace, !positive) };
            return tree(page, view, node, indent, depth);
        }
        (Condition::Named(id), TraceNode::Named(_, trace)) => {
            let definition = &view.book.definitions[*id];
            let node =
                Node { name: Some(&definition.name), ..within(&definition.condition, trace, positive) };
            return tree(page, view, node, indent, depth);
        }
        _ => Vec::new(),
    };
    line(page, view, &node, indent, depth);
    for part in parts {
        tree(page, view, part, indent, depth + 1);
    }
}

/// A node of a trace: what is told is the condition, or its opposite.
#[derive(Clone, Copy)]
struct Node<'a> {
    condition: &'a Condition,
    trace: &'a Trace,
    positive: bool,
    /// The definition that it is the body of.
    name: Option<&'a str>,
}

/// The line of one node: whether it holds, and what.
fn line(page: &mut Page, view: &View<'_>, node: &Node<'_>, indent: usize, depth: usize) {
    let account = &phrases(view.lang).account;
    let words = match (node.condition, node.positive) {
        (Condition::All(_), true) | (Condition::Any(_), false) => account.all_of.to_owned(),
        (Condition::Any(_), true) | (Condition::All(_), false) => account.any_of.to_owned(),
        (Condition::Test(test), positive) => {
            let sentence = words::test(view.reader(), test, positive);
            fill(phrases(view.lang).aside, &[&sentence, &value_of(view, test.subject)])
        }
        (Condition::Not(_) | Condition::Named(_), _) => String::new(),
    };
    let truth = if node.positive { node.trace.truth } else { node.trace.truth.negated() };
    let (truth, look) = match truth {
        Truth::True => (account.truth_true, Look::Sure),
        Truth::False => (account.truth_false, Look::Not),
        Truth::Unknown => (account.truth_unknown, Look::Open),
    };
    let column = [account.truth_true, account.truth_false, account.truth_unknown];
    let column = column.iter().map(|word| word.width()).max().unwrap_or(0) + 2;
    let gap = " ".repeat(column.saturating_sub(truth.width()) + 2 * depth);
    let mut body = vec![Run::plain(words)];
    let not = if node.positive { "" } else { "not " };
    body.extend(node.name.map(|name| Run::new(format!("  [{not}{name}]"), Look::Quiet)));
    page.block(
        &[Run::plain(" ".repeat(indent)), Run::new(truth, look), Run::plain(gap)],
        &[Run::plain(" ".repeat(indent + column + 2 * depth + 2))],
        &body,
    );
}

/// The value a test saw, in brackets.
fn value_of(view: &View<'_>, subject: Subject) -> String {
    let phrases = phrases(view.lang);
    match subject {
        Subject::Today => fill(phrases.known, &[&view.diagnosis.as_of.to_string()]),
        Subject::Fact(fact) => {
            let known = view.diagnosis.facts.iter().find(|known| known.fact == fact);
            known.and_then(|known| known_words(view, known)).unwrap_or_else(|| {
                let option = format!("--set {}=…", settable(view.book, fact));
                fill(phrases.account.value_unknown, &[&option])
            })
        }
    }
}

fn evidence(page: &mut Page, view: &View<'_>, found: &Evidence, indent: usize) {
    let phrases = phrases(view.lang);
    if found.by == "given" {
        bullet(page, indent, phrases.account.ticked_word);
        return;
    }
    let score = format!("{:.2}", found.score);
    let mut words = fill(phrases.aside, &[how(phrases, found, &view.case.parts), &score]);
    if found.weak {
        words.push_str(&format!("{}{}", phrases.pause, phrases.account.weak_word));
    }
    if found.status != Status::Present {
        words.push_str(&format!("{}{}", phrases.colon, status_word(phrases, found.status)));
    }
    bullet(page, indent, &words);
    let Some(part) = view.case.parts.get(found.part) else { return };
    let quote = excerpt::excerpt(part, &found.marks);
    let bar = [Run::plain(format!("{}> ", " ".repeat(indent + 2)))];
    page.block(&bar, &bar, &excerpt::runs(&quote, page.colour()));
    if let Some(decided) = decided_by(phrases, found, part) {
        text(page, indent + 2, &decided);
    }
}

/// The words that decided on the status of evidence.
pub(super) fn decided_by(phrases: &Phrases, found: &Evidence, part: &str) -> Option<String> {
    let words = match (found.leans, found.status) {
        (false, _) => phrases.account.decided_by,
        (true, Status::Present) => phrases.account.outweighed,
        (true, _) => phrases.account.leans,
    };
    found.cue.and_then(|(from, to)| part.get(from..to)).map(|cue| fill(words, &[&safe::line(cue)]))
}

fn verdict_word(phrases: &Phrases, verdict: Verdict) -> (&'static str, Look) {
    match verdict {
        Verdict::Confirmed => (phrases.confirmed, Look::Sure),
        Verdict::Possible => (phrases.possible, Look::Open),
        Verdict::RuledOut => (phrases.ruled_out, Look::Not),
    }
}

fn status(phrases: &Phrases, mention: Option<&Mention>) -> (&'static str, Look) {
    match mention {
        Some(mention) if mention.status == Status::Present => (phrases.account.present_word, Look::Sure),
        Some(_) => (phrases.account.not_counted_word, Look::Open),
        None => (phrases.account.not_seen, Look::Not),
    }
}

pub(super) fn status_word(phrases: &Phrases, status: Status) -> &'static str {
    match status {
        Status::Present => phrases.account.present_word,
        Status::Denied => phrases.denied,
        Status::Hypothetical => phrases.hypothetical,
        Status::Quoted => phrases.quoted,
    }
}

fn title(page: &mut Page, indent: usize, (word, look): (&str, Look), title: &str, id: &str) {
    let word = word.to_uppercase();
    let rest = " ".repeat(indent + word.width() + 2);
    page.block(
        &[Run::plain(" ".repeat(indent)), Run::new(word, look), Run::plain("  ")],
        &[Run::plain(rest)],
        &[Run::new(format!("{title}  "), Look::Strong), Run::new(id, Look::Quiet)],
    );
}

fn heading(page: &mut Page, indent: usize, words: &str) {
    page.indented(indent, &[Run::new(words, Look::Strong)]);
}

fn text(page: &mut Page, indent: usize, words: &str) {
    page.indented(indent, &[Run::plain(words)]);
}

fn bullet(page: &mut Page, indent: usize, words: &str) {
    let first = [Run::plain(" ".repeat(indent)), Run::plain("- ")];
    page.block(&first, &[Run::plain(" ".repeat(indent + 2))], &[Run::plain(words)]);
}
