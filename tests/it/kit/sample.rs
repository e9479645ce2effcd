//! A small set made by hand, and the sample set as shipped, for the tests of the wording stage.

use crate::kit::set::{Draft, Set};
use chrono::NaiveDate;
use handout::internals::diagnostic::{At, Diagnostic, Reported, Sink};
use handout::internals::document::{Document, dump};
use handout::internals::facts::{Fact, Facts, Place};
use handout::internals::figure::{Amount, Magnitude, Missing, Qualifier, Quantity, Value};
use handout::internals::outline::{
    Block, Foot, Head, Leads, Outline, Paragraph, Properties, Row, Section, Shown, Table,
};
use handout::internals::set::{
    self, FigureSpec, Localized, NameForms, PlaceNames, Publisher, Scope, Template, Wording,
};
use handout::internals::source::{FileId, Sources, Span, Spanned};
use handout::internals::wording::Composer;
use std::sync::Arc;

/// The set file of the tests; every value stands in it once, so that its place can be found.
const SET: &str = "2023 memo National Center for Missing & Exploited Children | NCMEC | missingkids.org\n\
    1-800-THE-LOST 1-800-843-5678 engagement engagements";

/// (key, scope, value) of the published Kentucky sheet.
pub fn published() -> Vec<(&'static str, Scope, Value)> {
    use Scope::{National, State};
    let count = |n| known(Amount::Count(n), None);
    let million = |digits, decimals| Amount::Rounded { digits, decimals, magnitude: Magnitude::Million };
    vec![
        ("cybertips", State, count(8_597)),
        ("cvip_submissions", State, count(49)),
        ("missing_cases", State, count(199)),
        ("missing_facility", State, count(133)),
        ("missing_other", State, count(45)),
        ("missing_orr", State, count(21)),
        ("cst_engagements", State, count(6)),
        ("team_hope", State, count(45)),
        ("mental_health", State, count(31)),
        ("connect_joined", State, count(114)),
        ("us_cybertips", National, known(million(362, 1), None)),
        ("us_content", National, known(million(105, 0), Some(Qualifier::MoreThan))),
        ("us_identified", National, count(27_130)),
        ("us_missing", National, count(28_886)),
        ("us_runaways", National, count(22_442)),
        ("us_trafficked_share", National, known(Amount::Share { basis_points: 1_900, decimals: 0 }, None)),
        ("us_trafficking_reports", National, known(Amount::Count(18_400), Some(Qualifier::MoreThan))),
        ("us_team_hope", National, count(5_759)),
        ("us_adam_incidents", National, count(57)),
        ("us_adam_longterm", National, count(146)),
        ("us_connect_users", National, known(Amount::Count(18_000), Some(Qualifier::MoreThan))),
    ]
}

fn known(amount: Amount, qualifier: Option<Qualifier>) -> Value {
    Value::Known(Quantity { amount, qualifier })
}

/// A set, its facts and its files.
pub struct Sample {
    pub sources: Sources,
    pub set: Arc<set::SetFile>,
    pub facts: Facts,
    set_file: FileId,
}

