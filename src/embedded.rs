//! What is compiled into the program: a copy of `rules/`, and the engine that the build prepared from it.
//!
//! A release build prepares the engine (`build.rs`), so that a start reads it instead of YAML. Other builds hold
//! none and load the copy of `rules/`, which gives the same. The build script has a module of this name too,
//! whose files come from the folder.

use crate::engine::Engine;
use crate::pack::files::builtin;
use crate::source::Sources;
use include_dir::{Dir, DirEntry, include_dir};

static RULES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

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
pub fn files() -> Vec<(String, &'static str)> {
    let mut out = Vec::new();
    let mut folders = vec![&RULES];
    while let Some(folder) = folders.pop() {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(inner) => folders.push(inner),
                DirEntry::File(file)
                    if file.path().extension().is_some_and(|extension| extension == "yaml") =>
                {
                    let name = file.path().to_string_lossy().replace('\\', "/");
                    out.push((name, file.contents_utf8().unwrap_or("")));
                }
                DirEntry::File(_) => {}
            }
        }
    }
    out.sort_unstable();
    out
}
