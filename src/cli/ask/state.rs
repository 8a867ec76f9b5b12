//! A prompt: what its keys do, and how it looks.
//!
//! In: a question with its answers, then keys. Out: lines to show, and how it was ended. Knows no terminal. Lines are
//! edited as shells do it: Ctrl-A, Ctrl-E, Ctrl-U, Ctrl-W, Ctrl-K, Home, End, Delete.

use super::screen::Frame;
use super::understand::{fits, names, plain};
use super::{Answers, Sheet};
use crate::render::Layout;
use crate::render::interview::{InterviewPhrases, filled};
use crate::render::page::{Look, Page, Run};
use crate::render::safe;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::collections::BTreeSet;
use tui_input::{Input, InputRequest};

/// Rows shown at once; longer lists scroll.
const ROWS: usize = 12;
/// Rows shown at once on the lowest terminal.
const FEWEST: usize = 3;
/// Columns before what is written.
const MARK: &str = "> ";

/// How a prompt was ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Done {
    /// These choices.
    Picked(Vec<usize>),
    /// A line, to be understood.
    Written(String),
    NoneOfThese,
    DontKnow,
    Back,
    Stop,
    BrokenOff,
}

/// A row of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Choice(usize),
    NoneOfThese,
    DontKnow,
    Back,
    Stop,
}

/// A prompt under way.
pub(super) struct Prompt<'a> {
    sheet: &'a Sheet,
    words: &'static InterviewPhrases,
    rows: Vec<Row>,
    line: Input,
    /// Which of the rows that fit is marked.
    at: usize,
    ticked: BTreeSet<usize>,
    problem: Option<String>,
    answer: String,
}

impl<'a> Prompt<'a> {
    pub(super) fn new(sheet: &'a Sheet, words: &'static InterviewPhrases, first: bool) -> Self {
        let mut rows = Vec::new();
        if let Answers::One(choices) | Answers::Many(choices) = &sheet.answers {
            rows.extend((0..choices.len()).map(Row::Choice));
            rows.extend(sheet.none.map(|_| Row::NoneOfThese));
            rows.push(Row::DontKnow);
            if !first {
                rows.push(Row::Back);
            }
            rows.push(Row::Stop);
        }
        Self {
            sheet,
            words,
            rows,
            line: Input::default(),
            at: 0,
            ticked: BTreeSet::new(),
            problem: None,
            answer: String::new(),
        }
    }

