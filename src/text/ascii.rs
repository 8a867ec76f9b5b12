//! What a regex is to a text of ASCII alone: the same matches from a fraction of the states.
//!
//! A class that leaves a few characters out holds all the others that Unicode has, and takes most of the time of compiling a
//! regex. Nearly all stretches in which a regex is searched for are plain, and in those none of them stands.

use regex_syntax::hir::{Capture, Class, ClassBytes, ClassBytesRange, Hir, HirKind, Look, Repetition};

/// The regex without all that no text of ASCII holds. In such a text it finds the same matches with the same groups.
///
/// Cost: linear in the regex; as deep as it is nested, which its parser limits.
pub(super) fn of(regex: &Hir) -> Hir {
    match regex.kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) if literal.0.is_ascii() => Hir::literal(literal.0.clone()),
        HirKind::Literal(_) => Hir::fail(),
        HirKind::Class(class) => Hir::class(Class::Bytes(of_class(class))),
        HirKind::Look(look) => Hir::look(of_look(*look)),
        HirKind::Repetition(repetition) => {
            let sub = Box::new(of(&repetition.sub));
            Hir::repetition(Repetition { sub, ..repetition.clone() })
        }
        HirKind::Capture(capture) => {
            let sub = Box::new(of(&capture.sub));
            Hir::capture(Capture { sub, ..capture.clone() })
        }
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(of).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(of).collect()),
    }
}

/// The ASCII characters of a class.
fn of_class(class: &Class) -> ClassBytes {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => {
            class.iter().map(|range| (range.start().into(), range.end().into())).collect()
        }
        Class::Bytes(class) => class.iter().map(|range| (range.start().into(), range.end().into())).collect(),
    };
    let ascii = |(start, end): (u32, u32)| {
        let start = u8::try_from(start).ok().filter(u8::is_ascii)?;
        Some(ClassBytesRange::new(start, u8::try_from(end).map_or(LAST, |end| end.min(LAST))))
    };
    ClassBytes::new(ranges.into_iter().filter_map(ascii))
}

/// The last character of ASCII.
const LAST: u8 = 0x7F;

/// The edge of a word, where its characters are ASCII.
fn of_look(look: Look) -> Look {
    match look {
        Look::WordUnicode => Look::WordAscii,
        Look::WordUnicodeNegate => Look::WordAsciiNegate,
        Look::WordStartUnicode => Look::WordStartAscii,
        Look::WordEndUnicode => Look::WordEndAscii,
        Look::WordStartHalfUnicode => Look::WordStartHalfAscii,
        Look::WordEndHalfUnicode => Look::WordEndHalfAscii,
        other => other,
    }
}
