//! JSON that is no line a record: a list of objects, a list inside an object, objects that span lines.
//!
//! The list may stand under a name, as help desks send it (`{"tickets": […], "next_page": null}`); what stands
//! around it is framing. An object whose end is not where it can be (a quote or brace is missing) ends as a
//! reject before the next place that begins as the first object did.

use super::json_scan::{self, Scan};
use super::piece::{Damage, MAX_RECORD, Piece, PieceKind};
use super::split::Step;

/// Where the objects stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    /// In a list.
    List,
    /// In a list inside an object.
    Member {
        /// The name of the list.
        name: String,
        /// In how many objects it stands, one in the other.
        depth: usize,
    },
    /// One after the other.
    Stream,
}

/// How far behind a broken object the next one is looked for before that is decided.
const AHEAD: usize = 64 * 1024;

/// Splits JSON into objects.
#[derive(Debug)]
pub struct Json {
    frame: Frame,
    outer: Outer,
    /// Whether items of the list come next.
    inside: bool,
    /// Whether the rest of a broken object is being passed over.
    passing: bool,
    /// How the first object begins: its first name, with quotes.
    first: Vec<u8>,
    /// Line that the next piece begins on, from 1.
    line: u64,
}

/// Where the reading of the frame stands.
#[derive(Debug, Clone, Default)]
struct Outer {
    depth: usize,
    text: bool,
    escape: bool,
    word: Vec<u8>,
    name: Vec<u8>,
}

/// Longest name in a frame that is remembered.
const NAME: usize = 64;

impl Json {
    /// A splitter at the beginning of a text.
    pub fn new(frame: Frame) -> Self {
        Self { frame, outer: Outer::default(), inside: false, passing: false, first: Vec::new(), line: 1 }
    }

    /// The next piece.
    pub fn step(&mut self, bytes: &[u8], ended: bool) -> Step {
        let step = if self.passing {
            self.pass(bytes, ended)
        } else if self.inside {
            self.item(bytes, ended)
        } else {
            self.around(bytes, ended)
        };
        if let Step::Piece(piece) = &step {
            self.line += memchr::memchr_iter(b'\n', &bytes[..piece.length]).count() as u64;
        }
        step
    }

    /// What stands around lists.
    fn around(&mut self, bytes: &[u8], ended: bool) -> Step {
        let mut outer = self.outer.clone();
        let seen = &bytes[..bytes.len().min(MAX_RECORD)];
        for (at, byte) in seen.iter().enumerate() {
            if outer.text {
                outer.inside_text(*byte);
                continue;
            }
            match byte {
                b'{' if self.frame == Frame::Stream && outer.depth == 0 => {
                    return if at > 0 { self.framing(at, outer) } else { self.value(bytes, ended) };
                }
                b'[' if outer.opens(&self.frame) => {
                    self.inside = true;
                    return self.framing(at + 1, outer);
                }
                b'{' | b'[' => outer.depth += 1,
                b'}' | b']' => outer.depth = outer.depth.saturating_sub(1),
                b'"' if outer.depth > 0 => (outer.text, outer.word) = (true, Vec::new()),
                b':' => outer.name = std::mem::take(&mut outer.word),
                b',' | b' ' | b'\t' | b'\r' | b'\n' => {}
                _ if outer.depth == 0 => {
                    return if at > 0 { self.framing(at, outer) } else { self.stray(bytes, ended) };
                }
                _ => {}
            }
        }
        if ended || seen.len() == MAX_RECORD { self.framing(seen.len(), outer) } else { Step::Need }
    }

    fn framing(&mut self, length: usize, outer: Outer) -> Step {
        self.outer = outer;
        Step::Piece(Piece { kind: PieceKind::Framing, length })
    }

    /// What belongs to nothing: up to the end of its line.
    fn stray(&mut self, bytes: &[u8], ended: bool) -> Step {
        let seen = &bytes[..bytes.len().min(MAX_RECORD)];
        let length = match memchr::memchr(b'\n', seen) {
            Some(end) => end + 1,
            None if ended || seen.len() == MAX_RECORD => seen.len(),
            None => return Step::Need,
        };
        Step::Piece(Piece { kind: PieceKind::Reject(Damage::Object { line: self.line }), length })
    }

    /// Between and at items of a list.
    fn item(&mut self, bytes: &[u8], ended: bool) -> Step {
        match bytes.first() {
            Some(b']') => {
                self.inside = false;
                Step::Piece(Piece { kind: PieceKind::Framing, length: 1 })
            }
            Some(b',' | b' ' | b'\t' | b'\r' | b'\n') => {
                let between = |byte: &u8| matches!(byte, b',' | b' ' | b'\t' | b'\r' | b'\n');
                let length = bytes.iter().take(MAX_RECORD).take_while(|byte| between(byte)).count();
                if length == bytes.len() && !ended && length < MAX_RECORD {
                    return Step::Need;
                }
                Step::Piece(Piece { kind: PieceKind::Framing, length })
            }
            _ => self.value(bytes, ended),
        }
    }

    fn value(&mut self, bytes: &[u8], ended: bool) -> Step {
        let seen = &bytes[..bytes.len().min(MAX_RECORD)];
        match json_scan::value(seen, ended && seen.len() == bytes.len()) {
            Scan::Whole(length) => {
                if self.first.is_empty() {
                    self.first = json_scan::first_name(&bytes[..length]).unwrap_or_default().to_vec();
                }
                Step::Piece(Piece { kind: PieceKind::Record, length })
            }
            Scan::Open if !ended && bytes.len() <= MAX_RECORD => Step::Need,
            scan => self.broken(bytes, ended, scan == Scan::Open),
        }
    }

