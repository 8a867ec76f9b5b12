//! A page about one thing, as a list of parts that a terminal and Markdown lay out alike.
//!
//! In: parts whose words are safe to show. Out: text. What a page says is decided by who makes the parts.

use crate::render::excerpt::{self, Piece};
use crate::render::markdown;
use crate::render::page::{Layout, Look, Page, Run};
use unicode_width::UnicodeWidthStr;

/// A part of a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// What the page is about: the kind of thing, its title, its id.
    Title {
        /// The kind, in the reader's language.
        kind: String,
        /// The title; may be empty.
        title: String,
        /// The id.
        id: String,
    },
    /// The name of what follows.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph in small print.
    Small(String),
    /// An entry of a list.
    Item {
        /// How deep it stands, from 0.
        depth: usize,
        /// What it says.
        text: String,
        /// The id it speaks of; may be empty.
        id: String,
        /// Whether only the agent may know it.
        private: bool,
    },
    /// A passage of the ticket, below an entry of this depth.
    Quote(usize, Vec<Piece>),
}

impl Part {
    /// An entry without an id.
    pub fn item(depth: usize, text: impl Into<String>) -> Self {
        Part::Item { depth, text: text.into(), id: String::new(), private: false }
    }

    /// An entry with an id.
    pub fn with_id(depth: usize, text: impl Into<String>, id: impl Into<String>) -> Self {
        Part::Item { depth, text: text.into(), id: id.into(), private: false }
    }
}

/// The page for a terminal.
pub fn terminal(parts: &[Part], layout: Layout) -> String {
    let mut page = Page::new(layout);
    lay_out(&mut page, parts);
    page.finish()
}

/// Lays parts out at the end of a page.
pub fn lay_out(page: &mut Page, parts: &[Part]) {
    for part in parts {
        match part {
            Part::Title { kind, title, id } => {
                let kind = kind.to_uppercase();
                let rest = " ".repeat(kind.width() + 2);
                let title = if title.is_empty() { String::new() } else { format!("{title}  ") };
                page.gap();
                page.block(
                    &[Run::new(kind, Look::Strong), Run::plain("  ")],
                    &[Run::plain(rest)],
                    &[Run::new(title, Look::Strong), Run::new(id, Look::Quiet)],
                );
            }
            Part::Heading(text) => page.indented(2, &[Run::new(text, Look::Strong)]),
            Part::Text(text) => page.indented(2, &[Run::plain(text)]),
            Part::Small(text) => page.indented(2, &[Run::new(text, Look::Quiet)]),
            Part::Item { depth, text, id, private } => {
                let indent = 4 + 2 * depth;
                let mark = if *private { Run::new("┃ ", Look::Private) } else { Run::plain("- ") };
                let gap = if text.is_empty() || id.is_empty() { "" } else { "  " };
                page.block(
                    &[Run::plain(" ".repeat(indent)), mark.clone()],
                    &[Run::plain(" ".repeat(indent)), if *private { mark } else { Run::plain("  ") }],
                    &[Run::plain(text), Run::plain(gap), Run::new(id, Look::Quiet)],
                );
            }
            Part::Quote(depth, pieces) => {
                let mark = [Run::plain(format!("{}> ", " ".repeat(6 + 2 * depth)))];
                page.block(&mark, &mark, &excerpt::runs(pieces, page.colour()));
            }
        }
    }
}

/// The page as Markdown.
pub fn markdown(parts: &[Part]) -> String {
    let mut out = String::new();
    let mut listing = false;
    for part in parts {
        let line = match part {
            Part::Title { kind, title, id } => {
                let title =
                    if title.is_empty() { String::new() } else { format!("{} ", markdown::escape(title)) };
                format!("## {kind}: {title}(`{id}`)")
            }
            Part::Heading(text) => format!("### {}", markdown::escape(text)),
            Part::Text(text) | Part::Small(text) => markdown::escape(text),
            Part::Item { depth, text, id, private } => {
                let text = markdown::escape(text);
                let text = if *private { format!("**{text}**") } else { text };
                let id = if id.is_empty() { String::new() } else { format!("`{id}`") };
                let gap = if text.is_empty() || id.is_empty() { "" } else { " " };
                format!("{}- {text}{gap}{id}", "  ".repeat(*depth))
            }
            Part::Quote(depth, pieces) => {
                // Within a list a quote is one line, which marks where the customer's lines end.
                let one_line = |run: &Run| markdown::escape(&run.text.replace('\n', " ⏎ "));
                let quote: String = excerpt::runs(pieces, false).iter().map(one_line).collect();
                format!("{}> {quote}", "  ".repeat(depth + 1))
            }
        };
        let in_list = matches!(part, Part::Item { .. } | Part::Quote(..));
        let together = out.is_empty() || in_list && listing;
        if !together {
            out.push('\n');
        }
        out.push_str(&line);
        out.push('\n');
        listing = in_list;
    }
    out
}
