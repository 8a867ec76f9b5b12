//! Lays out runs of text in columns.
//!
//! In: runs of safe text with a look, and prefixes for the first and the following lines. Out: lines no wider
//! than the page where a break is possible, East Asian characters counted as two columns. Breaks are those of
//! Unicode's line breaking, so Chinese needs no spaces and no line starts with a comma.

use anstyle::{AnsiColor, Style};
use icu_segmenter::{LineSegmenter, options::LineBreakOptions};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How wide and how colourful the reader's screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Columns of the screen. Prose stays below 100 columns however wide it is.
    pub width: usize,
    /// Whether colours and other escape sequences are welcome.
    pub colour: bool,
}

/// What a run of text is, which decides its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Ordinary text.
    Plain,
    /// A heading or a title.
    Strong,
    /// Ids and other small print.
    Quiet,
    /// Evidence in a quoted text.
    Mark,
    /// Confirmed, true, passed.
    Sure,
    /// Possible, unknown.
    Open,
    /// Ruled out, false, failed.
    Not,
    /// For the agent only.
    Private,
}

impl Look {
    fn style(self) -> Style {
        match self {
            Look::Plain => Style::new(),
            Look::Strong => Style::new().bold(),
            Look::Quiet => Style::new().dimmed(),
            Look::Mark => Style::new().bold().underline(),
            Look::Sure => Style::new().bold().fg_color(Some(AnsiColor::Green.into())),
            Look::Open => Style::new().bold().fg_color(Some(AnsiColor::Yellow.into())),
            Look::Not => Style::new().fg_color(Some(AnsiColor::Red.into())),
            Look::Private => Style::new().bold().fg_color(Some(AnsiColor::Magenta.into())),
        }
    }
}

/// A stretch of text with one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The text, already safe to show.
    pub text: String,
    /// Its look.
    pub look: Look,
}

impl Run {
    /// A run.
    pub fn new(text: impl Into<String>, look: Look) -> Self {
        Self { text: text.into(), look }
    }

    /// An ordinary run.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Look::Plain)
    }
}

/// A page that grows from top to bottom.
#[derive(Debug)]
pub struct Page {
    layout: Layout,
    out: String,
}

impl Page {
    /// An empty page.
    pub fn new(layout: Layout) -> Self {
        let width = layout.width.clamp(24, 96);
        Self { layout: Layout { width, ..layout }, out: String::new() }
    }

    /// The finished text.
    pub fn finish(self) -> String {
        self.out
    }

    /// Whether the page shows colours.
    pub fn colour(&self) -> bool {
        self.layout.colour
    }

