//! `diagnose --ask`: as a script answers it, as a person does on a real terminal, and what it promises.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use assert_cmd::Command;
use casebook::book::{load, load_texts, lookup};
use casebook::engine::{Case, Engine};
use casebook::facts::{FactType, Value, parse_snapshot, write_snapshot};
use casebook::interview::{Interview, Next};
use casebook::pack::files::RulesRoot;
use jiff::civil::date;
use std::collections::BTreeSet;
use std::path::Path;
use tempfile::TempDir;

const SHOP: &str = include_str!("data/shop.yaml");
const ASK: [&str; 5] = ["diagnose", "--ask", "card declined at the shop", "--as-of", "2026-03-01"];

fn desk() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    std::fs::create_dir_all(folder.path().join("rules/shop")).expect("a folder");
    std::fs::write(folder.path().join("rules/shop/pack.yaml"), SHOP).expect("a file");
    folder
}

/// A scripted interview: exit code, standard output, standard error.
fn script(folder: &Path, arguments: &[&str], answers: &str) -> (i32, String, String) {
    let mut command = Command::cargo_bin("casebook").expect("the program is built");
    let output = command
        .env_clear()
        .env("TZ", "UTC")
        .current_dir(folder)
        .args(arguments)
        .args(["--rules", "rules"])
        .write_stdin(answers)
        .timeout(std::time::Duration::from_secs(60))
        .output()
        .expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn check(answers: &str, expected: &[&str]) {
    let desk = desk();
    let (code, out, err) = script(desk.path(), &ASK, answers);
    assert_eq!(code, 0, "{answers:?}: {out}{err}");
    for words in expected {
        assert!(out.contains(words), "{answers:?} should give {words:?}: {out}{err}");
    }
}

#[test]
fn a_script_answers_line_by_line() {
    // The date comes first: it settles as much as the set, and its id is the smaller one.
    check(
        "2026-01-31\ngift\n",
        &["CONFIRMED  The card has expired", "CONFIRMED  A gift card cannot pay this"],
    );
    check("2027-01-31\n1, credit\n", &["Something for the shop's desk", "Ruled out"]);
    check("2027-01-31\n0\n", &["Because gift is not among card.kinds (known: none)"]);
    check("?\n3\n", &["CONFIRMED  A gift card cannot pay this"]);
    check("2027-01-31\n<\n2026-01-31\nq\n", &["CONFIRMED  The card has expired"]);
    check("card.kinds=gift\n2026-01-31\n", &["CONFIRMED  The card has expired", "CONFIRMED  A gift card"]);
    check("", &["POSSIBLE  The card has expired"]);
    let (_, out, _) = script(desk().path(), &ASK, "");
    assert!(!out.contains("add --ask"), "after an interview none is offered: {out}");
}

/// Two words that may stand on any screen are weak without the product's name, so the symptom is asked for first.
#[test]
fn a_hint_is_made_sure_of_first() {
    let desk = desk();
    let hint = ["diagnose", "--ask", "card declined", "--as-of", "2026-03-01"];
    let (code, out, err) = script(desk.path(), &hint, "declined\n2026-01-31\n?\n");
    let asked = "The text only hints at it. Does the customer really see this: The card is declined?";
    assert!(err.contains(asked) && err.contains("1) yes") && err.contains("0) no, something else"), "{err}");
    assert!(code == 0 && out.contains("CONFIRMED  The card has expired"), "{out}{err}");
    for answer in ["1", "yes", "shop/declined"] {
        let (_, out, err) = script(desk.path(), &hint, &format!("{answer}\n2026-01-31\nq\n"));
        assert!(out.contains("CONFIRMED  The card has expired"), "{answer}: {out}{err}");
    }
    let (code, out, _) = script(desk.path(), &hint, "no\nq\n");
    assert!(code == 1 && !out.contains("POSSIBLE"), "{out}");
    let (_, out, _) = script(desk.path(), &hint, "?\n?\n?\n");
    assert!(out.contains("POSSIBLE  The card has expired") && !out.contains("CONFIRMED"), "{out}");
}

#[test]
fn a_wrong_answer_of_a_script_ends_the_run_and_says_which() {
    let desk = desk();
    for (answers, words) in [
        ("soon\n", "line 1 of the answers, `soon`, is no answer to `When does the card expire?`"),
        ("2026-01-31\ngift, gold\n", "“gold” is none of the choices"),
        ("<\n", "This is the first question"),
        ("card.kinds=gold\n", "gold"),
    ] {
        let (code, out, err) = script(desk.path(), &ASK, answers);
        assert!(code == 2 && out.is_empty() && err.contains(words), "{answers:?}: {out}{err}");
    }
    let (code, _, err) = script(desk.path(), &["diagnose", "--ask"], "card declined at the shop");
    assert!(code == 2 && err.contains("standard input holds the answers"), "{err}");
}

#[test]
fn it_ends_when_nothing_more_can_be_settled() {
    let desk = desk();
    let (code, _, err) = script(desk.path(), &ASK, "?\n?\n");
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("Nothing more can be settled") && err.contains("Question 2"), "{err}");
    assert!(!err.contains("Question 3"), "{err}");
    let (_, _, err) = script(desk.path(), &ASK, "2026-01-31\ngift\n1\n1\n");
    assert!(err.contains("2 more lines of answers were not needed"), "{err}");
}

