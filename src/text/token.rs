//! Tokens of a normalised text, with the sentence and clause each one stands in.
//!
//! A token is a run of letters and digits (an apostrophe between letters is left out: `can't` is `cant`), one
//! Han character, or one currency sign. Punctuation is not a token; it ends clauses and sentences.

use super::han::is_han;
use super::mail::{Stretch, Zone};
use super::normal::{Break, NormalText};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, perhaps with digits.
    Word,
    /// Digits only.
    Number,
    /// One Han character.
    Han,
    /// A currency or percent sign.
    Sign,
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// Byte range in the normalised text.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
    /// Whether it holds an apostrophe that its word leaves out.
    pub(super) apostrophe: bool,
    pub(super) zone: Zone,
    /// Number of its sentence and of its clause, both counted over the whole part.
    pub(super) sentence: u32,
    pub(super) clause: u32,
}

impl Token {
    /// The token as it stands in its text.
    pub(super) fn written<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start as usize..self.end as usize]
    }

    /// What the token weighs in a window of words: a Han character is about half a word.
    pub(super) fn width(&self) -> f32 {
        if self.kind == Kind::Han { 0.5 } else { 1.0 }
    }
}

/// Cuts a normalised text into tokens.
pub(super) fn tokens(normal: &NormalText, stretches: &[Stretch], out: &mut Vec<Token>) {
    out.clear();
    let mut cutter =
        Cutter { normal, stretches, stretch: 0, next_break: 0, sentence: 0, clause: 0, open: false };
    let text = normal.text.as_str();
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        // A line that ends with a space ends as well where the next word begins.
        if *byte == b' ' {
            at += 1;
            continue;
        }
        cutter.cross_breaks(at, out);
        at = match CLASSES[usize::from(*byte)] {
            Class::Letter | Class::Digit => cutter.word(text, at, out),
            Class::Wide => cutter.wide(text, at, out),
            Class::Sign => {
                cutter.push(out, at, at + 1, Kind::Sign, false);
                at + 1
            }
            _ => {
                cutter.punctuation(text, at, char::from(*byte));
                at + 1
            }
        }
    }
}

/// A currency or percent sign, which is a token of its own.
pub fn is_sign(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '￥' | '%' | '₩' | '฿')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !is_han(c)
}

/// Where the word or number ends that begins at a place, what it is, and whether it holds an apostrophe.
pub(super) fn word_end(text: &str, start: usize) -> (usize, Kind, bool) {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut letters = false;
    let mut apostrophe = false;
    while let Some(byte) = bytes.get(at) {
        let class = CLASSES[usize::from(*byte)];
        if class == Class::Letter {
            letters = true;
            at += 1;
            continue;
        }
        match class {
            Class::Digit => at += 1,
            Class::Apostrophe if letters && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) => {
                apostrophe = true;
                at += 1;
            }
            Class::Wide => {
                let Some(c) = text[at..].chars().next().filter(|c| is_word(*c)) else { break };
                letters = true;
                at += c.len_utf8();
            }
            _ => break,
        }
    }
    (at, if letters { Kind::Word } else { Kind::Number }, apostrophe)
}

/// What a byte is to the words of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// White space and punctuation.
    Gap,
    /// A letter of ASCII.
    Letter,
    /// A digit of ASCII.
    Digit,
    /// Part of a word between letters.
    Apostrophe,
    /// A currency or percent sign.
    Sign,
    /// A control character, or what may be markup.
    Doubtful,
    /// A byte of a character beyond ASCII.
    Wide,
}

/// The classes of all bytes.
pub(super) const CLASSES: [Class; 256] = {
    let mut classes = [Class::Wide; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\'' => Class::Apostrophe,
            b'$' | b'%' => Class::Sign,
            b'<' | b'&' | b'\\' => Class::Doubtful,
            b' '..=b'~' | b'\t' | b'\n' | b'\r' => Class::Gap,
            _ => Class::Doubtful,
        };
        byte += 1;
    }
    classes
};

struct Cutter<'a> {
    normal: &'a NormalText,
    stretches: &'a [Stretch],
    stretch: usize,
    next_break: usize,
    sentence: u32,
    clause: u32,
    /// Whether the current sentence has a token, so that `?!` ends one sentence and not two.
    open: bool,
}

