//! The end of a message that says nothing of what it is about: the greeting that closes it, and the signature.

/// How messages are closed, in small letters.
const CLOSINGS: [&str; 24] = [
    "best regards",
    "kind regards",
    "warm regards",
    "regards",
    "best wishes",
    "sincerely",
    "yours ",
    "thanks",
    "thank you",
    "many thanks",
    "cheers",
    "sent from my",
    "terima kasih",
    "terimakasih",
    "makasih",
    "trims",
    "salam",
    "hormat",
    "dikirim dari",
    "谢谢",
    "多谢",
    "此致",
    "祝好",
    "发自我的",
];
/// A line that closes has at most so many characters behind these words.
const BEHIND: usize = 24;

/// A message without its closing and its signature. The first line is never a closing.
pub fn above(message: &str) -> &str {
    let start = message.len() - message.trim_start().len();
    let mut at = start;
    for line in message[start..].split_inclusive('\n') {
        if at > start && closes(line.trim()) {
            return message[..at].trim_end();
        }
        at += line.len();
    }
    message
}

fn closes(line: &str) -> bool {
    if matches!(line, "--" | "—" | "__") {
        return true;
    }
    let begins = |closing: &&str| {
        // A closing is at most this long, whatever the line is.
        let beginning: String =
            line.chars().take(closing.chars().count()).flat_map(char::to_lowercase).collect();
        beginning == **closing
    };
    let closing = CLOSINGS.iter().find(|closing| begins(closing));
    closing.is_some_and(|closing| line.chars().count() - closing.chars().count() <= BEHIND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closing_ends_what_a_message_is_about() {
        for (message, above_it) in [
            ("The invoice is wrong.\n\nBest regards,\nBudi\nPT Maju Jaya", "The invoice is wrong."),
            ("Faktur salah\nTerima kasih atas bantuannya\nDewi", "Faktur salah"),
            ("发票开错了\n谢谢！\n王伟", "发票开错了"),
            ("it is broken\n-- \nBudi", "it is broken"),
            (
                "Thanks!\nIt is the same with the other invoice.",
                "Thanks!\nIt is the same with the other invoice.",
            ),
            ("\n\nThanks,\nall is well", "\n\nThanks,\nall is well"),
            (
                "a\nThank you for the invoice that you sent, but it is wrong",
                "a\nThank you for the invoice that you sent, but it is wrong",
            ),
        ] {
            assert_eq!(above(message), above_it);
        }
    }
}
