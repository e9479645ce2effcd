//! `[figures.KEY]` of the set file: what each figure counts, its scope and its rules.
//!
//! In: the table. Out: [`FigureSpec`]s whose rules name figures that exist and can be compared.

use super::compared;
use super::localized::localized;
use super::reader::{Fields, TableReader, TomlNode};
use super::rules;
use crate::diagnostic::{Code, nearest};
use crate::figure::Kind;
use crate::set::{FigureSpec, Scope};
use crate::source::Spanned;
use toml::de::DeValue;

/// Names that mean something else in the wording: its own values, and Jinja's keywords.
const RESERVED: &[&str] = &[
    "state",
    "year",
    "released",
    "as_of",
    "publisher",
    "contact",
    "loop",
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "in",
    "is",
    "not",
    "and",
    "or",
    "true",
    "false",
    "none",
    "set",
    "endset",
    "block",
    "endblock",
    "macro",
    "endmacro",
    "call",
    "endcall",
    "filter",
    "endfilter",
    "include",
    "import",
    "from",
    "as",
    "with",
    "endwith",
    "extends",
    "raw",
    "endraw",
    "do",
    "self",
    "super",
    "caller",
    "recursive",
    "autoescape",
    "endautoescape",
    "break",
    "continue",
    "without",
    "context",
    "ignore",
    "missing",
];

/// Reads the dictionary and checks that its rules fit together.
pub(super) fn read(
    reader: &mut TableReader<'_>,
    fields: &Fields<'_>,
    languages: &[Spanned<String>],
) -> Option<Vec<FigureSpec>> {
    if !reader.in_bounds(fields) {
        return None;
    }
    let mut specs = Vec::new();
    let mut named = Vec::new();
    let mut whole = true;
    for (key, node) in fields.entries() {
        let key = Spanned::new(key.get_ref().to_string(), reader.span(key.span()));
        named.push(key.value.clone());
        let usable = check_name(reader, &key);
        match spec(reader, key, node, languages) {
            Some(spec) if usable => specs.push(spec),
            _ => whole = false,
        }
    }
    specs.iter().for_each(|spec| check_rules(reader, spec, &specs, &named));
    let faulty = |spec: &FigureSpec| !compared::is_sound(reader, spec, &specs, &named);
    let faulty: Vec<bool> = specs.iter().map(faulty).collect();
    // Its fault is told; no other follows from it.
    specs.iter_mut().zip(faulty).filter(|(_, faulty)| *faulty).for_each(|(spec, _)| compared::drop(spec));
    whole.then_some(specs)
}

/// Whether a name can be used in the wording: a lower-case letter, then lower-case letters, digits, `_`.
pub(super) fn is_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

fn check_name(reader: &mut TableReader<'_>, key: &Spanned<String>) -> bool {
    let name = &key.value;
    if !is_name(name) {
        let help = "use lower-case letters, digits and _, and begin with a letter: `missing_cases`";
        reader.bad(Code::BadValue, key.span, format!("`{name}` cannot be the name of a figure"), help);
    } else if RESERVED.contains(&name.as_str()) {
        let help = "choose another name, for example with a second word";
        reader.bad(Code::BadValue, key.span, format!("`{name}` means something else in the wording"), help);
    } else {
        return true;
    }
    false
}

