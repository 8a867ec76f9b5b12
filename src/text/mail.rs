//! The anatomy of a mail: what its writer says now, what is quoted from before, and what only decorates.
//!
//! Goes in: one part of a ticket as it came. Comes out: its lines sorted into [`Zone`]s. The newest message
//! decides a mention's status; where a mail is all quotation or was forwarded, the quotation is the message.

use std::ops::Range;

/// What a stretch of a mail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Written by the sender now.
    Newest,
    /// From an older mail below the reply.
    Quoted,
    /// Signature or legal disclaimer: says nothing about the problem.
    Furniture,
}

/// A stretch of the original text in one zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) range: Range<usize>,
    pub(super) zone: Zone,
}

/// A mail and its zones. Kept from one mail to the next, so that no memory is asked for.
#[derive(Debug, Default)]
pub(super) struct Mail {
    /// The stretches, which cover the text, in order.
    pub(super) stretches: Vec<Stretch>,
    lines: Vec<Line>,
    kinds: Vec<Zone>,
    /// The words of all lines, trimmed and lower-cased.
    words: String,
}

/// A line: its bytes in the text, and those of its words.
#[derive(Debug)]
struct Line {
    raw: Range<usize>,
    words: Range<usize>,
}

impl Mail {
    /// Sorts the lines of a mail into zones.
    pub(super) fn read(&mut self, text: &str) {
        self.cut(text);
        let lines = Lines { text, words: &self.words, list: &self.lines };
        let kinds = &mut self.kinds;
        kinds.clear();
        kinds.resize(lines.len(), Zone::Newest);
        let quote = mark_quotes(lines, kinds);
        mark_disclaimers(lines, kinds);
        mark_signature(lines, kinds);
        if points_below(lines, kinds) || (quote.forwarded && !speaks_for_itself(lines, kinds)) {
            for kind in &mut *kinds {
                if *kind == Zone::Quoted {
                    *kind = Zone::Newest;
                }
            }
            mark_disclaimers(lines, kinds);
        }
        merge(&self.lines, kinds, &mut self.stretches);
    }

    fn cut(&mut self, text: &str) {
        self.lines.clear();
        self.words.clear();
        let mut at = 0;
        for raw in text.split_inclusive('\n') {
            let (start, words) = (at, self.words.len());
            at += raw.len();
            let short = prefix(raw.trim(), 300);
            if short.is_ascii() {
                self.words.push_str(short);
                self.words[words..].make_ascii_lowercase();
            } else {
                let simple = |c: char| if matches!(c, '\u{a0}' | '\u{3000}') { ' ' } else { c };
                self.words.extend(short.chars().flat_map(char::to_lowercase).map(simple));
            }
            self.lines.push(Line { raw: start..at, words: words..self.words.len() });
        }
    }
}

/// The lines of a mail, with what they consist of.
#[derive(Clone, Copy)]
struct Lines<'a> {
    text: &'a str,
    words: &'a str,
    list: &'a [Line],
}

impl<'a> Lines<'a> {
    fn len(self) -> usize {
        self.list.len()
    }

    /// A line as it was written.
    fn raw(self, line: usize) -> &'a str {
        &self.text[self.list[line].raw.clone()]
    }

    /// A line, trimmed and lower-cased.
    fn words(self, line: usize) -> &'a str {
        &self.words[self.list[line].words.clone()]
    }
}

