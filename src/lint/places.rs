//! The name of another place where it does not belong: what a copied file leaves behind.

use super::name_index::{NameIndex, start};
use super::prose::{Text, TextKind};
use super::{SheetFinding, SheetKey};
use crate::characters::skeleton;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::gazetteer::{ALL, Jurisdiction, NO_STATE, is_borrowed, people_of};
use crate::outline::PartRole;
use crate::set::{Dataset, NameForms, State};
use crate::source::{FileId, Span, Spanned};
use std::collections::HashSet;

/// Postal codes that are also words in capitals or abbreviations: worth a look, but no reason to hold
/// back a page.
const WORDS: [&str; 24] = [
    "AL", "AS", "CA", "CO", "CT", "DC", "DE", "HI", "ID", "IN", "LA", "MA", "MD", "ME", "MS", "NE", "OH",
    "OK", "OR", "PA", "PR", "SD", "VA", "VI",
];

/// Of these, the words in capitals that any sentence may have: "a form of ID". They are codes only behind a
/// comma, as in an address.
const PLAIN_WORDS: [&str; 6] = ["HI", "ID", "IN", "ME", "OK", "OR"];

/// What every state of a set may be called.
pub(super) struct StateAliases<'d> {
    all: Vec<Aliases<'d>>,
    names: NameIndex<'d>,
    codes: HashSet<&'d str>,
}

/// What a state may be called: its names in each language, its names in the gazetteer, and the forms
/// of its name that do not name another place.
struct Aliases<'d> {
    state: &'d State,
    own: Vec<&'d str>,
    /// It is in the gazetteer, not a county or the like.
    is_listed: bool,
}

impl<'d> StateAliases<'d> {
    pub(super) fn new(dataset: &'d Dataset) -> Self {
        let named = |state: &'d State| {
            let forms = state.names.all().flat_map(written).map(|(_, form)| form.value.as_str());
            let forms = forms.filter(|form| another(state, form).is_none());
            let own = names(state).chain(listed(state)).chain(forms).collect();
            Aliases { state, own, is_listed: identity(state).is_some() }
        };
        let all: Vec<Aliases<'d>> = dataset.states.iter().map(named).collect();
        let names = NameIndex::new(all.iter().flat_map(|named| named.own.iter().copied()));
        let codes = dataset.states.iter().map(|state| state.postal.value.as_str()).collect();
        Self { all, names, codes }
    }
}

/// Checks one text for names of the gazetteer and of the set.
pub(super) fn lint(text: &Text<'_>, set: FileId, names: &StateAliases<'_>, found: &mut Vec<SheetFinding>) {
    let whose = match text.kind {
        TextKind::Wording { file } | TextKind::Contact { file } => Err(file),
        TextKind::Data { state: Some(own), note: false, .. } => Ok(own),
        // The national sources may name a state, and so may remarks among colleagues.
        TextKind::Data { .. } => return,
    };
    let is_contact = matches!(text.kind, TextKind::Contact { .. });
    let running = text.part.is_some_and(|part| part.role() == PartRole::Text);
    for mention in mentions(&text.words, names) {
        let (name, at) = (mention.text, mention.at);
        if !mention.is_code && is_borrowed(&text.words, at..at + name.len(), running) {
            continue;
        }
        let foreign = |named: &&Aliases<'_>| !mention.names(named);
        let what = if mention.is_code { "the postal code" } else { "the name" };
        let (message, help) = match whose {
            Ok(own) => (
                format!("{what} `{name}` is in a text of {}", own.name().value),
                "correct the text, move it to the state it is about, or allow it with the reason (`[[allow]]`)",
            ),
            Err(_) => (
                match is_contact {
                    true => format!("{what} `{name}` is in the contact data for every state"),
                    false => format!("{what} `{name}` is in the wording for every state"),
                },
                "write `{{ state.in_prose }}` or `{{ state.name }}`; if every state's page should say \
                 this, allow it with the reason (`[[allow]]`)",
            ),
        };
        let about = names
            .all
            .iter()
            .filter(|named| whose.is_err() || whose.is_ok_and(|own| std::ptr::eq(named.state, own)));
        let about: Vec<_> = about.filter(foreign).collect();
        if about.is_empty() && (whose.is_ok() || is_contact) {
            continue;
        }
        if is_contact && !is_wrong_contact(&mention, &text.words, &about) {
            continue;
        }
        // The page of a county may name its state, and a sentence may be for some states only.
        let wrong = about.iter().filter(|named| mention.is_set || (named.is_listed && !mention.is_code));
        let doubtful = text.is_chosen() || (mention.is_code && WORDS.contains(&name));
        let wrong = wrong.filter(|_| !doubtful);
        let wording = whose.err().filter(|file| *file != set);
        let sheets = wrong.map(|named| SheetKey { state: named.state.figures.file, wording }).collect();
        let fault = Diagnostic::warning(Code::OtherState, text.span(at, at + name.len()), message);
        found.push(SheetFinding { fault: fault.help(help), sheets });
    }
}

