//! What the author most likely did where the notation breaks, and how to write it instead.
//!
//! The parser says which grammar rule failed; an author needs to know which character to change. So each
//! error is looked at together with the line it stands on.

use super::Node;
use crate::finding::Finding;
use crate::source::{FileId, Located, Place, Span};
use serde_yaml::granit_parser::{ErrorKind, ScanError};

/// What the tree builder knows when reading stops.
pub(super) struct State<'a> {
    pub file: FileId,
    pub text: &'a str,
    /// End of the last word that was read.
    pub last_end: u32,
    /// Where the innermost open bracket stands.
    pub open_flow: Option<u32>,
    /// A comment that follows a text inside brackets.
    pub suspect_comment: Option<Span>,
    pub max_depth: u32,
}

/// Turns the parser's error into a finding with the fix in its help.
pub(super) fn explain(error: &ScanError, state: &State<'_>) -> Finding {
    let at = error.marker().byte_offset().unwrap_or(state.text.len()).min(state.text.len()) as u32;
    if *error.kind() == ErrorKind::RecursionLimitExceeded {
        let limit = state.max_depth;
        return Finding::error(
            "too-deep",
            format!("lists and maps are nested deeper than the budget of {limit} levels"),
        )
        .label(place(state, at, at + 1), "one level too many")
        .help("move inner conditions to `definitions` and use their names");
    }
    if let Some(finding) = tab(state, at, error.kind()) {
        return finding;
    }
    match error.kind() {
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate => escape(state, at),
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => unclosed_quote(state),
        ErrorKind::InvalidTrailingSingleQuotedScalar => trailing(state, at, '\''),
        ErrorKind::InvalidTrailingDoubleQuotedScalar => trailing(state, at, '"'),
        ErrorKind::UnexpectedCharacter { character } => unexpected_character(state, at, *character),
        ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => brackets(state, at, error.kind()),
        ErrorKind::DirectiveDisallowed => {
            let line = line_from(state.text, at);
            Finding::error("yaml-tag", "a `%` line is a YAML directive, which rule files do not have")
                .label(place(state, line.start, line.end), "a directive")
                .help("remove the line")
        }
        _ => block(state, at, error.kind()),
    }
}

fn place(state: &State<'_>, start: u32, end: u32) -> Place {
    let length = state.text.len() as u32;
    Place {
        file: state.file,
        span: Span { start: start.min(length), end: end.min(length).max(start.min(length)) },
    }
}

/// The rest of the line at `at`, without white space at its end.
pub(super) fn line_from(text: &str, at: u32) -> Span {
    let rest = &text[at as usize..];
    let line = rest.split('\n').next().unwrap_or("").trim_end();
    Span { start: at, end: at + line.len() as u32 }
}

/// The whole line around `at`, without its line break.
pub(super) fn line_around(text: &str, at: u32) -> Span {
    let mut at = at as usize;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    Span { start: start as u32, end: end as u32 }
}

/// Where a later line of a plain text starts with `- `.
pub(super) fn dash_line(raw: &str) -> Option<usize> {
    let mut at = 0;
    for line in raw.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        if at > 0 && line.trim_start().starts_with("- ") {
            return Some(at + indent);
        }
        at += line.len();
    }
    None
}

/// The comment that follows a word on the same line.
pub(super) fn comment_after(text: &str, end: u32) -> Option<Span> {
    let rest = &text.as_bytes()[end as usize..];
    let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
    // The line's end is looked for only where there is a comment, as this is asked for every text.
    let commented = spaces > 0 && rest.get(spaces) == Some(&b'#');
    let start = end + spaces as u32;
    commented.then(|| Span { start, end: line_from(text, start).end })
}

