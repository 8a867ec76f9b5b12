//! Words: forms of terms, cues, spelling variants.

use super::context::{Context, Fields, list};
use crate::book::{Cue, CueKind, Form, Forms, VariantGroup};
use crate::finding::{Finding, nearest};
use crate::keys;
use crate::lang::Lang;
use crate::pack::TermDraft;
use crate::source::{Located, Place};
use crate::text;
use crate::yaml::{Node, NodeKind};
use std::sync::Arc;

impl Context<'_> {
    /// A list of forms of one language.
    pub fn forms(&mut self, node: Node, lang: Option<Lang>) -> Vec<Form> {
        let items = self.list(node, "a list of words or phrases", "[continue button, tombol lanjutkan]");
        items.into_iter().flat_map(|item| self.form(item, lang)).collect()
    }

    /// A form as written, with its alternatives written out.
    fn form(&mut self, node: Node, lang: Option<Lang>) -> Vec<Form> {
        let Some(written) = self.text(node, "a word or phrase", "continue button") else { return Vec::new() };
        let Some(texts) = alternatives(&written.value) else {
            self.findings.push(
                Finding::error("bad-form", format!("a form has more than {MOST_ALTERNATIVES} readings"))
                    .label(written.place, "all its alternatives together")
                    .help("write `(a|an) * partner` for a few words each, or make it two forms"),
            );
            return Vec::new();
        };
        let place = written.place;
        texts.into_iter().filter_map(|value| self.one_form(Located { value, place }, lang)).collect()
    }

    fn one_form(&mut self, written: Located<String>, lang: Option<Lang>) -> Option<Form> {
        let words = written.value.trim();
        let problem = if !words.chars().any(|c| c.is_alphanumeric() || text::is_sign(c)) {
            Some("a form needs at least one letter, digit, character or currency sign")
        } else if words.starts_with('*') || words.ends_with('*') {
            Some("a form cannot begin or end with `*`")
        } else {
            None
        };
        if let Some(message) = problem {
            self.findings.push(
                Finding::error("bad-form", message)
                    .label(written.place, "matches nothing in particular")
                    .help("`*` stands for words in between, as in `grey * out`"),
            );
            return None;
        }
        Some(Form { text: written.value.into(), lang, place: written.place })
    }
}

/// Readings that the alternatives of one form may have.
const MOST_ALTERNATIVES: usize = 2_000;

