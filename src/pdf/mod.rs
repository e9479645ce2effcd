//! From dressed pages to the bytes of a file. In: [`DressedPage`]s, their [`Meta`], what travels
//! with them, a [`Profile`]; out: one PDF, the same bytes for the same input wherever and however
//! often it is made.
//!
//! printpdf makes the document: its information, its pages with their boxes and links, the
//! dictionaries of the fonts, the graphics states, the decoration and the printer's marks. The text
//! with its tags, the font subsets, the metadata, what travels inside and the file around it are
//! written here. Nothing is decided: [`crate::press`] has done that.
//!
//! `syntax` spells values, `file` is what a file has once, `page` what it has for each page.

mod file;
mod form;
mod imposed;
mod page;
mod syntax;
#[cfg(test)]
mod tests;
mod unreadable;
mod weight;

pub use file::{Attachment, Binding, Bookmark, BoundPage, Provenance, Relationship};
pub use form::PageForm;
pub use imposed::{ImposedSide, Placement, Turned};
pub use page::FilePage;
pub use unreadable::{Unreadable, is_handout, is_sheet};
pub use weight::{is_as_written, weigh};

use crate::document::Meta;
use crate::font::Fonts;
use crate::press::DressedPage;
use crate::profile::Profile;
use file::{
    Attachments, BookmarkIds, CompressedCache, FileFonts, FileIds, FileWriter, GlyphsUsed, Ids, Made,
    MadeDocument, MadePage, PageIds, SharedParts, StructureTree, Subsets, UserProperties, document, finish,
};
use lopdf::{Dictionary, Object, dictionary};
use md5::{Digest, Md5};
use page::{MarksCache, PageNumbers, PageWriter, PartOfPack, TreePlace};
use syntax::{Deflate, Id, ascii_string, put};

/// What a file of one page holds besides it.
#[derive(Debug, Clone, Default)]
pub struct Enclosure {
    /// The figures of the data, by the number in [`Role::Datum`](crate::layout::Role::Datum).
    pub figures: Vec<Provenance>,
    /// The files that travel inside.
    pub files: Vec<Attachment>,
}

/// Turns pages into files. Each worker has its own; it keeps what files share.
pub struct Writer<'a> {
    profile: &'a Profile,
    /// The numbers that every file gives first.
    ids: Ids,
    file_ids: FileIds,
    shared: SharedParts,
    /// The ICC profile, compressed.
    icc: Vec<u8>,
    subsets: Subsets<'a>,
    texts: CompressedCache,
    marks: MarksCache,
    fast: Deflate,
    small: Deflate,
}

