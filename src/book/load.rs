//! Loading: roots → texts → drafts → linked book, with all problems of all files in one go.

use super::RuleBook;
use super::draft::{self, Drafted};
use super::link::{PackDraft, link};
use crate::finding::{Finding, Findings};
use crate::pack::files::{PackFolder, RulesRoot, builtin, given, on_disk};
use crate::source::Sources;
use crate::yaml::Budget;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::thread::JoinHandle;

/// The name of the pack whose terms all packs may use.
pub const COMMON: &str = "common";

/// Loads the packs of all roots. The embedded `common` is always there unless a root brings its own.
///
/// # Errors
/// Everything that is wrong in any file. A pack with an error is never half-loaded, and no book comes out.
pub fn load(roots: &[RulesRoot]) -> Result<RuleBook, Findings> {
    load_files(roots, None)
}

/// The same, but reads only files that changed since they were drafted, and leaves the drafts of this load there.
///
/// # Errors
/// As [`load`].
pub fn load_again(roots: &[RulesRoot], before: &mut Drafted) -> Result<RuleBook, Findings> {
    load_files(roots, Some(before))
}

fn load_files(roots: &[RulesRoot], before: Option<&mut Drafted>) -> Result<RuleBook, Findings> {
    let mut sources = Sources::default();
    let mut findings = Vec::new();
    let mut folders = Vec::new();
    let budget = Budget::default();
    for root in roots {
        if let RulesRoot::Path(path) = root {
            folders.extend(on_disk(path, &budget, &mut sources, &mut findings));
        }
    }
    let all = roots.contains(&RulesRoot::Builtin);
    assemble(folders, all, before, sources, findings)
}

/// Loads texts given by name, such as `("pack/file.yaml", "…")`: for tests and tools.
///
/// # Errors
/// As [`load`].
pub fn load_texts(files: Vec<(String, String)>) -> Result<RuleBook, Findings> {
    let mut sources = Sources::default();
    let mut findings = Vec::new();
    let folders = given(files, &mut sources, &mut findings);
    assemble(folders, false, None, sources, findings)
}

/// Drafts the folders, adds what is embedded, and links. `all` asks for all embedded packs, not only `common`.
fn assemble(
    own: Vec<PackFolder>,
    all: bool,
    mut before: Option<&mut Drafted>,
    mut sources: Sources,
    mut findings: Vec<Finding>,
) -> Result<RuleBook, Findings> {
    let mut packs = draft::draft(&own, &sources, before.as_deref_mut(), &mut findings);
    let own_common = packs.iter().any(|pack| pack.header.name.value == COMMON);
    let mut embedded = builtin(&mut sources, (!all).then_some(COMMON));
    embedded.retain(|folder| !(own_common && folder.name.ends_with("/common")));
    packs.extend(draft::draft(&embedded, &sources, before, &mut findings));
    let packs = without_doubles(packs, &mut findings);
    let digest = Digesting::start(&packs, &sources);
    match link(packs, sources, findings) {
        Ok(mut book) => {
            book.digest = digest.finish();
            Ok(book)
        }
        Err(mut findings) => {
            sort(&mut findings);
            Err(findings)
        }
    }
}

/// By file name and place, then code, so that the order never depends on the order of loading.
fn sort(findings: &mut Findings) {
    let sources = &findings.sources;
    findings.list.sort_by(|a, b| {
        let key = |finding: &Finding| {
            finding.labels.first().map(|label| (sources.get(label.place.file).name.clone(), label.place.span))
        };
        (key(a), a.code, &a.message).cmp(&(key(b), b.code, &b.message))
    });
    findings.list.dedup();
}

/// Two packs of one name are an error; the first is kept.
fn without_doubles(mut packs: Vec<PackDraft>, findings: &mut Vec<Finding>) -> Vec<PackDraft> {
    packs.sort_by(|a, b| a.header.name.value.cmp(&b.header.name.value));
    let mut kept: Vec<PackDraft> = Vec::new();
    for pack in packs {
        let name = &pack.header.name;
        match kept.last() {
            Some(first) if first.header.name.value == name.value => findings.push(
                Finding::error("duplicate-pack", format!("two packs are named `{}`", name.value))
                    .label(name.place, "again here")
                    .label(first.header.name.place, "first named here")
                    .help("rename one of them, or load only one"),
            ),
            _ => kept.push(pack),
        }
    }
    kept
}

/// The digest of the rules, on a thread of its own while the packs are linked.
struct Digesting {
    thread: Option<JoinHandle<String>>,
    files: Arc<Vec<(String, Arc<str>)>>,
}

impl Digesting {
    fn start(packs: &[PackDraft], sources: &Sources) -> Self {
        let mut files: Vec<(String, Arc<str>)> = Vec::new();
        for pack in packs {
            for (path, id) in &pack.texts {
                files
                    .push((format!("{}/{path}", pack.header.name.value), Arc::clone(&sources.get(*id).text)));
            }
        }
        files.sort_unstable();
        let shared = Arc::new(files);
        let files = Arc::clone(&shared);
        let thread = std::thread::Builder::new().spawn(move || digest(&files)).ok();
        Self { thread, files: shared }
    }

    /// Where no thread could be had, the work is done here.
    fn finish(self) -> String {
        let done = self.thread.and_then(|thread| thread.join().ok());
        done.unwrap_or_else(|| digest(&self.files))
    }
}

/// SHA-256 over names and texts, each with its length before it, in the order of the names.
fn digest(files: &[(String, Arc<str>)]) -> String {
    let mut hash = Sha256::new();
    for (name, text) in files {
        for part in [name.as_bytes(), text.as_bytes()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