impl Cutter<'_> {
    /// A word or number; where it ends.
    fn word(&mut self, text: &str, at: usize, out: &mut Vec<Token>) -> usize {
        let (end, kind, apostrophe) = word_end(text, at);
        self.push(out, at, end, kind, apostrophe);
        end
    }

    /// What begins with a character beyond ASCII; where it ends.
    fn wide(&mut self, text: &str, at: usize, out: &mut Vec<Token>) -> usize {
        let Some(c) = text[at..].chars().next() else { return text.len() };
        let end = at + c.len_utf8();
        if is_han(c) {
            self.push(out, at, end, Kind::Han, false);
        } else if is_word(c) {
            return self.word(text, at, out);
        } else if is_sign(c) {
            self.push(out, at, end, Kind::Sign, false);
        } else {
            self.punctuation(text, at, c);
        }
        end
    }

    fn push(&mut self, out: &mut Vec<Token>, start: usize, end: usize, kind: Kind, apostrophe: bool) {
        let zone = self.zone(start);
        if out.last().is_some_and(|last| last.zone != zone) {
            self.end_sentence();
        }
        self.open = true;
        out.push(Token {
            start: start as u32,
            end: end as u32,
            kind,
            apostrophe,
            zone,
            sentence: self.sentence,
            clause: self.clause,
        });
    }

    fn zone(&mut self, normal_at: usize) -> Zone {
        if self.stretches.len() > 1 {
            let original = self.normal.original(normal_at..normal_at + 1).start;
            while self.stretches.get(self.stretch).is_some_and(|stretch| stretch.range.end <= original) {
                self.stretch += 1;
            }
        }
        self.stretches
            .get(self.stretch)
            .or(self.stretches.last())
            .map_or(Zone::Newest, |stretch| stretch.zone)
    }

    fn end_sentence(&mut self) {
        self.sentence += u32::from(self.open);
        self.clause += 1;
        self.open = false;
    }

    /// Line ends: an empty line ends a sentence; a single one does when the next line looks like a new start.
    fn cross_breaks(&mut self, at: usize, out: &[Token]) {
        while let Some((offset, kind)) = self.normal.breaks.get(self.next_break) {
            if *offset as usize > at {
                return;
            }
            self.next_break += 1;
            if *kind == Break::Paragraph || self.is_short_line(*offset as usize, out) {
                self.end_sentence();
            }
        }
    }

    /// Whether the line before a break is too short to have been wrapped: a line of its own.
    fn is_short_line(&self, offset: usize, out: &[Token]) -> bool {
        let before = self.next_break.checked_sub(2).and_then(|index| self.normal.breaks.get(index));
        let start = before.map_or(0, |(offset, _)| *offset as usize);
        let width = self.normal.text[start.min(offset)..offset]
            .chars()
            .map(|c| if c.is_ascii() { 1 } else { 2 })
            .sum::<usize>();
        let next = self.normal.text[offset..].chars().next();
        let bullet = next.is_some_and(|c| matches!(c, '-' | '*' | '#')) || self.numbered(offset);
        out.last().is_some() && (width < 38 && self.original_starts_upper(offset) || bullet)
    }

    fn numbered(&self, offset: usize) -> bool {
        let mut chars = self.normal.text[offset..].chars();
        chars.next().is_some_and(|c| c.is_ascii_digit())
            && chars.next().is_some_and(|c| matches!(c, '.' | ')'))
    }

    /// Lower case is folded away, so only Han text and digits show a new start; Latin lines are taken to go on.
    fn original_starts_upper(&self, offset: usize) -> bool {
        self.normal.starts_upper(offset)
    }

    fn punctuation(&mut self, text: &str, at: usize, c: char) {
        let next = || text[at + c.len_utf8()..].chars().next();
        match c {
            '。' | '!' | '?' => self.end_sentence(),
            '.' if next().is_none_or(|c| c == ' ' || is_han(c) || c == '.') => {
                if next() == Some('.') || text[..at].ends_with('.') {
                    self.clause += 1;
                } else {
                    self.end_sentence();
                }
            }
            ',' if next().is_some_and(|c| c.is_ascii_digit())
                && text[..at].ends_with(|c: char| c.is_ascii_digit()) => {}
            ',' | ';' | '、' | ':' | '{' | '}' => self.clause += 1,
            '-' if text[..at].ends_with(' ') && next() == Some(' ') => self.clause += 1,
            _ => {}
        }
    }
}

/// The text of a token as it is looked up: without apostrophes.
pub(super) fn word<'a>(text: &'a str, token: &Token, buffer: &'a mut String) -> &'a str {
    plain(&text[token.start as usize..token.end as usize], token.apostrophe, buffer)
}

/// A word without its apostrophes, if it holds any.
pub(super) fn plain<'a>(word: &'a str, apostrophe: bool, buffer: &'a mut String) -> &'a str {
    if !apostrophe {
        return word;
    }
    buffer.clear();
    buffer.extend(word.chars().filter(|c| *c != '\''));
    buffer
}
