//! Rule files as text, and places in them.
//!
//! Everything that is read from a rule, fixture or snapshot file keeps its [`Place`], so that any later
//! finding can point at the author's own words. Goes in: names and texts of files. Comes out: small ids and
//! byte spans. This module never reads a file itself.

use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// Number of a file in its [`Sources`].
#[derive(Serialize, Deserialize, Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

/// A byte range `start..end` in one file's text.
#[derive(Serialize, Deserialize, Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span as a `usize` range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A span in a named file.
#[derive(Serialize, Deserialize, Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Where in it.
    pub span: Span,
}

/// A value together with the place it was written at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub place: Place,
}

impl<T> Located<T> {
    /// Pairs a value with its place.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

/// Where a file came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Compiled into the program.
    Embedded,
    /// Read from disk.
    Disk(PathBuf),
    /// Standard input or a value given on the command line.
    Given,
}

/// One file: its display name and its text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The name as shown to people: relative, with `/`.
    pub name: Arc<str>,
    /// The whole text. Empty when it was not UTF-8.
    pub text: Arc<str>,
    /// Where it came from.
    pub origin: Origin,
}

/// All files of one load, in load order.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file and mints its id.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(file);
        id
    }

    /// The file behind an id of this `Sources`.
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files with their ids, in load order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }

    /// The name of a place's file and its line there, from 1. Cost: linear in the text before it.
    pub fn line(&self, place: Place) -> (&str, usize) {
        let file = self.get(place.file);
        let before = file.text.get(..place.span.start as usize).unwrap_or("");
        (&file.name, before.matches('\n').count() + 1)
    }

    /// The text at a place.
    pub fn text(&self, place: Place) -> &str {
        self.get(place.file).text.get(place.span.range()).unwrap_or("")
    }
}
