//! What a theme must keep whatever a set changes in it: letters that can be read and printed, and
//! measures a page can be made with.
//!
//! In: a [`Theme`]. Out: [`Violation`]s, each naming the tokens it comes from; the built-in themes
//! have none. The smallest sizes keep the height of an x at 1.5 mm in running text. Colours have
//! their own rules, in `inks`.

use super::footer::{CALLOUT, FOOTER};
use super::inks::{colours, white_letters};
use super::{
    Fixed, Layout, ListTokens, Open, PageTokens, RuleWeights, Sizes, TableTokens, Theme, Tight, brief, memo,
};
use crate::diagnostic::Code;
use crate::units::{Pt, Ratio};
use Requirement::{Edge, Factor, Fits, Leading, Letters, Modules, Rule, Tried};

/// Longest list of sizes to try.
pub(super) const MOST_SIZES: usize = 32;
/// The thinnest rule an office printer holds.
const THINNEST: Pt = Pt(500);
/// A thicker rule is a bar, and takes the place of a row.
const THICKEST: Pt = Pt::new(4);
/// The least width of a QR code's module: 0.4 mm.
const MODULE: Pt = Pt(1134);

/// A way in which a theme is unsound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The tokens it comes from: `layout.brief.tile.labels`.
    pub tokens: Vec<String>,
    /// What kind of fault it is.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What a token of `T` must keep.
pub(super) enum Requirement<T> {
    /// Letters that are read, not smaller than this.
    Letters(fn(&T) -> Pt, Pt),
    /// Sizes that are tried in turn, none smaller than this.
    Tried(fn(&T) -> &[Pt], Pt),
    /// The weight of a rule.
    Rule(fn(&T) -> Pt),
    /// The width of a QR code's module.
    Modules(fn(&T) -> Pt),
    /// A factor in these bounds.
    Factor(fn(&T) -> Ratio, f64, f64),
    /// A fixed leading: one to two sizes of its type.
    Leading(fn(&T) -> Fixed),
    /// A distance from the edge of the page.
    Edge(fn(&T) -> Pt),
    /// A relation between several tokens: what is wrong if it does not hold, and what to do.
    Fits(fn(&T, &PageTokens) -> bool, &'static str, &'static str),
}

/// Requirements, each with the tokens it is for.
pub(super) type TokenRequirements<T> = [(&'static [&'static str], Requirement<T>)];

const PAGE: &TokenRequirements<PageTokens> = &[(
    &["page.safe"],
    Fits(
        |page, _| (Pt::new(18)..=Pt::new(72)).contains(&page.safe),
        "the safe margin must be 18 to 72 points",
        "office printers need 18",
    ),
)];

const RULES: &TokenRequirements<RuleWeights> = &[
    (&["rule.table_outer"], Rule(|rule| rule.table_outer)),
    (&["rule.table_inner"], Rule(|rule| rule.table_inner)),
    (&["rule.footer"], Rule(|rule| rule.footer)),
];

const LISTS: &TokenRequirements<ListTokens> = &[
    (
        &["list.indent", "list.clear"],
        Fits(
            |list, _| {
                (Pt::new(6)..=Pt::new(36)).contains(&list.indent)
                    && (Pt::new(1)..=Pt::new(12)).contains(&list.clear)
            },
            "the items of lists must be indented by 6 to 36 points, with 1 to 12 points clear behind the sign",
            "write `indent = 12` and `clear = 3`",
        ),
    ),
    (&["list.gap"], Factor(|list| list.gap, 0.0, 1.0)),
];

const SIZES: &TokenRequirements<Sizes> = &[
    (
        &["size.min", "size.max"],
        Fits(
            |size, _| size.min <= size.max && size.max <= Pt::new(24),
            "the largest text size is below the smallest, or above 24 pt",
            "write `min` and `max` with the smaller one first",
        ),
    ),
    (
        &["size.step"],
        Fits(
            |size, _| (Pt(50)..=Pt::new(2)).contains(&size.step),
            "the step between sizes must be 0.05 to 2 pt",
            "write 0.25",
        ),
    ),
];

