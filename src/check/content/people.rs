//! Names and addresses of people in texts.

use crate::check::Sink;
use crate::check::scene::Scene;
use crate::finding::Finding;
use crate::mask::mask;
use regex::Regex;
use std::sync::LazyLock;

/// A form of address with a name after it; in Chinese a short name before it.
#[expect(clippy::expect_used, reason = "a fixed regex, compiled by the examples of the catalogue")]
static ADDRESSED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\b(?:Mr|Mrs|Ms|Dr|Pak|Bapak|Bu|Ibu|Mas|Mbak)\.?\s\p{Lu}\p{Ll}+|(?:请|联系|找)\p{Han}{1,3}(?:先生|女士)",
    )
    .expect("the regex is fixed and valid")
});

/// `personal-data`: an e-mail address, a phone number or the name of a person in a text for people.
pub(crate) fn people(scene: &Scene<'_>, sink: &mut Sink) {
    for text in &scene.texts {
        for (_, version) in &text.versions {
            let found = if ADDRESSED.is_match(&version.value) {
                "names a person"
            } else if mask(&version.value, |_| true) != version.value {
                "holds an address or a phone number"
            } else {
                continue;
            };
            sink.report(
                Finding::lint("personal-data", format!("a text of `{}` {found}", text.owner))
                    .label(version.place, "people leave, and packs are read by everybody")
                    .help("name the role or the team, or a contact under `contacts`"),
            );
        }
    }
}
