//! The words of a ticket by which it is compared with others.
//!
//! In languages with spaces these are its words; in Chinese, which has none, every two characters in a row. Numbers
//! that are no codes, addresses, phone numbers and the small words that every ticket has are left out: a signature
//! says nothing of what a ticket is about, and words are shown.

use crate::mask;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// So many different words of a ticket count.
const MOST: usize = 48;
/// So much of a ticket is looked at, in bytes: what it is about stands at its beginning.
const LOOK: usize = 1500;
/// A phone number has more digits than this.
const SHORTEST: usize = 5;
/// No word holds this.
const NOTHING: &str = "@";

/// The words of a text, each once, in order of appearance.
pub fn words(text: &str) -> Vec<String> {
    let text = &text[..floor(text, LOOK)];
    let text = if may_name_somebody(text) { mask::instead(text, NOTHING) } else { text.into() };
    let mut seen = FxHashSet::default();
    let mut words = Vec::new();
    for sentence in sentences(&text) {
        for word in in_sentence(sentence) {
            if words.len() < MOST && seen.insert(word.clone()) {
                words.push(word);
            }
        }
    }
    words
}

/// Whether there may be an address or a number of somebody in a text: a look that is much faster than masking.
fn may_name_somebody(text: &str) -> bool {
    text.contains(['@', '＠', '﹫']) || text.chars().filter(|c| c.is_numeric()).nth(SHORTEST).is_some()
}

/// The sentences of a text, roughly: what stands between stops and line ends.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '.', '!', '?', '。', '！', '？', '；', ';'])
        .filter(|sentence| !sentence.trim().is_empty())
}

/// The words of one sentence, in order, repeated ones too.
pub fn in_sentence(sentence: &str) -> Vec<String> {
    let mut words = Vec::new();
    for token in sentence.split(|c: char| !(c.is_alphanumeric() || matches!(c, '@' | '\'' | '’'))) {
        let han: Vec<char> = token.chars().filter(|c| is_han(*c)).collect();
        if han.is_empty() {
            let word = token.to_lowercase();
            let word = word.trim_matches(['\'', '’']);
            if tells(word) {
                words.push(word.to_owned());
            }
            continue;
        }
        for run in token.split(|c: char| !is_han(c)).filter(|run| !run.is_empty()) {
            let run: Vec<char> = run.chars().collect();
            let pairs = run.windows(2).map(|pair| pair.iter().collect::<String>());
            words.extend(pairs.filter(|pair| !SMALL_ZH.iter().any(|small| pair.contains(*small))));
        }
        for run in token.split(is_han).filter(|run| tells(&run.to_lowercase())) {
            words.push(run.to_lowercase());
        }
    }
    words
}

/// The last place at or before `at` where a character begins, or the end.
pub fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Whether a character is Chinese.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

fn tells(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let length = word.chars().count();
    if word.contains(NOTHING) || !(2..=24).contains(&length) {
        return false;
    }
    // A number of three to six digits may be a code; others are amounts, numbers of cases, telephones.
    if digits == word.len() {
        return (3..=6).contains(&digits);
    }
    length > 2 && !SMALL_WORDS.contains(word)
}

/// Characters that make a pair of Chinese characters say little.
const SMALL_ZH: [char; 22] = [
    '的', '了', '吗', '呢', '吧', '啊', '我', '你', '您', '他', '们', '是', '在', '和', '与', '也', '都',
    '就', '这', '那', '请', '谢',
];

/// [`SMALL`], to look up.
static SMALL_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| SMALL.iter().copied().collect());

const SMALL: &[&str] = &[
    // English
    "the",
    "team",
    "and",
    "for",
    "you",
    "your",
    "our",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "not",
    "but",
    "with",
    "this",
    "that",
    "these",
    "those",
    "there",
    "here",
    "from",
    "can",
    "could",
    "would",
    "will",
    "shall",
    "should",
    "may",
    "please",
    "thanks",
    "thank",
    "hello",
    "dear",
    "team",
    "best",
    "regards",
    "kind",
    "sincerely",
    "when",
    "what",
    "which",
    "who",
    "how",
    "why",
    "where",
    "does",
    "did",
    "doing",
    "done",
    "been",
    "being",
    "about",
    "into",
    "out",
    "any",
    "all",
    "some",
    "more",
    "also",
    "just",
    "now",
    "get",
    "got",
    "let",
    "know",
    "help",
    "need",
    "want",
    "like",
    "its",
    "it's",
    "i'm",
    "i've",
    "don't",
    "can't",
    "they",
    "them",
    "their",
    "then",
    "than",
    "because",
    "still",
    "again",
    "very",
    "good",
    "morning",
    "afternoon",
    "support",
    "tell",
    "takes",
    "take",
    "one",
    "via",
    "per",
    "use",
    "see",
    "regarding",
    "hey",
    // Indonesian
    "yang",
    "dan",
    "di",
    "ke",
    "dari",
    "untuk",
    "pada",
    "dengan",
    "ini",
    "itu",
    "saya",
    "kami",
    "kita",
    "anda",
    "mohon",
    "tolong",
    "terima",
    "kasih",
    "selamat",
    "pagi",
    "siang",
    "sore",
    "malam",
    "bapak",
    "ibu",
    "pak",
    "bu",
    "kak",
    "min",
    "tidak",
    "bisa",
    "sudah",
    "belum",
    "akan",
    "ada",
    "adalah",
    "apakah",
    "bagaimana",
    "kenapa",
    "mengapa",
    "karena",
    "juga",
    "atau",
    "agar",
    "saat",
    "waktu",
    "lagi",
    "masih",
    "sangat",
    "dalam",
    "oleh",
    "sebagai",
    "bantu",
    "bantuan",
    "halo",
    "dear",
    "salam",
    "hormat",
    "jika",
    "kalau",
    "nya",
    "gak",
    "nggak",
    "yg",
    "dgn",
    "utk",
    "tdk",
    "dong",
    "sih",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_a_ticket_is_about() {
        assert_eq!(
            words("Hello team, the invoice 12345678 of a@b.c shows code 5000."),
            ["invoice", "shows", "code", "5000"]
        );
        assert_eq!(
            words("Invoice INV2026000123?\nbudi7@partner-3.com\n+62 812-3456-7890, tel. 555 1234"),
            ["invoice"]
        );
        assert_eq!(words("请问发票什么时候开？"), ["问发", "发票", "票什", "什么", "么时", "时候", "候开"]);
        assert_eq!(words("invoice发票"), ["发票", "invoice"]);
    }
}
