//! Which part of a file printpdf made: its document of the same pages beside ours, object by object
//! and key by key.

use super::document::document;
use super::font_parts::embed;
use super::made::Made;
use super::resources::{FACES, FONT_NAMES};
use super::shared::overprint_states;
use crate::embed::EmbeddedSet;
use crate::font::Fonts;
use crate::pdf::page::{MarksCache, printed};
use crate::pdf::tests::{laid_out, sample};
use crate::pdf::{Writer, file};
use crate::press::{Press, Slug};
use crate::profile::{InkSet, OFFICE, PRESS, Profile};
use crate::theme::built_in_theme;
use lopdf::{Dictionary, Document, Object, ObjectId};
use printpdf::ExtendedGraphicsStateId;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A sample's file, what printpdf makes of the same page when asked for all it is asked for, and
/// what it paints.
struct Beside {
    ours: Document,
    printpdf: Document,
    painted: [Vec<u8>; 2],
}

fn beside(theme: &str, profile: &Profile) -> Beside {
    let (sample, fonts) = (sample(), Fonts::bundled());
    let words = &sample.documents[if theme == "memo" { 0 } else { 2 }];
    let theme = built_in_theme(theme).unwrap();
    let page = laid_out(words, &fonts, &theme, &sample);
    let dressed = Press::new(&fonts, profile, &theme.color).dress(&page, Slug::of("kentucky", &words.meta));
    let set = EmbeddedSet::new(&sample.dataset, "memo", words.meta.date, profile, &Default::default());
    let enclosure = set.enclosure(&sample.facts, &sample.dataset.states[0], "en");
    let ours = Writer::new(&fonts, profile).write(&dressed, &words.meta, &enclosure);

    let page = printed(&dressed);
    let painted = [file::content(page.ops.clone()), MarksCache::default().of(&dressed).to_vec()];
    let mut asked = document(vec![page], &words.meta);
    for (face, name) in FACES.into_iter().zip(FONT_NAMES) {
        let shown = embed(&mut asked, name, fonts.face(face));
        asked.pages[0].ops.extend(shown);
    }
    if profile.inks == InkSet::Cmyk {
        let states = overprint_states().map(|(name, state)| (ExtendedGraphicsStateId(name.into()), state));
        asked.resources.extgstates.map.extend(states);
    }
    let printpdf = Made::of(&asked).0;
    Beside { ours: Document::load_mem(&ours).unwrap(), printpdf, painted }
}

/// One line for each object that both documents have, by the way to it.
struct Origins<'a> {
    painted: &'a [u8],
    lines: BTreeMap<String, String>,
    seen: BTreeSet<ObjectId>,
}

impl Origins<'_> {
    /// Compares what the same key leads to in both documents.
    fn compare(&mut self, way: &str, ours: (&Document, &Object), printpdf: (&Document, &Object)) {
        if let Object::Reference(id) = ours.1
            && !self.seen.insert(*id)
        {
            return;
        }
        let [object, made] = [ours, printpdf].map(|(file, object)| file.dereference(object).unwrap().1);
        match (object, made) {
            (Object::Dictionary(object), Object::Dictionary(made)) => {
                self.dictionary(way, (ours.0, object), (printpdf.0, made));
            }
            (Object::Array(objects), Object::Array(made)) => {
                for (n, (object, made)) in objects.iter().zip(made).enumerate() {
                    self.compare(&format!("{way} {}", n + 1), (ours.0, object), (printpdf.0, made));
                }
            }
            (Object::Stream(object), Object::Stream(made)) => {
                let [bytes, made] = [object, made].map(|stream| stream.get_plain_content().unwrap());
                let origin = match (bytes == made, bytes.starts_with(self.painted)) {
                    (true, _) => "printpdf",
                    (_, true) => "finished; begins with what printpdf painted",
                    _ => "ours",
                };
                self.lines.insert(way.to_owned(), origin.to_owned());
            }
            _ => {}
        }
    }

    fn dictionary(&mut self, way: &str, ours: (&Document, &Dictionary), made: (&Document, &Dictionary)) {
        let (mut same, mut new, mut linked) = (Vec::new(), Vec::new(), Vec::new());
        for (key, object) in ours.1 {
            let name = String::from_utf8_lossy(key).into_owned();
            match made.1.get(key) {
                Ok(other) if leads_on(object) || leads_on(other) => linked.push((name, object, other)),
                Ok(other) if equal(object, other) => same.push(name),
                _ => new.push(name),
            }
        }
        let dropped = made.1.iter().map(|(key, _)| String::from_utf8_lossy(key).into_owned());
        let mut dropped: Vec<String> = dropped.filter(|key| !ours.1.has(key.as_bytes())).collect();
        for list in [&mut same, &mut new, &mut dropped] {
            list.sort();
        }
        let origin = match (new.is_empty() && dropped.is_empty(), same.is_empty()) {
            (true, false) => "printpdf",
            (_, true) => "ours",
            _ => "finished",
        };
        let mut line = origin.to_owned();
        for (what, list) in [("printpdf's", same), ("ours", new), ("dropped", dropped)] {
            if !list.is_empty() {
                write!(line, "; {what}: {}", list.join(" ")).unwrap();
            }
        }
        self.lines.insert(way.to_owned(), line);
        for (name, object, other) in linked {
            self.compare(&format!("{way}/{name}"), (ours.0, object), (made.0, other));
        }
    }
}

