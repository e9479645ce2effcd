//! Checks of the colors: only the promised inks, black text in one of them, not too much ink.

use super::check::{A3A, Check, Examines, Expectation, Faults, HOUSE, Promise, X4};
use super::content::StretchOwner;
use super::drawing::{SetColor, color_spaces};
use super::file::File;
use super::object::numbers;
use super::page::PageView;
use crate::objects::{Array, Dict, Object, Stream};
use crate::profile::InkSet;

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "inks",
        clauses: &[(A3A, "6.2.4.3"), (X4, "color"), (HOUSE, "only the inks of the profile")],
        run: Examines::Both(intents, inks),
    },
    Check { name: "ink-total", clauses: &[(HOUSE, "no more than 280 % of ink")], run: Examines::Page(total) },
    Check {
        name: "black-text",
        clauses: &[(HOUSE, "black text is one ink, printed over the others")],
        run: Examines::Page(black),
    },
    Check {
        name: "overprint",
        clauses: &[(HOUSE, "nothing but black ink is printed over the others")],
        run: Examines::Page(overprint),
    },
    Check {
        name: "graphics-states",
        clauses: &[(A3A, "6.2.5"), (X4, "graphics state")],
        run: Examines::Page(states),
    },
];

fn inks(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    for paint in &page.content.paints {
        let sound = match (paint.color, expected.profile.inks) {
            (SetColor::Gray(_), InkSet::Rgb | InkSet::Gray) => true,
            (SetColor::Rgb(_), InkSet::Rgb) => true,
            (SetColor::Cmyk(_), InkSet::Cmyk) => true,
            // Register marks are on every plate, and only beside the page.
            (SetColor::Named(space), InkSet::Cmyk) => {
                registration(page, space) && page.is_beside(paint.bounds)
            }
            _ => false,
        };
        if !sound {
            return faults
                .add(format!("the page is painted in {:?}, which is not of the profile", paint.color));
        }
    }
}

/// A device color means something only by an output intent of its kind.
fn intents(file: &File<'_>, _: &Promise<'_>, faults: &mut Faults) {
    let space = file.intents().iter().find_map(|intent| {
        let icc = file.streams.decoded(&intent.get::<Stream<'_>>("DestOutputProfile")?)?;
        icc.get(16..20).map(<[u8]>::to_vec)
    });
    let space = space.unwrap_or_default();
    for paint in file.pages.iter().flat_map(|page| &page.content.paints) {
        let sound = match paint.color {
            SetColor::Gray(_) => !space.is_empty(),
            SetColor::Rgb(_) => space == b"RGB ",
            SetColor::Cmyk(_) => space == b"CMYK",
            SetColor::Named(_) => true,
        };
        if !sound {
            return faults.add(format!("no output intent says what {:?} is", paint.color));
        }
    }
}

/// Whether a color space of the page is the separation of all inks, and is made of the four in full where there
/// are no separations (ISO 32000-1, 8.6.6.4).
fn registration(page: &PageView<'_>, space: usize) -> bool {
    page.dicts.iter().all(|dict| is_registration(dict, space))
}

fn is_registration(page: &Dict<'_>, space: usize) -> bool {
    let resources = page.get::<Dict<'_>>("Resources").unwrap_or_else(Dict::empty);
    let names = color_spaces(&resources);
    let spaces = resources.get::<Dict<'_>>("ColorSpace");
    let space = spaces.zip(names.get(space)).and_then(|(spaces, name)| spaces.get::<Array<'_>>(name));
    let parts: Vec<Object<'_>> = space.iter().flat_map(|space| space.iter::<Object<'_>>()).collect();
    let [Object::Name(kind), Object::Name(ink), Object::Name(other), Object::Dict(tint)] = parts.as_slice()
    else {
        return false;
    };
    let linear = tint.get::<i32>("FunctionType") == Some(2) && tint.get::<i32>("N") == Some(1);
    [kind.as_str(), ink.as_str(), other.as_str()] == ["Separation", "All", "DeviceCMYK"]
        && linear
        && numbers(tint, "C0").as_deref() == Some(&[0.0; 4])
        && numbers(tint, "C1").as_deref() == Some(&[1.0; 4])
}

/// Crop and register marks are on every plate, beside the page.
fn total(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for paint in &page.content.paints {
        if let SetColor::Cmyk(inks) = paint.color {
            let total: f64 = inks.iter().sum();
            if total > 2.8 + 1e-9 && !page.is_beside(paint.bounds) {
                return faults
                    .add(format!("a color lays down {:.0} % of ink, and 280 % is the most", total * 100.0));
            }
        }
    }
}

/// Where a plate is out of register, text of several inks grows a fringe, and black text that
/// cuts a hole into what is under it gets a white one.
fn black(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for paint in page.content.paints.iter().filter(|paint| paint.is_text()) {
        let words = || page.content.said_in(paint.stretch);
        match paint.color {
            SetColor::Rgb(parts) if parts.iter().all(|part| *part < 0.15) => {
                return faults.add(format!("black text is not painted in black ink alone: {}", words()));
            }
            SetColor::Cmyk([c, m, y, k]) if k > 0.85 && c + m + y > 0.0 => {
                return faults.add(format!("black text is of several inks: {}", words()));
            }
            SetColor::Cmyk([_, _, _, k]) if k > 0.85 && !paint.overprint => {
                return faults.add(format!("black text is not printed over what is under it: {}", words()));
            }
            _ => {}
        }
        let owner = page.content.stretches[paint.stretch].owner;
        if let (StretchOwner::Mark(_), SetColor::Named(_)) = (owner, paint.color) {
            return faults.add(format!("text is painted in a color space of its own: {}", words()));
        }
    }
}

/// A color printed over another is neither of the two.
fn overprint(page: &PageView<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let is_black =
        |color: &SetColor| matches!(color, SetColor::Cmyk([c, m, y, k]) if c + m + y == 0.0 && *k > 0.0);
    let mut over = page.content.paints.iter().filter(|paint| paint.overprint);
    if let Some(paint) = over.find(|paint| !is_black(&paint.color)) {
        faults.add(format!("{:?} is printed over what is under it", paint.color));
    }
}

/// Nothing in a graphics state may depend on the device.
fn states(page: &PageView<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    page.dicts.iter().for_each(|dict| states_of(dict, expected, faults));
}

fn states_of(page: &Dict<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let states = page.get::<Dict<'_>>("Resources").and_then(|r| r.get::<Dict<'_>>("ExtGState"));
    let states = states.unwrap_or_else(Dict::empty);
    for name in states.keys() {
        let state: Dict<'_> = states.get(name).unwrap_or_else(Dict::empty);
        // Above all, nothing is transparent.
        for key in state.keys().filter(|key| !["Type", "op", "OP", "OPM"].contains(&key.as_str())) {
            faults.add(format!("the graphics state {} has /{}", name.as_str(), key.as_str()));
        }
        let [fills, lines] = ["op", "OP"].map(|key| state.get::<bool>(key).unwrap_or(false));
        faults.unless(
            fills == lines,
            format_args!("the graphics state {} prints over others in one way only", name.as_str()),
        );
        // In mode 0 a process ink of which an object has nothing is taken away under it (8.6.7).
        faults.unless(
            !fills || state.get::<i32>("OPM") == Some(1),
            format!("the graphics state {} prints over others in mode 0", name.as_str()),
        );
        faults.unless(
            !fills || expected.profile.inks == InkSet::Cmyk,
            format_args!("the graphics state {} prints over others where there is one plate", name.as_str()),
        );
    }
}