impl Sample {
    /// Kentucky, 2023.
    pub fn kentucky() -> Self {
        let mut sources = Sources::default();
        let set_file = sources.add("handout.toml", SET);
        let word = |text: &str| {
            let start = SET.find(text).expect("a word of the set");
            Spanned::new(text.to_owned(), Span::new(set_file, start, start + text.len()))
        };
        let year = Spanned::new(2023, word("2023").span);
        let noun = |text| Some(Localized { texts: vec![("en".into(), word(text))] });
        let state_text: String = published().iter().map(|(key, _, _)| format!("{key} = 1\n")).collect();
        let state_text = format!("Kentucky KY kentucky\n{state_text}");
        let state_file = sources.add("states/kentucky.toml", state_text.clone());
        let at = |text: &str| {
            let start = state_text.find(text).expect("a word of the state");
            Span::new(state_file, start, start + text.len())
        };
        let figures = published().into_iter().map(|(key, scope, _)| FigureSpec {
            key: Spanned::new(key.into(), word("memo").span),
            scope,
            year: None,
            kind: None,
            label: Localized { texts: Vec::new() },
            one: noun("engagement").filter(|_| key == "cst_engagements"),
            other: noun("engagements").filter(|_| key == "cst_engagements"),
            sum_of: Vec::new(),
            at_most: Vec::new(),
            compare: None,
            required: true,
            rules: Default::default(),
        });
        let set = set::SetFile {
            file: set_file,
            year: year.clone(),
            released: None,
            as_of: None,
            theme: word("memo"),
            theme_changes: Default::default(),
            profile: None,
            output_profile: None,
            large_print: false,
            file_name: None,
            attachments: None,
            fit: set::FitMode::Each,
            languages: Vec::new(),
            publisher: Publisher {
                name: word("National Center for Missing & Exploited Children"),
                short: Some(word("NCMEC")),
                website: None,
            },
            contact: vec![
                (word("memo").map("hotline"), word("1-800-THE-LOST")),
                (word("memo").map("hotline_digits"), word("1-800-843-5678")),
                (word("memo").map("web"), word("missingkids.org")),
            ],
            names: Vec::new(),
            figures: figures.collect(),
            allow: Vec::new(),
        };
        let facts = published().into_iter().map(|(key, scope, value)| Fact {
            key: key.into(),
            scope,
            value,
            year: 2023,
            stale: false,
            withheld: false,
            previous: None,
            as_of: None,
            source: None,
            note: None,
            cell: None,
            origin: at(&format!("\n{key} =")),
        });
        let name = Spanned::new("Kentucky".to_owned(), at("Kentucky"));
        let first = NameForms { in_prose: name.clone(), name, possessive: None, adjective: None };
        let place = Place {
            names: PlaceNames { first, others: Vec::new() },
            postal: Spanned::new("KY".into(), at("KY")),
            slug: Spanned::new("kentucky".into(), at("kentucky")),
            corrected: None,
        };
        let facts = Facts { place, year, figures: facts.collect() };
        Self { sources, set: Arc::new(set), facts, set_file }
    }

    /// What one paragraph of wording becomes, or its faults.
    pub fn said(mut self, text: &str) -> String {
        let wording = self.paragraph(text);
        match self.compose(&wording) {
            Ok(document) => match dump(&document).split_once("  text: ") {
                Some((_, text)) => text.lines().next().unwrap_or("").to_owned(),
                None => "(nothing)".into(),
            },
            Err(faults) => self.faults(&faults),
        }
    }

    /// The same with another value for `key`.
    pub fn with(mut self, key: &str, value: Value) -> Self {
        let fact = self.facts.figures.iter_mut().find(|fact| fact.key == key).expect("a figure");
        fact.value = value;
        self
    }

    /// The same with another count for `key`.
    pub fn count(self, key: &str, n: u64) -> Self {
        self.with(key, known(Amount::Count(n), None))
    }

    /// The same without a value for `key`.
    pub fn unreported(self, key: &str) -> Self {
        self.with(key, Value::Missing(Missing::NotReported))
    }

    /// A wording of one paragraph, `text`, in one section.
    pub fn paragraph(&mut self, text: &str) -> Wording {
        let file = self.sources.add("wording.en.toml", format!("text = '{text}'\nx\n"));
        let mut wording = self.bare(file, "en");
        let text = Template::verbatim(text, file, 8);
        wording.page.sections.push(section("Heading", vec![text], self.set_file));
        wording
    }

    /// A wording with nothing but what a page must have.
    fn bare(&self, file: FileId, language: &str) -> Wording {
        let x = || Template::verbatim("x", self.set_file, 0);
        Wording {
            file,
            language: Spanned::new(language.into(), Span::new(file, 0, 4)),
            abbreviations: Vec::new(),
            page: Outline {
                head: Head { organization: x(), kicker: None, title: x() },
                tiles: Vec::new(),
                intro: Vec::new(),
                sections: Vec::new(),
                foot: Foot {
                    call: Some(x()),
                    hotline: Some(x()),
                    source: Some(x()),
                    web: Some(x()),
                    ..Foot::default()
                },
                properties: Properties::default(),
            },
        }
    }

