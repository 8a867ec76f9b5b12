//! Normalisation with an exact map back to the original bytes.
//!
//! Goes in: a text as a customer sent it. Comes out: the same text in NFKC, case-folded, with simple quotes
//! and dashes, Simplified Chinese, single spaces, without invisible characters, HTML tags, entities and JSON
//! escapes, and the line breaks it had. Every byte of the output knows the bytes it came from. One pass,
//! linear time; it never fails, whatever the text.

use super::han;
use super::markup::{self, Tag};
use icu_casemap::CaseMapperBorrowed;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::borrow::Cow;
use std::ops::Range;

/// Combining marks that are taken together with their base character; more start a new cluster, as in the
/// Stream-Safe Text Format of Unicode (UAX #15).
const MAX_MARKS: usize = 30;

/// A normalised text.
#[derive(Debug, Clone, Default)]
pub struct NormalText {
    /// The normalised text.
    pub text: String,
    /// Where lines ended: offset into `text` and how strong the break is, in order.
    pub breaks: Vec<(u32, Break)>,
    segments: Vec<Segment>,
    /// Offsets of line starts that began with a capital letter, a digit or a Han character, in order.
    upper: Vec<u32>,
}

/// What a run of white space with a line end means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// One line end.
    Line,
    /// An empty line or a block element.
    Paragraph,
}

/// A piece of the map. Linear segments map byte by byte; others map as a whole.
#[derive(Debug, Clone, Copy)]
struct Segment {
    normal: u32,
    original: u32,
    original_len: u32,
    linear: bool,
}

impl NormalText {
    /// Becomes the normal form of a text; the same as [`normalise`], but what memory there is serves again.
    pub(super) fn read(&mut self, original: &str) {
        self.text.clear();
        self.breaks.clear();
        self.segments.clear();
        self.upper.clear();
        let json = markup::looks_like_json(original);
        let mut writer = Writer { original, out: self, json, line_start: true };
        let mut at = 0;
        while at < original.len() {
            at = writer.step(at);
        }
    }

    /// The original byte range that a normalised range came from.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            let at = self.segment_at(range.start).map_or(0, |segment| segment.original as usize);
            return at..at;
        }
        let start = self.segment_at(range.start).map_or(0, |segment| segment.start_of(range.start));
        let end = self.segment_at(range.end - 1).map_or(start, |segment| segment.end_of(range.end - 1));
        start..end.max(start)
    }

    /// Where the original of what stands at a normalised offset begins.
    pub(super) fn original_start(&self, normal: usize) -> usize {
        self.segment_at(normal).map_or(0, |segment| segment.start_of(normal))
    }

    /// Where the original of what stands before a normalised offset ends.
    pub(super) fn original_end(&self, normal: usize) -> usize {
        let last = normal.saturating_sub(1);
        self.segment_at(last).map_or(0, |segment| segment.end_of(last))
    }

    /// Whether the original character at a normalised offset starts a line as people start one: upper case, a
    /// digit or a Han character.
    pub(super) fn starts_upper(&self, normal: usize) -> bool {
        self.upper.binary_search(&(normal as u32)).is_ok()
    }

    fn segment_at(&self, normal: usize) -> Option<&Segment> {
        let after = self.segments.partition_point(|segment| segment.normal as usize <= normal);
        after.checked_sub(1).and_then(|index| self.segments.get(index))
    }
}

impl Segment {
    fn start_of(&self, normal: usize) -> usize {
        let inside = if self.linear { normal - self.normal as usize } else { 0 };
        self.original as usize + inside
    }

    fn end_of(&self, normal: usize) -> usize {
        if self.linear { self.start_of(normal) + 1 } else { (self.original + self.original_len) as usize }
    }
}

/// Normalises a text.
///
/// Cost: linear in the length; ASCII and Chinese text take a fast path without table look-ups beyond one.
pub fn normalise(original: &str) -> NormalText {
    let mut out = NormalText { text: String::with_capacity(original.len()), ..NormalText::default() };
    out.read(original);
    out
}

/// The normalised text alone, for patterns.
pub(crate) fn normal_form(text: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b' ';
    if text.bytes().all(plain) { Cow::Borrowed(text) } else { Cow::Owned(normalise(text).text) }
}

struct Writer<'a> {
    original: &'a str,
    out: &'a mut NormalText,
    json: bool,
    line_start: bool,
}

