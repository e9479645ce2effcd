//! The content stream (ISO 32000-1, 7.8.2): the marks in painting order, each between the
//! brackets that say whose it is (14.6). In: the display list and the codes of its glyphs; out:
//! the bytes before compression.

use super::operand::{fill_colour, integer, length, literal_byte};
use super::profile::{Colour, Profile};
use super::sheet::Furniture;
use super::skeleton::{FACES, FONT_NAMES};
use super::subset::Subset;
use super::tags::Tags;
use crate::font::Face;
use crate::layout::{Ink, Item, Mark, Owner, Page, Rect, TextRun};
use crate::theme::Inks;
use crate::units::Pt;
use std::sync::Arc;

/// The graphics states (ISO 32000-1, 8.4.5) of inks that knock out what is below them and of
/// those that overprint it.
pub(super) const STATES: [&str; 2] = ["G0", "G1"];

/// Paints a page and what surrounds it.
pub(super) fn content(
    page: &Page,
    furniture: &Furniture,
    tags: &Tags<'_>,
    fonts: &[Option<Arc<Subset>>; 3],
    (profile, inks): (&Profile, &Inks<Colour>),
) -> Vec<u8> {
    let mut painter = Painter {
        out: Vec::with_capacity(16 * 1024),
        page,
        fonts,
        profile,
        inks,
        colour: None,
        overprints: false,
        font: None,
        line: None,
    };
    if let Some(sheet) = &profile.sheet {
        painter.put(b"1 0 0 1 ");
        painter.point((sheet.margin, sheet.margin));
        painter.put(b"cm\n");
    }
    for owned in page.items.chunk_by(|a, b| a.owner == b.owner) {
        painter.bracket(owned, tags);
    }
    painter.furniture(furniture);
    painter.out
}

/// The stream under way and the graphics state its reader is in.
struct Painter<'a> {
    out: Vec<u8>,
    page: &'a Page,
    fonts: &'a [Option<Arc<Subset>>; 3],
    profile: &'a Profile,
    inks: &'a Inks<Colour>,
    colour: Option<Colour>,
    overprints: bool,
    font: Option<(Face, Pt)>,
    /// Within a text object: where its current line began.
    line: Option<(Pt, Pt)>,
}

