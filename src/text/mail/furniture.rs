//! What only decorates a mail: legal text, and the signature below the closing formula.
//!
//! In: the lines of a mail. Out: which of them say nothing about the problem.

use super::{Lines, Zone};
use std::sync::LazyLock;

/// Legal text: from its first words to the end of its paragraph.
pub(super) fn mark_disclaimers(lines: Lines, kinds: &mut [Zone]) {
    let mut inside = false;
    for (index, kind) in kinds.iter_mut().enumerate() {
        let words = lines.words(index);
        if words.is_empty() {
            inside = false;
        }
        if *kind == Zone::Quoted {
            inside = false;
        } else if inside || is_disclaimer(words) {
            inside = true;
            *kind = Zone::Furniture;
        }
    }
}

/// How legal text and what mail programs add begins.
const STARTS: &[&str] = &[
    "disclaimer",
    "confidentiality notice",
    "confidential:",
    "legal notice",
    "privileged",
    "penafian",
    "sanggahan",
    "免责声明",
    "免責聲明",
    "保密声明",
    "保密提示",
    "please consider the environment",
    "think before you print",
    "sent from my ",
    "sent via ",
    "get outlook for",
    "dikirim dari ",
    "发自我的",
    "從我的",
    "从我的 iphone",
    "caution: external",
    "caution: this email",
    "[external]",
    "external email",
];

/// How legal text begins, where words of law follow.
const THIS_MAIL: &[&str] = &[
    "this e-mail",
    "this email",
    "this message",
    "the information contained",
    "the contents of this",
    "email ini",
    "e-mail ini",
    "pesan ini",
    "surel ini",
    "informasi dalam email",
    "本邮件",
    "此邮件",
    "本电子邮件",
    "本郵件",
];

fn is_disclaimer(words: &str) -> bool {
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    if STARTS.iter().any(|start| words.starts_with(start)) {
        return true;
    }
    let legal = [
        "confidential",
        "intended",
        "privileged",
        "rahasia",
        "ditujukan",
        "保密",
        "机密",
        "機密",
        "收件人使用",
    ];
    THIS_MAIL.iter().any(|start| words.starts_with(start)) && legal.iter().any(|word| words.contains(word))
}

/// Lines below the closing formula, at most.
const MOST_SIGNATURE: usize = 8;

/// The closing formula near the end of what the sender wrote, and what follows it.
pub(super) fn mark_signature(lines: Lines, kinds: &mut [Zone]) {
    let is_own =
        |line: &usize, kinds: &[Zone]| kinds[*line] == Zone::Newest && !lines.words(*line).is_empty();
    let own = |from: usize| (from..lines.len()).filter(|line| is_own(line, kinds));
    let before = own(0).count().saturating_sub(MOST_SIGNATURE + 1).max(1);
    let begins = |line: &usize| {
        let words = lines.words(*line);
        let separator = matches!(words, "--" | "---" | "—" | "__" | "___");
        let mut rest = own(*line + 1).map(|line| lines.words(line));
        (separator || is_closing(words))
            && rest.all(|words| words.chars().count() <= 80 && !is_postscript(words))
    };
    let Some(start) = own(0).skip(before).find(begins) else { return };
    for line in start..lines.len() {
        if is_own(&line, kinds) {
            kinds[line] = Zone::Furniture;
        }
    }
}

const CLOSINGS: &[&str] = &[
    "best",
    "best regards",
    "kind regards",
    "warm regards",
    "regards",
    "rgds",
    "br",
    "with best regards",
    "many thanks",
    "sincerely",
    "yours sincerely",
    "cheers",
    "salam",
    "salam hormat",
    "hormat kami",
    "hormat saya",
    "salam sejahtera",
    "best wishes",
    "此致",
    "祝好",
    "顺颂商祺",
    "谢谢 此致",
    "敬礼",
    "thanks and regards",
    "thanks & regards",
    "thank you and best regards",
    "terima kasih dan salam",
    "wassalam",
];

fn is_closing(words: &str) -> bool {
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    CLOSINGS.contains(&words)
}

fn is_postscript(words: &str) -> bool {
    words.starts_with("ps") || words.starts_with("p.s") || words.starts_with("nb:")
}

/// Whether a line of plain words may be marked here that begins with this one; other lines without dashes are not.
pub(super) fn may_begin(word: &str) -> bool {
    /// Sorted, and none of them begins with another: so the last that is not behind a word is its beginning, or none is.
    static FIRSTS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let first = |phrase: &'static str| {
            let start = phrase.trim_start_matches(|c: char| !c.is_alphanumeric());
            let end = start.find(|c: char| !c.is_alphanumeric()).unwrap_or(start.len());
            &start[..end]
        };
        let phrases = [STARTS, THIS_MAIL, CLOSINGS].into_iter().flatten();
        let mut firsts: Vec<&str> = phrases.map(|phrase| first(phrase)).collect();
        firsts.sort_unstable();
        firsts.dedup_by(|next, kept| next.starts_with(*kept));
        firsts
    });
    let behind = FIRSTS.partition_point(|first| *first <= word);
    FIRSTS[..behind].last().is_some_and(|first| word.starts_with(first))
}
