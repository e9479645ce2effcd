//! What a theme must keep whatever a set changes in it: letters that can be read and printed, and
//! measures a page can be made with.
//!
//! In: a [`Theme`]. Out: [`Breach`]es, each naming the tokens it comes from; the built-in themes
//! have none. Contrast is that of WCAG 2.2, 1.4.3 and 1.4.11 (level AA); the smallest sizes keep
//! the height of an x at 1.5 mm in running text.

use super::color::{Light, WHITE, contrast};
use super::{BandStyle, Brief, Cmyk, Colors, Layout, Memo, Open, Sheet, Sizes, TableTokens, Theme, Tight};
use crate::diagnostic::Code;
use crate::units::{Pt, Ratio};

/// Least contrast of letters, and of what is no letter but says something.
const LETTERS: f64 = 4.5;
const SHAPES: f64 = 3.0;
/// Most ink, in percent of all plates: more does not dry.
const MOST_INK: u16 = 280;
/// As dark as this, letters look black, and must be black alone: plates that do not meet fringe them.
const NEARLY_BLACK: u8 = 38;
/// The same on a press, in percent of black.
const NEARLY_BLACK_INK: u8 = 85;
/// Longest list of sizes to try.
const MOST_SIZES: usize = 32;
/// The thinnest rule an office printer holds.
const THINNEST: Pt = Pt(500);
/// The least width of a QR code's module: 0.4 mm.
const MODULE: Pt = Pt(1134);

/// A way in which a theme is unsound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The tokens it comes from: `layout.brief.tile.labels`.
    pub tokens: Vec<String>,
    /// What kind of fault it is.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// All that is unsound in a theme.
pub fn breaches(theme: &Theme) -> Vec<Breach> {
    let mut found = Breaches { prefix: "", found: Vec::new() };
    sheet(&theme.page, &mut found);
    for (token, weight) in [
        ("rule.table_outer", theme.rule.table_outer),
        ("rule.table_inner", theme.rule.table_inner),
        ("rule.footer", theme.rule.footer),
    ] {
        found.rule(token, weight);
    }
    colours(&theme.color, &mut found);
    match &theme.layout {
        Layout::Memo(layout) => {
            found.prefix = "layout.memo.";
            memo(layout, &theme.page, &mut found);
        }
        Layout::Brief(layout) => {
            if layout.band.style == BandStyle::Fill {
                white_letters(&theme.color, &mut found);
            }
            found.prefix = "layout.brief.";
            brief(layout, &theme.page, &mut found);
        }
    }
    found.found
}

struct Breaches {
    /// What the tokens begin with.
    prefix: &'static str,
    found: Vec<Breach>,
}

impl Breaches {
    fn add(&mut self, code: Code, tokens: &[&str], message: String, help: impl Into<String>) {
        let tokens = tokens.iter().map(|token| format!("{}{token}", self.prefix)).collect();
        self.found.push(Breach { tokens, code, message, help: help.into() });
    }

    fn unless(&mut self, sound: bool, tokens: &[&str], message: &str, help: &str) {
        if !sound {
            self.add(Code::BadValue, tokens, message.to_owned(), help);
        }
    }

    /// Type that is read must not be smaller than `floor`.
    fn legible(&mut self, token: &str, size: Pt, floor: Pt) {
        if size < floor {
            let message = format!("`{token}` is {size} pt; type under {floor} pt is too small here");
            self.add(Code::Illegible, &[token], message, format!("write {floor} or more"));
        }
    }

    /// Sizes that are tried in turn.
    fn tried(&mut self, token: &str, sizes: &[Pt], floor: Pt) {
        let falling = sizes.windows(2).all(|pair| pair[0] > pair[1]);
        if sizes.is_empty() || sizes.len() > MOST_SIZES || !falling {
            let message = format!("`{token}` is not a list of sizes from large to small");
            self.add(
                Code::BadValue,
                &[token],
                message,
                format!("write up to {MOST_SIZES} sizes, the largest first"),
            );
        }
        if let Some(smallest) = sizes.iter().min() {
            self.legible(token, *smallest, floor);
        }
    }

    fn rule(&mut self, token: &str, weight: Pt) {
        if weight < THINNEST {
            let message = format!("`{token}` is {weight} pt; a rule under {THINNEST} pt breaks up in print");
            self.add(Code::Illegible, &[token], message, format!("write {THINNEST} or more"));
        }
    }

