//! A number that is not mine: "error 5001 while fetching rewards data" has the words of error 5000, and another code.
//!
//! In: where a symptom that has codes was found by its words. Out: the number that stands where its own would. A number
//! is taken for a code beside a word of error, in brackets of its own, or beside the words of the symptom themselves
//! where it has as many digits as the symptom's own. Decides nothing by what the number means.

use super::codes::{Codes, bracketed, reads_as, stands_alone};
use super::token::{Kind, Token};

/// Words beside which a number is the number of an error.
const ERRORS: &[&str] = &[
    "error",
    "errors",
    "err",
    "eror",
    "errornya",
    "galat",
    "kesalahan",
    "code",
    "kode",
    "kodenya",
    "http",
    "status",
    "fault",
];
/// Words that may stand between such a word and its number.
const BETWEEN: &[&str] = &[
    "is", "was", "number", "no", "nr", "code", "kode", "nomor", "adalah", "itu", "of", "with", "saying",
    "the", "error",
];
/// What a code is of where it is of no error: "verification code 4821".
const OTHER_CODES: &[&str] = &[
    "verification",
    "promo",
    "voucher",
    "discount",
    "coupon",
    "postal",
    "post",
    "zip",
    "area",
    "country",
    "product",
    "part",
    "qr",
    "access",
    "security",
    "sort",
    "customer",
    "partner",
    "case",
    "ticket",
    "invitation",
    "referral",
];
/// The same in Chinese, right before the number or with a word for "is" between.
const HAN_ERRORS: &[&str] = &["错误", "报错", "代码", "错误码", "状态码", "错码", "误码", "出错", "报"];
/// Words that may stand between, in Chinese.
const HAN_BETWEEN: &[char] =
    &['是', '为', '号', '了', '个', '成', '叫', ' ', ':', '(', '[', '"', '“', '「', '#'];
/// Chinese words of error right behind a number.
const HAN_BEHIND: &[&str] = &["错误", "报错", "的错误", "的报错", "这个错误", "号错误"];
/// How many words of a following sentence may stand before the number that it gives.
const LATER: usize = 5;

/// How many tokens on either side of the words are looked at.
const SEEN: usize = 96;

/// A text in which words stand for a symptom that has codes.
#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) codes: &'a Codes,
    /// The symptom's own codes.
    pub(super) own: &'a [&'a [String]],
}