#[test]
fn no_symptom_is_asked_for_and_kept() {
    let desk = desk();
    let arguments = ["diagnose", "--ask", "help, it does not work", "--save-snapshot", "case.yaml"];
    let (code, out, err) = script(desk.path(), &arguments, "declined\n2020-01-31\n?\n");
    assert!(code == 0 && out.contains("CONFIRMED  The card has expired"), "{out}{err}");
    assert!(err.contains("What does the customer see?"), "{err}");
    let kept = std::fs::read_to_string(desk.path().join("case.yaml")).expect("the snapshot");
    for words in ["text: \"help, it does not work\"", "- shop/declined", "card.expires_on: 2020-01-31"] {
        assert!(kept.contains(words), "{kept}");
    }
    let (_, again, _) = script(desk.path(), &["diagnose", "--snapshot", "case.yaml"], "");
    assert_eq!(again, out);
    let (code, _, err) =
        script(desk.path(), &["diagnose", "x", "--save-snapshot", "no/such/folder.yaml"], "");
    assert!(code == 2 && err.contains("cannot write the snapshot"), "{err}");
    let files = std::fs::read_dir(desk.path()).expect("a folder").count();
    assert_eq!(files, 2, "nothing half written is left");
}

/// The fact's values, of each kind one that conditions may care for and one more.
fn some_value(engine: &Engine, next: &Next, seed: usize) -> Option<Value> {
    let Next::Fact(question) = next else { return None };
    let kind = &engine.book.facts[question.fact].kind;
    let listed = kind.values().len().max(1);
    Some(match kind {
        FactType::YesNo => Value::YesNo(seed.is_multiple_of(2)),
        FactType::OneOf(_) => Value::Choice((seed % listed) as u32),
        FactType::Set(_) if seed.is_multiple_of(3) => Value::Set(Vec::new()),
        FactType::Set(_) => Value::Set(vec![(seed % listed) as u32]),
        FactType::Number { range } => Value::Number(range.map_or(seed as f64, |range| range.0)),
        FactType::Date => Value::Date(date(2020 + (seed % 10) as i16, 1, 1)),
        FactType::Text => Value::Text("X".to_owned()),
    })
}

