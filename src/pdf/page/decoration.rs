//! Decoration as printpdf paints it: bands, rules and bars of a page, and the printer's marks around
//! it. In: paths in their colors; out: printpdf's operators, or what it makes of them.

use super::super::file::{SEPARATION, STATE_NAMES, content};
use super::super::syntax::points;
use crate::layout::{Paint, Rect, Segment};
use crate::press::{DeviceColor, DressedPage, PaintedPath};
use crate::units::Pt;
use printpdf::{
    Cmyk, Color, CurTransMat, DictItem, ExtendedGraphicsStateId, Greyscale, Line, LinePoint, Op, PaintMode,
    Point, Polygon, PolygonRing, Rgb, WindingOrder,
};
use std::collections::BTreeMap;

/// Puts the page in its place on the sheet, and paints its decoration.
pub fn printed(page: &DressedPage<'_>) -> Vec<Op> {
    let mut ops = Vec::new();
    if page.margin > Pt::ZERO {
        let margin = points(page.margin);
        ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Translate(margin, margin) });
    }
    // It belongs to the arrangement of the page (ISO 32000-1, 14.8.2.2.2).
    artifact(&mut ops, "Layout", &page.decoration, page.page.height);
    ops
}

/// Printer's marks, which are the same around many pages.
#[derive(Default)]
pub struct MarksCache {
    /// The last that were made, and the height of their page.
    of: (Vec<PaintedPath<'static>>, Pt),
    content: Vec<u8>,
}

impl MarksCache {
    /// What printpdf makes of those around a page.
    pub fn of(&mut self, page: &DressedPage<'_>) -> &[u8] {
        if page.printer_marks.is_empty() {
            return &[];
        }
        let (marks, height) = &self.of;
        if (marks, height) != (&page.printer_marks, &page.page.height) {
            let mut ops = Vec::new();
            artifact(&mut ops, "Page", &page.printer_marks, page.page.height);
            self.content = content(ops);
            self.of = (page.printer_marks.clone(), page.page.height);
        }
        &self.content
    }
}

/// Paths that are no part of the text, on a page of a height; the graphics state stays as it was.
fn artifact(ops: &mut Vec<Op>, kind: &str, paths: &[PaintedPath<'_>], height: Pt) {
    if paths.is_empty() {
        return;
    }
    let map = BTreeMap::from([("Type".to_owned(), DictItem::Name(kind.into()))]);
    let properties = DictItem::Dict { map };
    ops.push(Op::SaveGraphicsState);
    ops.push(Op::BeginMarkedContentWithProperties { tag: "Artifact".into(), properties });
    let mut painter = Painter { ops, height, colors: [None; 2], overprints: false };
    paths.iter().for_each(|path| painter.path(path));
    ops.push(Op::EndMarkedContent);
    ops.push(Op::RestoreGraphicsState);
}

/// The operators under way and the graphics state of their reader.
struct Painter<'a> {
    ops: &'a mut Vec<Op>,
    /// Of the page: its coordinates run down, those of printpdf up.
    height: Pt,
    /// Of areas and of lines.
    colors: [Option<DeviceColor>; 2],
    overprints: bool,
}

impl Painter<'_> {
    /// An area (ISO 32000-1, 8.5.3.3) or lines (8.5.3.2).
    fn path(&mut self, path: &PaintedPath<'_>) {
        self.color(path.color, path.paint);
        match (path.paint, &*path.segments) {
            (Paint::Fill, [Segment::Rect(rect)]) => {
                self.ops.push(Op::DrawRectangle { rectangle: self.rectangle(rect) })
            }
            (Paint::Fill, segments) => {
                let rings = self.rings(segments).into_iter().map(|ring| PolygonRing { points: ring.points });
                let polygon = Polygon {
                    rings: rings.collect(),
                    mode: PaintMode::Fill,
                    winding_order: WindingOrder::EvenOdd,
                };
                self.ops.push(Op::DrawPolygon { polygon });
            }
            (Paint::Stroke(weight), segments) => {
                self.ops.push(Op::SetOutlineThickness { pt: points(weight) });
                let lines = self.rings(segments);
                self.ops.extend(lines.into_iter().map(|line| Op::DrawLine { line }));
            }
        }
    }

    fn rectangle(&self, rect: &Rect) -> printpdf::Rect {
        let bottom = self.height - rect.y - rect.height;
        let [x, y, width, height] = [rect.x, bottom, rect.width, rect.height].map(points);
        printpdf::Rect { mode: Some(PaintMode::Fill), ..printpdf::Rect::from_xywh(x, y, width, height) }
    }

    /// The pieces from one beginning to the next.
    fn rings(&self, segments: &[Segment]) -> Vec<Line> {
        let at = |(x, y): (Pt, Pt), bezier| LinePoint {
            p: Point { x: points(x), y: points(self.height - y) },
            bezier,
        };
        let mut rings: Vec<Line> = Vec::new();
        for segment in segments {
            match *segment {
                Segment::Rect(Rect { x, y, width, height }) => {
                    let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
                    rings.push(Line {
                        points: corners.map(|corner| at(corner, false)).to_vec(),
                        is_closed: true,
                    });
                }
                Segment::Move(x, y) => rings.push(Line { points: vec![at((x, y), false)], is_closed: false }),
                Segment::Line(x, y) => {
                    rings.last_mut().into_iter().for_each(|ring| ring.points.push(at((x, y), false)))
                }
                Segment::Curve([first, second, end]) => rings
                    .last_mut()
                    .into_iter()
                    .for_each(|ring| ring.points.extend([at(first, true), at(second, true), at(end, false)])),
                Segment::Close => rings.last_mut().into_iter().for_each(|ring| ring.is_closed = true),
            }
        }
        rings
    }

