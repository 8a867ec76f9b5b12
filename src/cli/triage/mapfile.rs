//! `--map`, `--map-file`, `--preset`, `--date-format`, `--encoding`: what the user says of the inputs.

use super::Reading;
use crate::cli::exit::Failure;
use crate::finding::nearest;
use crate::triage::dates::{self, DateFormat};
use crate::triage::plan::{ROLES, Wishes};
use crate::triage::presets::{self, PRESETS, Preset};
use encoding_rs::Encoding;
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// A mapping file.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct MapFile {
    preset: Option<String>,
    encoding: Option<String>,
    date_format: Option<String>,
    id: Names,
    subject: Names,
    text: Names,
    comments: Names,
    created: Names,
    facts: BTreeMap<String, MapFact>,
}

/// Fields: a list, or one name.
#[derive(Debug, Default)]
struct Names(Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Vec<String>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the name of a field, or a list of names")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
                Ok(vec![name.to_owned()])
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = list.next_element()? {
                    names.push(name);
                }
                Ok(names)
            }
        }
        deserializer.deserialize_any(Collect).map(Names)
    }
}

/// How a field fills a fact.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct MapFact {
    from: String,
    #[serde(default)]
    values: BTreeMap<String, String>,
}

/// What the options say, and the encoding.
pub fn wishes(options: &Reading) -> Result<(Wishes, Option<&'static Encoding>), Failure> {
    let file = file(options)?;
    let preset = options.preset.as_deref().or(file.preset.as_deref()).map(preset).transpose()?;
    let mut wishes = Wishes { preset, ..Wishes::default() };
    if let Some(format) = options.date_format.as_deref().or(file.date_format.as_deref()) {
        wishes.dates = date_format(format)?;
    }
    let encoding = options.encoding.as_deref().or(file.encoding.as_deref()).map(encoding).transpose()?;
    let roles = ROLES.into_iter().zip([file.id, file.subject, file.text, file.comments, file.created]);
    for (role, fields) in roles {
        wishes.roles.extend(fields.0.into_iter().map(|field| (role.to_owned(), field)));
    }
    for (fact, map) in file.facts {
        wishes.facts.push((fact, map.from, map.values.into_iter().collect()));
    }
    // What stands on the command line takes the place of what the file says.
    let mut given = Vec::new();
    for map in &options.map {
        let (role, field) = role(map)?;
        match role.strip_prefix("facts.") {
            Some(fact) => {
                let values = wishes.facts.iter().position(|known| known.0 == fact);
                let values = values.map(|at| wishes.facts.remove(at).2).unwrap_or_default();
                wishes.facts.push((fact.to_owned(), field.to_owned(), values));
            }
            None => given.push((role.to_owned(), field.to_owned())),
        }
    }
    wishes.roles.retain(|(role, _)| !given.iter().any(|(other, _)| other == role));
    wishes.roles.extend(given);
    Ok((wishes, encoding))
}

fn file(options: &Reading) -> Result<MapFile, Failure> {
    let Some(path) = &options.map_file else { return Ok(MapFile::default()) };
    let name = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("cannot read `{name}`: {error}"), "name a YAML file in UTF-8")
    })?;
    serde_yaml::from_str(&text).map_err(|error| {
        let help = "a mapping file has the keys `preset`, `encoding`, `date-format`, `id`, `subject`, `text`, \
                    `comments`, `created` (names of fields) and `facts: {NAME: {from: FIELD, values: {…}}}`";
        // The report of the parser goes on with a picture of the place.
        let text = error.to_string();
        let first = text.lines().next().unwrap_or_default();
        let first = first.strip_prefix("error: ").unwrap_or(first);
        Failure::new(format!("`{name}` is no mapping file: {first}"), help)
    })
}

/// `ROLE=FIELD`.
fn role(map: &str) -> Result<(&str, &str), Failure> {
    let help = "write `--map text=COLUMN`, also for id, subject, comments, created and facts.NAME";
    let Some((role, field)) = map.split_once('=').map(|(role, field)| (role.trim(), field.trim())) else {
        return Err(Failure::new(format!("`{map}` names no column"), help));
    };
    if field.is_empty() {
        return Err(Failure::new(format!("`{map}` names no column"), help));
    }
    if !(ROLES.contains(&role) || role.starts_with("facts.")) {
        let near =
            nearest(role, ROLES).map_or_else(|| help.to_owned(), |near| format!("did you mean `{near}`?"));
        return Err(Failure::new(format!("`{role}` is nothing that a column can be mapped to"), near));
    }
    Ok((role, field))
}

fn preset(name: &str) -> Result<&'static Preset, Failure> {
    presets::by_name(name).ok_or_else(|| {
        let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
        let help = match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are: {}", names.join(", ")),
        };
        Failure::new(format!("there is no preset `{name}`"), help)
    })
}

fn date_format(text: &str) -> Result<DateFormat, Failure> {
    match text.to_ascii_lowercase().as_str() {
        "dmy" => Ok(DateFormat::DayFirst),
        "mdy" => Ok(DateFormat::MonthFirst),
        "ymd" => Ok(DateFormat::Unknown),
        _ if dates::is_pattern(text) => Ok(DateFormat::Pattern(text.to_owned())),
        _ => {
            let what = format!("`{text}` is no way to write days");
            let help = "write dmy, mdy, ymd, or a pattern with day, month and year such as %d.%m.%Y";
            Err(Failure::new(what, help))
        }
    }
}

fn encoding(name: &str) -> Result<&'static Encoding, Failure> {
    Encoding::for_label(name.as_bytes()).ok_or_else(|| {
        let help = "write a name such as utf-8, utf-16le, gb18030, big5, shift_jis, windows-1252";
        Failure::new(format!("no encoding is called `{name}`"), help)
    })
}
