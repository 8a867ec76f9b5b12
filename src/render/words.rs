//! Conditions and values in words.
//!
//! In: linked conditions, with or without the trace of their evaluation. Out: sentences in the reader's
//! language, with `not` worked into the tests so that no reader has to unwind it.

mod clause;
mod operator;
mod reasons;

use crate::arena::Id;
use crate::book::{Fact, Rule, RuleBook};
use crate::condition::{Condition, FactTest, Subject, Trace};
use crate::facts::{FactType, Value};
use crate::lang::Lang;
use crate::render::phrases::{fill, phrases};
use crate::render::safe;
use clause::{Clause, clause, group, join, linked, outline_of, test_clause};
use operator::sentence;

pub use reasons::{Reason, reasons, support};

/// Whom the words are for.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// Where ids lead.
    pub book: &'a RuleBook,
    /// The reader's language.
    pub lang: Lang,
}

/// The whole condition in words.
pub fn condition(reader: Reader<'_>, condition: &Condition) -> String {
    join(reader, &clause(reader, condition, None, true))
}

/// One test in words, or its opposite.
pub fn test(reader: Reader<'_>, test: &FactTest, positive: bool) -> String {
    join(reader, &test_clause(reader, test, positive))
}

/// The whole condition as an outline: lines with their depth, `all of` and `any of` above their parts.
pub fn outline(reader: Reader<'_>, condition: &Condition) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    outline_of(reader, &clause(reader, condition, None, true), 0, &mut lines);
    lines
}

/// What is still open of a condition that came out unknown, in words: what must hold for it to be true.
pub fn remaining(reader: Reader<'_>, condition: &Condition, trace: &Trace) -> String {
    join(reader, &clause(reader, condition, Some(trace), true))
}

/// The same for several conditions, any of which would do, beside what else would.
pub fn any_remaining(reader: Reader<'_>, besides: Option<&str>, open: &[(&Condition, &Trace)]) -> String {
    let besides = besides.map(|words| Clause::Test(words.to_owned()));
    let open = open.iter().map(|(condition, trace)| clause(reader, condition, Some(trace), true));
    let mut parts: Vec<Clause> = Vec::new();
    for part in besides.into_iter().chain(open) {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    join(reader, &group(false, parts))
}

/// Sentences that all hold, as one.
pub fn all_of(lang: Lang, sentences: Vec<String>) -> String {
    let phrases = phrases(lang);
    linked(lang, sentences, phrases.and, phrases.conditions.and_also)
}

/// What people call a fact: its title, or its name without the pack.
pub fn fact_name(reader: Reader<'_>, fact: Id<Fact>) -> String {
    let declared = &reader.book.facts[fact];
    declared.called(reader.lang).map_or_else(|| declared.name.clone(), safe::line)
}

/// A fact as the subject of a sentence.
pub fn the_fact(reader: Reader<'_>, fact: Id<Fact>) -> String {
    match reader.book.facts[fact].called(reader.lang) {
        Some(title) => fill(phrases(reader.lang).conditions.the_fact, &[&safe::line(title)]),
        None => fact_name(reader, fact),
    }
}

/// That a fact has a value.
pub fn fact_is(reader: Reader<'_>, fact: Id<Fact>, holds: &Value) -> String {
    let subject = Subject::Fact(fact);
    sentence(reader, phrases(reader.lang).conditions.is, subject, &value(reader, fact, holds))
}

/// A cause by its title, with its id in brackets.
pub fn cause_named(reader: Reader<'_>, rule: Id<Rule>) -> String {
    let rule = &reader.book.rules[rule];
    let title = safe::line(rule.title.get(reader.lang));
    if title.is_empty() { rule.id.clone() } else { format!("{title} [{}]", rule.id) }
}

/// The question to the agent.
pub fn question(reader: Reader<'_>, fact: Id<Fact>) -> String {
    let ask = reader.book.facts[fact].ask.as_ref().map(|ask| safe::line(ask.get(reader.lang)));
    ask.filter(|ask| !ask.is_empty()).unwrap_or_else(|| format!("{}?", fact_name(reader, fact)))
}

/// A value in words.
pub fn value(reader: Reader<'_>, fact: Id<Fact>, value: &Value) -> String {
    let phrases = phrases(reader.lang);
    match value {
        Value::YesNo(true) => phrases.yes.to_owned(),
        Value::YesNo(false) => phrases.no.to_owned(),
        Value::Choice(index) => choice(reader, fact, *index),
        Value::Set(indices) if indices.is_empty() => phrases.none.to_owned(),
        Value::Set(indices) => {
            list(indices.iter().map(|index| choice(reader, fact, *index)), phrases.comma, phrases.comma)
        }
        Value::Number(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Text(text) => safe::line(text),
    }
}

/// The possible answers of a fact in words: label and value as `--set` takes it; empty for open types.
pub fn answers(reader: Reader<'_>, fact: Id<Fact>) -> Vec<(String, String)> {
    let phrases = phrases(reader.lang);
    let declared = &reader.book.facts[fact];
    match &declared.kind {
        FactType::YesNo => {
            vec![(phrases.yes.to_owned(), "yes".to_owned()), (phrases.no.to_owned(), "no".to_owned())]
        }
        FactType::OneOf(values) | FactType::Set(values) => values
            .iter()
            .enumerate()
            .map(|(index, name)| {
                (declared.label(index, reader.lang).unwrap_or(name).to_owned(), name.clone())
            })
            .collect(),
        FactType::Number { .. } | FactType::Date | FactType::Text => Vec::new(),
    }
}

/// Joins words as a list: `a, b or c`.
pub fn list(items: impl Iterator<Item = String>, comma: &str, last: &str) -> String {
    let items: Vec<String> = items.collect();
    match items.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, start)) => format!("{}{last}{end}", start.join(comma)),
    }
}

