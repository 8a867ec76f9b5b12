//! What the terminal and the shell have to do with it: pager, clipboard, completions, and options that contradict
//! each other.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use assert_cmd::Command;

/// Exit code, standard output, standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("casebook").expect("the program is built");
    command.env_clear().args(arguments).write_stdin("").timeout(std::time::Duration::from_secs(60));
    let output = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
}

/// Every pair that makes no sense together is refused with the name of what is in the way.
#[test]
fn options_that_contradict_each_other_are_named() {
    for (arguments, names) in [
        ("diagnose x --reply --format json", ["--reply", "--format"]),
        ("diagnose x --reply --why late", ["--reply", "--why"]),
        ("diagnose x --why late --format json", ["--why", "--format"]),
        ("diagnose x --reply-lang id", ["`--reply-lang` means nothing", "without `--reply`"]),
        ("diagnose x --reply-template t.yaml", ["`--reply-template` means nothing", "without `--reply`"]),
        ("diagnose x --copy", ["`--copy` means nothing", "without `--reply`"]),
        ("diagnose x --ask --snapshot -", ["--ask", "standard input"]),
        ("diagnose - --ask", ["--ask", "standard input"]),
        ("diagnose - --snapshot -", ["snapshot", "text"]),
        ("diagnose x --save-snapshot -", ["--save-snapshot", "file"]),
        (
            "diagnose x --ask --save-snapshot no/such/case.yaml",
            ["cannot write the snapshot", "no folder `no/such`"],
        ),
        ("diagnose x -q -v", ["--quiet", "leave one of them out"]),
        ("diagnose x --why late --reply", ["do not go together", "one after the other"]),
        ("triage x.csv --group-by a", ["`--group-by` means nothing without `--report`", "add `--report`"]),
        ("triage x.csv --no-mask", ["`--no-mask` means nothing without `--report`", "leave `--no-mask` out"]),
        ("test --tickets x.jsonl", ["`--tickets` means nothing without `--mutants`", "add `--mutants`"]),
        ("test --reasons", ["`--reasons` means nothing without `--mutants`", "add `--mutants`"]),
        ("test --floor 0.5", ["`--floor` means nothing without `--score`", "add `--score`"]),
        (
            "test --score x.jsonl --fail-under 5",
            ["--fail-under", "a floor for labelled tickets is `--floor`"],
        ),
        (
            "test --score x.jsonl --pack intel-points",
            ["`--pack` means nothing to `test --score`", "leave it out"],
        ),
        ("test --mutants --coverage", ["--coverage", "one after the other"]),
        ("test --mutants --cross", ["--cross", "one after the other"]),
        ("test --bless --mutants", ["--bless", "bless first"]),
        ("test --bless --watch", ["--watch", "end the watching"]),
        ("test --bless --format json", ["--format", "leave `--format` out"]),
        ("check --explain late --codes", ["--codes", "`--explain CODE` tells of one"]),
        ("check rules --explain late", ["PATH", "--explain"]),
        ("check --codes --format json", ["--codes", "--format"]),
        ("check --codes --deny warnings", ["--codes", "--deny"]),
        ("schema --pack intel-points", ["`--pack` means nothing to `schema`", "leave it out"]),
        ("schema --rules rules", ["`--rules` means nothing to `schema`", "leave it out"]),
        ("convert x.csv --pack intel-points", ["`--pack` means nothing to `convert`", "leave it out"]),
        ("new pack tea --pack intel-points", ["`--pack` means nothing to `new pack`", "leave it out"]),
        ("list --as-of 2026-01-01", ["--as-of", "list"]),
        ("explain late --as-of 2026-01-01", ["--as-of", "explain"]),
        ("completions bash --as-of 2026-01-01", ["--as-of", "completions"]),
        ("completions bash --lang zh", ["--lang", "completions"]),
        ("completions bash --pack intel-points", ["--pack", "completions"]),
        (
            "diagnose x --pack intel-points --symptom huawei-partner/cbc-0100",
            ["`--symptom huawei-partner/cbc-0100` is of `huawei-partner`", "only `intel-points` take part"],
        ),
        (
            "diagnose x --pack intel-points --set huawei-partner/api.status=400",
            ["`--set huawei-partner/api.status` is of `huawei-partner`", "--pack"],
        ),
        (
            "diagnose x --pack intel-points --why huawei-partner/cbc-0100",
            ["`--why huawei-partner/cbc-0100` is of `huawei-partner`", "--pack"],
        ),
        (
            "diagnose x --set huawei-partner/api.status=400 --set huawei-partner/api.status=404",
            ["`--set huawei-partner/api.status=400` and", "=404` contradict each other"],
        ),
        ("diagnose x --why user.roles", ["`user.roles` is a fact", "casebook explain user.roles"]),
        ("diagnose x --symptom user.roles", ["`user.roles` is a fact, no symptom", "--set user.roles=VALUE"]),
        ("explain forbiden", ["nothing is called `forbiden`", "`forbidden-403`"]),
        (
            "diagnose x --why redeemer-rol",
            ["neither a cause nor a symptom", "did you mean `redeemer-role-missing`?"],
        ),
        ("diagnose x --why 403", ["neither a cause nor a symptom", "did you mean `forbidden-403`?"]),
        ("diagnose x --symptom continue-gr", ["no symptom is called", "did you mean `continue-greyed`?"]),
        ("explain redeemer-rol", ["nothing is called", "did you mean `redeemer-role-missing`?"]),
        ("diagnose x --why forbiden-403", ["neither a cause nor a symptom", "did you mean `forbidden-403`?"]),
    ] {
        let (code, out, err) = run(&arguments.split(' ').collect::<Vec<_>>());
        assert!(code == 2 && out.is_empty(), "{arguments}: {code} {out}{err}");
        for name in names {
            assert!(err.contains(name), "{arguments} should name {name}: {err}");
        }
    }
}

