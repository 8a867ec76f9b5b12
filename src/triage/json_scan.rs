//! Where a JSON value ends, without reading it.
//!
//! Only what tells ends apart is checked: quotes, braces, brackets, and what may stand behind a text. Whether the
//! value is well formed is found out by whoever reads it.

/// What a look at a value shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scan {
    /// It has this length.
    Whole(usize),
    /// The bytes end before it does.
    Open,
    /// It has no end where one can be.
    Broken,
}

/// Looks at the value that the bytes begin with; `all` when nothing comes behind them. Linear in its length.
pub fn value(bytes: &[u8], all: bool) -> Scan {
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' | b'[' => open.push(*byte),
            b'}' | b']' => {
                if open.pop() != Some(byte - 2) {
                    return Scan::Broken;
                }
                if open.is_empty() {
                    return Scan::Whole(at + 1);
                }
            }
            b'"' => {
                let Some(close) = text(bytes, at + 1) else { return Scan::Open };
                at = close;
                match bytes[close + 1..].trim_ascii_start().first() {
                    None if !all => return Scan::Open,
                    _ if open.is_empty() => return Scan::Whole(close + 1),
                    None => return Scan::Open,
                    Some(b',' | b':' | b'}' | b']') => {}
                    Some(_) => return Scan::Broken,
                }
            }
            b',' | b' ' | b'\t' | b'\r' | b'\n' if open.is_empty() => return Scan::Whole(at),
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'+' | b'-' | b'.' => {}
            b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' if !open.is_empty() => {}
            _ => return Scan::Broken,
        }
        at += 1;
    }
    if all && open.is_empty() && at > 0 { Scan::Whole(at) } else { Scan::Open }
}

/// Where the quote that ends a text stands.
fn text(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

/// The first name of an object, with its quotes.
pub fn first_name(object: &[u8]) -> Option<&[u8]> {
    let inner = object.strip_prefix(b"{")?.trim_ascii_start();
    let close = inner.first().filter(|byte| **byte == b'"').and_then(|_| text(inner, 1))?;
    let behind = inner[close + 1..].trim_ascii_start().first();
    matches!(behind, Some(b':')).then(|| &inner[..=close])
}

/// A list that stands under a name, in an object or in objects inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// The name, without quotes.
    pub name: &'a [u8],
    /// In how many objects it stands.
    pub depth: usize,
    /// What follows the opening bracket.
    pub items: &'a [u8],
}

/// The first list that stands in objects alone, under a name for which `wanted` holds; bytes may be cut short.
pub fn list_named(object: &[u8], wanted: impl Fn(&[u8]) -> bool) -> Option<Named<'_>> {
    let (mut depth, mut lists, mut at) = (0_usize, 0_usize, 0);
    let mut name: Option<&[u8]> = None;
    while let Some(byte) = object.get(at) {
        match byte {
            b'[' => match name.take().filter(|name| lists == 0 && wanted(name)) {
                Some(name) => return Some(Named { name, depth, items: &object[at + 1..] }),
                None => lists += 1,
            },
            b']' => lists = lists.checked_sub(1)?,
            b'{' => {
                depth += 1;
                name = None;
            }
            b'}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return None;
                }
            }
            b'"' => {
                let close = text(object, at + 1)?;
                name = object.get(at + 1..close);
                at = close;
            }
            b',' => name = None,
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_found() {
        for (text, all, expected) in [
            ("{\"a\":[1,{}]},", false, Scan::Whole(12)),
            ("{\"a\":\"}\\\"\"}x", false, Scan::Whole(11)),
            ("12,", false, Scan::Whole(2)),
            ("12", true, Scan::Whole(2)),
            ("\"a\",", false, Scan::Whole(3)),
            ("{\"a\"", false, Scan::Open),
            ("{\"a", true, Scan::Open),
            ("{]", false, Scan::Broken),
            ("{\"a\" b}", false, Scan::Broken),
            ("]", false, Scan::Broken),
        ] {
            assert_eq!(value(text.as_bytes(), all), expected, "{text}");
        }
    }

    #[test]
    fn a_list_is_found_by_its_name() {
        let find = |text: &'static str| list_named(text.as_bytes(), |name| name == b"issues");
        let named = |depth| Some(Named { name: b"issues", depth, items: b"{" });
        assert_eq!(find("{\"x\": {\"issue\": [1]}, \"issues\" : [{"), named(1));
        assert_eq!(find("{\"n\":[{\"issues\":[1]}],\"x\":{\"issues\":[{"), named(2));
        assert_eq!(find("{\"issues\": {\"a\": [1]}}"), None);
        assert_eq!(find("{\"x\":\"issues\",\"y\":[1]}"), None);
    }
}
