//! Codes as whole tokens: `5000`, `403`, `CBC.99000027`, also where a reader typed `5OOO`.
//!
//! A digit is never taken for another digit, only letters that look like one. A number that is an amount, a
//! date, a price, a version, a phone number or part of a longer id is no code.

use super::slip::look_alike;
use super::token::{Kind, Token};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A code that patterns look for.
#[derive(Debug, Serialize, Deserialize)]
struct Code {
    /// Its runs of letters and digits, lower-cased.
    parts: Vec<String>,
    pattern: u32,
}

/// All codes, by the run that holds their last digits.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Codes {
    list: Vec<Code>,
    by_key: BTreeMap<Vec<u8>, Vec<u32>>,
    /// The same runs in short, as bits by hash: most numbers of a text are in none of them.
    known: Vec<u64>,
}

/// A code found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct CodeHit {
    pub(super) pattern: u32,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Whether it stands in brackets of its own: `(5000)`, `[8018]`.
    pub(super) bracketed: bool,
    /// Whether letters had to be read as digits.
    pub(super) read: bool,
    /// Whether it has letters of its own or so many digits that it can be nothing else.
    pub(super) distinctive: bool,
}

/// A number of this many digits can hardly be anything but a code.
const LONG: usize = 7;
/// No run of a code is longer.
const WIDEST: usize = 24;
/// Digits that people read out one by one.
const LONGEST: usize = 12;

/// Bits that tell runs apart.
const KNOWN: usize = 4096;

fn mix(hash: u32, byte: u8) -> u32 {
    hash.wrapping_mul(31).wrapping_add(u32::from(byte))
}

/// Where the bit of a hash stands.
fn bit(hash: u32) -> (usize, u64) {
    let number = hash.wrapping_mul(0x9E37_79B1) as usize >> 20;
    (number / 64, 1 << (number % 64))
}

/// The digit that a word says, in English, Indonesian or Chinese.
fn spoken_digit(word: &str) -> Option<u8> {
    Some(match word {
        "zero" | "oh" | "nol" | "kosong" | "零" | "〇" => b'0',
        "one" | "satu" | "一" | "幺" => b'1',
        "two" | "dua" | "二" => b'2',
        "three" | "tiga" | "三" => b'3',
        "four" | "empat" | "四" => b'4',
        "five" | "lima" | "五" => b'5',
        "six" | "enam" | "六" => b'6',
        "seven" | "tujuh" | "七" => b'7',
        "eight" | "delapan" | "八" => b'8',
        "nine" | "sembilan" | "九" => b'9',
        _ => return None,
    })
}

/// Whether a word says a digit.
pub(super) fn is_spoken_digit(word: &str) -> bool {
    spoken_digit(word).is_some()
}

/// Whether so many of these words are digits that a code may be read out with them.
pub(super) fn may_spell<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    words.filter(|word| spoken_digit(word).is_some()).count() >= 3
}

impl Codes {
    /// Adds a code; false where it has no digit.
    pub(super) fn add(&mut self, code: &str, pattern: u32) -> bool {
        let lower = code.to_lowercase();
        let parts: Vec<String> = lower
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        let Some(last) = parts.last().cloned().filter(|part| part.bytes().any(|byte| byte.is_ascii_digit()))
        else {
            return false;
        };
        let number = self.list.len() as u32;
        self.add_key(digits_key(&last), number);
        if parts.len() > 1 {
            self.add_key(digits_key(&parts.concat()), number);
        }
        self.list.push(Code { parts, pattern });
        true
    }

    fn add_key(&mut self, key: Vec<u8>, number: u32) {
        let (place, bit) = bit(key.iter().copied().fold(0, mix));
        self.known.resize(KNOWN / 64, 0);
        self.known[place] |= bit;
        self.by_key.entry(key).or_default().push(number);
    }

    /// The parts of the codes of some patterns.
    pub(super) fn of<'a>(&'a self, is_one: impl Fn(u32) -> bool + 'a) -> impl Iterator<Item = &'a [String]> {
        self.list.iter().filter(move |code| is_one(code.pattern)).map(|code| code.parts.as_slice())
    }

