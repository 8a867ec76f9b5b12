//! Watching keeps files, patterns and readings that a change leaves alone. After any change the verdicts are those of
//! a run that keeps nothing.

use crate::desk::Desk;
use casebook::book::{Drafted, load, load_again};
use casebook::engine::Engine;
use casebook::finding::Findings;
use casebook::fixture::{FixtureReport, Readings, Trees, load_fixtures, load_fixtures_again, run, run_again};
use casebook::pack::files::RulesRoot;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::path::PathBuf;

const TODAY: Date = date(2026, 3, 1);

const HEAD: &str = "format: 1\npack: pump\nlanguages: [en]\ntitle: {en: Pump}\nproduct: {any: [water pump]}\n\
    facts:\n  tank.filled: {type: yes-no}\n  age: {type: number, range: [0, 50], seen: [{regex: '(?<value>\\d+) years'}]}\n";
const TERMS: &str = "terms:\n  light: {en: [light, lamp]}\n  red: {en: [red, glows red]}\n  hums: {en: [hums]}\n  bicycle: {en: [bicycle]}\n";
const SEEN: &str = "symptoms:\n  red-light:\n    title: {en: The light is red}\n    seen:\n      - message: E12 - check water supply\n      - say: [light, red]\n        unless: [bicycle]\n      - code: '4711'\n        near: [light]\n  noise:\n    title: {en: It hums}\n    seen:\n      - say: [hums]\n      - regex: 'zz+'\n";
const RULES: &str = "rules:\n  tank-empty:\n    symptoms: [red-light]\n    when: {tank.filled: no}\n    cause: {title: {en: The tank is empty}, explanation: {en: No water.}}\n    resolution: [{for: customer, do: {en: Fill it.}}]\n  worn-out:\n    symptoms: [red-light, noise]\n    when: {age: {at-least: 10}}\n    cause: {title: {en: It is worn out}, explanation: {en: It is old.}}\n    resolution: [{for: customer, do: {en: Buy another.}}]\n";
const COMMON: &str = "format: 1\npack: common\nlanguages: [en]\ntitle: {en: Common}\ncues:\n  denies-next: {en: [no, not, never]}\n  resolved: {en: [solved]}\nvariants:\n  en: {light: [lite]}\nother-products: {any: [fan heater]}\nknown-words: {any: [kettle]}\nterms:\n  water: {en: [water]}\n";
const FIXTURES: &str = "- {name: one, snapshot: {text: 'the lamp is red, 12 years old'}, expect: {symptoms: [red-light], confirmed: [worn-out]}}\n\
    - {name: two, snapshot: {text: 'it hums and zzzz', facts: {age: 30}}, expect: {symptoms: [noise], possible: []}}\n\
    - {name: three, snapshot: {text: 'E12 check water suply. not red the lite', facts: {tank.filled: no}}, expect: {confirmed: [tank-empty]}}\n\
    - {name: four, snapshot: {text: 'fan heater 4711 on the light'}, expect: {symptoms: []}}\n\
    - {name: five, snapshot: {text: 'the light never glows red, bicyle, humms'}, expect: {denied: [red-light]}}\n\
    - {name: six, snapshot: {text: 'a lamp that glowsred and hummms like a kettle'}, expect: {symptoms: [red-light]}}\n";

/// What becomes of which words.
type Changes = &'static [(&'static str, &'static str)];

