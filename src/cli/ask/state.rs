//! A prompt: what its keys do.
//!
//! In: a question with its answers, then keys. Out: what is marked, ticked and written, and how it was ended. Knows no
//! terminal; how it looks is [`super::show`]'s.

use super::edit::request;
use super::show::ROWS;
use super::understand::{fits, plain, whole};
use super::{Answers, Sheet};
use crate::render::interview::{Choice, InterviewPhrases, filled};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::collections::BTreeSet;
use tui_input::{Input, InputRequest};

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
pub(super) enum Row {
    Choice(usize),
    NoneOfThese,
    DontKnow,
    Back,
    Stop,
}

/// A prompt under way.
pub(super) struct Prompt<'a> {
    pub(super) sheet: &'a Sheet,
    words: &'static InterviewPhrases,
    pub(super) rows: Vec<Row>,
    pub(super) line: Input,
    /// Which of the rows that fit is marked.
    pub(super) at: usize,
    pub(super) ticked: BTreeSet<usize>,
    pub(super) problem: Option<String>,
    /// Whether it is explained what the question is for.
    pub(super) explained: bool,
    pub(super) answer: String,
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
            explained: false,
            answer: String::new(),
        }
    }

    pub(super) fn words(&self) -> &'static InterviewPhrases {
        self.words
    }

    /// Shows why the answer was not taken. What is written stays to be mended, but a list comes back whole.
    pub(super) fn complain(&mut self, problem: String) {
        if !self.rows.is_empty() {
            self.line.reset();
            self.at = 0;
        }
        self.problem = Some(problem);
    }

    /// Shows what was taken where something else was written: which day "yesterday" is.
    pub(super) fn took(&mut self, value: &str) {
        if self.answer != value {
            self.answer.push_str(&format!(" → {value}"));
        }
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
            (KeyCode::Char('?' | '？'), false) if empty => {
                self.problem = None;
                self.explained = !self.explained;
            }
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
                let line = self.line.value().trim();
                let open = matches!(self.sheet.answers, Answers::Open(_));
                self.answer = match plain(line).as_str() {
                    "" if open => self.words.dont_know.to_owned(),
                    "<" if open => self.words.back.to_owned(),
                    "q" | "Q" if open => self.words.stop.to_owned(),
                    _ => line.to_owned(),
                };
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

    /// The rows that what is typed fits, choices first. While nothing is typed, the choices that a short list shows, or
    /// all where there is no short list.
    pub(super) fn fitting(&self) -> Vec<Row> {
        let wanted = plain(self.line.value()).to_lowercase();
        let brief = wanted.is_empty() && self.choices().iter().any(|choice| choice.short);
        let rows = self.rows.iter().copied();
        rows.filter(|row| match row {
            Row::Choice(at) => self
                .choice(*at)
                .is_some_and(|choice| if brief { choice.short } else { fits(&whole(choice), &wanted) }),
            _ => fits(&self.label(*row).to_lowercase(), &wanted),
        })
        .collect()
    }

    pub(super) fn choices(&self) -> &[Choice] {
        match &self.sheet.answers {
            Answers::One(choices) | Answers::Many(choices) => choices,
            Answers::Open(_) => &[],
        }
    }

    pub(super) fn choice(&self, at: usize) -> Option<&Choice> {
        self.choices().get(at)
    }

    pub(super) fn label(&self, row: Row) -> String {
        match row {
            Row::Choice(at) => self.choice(at).map_or_else(String::new, |choice| choice.label.clone()),
            Row::NoneOfThese => self.sheet.none.unwrap_or(self.words.none_of_these).to_owned(),
            Row::DontKnow => self.words.dont_know.to_owned(),
            Row::Back => self.words.back.to_owned(),
            Row::Stop => self.words.stop.to_owned(),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::render::interview::prompt_words;

    pub(in crate::cli::ask) fn sheet(answers: fn(Vec<Choice>) -> Answers) -> Sheet {
        let choice = |label: &str, value: &str| Choice {
            label: label.into(),
            value: value.into(),
            group: String::new(),
            short: true,
        };
        let choices = vec![
            choice("Partner Admin", "partner-admin"),
            choice("Partner Admin Delegate", "partner-admin-delegate"),
            choice("普通员工，没有任何其他合作伙伴角色，也不是管理员代理人，只在公司工作", "employee"),
        ];
        let question =
            "Which roles does this contact have in the partner programme of the company?".to_owned();
        let about = vec!["It decides between two causes.".to_owned()];
        Sheet { question, answers: answers(choices), none: Some("none of these"), about }
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
        check_list(Answers::One, "nobody|<enter>", Some(Done::Written("nobody".into())));
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
    fn a_question_mark_explains_and_takes_the_explanation_away() {
        let sheet = sheet(Answers::One);
        let mut prompt = Prompt::new(&sheet, prompt_words(Lang::En), false);
        for (key, explained) in [("？", true), ("?", false)] {
            assert_eq!(press(&mut prompt, key), None);
            assert_eq!((prompt.explained, prompt.line.value()), (explained, ""));
        }
        press(&mut prompt, "why?");
        assert_eq!((prompt.explained, prompt.line.value()), (false, "why?"));
    }

    #[test]
    fn a_short_list_shows_the_rest_by_typing() {
        let mut sheet = sheet(Answers::One);
        let Answers::One(choices) = &mut sheet.answers else { unreachable!("one of these") };
        choices[1].short = false;
        let mut prompt = Prompt::new(&sheet, prompt_words(Lang::En), true);
        assert!(!prompt.fitting().contains(&Row::Choice(1)));
        assert_eq!(press(&mut prompt, "delegate|<enter>"), Some(Done::Picked(vec![1])));
    }
}