    /// The sample set as shipped, its Kentucky and its wording in `language`.
    pub fn shipped(language: &str) -> (Self, Wording) {
        let set = Draft::sample_in(language).read();
        let facts = set.facts();
        let Set { set, sources, dataset, mut wordings } = set;
        drop(set);
        let sources = Arc::into_inner(sources).expect("nobody else has them");
        let (set, set_file) = (dataset.set.clone(), dataset.set.file);
        (Self { sources, set, facts, set_file }, wordings.remove(0))
    }

    /// The document, or the faults.
    pub fn compose(&self, wording: &Wording) -> Result<Document, Vec<Diagnostic>> {
        let mut sink = Sink::default();
        self.try_compose(wording, &mut sink).map_err(|_| sink.found().to_vec())
    }

    fn try_compose(&self, wording: &Wording, sink: &mut Sink) -> Result<Document, Reported> {
        let composer = Composer::new(&self.set, wording, ALL_SHOWN, &self.sources, sink)?;
        let date = NaiveDate::from_ymd_opt(2024, 5, 1).expect("a date");
        composer.compose(&self.facts, date, sink)
    }

    /// Faults as text: the code, what they point at, what they say.
    pub fn faults(&self, faults: &[Diagnostic]) -> String {
        let fault = |fault: &Diagnostic| {
            let At::Span(span) = &fault.at else { panic!("a fault without a place") };
            let place = self.sources.locate(*span);
            let help = fault.help.as_deref().unwrap_or("");
            format!(
                "{}:{}: {} «{}» {}\n      {help}\n",
                place.line,
                place.column,
                fault.code,
                self.sources.slice(*span),
                fault.message
            )
        };
        faults.iter().map(fault).collect()
    }
}

/// A section of paragraphs.
pub fn section(heading: &str, text: Vec<Template>, file: FileId) -> Section<Template, Spanned<String>> {
    let blocks = text.into_iter().map(paragraph).collect();
    Section { heading: Template::verbatim(heading, file, 0), blocks }
}

/// A paragraph that leads nowhere.
pub fn paragraph(text: Template) -> Block<Template, Spanned<String>> {
    Block::Paragraph(Paragraph { text, leads: Leads::Nowhere, callout: false })
}

/// A table led by `lead`, with one row for each (label, key).
pub fn table(lead: Template, rows: &[(&str, &str)], file: FileId) -> [Block<Template, Spanned<String>>; 2] {
    let span = lead.span;
    let row = |(label, key): &(&str, &str)| Row {
        label: Template::verbatim(label, file, 0),
        cells: vec![Spanned::new((*key).to_owned(), span)],
        span,
    };
    let column = |text| Template::verbatim(text, file, 0);
    let (columns, rows) = (vec![column("Type"), column("Cases")], rows.iter().map(row).collect());
    [
        Block::Paragraph(Paragraph { text: lead, leads: Leads::ToTable, callout: false }),
        Block::Table(Table {
            alt: None,
            columns,
            rows,
            keep_zero_rows: false,
            scale: None,
            bars: None,
            compared: false,
            span,
        }),
    ]
}

/// A theme with a place for everything.
pub const ALL_SHOWN: Shown = Shown {
    kicker: true,
    title: true,
    silhouette: true,
    tiles: Some((1, 6)),
    bars: true,
    callouts: true,
    intro_in_text: false,
    web_label: true,
    qr: true,
    card: false,
    paged: false,
};

trait Renamed {
    fn map(self, text: &str) -> Self;
}

impl Renamed for Spanned<String> {
    fn map(self, text: &str) -> Self {
        Spanned::new(text.to_owned(), self.span)
    }
}