/// They are told in the reader's language, which the rest of the command line cannot say then.
#[test]
fn contradictions_are_told_in_the_readers_language() {
    for (arguments, told) in [
        ("diagnose x --reply --why late --lang id", "tidak bisa dipakai bersama"),
        ("diagnose x --lang=zh --reply --format json", "不能一起使用"),
        ("diagnose x --lang zh --copy", "没有 `--reply` 时，`--copy` 没有意义"),
    ] {
        let (code, out, err) = run(&arguments.split(' ').collect::<Vec<_>>());
        assert!(code == 2 && out.is_empty() && err.contains(told), "{arguments}: {code} {out}{err}");
    }
}

/// The same twice is no contradiction, and what a chosen pack has is taken.
#[test]
fn what_agrees_is_taken() {
    let same = "diagnose x --set huawei-partner/api.status=400 --set huawei-partner/api.status=400";
    let chosen = "diagnose x --pack huawei-partner --symptom huawei-partner/cbc-0100";
    for arguments in [same, chosen] {
        let (code, _, err) = run(&arguments.split(' ').collect::<Vec<_>>());
        assert!(code < 2, "{arguments}: {err}");
    }
}

/// A line break that an example writes as `\\n` stays one, and a paragraph is broken by the terminal alone.
#[test]
fn the_help_shows_its_examples_whole() {
    let help = run(&["diagnose", "--help"]).1;
    assert!(help.contains(r"printf 'account.tier=partner\n?\n' | casebook diagnose --ask"), "{help}");
}

#[test]
fn a_snapshot_is_saved_over_a_snapshot_only() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("case.yaml");
    let name = path.to_string_lossy().into_owned();
    let save = ["diagnose", "403 Forbidden on the points portal", "--save-snapshot", &name];
    for before in ["", "as_of: 2020-01-01\ntext: old\n", "symptoms: [no-such-pack/gone]\n"] {
        std::fs::write(&path, before).expect("a file");
        let (code, _, err) = run(&save);
        assert!(code < 2, "{before:?}: {err}");
        assert!(std::fs::read_to_string(&path).expect("the file").contains("403 Forbidden"));
    }
    for before in ["dear diary\n", "greeting: {en: Hi}\n", "- 1\n"] {
        std::fs::write(&path, before).expect("a file");
        let (code, out, err) = run(&save);
        assert!(code == 2 && out.is_empty(), "{before:?}: {out}{err}");
        assert!(err.contains("is no snapshot") && err.contains("case.snapshot.yaml"), "{err}");
        assert_eq!(std::fs::read_to_string(&path).expect("the file"), before);
    }
}