fn choice(reader: Reader<'_>, fact: Id<Fact>, index: u32) -> String {
    let declared = &reader.book.facts[fact];
    let index = index as usize;
    let name = declared.kind.values().get(index).map_or("", String::as_str);
    declared.label(index, reader.lang).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::load_texts;

    const PACK: &str = "\
format: 1
pack: p
languages: [en, id, zh]
title: {en: P, id: P, zh: P}
product: {any: [product p]}
facts:
  b: {type: yes-no}
  o: {type: one-of, values: [x, y, z]}
  s: {type: set, values: [k, l, m], labels: {k: {en: Kay, id: Ka, zh: 凯}}}
  n: {type: number}
  d: {type: date}
  t: {type: text}
  said:
    type: yes-no
    sentences:
      yes: {en: the tank is full, id: tangki penuh, zh: 水箱已满}
      no: {en: the tank is not full, id: tangki belum penuh, zh: 水箱未满}
  titled.flag: {type: yes-no, title: {en: lid closed, id: tutup terpasang, zh: 盖子已关}}
  titled.set: {type: set, values: [x, y], title: {en: parts, id: suku cadang, zh: 零件}}
  titled.day: {type: date, title: {en: last check, id: pemeriksaan terakhir, zh: 检查日期}}
definitions:
  c: ";

    /// A condition as a pack writes it, in the words of the three languages.
    fn check(condition: &str, expected: [&str; 3]) {
        let text = format!("{PACK}{condition}\n");
        let book = load_texts(vec![("p/pack.yaml".to_owned(), text)]).unwrap_or_else(|findings| {
            panic!("{condition}: {:?}", findings.list);
        });
        let (_, definition) = book.definitions.iter().next().expect("one definition");
        for (lang, expected) in Lang::ALL.into_iter().zip(expected) {
            let reader = Reader { book: &book, lang };
            assert_eq!(super::condition(reader, &definition.condition), expected, "{condition}");
        }
    }

    #[test]
    fn tests_are_sentences() {
        check("{b: yes}", ["b is yes", "b adalah ya", "b 为是"]);
        check("{o: {one-of: [x, y]}}", ["o is x or y", "o adalah x atau y", "o 为 x 或 y"]);
        check(
            "{s: {has-any: [k, l, m]}}",
            ["Kay, l or m is among s", "s mencakup Ka, l atau m", "s 包含凯、l、m 中的至少一项"],
        );
        check(
            "{s: {has-all: [k, l]}}",
            ["Kay and l are all among s", "s mencakup Ka dan l sekaligus", "s 同时包含凯和 l"],
        );
        check("{d: {before: today}}", ["d has passed", "d sudah lewat", "d 已过"]);
        check(
            "{d: {on-or-after: 2025-06-23}}",
            ["d is on or after 2025-06-23", "d pada atau setelah 2025-06-23", "d 不早于 2025-06-23"],
        );
        check(
            "{d: {days-since: {at-most: 15}}}",
            ["d was at most 15 days ago", "d paling lama 15 hari yang lalu", "d 距今不超过 15 天"],
        );
        check("{t: {known: true}}", ["t is known", "t diketahui", "t 已知"]);
    }

    #[test]
    fn a_title_stands_for_the_name() {
        check(
            "{all: [{titled.flag: yes}, {titled.set: {has-none: [x, y]}}, {titled.day: {before: 2025-06-23}}]}",
            [
                "lid closed: yes, and neither x nor y is among the parts, and the last check is before 2025-06-23",
                "tutup terpasang: ya, dan suku cadang tidak mencakup x maupun y, dan pemeriksaan terakhir sebelum 2025-06-23",
                "盖子已关：是，且零件既不包含 x 也不包含 y，且检查日期早于 2025-06-23",
            ],
        );
        check("{not: {titled.flag: yes}}", ["lid closed: no", "tutup terpasang: tidak", "盖子已关：否"]);
        check(
            "{titled.set: {is-empty: true}}",
            ["there is nothing among the parts", "suku cadang kosong", "零件为空"],
        );
    }

    #[test]
    fn a_fact_with_sentences_speaks_in_them() {
        check("{said: yes}", ["the tank is full", "tangki penuh", "水箱已满"]);
        check("{not: {said: yes}}", ["the tank is not full", "tangki belum penuh", "水箱未满"]);
        check("{said: {is-not: no}}", ["the tank is full", "tangki penuh", "水箱已满"]);
    }

    #[test]
    fn not_is_worked_into_the_tests() {
        check("{not: {b: yes}}", ["b is no", "b adalah tidak", "b 为否"]);
        check("{not: {n: {at-least: 3}}}", ["n is less than 3", "n kurang dari 3", "n 小于 3"]);
        check(
            "{not: {any: [{b: yes}, {s: {has: k}}]}}",
            [
                "b is no and Kay is not among s",
                "b adalah tidak dan s tidak mencakup Ka",
                "b 为否，且 s 不包含凯",
            ],
        );
        check(
            "{not: {n: {at-least: 3, at-most: 5}}}",
            [
                "n is less than 3 or n is more than 5",
                "n kurang dari 3 atau n lebih dari 5",
                "n 小于 3，或 n 大于 5",
            ],
        );
    }

    #[test]
    fn groups_within_groups_stand_in_brackets() {
        check(
            "{all: [{b: yes}, {any: [{o: x}, {n: {below: 0}}]}]}",
            [
                "b is yes, and (o is x or n is less than 0)",
                "b adalah ya, dan (o adalah x atau n kurang dari 0)",
                "b 为是，且（o 为 x，或 n 小于 0）",
            ],
        );
    }

    #[test]
    fn values_and_sentences_are_parted_differently() {
        check(
            "{any: [{s: {has-any: [l, m]}}, {o: x}]}",
            [
                "l or m is among s, or o is x",
                "s mencakup l atau m, atau o adalah x",
                "s 包含 l、m 中的至少一项，或 o 为 x",
            ],
        );
        check(
            "{all: [{s: {has-none: [k, l, m]}}, {o: x}]}",
            [
                "none of Kay, l and m is among s, and o is x",
                "s tidak mencakup Ka, l, maupun m, dan o adalah x",
                "s 不包含凯、l、m 中的任何一项，且 o 为 x",
            ],
        );
    }
}
