//! The proof of imposed sheets: what is wrong is found, each fault planted alone.

use super::order::Axis;
use super::prove::{ExpectedPaper, prove};
use super::*;
use crate::batch::{Options, Set};
use crate::profile::PRESS;
use lopdf::Document;

const SET: &str = r#"
    year = 2023
    released = 2024-05-01
    theme = "memo"
    languages = ["en"]
    publisher = { name = "Meadow Trust" }
    [figures.foals]
    scope = "state"
    label = "Foals"
"#;

const WORDING: &str = r#"
    language = "en"
    [page]
    organization = "{{ publisher.name }}"
    title = "{{ state.name }} Data"
    [[section]]
    heading = "Foals of the year"
    text = "In {{ state.in_prose }}, **{{ foals }}** foals were born in {{ year }}."
"#;

/// Each with as many foals: sheets that differ in a name and a number.
const PLACES: [(&str, &str, u32); 3] =
    [("Fenland", "QA", 1204), ("Moorland", "QB", 1205), ("Avalon", "QC", 7)];

fn options() -> ImposeOptions {
    ImposeOptions {
        count: 2,
        paper: PaperSize::named("tabloid").unwrap(),
        flip: Edge::Long,
        sequence: Sequence::Stack,
        work_and_turn: false,
        fit: false,
        allow_small: false,
        front: "en".into(),
        back: None,
        test_sheet: false,
    }
}

/// Everything that comes to a file.
struct Job {
    profile: Profile,
    pages: ImposedPages,
    grid: PaperGrid,
    sides: Vec<Side>,
    bytes: Vec<u8>,
}

fn job() -> Job {
    let place = |(name, postal, foals): (&str, &str, u32)| {
        let path = format!("states/{}.toml", name.to_lowercase());
        (path, format!("name = \"{name}\"\npostal = \"{postal}\"\nyear = 2023\n[figures]\nfoals = {foals}\n"))
    };
    let own =
        [("handout.toml", SET), ("wording.en.toml", WORDING), ("national.toml", "year = 2023\n[figures]")];
    let own = own.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let set = Set::from_files(own.into_iter().chain(PLACES.map(place))).unwrap();
    let engine = Engine::new(&set, &Options::default()).unwrap();
    let sheets = PLACES.map(|(_, postal, _)| {
        let sheet = engine.sheet(postal, "en", "office").unwrap();
        (sheet.handout, sheet.bytes)
    });
    let printing = engine.printing("office").unwrap();
    let profile = for_paper(printing.profile);
    let pages = ImposedPages::of(&sheets, &printing, &options()).unwrap();
    let wanted = wanted(&pages, &profile, &options()).unwrap();
    let grid = arranged(&wanted, pages.smallest_type(), &options()).unwrap();
    let sides = order::sides(&pages.leaves, &grid, &options());
    let bytes = written(&printing, &profile, &pages, &grid, &sides, &options()).unwrap();
    Job { profile, pages, grid, sides, bytes }
}

impl Job {
    fn proved(&self) -> Result<(), String> {
        let ImposedPages { forms, letters, .. } = &self.pages;
        let Job { profile, grid, sides, .. } = self;
        prove(&self.bytes, &ExpectedPaper { grid, sides, forms, letters, profile })
    }

    /// With more painted on the first page.
    fn painted(mut self, more: &str) -> Self {
        let mut file = Document::load_mem(&self.bytes).unwrap();
        let page = file.get_pages()[&1];
        let content = [file.get_page_content(page), more.as_bytes().to_vec()].concat();
        file.change_page_content(page, content).unwrap();
        self.bytes.clear();
        file.save_to(&mut self.bytes).unwrap();
        self
    }
}

#[test]
fn a_fault_is_found_wherever_it_is() {
    assert_eq!(job().proved(), Ok(()));
    // The same number of letters, and one another: the page of another place.
    let mut swapped = job();
    swapped.sides[0].placed[0].page = 1;
    assert!(swapped.proved().unwrap_err().contains("row 1, column 1: "));
    let mut moved = job();
    moved.sides[0].placed[0].column = 1;
    assert!(moved.proved().unwrap_err().contains("ink would run to"));
    let mut turned = job();
    turned.sides[0].placed[1].turned = true;
    assert!(turned.proved().unwrap_err().contains("a letter stands at"));
    let mut short = job();
    short.pages.letters[0].letters.pop();
    assert!(short.proved().unwrap_err().contains("letters too many"));
    let mut long = job();
    let last = long.pages.letters[0].letters.last().unwrap().clone();
    long.pages.letters[0].letters.push(last);
    assert!(long.proved().unwrap_err().contains("letters are missing"));
    let mut nudged = job();
    nudged.pages.letters[0].letters[5].place[4] += 0.2;
    assert!(nudged.proved().unwrap_err().contains("a letter stands at"));
    let mut digit = job();
    let one = digit.pages.letters[0].letters.iter_mut().find(|letter| letter.text == "4").unwrap();
    one.text = "5".into();
    assert!(digit.proved().unwrap_err().contains("it reads \"4\" and not \"5\""));
    let mut fewer = job();
    fewer.sides.pop();
    assert!(fewer.proved().unwrap_err().contains("it has 2 sides and not 1"));
    let mut smaller = job();
    smaller.grid.factor = 0.999;
    assert!(smaller.proved().is_err());
    let mut claim = job();
    claim.profile = for_paper(&PRESS);
    assert!(claim.proved().unwrap_err().contains("what it says of PDF/X-4 is not so"));
}

#[test]
fn what_is_painted_beside_is_found() {
    let job = job().painted("\n300 300 40 0.25 re f\n");
    assert!(job.proved().unwrap_err().contains("a mark is on the pages"));
}

#[test]
fn pages_keep_their_order_through_the_knife() {
    let Job { grid, .. } = job();
    let leaves: Vec<order::BackedPage> =
        (0..7).map(|n| order::BackedPage { front: Some(n), back: Some(n + 100) }).collect();
    let fronts = |options: &ImposeOptions| -> Vec<Vec<usize>> {
        let sides = order::sides(&leaves, &grid, options);
        let fronts = sides.iter().filter(|side| side.face != SideFace::Back);
        fronts.map(|side| side.placed.iter().map(|placed| placed.page).collect()).collect()
    };
    let stack = fronts(&options());
    assert_eq!(stack, [vec![0, 4], vec![1, 5], vec![2, 6], vec![3]]);
    // What the piles come to.
    let piles = (0..2).flat_map(|pile| stack.iter().filter_map(move |side| side.get(pile)));
    assert!(piles.copied().eq(0..7));
    let rows = fronts(&ImposeOptions { sequence: Sequence::Rows, ..options() });
    assert_eq!(rows, [vec![0, 1], vec![2, 3], vec![4, 5], vec![6]]);
    let turned = fronts(&ImposeOptions { work_and_turn: true, ..options() });
    assert_eq!(turned[0], [0, 100]);
    assert_eq!((Axis::of(&grid, Edge::Long), Axis::of(&grid, Edge::Short)), (Axis::Level, Axis::Upright));
}
