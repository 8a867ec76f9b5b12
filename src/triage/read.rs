//! Reading a record: from its bytes to a case.

use super::csv::Dialect;
use super::fields::{Fields, Row, because};
use super::mapping::{Mapping, Source};
use super::path::Members;
use crate::arena::Id;
use crate::book::Pack;
use crate::engine::Case;
use crate::facts;
use jiff::civil::Date;
use std::borrow::Cow;

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
    /// Why it cannot be used, if so.
    pub reason: Option<String>,
}

/// Reads one record. `row` is scratch space.
pub fn read(
    bytes: &[u8],
    dialect: Option<Dialect>,
    mapping: &Mapping,
    defaults: &Defaults,
    row: &mut Row,
) -> Read {
    let mut read = Read { id: None, case: empty(defaults), reason: None };
    let text;
    let fields = match dialect {
        Some(dialect) => {
            row.read(dialect, bytes);
            Fields::Row(row)
        }
        None => {
            text = String::from_utf8_lossy(bytes);
            match Members::of(text.trim()) {
                Ok(members) => Fields::Object(members),
                Err(error) => {
                    read.reason = Some(format!("no JSON object: {}", because(&error)));
                    return read;
                }
            }
        }
    };
    if let Err(reason) = fill(&mut read, &fields, mapping, defaults) {
        read.reason = Some(reason);
        read.case = empty(defaults);
    }
    read
}

/// A case of which nothing is known.
pub fn empty(defaults: &Defaults) -> Case {
    Case {
        as_of: defaults.as_of.unwrap_or(defaults.today),
        parts: Vec::new(),
        symptoms: Vec::new(),
        facts: Vec::new(),
        packs: defaults.packs.clone(),
        named: Vec::new(),
    }
}

fn fill(read: &mut Read, fields: &Fields<'_>, mapping: &Mapping, defaults: &Defaults) -> Result<(), String> {
    read.id = all(fields, &mapping.id)?.into_iter().next().map(|id| id.trim().to_owned());
    let mut message = all(fields, &mapping.subject)?;
    message.extend(all(fields, &mapping.text)?);
    if !message.is_empty() {
        read.case.parts.push(message.join("\n\n"));
    }
    if defaults.as_of.is_none()
        && let Some(created) = all(fields, &mapping.created)?.first()
    {
        read.case.as_of = facts::date(created.trim()).map_err(|problem| problem.message)?;
    }
    Ok(())
}

fn all<'a>(fields: &Fields<'a>, sources: &[Source]) -> Result<Vec<Cow<'a, str>>, String> {
    let mut texts = Vec::new();
    for source in sources {
        fields.texts(source, &mut texts)?;
    }
    Ok(texts)
}
