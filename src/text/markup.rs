//! HTML tags, entities and JSON string escapes as they stand in pasted text.
//!
//! Each function looks at the beginning of a text and says what stands there and how many bytes it takes, or
//! nothing. Look-ahead is bounded, so a text full of unclosed tags costs linear time.

/// How far a tag may reach, in bytes.
const MAX_TAG: usize = 400;

/// What a tag means for the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Stands inside a word or line: `<b>`.
    Inline,
    /// Ends a line: `<br>`.
    Line,
    /// Ends a paragraph: `<p>`.
    Block,
}

const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "label", "mark",
    "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];
const LINE: &[&str] = &["br", "tr", "option", "li", "dt", "dd"];
const BLOCK: &[&str] = &[
    "article",
    "blockquote",
    "body",
    "button",
    "center",
    "div",
    "dl",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "input",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "select",
    "table",
    "tbody",
    "td",
    "textarea",
    "th",
    "thead",
    "title",
    "ul",
];
const HIDDEN: &[&str] = &["script", "style"];

/// The HTML tag or comment at the beginning of `text` (which starts with `<`), with its length.
pub(super) fn tag(text: &str) -> Option<(Tag, usize)> {
    let window = prefix(text, MAX_TAG);
    if window.starts_with("<!--") {
        return window.find("-->").map(|end| (Tag::Inline, end + 3));
    }
    let inner = window.get(1..)?;
    let close = inner.find(['>', '<']).filter(|at| inner.as_bytes()[*at] == b'>')?;
    let inner = &inner[..close];
    if inner.starts_with('!') && inner.len() > 1 {
        return Some((Tag::Inline, close + 2));
    }
    let name = inner.trim_start_matches('/');
    let name_end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != ':').unwrap_or(name.len());
    let lower = name[..name_end].to_ascii_lowercase();
    let length = close + 2;
    if HIDDEN.contains(&lower.as_str()) && !inner.starts_with('/') {
        return Some((Tag::Block, hidden_length(text, &lower).unwrap_or(length)));
    }
    let kind = if INLINE.contains(&lower.as_str()) {
        Tag::Inline
    } else if LINE.contains(&lower.as_str()) {
        Tag::Line
    } else if BLOCK.contains(&lower.as_str()) || HIDDEN.contains(&lower.as_str()) {
        Tag::Block
    } else {
        return None;
    };
    Some((kind, length))
}

/// The length of `<style>…</style>`, looked for within 8 kB.
fn hidden_length(text: &str, name: &str) -> Option<usize> {
    let window = prefix(text, 8192).to_ascii_lowercase();
    let end = window.find(&format!("</{name}>"))?;
    Some(end + name.len() + 3)
}

/// The character that an entity at the beginning of `text` (which starts with `&`) stands for.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let window = prefix(text, 12);
    let end = window.find(';')?;
    let name = window.get(1..end)?;
    let c = if let Some(hex) = name.strip_prefix("#x").or_else(|| name.strip_prefix("#X")) {
        char::from_u32(u32::from_str_radix(hex, 16).ok()?)?
    } else if let Some(number) = name.strip_prefix('#') {
        char::from_u32(number.parse().ok()?)?
    } else {
        named(name)?
    };
    Some((c, end + 1))
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" | "ldquo" | "rdquo" | "laquo" | "raquo" => '"',
        "apos" | "lsquo" | "rsquo" => '\'',
        "nbsp" | "ensp" | "emsp" => ' ',
        "hellip" => '…',
        "ndash" | "mdash" | "minus" => '-',
        "bull" | "middot" => '*',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "euro" => '€',
        "pound" => '£',
        "yen" => '¥',
        "shy" => '\u{ad}',
        "zwnj" => '\u{200c}',
        _ => return None,
    })
}

/// Whether backslashes in a text are JSON escapes rather than, say, parts of a Windows path.
pub(super) fn looks_like_json(text: &str) -> bool {
    text.contains('\\') && (text.contains("\\\"") || text.contains("\":") || text.contains("\\u"))
}

/// The character that a JSON escape at the beginning of `text` (which starts with `\`) stands for.
pub(super) fn json_escape(text: &str) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    let c = match bytes.get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'n' => '\n',
        b'r' | b't' | b'b' | b'f' => ' ',
        b'u' => return unicode_escape(text),
        _ => return None,
    };
    Some((c, 2))
}

fn unicode_escape(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| u32::from_str_radix(text.get(at..at + 4)?, 16).ok();
    let high = unit(2)?;
    if (0xD800..0xDC00).contains(&high) && text.get(6..8) == Some("\\u") {
        let low = unit(8).filter(|low| (0xDC00..0xE000).contains(low))?;
        let c = char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))?;
        return Some((c, 12));
    }
    Some((char::from_u32(high)?, 6))
}

/// At most `limit` bytes, ending at a character.
fn prefix(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
