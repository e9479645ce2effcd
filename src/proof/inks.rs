//! Checks of the colours: only the promised inks, black text in one of them, not too much ink.

use super::content::{Colour, Owner};
use super::file::File;
use super::{Check, Expectation, Faults, InkSet, Standard::*};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "inks",
        clauses: &[(A3a, "6.2.4.3"), (X4, "colour"), (House, "only the inks of the profile")],
        run: inks,
    },
    Check { name: "ink-total", clauses: &[(House, "no more than 280 % of ink")], run: total },
    Check {
        name: "black-text",
        clauses: &[(House, "black text is one ink, printed over the others")],
        run: black,
    },
    Check { name: "graphics-states", clauses: &[(A3a, "6.2.5"), (X4, "graphics state")], run: states },
];

fn inks(file: &File<'_>, expected: &Expectation<'_>, faults: &mut Faults) {
    let set = expected.promise.inks;
    for paint in &file.content.paints {
        let sound = match (&paint.colour, set) {
            (Colour::Gray(_), InkSet::GrayAndRgb | InkSet::Gray) => true,
            (Colour::Rgb(_), InkSet::GrayAndRgb) => true,
            (Colour::Cmyk(_), InkSet::Cmyk) => true,
            // Register marks are on every plate, and only beside the page.
            (Colour::Named(name), InkSet::Cmyk) => registration(file, name) && outside(file, paint.bounds),
            _ => false,
        };
        if !sound {
            return faults
                .add(format!("the page is painted in {:?}, which is not of the profile", paint.colour));
        }
    }
    // A device colour means something only by an output intent of its kind.
    let intents = file
        .catalog
        .get::<Array<'_>>("OutputIntents")
        .map(|list| list.iter::<Dict<'_>>().collect::<Vec<_>>());
    let space = intents.iter().flatten().find_map(|intent| {
        let icc = intent.get::<Stream<'_>>("DestOutputProfile")?.decoded().ok()?.into_owned();
        icc.get(16..20).map(<[u8]>::to_vec)
    });
    let space = space.unwrap_or_default();
    for paint in &file.content.paints {
        let sound = match &paint.colour {
            Colour::Gray(_) => !space.is_empty(),
            Colour::Rgb(_) => space == b"RGB ",
            Colour::Cmyk(_) => space == b"CMYK",
            Colour::Named(_) => true,
        };
        if !sound {
            return faults.add(format!("no output intent says what {:?} is", paint.colour));
        }
    }
}

/// Whether a colour space of the page is the separation of all inks.
fn registration(file: &File<'_>, name: &str) -> bool {
    let spaces = file.page.get::<Dict<'_>>("Resources").and_then(|r| r.get::<Dict<'_>>("ColorSpace"));
    let space = spaces.and_then(|spaces| spaces.get::<Array<'_>>(name));
    let names: Vec<String> = space
        .iter()
        .flat_map(|space| space.iter::<Object<'_>>().take(2))
        .filter_map(|part| part.into_name().map(|name: Name<'_>| name.as_str().to_owned()))
        .collect();
    names == ["Separation", "All"]
}

fn outside(file: &File<'_>, bounds: [f64; 4]) -> bool {
    let trim = file.trim();
    bounds[2] <= trim[0] || bounds[0] >= trim[2] || bounds[3] <= trim[1] || bounds[1] >= trim[3]
}

/// Crop and register marks are on every plate, beside the page.
fn total(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for paint in file.content.paints.iter().filter(|paint| !outside(file, paint.bounds)) {
        if let Colour::Cmyk(inks) = paint.colour {
            let total: f64 = inks.iter().sum();
            if total > 2.8 + 1e-9 {
                return faults
                    .add(format!("a colour lays down {:.0} % of ink, and 280 % is the most", total * 100.0));
            }
        }
    }
}

/// Where a plate is out of register, text of several inks grows a fringe, and black text that
/// cuts a hole into what is under it gets a white one.
fn black(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    for paint in file.content.paints.iter().filter(|paint| paint.is_text) {
        let words =
            || file.content.stretches[paint.stretch].runs.iter().map(|r| r.text.as_str()).collect::<String>();
        match paint.colour {
            Colour::Rgb(parts) if parts.iter().all(|part| *part < 0.15) => {
                return faults.add(format!("black text is not painted in black ink alone: {}", words()));
            }
            Colour::Cmyk([c, m, y, k]) if k > 0.85 && c + m + y > 0.0 => {
                return faults.add(format!("black text is of several inks: {}", words()));
            }
            Colour::Cmyk([_, _, _, k]) if k > 0.85 && !paint.overprint => {
                return faults.add(format!("black text is not printed over what is under it: {}", words()));
            }
            _ => {}
        }
        if let (Owner::Mark(_), Colour::Named(name)) =
            (file.content.stretches[paint.stretch].owner, &paint.colour)
        {
            return faults.add(format!("text is painted in the colour space {name}"));
        }
    }
}

/// Nothing in a graphics state may depend on the device.
fn states(file: &File<'_>, _: &Expectation<'_>, faults: &mut Faults) {
    let states = file.page.get::<Dict<'_>>("Resources").and_then(|r| r.get::<Dict<'_>>("ExtGState"));
    let states = states.unwrap_or_else(Dict::empty);
    for name in states.keys() {
        let state: Dict<'_> = states.get(&*name).unwrap_or_else(Dict::empty);
        for key in ["TR", "TR2", "HT", "HTP", "HTO", "BG", "BG2", "UCR", "UCR2", "SMask", "Font"] {
            faults
                .unless(!state.contains_key(key), format!("the graphics state {} has /{key}", name.as_str()));
        }
        for key in ["op", "OP"] {
            faults.unless(
                state.get(key) == state.get::<bool>("op"),
                format!("the graphics state {} prints over others in one way only", name.as_str()),
            );
        }
    }
}