impl Words<'_> {
    /// The token of a code that belongs to something else than the symptom whose words stand at these ranges.
    ///
    /// In a clause of the words any code but the symptom's own; in the rest of the sentence, and where the next one begins
    /// with it, only one that nothing is known of: a known one speaks for itself.
    ///
    /// Cost: linear in the sentences of the words, of each at most [`SEEN`] tokens beside them.
    pub(super) fn foreign(&self, ranges: &[(u32, u32)]) -> Option<u32> {
        let (first, last) = (ranges.first()?.0, ranges.iter().map(|range| range.1).max()?.checked_sub(1)?);
        let (from, to) = (self.tokens.get(first as usize)?, self.tokens.get(last as usize)?);
        let begin = self.tokens.partition_point(|token| token.sentence < from.sentence);
        let end = self.tokens.partition_point(|token| token.sentence <= to.sentence);
        // A text without an end of a sentence must not make every finding look at all of it.
        let begin = begin.max((first as usize).saturating_sub(SEEN));
        let end = end.min(last as usize + SEEN);
        let mut unknown = None;
        let mut inside = None;
        for at in begin..end {
            let token = &self.tokens[at];
            if !self.slice(at).bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            if self.own.iter().any(|code| self.reads(at, code)) {
                return None;
            }
            let here = (from.clause..=to.clause).contains(&token.clause);
            if here && inside.is_none() && (self.is_code(at) || self.is_beside(at, ranges)) {
                inside = Some(at as u32);
            } else if !here && unknown.is_none() && self.is_code(at) && !self.codes.knows(self.slice(at)) {
                unknown = Some(at as u32);
            }
        }
        inside.or(unknown).or_else(|| self.told_next(end))
    }

    /// A code that nothing is known of, with which the next sentence begins.
    fn told_next(&self, begin: usize) -> Option<u32> {
        let sentence = self.tokens.get(begin)?.sentence;
        let opening = (begin..self.tokens.len()).take(LATER);
        let mut opening = opening.take_while(|at| self.tokens[*at].sentence == sentence);
        opening
            .find(|at| self.is_code(*at))
            .filter(|at| !self.codes.knows(self.slice(*at)))
            .map(|at| at as u32)
    }

    fn slice(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.text[token.start as usize..token.end as usize])
    }

    /// Whether a token can be read as the last part of a code.
    fn reads(&self, at: usize, code: &[String]) -> bool {
        let word = self.slice(at);
        code.last().is_some_and(|last| reads_as(word, last)) || reads_as(word, &code.concat())
    }

    /// Whether a token is a number such as the symptom's own codes, of nothing else that is counted or measured.
    fn is_number(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let digits = self.slice(at).len();
        let alike = self.own.iter().filter(|code| code.len() == 1).any(|code| {
            let own = code[0].len();
            code[0].bytes().all(|byte| byte.is_ascii_digit()) && digits + 1 >= own && digits <= own + 1
        });
        let range = token.start as usize..token.end as usize;
        token.kind == Kind::Number
            && alike
            && stands_alone(self.text, range, at, at, self.tokens)
            && !self.is_counted(at)
    }

    fn is_code(&self, at: usize) -> bool {
        self.is_lettered(at)
            || (self.is_number(at)
                && (self.follows_error(at) || self.leads_error(at) || self.is_bracketed(at)))
    }

    /// Whether the letters of an own code stand before it: "CBC.0102" of "CBC.0100". A piece of an own number is no other.
    fn is_lettered(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let word = self.slice(at);
        let gap = &self.text[self.tokens[before].end as usize..self.tokens[at].start as usize];
        let joined = gap.len() == 1 && gap.starts_with(['.', '-', '_', ' ']);
        let digits = self.tokens[at].kind == Kind::Number && word.len() > 3;
        let mut lettered = self.own.iter().filter(|code| code.len() > 1);
        joined
            && digits
            && lettered.clone().all(|code| !code[code.len() - 1].starts_with(word))
            && lettered.any(|code| code[code.len() - 2] == self.slice(before))
    }

    fn follows_error(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let before = self.text[..token.start as usize].trim_end_matches(HAN_BETWEEN);
        if HAN_ERRORS.iter().any(|word| before.ends_with(word)) {
            return true;
        }
        let mut words =
            (0..at).rev().take(3).take_while(|other| self.tokens[*other].sentence == token.sentence);
        let named = words
            .find(|other| !BETWEEN.contains(&self.slice(*other)) || ERRORS.contains(&self.slice(*other)));
        named.is_some_and(|other| {
            let of = other.checked_sub(1).map_or("", |of| self.slice(of));
            ERRORS.contains(&self.slice(other)) && !OTHER_CODES.contains(&of)
        })
    }

    fn leads_error(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let behind = self.text[token.end as usize..].trim_start();
        let joined = |next: &Token| next.clause == token.clause;
        HAN_BEHIND.iter().any(|word| behind.starts_with(word))
            || (self.tokens.get(at + 1).is_some_and(joined)
                && matches!(self.slice(at + 1), "error" | "err" | "eror" | "fault"))
    }

    fn is_bracketed(&self, at: usize) -> bool {
        bracketed(self.text, self.tokens[at].start as usize..self.tokens[at].end as usize)
    }

    /// Whether a number with as many digits as an own code touches the words themselves: "404 forbidden".
    fn is_beside(&self, at: usize, ranges: &[(u32, u32)]) -> bool {
        let place = at as u32;
        let touches = ranges.iter().any(|range| range.0 == place + 1 || range.1 == place);
        let same = |code: &&&[String]| code.len() == 1 && code[0].len() == self.slice(at).len();
        touches && self.own.iter().any(|code| same(&code)) && self.is_number(at)
    }

    /// Whether what follows a number is what it counts: "404 points".
    fn is_counted(&self, at: usize) -> bool {
        let clause = self.tokens[at].clause;
        let next = self.tokens.get(at + 1).filter(|next| next.clause == clause);
        next.is_some_and(|next| {
            next.kind == Kind::Sign
                || matches!(
                    self.slice(at + 1),
                    "points"
                        | "poin"
                        | "point"
                        | "rewards"
                        | "reward"
                        | "hadiah"
                        | "usd"
                        | "eur"
                        | "idr"
                        | "rp"
                        | "个"
                        | "分"
                        | "元"
                        | "积"
                        | "块"
                )
        })
    }
}
