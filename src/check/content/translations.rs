//! Translations that are none.

use crate::check::Sink;
use crate::check::scene::Scene;
use crate::check::texts::Role;
use crate::finding::Finding;
use crate::lang::Lang;

/// Two words may be a product's name; from here on it is a sentence, with or without its full stop.
const SENTENCE: usize = 4;

/// Whether a text is more than a name.
fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words >= SENTENCE || words > 1 && text.trim_end().ends_with(['.', '!', '?', '。'])
}

/// `same-translation`: two languages with the same sentence, or a Chinese text without a Chinese character.
pub(crate) fn translations(scene: &Scene<'_>, sink: &mut Sink) {
    for text in scene.texts.iter().filter(|text| text.role != Role::Name) {
        for (index, (lang, version)) in text.versions.iter().enumerate() {
            if !is_sentence(&version.value) {
                continue;
            }
            let same =
                text.versions[..index].iter().find(|(_, other)| other.value.trim() == version.value.trim());
            let no_han = *lang == Lang::Zh
                && !version.value.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let finding = match same {
                Some((other, first)) => Finding::lint(
                    "same-translation",
                    format!("the `{lang}` text of `{}` is the `{other}` text", text.owner),
                )
                .label(version.place, "the same words")
                .label(first.place, "as here"),
                None if no_han => Finding::lint(
                    "same-translation",
                    format!("the `{lang}` text of `{}` is not Chinese", text.owner),
                )
                .label(version.place, "no Chinese character in it"),
                None => continue,
            };
            sink.report(finding.help("translate it"));
        }
    }
}
