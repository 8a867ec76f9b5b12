//! Words: forms of terms, cues, spelling variants.

use super::context::{Context, Fields, list};
use crate::book::{Cue, CueKind, Form, VariantGroup};
use crate::finding::{Finding, nearest};
use crate::lang::Lang;
use crate::pack::TermDraft;
use crate::source::{Located, Place};
use crate::yaml::{Node, NodeKind};

impl Context<'_> {
    /// A list of forms of one language.
    pub fn forms(&mut self, node: Node, lang: Option<Lang>) -> Vec<Form> {
        let items = self.list(node, "a list of words or phrases", "[continue button, tombol lanjutkan]");
        items.into_iter().filter_map(|item| self.form(item, lang)).collect()
    }

    fn form(&mut self, node: Node, lang: Option<Lang>) -> Option<Form> {
        let text = self.text(node, "a word or phrase", "continue button")?;
        let words = text.value.trim();
        let problem = if !words.chars().any(|c| c.is_alphanumeric() || "$€£¥￥%+#".contains(c)) {
            Some("a form needs at least one letter, digit, character or currency sign")
        } else if words.starts_with('*') || words.ends_with('*') {
            Some("a form cannot begin or end with `*`")
        } else {
            None
        };
        if let Some(message) = problem {
            self.findings.push(
                Finding::error("bad-form", message)
                    .label(text.place, "matches nothing in particular")
                    .help("`*` stands for words in between, as in `grey * out`"),
            );
            return None;
        }
        Some(Form { text: text.value, lang, place: text.place })
    }
}

pub(super) fn term(context: &mut Context<'_>, name: &Located<String>, node: Node) -> TermDraft {
    let mut out = TermDraft::default();
    if node.kind == NodeKind::Bad {
        return out;
    }
    let known = ["en", "id", "zh", "any", "includes"];
    let Some(mut fields) = Fields::new(context, node, "a term", name.place, &known, None) else { return out };
    if fields.entries.is_empty() && !fields.doubtful {
        context.findings.push(
            Finding::error("empty-term", format!("the term `{}` has no forms", name.value))
                .label(name.place, "matches nothing")
                .help("add forms, such as `en: [continue button]`"),
        );
    }
    for lang in Lang::ALL.map(Some).into_iter().chain([None]) {
        if let Some((_, node)) = fields.take(lang.map_or("any", Lang::code)) {
            out.forms.extend(context.forms(node, lang));
        }
    }
    if let Some((_, node)) = fields.take("includes") {
        out.includes = context.names(node, "a list of terms", "includes: [continue-button]");
    }
    out
}

const CUES: [(&str, CueKind); 8] = [
    ("denies-next", CueKind::DeniesNext),
    ("denies-previous", CueKind::DeniesPrevious),
    ("resolved", CueKind::Resolved),
    ("hypothetical", CueKind::Hypothetical),
    ("other-person", CueKind::OtherPerson),
    ("past", CueKind::Past),
    ("contrast", CueKind::Contrast),
    ("pseudo", CueKind::Pseudo),
];

pub(super) fn cues(context: &mut Context<'_>, node: Node, at: Place) -> Vec<Cue> {
    let mut out = Vec::new();
    let names = CUES.map(|(name, _)| name);
    let Some(mut fields) = Fields::new(context, node, "`cues`", at, &names, None) else { return out };
    for (name, kind) in CUES {
        let Some((place, node)) = fields.take(name) else { continue };
        let known = ["en", "id", "zh", "any"];
        let Some(mut languages) = Fields::new(context, node, "a kind of cue", place, &known, None) else {
            continue;
        };
        for lang in Lang::ALL.map(Some).into_iter().chain([None]) {
            if let Some((_, node)) = languages.take(lang.map_or("any", Lang::code)) {
                out.extend(context.forms(node, lang).into_iter().map(|form| Cue { kind, form }));
            }
        }
    }
    out
}

pub(super) fn variants(context: &mut Context<'_>, node: Node, at: Place) -> Vec<VariantGroup> {
    let mut out = Vec::new();
    let codes = Lang::ALL.map(Lang::code);
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
