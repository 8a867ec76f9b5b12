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
/// Cost: length times band width; no allocation. Words longer than 40 bytes have no distance.
pub(super) fn distance(one: &[u8], other: &[u8], limit: usize) -> Option<usize> {
    const WIDTH: usize = 42;
    let (n, m) = (one.len(), other.len());
    if n.abs_diff(m) > limit || n >= WIDTH || m >= WIDTH {
        return None;
    }
    // Cells further from the diagonal than the limit cannot be on the way; beside the band stands what is too much.
    const TOO_MUCH: u8 = u8::MAX / 2;
    let mut rows = [[TOO_MUCH; WIDTH + 1]; 3];
    for (column, cell) in rows[0].iter_mut().enumerate().take(limit + 1) {
        *cell = column as u8;
    }
    for row in 1..=n {
        let (current, previous, before) = (row % 3, (row + 2) % 3, (row + 1) % 3);
        let (from, to) = (row.saturating_sub(limit).max(1), (row + limit).min(m));
        rows[current][from - 1] = if from == 1 { row as u8 } else { TOO_MUCH };
        let mut least = rows[current][from - 1];
        for column in from..=to {
            let same = one[row - 1] == other[column - 1];
            let mut cost = rows[previous][column - 1] + u8::from(!same);
            cost = cost.min(rows[previous][column] + 1).min(rows[current][column - 1] + 1);
            if row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1]
            {
                cost = cost.min(rows[before][column - 2] + 1);
            }
            rows[current][column] = cost;
            least = least.min(cost);
        }
        rows[current][to + 1] = TOO_MUCH;
        if least as usize > limit {
            return None;
        }
    }
    let distance = rows[n % 3][m] as usize;
    (distance <= limit).then_some(distance)
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
