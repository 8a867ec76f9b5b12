//! Finding the files of packs and reading them, within budgets, whatever a folder holds.
//!
//! The order is that of the names, never of the file system. Problems are findings: links in a circle, folders
//! and other things named `x.yaml`, files too big, unreadable or not UTF-8, files that belong to no pack.

use crate::embedded;
use crate::finding::Finding;
use crate::source::{FileId, Origin, Place, SourceFile, Sources, Span};
use crate::yaml::Budget;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Where rules come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RulesRoot {
    /// The packs compiled into the program.
    Builtin,
    /// A folder of packs, or the folder of one pack.
    Path(PathBuf),
}

/// Most files that one run reads.
pub const MAX_FILES: usize = 100_000;
/// Most bytes that one run reads.
pub const MAX_TOTAL_BYTES: u64 = 64 * 1024 * 1024;
/// How deep folders may be nested below a root.
pub const MAX_FOLDER_DEPTH: usize = 16;

/// The files of one pack folder.
#[derive(Debug, Clone, Default)]
pub struct PackFolder {
    /// The folder's name as shown.
    pub name: String,
    /// Whether it is part of the program.
    pub embedded: bool,
    /// The files with their paths below the folder, sorted by path.
    pub files: Vec<(String, FileId)>,
    /// Whether a file of it could not be read, so that names may be missing.
    pub incomplete: bool,
}

/// The embedded pack folders.
pub fn builtin(sources: &mut Sources, only: Option<&str>) -> Vec<PackFolder> {
    let mut folders: BTreeMap<String, PackFolder> = BTreeMap::new();
    for (path, text) in embedded::files() {
        let Some((folder, rest)) = path.split_once('/') else { continue };
        if only.is_some_and(|only| only != folder) {
            continue;
        }
        let name = format!("builtin/{path}");
        let id = sources.add(SourceFile { name: name.into(), text: text.into(), origin: Origin::Embedded });
        let entry = folders.entry(folder.to_owned()).or_default();
        entry.name = format!("builtin/{folder}");
        entry.embedded = true;
        entry.files.push((rest.to_owned(), id));
    }
    folders.into_values().collect()
}

/// Texts given by name (`pack/file.yaml`), for tests and tools.
pub fn given(
    files: Vec<(String, String)>,
    sources: &mut Sources,
    findings: &mut Vec<Finding>,
) -> Vec<PackFolder> {
    let mut files = files;
    files.sort();
    let mut ids = Vec::new();
    for (name, text) in files {
        let id =
            sources.add(SourceFile { name: name.clone().into(), text: text.into(), origin: Origin::Given });
        ids.push((PathBuf::from(name), id));
    }
    group(ids, &[], findings)
}

/// The pack folders at or below a path on disk.
pub fn on_disk(
    root: &Path,
    budget: &Budget,
    sources: &mut Sources,
    findings: &mut Vec<Finding>,
) -> Vec<PackFolder> {
    let shown = show(root);
    match std::fs::metadata(root) {
        Err(error) => {
            findings.push(unreadable(&shown, &error.to_string()).help("check the path given to `--rules`"));
            return Vec::new();
        }
        Ok(metadata) if !metadata.is_dir() => {
            findings.push(
                Finding::error("not-a-folder", format!("`{shown}` is not a folder"))
                    .help("give the folder of a pack, or the folder that holds packs"),
            );
            return Vec::new();
        }
        Ok(_) => {}
    }
    let before = findings.len();
    let mut reader = Reader { budget, sources, findings, files: Vec::new(), failed: Vec::new(), bytes: 0 };
    let whole = reader.walk(root);
    if !whole {
        return Vec::new(); // Over a budget of the whole run: what was read until then is not worth its time.
    }
    let Reader { files, failed, .. } = reader;
    if files.is_empty() && findings.len() == before {
        findings.push(
            Finding::error("no-rules", format!("no rule files in `{shown}`"))
                .help("a pack is a folder with a `pack.yaml`; rule files end in `.yaml`"),
        );
    }
    group(files, &failed, findings)
}

fn show(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn unreadable(shown: &str, reason: &str) -> Finding {
    let reason = reason.split(" (os error").next().unwrap_or(reason).to_lowercase();
    Finding::error("unreadable", format!("cannot read `{shown}`: {reason}"))
}

/// Puts files under the nearest folder above them that holds a `pack.yaml`.
fn group(files: Vec<(PathBuf, FileId)>, failed: &[PathBuf], findings: &mut Vec<Finding>) -> Vec<PackFolder> {
    let mut folders: BTreeMap<PathBuf, PackFolder> = BTreeMap::new();
    let heads = files.iter().map(|(path, _)| path).chain(failed).filter(|path| path.ends_with("pack.yaml"));
    for folder in heads.filter_map(|path| path.parent()) {
        folders.insert(folder.to_owned(), PackFolder { name: show(folder), ..PackFolder::default() });
    }
    for path in failed {
        let above = path.ancestors().skip(1).find(|folder| folders.contains_key(*folder));
        if let Some(folder) = above.map(Path::to_owned).and_then(|folder| folders.get_mut(&folder)) {
            folder.incomplete = true;
        }
    }
    for (path, id) in files {
        let Some(folder) = path.ancestors().skip(1).find(|folder| folders.contains_key(*folder)) else {
            let span = Span::default();
            findings.push(
                Finding::error("no-pack", format!("`{}` belongs to no pack", show(&path)))
                    .label(Place { file: id, span }, "no `pack.yaml` beside or above this file")
                    .help("add a `pack.yaml` to its folder, or move the file into the folder of a pack"),
            );
            continue;
        };
        let folder = folder.to_owned();
        let below = show(path.strip_prefix(&folder).unwrap_or(&path));
        if let Some(entry) = folders.get_mut(&folder) {
            entry.files.push((below, id));
        }
    }
    folders.into_values().collect()
}

struct Reader<'a> {
    budget: &'a Budget,
    sources: &'a mut Sources,
    findings: &'a mut Vec<Finding>,
    files: Vec<(PathBuf, FileId)>,
    failed: Vec<PathBuf>,
    bytes: u64,
}

