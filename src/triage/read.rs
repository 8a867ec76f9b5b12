//! Reading a record: from its bytes to a case.

use super::Reason;
use super::body;
use super::csv::Dialect;
use super::dates;
use super::fields::{FieldTexts, Fields, Row, Spare, because};
use super::mapping::{Mapping, Source};
use super::path::Members;
use crate::arena::Id;
use crate::book::{Pack, RuleBook};
use crate::engine::{Case, Told};
use crate::facts::{give, parse_json, parse_set, read_snapshot};
use crate::source::{Origin, SourceFile, Sources};
use crate::yaml::Budget;
use jiff::civil::Date;
use std::borrow::Cow;
use std::sync::Arc;

/// What stands in where a record does not say.
#[derive(Debug, Clone, PartialEq)]
pub struct Defaults {
    /// The day of diagnosis for every record, whatever it says.
    pub as_of: Option<Date>,
    /// The day of diagnosis for records that name none.
    pub today: Date,
    /// Only these packs take part; all where there is none.
    pub packs: Vec<Id<Pack>>,
}

/// A record as far as it could be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// What the help desk calls the ticket.
    pub id: Option<String>,
    /// What is known of it.
    pub case: Case,
    /// Whether its day is its own, and not a default.
    pub dated: bool,
    /// Fields to copy.
    pub fields: Vec<(Arc<str>, String)>,
    /// The value that a report groups by.
    pub group: Option<String>,
    /// Why it cannot be used, if so.
    pub reason: Option<Reason>,
}

/// Reads one record. `row` is scratch space.
pub fn read(
    bytes: &[u8],
    dialect: Option<Dialect>,
    mapping: &Mapping,
    defaults: &Defaults,
    book: &RuleBook,
    row: &mut Row,
) -> Read {
    let mut read = nothing(defaults, mapping);
    let text;
    let mut spare = std::mem::take(&mut row.spare);
    let fields = match dialect {
        Some(dialect) => Fields::Row(row.read(dialect, bytes)),
        None => {
            text = String::from_utf8_lossy(bytes);
            match Members::of(text.trim()) {
                Ok(members) => Fields::Object(members),
                Err(error) => {
                    read.reason = Some(if error.is_data() {
                        Reason::NoObject
                    } else {
                        Reason::NotJson(because(&error))
                    });
                    return read;
                }
            }
        }
    };
    for ((_, value), (_, sources)) in read.fields.iter_mut().zip(&mapping.include) {
        *value = fields.copied(sources);
    }
    read.group = (!mapping.group.is_empty()).then(|| fields.copied(&mapping.group));
    if let Err(reason) = fill(&mut read, &fields, mapping, defaults, book, &mut spare) {
        read.reason = Some(reason);
        read.case = empty(defaults);
    }
    row.spare = spare;
    read
}

/// A record of which nothing is known.
pub fn nothing(defaults: &Defaults, mapping: &Mapping) -> Read {
    let fields = mapping.include.iter().map(|(name, _)| (Arc::clone(name), String::new())).collect();
    Read { id: None, case: empty(defaults), dated: false, fields, group: None, reason: None }
}

fn empty(defaults: &Defaults) -> Case {
    Case {
        as_of: defaults.as_of.unwrap_or(defaults.today),
        parts: Vec::new(),
        symptoms: Vec::new(),
        facts: Vec::new(),
        packs: defaults.packs.clone(),
        named: Vec::new(),
        told: Told::default(),
    }
}

fn fill(
    read: &mut Read,
    fields: &Fields<'_>,
    mapping: &Mapping,
    defaults: &Defaults,
    book: &RuleBook,
    spare: &mut Spare,
) -> Result<(), Reason> {
    read.id = all(fields, &mapping.id)?.first().map(|id| spare.text([id.trim()]));
    if mapping.native
        && let Fields::Object(members) = fields
    {
        snapshot(&mut read.case, members, book)?;
    }
    for fact in &mapping.facts {
        let values = all(fields, &fact.from)?;
        let meant: Vec<&str> = values.iter().filter_map(|value| fact.meaning(value)).collect();
        if !meant.is_empty() {
            let set = format!("{}={}", fact.fact, meant.join(",").replace(';', ","));
            let given = parse_set(&set, book).map_err(|finding| Reason::Fact(finding.message.clone()))?;
            give(&mut read.case, book, given);
        }
    }
    read.case.parts = parts(fields, mapping, spare)?;
    if defaults.as_of.is_none()
        && let Some(created) = all(fields, &mapping.created)?.first()
    {
        read.case.as_of = dates::day(created, &mapping.dates)?;
        read.dated = true;
    }
    Ok(())
}

