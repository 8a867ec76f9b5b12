//! Regexes of authors: valid, of bounded size, never matching the empty text, with a group `value` where needed.

use crate::finding::Finding;
use crate::source::{Located, Sources};
use crate::yaml::place_within;
use regex_syntax::hir::{Class, Hir, HirKind};

/// Estimated size up to which a regex is taken without compiling it.
const SMALL: u64 = 20_000;
/// How large a regex may become when compiled, in bytes.
pub(super) const MAX_COMPILED: usize = 1 << 21;

/// Checks a regex. With `needs_value` it must capture a group named `value`.
pub(super) fn check(regex: &Located<String>, needs_value: bool, sources: &Sources) -> Result<(), Finding> {
    let text = &sources.get(regex.place.file).text;
    let mut parser = regex_syntax::ParserBuilder::new().nest_limit(64).build();
    let hir = parser.parse(&regex.value).map_err(|error| syntax_error(regex, text, &error))?;
    if hir.properties().minimum_len() == Some(0) {
        return Err(Finding::error(
            "regex-matches-nothing",
            "this regex matches the empty text, so it is found everywhere",
        )
        .label(regex.place, "every part of it may be missing")
        .help("make at least one part necessary: `+` instead of `*`, no `?` around the whole"));
    }
    if weight(&hir) > SMALL
        && regex::RegexBuilder::new(&regex.value).size_limit(MAX_COMPILED).build().is_err()
    {
        return Err(Finding::error(
            "regex-too-big",
            format!("this regex is larger than the budget of {MAX_COMPILED} bytes when compiled"),
        )
        .label(regex.place, "too big")
        .help("use smaller repetition counts, or `[0-9]` and `[a-z]` instead of `\\d` and `\\w`"));
    }
    if needs_value && !captures_value(&hir) {
        return Err(Finding::error("missing-value-group", "this regex captures no `value`")
            .label(regex.place, "no group named `value`")
            .help(
                "put the part that is the fact's value in `(?<value>…)`, or add `value:` beside the regex",
            ));
    }
    Ok(())
}

fn syntax_error(regex: &Located<String>, text: &str, error: &regex_syntax::Error) -> Finding {
    let (words, span) = match error {
        regex_syntax::Error::Parse(error) => (error.kind().to_string(), Some(error.span())),
        regex_syntax::Error::Translate(error) => (error.kind().to_string(), Some(error.span())),
        _ => ("not understood".to_owned(), None),
    };
    let end = regex.value.len();
    let place = match span {
        Some(span) => {
            let start = span.start.offset.min(end);
            let stop = span.end.offset.min(end);
            let stop = if stop > start {
                stop
            } else {
                regex.value[start..].chars().next().map_or(end, |c| start + c.len_utf8())
            };
            place_within(text, regex.place, &regex.value, start.min(stop)..stop)
        }
        None => regex.place,
    };
    let unknown_escape = words.contains("unrecognized escape");
    let help = if words.contains("look-around") || words.contains("backreference") {
        "look-around and backreferences do not exist here: use `near`, `not-touching` or `unless`"
    } else if unknown_escape {
        "to match the character itself, leave the backslash out"
    } else {
        "to match a special character such as `(` itself, write a backslash before it: `\\(`"
    };
    Finding::error("bad-regex", format!("bad regex: {}", words.trim_end_matches('.')))
        .label(place, "here")
        .help(help)
}

/// An upper estimate of how many states a regex takes.
fn weight(hir: &Hir) -> u64 {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len() as u64,
        HirKind::Class(Class::Unicode(class)) => class.ranges().len() as u64,
        HirKind::Class(Class::Bytes(class)) => class.ranges().len() as u64,
        HirKind::Repetition(repetition) => {
            let times = u64::from(repetition.max.unwrap_or(repetition.min).max(1));
            weight(&repetition.sub).saturating_mul(times)
        }
        HirKind::Capture(capture) => weight(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().fold(0, |sum, part| sum.saturating_add(weight(part)))
        }
    }
}

fn captures_value(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Capture(capture) => capture.name.as_deref() == Some("value") || captures_value(&capture.sub),
        HirKind::Repetition(repetition) => captures_value(&repetition.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(captures_value),
        _ => false,
    }
}
