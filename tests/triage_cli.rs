//! `casebook triage` as a person or a script runs it: files, pipes, exit codes, what is left behind.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use assert_cmd::Command;
use std::fs;
use std::path::Path;

const TICKETS: &str = "id,text\n1,\"got error 5000 while fetching rewards data\"\n2,hello there\n";

fn casebook() -> Command {
    let mut command = Command::cargo_bin("casebook").expect("the program is built");
    command.env("NO_COLOR", "1").timeout(std::time::Duration::from_secs(120));
    command
}

fn written(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes).expect("the folder can be written to");
    path.to_str().expect("a plain path").to_owned()
}

/// Exit code, standard output and standard error.
fn run(command: &mut Command) -> (i32, String, String) {
    let output = command.output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a plain name"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_filter_gives_a_line_for_a_line() {
    let input = "{\"id\":\"a\",\"text\":\"got error 5000 while fetching rewards data\"}\n{\"id\":\"b\",\"text\":\"hello\"}\n";
    let (code, out, _) = run(casebook().args(["triage", "-", "--format", "jsonl"]).write_stdin(input));
    assert_eq!((code, out.lines().count()), (0, 2), "{out}");
    assert!(out.starts_with("{\"row\":1,\"id\":\"a\",\"status\":\"diagnosed\""), "{out}");
    let (code, out, _) = run(casebook().args(["triage", "-"]).write_stdin(""));
    assert_eq!((code, out.as_str()), (0, ""));
}

#[test]
fn exit_codes_say_what_happened() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = written(folder.path(), "good.csv", TICKETS);
    let ragged = written(folder.path(), "ragged.csv", "id,text\n1,a,b\n2,c\n");
    for (arguments, expected) in [
        (vec![good.as_str()], 0),
        (vec![good.as_str(), "--fail-on", "unmatched"], 1),
        (vec![good.as_str(), "--fail-on", "rejects"], 0),
        (vec![ragged.as_str()], 1),
        (vec![ragged.as_str(), "--allow-rejects"], 0),
        (vec![ragged.as_str(), "--allow-rejects", "--fail-on", "unmatched"], 1),
        (vec!["no-such-file.csv"], 2),
        (vec![folder.path().to_str().expect("a plain path")], 2),
    ] {
        let (code, _, err) = run(casebook().arg("triage").args(&arguments));
        assert_eq!(code, expected, "{arguments:?}: {err}");
    }
}

#[test]
fn what_is_wrong_with_several_inputs_is_told_before_any_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = written(folder.path(), "good.csv", TICKETS);
    let days = written(folder.path(), "days.csv", "id,text,created\n1,hello,03/04/2026\n");
    let state = written(folder.path(), "state.csv", "id,state\n1,open\n2,closed\n");
    for verb in ["triage", "convert"] {
        let mut command = casebook();
        let (code, out, err) =
            run(command.current_dir(folder.path()).args([verb, &good, "gone.csv", &days, &state, "-o", "o"]));
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        for told in ["`gone.csv`", "`03/04/2026` may be", "there are: `id`, `state`"] {
            assert!(err.contains(told), "{verb}, {told}: {err}");
        }
        assert!(!err.contains("read as"), "{verb} has begun: {err}");
        assert_eq!(names(folder.path()), ["days.csv", "good.csv", "state.csv"]);
    }
}

#[test]
fn a_field_named_twice_is_copied_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = written(folder.path(), "in.csv", TICKETS);
    let fields = ["--include", "id", "--include", "text", "--include", "id"];
    let (code, out, err) = run(casebook().args(["triage", &input]).args(fields));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("\"fields\":{\"id\":\"2\",\"text\":\"hello there\"}"), "{out}");
    let (_, out, _) = run(casebook().args(["triage", &input, "--format", "csv"]).args(fields));
    assert!(out.lines().next().is_some_and(|header| header.ends_with(",reason_code,id,text")), "{out}");
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = written(folder.path(), "in.csv", format!("{TICKETS}3,a,b\n"));
    let (output, rejects) = (folder.path().join("out.csv"), folder.path().join("rejects.csv"));
    let (code, out, err) = run(casebook()
        .args(["triage", &input, "--format", "csv", "-o"])
        .arg(&output)
        .arg("--rejects")
        .arg(&rejects));
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(!err.contains(['\r', '\u{1b}']), "a bar is for terminals: {err:?}");
    assert_eq!(fs::read_to_string(&rejects).expect("it appeared"), "3,a,b\n");
    let table = fs::read_to_string(&output).expect("it appeared");
    assert!(table.starts_with("row,id,status,"), "{table}");
    assert_eq!(table.lines().count(), 4, "{table}");
    assert_eq!(names(folder.path()), ["in.csv", "out.csv", "rejects.csv"]);
    // A run that fails leaves what was there before.
    let (code, _, _) = run(casebook().args(["triage", &input, "missing.csv", "-o"]).arg(&output));
    assert_eq!(code, 2);
    assert_eq!(fs::read_to_string(&output).expect("it is still there"), table);
    assert_eq!(names(folder.path()), ["in.csv", "out.csv", "rejects.csv"]);
}