    fn between(&mut self, token: &str, value: Ratio, least: f64, most: f64) {
        if !(Ratio::from_f64(least)..=Ratio::from_f64(most)).contains(&value) {
            let message = format!("`{token}` is {}, but a page needs {least} to {most}", value.to_f64());
            self.add(Code::BadValue, &[token], message, format!("write a number from {least} to {most}"));
        }
    }

    fn contrast(&mut self, tokens: &[&str], what: &str, (a, b): (Light, Light), least: f64, help: &str) {
        let ratio = contrast(a, b);
        if ratio < least {
            let message =
                format!("the contrast of {what} is {ratio:.2} to 1; readable print needs {least} to 1");
            self.add(Code::Illegible, tokens, message, help);
        }
    }
}

fn sheet(page: &Sheet, found: &mut Breaches) {
    for (token, length) in [("page.width", page.width), ("page.height", page.height)] {
        let sound = (Pt::new(288)..=Pt::new(1224)).contains(&length);
        found.unless(sound, &[token], "not a usable page size", "write 288 to 1224 points: 4 to 17 inches");
    }
    let sound = (Pt::new(18)..=Pt::new(72)).contains(&page.safe);
    found.unless(sound, &["page.safe"], "the safe margin must be 18 to 72 points", "office printers need 18");
}

fn colours(color: &Colors, found: &mut Breaches) {
    let lights: [(&str, [(&str, Light); 8]); 3] = [
        ("office", color.office.named().map(|(name, colour)| (name, colour.into()))),
        ("gray", color.gray.named().map(|(name, colour)| (name, colour.into()))),
        ("press", color.press.named().map(|(name, colour)| (name, colour.into()))),
    ];
    for (paper, inks) in lights {
        for (name, light) in inks {
            let (what, least) = match name {
                "text" => ("text on white", LETTERS),
                "navy" => ("headings on white", LETTERS),
                "rule" => ("rules on white", SHAPES),
                "bar" => ("bars on white", SHAPES),
                // Decoration; what is on the band is looked at where there is a band.
                _ => continue,
            };
            let token = format!("color.{paper}.{name}");
            found.contrast(&[&token], what, (light, WHITE), least, "choose a darker color");
        }
    }
    for (name, colour) in color.office.named() {
        let (red, green, blue) = (colour.0, colour.1, colour.2);
        let token = format!("color.office.{name}");
        let neutral = red == green && green == blue;
        if matches!(name, "text" | "rule") && !neutral {
            let message =
                format!("`{name}` is printed in several inks, so small letters would have colored edges");
            found.add(Code::Illegible, &[&token], message, "write black, \"#000000\", or a dark gray");
        } else if !neutral && [red, green, blue].iter().all(|part| *part <= NEARLY_BLACK) {
            let message = format!("`{name}` is nearly black, and would be mixed from several inks");
            found.add(Code::Illegible, &[&token], message, "write black, \"#000000\", or a brighter color");
        }
    }
    for (name, Cmyk(cyan, magenta, yellow, black)) in color.press.named() {
        let token = format!("color.press.{name}");
        let total = [cyan, magenta, yellow, black].map(u16::from).iter().sum::<u16>();
        if total > MOST_INK {
            let message = format!("`{name}` uses {total}% ink; more than {MOST_INK}% does not dry");
            found.add(
                Code::TooMuchInk,
                &[&token],
                message,
                "use less cyan, magenta and yellow, and more black",
            );
        }
        let mixed = cyan > 0 || magenta > 0 || yellow > 0;
        if mixed && (matches!(name, "text" | "rule") || black > NEARLY_BLACK_INK) {
            let message = format!(
                "`{name}` is black mixed from several inks, so small letters would have colored edges"
            );
            found.add(Code::Illegible, &[&token], message, "write [0, 0, 0, 100]");
        }
    }
}

/// The band's letters.
fn white_letters(color: &Colors, found: &mut Breaches) {
    let pairs: [(&str, Light, Light); 3] = [
        ("office", color.office.paper.into(), color.office.navy.into()),
        ("gray", color.gray.paper.into(), color.gray.navy.into()),
        ("press", color.press.paper.into(), color.press.navy.into()),
    ];
    for (paper, letters, band) in pairs {
        let tokens = [format!("color.{paper}.paper"), format!("color.{paper}.navy")];
        let help = "choose a darker color for the band, `navy`, or a lighter one for its letters, `paper`";
        found.contrast(&[&tokens[0], &tokens[1]], "letters on the band", (letters, band), LETTERS, help);
    }
}

