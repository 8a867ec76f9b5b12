//! Typing and reading slips: how far a written word may be from the word it stands for.

/// Letters that a reader or OCR confuses, as one representative.
pub(super) fn look_alike(byte: u8) -> u8 {
    match byte {
        b'0' | b'o' => b'o',
        b'1' | b'l' | b'i' | b'|' => b'l',
        b'5' | b's' => b's',
        b'8' | b'b' => b'b',
        other => other,
    }
}

/// A word with confusable letters made equal and `rn` read as `m`.
pub(super) fn look_alike_key(word: &str, key: &mut String) {
    key.clear();
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        if c == 'r' && chars.peek() == Some(&'n') {
            chars.next();
            key.push('m');
        } else if c.is_ascii() {
            key.push(char::from(look_alike(c as u8)));
        } else {
            key.push(c);
        }
    }
}

/// How many edits a word of this many letters may have: none below 4, one for 4–7, two from 8.
pub(super) fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Damerau–Levenshtein distance in its restricted form (optimal string alignment), on bytes, or none above
/// `limit` (at most 2).
///
/// What both begin or end with takes no edit, so one of the edits stands where they first differ: each kind is tried there.
/// Cost: a few times the length; no allocation. Words longer than 40 bytes have no distance.
pub(super) fn distance(one: &[u8], other: &[u8], limit: usize) -> Option<usize> {
    const LONGEST: usize = 41;
    if one.len().abs_diff(other.len()) > limit || one.len().max(other.len()) > LONGEST {
        return None;
    }
    let (one, other) = differing(one, other);
    if one.is_empty() || other.is_empty() {
        return Some(one.len() + other.len()).filter(|distance| *distance <= limit);
    }
    let rest = limit.checked_sub(1)?;
    let swapped = match (one, other) {
        ([a, b, one @ ..], [c, d, other @ ..]) if (a, b) == (d, c) => distance(one, other, rest),
        _ => None,
    };
    if rest == 0 && (one.len() != other.len() || one.len() > 1) {
        return swapped.map(|edits| edits + 1);
    }
    let tries = [
        swapped,
        distance(&one[1..], &other[1..], rest),
        distance(one, &other[1..], rest),
        distance(&one[1..], other, rest),
    ];
    tries.into_iter().flatten().min().map(|edits| edits + 1)
}

/// Two words without what both begin with, and then without what both end with.
fn differing<'a>(one: &'a [u8], other: &'a [u8]) -> (&'a [u8], &'a [u8]) {
    let same = |(a, b): &(&u8, &u8)| a == b;
    let begin = one.iter().zip(other).take_while(same).count();
    let (one, other) = (&one[begin..], &other[begin..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
    (&one[..one.len() - end], &other[..other.len() - end])
}

/// Whether two words of four letters differ as slips do: letters swapped, doubled or left out, or a
/// neighbouring key. Short words have too many real neighbours for more.
pub(super) fn close_short(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return true;
    }
    let mut different = one.iter().zip(other).filter(|(a, b)| a != b);
    match (different.next(), different.next()) {
        (Some((a, b)), None) => neighbours(*a, *b),
        _ => true,
    }
}

/// Whether two letters are neighbours on a QWERTY keyboard.
fn neighbours(a: u8, b: u8) -> bool {
    const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let place = |key: u8| {
        ROWS.iter()
            .enumerate()
            .find_map(|(row, keys)| keys.iter().position(|k| *k == key).map(|column| (row, column)))
    };
    match (place(a), place(b)) {
        (Some((row, column)), Some((other_row, other_column))) => {
            row.abs_diff(other_row) <= 1 && column.abs_diff(other_column) <= 1
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn distances() {
        for (one, other, limit, expected) in [
            ("button", "buton", 1, Some(1)),
            ("button", "buttno", 1, Some(1)),
            ("redemption", "redmeptoin", 2, Some(2)),
            ("page", "pages", 0, None),
            ("kitten", "sitting", 2, None),
            ("abc", "abc", 0, Some(0)),
        ] {
            assert_eq!(distance(one.as_bytes(), other.as_bytes(), limit), expected, "{one} {other}");
        }
    }

    #[test]
    fn agrees_with_the_library_where_both_apply() {
        for one in ["redeem", "reward", "greyed", "expired", "vouchers"] {
            for other in ["redem", "rewrad", "geryed", "expierd", "voucher", "shipping"] {
                let expected = strsim::osa_distance(one, other);
                assert_eq!(
                    distance(one.as_bytes(), other.as_bytes(), 2),
                    (expected <= 2).then_some(expected)
                );
            }
        }
    }

    proptest! {
        #[test]
        fn agrees_with_the_library(one in "[abc]{0,9}", other in "[abc]{0,9}", limit in 0_usize..3) {
            let expected = strsim::osa_distance(&one, &other);
            prop_assert_eq!(
                distance(one.as_bytes(), other.as_bytes(), limit),
                (expected <= limit).then_some(expected)
            );
        }
    }

    #[test]
    fn reading_slips() {
        let key = |word: &str| {
            let mut key = String::new();
            look_alike_key(word, &mut key);
            key
        };
        assert_eq!(key("c0ntinue"), key("continue"));
        assert_eq!(key("perm1ssion"), key("permission"));
        assert_eq!(key("forrn"), key("form"));
        assert_ne!(key("role"), key("rule"));
    }
}
