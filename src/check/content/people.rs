//! Names and addresses of people in texts.

use crate::check::Sink;
use crate::check::scene::Scene;
use crate::finding::Finding;
use crate::lang::Lang;
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

/// What is said before the name of a person: a greeting, an end of a letter, whom to turn to. Then two capitalised words.
#[expect(clippy::expect_used, reason = "a fixed regex, compiled by the examples of the catalogue")]
static TURNED_TO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x)\b(?: [Dd]ear | Hi | Hello | [Rr]egards | Sincerely | [Cc]all | [Aa]sk | [Cc]ontact | [Ee]mail | [Nn]amed
            | Salam | Hormat\ssaya | Yth | Halo | [Hh]ubungi | [Tt]anya | [Tt]anyakan | [Kk]epada | [Bb]ernama )
            [,.:]? \s+ (?:(?:to|for|ke|dengan)\s+)? (?<name> \p{Lu}\p{Ll}+ \s \p{Lu}\p{Ll}+ )\b",
    )
    .expect("the regex is fixed and valid")
});

/// Words of teams and roles, which stand where a name would: "contact Partner Support".
const ROLES: &[&str] = &[
    "account",
    "admin",
    "administrator",
    "agent",
    "bantuan",
    "billing",
    "center",
    "centre",
    "company",
    "customer",
    "desk",
    "department",
    "dukungan",
    "finance",
    "global",
    "help",
    "layanan",
    "lead",
    "local",
    "manager",
    "mitra",
    "office",
    "operations",
    "owner",
    "partner",
    "pelanggan",
    "program",
    "provider",
    "sales",
    "security",
    "service",
    "services",
    "support",
    "team",
    "technical",
    "tim",
];

/// Whether the text turns to somebody by two capitalised words, neither of which is a role or a word of the packs.
fn turns_to_somebody(text: &str, scene: &Scene<'_>) -> bool {
    TURNED_TO.captures_iter(text).any(|found| {
        let words = found["name"].to_lowercase();
        words.split_whitespace().all(|word| !ROLES.contains(&word) && !is_pack_word(word, scene))
    })
}

/// Whether packs use a word in the name of a product or a pack or in a form of a term.
fn is_pack_word(word: &str, scene: &Scene<'_>) -> bool {
    let holds = |text: &str| text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|one| one == word);
    let products = scene.book.packs.iter().flat_map(|(_, pack)| pack.product.iter());
    let terms = scene.book.terms.iter().flat_map(|(_, term)| term.forms.iter());
    products.chain(scene.book.other_products.iter()).chain(terms).any(|form| holds(&form.text))
        || scene
            .book
            .packs
            .iter()
            .any(|(_, pack)| holds(&pack.name) || Lang::ALL.iter().any(|lang| holds(pack.title.get(*lang))))
}

/// Whether one of the words is a given name.
fn holds_given_name(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| GIVEN.binary_search(&word).is_ok())
}

/// `personal-data`: an e-mail address, a phone number or the name of a person in a text for people.
pub(crate) fn people(scene: &Scene<'_>, sink: &mut Sink) {
    for text in &scene.texts {
        for (_, version) in &text.versions {
            let text_of = &version.value;
            let named = ADDRESSED.is_match(text_of) || holds_given_name(text_of);
            let found = if named || turns_to_somebody(text_of, scene) {
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
