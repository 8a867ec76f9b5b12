//! Places inside JSON values: `fields.summary`, `comments[].body`, `custom_fields[id=360001].value`.
//!
//! `[name=@other]` compares with a place of the record itself, and `a|b` takes the first name that is there.
//!
//! Goes in: a path as written, and the raw text of a JSON value. Comes out: the raw values at that place. Only
//! what lies on the way is read; a fault elsewhere in the value does no harm.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// A path, parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// As it was written.
    pub text: String,
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// The member of this name.
    Key(String),
    /// Every item of a list: `[]`.
    All,
    /// One item, from 0: `[0]`.
    At(usize),
    /// The items of which a place has this value: `[id=360001]`, `[author.id=@requester_id]`.
    Where(Path, Wanted),
}

/// What an item is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    Value(String),
    /// The value at a place of the record.
    Same(Path),
}

impl Path {
    /// The name of the member that it leads through first.
    pub fn root(&self) -> &str {
        match self.steps.first() {
            Some(Step::Key(key)) => key,
            _ => "",
        }
    }

    /// Parses a path.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut steps = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            if end == 0 {
                return Err(format!("`{text}` has an empty name"));
            }
            steps.push(Step::Key(rest[..end].to_owned()));
            rest = &rest[end..];
            while let Some(inner) = rest.strip_prefix('[') {
                let Some((index, behind)) = inner.split_once(']') else {
                    return Err(format!("`{text}` has a `[` without its `]`"));
                };
                steps.push(bracket(index).ok_or_else(|| {
                    format!("`[{index}]` is none of `[]`, a number in brackets, `[name=value]`")
                })?);
                rest = behind;
            }
            rest = match rest.strip_prefix('.') {
                Some(behind) if !behind.is_empty() => behind,
                None if rest.is_empty() => rest,
                _ => return Err(format!("`{text}` has an empty name")),
            };
        }
        if steps.is_empty() {
            Err("the path is empty".to_owned())
        } else {
            Ok(Self { text: text.to_owned(), steps })
        }
    }

    /// The values at this place below the members of an object, in order; nulls are left out.
    ///
    /// # Errors
    /// When a value on the way cannot be read.
    pub fn find<'a>(&self, members: &Members<'a>) -> serde_json::Result<Vec<&'a RawValue>> {
        // A member may be called by the whole path, dots included.
        if let Some(value) = members.get(&self.text) {
            return Ok(vec![value]);
        }
        let mut found = Vec::new();
        if let Some((Step::Key(key), rest)) = self.steps.split_first()
            && let Some(value) = members.get(key)
        {
            walk(members, value, rest, &mut found)?;
        }
        Ok(found)
    }
}

impl Path {
    /// The first value at this place that is no list and no object.
    fn first<'a>(&self, members: &Members<'a>) -> serde_json::Result<Option<Cow<'a, str>>> {
        self.find(members)?.first().map_or(Ok(None), |value| scalar(value))
    }
}

fn bracket(index: &str) -> Option<Step> {
    if index.is_empty() || index == "*" {
        return Some(Step::All);
    }
    if let Some((key, value)) = index.split_once('=') {
        let key = Path::parse(key.trim()).ok()?;
        let value = value.trim();
        let wanted = match value.strip_prefix('@') {
            Some(path) => Wanted::Same(Path::parse(path).ok()?),
            None => Wanted::Value(value.to_owned()),
        };
        return Some(Step::Where(key, wanted));
    }
    index.parse().ok().map(Step::At)
}

