//! Unpacking of `.gz` and `.zst`, told by the first bytes and not by the name.
//!
//! Streams of several members are one. What unpacks to absurdly more than it is stored as is no export, and ends
//! with an error before it has cost much time; memory is bounded in any case.

use super::decode::Bytes;
use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// So many times its stored size an export may unpack to, beyond [`FREE`].
const MOST: u64 = 400;
/// So many bytes are never too much.
const FREE: u64 = 256 * 1024 * 1024;

/// The first bytes of a stream, and what comes behind them.
///
/// # Errors
/// Those of the stream that come before any byte; one that comes later stays where it is.
pub fn head(mut reader: Bytes, length: usize) -> io::Result<(Vec<u8>, Bytes)> {
    let mut head = Vec::with_capacity(length);
    match reader.by_ref().take(length as u64).read_to_end(&mut head) {
        Ok(_) => Ok((head, reader)),
        Err(fault) if head.is_empty() => Err(fault),
        Err(fault) => Ok((head, broken_off(fault))),
    }
}

/// A stream that has nothing more than a fault.
pub fn broken_off(fault: io::Error) -> Bytes {
    struct Fault(Option<io::Error>);
    impl Read for Fault {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            self.0.take().map_or(Ok(0), Err)
        }
    }
    Box::new(Fault(Some(fault)))
}

/// How files begin that hold tickets in no way that is read, and what to do about them.
const FOREIGN: [(&[u8], &str); 7] = [
    (b"PK\x03\x04", "it is a zip archive or a workbook; unpack it, or save the sheet as CSV"),
    (b"\xd0\xcf\x11\xe0", "it is a workbook of an old kind; save the sheet as CSV"),
    (b"%PDF-", "it is a PDF; export the tickets as CSV or JSON"),
    (b"\xfd7zXZ", "it is packed as .xz; unpack it first"),
    (b"BZh91AY&SY", "it is packed as .bz2; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "it is packed as .7z; unpack it first"),
    (b"Rar!\x1a\x07", "it is packed as .rar; unpack it first"),
];
/// The longest beginning of [`FOREIGN`].
const SIGN: usize = 10;

/// Unpacks a stream if it is packed.
///
/// # Errors
/// Those of the stream.
pub fn open(stored: Bytes) -> io::Result<Bytes> {
    let (head, stored) = head(stored, SIGN)?;
    let packed = |whole: Bytes| {
        let taken = Arc::new(AtomicU64::new(0));
        (Counted { inner: whole, taken: Arc::clone(&taken) }, taken)
    };
    let gzip = head.starts_with(&[0x1f, 0x8b]);
    let zstd = head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
        || matches!(head.as_slice(), [first, 0x2a, 0x4d, 0x18, ..] if first & 0xf0 == 0x50);
    let foreign = FOREIGN.iter().find(|(sign, _)| head.starts_with(sign));
    let whole: Bytes = Box::new(Cursor::new(head).chain(stored));
    if gzip {
        let (counted, taken) = packed(whole);
        let inner: Bytes = Box::new(Gzip { member: Some(GzDecoder::new(BufReader::new(counted))) });
        return Ok(Box::new(Bounded { inner, taken, given: 0 }));
    }
    if zstd {
        let (counted, taken) = packed(whole);
        let source = BufReader::new(Box::new(counted) as Bytes);
        let inner: Bytes = Box::new(Zstd { source, decoder: FrameDecoder::new(), inside: false });
        return Ok(Box::new(Bounded { inner, taken, given: 0 }));
    }
    if let Some((_, what)) = foreign {
        return Err(io::Error::new(io::ErrorKind::InvalidData, *what));
    }
    Ok(whole)
}

/// Counts what is taken from a stream.
struct Counted {
    inner: Bytes,
    taken: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.taken.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// An unpacked stream that may not grow without bound.
struct Bounded {
    inner: Bytes,
    taken: Arc<AtomicU64>,
    given: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer).map_err(|error| {
            // Inside what was already opened an end is one too early.
            let what = match error.kind() {
                io::ErrorKind::UnexpectedEof => "the packed file is cut short; fetch it again".to_owned(),
                _ => format!("the packed file is damaged ({error}); fetch it again"),
            };
            io::Error::new(io::ErrorKind::InvalidData, what)
        })?;
        self.given += read as u64;
        if self.given > FREE + MOST * self.taken.load(Ordering::Relaxed) {
            let what =
                format!("the packed file unpacks to more than {MOST} times its size, which no export does");
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        Ok(read)
    }
}

/// A stream of gzip members.
struct Gzip {
    /// The one that is read; none behind the last.
    member: Option<GzDecoder<BufReader<Counted>>>,
}

impl Read for Gzip {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let read = member.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            self.member = self.member.take().map(GzDecoder::into_inner).map_or(Ok(None), next_member)?;
        }
        Ok(0)
    }
}