    pub(super) fn words(&self) -> &'static InterviewPhrases {
        self.words
    }

    /// Shows why the answer was not taken; what is written stays to be mended.
    pub(super) fn complain(&mut self, problem: String) {
        self.problem = Some(problem);
    }

    /// Pasted text becomes one line.
    pub(super) fn paste(&mut self, text: &str) {
        for c in text.trim().chars() {
            self.edit(InputRequest::InsertChar(if c.is_control() { ' ' } else { c }));
        }
    }

    /// What a key does; says how the prompt was ended, if it was.
    pub(super) fn key(&mut self, key: KeyEvent) -> Option<Done> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let empty = self.line.value().is_empty();
        match (key.code, control) {
            (KeyCode::Char('c'), true) => {
                self.answer.clear();
                return Some(Done::BrokenOff);
            }
            (KeyCode::Char('d'), true) if empty => return Some(Done::Stop),
            (KeyCode::Enter, _) | (KeyCode::Char('j' | 'm'), true) => return self.enter(),
            (KeyCode::Esc, _) if empty => return Some(Done::Back),
            (KeyCode::Esc, _) => self.edit(InputRequest::DeleteLine),
            (KeyCode::Up, _) | (KeyCode::Char('p'), true) => self.step(-1),
            (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n'), true) => self.step(1),
            (KeyCode::BackTab, _) => self.step(-1),
            (KeyCode::PageUp, _) => self.jump(self.at.saturating_sub(ROWS)),
            (KeyCode::PageDown, _) => self.jump(self.at + ROWS),
            (KeyCode::Home, _) if empty => self.jump(0),
            (KeyCode::End, _) if empty => self.jump(usize::MAX),
            (KeyCode::Char(' ' | '\u{3000}'), false) if self.space_ticks() => return self.tick(),
            _ => {
                if let Some(request) = request(key) {
                    self.edit(request);
                }
            }
        }
        None
    }

    fn edit(&mut self, request: InputRequest) {
        if self.line.handle(request).is_some_and(|changed| changed.value) {
            self.at = 0;
        }
        self.problem = None;
    }

    fn step(&mut self, by: isize) {
        let count = self.fitting().len();
        if count > 0 {
            self.at = (self.at as isize + by).rem_euclid(count as isize) as usize;
        }
    }

    fn jump(&mut self, to: usize) {
        self.at = to.min(self.fitting().len().saturating_sub(1));
    }

    /// Whether Space ticks what is marked: words have spaces too, so not while what is typed may still grow.
    fn space_ticks(&self) -> bool {
        let only = || matches!(self.fitting().as_slice(), [Row::Choice(_)]);
        matches!(self.sheet.answers, Answers::Many(_)) && (self.line.value().is_empty() || only())
    }

    /// Ticks a choice or takes its tick away; any other row is an answer by itself.
    fn tick(&mut self) -> Option<Done> {
        self.problem = None;
        match self.fitting().get(self.at)? {
            Row::Choice(choice) => {
                if !self.ticked.remove(choice) {
                    self.ticked.insert(*choice);
                }
                self.line.reset();
                self.at = self.rows.iter().position(|row| row == &Row::Choice(*choice)).unwrap_or(0);
                None
            }
            row => self.alone(*row),
        }
    }

    /// Takes what is marked, ticked or written.
    fn enter(&mut self) -> Option<Done> {
        let marked = self.fitting().get(self.at).copied();
        match (&self.sheet.answers, marked) {
            (Answers::Open(_), _) | (_, None) => {
                self.answer = self.line.value().trim().to_owned();
                Some(Done::Written(self.line.value().to_owned()))
            }
            (Answers::Many(_), Some(Row::Choice(choice))) => {
                // What was typed for is meant, ticked or not.
                if !self.line.value().is_empty() {
                    self.ticked.insert(choice);
                }
                if self.ticked.is_empty() {
                    let none = self.sheet.none.unwrap_or(self.words.none_of_these);
                    self.problem = Some(filled(self.words.tick_something, none));
                    return None;
                }
                let picked: Vec<usize> = self.ticked.iter().copied().collect();
                self.answer =
                    picked.iter().map(|at| self.label(Row::Choice(*at))).collect::<Vec<_>>().join(", ");
                Some(Done::Picked(picked))
            }
            (_, Some(Row::Choice(choice))) => {
                self.answer = self.label(Row::Choice(choice));
                Some(Done::Picked(vec![choice]))
            }
            (_, Some(row)) => self.alone(row),
        }
    }

    /// A row that is no choice is the whole answer; with something ticked beside it, it is unclear what is meant.
    fn alone(&mut self, row: Row) -> Option<Done> {
        self.answer = self.label(row);
        let beside = !self.ticked.is_empty();
        match row {
            Row::NoneOfThese | Row::DontKnow if beside => {
                self.problem = Some(filled(self.words.stands_alone, &self.answer));
                None
            }
            Row::NoneOfThese => Some(Done::NoneOfThese),
            Row::DontKnow => Some(Done::DontKnow),
            Row::Back => Some(Done::Back),
            Row::Stop => Some(Done::Stop),
            Row::Choice(choice) => Some(Done::Picked(vec![choice])),
        }
    }

    /// The rows that what is typed fits; all while nothing is typed.
    fn fitting(&self) -> Vec<Row> {
        let wanted = plain(self.line.value()).to_lowercase();
        let rows = self.rows.iter().copied();
        rows.filter(|row| match row {
            Row::Choice(at) => self.choice(*at).is_some_and(|choice| fits(&names(choice).join(" "), &wanted)),
            _ => fits(&self.label(*row).to_lowercase(), &wanted),
        })
        .collect()
    }

    fn choice(&self, at: usize) -> Option<&crate::render::interview::Choice> {
        match &self.sheet.answers {
            Answers::One(choices) | Answers::Many(choices) => choices.get(at),
            Answers::Open(_) => None,
        }
    }

    fn label(&self, row: Row) -> String {
        match row {
            Row::Choice(at) => self.choice(at).map_or_else(String::new, |choice| choice.label.clone()),
            Row::NoneOfThese => self.sheet.none.unwrap_or(self.words.none_of_these).to_owned(),
            Row::DontKnow => self.words.dont_know.to_owned(),
            Row::Back => self.words.back.to_owned(),
            Row::Stop => self.words.stop.to_owned(),
        }
    }

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

    /// The prompt on a terminal of this size. It is never higher than the terminal, if that has a few rows.
    pub(super) fn frame(&self, layout: Layout, height: usize) -> Frame {
        let mut rows = ROWS;
        loop {
            let frame = self.frame_of(layout, rows);
            if frame.lines.len() < height || rows <= FEWEST {
                return frame;
            }
            rows -= 1;
        }
    }

    fn frame_of(&self, layout: Layout, rows: usize) -> Frame {
        // A line that reaches the edge leaves some terminals' cursor on the next one.
        let layout = Layout { width: layout.width.saturating_sub(1), ..layout };
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
        let keys = match &self.sheet.answers {
            Answers::One(_) => self.words.keys_one,
            Answers::Many(_) => self.words.keys_many,
            Answers::Open(wanted) => {
                below.indented(2, &[Run::plain(wanted.clone())]);
                self.words.keys_open
            }
        };
        below.indented(2, &[Run::new(keys, Look::Quiet)]);
        lines.extend(below.finish().lines().map(str::to_owned));
        Frame { lines, cursor }
    }

    /// The rows around the marked one.
    fn list(&self, page: &mut Page, rows: usize) {
        let fitting = self.fitting();
        if fitting.is_empty() && !self.rows.is_empty() && self.problem.is_none() {
            page.indented(2, &[Run::plain(filled(self.words.no_choice, self.line.value()))]);
        }
        let start = self.at.saturating_sub(rows / 2).min(fitting.len().saturating_sub(rows));
        let shown = fitting.iter().enumerate().skip(start).take(rows);
        let many = matches!(self.sheet.answers, Answers::Many(_));
        for (number, row) in shown {
            let more =
                (number == start && start > 0) || (number + 1 == start + rows && number + 1 < fitting.len());
            let mark = match (number == self.at, more) {
                (true, _) => "→ ",
                (_, true) => "… ",
                _ => "  ",
            };
            let tick = match row {
                Row::Choice(at) if many && self.ticked.contains(at) => "[x] ",
                Row::Choice(_) if many => "[ ] ",
                Row::Choice(_) => "",
                _ => "· ",
            };
            let first = format!("{mark}{tick}");
            let look = if number == self.at { Look::Strong } else { Look::Plain };
            let rest = " ".repeat(mark.chars().count() + tick.chars().count());
            page.block(&[Run::new(first, look)], &[Run::plain(rest)], &[Run::new(self.label(*row), look)]);
        }
    }
}

