//! Puts a pack together. In: its contents; out: the file, proved.

use super::extra::Extra;
use super::order::{Contents, Order, first_labels, identifier};
use super::{Pack, PackOptions};
use crate::batch::plan::Plan;
use crate::batch::worker::Ready;
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::embed::FIGURES_TABLE;
use crate::layout::{Page, Refusal};
use crate::pack::{Carried, PackedPage, PageOf, Stack, Turn, carry};
use crate::pdf::{Attachment, Binding, Bookmark, BoundPage, Enclosure, FilePage, Writer};
use crate::press::{DressedPage, Press, Slug};
use crate::profile::Profile;
use crate::proof::{CarriedFile, Expectation, ExpectedBookmark, ExpectedPack, ExpectedSheet, Prover};

/// Puts a pack together.
pub(super) struct Binder<'p> {
    plan: &'p Plan,
    profile: &'p Profile,
    contents: Contents<'p>,
    /// Of each sheet.
    enclosures: Vec<Enclosure>,
    /// What travels inside.
    files: Vec<Attachment>,
    /// By sheet: each of its files, and whether it is its own.
    carried: Vec<Vec<(usize, bool)>>,
}

impl<'p> Binder<'p> {
    pub(super) fn new(
        plan: &'p Plan,
        profile: usize,
        sheets: &'p [Ready<'p>],
        stacks: &'p [Stack],
        options: &'p PackOptions,
    ) -> Self {
        let embedded = &plan.embedded()[profile];
        let enclosure = |sheet: &Ready<'_>| {
            embedded.enclosure(sheet.facts, sheet.wanted.state, sheet.wanted.composer.language())
        };
        let enclosures: Vec<Enclosure> = sheets.iter().map(enclosure).collect();
        let own = |sheet: &Ready<'_>| format!("{}.toml", sheet.wanted.state.slug.value);
        let own: Vec<String> = sheets.iter().map(own).collect();
        let carried = sheets.iter().zip(&enclosures).zip(&own);
        let carried = carried.map(|((sheet, enclosure), own)| Carried {
            postal: &sheet.wanted.state.postal.value,
            language: sheet.wanted.composer.language(),
            files: &enclosure.files,
            own: [own, FIGURES_TABLE],
        });
        let (files, carried) = carry(&carried.collect::<Vec<_>>());
        let contents = Contents::new(plan, sheets, stacks, options);
        Binder { plan, profile: &plan.profiles[profile], contents, enclosures, files, carried }
    }

    /// The file.
    pub(super) fn bind(&self, sink: &mut Sink) -> Result<Pack, Refusal> {
        let order = self.contents.order(sink)?;
        let bytes = self.write(&order);
        self.prove_in(&bytes, &order, sink)?;
        Ok(Pack {
            bytes,
            title: self.contents.extra.meta.title.clone(),
            pages: order.leaves.len(),
            two_sided: self.contents.two_sided,
            sheets: self.contents.list(&order),
        })
    }

    /// Proves a file that should be this one.
    pub(super) fn prove(&self, bytes: &[u8], sink: &mut Sink) -> Result<(), Refusal> {
        let order = self.contents.order(sink)?;
        Ok(self.prove_in(bytes, &order, sink)?)
    }

    fn write(&self, order: &Order) -> Vec<u8> {
        let (fonts, extra) = (&self.plan.fonts, &self.contents.extra);
        let press = Press::new(fonts, self.profile, &self.plan.theme.color);
        let sheets = self.contents.sheets.iter().map(|sheet| {
            dressed(&press, &sheet.pages, Slug::of(&sheet.wanted.state.slug.value, &sheet.document.meta))
        });
        let sheets: Vec<Vec<DressedPage<'_>>> = sheets.collect();
        let extra_press = Press::new(fonts, self.profile, &extra.theme.color);
        let [covers, dividers] = [&order.covers, &order.dividers].map(|all| -> Vec<Vec<DressedPage<'_>>> {
            let one = all.iter();
            one.map(|own| dressed(&extra_press, &own.pages, Slug::of("pack", &own.document.meta))).collect()
        });
        let empty = Page::new(extra.theme.page.width(), extra.theme.page.height());
        let blank = press.dress(&empty, Slug::of("pack", &extra.meta));
        let mut next_divider = dividers.iter();
        let by_turn: Vec<(Option<usize>, &[DressedPage<'_>])> = order
            .turns
            .iter()
            .map(|(turn, _)| match *turn {
                Turn::Cover(part) => (None, covers[part].as_slice()),
                Turn::Divider(_) => (None, next_divider.next().map_or(&[][..], Vec::as_slice)),
                Turn::Sheet { sheet, .. } => (Some(sheet), sheets[sheet].as_slice()),
            })
            .collect();
        let page = |leaf: &PackedPage| {
            let (sheet, page) = match leaf.of {
                PageOf::Turn(turn) => (by_turn[turn].0, &by_turn[turn].1[leaf.page]),
                PageOf::Nobody => (None, &blank),
            };
            match sheet {
                Some(sheet) => FilePage {
                    page,
                    language: &self.contents.sheets[sheet].document.meta.locale,
                    figures: &self.enclosures[sheet].figures,
                },
                None => FilePage { page, language: &extra.meta.locale, figures: &[] },
            }
        };
        let pages: Vec<FilePage<'_>> = order.leaves.iter().map(page).collect();
        let binding = self.binding(order);
        Writer::new(fonts, self.profile).write_bound(&pages, &extra.meta, &self.files, Some(&binding))
    }

    fn binding<'b>(&'b self, order: &'b Order) -> Binding<'b> {
        let (labels, said) = (first_labels(order), self.said(order));
        let page = |leaf: &PackedPage| {
            let bare = BoundPage { label: leaf.label.clone(), same_as: leaf.same_as, ..BoundPage::default() };
            let PageOf::Turn(turn) = leaf.of else { return bare };
            let files = match order.turns[turn].0 {
                Turn::Sheet { sheet, .. } => {
                    let own = self.carried[sheet].iter().filter(|(_, own)| *own);
                    own.map(|(file, _)| *file).collect()
                }
                Turn::Cover(_) | Turn::Divider(_) => Vec::new(),
            };
            let prefix = identifier(labels.get(&turn).copied().unwrap_or_default());
            BoundPage { title: &said[turn].document.meta.title, prefix, files, ..bare }
        };
        Binding {
            languages: self.languages(),
            pages: order.leaves.iter().map(page).collect(),
            bookmarks: self.bookmarks(order).map(|(title, page)| Bookmark { title, page }).collect(),
            two_sided: self.contents.two_sided,
        }
    }

    /// The languages of the sheets, that of the file first.
    fn languages(&self) -> Vec<&str> {
        let mut languages = vec![self.contents.extra.meta.locale.as_str()];
        for sheet in self.contents.sheets {
            let own = sheet.document.meta.locale.as_str();
            if !languages.contains(&own) {
                languages.push(own);
            }
        }
        languages
    }

    /// The index, and each sheet on its first page.
    fn bookmarks<'b>(&'b self, order: &'b Order) -> impl Iterator<Item = (String, usize)> + 'b {
        let Contents { options, words, sheets, .. } = &self.contents;
        let cover = options.cover.then(|| (words.contents.to_owned(), 0));
        let sheets = order.firsts().map(|(sheet, page)| (self.contents.name(&sheets[sheet]), page));
        cover.into_iter().chain(sheets)
    }

    /// What each turn says, and what is true of its place.
    fn said<'b>(&'b self, order: &'b Order) -> Vec<Expectation<'b>> {
        let profile = self.profile;
        let extra = |own: &'b Extra| Expectation { profile, document: &own.document, facts: &own.facts };
        let mut dividers = order.dividers.iter();
        let said = order.turns.iter().filter_map(|(turn, _)| match *turn {
            Turn::Cover(part) => order.covers.get(part).map(extra),
            Turn::Divider(_) => dividers.next().map(extra),
            Turn::Sheet { sheet, .. } => {
                let Ready { document, facts, .. } = self.contents.sheets[sheet];
                Some(Expectation { profile, document, facts })
            }
        });
        said.collect()
    }

    /// Reads the file again, and reports what is not as it should be.
    fn prove_in(&self, bytes: &[u8], order: &Order, sink: &mut Sink) -> Result<(), Reported> {
        let (said, expected) = (self.said(order), self.expected(order));
        let meta = &self.contents.extra.meta;
        let place = self.plan.dataset.set.year.span;
        let mut proved = Ok(());
        for found in Prover::default().prove_bound(bytes, meta, &said, Some(&expected)) {
            let message = format!("the pack would break {}: {}", found.clause, found.message);
            let help = "no file was made; this is a fault of the program, not of the data: please report it \
                with this message and the line it points at";
            let fault = Diagnostic::error(Code::BrokenPromise, found.at.unwrap_or(place), message);
            proved = Err(sink.report(fault.help(help)));
        }
        proved
    }

    fn expected(&self, order: &Order) -> ExpectedPack {
        let said = self.said(order);
        let sheet = |((turn, pages), said): ((Turn, _), &Expectation<'_>)| {
            let files = match turn {
                Turn::Sheet { sheet, .. } => {
                    let alone = self.enclosures[sheet].files.iter();
                    alone
                        .zip(&self.carried[sheet])
                        .map(|(alone, &(file, own))| CarriedFile {
                            name: alone.name.clone(),
                            called: self.files[file].name.clone(),
                            own,
                        })
                        .collect()
                }
                Turn::Cover(_) | Turn::Divider(_) => Vec::new(),
            };
            ExpectedSheet { pages, title: said.document.meta.title.clone(), files }
        };
        let sheets: Vec<ExpectedSheet> = order.places().zip(&said).map(sheet).collect();
        let bookmark = |(title, page): (String, usize)| {
            let sheet = sheets.iter().position(|sheet| sheet.pages.start == page);
            ExpectedBookmark { title, sheet: sheet.unwrap_or(sheets.len()) }
        };
        ExpectedPack {
            languages: self.languages().into_iter().map(str::to_owned).collect(),
            labels: order.leaves.iter().map(|leaf| leaf.label.clone()).collect(),
            bookmarks: self.bookmarks(order).map(bookmark).collect(),
            two_sided: self.contents.two_sided,
            sheets,
        }
    }
}

/// The pages of a sheet as they are written.
fn dressed<'p>(press: &Press<'_>, pages: &'p [Page], slug: Slug<'_>) -> Vec<DressedPage<'p>> {
    let all = pages.len();
    let numbered = (1..).zip(pages);
    numbered.map(|(number, page)| press.dress(page, Slug { page: (number, all), ..slug })).collect()
}