impl Writer<'_> {
    /// Consumes one unit at byte `at` and returns where the next begins.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.original[at..];
        let Some(c) = rest.chars().next() else { return self.original.len() };
        if c.is_whitespace() || c == '\u{0085}' {
            return self.white_space(at);
        }
        if self.line_start && (c == '>' || c == '|') {
            return at + 1;
        }
        if self.line_start && (c.is_uppercase() || c.is_ascii_digit() || han::is_han(c)) {
            self.out.upper.push(self.out.text.len() as u32);
        }
        self.line_start = false;
        match c {
            '<' => self.tag(at),
            '&' => self.entity(at),
            '\\' if self.json => self.escape(at),
            _ if c.is_ascii() => self.ascii(at),
            _ if han::is_han(c) => self.han(at, c),
            _ => self.other(at, c),
        }
    }

    /// A run of plain characters with single spaces in between.
    fn ascii(&mut self, at: usize) -> usize {
        let bytes = self.original.as_bytes();
        let plain = |at: usize| bytes.get(at).is_some_and(|byte| PLAIN[usize::from(*byte)]);
        let mut end = at;
        loop {
            while plain(end) {
                end += 1;
            }
            if bytes.get(end) != Some(&b' ') || end == at || !plain(end + 1) {
                break;
            }
            end += 1;
        }
        // A combining mark belongs to the character before it.
        if end > at && !bytes.get(end).is_none_or(u8::is_ascii) && self.original[end..].starts_with(is_mark) {
            end -= 1;
        }
        if end == at {
            return self.one_ascii(at);
        }
        self.linear(at, end);
        end
    }

    /// A control character, a backslash that is no escape, or a letter with marks on it.
    fn one_ascii(&mut self, at: usize) -> usize {
        let byte = self.original.as_bytes()[at];
        if byte.is_ascii_control() {
            return self.space(at, at + 1, None);
        }
        if self.original[at + 1..].chars().next().is_some_and(is_mark) {
            return self.cluster(at);
        }
        self.linear(at, at + 1);
        at + 1
    }

    fn linear(&mut self, start: usize, end: usize) {
        self.map(start, end - start, true);
        let from = self.out.text.len();
        self.out.text.push_str(&self.original[start..end]);
        self.out.text[from..].make_ascii_lowercase();
    }

    fn map(&mut self, original: usize, original_len: usize, linear: bool) {
        let normal = self.out.text.len();
        if linear
            && self.out.segments.last().is_some_and(|last| {
                last.linear && last.original as usize + normal - last.normal as usize == original
            })
        {
            return;
        }
        self.out.segments.push(Segment {
            normal: normal as u32,
            original: original as u32,
            original_len: original_len as u32,
            linear,
        });
    }

    fn atom_char(&mut self, at: usize, len: usize, c: char) {
        self.map(at, len, false);
        self.out.text.push(c);
    }

    fn han(&mut self, at: usize, c: char) -> usize {
        let simplified = han::simplified(c);
        self.map(at, c.len_utf8(), simplified.len_utf8() == c.len_utf8());
        self.out.text.push(simplified);
        at + c.len_utf8()
    }

    fn other(&mut self, at: usize, c: char) -> usize {
        let next = at + c.len_utf8();
        if is_invisible(c) {
            return next;
        }
        if let Some(simple) = simple_punctuation(c) {
            self.atom_char(at, c.len_utf8(), simple);
            return next;
        }
        self.cluster(at)
    }

    /// A character with its combining marks, through NFKC and case folding.
    fn cluster(&mut self, at: usize) -> usize {
        let rest = &self.original[at..];
        let mut end = rest.chars().next().map_or(0, char::len_utf8);
        let marks = rest[end..].chars().take_while(|c| is_mark(*c)).take(MAX_MARKS);
        end += marks.map(char::len_utf8).sum::<usize>();
        let composed = ComposingNormalizerBorrowed::new_nfkc().normalize(&rest[..end]);
        let folded = CaseMapperBorrowed::new().fold_string(&composed);
        // Folding can undo a composition (as with dotted capital I), so compose once more.
        let folded = ComposingNormalizerBorrowed::new_nfkc().normalize(&folded);
        for c in folded.chars() {
            if c.is_whitespace() {
                self.space(at, at + end, None);
            } else if !is_invisible(c) {
                let c = simple_punctuation(c).unwrap_or(c);
                self.atom_char(at, end, han::simplified(c));
            }
        }
        at + end
    }

    fn white_space(&mut self, at: usize) -> usize {
        let rest = &self.original[at..];
        let len: usize =
            rest.chars().take_while(|c| c.is_whitespace() || *c == '\u{0085}').map(char::len_utf8).sum();
        let run = &rest[..len];
        let lines = run.matches('\n').count().max(run.matches('\r').count());
        let strength = match lines {
            0 => None,
            1 => Some(Break::Line),
            _ => Some(Break::Paragraph),
        };
        self.space(at, at + len, strength)
    }

    /// Writes one space for the original range, unless one is there already.
    fn space(&mut self, start: usize, end: usize, strength: Option<Break>) -> usize {
        if !self.out.text.is_empty() && !self.out.text.ends_with(' ') {
            self.map(start, end - start, false);
            self.out.text.push(' ');
        }
        if let Some(strength) = strength {
            self.line_start = true;
            let at = self.out.text.len() as u32;
            match self.out.breaks.last_mut() {
                Some((last, kind)) if *last == at => *kind = Break::Paragraph,
                _ => self.out.breaks.push((at, strength)),
            }
        }
        end
    }

    fn tag(&mut self, at: usize) -> usize {
        match markup::tag(&self.original[at..]) {
            Some((Tag::Inline, len)) => at + len,
            Some((Tag::Block, len)) => self.space(at, at + len, Some(Break::Paragraph)),
            Some((Tag::Line, len)) => self.space(at, at + len, Some(Break::Line)),
            None => {
                self.linear(at, at + 1);
                at + 1
            }
        }
    }

    fn entity(&mut self, at: usize) -> usize {
        match markup::entity(&self.original[at..]) {
            Some((c, len)) => self.decoded(at, len, c),
            None => {
                self.linear(at, at + 1);
                at + 1
            }
        }
    }

    fn escape(&mut self, at: usize) -> usize {
        match markup::json_escape(&self.original[at..]) {
            Some((c, len)) => self.decoded(at, len, c),
            None => {
                self.linear(at, at + 1);
                at + 1
            }
        }
    }

    /// Writes a character that an entity or escape stands for.
    fn decoded(&mut self, at: usize, len: usize, c: char) -> usize {
        if c.is_whitespace() || c.is_control() {
            return self.space(at, at + len, (c == '\n').then_some(Break::Line));
        }
        if is_invisible(c) {
            return at + len;
        }
        let c = simple_punctuation(c).unwrap_or(c);
        let mut buffer = [0; 4];
        let composed = ComposingNormalizerBorrowed::new_nfkc().normalize(c.encode_utf8(&mut buffer));
        let folded = CaseMapperBorrowed::new().fold_string(&composed);
        for c in folded.chars() {
            self.atom_char(at, len, han::simplified(c));
        }
        at + len
    }
}

