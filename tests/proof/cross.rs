//! Cross-fire between packs.

use crate::desk::{Desk, fixture};

/// A second pack whose words are those of the first.
const OTHER: &str = "\
format: 1
pack: siren
languages: [en]
title: {en: Siren}
product: {any: [siren]}
symptoms:
  glows:
    title: {en: It glows red}
    seen:
      - say: [red-lamp]
      - code: \"4711\"
terms:
  red-lamp: {en: [lamp is red]}
rules:
  alarm:
    symptoms: [glows]
    cause: {title: {en: Alarm}, explanation: {en: It is an alarm.}}
    resolution: [{for: customer, do: {en: Run.}}]
";

fn desk() -> Desk {
    let fixtures = [
        fixture("lamp", "text: the lamp is red", "confirmed: []"),
        fixture("code", "text: 4711 again", "symptoms: []"),
    ];
    let desk = Desk::new(&[("a.yaml", &fixtures.concat())]);
    desk.write("rules/siren/pack.yaml", OTHER);
    desk
}

#[test]
fn what_nobody_expects_is_shown_by_strength() {
    let desk = desk();
    let (out, err) = desk.check(&["--cross"], 1);
    assert!(err.contains("2 fixtures: 1 unexpected on strong evidence, 1 on weak"), "{err}");
    for part in [
        "pump       0  1 (1)",
        "siren/glows  in lamp  fixtures/pump/a.yaml:1",
        "«lamp is red»  say: [red-lamp]",
        "siren/glows  in code  fixtures/pump/a.yaml:2",
    ] {
        let squeezed = out.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = part.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(squeezed.contains(&wanted), "no `{part}` in\n{out}");
    }
    let report = desk.json(&["--cross"], 1);
    assert_eq!(report["unexpected"][0]["strength"], "strong");
    assert_eq!(report["unexpected"][1]["words"], "4711");
    desk.check(&["--cross", "--format", "junit"], 2);
}

#[test]
fn packs_that_keep_to_themselves_pass() {
    let desk = desk();
    desk.write("rules/siren/pack.yaml", &OTHER.replace("lamp is red", "siren is red"));
    let (out, err) = desk.check(&["--cross"], 0);
    assert!(err.contains("0 unexpected on strong evidence, 1 on weak"), "{out}{err}");
    let only = Desk::new(&[("a.yaml", &fixture("lamp", "text: the lamp is red", "symptoms: [red-light]"))]);
    only.check(&["--cross"], 0);
    only.check(&["--cross", "--filter", "nothing"], 1);
}