fn running(sizes: &Sizes, tight: &Tight, open: &Open, floor: Pt, found: &mut Breaches) {
    found.legible("size.min", sizes.min, floor);
    found.unless(
        sizes.min <= sizes.max && sizes.max <= Pt::new(24),
        &["size.min", "size.max"],
        "the largest text size is below the smallest, or above 24 pt",
        "write `min` and `max` with the smaller one first",
    );
    let step = (Pt(50)..=Pt::new(2)).contains(&sizes.step);
    found.unless(step, &["size.step"], "the step between sizes must be 0.05 to 2 pt", "write 0.25");
    let leads = [
        ("tight.last_lead", tight.last_lead),
        ("tight.floor_lead", tight.floor_lead),
        ("tight.lead", tight.lead),
        ("open.lead", open.lead),
    ];
    let gaps = [
        ("tight.last_gap", tight.last_gap),
        ("tight.floor_gap", tight.floor_gap),
        ("tight.gap", tight.gap),
        ("open.gap", open.gap),
        ("open.gap_max", open.gap_max),
    ];
    leads.iter().for_each(|(token, lead)| found.between(token, *lead, 1.15, 1.8));
    gaps.iter().for_each(|(token, gap)| found.between(token, *gap, 0.3, 4.0));
    for pair in leads.windows(2).chain(gaps.windows(2)) {
        let message = format!("`{}` is greater than `{}`", pair[0].0, pair[1].0);
        found.unless(
            pair[0].1 <= pair[1].1,
            &[pair[0].0, pair[1].0],
            &message,
            "the first must be the tighter one",
        );
    }
}

fn table(table: &TableTokens, widest: Pt, found: &mut Breaches) {
    found.legible("table.min", table.min, Pt(8500));
    found.legible("table.header_min", table.header_min, Pt(8500));
    found.between("table.lead", table.lead, 1.1, 1.8);
    let sound = table.width <= widest;
    found.unless(sound, &["table.width"], "the table is wider than its column", "make it narrower");
}

fn memo(memo: &Memo, page: &Sheet, found: &mut Breaches) {
    // Its headings are coloured, and not larger than the text.
    running(&memo.size, &memo.tight, &memo.open, Pt::new(9), found);
    found.legible("organization.size", memo.organization.size, Pt(8500));
    found.legible("foot.size", memo.foot.size, Pt(8500));
    found.legible("foot.source", memo.foot.source, Pt::new(8));
    found.tried("title.sizes", &memo.title.sizes, Pt::new(14));
    found.rule("title.rule", memo.title.rule);
    for (token, lead) in [("head.lead", memo.head.lead), ("title.lead", memo.title.lead)] {
        found.between(token, lead, 1.0, 1.8);
    }
    for (token, margin) in [("margin", memo.margin), ("margin_above", memo.margin_above), ("top", memo.top)] {
        found.unless(
            margin >= page.safe,
            &[token],
            "too close to the edge for printers",
            &format!("write {} or more (`page.safe`)", page.safe),
        );
    }
    let lowest = page.height - page.safe;
    found.unless(
        memo.footer_bottom <= lowest,
        &["footer_bottom"],
        "the footer ends too close to the edge for printers",
        &format!("write {lowest} or less (the page's height less `page.safe`)"),
    );
    let text = page.width - memo.margin * 2 - memo.side - memo.gutter;
    found.unless(
        text >= Pt::new(144),
        &["margin", "side", "gutter"],
        "the margins leave no room for the text",
        "make the margins or the side column narrower",
    );
    table(&memo.table, page.width - memo.margin_above.max(memo.margin) * 2, found);
}

