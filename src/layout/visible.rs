//! What cannot be seen of a finished page: marks off the paper, texts upon each other, shapes over
//! texts, white letters on white. A sound theme makes no such page; the changes of a set can.
//!
//! In: a page. Out: a fault for the first mark of each kind, at the change of the theme that moves it.

use super::fit_page::Job;
use super::page::{Ink, Mark, Page, Paint, PathMark, Rect, Segment, TextRun};
use crate::diagnostic::{Code, Diagnostic, Reported, Sink};
use crate::theme::BannerStyle;
use crate::units::Pt;

/// So far from the edge of the paper printers reach.
const PRINTABLE: Pt = Pt::new(18);
/// What may overlap without harm: rounding, and accents that reach up.
const TOLERANCE: Pt = Pt(750);
/// Characters of a text that are quoted.
const QUOTED: usize = 40;
/// Changes of the theme that are named.
const NAMED: usize = 5;

/// Where a mark is: left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bounds([Pt; 4]);

/// A text, and the bounds of its capitals.
struct SeenText<'p> {
    bounds: Bounds,
    run: &'p TextRun,
    /// Its place in the order of painting.
    at: usize,
}

/// Why something cannot be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hidden {
    OffPaper,
    ShapeOffPaper,
    UnderShape,
    UnderText,
    WhiteOnWhite,
}

/// Refuses a page that hides something of what it says.
///
/// # Errors
/// If it does.
pub(super) fn check(page: &Page, job: &Job, sink: &mut Sink) -> Result<(), Reported> {
    let mut told = Vec::new();
    let mut sound = Ok(());
    for (hidden, run) in hidden(page, job) {
        if !told.contains(&hidden) {
            told.push(hidden);
            sound = Err(sink.report(fault(hidden, run, page, job)));
        }
    }
    sound
}

fn fault(hidden: Hidden, run: Option<&TextRun>, page: &Page, job: &Job) -> Diagnostic {
    let text = run.map(|run| spelt(run, page, job)).unwrap_or_default();
    let message = match hidden {
        Hidden::OffPaper => format!("“{text}” is off the page, or too close to its edge for printers"),
        Hidden::ShapeOffPaper => "a rule, a bar or the map is partly off the page".to_owned(),
        Hidden::UnderShape => format!("a rule, a bar or the map covers “{text}”"),
        Hidden::UnderText => format!("“{text}” and another text are upon each other"),
        Hidden::WhiteOnWhite => format!("“{text}” is white and not on the band"),
    };
    let mut places = job.theme.moved.iter();
    let at = places.next().copied().unwrap_or(job.place);
    let mut fault = Diagnostic::error(Code::Illegible, at, message)
        .help("take this change of the theme back, or make it smaller");
    for place in places.take(NAMED) {
        fault = fault.related(*place, "or this change");
    }
    if at != job.place {
        fault = fault.related(job.place, "found on this sheet");
    }
    fault
}