/// Whether contact data speak of another state: not "Alexandria, Virginia 22314", and not the hotline of a
/// state for its counties.
fn is_wrong_contact(mention: &Mention<'_>, words: &str, about: &[&Aliases<'_>]) -> bool {
    let is_address = mention.is_code || words[..mention.at].trim_end().ends_with(',');
    !is_address && about.iter().any(|named| mention.is_set || named.is_listed)
}

/// A place that a text names.
struct Mention<'t> {
    at: usize,
    text: &'t str,
    is_code: bool,
    /// It is a place of the set.
    is_set: bool,
}

impl Mention<'_> {
    /// Whether it names this state.
    fn names(&self, named: &Aliases<'_>) -> bool {
        match self.is_code {
            true => named.state.postal.value == self.text,
            false => named.own.iter().any(|own| stands(self.text, own) == Some(self.text.len())),
        }
    }
}

/// The names and postal codes in a text; where several begin, the longest.
fn mentions<'t>(words: &'t str, names: &StateAliases<'_>) -> Vec<Mention<'t>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = words[at..].chars().next() {
        if !letter.is_uppercase() || words[..at].ends_with(is_word) {
            at += letter.len_utf8();
            continue;
        }
        let rest = &words[at..];
        let longest = |names: &mut dyn Iterator<Item = &str>| {
            names.filter_map(|name| stands(rest, name)).max().unwrap_or(0)
        };
        let code_of = |codes: &mut dyn Iterator<Item = &str>| {
            codes.filter(|code| whole(rest, code)).map(str::len).max().unwrap_or(0)
        };
        let skipped = longest(&mut NO_STATE.iter().copied());
        let listed = longest(&mut ALL.iter().flat_map(Jurisdiction::names));
        let set = longest(&mut names.names.near(rest));
        let in_address = words[..at].trim_end().ends_with(',');
        let is_code = |code: &&str| in_address || !PLAIN_WORDS.contains(code);
        let code = code_of(&mut ALL.iter().map(|place| place.postal).filter(is_code));
        let own_codes = names.codes.get(start(rest)).copied().into_iter();
        let set_code = code_of(&mut own_codes.filter(is_code));
        let (length, is_code, is_set) = match (listed.max(set), code.max(set_code)) {
            (0, 0) => (0, false, false),
            (0, length) => (length, true, set_code > 0),
            (length, _) => (length, false, set == length),
        };
        if skipped == 0 && length > 0 {
            found.push(Mention { at, text: &words[at..at + length], is_code, is_set });
        }
        at += skipped.max(length).max(letter.len_utf8());
    }
    found
}

/// If a text begins with this name, how long it is there: as it is or in capitals, with any white space
/// or line break for a space, and up to the end of a word. "Kansas" is not in "Arkansas"; "Kansas’s" and
/// "Kansas-based" name it.
fn stands(words: &str, name: &str) -> Option<usize> {
    let mut letters = words.chars();
    let (first, second) = (letters.next()?, letters.next());
    // Most names begin with another letter: a quick no.
    let begins = |begin: &char| *begin == first || !begin.is_uppercase() && begin.to_uppercase().eq([first]);
    name.chars().next().filter(begins)?;
    let same = |name: &str| {
        let mut rest = words;
        for (at, word) in name.split([' ', '\u{a0}']).filter(|word| !word.is_empty()).enumerate() {
            if at > 0 {
                let joined = rest.trim_start_matches(is_space);
                rest = if joined.len() < rest.len() { joined } else { return None };
            }
            rest = rest.strip_prefix(word)?;
        }
        let ends = !rest.starts_with(|c: char| c == '_' || (c.is_alphanumeric() && c != '\u{2bc}'));
        (ends && rest.len() < words.len()).then(|| words.len() - rest.len())
    };
    same(name).or_else(|| second.filter(|c| c.is_uppercase()).and_then(|_| same(&name.to_uppercase())))
}

/// White space, `~`, which prints as one, and the asterisks of bold.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '~' | '*')
}

/// Whether a text begins with this code as a whole word.
fn whole(words: &str, code: &str) -> bool {
    !code.is_empty() && words.strip_prefix(code).is_some_and(|rest| !rest.starts_with(is_word))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '/')
}

fn names(state: &State) -> impl Iterator<Item = &str> {
    state.names.all().map(|forms| forms.name.value.as_str())
}

