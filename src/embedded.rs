//! What is compiled into the program: a copy of `rules/`, and the engine that the build prepared from it.
//!
//! A release build prepares the engine (`build.rs`), so that a start reads it instead of YAML. Other builds hold
//! none and load the copy of `rules/`, which gives the same. The build script has a module of this name too,
//! whose files come from the folder.

use crate::engine::Engine;
use crate::pack::files::builtin;
use crate::source::Sources;

/// All rule files as (path below `rules/`, text), sorted by path; the build script lists them.
static RULES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.in"));

/// Empty where the build prepared nothing.
static PREPARED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/prepared.bin"));

/// The engine of all embedded packs as the build prepared it; none where it did not.
pub fn engine() -> Option<Engine> {
    if PREPARED.is_empty() {
        return None;
    }
    let mut sources = Sources::default();
    builtin(&mut sources, None);
    Engine::from_bytes(PREPARED, sources)
}

/// All embedded rule files as (path below `rules/`, text), sorted by path.
pub fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    RULES.iter().copied()
}
