//! The outlines of a face as polygons, for comparing what was drawn with what should be.

use super::FontFace;
use read_fonts::tables::glyf::{Anchor, CurvePoint, Glyf, Glyph};
use read_fonts::tables::loca::Loca;
use read_fonts::types::GlyphId;
use read_fonts::{FontRef, TableProvider};

/// A closed line through these points, in 1/1000 em.
pub type Polygon = Vec<(f64, f64)>;

/// Into so many straight pieces a curve is divided.
const PIECES: u32 = 6;
/// Glyphs made of glyphs made of glyphs: no bundled face goes further.
const DEEPEST: usize = 4;

impl FontFace {
    /// The contours of a glyph; none for a space, and for a glyph the face does not have.
    pub fn contours(&self, glyph: u16) -> Vec<Polygon> {
        let mut found = Vec::new();
        let font = FontRef::new(self.data()).ok();
        let tables = font.and_then(|font| Some((font.loca(None).ok()?, font.glyf().ok()?)));
        if let Some((loca, glyf)) = tables {
            add(&mut found, (&loca, &glyf), GlyphId::from(glyph), DEEPEST);
        }
        found
    }
}

fn add(found: &mut Vec<Polygon>, tables: (&Loca<'_>, &Glyf<'_>), glyph: GlyphId, depth: usize) {
    match tables.0.get_glyf(glyph, tables.1) {
        Ok(Some(Glyph::Simple(simple))) => {
            let points: Vec<CurvePoint> = simple.points().collect();
            let mut from = 0;
            for end in simple.end_pts_of_contours() {
                let to = usize::from(end.get()) + 1;
                found.push(polygon(points.get(from..to).unwrap_or_default()));
                from = to;
            }
        }
        Ok(Some(Glyph::Composite(composite))) if depth > 0 => {
            for component in composite.components() {
                let mut own = Vec::new();
                add(&mut own, tables, component.glyph, depth - 1);
                let Anchor::Offset { x, y } = component.anchor else { continue };
                let (x, y) = (f64::from(x), f64::from(y));
                let [a, b, c, d] = [
                    component.transform.xx,
                    component.transform.yx,
                    component.transform.xy,
                    component.transform.yy,
                ]
                .map(|n| f64::from(n.to_f32()));
                let place = |(px, py): (f64, f64)| (a * px + c * py + x, b * px + d * py + y);
                found.extend(own.into_iter().map(|line| line.into_iter().map(place).collect::<Polygon>()));
            }
        }
        _ => {}
    }
}

/// A contour: between two points off the curve there is one on it, halfway.
fn polygon(points: &[CurvePoint]) -> Polygon {
    let at = |point: &CurvePoint| (f64::from(point.x), f64::from(point.y));
    let halfway = |a: (f64, f64), b: (f64, f64)| ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
    let Some(first) = points.iter().position(|point| point.on_curve) else { return Vec::new() };
    let mut line = vec![at(&points[first])];
    let mut control: Option<(f64, f64)> = None;
    for point in points[first + 1..].iter().chain(&points[..=first]) {
        let to = at(point);
        match (control, point.on_curve) {
            (None, true) => line.push(to),
            (None, false) => control = Some(to),
            (Some(over), true) => {
                curve(&mut line, over, to);
                control = None;
            }
            (Some(over), false) => {
                curve(&mut line, over, halfway(over, to));
                control = Some(to);
            }
        }
    }
    line
}

fn curve(line: &mut Polygon, over: (f64, f64), to: (f64, f64)) {
    let Some(&from) = line.last() else { return };
    for piece in 1..=PIECES {
        let t = f64::from(piece) / f64::from(PIECES);
        let [a, b, c] = [(1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t];
        line.push((a * from.0 + b * over.0 + c * to.0, a * from.1 + b * over.1 + c * to.1));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Face, Fonts};

    /// Twice the area within closed lines.
    fn area(contours: &[super::Polygon]) -> f64 {
        let doubled = |line: &super::Polygon| -> f64 {
            line.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum()
        };
        contours.iter().map(doubled).sum::<f64>().abs() / 2.0
    }

    #[test]
    fn outlines_have_the_ink_of_their_letters() {
        let fonts = Fonts::bundled();
        let face = fonts.face(Face::Regular);
        let ink = |c: char| area(&face.contours(face.glyph(c).unwrap()));
        assert_eq!(ink(' '), 0.0);
        // A stroke of a bar's height and width, about; more ink in an 8 than in a 1; an accent adds some.
        assert!((50_000.0..70_000.0).contains(&ink('l')), "{}", ink('l'));
        assert!(ink('8') > ink('1') && ink('é') > ink('e') + 3_000.0);
        assert!(face.contours(u16::MAX).is_empty());
    }
}