/// Leading and gaps, from the tightest to the loosest.
type Factors = [(&'static str, fn(&Tight, &Open) -> Ratio)];

const LEADS: &Factors = &[
    ("tight.last_lead", |tight, _| tight.last_lead),
    ("tight.floor_lead", |tight, _| tight.floor_lead),
    ("tight.lead", |tight, _| tight.lead),
    ("open.lead", |_, open| open.lead),
];

const GAPS: &Factors = &[
    ("tight.last_gap", |tight, _| tight.last_gap),
    ("tight.floor_gap", |tight, _| tight.floor_gap),
    ("tight.gap", |tight, _| tight.gap),
    ("open.gap", |_, open| open.gap),
    ("open.gap_max", |_, open| open.gap_max),
];

const TABLE: &TokenRequirements<TableTokens> = &[
    (&["table.min"], Letters(|table| table.min, Pt(8500))),
    (&["table.header_min"], Letters(|table| table.header_min, Pt(8500))),
    (&["table.lead"], Factor(|table| table.lead, 1.1, 1.8)),
];

/// All that is unsound in a theme.
pub fn violations(theme: &Theme) -> Vec<Violation> {
    let mut found = Violations { prefix: "", page: &theme.page, found: Vec::new() };
    found.check(PAGE, &theme.page);
    found.check(RULES, &theme.rule);
    found.check(LISTS, &theme.list);
    colours(&theme.color, &mut found);
    match &theme.layout {
        Layout::Memo(layout) => {
            found.prefix = "layout.memo.";
            found.running(&layout.size, &layout.tight, &layout.open);
            found.check(TABLE, &layout.table);
            found.check(FOOTER, &layout.footer);
            found.check(CALLOUT, &layout.callout);
            found.check(memo::REQUIREMENTS, layout);
        }
        Layout::Brief(layout) => {
            white_letters(&theme.color, layout.banner.styles(), &mut found);
            found.prefix = "layout.brief.";
            found.running(&layout.size, &layout.tight, &layout.open);
            found.check(TABLE, &layout.table);
            found.check(FOOTER, &layout.footer);
            found.check(CALLOUT, &layout.callout);
            found.check(brief::REQUIREMENTS, layout);
        }
    }
    found.found
}

/// What was found so far.
pub(super) struct Violations<'t> {
    /// What the tokens begin with.
    prefix: &'static str,
    page: &'t PageTokens,
    found: Vec<Violation>,
}

impl Violations<'_> {
    pub(super) fn add(&mut self, code: Code, tokens: &[&str], message: String, help: impl Into<String>) {
        let tokens = tokens.iter().map(|token| format!("{}{token}", self.prefix)).collect();
        self.found.push(Violation { tokens, code, message, help: help.into() });
    }

    fn check<T>(&mut self, checks: &TokenRequirements<T>, of: &T) {
        for (tokens, check) in checks {
            let token = tokens[0];
            match check {
                Letters(size, least) => self.letters(token, size(of), *least),
                Tried(sizes, least) => self.tried(token, sizes(of), *least),
                Rule(weight) => self.rule(token, weight(of)),
                Modules(width) => self.modules(token, width(of)),
                Factor(factor, least, most) => self.factor(token, factor(of), *least, *most),
                Leading(of_type) => self.leading(token, of_type(of)),
                Edge(distance) => self.edge(token, distance(of)),
                Fits(fits, message, help) => self.require(fits(of, self.page), tokens, message, help),
            }
        }
    }

    fn require(&mut self, sound: bool, tokens: &[&str], message: &str, help: &str) {
        if !sound {
            self.add(Code::BadValue, tokens, message.to_owned(), help);
        }
    }

    fn running(&mut self, size: &Sizes, tight: &Tight, open: &Open) {
        self.check(SIZES, size);
        for (factors, least, most) in [(LEADS, 1.15, 1.8), (GAPS, 0.3, 4.0)] {
            for (token, factor) in factors {
                self.factor(token, factor(tight, open), least, most);
            }
            for pair in factors.windows(2) {
                let ((tighter, a), (looser, b)) = (pair[0], pair[1]);
                let message = format!("`{tighter}` is greater than `{looser}`");
                let sound = a(tight, open) <= b(tight, open);
                self.require(sound, &[tighter, looser], &message, "the first must be the tighter one");
            }
        }
    }

    fn letters(&mut self, token: &str, size: Pt, least: Pt) {
        if size < least {
            let message = format!("`{token}` is {size} pt; type under {least} pt is too small here");
            self.add(Code::Illegible, &[token], message, format!("write {least} or more"));
        }
    }

    fn tried(&mut self, token: &str, sizes: &[Pt], least: Pt) {
        let falling = sizes.windows(2).all(|pair| pair[0] > pair[1]);
        if sizes.is_empty() || sizes.len() > MOST_SIZES || !falling {
            let message = format!("`{token}` is not a list of sizes from large to small");
            let help = format!("write up to {MOST_SIZES} sizes, the largest first");
            self.add(Code::BadValue, &[token], message, help);
        }
        if let Some(smallest) = sizes.iter().min() {
            self.letters(token, *smallest, least);
        }
    }

    fn rule(&mut self, token: &str, weight: Pt) {
        if weight < THINNEST {
            let message = format!("`{token}` is {weight} pt; a rule under {THINNEST} pt breaks up in print");
            self.add(Code::Illegible, &[token], message, format!("write {THINNEST} or more"));
        }
        if weight > THICKEST {
            let message = format!("`{token}` is {weight} pt; a rule over {THICKEST} pt hides the rows");
            self.add(Code::Illegible, &[token], message, format!("write {THICKEST} or less"));
        }
    }

    fn modules(&mut self, token: &str, width: Pt) {
        if width < MODULE {
            let message = format!(
                "a QR code of modules of {width} pt; cameras cannot read less than {MODULE} pt (0.4 mm)"
            );
            self.add(Code::Illegible, &[token], message, format!("write {MODULE} or more"));
        }
    }

    fn factor(&mut self, token: &str, value: Ratio, least: f64, most: f64) {
        if !(Ratio::from_f64(least)..=Ratio::from_f64(most)).contains(&value) {
            let message = format!("`{token}` is {}, but a page needs {least} to {most}", value.to_f64());
            self.add(Code::BadValue, &[token], message, format!("write a number from {least} to {most}"));
        }
    }

    fn leading(&mut self, token: &str, Fixed { size, leading }: Fixed) {
        if !(size..=size * 2).contains(&leading) {
            let message =
                format!("`{token}` is {leading} pt for {size} pt type; lines need one to two sizes");
            let help = format!("write {size} to {}", size * 2);
            self.add(Code::BadValue, &[token], message, help);
        }
    }

    fn edge(&mut self, token: &str, distance: Pt) {
        let safe = self.page.safe;
        let help = format!("write {safe} or more (`page.safe`)");
        self.require(distance >= safe, &[token], "too close to the edge for printers", &help);
    }
}