fn prefix(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[derive(Default)]
struct Quotes {
    forwarded: bool,
}

/// Marks `>` lines, and everything below a reply or forward header.
fn mark_quotes(lines: Lines, kinds: &mut [Zone]) -> Quotes {
    let mut quotes = Quotes::default();
    let mut below = false;
    for (index, kind) in kinds.iter_mut().enumerate() {
        if !below {
            match header(lines, index) {
                Some(Header::Reply) => below = true,
                Some(Header::Forward) => {
                    below = true;
                    quotes.forwarded = true;
                }
                None => {}
            }
        }
        if below || lines.raw(index).trim_start().starts_with(['>', '＞']) {
            *kind = Zone::Quoted;
        }
    }
    quotes
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
    let Some(colon) = words.find([':', '：']) else { return false };
    let name = words[..colon].trim_matches(|c: char| c == '*' || c.is_whitespace());
    names.contains(&name)
}

/// Legal text: from its first words to the end of its paragraph.
fn mark_disclaimers(lines: Lines, kinds: &mut [Zone]) {
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

fn is_disclaimer(words: &str) -> bool {
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
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
    if STARTS.iter().any(|start| words.starts_with(start)) {
        return true;
    }
    let this_mail = [
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
    this_mail.iter().any(|start| words.starts_with(start)) && legal.iter().any(|word| words.contains(word))
}

/// Lines below the closing formula, at most.
const MOST_SIGNATURE: usize = 8;

/// The closing formula near the end of what the sender wrote, and what follows it.
fn mark_signature(lines: Lines, kinds: &mut [Zone]) {
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

fn is_closing(words: &str) -> bool {
    let words = words.trim_end_matches(|c: char| !c.is_alphanumeric());
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
    CLOSINGS.contains(&words)
}

fn is_postscript(words: &str) -> bool {
    words.starts_with("ps") || words.starts_with("p.s") || words.starts_with("nb:")
}

/// Whether the sender's own words only point at the quotation: nothing at all, or "see below".
fn points_below(lines: Lines, kinds: &[Zone]) -> bool {
    if !kinds.contains(&Zone::Quoted) {
        return false;
    }
    let text = own_words(lines, kinds);
    let words = count(&text);
    !text.contains(|c: char| c.is_alphanumeric())
        || (words <= 14 && points(&text))
        || (words <= 30 && points(prefix(&text, 30)))
}

/// Whether the sender writes more above a forwarded mail than where it comes from.
fn speaks_for_itself(lines: Lines, kinds: &[Zone]) -> bool {
    let text = own_words(lines, kinds);
    count(&text) > 12 && !points(&text)
}

/// What the sender wrote now, in one line.
fn own_words(lines: Lines, kinds: &[Zone]) -> String {
    let own = (0..lines.len()).filter(|line| kinds[*line] == Zone::Newest);
    let own: Vec<&str> = own.map(|line| lines.words(line)).collect();
    own.join(" ").trim().to_owned()
}

/// Words of a text; two Chinese characters count as one.
fn count(text: &str) -> usize {
    text.split_whitespace().count() + text.chars().filter(|c| super::han::is_han(*c)).count() / 2
}

/// Whether a text speaks of the mail below it.
fn points(text: &str) -> bool {
    const POINTERS: &[&str] = &[
        "below",
        "fyi",
        "forward",
        "fwd",
        "fw:",
        "di bawah",
        "dibawah",
        "terusan",
        "meneruskan",
        "teruskan",
        "如下",
        "见下",
        "下面",
        "转发",
        "轉發",
        "以下",
    ];
    POINTERS.iter().any(|pointer| text.contains(pointer))
}

fn merge(lines: &[Line], kinds: &[Zone], stretches: &mut Vec<Stretch>) {
    stretches.clear();
    for (line, zone) in lines.iter().zip(kinds) {
        match stretches.last_mut() {
            Some(last) if last.zone == *zone => last.range.end = line.raw.end,
            _ => stretches.push(Stretch { range: line.raw.clone(), zone: *zone }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zones(text: &str) -> Vec<Stretch> {
        let mut mail = Mail::default();
        mail.read("an older mail\n--\nits writer");
        mail.read(text);
        mail.stretches
    }

    fn newest(text: &str) -> String {
        zones(text)
            .into_iter()
            .filter(|stretch| stretch.zone == Zone::Newest)
            .map(|stretch| text[stretch.range].to_owned())
            .collect::<String>()
            .trim()
            .to_owned()
    }

    #[test]
    fn the_newest_message_stands_alone() {
        for (mail, expected) in [
            ("Works now.\n\n> I get 403\n> again", "Works now."),
            (
                "All good\n\nOn Mon, 3 Mar 2025 at 10:12, Ana <ana@example.com> wrote:\n\nI get 403",
                "All good",
            ),
            ("Sudah bisa\n\nPada Sen, 3 Mar 2025 10.12 Ana menulis:\nerror 5000", "Sudah bisa"),
            ("好了\n\n发件人：客服\n发送时间：2025年3月3日\n主题：回复\n\n报403", "好了"),
            (
                "Thanks, that is clear to me now. May I ask when the next webinar for new resellers takes place?\n---------- Forwarded message ---------\nerror 5000",
                "Thanks, that is clear to me now. May I ask when the next webinar for new resellers takes place?",
            ),
            ("Fixed\n-----Original Message-----\nFrom: a\nerror 5000", "Fixed"),
            ("Button is grey\n\nBest regards,\nAna\nIntel Partner Alliance", "Button is grey"),
            (
                "Button is grey\n\nThis e-mail is confidential and intended for\nthe addressee only.",
                "Button is grey",
            ),
            ("Can't log in\n\nSent from my iPhone", "Can't log in"),
        ] {
            assert_eq!(newest(mail), expected, "of {mail:?}");
        }
    }

    #[test]
    fn a_forwarded_mail_is_the_message() {
        for mail in [
            "FYI\n\n---------- Forwarded message ---------\nFrom: a\n\nerror 5000",
            "> error 5000\n> again",
            "Please see below.\n\nOn Mon, 3 Mar 2025 Ana wrote:\n> error 5000",
            "麻烦看一下下面的邮件\n\n发件人：李\n主题：错误\n\nerror 5000",
        ] {
            assert!(newest(mail).contains("error 5000"), "of {mail:?}");
        }
    }

    #[test]
    fn stretches_cover_the_text() {
        let mail = "a\n> b\n\nRegards,\nc\n";
        let mut at = 0;
        for stretch in zones(mail) {
            assert_eq!(stretch.range.start, at);
            at = stretch.range.end;
        }
        assert_eq!(at, mail.len());
    }
}