/// Files, and what may change in them: each change can come and go by itself.
const FILES: [(&str, &str, Changes); 6] = [
    (
        "rules/pump/pack.yaml",
        HEAD,
        &[
            ("water pump", "fan heater"),
            ("[0, 50]", "[0, 20]"),
            ("years", "summers"),
            ("yes-no", "no-such-type"),
            (
                "facts:\n",
                "facts:\n  a: {type: number, range: [0, 9], seen: [{regex: '(?<value>[0-9]) is'}]}\n",
            ),
            ("[water pump]", "[water pump, the lamp]"),
        ],
    ),
    (
        "rules/pump/terms.yaml",
        TERMS,
        &[
            ("[light, lamp]", "[light]"),
            ("glows red", "'(shines|glows) * red'"),
            ("[hums]", "[hums, humming, zzzz]"),
            ("[bicycle]", "[bicycle, lamp]"),
            ("[bicycle]", "[bicycle, hummms, 'glowsred like']"),
            ("[red, glows red]", "[glows red, shines brightly]"),
            ("  hums:", "  hums: {includes: [light]}\n  buzz:"),
            ("[light, lamp", "[light, lamb, lamp"),
            ("  bicycle:", "  another: {en: [kettle, hummms like]}\n  bicycle:"),
            ("[bicycle", "[bicyle, bicycle"),
        ],
    ),
    (
        "rules/pump/seen.yaml",
        SEEN,
        &[
            ("check water supply", "fill the tank"),
            ("        unless: [bicycle]\n", ""),
            ("'4711'", "'4712'"),
            ("near: [light]", "near: [hums]"),
            ("'zz+'", "'zzz'"),
            ("  noise:", "  noises:"),
            (
                "  red-light:",
                "  a-hum: {title: {en: A hum}, seen: [{say: [light, hums], within: 2 sentences}]}\n  red-light:",
            ),
            ("say: [light, red]\n", "say: [light, red]\n      - message: check the water kettle\n"),
            ("- say: [hums]\n", "- say: [hums]\n        near: [light]\n      - code: '12'\n"),
            ("say: [light, red]", "say: [red"),
        ],
    ),
    (
        "rules/pump/rules.yaml",
        RULES,
        &[
            ("tank.filled: no", "tank.filled: yes"),
            ("at-least: 10", "at-least: 31"),
            ("worn-out", "worn"),
            ("rules:", "rulez:"),
        ],
    ),
    (
        "rules/common/pack.yaml",
        COMMON,
        &[
            ("[no, not, never]", "[no, not]"),
            ("[solved]", "[solved, glows red and hums]"),
            ("[lite]", "[lit]"),
            ("[lite]", "[lite, glows red, kettel]"),
            ("{any: [kettle]}", "{any: [kettle, hummms, humm]}"),
            ("resolved: {en:", "resolved: {en: [hums and],"),
            ("resolved:", "past: {en: [like a kettle]}\n  resolved:"),
            ("fan heater", "kettle"),
            ("[water]", "[water, humms]"),
        ],
    ),
    (
        "fixtures/pump/a.yaml",
        FIXTURES,
        &[
            ("12 years", "8 years"),
            ("it hums", "it does not hum"),
            ("[red-light]", "[]"),
            ("hummms", "humms"),
            ("- {name: two", "- {nam: two"),
        ],
    ),
];

/// What a run shows: its report, and all findings.
type Outcome = Result<(FixtureReport, Findings), Findings>;

struct Watched {
    roots: Vec<RulesRoot>,
    fixtures: Vec<PathBuf>,
    drafted: Drafted,
    trees: Trees,
    readings: Readings,
    engine: Option<Engine>,
    /// Texts that the last change left alone.
    kept: usize,
}

impl Watched {
    fn new(desk: &Desk) -> Self {
        Self {
            roots: vec![RulesRoot::Path(desk.path("rules"))],
            fixtures: vec![desk.path("fixtures")],
            drafted: Drafted::default(),
            trees: Trees::default(),
            readings: Readings::default(),
            engine: None,
            kept: 0,
        }
    }

    /// As `test --watch` does it.
    fn again(&mut self) -> Outcome {
        let book = load_again(&self.roots, &mut self.drafted)?;
        let (engine, changes) = match &mut self.engine {
            Some(before) => before.renewed(book),
            None => (Engine::renewable(book), None),
        };
        if let Some(changes) = changes {
            self.readings.renew(&changes);
        }
        self.kept = self.readings.len();
        let read = load_fixtures_again(&self.fixtures, &engine.book, TODAY, &mut self.trees);
        let report = run_again(&engine, &read.list, &mut self.readings);
        self.engine = Some(engine);
        Ok((report, read.findings))
    }

