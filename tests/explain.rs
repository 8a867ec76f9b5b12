//! `explain` and `list`: pages that people read, as golden files, and what they promise over all shipped packs.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use assert_cmd::Command;
use casebook::book::things::{Kind, Thing, named, near, things};
use casebook::book::{RuleBook, load, load_texts};
use casebook::engine::{Case, Engine};
use casebook::lang::Lang;
use casebook::pack::files::RulesRoot;
use casebook::render::Layout;
use casebook::render::explain::{self, Subject};
use casebook::render::list::{self, Wanted};
use casebook::render::safe::is_unsafe;
use jiff::civil::date;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const PLAIN: Layout = Layout { width: 80, colour: false };

fn shop() -> Engine {
    let pack = include_str!("data/shop.yaml").to_owned();
    Engine::new(load_texts(vec![("shop/pack.yaml".to_owned(), pack)]).expect("a pack without findings"))
}

fn shipped() -> RuleBook {
    load(&[RulesRoot::Builtin]).expect("the shipped packs")
}

fn page(book: &RuleBook, name: &str, lang: Lang) -> String {
    let found = named(book, name);
    assert!(!found.is_empty(), "{name}");
    let subjects: Vec<Subject<'_>> = found.into_iter().map(|thing| Subject { thing, text: None }).collect();
    explain::terminal(book, lang, &subjects, PLAIN)
}

#[test]
fn pages_in_three_languages() {
    let shop = shop();
    insta::assert_snapshot!("explain_symptom", page(&shop.book, "declined", Lang::En));
    insta::assert_snapshot!("explain_cause", page(&shop.book, "shop/card-expired", Lang::Id));
    insta::assert_snapshot!("explain_fact", page(&shop.book, "card.kinds", Lang::Zh));
    insta::assert_snapshot!("explain_pack", page(&shop.book, "shop", Lang::En));
    insta::assert_snapshot!("explain_agent_only", page(&shop.book, "fraud-suspected", Lang::En));
}

#[test]
fn a_symptom_with_a_text() {
    let shop = shop();
    let late = "my colleague pays far too late, always";
    for (name, text) in [("late", late), ("declined", "card declined"), ("locked", "the sky is blue")] {
        let case = Case { parts: vec![text.to_owned()], ..Case::empty(date(2026, 3, 1)) };
        let Some(Thing::Symptom(id)) = named(&shop.book, name).first().copied() else { panic!("{name}") };
        let accounts = shop.account(&case, id);
        let subject = Subject { thing: Thing::Symptom(id), text: Some((&case.parts, accounts)) };
        let shown = explain::terminal(&shop.book, Lang::En, &[subject], PLAIN);
        insta::assert_snapshot!(format!("explain_text_{name}"), shown);
    }
}

#[test]
fn everything_has_a_page_in_every_language_and_form() {
    let book = shipped();
    let all = things(&book);
    assert!(all.len() > 200, "{}", all.len());
    for thing in all {
        let id = thing.id(&book);
        assert!(
            named(&book, &id).contains(&thing) || named(&book, &id).iter().any(|one| one.id(&book) == id)
        );
        for lang in Lang::ALL {
            let subject = || [Subject { thing, text: None }];
            let text = explain::terminal(&book, lang, &subject(), Layout { width: 60, colour: false });
            let joined: String = text.split_whitespace().collect();
            assert!(joined.contains(&id.replace(' ', "")), "{id}: {text}");
            assert!(!text.contains(|c: char| c != '\n' && is_unsafe(c)), "{id}: {text}");
            for line in text.lines() {
                assert!(line.width() <= 60, "{id} in {lang}: {line}");
            }
            assert!(explain::markdown(&book, lang, &subject()).starts_with("## "), "{id}");
        }
        let document = explain::json(&book, Lang::En, &[Subject { thing, text: None }]);
        let document: Value = serde_json::from_str(&document).expect("JSON");
        assert_eq!(document["schema"], "casebook/explanation/1");
        assert_eq!(document["pages"][0]["id"], id);
        assert_eq!(document["pages"][0]["kind"], thing.kind().name());
    }
}

#[test]
fn a_list_is_filtered_by_kind_pack_and_words_of_any_language() {
    let book = shipped();
    let found = |kinds: &[Kind], words: &[&str]| -> Vec<String> {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let wanted = Wanted { kinds: kinds.to_vec(), packs: Vec::new(), words };
        list::wanted(&book, &wanted).into_iter().map(|thing| thing.id(&book)).collect()
    };
    assert_eq!(found(&[Kind::Pack], &[]), ["huawei-partner", "intel-points", "microsoft-partner-support"]);
    assert_eq!(found(&[Kind::Symptom], &["FORBIDDEN", "403"]), ["intel-points/forbidden-403"]);
    assert!(found(&[Kind::Symptom], &["代金券"]).contains(&"intel-points/voucher-unavailable".to_owned()));
    assert_eq!(found(&[Kind::Symptom, Kind::Cause], &["no such thing"]), [""; 0]);
    let all = found(&[Kind::Symptom], &[]);
    assert_eq!(all.len(), book.symptoms.len());
    let json = list::json(
        &book,
        Lang::Zh,
        &list::wanted(&book, &Wanted { kinds: vec![Kind::Fact], ..Wanted::default() }),
    );
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["entries"].as_array().map(Vec::len), Some(book.facts.len()));
}

