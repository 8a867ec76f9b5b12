//! Bodies of messages as plain text: HTML and Atlassian's document format.
//!
//! Goes in: the text of a field. Comes out: the same words; tags are gone, entities are their characters, blocks
//! end lines, and lines of quoted mail begin with `> ` as mail programs write them. Nothing else is added. A text
//! that is neither stays as it is.

use serde_json::Value;
use std::borrow::Cow;

/// How far a tag may reach, in bytes.
const MAX_TAG: usize = 2000;
/// How deep quotations are shown.
const MAX_QUOTE: usize = 4;

/// The text of a body.
pub fn text(body: Cow<'_, str>) -> Cow<'_, str> {
    html(&body).map_or(body, Cow::Owned)
}

/// The text of a body that is HTML; none where it is text as it stands.
pub fn html(body: &str) -> Option<String> {
    looks_like_html(body).then(|| from_html(body))
}

/// Tags by which HTML is recognised; angle brackets alone may be anything.
const SIGNS: [&str; 17] = [
    "p",
    "br",
    "div",
    "span",
    "a",
    "html",
    "body",
    "table",
    "ul",
    "ol",
    "li",
    "blockquote",
    "strong",
    "b",
    "em",
    "!doctype",
    "meta",
];

fn looks_like_html(body: &str) -> bool {
    memchr::memchr_iter(b'<', body.as_bytes())
        .any(|at| tag(&body[at..]).is_some_and(|tag| SIGNS.contains(&tag.name.as_str())))
}

struct Tag<'a> {
    name: String,
    closes: bool,
    inside: &'a str,
    length: usize,
}

/// The tag that a text begins with.
fn tag(text: &str) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let window = &bytes[..bytes.len().min(MAX_TAG)];
    let end = memchr::memchr(b'>', window)?;
    let inside = text.get(1..end)?;
    let closes = inside.starts_with('/');
    let rest = inside.strip_prefix('/').unwrap_or(inside);
    let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '!').collect();
    let behind = rest[name.len()..].chars().next();
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!')
        && behind.is_none_or(|c| c.is_whitespace() || c == '/' || c == ':');
    named.then(|| Tag { name: name.to_ascii_lowercase(), closes, inside, length: end + 1 })
}

const BLOCKS: [&str; 22] = [
    "p",
    "br",
    "div",
    "li",
    "tr",
    "table",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "pre",
    "blockquote",
    "section",
    "article",
];
const SILENT: [&str; 4] = ["script", "style", "head", "title"];

fn from_html(body: &str) -> String {
    let mut out = Lines { text: String::with_capacity(body.len()), quote: 0, gap: Gap::None };
    let mut rest = body;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        out.push(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('&') {
            let (words, length) = entity(rest);
            out.push_exactly(&words);
            rest = &rest[length..];
        } else if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
        } else if let Some(tag) = tag(rest) {
            let behind = &rest[tag.length..];
            rest = if SILENT.contains(&tag.name.as_str()) && !tag.closes {
                end_of(behind, &tag.name)
            } else {
                behind
            };
            out.tag(&tag);
        } else {
            out.push("<");
            rest = &rest[1..];
        }
    }
    out.push(rest);
    out.text.truncate(out.text.trim_end().len());
    out.text
}

/// What follows the end of a silent element; all of it where that end is missing.
fn end_of<'a>(text: &'a str, name: &str) -> &'a str {
    let end = text.match_indices("</").find(|(at, _)| tag(&text[*at..]).is_some_and(|tag| tag.name == name));
    end.map_or(text, |(at, _)| &text[at..])
}

/// White space that is owed before the next word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

/// Text as HTML lays it out.
struct Lines {
    text: String,
    quote: usize,
    gap: Gap,
}

impl Lines {
    fn tag(&mut self, tag: &Tag<'_>) {
        let name = tag.name.as_str();
        if BLOCKS.contains(&name) {
            self.gap = self.gap.max(if name == "p" { Gap::Paragraph } else { Gap::Line });
        } else if matches!(name, "td" | "th") {
            self.gap = self.gap.max(Gap::Space);
        }
        if name == "blockquote" && !tag.inside.ends_with('/') {
            self.quote =
                if tag.closes { self.quote.saturating_sub(1) } else { (self.quote + 1).min(MAX_QUOTE) };
        }
    }

