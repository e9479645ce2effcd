//! What a file of many sheets has beside their pages: who each is, how it is called, where the index leads.
//! In: what was decided. Out: its bookmarks (ISO 32000-1, 12.3.3), its page labels (12.4.2), its preferences (12.2).

use super::super::syntax::{Id, put, text_string};
use super::file_writer::FileWriter;
use super::ids::Ids;
use lopdf::{Dictionary, Object, dictionary};

/// How a file of many sheets is put together.
#[derive(Debug, Clone, Default)]
pub struct Binding<'a> {
    /// BCP 47 tags of all its languages.
    pub languages: Vec<&'a str>,
    /// By page.
    pub pages: Vec<BoundPage<'a>>,
    /// In the order of the file.
    pub bookmarks: Vec<Bookmark>,
    /// Its sheets are printed on both sides, and turned over the long edge.
    pub two_sided: bool,
}

/// A page of a file of many sheets.
#[derive(Debug, Clone, Default)]
pub struct BoundPage<'a> {
    /// What viewers call it.
    pub label: String,
    /// The title of its sheet.
    pub title: &'a str,
    /// What the identifiers of its elements begin with: in ASCII, and another for each sheet.
    pub prefix: String,
    /// The files that belong to its sheet and to no other, by their places in those of the file.
    pub files: Vec<usize>,
    /// The page before that paints the same.
    pub same_as: Option<usize>,
}

/// A line of the list of bookmarks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    pub title: String,
    /// The first page of the sheet that it leads to.
    pub page: usize,
}

impl Binding<'_> {
    /// Whether a file belongs to a sheet alone, and not to the whole.
    pub fn is_of_sheet(&self, file: usize) -> bool {
        self.pages.iter().any(|page| page.files.contains(&file))
    }

    /// Whether any page is there again.
    pub fn repeats(&self) -> bool {
        self.pages.iter().any(|page| page.same_as.is_some())
    }

    /// Adds how it is printed: in its own size, from the tray of that paper, on the sides it was made for. That
    /// is asked of a printer, which may do otherwise.
    pub fn prefer(&self, preferences: &mut Dictionary) {
        preferences.set("Duplex", if self.two_sided { "DuplexFlipLongEdge" } else { "Simplex" });
        preferences.set("PickTrayByPDFSize", true);
    }

    /// The labels of the pages: each has its own, and no number.
    pub fn labels(&self) -> Dictionary {
        let label = |(n, page): (usize, &BoundPage<'_>)| {
            [Object::Integer(n as i64), dictionary! { "P" => lopdf::text_string(&page.label) }.into()]
        };
        dictionary! { "Nums" => self.pages.iter().enumerate().flat_map(label).collect::<Vec<_>>() }
    }
}

/// The numbers of the bookmarks: the list, then each in turn.
#[derive(Debug, Clone, Copy)]
pub struct BookmarkIds {
    list: Id,
    first: Id,
}

impl BookmarkIds {
    /// Takes the next numbers.
    pub fn take(count: usize, ids: &mut Ids) -> Self {
        BookmarkIds { list: ids.one(), first: ids.many(count) }
    }

    /// The list.
    pub fn list(self) -> Id {
        self.list
    }

    /// Writes the bookmarks, each with its page and the element of its sheet.
    pub fn write(self, file: &mut FileWriter<'_>, bookmarks: &[Bookmark], targets: &[(Id, Id)]) {
        let (count, BookmarkIds { list, first }) = (bookmarks.len(), self);
        file.value(list, |out| {
            let last = first.plus(count.saturating_sub(1));
            put(out, format_args!("<</Type/Outlines/Count {count}/First {first}/Last {last}>>"));
        });
        for (n, (bookmark, (page, element))) in bookmarks.iter().zip(targets).enumerate() {
            file.value(first.plus(n), |out| {
                out.extend_from_slice(b"<</Title");
                text_string(out, &bookmark.title);
                put(out, format_args!("/Parent {list}/Dest[{page}/Fit]/SE {element}"));
                if n > 0 {
                    put(out, format_args!("/Prev {}", first.plus(n - 1)));
                }
                if n + 1 < count {
                    put(out, format_args!("/Next {}", first.plus(n + 1)));
                }
                out.extend_from_slice(b">>");
            });
        }
    }
}