fn spec(
    reader: &mut TableReader<'_>,
    key: Spanned<String>,
    node: &TomlNode<'_>,
    languages: &[Spanned<String>],
) -> Option<FigureSpec> {
    let mut fields = reader.table(&format!("figures.{}", key.value), node)?;
    let scope = fields
        .required("scope", "a line `scope = \"state\"`, or `scope = \"national\"`")
        .and_then(|node| scope(reader, node));
    let kind = match fields.optional("kind") {
        None => Some(None),
        Some(node) => kind(reader, node).map(Some),
    };
    let label = fields
        .required("label", "a line `label = \"…\"` that says what it counts")
        .and_then(|node| localized(reader, "label", node, languages));
    let one = fields.optional("one");
    // One noun needs the other.
    let other = if one.is_some() {
        fields.required("other", "a line `other = \"…\"`: the noun for 2 and more, as \"cases\"")
    } else {
        fields.optional("other")
    };
    let one = if other.is_some() {
        one.or_else(|| fields.required("one", "a line `one = \"…\"`: the noun for 1, as \"case\""))
    } else {
        one
    };
    let one = one.and_then(|node| localized(reader, "one", node, languages));
    let other = other.and_then(|node| localized(reader, "other", node, languages));
    let sum_of = fields.optional("sum_of").map_or(Some(Vec::new()), |node| {
        let parts = reader.strings("sum_of", node)?;
        if parts.is_empty() {
            let help = "name the figures it is the sum of, or delete the line";
            reader.bad(Code::BadValue, reader.span(node.span()), "`sum_of` is empty", help);
            return None;
        }
        Some(parts)
    });
    let at_most = fields.optional("at_most").map_or(Some(Vec::new()), |node| match node.get_ref() {
        DeValue::Array(_) => reader.strings("at_most", node),
        _ => reader.string("at_most", node).map(|key| vec![key]),
    });
    let compare = fields.optional("compare");
    let compare = compare.map_or(Some(None), |node| reader.string("compare", node).map(Some));
    let required = fields.optional("required").map_or(Some(true), |node| reader.flag("required", node));
    let rules = rules::read(reader, &mut fields);
    reader.close(fields);
    Some(compared::limited(FigureSpec {
        key,
        scope: scope?,
        kind: kind?,
        label: label?,
        one,
        other,
        sum_of: sum_of?,
        at_most: at_most?,
        compare: compare?,
        required: required?,
        rules: rules?,
    }))
}

