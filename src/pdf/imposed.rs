//! Pages that paint pages of finished files: sheets of paper that are cut after printing.
//!
//! In: dressed pages with nothing of their own but printer's marks, and where each page of another file goes.
//! Out: one PDF file for paper alone: without tags, links or data, promising only what its profile lists.

use super::file::{GlyphsUsed, Made, MadeDocument, PageIds, document, finish, xmp};
use super::form::{Imported, PageForm};
use super::page::{content, printed};
use super::syntax::put;
use super::{FileWriter, Writer, identifier};
use crate::document::Meta;
use crate::press::DressedPage;
use lopdf::{Dictionary, Object};

/// One side of a sheet of paper.
#[derive(Debug)]
pub struct ImposedSide<'s> {
    /// The paper, and the marks on it.
    pub page: DressedPage<'s>,
    /// What is placed on it, in painting order.
    pub placed: Vec<Placement>,
}

/// A page at its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// Which of the pages.
    pub form: usize,
    /// From its own points to those of the paper (ISO 32000-1, 8.3.4).
    pub matrix: [f64; 6],
}

/// How a printer turns the paper for the other side (12.2, Table 150).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    /// Not at all.
    No,
    /// About its long edge.
    Long,
    /// About its short edge.
    Short,
}

impl Writer<'_> {
    /// A file of these sides. `None` if a page cannot be taken out of its file.
    pub fn write_imposed(
        &mut self,
        sides: &[ImposedSide<'_>],
        forms: &[PageForm],
        turned: Turned,
        meta: &Meta,
    ) -> Option<Vec<u8>> {
        let pages = sides.iter().map(|side| printed(&side.page)).collect();
        let MadeDocument { mut catalog, pages: mut tree, mut info, leaves: made } =
            MadeDocument::new(Made::of(&document(pages, meta)));
        let mut ids = self.ids.clone();
        let mut used = GlyphsUsed::default();
        sides.iter().flat_map(|side| side.page.runs()).for_each(|run| used.add(run));
        let fonts = self.subsets.fonts(used, &mut ids, &mut self.small);
        let further = (1..sides.len()).map(|_| PageIds::new(&mut ids)).collect::<Vec<_>>();
        let page_ids: Vec<PageIds> = [self.file_ids.first_page].into_iter().chain(further).collect();
        let mut imported = Imported::default();
        let forms = forms.iter().map(|form| imported.form(form, &mut ids)).collect::<Option<Vec<_>>>()?;

        let mut file = FileWriter::new(self.profile.version(), ids, &mut self.fast);
        tree.set("Kids", page_ids.iter().map(|ids| ids.page.reference()).collect::<Vec<_>>());
        file.plain_object(self.file_ids.pages, &tree.into());
        fonts.iter().for_each(|font| file.append(&font.objects));
        let own = file.len();
        finish::catalog(&mut catalog, &self.shared, &self.file_ids);
        // Nothing here is for a reader that speaks.
        catalog.remove(b"MarkInfo");
        catalog.remove(b"StructTreeRoot");
        catalog.set("Lang", Object::string_literal(meta.locale.as_str()));
        let mut preferences = finish::viewer_preferences(self.profile, sides.len());
        match turned {
            Turned::No => preferences.set("Duplex", "Simplex"),
            Turned::Long => preferences.set("Duplex", "DuplexFlipLongEdge"),
            Turned::Short => preferences.set("Duplex", "DuplexFlipShortEdge"),
        }
        catalog.set("ViewerPreferences", preferences);
        if self.shared.intents.is_empty() {
            catalog.remove(b"OutputIntents");
        } else {
            let keys = format!("/N {}/Filter/FlateDecode", self.profile.output.components);
            file.stream(self.file_ids.icc, &keys, &self.icc);
        }
        file.object(self.file_ids.catalog, &catalog.into());
        if let Some(id) = self.file_ids.info {
            finish::information(&mut info, meta, self.profile);
            file.object(id, &info.into());
        }
        for ((side, made), ids) in sides.iter().zip(made).zip(&page_ids) {
            let mut page = made.object;
            finish::page(&mut page, &side.page.boxes, *ids, &self.file_ids, 0);
            page.remove(b"StructParents");
            page.remove(b"Tabs");
            let mut resources = self.shared.resources(&fonts);
            let named = side.placed.iter().map(|placed| placed.form);
            let named = named.map(|form| (format!("P{form}"), forms[form].reference()));
            resources.set("XObject", Dictionary::from_iter(named));
            page.set("Resources", resources);
            file.object(ids.page, &page.into());
            let marks = self.marks.of(&side.page);
            // In front of the marks, which leave colors behind that a form would go on with.
            let mut painted = placed(&side.placed);
            painted.extend(content(&side.page, None, &fonts, [&made.content, marks]));
            file.compressed(ids.content, &painted);
        }
        imported.write(&mut file);
        file.end_object_stream();
        let identifier = identifier(self.profile, &fonts, file.since(own));
        let packet = xmp((meta, &[meta.locale.as_str()]), self.profile, identifier, false);
        file.stream(self.file_ids.metadata, "/Type/Metadata/Subtype/XML", packet.as_bytes());
        Some(file.finish(self.file_ids.catalog, self.file_ids.info, identifier))
    }
}

/// Paints each page at its place and leaves the graphics state as it was.
fn placed(placed: &[Placement]) -> Vec<u8> {
    let mut out = Vec::new();
    for Placement { form, matrix } in placed {
        out.extend_from_slice(b"q ");
        // A millionth of a point is nothing on any paper.
        matrix.iter().for_each(|n| put(&mut out, format_args!("{} ", (n * 1e6).round() / 1e6)));
        put(&mut out, format_args!("cm /P{form} Do Q\n"));
    }
    out
}
