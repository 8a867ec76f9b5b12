//! Counting tickets as they come by.

use super::closing;
use super::cover;
use super::draft;
use super::examples::{Clarity, Examples};
use super::excerpt::{self, Masking};
use super::groups::Groups;
use super::topics::{self, Topic};
use super::{CauseCount, Example, FieldCount, Group, QuestionCount, RejectCount, Report, Tally, words};
use crate::arena::Id;
use crate::book::{Fact, Pack, Rule, RuleBook, Symptom};
use crate::engine::{Diagnosis, Verdict};
use crate::lang::Lang;
use crate::mask;
use crate::triage::{Outcome, Reason, ReasonKind, Record, Status};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Days that are told apart.
const DAYS: usize = 4000;
/// Values of a field that are told apart.
const VALUES: usize = 500;
/// Characters of a value, and of what a help desk calls a ticket.
const NAME: usize = 80;
/// Examples of rejects of a kind.
const REJECTS: usize = 3;
/// Groups of unmatched tickets that are shown.
const GROUPS: usize = 40;
/// Bytes of a ticket that are kept for a group.
const KEPT: usize = 700;

/// What a report is to hold.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Names of the inputs.
    pub inputs: Vec<String>,
    /// The field that tickets are counted by.
    pub group_by: Option<String>,
    /// Whether texts are shown as they are.
    pub no_mask: bool,
}

/// Counts what it sees.
pub struct Collector<'a> {
    book: &'a RuleBook,
    options: Options,
    masking: Masking,
    report: Report,
    causes: BTreeMap<Id<Rule>, Cause>,
    symptoms: BTreeMap<Id<Symptom>, (u64, u64)>,
    packs: BTreeMap<Id<Pack>, u64>,
    languages: BTreeMap<Option<Lang>, u64>,
    days: BTreeMap<Date, Tally>,
    values: BTreeMap<String, Tally>,
    other_values: Tally,
    questions: BTreeMap<Id<Fact>, (u64, u64)>,
    fired: BTreeSet<Id<Rule>>,
    rejects: BTreeMap<ReasonKind, RejectCount>,
    groups: Groups,
}

#[derive(Default)]
struct Cause {
    confirmed: u64,
    possible: u64,
    answered: u64,
    examples: Examples,
}

impl<'a> Collector<'a> {
    /// Counts nothing yet.
    pub fn new(book: &'a RuleBook, options: Options) -> Self {
        let masking = Masking { off: options.no_mask, keep: mask::own_numbers(book) };
        Self {
            book,
            options,
            masking,
            report: Report { digest: book.digest.clone(), ..Report::default() },
            causes: BTreeMap::new(),
            symptoms: BTreeMap::new(),
            packs: BTreeMap::new(),
            languages: BTreeMap::new(),
            days: BTreeMap::new(),
            values: BTreeMap::new(),
            other_values: Tally::default(),
            questions: BTreeMap::new(),
            fired: BTreeSet::new(),
            rejects: BTreeMap::new(),
            groups: Groups::default(),
        }
    }

    /// Counts a ticket.
    pub fn see(&mut self, record: &Record, outcome: &Outcome) {
        let status = outcome.status();
        let answered = outcome.diagnosis().is_some_and(|diagnosis| cover::answered(self.book, diagnosis));
        let count = |tally: &mut Tally| {
            tally.statuses[status as usize] += 1;
            tally.answered += u64::from(answered);
        };
        count(&mut self.report.total);
        match record.case.as_of {
            day if record.dated && (self.days.len() < DAYS || self.days.contains_key(&day)) => {
                count(self.days.entry(day).or_default());
            }
            _ if record.dated => self.report.further_days += 1,
            _ => self.report.undated += u64::from(status != Status::Rejected),
        }
        if let Some(group) = &record.group {
            let value = self.masking.mask(&cut(group.trim()));
            let room = self.values.len() < VALUES || self.values.contains_key(&value);
            count(if room { self.values.entry(value).or_default() } else { &mut self.other_values });
        }
        match outcome {
            Outcome::Rejected(reason) => self.reject(record, reason),
            Outcome::Read(diagnosis) => self.read(record, outcome, diagnosis, answered),
        }
    }

    fn reject(&mut self, record: &Record, reason: &Reason) {
        let kind = reason.kind();
        let empty = || RejectCount { kind, count: 0, examples: Vec::new() };
        let known = self.rejects.entry(kind).or_insert_with(empty);
        known.count += 1;
        if known.examples.len() < REJECTS {
            let reason = reason.clone().map(|text| self.masking.mask(&cut(text)));
            if known.examples.iter().all(|(_, other)| *other != reason) {
                known.examples.push((format!("{} #{}", record.input, record.row), reason));
            }
        }
    }

