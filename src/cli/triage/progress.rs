//! How far a run is, on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::ffi::OsString;

/// A bar on standard error that follows the bytes read; nothing where that is no terminal, or where `hidden`.
pub fn bar(inputs: &[OsString], hidden: bool) -> ProgressBar {
    let size = |name: &OsString| {
        let known = std::fs::metadata(name).ok().filter(std::fs::Metadata::is_file);
        known.map(|known| known.len())
    };
    // Of a pipe nobody knows how long it is.
    let total: Option<u64> = inputs.iter().map(size).sum();
    let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(5) };
    let bar = ProgressBar::with_draw_target(total, target);
    let template = match total {
        Some(_) => "{bar:28} {percent:>3} %  {bytes} of {total_bytes}  {bytes_per_sec}  {eta} left",
        None => "{spinner} {bytes}  {bytes_per_sec}  {elapsed}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
