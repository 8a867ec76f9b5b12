//! A desk with small packs, so that a table row says only what it is about.
//!
//! Rules are written as `("pack/name", "symptoms: [s1], when: {…}")`, where `main/` may be left out; the desk adds
//! the texts that a pack must have. Symptoms are `s1` … `s6`, seen as `s1` (a verbatim message), `s1:code` (with
//! that rank) or `s1~` (weak). Facts are given as on the command line: `a=yes roles=admin,guest`.

use casebook::book::{RuleBook, load_texts, lookup};
use casebook::engine::{Case, Conclusion, Diagnosis, Engine, conclude};
use casebook::facts::{give, parse_set};
use casebook::finding::Findings;
use casebook::render::report::{ReportStyle, findings};
use casebook::text::{Mention, Rank, Reading, Status};
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

pub const TODAY: Date = date(2026, 3, 1);

const FACTS: &str = "facts:
  a: {type: yes-no}
  b: {type: yes-no}
  c: {type: yes-no, cost: 4}
  tier: {type: one-of, values: [low, mid, top]}
  roles: {type: set, values: [admin, guest, owner]}
  count: {type: number}
  status: {type: number, range: [100, 599]}
  ends: {type: date}
  name: {type: text}
definitions:
  is-a: {a: true}
  may: {any: [{roles: {has-any: [admin, owner]}}, {b: true}]}
";

pub struct Desk {
    pub engine: Engine,
}

/// The rule files of a desk, by name.
pub fn files(rules: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut packs: BTreeMap<&str, String> = BTreeMap::from([("main", String::new())]);
    for (name, body) in rules {
        let (pack, name) = name.split_once('/').unwrap_or(("main", name));
        packs.entry(pack).or_default().push_str(&format!(
            "  {name}:\n    {{{body}, cause: {{title: {{en: {name}}}, explanation: {{en: because}}}}, \
             resolution: [{{for: customer, do: {{en: do it}}}}]}}\n"
        ));
    }
    let mut files = Vec::new();
    for (pack, rules) in packs {
        let head = format!(
            "format: 1\npack: {pack}\nlanguages: [en]\ntitle: {{en: {pack}}}\nproduct: {{any: [product {pack}]}}\n"
        );
        let symptoms: String = (1..=6)
            .map(|number| {
                format!("  s{number}:\n    {{title: {{en: s{number}}}, seen: [{{code: {pack}{number}}}]}}\n")
            })
            .collect();
        files.push((format!("{pack}/pack.yaml"), format!("{head}{FACTS}symptoms:\n{symptoms}")));
        if !rules.is_empty() {
            files.push((format!("{pack}/rules.yaml"), format!("rules:\n{rules}")));
        }
    }
    files
}

pub fn load(files: Vec<(String, String)>) -> RuleBook {
    load_texts(files).unwrap_or_else(|found| panic!("{}", report(&found)))
}

pub fn report(found: &Findings) -> String {
    findings(found, &ReportStyle::default())
}

pub fn desk(rules: &[(&str, &str)]) -> Desk {
    Desk { engine: Engine::new(load(files(rules))) }
}

impl Desk {
    pub fn book(&self) -> &RuleBook {
        &self.engine.book
    }

    pub fn case(&self, facts: &str) -> Case {
        let mut case = Case {
            as_of: TODAY,
            parts: Vec::new(),
            symptoms: Vec::new(),
            facts: Vec::new(),
            packs: Vec::new(),
            named: Vec::new(),
            ..Case::empty(TODAY)
        };
        for fact in facts.split_whitespace() {
            let full = if fact.contains('/') { fact.to_owned() } else { format!("main/{fact}") };
            give(&mut case, self.book(), parse_set(&full, self.book()).unwrap());
        }
        case
    }

    pub fn reading(&self, symptoms: &str) -> Reading {
        let mut mentions: Vec<Mention> =
            symptoms.split_whitespace().map(|written| mention(self.book(), written)).collect();
        mentions.sort_by_key(|mention| mention.symptom);
        Reading { mentions, ..Reading::default() }
    }

    pub fn diagnose(&self, symptoms: &str, facts: &str) -> Diagnosis {
        conclude(self.book(), &self.case(facts), self.reading(symptoms))
    }

    /// A conclusion as `confirmed main/r1 [s1 s2]`, with `fallback` in front where it is one.
    pub fn words(&self, one: &Conclusion) -> String {
        let symptoms: Vec<&str> =
            one.symptoms.iter().map(|symptom| self.book().symptoms[*symptom].name.as_str()).collect();
        let rule = &self.book().rules[one.rule];
        let name = rule.id.strip_prefix("main/").unwrap_or(&rule.id);
        let fallback = if one.fallback { "fallback " } else { "" };
        format!("{fallback}{} {name} [{}]", one.verdict.name(), symptoms.join(" "))
    }

    /// All conclusions must be these: ranked diagnoses, then what is ruled out.
    #[track_caller]
    pub fn check(&self, symptoms: &str, facts: &str, expected: &[&str]) {
        let diagnosis = self.diagnose(symptoms, facts);
        let all = diagnosis.diagnoses.iter().chain(&diagnosis.ruled_out);
        let actual: Vec<String> = all.map(|one| self.words(one)).collect();
        assert_eq!(actual, expected, "with `{symptoms}` and `{facts}`");
    }

    /// The questions must be these, as `fact worth: rules`.
    #[track_caller]
    pub fn check_questions(&self, symptoms: &str, facts: &str, expected: &[&str]) {
        let diagnosis = self.diagnose(symptoms, facts);
        let questions = diagnosis.questions.iter().map(|question| {
            let settles = question.settles.iter().map(|rule| self.book().rules[*rule].name.as_str());
            let settles: Vec<&str> = settles.collect();
            let fact = &self.book().facts[question.fact].name;
            format!("{fact} {:.3}: {}", question.worth, settles.join(" ")).trim_end().to_owned()
        });
        assert_eq!(questions.collect::<Vec<String>>(), expected, "with `{symptoms}` and `{facts}`");
    }
}

fn mention(book: &RuleBook, written: &str) -> Mention {
    let (written, weak) = match written.strip_suffix('~') {
        Some(rest) => (rest, true),
        None => (written, false),
    };
    let (name, rank) = written.split_once(':').unwrap_or((written, "message"));
    let rank = match rank {
        "bare" => Rank::BareCode,
        "code" => Rank::Code,
        "terms" => Rank::Terms,
        "near" => Rank::NearMessage,
        _ => Rank::Message,
    };
    let home = lookup::pack(book, "main");
    let symptom = lookup::symptom(book, name, home).unwrap();
    Mention { symptom, status: Status::Present, rank, weak, evidence: Vec::new() }
}
