//! What loading promises: the embedded copy is the folder, roots add up, order does not matter, size is no problem.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use casebook::book::{PatternKind, RuleBook, load, load_texts};
use casebook::condition::{Condition, Operator};
use casebook::embedded;
use casebook::finding::Findings;
use casebook::pack::RulesRoot;
use casebook::render::report::{ReportStyle, findings};
use std::path::Path;
use std::time::Instant;

fn good(result: Result<RuleBook, Findings>) -> RuleBook {
    result.unwrap_or_else(|found| panic!("{}", findings(&found, &ReportStyle::default())))
}

#[test]
fn the_embedded_copy_is_the_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&root) {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    files.sort();
    let copy: Vec<(String, String)> =
        embedded::files().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    assert_eq!(copy, files);
    if files.is_empty() {
        return;
    }
    let start = Instant::now();
    let built_in = good(load(&[RulesRoot::Builtin]));
    println!("built-in packs: {} rules in {:?}", built_in.rules.len(), start.elapsed());
    let on_disk = good(load(&[RulesRoot::Path(root)]));
    assert_eq!(built_in.digest, on_disk.digest);
    assert_eq!(built_in.rules.len(), on_disk.rules.len());
}

const HEAD: &str = "format: 1\npack: demo\nlanguages: [en]\ntitle: {en: Demo}\nproduct: {any: [demo]}\n";

fn pack(texts: &[(&str, &str)]) -> Result<RuleBook, Findings> {
    let head = [("demo/pack.yaml", HEAD)];
    load_texts(
        head.iter().chain(texts).map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
    )
}

const WORDS: &str = "facts:
  user.roles: {type: set, values: [admin, guest]}
  plan.left: {type: number, seen: [{regex: 'no incidents left', value: 0}]}
  plan.ends: {type: date}
terms:
  button: {en: [button], includes: [knob]}
  knob: {en: [knob, (round|square) handle]}
  dial: {en: [dial], includes: [knob, button]}
definitions:
  late: {all: [{plan.ends: {before: today, days-since: {at-most: 15}}}, {not: {user.roles: {has-none: [guest, admin]}}}]}
