//! `compare = "us_missing"`: the nation's figure that is printed beside each state's.
//!
//! In: an entry of the dictionary, and all of them. Out: a fault unless the two are declared alike: one
//! noun counts the same things, a share is compared with a share.

use super::reader::TableReader;
use crate::diagnostic::{Code, nearest};
use crate::figure::Kind;
use crate::set::{FigureSpec, Localized, Scope};

/// Whether the comparison of a figure is sound, if it has one; what is wrong is told. `named` are the keys of
/// all entries, also of those with faults.
pub(super) fn is_sound(
    reader: &mut TableReader<'_>,
    spec: &FigureSpec,
    specs: &[FigureSpec],
    named: &[String],
) -> bool {
    let Some(compare) = &spec.compare else { return true };
    let mut bad = |code, message: String, help: String| {
        reader.bad(code, compare.span, message, help);
        false
    };
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
            bad(Code::UnknownFigure, message, help);
        }
        return false;
    };
    if (spec.scope, found.scope) != (Scope::State, Scope::National) {
        let message = format!("`{own}` cannot be compared with `{other}`");
        let help = "write `compare` under each state's figure, and name the national one";
        return bad(Code::BadValue, message, help.to_owned());
    }
    let kinds = [spec, found].map(|spec| spec.told_kind().map(|(kind, _)| kind));
    if let [Some(is), Some(wanted)] = kinds
        && is != wanted
    {
        let message = format!("`{own}` is {}, but `{other}` is {}", is.called(), wanted.called());
        let help = "compare like with like: name another figure, correct a `kind`, or delete the line";
        return bad(Code::WrongKind, message, help.to_owned());
    }
    let counts = kinds.contains(&Some(Kind::Number));
    if counts && !(is_same(&spec.one, &found.one) && is_same(&spec.other, &found.other)) {
        let counts = |spec: &FigureSpec| {
            let noun = spec.other.as_ref().and_then(|noun| noun.texts.first());
            noun.map_or("has no nouns".to_owned(), |(_, noun)| format!("counts “{}”", noun.value))
        };
        let message = format!("`{own}` {}, but `{other}` {}", counts(spec), counts(found));
        let help = "if both count the same, give both the same `one` and `other`; if not, delete the line";
        return bad(Code::WrongKind, message, help.to_owned());
    }
    true
}

/// The figure without its comparison, and without what that implies.
pub(super) fn drop(spec: &mut FigureSpec) {
    if let Some(compare) = spec.compare.take() {
        spec.at_most.retain(|limit| limit.span != compare.span);
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