    fn push(&mut self, words: &str) {
        for (index, word) in words.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if index > 0 {
                self.gap = self.gap.max(Gap::Space);
            }
            self.push_exactly(word);
        }
    }

    fn push_exactly(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        let begins = self.text.is_empty();
        match self.gap {
            _ if begins => self.quotes(),
            Gap::None => {}
            Gap::Space => self.text.push(' '),
            Gap::Line => {
                self.text.push('\n');
                self.quotes();
            }
            Gap::Paragraph => {
                self.text.push_str("\n\n");
                self.quotes();
            }
        }
        self.gap = Gap::None;
        self.text.push_str(word);
    }

    fn quotes(&mut self) {
        self.text.push_str(&"> ".repeat(self.quote));
    }
}

/// The characters of the entity that a text begins with, and its length. What is none stays as it is written.
fn entity(text: &str) -> (String, usize) {
    let stays = ("&".to_owned(), 1);
    let Some(end) = text.bytes().take(12).position(|byte| byte == b';') else { return stays };
    let name = &text[1..end];
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            code.ok().filter(|code| *code > 0).and_then(char::from_u32)
        }
        None => NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c),
    };
    c.map_or(stays, |c| (c.to_string(), end + 1))
}

const NAMED: [(&str, char); 22] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bull", '•'),
    ("middot", '·'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("euro", '€'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("times", '×'),
];

/// The text of an Atlassian document, if the value is one. Deep documents are cut off by the JSON reader.
pub fn document(raw: &str) -> Option<String> {
    let value: Value = serde_json::from_str(raw).ok()?;
    if value.get("type")?.as_str()? != "doc" {
        return None;
    }
    let mut out = Lines { text: String::new(), quote: 0, gap: Gap::None };
    node(&value, &mut out);
    Some(out.text)
}

fn node(value: &Value, out: &mut Lines) {
    let kind = value.get("type").and_then(Value::as_str).unwrap_or("");
    let attribute = |name: &str| value.get("attrs").and_then(|attrs| attrs.get(name)).and_then(Value::as_str);
    match kind {
        "text" => out.lines(value.get("text").and_then(Value::as_str).unwrap_or("")),
        "hardBreak" => out.gap = out.gap.max(Gap::Line),
        "mention" | "emoji" | "status" | "date" => out.lines(attribute("text").unwrap_or("")),
        "inlineCard" => out.lines(attribute("url").unwrap_or("")),
        _ => {
            let block = !matches!(kind, "doc" | "listItem");
            let gap = if kind == "paragraph" || kind == "heading" { Gap::Paragraph } else { Gap::Line };
            if block {
                out.gap = out.gap.max(if out.text.is_empty() { Gap::None } else { gap });
            }
            out.quote += usize::from(kind == "blockquote");
            for child in value.get("content").and_then(Value::as_array).into_iter().flatten() {
                node(child, out);
            }
            out.quote -= usize::from(kind == "blockquote");
            if block {
                out.gap = out.gap.max(gap);
            }
        }
    }
}

impl Lines {
    /// Text whose white space is kept.
    fn lines(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.gap = self.gap.max(Gap::Line);
            }
            self.push_exactly(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: &str) {
        assert_eq!(text(Cow::Borrowed(body)), expected, "{body}");
    }

    #[test]
    fn html_becomes_text_and_nothing_is_invented() {
        check("<p>I get <b>5000</b> again.</p><p>Why?</p>", "I get 5000 again.\n\nWhy?");
        check("<div>a<br>b</div>c", "a\nb\nc");
        check("<p>5 &lt; 6 &amp; &#53;000 &unknown; &</p>", "5 < 6 & 5000 &unknown; &");
        check("<p>re<i>deem</i>able</p>", "redeemable");
        check("<p>new</p><blockquote>old<br>older</blockquote>mine", "new\n\n> old\n> older\nmine");
        check(
            "<html><head><title>x</title></head><body><!-- c --><script>var a=1</script>text</body></html>",
            "text",
        );
        check("<p>unclosed <script>kept", "unclosed kept");
        check("<table><tr><td>a</td><td>b</td></tr></table>", "a b");
    }

    #[test]
    fn what_is_no_html_stays() {
        for body in [
            "a < b > c",
            "error <5000> again",
            "see <Continue>",
            "x &amp; y",
            "",
            "<",
            "<p",
            "  two  spaces\n",
        ] {
            check(body, body);
        }
    }

    #[test]
    fn a_document_becomes_text() {
        let raw = r#"{"type":"doc","version":1,"content":[{"type":"paragraph","content":[{"type":"text","text":"I get "},
            {"type":"text","text":"5000","marks":[{"type":"strong"}]}]},{"type":"bulletList","content":[{"type":"listItem",
            "content":[{"type":"paragraph","content":[{"type":"text","text":"one"}]}]}]}]}"#;
        assert_eq!(document(raw).as_deref(), Some("I get 5000\n\none"));
        assert_eq!(document("{\"a\":1}"), None);
    }
}
