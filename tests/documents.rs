//! `explain` and `list` as JSON: what the program prints is what the schemas in `docs/` promise, field by field.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use casebook::book::things::{Kind, Thing, named, things};
use casebook::book::{RuleBook, load, load_texts};
use casebook::engine::{Case, Engine};
use casebook::lang::Lang;
use casebook::pack::files::RulesRoot;
use casebook::render::explain::{self, Subject};
use casebook::render::list;
use jiff::civil::date;
use jsonschema::Validator;
use serde_json::Value;

/// The schema as written, and the same without room for fields that it does not name.
fn validators(text: &str) -> [Validator; 2] {
    let open: Value = serde_json::from_str(text).unwrap();
    let mut closed = open.clone();
    close(&mut closed);
    [open, closed].map(|schema| {
        jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{error}"));
        jsonschema::draft202012::new(&schema).unwrap()
    })
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.get("type").is_some_and(|kind| kind == "object") && map.contains_key("properties") {
                map.insert("additionalProperties".to_owned(), false.into());
            }
            map.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

#[track_caller]
fn check(validators: &[Validator; 2], document: &str, about: &str) {
    let document: Value = serde_json::from_str(document).unwrap();
    for validator in validators {
        let problems: Vec<String> = validator
            .iter_errors(&document)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert_eq!(problems, [""; 0], "{about}");
    }
}

fn explanation() -> [Validator; 2] {
    validators(include_str!("../docs/explanation.schema.json"))
}

fn page(book: &RuleBook, thing: Thing, lang: Lang) -> String {
    explain::json(book, lang, &[Subject { thing, text: None }])
}

#[test]
fn pages_of_every_kind_in_three_languages() {
    let book = load(&[RulesRoot::Builtin]).unwrap();
    let validators = explanation();
    let all = things(&book);
    for kind in Kind::ALL {
        let of_kind: Vec<Thing> = all.iter().copied().filter(|thing| thing.kind() == kind).collect();
        // Of the thousands of terms some are enough; of all else each one is looked at.
        let step = if kind == Kind::Term { of_kind.len() / 50 } else { 1 };
        assert!(of_kind.len() >= 3 && step > 0, "{kind:?}: {}", of_kind.len());
        for thing in of_kind.into_iter().step_by(step) {
            for lang in Lang::ALL {
                check(&validators, &page(&book, thing, lang), &thing.id(&book));
            }
        }
    }
}

#[test]
fn what_became_of_the_patterns_in_a_text() {
    let engine = Engine::new(load(&[RulesRoot::Builtin]).unwrap());
    let validators = explanation();
    let mut states = [false; 3];
    for (name, text) in [
        ("intel-points/no-options", "it just says No options"),
        ("intel-points/no-options", "no options is what the dropdown of the voucher says"),
        ("intel-points/forbidden-403", "got 403, cleared cookies"),
        ("microsoft-partner-support/cannot-buy-support-online", "how do i buy a single incident, no button"),
        ("huawei-partner/cbc-99000027", "验证码老是过期"),
        ("intel-points/voucher-unavailable", "kartu hadiahnya tidak muncul kemarin, sekarang sudah ada"),
    ] {
        let Some(Thing::Symptom(id)) = named(&engine.book, name).first().copied() else { panic!("{name}") };
        let case = Case { parts: vec![text.to_owned()], ..Case::empty(date(2026, 3, 1)) };
        let accounts = engine.account(&case, id);
        let found = accounts.iter().any(|account| !account.found.is_empty());
        let near = accounts.iter().filter_map(|account| account.nearest.as_ref());
        let hindered = near.clone().any(|near| !near.obstacles.is_empty());
        for (state, seen) in states.iter_mut().zip([found, near.count() > 0, hindered]) {
            *state |= seen;
        }
        let subject = Subject { thing: Thing::Symptom(id), text: Some((&case.parts, accounts)) };
        check(&validators, &explain::json(&engine.book, Lang::En, &[subject]), name);
    }
    assert_eq!(states, [true; 3], "found, nearest, obstacles");
}

#[test]
fn lists_in_three_languages() {
    let book = load(&[RulesRoot::Builtin]).unwrap();
    let validators = validators(include_str!("../docs/list.schema.json"));
    let all = things(&book);
    for lang in Lang::ALL {
        check(&validators, &list::json(&book, lang, &all), lang.code());
        check(&validators, &list::json(&book, lang, &[]), lang.code());
    }
}

/// The schemas refuse what they ought to.
#[test]
fn a_page_that_lacks_a_field_or_has_another_type_is_refused() {
    let pack = include_str!("data/shop.yaml").to_owned();
    let book = load_texts(vec![("shop/pack.yaml".to_owned(), pack)]).unwrap_or_default();
    let [open, closed] = explanation();
    let thing = named(&book, "shop/card-expired")[0];
    let good: Value = serde_json::from_str(&page(&book, thing, Lang::En)).unwrap();
    assert!(open.is_valid(&good) && closed.is_valid(&good));
    let spoilt = |change: &dyn Fn(&mut Value)| {
        let mut document = good.clone();
        change(&mut document["pages"][0]);
        document
    };
    let lacking = spoilt(&|page| _ = page.as_object_mut().unwrap().remove("ways"));
    let turned = spoilt(&|page| page["fallback"] = "no".into());
    let odd = spoilt(&|page| page["ways"][0]["when"] = serde_json::json!({"maybe": []}));
    for document in [lacking, turned, odd] {
        assert!(!open.is_valid(&document), "{document}");
    }
    let more = spoilt(&|page| page["new"] = 1.into());
    assert!(open.is_valid(&more) && !closed.is_valid(&more), "fields may be added, but not unnoticed");
}