impl Painter<'_> {
    /// The marks of one owner.
    fn bracket(&mut self, items: &[Item], tags: &Tags<'_>) {
        match items[0].owner {
            Owner::Content(id) => {
                self.put(b"/");
                self.put(tags.of_content(id).as_bytes());
                self.put(b"<</MCID ");
                integer(&mut self.out, i64::from(id.0));
                self.put(b">>BDC\n");
            }
            // All that is decoration here belongs to the arrangement of the page (14.8.2.2.2).
            Owner::Artifact => self.put(b"/Artifact<</Type/Layout>>BDC\n"),
        }
        for item in items {
            match &item.mark {
                Mark::Text(run) => self.text(run),
                Mark::Hyphen(run) => {
                    // What a hyphen of a divided word reads as is a soft one (14.8.2.2.3, 14.9.4).
                    self.begin_text();
                    self.put(b"/Span<</ActualText<FEFF00AD>>>BDC\n");
                    self.text(run);
                    self.put(b"EMC\n");
                }
                Mark::Fill { rect, ink } => {
                    self.end_text();
                    self.colour(self.inks.colour(*ink));
                    self.rectangle(&self.strengthened(*rect, *ink));
                }
                Mark::Band { rect, trimmed, ink } => {
                    self.end_text();
                    self.colour(self.inks.colour(*ink));
                    self.rectangle(&self.bled(*rect, *trimmed));
                }
                Mark::Outline { rings, ink } => {
                    self.end_text();
                    self.colour(self.inks.colour(*ink));
                    self.outline(rings);
                }
            }
        }
        self.end_text();
        self.put(b"EMC\n");
    }

    /// What surrounds the page, decoration of the sheet (14.8.2.2.2).
    fn furniture(&mut self, furniture: &Furniture) {
        if furniture.marks.is_empty() && furniture.slug.is_empty() {
            return;
        }
        self.put(b"/Artifact<</Type/Page>>BDC\n");
        for (rect, colour) in &furniture.marks {
            self.colour(*colour);
            self.rectangle(rect);
        }
        for (ring, colour) in &furniture.rings {
            self.colour(*colour);
            self.outline(ring);
        }
        furniture.slug.iter().for_each(|line| self.text(line));
        self.end_text();
        self.put(b"EMC\n");
    }

    /// A band where the page is not cut out of a sheet; else the one that runs out over the trim.
    fn bled(&self, rect: Rect, trimmed: Rect) -> Rect {
        let Some(sheet) = &self.profile.sheet else { return rect };
        let over = |touches: bool| if touches { sheet.bleed } else { Pt::ZERO };
        let left = over(trimmed.x <= Pt::ZERO);
        let top = over(trimmed.y <= Pt::ZERO);
        let right = over(trimmed.x + trimmed.width >= self.page.width);
        let bottom = over(trimmed.y + trimmed.height >= self.page.height);
        Rect {
            x: trimmed.x - left,
            y: trimmed.y - top,
            width: left + trimmed.width + right,
            height: top + trimmed.height + bottom,
        }
    }

    /// A rule no thinner than the profile's paper can hold; its middle stays where it is.
    fn strengthened(&self, rect: Rect, ink: Ink) -> Rect {
        let missing = self.profile.least_rule - rect.height;
        if ink != Ink::Rule || missing <= Pt::ZERO {
            return rect;
        }
        Rect { y: rect.y - missing / 2, height: self.profile.least_rule, ..rect }
    }

    /// A run: its place relative to the line before (9.4.2), then the glyphs.
    fn text(&mut self, run: &TextRun) {
        if run.glyphs.is_empty() {
            return;
        }
        self.colour(self.inks.colour(run.ink));
        let (x, y) = (run.x, self.page.height - run.baseline);
        let (from_x, from_y) = self.begin_text();
        self.line = Some((x, y));
        let number = FACES.iter().position(|&face| face == run.face).expect("one of three");
        if self.font != Some((run.face, run.size)) {
            self.font = Some((run.face, run.size));
            self.put(b"/");
            self.put(FONT_NAMES[number].as_bytes());
            self.put(b" ");
            length(&mut self.out, run.size);
            self.put(b" Tf\n");
        }
        self.point((x - from_x, y - from_y));
        self.put(b"Td\n");
        let fonts = self.fonts;
        self.glyphs(run, fonts[number].as_ref().expect("the faces of all runs are embedded"));
    }

    /// The glyphs in one array with what comes between them (TJ, 9.4.3). PDF subtracts the
    /// numbers from the pen's place, hence the sign; nothing follows the last glyph.
    fn glyphs(&mut self, run: &TextRun, font: &Subset) {
        let out = &mut self.out;
        out.extend_from_slice(b"[(");
        let last = run.glyphs.len() - 1;
        for (place, glyph) in run.glyphs.iter().enumerate() {
            font.code(glyph.id).to_be_bytes().into_iter().for_each(|byte| literal_byte(out, byte));
            if glyph.adjust != 0 && place < last {
                out.push(b')');
                integer(out, -i64::from(glyph.adjust));
                out.push(b'(');
            }
        }
        out.extend_from_slice(b")]TJ\n");
    }

    fn rectangle(&mut self, rect: &Rect) {
        self.point((rect.x, self.page.height - rect.y - rect.height));
        self.point((rect.width, rect.height));
        self.put(b"re f\n");
    }

    fn outline(&mut self, rings: &[Vec<(Pt, Pt)>]) {
        for ring in rings.iter().filter(|ring| !ring.is_empty()) {
            for (place, &(x, y)) in ring.iter().enumerate() {
                self.point((x, self.page.height - y));
                self.put(if place == 0 { b"m\n" } else { b"l\n" });
            }
            self.put(b"h\n");
        }
        self.put(b"f*\n");
    }

    /// Opens a text object unless one is open; where its current line began.
    fn begin_text(&mut self) -> (Pt, Pt) {
        if self.line.is_none() {
            self.put(b"BT\n");
        }
        *self.line.get_or_insert_default()
    }

    /// Path and text are never open at once (8.2).
    fn end_text(&mut self) {
        if self.line.take().is_some() {
            self.put(b"ET\n");
        }
    }

    fn colour(&mut self, colour: Colour) {
        if self.colour != Some(colour) {
            self.colour = Some(colour);
            fill_colour(&mut self.out, colour);
        }
        let overprints = colour.overprints();
        if self.overprints != overprints {
            self.overprints = overprints;
            self.put(b"/");
            self.put(STATES[usize::from(overprints)].as_bytes());
            self.put(b" gs\n");
        }
    }

    fn point(&mut self, (x, y): (Pt, Pt)) {
        length(&mut self.out, x);
        self.out.push(b' ');
        length(&mut self.out, y);
        self.out.push(b' ');
    }

    fn put(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }
}