fn walk<'a>(
    root: &Members<'a>,
    value: &'a RawValue,
    steps: &[Step],
    found: &mut Vec<&'a RawValue>,
) -> serde_json::Result<()> {
    let Some((step, rest)) = steps.split_first() else {
        if value.get() != "null" {
            found.push(value);
        }
        return Ok(());
    };
    match (step, value.get().as_bytes().first()) {
        (Step::Key(key), Some(b'{')) => {
            let members = Members::of(value.get())?;
            if let Some(member) = key.split('|').find_map(|key| members.get(key)) {
                walk(root, member, rest, found)?;
            }
        }
        (Step::All | Step::At(_) | Step::Where(..), Some(b'[')) => {
            for (index, item) in items(value)?.into_iter().enumerate() {
                if chosen(root, step, index, item)? {
                    walk(root, item, rest, found)?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn chosen(root: &Members<'_>, step: &Step, index: usize, item: &RawValue) -> serde_json::Result<bool> {
    match step {
        Step::Where(path, wanted) => {
            if !item.get().starts_with('{') {
                return Ok(false);
            }
            let Some(value) = path.first(&Members::of(item.get())?)? else { return Ok(false) };
            match wanted {
                Wanted::Value(wanted) => Ok(value == wanted.as_str()),
                Wanted::Same(path) => Ok(path.first(root)?.is_some_and(|wanted| wanted == value)),
            }
        }
        Step::At(at) => Ok(*at == index),
        Step::All => Ok(true),
        Step::Key(_) => Ok(false),
    }
}

/// The items of a list.
///
/// # Errors
/// When it is none.
pub fn items(list: &RawValue) -> serde_json::Result<Vec<&RawValue>> {
    serde_json::from_str(list.get())
}

/// A text, number, yes or no as text; none for null, lists and maps. Half a surrogate pair, as a field that was
/// cut inside a character has it, becomes `U+FFFD`.
///
/// # Errors
/// When a text cannot be decoded.
pub fn scalar(value: &RawValue) -> serde_json::Result<Option<Cow<'_, str>>> {
    let raw = value.get();
    match raw.as_bytes().first() {
        Some(b'"') => match serde_json::from_str::<Text<'_>>(raw) {
            Ok(text) => Ok(Some(text.0)),
            Err(_) => serde_json::from_str::<Halves>(raw).map(|text| Some(Cow::Owned(text.0))),
        },
        Some(b'{' | b'[' | b'n') | None => Ok(None),
        Some(_) => Ok(Some(Cow::Borrowed(raw))),
    }
}

/// The members of an object, each as raw text, in order.
#[derive(Debug, Clone)]
pub struct Members<'a>(pub Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Members<'a> {
    /// The members of the object that a text is.
    ///
    /// # Errors
    /// When it is none.
    pub fn of(text: &'a str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// The member of a name: the last where several have it, none where it is null.
    pub fn get(&self, name: &str) -> Option<&'a RawValue> {
        let member = self.0.iter().rev().find(|(key, _)| key == name)?;
        (member.1.get() != "null").then_some(member.1)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some((Text(key), value)) = map.next_entry::<Text<'de>, &'de RawValue>()? {
                    members.push((key, value));
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(Collect).map(Members)
    }
}

/// A text, borrowed where it has no escapes.
struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take;
        impl<'de> Visitor<'de> for Take {
            type Value = Cow<'de, str>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Cow::Borrowed(text))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Cow::Owned(text.to_owned()))
            }
        }
        deserializer.deserialize_str(Take).map(Text)
    }
}

/// A text in which halves of surrogate pairs are replaced.
struct Halves(String);

impl<'de> Deserialize<'de> for Halves {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Replace;
        impl Visitor<'_> for Replace {
            type Value = String;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a text")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Self::Value, E> {
                let mut text = String::with_capacity(bytes.len());
                for chunk in bytes.utf8_chunks() {
                    text.push_str(chunk.valid());
                    // Half a pair is three bytes of which the first is this; there is nothing else to replace.
                    if chunk.invalid() == [0xED] {
                        text.push(char::REPLACEMENT_CHARACTER);
                    }
                }
                Ok(text)
            }
        }
        deserializer.deserialize_bytes(Replace).map(Halves)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expected: &[&str]) {
        let text = r#"{"id": 7, "fields": {"summary": "s", "none": null}, "a.b": 1, "list": [
            {"id": 1, "value": "x"}, {"id": "2", "value": "y"}], "far": [[1e999]], "half": "\ud800"}"#;
        let members = Members::of(text).expect("an object");
        let found = Path::parse(path).expect("a path").find(&members).expect("it can be read");
        let found: Vec<&str> = found.into_iter().map(RawValue::get).collect();
        assert_eq!(found, expected, "{path}");
    }

    #[test]
    fn a_path_leads_to_its_values() {
        check("id", &["7"]);
        check("fields.summary", &["\"s\""]);
        check("fields.none", &[]);
        check("fields.summary.deeper", &[]);
        check("a.b", &["1"]);
        check("list[].value", &["\"x\"", "\"y\""]);
        check("list[1].value", &["\"y\""]);
        check("list[id=2].value", &["\"y\""]);
        check("list[id=1].value", &["\"x\""]);
        check("list[id=@id].value", &[]);
        check("list[id=@a.b].value", &["\"x\""]);
        check("fields.nothing|summary", &["\"s\""]);
        check("nothing", &[]);
    }

    #[test]
    fn half_a_character_does_not_cost_the_text() {
        for (raw, expected) in [
            (r#""cut \ud83d""#, "cut \u{fffd}"),
            (r#""\udc00 積 \ud83d\ud83d\ude00 \n""#, "\u{fffd} 積 \u{fffd}😀 \n"),
        ] {
            let raw: &RawValue = serde_json::from_str(raw).expect("JSON");
            assert_eq!(scalar(raw).expect("it can be read").as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_bad_path_says_what_is_wrong() {
        for path in ["", "a..b", "a.", "a[", "a[x]", ".a"] {
            assert!(Path::parse(path).is_err(), "{path}");
        }
    }
}