    /// One empty line, except at the top.
    pub fn gap(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    /// Wraps `body`: its first line stands after `first`, every other after `rest`.
    pub fn block(&mut self, first: &[Run], rest: &[Run], body: &[Run]) {
        let used = columns(first).max(columns(rest));
        let width = self.layout.width.saturating_sub(used).max(16);
        for (number, line) in wrap(body, width).iter().enumerate() {
            self.line(if number == 0 { first } else { rest }, line);
        }
    }

    /// Wraps a body under an indent of spaces.
    pub fn indented(&mut self, indent: usize, body: &[Run]) {
        let prefix = [Run::plain(" ".repeat(indent))];
        self.block(&prefix, &prefix, body);
    }

    fn line(&mut self, prefix: &[Run], body: &[Run]) {
        for run in prefix.iter().chain(body) {
            let style = run.look.style();
            if self.layout.colour && style != Style::new() && !run.text.trim().is_empty() {
                self.out.push_str(&format!("{style}{}{style:#}", run.text));
            } else {
                self.out.push_str(&run.text);
            }
        }
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
    }
}

fn columns(runs: &[Run]) -> usize {
    runs.iter().map(|run| run.text.width()).sum()
}

/// Breaks runs into lines of at most `width` columns; line breaks in the text are kept.
pub fn wrap(runs: &[Run], width: usize) -> Vec<Vec<Run>> {
    let whole: String = runs.iter().map(|run| run.text.as_str()).collect();
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in whole.split_inclusive('\n') {
        for (from, to) in break_paragraph(paragraph, width) {
            lines.push(cut(runs, start + from, start + to));
        }
        start += paragraph.len();
    }
    lines
}

/// Byte ranges of the lines of a paragraph, without the spaces at their ends.
fn break_paragraph(paragraph: &str, width: usize) -> Vec<(usize, usize)> {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let breaks = segmenter.segment_str(paragraph).filter(|&at| at > 0 && !inside_a_name(paragraph, at));
    let mut lines = Vec::new();
    let (mut line, mut end) = (0, 0);
    let visible = |from: usize, to: usize| paragraph[from..to].trim_end();
    for to in breaks {
        if visible(line, to).width() > width && end > line {
            lines.push((line, line + visible(line, end).len()));
            line = end;
        }
        while visible(line, to).width() > width {
            let cut = line + longest_prefix(&paragraph[line..to], width);
            lines.push((line, cut));
            line = cut;
        }
        end = to;
    }
    if line < end || lines.is_empty() {
        lines.push((line, line + visible(line, end).len()));
    }
    lines
}

/// Whether a break here would tear an id, an option or a path such as `intel-points/forbidden-403` apart.
fn inside_a_name(paragraph: &str, at: usize) -> bool {
    let (before, after) = paragraph.split_at(at);
    let part_of_name = |c: char| c.is_ascii_graphic();
    before.ends_with(part_of_name) && after.starts_with(part_of_name)
}

/// Length in bytes of the longest start that fits, at least one character.
fn longest_prefix(text: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > width && at > 0 {
            return at;
        }
    }
    text.len()
}

/// The runs between two byte positions of their concatenation.
fn cut(runs: &[Run], from: usize, to: usize) -> Vec<Run> {
    let mut line = Vec::new();
    let mut start = 0;
    for run in runs {
        let end = start + run.text.len();
        let (a, b) = (from.max(start), to.min(end));
        if a < b {
            line.push(Run::new(&run.text[a - start..b - start], run.look));
        }
        start = end;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, width: usize) -> Vec<String> {
        let wrapped = wrap(&[Run::plain(text)], width);
        wrapped.iter().map(|line| line.iter().map(|run| run.text.as_str()).collect()).collect()
    }

    #[test]
    fn breaks_at_spaces_and_between_ideographs() {
        assert_eq!(lines("clear the cache and reload", 12), ["clear the", "cache and", "reload"]);
        assert_eq!(lines("请检查请求参数，然后重新发送。", 14), ["请检查请求参", "数，然后重新发", "送。"]);
        assert_eq!(lines("see pack/my-cause now", 14), ["see", "pack/my-cause", "now"]);
        assert_eq!(lines("one\ntwo", 20), ["one", "two"]);
        assert_eq!(lines("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(lines("", 3), Vec::<String>::new());
    }

    #[test]
    fn a_look_survives_a_break() {
        let runs = [Run::plain("see "), Run::new("No options at all", Look::Mark), Run::plain(" here")];
        let mut page = Page::new(Layout { width: 24, colour: true });
        page.indented(10, &runs);
        insta::assert_snapshot!(page.finish().replace('\u{1b}', "ESC"), @r"
        see ESC[1mESC[4mNo optionsESC[0m
        ESC[1mESC[4mat allESC[0m here
        ");
    }

    proptest! {
        #[test]
        fn no_text_is_lost_and_no_line_too_wide(text in "[a-c中文，。 «»\n]{0,60}", width in 2usize..20) {
            let lines = lines(&text, width);
            let squash = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squash(&lines.concat()), squash(&text));
            prop_assert!(lines.iter().all(|line| line.width() <= width), "{:?}", lines);
        }
    }
}
