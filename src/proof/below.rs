//! The content of several pages of one document, read as one page as high as all of them: so every check of words
//! and of their order sees them as a reader does, one below the other.

use super::content::{PageContent, StretchOwner};

impl PageContent {
    /// Adds the content of the page behind, as if it stood so far below, its marks so much higher.
    pub(super) fn append(&mut self, mut next: PageContent, (down, marks): (f64, i64)) {
        let before = self.stretches.len();
        for stretch in &mut next.stretches {
            if let StretchOwner::Mark(mark) = &mut stretch.owner {
                *mark = mark.saturating_add(marks);
            }
            stretch.runs.iter_mut().for_each(|run| run.y -= down);
        }
        for paint in &mut next.paints {
            paint.stretch += before;
            [1, 3].into_iter().for_each(|edge| paint.bounds[edge] -= down);
        }
        self.stretches.append(&mut next.stretches);
        self.paints.append(&mut next.paints);
        self.faults.append(&mut next.faults);
        for (mark, places) in next.by_mark {
            self.by_mark
                .entry(mark.saturating_add(marks))
                .or_default()
                .extend(places.iter().map(|place| place + before));
        }
    }
}