/// The bytes that stand for themselves but for their case.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        plain[byte as usize] = !matches!(byte, b'<' | b'&' | b'\\');
        byte += 1;
    }
    plain
};

fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05BD}' | '\u{064B}'..='\u{065F}'
        | '\u{0E31}' | '\u{0E34}'..='\u{0E3A}' | '\u{0E47}'..='\u{0E4E}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{3099}' | '\u{309A}' | '\u{FF9E}' | '\u{FF9F}'
        | '\u{FE20}'..='\u{FE2F}')
}

/// Zero-width and direction characters, soft hyphens, variation selectors, and signs such as ® that only
/// decorate a word.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}'
        | '®' | '©' | '™')
}

fn simple_punctuation(c: char) -> Option<char> {
    Some(match c {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '＇' | '´' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '《' | '》' | '＂' | '″' | '〝'
        | '〞' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' | '﹣' => '-',
        '【' => '[',
        '】' => ']',
        '｡' => '。',
        '•' | '·' | '●' | '▪' | '◦' | '・' => '*',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(original: &str, expected: &str) {
        assert_eq!(normalise(original).text, expected, "from {original:?}");
    }

    #[test]
    fn what_people_send() {
        for (original, expected) in [
            ("Error\u{a0}5000", "error 5000"),
            ("WE’RE  sorry", "we're sorry"),
            ("ＥＲＲＯＲ：５０００", "error:5000"),
            ("Continue\u{200b} but\u{ad}ton", "continue button"),
            ("STRASSE Straße", "strasse strasse"),
            ("e\u{301}te", "éte"),
            ("無法顯示", "无法显示"),
            ("<p>403 <b>Forbid</b>den</p>", " 403 forbidden "),
            ("a &amp; b &lt;c&gt; &#53;000&nbsp;x", "a & b <c> 5000 x"),
            (r#"{"message":"unable\u0020to \"login\"\n"}"#, r#"{"message":"unable to "login" "}"#),
            ("> quoted\n> text", " quoted text"),
            ("a < b > c", "a < b > c"),
            ("Intel® Partner™", "intel partner"),
            ("wait… (5000)", "wait... (5000)"),
            ("C:\\new", "c:\\new"),
        ] {
            let expected = expected.trim_start();
            check(original, expected);
        }
    }

    #[test]
    fn spans_map_back_to_the_original() {
        for (original, word) in [
            ("您好 ＥＲＲＯＲ 5000", "error"),
            ("<b>For</b>bidden", "forbidden"),
            ("x &quot;greyed&quot; y", "greyed"),
            ("無法顯示獎勵", "显示"),
            ("a\u{200b}b\n\n\ncdef", "cdef"),
        ] {
            let normal = normalise(original);
            let at = normal.text.find(word).expect("the word is there");
            let back = normal.original(at..at + word.len());
            let again = normalise(&original[back]);
            assert_eq!(again.text, word, "from {original:?}");
        }
    }

    #[test]
    fn hostile_texts_take_linear_time() {
        let marks = "\u{301}".repeat(200_000);
        let tags = "<b ".repeat(100_000);
        let escapes = format!("{{\"{}", "\\u".repeat(100_000));
        for text in [marks, tags, escapes] {
            let normal = normalise(&text);
            assert!(normal.text.len() <= text.len() * 3);
        }
    }
}