    /// A broken value ends before the next plausible one; `open` when it may only be too long.
    fn broken(&mut self, bytes: &[u8], ended: bool, open: bool) -> Step {
        let line = self.line;
        let reject = |length| {
            let damage = if open && length >= MAX_RECORD { Damage::TooLong } else { Damage::Object { line } };
            Step::Piece(Piece { kind: PieceKind::Reject(damage), length })
        };
        if let Some(length) = self.goes_on(bytes, 1, ended) {
            return reject(length);
        }
        if !ended && bytes.len() < MAX_RECORD + AHEAD {
            return Step::Need;
        }
        self.passing = !ended;
        reject(if ended { bytes.len() } else { MAX_RECORD })
    }

    /// More of a broken value that was too long to hold.
    fn pass(&mut self, bytes: &[u8], ended: bool) -> Step {
        let length = match self.goes_on(bytes, 0, ended) {
            Some(0) => {
                self.passing = false;
                return self.step(bytes, ended);
            }
            Some(at) => {
                self.passing = false;
                at
            }
            None if ended => bytes.len(),
            None if bytes.len() < MAX_RECORD + AHEAD => return Step::Need,
            None => MAX_RECORD,
        };
        Step::Piece(Piece { kind: PieceKind::Rest, length })
    }

    /// Where a value begins that looks like the first one and is whole, from `from` on. The work is bounded by a
    /// multiple of the bytes passed over.
    fn goes_on(&self, bytes: &[u8], from: usize, ended: bool) -> Option<usize> {
        let mut spent = 0;
        for at in memchr::memchr_iter(b'{', bytes.get(from..)?).map(|at| at + from) {
            let before = bytes[..at].trim_ascii_end().last();
            let plausible = matches!(before, None | Some(b',' | b'[' | b'}'))
                && json_scan::first_name(&bytes[at..])
                    .is_some_and(|name| self.first.is_empty() || name == self.first.as_slice());
            if !plausible || spent > 8 * at + 4 * AHEAD {
                continue;
            }
            let ahead = &bytes[at..bytes.len().min(at + MAX_RECORD)];
            match json_scan::value(ahead, ended && at + ahead.len() == bytes.len()) {
                Scan::Whole(length) => {
                    spent += length;
                    let next = ahead[length..].trim_ascii_start().first();
                    if matches!(next, None | Some(b',' | b']' | b'{' | b'[')) {
                        return Some(at);
                    }
                }
                Scan::Open => spent += ahead.len(),
                Scan::Broken => spent += 1,
            }
        }
        None
    }
}

impl Outer {
    fn inside_text(&mut self, byte: u8) {
        match byte {
            _ if self.escape => self.escape = false,
            b'\\' => self.escape = true,
            b'"' => self.text = false,
            _ if self.word.len() < NAME => self.word.push(byte),
            _ => {}
        }
    }

    /// Whether a `[` that stands here opens the list of records.
    fn opens(&self, frame: &Frame) -> bool {
        match frame {
            Frame::List => self.depth == 0,
            Frame::Member { name, depth } => {
                self.depth == 0 || self.depth == *depth && self.name == name.as_bytes()
            }
            Frame::Stream => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(frame: Frame, text: &str) -> Vec<String> {
        let (mut json, mut at, mut found) = (Json::new(frame), 0, Vec::new());
        while at < text.len() {
            let Step::Piece(piece) = json.step(&text.as_bytes()[at..], true) else { break };
            let words = &text[at..at + piece.length];
            found.push(match piece.kind {
                PieceKind::Record => words.to_owned(),
                PieceKind::Framing => format!("~{}", words.trim()),
                PieceKind::Reject(damage) => format!("!{damage:?} {words}"),
                kind => format!("{kind:?} {words}"),
            });
            at += piece.length;
        }
        found
    }

    #[test]
    fn lists_are_found_in_their_frame() {
        assert_eq!(
            pieces(Frame::List, "[{\"a\":1},\n {\"a\":\"]},[{\"}]\n"),
            ["~[", "{\"a\":1}", "~,", "{\"a\":\"]},[{\"}", "~]", "~"]
        );
        assert_eq!(
            pieces(
                Frame::Member { name: "tickets".to_owned(), depth: 1 },
                "{\"n\":[1],\"tickets\":[{\"a\":1}],\"next\":null}"
            ),
            ["~{\"n\":[1],\"tickets\":[", "{\"a\":1}", "~]", "~,\"next\":null}"]
        );
        assert_eq!(pieces(Frame::Stream, "{\n\"a\":1}\n{\"a\":2}"), ["{\n\"a\":1}", "~", "{\"a\":2}"]);
    }

    #[test]
    fn a_missing_quote_costs_one_object() {
        let found = pieces(Frame::List, "[{\"a\":\"x\"},\n{\"a\":\"y},\n{\"a\":\"z\"},{\"a\":1}]");
        let whole: Vec<&str> =
            found.iter().map(String::as_str).filter(|piece| piece.starts_with('{')).collect();
        assert_eq!(whole, ["{\"a\":\"x\"}", "{\"a\":\"z\"}", "{\"a\":1}"], "{found:?}");
        let reject = found.iter().find(|piece| piece.starts_with('!'));
        assert!(reject.is_some_and(|reject| reject.contains("line: 2")), "{found:?}");
    }
}
