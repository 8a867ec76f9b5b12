//! The terminal while a prompt is open.
//!
//! In: the lines to show and where the cursor stands among them. Out: keys. Raw mode lasts as long as a [`Screen`] does
//! and ends however the prompt ends.

use crossterm::cursor::{MoveToColumn, MoveUp, Show};
use crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event};
use crossterm::style::Print;
use crossterm::terminal::{self, Clear, ClearType};
use crossterm::{execute, queue};
use std::io::{self, Write, stderr};

/// A terminal in raw mode, with a frame of lines that is drawn again and again.
pub(super) struct Screen {
    /// Lines of the frame above the cursor.
    above: u16,
}

/// What a frame shows.
pub(super) struct Frame {
    /// Its lines, each narrower than the terminal.
    pub(super) lines: Vec<String>,
    /// Line and column of the cursor.
    pub(super) cursor: (usize, usize),
}

impl Screen {
    /// Takes the terminal.
    pub(super) fn open() -> io::Result<Self> {
        terminal::enable_raw_mode()?;
        let screen = Self { above: 0 };
        execute!(stderr(), EnableBracketedPaste)?;
        Ok(screen)
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> (usize, usize) {
        // A terminal that tells no size tells zero.
        let (columns, rows) = terminal::size().unwrap_or((80, 24));
        let told = |size: u16, usual: usize| if size == 0 { usual } else { usize::from(size) };
        (told(columns, 80), told(rows, 24))
    }

    /// Draws a frame over the one before.
    pub(super) fn draw(&mut self, frame: &Frame) -> io::Result<()> {
        let mut out = stderr().lock();
        self.home(&mut out)?;
        queue!(out, Print(frame.lines.join("\r\n")))?;
        let (row, column) = (small(frame.cursor.0), small(frame.cursor.1));
        let last = small(frame.lines.len().saturating_sub(1));
        if last > row {
            queue!(out, MoveUp(last - row))?;
        }
        queue!(out, MoveToColumn(column))?;
        self.above = row;
        out.flush()
    }

    /// Takes the frame away and leaves these lines in its place.
    pub(super) fn close(mut self, left: &[String]) -> io::Result<()> {
        let mut out = stderr().lock();
        self.home(&mut out)?;
        for line in left {
            queue!(out, Print(line), Print("\r\n"))?;
        }
        out.flush()
    }

    /// The next key, paste or change of size.
    pub(super) fn read(&self) -> io::Result<Event> {
        event::read()
    }

    fn home(&mut self, out: &mut impl Write) -> io::Result<()> {
        if self.above > 0 {
            queue!(out, MoveUp(self.above))?;
        }
        self.above = 0;
        queue!(out, MoveToColumn(0), Clear(ClearType::FromCursorDown))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Puts the terminal back as it was; nothing happens where it was never taken.
pub(super) fn give_back() {
    if terminal::is_raw_mode_enabled().unwrap_or(false) {
        _ = execute!(stderr(), DisableBracketedPaste, Show);
        _ = terminal::disable_raw_mode();
    }
}

fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