/// Whether an object only leads to others, whose numbers are the file's own.
fn leads_on(object: &Object) -> bool {
    match object {
        Object::Reference(_) => true,
        Object::Array(list) => {
            list.iter().any(|object| matches!(object, Object::Reference(_) | Object::Dictionary(_)))
        }
        Object::Dictionary(dictionary) => dictionary.iter().any(|(_, object)| leads_on(object)),
        _ => false,
    }
}

fn equal(a: &Object, b: &Object) -> bool {
    match (a, b) {
        (Object::Array(a), Object::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Object::Dictionary(a), Object::Dictionary(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_ok_and(|b| equal(a, b)))
        }
        (Object::String(a, _), Object::String(b, _)) => a == b,
        _ => a == b || a.as_float().is_ok_and(|a| b.as_float().is_ok_and(|b| a == b)),
    }
}

/// What an object is that printpdf has nothing of.
fn kind(object: &Object) -> String {
    let dictionary = match object {
        Object::Stream(stream) => &stream.dict,
        Object::Dictionary(dictionary) => dictionary,
        _ => return "others".into(),
    };
    let kinds = [("S", "structure elements"), ("O", "attributes"), ("Nums", "the way back from marks")];
    let kinds = kinds.into_iter().chain([("Length1", "font programs"), ("V", "sources")]);
    match dictionary.get(b"Type").and_then(Object::as_name) {
        Ok(name) => String::from_utf8_lossy(name).into_owned(),
        Err(_) => kinds
            .clone()
            .find(|(key, _)| dictionary.has(key.as_bytes()))
            .map_or("other streams", |k| k.1)
            .into(),
    }
}

fn origins(file: &Beside) -> String {
    let painted = &file.painted[0];
    let mut origins = Origins { painted, lines: BTreeMap::new(), seen: BTreeSet::new() };
    for root in ["Root", "Info"] {
        let [ours, made] =
            [&file.ours, &file.printpdf].map(|document| document.trailer.get(root.as_bytes()).unwrap());
        origins.compare(root, (&file.ours, ours), (&file.printpdf, made));
    }
    let mut text: String = origins.lines.iter().map(|(way, line)| format!("{way}: {line}\n")).collect();
    let mut rest: BTreeMap<String, usize> = BTreeMap::new();
    for (id, object) in &file.ours.objects {
        if !origins.seen.contains(id) {
            *rest.entry(kind(object)).or_default() += 1;
        }
    }
    rest.iter().for_each(|(kind, count)| writeln!(text, "{kind}: ours, {count}").unwrap());
    text
}

#[test]
fn what_printpdf_made_of_a_file_is_said() {
    for theme in ["memo", "brief"] {
        for profile in [&OFFICE, &PRESS] {
            let origins = origins(&beside(theme, profile));
            let settings = || {
                let mut settings = insta::Settings::clone_current();
                settings.set_snapshot_path("../../../tests/it/snapshots");
                settings.set_prepend_module_to_snapshot(false);
                settings
            };
            settings().bind(|| insta::assert_snapshot!(format!("origins-{theme}-{}", profile.name), origins));
        }
    }
}

#[test]
fn what_printpdf_painted_stands_first_and_unchanged() {
    for theme in ["memo", "brief"] {
        for profile in [&OFFICE, &PRESS] {
            let Beside { ours, painted: [decoration, marks], .. } = beside(theme, profile);
            assert!(!decoration.is_empty() && marks.is_empty() != (*profile == PRESS));
            let page = ours.get_pages()[&1];
            let content = ours.get_page_content(page);
            let mut rest = content.as_slice();
            for piece in [decoration, marks] {
                rest = rest.strip_prefix(piece.as_slice()).expect("as printpdf wrote it");
                rest = rest.strip_prefix(b"\n").unwrap_or(rest);
            }
            // Then come words.
            assert!(rest.windows(3).any(|end| end == b"ET\n"));
            // Nothing that printpdf can paint is painted elsewhere: no more decoration but the slug.
            let artifacts = rest.windows(9).filter(|window| window == b"/Artifact").count();
            assert_eq!(artifacts, usize::from(*profile == PRESS));
        }
    }
}
