//! Writes a case back as a snapshot, for `--save-snapshot`.
//!
//! Goes in: a case and the rule book it is linked to. Comes out: YAML that reads back as the same case, except
//! for the packs chosen on the command line, which no snapshot holds. A ticket text with control characters,
//! which YAML refuses, makes it JSON, which reads back just the same.

use super::given::resolve;
use crate::arena::Id;
use crate::book::{Fact, RuleBook};
use crate::engine::Case;
use crate::facts::{FactType, Raw, Value};
use std::collections::BTreeMap;

/// The snapshot of a case, ending in a line break.
pub fn write_snapshot(case: &Case, book: &RuleBook) -> String {
    let facts = named_facts(case, book);
    if case.parts.iter().any(|part| part.chars().any(refused_by_yaml)) {
        return json(case, book, &facts);
    }
    let mut out = format!("as_of: {}\n", case.as_of);
    match case.parts.as_slice() {
        [] => {}
        [text] => out.push_str(&format!("text: {}\n", quoted(text))),
        parts => {
            out.push_str("text:\n");
            parts.iter().for_each(|part| out.push_str(&format!("  - {}\n", quoted(part))));
        }
    }
    if !case.symptoms.is_empty() {
        out.push_str("symptoms:\n");
        case.symptoms
            .iter()
            .for_each(|symptom| out.push_str(&format!("  - {}\n", book.symptoms[*symptom].id)));
    }
    if !facts.is_empty() {
        out.push_str("facts:\n");
        for (name, (kind, value)) in &facts {
            let texts: Vec<String> =
                written(kind, value).iter().map(|text| plain_or_quoted(kind, text)).collect();
            let value = match kind {
                FactType::Set(_) => format!("[{}]", texts.join(", ")),
                _ => texts.concat(),
            };
            out.push_str(&format!("  {name}: {value}\n"));
        }
    }
    for (key, names) in told(case, book) {
        out.push_str(&format!("{key}:\n"));
        names.iter().for_each(|name| out.push_str(&format!("  - {name}\n")));
    }
    out
}

/// What else the agent said: the keys of which there is something, with the names that stand under them.
fn told<'a>(case: &Case, book: &'a RuleBook) -> Vec<(&'static str, Vec<&'a str>)> {
    let told = &case.told;
    let products = told.products.iter().map(|pack| book.packs[*pack].name.as_str()).collect();
    let not_seen = told.not_seen.iter().map(|symptom| book.symptoms[*symptom].id.as_str()).collect();
    let not_known = told.not_known.iter().map(|fact| book.facts[*fact].id.as_str()).collect();
    let all = [("products", products), ("not_seen", not_seen), ("not_known", not_known)];
    all.into_iter().filter(|(_, names): &(_, Vec<&str>)| !names.is_empty()).collect()
}

/// A case as a record of triage's native form: one line of JSON, without a line end. `as_of` stands where the day is
/// the ticket's own.
pub fn write_record(id: Option<&str>, case: &Case, dated: bool, book: &RuleBook) -> String {
    let snapshot = value(case, book, &named_facts(case, book));
    let mut record = serde_json::Map::new();
    if let Some(id) = id {
        record.insert("id".to_owned(), id.into());
    }
    let empty = |value: &serde_json::Value| {
        value.as_array().is_some_and(Vec::is_empty)
            || value.as_object().is_some_and(serde_json::Map::is_empty)
    };
    for (key, value) in snapshot {
        if !(empty(&value) || key == "as_of" && !dated) {
            record.insert(key, value);
        }
    }
    serde_json::Value::Object(record).to_string()
}

/// A value as a snapshot writes it: the members of a set, one text for every other type.
pub fn written(kind: &FactType, value: &Value) -> Vec<String> {
    let listed = |index: &u32| kind.values().get(*index as usize).cloned();
    match value {
        Value::YesNo(yes) => vec![yes.to_string()],
        Value::Choice(index) => listed(index).into_iter().collect(),
        Value::Set(members) => members.iter().filter_map(listed).collect(),
        Value::Number(number) => vec![number.to_string()],
        Value::Date(date) => vec![date.to_string()],
        Value::Text(text) => vec![text.clone()],
    }
}

/// The facts by the name to write: the bare name where reading it back gives the same facts, since a full name
/// would also name the pack's product; else the full name.
fn named_facts<'a>(case: &'a Case, book: &'a RuleBook) -> BTreeMap<&'a str, (&'a FactType, &'a Value)> {
    let mut by_name: BTreeMap<&str, Vec<&(Id<Fact>, Value)>> = BTreeMap::new();
    for given in &case.facts {
        by_name.entry(&book.facts[given.0].name).or_default().push(given);
    }
    let mut named = BTreeMap::new();
    for (name, group) in by_name {
        let (fact, value) = group[0];
        if reads_back(book, name, &group) {
            named.insert(name, (&book.facts[*fact].kind, value));
        } else {
            for (fact, value) in group {
                named.insert(book.facts[*fact].id.as_str(), (&book.facts[*fact].kind, value));
            }
        }
    }
    named
}

/// Whether the bare name with the first value stands for exactly this group.
fn reads_back(book: &RuleBook, name: &str, group: &[&(Id<Fact>, Value)]) -> bool {
    let Some((fact, value)) = group.first() else { return false };
    let kind = &book.facts[*fact].kind;
    let texts = written(kind, value);
    let raw = |_: &FactType| match (kind, texts.as_slice()) {
        (FactType::Set(_), texts) => Raw::List(texts.iter().map(|text| (text.as_str(), false)).collect()),
        (_, texts) => Raw::Scalar { text: texts.first().map_or("", String::as_str), quoted: false },
    };
    resolve(book, name, "", raw).is_ok_and(|given| given.iter().eq(group.iter().copied()))
}

/// Values that read as themselves stay bare; what a person typed is quoted.
fn plain_or_quoted(kind: &FactType, text: &str) -> String {
    let simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let starts = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    match kind {
        FactType::YesNo | FactType::Number { .. } | FactType::Date => text.to_owned(),
        _ if starts && text.chars().all(simple) => text.to_owned(),
        _ => quoted(text),
    }
}

/// A text in double quotes.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Characters that the reader of YAML takes for a mistake.
pub(crate) fn refused_by_yaml(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn json(case: &Case, book: &RuleBook, facts: &BTreeMap<&str, (&FactType, &Value)>) -> String {
    format!("{:#}\n", serde_json::Value::Object(value(case, book, facts)))
}

fn value(
    case: &Case,
    book: &RuleBook,
    facts: &BTreeMap<&str, (&FactType, &Value)>,
) -> serde_json::Map<String, serde_json::Value> {
    let facts = facts.iter().map(|(name, (kind, value))| {
        let texts = written(kind, value);
        let value = match kind {
            FactType::Set(_) => serde_json::json!(texts),
            _ => serde_json::json!(texts.concat()),
        };
        ((*name).to_owned(), value)
    });
    let symptoms: Vec<&String> = case.symptoms.iter().map(|symptom| &book.symptoms[*symptom].id).collect();
    let mut snapshot = serde_json::Map::new();
    snapshot.insert("as_of".to_owned(), case.as_of.to_string().into());
    snapshot.insert("text".to_owned(), case.parts.clone().into());
    snapshot.insert("symptoms".to_owned(), serde_json::json!(symptoms));
    snapshot.insert("facts".to_owned(), facts.collect::<serde_json::Map<String, serde_json::Value>>().into());
    for (key, names) in told(case, book) {
        snapshot.insert(key.to_owned(), serde_json::json!(names));
    }
    snapshot
}