fn listed<'s>(state: &'s State) -> impl Iterator<Item = &'s str> {
    identity(state).into_iter().flat_map(Jurisdiction::names).map(|name| -> &'s str { name })
}

/// The forms of a name that are written beside it, by their keys.
fn written(forms: &NameForms) -> impl Iterator<Item = (&'static str, &Spanned<String>)> {
    let NameForms { name, in_prose, possessive, adjective } = forms;
    let in_prose = Some(("in_prose", in_prose)).filter(|(_, form)| form.span != name.span);
    let possessive = possessive.as_ref().map(|form| ("possessive", form));
    let adjective = adjective.as_ref().map(|form| ("adjective", form));
    in_prose.into_iter().chain(possessive).chain(adjective)
}

/// Which jurisdiction a state is: by its name, or by its code and a name close to that.
pub(super) fn identity(state: &State) -> Option<&'static Jurisdiction> {
    let code = state.postal.value.as_str();
    let coded = || ALL.iter().find(|place| [place.postal, place.fips].contains(&code));
    let near = |place: &&Jurisdiction| names(state).any(|name| nearest(name, place.names()).is_some());
    names(state).find_map(Jurisdiction::named).or_else(|| coded().filter(near))
}

/// The jurisdiction that a form of the name means instead of the state.
fn another(state: &State, form: &str) -> Option<&'static str> {
    let own = identity(state);
    let listed = Jurisdiction::known().filter(|(_, place)| own != Some(*place));
    let foreign = |postals: &str| own.is_none_or(|own| !postals.contains(own.postal));
    let people = || form.split(' ').find_map(people_of).filter(|postals| foreign(postals));
    let people = || people().and_then(|postals| Jurisdiction::coded(postals.get(..2)?));
    let coded = || Jurisdiction::coded(&form.trim().replace('.', "")).filter(|place| own != Some(*place));
    instead(state, form, listed.map(|(name, place)| (name, place.name)))
        .or_else(|| people().or_else(coded).map(|place| place.name))
}

/// Which of `others`, pairs of a name in small letters and what to call it, a form means instead of the
/// state.
fn instead<'o>(
    state: &State,
    form: &str,
    others: impl Iterator<Item = (impl AsRef<str>, &'o str)>,
) -> Option<&'o str> {
    let form = skeleton(form);
    let named = |name: &str| {
        let starts = form.char_indices().filter(|(at, _)| !form[..*at].ends_with(char::is_alphanumeric));
        starts.map(|(at, _)| at).find_map(|at| Some(at..at + stands(&form[at..], name)?))
    };
    let own: Vec<_> = names(state).chain(listed(state)).filter_map(|name| named(&skeleton(name))).collect();
    let inside = |other: &std::ops::Range<usize>| {
        own.iter().any(|own| own.start <= other.start && other.end <= own.end)
    };
    let found = others.filter_map(|(name, place)| Some((named(name.as_ref())?, place)));
    let foreign: Vec<_> = found.filter(|(at, _)| !inside(at)).collect();
    // The longest is meant: not Virginia, but West Virginia.
    foreign.into_iter().max_by_key(|(at, _)| at.len()).map(|(_, place)| place)
}

/// Forms of a name that belong to another place, of the set or of the gazetteer: left in a copied file.
pub(super) fn forms(dataset: &Dataset, found: &mut Vec<SheetFinding>) {
    for state in &dataset.states {
        let others = || {
            let rest = dataset.states.iter().filter(|other| !std::ptr::eq(*other, state));
            rest.flat_map(|other| names(other).map(|name| (skeleton(name), other.name().value.as_str())))
        };
        for (key, form) in state.names.all().flat_map(written) {
            let other = instead(state, &form.value, others()).or_else(|| another(state, &form.value));
            // "Garfield County, Washington" is still Garfield County.
            let both = identity(state).is_none()
                && names(state).any(|name| form.value.to_lowercase().contains(&name.to_lowercase()));
            let Some(other) = other.filter(|_| !both) else { continue };
            let name = &state.name().value;
            let message = format!("`{key}` of {name} names {other}");
            let help = format!("write it for {name}, or delete the line: it is then formed from the name");
            let fault = Diagnostic::error(Code::OtherState, form.span, message).help(help);
            let sheets = vec![SheetKey { state: state.figures.file, wording: None }];
            found.push(SheetFinding { fault: fault.related(state.name().span, "the name"), sheets });
        }
    }
}

