//! The message to the customer: what it says, what a team can replace, and what it never holds.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use casebook::book::{Audience, RuleBook, load, load_texts};
use casebook::engine::{Case, Engine, Verdict};
use casebook::facts::{FactType, Value};
use casebook::lang::{Lang, LocalText};
use casebook::pack::files::RulesRoot;
use casebook::render::{View, reply};
use casebook::template::{Template, parse_template};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;
use std::sync::OnceLock;

fn engines() -> &'static [Engine; 2] {
    static ENGINES: OnceLock<[Engine; 2]> = OnceLock::new();
    ENGINES.get_or_init(|| {
        let shop = vec![("shop/pack.yaml".to_owned(), include_str!("data/shop.yaml").to_owned())];
        [
            Engine::new(load(&[RulesRoot::Builtin]).expect("the shipped packs")),
            Engine::new(load_texts(shop).expect("a pack")),
        ]
    })
}

fn every_language(text: &LocalText) -> impl Iterator<Item = String> {
    Lang::ALL.into_iter().filter_map(|lang| text.exact(lang).map(str::to_owned))
}

/// Every text that is for the agent only, and every name that no customer knows.
fn private(book: &RuleBook) -> BTreeSet<String> {
    let (mut private, mut open) = (BTreeSet::new(), Vec::new());
    for (_, rule) in book.rules.iter() {
        for step in &rule.resolution {
            let texts = [&step.action, &step.if_text];
            let texts = texts.into_iter().flatten().flat_map(every_language);
            if rule.agent_only || step.audience == Audience::Agent {
                private.extend(texts);
            } else {
                open.extend(texts);
            }
        }
        let texts = every_language(&rule.title).chain(every_language(&rule.explanation));
        if rule.agent_only {
            private.extend(texts)
        } else {
            open.extend(texts)
        }
        private.insert(rule.id.clone());
    }
    for (_, fact) in book.facts.iter() {
        private.insert(fact.id.clone());
        private.insert(fact.name.clone());
        private.extend(fact.ask.iter().flat_map(every_language));
        open.extend(fact.ask_customer.iter().flat_map(every_language));
    }
    private.extend(book.symptoms.iter().map(|(_, symptom)| symptom.id.clone()));
    // A sentence that the customer may read as well is no secret.
    private.retain(|text| open.iter().all(|open| !open.contains(text)));
    private
}

/// A value of a fact's type.
fn value(kind: &FactType, seed: Index) -> Value {
    let listed = kind.values().len().max(1);
    match kind {
        FactType::YesNo => Value::YesNo(seed.index(2) == 0),
        FactType::OneOf(_) => Value::Choice(seed.index(listed) as u32),
        FactType::Set(_) => {
            let members = seed.index(1 << listed.min(6));
            Value::Set((0..listed as u32).filter(|member| members >> member & 1 == 1).collect())
        }
        FactType::Number { range } => {
            let (low, high) = range.unwrap_or((-1000.0, 1000.0));
            Value::Number(low + (high - low) * seed.index(101) as f64 / 100.0)
        }
        FactType::Date => Value::Date(date(2019 + seed.index(10) as i16, 1 + seed.index(12) as i8, 1)),
        FactType::Text => Value::Text("ID".to_owned()),
    }
}

fn reply_of(engine: &Engine, case: &Case, lang: Lang) -> (String, bool) {
    let diagnosis = engine.diagnose(case);
    let confirmed = diagnosis.diagnoses.iter().any(|found| found.verdict == Verdict::Confirmed);
    let view = View { book: &engine.book, case, diagnosis: &diagnosis, lang };
    (reply::message(&view, &Template::default()), confirmed)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_for_the_agent_reaches_the_customer(
        which in 0usize..2,
        symptoms in prop::collection::vec(any::<Index>(), 1..4),
        facts in prop::collection::vec((any::<Index>(), any::<Index>()), 0..12),
        day in 0i64..2000,
    ) {
        let engine = &engines()[which];
        let book = &engine.book;
        let mut case = Case::empty(date(2022, 1, 1).checked_add(jiff::Span::new().days(day)).expect("a day"));
        let all: Vec<_> = book.symptoms.iter().map(|(id, _)| id).collect();
        case.symptoms = symptoms.iter().map(|at| *at.get(&all)).collect();
        case.symptoms.sort();
        case.symptoms.dedup();
        let all: Vec<_> = book.facts.iter().map(|(id, _)| id).collect();
        case.facts = facts.iter().map(|(at, seed)| {
            let fact = *at.get(&all);
            (fact, value(&book.facts[fact].kind, *seed))
        }).collect();
        case.facts.sort_by_key(|known| known.0);
        case.facts.dedup_by_key(|known| known.0);
        let private = private(book);
        for lang in Lang::ALL {
            let (message, _) = reply_of(engine, &case, lang);
            for text in &private {
                prop_assert!(!message.contains(text.as_str()), "{text:?} in {lang}:\n{message}");
            }
        }
    }
}