/// What cannot be seen, each with the text it is about.
fn hidden<'p>(page: &'p Page, job: &Job) -> Vec<(Hidden, Option<&'p TextRun>)> {
    let mut texts = Vec::with_capacity(page.items.len());
    let (mut shapes, mut bands) = (Vec::new(), Vec::new());
    for (at, item) in page.items.iter().enumerate() {
        match &item.mark {
            Mark::Text(run) | Mark::Part(run, _) => {
                texts.push(SeenText { bounds: capitals(run, job), run, at })
            }
            Mark::Path(path) => shapes.extend(path_bounds(path)),
            Mark::Band { rect, line, .. } => {
                if page.banner.any(BannerStyle::Fill) {
                    bands.push((Bounds::of(*rect), at));
                }
                if page.banner.any(BannerStyle::Line) {
                    shapes.extend(line.map(Bounds::of));
                }
            }
        }
    }
    let paper = Bounds([Pt::ZERO, Pt::ZERO, page.width, page.height]);
    let mut found = Vec::new();
    let areas = shapes.iter().chain(bands.iter().map(|(band, _)| band));
    found.extend(areas.filter(|area| !area.inside(&paper)).map(|_| (Hidden::ShapeOffPaper, None)));
    texts.sort_by_key(|text| text.bounds.0[1]);
    let printable = Bounds([PRINTABLE, PRINTABLE, page.width - PRINTABLE, page.height - PRINTABLE]);
    for (number, text) in texts.iter().enumerate() {
        let Bounds([_, _, _, bottom]) = text.bounds;
        let mut add = |hidden| found.push((hidden, Some(text.run)));
        if !text.bounds.inside(&printable) {
            add(Hidden::OffPaper);
        }
        let later = bands.iter().any(|(band, at)| *at > text.at && text.bounds.meets(band));
        if later || shapes.iter().any(|shape| text.bounds.meets(shape)) {
            add(Hidden::UnderShape);
        }
        let on_band = || bands.iter().any(|(band, at)| *at < text.at && text.bounds.inside(band));
        let white =
            matches!(text.run.ink, Ink::BandText | Ink::BandName) && page.banner.any(BannerStyle::Fill);
        if white && !on_band() {
            add(Hidden::WhiteOnWhite);
        }
        let below = texts[number + 1..].iter().take_while(|other| other.bounds.0[1] < bottom);
        if below.into_iter().any(|other| text.bounds.meets(&other.bounds)) {
            add(Hidden::UnderText);
        }
    }
    found
}

impl Bounds {
    fn of(rect: Rect) -> Self {
        Self([rect.x, rect.y, rect.x + rect.width, rect.y + rect.height])
    }

    /// Whether it lies in `outer`.
    fn inside(&self, outer: &Bounds) -> bool {
        let (Bounds([left, top, right, bottom]), Bounds(outer)) = (self, outer);
        *left >= outer[0] - TOLERANCE
            && *top >= outer[1] - TOLERANCE
            && *right <= outer[2] + TOLERANCE
            && *bottom <= outer[3] + TOLERANCE
    }

    /// Whether they overlap.
    fn meets(&self, other: &Bounds) -> bool {
        let (Bounds(one), Bounds(other)) = (self, other);
        let common = |near: usize, far: usize| one[far].min(other[far]) - one[near].max(other[near]);
        common(0, 2) > TOLERANCE && common(1, 3) > TOLERANCE
    }
}

/// From the top of the capitals to the baseline, and as wide as the pen goes.
fn capitals(run: &TextRun, job: &Job) -> Bounds {
    let face = job.fonts.face(run.face);
    let advance = run.glyphs.iter().map(|glyph| i64::from(face.advance(glyph.id)) + i64::from(glyph.adjust));
    let right = run.x + run.size.em(advance.sum());
    Bounds([run.x, run.baseline - run.size.em(i64::from(face.cap_height())), right, run.baseline])
}

/// `None` for a path of nothing.
fn path_bounds(path: &PathMark) -> Option<Bounds> {
    let mut points = Vec::new();
    for segment in &path.segments {
        match *segment {
            Segment::Rect(rect) => {
                points.extend([(rect.x, rect.y), (rect.x + rect.width, rect.y + rect.height)]);
            }
            Segment::Move(x, y) | Segment::Line(x, y) => points.push((x, y)),
            Segment::Curve(control) => points.extend(control),
            Segment::Close => {}
        }
    }
    let half = match path.paint {
        Paint::Fill => Pt::ZERO,
        Paint::Stroke(weight) => weight / 2,
    };
    let (xs, ys) = (points.iter().map(|point| point.0), points.iter().map(|point| point.1));
    Some(Bounds([xs.clone().min()? - half, ys.clone().min()? - half, xs.max()? + half, ys.max()? + half]))
}

/// The beginning of a text, as it is read.
fn spelt(run: &TextRun, page: &Page, job: &Job) -> String {
    let face = job.fonts.face(run.face);
    let letters = run.glyphs.iter().take(QUOTED).map(|glyph| {
        let own = page.spellings.get(&(run.face, glyph.id)).cloned();
        own.or_else(|| face.spelling(glyph.id).map(String::from)).unwrap_or_default()
    });
    letters.collect::<String>().trim().to_owned()
}
