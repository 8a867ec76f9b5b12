//! The schemas: every file that ships is valid, and what they were made for is not.
//!
//! `UPDATE=1 cargo test --test schemas` writes the copies under `docs/` anew.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use casebook::book::load_texts;
use casebook::schema::{Kind, schema};
use casebook::source::{Origin, SourceFile, Sources};
use casebook::yaml::{Budget, Node, NodeKind, read};
use jsonschema::Validator;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

fn validator(kind: Kind) -> Validator {
    let schema: Value = serde_json::from_str(&schema(kind)).unwrap();
    jsonschema::draft7::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
    jsonschema::draft7::new(&schema).unwrap()
}

/// A file as an editor's YAML reader sees it: YAML 1.2, core schema.
fn value(text: &str) -> Option<Value> {
    let mut sources = Sources::default();
    let file = SourceFile { name: "x.yaml".into(), text: text.into(), origin: Origin::Given };
    read(sources.add(file), text, &Budget::default()).0.map(|node| json(&node))
}

fn json(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Scalar { text, quoted: true } => text.as_str().into(),
        NodeKind::Scalar { text, .. } => match text.as_str() {
            "true" | "True" | "TRUE" => true.into(),
            "false" | "False" | "FALSE" => false.into(),
            _ => text
                .parse::<i64>()
                .map(Value::from)
                .ok()
                // Rust reads `infinity` as a number, YAML does not.
                .or_else(|| text.parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::from))
                .unwrap_or(text.as_str().into()),
        },
        NodeKind::Seq(items) => items.iter().map(json).collect(),
        NodeKind::Map(entries) => Value::Object(
            entries.iter().map(|(key, value)| (key.value.clone(), json(value))).collect::<Map<_, _>>(),
        ),
        NodeKind::Bad => Value::Null,
    }
}

fn yaml_files(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "yaml"))
        .map(|entry| (entry.path().to_owned(), std::fs::read_to_string(entry.path()).unwrap()))
        .collect()
}

/// What is wrong with a value, with the path to it.
fn problems(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).take(5).collect()
}

#[test]
fn every_shipped_rule_file_is_valid() {
    let pack = validator(Kind::Pack);
    let files = yaml_files("rules");
    assert!(files.len() > 20, "only {} files", files.len());
    for (path, text) in files {
        let found = problems(&pack, &value(&text).unwrap());
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
    }
}

#[test]
fn every_shipped_fixture_and_its_snapshot_is_valid() {
    let (fixture, snapshot) = (validator(Kind::Fixture), validator(Kind::Snapshot));
    let mut snapshots = 0;
    for pack in ["huawei-partner", "intel-points", "microsoft-partner-support"] {
        let files = yaml_files(&format!("fixtures/{pack}"));
        assert!(!files.is_empty(), "no fixtures of {pack}");
        for (path, text) in files {
            let list = value(&text).unwrap();
            let found = problems(&fixture, &list);
            assert!(found.is_empty(), "{}: {found:#?}", path.display());
            for entry in list.as_array().unwrap() {
                snapshots += 1;
                let found = problems(&snapshot, &entry["snapshot"]);
                assert!(found.is_empty(), "{}: {found:#?}", path.display());
            }
        }
    }
    assert!(snapshots > 300, "only {snapshots} snapshots");
}

/// Faults of form that a schema can see. Each case of `tests/rule_errors` whose every finding is one of them must be
/// invalid somewhere.
const OF_FORM: [&str; 9] = [
    "unknown-key",
    "missing-key",
    "wrong-shape",
    "unknown-word",
    "empty-list",
    "two-keys",
    "two-patterns",
    "empty-condition",
    "wrong-format",
];

#[test]
fn what_loading_refuses_for_its_form_is_invalid() {
    let pack = validator(Kind::Pack);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rule_errors");
    let mut seen = 0;
    for case in std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()) {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let mut files: Vec<(String, String)> = Vec::new();
        for folder in ["base", name.as_str()] {
            let base = format!("tests/rule_errors/{folder}");
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(&base);
            files.extend(yaml_files(&base).into_iter().map(|(path, text)| {
                (path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"), text)
            }));
        }
        let own: Vec<String> =
            yaml_files(&format!("tests/rule_errors/{name}")).into_iter().map(|file| file.1).collect();
        match load_texts(files) {
            Ok(_) => {
                for text in own {
                    assert_eq!(problems(&pack, &value(&text).unwrap()), [""; 0], "{name} loads");
                }
            }
            Err(found)
                if !found.list.is_empty()
                    && found.list.iter().all(|finding| OF_FORM.contains(&finding.code)) =>
            {
                seen += 1;
                let valid = own.iter().all(|text| value(text).is_some_and(|value| pack.is_valid(&value)));
                assert!(!valid, "{name} is refused by loading and valid");
            }
            Err(_) => {}
        }
    }
    assert!(seen >= 9, "only {seen} cases of form");
}

#[test]
fn odd_but_good_files_are_valid() {
    let pack = validator(Kind::Pack);
    for text in [
        "format: \"1\"\npack: x\nlanguages: [en]\ntitle: {en: 5000}\nproduct: {any: [x]}\n",
        "facts:\n  a: {type: number, cost: 1.5, range: [0, 9]}\n  b: {type: set, values: [1, 2]}\n",
        "rules:\n  a:\n    symptoms: all\n    fallback: yes\n    when: named\n    cause: {title: {en: a}, explanation: {en: a}}\n    \
         resolution: [{for: agent, contact: desk, when: {not: {a.b: {days-since: {at-most: 15}}}}, if: {en: so}}]\n",
        "symptoms:\n  a: {title: {en: no}, seen: [{mention: {a: {at-least: 4}}}, {message: {en: so}}, {say: [a], within: 2 sentences}]}\n",
    ] {
        assert_eq!(problems(&pack, &value(text).unwrap()), [""; 0], "{text}");
    }
}

/// Beginning with the line by which editors find the schema, and that leads to the copy held equal below.
#[test]
fn every_file_that_ships_names_its_schema() {
    let copies = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").canonicalize().unwrap();
    for (folder, kind) in [("rules", Kind::Pack), ("fixtures", Kind::Fixture)] {
        let files = yaml_files(folder);
        assert!(files.len() > 10, "{folder}");
        for (path, text) in files {
            let first = text.lines().next().unwrap_or_default();
            let schema = first.strip_prefix("# yaml-language-server: $schema=");
            let schema = schema.unwrap_or_else(|| panic!("{}: `{first}`", path.display()));
            let schema = path.parent().unwrap().join(schema);
            let found = schema.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", schema.display()));
            assert_eq!(found, copies.join(format!("{}.schema.json", kind.name())), "{}", path.display());
        }
    }
}

#[test]
fn the_copies_in_docs_are_those_of_the_program() {
    for kind in Kind::ALL {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/{}.schema.json", kind.name()));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, schema(kind)).unwrap();
        }
        let copy = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(copy == schema(kind), "{} is of another day: run with UPDATE=1", path.display());
    }
}
