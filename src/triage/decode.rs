//! From stored bytes to text in UTF-8: unpacking, and the encoding.
//!
//! Goes in: a stream as it lies on the disk. Comes out: a stream of UTF-8, in which invalid bytes may be left for
//! the reader of a record to replace and count. The encoding is told by a byte order mark, then by the pattern of
//! zero bytes (UTF-16 without a mark), then by the first part that is not ASCII. Nothing is held but that part.

use super::unpack;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, Cursor, Read};
use std::sync::{Arc, OnceLock};

/// A stream of bytes.
pub type Bytes = Box<dyn Read + Send>;
/// The name of an encoding, once it is known that it is not UTF-8.
pub type Told = Arc<OnceLock<&'static str>>;

/// How much of a text decides its encoding, from the first byte that is not ASCII.
const SAMPLE: usize = 64 * 1024;
const CHUNK: usize = 64 * 1024;
/// How much decides between UTF-8 and UTF-16.
const HEAD: usize = 4096;

/// Unpacks a stream and makes it UTF-8. Without an encoding it is found out.
///
/// # Errors
/// Those of the stream.
pub fn open(stored: Bytes, encoding: Option<&'static Encoding>) -> io::Result<(Bytes, Told)> {
    let told = Told::default();
    let (head, plain) = unpack::head(unpack::open(stored)?, HEAD)?;
    let wide = encoding.or_else(|| Encoding::for_bom(&head).map(|found| found.0)).or_else(|| wide(&head));
    let whole: Bytes = Box::new(Cursor::new(head).chain(plain));
    let reader: Bytes = match wide {
        Some(encoding) if encoding == UTF_8 => whole,
        Some(encoding) => {
            _ = told.set(encoding.name());
            Box::new(Transcode::new(whole, encoding))
        }
        None => Box::new(Guess {
            inner: whole,
            ready: Vec::new(),
            at: 0,
            state: State::Ascii,
            told: Arc::clone(&told),
        }),
    };
    Ok((reader, told))
}

/// UTF-16 without a byte order mark: commas, quotes, spaces and line ends are a zero beside their byte.
fn wide(head: &[u8]) -> Option<&'static Encoding> {
    // Text of a few zeros is that; what reads as UTF-8 and is UTF-16 is ASCII, and half of it zeros.
    let narrow = head.utf8_chunks().next().is_none_or(|first| first.valid().len() + 4 > head.len());
    if narrow && 4 * head.iter().filter(|byte| **byte == 0).count() < head.len() {
        return None;
    }
    let (mut little, mut big) = (0_usize, 0_usize);
    for unit in head.chunks_exact(2) {
        let plain = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
        little += usize::from(plain(unit[0]) && unit[1] == 0);
        big += usize::from(unit[0] == 0 && plain(unit[1]));
    }
    let enough = (head.len() / 80).max(2);
    if little >= enough && little > 8 * big {
        Some(UTF_16LE)
    } else if big >= enough && big > 8 * little {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A stream in another encoding, as UTF-8.
struct Transcode {
    inner: Bytes,
    decoder: Decoder,
    input: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Transcode {
    fn new(inner: Bytes, encoding: &'static Encoding) -> Self {
        // GB18030 reads all that GBK does, and more.
        let encoding = if encoding == GBK { GB18030 } else { encoding };
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, input: vec![0; CHUNK], ready: Vec::new(), at: 0, ended: false }
    }
}

impl Read for Transcode {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.ended {
            let read = self.inner.read(&mut self.input)?;
            self.ended = read == 0;
            let room = self.decoder.max_utf8_buffer_length(read).unwrap_or(4 * CHUNK);
            self.ready.resize(room, 0);
            let (_, _, written, _) =
                self.decoder.decode_to_utf8(&self.input[..read], &mut self.ready, self.ended);
            self.ready.truncate(written);
            self.at = 0;
        }
        Ok(hand_over(&self.ready, &mut self.at, buffer))
    }
}

/// A stream whose encoding shows with its first byte that is not ASCII.
struct Guess {
    inner: Bytes,
    ready: Vec<u8>,
    at: usize,
    state: State,
    told: Told,
}

enum State {
    Ascii,
    Raw,
    Other(Box<Transcode>),
}

impl Read for Guess {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at < self.ready.len() {
            return Ok(hand_over(&self.ready, &mut self.at, buffer));
        }
        match &mut self.state {
            State::Raw => return self.inner.read(buffer),
            State::Other(transcode) => return transcode.read(buffer),
            State::Ascii => {}
        }
        let read = self.inner.read(buffer)?;
        let own = buffer.get(..read).unwrap_or_default();
        if own.is_ascii() {
            return Ok(read);
        }
        self.ready.clear();
        self.ready.extend_from_slice(own);
        self.at = 0;
        if let Some(first) = self.ready.iter().position(|byte| !byte.is_ascii()) {
            self.decide(first)?;
        }
        Ok(hand_over(&self.ready, &mut self.at, buffer))
    }
}

