//! Faults of head, tiles and foot, in files for screens and office printers: texts that are not on the
//! page, and texts in another order, in the tree, in the content or on paper.

use super::Damage;
use crate::kit::damaged::Patient;
use crate::kit::file::File;
use lopdf::ObjectId;

/// The publisher and the title.
fn head(f: &Patient) -> [ObjectId; 2] {
    [f.elements("P")[0], f.elements("H1")[0]]
}

/// The call to action and the source.
fn foot(f: &mut Patient) -> [ObjectId; 2] {
    let said = File { document: f.0.clone() }.words();
    let paragraphs = f.elements("P");
    ["To report", "Source:"].map(|begins| {
        let own = |id: &ObjectId| f.marks(*id).first().is_some_and(|mark| said[mark].starts_with(begins));
        paragraphs.iter().copied().find(own).expect("a text of the foot")
    })
}

/// The title and the year.
fn heading(f: &mut Patient) -> [i64; 2] {
    let [_, heading] = head(f);
    let marks = f.marks(heading);
    [marks[0], marks[marks.len() - 1]]
}

pub const BOTH: &[Damage] = &[
    ("no publisher on the page", |f| f.erase("National Center for Missing & Exploited Children")),
    ("no title on the page", |f| {
        let [title, _] = heading(f);
        f.erase_mark(title);
    }),
    ("no year on the page", |f| f.erase("2023")),
    ("no digits behind the hotline", |f| f.erase("1-800-843-5678")),
    ("the title read before the publisher", |f| {
        let [publisher, title] = head(f);
        f.exchange(publisher, title);
    }),
    ("the title painted before the publisher", |f| {
        let [publisher, title] = head(f).map(|id| f.marks(id));
        f.painted_exchanged(&publisher, &title);
    }),
    ("the title set above the publisher", |f| {
        let [publisher, title] = head(f).map(|id| f.marks(id));
        f.set_exchanged(&publisher, &title);
    }),
    ("the year set before the title", |f| {
        let [title, year] = heading(f);
        f.set_exchanged(&[title], &[year]);
    }),
    ("the source read before the call to action", |f| {
        let [call, source] = foot(f);
        f.exchange(call, source);
    }),
    ("the source painted before the call to action", |f| {
        let [call, source] = foot(f).map(|id| f.marks(id));
        f.painted_exchanged(&call, &source);
    }),
    ("the source set above the call to action", |f| {
        let [call, source] = foot(f).map(|id| f.marks(id));
        f.set_exchanged(&call, &source);
    }),
];

pub const BRIEF: &[Damage] = &[
    ("no kicker", |f| f.erase("State data")),
    ("no figure in a tile", |f| f.erase("8,597")),
    ("no label in a tile", |f| f.erase("CyberTipline reports for law enforcement")),
    ("no word before the address below the code", |f| f.erase("Scan:")),
    ("a tile hidden as decoration", |f| {
        let body = f.elements("LBody")[1];
        f.hide(body);
    }),
    ("a QR code hidden as decoration", |f| {
        let code = f.elements("Figure").pop().unwrap();
        f.hide(code);
    }),
    ("the second tile read first", |f| {
        let tiles = f.elements("LI");
        f.exchange(tiles[0], tiles[1]);
    }),
    ("the second tile painted first", |f| {
        let [first, second] = [0, 1].map(|n| f.elements("LI")[n]).map(|id| f.marks(id));
        f.painted_exchanged(&first, &second);
    }),
    ("the second tile set first", |f| {
        let [first, second] = [0, 1].map(|n| f.elements("LI")[n]).map(|id| f.marks(id));
        f.set_exchanged(&first, &second);
    }),
    ("a figure set below its label", |f| {
        let tile = f.elements("LI")[0];
        let marks = f.marks(tile);
        f.set_exchanged(&marks[..1], &marks[2..]);
    }),
    ("the kicker set before the publisher", |f| {
        let [publisher, kicker] = [0, 1].map(|n| f.elements("P")[n]).map(|id| f.marks(id));
        f.set_exchanged(&publisher, &kicker);
    }),
    ("the number set above the call to action", |f| {
        let lines = f.elements("P");
        let [call, number] = [4, 3].map(|n| f.marks(lines[lines.len() - n]));
        f.set_exchanged(&call, &number);
    }),
];
