//! The solver agrees with trying out everything, on small random conditions.

use super::*;
use crate::book::load_texts;
use crate::condition::{FactView, truth};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

const DAY: Date = date(2026, 1, 1);

const FACTS: &str = "
facts:
  flag: {type: yes-no}
  tier: {type: one-of, values: [p, q, r]}
  roles: {type: set, values: [u, v, w]}
  seats: {type: number, range: [0, 10]}
  ends: {type: date}
  name: {type: text}
";

/// A book with these definitions, named `a`, `b` and so on.
fn book(definitions: &[String]) -> RuleBook {
    let head = "format: 1\npack: demo\nlanguages: [en]\ntitle: {en: T}\nproduct: {any: [demo]}\n";
    let named = definitions.iter().zip('a'..).map(|(text, name)| format!("  {name}: {text}\n"));
    let text = format!("{head}{FACTS}definitions:\n{}", named.collect::<String>());
    let common = "format: 1\npack: common\nlanguages: [en]\ntitle: {en: T}\n";
    let files = [("common/pack.yaml", common), ("demo/pack.yaml", text.as_str())];
    let files = files.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec();
    load_texts(files).unwrap_or_else(|findings| panic!("{definitions:?}: {:?}", findings.list))
}

/// Whether the conditions can come out as wanted.
fn ask(book: &RuleBook, wanted: &[bool]) -> (Answer, usize) {
    let mut solver = Solver::new(book, DAY);
    let goals = book.definitions.iter().zip(wanted);
    let goals: Vec<Goal<'_>> =
        goals.map(|((_, it), holds)| Goal { condition: Some(&it.condition), holds: *holds }).collect();
    (solver.ask(&goals), solver.undecided)
}

fn test() -> BoxedStrategy<String> {
    let days = || prop_oneof![Just("2026-01-03"), Just("2026-01-05"), Just("today")];
    prop_oneof![
        prop::sample::select(vec![
            "{flag: yes}",
            "{flag: {is-not: yes}}",
            "{flag: {known: true}}",
            "{tier: p}",
            "{tier: {one-of: [p, q]}}",
            "{tier: {is-not: r}}",
            "{tier: {known: false}}",
            "{roles: {has: u}}",
            "{roles: {has-any: [u, v]}}",
            "{roles: {has-all: [u, v]}}",
            "{roles: {has-none: [v]}}",
            "{roles: {is-empty: true}}",
            "{roles: {is-empty: false}}",
            "{roles: {known: true}}",
            "{seats: 2}",
            "{seats: {at-least: 2}}",
            "{seats: {above: 2, below: 5}}",
            "{seats: {at-most: 5}}",
            "{name: x}",
            "{name: {is-not: x}}",
            "{name: {one-of: [x, y]}}",
            "{ends: {days-since: {at-most: 2}}}",
            "{ends: {days-since: {above: 0, below: 2}}}",
            "{ends: {days-since: {is: 1}}}",
        ])
        .prop_map(str::to_owned),
        (prop::sample::select(vec!["before", "on-or-before", "after", "on-or-after", "is"]), days())
            .prop_map(|(operator, day)| format!("{{ends: {{{operator}: {day}}}}}")),
        prop::sample::select(vec!["before", "on-or-after", "is"])
            .prop_map(|operator| format!("{{today: {{{operator}: 2026-01-04}}}}")),
    ]
    .boxed()
}

fn condition() -> BoxedStrategy<String> {
    test()
        .prop_recursive(3, 8, 3, |inner| {
            let list = |word: &'static str| {
                prop::collection::vec(inner.clone(), 1..4)
                    .prop_map(move |parts| format!("{{{word}: [{}]}}", parts.join(", ")))
            };
            prop_oneof![list("all"), list("any"), inner.clone().prop_map(|part| format!("{{not: {part}}}"))]
        })
        .boxed()
}

