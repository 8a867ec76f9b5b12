//! Prepares the rules that ship, so that a start of the program need not read their YAML.
//!
//! The script is made of the program's own modules: it loads `rules/`, prepares the patterns, and writes the
//! engine down as `prepared.bin`. That takes time at every change of the program, so only builds without debug
//! assertions (`--release`) do it; others write an empty file, and the program loads the rules when it starts.
//! Rules with an error are no error here: they too give an empty file, and the program reports them.

#![cfg_attr(
    not(debug_assertions),
    allow(
        dead_code,
        unused_imports,
        missing_docs,
        reason = "the program's modules, of which a part is used"
    )
)]

#[cfg(not(debug_assertions))]
#[path = "src/arena.rs"]
mod arena;
#[cfg(not(debug_assertions))]
#[path = "src/book/mod.rs"]
mod book;
#[cfg(not(debug_assertions))]
#[path = "src/condition/mod.rs"]
mod condition;
#[cfg(not(debug_assertions))]
#[path = "src/engine/mod.rs"]
mod engine;
#[cfg(not(debug_assertions))]
#[path = "src/facts/mod.rs"]
mod facts;
#[cfg(not(debug_assertions))]
#[path = "src/finding/mod.rs"]
mod finding;
#[cfg(not(debug_assertions))]
#[path = "src/keys.rs"]
mod keys;
#[cfg(not(debug_assertions))]
#[path = "src/lang.rs"]
mod lang;
#[cfg(not(debug_assertions))]
#[path = "src/pack/mod.rs"]
mod pack;
#[cfg(not(debug_assertions))]
#[path = "src/source.rs"]
mod source;
#[cfg(not(debug_assertions))]
#[path = "src/text/mod.rs"]
mod text;
#[cfg(not(debug_assertions))]
#[path = "src/yaml/mod.rs"]
mod yaml;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    // Also without preparation: a changed, added or removed rule file rebuilds the program, which embeds them.
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=build.rs");
    let out = std::env::var_os("OUT_DIR").ok_or("cargo names no folder for what is built")?;
    std::fs::write(Path::new(&out).join("rules.in"), listed()?)?;
    std::fs::write(Path::new(&out).join("prepared.bin"), prepared()?)?;
    Ok(())
}

/// The rule files as the program includes them: a list of names and texts, in Rust.
fn listed() -> Result<String, Box<dyn Error>> {
    let rules = std::env::current_dir()?.join("rules");
    let mut list = String::from("&[\n");
    for name in embedded::names() {
        list += &format!("({name:?}, include_str!({:?})),\n", rules.join(&name));
    }
    Ok(list + "]\n")
}

#[cfg(debug_assertions)]
fn prepared() -> Result<Vec<u8>, Box<dyn Error>> {
    Ok(Vec::new())
}

#[cfg(not(debug_assertions))]
fn prepared() -> Result<Vec<u8>, Box<dyn Error>> {
    match book::load(&[pack::RulesRoot::Builtin]) {
        Ok(book) => Ok(engine::Engine::new(book).to_bytes()?),
        Err(findings) => {
            let count = findings.list.len();
            println!("cargo:warning=rules/ has {count} findings; `casebook check rules` shows them");
            Ok(Vec::new())
        }
    }
}

/// The rules as the program embeds them, read from the folder.
mod embedded {
    use std::path::Path;

    /// The paths of all rule files below `rules/`, sorted.
    pub fn names() -> Vec<String> {
        let mut out = Vec::new();
        for entry in walkdir::WalkDir::new("rules").into_iter().filter_map(Result::ok) {
            let path = entry.path();
            if path.extension().is_none_or(|extension| extension != "yaml") || !entry.file_type().is_file() {
                continue;
            }
            let name = path.strip_prefix("rules").unwrap_or(Path::new(""));
            out.push(name.to_string_lossy().replace('\\', "/"));
        }
        out.sort_unstable();
        out
    }

    /// All rule files as (path below `rules/`, text), sorted by path.
    #[cfg(not(debug_assertions))]
    pub fn files() -> impl Iterator<Item = (String, String)> {
        let text = |name: &String| std::fs::read_to_string(Path::new("rules").join(name)).unwrap_or_default();
        names().into_iter().map(move |name| (name.clone(), text(&name)))
    }
}