#[test]
fn a_template_at_fault_is_told_with_its_place() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("desk.yaml");
    std::fs::write(&path, "greting: {en: Hi}\n").expect("a file");
    let path = path.to_string_lossy().into_owned();
    let (code, out, err) = run(&["diagnose", "x", "--reply", "--reply-template", &path]);
    assert!(code == 2 && out.is_empty(), "{out}{err}");
    assert!(err.contains("desk.yaml:1") && err.contains("did you mean `greeting`?"), "{err}");
    let (code, _, err) = run(&["diagnose", "x", "--reply", "--reply-template", "no-such.yaml"]);
    assert!(code == 2 && err.contains("cannot read the template `no-such.yaml`"), "{err}");
}

#[test]
fn completions_hold_the_ids() {
    for (shell, with_ids) in
        [("bash", true), ("zsh", true), ("fish", true), ("powershell", false), ("elvish", false)]
    {
        let (code, out, err) = run(&["completions", shell]);
        assert!(code == 0 && out.contains("diagnose"), "{shell}: {err}");
        for id in ["intel-points/forbidden-403", "intel-points/duplicate-login-id"] {
            assert_eq!(out.contains(id), with_ids, "{shell}: {id}");
        }
    }
    let (code, _, err) = run(&["completions", "tcsh"]);
    assert!(code == 2 && err.contains("bash"), "{err}");
}

/// What bash offers after these words, by the script itself.
#[cfg(unix)]
fn offered(script: &std::path::Path, words: &[&str]) -> Option<String> {
    let line = format!(
        "source '{}'; COMP_WORDS=({}); COMP_CWORD={}; _casebook casebook '{}' '{}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        script.display(),
        words.join(" "),
        words.len() - 1,
        words.last().unwrap_or(&""),
        words.get(words.len().wrapping_sub(2)).unwrap_or(&""),
    );
    let output = std::process::Command::new("bash").args(["--norc", "-c", &line]).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(unix)]
#[test]
fn bash_completes_verbs_and_ids() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let script = folder.path().join("casebook.bash");
    std::fs::write(&script, run(&["completions", "bash"]).1).expect("a file");
    let Some(verbs) = offered(&script, &["casebook", "expl"]) else { return };
    assert_eq!(verbs.trim(), "explain");
    let ids = offered(&script, &["casebook", "diagnose", "--symptom", "intel-points/forb"]).expect("bash");
    assert_eq!(ids.trim(), "intel-points/forbidden-403");
    let ids = offered(&script, &["casebook", "explain", "intel-points/may"]).expect("bash");
    assert!(ids.contains("intel-points/may-redeem"), "{ids}");
}

/// What fish offers, where there is one.
#[cfg(unix)]
#[test]
fn fish_completes_verbs_and_ids() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let script = folder.path().join("casebook.fish");
    std::fs::write(&script, run(&["completions", "fish"]).1).expect("a file");
    let offered = |typed: &str| {
        let line = format!("source '{}'; complete -C '{typed}'", script.display());
        let output = std::process::Command::new("fish").args(["--no-config", "-c", &line]).output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let Some(verbs) = offered("casebook expl") else { return };
    assert!(verbs.starts_with("explain"), "{verbs}");
    for (typed, id) in [
        ("casebook diagnose --symptom intel-points/forb", "intel-points/forbidden-403"),
        ("casebook diagnose --why redeemer", "redeemer-role-missing"),
        ("casebook diagnose --set account.tier=p", "account.tier=partner"),
        ("casebook explain may-r", "may-redeem"),
    ] {
        let ids = offered(typed).expect("fish");
        assert!(ids.contains(id), "{typed}: {ids}");
    }
}

