//! A sliding window over a byte stream, for splitters that need to see a whole record.

use std::io::{self, Read};

/// Bytes read at a time, at least.
const STEP: usize = 64 * 1024;

/// The part of a stream that was read and not yet taken.
pub struct Window {
    reader: Box<dyn Read + Send>,
    /// Room for bytes; those from `start` to `end` were read and not taken.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    /// A fault that came behind bytes which are to be looked at first.
    fault: Option<io::Error>,
}

impl Window {
    /// A window at the beginning of a stream.
    pub fn new(reader: Box<dyn Read + Send>) -> Self {
        Self { reader, buffer: Vec::new(), start: 0, end: 0, ended: false, fault: None }
    }

    /// What was read and not taken.
    pub fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
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
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if wanted <= self.end || self.ended {
            return Ok(());
        }
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        // Room that was asked for once stays: it is given no value twice.
        if self.buffer.len() < wanted {
            self.buffer.resize(wanted, 0);
        }
        let before = self.end;
        while self.end < wanted {
            match self.reader.read(&mut self.buffer[self.end..wanted]) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(read) => self.end += read,
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                Err(fault) if self.end == before => return Err(fault),
                Err(fault) => {
                    self.fault = Some(fault);
                    break;
                }
            }
        }
        Ok(())
    }

    /// Takes bytes from the front.
    pub fn take(&mut self, length: usize) {
        self.start = (self.start + length).min(self.end);
    }
}
