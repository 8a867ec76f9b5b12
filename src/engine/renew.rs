//! An engine for a changed book that keeps what the change leaves as it is.
//!
//! Preparing the patterns is the expensive part of an engine. Rules and definitions take no part in it, so a book
//! whose files differ in those sections alone can go on with the patterns prepared for the one before. Compared are
//! the texts of the files, not what became of them: what looks different counts as different.

use super::Engine;
use crate::book::RuleBook;
use crate::source::Sources;
use crate::text::{Changes, TextIndex};
use std::collections::BTreeMap;

/// Sections that no pattern depends on.
const BESIDE: [&str; 2] = ["rules:", "definitions:"];

impl Engine {
    /// The same as [`Engine::new`] for a book that is being changed: it keeps what [`Engine::renewed`] can go on with.
    pub fn renewable(book: RuleBook) -> Self {
        let (index, _) = TextIndex::renewed(&book, &mut TextIndex::default());
        Self { book, index }
    }

    /// The engine of another book, and what that means for texts that were read with this one; nothing where the patterns
    /// could be kept. What both need goes over from this one, which finds nothing any more; to drop it takes a while.
    ///
    /// Cost: linear in the texts where they can, else a third of [`Engine::new`].
    pub fn renewed(&mut self, book: RuleBook) -> (Self, Option<Changes>) {
        let (index, changes) = if same_patterns(&self.book.sources, &book.sources) {
            (std::mem::take(&mut self.index), None)
        } else {
            let (index, changes) = TextIndex::renewed(&book, &mut self.index);
            (index, Some(changes))
        };
        (Self { book, index }, changes)
    }
}

/// Whether two books have the same files and differ in rules and definitions at most.
fn same_patterns(one: &Sources, other: &Sources) -> bool {
    let texts = |sources: &Sources| -> BTreeMap<String, String> {
        sources.iter().map(|(_, file)| (file.name.to_string(), without_rules(&file.text))).collect()
    };
    // A prepared book may have come without its files.
    one.iter().next().is_some() && texts(one) == texts(other)
}

/// A file without its rules and definitions: the lines from such a key at the margin to the next word there.
fn without_rules(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut inside = false;
    for line in text.split_inclusive('\n') {
        let at_margin = line.starts_with(|first: char| !first.is_whitespace() && first != '#');
        if at_margin {
            inside =
                BESIDE.iter().any(|key| line.strip_prefix(key).is_some_and(|rest| rest.trim().is_empty()));
        }
        if !inside {
            kept.push_str(line);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::load_texts;
    use crate::engine::Case;
    use jiff::civil::date;

    const PACK: &str = "format: 1\npack: p\nlanguages: [en]\ntitle: {en: P}\nproduct: {any: [product p]}\n\
        facts:\n  f: {type: yes-no}\nsymptoms:\n  s: {title: {en: S}, seen: [{message: it hums all day long}]}\n\
        rules:\n  a: {symptoms: [s], when: {f: yes}, cause: {title: {en: A}, explanation: {en: a}}, resolution: [{for: agent, do: {en: a}}]}\n";

    #[track_caller]
    fn check(change: (&str, &str), kept: bool, text: &str, causes: &[&str]) {
        let load = |text: &str| load_texts(vec![("p/pack.yaml".to_owned(), text.to_owned())]);
        let (old, new) = (load(PACK), load(&PACK.replace(change.0, change.1)));
        let (Ok(old), Ok(new)) = (old, new) else { panic!("{change:?} does not load") };
        let (engine, changes) = Engine::renewable(old).renewed(new);
        assert_eq!(changes.is_none(), kept, "{change:?}");
        let case = Case { parts: vec![text.to_owned()], ..Case::empty(date(2026, 3, 1)) };
        let found = engine.diagnose(&case).diagnoses;
        let found: Vec<&str> = found.iter().map(|one| engine.book.rules[one.rule].name.as_str()).collect();
        assert_eq!(found, causes, "{change:?}");
    }

    #[test]
    fn patterns_are_kept_where_only_rules_change() {
        let hums = "it hums all day long";
        check(("  a: {symptoms", "\n  # why\n  b: {symptoms"), true, hums, &["b"]);
        check(("rules:", "definitions:\n  d: {f: no}\nrules:"), true, hums, &["a"]);
        check(("when: {f: yes}, ", ""), true, hums, &["a"]);
        check(("it hums all day", "it sings all day"), false, "it sings all day long", &["a"]);
        check(("it hums all day", "it sings all day"), false, hums, &[]);
        check(("product p", "product q"), false, hums, &["a"]);
        check(("rules:\n", "\"rules\":\n"), false, hums, &["a"]);
    }
}
