//! The content stream (ISO 32000-1, 7.8.2): what printpdf painted, then the text and its pictures in
//! painting order, each between the brackets that say whose it is (14.6). In: a dressed page and the
//! codes of its glyphs; out: the bytes before compression.

use super::super::file::{FONT_NAMES, FileFonts, STATE_NAMES, Subset, number};
use super::super::syntax::{ColorOf, color, integer, length, literal_byte, utf16_digits};
use super::tags::Tags;
use crate::font::Face;
use crate::layout::{Paint, Rect, Repetition, Segment, TextRun};
use crate::press::{DeviceColor, DressedPage, MarkOwner, MarkShape, PaintedMark};
use crate::units::Pt;

/// Paints the text over what printpdf has painted, each piece of which leaves the graphics state as
/// it was, but for where the page stands on its sheet.
pub fn content(page: &DressedPage<'_>, tags: &Tags<'_>, fonts: &FileFonts, printed: [&[u8]; 2]) -> Vec<u8> {
    let mut out = Vec::with_capacity(16 * 1024);
    for piece in printed.into_iter().filter(|piece| !piece.is_empty()) {
        out.extend_from_slice(piece);
        out.push(b'\n');
    }
    let mut painter = Painter {
        out,
        height: page.page.height,
        fonts,
        colors: [None; 2],
        overprints: false,
        weight: None,
        font: None,
        line: None,
    };
    for owned in page.painted.chunk_by(|a, b| a.owner == b.owner) {
        painter.bracket(owned, tags);
    }
    painter.out
}

/// The stream under way and the graphics state its reader is in.
struct Painter<'a> {
    out: Vec<u8>,
    /// Of the page: its coordinates run down, those of the stream up.
    height: Pt,
    fonts: &'a FileFonts,
    /// Of areas and of lines.
    colors: [Option<DeviceColor>; 2],
    overprints: bool,
    /// Of lines.
    weight: Option<Pt>,
    font: Option<(Face, Pt)>,
    /// Within a text object: where its current line began.
    line: Option<(Pt, Pt)>,
}

impl Painter<'_> {
    /// The marks of one owner.
    fn bracket(&mut self, marks: &[PaintedMark<'_>], tags: &Tags<'_>) {
        match marks[0].owner {
            MarkOwner::Content(id) => {
                self.put(b"/");
                self.put(tags.of_content(id).as_bytes());
                self.put(b"<</MCID ");
                integer(&mut self.out, i64::from(id.0));
                self.put(b">>BDC\n");
            }
            // Decoration belongs to the arrangement of the page, or surrounds it (14.8.2.2.2).
            MarkOwner::Page => self.put(b"/Artifact<</Type/Layout>>BDC\n"),
            // Feet say that they are (ISO 14289-1, 7.8; Table 330).
            MarkOwner::Running(Repetition::Foot) => {
                self.put(b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n");
            }
            MarkOwner::Running(Repetition::Draft) => {
                self.put(b"/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\n");
            }
            MarkOwner::Running(Repetition::Headings) => self.put(b"/Artifact<</Type/Pagination>>BDC\n"),
            MarkOwner::Sheet => self.put(b"/Artifact<</Type/Page>>BDC\n"),
        }
        for mark in marks {
            match &mark.shape {
                MarkShape::Text(run) => self.text(run, mark.color),
                MarkShape::Part(run, reads) => {
                    // Replacement text (14.9.4). Of a soft hyphen (14.8.2.2.3) alone, searches know nothing.
                    self.begin_text();
                    self.put(b"/Span<</ActualText<FEFF");
                    utf16_digits(&mut self.out, reads);
                    self.put(b">>>BDC\n");
                    self.text(run, mark.color);
                    self.put(b"EMC\n");
                }
                MarkShape::Path(segments, paint) => self.path(segments, *paint, mark.color),
            }
        }
        self.end_text();
        self.put(b"EMC\n");
    }

    /// A run: its place relative to the line before (9.4.2), then the glyphs.
    fn text(&mut self, run: &TextRun, color: DeviceColor) {
        let fonts = self.fonts;
        let Some(font) = fonts.of(run.face) else { return };
        if run.glyphs.is_empty() {
            return;
        }
        self.color(color, ColorOf::Fill);
        let (x, y) = (run.x, self.height - run.baseline);
        let (from_x, from_y) = self.begin_text();
        self.line = Some((x, y));
        if self.font != Some((run.face, run.size)) {
            self.font = Some((run.face, run.size));
            self.put(b"/");
            self.put(FONT_NAMES[number(run.face)].as_bytes());
            self.put(b" ");
            length(&mut self.out, run.size);
            self.put(b" Tf\n");
        }
        self.point((x - from_x, y - from_y));
        self.put(b"Td\n");
        self.glyphs(run, font);
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

    /// An area (8.5.3.3) or a line (8.5.3.2).
    fn path(&mut self, segments: &[Segment], paint: Paint, color: DeviceColor) {
        self.end_text();
        match paint {
            Paint::Fill => self.color(color, ColorOf::Fill),
            Paint::Stroke(weight) => {
                self.color(color, ColorOf::Stroke);
                if self.weight != Some(weight) {
                    self.weight = Some(weight);
                    length(&mut self.out, weight);
                    self.put(b" w\n");
                }
            }
        }
        for segment in segments {
            self.segment(segment);
        }
        match (paint, segments) {
            (Paint::Stroke(_), _) => self.put(b"S\n"),
            // Of one rectangle, every rule fills the same.
            (Paint::Fill, [Segment::Rect(_)]) => self.put(b"f\n"),
            (Paint::Fill, _) => self.put(b"f*\n"),
        }
    }

    fn segment(&mut self, segment: &Segment) {
        let height = self.height;
        let mut to = |x: Pt, y: Pt| self.point((x, height - y));
        let operator: &[u8] = match *segment {
            Segment::Rect(Rect { x, y, width, height }) => {
                to(x, y + height);
                self.point((width, height));
                b"re "
            }
            Segment::Move(x, y) => {
                to(x, y);
                b"m\n"
            }
            Segment::Line(x, y) => {
                to(x, y);
                b"l\n"
            }
            Segment::Curve(points) => {
                points.into_iter().for_each(|(x, y)| to(x, y));
                b"c\n"
            }
            Segment::Close => b"h\n",
        };
        self.put(operator);
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

    fn color(&mut self, new: DeviceColor, of: ColorOf) {
        let now = &mut self.colors[of as usize];
        if *now != Some(new) {
            *now = Some(new);
            color(&mut self.out, new, of);
        }
        if self.overprints != new.overprints() {
            self.overprints = new.overprints();
            self.put(b"/");
            self.put(STATE_NAMES[usize::from(self.overprints)].as_bytes());
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
