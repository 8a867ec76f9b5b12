//! What a build prepares is what loading the YAML gives, in every respect.

use casebook::book::load;
use casebook::embedded;
use casebook::engine::{Case, Engine};
use casebook::pack::files::{RulesRoot, builtin};
use casebook::render::{View, json};
use casebook::source::Sources;

#[expect(clippy::expect_used, reason = "a helper of tests")]
fn loaded() -> Engine {
    Engine::new(load(&[RulesRoot::Builtin]).expect("the shipped packs load"))
}

fn sources() -> Sources {
    let mut sources = Sources::default();
    builtin(&mut sources, None);
    sources
}

fn answer(engine: &Engine, text: &str) -> String {
    let case = Case {
        as_of: jiff::civil::date(2026, 3, 1),
        parts: vec![text.to_owned()],
        symptoms: Vec::new(),
        facts: Vec::new(),
        packs: Vec::new(),
        named: Vec::new(),
        ..Case::empty(jiff::civil::date(2026, 3, 1))
    };
    let diagnosis = engine.diagnose(&case);
    let lang = casebook::lang::Lang::En;
    json::diagnosis(&View { book: &engine.book, case: &case, diagnosis: &diagnosis, lang })
}

/// Texts of all kinds: messages, codes, terms in three languages, slips, denials, nothing.
const TEXTS: &[&str] = &[
    "Something went wrong while fetching rewards data - (5000). Please try again.",
    "got error 5000 again",
    "Somthing went wrnog while fetchng rewads data",
    "the Continue button is greyed out and I can not redeem my points",
    "tombol lanjutkan berwarna abu-abu, saya tidak bisa menukarkan poin",
    "继续按钮是灰色的，无法兑换积分",
    "403 Forbidden on the points portal, but it no longer happens",
    "error_code CBC.99000027 from the huawei cloud partner API",
    "Partner Center does not show my benefits",
    "thank you",
    "",
];

#[test]
fn an_engine_survives_its_bytes() {
    let engine = loaded();
    let bytes = engine.to_bytes().expect("an engine can be written");
    let kept = Engine::from_bytes(bytes.clone().leak(), sources()).expect("what was written can be read");
    assert_eq!(format!("{:?}", kept.book), format!("{:?}", engine.book));
    assert_eq!(kept.to_bytes().expect("it can be written again"), bytes);
    for text in TEXTS {
        assert_eq!(answer(&kept, text), answer(&engine, text), "{text}");
    }
}

#[test]
fn every_start_prepares_the_same_bytes() {
    let bytes = |engine: Engine| engine.to_bytes().expect("an engine can be written");
    assert_eq!(bytes(loaded()), bytes(loaded()));
}

#[test]
fn what_the_build_prepared_is_what_the_yaml_says() {
    // Only release builds prepare anything; there this compares all of it.
    if let Some(kept) = embedded::engine() {
        let engine = loaded();
        assert_eq!(format!("{:?}", kept.book), format!("{:?}", engine.book));
        assert!(kept.to_bytes().expect("it can be written") == engine.to_bytes().expect("so can this"));
    }
}

#[test]
fn other_bytes_are_no_engine() {
    for bytes in [&b""[..], b"no engine", &[0xFF; 64]] {
        assert!(Engine::from_bytes(bytes.to_vec().leak(), sources()).is_none());
    }
}