impl Guess {
    fn decide(&mut self, first: usize) -> io::Result<()> {
        let missing = (first + SAMPLE).saturating_sub(self.ready.len());
        let read = self.inner.by_ref().take(missing as u64).read_to_end(&mut self.ready);
        let read = read.unwrap_or_else(|fault| {
            self.inner = unpack::broken_off(fault);
            0
        });
        let sample = &self.ready[first..self.ready.len().min(first + SAMPLE)];
        if is_utf8(sample) {
            self.state = State::Raw;
            return Ok(());
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(sample, read < missing);
        let encoding = detector.guess(None, Utf8Detection::Deny);
        _ = self.told.set(if encoding == GBK { GB18030.name() } else { encoding.name() });
        let rest = self.ready.split_off(first);
        let inner = std::mem::replace(&mut self.inner, Box::new(io::empty()));
        self.state =
            State::Other(Box::new(Transcode::new(Box::new(Cursor::new(rest).chain(inner)), encoding)));
        if self.ready.is_empty() {
            // Nothing was ASCII: the caller must not take that for the end.
            let mut start = vec![0; CHUNK];
            if let State::Other(transcode) = &mut self.state {
                let read = transcode.read(&mut start)?;
                start.truncate(read);
            }
            (self.ready, self.at) = (start, 0);
        }
        Ok(())
    }
}

/// Whether a sample is meant as UTF-8: a damaged place here and there does not make it something else.
fn is_utf8(sample: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // Java and some databases write each half of a pair (an emoji, say) as three bytes of its own.
    let half = |three: &&[u8]| matches!(three, [0xED, 0xA0..=0xBF, 0x80..=0xBF]);
    let halves = sample.windows(3).filter(half).count();
    let (good, bad) = (good + halves, bad.saturating_sub(3 * halves));
    // The sample may end inside a character.
    bad <= 1 + good / 8 && good > 0 || bad == 0
}

fn hand_over(ready: &[u8], at: &mut usize, buffer: &mut [u8]) -> usize {
    let rest = &ready[*at..];
    let length = rest.len().min(buffer.len());
    buffer[..length].copy_from_slice(&rest[..length]);
    *at += length;
    length
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

    use super::*;

    /// Gives a few bytes at a time, as a slow pipe does.
    struct Slow(Cursor<Vec<u8>>, usize);

    impl Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(self.1);
            self.0.read(&mut buffer[..most])
        }
    }

    const TEXT: &str =
        "编号,描述\r\n1,继续按钮点不了，一直显示错误代码 5000\r\n2,\"积分无法兑换, 请尽快处理\"\r\n";

    fn check(bytes: Vec<u8>, expected: &str, name: Option<&str>) {
        for chunk in [1, 7, 1 << 20] {
            let (mut reader, told) =
                open(Box::new(Slow(Cursor::new(bytes.clone()), chunk)), None).expect("it opens");
            let mut text = Vec::new();
            reader.read_to_end(&mut text).expect("it reads");
            assert_eq!(String::from_utf8_lossy(&text), expected);
            assert_eq!(told.get().copied(), name);
        }
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn encodings_are_told_apart() {
        check(TEXT.into(), TEXT, None);
        check(b"id,text\n1,plain\n".into(), "id,text\n1,plain\n", None);
        check(Vec::new(), "", None);
        check(GB18030.encode(TEXT).0.into_owned(), TEXT, Some("gb18030"));
        check(
            b"id,text\n1,caf\xe9 cr\xe8me d\xe9j\xe0 vu\n".into(),
            "id,text\n1,café crème déjà vu\n",
            Some("windows-1252"),
        );
        for text in [TEXT, "id,text\n1,plain words\n"] {
            check(utf16(text, u16::to_le_bytes), text, Some("UTF-16LE"));
            check(utf16(text, u16::to_be_bytes), text, Some("UTF-16BE"));
            check(utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), text, Some("UTF-16LE"));
        }
        // A zero here and there is no sign of UTF-16.
        for text in ["id,text\n1,a\0b and more of it\n", "id,text\n1,error\x005000 again\n\0\0\0\n3,积\n"] {
            check(text.into(), text, None);
        }
    }

    #[test]
    fn one_bad_byte_does_not_change_the_encoding() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.extend_from_slice(b"3,\xff\n");
        check(bytes, &format!("{TEXT}3,\u{fffd}\n"), None);
        let halves = "\u{fffd}".repeat(6);
        check(b"id,text\n1,\xed\xa0\xbd\xed\xb8\x80\n".into(), &format!("id,text\n1,{halves}\n"), None);
    }
}
