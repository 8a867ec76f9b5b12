//! Quotes the customer's own text with the evidence marked.
//!
//! In: one part of a ticket and byte ranges in it. Out: short safe pieces around the ranges, in order, the
//! ranges marked. Blanks become single spaces, line breaks single line breaks: the customer's lines stay lines.

use crate::render::page::{Look, Run};
use crate::render::safe;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A text of at most this many columns is quoted whole.
const WHOLE: usize = 240;
/// Columns of context on either side of a mark.
const CONTEXT: usize = 56;
/// How far a cut may move to reach a space.
const SNAP: usize = 14;
/// How many separate windows a quote has at most.
const WINDOWS: usize = 4;

/// A piece of a quote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Safe text; its line breaks are those of the customer.
    pub text: String,
    /// Whether it is evidence.
    pub marked: bool,
}

/// The text around the spans. Spans outside the text or inside a character are moved to the nearest
/// character boundary; without any span nothing is quoted.
pub fn excerpt(text: &str, spans: &[(usize, usize)]) -> Vec<Piece> {
    let spans = tidy(text, spans);
    let mut pieces = Vec::new();
    let windows = windows(text, &spans);
    for (number, &(from, to)) in windows.iter().take(WINDOWS).enumerate() {
        if from > 0 {
            push(&mut pieces, if number == 0 { "… " } else { " … " }, false);
        }
        let mut at = from;
        for &(start, end) in spans.iter().filter(|span| from <= span.0 && span.1 <= to) {
            push(&mut pieces, &text[at..start], false);
            push(&mut pieces, &text[start..end], true);
            at = end;
        }
        push(&mut pieces, &text[at..to], false);
    }
    if windows.len() > WINDOWS || windows.last().is_some_and(|window| window.1 < text.trim_end().len()) {
        push(&mut pieces, " …", false);
    }
    trim(pieces)
}

/// The quote as runs: marks are a look where colours are shown, else `«` and `»`.
pub fn runs(pieces: &[Piece], colour: bool) -> Vec<Run> {
    let run = |piece: &Piece| match (piece.marked, colour) {
        (false, _) => Run::plain(piece.text.clone()),
        (true, true) => Run::new(piece.text.clone(), Look::Mark),
        (true, false) => Run::plain(format!("«{}»", piece.text)),
    };
    pieces.iter().map(run).collect()
}

/// Spans sorted, on character boundaries, without surrounding blanks, those that touch or are parted by
/// blanks and punctuation only made one.
fn tidy(text: &str, spans: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut spans: Vec<_> = spans.iter().filter_map(|&span| snap(text, span)).collect();
    spans.sort_unstable();
    let mut tidy: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spans {
        match tidy.last_mut() {
            Some(last) if start <= last.1 || only_marks(&text[last.1..start]) => last.1 = last.1.max(end),
            _ => tidy.push((start, end)),
        }
    }
    tidy.iter_mut().for_each(|span| close_bracket(text, span));
    tidy
}

/// Takes in the bracket that closes one opened inside the mark.
fn close_bracket(text: &str, span: &mut (usize, usize)) {
    let inside = &text[span.0..span.1];
    for (open, close) in [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】'), ('“', '”')] {
        let open_inside = inside.rfind(open).is_some_and(|at| !inside[at..].contains(close));
        if open_inside && text[span.1..].starts_with(close) {
            span.1 += close.len_utf8();
            return;
        }
    }
}

fn only_marks(between: &str) -> bool {
    between.chars().count() <= 4 && !between.chars().any(char::is_alphanumeric)
}

