//! Watching: a new run after every change, an answer whatever the files hold, and no end by itself.

use crate::desk::{Desk, PACK, fixture};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn start(desk: &Desk) -> Self {
        let program = assert_cmd::cargo::cargo_bin("casebook");
        let mut child = Command::new(program)
            .args(["test", "--rules", "rules", "--watch"])
            .current_dir(desk.root.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let errors = BufReader::new(child.stderr.take().expect("a pipe"));
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                _ = sender.send(line);
            }
        });
        Self { child, lines }
    }

    /// What one run says on standard error.
    #[track_caller]
    fn run(&self) -> String {
        let mut said = String::new();
        loop {
            let line = self.lines.recv_timeout(Duration::from_secs(600)).expect("it still runs");
            said.push_str(&line);
            said.push('\n');
            if line.contains("waiting for changes") {
                return said;
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

#[test]
fn every_change_is_run_and_nothing_ends_it() {
    let good = fixture("hums", "text: it hums", "symptoms: [noise]");
    let desk = Desk::new(&[("a.yaml", &good)]);
    let watch = Watch::start(&desk);
    // A write may be seen half done, so that one change makes several runs.
    let expect = |wanted: &str| {
        let mut runs = Vec::new();
        while runs.len() < 5 && !runs.last().is_some_and(|said: &String| said.contains(wanted)) {
            runs.push(watch.run());
        }
        assert!(runs.last().is_some_and(|said| said.contains(wanted)), "no `{wanted}` in\n{runs:#?}");
    };
    expect("1 fixture, 0 failed");
    desk.write("fixtures/pump/a.yaml", &good.replace("[noise]", "[red-light]"));
    expect("1 fixture, 1 failed");
    // Half a file, an empty one, no folder.
    desk.write("fixtures/pump/a.yaml", "- {name: hums, snapshot: {te");
    expect("0 fixtures, 0 failed, 1 finding");
    desk.write("fixtures/pump/a.yaml", &good);
    expect("1 fixture, 0 failed");
    desk.write("fixtures/pump/a.yaml", "");
    expect("1 finding");
    // Rules alone change: what was read still holds, what is concluded does not.
    desk.write(
        "fixtures/pump/a.yaml",
        &fixture("old", "text: it hums, facts: {tank.filled: yes, age: 30}", "confirmed: [worn-out]"),
    );
    expect("1 fixture, 0 failed");
    desk.write("rules/pump/pack.yaml", &PACK.replace("{at-least: 10}", "{at-least: 31}"));
    expect("1 fixture, 1 failed");
    desk.write("rules/pump/pack.yaml", PACK);
    expect("1 fixture, 0 failed");
    // No rules at all for a while.
    std::fs::remove_dir_all(desk.path("rules")).unwrap();
    expect("waiting");
    desk.write("rules/pump/pack.yaml", PACK);
    expect("1 fixture, 0 failed");
    std::fs::remove_dir_all(desk.path("fixtures")).unwrap();
    expect("there is no `fixtures`");
    desk.write("fixtures/pump/a.yaml", &good);
    expect("1 fixture, 0 failed");
    // A link that leads nowhere is a change, and so is its going.
    #[cfg(unix)]
    {
        let link = desk.path("fixtures/pump/b.yaml");
        std::os::unix::fs::symlink("nowhere.yaml", &link).unwrap();
        expect("1 fixture, 0 failed, 1 finding");
        std::fs::remove_file(link).unwrap();
        expect("1 fixture, 0 failed\n");
    }
    // Rules that break and come back, with another meaning.
    desk.write("rules/pump/pack.yaml", &PACK[..200]);
    expect("waiting");
    desk.write("rules/pump/pack.yaml", &PACK.replace("[hums]}", "[buzzes]}"));
    expect("1 fixture, 1 failed");
}
