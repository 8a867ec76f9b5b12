//! How a prompt looks.
//!
//! In: a prompt, and the size of the terminal. Out: lines narrower than it, and where the cursor stands among them. What
//! keys do is [`super::state`]'s.

use super::Answers;
use super::screen::Frame;
use super::state::{Prompt, Row};
use crate::render::Layout;
use crate::render::interview::filled;
use crate::render::page::{Look, Page, Run};
use crate::render::safe;

/// Choices shown at once; longer lists scroll.
pub(super) const ROWS: usize = 12;
/// Choices shown at once on the lowest terminal.
const FEWEST: usize = 1;
/// Columns before what is written.
const MARK: &str = "> ";

impl Prompt<'_> {
    /// What stays of the prompt once it is answered.
    pub(super) fn left(&self, layout: Layout) -> Vec<String> {
        let mut page = Page::new(layout);
        let body = [
            Run::new(format!("{} ", self.sheet.question), Look::Strong),
            Run::new(safe::line(&self.answer), Look::Sure),
        ];
        page.block(&[Run::plain("? ")], &[Run::plain("  ")], &body);
        page.finish().lines().map(str::to_owned).collect()
    }

    /// The prompt on a terminal of this size, below the lines that tell what remains. It is never higher than the
    /// terminal, if that has a few rows: first the list shrinks, then the explanation, then what stands above.
    pub(super) fn frame(&self, layout: Layout, height: usize, above: &str) -> Frame {
        let mut rows = ROWS;
        let mut about = if self.explained { self.sheet.about.len() } else { 0 };
        let above: Vec<String> = above.lines().map(str::to_owned).collect();
        let mut kept = above.len();
        loop {
            let mut frame = self.frame_of(layout, rows, about);
            match frame.lines.len() + kept < height {
                false if rows > FEWEST => rows -= 1,
                false if about > 0 => about -= 1,
                false if kept > 0 => kept -= 1,
                _ => {
                    frame.lines.splice(0..0, above.into_iter().take(kept));
                    frame.cursor.0 += kept;
                    return frame;
                }
            }
        }
    }

    fn frame_of(&self, layout: Layout, rows: usize, about: usize) -> Frame {
        let layout = narrower(layout);
        let mut top = Page::new(layout);
        let question = [Run::new(self.sheet.question.clone(), Look::Strong)];
        top.block(&[Run::plain("? ")], &[Run::plain("  ")], &question);
        let mut lines: Vec<String> = top.finish().lines().map(str::to_owned).collect();
        let room = layout.width.saturating_sub(MARK.len() + 1).max(8);
        let scroll = self.line.visual_scroll(room);
        lines.push(format!("{MARK}{}", window(self.line.value(), scroll, room)));
        let column = MARK.len() + self.line.visual_cursor().saturating_sub(scroll);
        let cursor = (lines.len() - 1, column);
        let mut below = Page::new(layout);
        if let Some(problem) = &self.problem {
            below.indented(2, &[Run::new(safe::line(problem), Look::Not)]);
        }
        self.list(&mut below, rows);
        let words = self.words();
        let keys = match &self.sheet.answers {
            Answers::One(_) => words.keys_one,
            Answers::Many(_) => words.keys_many,
            Answers::Open(wanted) => {
                if !self.problem.as_ref().is_some_and(|problem| problem.contains(wanted.as_str())) {
                    below.indented(2, &[Run::plain(wanted.clone())]);
                }
                words.keys_open
            }
        };
        explain(&mut below, self.sheet.about.iter().take(about));
        below.indented(2, &[Run::new(keys, Look::Quiet)]);
        lines.extend(below.finish().lines().map(str::to_owned));
        Frame { lines, cursor }
    }

    /// The choices around the marked row, under the names of their groups, and below them whatever else may be said.
    fn list(&self, page: &mut Page, rows: usize) {
        let fitting = self.fitting();
        if fitting.is_empty() && !self.rows.is_empty() && self.problem.is_none() {
            page.indented(2, &[Run::plain(filled(self.words().no_choice, self.line.value()))]);
        }
        let choices = fitting.iter().filter(|row| matches!(row, Row::Choice(_))).count();
        let start = self.at.saturating_sub(rows / 2).min(choices.saturating_sub(rows));
        let end = (start + rows).min(choices);
        let mut group = "";
        for (number, row) in fitting.iter().enumerate() {
            let Row::Choice(at) = row else {
                self.row(page, number, *row, false);
                continue;
            };
            if (start..end).contains(&number) {
                let named = self.choice(*at).map_or("", |choice| choice.group.as_str());
                if named != group {
                    page.indented(2, &[Run::new(named, Look::Quiet)]);
                }
                group = named;
                let more = (number == start && start > 0) || (number + 1 == end && end < choices);
                self.row(page, number, *row, more);
            }
            let hidden = self.choices().len().saturating_sub(choices);
            if number + 1 == choices && hidden > 0 && self.line.value().is_empty() {
                let words = filled(self.words().more_by_typing, &hidden.to_string());
                page.indented(2, &[Run::new(words, Look::Quiet)]);
            }
        }
    }

    fn row(&self, page: &mut Page, number: usize, row: Row, more: bool) {
        let mark = match (number == self.at, more) {
            (true, _) => "→ ",
            (_, true) => "… ",
            _ => "  ",
        };
        let many = matches!(self.sheet.answers, Answers::Many(_));
        let tick = match row {
            Row::Choice(at) if many && self.ticked.contains(&at) => "[x] ",
            Row::Choice(_) if many => "[ ] ",
            Row::Choice(at) if self.choice(at).is_some_and(|choice| !choice.group.is_empty()) => "  ",
            Row::Choice(_) => "",
            _ => "· ",
        };
        let first = format!("{mark}{tick}");
        let look = if number == self.at { Look::Strong } else { Look::Plain };
        let rest = " ".repeat(mark.chars().count() + tick.chars().count());
        page.block(&[Run::new(first, look)], &[Run::plain(rest)], &[Run::new(self.label(row), look)]);
    }
}