fn brief(brief: &Brief, page: &Sheet, found: &mut Breaches) {
    running(&brief.size, &brief.tight, &brief.open, Pt(8750), found);
    // White letters on a dark ground fill in.
    found.legible("kicker.size", brief.kicker.size, Pt(10_500));
    found.legible("note.size", brief.note.size, Pt(8750));
    found.legible("foot.text.size", brief.foot.text.size, Pt(8500));
    found.legible("foot.digits.size", brief.foot.digits.size, Pt(8500));
    found.legible("foot.hotline.size", brief.foot.hotline.size, Pt::new(9));
    found.legible("foot.source.size", brief.foot.source.size, Pt::new(8));
    found.legible("name.year", brief.name.year, Pt::new(14));
    found.tried("name.one_line", &brief.name.one_line, Pt::new(18));
    found.tried("name.two_lines", &brief.name.two_lines, Pt::new(18));
    found.tried("lead.sizes", &brief.lead.sizes, Pt::new(9));
    found.tried("tile.figures", &brief.tile.figures, Pt::new(14));
    found.tried("tile.words", &brief.tile.words, Pt::new(9));
    found.tried("tile.labels", &brief.tile.labels, Pt::new(8));
    found.rule("tile.rule", brief.tile.rule);
    for (token, lead) in [
        ("name.two_lines_lead", brief.name.two_lines_lead),
        ("tile.label_lead", brief.tile.label_lead),
        ("lead.lead", brief.lead.lead),
        ("head.lead", brief.head.lead),
    ] {
        found.between(token, lead, 1.0, 1.8);
    }
    let tiles = &brief.tile;
    let counts = (1..=8).contains(&tiles.most) && (1..=tiles.most).contains(&tiles.fewest);
    found.unless(
        counts,
        &["tile.fewest", "tile.most"],
        "a row can have one to eight tiles",
        "write numbers from 1 to 8, `fewest` not above `most`",
    );
    found.unless(
        (1..=6).contains(&tiles.label_lines),
        &["tile.label_lines"],
        "a label can have one to six lines",
        "write a number from 1 to 6",
    );
    let lines = (1..=10).contains(&brief.breaks.lines);
    found.unless(
        lines,
        &["breaks.lines"],
        "one to ten lines can stay together",
        "write a number from 1 to 10",
    );
    let rising = brief.bars.windows(2).all(|pair| pair[0].rows < pair[1].rows);
    let bars = rising && (1..=MOST_SIZES).contains(&brief.bars.len());
    found.unless(bars, &["bars"], "the bars are not in the order of their rows", "put the fewest first");
    if brief.foot.qr_module < MODULE {
        let message = format!(
            "a QR code of modules of {} pt; cameras cannot read less than {MODULE} pt (0.4 mm)",
            brief.foot.qr_module
        );
        found.add(Code::Illegible, &["foot.qr_module"], message, format!("write {MODULE} or more"));
    }
    let width = page.width - brief.margin * 2;
    found.unless(
        brief.margin >= page.safe
            && brief.column >= Pt::new(100)
            && brief.column * 2 + brief.column_gutter <= width,
        &["margin", "column", "column_gutter"],
        "two columns and the gutter do not fit between the margins",
        "make the columns narrower, or the margins (not under `page.safe`)",
    );
    found.unless(
        brief.lead.width >= Pt::new(100)
            && brief.lead.note_width >= Pt::new(80)
            && brief.lead.width + brief.lead.note_width + brief.gutter <= width,
        &["lead.width", "lead.note_width"],
        "the lead and its note do not fit side by side",
        "make one of them narrower",
    );
    let band = &brief.band;
    found.unless(
        page.safe <= band.kicker_top && band.kicker_top <= band.bottom && band.top <= band.kicker_top,
        &["band.top", "band.kicker_top", "band.bottom"],
        "the lines of the band do not fit in it, or are too close to the edge",
        "write `top`, `kicker_top` and `bottom` in this order",
    );
    found.unless(
        tiles.top >= band.bottom + band.accent && tiles.top < brief.text_limit,
        &["tile.top", "band.bottom", "band.accent", "text_limit"],
        "the headline figures overlap the band, or are below the text",
        "move them down, or the bottom of the band up",
    );
    let foot = &brief.foot;
    found.unless(
        brief.text_limit <= foot.rule_top
            && foot.rule_top <= foot.call_top
            && foot.call_top <= foot.hotline_top
            && foot.hotline_top < foot.bottom
            && foot.bottom <= page.height - page.safe,
        &["text_limit", "foot.rule_top", "foot.call_top", "foot.hotline_top", "foot.bottom"],
        "the footer lines overlap, or are too close to the edge",
        "write them from top to bottom, and keep `page.safe`",
    );
    table(&brief.table, brief.column, found);
}
