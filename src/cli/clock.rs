//! The one look at the clock.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Today where the machine stands.
pub fn today() -> Date {
    match local() {
        Some(zone) => zone.to_datetime(Timestamp::now()).date(),
        None => Zoned::now().date(),
    }
}

/// The machine's zone from the file that most systems keep it in. To find it by name, all zones of the system would be
/// listed first, which takes longer than an answer.
fn local() -> Option<TimeZone> {
    if std::env::var_os("TZ").is_some() {
        return None;
    }
    let rules = std::fs::read("/etc/localtime").ok()?;
    TimeZone::tzif("local", &rules).ok()
}