/// A line that reaches the edge leaves some terminals' cursor on the next one.
pub(super) fn narrower(layout: Layout) -> Layout {
    Layout { width: layout.width.saturating_sub(1), ..layout }
}

/// What a question is for.
pub(super) fn explain<'a>(page: &mut Page, about: impl Iterator<Item = &'a String>) {
    for line in about {
        page.block(&[Run::plain("  │ ")], &[Run::plain("  │   ")], &[Run::plain(line.clone())]);
    }
}

/// The part of a line that stands in the columns from `scroll` on.
fn window(line: &str, scroll: usize, room: usize) -> String {
    use unicode_width::UnicodeWidthChar;
    let mut at = 0;
    let mut out = String::new();
    for c in line.chars() {
        let width = c.width().unwrap_or(0);
        if at >= scroll && at + width <= scroll + room {
            out.push(c);
        }
        at += width;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::state::tests::sheet;
    use super::*;
    use crate::lang::Lang;
    use crate::render::interview::prompt_words;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn no_line_is_wider_than_the_terminal_and_no_word_is_broken() {
        for (answers, lang) in
            [(Answers::One as fn(_) -> _, Lang::En), (Answers::Many, Lang::Id), (Answers::Many, Lang::Zh)]
        {
            for width in [40, 60, 80] {
                let sheet = sheet(answers);
                let mut prompt = Prompt::new(&sheet, prompt_words(lang), false);
                prompt.complain("“soon” cannot be taken.".to_owned());
                prompt.explained = true;
                let frame = prompt.frame(Layout { width, colour: false }, 40, "");
                let whole = frame.lines.join("\n");
                assert!(frame.lines.iter().all(|line| line.width() < width), "{whole}");
                for word in sheet.question.split(' ').chain(["Delegate", "Admin"]) {
                    assert!(whole.contains(word), "{word}: {whole}");
                }
                assert!(frame.lines[frame.cursor.0].starts_with(MARK), "{whole}");
            }
        }
        let sheet = sheet(Answers::Many);
        let mut prompt = Prompt::new(&sheet, prompt_words(Lang::En), false);
        prompt.explained = true;
        let frame = prompt.frame(Layout { width: 40, colour: false }, 14, "one\ntwo");
        assert!(frame.lines.len() < 14, "{:?}", frame.lines);
        let frame = prompt.frame(Layout { width: 80, colour: false }, 40, "one\ntwo");
        assert_eq!(frame.lines[..2], ["one", "two"]);
        assert!(frame.lines[frame.cursor.0].starts_with(MARK), "{:?}", frame.lines);
    }

    /// As an agent sees a long list: the groups once, what else may be said always in sight.
    #[test]
    fn a_long_list_keeps_its_groups_and_its_end_in_sight() {
        let mut sheet = sheet(Answers::One);
        let Answers::One(choices) = &mut sheet.answers else { unreachable!("one of these") };
        let first = choices[0].clone();
        choices.clear();
        for number in 0..40 {
            let group = if number < 3 { "Points" } else { "Plans" };
            choices.push(crate::render::interview::Choice {
                label: format!("Symptom {number}"),
                group: group.to_owned(),
                ..first.clone()
            });
        }
        let mut prompt = Prompt::new(&sheet, prompt_words(Lang::En), true);
        prompt.at = 4;
        let frame = prompt.frame(Layout { width: 60, colour: false }, 16, "");
        insta::assert_snapshot!(frame.lines.join("\n"), @r"
        ? Which roles does this contact have in the partner
          programme of the company?
        > 
          Points
        …   Symptom 2
          Plans
            Symptom 3
        →   Symptom 4
            Symptom 5
        …   Symptom 6
          · none of these
          · don't know
          · stop and show the answer
          ↑↓ or type to find, Enter takes it, ? explains, Esc goes
          back
        ");
    }
}
