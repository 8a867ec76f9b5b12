//! `docs/WRITING-RULES.md`, walked: its files are written, its commands typed, and what came back is what it says.
//!
//! A block "```yaml PATH" is a file (`+PATH` appends); in a block "```console" a line after `$ ` is a command and the
//! lines below it are its output, standard error last; a line `…` stands for any lines.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise, also in its helpers"
)]

use std::io::Write;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const PAGE: &str = include_str!("../docs/WRITING-RULES.md");

/// Types a command into a shell; gives what comes back, without spaces at the ends of lines.
fn typed(folder: &Path, command: &str) -> Vec<String> {
    let program = Path::new(env!("CARGO_BIN_EXE_casebook")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", path)
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    text.trim_end().lines().map(|line| line.trim_end().to_owned()).collect()
}

/// Whether lines are what the page says, where `…` stands for any.
fn fits(expected: &[&str], actual: &[String]) -> bool {
    match expected {
        [] => actual.is_empty(),
        ["…", rest @ ..] => (0..=actual.len()).any(|skip| fits(rest, &actual[skip..])),
        [line, rest @ ..] => actual.first().is_some_and(|first| first == line) && fits(rest, &actual[1..]),
    }
}

fn write(folder: &Path, name: &str, lines: &[&str]) {
    let (path, append) = match name.strip_prefix('+') {
        Some(name) => (folder.join(name), true),
        None => (folder.join(name), false),
    };
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.create(true).write(true).append(append).truncate(!append).open(path).unwrap();
    file.write_all(format!("{}\n", lines.join("\n")).as_bytes()).unwrap();
}

#[test]
fn the_page_about_writing_rules_is_true() {
    let desk = TempDir::new().unwrap();
    let lines: Vec<&str> = PAGE.lines().collect();
    let (mut at, mut files, mut commands) = (0, 0, 0);
    while at < lines.len() {
        let Some(fence) = lines[at].strip_prefix("```") else {
            at += 1;
            continue;
        };
        let end = at + 1 + lines[at + 1..].iter().position(|line| *line == "```").unwrap();
        let block = &lines[at + 1..end];
        match fence.split_once(' ') {
            Some((_, name)) => {
                files += 1;
                write(desk.path(), name, block);
            }
            None => {
                assert_eq!(fence, "console");
                let starts: Vec<usize> = (0..block.len()).filter(|at| block[*at].starts_with("$ ")).collect();
                for (number, start) in starts.iter().enumerate() {
                    let stop = starts.get(number + 1).copied().unwrap_or(block.len());
                    commands += 1;
                    let actual = typed(desk.path(), &block[*start][2..]);
                    let expected = &block[start + 1..stop];
                    assert!(fits(expected, &actual), "{}\n{}", block[*start], actual.join("\n"));
                }
            }
        }
        at = end + 1;
    }
    assert!(files >= 5 && commands >= 12, "{files} files, {commands} commands");
}