/// Every symptom of the shipped packs, answered in several ways: no fact comes twice, the interview ends, and
/// what it keeps gives the same diagnosis. Going back gives the diagnosis that was there before.
#[test]
fn every_interview_ends_and_keeps_what_was_answered() {
    let engine = Engine::new(load(&[RulesRoot::Builtin]).expect("the shipped packs"));
    let today = date(2026, 3, 1);
    let mut interviews = 0;
    for (symptom, _) in engine.book.symptoms.iter() {
        for seed in 0..4 {
            let mut case = Case::empty(today);
            case.symptoms = vec![symptom];
            let mut interview = Interview::new(&engine, case);
            let mut asked = BTreeSet::new();
            while let Some(next) = interview.next() {
                if let Next::Fact(question) = &next {
                    assert!(asked.insert(question.fact), "a fact is asked for twice");
                }
                let before = interview.diagnosis().clone();
                match (some_value(&engine, &next, seed + asked.len()), &next) {
                    (Some(value), Next::Fact(question)) if seed != 3 => {
                        interview.answer(question.fact, value)
                    }
                    _ => interview.dont_know(&next),
                }
                let after = interview.diagnosis().clone();
                interview.back();
                assert_eq!(interview.diagnosis(), &before);
                match (some_value(&engine, &next, seed + asked.len()), &next) {
                    (Some(value), Next::Fact(question)) if seed != 3 => {
                        interview.answer(question.fact, value)
                    }
                    _ => interview.dont_know(&next),
                }
                assert_eq!(interview.diagnosis(), &after);
            }
            let kept = write_snapshot(interview.case(), &engine.book);
            let read = parse_snapshot("kept", &kept, &engine.book, today).expect("reads back");
            assert_eq!(&engine.diagnose(&read), interview.diagnosis(), "{kept}");
            interviews += 1;
        }
    }
    assert!(interviews > 100, "{interviews}");
}

#[test]
fn full_width_answers_are_taken() {
    check("２０２６－０１－３１\nｇｉｆｔ\n", &["CONFIRMED  The card has expired", "CONFIRMED  A gift card"]);
    check("？\n１，３\n", &["CONFIRMED  A gift card cannot pay this"]);
    check("2027-01-31\n＜\n2026-01-31\nｑ\n", &["CONFIRMED  The card has expired"]);
}

#[test]
fn what_the_agent_did_not_know_is_told_as_such() {
    let desk = desk();
    let save = [ASK.as_slice(), &["--save-snapshot", "case.yaml"]].concat();
    let (_, out, err) = script(desk.path(), &save, "?\ngift\n");
    let asked = out.split("Ask next").nth(1).unwrap_or_else(|| panic!("{out}{err}"));
    assert!(asked.contains("When does the card expire?\n     You did not know this"), "{out}");
    assert!(!asked.contains("--set"), "{out}");
    let (_, out, _) = script(desk.path(), &["diagnose", "--snapshot", "case.yaml"], "");
    assert!(out.contains("You did not know this"), "the snapshot keeps it: {out}");
    let (_, out, _) = script(desk.path(), &["diagnose", "--snapshot", "case.yaml", "--format", "json"], "");
    assert!(out.contains("\"not_known\": true"), "{out}");
    let (_, _, err) = script(desk.path(), &["diagnose", "--ask", "--snapshot", "case.yaml"], "q\n");
    assert!(err.contains("When does the card expire?"), "a new interview asks again: {err}");
}

/// Two packs whose text is the same, so that only the product tells them apart.
fn two_shops() -> Engine {
    let other = SHOP.replace("pack: shop", "pack: store").replace("the shop", "the store");
    let book = load_texts(vec![
        ("shop/pack.yaml".to_owned(), SHOP.to_owned()),
        ("store/pack.yaml".to_owned(), other),
    ]);
    Engine::new(book.expect("two packs"))
}