    /// Whether a word is a code that some pattern looks for, or the number of one.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.list.iter().any(|code| code.parts.last().is_some_and(|last| last == word))
    }

    /// The last runs of all codes, also those of several runs as one, with letters as the digits that they look like.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.by_key.keys().filter_map(|key| std::str::from_utf8(key).ok())
    }

    /// Whether a word with digits may be the end of a code.
    pub(super) fn may_be(&self, word: &str) -> bool {
        !self.keyed(word.bytes(), &mut [0; WIDEST]).is_empty()
    }

    /// Finds every code.
    pub(super) fn find(&self, text: &str, tokens: &[Token], out: &mut Vec<CodeHit>) {
        out.clear();
        if self.list.is_empty() {
            return;
        }
        let mut spelled_until = 0;
        for at in 0..tokens.len() {
            let (word, kind) = (slice(text, &tokens[at]), tokens[at].kind);
            if kind != Kind::Number && at >= spelled_until && spoken_digit(word).is_some() {
                spelled_until = self.spelled(at, text, tokens, out);
                continue;
            }
            let digits = || word.bytes().any(|byte| byte.is_ascii_digit());
            if kind != Kind::Number && (kind != Kind::Word || !digits()) {
                continue;
            }
            let mut key = [0; WIDEST];
            for &number in self.keyed(word.bytes(), &mut key) {
                self.confirm(number, at, text, tokens, out);
            }
        }
    }

    /// The codes that a run of letters and digits may be.
    fn keyed(&self, run: impl Iterator<Item = u8>, key: &mut [u8; WIDEST]) -> &[u32] {
        let (mut length, mut hash) = (0, 0);
        for byte in run {
            let Some(place) = key.get_mut(length) else { return &[] };
            *place = look_alike(byte);
            hash = mix(hash, *place);
            length += 1;
        }
        let (place, bit) = bit(hash);
        if self.known.get(place).is_none_or(|known| known & bit == 0) {
            return &[];
        }
        self.by_key.get(&key[..length]).map_or(&[], Vec::as_slice)
    }

    /// A code read out digit by digit, "four oh three", "八零一八": where its run of digits ends.
    fn spelled(&self, start: usize, text: &str, tokens: &[Token], out: &mut Vec<CodeHit>) -> usize {
        let spoken = || tokens[start..].iter().map_while(|token| spoken_digit(slice(text, token)));
        let length = spoken().count();
        let end = start + length;
        if (3..=LONGEST).contains(&length) {
            let mut key = [0; WIDEST];
            for &number in self.keyed(spoken(), &mut key) {
                let code = &self.list[number as usize];
                if code.parts.len() == 1 && code.parts[0].bytes().eq(spoken()) {
                    out.push(CodeHit {
                        pattern: code.pattern,
                        start: start as u32,
                        end: end as u32,
                        bracketed: false,
                        read: true,
                        distinctive: length >= LONG,
                    });
                }
            }
        }
        end
    }

    fn confirm(&self, number: u32, at: usize, text: &str, tokens: &[Token], out: &mut Vec<CodeHit>) {
        let code = &self.list[number as usize];
        let word = slice(text, &tokens[at]);
        let joined = code.parts.concat();
        let last = code.parts.last().map_or("", String::as_str);
        let letters = joined.bytes().any(|byte| byte.is_ascii_alphabetic());
        let Some((start, matched)) = self.start(code, last, &joined, at, text, tokens) else { return };
        if !reads_as(word, if matched == joined.len() && start == at { &joined } else { last })
            && !reads_as(word, last)
        {
            return;
        }
        let range = tokens[start].start as usize..tokens[at].end as usize;
        let digits = joined.bytes().filter(u8::is_ascii_digit).count();
        let distinctive = letters || digits >= LONG;
        if !distinctive && !stands_alone(text, range.clone(), start, at, tokens) {
            return;
        }
        if distinctive && touches_longer_id(text, range.clone()) {
            return;
        }
        out.push(CodeHit {
            pattern: code.pattern,
            start: start as u32,
            end: at as u32 + 1,
            bracketed: bracketed(text, range.clone()),
            read: tokens[at].kind != Kind::Number && !letters,
            distinctive,
        });
    }

    /// The token at which the code begins, and how many of its bytes the token at `at` holds.
    fn start(
        &self,
        code: &Code,
        last: &str,
        joined: &str,
        at: usize,
        text: &str,
        tokens: &[Token],
    ) -> Option<(usize, usize)> {
        let word = slice(text, &tokens[at]);
        if word.len() == joined.len() && code.parts.len() > 1 {
            return Some((at, joined.len()));
        }
        if word.len() != last.len() {
            return None;
        }
        let mut start = at;
        for part in code.parts.iter().rev().skip(1) {
            let before = start.checked_sub(1)?;
            let gap = &text[tokens[before].end as usize..tokens[start].start as usize];
            let near =
                gap.len() <= 2 && gap.chars().all(|c| matches!(c, '.' | '-' | '_' | ':' | ' ' | ',' | '。'));
            if !near || !reads_as(slice(text, &tokens[before]), part) {
                // A long number tells the code apart even without its prefix.
                return (last.len() >= LONG && last.bytes().all(|byte| byte.is_ascii_digit()))
                    .then_some((at, last.len()));
            }
            start = before;
        }
        Some((start, last.len()))
    }
}

fn slice<'a>(text: &'a str, token: &Token) -> &'a str {
    &text[token.start as usize..token.end as usize]
}

/// A word with the letters that look like digits made equal to them.
fn digits_key(word: &str) -> Vec<u8> {
    word.bytes().map(look_alike).collect()
}

/// Whether a written word can be read as this code: letters may look like its digits, never digits like others.
pub(super) fn reads_as(written: &str, code: &str) -> bool {
    written.len() == code.len()
        && written.bytes().zip(code.bytes()).all(|(one, other)| {
            one == other
                || (look_alike(one) == look_alike(other) && !(one.is_ascii_digit() && other.is_ascii_digit()))
        })
}

