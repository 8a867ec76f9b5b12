//! A draft symptom for a group of unmatched tickets: YAML that can be pasted into a file of a pack.
//!
//! It says the words that most of the group share in one sentence, as terms, so that an author has something to
//! improve. Its names hold a few digits made of the words, so that drafts pasted one after the other, or from
//! another report, are not called the same.

use super::groups::Open;
use super::words;
use crate::book::RuleBook;
use crate::lang::Lang;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Terms of a draft.
const TERMS: usize = 3;
/// Sentences with more words than this are too long to be said.
const SHARE: usize = 2;

/// The languages that all packs of a book are written in, so that a draft can be pasted into any; where there are
/// none, those of the last.
pub fn languages(book: &RuleBook) -> Vec<Lang> {
    let shared = |lang: &Lang| book.packs.iter().all(|(_, pack)| pack.languages.contains(lang));
    let languages: Vec<Lang> = Lang::ALL.into_iter().filter(shared).collect();
    match book.packs.iter().last() {
        Some((_, pack)) if languages.is_empty() => pack.languages.clone(),
        _ => languages,
    }
}

/// The draft of a topic with these words and [`terms`].
pub fn symptom(words: &[String], terms: &[String], languages: &[Lang]) -> String {
    let key = digits(terms);
    let names: Vec<String> = terms.iter().enumerate().map(|(index, word)| name(&key, index, word)).collect();
    let title = quoted(&words.iter().take(4).cloned().collect::<Vec<_>>().join(" · "));
    let mut out = String::from("terms:\n");
    // Writing to a `String` cannot fail.
    for (name, word) in names.iter().zip(terms) {
        _ = writeln!(out, "  {name}: {{any: [{}]}}", quoted(word));
    }
    _ = writeln!(out, "symptoms:\n  draft-{key}:\n    title:");
    for lang in languages {
        _ = writeln!(out, "      {}: {title}", lang.code());
    }
    _ = writeln!(out, "    seen:\n      - say: [{}]", names.join(", "));
    out
}

/// The words that stand together in one sentence of most examples: those, of the most telling, that the most
/// examples have. `words` are what a group shares, the most telling first.
pub fn terms(group: &Open, words: &[String]) -> Vec<String> {
    let mut sets: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    for (_, text) in &group.examples {
        let mut of_example: Vec<Vec<usize>> = words::sentences(text)
            .map(|sentence| {
                let said = words::in_sentence(sentence);
                (0..words.len()).filter(|index| whole(&words[*index], &said, sentence)).take(TERMS).collect()
            })
            .filter(|set: &Vec<usize>| !set.is_empty())
            .collect();
        of_example.sort();
        of_example.dedup();
        for set in of_example {
            // A draft of fewer words finds more; each beginning counts.
            (1..=set.len()).for_each(|length| *sets.entry(set[..length].to_vec()).or_default() += 1);
        }
    }
    let most = sets.values().copied().max().unwrap_or(0);
    let enough = sets.iter().filter(|(_, count)| **count * SHARE >= most.max(1));
    let best = enough.max_by(|one, other| {
        // More words first, then more examples, then more telling words.
        one.0.len().cmp(&other.0.len()).then(one.1.cmp(other.1)).then(other.0.cmp(one.0))
    });
    match best {
        Some((set, _)) => set.iter().map(|index| words[*index].clone()).collect(),
        None => words.iter().take(1).cloned().collect(),
    }
}

/// Whether a sentence holds a word; a longer Chinese phrase counts as its characters.
fn whole(word: &str, said: &[String], sentence: &str) -> bool {
    if word.chars().all(words::is_han) {
        sentence.contains(word)
    } else {
        said.iter().any(|other| other == word)
    }
}

fn name(key: &str, index: usize, word: &str) -> String {
    let plain: String = word.chars().filter(char::is_ascii_alphanumeric).take(16).collect();
    if plain.is_empty() {
        format!("draft-{key}-{}", index + 1)
    } else {
        format!("draft-{key}-{}", plain.to_ascii_lowercase())
    }
}

/// Six digits that depend on the words alone (FNV-1a).
fn digits(words: &[String]) -> String {
    let hash = words.join(" ").bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:06x}", hash & 0xff_ffff)
}

/// A YAML text in quotes.
fn quoted(text: &str) -> String {
    let inner: String = text
        .chars()
        .filter(|c| !c.is_control())
        .flat_map(|c| match c {
            '"' | '\\' => vec!['\\', c],
            _ => vec![c],
        })
        .collect();
    format!("\"{inner}\"")
}