/// A text that ends early because ` #` starts a comment.
pub(super) fn swallowed_by_comment(
    file: FileId,
    text: &str,
    comment: Span,
    start: u32,
    value: &str,
) -> Finding {
    let raw = text.get(start as usize..comment.end as usize).unwrap_or(value);
    let raw = raw.trim_end_matches([' ', '}', ']', ',']);
    let whole = if raw.len() <= 80 && !raw.contains(['"', '\\', '\n', '{', '[']) {
        format!("`\"{raw}\"`")
    } else {
        "`\"…\"`".to_owned()
    };
    Finding::error("yaml-comment", "everything after ` #` is a comment, so this text ends before it")
        .label(Place { file, span: comment }, "lost: read as a comment")
        .help(format!("quote the text: {whole}; if a comment is meant, put a space after the `#`"))
}

/// A key of a map without a value behind it, where an unquoted comma or a wrong colon is the likely reason.
pub(super) fn key_without_value(
    text: &str,
    key: &Located<String>,
    flow: bool,
    before: Option<&(Located<String>, Node)>,
) -> Finding {
    let word = &key.value;
    if let Some(finding) = wrong_colon(word, key.place) {
        return finding;
    }
    if flow {
        if let Some((name, value)) = before
            && (word.contains(' ') || !word.is_ascii())
        {
            let begin =
                text.get(value.place.span.start as usize..key.place.span.end as usize).unwrap_or(word);
            return Finding::error(
                "yaml-comma",
                format!("the comma ends the text, so `{word}` is read as a key"),
            )
            .label(key.place, "a key without a value")
            .label(value.place, "the text ends here")
            .help(format!("quote the text: `{}: \"{begin}\"`", name.value));
        }
        return Finding::error("yaml-null", format!("`{word}` has no value"))
            .label(key.place, "a key without a value")
            .help(format!(
                "write `{word}: value`; if braces are part of a text, quote the whole text, and for a list use `[{word}]`"
            ));
    }
    Finding::error("yaml-null", format!("`{word}` has no value"))
        .label(key.place, "nothing follows the colon")
        .help("write its value indented below or behind the colon, or remove the key")
}

/// `zh：text` or `zh:text`, at the place of the whole word.
fn wrong_colon(word: &str, whole: Place) -> Option<Finding> {
    let (at, colon) = word.char_indices().find(|&(_, c)| c == '：' || c == ':')?;
    let (name, value) = (&word[..at], &word[at + colon.len_utf8()..]);
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
        return None;
    }
    let value = value.split_whitespace().next().unwrap_or("…");
    let start = whole.span.start + at as u32;
    let span = Span { start, end: start + colon.len_utf8() as u32 };
    let finding = if colon == '：' {
        Finding::error("yaml-colon", format!("a full-width colon `：` stands after `{name}`"))
            .label(Place { file: whole.file, span }, "not a YAML colon")
            .help(format!("write an ASCII colon and a space: `{name}: {value}`"))
    } else {
        Finding::error("yaml-colon", format!("no space follows the colon after `{name}`"))
            .label(Place { file: whole.file, span }, "part of the text without a space")
            .help(format!("write `{name}: {value}`"))
    };
    Some(finding)
}

fn tab(state: &State<'_>, at: u32, kind: &ErrorKind) -> Option<Finding> {
    let about_tabs = matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
    );
    let from = line_around(state.text, state.last_end.min(at)).start as usize;
    let to = line_around(state.text, at).end as usize;
    let to = if about_tabs { line_after(state.text, to) } else { to };
    let mut start = from;
    for line in state.text[from..to].split_inclusive('\n') {
        let indent = &line[..line.len() - line.trim_start().len()];
        let indent = indent.trim_end_matches(['\n', '\r']);
        if !line.trim().is_empty()
            && let Some(tab) = indent.find('\t')
        {
            let run = indent[tab..].len() - indent[tab..].trim_start_matches('\t').len();
            let begin = (start + tab) as u32;
            return Some(
                Finding::error("yaml-tab", "a tab indents this line")
                    .label(place(state, begin, begin + run as u32), "a tab")
                    .help("YAML indents with spaces only: write two spaces a level"),
            );
        }
        start += line.len();
    }
    if !about_tabs {
        return None;
    }
    let found = state.text[from..to].find('\t').map_or(at, |found| (from + found) as u32);
    Some(
        Finding::error("yaml-tab", "a tab stands where YAML takes only spaces")
            .label(place(state, found, found + 1), "a tab")
            .help("write spaces instead"),
    )
}