/// The readings of a form: `(a|an) partner` is `a partner` and `an partner`; an alternative may be empty.
/// Brackets without a `|` are text. None where there are more than the budget.
fn alternatives(form: &str) -> Option<Vec<String>> {
    let mut readings = vec![String::with_capacity(form.len())];
    let mut rest = form;
    while let Some((before, inside, after)) = group(rest) {
        let choices: Vec<&str> = inside.split('|').collect();
        if readings.len() * choices.len() > MOST_ALTERNATIVES {
            return None;
        }
        readings = readings
            .iter()
            .flat_map(|reading| {
                choices.iter().map(move |choice| {
                    let mut longer = String::with_capacity(form.len());
                    longer.extend([reading, before, choice]);
                    longer
                })
            })
            .collect();
        rest = after;
    }
    for reading in &mut readings {
        reading.push_str(rest);
        if !is_tidy(reading) {
            *reading = reading.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
    Some(readings)
}

/// Whether words stand apart by single spaces, without white space before or after.
fn is_tidy(text: &str) -> bool {
    let spaced = |c: char| c.is_whitespace() && c != ' ';
    !text.starts_with(' ') && !text.ends_with(' ') && !text.contains("  ") && !text.contains(spaced)
}

/// The first bracket with a `|` in it: what is before, inside and after.
fn group(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find('(')?;
        let close = open + text[open..].find(')')?;
        let inside = &text[open + 1..close];
        if inside.contains('|') && !inside.contains('(') {
            return Some((&text[..open], inside, &text[close + 1..]));
        }
        from = open + 1;
    }
}

pub(super) fn term(context: &mut Context<'_>, name: &Located<String>, node: Node) -> TermDraft {
    let mut out = TermDraft::default();
    if node.kind == NodeKind::Bad {
        return out;
    }
    let known = keys::names(keys::TERM);
    let Some(mut fields) = Fields::new(context, node, "a term", name.place, &known, None) else { return out };
    if fields.entries.is_empty() && !fields.doubtful {
        context.findings.push(
            Finding::error("empty-term", format!("the term `{}` has no forms", name.value))
                .label(name.place, "matches nothing")
                .help("add forms, such as `en: [continue button]`"),
        );
    }
    out.forms = in_all_languages(context, &mut fields);
    if let Some((_, node)) = fields.take("includes") {
        out.includes = context.names(node, "a list of terms", "includes: [continue-button]");
    }
    out
}

/// The forms of each language, then those of any.
fn in_all_languages(context: &mut Context<'_>, fields: &mut Fields) -> Arc<[Form]> {
    let mut forms = Vec::new();
    for lang in Lang::ALL.map(Some).into_iter().chain([None]) {
        if let Some((_, node)) = fields.take(lang.map_or("any", Lang::code)) {
            forms.extend(context.forms(node, lang));
        }
    }
    forms.into()
}

const CUES: [(&str, CueKind); 32] = [
    ("denies-next", CueKind::DeniesNext),
    ("denies-previous", CueKind::DeniesPrevious),
    ("ceases", CueKind::Ceases),
    ("returns", CueKind::Returns),
    ("absent", CueKind::Absent),
    ("trouble", CueKind::Trouble),
    ("doubts", CueKind::Doubts),
    ("bystander", CueKind::Bystander),
    ("persists", CueKind::Persists),
    ("asks", CueKind::Asks),
    ("recurs", CueKind::Recurs),
    ("denies-shown", CueKind::DeniesShown),
    ("withdraws", CueKind::Withdraws),
    ("resolved", CueKind::Resolved),
    ("hypothetical", CueKind::Hypothetical),
    ("other-person", CueKind::OtherPerson),
    ("past", CueKind::Past),
    ("contrast", CueKind::Contrast),
    ("denies-beside", CueKind::DeniesBeside),
    ("denies-alone", CueKind::DeniesAlone),
    ("was", CueKind::Was),
    ("now", CueKind::Now),
    ("already", CueKind::Already),
    ("fine", CueKind::Fine),
    ("appears", CueKind::Appears),
    ("again", CueKind::Again),
    ("purpose", CueKind::Purpose),
    ("supposes", CueKind::Supposes),
    ("would", CueKind::Would),
    ("tried", CueKind::Tried),
    ("believed", CueKind::Believed),
    ("pseudo", CueKind::Pseudo),
];

pub(super) fn cues(context: &mut Context<'_>, node: Node, at: Place) -> Vec<Cue> {
    let mut out = Vec::new();
    let names = keys::names(keys::CUES);
    let Some(mut fields) = Fields::new(context, node, "`cues`", at, &names, None) else { return out };
    for (name, kind) in CUES {
        let Some((place, node)) = fields.take(name) else { continue };
        let known = keys::names(keys::CUE);
        let Some(mut languages) = Fields::new(context, node, "a kind of cue", place, &known, None) else {
            continue;
        };
        out.push(Cue { kind, forms: Forms::own(in_all_languages(context, &mut languages)) });
    }
    out
}

pub(super) fn variants(context: &mut Context<'_>, node: Node, at: Place) -> Vec<VariantGroup> {
    let mut out = Vec::new();
    let codes = keys::names(keys::VARIANTS);
    let Some(fields) = Fields::new(context, node, "`variants`", at, &codes, None) else { return out };
    for (code, node) in fields.entries {
        let lang = Lang::from_code(&code.value);
        let Some(groups) = context.map(node, "a map from words to spellings", "tidak: [tdk, gak]") else {
            continue;
        };
        for (standard, node) in groups {
            let spellings = context.forms(node, lang);
            out.push(VariantGroup { standard: standard.value, spellings });
        }
    }
    out
}

/// A word out of a fixed list; none with a finding where it is another.
pub(super) fn word(
    context: &mut Context<'_>,
    node: Node,
    what: &str,
    known: &[&str],
) -> Option<Located<String>> {
    let text = context.text(node, what, known.first().copied().unwrap_or(""))?;
    if known.contains(&text.value.as_str()) {
        return Some(text);
    }
    let help = match nearest(&text.value, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {}", list(known)),
    };
    context.findings.push(
        Finding::error("unknown-word", format!("`{}` is not {what}", text.value))
            .label(text.place, "unknown")
            .help(help),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_written_out() {
        let check = |form: &str, expected: &[&str]| {
            let readings = alternatives(form);
            assert_eq!(readings.as_deref().unwrap_or_default(), expected, "{form}");
        };
        check("continue button", &["continue button"]);
        check(
            "(a|another) * (firm|reseller)",
            &["a * firm", "a * reseller", "another * firm", "another * reseller"],
        );
        check("can (|now )see", &["can see", "can now see"]);
        check("(5000) (a|b)", &["(5000) a", "(5000) b"]);
        check("(5000", &["(5000"]);
        check("好(了|多了)", &["好了", "好多了"]);
    }

    #[test]
    fn too_many_readings_are_none() {
        assert!(alternatives(&"(a|b|c|d)".repeat(7)).is_none());
    }
}