fn scope(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<Scope> {
    let written = reader.string("scope", node)?;
    match written.value.as_str() {
        "state" => Some(Scope::State),
        "national" => Some(Scope::National),
        other => {
            let help = match nearest(other, ["state", "national"]) {
                Some(meant) => format!("did you mean \"{meant}\"?"),
                None => "write \"state\" or \"national\"".to_owned(),
            };
            reader.bad(Code::BadValue, written.span, format!("\"{other}\" is not a scope"), help);
            None
        }
    }
}

fn kind(reader: &mut TableReader<'_>, node: &TomlNode<'_>) -> Option<Spanned<Kind>> {
    let Spanned { value, span } = reader.string("kind", node)?;
    let found = Kind::ALL.into_iter().find(|(name, _)| *name == value);
    if found.is_none() {
        let names = Kind::ALL.map(|(name, _)| name);
        let help = match nearest(&value, names) {
            Some(meant) => format!("did you mean \"{meant}\"?"),
            None => "write \"count\", which rounded numbers are as well, \"share\", \"decimal\" or \"money\""
                .to_owned(),
        };
        reader.bad(Code::BadValue, span, format!("\"{value}\" is not a kind of figure"), help);
    }
    found.map(|(_, kind)| Spanned::new(kind, span))
}

/// The limits that are written as such; what is wrong with one that a comparison implies is told of that.
fn limits(spec: &FigureSpec) -> impl Iterator<Item = &Spanned<String>> {
    let implied = |key: &Spanned<String>| spec.compare.as_ref().is_some_and(|own| own.span == key.span);
    spec.at_most.iter().filter(move |key| !implied(key))
}

/// Checks that the rules name existing figures, not their own, of a scope that can be compared.
fn check_rules(reader: &mut TableReader<'_>, spec: &FigureSpec, specs: &[FigureSpec], named: &[String]) {
    check_kinds(reader, spec, specs);
    let share = spec.rules.share_of.iter().flat_map(|share| [&share.part, &share.whole]);
    let sums = spec.rules.states_sum_to.iter().map(|sum| &sum.national);
    let rules = spec.sum_of.iter().map(|key| ("sum_of", key));
    let rules = rules.chain(limits(spec).map(|key| ("at_most", key)));
    let rules = rules.chain(share.map(|key| ("share_of", key)));
    for (rule, key) in rules.chain(sums.map(|key| ("states_sum_to", key))) {
        check_reference(reader, (rule, key), spec, specs, named);
    }
    for (at, key) in spec.sum_of.iter().enumerate() {
        if spec.sum_of[..at].iter().any(|before| before.value == key.value) {
            let message = format!("`{}` is named twice", key.value);
            reader.bad(Code::BadValue, key.span, message, "keep one of the two");
        }
    }
}

/// Checks that the rules of a figure are for its kind, and tie it to figures that can be of theirs.
fn check_kinds(reader: &mut TableReader<'_>, spec: &FigureSpec, specs: &[FigureSpec]) {
    let rules = &spec.rules;
    let told = |key: &str| specs.iter().find(|spec| spec.key.value == key)?.told_kind();
    let own = spec.told_kind().map(|(kind, _)| kind);
    let like = spec.sum_of.iter().map(|key| ("sum_of", key)).chain(limits(spec).map(|key| ("at_most", key)));
    let like = like.filter_map(|(rule, key)| Some((rule, key.span, own?, told(&key.value)?.0)));
    let range = rules.range.iter().map(|range| ("range", range.span, Some(range.min.amount.kind())));
    let share = rules.share_of.iter().map(|share| ("share_of", share.part.span, Some(Kind::Share)));
    // Money adds up as counts do.
    let sum = |kind: Kind| if kind.adds_up() { kind } else { Kind::Number };
    let states = rules.states_sum_to.iter();
    let states = states.map(|rule| ("states_sum_to", rule.national.span, own.map(sum)));
    let small = rules.protect.iter().map(|_| ("suppress_below", spec.key.span, Some(Kind::Number)));
    let of = range.chain(share).chain(states).chain(small);
    let of = of.filter_map(|(rule, span, wanted)| Some((rule, span, own?, wanted?)));
    let parts = rules.share_of.iter().flat_map(|share| [&share.part, &share.whole]);
    let parts = parts.filter_map(|key| Some((key.span, told(&key.value)?.0)));
    let parts = parts.map(|(span, kind)| ("share_of", span, sum(kind), kind));
    let misfits: Vec<_> = like.chain(of).chain(parts).filter(|(_, _, is, wanted)| is != wanted).collect();
    for (rule, span, is, wanted) in misfits {
        let key = &spec.key.value;
        let message = format!("`{rule}` of `{key}` ties {} to {}", is.called(), wanted.called());
        let help = "correct the rule, or the `kind` of one of the figures; one with the nouns `one` and `other` is a count";
        reader.bad(Code::WrongKind, span, message, help);
    }
}

fn check_reference(
    reader: &mut TableReader<'_>,
    (rule, key): (&str, &Spanned<String>),
    spec: &FigureSpec,
    specs: &[FigureSpec],
    named: &[String],
) {
    let (own, other) = (&spec.key.value, &key.value);
    if own == other {
        let message = format!("`{rule}` of `{own}` names itself");
        return reader.bad(Code::BadValue, key.span, message, "name another figure");
    }
    let Some(found) = specs.iter().find(|spec| spec.key.value == *other) else {
        // If its own entry is faulty, that has been reported.
        if !named.contains(other) {
            let names = named.iter().map(String::as_str).filter(|name| name != own);
            let help = match nearest(other, names) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("add `[figures.{other}]`, or remove it from `{rule}`"),
            };
            let message = format!("`{rule}` names `{other}`, which is not a figure");
            reader.bad(Code::UnknownFigure, key.span, message, help);
        }
        return;
    };
    if rule == "states_sum_to" {
        if (spec.scope, found.scope) != (Scope::State, Scope::National) {
            let help = "write it under each state's figure, and name a national one";
            let message = format!("the states' `{own}` cannot add up to `{other}`");
            reader.bad(Code::BadValue, key.span, message, help);
        }
    } else if (spec.scope, found.scope) == (Scope::National, Scope::State) {
        let message = format!("`{own}` is national and `{other}` is each state's own");
        let help = format!("`{rule}` of a national figure names national figures");
        reader.bad(Code::BadValue, key.span, message, help);
    }
}
