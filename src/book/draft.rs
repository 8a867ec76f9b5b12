//! Drafting: the files of pack folders to drafts, several files at a time.
//!
//! Heads (`pack.yaml`) are read first, since the languages of a pack decide what its other files must hold. The
//! result does not depend on the number of threads: every file's outcome goes to the file's own slot.

use super::link::PackDraft;
use crate::finding::Finding;
use crate::lang::Lang;
use crate::pack::files::PackFolder;
use crate::pack::{Header, PackFile, header, sections};
use crate::source::{FileId, Sources};
use crate::yaml::{Budget, Node, NodeKind, read};
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// Below this many bytes one thread is faster than several.
const WORTH_THREADS: usize = 64 * 1024;

/// The files of one load as they were read, for the next load.
///
/// A file is taken as it was where it has the same number, text, pack and languages: nothing else goes into it.
#[derive(Debug, Default)]
pub struct Drafted {
    files: HashMap<FileId, Kept>,
}

#[derive(Debug)]
struct Kept {
    text: Arc<str>,
    pack: String,
    languages: Vec<Lang>,
    file: PackFile,
    findings: Vec<Finding>,
}

/// Drafts all folders; those without a name are left out, with a finding. What `before` knows is not read again.
pub(super) fn draft(
    folders: &[PackFolder],
    sources: &Sources,
    before: Option<&mut Drafted>,
    findings: &mut Vec<Finding>,
) -> Vec<PackDraft> {
    let mut heads: Vec<Head> = folders.iter().map(|folder| head(folder, sources, findings)).collect();
    let mut jobs = Vec::new();
    for (index, (folder, head)) in folders.iter().zip(&mut heads).enumerate() {
        for (_, file) in &folder.files {
            if Some(*file) == head.file {
                // Without a tree the head is already reported.
                jobs.extend(head.rest.take().map(|node| Job { pack: index, file: *file, node: Some(node) }));
            } else {
                jobs.push(Job { pack: index, file: *file, node: None });
            }
        }
    }
    let mut files: Vec<Vec<PackFile>> = folders.iter().map(|_| Vec::new()).collect();
    let outcomes = run(jobs, &heads, sources, before.as_deref());
    if let Some(before) = before {
        keep(before, &outcomes, &heads, sources);
    }
    for outcome in outcomes {
        findings.extend(outcome.findings);
        match outcome.file {
            Some(file) => files[outcome.pack].push(file),
            None => heads[outcome.pack].incomplete = true,
        }
    }
    let mut packs = Vec::with_capacity(folders.len());
    for ((folder, head), files) in folders.iter().zip(heads).zip(files) {
        let Some(header) = head.header else { continue };
        packs.push(PackDraft { header, files, incomplete: head.incomplete, texts: folder.files.clone() });
    }
    packs
}

/// What `pack.yaml` says, and the sections in it.
struct Head {
    file: Option<FileId>,
    header: Option<Header>,
    rest: Option<Node>,
    languages: Vec<Lang>,
    incomplete: bool,
}

fn head(folder: &PackFolder, sources: &Sources, findings: &mut Vec<Finding>) -> Head {
    let file = folder.files.iter().find(|(name, _)| name == "pack.yaml").map(|(_, id)| *id);
    let (mut found, mut rest) = (None, None);
    if let Some(file) = file {
        let text = &sources.get(file).text;
        let (node, problems) = read(file, text, &Budget::default());
        findings.extend(problems);
        rest = node;
        if let Some(node) = rest.as_mut().filter(|node| matches!(node.kind, NodeKind::Map(_))) {
            found = header(file, text, node, findings);
        }
    }
    let languages = found.as_ref().map_or_else(|| Lang::ALL.to_vec(), |header| header.languages.clone());
    let incomplete = folder.incomplete || (file.is_some() && rest.is_none());
    Head { file, header: found, rest, languages, incomplete }
}

/// A file to read and lower; its tree, where that is already there.
struct Job {
    pack: usize,
    file: FileId,
    node: Option<Node>,
}

struct Outcome {
    pack: usize,
    file: Option<PackFile>,
    findings: Vec<Finding>,
    /// Whether it is as it was before.
    known: bool,
}

impl Head {
    fn name(&self) -> &str {
        self.header.as_ref().map_or("", |header| header.name.value.as_str())
    }
}

/// Keeps what was read anew.
fn keep(before: &mut Drafted, outcomes: &[Outcome], heads: &[Head], sources: &Sources) {
    for outcome in outcomes.iter().filter(|outcome| !outcome.known) {
        let Some(file) = &outcome.file else { continue };
        let head = &heads[outcome.pack];
        let kept = Kept {
            text: Arc::clone(&sources.get(file.file).text),
            pack: head.name().to_owned(),
            languages: head.languages.clone(),
            file: file.clone(),
            findings: outcome.findings.clone(),
        };
        before.files.insert(file.file, kept);
    }
}

fn work(job: Job, heads: &[Head], sources: &Sources, before: Option<&Drafted>) -> Outcome {
    let Job { pack, file, node } = job;
    let text = &sources.get(file).text;
    let head = &heads[pack];
    if let Some(kept) = before.and_then(|before| before.files.get(&file))
        && kept.text == *text
        && kept.pack == head.name()
        && kept.languages == head.languages
    {
        let (file, findings) = (Some(kept.file.clone()), kept.findings.clone());
        return Outcome { pack, file, findings, known: true };
    }
    let (node, mut findings) = match node {
        Some(node) => (Some(node), Vec::new()),
        None => read(file, text, &Budget::default()),
    };
    let file = node.map(|node| sections(file, text, node, &head.languages, head.name(), &mut findings));
    Outcome { pack, file, findings, known: false }
}

/// The outcomes of all jobs, in their order.
fn run(jobs: Vec<Job>, heads: &[Head], sources: &Sources, before: Option<&Drafted>) -> Vec<Outcome> {
    let bytes: usize = jobs.iter().map(|job| sources.get(job.file).text.len()).sum();
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(jobs.len()).min(8);
    if bytes < WORTH_THREADS || threads < 2 {
        return jobs.into_iter().map(|job| work(job, heads, sources, before)).collect();
    }
    // The longest files first, so that no thread is left with one of them at the end.
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(sources.get(jobs[*index].file).text.len()));
    let slots: Vec<Slot> = jobs.into_iter().map(|job| Mutex::new((Some(job), None))).collect();
    let next = AtomicUsize::new(0);
    let worker = || {
        while let Some(index) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Ok(mut slot) = slots[*index].lock() else { continue };
            let outcome = slot.0.take().map(|job| work(job, heads, sources, before));
            slot.1 = outcome;
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // Where no thread can be had, this one does the work alone.
            let _ = std::thread::Builder::new().spawn_scoped(scope, worker);
        }
        worker();
    });
    slots.into_iter().filter_map(|slot| slot.into_inner().ok()?.1).collect()
}

/// A job and, once done, its outcome.
type Slot = Mutex<(Option<Job>, Option<Outcome>)>;
