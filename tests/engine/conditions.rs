//! Every operator, with a value that passes, one that does not, and none.

use crate::desk::desk;
use casebook::condition::Truth;
use casebook::engine::Verdict;

fn truth(when: &str, facts: &str) -> Truth {
    let desk = desk(&[("r", &format!("symptoms: [s1], when: {when}"))]);
    let diagnosis = desk.diagnose("s1", facts);
    let one = diagnosis.diagnoses.iter().chain(&diagnosis.ruled_out).next().expect("one rule, one verdict");
    match one.verdict {
        Verdict::Confirmed => Truth::True,
        Verdict::Possible => Truth::Unknown,
        Verdict::RuledOut => Truth::False,
    }
}

/// The condition is unknown without facts, true with the first facts and false with the second.
#[track_caller]
fn check(when: &str, holds: &str, fails: &str) {
    assert_eq!(truth(when, ""), Truth::Unknown, "{when} without facts");
    assert_eq!(truth(when, holds), Truth::True, "{when} with {holds}");
    assert_eq!(truth(when, fails), Truth::False, "{when} with {fails}");
}

#[test]
fn operators() {
    for (when, holds, fails) in [
        ("{a: true}", "a=yes", "a=no"),
        ("{a: {is: no}}", "a=no", "a=yes"),
        ("{a: {is-not: no}}", "a=yes", "a=no"),
        ("{tier: low}", "tier=low", "tier=top"),
        ("{tier: {is-not: low}}", "tier=mid", "tier=low"),
        ("{tier: {one-of: [low, mid]}}", "tier=mid", "tier=top"),
        ("{name: {is: Jakarta}}", "name=Jakarta", "name=Bogor"),
        ("{name: {one-of: [Jakarta, Bogor]}}", "name=Bogor", "name=Depok"),
        ("{roles: {has: admin}}", "roles=guest,admin", "roles=guest"),
        ("{roles: {has: admin}}", "roles=admin", "roles="),
        ("{roles: {has-any: [admin, owner]}}", "roles=owner", "roles=guest"),
        ("{roles: {has-all: [admin, owner]}}", "roles=owner,guest,admin", "roles=owner"),
        ("{roles: {has-none: [admin, owner]}}", "roles=guest", "roles=owner"),
        ("{roles: {has-none: [admin]}}", "roles=", "roles=admin"),
        ("{roles: {is-empty: true}}", "roles=", "roles=guest"),
        ("{roles: {is-empty: false}}", "roles=guest", "roles="),
        ("{count: 3}", "count=3", "count=3.5"),
        ("{count: {at-least: 3}}", "count=3", "count=2.9"),
        ("{count: {at-most: 0}}", "count=-0", "count=1"),
        ("{count: {above: 3}}", "count=3.1", "count=3"),
        ("{count: {below: 0}}", "count=-1", "count=0"),
        ("{status: {at-least: 400, at-most: 499}}", "status=404", "status=500"),
        ("{ends: {before: today}}", "ends=2026-02-28", "ends=2026-03-01"),
        ("{ends: {on-or-before: today}}", "ends=2026-03-01", "ends=2026-03-02"),
        ("{ends: {after: 2025-06-23}}", "ends=2025-06-24", "ends=2025-06-23"),
        ("{ends: {on-or-after: 2025-06-23}}", "ends=2025-06-23", "ends=2025-06-22"),
        ("{ends: {is: today}}", "ends=2026-03-01", "ends=2026-02-28"),
        ("{ends: {is: 2025-06-23}}", "ends=2025-06-23", "ends=2025-06-24"),
        ("{ends: {days-since: {at-most: 15}}}", "ends=2026-02-14", "ends=2026-02-13"),
        ("{ends: {days-since: {above: 15}}}", "ends=2026-02-13", "ends=2026-02-14"),
        ("{ends: {days-since: {below: 0}}}", "ends=2026-03-02", "ends=2026-03-01"),
        ("{ends: {days-since: {is: 366}}}", "ends=2025-02-28", "ends=2025-03-01"),
        ("is-a", "a=yes", "a=no"),
        ("may", "roles=admin", "roles=guest b=no"),
        ("may", "b=yes", "roles= b=no"),
        ("{not: may}", "roles= b=no", "b=yes"),
        ("{all: [is-a, {b: true}]}", "a=yes b=yes", "b=no"),
        ("{any: [is-a, {b: true}]}", "b=yes", "a=no b=no"),
    ] {
        check(when, holds, fails);
    }
}

#[test]
fn kleenes_tables_decide_what_is_unknown() {
    for (when, facts) in [
        ("{all: [{a: true}, {b: true}]}", "a=yes"),
        ("{any: [{a: true}, {b: true}]}", "a=no"),
        ("{not: {any: [{a: true}, {b: true}]}}", "b=no"),
        ("may", "roles=guest"),
    ] {
        assert_eq!(truth(when, facts), Truth::Unknown, "{when} with {facts}");
    }
}

#[test]
fn known_is_closed_world_and_never_unknown() {
    for (when, facts, expected) in [
        ("{a: {known: true}}", "", Truth::False),
        ("{a: {known: true}}", "a=no", Truth::True),
        ("{a: {known: false}}", "", Truth::True),
        ("{roles: {known: true}}", "roles=", Truth::True),
        ("{count: {known: true, at-least: 3}}", "", Truth::False),
        ("{count: {known: true, at-least: 3}}", "count=4", Truth::True),
    ] {
        assert_eq!(truth(when, facts), expected, "{when} with `{facts}`");
    }
}

#[test]
fn today_is_the_day_of_diagnosis() {
    assert_eq!(truth("{today: {on-or-after: 2026-03-01}}", ""), Truth::True);
    assert_eq!(truth("{today: {before: 2026-03-01}}", ""), Truth::False);
}
