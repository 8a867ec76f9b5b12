//! Options that make no sense together: which they are, and what to do instead.

use crate::cli::exit::Failure;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Refuses options that mean nothing without another one; each comes with whether it is given.
///
/// # Errors
/// When one is given and the other is not.
pub fn needs(options: &[(bool, &str)], other: (bool, &str)) -> Result<(), Failure> {
    match options.iter().find(|(given, _)| *given && !other.0) {
        None => Ok(()),
        Some((_, option)) => Err(Failure::new(
            format!("`{option}` means nothing without `{}`", other.1),
            format!("add `{}`, or leave `{option}` out", other.1),
        )),
    }
}

/// Refuses options to which a verb would not listen; each comes with whether it is given.
///
/// # Errors
/// When one is given.
pub fn refuse(verb: &str, options: &[(bool, &str)], because: &str) -> Result<(), Failure> {
    match options.iter().find(|(given, _)| *given) {
        None => Ok(()),
        Some((_, option)) => {
            Err(Failure::new(format!("`{option}` means nothing to `{verb}`: {because}"), "leave it out"))
        }
    }
}

/// What the parser of the command line found to contradict each other; none where it found something else.
pub fn contradiction(error: &Error) -> Option<Failure> {
    if error.kind() != ErrorKind::ArgumentConflict {
        return None;
    }
    let named = |kind: ContextKind| match error.get(kind)? {
        ContextValue::String(option) => Some(name(option)),
        ContextValue::Strings(options) => options.first().map(|option| name(option)),
        _ => None,
    };
    let (one, other) = (named(ContextKind::InvalidArg)?, named(ContextKind::PriorArg)?);
    if one == other {
        return Some(Failure::new(format!("`{one}` is given twice"), "give it once"));
    }
    let both = |first: &str, second: &str| {
        [(first, second), (second, first)].contains(&(one.as_str(), other.as_str()))
    };
    let found = INSTEAD.iter().find(|(first, second, _)| both(first, second));
    let help = match found {
        Some((_, _, help)) => (*help).to_owned(),
        None => format!("leave `{one}` or `{other}` out, or run them one after the other"),
    };
    Some(Failure::new(format!("`{one}` and `{other}` do not go together"), help))
}

/// An option as it is typed, without what it takes: `--format <FORMAT>` is `--format`.
fn name(option: &str) -> String {
    let option = option.split_whitespace().next().unwrap_or(option);
    option.trim_matches(['[', ']', '<', '>', '.']).to_owned()
}

/// Pairs of options, and what to do instead of giving both.
const INSTEAD: &[(&str, &str, &str)] = &[
    (
        "--reply",
        "--why",
        "the reply is for the customer and the reasons are for you: run them one after the other",
    ),
    ("--reply", "--format", "the reply is text to send as it is: leave `--format` out"),
    (
        "--why",
        "--format",
        "the reasons are a page to read: leave `--format` out; `--format json` alone holds all traces",
    ),
    ("--quiet", "--verbose", "leave one of them out"),
    ("--coverage", "--mutants", "run them one after the other: each is a measure of its own"),
    ("--cross", "--coverage", "run them one after the other: each is a measure of its own"),
    ("--cross", "--mutants", "run them one after the other: each is a measure of its own"),
    ("--bless", "--coverage", "bless first, then measure"),
    ("--bless", "--mutants", "bless first, then measure"),
    ("--bless", "--cross", "bless first, then measure"),
    ("--bless", "--format", "what is blessed is shown as text: leave `--format` out"),
    ("--bless", "--watch", "end the watching, bless, and watch again"),
    ("--score", "--watch", "labelled tickets are measured once: leave `--watch` out"),
    ("--score", "--fail-under", "a floor for labelled tickets is `--floor`"),
    ("--score", "--format", "the measure is a table: leave `--format` out"),
    ("--score", "--filter", "`--score` reads whole files: leave `--filter` out"),
    ("--score", "PATH", "name the labelled tickets behind `--score`; fixtures are run without it"),
    ("--explain", "--codes", "`--codes` lists all codes, `--explain CODE` tells of one"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_called_as_it_is_typed() {
        for (shown, typed) in [
            ("--format <FORMAT>", "--format"),
            ("--reply", "--reply"),
            ("[PATH]...", "PATH"),
            ("--score <FILE>...", "--score"),
        ] {
            assert_eq!(name(shown), typed);
        }
    }
}