/// The end of the line after the one that ends at `end`.
fn line_after(text: &str, end: usize) -> usize {
    let next = (end + 1).min(text.len());
    text.get(next..).and_then(|rest| rest.find('\n')).map_or(text.len(), |found| next + found)
}

fn escape(state: &State<'_>, at: u32) -> Finding {
    let rest = &state.text[at as usize..];
    let (mut bad, mut length) = (at, 1);
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((index, c)) = chars.next() {
        if c == '"' {
            break;
        }
        if c == '\\'
            && let Some((_, next)) = chars.next()
        {
            let known = "0abt\tnvfre \"/\\N_LP\n".contains(next);
            let digits = match next {
                'x' => 2,
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            let hex: String = rest[index + 1 + next.len_utf8()..].chars().take(digits).collect();
            let complete =
                digits > 0 && hex.len() == digits && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !known && !complete {
                bad = at + index as u32;
                length = 1 + next.len_utf8() as u32;
                break;
            }
        }
    }
    let word = state.text.get(bad as usize..(bad + length) as usize).unwrap_or("\\");
    let line = &rest[1..line_from(state.text, at).end as usize - at as usize];
    let closed = line.char_indices().find(|&(index, c)| c == '"' && !line[..index].ends_with('\\'));
    let shown = match closed {
        Some((end, _)) if end <= 60 && !line[..end].contains('\'') => format!("'{}'", &line[..end]),
        _ => "'…'".to_owned(),
    };
    Finding::error("yaml-escape", format!("`{word}` is no escape that double-quoted text knows"))
        .label(place(state, bad, bad + length), "unknown escape")
        .help(format!("in single quotes a backslash stands for itself: `{shown}`"))
}

fn unclosed_quote(state: &State<'_>) -> Finding {
    let from = state.last_end as usize;
    let quote = state.text[from..].find(['"', '\'']).map_or(from, |found| from + found) as u32;
    let mark = state.text[quote as usize..].chars().next().unwrap_or('"');
    let line = line_from(state.text, quote);
    let help = if mark == '\'' {
        "write the closing `'` at the end of the text; an apostrophe inside is written twice: `don''t`"
            .to_owned()
    } else {
        format!("write the closing `{mark}` at the end of the text")
    };
    Finding::error("yaml-quote", format!("the quote `{mark}` is never closed"))
        .label(place(state, line.start, line.end), "opened here")
        .help(help)
}

fn trailing(state: &State<'_>, at: u32, mark: char) -> Finding {
    let line = line_from(state.text, at);
    let help = if mark == '\'' {
        "an apostrophe inside single quotes is written twice, `don''t`; or put the text in double quotes"
    } else {
        "a quote inside double quotes is written `\\\"`; or put the text in single quotes"
    };
    Finding::error("yaml-quote", "the text goes on after its closing quote")
        .label(place(state, line.start, line.end.max(line.start + 1)), "behind the closing quote")
        .help(help)
}

fn unexpected_character(state: &State<'_>, at: u32, character: char) -> Finding {
    if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}' | '\u{feff}') {
        let from = at as usize;
        let exact = state.text[from..].find(character).map_or(at, |found| (from + found) as u32);
        let code = character as u32;
        return Finding::error(
            "control-character",
            format!("an invisible character, U+{code:04X}, stands in this text"),
        )
        .label(place(state, exact, exact + character.len_utf8() as u32), format!("U+{code:04X}"))
        .help("remove it, or type the text anew");
    }
    let line = line_from(state.text, at);
    Finding::error("yaml-quote", format!("a text cannot begin with `{character}` unless it is quoted"))
        .label(place(state, at, at + character.len_utf8() as u32), "reserved by YAML")
        .help(quoted_help(&state.text[line.range()]))
}

