//! Which fact is asked for next.

use crate::desk::desk;

#[test]
fn an_answer_that_settles_more_is_worth_more() {
    let desk = desk(&[
        ("r1", "symptoms: [s1], when: {a: true}"),
        ("r2", "symptoms: [s1], when: {all: [{a: false}, {b: true}]}"),
    ]);
    // a=yes settles both (r2 is out), a=no settles r1 only: 1.5. b=no settles r2, b=yes nothing: 0.5.
    desk.check_questions("s1", "", &["a 1.500: r1 r2", "b 0.500: r2"]);
    desk.check_questions("s1", "a=no", &["b 1.000: r2"]);
    desk.check_questions("s1", "a=yes", &[]);
    desk.check_questions("s2", "", &[]);
}

#[test]
fn cost_divides_and_ties_go_by_id() {
    let desk = desk(&[
        ("r1", "symptoms: [s1], when: {c: true}"),
        ("r2", "symptoms: [s1], when: {b: true}"),
        ("r3", "symptoms: [s1], when: {a: true}"),
    ]);
    desk.check_questions("s1", "", &["a 1.000: r3", "b 1.000: r2", "c 0.250: r1"]);
}

#[test]
fn each_type_has_its_answers() {
    for (when, expected) in [
        ("{tier: low}", "tier 1.000: r"),
        ("{roles: {has: admin}}", "roles 1.000: r"),
        ("{roles: {is-empty: true}}", "roles 1.000: r"),
        ("{count: {at-most: 0}}", "count 1.000: r"),
        ("{status: {at-least: 100}}", "status 1.000: r"),
        ("{ends: {before: today}}", "ends 1.000: r"),
        ("{ends: {days-since: {above: 15}}}", "ends 1.000: r"),
        ("{name: Jakarta}", "name 1.000: r"),
        ("{name: {is-not: Jakarta}}", "name 1.000: r"),
    ] {
        let desk = desk(&[("r", &format!("symptoms: [s1], when: {when}"))]);
        desk.check_questions("s1", "", &[expected]);
    }
}

#[test]
fn answers_are_grouped_by_what_they_settle() {
    // Each row: when r2 needs `b` besides, one group settles both rules and the other only one of them.
    for (first, second) in [
        ("{count: {at-most: 0}}", "{count: {above: 5}}"),
        ("{ends: {before: 2025-06-23}}", "{ends: {after: 2025-06-23}}"),
        ("{ends: {days-since: {at-most: 15}}}", "{ends: {days-since: {above: 15}}}"),
        ("{tier: low}", "{tier: {one-of: [mid, top]}}"),
        ("{name: Jakarta}", "{name: Bogor}"),
        ("{roles: {has: admin}}", "{roles: {has: guest}}"),
    ] {
        let desk = desk(&[
            ("r1", &format!("symptoms: [s1], when: {first}")),
            ("r2", &format!("symptoms: [s1], when: {{all: [{second}, {{b: true}}]}}")),
        ]);
        let fact = first.trim_start_matches('{').split(':').next().unwrap();
        let expected = [format!("{fact} 1.500: r1 r2"), "b 0.500: r2".to_owned()];
        desk.check_questions("s1", "", &[expected[0].as_str(), expected[1].as_str()]);
    }
}

#[test]
fn the_interval_between_two_thresholds_is_an_answer() {
    // A count between 0 and 5 leaves r open for `b`; every other count rules it out.
    let desk = desk(&[("r", "symptoms: [s1], when: {all: [{count: {above: 0, below: 5}}, {b: true}]}")]);
    desk.check_questions("s1", "", &["b 0.500: r", "count 0.500: r"]);
    desk.check_questions("s1", "b=yes", &["count 1.000: r"]);
}

#[test]
fn a_fact_that_settles_nothing_alone_comes_last() {
    let desk = desk(&[(
        "r",
        "symptoms: [s1], when: {any: [{all: [{a: true}, {b: true}]}, {all: [{a: false}, {c: true}]}]}",
    )]);
    desk.check_questions("s1", "", &["a 0.000:", "b 0.000:", "c 0.000:"]);
    desk.check_questions("s1", "a=yes", &["b 1.000: r"]);
}

#[test]
fn weak_evidence_is_settled_only_by_being_ruled_out() {
    let desk = desk(&[("r", "symptoms: [s1], when: {a: true}")]);
    desk.check_questions("s1~", "", &["a 0.500: r"]);
    desk.check_questions("s1~", "a=yes", &[]);
}

#[test]
fn two_ways_are_settled_together() {
    let desk = desk(&[("r", "symptoms: [s1], when: {a: true}, also: [{symptoms: [s2], when: {b: true}}]")]);
    // With both ways open, `yes` confirms and `no` leaves the other way.
    desk.check_questions("s1 s2", "", &["a 0.500: r", "b 0.500: r"]);
    desk.check_questions("s1", "", &["a 1.000: r"]);
}

#[test]
fn an_answer_that_brings_a_fallback_back_does_not_settle_it() {
    // `b: no` rules out both rules for s1 and s2, and with them gone the first one is offered for s2 all the same.
    let desk = desk(&[
        ("help", "symptoms: [s2], fallback: true, also: [{symptoms: [s1], when: {b: true}}]"),
        ("other", "symptoms: [s2], when: {b: true}"),
    ]);
    desk.check("s1~ s2~", "", &["possible help [s1]", "possible other [s2]"]);
    desk.check("s1~ s2~", "b=no", &["fallback possible help [s2]", "ruled-out other [s2]"]);
    desk.check_questions("s1~ s2~", "", &["b 0.500: other"]);
    // Strong evidence for s2 confirms it whichever way the answer goes.
    desk.check_questions("s1 s2", "", &["b 2.000: help other"]);
    // Where s2 has another explanation that `c` may still take away, `b: no` leaves its end open.
    let desk = desk_with_another();
    desk.check_questions("s1~ s2~", "", &["b 0.500: other", "c 0.125: third"]);
}

fn desk_with_another() -> crate::desk::Desk {
    desk(&[
        ("help", "symptoms: [s2], fallback: true, also: [{symptoms: [s1], when: {b: true}}]"),
        ("other", "symptoms: [s2], when: {b: true}"),
        ("third", "symptoms: [s2], when: {c: true}"),
    ])
}