impl Reader<'_> {
    /// Reads everything below a folder; false once a budget of the whole run is used up.
    fn walk(&mut self, root: &Path) -> bool {
        let walk = WalkDir::new(root).follow_links(true).sort_by_file_name().max_depth(MAX_FOLDER_DEPTH);
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
        };
        for entry in walk.into_iter().filter_entry(visible) {
            match entry {
                Ok(entry) => {
                    if !self.entry(&entry) {
                        return false;
                    }
                }
                Err(error) => self.walk_error(&error),
            }
        }
        true
    }

    fn walk_error(&mut self, error: &walkdir::Error) {
        let path = error.path().map(Path::to_owned).unwrap_or_default();
        let shown = show(&path);
        let finding = match error.loop_ancestor() {
            Some(ancestor) => {
                Finding::error("link-loop", format!("the link `{shown}` leads back to `{}`", show(ancestor)))
                    .help("remove the link")
            }
            None => {
                let reason =
                    error.io_error().map_or_else(|| "unknown reason".to_owned(), ToString::to_string);
                unreadable(&shown, &reason).help("check its permissions, and where a link leads")
            }
        };
        self.failed.push(path);
        self.findings.push(finding);
    }

    /// Reads one entry; false once a budget of the whole run is used up.
    fn entry(&mut self, entry: &walkdir::DirEntry) -> bool {
        let path = entry.path();
        let shown = show(path);
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().is_dir() {
            if entry.depth() > 0 && (name.ends_with(".yaml") || name.ends_with(".yml")) {
                self.findings.push(
                    Finding::error("not-a-file", format!("`{shown}` is a folder, named like a rule file"))
                        .help("rename the folder"),
                );
            } else if entry.depth() == MAX_FOLDER_DEPTH {
                self.findings.push(
                    Finding::error(
                        "too-deep",
                        format!("`{shown}` lies deeper than the budget of {MAX_FOLDER_DEPTH} folders"),
                    )
                    .help("move its files up"),
                );
            }
            return true;
        }
        if name.ends_with(".yml") {
            self.findings.push(
                Finding::error(
                    "wrong-extension",
                    format!("`{shown}` would not be read: rule files end in `.yaml`"),
                )
                .help(format!("rename it to `{}.yaml`", name.trim_end_matches(".yml"))),
            );
            return true;
        }
        if !name.ends_with(".yaml") {
            return true;
        }
        if !entry.file_type().is_file() {
            self.findings.push(
                Finding::error("not-a-file", format!("`{shown}` is not a regular file"))
                    .help("remove or rename it"),
            );
            return true;
        }
        self.file(path, &shown)
    }

    fn file(&mut self, path: &Path, shown: &str) -> bool {
        if self.files.len() >= MAX_FILES {
            self.findings.push(
                Finding::error("too-many-files", format!("more rule files than the budget of {MAX_FILES}"))
                    .help("join small files, or give fewer folders"),
            );
            return false;
        }
        let limit = self.budget.max_bytes;
        match read_bounded(path, limit) {
            Err(error) => {
                self.findings.push(unreadable(shown, &error.to_string()).help("check its permissions"));
                self.failed.push(path.to_owned());
            }
            Ok(Err(size)) => {
                self.findings.push(
                    Finding::error(
                        "file-too-big",
                        format!("`{shown}` has {size} bytes; the budget is {limit} bytes a file"),
                    )
                    .help("split the file, or remove what is no rule"),
                );
                self.failed.push(path.to_owned());
            }
            Ok(Ok(bytes)) => {
                self.bytes += bytes.len() as u64;
                if self.bytes > MAX_TOTAL_BYTES {
                    self.findings.push(
                        Finding::error(
                            "too-big",
                            format!("the rules have more than the budget of {MAX_TOTAL_BYTES} bytes"),
                        )
                        .help("give fewer folders"),
                    );
                    return false;
                }
                self.add(path, shown, bytes);
            }
        }
        true
    }

    fn add(&mut self, path: &Path, shown: &str, bytes: Vec<u8>) {
        let origin = Origin::Disk(path.to_owned());
        match String::from_utf8(bytes) {
            Ok(text) => {
                let id = self.sources.add(SourceFile { name: shown.into(), text: text.into(), origin });
                self.files.push((path.to_owned(), id));
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to() as u32;
                let byte = error.as_bytes().get(at as usize).copied().unwrap_or(0);
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let file = self.sources.add(SourceFile { name: shown.into(), text: text.into(), origin });
                let span = Span { start: at, end: at + '\u{fffd}'.len_utf8() as u32 };
                self.findings.push(
                    Finding::error("not-utf8", format!("`{shown}` is not UTF-8"))
                        .label(Place { file, span }, format!("byte 0x{byte:02X} is no character"))
                        .help("save the file as UTF-8"),
                );
                self.failed.push(path.to_owned());
            }
        }
    }
}

/// The bytes of a file, or its size where that is over the limit. Never reads more than the limit.
fn read_bounded(path: &Path, limit: u64) -> std::io::Result<Result<Vec<u8>, u64>> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > limit {
        return Ok(Err(size));
    }
    let mut bytes = Vec::with_capacity(size as usize);
    file.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 > limit { Err(bytes.len() as u64) } else { Ok(bytes) })
}