fn quoted_help(words: &str) -> String {
    let words = words.trim_end();
    if words.len() <= 60 && !words.contains(['"', '\\']) {
        format!("quote the text: `\"{words}\"`")
    } else if words.len() <= 60 && !words.contains('\'') {
        format!("quote the text: `'{words}'`")
    } else {
        "quote the whole text".to_owned()
    }
}

fn brackets(state: &State<'_>, at: u32, kind: &ErrorKind) -> Finding {
    if let Some(comment) = state.suspect_comment {
        let line = line_around(state.text, comment.start);
        let raw = &state.text[state.open_flow.unwrap_or(line.start) as usize..comment.start as usize];
        return Finding::error(
            "yaml-comment",
            "everything after ` #` is a comment, also the closing bracket",
        )
        .label(place(state, comment.start, comment.end), "lost: read as a comment")
        .help(format!(
            "quote the text that holds the `#`, or close `{}` before it",
            raw.chars().next().unwrap_or('{')
        ));
    }
    let separator =
        matches!(kind, ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator);
    let stray = separator && state.text[at as usize..].starts_with([']', '}']);
    if stray || *kind == ErrorKind::MisplacedFlowCollectionEnd {
        return Finding::error("yaml-bracket", "this bracket closes nothing")
            .label(place(state, at, at + 1), "no open bracket")
            .help("remove it, or quote the text it belongs to");
    }
    let same_line = line_around(state.text, at).start <= state.last_end;
    let rest = state.text[at as usize..].trim_start_matches(' ');
    if same_line
        && rest.starts_with(": ")
        && state.text[state.last_end as usize..at as usize].trim().is_empty()
    {
        return second_colon(state, at);
    }
    let open = state.open_flow.unwrap_or(at);
    let mark = state.text[open as usize..].chars().next().unwrap_or('[');
    if !matches!(mark, '{' | '[') {
        return plain(state, at, kind);
    }
    let close = if mark == '{' { '}' } else { ']' };
    if let ErrorKind::MismatchedFlowCollectionEnd { close: found, .. } = kind {
        let line = line_from(state.text, open);
        return Finding::error("yaml-bracket", format!("`{mark}` meets `{found}` where its `{close}` should be"))
            .label(place(state, line.start, line.end), "opened here")
            .help(format!("write `{close}` before the `{found}`, or remove the `{found}`; brackets inside a text need quotes"));
    }
    let line = line_from(state.text, open);
    Finding::error("yaml-bracket", format!("`{mark}` is not closed by `{close}` where it should be"))
        .label(place(state, line.start, line.end), format!("no matching `{close}`"))
        .help(format!("write `{close}` at the end; if `{mark}` is part of a text, quote the text"))
}

/// `en: Sorry: try again`.
fn second_colon(state: &State<'_>, at: u32) -> Finding {
    let colon = state.text[at as usize..].find(':').map_or(at, |found| at + found as u32);
    let line = line_around(state.text, at);
    let before = &state.text[line.start as usize..at as usize];
    let value = before.rfind(": ").map_or(line.start, |found| line.start + found as u32 + 2);
    let rest = line_from(state.text, value);
    let words = &state.text[rest.range()];
    let words =
        if state.open_flow.is_some() { words.split([',', '}']).next().unwrap_or(words) } else { words };
    Finding::error("yaml-colon", "a second `: ` stands in an unquoted text")
        .label(place(state, colon, colon + 1), "would start a map inside the text")
        .help(quoted_help(words))
}