#[test]
fn no_output_takes_the_place_of_another_or_of_an_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = written(folder.path(), "in.csv", TICKETS);
    let (out, same) = (folder.path().join("out.html"), folder.path().join(".").join("out.html"));
    let (out, same) = (out.to_str().expect("plain"), same.to_str().expect("plain"));
    fs::write(out, "kept").expect("a file");
    for (arguments, told) in [
        (vec!["triage", &input, "-o", out, "--report", same], "is to hold two outputs"),
        (vec!["triage", &input, "--rejects", "-"], "is to hold two outputs"),
        (vec!["triage", &input, "-o", &input], "is read and would be written over"),
        (vec!["convert", &input, "-o", out, "--rejects", &input], "is read and would be written over"),
    ] {
        let (code, out, err) = run(casebook().args(&arguments));
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
    assert_eq!(fs::read_to_string(&input).expect("it is there"), TICKETS);
    assert_eq!(fs::read_to_string(out).expect("it is there"), "kept");
    assert_eq!(names(folder.path()), ["in.csv", "out.html"]);
    let (code, _, err) =
        run(casebook().args(["triage", &input, "-o", "/dev/null", "--rejects", "/dev/null"]));
    assert_eq!(code, 0, "{err}");
}

#[test]
fn options_that_mean_nothing_say_what_would() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = written(folder.path(), "in.csv", TICKETS);
    let map = written(folder.path(), "map.yaml", "text: [text\n");
    let keys = written(folder.path(), "keys.yaml", "texts: text\n");
    for (arguments, told) in [
        (vec!["--date-format", "nonsense"], "%d.%m.%Y"),
        (vec!["--date-format", "%d.%m"], "%d.%m.%Y"),
        (vec!["--preset", "zendisk"], "did you mean `zendesk`?"),
        (vec!["--map", "text="], "`text=` names no column"),
        (vec!["--map", "txt=text"], "did you mean `text`?"),
        (vec!["--map", "text=#9"], "there are: `id`, `text`"),
        (vec!["--map-file", &map], "is no mapping file: line 1"),
        (vec!["--map-file", &keys], "unknown field `texts`"),
        (vec!["--encoding", "utf-99"], "no encoding is called `utf-99`"),
        (vec!["--include", "texd"], "did you mean `text`?"),
        (vec!["--report", "r.html", "--group-by", "idd"], "did you mean `id`?"),
        (vec!["--fail-on", "rejects", "--allow-rejects"], "the opposite"),
    ] {
        let (code, out, err) =
            run(casebook().current_dir(folder.path()).args(["triage", &input]).args(&arguments));
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(told), "{arguments:?}: {err}");
    }
    let one = written(folder.path(), "one.yaml", "text: text\n");
    let (code, _, err) =
        run(casebook().args(["triage", &input, "--map-file", &one, "--date-format", "%d.%m.%Y"]));
    assert_eq!(code, 0, "{err}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = written(folder.path(), "in.csv", TICKETS);
    let (code, _, err) = run(casebook().args(["triage", &input, "-o", "/dev/full"]));
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("No space left"), "{err}");
    // Where one of the outputs has no room none appears.
    std::os::unix::fs::symlink("/dev/full", folder.path().join("full.json")).expect("a link");
    let arguments = ["triage", &input, "-o", "o.jsonl", "--report", "full.json"];
    let (code, _, err) = run(casebook().current_dir(folder.path()).args(arguments));
    assert_eq!((code, names(folder.path())), (2, vec!["full.json".to_owned(), "in.csv".to_owned()]), "{err}");
    let (code, _, err) = run(casebook().args(["triage", &input, "-o", "folder/"]));
    assert!(code == 2 && !err.contains("read as"), "{err}");
    let (code, _, err) = run(casebook().args(["triage", &input, "-o", "/no/such/folder/out"]));
    assert_eq!(code, 2, "{err}");
    let full = fs::File::options().write(true).open("/dev/full").expect("Linux has it");
    let program = assert_cmd::cargo::cargo_bin("casebook");
    let status = std::process::Command::new(&program).args(["triage", &input]).stdout(full).status();
    assert_eq!(status.expect("it runs").code(), Some(2));
    // Nor is anything left, or told of the file beside it, where the folder is closed to writers.
    let (code, _, err) = run(casebook().args(["triage", &input, "-o", "/proc/out"]));
    assert_eq!((code, err.contains(".tmp")), (2, false), "{err}");
    // Without a standard output the lines go nowhere, and nothing breaks.
    let script = format!("'{}' triage '{input}' >&-", program.display());
    let output = std::process::Command::new("bash").args(["-c", &script]).output().expect("bash is there");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    // A reader that goes away is no fault.
    let script =
        format!("'{}' triage '{input}' '{input}' | true; echo ${{PIPESTATUS[0]}}", program.display());
    let output = std::process::Command::new("bash").args(["-c", &script]).output().expect("bash is there");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "0", "{output:?}");
}

/// Whether a process holds a file of a folder open.
#[cfg(target_os = "linux")]
fn has_open(process: u32, folder: &Path) -> bool {
    let open = fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten().flatten();
    open.filter_map(|entry| fs::read_link(entry.path()).ok()).any(|target| target.starts_with(folder))
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_run_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("out.jsonl");
    for signal in ["INT", "TERM"] {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("casebook"))
            .args(["triage", "-", "-q", "-o"])
            .arg(&output)
            .stdin(std::process::Stdio::piped())
            .spawn()
            .expect("it starts");
        // Waiting for the end would close the input, which ends a run as well.
        let input = child.stdin.take();
        // It waits for input once the unfinished file is there, which may have no name.
        let mut waited = 0;
        while !has_open(child.id(), folder.path()) && waited < 1000 {
            std::thread::sleep(std::time::Duration::from_millis(20));
            waited += 1;
        }
        assert!(waited < 1000, "{signal}: the unfinished file");
        assert!(!output.exists(), "{signal}: it has no name of its own yet");
        let kill = std::process::Command::new("kill")
            .args([&format!("-{signal}"), &child.id().to_string()])
            .status();
        assert!(kill.expect("kill runs").success());
        assert_eq!(child.wait().expect("it ends").code(), Some(130), "{signal}");
        drop(input);
        assert_eq!(names(folder.path()), [""; 0], "{signal}");
    }
}
