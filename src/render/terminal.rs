//! The answer on a terminal: first the cause, then why, what to do, what else is possible, what to ask.
//!
//! Readable without colour and from 60 columns up; every heading is followed by something.

use crate::book::Audience;
use crate::engine::Verdict;
use crate::render::answer::{Answer, Cause, Nothing, answer, capital};
use crate::render::asks::Ask;
use crate::render::excerpt::{self, Piece};
use crate::render::page::{Layout, Look, Page, Run};
use crate::render::phrases::{Phrases, fill, phrases};
use crate::render::steps::{ShownStep, step_words};
use crate::render::view::View;
use crate::render::words;
use unicode_width::UnicodeWidthStr;

/// How many questions are shown.
const QUESTIONS: usize = 3;

/// The answer of a diagnosis.
pub fn diagnosis(view: &View<'_>, layout: Layout) -> String {
    page(view, layout, false)
}

/// The same after an interview, which is not offered again.
pub fn after_interview(view: &View<'_>, layout: Layout) -> String {
    page(view, layout, true)
}

fn page(view: &View<'_>, layout: Layout, interviewed: bool) -> String {
    let answer = answer(view);
    let mut sheet = Sheet { page: Page::new(layout), phrases: phrases(view.lang), interviewed };
    if let Some(nothing) = &answer.nothing {
        sheet.nothing(nothing);
    }
    let mut quoted: Vec<&[Vec<Piece>]> = Vec::new();
    for cause in &answer.main {
        let again = quoted.contains(&cause.quotes.as_slice());
        sheet.cause(cause, again);
        quoted.push(&cause.quotes);
    }
    sheet.rest(&answer);
    sheet.page.finish()
}

struct Sheet {
    page: Page,
    phrases: &'static Phrases,
    interviewed: bool,
}

impl Sheet {
    fn cause(&mut self, cause: &Cause, quoted_before: bool) {
        self.page.gap();
        let (word, look) = match cause.verdict {
            Verdict::Confirmed => (self.phrases.confirmed, Look::Sure),
            Verdict::Possible => (self.phrases.possible, Look::Open),
            Verdict::RuledOut => (self.phrases.ruled_out, Look::Not),
        };
        let word = word.to_uppercase();
        let indent = " ".repeat(word.width() + 2);
        self.page.block(
            &[Run::new(word, look), Run::plain("  ")],
            &[Run::plain(indent)],
            &[Run::new(cause.title.clone(), Look::Strong)],
        );
        if cause.agent_only {
            self.page.indented(2, &[Run::new(self.phrases.agent_only_cause, Look::Private)]);
        }
        if !cause.explanation.is_empty() {
            self.page.indented(2, &[Run::plain(cause.explanation.clone())]);
        }
        self.evidence(cause, quoted_before);
        self.why(cause);
        self.steps(2, cause.steps_title, &cause.steps);
        self.source(cause);
    }

    fn evidence(&mut self, cause: &Cause, quoted_before: bool) {
        let heading = if cause.quotes.is_empty() { self.phrases.seen } else { self.phrases.ticket_says };
        self.heading(heading);
        if !quoted_before {
            self.quotes(4, &cause.quotes);
        }
        for symptom in &cause.symptoms {
            self.bullet(4, &[Run::plain(symptom.clone())]);
        }
    }

    fn quotes(&mut self, indent: usize, quotes: &[Vec<Piece>]) {
        let mark = [Run::plain(format!("{}> ", " ".repeat(indent)))];
        for quote in quotes {
            let runs = excerpt::runs(quote, self.page.colour());
            self.page.block(&mark, &mark, &runs);
        }
    }

    fn why(&mut self, cause: &Cause) {
        if cause.reasons.is_empty() && cause.open.is_none() {
            return;
        }
        self.heading(self.phrases.why);
        for reason in &cause.reasons {
            self.bullet(4, &[Run::plain(reason.clone())]);
        }
        if let Some(open) = &cause.open {
            self.bullet(4, &[Run::plain(fill(self.phrases.confirmed_if, &[open]))]);
        }
    }

