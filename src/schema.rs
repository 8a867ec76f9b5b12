//! JSON Schemas of packs, fixtures and snapshots, for editors.
//!
//! Comes out: draft 7, which the YAML language servers of editors read, made from the table that the loaders read
//! (`keys`). A file that loads is valid; what is valid may still not load, for the schema knows no names.

use crate::keys::{self, Key, Shape};
use serde_json::{Map, Value, json};

/// What a schema is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any file of a pack.
    Pack,
    /// A file of fixtures.
    Fixture,
    /// A snapshot.
    Snapshot,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 3] = [Kind::Pack, Kind::Fixture, Kind::Snapshot];

    /// The word for it, also in the name of the file.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Pack => "pack",
            Kind::Fixture => "fixture",
            Kind::Snapshot => "snapshot",
        }
    }
}

/// The schema of a kind of file, ending in a line break.
pub fn schema(kind: Kind) -> String {
    let (title, body) = match kind {
        Kind::Pack => ("A file of a casebook rule pack", pack()),
        Kind::Fixture => {
            ("Fixtures of a casebook rule pack", json!({"type": "array", "items": map(keys::FIXTURE)}))
        }
        Kind::Snapshot => ("A casebook snapshot", map(keys::SNAPSHOT)),
    };
    let mut out = json!({"$schema": "http://json-schema.org/draft-07/schema#", "title": title});
    let used = if kind == Kind::Pack { definitions() } else { json!({}) };
    for (key, value) in [body, used].iter().filter_map(Value::as_object).flatten() {
        out[key] = value.clone();
    }
    format!("{out:#}\n")
}

/// Files of a pack hold sections; one of them the header too. The pack `common` has sections of its own.
fn pack() -> Value {
    let mut properties = Map::new();
    for key in [keys::HEADER, keys::SECTIONS, keys::COMMON_SECTIONS].into_iter().flatten() {
        properties.entry(key.name).or_insert_with(|| property(key));
    }
    let required: Vec<&str> = keys::HEADER.iter().filter(|key| key.required).map(|key| key.name).collect();
    let together: Map<String, Value> =
        keys::names(keys::HEADER).into_iter().map(|name| (name.to_owned(), json!(required))).collect();
    json!({
        "type": "object", "minProperties": 1, "properties": properties, "additionalProperties": false,
        "dependencies": together,
    })
}

/// Conditions hold conditions, so they stand apart.
fn definitions() -> Value {
    let parts = json!({"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/condition"}});
    json!({"definitions": {
        "condition": {"anyOf": [
            {"type": "string", "description": "The name of a definition."},
            {
                "type": "object", "minProperties": 1, "maxProperties": 1,
                "properties": {
                    "all": with(parts.clone(), "Every one must hold."),
                    "any": with(parts, "One is enough."),
                    "not": with(json!({"$ref": "#/definitions/condition"}), "It must not hold."),
                },
                "additionalProperties": {"$ref": "#/definitions/operators"},
            },
        ]},
        "operators": {"anyOf": [scalar(), at_least_one(map(keys::OPERATORS))]},
    }})
}

fn property(key: &Key) -> Value {
    with(shape(&key.shape), key.about)
}

/// Beside a `$ref` draft 7 reads nothing, so the description goes around it.
fn with(schema: Value, about: &str) -> Value {
    let mut out = if schema.get("$ref").is_some() { json!({"allOf": [schema]}) } else { schema };
    out["description"] = about.into();
    out
}

fn map(table: &[Key]) -> Value {
    let properties: Map<String, Value> =
        table.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> = table.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut out = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if !required.is_empty() {
        out["required"] = required.into();
    }
    let has = |name: &&str| json!({"required": [name]});
    if table.iter().any(|key| key.name == "message") {
        out["oneOf"] = keys::PATTERN_KINDS.iter().map(has).collect();
    } else if table.iter().any(|key| key.name == "do") {
        out["anyOf"] = ["do", "contact"].iter().map(has).collect();
        out["dependencies"] = json!({"if": ["when"]});
    } else if table.iter().any(|key| key.name == "ask-customer") {
        let listed = json!({"properties": {"type": {"enum": ["one-of", "set"]}}, "required": ["type"]});
        out["if"] = listed;
        out["then"] = json!({"required": ["values"], "properties": {"sentences": false}});
        out["else"] = json!({"properties": {"values": false, "labels": false}});
    }
    out
}

fn at_least_one(mut map: Value) -> Value {
    map["minProperties"] = 1.into();
    map
}

/// What a text may look like before the place it stands at says what it is: `5000` and `no` need no quotes.
fn scalar() -> Value {
    json!({"type": ["string", "number", "boolean"]})
}

fn shape(shape: &Shape) -> Value {
    match shape {
        Shape::Text => scalar(),
        Shape::Date => json!({"type": "string", "pattern": "^\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\\s*$"}),
        Shape::Number => {
            json!({"anyOf": [{"type": "number"}, {"type": "string", "pattern": "^\\s*[-+0-9.]+\\s*$"}]})
        }
        Shape::Flag => json!({"anyOf": [
            {"type": "boolean"},
            {"type": "string", "pattern": "^([Tt]rue|TRUE|[Ff]alse|FALSE|[Yy]es|YES|[Nn]o|NO)$"},
        ]}),
        Shape::Word(words) => {
            json!({"enum": words.iter().flat_map(|word| word_forms(word)).collect::<Vec<_>>()})
        }
        Shape::List(item) => json!({"type": "array", "minItems": 1, "items": self::shape(item)}),
        Shape::AnyList(item) => json!({"type": "array", "items": self::shape(item)}),
        Shape::Range => {
            json!({"type": "array", "minItems": 2, "maxItems": 2, "items": self::shape(&Shape::Number)})
        }
        Shape::Texts => {
            let languages: Map<String, Value> =
                keys::LANGUAGES.iter().map(|code| ((*code).to_owned(), scalar())).collect();
            json!({
                "type": "object", "minProperties": 1, "properties": languages, "additionalProperties": false,
            })
        }
        Shape::Named(entry) => json!({
            "type": "object",
            "propertyNames": {"pattern": "^[a-z0-9][a-z0-9._-]*$"},
            "additionalProperties": self::shape(entry),
        }),
        Shape::Entries(entry) => json!({"type": "object", "additionalProperties": self::shape(entry)}),
        Shape::Map(table) => map(table),
        Shape::Either(one, other) => json!({"anyOf": [self::shape(one), self::shape(other)]}),
        Shape::Condition => json!({"$ref": "#/definitions/condition"}),
        Shape::Test => json!({
            "type": "object", "minProperties": 1, "maxProperties": 1,
            "additionalProperties": {"$ref": "#/definitions/operators"},
        }),
        Shape::Any => json!({"type": "object"}),
    }
}

/// A word that reads as a number may be one.
fn word_forms(word: &str) -> Vec<Value> {
    let number = word.parse::<i64>().ok().map(Value::from);
    [Some(Value::from(word)), number].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::operators;
    use crate::facts::FactType;
    use std::collections::BTreeSet;

    #[test]
    fn every_operator_of_every_type_is_in_the_table() {
        let types = [
            FactType::YesNo,
            FactType::Set(Vec::new()),
            FactType::Number { range: None },
            FactType::Date,
            FactType::Text,
        ];
        let known: BTreeSet<&str> = types.iter().flat_map(|kind| operators(kind)).copied().collect();
        assert_eq!(known, keys::names(keys::OPERATORS).into_iter().collect());
    }
}