/// The member behind another. What fills a block up with zeros, as on tapes, is none.
fn next_member<R: BufRead>(mut rest: R) -> io::Result<Option<GzDecoder<R>>> {
    loop {
        let ready = rest.fill_buf()?;
        let zeros = ready.iter().take_while(|byte| **byte == 0).count();
        if ready.is_empty() {
            return Ok(None);
        }
        let is_all = zeros == ready.len();
        rest.consume(zeros);
        if !is_all {
            return Ok(Some(GzDecoder::new(rest)));
        }
    }
}

/// A stream of Zstandard frames.
struct Zstd {
    source: BufReader<Bytes>,
    decoder: FrameDecoder,
    inside: bool,
}

impl Read for Zstd {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.inside {
                if self.source.fill_buf()?.is_empty() {
                    return Ok(0);
                }
                self.frame()?;
                continue;
            }
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(buffer);
            }
            if self.decoder.is_finished() {
                let (stored, found) =
                    (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum());
                if stored.is_some() && stored != found {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "a checksum does not match"));
                }
                self.inside = false;
                continue;
            }
            let decoded = self.decoder.decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1));
            decoded.map_err(|error| self.cause(error))?;
        }
    }
}

impl Zstd {
    /// Begins the next frame, or passes over one that holds no data.
    fn frame(&mut self) -> io::Result<()> {
        match self.decoder.reset(&mut self.source) {
            Ok(()) => {
                self.inside = true;
                Ok(())
            }
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length, ..
            })) => {
                let skipped = io::copy(&mut self.source.by_ref().take(u64::from(length)), &mut io::sink())?;
                if skipped < u64::from(length) {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                Ok(())
            }
            Err(error) => Err(self.cause(error)),
        }
    }

    fn cause(&mut self, error: FrameDecoderError) -> io::Error {
        match self.source.fill_buf() {
            Ok([]) => io::ErrorKind::UnexpectedEof.into(),
            _ => io::Error::other(error),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test stops at the first surprise")]

    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        compress_to_vec(bytes, CompressionLevel::Fastest)
    }

    fn unpacked(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
        let mut reader = open(Box::new(Cursor::new(bytes))).map_err(|error| error.to_string())?;
        let mut text = Vec::new();
        reader.read_to_end(&mut text).map_err(|error| error.to_string())?;
        Ok(text)
    }

    #[test]
    fn several_members_are_one_text() {
        let text: Vec<u8> = (0..200_000_u32).flat_map(|n| (n % 977).to_string().into_bytes()).collect();
        let (first, second) = text.split_at(text.len() / 3);
        for pack in [gzip, zstd] {
            assert_eq!(unpacked(pack(&text)), Ok(text.clone()));
            assert_eq!(unpacked([pack(first), pack(second)].concat()), Ok(text.clone()));
        }
        let skipped = [&[0x5a, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9], zstd(b"x").as_slice()].concat();
        assert_eq!(unpacked(skipped), Ok(b"x".to_vec()));
        for zeros in [1, 511, 70_000] {
            let padded = [gzip(first), vec![0; zeros], gzip(second), vec![0; zeros]].concat();
            assert_eq!(unpacked(padded), Ok(text.clone()), "{zeros}");
        }
        let more = unpacked([gzip(b"x").as_slice(), b"\0y"].concat());
        assert!(more.is_err_and(|error| error.starts_with("the packed file is")));
        assert_eq!(unpacked(b"as it is".to_vec()), Ok(b"as it is".to_vec()));
        assert_eq!(unpacked(Vec::new()), Ok(Vec::new()));
    }

    #[test]
    fn what_is_damaged_is_an_error() {
        let text: Vec<u8> = (0..50_000_u32).flat_map(|n| (n * n % 977).to_string().into_bytes()).collect();
        for pack in [gzip, zstd] {
            let whole = pack(&text);
            for length in [5, whole.len() / 2, whole.len() - 1] {
                let error = unpacked(whole[..length].to_vec()).expect_err("it is cut short");
                assert_eq!(error, "the packed file is cut short; fetch it again", "{length}");
            }
        }
        for (sign, what) in FOREIGN {
            assert_eq!(unpacked([sign, b"..."].concat()), Err(what.to_owned()));
            assert!(sign.len() <= SIGN);
        }
    }

    #[test]
    fn a_bomb_ends_early() {
        let bomb = gzip(&vec![b'a'; 600_000_000]);
        let mut reader = open(Box::new(Cursor::new(bomb))).expect("it opens");
        let (mut sum, mut buffer) = (0_u64, vec![0; 1 << 16]);
        let error = loop {
            match reader.read(&mut buffer) {
                Ok(0) => break "none".to_owned(),
                Ok(read) => sum += read as u64,
                Err(error) => break error.to_string(),
            }
        };
        assert!(error.contains("no export does"), "{error} after {sum}");
    }
}