    /// Steps under their heading, which is indented so far.
    fn steps(&mut self, indent: usize, title: &str, steps: &[ShownStep]) {
        if steps.is_empty() {
            return;
        }
        self.page.indented(indent, &[Run::new(title, Look::Strong)]);
        let left = " ".repeat(indent + 2);
        let mut private = false;
        for (number, step) in steps.iter().enumerate() {
            let mark = format!("{}. ", number + 1);
            let rest = " ".repeat(mark.width());
            let words = [Run::plain(step_words(self.phrases, self.phrases.contact, step))];
            if step.audience == Audience::Agent {
                let bar = [Run::plain(left.clone()), Run::new("┃ ", Look::Private)];
                if !private {
                    self.page.block(&bar, &bar, &[Run::new(self.phrases.agent_only, Look::Private)]);
                }
                let first = [bar.as_slice(), &[Run::new(mark, Look::Private)]].concat();
                let rest = [bar.as_slice(), &[Run::plain(rest)]].concat();
                self.page.block(&first, &rest, &words);
            } else {
                let first = [Run::plain(left.clone()), Run::plain(mark)];
                self.page.block(&first, &[Run::plain(format!("{left}{rest}"))], &words);
            }
            private = step.audience == Audience::Agent;
        }
    }

    fn source(&mut self, cause: &Cause) {
        let mut words = String::new();
        if let Some(source) = &cause.source {
            words = format!("{}{}{source} · ", self.phrases.source, self.phrases.colon);
        }
        self.page.indented(2, &[Run::new(format!("{words}{}", cause.id), Look::Quiet)]);
    }

    /// Everything below the main causes.
    fn rest(&mut self, answer: &Answer) {
        self.notes(&answer.notes);
        if !answer.others.is_empty() {
            self.section(self.phrases.also_possible);
        }
        self.possible(2, &answer.others);
        for problem in &answer.further {
            self.section(self.phrases.another_problem);
            self.quotes(2, &problem.quotes);
            for symptom in &problem.symptoms {
                self.bullet(2, &[Run::plain(symptom.clone())]);
            }
            self.heading(self.phrases.possible_causes);
            // The likeliest cause of each problem comes with what to do; the others wait for an answer.
            let (first, others) = problem.causes.split_at(problem.causes.len().min(1));
            self.possible(4, first);
            first.iter().for_each(|cause| self.steps(6, cause.steps_title, &cause.steps));
            self.possible(4, others);
        }
        if !answer.ruled_out.is_empty() {
            self.section(self.phrases.ruled_out_list);
        }
        for (title, id, reason) in &answer.ruled_out {
            self.entry(2, title, id, reason, Look::Not);
        }
        if !answer.not_counted.is_empty() {
            self.section(self.phrases.not_counted);
        }
        let go_on = answer.nothing.as_ref().and_then(|nothing| nothing.go_on.as_ref());
        // The option names the id of the only one.
        let ids = go_on.is_some() && answer.not_counted.len() > 1;
        for one in &answer.not_counted {
            let title = format!("{}{}{}", one.title, self.phrases.colon, one.why);
            let id = if ids { format!("  {}", one.id) } else { String::new() };
            self.bullet(2, &[Run::plain(title), Run::new(id, Look::Quiet)]);
            if !one.quote.is_empty() {
                let runs = excerpt::runs(&one.quote, self.page.colour());
                self.page.block(&[Run::plain("    > ")], &[Run::plain("    > ")], &runs);
            }
        }
        if let Some(option) = go_on {
            let words = match self.interviewed {
                true => fill(self.phrases.go_on_with, &[option]),
                false => fill(self.phrases.go_on, &[option, "--ask"]),
            };
            self.page.indented(2, &[Run::plain(words)]);
        }
        self.questions(&answer.questions);
    }

    fn notes(&mut self, notes: &[String]) {
        if notes.is_empty() {
            return;
        }
        self.section(self.phrases.notes);
        for note in notes {
            self.bullet(2, &[Run::plain(note.clone())]);
        }
    }