/// Every symptom alone: the message says something in every language, and what is private is not little.
#[test]
fn every_symptom_has_a_reply_in_every_language() {
    for engine in engines() {
        let book = &engine.book;
        let private = private(book);
        assert!(private.len() > 10, "{}", private.len());
        let mut confirmed = 0;
        for (symptom, _) in book.symptoms.iter() {
            let case = Case { symptoms: vec![symptom], ..Case::empty(date(2026, 3, 1)) };
            let mut bodies = BTreeSet::new();
            for lang in Lang::ALL {
                let (message, sure) = reply_of(engine, &case, lang);
                assert!(private.iter().all(|text| !message.contains(text.as_str())), "{message}");
                confirmed += usize::from(sure);
                bodies.insert(message);
            }
            assert_eq!(bodies.len(), 3, "each language has words of its own: {bodies:?}");
        }
        assert!(confirmed > 0, "some symptom proves its cause");
    }
}

#[test]
fn a_conditional_step_is_worded_with_if_while_its_condition_is_unknown() {
    let pack = include_str!("data/shop.yaml").replace(
        "      - {for: agent, do: {en: Look it up in the ledger.",
        "      - {for: customer, when: {card.kinds: {has: gift}}, if: {en: you pay with a gift card, id: Anda memakai kartu \
         hadiah, zh: 您使用礼品卡}, do: {en: Show the receipt., id: Tunjukkan struk., zh: 出示收据。}}\n      \
         - {for: agent, do: {en: Look it up in the ledger.",
    );
    let engine = Engine::new(load_texts(vec![("shop/pack.yaml".to_owned(), pack)]).expect("a pack"));
    for (kinds, expected) in [
        ("", "If you pay with a gift card, show the receipt."),
        (", card.kinds: [gift]", "2. Show the receipt."),
        (", card.kinds: [debit]", "Please contact your bank. Ask your bank for a new card."),
    ] {
        let snapshot = format!(
            "{{as_of: 2026-03-01, text: card declined, facts: {{card.expires_on: 2026-01-31{kinds}}}}}"
        );
        let case =
            casebook::facts::parse_snapshot("s", &snapshot, &engine.book, date(2026, 3, 1)).expect("a case");
        let (message, _) = reply_of(&engine, &case, Lang::En);
        assert!(message.contains(expected), "{kinds}: {message}");
        assert_eq!(message.contains("receipt"), !kinds.contains("debit"), "{message}");
    }
}

#[test]
fn a_team_replaces_greeting_and_closing() {
    let template = "greeting: {en: \"Dear partner,\"}\nclosing: {en: \"Yours,\\nthe desk\", zh: 商店客服}\n";
    let template = parse_template("t.yaml", template).expect("a template");
    let engine = &engines()[1];
    let case = Case { parts: vec!["card declined".to_owned()], ..Case::empty(date(2026, 3, 1)) };
    let diagnosis = engine.diagnose(&case);
    let message = |lang| {
        reply::message(&View { book: &engine.book, case: &case, diagnosis: &diagnosis, lang }, &template)
    };
    let english = message(Lang::En);
    assert!(
        english.starts_with("Dear partner,\n\n") && english.ends_with("\n\nYours,\nthe desk\n"),
        "{english}"
    );
    // What a template leaves out stays the program's.
    assert!(message(Lang::Id).starts_with("Halo,") && message(Lang::Id).ends_with("Salam hormat\n"));
    assert!(message(Lang::Zh).starts_with("您好！") && message(Lang::Zh).ends_with("商店客服\n"));
}

/// A customer for whom all is over is asked nothing more.
#[test]
fn what_is_over_is_closed() {
    let engine = &engines()[0];
    let over = "The 403 Forbidden on the points portal is solved, thank you!";
    let case = Case { parts: vec![over.to_owned()], ..Case::empty(date(2026, 3, 1)) };
    for (lang, words) in [
        (Lang::En, "We are glad to hear that it works again."),
        (Lang::Id, "sudah berfungsi kembali"),
        (Lang::Zh, "很高兴得知问题已经解决"),
    ] {
        let (message, _) = reply_of(engine, &case, lang);
        assert!(message.contains(words) && !message.contains(['?', '？']), "{message}");
    }
    // Who asks something is not told that all is well, whatever else is over.
    let asking = format!("{over} But may my colleague redeem too?");
    let case = Case { parts: vec![asking], ..Case::empty(date(2026, 3, 1)) };
    let (message, _) = reply_of(engine, &case, Lang::En);
    assert!(message.contains("Thank you for your question.") && !message.contains("glad"), "{message}");
    let quoted = format!("{over}\n\nOn Monday Ann wrote:\n> can you help?\n");
    let case = Case { parts: vec![quoted], ..Case::empty(date(2026, 3, 1)) };
    assert!(reply_of(engine, &case, Lang::En).0.contains("glad to hear"), "the question was the older one");
    let case = Case { parts: vec!["help, it does not work".to_owned()], ..Case::empty(date(2026, 3, 1)) };
    assert!(
        reply_of(engine, &case, Lang::En).0.contains("Which exact words"),
        "an unknown problem is asked about"
    );
}
