//! A sliding window over a byte stream, for splitters that need to see a whole record.

use std::io::{self, Read};

/// Bytes read at a time, at least.
const STEP: usize = 64 * 1024;

/// The part of a stream that was read and not yet taken.
pub struct Window {
    reader: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    /// A fault that came behind bytes which are to be looked at first.
    fault: Option<io::Error>,
}

impl Window {
    /// A window at the beginning of a stream.
    pub fn new(reader: Box<dyn Read + Send>) -> Self {
        Self { reader, buffer: Vec::new(), start: 0, ended: false, fault: None }
    }

    /// What was read and not taken.
    pub fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// Whether the stream has no more than [`Window::bytes`].
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// Reads more, at least doubling what there is, so that looking again from the start costs no more than
    /// twice the bytes.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn more(&mut self) -> io::Result<()> {
        self.fill((2 * self.bytes().len()).max(STEP))
    }

    /// Reads until there are so many bytes, or the stream ends.
    ///
    /// # Errors
    /// Those of the stream.
    pub fn fill(&mut self, wanted: usize) -> io::Result<()> {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        let missing = wanted.saturating_sub(self.buffer.len());
        if missing == 0 || self.ended {
            return Ok(());
        }
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        self.buffer.reserve(missing);
        let before = self.buffer.len();
        match self.reader.by_ref().take(missing as u64).read_to_end(&mut self.buffer) {
            Ok(read) => self.ended = read < missing,
            Err(fault) if self.buffer.len() == before => return Err(fault),
            Err(fault) => self.fault = Some(fault),
        }
        Ok(())
    }

    /// Takes bytes from the front.
    pub fn take(&mut self, length: usize) {
        self.start = (self.start + length).min(self.buffer.len());
    }
}