/// Errors in indented lists and maps.
fn block(state: &State<'_>, at: u32, kind: &ErrorKind) -> Finding {
    let line = line_around(state.text, at);
    let words = &state.text[line.range()];
    let indent = (words.len() - words.trim_start().len()) as u32;
    let first = line.start + indent;
    if let Some(finding) = full_width(state, at) {
        return finding;
    }
    let before = &state.text[line.start as usize..at as usize];
    match kind {
        ErrorKind::MappingValueNotAllowed if before.contains(": ") => second_colon(state, at),
        ErrorKind::MappingValueNotAllowed => Finding::error("yaml-indent", "this key does not line up with the keys above it")
            .label(place(state, first, at.max(first + 1)), "indented too far, or below a text")
            .help("let all keys of a map start in the same column; below a key that has a text, nothing may be indented"),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            let text = line_from(state.text, at);
            Finding::error("yaml-syntax", "this line is no `key: value`")
                .label(place(state, text.start, text.end), "no colon followed by a space")
                .help("write `key: value`; to continue the text above, indent the line further than its key")
        }
        ErrorKind::BlockSequenceEntryNotAllowed => Finding::error("yaml-indent", "a list item cannot stand here")
            .label(place(state, at, at + 1), "a `-` on the line of its key, or out of line")
            .help("start the list on the next line, indented below its key; a text that begins with `-` needs quotes"),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry if at > first && !before.trim_start().starts_with("- ") || before.contains(": ") => {
            let text = line_from(state.text, at);
            let value = before.find(": ").map_or(first, |found| line.start + found as u32 + 2);
            Finding::error("yaml-bracket", "the text goes on after a closing bracket or quote")
                .label(place(state, text.start, text.end.max(text.start + 1)), "does not belong to what stands before it")
                .help(quoted_help(&state.text[line_from(state.text, value).range()]))
        }
        ErrorKind::ExpectedDocumentStart => {
            let text = line_from(state.text, first);
            Finding::error("yaml-indent", "this line is indented less than the first line of the file")
                .label(place(state, text.start, text.end), "does not belong to the map above")
                .help("let all top-level keys start in the same column, best at the start of the line")
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent => {
            let text = line_from(state.text, first);
            Finding::error("yaml-indent", "the indentation of this line fits no list or map above it")
                .label(place(state, text.start, text.end.max(text.start + 1)), "lines up with nothing")
                .help("let the keys of a map, and the `-` of a list, start in the same column")
        }
        _ => plain(state, at, kind),
    }
}

/// A full-width colon after a key, on the line of the error or on the one before it.
fn full_width(state: &State<'_>, at: u32) -> Option<Finding> {
    let from = line_around(state.text, state.last_end.saturating_sub(1).min(at)).start;
    let mut start = line_around(state.text, from.saturating_sub(1)).start;
    let end = line_around(state.text, at).end;
    for line in state.text[start as usize..end as usize].split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '-']);
        let begin = start + (line.len() - words.len()) as u32;
        let words = words.trim_end();
        let whole = place(state, begin, begin + words.len() as u32);
        if words.contains('：')
            && let Some(finding) = wrong_colon(words, whole)
            && finding.message.contains('：')
        {
            return Some(finding);
        }
        start += line.len() as u32;
    }
    None
}

/// Anything else: the parser's own words, without their preamble.
fn plain(state: &State<'_>, at: u32, kind: &ErrorKind) -> Finding {
    let words = kind.to_string();
    let words = words
        .split_once(", ")
        .filter(|(start, _)| start.starts_with("while "))
        .map_or(&*words, |(_, rest)| rest);
    let line = line_from(state.text, at);
    Finding::error("yaml-syntax", format!("this is not YAML: {}", words.to_lowercase()))
        .label(place(state, line.start, line.end.max(line.start + 1)), "reading stops here")
        .help("check the indentation and the quotes of this line and the one above; a text with `: `, ` #` or brackets needs quotes")
}
