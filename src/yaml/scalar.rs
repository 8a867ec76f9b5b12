//! Scalars: the author's words without quotes, control characters, and places inside a text.

use crate::finding::Finding;
use crate::source::{FileId, Place, Span};
use serde_yaml::granit_parser::ScalarStyle;
use std::ops::Range;

/// The words of a scalar: without quotes unless it is empty, without the white space behind a block.
pub(super) fn words_span(text: &str, style: ScalarStyle, start: u32, end: u32) -> Span {
    match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted if end - start > 2 => {
            Span { start: start + 1, end: end - 1 }
        }
        ScalarStyle::Literal | ScalarStyle::Folded => {
            let words = text[start as usize..end as usize].trim_end();
            Span { start, end: start + words.len() as u32 }
        }
        _ => Span { start, end },
    }
}

/// The first control or invisible formatting character of a text, as a finding. A line break is none.
pub(super) fn control_character(
    file: FileId,
    text: &str,
    style: ScalarStyle,
    span: Span,
    value: &str,
) -> Option<Finding> {
    if value.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return None; // The usual case, and the only one that is fast to tell.
    }
    let (at, found) = value.char_indices().find(|&(_, c)| is_forbidden(c))?;
    let place = Place { file, span };
    let exact = place_within(text, place, value, at..at + found.len_utf8());
    let raw = text.get(exact.span.range()).unwrap_or("");
    let code = found as u32;
    let finding = if style == ScalarStyle::DoubleQuoted && raw.starts_with('\\') {
        let what = match found {
            '\u{8}' => "a backspace".to_owned(),
            '\t' => "a tab".to_owned(),
            _ => format!("the control character U+{code:04X}"),
        };
        let whole = text.get(span.range()).filter(|raw| raw.len() <= 60 && !raw.contains('\''));
        let shown = whole.map_or_else(|| "'…'".to_owned(), |raw| format!("'{raw}'"));
        Finding::error("control-character", format!("`{raw}` in double quotes is {what}"))
            .label(exact, "a control character, not what a regex means by it")
            .help(format!("in single quotes a backslash stands for itself: `{shown}`"))
    } else {
        Finding::error(
            "control-character",
            format!("an invisible character, U+{code:04X}, stands in this text"),
        )
        .label(exact, format!("U+{code:04X}"))
        .help(if found == '\t' {
            "write a space instead of the tab"
        } else {
            "remove it, or type the text anew"
        })
    };
    Some(finding)
}

fn is_forbidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The place of a byte range of a scalar's decoded `value`, given the scalar's own place and the file's text.
///
/// Exact for plain texts on one line and for quoted ones, whatever their escapes; where lines were folded
/// the whole scalar is the answer.
pub fn place_within(text: &str, place: Place, value: &str, range: Range<usize>) -> Place {
    let start = place.span.start;
    let Some(raw) = text.get(place.span.range()) else { return place };
    let before = start.checked_sub(1).and_then(|at| text.as_bytes().get(at as usize)).copied();
    let offsets = if raw == value {
        Some((range.start, range.end))
    } else if raw.contains('\n') {
        None
    } else {
        match before {
            Some(b'\'') => raw_range(raw, &range, single_quoted_step),
            Some(b'"') => raw_range(raw, &range, double_quoted_step),
            _ => None,
        }
    };
    let Some((from, to)) = offsets else { return place };
    let span = Span { start: start + from as u32, end: start + to as u32 };
    Place { file: place.file, span }
}

/// Walks the raw text, counting decoded bytes, until both ends of the range are met.
fn raw_range(
    raw: &str,
    range: &Range<usize>,
    step: fn(&str) -> Option<(usize, usize)>,
) -> Option<(usize, usize)> {
    let (mut at, mut decoded, mut from) = (0, 0, None);
    loop {
        if decoded >= range.start && from.is_none() {
            from = Some(at);
        }
        if decoded >= range.end {
            return Some((from?, at));
        }
        let (raw_length, decoded_length) = step(&raw[at..])?;
        at += raw_length;
        decoded += decoded_length;
    }
}

/// Raw and decoded length of the next character in single quotes.
fn single_quoted_step(rest: &str) -> Option<(usize, usize)> {
    if rest.starts_with("''") {
        return Some((2, 1));
    }
    rest.chars().next().map(|c| (c.len_utf8(), c.len_utf8()))
}

/// Raw and decoded length of the next character or escape in double quotes.
fn double_quoted_step(rest: &str) -> Option<(usize, usize)> {
    let mut chars = rest.chars();
    let first = chars.next()?;
    if first != '\\' {
        return Some((first.len_utf8(), first.len_utf8()));
    }
    let digits = match chars.next()? {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        'N' | '_' => return Some((2, 2)),
        'L' | 'P' => return Some((2, 3)),
        other => return Some((1 + other.len_utf8(), other.len_utf8())),
    };
    let number = u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?;
    match char::from_u32(number) {
        Some(c) => Some((2 + digits, c.len_utf8())),
        None => Some((12, 4)), // A surrogate pair, two `\u` escapes for one character.
    }
}
