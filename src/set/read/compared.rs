//! `compare = "us_missing"`: the nation's figure that is printed beside each state's.
//!
//! In: an entry of the dictionary, and all of them. Out: a fault unless the two are declared alike: one
//! noun counts the same things, a share is compared with a share.

use super::reader::TableReader;
use crate::diagnostic::{Code, nearest};
use crate::figure::Kind;
use crate::set::{FigureSpec, Localized, Scope};

/// Checks the comparison of a figure, if it has one. `named` are the keys of all entries, also of those
/// with faults.
pub(super) fn check(reader: &mut TableReader<'_>, spec: &FigureSpec, specs: &[FigureSpec], named: &[String]) {
    let Some(compare) = &spec.compare else { return };
    let (own, other) = (&spec.key.value, &compare.value);
    let Some(found) = specs.iter().find(|spec| spec.key.value == *other) else {
        // If its own entry is faulty, that has been reported.
        if !named.contains(other) {
            let national = specs.iter().filter(|spec| spec.scope == Scope::National);
            let help = match nearest(other, national.map(|spec| spec.key.value.as_str())) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("add `[figures.{other}]` with `scope = \"national\"`, or delete the line"),
            };
            let message = format!("`compare` names `{other}`, which is not a figure");
            reader.bad(Code::UnknownFigure, compare.span, message, help);
        }
        return;
    };
    if (spec.scope, found.scope) != (Scope::State, Scope::National) {
        let message = format!("`{own}` cannot be compared with `{other}`");
        let help = "write `compare` under each state's figure, and name the national one";
        return reader.bad(Code::BadValue, compare.span, message, help);
    }
    let kinds = [spec, found].map(|spec| spec.told_kind().map(|(kind, _)| kind));
    if let [Some(is), Some(wanted)] = kinds
        && is != wanted
    {
        let message = format!("`{own}` is {}, but `{other}` is {}", is.called(), wanted.called());
        let help = "compare like with like: name another figure, correct a `kind`, or delete the line";
        return reader.bad(Code::WrongKind, compare.span, message, help);
    }
    let counts = kinds.contains(&Some(Kind::Number));
    if counts && !(is_same(&spec.one, &found.one) && is_same(&spec.other, &found.other)) {
        let counts = |spec: &FigureSpec| {
            let noun = spec.other.as_ref().and_then(|noun| noun.texts.first());
            noun.map_or("has no nouns".to_owned(), |(_, noun)| format!("counts “{}”", noun.value))
        };
        let message = format!("`{own}` {}, but `{other}` {}", counts(spec), counts(found));
        let help = "if both count the same, give both the same `one` and `other`; if not, delete the line";
        reader.bad(Code::WrongKind, compare.span, message, help);
    }
}

/// A count set beside the nation's is a part of it, and not more.
pub(super) fn limited(mut spec: FigureSpec) -> FigureSpec {
    if let (Some(compare), Some((Kind::Number, _))) = (&spec.compare, spec.told_kind())
        && spec.at_most.iter().all(|limit| limit.value != compare.value)
    {
        spec.at_most.push(compare.clone());
    }
    spec
}

/// Whether two nouns are the same in every language.
fn is_same(a: &Option<Localized>, b: &Option<Localized>) -> bool {
    let words = |noun: &Localized| -> Vec<(String, String)> {
        let mut words: Vec<_> =
            noun.texts.iter().map(|(tag, text)| (tag.clone(), text.value.clone())).collect();
        words.sort();
        words
    };
    a.as_ref().map(words) == b.as_ref().map(words)
}