/// States whose name, file name and postal code disagree, if the gazetteer knows the name.
pub(super) fn identities(dataset: &Dataset, found: &mut Vec<SheetFinding>) {
    for state in &dataset.states {
        let listed = identity(state);
        let sheets = vec![SheetKey { state: state.figures.file, wording: None }];
        let mut doubts = Vec::new();
        let mut doubt = |fault: Diagnostic| doubts.push(SheetFinding { fault, sheets: Vec::new() });
        let mut add = |fault: Diagnostic| found.push(SheetFinding { fault, sheets: sheets.clone() });
        for (language, forms) in dataset.set.languages.iter().zip(state.names.all()) {
            let foreign = || untranslated(listed?, forms, &language.value);
            let told = name(state, &forms.name).or_else(foreign);
            told.into_iter().for_each(&mut add);
            uncoded(state, &forms.name).into_iter().for_each(&mut doubt);
            if let Some(place) = Jurisdiction::called(&forms.name.value) {
                slug(state, place, forms.name.span).into_iter().for_each(&mut add);
            }
        }
        found.append(&mut doubts);
    }
}

/// Checks a name against the postal code.
fn name(state: &State, written: &Spanned<String>) -> Option<Diagnostic> {
    let (name, postal) = (&written.value, &state.postal);
    let numbered = || Jurisdiction::misspelled(name).filter(|place| place.fips == postal.value);
    let called = Jurisdiction::called(name).or_else(numbered);
    let (at, message, help) = match (called, Jurisdiction::coded(&postal.value)) {
        (Some(place), _) if place.postal != postal.value => {
            let code = place.postal;
            let message = format!("the postal code of {} is {code}, not {}", place.name, postal.value);
            (postal.span, message, format!("write \"{code}\", or correct the name"))
        }
        (_, Some(place)) if !place.is_called(name) => {
            let (code, meant) = (place.postal, place.meant(name));
            let message = format!("the postal code {code} is for {meant}, not for “{name}”");
            let help = format!("write \"{meant}\", or another code if this is not {meant}");
            (written.span, message, help)
        }
        _ => return None,
    };
    let fault = Diagnostic::warning(Code::StateNames, at, message).help(help);
    Some(if at == written.span {
        fault.related(postal.span, "the code")
    } else {
        fault.related(written.span, "the name")
    })
}

/// A name that is nearly that of a jurisdiction, under a code that is none's.
fn uncoded(state: &State, written: &Spanned<String>) -> Option<Diagnostic> {
    let (name, code) = (&written.value, &state.postal.value);
    if Jurisdiction::coded(code).is_some() {
        return None;
    }
    let meant = Jurisdiction::misspelled(name).filter(|place| place.fips != code)?;
    let message = format!("“{name}” is nearly {}, but its code is {code}", meant.name);
    let help = format!("if {} is meant, write it so, with the code \"{}\"", meant.name, meant.postal);
    Some(Diagnostic::warning(Code::StateNames, written.span, message).help(help))
}

/// A name or form of a state that is left in another language.
fn untranslated(place: &Jurisdiction, forms: &NameForms, language: &str) -> Option<Diagnostic> {
    let (right, known) = (place.name_in(language)?, [Some("en"), Some("es")]);
    let others = known.into_iter().flatten().filter_map(|other| place.name_in(other));
    let foreign: Vec<&str> = others.filter(|name| place.is_foreign(name, language)).collect();
    let left = |form: &str| {
        let has = |name: &str| form.char_indices().any(|(at, _)| stands(&form[at..], name).is_some());
        foreign.iter().any(|name| has(name)) && !has(right)
    };
    let forms = std::iter::once(("name", &forms.name)).chain(written(forms));
    let (key, form) = forms.into_iter().find(|(_, form)| left(&form.value))?;
    let message = format!("`{key}` in \"{language}\" is “{}”, which is not in that language", form.value);
    let help = format!("write `{right}` there, or delete it: the program knows the name");
    Some(Diagnostic::warning(Code::StateNames, form.span, message).help(help))
}

/// Checks the file name against the name.
fn slug(state: &State, place: &Jurisdiction, at: Span) -> Option<Diagnostic> {
    let slug = state.slug.value.as_str();
    let of = |name: &str| name.to_lowercase().replace("u.s.", "us").replace([' ', '.'], "-");
    if of(place.name) == slug {
        return None;
    }
    let other = ALL.iter().find(|other| {
        let name = of(other.name);
        *other != place
            && (name == slug
                || name.trim_start_matches("us-") == slug
                || other.postal.eq_ignore_ascii_case(slug))
    })?;
    let message = format!("the page of {} would be named after {}: {slug}.pdf", place.name, other.name);
    let help = format!("rename the file to {}.toml, or correct the name", of(place.name));
    Some(Diagnostic::warning(Code::StateNames, at, message).help(help))
}
