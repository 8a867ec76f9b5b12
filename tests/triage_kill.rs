//! A run that is killed leaves each of its files absent, as it was before, or whole.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

const FILES: [&str; 2] = ["out.jsonl", "out.html"];

fn start(folder: &Path) -> Child {
    Command::new(assert_cmd::cargo::cargo_bin("casebook"))
        .args(["triage", "in.csv", "-q", "-o", FILES[0], "--report", FILES[1], "--as-of", "2026-03-01"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .spawn()
        .expect("it starts")
}

fn read(folder: &Path) -> [Option<Vec<u8>>; 2] {
    FILES.map(|name| fs::read(folder.join(name)).ok())
}

fn unfinished(folder: &Path) -> usize {
    let names = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let others: Vec<String> = names
        .map(|name| name.into_string().expect("a plain name"))
        .filter(|name| name != "in.csv" && !FILES.contains(&name.as_str()))
        .collect();
    let own = |name: &String| name.starts_with(".casebook-") && name.ends_with(".tmp");
    assert!(others.iter().all(own), "nothing but unfinished files that can be told as such: {others:?}");
    others.len()
}

/// Whether a file here may be without a name, so that not even a kill leaves it.
fn has_nameless_files(folder: &Path) -> bool {
    use rustix::fs::{Mode, OFlags};
    rustix::fs::open(folder, OFlags::TMPFILE | OFlags::WRONLY, Mode::from_raw_mode(0o600)).is_ok()
}

#[test]
fn files_are_absent_or_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let rows = (0..3000).map(|row| {
        let text = if row % 3 == 0 {
            "error 5000 while fetching rewards data"
        } else {
            "invoice of my order please"
        };
        format!("{row},{text} {}\n", "and some more words of ours ".repeat(row % 20))
    });
    fs::write(folder.join("in.csv"), format!("id,text\n{}", rows.collect::<String>())).expect("a file");
    let begin = Instant::now();
    assert!(start(folder).wait().expect("it ends").success());
    let whole_time = begin.elapsed();
    let whole = read(folder);
    assert!(whole.iter().all(Option::is_some));
    let before = [Some(b"before".to_vec()), None];
    let nameless = has_nameless_files(folder);
    let mut killed = 0;
    for signal in ["INT", "TERM", "KILL"] {
        for percent in [40, 70, 85, 93, 99] {
            fs::write(folder.join(FILES[0]), "before").expect("a file");
            _ = fs::remove_file(folder.join(FILES[1]));
            let mut child = start(folder);
            std::thread::sleep(whole_time * percent / 100);
            let kill = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
            kill.expect("kill runs");
            let status = child.wait().expect("it ends");
            let left = unfinished(folder);
            for ((found, whole), before) in read(folder).iter().zip(&whole).zip(&before) {
                assert!(found == whole || found == before, "{signal} at {percent} %: a file is neither");
            }
            match (signal, status.code()) {
                // It was faster than before.
                (_, Some(0)) => {
                    assert_eq!((left, read(folder) == whole), (0, true), "{signal} at {percent} %")
                }
                // The first moments belong to the system, which ends the run by the signal; nothing is begun then.
                ("INT" | "TERM", code) => {
                    assert_eq!((left, code.is_none_or(|code| code == 130)), (0, true), "{signal}: {status}");
                    killed += 1;
                }
                _ => {
                    let names =
                        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
                    let own = names.filter(|path| path.extension().is_some_and(|ending| ending == "tmp"));
                    own.for_each(|path| {
                        // It may be met in the moment between its first name and its last, whole.
                        let words = fs::read(&path).ok();
                        assert!(!nameless || whole.contains(&words), "{path:?} is half-written");
                        fs::remove_file(path).expect("it may be taken away");
                    });
                    killed += 1;
                }
            }
        }
    }
    assert!(killed >= 6, "only {killed} runs were killed within {:?}", whole_time);
}