    fn read(&mut self, record: &Record, outcome: &Outcome, diagnosis: &Diagnosis, answered: bool) {
        *self.languages.entry(outcome.language()).or_default() += 1;
        for symptom in outcome.symptoms() {
            self.symptoms.entry(symptom).or_default().0 += 1;
        }
        for symptom in outcome.denied() {
            self.symptoms.entry(symptom).or_default().1 += 1;
        }
        self.fired.extend(diagnosis.diagnoses.iter().map(|conclusion| conclusion.rule));
        let first = diagnosis.diagnoses.first();
        let pack = match first {
            Some(first) => Some(self.book.rules[first.rule].pack),
            None => outcome.symptoms().next().map(|symptom| self.book.symptoms[symptom].pack),
        };
        if let Some(pack) = pack {
            *self.packs.entry(pack).or_default() += 1;
        }
        if let Some(first) = first {
            self.cause(record, diagnosis, first.rule, answered);
            for (index, question) in diagnosis.questions.iter().enumerate() {
                let known = self.questions.entry(question.fact).or_default();
                known.0 += u64::from(question.settles.contains(&first.rule));
                known.1 += u64::from(index == 0);
            }
        }
        if outcome.status() == Status::Unmatched {
            let parts: Vec<&str> = record.case.parts.iter().map(|part| closing::above(part)).collect();
            let (masking, name) = (&self.masking, name(record));
            self.groups.add(&parts.join("\n"), || {
                let text = record.case.parts.join("\n");
                let cut = words::floor(&text, KEPT);
                (name, masking.mask(&text[..cut]))
            });
        }
    }

    fn cause(&mut self, record: &Record, diagnosis: &Diagnosis, rule: Id<Rule>, answered: bool) {
        let Some(first) = diagnosis.diagnoses.first() else { return };
        let confirmed = first.verdict == Verdict::Confirmed;
        self.report.verdicts[usize::from(!confirmed)] += 1;
        let best = excerpt::best(&diagnosis.reading, &first.symptoms);
        let clarity = Clarity {
            confirmed,
            strong: best.is_some_and(|evidence| !evidence.weak),
            rank: best.map(|evidence| evidence.rank),
            score: best.map_or(0, |evidence| (evidence.score.clamp(0.0, 1.0) * 1000.0) as u32),
            brevity: Reverse(record.case.parts.iter().map(String::len).sum()),
        };
        let cause = self.causes.entry(rule).or_default();
        cause.confirmed += u64::from(confirmed);
        cause.possible += u64::from(!confirmed);
        cause.answered += u64::from(answered);
        if !record.case.parts.is_empty() {
            let masking = &self.masking;
            cause.examples.add(clarity, excerpt::words(&record.case, best), || Example {
                name: name(record),
                pieces: excerpt::around(&record.case, best, masking),
            });
        }
    }

    /// The report of what was counted.
    pub fn finish(mut self) -> Report {
        let mut report = self.report;
        report.inputs = self.options.inputs;
        report.causes = self
            .causes
            .into_iter()
            .map(|(rule, cause)| CauseCount {
                rule,
                confirmed: cause.confirmed,
                possible: cause.possible,
                answered: cause.answered,
                examples: cause.examples.best(),
            })
            .collect();
        report.causes.sort_by_key(|cause| Reverse(cause.confirmed + cause.possible));
        report.symptoms = self.symptoms.into_iter().map(|(id, (seen, said))| (id, seen, said)).collect();
        report.symptoms.sort_by_key(|(_, seen, said)| Reverse((*seen, *said)));
        report.packs = by_count(self.packs);
        report.languages = by_count(self.languages);
        report.days = self.days.into_iter().collect();
        report.rejects = self.rejects.into_values().collect();
        report.rejects.sort_by_key(|rejects| Reverse(rejects.count));
        let mut values: Vec<(String, Tally)> = self.values.into_iter().collect();
        values.sort_by_key(|(_, tally)| Reverse(tally.all()));
        let others = self.other_values;
        report.field = self.options.group_by.map(|name| FieldCount { name, values, others });
        let questions = self.questions.into_iter();
        report.questions =
            questions.map(|(fact, (settles, first))| QuestionCount { fact, settles, first }).collect();
        report.questions.retain(|question| question.settles > 0 || question.first > 0);
        report.questions.sort_by_key(|question| Reverse((question.settles, question.first)));
        let rules = self.book.rules.iter().map(|(id, _)| id);
        // Of no tickets at all none says anything of the rules.
        let read = report.total.all() > report.total.of(Status::Rejected);
        report.never = rules.filter(|rule| read && !self.fired.contains(rule)).collect();
        let (groups, single) = self.groups.finish();
        report.single = single;
        let topics = topics::topics(&self.groups, groups, |word| self.masking.mask(word));
        let more = topics.iter().skip(GROUPS);
        report.more_groups = (more.len() as u64, more.map(|topic| topic.group.size).sum());
        let languages = draft::languages(self.book);
        report.groups = topics.into_iter().take(GROUPS).map(|topic| shown(&languages, topic)).collect();
        report
    }
}

fn by_count<K: Ord>(counts: BTreeMap<K, u64>) -> Vec<(K, u64)> {
    let mut list: Vec<(K, u64)> = counts.into_iter().collect();
    list.sort_by_key(|(_, count)| Reverse(*count));
    list
}

fn name(record: &Record) -> String {
    record.id.as_deref().map_or_else(|| format!("#{}", record.row), cut)
}

/// What is long enough to tell by.
fn cut(text: &str) -> String {
    match text.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn shown(languages: &[Lang], topic: Topic) -> Group {
    let Topic { group, words, terms } = topic;
    let draft = draft::symptom(&words, &terms, languages);
    let examples =
        group.examples.into_iter().map(|(name, text)| Example { name, pieces: vec![(text, false)] });
    Group { size: group.size, examples: examples.collect(), words, draft }
}
