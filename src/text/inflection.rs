//! Which written words may be inflections of one another, in English and Indonesian.
//!
//! No dictionary: both the pack's word and the ticket's word are cut down to keys, and words that share a key
//! belong together. English follows the first steps of Porter's stemmer (M. F. Porter, "An algorithm for suffix
//! stripping", 1980); Indonesian the affix order of Nazief and Adriani (1996): particle, possessive, suffix,
//! prefix, with the letters that a nasal prefix swallows put back.

/// Calls `each` with every key of an ASCII word; words of fewer than three letters have none. `key` is scratch space.
pub(super) fn keys(word: &str, key: &mut String, each: &mut impl FnMut(&str)) {
    if word.len() < 3 || word.len() > 32 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return;
    }
    english(word, key);
    each(key);
    if word.len() >= ROOT {
        indonesian(word, key, each);
    }
}

fn english(word: &str, key: &mut String) {
    let mut base = word;
    let strip = |base: &str, suffix: &str, keep: usize| {
        base.strip_suffix(suffix).filter(|rest| rest.len() >= keep && rest.contains(is_vowel)).map(str::len)
    };
    let plural = !base.ends_with("ss") && !base.ends_with("us") && !base.ends_with("is");
    if let Some(len) = strip(base, "s", 3).filter(|_| plural) {
        base = &base[..len];
    }
    if let Some(len) = strip(base, "ing", 3).or_else(|| strip(base, "ed", 3)) {
        base = &base[..len];
        let bytes = base.as_bytes();
        let n = bytes.len();
        if n > 3 && bytes[n - 1] == bytes[n - 2] && !matches!(bytes[n - 1], b'l' | b's' | b'z') {
            base = &base[..n - 1];
        }
    }
    key.clear();
    key.push_str("en ");
    match base.as_bytes().last() {
        Some(b'e') => key.push_str(&base[..base.len() - 1]),
        Some(b'y') => {
            key.push_str(&base[..base.len() - 1]);
            key.push('i');
        }
        _ => key.push_str(base),
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

const PARTICLES: [&str; 3] = ["lah", "kah", "pun"];
const POSSESSIVES: [&str; 3] = ["nya", "ku", "mu"];
const SUFFIXES: [&str; 2] = ["kan", "i"];
/// A root is at least this long.
const ROOT: usize = 4;

fn indonesian(word: &str, key: &mut String, each: &mut impl FnMut(&str)) {
    let mut base = word;
    for endings in [&PARTICLES[..], &POSSESSIVES[..]] {
        let rest = endings.iter().find_map(|ending| base.strip_suffix(ending));
        base = rest.filter(|rest| rest.len() >= ROOT).unwrap_or(base);
    }
    roots(base, key, each);
    for suffix in SUFFIXES {
        if let Some(rest) = base.strip_suffix(suffix).filter(|rest| rest.len() >= ROOT) {
            roots(rest, key, each);
        }
    }
}

/// The base itself and what remains without a prefix.
fn roots(base: &str, key: &mut String, each: &mut impl FnMut(&str)) {
    let mut give = |restored: &str, rest: &str| {
        if restored.len() + rest.len() >= ROOT {
            key.clear();
            key.push_str("id ");
            key.push_str(restored);
            key.push_str(rest);
            each(key);
        }
    };
    give("", base);
    for prefix in ["di", "ter", "ber"] {
        if let Some(rest) = base.strip_prefix(prefix) {
            give("", rest);
        }
    }
    let starts_vowel = |rest: &str| rest.starts_with(['a', 'e', 'i', 'o', 'u']);
    if let Some(rest) = base.strip_prefix("meny") {
        give("s", rest);
    } else if let Some(rest) = base.strip_prefix("meng") {
        give("", rest);
        if starts_vowel(rest) {
            give("k", rest);
        }
    } else if let Some(rest) = base.strip_prefix("mem") {
        give("", rest);
        if starts_vowel(rest) {
            give("p", rest);
        }
    } else if let Some(rest) = base.strip_prefix("men") {
        give("", rest);
        if starts_vowel(rest) {
            give("t", rest);
        }
    } else if let Some(rest) = base.strip_prefix("me") {
        give("", rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn all(word: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        keys(word, &mut String::new(), &mut |key| {
            found.insert(key.to_owned());
        });
        found
    }

    #[test]
    fn inflections_share_a_key() {
        for (one, other) in [
            ("redirect", "redirected"),
            ("disable", "disabled"),
            ("expire", "expires"),
            ("dimmed", "dim"),
            ("option", "options"),
            ("entry", "entries"),
            ("tukar", "menukarkan"),
            ("tampil", "ditampilkan"),
            ("tombol", "tombolnya"),
            ("kirim", "mengirim"),
            ("pilih", "memilih"),
            ("sambung", "tersambung"),
            ("alih", "dialihkan"),
        ] {
            if one.len() < 4 || other.len() < 4 {
                continue;
            }
            assert!(!all(one).is_disjoint(&all(other)), "{one} {other}");
        }
    }

    #[test]
    fn different_words_do_not() {
        for (one, other) in [("role", "rule"), ("page", "pages2"), ("miss", "mist"), ("cair", "cari")] {
            assert!(all(one).is_disjoint(&all(other)), "{one} {other}");
        }
    }
}