    /// Runs once more, and holds what comes out to a run from nothing.
    #[track_caller]
    fn compare(&mut self) {
        match (self.again(), self.afresh()) {
            (Ok((kept, found)), Ok((fresh, wanted))) => {
                assert_eq!(kept, fresh);
                assert_eq!(found.list, wanted.list);
            }
            (Err(found), Err(wanted)) => assert_eq!(found.list, wanted.list),
            (kept, fresh) => panic!("{:?} but {:?}", kept.is_ok(), fresh.is_ok()),
        }
    }

    fn afresh(&self) -> Outcome {
        let engine = Engine::new(load(&self.roots)?);
        let read = load_fixtures(&self.fixtures, &engine.book, TODAY);
        Ok((run(&engine, &read.list), read.findings))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_kept_changes_no_verdict(changes in proptest::collection::vec((0..FILES.len(), 0_usize..24), 1..20)) {
        let desk = Desk::new(&[]);
        let mut made = [0_u16; FILES.len()];
        let write = |file: usize, made: u16| {
            let (name, text, changes) = FILES[file];
            let apply = |text: String, at: usize| text.replace(changes[at].0, changes[at].1);
            let some = (0..changes.len()).filter(|at| made & (1 << at) != 0);
            desk.write(name, &some.fold(text.to_owned(), apply));
        };
        (0..FILES.len()).for_each(|file| write(file, 0));
        let mut watched = Watched::new(&desk);
        let first = watched.again().map_err(|found| format!("{:?}", found.list));
        prop_assert!(first.is_ok_and(|(report, _)| report.results.len() == 6));
        for (file, change) in changes {
            let number = change % FILES[file].2.len();
            made[file] ^= 1 << number;
            write(file, made[file]);
            watched.compare();
        }
    }
}

#[test]
fn half_typed_files_are_read_like_any_others() {
    let desk = Desk::new(&[]);
    FILES.iter().for_each(|(name, text, _)| desk.write(name, text));
    let mut watched = Watched::new(&desk);
    watched.compare();
    for (name, text, _) in FILES {
        for end in (0..text.len()).step_by(41).chain([text.len()]) {
            desk.write(name, &text[..end]);
            watched.compare();
        }
    }
    assert!(watched.again().is_ok_and(|(report, _)| report.results.len() == 6 && watched.kept == 6));
}

/// How many of the six texts a change leaves alone: all that it does not concern.
#[test]
fn texts_that_a_change_does_not_concern_are_not_read_again() {
    let desk = Desk::new(&[]);
    FILES.iter().for_each(|(name, text, _)| desk.write(name, text));
    let mut watched = Watched::new(&desk);
    assert!(watched.again().is_ok());
    for (file, old, new, kept) in [
        (3, "at-least: 10", "at-least: 31", 6),
        (1, "[bicycle]", "[bicycle, tricycle]", 6),
        (1, "[bicycle]", "[bicycle, hummms]", 4),
        (2, "'zz+'", "'zzz'", 4),
        (4, "[solved]", "[solved, never glows]", 4),
        (4, "[lite]", "[lite, lited]", 4),
        (0, "water pump", "kettle", 4),
        (2, "check water supply", "check water supply twice", 1),
        (2, "'4711'", "'4712'", 1),
    ] {
        let (name, text, _) = FILES[file];
        desk.write(name, &text.replace(old, new));
        assert!(watched.again().is_ok(), "{new}");
        assert!(watched.kept >= kept && (kept == 6 || watched.kept < 6), "{new}: {} are kept", watched.kept);
        desk.write(name, text);
        assert!(watched.again().is_ok());
    }
}
