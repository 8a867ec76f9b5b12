//! Text of strangers, made safe to show.
//!
//! In: any text, of a ticket, a snapshot or a pack. Out: the same text with control characters, escape
//! sequences, direction overrides and invisible characters replaced by something visible. A terminal that
//! receives the result can neither be steered nor be made to show words in another order.

use std::fmt::Write;

/// The text with everything unsafe made visible; line breaks stay, tabs become single spaces.
pub fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text, true);
    out
}

/// Like [`text`], on one line: each line break becomes a space.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text, false);
    out
}

/// Whether a character may steer a terminal, reorder a line, or hide.
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}'      // marks without a width
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'    // separators, overrides, isolates
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

fn push(out: &mut String, text: &str, keep_lines: bool) {
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' => out.push(if keep_lines { '\n' } else { ' ' }),
            '\t' => out.push(' '),
            _ => push_visible(out, c),
        }
    }
}

fn push_visible(out: &mut String, c: char) {
    match c {
        '\u{00}'..='\u{1F}' => out.extend(char::from_u32(0x2400 + c as u32)),
        '\u{7F}' => out.push('\u{2421}'),
        // Writing to a `String` cannot fail.
        _ if is_unsafe(c) => _ = write!(out, "<U+{:04X}>", c as u32),
        _ => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, expected: &str) {
        assert_eq!(text(input), expected, "{input:?}");
        assert!(!text(input).chars().any(|c| c != '\n' && is_unsafe(c)), "{input:?}");
        assert!(!line(input).chars().any(is_unsafe), "{input:?}");
    }

    #[test]
    fn what_steers_a_terminal_becomes_visible() {
        check("plain, 中文, naïve", "plain, 中文, naïve");
        check("\u{1b}[2J\u{7}", "␛[2J␇");
        check("a\r\nb\rc\td", "a\nb␍c d");
        check("\u{7f}\u{9b}31m", "␡<U+009B>31m");
        check("pay \u{202e}100\u{202c}", "pay <U+202E>100<U+202C>");
        check("a\u{200b}b\u{feff}", "a<U+200B>b<U+FEFF>");
        // A joiner shapes emoji and several scripts; it stays.
        check("👩\u{200d}💻", "👩\u{200d}💻");
    }

    #[test]
    fn one_line_stays_one_line() {
        assert_eq!(line("a\r\nb\nc"), "a b c");
    }
}