/// Every value of a fact that these conditions could tell apart, and more; none stands for "nobody knows".
fn values(name: &str) -> Vec<Option<Value>> {
    let values: Vec<Value> = match name {
        "flag" => vec![Value::YesNo(true), Value::YesNo(false)],
        "tier" => (0..3).map(Value::Choice).collect(),
        "roles" => {
            (0..8_u32).map(|bits| Value::Set((0..3).filter(|at| bits & (1 << at) > 0).collect())).collect()
        }
        "seats" => [0.0, 1.0, 2.0, 2.5, 4.0, 5.0, 9.0].map(Value::Number).to_vec(),
        "name" => ["x", "y", "z"].map(|text| Value::Text(text.to_owned())).to_vec(),
        _ => (-9..12).map(|days: i32| Value::Date(DAY + days.days())).collect(),
    };
    std::iter::once(None).chain(values.into_iter().map(Some)).collect()
}

/// Tries everything out.
fn exists(book: &RuleBook, wanted: &[bool]) -> bool {
    let mut used: BTreeSet<Id<Fact>> = BTreeSet::new();
    for (_, definition) in book.definitions.iter() {
        definition.condition.each_test(book, &mut |test| {
            if let Subject::Fact(fact) = test.subject {
                used.insert(fact);
            }
        });
    }
    let used: Vec<(Id<Fact>, Vec<Option<Value>>)> =
        used.into_iter().map(|fact| (fact, values(&book.facts[fact].name))).collect();
    let mut at = vec![0; used.len()];
    loop {
        let facts =
            used.iter().zip(&at).filter_map(|((fact, values), at)| Some((*fact, values[*at].as_ref()?)));
        let view = FactView::new(facts);
        for days in -4..10_i32 {
            let today = DAY + days.days();
            let met = book.definitions.iter().zip(wanted).all(|((_, definition), holds)| {
                truth(&definition.condition, book, &view, today) == Truth::from(*holds)
            });
            if met {
                return true;
            }
        }
        let Some(next) = (0..at.len()).find(|index| at[*index] + 1 < used[*index].1.len()) else {
            return false;
        };
        at[..next].fill(0);
        at[next] += 1;
    }
}

/// The example's facts really give what was wanted, whatever the facts that it leaves open.
fn shows(book: &RuleBook, wanted: &[bool], example: &Example) -> bool {
    let facts = example.facts.iter().filter_map(|(fact, value)| Some((*fact, value.as_ref()?)));
    let view = FactView::new(facts);
    book.definitions.iter().zip(wanted).all(|((_, definition), holds)| {
        truth(&definition.condition, book, &view, example.today.unwrap_or(DAY)) == Truth::from(*holds)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_trying_everything(one in condition(), other in condition(), holds: bool) {
        let book = book(&[one, other]);
        let wanted = [true, holds];
        let (answer, _) = ask(&book, &wanted);
        let expected = exists(&book, &wanted);
        match answer {
            Answer::Yes(example) => {
                prop_assert!(expected, "claims {example:?}");
                prop_assert!(shows(&book, &wanted, &example), "shown by {example:?}");
            }
            Answer::No => prop_assert!(!expected, "claims that there is none"),
            Answer::Undecided => prop_assert!(false, "small conditions are always decided"),
        }
    }
}

#[test]
fn what_has_nothing_to_do_with_each_other_is_cheap() {
    let mut parts: Vec<String> = (0..20).map(|_| "{any: [{flag: yes}, {tier: p}]}".to_owned()).collect();
    parts.extend(["{seats: {above: 5}}".to_owned(), "{seats: {below: 5}}".to_owned()]);
    let book = book(&[format!("{{all: [{}]}}", parts.join(", "))]);
    assert_eq!(ask(&book, &[true]), (Answer::No, 0));
}

#[test]
fn the_work_limit_is_stated() {
    // Pigeons and holes: short to write, long to refute by search.
    let day = |day: u32| format!("{{ends: {{is: 2026-01-{day:02}}}}}");
    let either = |at: u32| format!("{{any: [{}, {{seats: {at}}}, {{roles: {{has: u}}}}]}}", day(1 + at));
    let book = book(&[format!("{{all: [{}]}}", (1..9).map(either).collect::<Vec<_>>().join(", "))]);
    let mut solver = Solver { book: &book, day: DAY, left: 5, undecided: 0 };
    let goals: Vec<Goal<'_>> = book.definitions.iter().map(|(_, it)| is_true(Some(&it.condition))).collect();
    assert_eq!(solver.ask(&goals), Answer::Undecided);
    assert_eq!(solver.undecided, 1);
}