/// What a key asks of the line.
fn request(key: KeyEvent) -> Option<InputRequest> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    Some(match key.code {
        KeyCode::Char('a') if control => InputRequest::GoToStart,
        KeyCode::Char('e') if control => InputRequest::GoToEnd,
        KeyCode::Char('b') if control => InputRequest::GoToPrevChar,
        KeyCode::Char('f') if control => InputRequest::GoToNextChar,
        KeyCode::Char('u') if control => InputRequest::DeleteFromStart,
        KeyCode::Char('k') if control => InputRequest::DeleteTillEnd,
        KeyCode::Char('w') if control => InputRequest::DeletePrevWord,
        KeyCode::Char('d') if control => InputRequest::DeleteNextChar,
        KeyCode::Char('h') if control => InputRequest::DeletePrevChar,
        KeyCode::Char('y') if control => InputRequest::Yank,
        KeyCode::Backspace if alt || control => InputRequest::DeletePrevWord,
        KeyCode::Backspace => InputRequest::DeletePrevChar,
        KeyCode::Delete if control => InputRequest::DeleteNextWord,
        KeyCode::Delete => InputRequest::DeleteNextChar,
        KeyCode::Left if control || alt => InputRequest::GoToPrevWord,
        KeyCode::Left => InputRequest::GoToPrevChar,
        KeyCode::Right if control || alt => InputRequest::GoToNextWord,
        KeyCode::Right => InputRequest::GoToNextChar,
        KeyCode::Home => InputRequest::GoToStart,
        KeyCode::End => InputRequest::GoToEnd,
        // No other control key writes anything.
        KeyCode::Char(c) if !control && !alt && !safe::is_unsafe(c) => InputRequest::InsertChar(c),
        _ => return None,
    })
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
    use super::*;
    use crate::lang::Lang;
    use crate::render::interview::{Choice, prompt_words};
    use unicode_width::UnicodeWidthStr;

    fn sheet(answers: fn(Vec<Choice>) -> Answers) -> Sheet {
        let choice =
            |label: &str, value: &str| Choice { label: label.into(), value: value.into(), short: true };
        let choices = vec![
            choice("Partner Admin", "partner-admin"),
            choice("Partner Admin Delegate", "partner-admin-delegate"),
            choice("普通员工，没有任何其他合作伙伴角色，也不是管理员代理人，只在公司工作", "employee"),
        ];
        let question =
            "Which roles does this contact have in the partner programme of the company?".to_owned();
        Sheet { question, answers: answers(choices), none: Some("none of these") }
    }

    /// Keys as they are typed: `^u` is Ctrl-U, `<home>` a key by its name, anything else a character.
    fn press(prompt: &mut Prompt<'_>, keys: &str) -> Option<Done> {
        let mut done = None;
        for word in keys.split('|') {
            let named = |code| vec![KeyEvent::new(code, KeyModifiers::NONE)];
            let events = match word {
                "<home>" => named(KeyCode::Home),
                "<end>" => named(KeyCode::End),
                "<delete>" => named(KeyCode::Delete),
                "<up>" => named(KeyCode::Up),
                "<down>" => named(KeyCode::Down),
                "<enter>" => named(KeyCode::Enter),
                "<esc>" => named(KeyCode::Esc),
                _ => match word.strip_prefix('^') {
                    Some(letter) => letter
                        .chars()
                        .map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))
                        .collect(),
                    None => {
                        word.chars().map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)).collect()
                    }
                },
            };
            for event in events {
                done = prompt.key(event);
            }
        }
        done
    }

    #[track_caller]
    fn check(keys: &str, expected: &str) {
        let sheet = Sheet { answers: Answers::Open("Write it.".into()), ..sheet(Answers::One) };
        let mut prompt = Prompt::new(&sheet, prompt_words(Lang::En), true);
        assert_eq!(
            press(&mut prompt, &format!("{keys}|<enter>")),
            Some(Done::Written(expected.into())),
            "{keys}"
        );
    }

    #[test]
    fn a_line_is_edited_as_in_a_shell() {
        check("wrong|^u|right", "right");
        check("one two|^w|three", "one three");
        check("ne|^a|o|^e|!", "one!");
        check("ne|<home>|o|<end>|!", "one!");
        check("xone|<home>|<delete>", "one");
        check("one two|^a|^k|three", "three");
        check("前天x|^h", "前天");
        check("a|^g|^x|b", "ab");
    }

    #[track_caller]
    fn check_list(answers: fn(Vec<Choice>) -> Answers, keys: &str, expected: Option<Done>) {
        let sheet = sheet(answers);
        let mut prompt = Prompt::new(&sheet, prompt_words(Lang::En), false);
        assert_eq!(press(&mut prompt, keys), expected, "{keys}");
    }

    #[test]
    fn a_list_is_chosen_from_by_arrows_and_words() {
        check_list(Answers::One, "<enter>", Some(Done::Picked(vec![0])));
        check_list(Answers::One, "<down>|<enter>", Some(Done::Picked(vec![1])));
        check_list(Answers::One, "<up>|<enter>", Some(Done::Stop));
        check_list(Answers::One, "admin del|<enter>", Some(Done::Picked(vec![1])));
        check_list(Answers::One, "delegate|^u|员工|<enter>", Some(Done::Picked(vec![2])));
        check_list(Answers::One, "don't|<enter>", Some(Done::DontKnow));
        check_list(Answers::One, "none of|<enter>", Some(Done::NoneOfThese));
        check_list(Answers::One, "？|<enter>", Some(Done::Written("？".into())));
        check_list(Answers::One, "<esc>", Some(Done::Back));
        check_list(Answers::One, "x|<esc>", None);
        check_list(Answers::One, "x|^c", Some(Done::BrokenOff));
        check_list(Answers::One, "^d", Some(Done::Stop));
    }

    #[test]
    fn space_ticks_and_is_also_a_letter_between_words() {
        check_list(Answers::Many, " |<down>| |<enter>", Some(Done::Picked(vec![0, 1])));
        check_list(Answers::Many, "admin del|<enter>", Some(Done::Picked(vec![1])));
        check_list(Answers::Many, "employee |<enter>", Some(Done::Picked(vec![2])));
        check_list(Answers::Many, "<enter>", None);
        check_list(Answers::Many, "don't know|<enter>", Some(Done::DontKnow));
        check_list(Answers::Many, " |none|<enter>", None);
    }

    #[test]
    fn no_line_is_wider_than_the_terminal_and_no_word_is_broken() {
        for (answers, lang) in
            [(Answers::One as fn(_) -> _, Lang::En), (Answers::Many, Lang::Id), (Answers::Many, Lang::Zh)]
        {
            for width in [40, 60, 80] {
                let sheet = sheet(answers);
                let mut prompt = Prompt::new(&sheet, prompt_words(lang), false);
                prompt.complain("“soon” cannot be taken.".to_owned());
                let frame = prompt.frame(Layout { width, colour: false }, 40);
                let whole = frame.lines.join("\n");
                assert!(frame.lines.iter().all(|line| line.width() < width), "{whole}");
                for word in sheet.question.split(' ').chain(["Delegate", "Admin"]) {
                    assert!(whole.contains(word), "{word}: {whole}");
                }
                assert!(frame.lines[frame.cursor.0].starts_with(MARK), "{whole}");
            }
        }
        let sheet = sheet(Answers::Many);
        let frame =
            Prompt::new(&sheet, prompt_words(Lang::En), false).frame(Layout { width: 40, colour: false }, 12);
        assert!(frame.lines.len() < 12, "{:?}", frame.lines);
    }
}
