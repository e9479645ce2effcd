//! A working copy of a sheet, for whoever signs it: each number boxed and keyed, and behind the page a list
//! of the keys with the place of each number in the data.
//!
//! In: the bytes of a finished file, and its numbers in reading order. Out: another PDF file, which says
//! what it is and promises no standard: without tags, data and metadata of the sheet.

mod boxes;
mod list;
mod paint;

pub use boxes::{Boxed, KeyedNumber, boxed};

use crate::finished::letters;
use crate::pdf::Unreadable;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use paint::{FONTS, Painting};

/// What every page of it says.
const NOTICE: &str = "Working copy, not for distribution";

/// The working copy of a file, which is called `title`.
///
/// # Errors
/// If the file cannot be read.
pub fn annotate(bytes: &[u8], title: &str, numbers: &[KeyedNumber]) -> Result<Vec<u8>, Unreadable> {
    let pages = letters(bytes)?;
    let boxes = boxed(&pages, numbers);
    let damaged = |_| Unreadable::Damaged;
    let mut copy = Document::load_mem(bytes).map_err(damaged)?;
    let fonts = copy.add_object(fonts());
    let ids: Vec<ObjectId> = copy.get_pages().into_values().collect();
    for (number, (page, letters)) in ids.iter().zip(&pages).enumerate() {
        let own: Vec<&Boxed> = boxes.iter().filter(|boxed| boxed.page == number).collect();
        let over = boxes::paint(&own, letters.sheet);
        put_over(&mut copy, *page, over, fonts).map_err(damaged)?;
    }
    let tree = copy.catalog().and_then(|catalog| catalog.get(b"Pages")).and_then(Object::as_reference);
    let tree = tree.map_err(damaged)?;
    for content in list::pages(title, numbers, &boxes) {
        let content = copy.add_object(stream(content));
        let page = copy.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "MediaBox" => [0, 0, 612, 792].map(Object::Integer).to_vec(),
            "Resources" => dictionary! { "Font" => fonts },
        });
        append(&mut copy, tree, page).map_err(damaged)?;
    }
    strip(&mut copy, title).map_err(damaged)?;
    let mut out = Vec::new();
    copy.save_to(&mut out).map_err(|_| Unreadable::Damaged)?;
    Ok(out)
}

/// How many of the numbers are not on the pages of a file.
pub fn not_found(bytes: &[u8], numbers: &[KeyedNumber]) -> usize {
    let pages = letters(bytes).unwrap_or_default();
    numbers.len() - boxed(&pages, numbers).len()
}

/// The fonts that every program has (ISO 32000-1, 9.6.2.2).
fn fonts() -> Dictionary {
    let font = |base: &str| {
        Object::from(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => base, "Encoding" => "WinAnsiEncoding",
        })
    };
    Dictionary::from_iter(FONTS.map(|(name, base)| (name, font(base))))
}

fn stream(painting: Painting) -> Stream {
    let mut stream = Stream::new(Dictionary::new(), painting.bytes());
    // Only if it gets smaller.
    drop(stream.compress());
    stream
}

/// Paints over a page, whatever state its own content leaves behind.
fn put_over(copy: &mut Document, page: ObjectId, over: Painting, fonts: ObjectId) -> lopdf::Result<()> {
    let before = copy.add_object(Stream::new(Dictionary::new(), b"q\n".to_vec()));
    let over = copy.add_object(stream(over));
    let dict = copy.get_dictionary(page)?;
    let own = match dict.get(b"Contents") {
        Ok(Object::Array(list)) => list.clone(),
        Ok(one) => vec![one.clone()],
        Err(_) => Vec::new(),
    };
    let resources = dict.get_deref(b"Resources", copy).and_then(Object::as_dict)?.clone();
    let named = resources.get_deref(b"Font", copy).and_then(Object::as_dict).cloned().unwrap_or_default();
    let keyed = copy.get_dictionary(fonts)?.clone();
    let all: Dictionary = named.into_iter().chain(keyed).collect();
    let mut resources = resources;
    resources.set("Font", all);
    let contents = [vec![before.into()], own, vec![over.into()]].concat();
    let dict = copy.get_dictionary_mut(page)?;
    dict.set("Contents", contents);
    dict.set("Resources", resources);
    for key in [b"StructParents".as_slice(), b"Annots", b"Tabs"] {
        dict.remove(key);
    }
    Ok(())
}

fn append(copy: &mut Document, tree: ObjectId, page: ObjectId) -> lopdf::Result<()> {
    let tree = copy.get_dictionary_mut(tree)?;
    let mut kids = tree.get(b"Kids").and_then(Object::as_array)?.clone();
    kids.push(page.into());
    tree.set("Count", kids.len() as i64);
    tree.set("Kids", kids);
    Ok(())
}

/// Takes away what would make it a handout: its promises, its tags, its data. It says what it is.
fn strip(copy: &mut Document, title: &str) -> lopdf::Result<()> {
    let catalog = copy.catalog_mut()?;
    let keep: [&[u8]; 4] = [b"Type", b"Pages", b"Lang", b"ViewerPreferences"];
    let rest: Vec<Vec<u8>> =
        catalog.iter().map(|(key, _)| key.clone()).filter(|key| !keep.contains(&key.as_slice())).collect();
    rest.iter().for_each(|key| drop(catalog.remove(key)));
    let title = lopdf::text_string(&format!("{NOTICE}: {title}, with the place of each number in the data"));
    let info = copy.add_object(dictionary! {
        "Title" => title,
        "Creator" => Object::string_literal("a working copy"),
        "Producer" => Object::string_literal(concat!("handout ", env!("CARGO_PKG_VERSION"))),
    });
    copy.trailer.set("Info", info);
    copy.trailer.remove(b"ID");
    copy.prune_objects();
    copy.renumber_objects();
    Ok(())
}