    fn color(&mut self, new: DeviceColor, paint: Paint) {
        let of = usize::from(paint != Paint::Fill);
        if self.colors[of] != Some(new) {
            self.colors[of] = Some(new);
            match (printpdf_color(new), paint) {
                (Some(col), Paint::Fill) => self.ops.push(Op::SetFillColor { col }),
                (Some(col), Paint::Stroke(_)) => self.ops.push(Op::SetOutlineColor { col }),
                (None, Paint::Fill) => self.separation(["cs", "scn"]),
                (None, Paint::Stroke(_)) => self.separation(["CS", "SCN"]),
            }
        }
        if self.overprints != new.overprints() {
            self.overprints = new.overprints();
            let name = STATE_NAMES[usize::from(self.overprints)];
            self.ops.push(Op::LoadGraphicsState { gs: ExtendedGraphicsStateId(name.into()) });
        }
    }

    /// All plates in full, by the operators that choose a color space and set a color in it (8.6.8).
    fn separation(&mut self, operators: [&str; 2]) {
        let operands = [DictItem::Name(SEPARATION.into()), DictItem::Real(1.0)];
        let ops = operators.into_iter().zip(operands);
        self.ops.extend(ops.map(|(key, value)| Op::Unknown { key: key.into(), value: vec![value] }));
    }
}

/// A color as printpdf has it, which is spelt as everywhere in the content. Of separations it has none: it
/// would paint them in CMYK.
fn printpdf_color(color: DeviceColor) -> Option<Color> {
    let icc_profile = None;
    Some(match color {
        DeviceColor::Gray(level) => {
            Color::Greyscale(Greyscale { percent: f32::from(level) / 1000.0, icc_profile })
        }
        DeviceColor::Rgb(r, g, b) => {
            let [r, g, b] = [r, g, b].map(|part| (f32::from(part) * 10_000.0 / 255.0).round() / 10_000.0);
            Color::Rgb(Rgb { r, g, b, icc_profile })
        }
        DeviceColor::Cmyk(c, m, y, k) => {
            let [c, m, y, k] = [c, m, y, k].map(|part| f32::from(part) / 100.0);
            Color::Cmyk(Cmyk { c, m, y, k, icc_profile })
        }
        DeviceColor::Registration => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    #[test]
    fn printpdf_spells_every_kind_of_path() {
        let at = |x, y| (Pt::new(x), Pt::new(y));
        let rect = Segment::Rect(Rect { x: Pt(72_500), y: Pt::new(10), width: Pt::new(3), height: Pt(250) });
        let [begin, line] = [(1, 2), (3, 4)].map(|(x, y)| at(x, y));
        let open = vec![Segment::Move(begin.0, begin.1), Segment::Line(line.0, line.1)];
        let curve = vec![open[0], Segment::Curve([at(5, 6), at(7, 8), at(9, 10)]), Segment::Close];
        let path = |segments, paint, color| PaintedPath { color, segments: Cow::Owned(segments), paint };
        let stroke = Paint::Stroke(Pt(750));
        let black = DeviceColor::Cmyk(0, 0, 0, 100);
        let paths = [
            path(vec![rect], Paint::Fill, DeviceColor::Rgb(0x12, 255, 1)),
            path(vec![rect, open[0], open[1], Segment::Close], Paint::Fill, DeviceColor::Gray(620)),
            path(open.clone(), stroke, black),
            path(vec![rect], Paint::Fill, DeviceColor::Registration),
            path(open, stroke, DeviceColor::Registration),
            path(curve, stroke, DeviceColor::Cmyk(0, 75, 5, 0)),
        ];
        let mut ops = Vec::new();
        artifact(&mut ops, "Layout", &paths, Pt::new(100));
        let expected = [
            "q\n/Artifact <</Type/Layout>> BDC\n0.0706 1 0.0039 rg\n72.5 89.75 3 0.25 re\nf\n",
            "0.62 g\n72.5 90 m\n75.5 90 l\n75.5 89.75 l\n72.5 89.75 l\n1 98 m\n3 96 l\nh\nf*\n",
            "0 0 0 1 K\n/G1 gs\n0.75 w\n1 98 m\n3 96 l\nS\n",
            "/All cs\n1 scn\n/G0 gs\n72.5 89.75 3 0.25 re\nf\n",
            "/All CS\n1 SCN\n0.75 w\n1 98 m\n3 96 l\nS\n",
            "0 0.75 0.05 0 K\n0.75 w\n1 98 m\n5 94 7 92 9 90 c\nh\nS\nEMC\nQ",
        ];
        assert_eq!(String::from_utf8(content(ops)).unwrap(), expected.concat());
    }
}
