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

/// Given names that are hardly ever anything else, in the languages of packs. A name that is not here goes unseen, so that
/// no product or place is taken for a person.
const GIVEN: &[&str] = &[
    "Agus",
    "Ahmad",
    "Alice",
    "Andi",
    "Andreas",
    "Andrew",
    "Anna",
    "Anthony",
    "Bambang",
    "Barbara",
    "Brian",
    "Budi",
    "Christine",
    "Daniel",
    "David",
    "Deborah",
    "Dewi",
    "Edward",
    "Eko",
    "Elena",
    "Elizabeth",
    "Emily",
    "Emma",
    "Fatima",
    "Hannah",
    "Hendra",
    "James",
    "Jane",
    "Jason",
    "Jennifer",
    "Jessica",
    "Johanna",
    "John",
    "Joko",
    "Jonathan",
    "Joseph",
    "Joshua",
    "Julia",
    "Karen",
    "Kevin",
    "Laura",
    "Linda",
    "Lisa",
    "Maria",
    "Matthew",
    "Michael",
    "Michelle",
    "Mohammed",
    "Muhammad",
    "Nancy",
    "Nicole",
    "Nurul",
    "Olivia",
    "Patricia",
    "Peter",
    "Rachel",
    "Richard",
    "Rina",
    "Robert",
    "Rudi",
    "Sandra",
    "Sarah",
    "Siti",
    "Sophie",
    "Stephen",
    "Steven",
    "Susan",
    "Thomas",
    "Timothy",
    "William",
    "Yanti",
];

/// Whether one of the words is a given name.
fn holds_given_name(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| GIVEN.binary_search(&word).is_ok())
}

/// `personal-data`: an e-mail address, a phone number or the name of a person in a text for people.
pub(crate) fn people(scene: &Scene<'_>, sink: &mut Sink) {
    for text in &scene.texts {
        for (_, version) in &text.versions {
            let found = if ADDRESSED.is_match(&version.value) || holds_given_name(&version.value) {
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
