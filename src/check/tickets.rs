//! Numbers under which a desk files its cases.

use regex::Regex;
use std::sync::LazyLock;

#[expect(clippy::expect_used, reason = "a fixed regex, compiled by the examples of the catalogue")]
static TICKET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:inc|req|ritm|chg|sr|case|ticket|tiket|工单)\s?(?:no\.?|[#:：-])?\s?\d{5,}")
        .expect("the regex is fixed and valid")
});

/// The first number of a ticket or case in a text.
pub(super) fn number(text: &str) -> Option<&str> {
    TICKET.find(text).map(|found| found.as_str())
}
