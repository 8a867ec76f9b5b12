//! Quoted history: where an older mail begins, by the words that mail programs put there in three languages.
//!
//! In: the lines of a mail. Out: which of them are quoted, and whether the mail was forwarded.

use super::{Lines, Zone};

/// Marks `>` lines, and everything below a reply or forward header; whether one of these was a forward header.
pub(super) fn mark(lines: Lines, kinds: &mut [Zone]) -> bool {
    let mut forwarded = false;
    let mut below = false;
    for (index, kind) in kinds.iter_mut().enumerate() {
        if !below {
            match header(lines, index) {
                Some(Header::Reply) => below = true,
                Some(Header::Forward) => {
                    below = true;
                    forwarded = true;
                }
                None => {}
            }
        }
        if below || lines.raw(index).trim_start().starts_with(['>', '＞']) {
            *kind = Zone::Quoted;
        }
    }
    forwarded
}

enum Header {
    Reply,
    Forward,
}

/// What introduces an older mail at this line, if anything.
fn header(lines: Lines, index: usize) -> Option<Header> {
    let words = lines.words(index).trim_matches(|c: char| c == '*' || c == '_' || c.is_whitespace());
    let dashed = words.starts_with("--") || words.starts_with("==") || words.starts_with("——");
    let inner = words.trim_matches(|c: char| matches!(c, '-' | '=' | '—' | '*') || c.is_whitespace());
    if dashed || words.starts_with("begin forwarded") {
        if [
            "forwarded message",
            "begin forwarded",
            "pesan terusan",
            "pesan yang diteruskan",
            "diteruskan",
            "转发",
        ]
        .iter()
        .any(|mark| inner.starts_with(mark))
        {
            return Some(Header::Forward);
        }
        if ["original message", "original mail", "pesan asli", "原始邮件", "原邮件", "原始訊息", "原始信息"]
            .iter()
            .any(|mark| inner.starts_with(mark))
        {
            return Some(Header::Reply);
        }
    }
    if attribution(words) || index + 1 < lines.len() && split_attribution(words, lines.words(index + 1)) {
        return Some(Header::Reply);
    }
    (field(words, SENDER) && (index + 1..lines.len()).take(4).any(|line| field(lines.words(line), OTHER)))
        .then_some(Header::Reply)
}

/// "On Monday … wrote:", "Pada … menulis:", "… 写道：".
fn attribution(words: &str) -> bool {
    let words = words.trim_end_matches('*').trim_end();
    if !(words.ends_with(':') || words.ends_with('：')) || words.chars().count() > 200 {
        return false;
    }
    let head = words.trim_end_matches([':', '：']).trim_end();
    let ends = head.ends_with("wrote")
        || head.ends_with("menulis")
        || head.ends_with("写道")
        || head.ends_with("寫道");
    ends && (head.contains(|c: char| c.is_ascii_digit())
        || head.contains('@')
        || head.starts_with("on ")
        || head.starts_with("pada ")
        || head.starts_with('在')
        || head.starts_with('于'))
}

fn split_attribution(first: &str, second: &str) -> bool {
    (first.starts_with("on ")
        || first.starts_with("pada ")
        || first.starts_with('在')
        || first.starts_with('于'))
        && first.contains(|c: char| c.is_ascii_digit())
        && second.chars().count() < 120
        && ["wrote:", "menulis:", "写道:", "写道：", "寫道:", "寫道："]
            .iter()
            .any(|end| second.ends_with(end))
}

const SENDER: &[&str] = &["from", "dari", "发件人", "寄件者", "寄件人", "von"];
const OTHER: &[&str] = &[
    "sent",
    "to",
    "date",
    "subject",
    "cc",
    "dikirim",
    "terkirim",
    "kepada",
    "tanggal",
    "subjek",
    "perihal",
    "发送时间",
    "收件人",
    "日期",
    "时间",
    "主题",
    "抄送",
    "寄件日期",
    "收件者",
    "主旨",
];

/// Whether a line is a mail header field with one of these names.
fn field(words: &str, names: &[&str]) -> bool {
    let words = words.trim_start_matches(['*', '>', ' ']);
    let Some(colon) = words.find(':').into_iter().chain(words.find('：')).min() else { return false };
    let name = words[..colon].trim_matches(|c: char| c == '*' || c.is_whitespace());
    names.contains(&name)
}
