//! The greeting and the closing that a team gives its replies.
//!
//! Goes in: a YAML text with `greeting` and `closing`, each a map from language to text. Comes out: a [`Template`], or
//! everything that is wrong with it, with its place. What a text leaves out stays as it is without a template.

use crate::finding::{Finding, Findings, nearest};
use crate::lang::{Lang, LocalText};
use crate::source::{Located, Origin, SourceFile, Sources};
use crate::yaml::{self, Budget, Node, NodeKind};

/// The keys of a template.
const KEYS: [&str; 2] = ["greeting", "closing"];

/// How replies begin and end; a language without a text has the program's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template {
    /// The first lines.
    pub greeting: LocalText,
    /// The last lines.
    pub closing: LocalText,
}

/// Reads a template. `name` is how messages call its file.
///
/// # Errors
/// Everything that is wrong with it.
pub fn parse_template(name: &str, text: &str) -> Result<Template, Findings> {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile { name: name.into(), text: text.into(), origin: Origin::Given });
    let mut reader = Reader::default();
    match yaml::parse(file, text, &Budget::default()) {
        Ok(node) => reader.template(&node),
        Err(findings) => reader.findings = findings,
    }
    if reader.findings.is_empty() {
        Ok(reader.template)
    } else {
        Err(Findings { sources, list: reader.findings })
    }
}

#[derive(Default)]
struct Reader {
    template: Template,
    findings: Vec<Finding>,
}

impl Reader {
    fn template(&mut self, node: &Node) {
        let NodeKind::Map(entries) = &node.kind else {
            return self.wrong_shape(node, "a template is a map with `greeting` and `closing`");
        };
        for (key, value) in entries {
            match key.value.as_str() {
                "greeting" => self.template.greeting = self.texts(value),
                "closing" => self.template.closing = self.texts(value),
                name => {
                    let help = match nearest(name, KEYS) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "a template has `greeting` and `closing`".to_owned(),
                    };
                    let finding = Finding::error("unknown-key", format!("a template has no key `{name}`"));
                    self.findings.push(finding.label(key.place, "unknown key").help(help));
                }
            }
        }
    }

    /// A map from language to text.
    fn texts(&mut self, node: &Node) -> LocalText {
        let mut texts = LocalText::default();
        let NodeKind::Map(entries) = &node.kind else {
            self.wrong_shape(node, "write a text for each language, such as `{en: \"Hello,\"}`");
            return texts;
        };
        for (key, value) in entries {
            if let (Some(lang), Some(text)) = (self.language(key), self.text(value)) {
                texts.set(lang, text);
            }
        }
        texts
    }

    fn language(&mut self, key: &Located<String>) -> Option<Lang> {
        let known = Lang::from_code(&key.value);
        if known.is_none() {
            let finding =
                Finding::error("unknown-language", format!("`{}` is no language of replies", key.value));
            self.findings.push(
                finding
                    .label(key.place, "unknown language")
                    .help("replies are written in `en`, `id` and `zh`"),
            );
        }
        known
    }

    fn text(&mut self, node: &Node) -> Option<String> {
        match &node.kind {
            NodeKind::Scalar { text, .. } if !text.trim().is_empty() => Some(text.trim().to_owned()),
            NodeKind::Scalar { .. } => {
                let finding = Finding::error("bad-text", "the text is empty");
                let help = "write it, or leave the language out for the program's own words";
                self.findings.push(finding.label(node.place, "nothing here").help(help));
                None
            }
            _ => {
                self.wrong_shape(node, "write one text; `|` keeps its lines");
                None
            }
        }
    }

    fn wrong_shape(&mut self, node: &Node, help: &str) {
        let finding = Finding::error("wrong-shape", format!("{} cannot stand here", node.noun()));
        self.findings.push(finding.label(node.place, "here").help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_read_as_it_is_written() {
        let template = parse_template(
            "t.yaml",
            "closing:\n  en: |\n    Kind regards,\n    The desk\ngreeting: {zh: 您好}\n",
        )
        .expect("a good template");
        assert_eq!(template.closing.exact(Lang::En), Some("Kind regards,\nThe desk"));
        assert_eq!(template.greeting.exact(Lang::Zh), Some("您好"));
        assert_eq!(template.greeting.exact(Lang::En), None);
    }

    #[test]
    fn everything_wrong_is_told_with_its_place() {
        let text = "greting: {en: Hi}\nclosing: {fr: Salut, en: '', id: [a]}\ngreeting: Hello\n";
        let findings = parse_template("t.yaml", text).expect_err("faults");
        let told: Vec<String> = findings
            .list
            .iter()
            .map(|finding| format!("{}:{}", findings.sources.line(finding.labels[0].place).1, finding.code))
            .collect();
        assert_eq!(
            told,
            ["1:unknown-key", "2:unknown-language", "2:bad-text", "2:wrong-shape", "3:wrong-shape"]
        );
    }
}
