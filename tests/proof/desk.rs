//! A folder with rules and fixtures, and the program run on it.

use assert_cmd::Command;
use serde_json::Value;
use std::path::PathBuf;
use tempfile::TempDir;

/// A small pack: two symptoms, conditions of every shape, a fallback.
pub const PACK: &str = "\
format: 1
pack: pump
languages: [en]
title: {en: Pump}
product: {any: [water pump]}
facts:
  tank.filled: {type: yes-no}
  age: {type: number, range: [0, 50]}
symptoms:
  red-light:
    title: {en: The light is red}
    seen:
      - message: E12 - check water supply
      - say: [light, red]
        unless: [bicycle]
  noise:
    title: {en: It hums}
    seen:
      - say: [hums]
      - say: [hums, loudly]
terms:
  light: {en: [light, lamp]}
  red: {en: [red]}
  hums: {en: [hums]}
  loudly: {en: [loudly]}
  bicycle: {en: [bicycle]}
rules:
  tank-empty:
    symptoms: [red-light]
    when: {tank.filled: no}
    cause: {title: {en: The tank is empty}, explanation: {en: No water.}}
    resolution: [{for: customer, do: {en: Fill it.}}]
  worn-out:
    symptoms: [red-light, noise]
    when:
      all:
        - tank.filled: yes
        - age: {at-least: 10}
    yields-to: [tank-empty]
    cause: {title: {en: It is worn out}, explanation: {en: It is old.}}
    resolution: [{for: customer, do: {en: Buy a new one.}}]
  ask-us:
    symptoms: all
    fallback: true
    cause: {title: {en: Ask us}, explanation: {en: We look at it.}}
    resolution: [{for: customer, do: {en: Call.}}]
";

pub struct Desk {
    pub root: TempDir,
}

impl Desk {
    /// A desk with the pack and these fixture files below `fixtures/pump/`.
    pub fn new(fixtures: &[(&str, &str)]) -> Self {
        let desk = Self { root: tempfile::tempdir().expect("a folder") };
        desk.write("rules/pump/pack.yaml", PACK);
        for (name, text) in fixtures {
            desk.write(&format!("fixtures/pump/{name}"), text);
        }
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("casebook").expect("the program is built");
        command.env_clear().env("TZ", "UTC").current_dir(self.root.path());
        command.args(["test", "--rules", "rules"]).args(arguments);
        command.timeout(std::time::Duration::from_secs(120));
        command
    }

    /// Runs `test` with the desk's rules: standard output and standard error.
    #[track_caller]
    pub fn check(&self, arguments: &[&str], expected: i32) -> (String, String) {
        let output = self.command(arguments).output().expect("it runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
        let (out, err) = (text(output.stdout), text(output.stderr));
        assert_eq!(output.status.code(), Some(expected), "{arguments:?}\n{out}\n{err}");
        (out, err)
    }

    #[track_caller]
    pub fn json(&self, arguments: &[&str], expected: i32) -> Value {
        let (out, _) = self.check(&[arguments, &["--format", "json"]].concat(), expected);
        serde_json::from_str(&out).expect("JSON")
    }
}

/// A fixture on one line.
pub fn fixture(name: &str, snapshot: &str, expect: &str) -> String {
    format!("- {{name: {name}, snapshot: {{{snapshot}}}, expect: {{{expect}}}}}\n")
}
