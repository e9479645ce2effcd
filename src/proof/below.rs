//! The content of several pages of one document, read as one page as high as all of them: so every check of words
//! and of their order sees them as a reader does, one below the other.

use super::content::{PageContent, StretchOwner};
use super::drawing::PaintedPart;
use std::ops::Range;

impl PageContent {
    /// Adds the content of the page behind, as if it stood so far below, its marks so much higher.
    pub(super) fn append(&mut self, mut next: PageContent, (down, marks): (f64, i64)) {
        let (stretches, runs, shapes) = (self.stretches.len(), self.runs.len(), self.shapes.len());
        let (text, points) = (self.text.len(), self.points.len());
        for stretch in &mut next.stretches {
            if let StretchOwner::Mark(mark) = &mut stretch.owner {
                *mark = mark.saturating_add(marks);
            }
            stretch.runs = moved(&stretch.runs, runs);
        }
        for run in &mut next.runs {
            run.text = moved(&run.text, text);
            run.y -= down;
            run.ink.iter_mut().for_each(|ink| lower(ink, down));
        }
        for shape in &mut next.shapes {
            shape.points = moved(&shape.points, points);
            lower(&mut shape.bounds, down);
        }
        for paint in &mut next.paints {
            paint.stretch += stretches;
            lower(&mut paint.bounds, down);
            paint.mark = match paint.mark {
                PaintedPart::Run(run) => PaintedPart::Run(run + runs),
                PaintedPart::Shape(shape) => PaintedPart::Shape(shape + shapes),
            };
        }
        self.stretches.append(&mut next.stretches);
        self.paints.append(&mut next.paints);
        self.runs.append(&mut next.runs);
        self.shapes.append(&mut next.shapes);
        self.faults.append(&mut next.faults);
        self.text += &next.text;
        self.points.extend(next.points.iter().map(|[x, y]| [*x, y - down]));
        let places = next.by_mark.iter();
        self.by_mark.extend(places.map(|(mark, place)| (mark.saturating_add(marks), place + stretches)));
        self.by_mark.sort_unstable();
    }
}

fn moved(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

fn lower(bounds: &mut [f64; 4], down: f64) {
    [1, 3].into_iter().for_each(|edge| bounds[edge] -= down);
}