/// Whether a short number stands as a code of its own.
pub(super) fn stands_alone(
    text: &str,
    range: std::ops::Range<usize>,
    start: usize,
    at: usize,
    tokens: &[Token],
) -> bool {
    let before: Vec<char> = text[..range.start].chars().rev().take(2).collect();
    let after: Vec<char> = text[range.end..].chars().take(2).collect();
    let (last, last_but_one) =
        (before.first().copied().unwrap_or(' '), before.get(1).copied().unwrap_or(' '));
    let (next, next_but_one) = (after.first().copied().unwrap_or(' '), after.get(1).copied().unwrap_or(' '));
    let glued_before = match last {
        '.' | ',' | '/' | '+' => last_but_one.is_ascii_alphanumeric() || last == '+',
        '-' | '_' | ':' => last_but_one.is_ascii_digit(),
        '@' | '~' => true,
        _ => false,
    };
    let glued_after = match next {
        '.' | ',' => next_but_one.is_ascii_digit(),
        '-' | ':' | '/' => next_but_one.is_ascii_digit(),
        '_' | '@' => true,
        _ => false,
    };
    let number_beside = |other: Option<&Token>, between: Option<&str>| {
        other.is_some_and(|token| token.kind == Kind::Number && token.end - token.start >= 2)
            && between
                .is_some_and(|between| between.len() <= 3 && between.chars().all(|c| " -()".contains(c)))
    };
    let previous = start.checked_sub(1).and_then(|before| tokens.get(before));
    let following = tokens.get(at + 1);
    let gap_before = previous.and_then(|token| text.get(token.end as usize..range.start));
    let gap_after = following.and_then(|token| text.get(range.end..token.start as usize));
    let sign = |token: Option<&Token>, gap: Option<&str>| {
        token.is_some_and(|token| token.kind == Kind::Sign) && gap.is_some_and(|gap| gap.trim().is_empty())
    };
    !(glued_before
        || glued_after
        || number_beside(previous, gap_before)
        || number_beside(following, gap_after)
        || sign(previous, gap_before)
        || sign(following, gap_after))
}

/// Whether a distinctive code is only a piece of something longer.
fn touches_longer_id(text: &str, range: std::ops::Range<usize>) -> bool {
    let mut after = text[range.end..].chars();
    let (next, second) = (after.next().unwrap_or(' '), after.next().unwrap_or(' '));
    let before = text[..range.start].chars().next_back().unwrap_or(' ');
    matches!(next, '.' | '-' | '_') && second.is_ascii_digit() || matches!(before, '-' | '_' | '.')
}

/// Whether a number stands in brackets of its own, and is no area code.
pub(super) fn bracketed(text: &str, range: std::ops::Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let phone = text[range.end..].chars().skip(1).find(|c| *c != ' ').is_some_and(|c| c.is_ascii_digit());
    matches!((before, after), (Some('('), Some(')')) | (Some('['), Some(']'))) && !phone
}

#[cfg(test)]
mod tests {
    use super::super::{normal::normalise, token::tokens};
    use super::*;

    fn found(code: &str, text: &str) -> bool {
        let mut codes = Codes::default();
        assert!(codes.add(code, 0));
        let normal = normalise(text);
        let mut list = Vec::new();
        tokens(&normal, &[], &mut list);
        let mut hits = Vec::new();
        codes.find(&normal.text, &list, &mut hits);
        !hits.is_empty()
    }

    #[test]
    fn codes_as_codes() {
        for (code, text) in [
            ("5000", "error 5000"),
            ("5000", "(5000)"),
            ("5000", "错误5000。"),
            ("5000", "error code: 5000."),
            ("5000", "error 5OOO again"),
            ("8018", "Something went wrong... [8O18]"),
            ("403", "err-403"),
            ("403", "403-forbidden"),
            ("403", "Forbidden, four-oh-three"),
            ("8018", "方括号里四个数字八零一八"),
            ("CBC.0100", "错误码CBC.0100参数错误"),
            ("CBC.0100", "cbc 0100"),
            ("CBC.0100", "cbc0100"),
            ("CBC.0100", "CBC.O1OO"),
            ("CBC.99000027", "error 99000027"),
            ("CBC.99000027", "\"error_code\":\"CBC.99000027\""),
        ] {
            assert!(found(code, text), "{code} in {text}");
        }
    }

    #[test]
    fn numbers_that_are_no_codes() {
        for (code, text) in [
            ("5000", "$5000"),
            ("5000", "5001"),
            ("403", "四零三五号"),
            ("5000", "15000"),
            ("5000", "5000.00"),
            ("5000", "1,5000"),
            ("5000", "v2.5000"),
            ("403", "+62 403 5566"),
            ("403", "403-555-1234"),
            ("403", "(403) 555 1234"),
            ("403", "4O4"),
            ("CBC.0100", "0100"),
            ("CBC.0100", "CBC.0000"),
            ("CBC.0100", "CBC.0100.7"),
            ("CBC.99000027", "CBC.99000035"),
        ] {
            assert!(!found(code, text), "{code} in {text}");
        }
    }
}