    fn questions(&mut self, questions: &[Ask]) {
        if questions.is_empty() {
            return;
        }
        self.section(self.phrases.ask_next);
        for (number, ask) in questions.iter().take(QUESTIONS).enumerate() {
            let mark = format!("  {}. ", number + 1);
            let indent = mark.width();
            let look = if number == 0 { Look::Strong } else { Look::Plain };
            self.page.block(
                &[Run::plain(mark)],
                &[Run::plain(" ".repeat(indent))],
                &[Run::new(ask.question.clone(), look)],
            );
            if let Some(not_known) = ask.not_known {
                self.page.indented(indent, &[Run::plain(not_known)]);
                continue;
            }
            let comma = self.phrases.comma;
            if !ask.answers.is_empty() {
                let answers = words::list(ask.answers.iter().cloned(), comma, comma);
                self.page.indented(indent, &[Run::plain(fill(self.phrases.answers, &[&answers]))]);
            }
            if !ask.settles.is_empty() {
                let settles = words::list(ask.settles.iter().cloned(), comma, comma);
                self.page.indented(indent, &[Run::plain(fill(self.phrases.settles, &[&settles]))]);
            }
            self.page
                .indented(indent, &[Run::new(fill(self.phrases.answer_with, &[&ask.option]), Look::Quiet)]);
        }
        if questions.len() > 1 && !self.interviewed {
            self.page.indented(2, &[Run::new(fill(self.phrases.one_by_one, &["--ask"]), Look::Quiet)]);
        }
    }

    fn nothing(&mut self, nothing: &Nothing) {
        self.page.indented(0, &[Run::new(nothing.headline, Look::Strong)]);
        if !nothing.understood.is_empty() {
            self.section(self.phrases.understood);
        }
        for words in &nothing.understood {
            self.bullet(2, &[Run::plain(words.clone())]);
        }
        if !nothing.nearest.is_empty() {
            self.section(self.phrases.nearest);
            for (title, id) in &nothing.nearest {
                self.bullet(2, &[Run::plain(format!("{title}  ")), Run::new(id.clone(), Look::Quiet)]);
            }
            let take = match self.interviewed {
                true => fill(self.phrases.add_nearest, &["--symptom ID"]),
                false => fill(self.phrases.take_nearest, &["--symptom ID", "--ask"]),
            };
            self.page.indented(2, &[Run::plain(take)]);
        }
        if !nothing.ask_for.is_empty() {
            self.section(self.phrases.ask_for);
        }
        for words in &nothing.ask_for {
            self.bullet(2, &[Run::plain(*words)]);
        }
    }

    /// Possible causes, each with what would confirm it.
    fn possible(&mut self, indent: usize, causes: &[Cause]) {
        for cause in causes {
            let reason = match &cause.open {
                Some(open) => open.clone(),
                None => cause.reasons.join(self.phrases.comma),
            };
            self.entry(indent, &cause.title, &cause.id, &reason, Look::Open);
        }
    }

    /// A cause in two lines.
    fn entry(&mut self, indent: usize, title: &str, id: &str, reason: &str, look: Look) {
        self.bullet_with(indent, look, &[Run::plain(format!("{title}  ")), Run::new(id, Look::Quiet)]);
        if !reason.is_empty() {
            self.page.indented(indent + 2, &[Run::plain(capital(reason))]);
        }
    }

    fn section(&mut self, title: &str) {
        self.page.gap();
        self.page.indented(0, &[Run::new(title, Look::Strong)]);
    }

    fn heading(&mut self, title: &str) {
        self.page.indented(2, &[Run::new(title, Look::Strong)]);
    }

    fn bullet(&mut self, indent: usize, body: &[Run]) {
        self.bullet_with(indent, Look::Plain, body);
    }

    fn bullet_with(&mut self, indent: usize, look: Look, body: &[Run]) {
        let first = [Run::plain(" ".repeat(indent)), Run::new("- ", look)];
        self.page.block(&first, &[Run::plain(" ".repeat(indent + 2))], body);
    }
}