#[test]
fn the_product_is_asked_for_where_it_decides() {
    let engine = two_shops();
    let case = Case { parts: vec!["card declined".to_owned()], ..Case::empty(date(2026, 3, 1)) };
    let packs: Vec<_> = engine.book.packs.ids().collect();
    let mut interview = Interview::new(&engine, case);
    assert_eq!(interview.next(), Some(Next::Product(packs.clone())));
    interview.product(packs[1]);
    let found = &interview.diagnosis().diagnoses;
    assert!(!found.is_empty() && found.iter().all(|one| engine.book.rules[one.rule].pack == packs[1]));
    assert!(matches!(interview.next(), Some(Next::Fact(_))), "the symptom is sure now");
    let kept = write_snapshot(interview.case(), &engine.book);
    assert!(kept.contains("products:\n  - store\n"), "{kept}");
    let read = parse_snapshot("kept", &kept, &engine.book, date(2026, 3, 1)).expect("reads back");
    assert_eq!(&engine.diagnose(&read), interview.diagnosis());
    // Neither: what the text seemed to show is not seen, and all other symptoms are offered.
    interview.back();
    interview.none_of_these(&Next::Product(packs));
    assert!(interview.diagnosis().diagnoses.is_empty());
    let Some(Next::Symptom { others, .. }) = interview.next() else { panic!("the symptom is asked for") };
    assert!(!others.is_empty());
}

#[test]
fn something_else_than_the_hints_may_be_seen() {
    let desk = desk();
    let hint =
        ["diagnose", "--ask", "card declined", "--as-of", "2026-03-01", "--save-snapshot", "case.yaml"];
    let (code, out, err) = script(desk.path(), &hint, "0\nq\n");
    assert!(err.contains("0) no, something else") && err.contains("What does the customer see?"), "{err}");
    assert!(code == 1 && !out.contains("POSSIBLE"), "{out}");
    let kept = std::fs::read_to_string(desk.path().join("case.yaml")).expect("the snapshot");
    assert!(kept.contains("not_seen:\n  - shop/declined\n"), "{kept}");
}