";
const CASES: &str = "symptoms:
  b:
    title: {en: B}
    seen:
      - say: [button]
        generic: true
        within: 2 sentences
        unless: [knob]
      - mention: {plan.left: {below: 1}}
  a: {title: {en: A}, seen: [{message: {en: \"Access denied\"}}]}
rules:
  last:
    symptoms: all
    fallback: true
    also: [{symptoms: [a], when: late}]
    yields-to: [first]
    cause: {title: {en: T}, explanation: {en: E}, for: agent}
    resolution: [{for: agent, do: {en: D}, when: late, if: {en: it is late}}]
  first: {symptoms: [b, a], cause: {title: {en: T}, explanation: {en: E}}, resolution: [{for: customer, do: {en: D}}]}
";

#[test]
fn a_pack_is_linked_and_typed() {
    let book = good(pack(&[("demo/a.yaml", WORDS), ("demo/b.yaml", CASES)]));
    let symptoms: Vec<&str> = book.symptoms.iter().map(|(_, symptom)| symptom.id.as_str()).collect();
    assert_eq!(symptoms, ["demo/a", "demo/b"]);
    let button = book.terms.iter().find(|(_, term)| term.name == "button" && term.pack.is_some()).unwrap().1;
    assert_eq!(
        button.forms.iter().map(|form| &*form.text).collect::<Vec<_>>(),
        ["button", "knob", "round handle", "square handle"]
    );
    let dial = book.terms.iter().find(|(_, term)| term.name == "dial" && term.pack.is_some()).unwrap().1;
    assert_eq!(dial.forms.iter().count(), 5, "{:?}", dial.forms);
    let seen = &book.symptoms[book.symptoms.ids().nth(1).unwrap()].seen;
    assert!(seen[0].generic && seen[0].unless.len() == 1);
    assert!(matches!(&seen[0].kind, PatternKind::Say { sentences: 2, .. }));
    assert!(matches!(&seen[1].kind, PatternKind::Captured(test) if test.operators == [Operator::Below(1.0)]));
    let last = book.rules.iter().find(|(_, rule)| rule.name == "last").unwrap().1;
    assert!(last.fallback && last.agent_only && last.ways.len() == 2 && last.yields_to.len() == 1);
    assert!(last.ways[0].all_symptoms && last.ways[0].symptoms.len() == 2);
    assert!(matches!(last.ways[1].when, Some(Condition::Named(_))));
    assert!(last.resolution[0].if_text.is_some());
}

#[test]
fn the_split_into_files_does_not_matter() {
    let one = good(pack(&[("demo/a.yaml", WORDS), ("demo/b.yaml", CASES)]));
    let other = good(pack(&[("demo/z/a.yaml", CASES), ("demo/y.yaml", WORDS)]));
    let ids = |book: &RuleBook| {
        let symptoms = book.symptoms.iter().map(|(_, symptom)| symptom.id.clone());
        symptoms.chain(book.rules.iter().map(|(_, rule)| rule.id.clone())).collect::<Vec<_>>()
    };
    assert_eq!(ids(&one), ids(&other));
    assert_ne!(one.digest, other.digest);
    assert_eq!(one.digest, good(pack(&[("demo/b.yaml", CASES), ("demo/a.yaml", WORDS)])).digest);
}

#[test]
fn own_packs_stand_beside_the_built_in_ones() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pack.yaml"), HEAD).unwrap();
    std::fs::write(folder.path().join("rules.yaml"), format!("{WORDS}{CASES}")).unwrap();
    let own = RulesRoot::Path(folder.path().to_owned());
    let alone = good(load(std::slice::from_ref(&own)));
    let packs = |book: &RuleBook| book.packs.iter().map(|(_, pack)| pack.name.clone()).collect::<Vec<_>>();
    assert_eq!(packs(&alone), ["demo"]);
    let both = good(load(&[RulesRoot::Builtin, own]));
    let built_in = good(load(&[RulesRoot::Builtin]));
    assert_eq!(both.packs.len(), built_in.packs.len() + 1);
}

#[test]
fn twenty_thousand_rules_load() {
    let folder = tempfile::tempdir().unwrap();
    for pack in 0..10 {
        let path = folder.path().join(format!("pack-{pack}"));
        std::fs::create_dir(&path).unwrap();
        let head = HEAD.replace("demo", &format!("pack-{pack}"));
        std::fs::write(path.join("pack.yaml"), format!("{head}{WORDS}")).unwrap();
        for file in 0..20 {
            let (mut symptoms, mut rules) = ("symptoms:\n".to_owned(), "rules:\n".to_owned());
            for rule in 0..100 {
                let id = file * 100 + rule;
                symptoms.push_str(&format!(
                    "  s{id}:\n    title: {{en: \"Symptom {id}\"}}\n    seen:\n      - message: \"Something went wrong with part {id} of the order\"\n      - code: \"E{id}\"\n        near: [button]\n"
                ));
                rules.push_str(&format!(
                    "  r{id}:\n    symptoms: [s{id}]\n    when: {{any: [late, {{user.roles: {{has: admin}}}}]}}\n    cause:\n      title: {{en: \"Cause {id}\"}}\n      explanation: {{en: \"Part {id} of the order could not be found.\"}}\n    resolution:\n      - {{for: customer, do: {{en: \"Order part {id} again\"}}}}\n"
                ));
            }
            std::fs::write(path.join(format!("f{file}.yaml")), symptoms + &rules).unwrap();
        }
    }
    let start = Instant::now();
    let book = good(load(&[RulesRoot::Path(folder.path().to_owned())]));
    println!("20,000 rules in {:?}", start.elapsed());
    assert_eq!(book.rules.len(), 20_000);
}