fn snap(text: &str, (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let ceil = |at: usize| (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let slice = text.get(floor(start)..ceil(end))?;
    let start = floor(start) + (slice.len() - slice.trim_start().len());
    let end = start + slice.trim().len();
    (start < end).then(|| (word_start(text, start), word_end(text, end)))
}

/// Whether a character is part of a name as programs write them: `error_msg` is one word.
fn of_name(c: &char) -> bool {
    c.is_ascii_alphanumeric() || *c == '_'
}

/// Where a name begins in which a mark begins.
fn word_start(text: &str, start: usize) -> usize {
    if !text[start..].starts_with(|c| of_name(&c)) {
        return start;
    }
    start - text[..start].chars().rev().take_while(of_name).count()
}

/// Where a name ends in which a mark ends.
fn word_end(text: &str, end: usize) -> usize {
    if !text[..end].ends_with(|c| of_name(&c)) {
        return end;
    }
    end + text[end..].chars().take_while(of_name).count()
}

/// The ranges to quote, in order.
fn windows(text: &str, spans: &[(usize, usize)]) -> Vec<(usize, usize)> {
    if spans.is_empty() {
        return Vec::new();
    }
    if text.width() <= WHOLE {
        return vec![(0, text.trim_end().len())];
    }
    let mut windows: Vec<(usize, usize)> = Vec::new();
    for &(start, end) in spans {
        let window = (before(text, start), after(text, end));
        match windows.last_mut() {
            Some(last) if window.0 <= last.1 => last.1 = window.1,
            _ => windows.push(window),
        }
    }
    windows
}

/// The start of the context before a mark: at a blank if one is near.
fn before(text: &str, mark: usize) -> usize {
    let mut used = 0;
    let mut cut = None;
    for (at, c) in text[..mark].char_indices().rev() {
        used += c.width().unwrap_or(0);
        if used > CONTEXT && cut.is_none() {
            cut = Some(at + c.len_utf8());
        }
        if used > CONTEXT && c.is_whitespace() {
            return at + c.len_utf8();
        }
        if used > CONTEXT + SNAP {
            return cut.unwrap_or(0);
        }
    }
    0
}

/// The end of the context after a mark: at a blank if one is near.
fn after(text: &str, mark: usize) -> usize {
    let mut used = 0;
    let mut cut = None;
    for (offset, c) in text[mark..].char_indices() {
        used += c.width().unwrap_or(0);
        if used > CONTEXT && cut.is_none() {
            cut = Some(mark + offset);
        }
        if used > CONTEXT && c.is_whitespace() {
            return mark + offset;
        }
        if used > CONTEXT + SNAP {
            return cut.unwrap_or(text.len());
        }
    }
    text.len()
}

/// Adds safe text with its blanks squeezed: to a line break where there is one among them, else to a space.
fn push(pieces: &mut Vec<Piece>, text: &str, marked: bool) {
    let mut squeezed = String::with_capacity(text.len());
    for c in safe::text(text).chars() {
        let blank = c.is_whitespace();
        let before = match squeezed.is_empty() {
            false => Some(&mut squeezed),
            true => pieces.last_mut().map(|piece| &mut piece.text),
        };
        let follows_blank = before.as_ref().is_none_or(|before| before.ends_with([' ', '\n']));
        match (blank, follows_blank, before) {
            (true, true, Some(before)) if c == '\n' && before.ends_with(' ') => {
                before.pop();
                before.push('\n');
            }
            (true, true, _) => {}
            (true, false, _) => squeezed.push(if c == '\n' { '\n' } else { ' ' }),
            (false, ..) => squeezed.push(c),
        }
    }
    if !squeezed.is_empty() {
        pieces.push(Piece { text: squeezed, marked });
    }
}

fn trim(mut pieces: Vec<Piece>) -> Vec<Piece> {
    if let Some(last) = pieces.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quote(text: &str, spans: &[(usize, usize)]) -> String {
        runs(&excerpt(text, spans), false).into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn short_texts_are_quoted_whole() {
        assert_eq!(quote("got  No options\nagain", &[(5, 15)]), "got «No options»\nagain");
        assert_eq!(quote("Hi,\r\n\r\n got  No \n options", &[(13, 25)]), "Hi,\ngot «No\noptions»");
        assert_eq!(quote("出现 5000 错误", &[(7, 11)]), "出现 «5000» 错误");
        assert_eq!(quote("nothing", &[]), "");
        assert_eq!(quote("a b", &[(0, 1), (2, 3)]), "«a b»");
        assert_eq!(quote("data - (5000). Again", &[(0, 4), (8, 12)]), "«data - (5000)». Again");
        assert_eq!(quote("{error_msg:1}", &[(1, 6)]), "{«error_msg»:1}");
        assert_eq!(quote("my_id 报x7了", &[(3, 5), (9, 10)]), "«my_id» 报«x7»了");
    }

    #[test]
    fn long_texts_are_cut_around_the_marks() {
        let text = format!("{}error 5000{}", "word ".repeat(60), " word".repeat(60));
        let quoted = quote(&text, &[(300, 310)]);
        assert!(quoted.starts_with("… word word"), "{quoted}");
        assert!(quoted.contains(" «error 5000» "), "{quoted}");
        assert!(quoted.ends_with("word …") && quoted.len() < 180, "{quoted}");
    }

    #[test]
    fn escapes_in_the_evidence_are_shown_not_obeyed() {
        assert_eq!(quote("x \u{1b}[31mNo options", &[(2, 17)]), "x «␛[31mNo options»");
    }

    proptest! {
        #[test]
        fn any_spans_are_quoted_without_a_panic(
            text in "[ab中é\u{1b}\n ]{0,400}",
            spans in prop::collection::vec((0usize..900, 0usize..900), 0..6),
        ) {
            let quoted = quote(&text, &spans);
            prop_assert!(!quoted.chars().any(|c| c != '\n' && safe::is_unsafe(c)));
        }
    }
}
