//! The copy of `rules/` that is compiled into the program.

use include_dir::{Dir, DirEntry, include_dir};

static RULES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// All embedded rule files as (path below `rules/`, text), sorted by path.
pub fn embedded() -> Vec<(String, &'static str)> {
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