impl<'a> Writer<'a> {
    /// Makes what all files of the profile share.
    pub fn new(fonts: &'a Fonts, profile: &'a Profile) -> Writer<'a> {
        let (fast, mut small) = (Deflate::fast(), Deflate::small());
        let mut ids = Ids::default();
        let file_ids = FileIds::new(&mut ids, profile);
        let shared = SharedParts::new(profile, &file_ids);
        let icc = small.pack(&profile.output.icc);
        let (subsets, texts, marks) =
            (Subsets::new(fonts), CompressedCache::default(), MarksCache::default());
        Writer { profile, ids, file_ids, shared, icc, subsets, texts, marks, fast, small }
    }

    /// A file of one page.
    ///
    /// # Panics
    /// If the page is not whole: content without an owner or in two places. Layout never makes one.
    pub fn write(&mut self, page: &DressedPage<'_>, meta: &Meta, enclosure: &Enclosure) -> Vec<u8> {
        let leaf = FilePage { page, language: &meta.locale, figures: &enclosure.figures };
        self.write_all(&[leaf], meta, &enclosure.files)
    }

    /// A file of all these pages, with the same fonts and one structure: of several sheets, each is a
    /// part of the document. A page that goes on with the one before is of the same sheet. `meta` and `files` are
    /// those of the whole.
    ///
    /// # Panics
    /// If a page is not whole.
    pub fn write_all(&mut self, leaves: &[FilePage<'_>], meta: &Meta, files: &[Attachment]) -> Vec<u8> {
        self.write_bound(leaves, meta, files, None)
    }

    /// The same, with bookmarks, labels and what else leads through a file of many sheets: `binding` has an entry
    /// for each page. A page without content is of no sheet.
    ///
    /// # Panics
    /// If a page is not whole.
    pub fn write_bound(
        &mut self,
        leaves: &[FilePage<'_>],
        meta: &Meta,
        files: &[Attachment],
        binding: Option<&Binding<'_>>,
    ) -> Vec<u8> {
        // What is painted again is made once.
        let same_as = |n: usize| binding.and_then(|binding| binding.pages[n].same_as);
        let own = leaves.iter().enumerate().filter(|(n, _)| same_as(*n).is_none());
        let printed = own.map(|(_, leaf)| page::printed(leaf.page)).collect();
        let MadeDocument { mut catalog, pages: mut tree, mut info, leaves: once } =
            MadeDocument::new(Made::of(&document(printed, meta)));
        let (mut once, mut made) = (once.into_iter(), Vec::<MadePage>::with_capacity(leaves.len()));
        for n in 0..leaves.len() {
            made.extend(same_as(n).map_or_else(|| once.next(), |before| made.get(before).cloned()));
        }
        tree.set("Count", leaves.len() as i64);
        let mut ids = self.ids.clone();
        let mut content = self.number((leaves, binding), made, files, &mut ids);
        // A file of many sheets is made once, and is what an e-mail has no room for.
        let deflate = if binding.is_some() { &mut Deflate::small() } else { &mut self.fast };
        let mut file = FileWriter::new(self.profile.version(), ids, deflate);
        if binding.is_some_and(Binding::repeats) {
            file = file.of_alike();
        }
        tree.set("Kids", content.pages.iter().map(|page| page.id().reference()).collect::<Vec<_>>());
        file.plain_object(self.file_ids.pages, &tree.into());
        let keys = format!("/N {}/Filter/FlateDecode", self.profile.output.components);
        file.stream(self.file_ids.icc, &keys, &self.icc);
        content.fonts.iter().for_each(|font| file.append(&font.objects));

        let own = file.len();
        finish::catalog(&mut catalog, &self.shared, &self.file_ids);
        content.declare(&mut catalog, meta);
        let mut preferences = finish::viewer_preferences(self.profile, leaves.len());
        if let Some(binding) = binding.filter(|_| self.profile.sheet.is_none()) {
            binding.prefer(&mut preferences);
        }
        catalog.set("ViewerPreferences", preferences);
        file.object(self.file_ids.catalog, &catalog.into());
        for page in &mut content.pages {
            page.write_object(&mut file, self.shared.resources(&content.fonts), &self.file_ids);
        }
        if let Some(id) = self.file_ids.info {
            finish::information(&mut info, meta, self.profile);
            file.object(id, &info.into());
        }
        for (n, page) in content.pages.iter().enumerate() {
            if same_as(n).is_none() {
                page.write_content(&mut file, &content.fonts, &mut self.marks);
            }
        }
        let places: Vec<Id> = content.pages.iter().map(PageWriter::id).collect();
        content.pages.iter_mut().for_each(|page| page.write_links(&mut file, &places));
        content.attachments.write(&mut file, meta.date, &mut self.texts, &mut self.small);
        content.properties.write(&mut file);
        content.write_structure(&mut file, &self.file_ids, meta);
        content.write_bookmarks(&mut file);
        file.end_object_stream();
        // The packet repeats what is hashed already, and names the hash.
        let identifier = identifier(self.profile, &content.fonts, file.since(own));
        let languages = binding.map_or_else(|| vec![meta.locale.as_str()], |all| all.languages.clone());
        let xmp = file::xmp((meta, &languages), self.profile, identifier, !files.is_empty());
        // Uncompressed, for tools that search files for it (ISO 19005-3, 6.6.2.1).
        file.stream(self.file_ids.metadata, "/Type/Metadata/Subtype/XML", xmp.as_bytes());
        file.finish(self.file_ids.catalog, self.file_ids.info, identifier)
    }

    /// Gives everything its numbers.
    fn number<'l>(
        &mut self,
        (leaves, binding): (&'l [FilePage<'l>], Option<&'l Binding<'l>>),
        made: Vec<MadePage>,
        files: &'l [Attachment],
        ids: &mut Ids,
    ) -> FileContent<'l> {
        let mut used = GlyphsUsed::default();
        for leaf in leaves {
            leaf.page.runs().for_each(|run| used.add(run));
            used.spell(leaf.page.page.spellings.iter());
        }
        let fonts = self.subsets.fonts(used, ids, &mut self.small);
        let bound = |n: usize| binding.map(|binding| &binding.pages[n]);
        let mut page_ids = vec![self.file_ids.first_page];
        for n in 1..leaves.len() {
            page_ids.push(match bound(n).and_then(|page| page.same_as) {
                Some(before) => PageIds::same_as(page_ids[before], ids),
                None => PageIds::new(ids),
            });
        }
        let mut key = 0;
        let numbers: Vec<PageNumbers> = leaves
            .iter()
            .zip(page_ids)
            .map(|(leaf, page)| PageNumbers::take(leaf, page, ids, &mut key))
            .collect();
        let attachments = Attachments::new(files, ids);
        let properties = UserProperties::new(leaves.iter().map(|leaf| (leaf.figures, leaf.printed())), ids);
        let sheets = leaves.iter().filter(|leaf| !leaf.page.page.goes_on()).count();
        let document = (sheets > 1 || binding.is_some()).then(|| ids.one());
        let bookmarks = binding.filter(|binding| !binding.bookmarks.is_empty());
        let bookmarks = bookmarks.map(|binding| BookmarkIds::take(binding.bookmarks.len(), ids));
        let (top, parent) = match document {
            Some(document) => ("Part", document),
            None => ("Document", self.file_ids.structure),
        };
        let nodes: usize = leaves.iter().map(|leaf| leaf.page.page.nodes.len()).sum();
        // Five digits are enough for any one page.
        let digits = if binding.is_some() { 4 } else { nodes.to_string().len().max(5) };
        let repeats = binding.is_some_and(Binding::repeats);
        let mut nodes_before = 0;
        let mut pages: Vec<PageWriter<'l>> = Vec::with_capacity(leaves.len());
        for (n, ((leaf, made), numbers)) in leaves.iter().zip(made).zip(numbers).enumerate() {
            let nodes = leaf.page.page.nodes.len();
            let namespace = self.file_ids.namespace;
            if repeats {
                ids.skip_to_hundred();
            }
            if binding.is_some() && !leaf.page.page.goes_on() {
                // What stands before them tells those of one sheet from another's.
                nodes_before = 0;
            }
            let place = TreePlace { first: ids.many(nodes), parent, top, namespace, nodes_before, digits };
            nodes_before += nodes;
            let part = bound(n).map(|page| PartOfPack {
                title: page.title,
                prefix: &page.prefix,
                files: page.files.iter().map(|&file| attachments.specification(file)).collect(),
            });
            pages.push(PageWriter::new(*leaf, made, numbers, (place, part), pages.last()));
        }
        FileContent { pages, fonts, attachments, properties, document, binding, bookmarks }
    }
}