/// The messages, newest first; the subject stands before the first one.
fn parts(fields: &Fields<'_>, mapping: &Mapping, spare: &mut Spare) -> Result<Vec<String>, Reason> {
    let mut subject = bodies(fields, &mapping.subject)?;
    let texts = bodies(fields, &mapping.text)?;
    let first = texts.first().map(|text| text.trim());
    // Where nobody writes a subject help desks take the beginning of the message for it.
    subject.retain(|line| {
        !first.is_some_and(|first| first.starts_with(line.trim().trim_end_matches(['.', '…'])))
    });
    let mut parts = spare.parts();
    for comment in customer_comments(fields, mapping)?.into_iter().rev().map(body::text) {
        // Help desks give the first message as the first comment as well.
        if first != Some(comment.trim()) {
            parts.push(comment.into_owned());
        }
    }
    if mapping.native && subject.is_empty() {
        parts.extend(texts.iter().map(|text| spare.text([&**text])));
    } else if !(subject.is_empty() && texts.is_empty()) {
        let between = std::iter::once("").chain(std::iter::repeat("\n\n"));
        let pieces = subject.iter().chain(&texts).zip(between);
        parts.push(spare.text(pieces.flat_map(|(text, between)| [between, text])));
    }
    Ok(parts)
}

/// Bodies of messages as plain text.
fn bodies<'a>(fields: &Fields<'a>, sources: &[Source]) -> Result<FieldTexts<'a>, Reason> {
    let mut texts = all(fields, sources)?;
    for text in &mut texts {
        if let Some(plain) = body::html(text) {
            *text = Cow::Owned(plain);
        }
    }
    Ok(texts)
}

/// Comments of the customer. Where they are `day;author;text` those of others are left out.
fn customer_comments<'a>(fields: &Fields<'a>, mapping: &Mapping) -> Result<FieldTexts<'a>, Reason> {
    let comments = all(fields, &mapping.comments)?;
    if !mapping.signed_comments {
        return Ok(comments);
    }
    let authors = all(fields, &mapping.authors)?;
    let own = comments.into_iter().filter_map(|comment| {
        let mut parts = comment.splitn(3, ';');
        let (Some(_), Some(author), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
            return Some(comment);
        };
        let customer = authors.is_empty() || authors.iter().any(|known| known.trim() == author.trim());
        customer.then(|| Cow::Owned(text.to_owned()))
    });
    Ok(own.collect())
}

/// The facts and symptoms of a native record.
fn snapshot(case: &mut Case, members: &Members<'_>, book: &RuleBook) -> Result<(), Reason> {
    let given = ["symptoms", "facts"].map(|name| Some((name, members.get(name)?.get())));
    let given: Vec<String> =
        given.into_iter().flatten().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    if given.is_empty() {
        return Ok(());
    }
    let text: Arc<str> = format!("{{{}}}", given.join(",")).into();
    let file = SourceFile { name: "record".into(), text: Arc::clone(&text), origin: Origin::Given };
    let file = Sources::default().add(file);
    let read =
        parse_json(file, &text, &Budget::default()).and_then(|node| read_snapshot(&node, book, case.as_of));
    match read {
        Ok(read) => {
            (case.symptoms, case.facts, case.named) = (read.symptoms, read.facts, read.named);
            Ok(())
        }
        Err(findings) => {
            let first = findings.into_iter().next();
            Err(Reason::Fact(first.map_or_else(String::new, |finding| finding.message)))
        }
    }
}

fn all<'a>(fields: &Fields<'a>, sources: &[Source]) -> Result<FieldTexts<'a>, Reason> {
    let mut texts = FieldTexts::new();
    for source in sources {
        fields.texts(source, &mut texts)?;
    }
    Ok(texts)
}
