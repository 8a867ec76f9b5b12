//! A message cut at its placeholders.

/// A stretch of a message.
pub(super) enum Piece<'a> {
    Text(&'a str),
    Placeholder,
}

/// Cuts a message at its placeholders, `{name}` with `[a-z][a-z0-9._]*` inside; other braces are literal.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut search = 0;
    while let Some(open) = text[search..].find('{').map(|at| at + search) {
        let inner = &text[open + 1..];
        let name = inner.find('}').map(|close| &inner[..close]).filter(|name| is_placeholder(name));
        if let Some(name) = name {
            pieces.push(Piece::Text(&text[from..open]));
            pieces.push(Piece::Placeholder);
            from = open + name.len() + 2;
            search = from;
        } else {
            search = open + 1;
        }
    }
    pieces.push(Piece::Text(&text[from..]));
    pieces
}

fn is_placeholder(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'_'))
}