#[cfg(unix)]
mod on_a_terminal {
    use rexpect::reader::Options;
    use rexpect::session::{PtySession, spawn_with_options};

    /// The program in a shell on a terminal of 80 columns and 24 rows.
    fn open(setting: &str, arguments: &str) -> PtySession {
        let program = assert_cmd::cargo::cargo_bin!("casebook");
        let line = format!(
            "stty cols 80 rows 24; {setting} '{}' {arguments}; echo exit=$?; echo end-of-run",
            program.display()
        );
        let mut command = std::process::Command::new("sh");
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm").env("NO_COLOR", "1").env("LANG", "C.UTF-8").args(["-c", &line]);
        spawn_with_options(command, Options::new().timeout_ms(Some(30_000))).expect("a pseudo-terminal")
    }

    fn all(session: &mut PtySession) -> String {
        session.exp_string("end-of-run").expect("it ends")
    }

    #[test]
    fn a_long_page_goes_through_the_pager_and_a_short_one_does_not() {
        // A pager that says it was there.
        let pager = "PAGER='sed -n -e 1i\\ paged -e 1p'";
        let shown = all(&mut open(pager, "list"));
        assert!(shown.contains("paged") && shown.contains("exit=0"), "{shown}");
        let long = "diagnose 'the rewards page just says No options'";
        let shown = all(&mut open(pager, long));
        assert!(shown.contains("paged") && shown.contains("POSSIBLE") && shown.contains("exit=0"), "{shown}");
        let shown = all(&mut open(pager, &format!("{long} --no-pager")));
        assert!(!shown.contains("paged") && shown.contains("Ask next"), "{shown}");
        for arguments in ["list --no-pager", "list voucher", "list --format json", "diagnose 'error 5000'"] {
            let shown = all(&mut open(pager, arguments));
            assert!(!shown.contains("paged"), "{arguments}: {shown}");
        }
        assert!(all(&mut open("PAGER=cat", "list")).contains("intel-points/no-options"));
        // Without such a program the page is shown all the same.
        let shown = all(&mut open("PAGER=no-such-program-anywhere", "list"));
        assert!(shown.contains("intel-points/no-options") && shown.contains("exit=0"), "{shown}");
        // A dumb terminal has no pages, and `less` passes colours on whatever `$LESS` says.
        let dumb = "TERM=dumb PAGER='sed -n -e 1i\\ paged -e 1p'";
        assert!(!all(&mut open(dumb, "list")).contains("paged"));
        let folder = tempfile::TempDir::new().expect("a folder");
        let less = folder.path().join("less");
        std::fs::write(&less, "#!/bin/sh\necho \"told: $@\"\n").expect("a file");
        let allowed = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&less, allowed).expect("it can be run");
        let shown = all(&mut open(&format!("LESS=iM PAGER='{} -S'", less.display()), "list"));
        assert!(shown.contains("told: -R -S"), "{shown}");
        // A reader who leaves at once is no failure.
        let shown = all(&mut open("PAGER='head -1'", "list"));
        assert!(shown.contains("exit=0"), "{shown}");
    }

    #[test]
    fn a_reply_goes_to_the_clipboard_of_the_terminal() {
        let mut session = open("", "diagnose --reply --copy 'kode 5000 muncul terus di portal poin intel'");
        let before = session.exp_string("\u{1b}]52;c;").expect("the sequence");
        assert!(before.contains("Halo,"), "{before}");
        let encoded = session.exp_char('\u{7}').expect("its end");
        use base64::Engine as _;
        let message = base64::engine::general_purpose::STANDARD.decode(encoded.trim()).expect("base64");
        let message = String::from_utf8(message).expect("UTF-8");
        assert!(message.starts_with("Halo,\n\n") && message.ends_with("Salam hormat\n"), "{message}");
        let shown = all(&mut session);
        assert!(shown.contains("exit=0"), "{shown}");
        let shown = all(&mut open("TERM=dumb", "diagnose --reply --copy 'error 5000'"));
        assert!(shown.contains("exit=2") && shown.contains("has no clipboard"), "{shown}");
    }
}