#[test]
fn a_shop_list() {
    let shop = shop();
    let wanted = Wanted { kinds: vec![Kind::Symptom, Kind::Cause, Kind::Fact], ..Wanted::default() };
    let found = list::wanted(&shop.book, &wanted);
    insta::assert_snapshot!("list_text", list::terminal(&shop.book, Lang::En, &found, PLAIN));
    insta::assert_snapshot!("list_markdown", list::markdown(&shop.book, Lang::Zh, &found));
}

#[test]
fn near_names_are_of_every_kind() {
    let book = shipped();
    assert_eq!(near(&book, "no-optins", &Kind::ALL), ["no-options"]);
    assert_eq!(near(&book, "intel-points/user.role", &Kind::ALL), ["intel-points/user.roles"]);
    assert_eq!(near(&book, "quite-another-thing", &Kind::ALL), [""; 0]);
}

/// Exit code, standard output, standard error.
fn run(arguments: &[&str], stdin: &str) -> (i32, String, String) {
    let mut command = Command::cargo_bin("casebook").expect("the program is built");
    command.env_clear().args(arguments).write_stdin(stdin).timeout(std::time::Duration::from_secs(60));
    let output = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
}

#[test]
fn the_verbs_as_a_user_runs_them() {
    let (code, out, _) = run(&["explain", "no-options", "--text", "-"], "it just says No options");
    assert!(code == 0 && out.contains("«No options»"), "{out}");
    let (code, out, _) = run(&["list", "--pack", "intel-points", "--kind", "symptom"], "");
    assert!(code == 0 && out.contains("intel-points/no-options") && !out.contains("huawei"), "{out}");
    let (code, out, err) = run(&["list", "nothing-like-this"], "");
    assert!(code == 1 && out.is_empty() && err.contains("Nothing fits"), "{out}{err}");
    for (arguments, words) in [
        (["explain", "no-optins"].as_slice(), "did you mean `no-options`?"),
        (
            &["explain", "user.roles", "--text", "x"],
            "`--text` explains a symptom, and `user.roles` is a fact",
        ),
        (&["explain", "no-options", "--as-of", "2026-01-01"], "`--as-of` means nothing to `explain`"),
        (
            &["explain", "no-options", "--pack", "huawei-partner"],
            "it stands in another one: `intel-points/no-options`",
        ),
        (&["list", "--as-of", "2026-01-01"], "`--as-of` means nothing to `list`"),
        (&["list", "--kind", "rule"], "symptom, cause, fact"),
    ] {
        let (code, out, err) = run(arguments, "");
        assert!(code == 2 && out.is_empty() && err.contains(words), "{arguments:?}: {out}{err}");
    }
}

/// A run in a language: exit code and standard error.
fn problem(arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("casebook").expect("the program is built");
    let output = command.env_clear().args(arguments).write_stdin("").output().expect("it runs");
    assert_ne!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

#[test]
fn what_goes_wrong_is_told_in_the_readers_language() {
    for (arguments, id, zh) in [
        (
            ["diagnose", "x", "--symptom", "no-option"].as_slice(),
            "galat: tidak ada gejala bernama `no-option`\n  bantuan: apakah maksud Anda `no-options`?\n",
            "错误：没有名为 `no-option` 的症状\n  帮助：您是不是要找 `no-options`？\n",
        ),
        (
            &["diagnose", "x", "--set", "plan.linked=maybe"],
            "galat: `maybe` bukan yes dan bukan no (fakta `plan.linked`)\n  bantuan: tulis `yes` atau `no` (`true` dan \
             `false` sama artinya)\n",
            "错误：`maybe` 既不是 yes 也不是 no（事实 `plan.linked`）\n  帮助：请写 `yes` 或 `no`（`true` 和 `false` \
             意思相同）\n",
        ),
        (
            &["explain", "rewards-data-5001"],
            "galat: tidak ada yang bernama `rewards-data-5001`\n  bantuan: apakah maksud Anda `rewards-data-5000`? \
             angkanya berbeda\n",
            "错误：没有任何内容名为 `rewards-data-5001`\n  帮助：您是不是要找 `rewards-data-5000`？数字不同\n",
        ),
        (
            &["list", "vouchr"],
            "Tidak ada yang cocok.\nApakah maksud Anda `casebook list voucher`?\n",
            "没有符合的内容。\n您是不是要找 `casebook list voucher`？\n",
        ),
    ] {
        assert_eq!(problem(&[arguments, &["--lang", "id"]].concat()), id);
        assert_eq!(problem(&[arguments, &["--lang", "zh"]].concat()), zh);
    }
}

#[test]
fn completions_know_bare_names_languages_and_codes() {
    for shell in ["bash", "zsh", "fish"] {
        let mut command = Command::cargo_bin("casebook").expect("the program is built");
        let output = command.env_clear().args(["completions", shell]).output().expect("it runs");
        let script = String::from_utf8(output.stdout).expect("UTF-8");
        for word in ["intel-points/no-options", " no-options", "user.roles=employee", "never-true", "zh"] {
            let word = if shell == "bash" { word } else { word.trim() };
            assert!(script.contains(word), "{shell}: {word}");
        }
        if shell == "fish" {
            let pages = script.lines().find(|line| line.contains("subcommand explain\" -f -a"));
            assert!(pages.is_some_and(|line| line.contains(" no-options ")), "{shell}");
        }
    }
}