#[test]
fn what_is_not_known_and_needed_ends_the_questions() {
    let pack = SHOP.replace(
        "    when: {card.kinds: {has: gift}}",
        "    when: {all: [{card.kinds: {has: gift}}, {card.expires_on: {before: 2020-01-01}}]}",
    );
    let book = load_texts(vec![("shop/pack.yaml".to_owned(), pack)]).expect("a pack");
    let engine = Engine::new(book);
    let mut case = Case::empty(date(2026, 3, 1));
    case.symptoms = vec![lookup::symptom(&engine.book, "declined", None).expect("a symptom")];
    let mut interview = Interview::new(&engine, case);
    let name = |next: &Next| match next {
        Next::Fact(question) => engine.book.facts[question.fact].name.clone(),
        Next::Symptom { .. } | Next::Product(_) => "symptom".to_owned(),
    };
    let first = interview.next().expect("a question");
    assert_eq!(name(&first), "card.expires_on");
    interview.dont_know(&first);
    let second = interview.next().expect("`card.kinds` can still rule the gift card out");
    assert_eq!(name(&second), "card.kinds");
    interview.answer(lookup::fact(&engine.book, "card.kinds", None).expect("a fact"), Value::Set(vec![2]));
    assert_eq!(interview.next(), None, "only what the agent does not know is left");
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use rexpect::reader::Options;
    use rexpect::session::{PtySession, spawn_with_options};

    const DOWN: &str = "\u{1b}[B";
    const UP: &str = "\u{1b}[A";
    const ENTER: &str = "\r";

    /// The program in a shell on a terminal of 80 columns, which tells its state after the program's end.
    fn open(folder: &Path, term: &str, arguments: &str) -> PtySession {
        let program = assert_cmd::cargo::cargo_bin!("casebook");
        let line = format!(
            "stty cols 80 rows 40; before=$(stty -g); \
             (sh -c 'echo pid=$PPID'; exec '{}' diagnose --rules rules --as-of 2026-03-01 {arguments}); \
             echo exit=$?; \
             if [ \"$before\" = \"$(stty -g)\" ]; then echo state=kept; else echo state=changed; stty -a; fi; \
             echo done",
            program.display()
        );
        let mut command = std::process::Command::new("sh");
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", term).env("NO_COLOR", "1").env("LANG", "en_US.UTF-8").current_dir(folder);
        command.args(["-c", &line]);
        let options = Options::new().timeout_ms(Some(30_000)).strip_ansi_escape_codes(true);
        spawn_with_options(command, options).expect("a pseudo-terminal")
    }

    fn send(session: &mut PtySession, keys: &str) {
        session.send(keys).expect("keys");
        session.flush().expect("keys");
    }

    /// Waits for each text in turn, and gives what stood before the last.
    #[track_caller]
    fn see(session: &mut PtySession, words: &[&str]) -> String {
        let mut before = String::new();
        for words in words {
            before = session.exp_string(words).unwrap_or_else(|error| panic!("{words:?}: {error}"));
        }
        before
    }

    /// The terminal is as it was before the program, in every setting.
    #[track_caller]
    fn sane(session: &mut PtySession) {
        let state = see(session, &["done"]);
        assert!(state.contains("state=kept"), "{state}");
    }

    #[test]
    fn arrows_type_ahead_ticks_and_the_answer() {
        let desk = desk();
        let mut session =
            open(desk.path(), "xterm", "--ask --save-snapshot kept.yaml 'card declined at the shop'");
        see(&mut session, &["Question 1", "Possible", "When does the card expire?", "Write a day"]);
        send(&mut session, "2026-02-30\r");
        see(&mut session, &["2026-02-30", "cannot be taken. Write a day"]);
        // The line stays: the day is mended, not written again.
        send(&mut session, "\u{15}2026-01-30\u{7f}1\r");
        see(
            &mut session,
            &["Question 2", "Confirmed", "The card has expired", "Which kinds of card", "credit"],
        );
        // Nothing ticked is no answer.
        send(&mut session, ENTER);
        see(&mut session, &["Tick with Space"]);
        // Type-ahead leaves one row; Space ticks it.
        send(&mut session, "gif");
        send(&mut session, " ");
        send(&mut session, ENTER);
        see(&mut session, &["Nothing more can be settled", "CONFIRMED  The card has expired"]);
        see(&mut session, &["CONFIRMED  A gift card cannot pay this", "exit=0"]);
        sane(&mut session);
        let kept = std::fs::read_to_string(desk.path().join("kept.yaml")).expect("the snapshot");
        assert!(
            kept.contains("card.kinds: [gift]") && kept.contains("card.expires_on: 2026-01-31"),
            "{kept}"
        );
    }

    #[test]
    fn back_dont_know_and_stop() {
        let desk = desk();
        let mut session = open(desk.path(), "xterm", "--ask 'nothing of the kind'");
        see(
            &mut session,
            &["Question 1", "What does the customer see?", "The card is declined", "Enter takes it"],
        );
        send(&mut session, ENTER);
        see(&mut session, &["Question 2", "When does the card expire?", "Esc goes back"]);
        send(&mut session, "\u{1b}");
        see(&mut session, &["Question 1", "What does the customer see?", "Enter takes it"]);
        send(&mut session, &format!("{DOWN}{UP}{ENTER}"));
        see(&mut session, &["Question 2", "When does the card expire?", "Esc goes back"]);
        send(&mut session, ENTER);
        see(&mut session, &["Question 3", "Which kinds of card", "Esc goes back"]);
        // Up from the first row is the last one: stop.
        send(&mut session, UP);
        send(&mut session, " ");
        send(&mut session, ENTER);
        see(&mut session, &["POSSIBLE", "exit=0"]);
        sane(&mut session);
    }

    #[test]
    fn ctrl_c_leaves_the_terminal_as_it_was() {
        let desk = desk();
        for (term, text) in [("xterm", "'card declined at the shop'"), ("xterm", "'nothing of the kind'")] {
            let mut session = open(desk.path(), term, &format!("--ask --save-snapshot kept.yaml {text}"));
            see(&mut session, &["Question 1", "Esc goes back"]);
            session.send_control('c').expect("a key");
            see(&mut session, &["broken off", "exit=2"]);
            sane(&mut session);
            assert!(!desk.path().join("kept.yaml").exists());
        }
    }

    /// As when a session is shut down: the answers are kept and told, and the terminal is as it was.
    #[test]
    fn what_was_answered_survives_a_termination() {
        let desk = desk();
        let mut session =
            open(desk.path(), "xterm", "--ask --save-snapshot kept.yaml 'card declined at the shop'");
        see(&mut session, &["pid="]);
        let program = see(&mut session, &["\r\n"]);
        see(&mut session, &["Question 1", "When does the card expire?"]);
        send(&mut session, "2026-01-31\r");
        see(&mut session, &["Question 2", "Which kinds of card", "Esc goes back"]);
        let ended = std::process::Command::new("sh").args(["-c", &format!("kill -TERM {program}")]).status();
        assert!(ended.expect("a shell").success(), "the program runs");
        see(&mut session, &["broken off", "what was answered so far is in `kept.yaml`", "exit=2"]);
        sane(&mut session);
        let kept = std::fs::read_to_string(desk.path().join("kept.yaml")).expect("the snapshot");
        assert!(kept.contains("card.expires_on: 2026-01-31"), "{kept}");
    }

    #[test]
    fn a_question_mark_explains_what_is_asked_for() {
        let desk = desk();
        for (term, key) in [("xterm", "?"), ("dumb", "?\n")] {
            let mut session = open(desk.path(), term, "--ask 'card declined at the shop'");
            see(&mut session, &["Question 1", "When does the card expire?", "? explains"]);
            send(&mut session, key);
            see(
                &mut session,
                &["These wait for the answer:", "The card has expired: if", "shop/card.expires_on"],
            );
            send(&mut session, "2026-01-31\r");
            see(&mut session, &["Question 2", "Which kinds of card"]);
            send(&mut session, if term == "dumb" { "q\n" } else { "\u{4}" });
            see(&mut session, &["CONFIRMED  The card has expired", "exit=0"]);
            sane(&mut session);
        }
    }

    #[test]
    fn what_was_answered_survives_ctrl_c() {
        for (term, answer, next) in
            [("xterm", "2026-01-31\r", "Esc goes back"), ("dumb", "2026-01-31\n", "q stop]")]
        {
            let desk = desk();
            let mut session =
                open(desk.path(), term, "--ask --save-snapshot kept.yaml 'card declined at the shop'");
            see(&mut session, &["Question 1", "When does the card expire?"]);
            send(&mut session, answer);
            see(&mut session, &["Question 2", "Which kinds of card", next]);
            session.send_control('c').expect("a key");
            see(&mut session, &["broken off", "what was answered so far is in `kept.yaml`"]);
            let kept = std::fs::read_to_string(desk.path().join("kept.yaml")).expect("the snapshot");
            assert!(kept.contains("card.expires_on: 2026-01-31"), "{kept}");
        }
    }

    #[test]
    fn a_dumb_terminal_is_asked_by_numbers_and_asked_again() {
        let desk = desk();
        let mut session = open(desk.path(), "dumb", "--ask --lang id 'card declined at the shop'");
        see(&mut session, &["Pertanyaan 1", "Kapan kartunya habis masa berlaku?", "tahun-bulan-hari"]);
        session.send_line("entah kapan").expect("a line");
        see(&mut session, &["Tulis tanggal"]);
        session.send_line("kemarin").expect("a line");
        see(&mut session, &["Pertanyaan 2", "1) debit", "0) tidak satu pun"]);
        session.send_line("9").expect("a line");
        see(&mut session, &["tidak ada di antara pilihan"]);
        session.send_line("q").expect("a line");
        see(&mut session, &["PASTI  Kartu sudah habis masa berlakunya", "exit=0"]);
        sane(&mut session);
    }
}