/// Everything of a file that differs from other files, at its numbers.
struct FileContent<'l> {
    fonts: FileFonts,
    pages: Vec<PageWriter<'l>>,
    attachments: Attachments<'l>,
    properties: UserProperties<'l>,
    /// The element over those of the sheets, if there are several.
    document: Option<Id>,
    binding: Option<&'l Binding<'l>>,
    bookmarks: Option<BookmarkIds>,
}

impl FileContent<'_> {
    /// Adds what the catalog says of all this.
    fn declare(&self, catalog: &mut Dictionary, meta: &Meta) {
        if !self.properties.is_empty() {
            catalog.set("MarkInfo", dictionary! { "Marked" => true, "UserProperties" => true });
        }
        self.attachments
            .declare(catalog, |file| self.binding.is_some_and(|binding| binding.is_of_sheet(file)));
        if let Some(binding) = self.binding {
            catalog.set("PageLabels", binding.labels());
        }
        if let Some(bookmarks) = self.bookmarks {
            catalog.set("Outlines", bookmarks.list().reference());
        }
        catalog.set("Lang", Object::string_literal(meta.locale.as_str()));
    }

    fn write_structure(&self, file: &mut FileWriter<'_>, ids: &FileIds, meta: &Meta) {
        let mut tree = StructureTree::default();
        self.pages.iter().for_each(|page| page.enter(&mut tree));
        let tops = self.pages.iter().filter_map(PageWriter::top);
        if let Some(top) = self.document.or(tops.clone().next()) {
            tree.write(file, ids, top);
        }
        if let Some(document) = self.document {
            file.value(document, |out| {
                put(out, format_args!("<</S/Document/P {}", ids.structure));
                ids.namespace.iter().for_each(|namespace| put(out, format_args!("/NS {namespace}")));
                out.extend_from_slice(b"/Lang");
                ascii_string(out, &meta.locale);
                out.extend_from_slice(b"/K[");
                tops.for_each(|top| put(out, format_args!("{top} ")));
                out.extend_from_slice(b"]>>");
            });
        }
        for page in (0..self.pages.len()).filter(|&page| !self.pages[page].is_blank()) {
            // Its elements may go on as far as its sheet.
            let sheet = self.pages[page + 1..].iter().take_while(|next| next.top().is_none()).count();
            PageWriter::write_elements(&self.pages[page..=page + sheet], file, &self.properties);
        }
    }

    fn write_bookmarks(&self, file: &mut FileWriter<'_>) {
        let (Some(ids), Some(binding)) = (self.bookmarks, self.binding) else { return };
        let target = |bookmark: &Bookmark| {
            let page = &self.pages[bookmark.page];
            (page.id(), page.top().unwrap_or(page.id()))
        };
        ids.write(file, &binding.bookmarks, &binding.bookmarks.iter().map(target).collect::<Vec<_>>());
    }
}

/// The file identifier (ISO 32000-1, 14.4): a hash of what is in the file, since the clock and the
/// path that the standard suggests would make every file different.
fn identifier(profile: &Profile, fonts: &FileFonts, own: &[u8]) -> [u8; 16] {
    let mut hash = Md5::new();
    hash.update(profile.name);
    fonts.iter().for_each(|font| hash.update(font.digest));
    hash.update(own);
    hash.finalize().into()
}
