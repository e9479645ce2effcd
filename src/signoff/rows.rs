//! The figures of a sign-off list, a row each.

use super::said;
use crate::batch::{Engine, Outcome, Set, SignedFigure, StateName};
use crate::listing::ListingTable;
use std::collections::BTreeMap;

/// The heads of the columns of the table for programs.
const COLUMNS: [&str; 16] = [
    "state",
    "place",
    "figure",
    "label",
    "value",
    "earlier",
    "change",
    "year",
    "source",
    "cell",
    "note",
    "withheld",
    "file",
    "line",
    "keys",
    "approvals",
];
/// The column that is left out where no figure has an earlier value.
const EARLIER: &str = "Earlier";
/// Spreadsheets take a file without this sign for one in an older encoding, and spoil its accents.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Whose figure it is, by postal code if not the nation's, and which, by its key.
type CellOf = (Option<String>, String);

/// What is known of all figures.
pub(super) struct Rows<'s> {
    engine: &'s Engine,
    /// Whether any figure has an earlier value.
    compared: bool,
    /// What another edition says, and how that changed, by postal code and key; `None` without one.
    earlier: Option<BTreeMap<CellOf, (String, &'static str)>>,
}

impl<'s> Rows<'s> {
    pub(super) fn new(set: &Set, engine: &'s Engine) -> Self {
        let changes = set.changes().into_iter();
        let earlier: BTreeMap<_, _> = changes
            .filter_map(|change| Some(((change.state, change.figure), (change.old?.0, change.kind))))
            .collect();
        let earlier = Some(earlier).filter(|earlier| !earlier.is_empty());
        let states: Vec<StateName> = set.states().collect();
        let places = states.iter().map(Some).chain([None]);
        let previous = |place| engine.figures(place).iter().any(|figure| figure.previous.is_some());
        Self { engine, compared: earlier.is_some() || places.into_iter().any(previous), earlier }
    }

    /// The figures of a state or of the nation.
    pub(super) fn table(&self, summary: &str, state: Option<&StateName>) -> ListingTable {
        let headings = ["Figure", "Value", EARLIER, "Year", "Source"];
        let headings = headings.into_iter().filter(|heading| self.compared || *heading != EARLIER);
        let mut table =
            ListingTable::new(summary, headings).with_figures(1..if self.compared { 3 } else { 2 });
        table.rows.extend(self.engine.figures(state).into_iter().map(|figure| {
            let (earlier, _) = self.earlier(state, &figure);
            let source = origin(&figure);
            let mut cells = vec![figure.label, figure.value, earlier, figure.year.to_string(), source];
            if !self.compared {
                cells.remove(2);
            }
            cells
        }));
        table
    }

    /// The earlier value, and what kind of change that is; empty if nobody knows.
    fn earlier(&self, state: Option<&StateName>, figure: &SignedFigure) -> (String, &'static str) {
        match &self.earlier {
            Some(earlier) => {
                let key = (state.map(|state| state.postal.clone()), figure.key.clone());
                earlier.get(&key).cloned().unwrap_or_default()
            }
            None => (figure.previous.clone().unwrap_or_default(), ""),
        }
    }

    /// The table for programs (RFC 4180).
    pub(super) fn csv(&self, outcomes: &[Outcome]) -> String {
        let mut out = String::from(BYTE_ORDER_MARK);
        row(&mut out, &COLUMNS.map(str::to_owned));
        self.csv_of(None, &[], &mut out);
        for sheets in outcomes.chunk_by(|one, other| one.state() == other.state()) {
            self.csv_of(Some(sheets[0].state()), sheets, &mut out);
        }
        out
    }

    fn csv_of(&self, state: Option<&StateName>, sheets: &[Outcome], out: &mut String) {
        let made = || sheets.iter().filter_map(Outcome::made);
        let keys: Vec<String> = made().map(|own| format!("{}: {}", own.language, own.approval_key)).collect();
        let approvals: Vec<String> =
            made().map(|own| format!("{}: {}", own.language, said(&own.approval))).collect();
        for figure in self.engine.figures(state) {
            let (earlier, change) = self.earlier(state, &figure);
            let (postal, name) = state.map(|own| (own.postal.clone(), own.name.clone())).unwrap_or_default();
            let SignedFigure { key, label, value, year, source, cell, note, withheld, location, .. } = figure;
            let withheld = if withheld { "yes" } else { "" };
            row(
                out,
                &[
                    postal,
                    name,
                    key,
                    label,
                    value,
                    earlier,
                    change.to_owned(),
                    year.to_string(),
                    source.unwrap_or_default(),
                    cell.unwrap_or_default(),
                    note.unwrap_or_default(),
                    withheld.to_owned(),
                    location.path,
                    location.line.to_string(),
                    keys.join("; "),
                    approvals.join("; "),
                ],
            );
        }
    }
}

/// What whoever signs holds a figure against: its source, the cell it was taken from, the remark beside it.
fn origin(figure: &SignedFigure) -> String {
    let SignedFigure { source, cell, note, .. } = figure;
    let known: Vec<&str> = [source, cell, note].into_iter().flatten().map(String::as_str).collect();
    if known.is_empty() { "none given".to_owned() } else { known.join("; ") }
}

fn row(out: &mut String, cells: &[String]) {
    for (n, cell) in cells.iter().enumerate() {
        out.push_str(if n > 0 { "," } else { "" });
        // A spreadsheet would take these for formulas.
        let cell = if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.clone() };
        match cell.contains(['"', ',', '\n', '\r']) {
            true => out.extend(["\"", &cell.replace('"', "\"\""), "\""]),
            false => out.push_str(&cell),
        }
    }
    out.push_str("\r\n");
}
