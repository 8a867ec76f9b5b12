//! The anatomy of a mail: what its writer says now, what is quoted from before, and what only decorates.
//!
//! Goes in: one part of a ticket as it came. Comes out: its lines sorted into [`Zone`]s. The newest message
//! decides a mention's status; where a mail is all quotation or was forwarded, the quotation is the message.

mod furniture;
mod quotes;

use self::furniture::{mark_disclaimers, mark_signature};
use super::han::is_han;
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
        let forwarded = quotes::mark(lines, kinds);
        mark_disclaimers(lines, kinds);
        mark_signature(lines, kinds);
        if points_below(lines, kinds) || (forwarded && !speaks_for_itself(lines, kinds)) {
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
                for c in short.chars() {
                    match c {
                        '\u{a0}' | '\u{3000}' => self.words.push(' '),
                        // Neither has another case beyond ASCII.
                        _ if c.is_ascii() || is_han(c) => self.words.push(c.to_ascii_lowercase()),
                        _ => self.words.extend(c.to_lowercase()),
                    }
                }
            }
            self.lines.push(Line { raw: start..at, words: words..self.words.len() });
        }
    }
}

/// Whether a line that begins with this word may be anything but the sender's own. In a mail without `:`, `>`, `=`, `_` and
/// two dashes side by side, no other line is: see [`quotes`] and [`furniture`].
pub(super) fn may_turn(word: &str) -> bool {
    furniture::may_begin(word) || word == "begin"
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
    fn other_lines_begin_with_words_that_tell() {
        for (line, expected) in [
            ("Sent from my phone", true),
            ("Begin forwarded message", true),
            ("Disclaimers apply", true),
            ("E-mail ini rahasia", true),
            ("Thanks & regards", true),
            ("the information contained here is privileged", true),
            ("Button is grey", false),
        ] {
            let first = line.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            assert_eq!(may_turn(&first.to_lowercase()), expected, "{line}");
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
