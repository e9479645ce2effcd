//! Several sheets on one paper: where each stands, what lies behind it, what is refused, what the file says of
//! itself. Read with lopdf, and with the reader of finished files; what the paper does in a printer is worked
//! out here again.

use crate::kit::command::{Desk, said};
use crate::kit::invented::union;
use crate::kit::set::Draft;
use handout::internals::finished::{origin, painted_sheets};
use handout::internals::standard::Standard;
use handout::{
    Batch, Edge, Engine, Handout, ImposeOptions, Imposed, NotImposed, Options, PaperSize, Sequence,
};
use lopdf::content::Content;
use lopdf::{Document, Object};
use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex};

/// Places of the union, in both languages.
const PLACES: usize = 5;

struct Made {
    engine: Engine,
    sheets: Vec<(Handout, Vec<u8>)>,
}

fn made(profile: &str, large_print: bool) -> Made {
    let only = (0..PLACES).map(|n| format!("place-{n:02}")).collect();
    let options = Options { only, profiles: vec![profile.into()], large_print, ..Options::default() };
    let engine = Draft::made(union::set()).read().engine(&options);
    let sheets = Mutex::new(Vec::new());
    let run = Batch::new(&engine).build(2, |handout, bytes| {
        sheets.lock().expect("no panic").push((handout.clone(), bytes.to_vec()));
        Ok(())
    });
    assert!(run.outcomes.iter().all(|outcome| outcome.made().is_some()), "{}", run.findings);
    let mut sheets = sheets.into_inner().expect("no panic");
    sheets.sort_by(|a, b| a.0.file_name.cmp(&b.0.file_name));
    Made { engine, sheets }
}

static OFFICE: LazyLock<Made> = LazyLock::new(|| made("office", false));
static PRESS: LazyLock<Made> = LazyLock::new(|| made("press", false));

fn options(count: usize, paper: &str) -> ImposeOptions {
    ImposeOptions {
        count,
        paper: PaperSize::named(paper).expect("a paper"),
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

impl Made {
    fn impose(&self, options: &ImposeOptions) -> Imposed {
        self.engine.impose(&self.sheets, options).unwrap_or_else(|why| panic!("{why:?}"))
    }

    fn refused(&self, options: &ImposeOptions) -> [String; 3] {
        match self.engine.impose(&self.sheets, options) {
            Err(NotImposed::Asked { option, message, help }) => [option, message, help],
            other => panic!("{other:?}"),
        }
    }
}

/// A page at its place: the matrix that puts it there, and what it says.
struct Laid {
    matrix: [f64; 6],
    text: String,
}

/// What each side of a file paints.
fn laid(file: &[u8]) -> Vec<Vec<Laid>> {
    let read = Document::load_mem(file).expect("a file");
    let sheets = painted_sheets(file).expect("a file");
    let pages = read.get_pages().into_values().zip(sheets);
    let sides = pages.map(|(page, sheet)| {
        let content = Content::decode(&read.get_page_content(page)).expect("operators").operations;
        let before = content.windows(2).filter(|pair| pair[1].operator == "Do");
        let texts = sheet.forms.iter().map(|form| form.letters.iter().map(|letter| letter.text.as_str()));
        let laid = before.zip(texts).map(|(pair, text)| {
            assert_eq!(pair[0].operator, "cm");
            let number = |object: &Object| f64::from(object.as_float().expect("a number"));
            let matrix: Vec<f64> = pair[0].operands.iter().map(number).collect();
            Laid { matrix: matrix.try_into().expect("six numbers"), text: text.collect() }
        });
        laid.collect()
    });
    sides.collect()
}

/// The place that a page is of.
fn place(laid: &Laid) -> usize {
    let named: Vec<usize> = (0..PLACES).filter(|n| laid.text.contains(&union::name(*n))).collect();
    assert_eq!(named.len(), 1, "{}", laid.text);
    named[0]
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.01
}

#[test]
fn two_letters_stand_on_tabloid_in_their_own_size() {
    let imposed = OFFICE.impose(&options(2, "tabloid"));
    assert_eq!((imposed.factor, imposed.papers), (1.0, 3));
    let sides = laid(&imposed.bytes);
    let matrices: Vec<_> =
        sides.iter().map(|side| side.iter().map(|laid| laid.matrix).collect::<Vec<_>>()).collect();
    let [left, right] = [0.0, 612.0].map(|x| [1.0, 0.0, 0.0, 1.0, x, 0.0]);
    assert_eq!(matrices, [vec![left, right], vec![left, right], vec![left]]);
    // Cut, the left pile on the right one.
    let order: Vec<_> = sides.iter().map(|side| side.iter().map(place).collect::<Vec<_>>()).collect();
    assert_eq!(order, [vec![0, 3], vec![1, 4], vec![2]]);
    let rows = OFFICE.impose(&ImposeOptions { sequence: Sequence::Rows, ..options(2, "tabloid") });
    let order: Vec<_> =
        laid(&rows.bytes).iter().map(|side| side.iter().map(place).collect::<Vec<_>>()).collect();
    assert_eq!(order, [vec![0, 1], vec![2, 3], vec![4]]);
    assert_eq!(imposed.cuts, ["8.5 in from the left"]);
    assert!(!imposed.marked, "the paper is full");
}

/// Where a point of the front is seen from the back, and which way its head then points.
fn seen_from_behind(paper: [f64; 2], edge: Edge, [x, y]: [f64; 2], [dx, dy]: [f64; 2]) -> [[f64; 2]; 2] {
    let [width, height] = paper;
    // About which edge of the paper, as it lies, a printer turns it.
    let level = (edge == Edge::Long) == (width > height);
    if level { [[x, height - y], [dx, -dy]] } else { [[width - x, y], [-dx, dy]] }
}

#[test]
fn each_back_lies_behind_its_front_head_to_head() {
    let of_office = [(2, "tabloid"), (4, "a3"), (2, "a4")];
    for (made, profile, papers) in [(&OFFICE, "office", &of_office[..]), (&PRESS, "press", &[(4, "tabloid")])]
    {
        for &(count, paper) in papers {
            for flip in [Edge::Long, Edge::Short] {
                let back = Some("es".to_owned());
                let asked =
                    ImposeOptions { flip, back, fit: true, allow_small: true, ..options(count, paper) };
                let imposed = made.impose(&asked);
                let read = Document::load_mem(&imposed.bytes).expect("a file");
                let first = read.get_pages()[&1];
                let media = read.get_dictionary(first).and_then(|page| page.get(b"MediaBox")).expect("a box");
                let media: Vec<f64> = media
                    .as_array()
                    .expect("a list")
                    .iter()
                    .map(|n| n.as_float().expect("n").into())
                    .collect();
                let paper = [media[2], media[3]];
                let middle = if profile == "press" { [342.0, 432.0] } else { [306.0, 396.0] };
                let at = |[a, b, c, d, e, f]: [f64; 6]| {
                    let [x, y] = middle;
                    ([a * x + c * y + e, b * x + d * y + f], [c, d])
                };
                let sides = laid(&imposed.bytes);
                assert_eq!(sides.len(), 2 * imposed.papers);
                let mut seen = BTreeSet::new();
                for pair in sides.chunks(2) {
                    assert_eq!(pair[0].len(), pair[1].len());
                    for front in &pair[0] {
                        let (point, head) = at(front.matrix);
                        let [point, head] = seen_from_behind(paper, flip, point, head);
                        let behind: Vec<&Laid> = pair[1]
                            .iter()
                            .filter(|back| {
                                let (own, own_head) = at(back.matrix);
                                let same = |a: [f64; 2], b: [f64; 2]| near(a[0], b[0]) && near(a[1], b[1]);
                                same(own, point) && same(own_head, head)
                            })
                            .collect();
                        assert_eq!(behind.len(), 1, "{profile} {count} {paper:?} {flip:?}");
                        assert_eq!(place(front), place(behind[0]));
                        assert!(front.text.contains(" Data") && behind[0].text.contains("Datos de "));
                        seen.insert(place(front));
                    }
                }
                assert_eq!(seen.len(), PLACES);
                let preference = read.catalog().and_then(|own| own.get(b"ViewerPreferences")).expect("one");
                let duplex = preference.as_dict().and_then(|own| own.get(b"Duplex")).expect("said");
                let wanted: &[u8] =
                    if flip == Edge::Long { b"DuplexFlipLongEdge" } else { b"DuplexFlipShortEdge" };
                assert_eq!(duplex.as_name().expect("a name"), wanted);
            }
        }
    }
}

#[test]
fn one_plate_prints_both_sides() {
    let asked = ImposeOptions { work_and_turn: true, back: Some("es".into()), ..options(2, "tabloid") };
    let imposed = OFFICE.impose(&asked);
    let sides = laid(&imposed.bytes);
    assert_eq!((sides.len(), imposed.papers), (PLACES, PLACES));
    for side in &sides {
        let [front, back] = &side[..] else { panic!("{} pages", side.len()) };
        // Turned like the page of a book, the right half lies behind the left one.
        assert!(near(front.matrix[4], 0.0) && near(back.matrix[4], 612.0));
        assert_eq!(place(front), place(back));
        assert!(back.text.contains("Datos de "));
    }
}

#[test]
fn a_page_that_stands_often_is_written_once() {
    let asked =
        ImposeOptions { sequence: Sequence::Repeat, fit: true, allow_small: true, ..options(4, "tabloid") };
    let imposed = OFFICE.impose(&asked);
    let sides = laid(&imposed.bytes);
    for (n, side) in sides.iter().enumerate() {
        assert!(side.len() == 4 && side.iter().all(|laid| place(laid) == n));
    }
    let forms = |file: &[u8]| {
        let read = Document::load_mem(file).expect("a file");
        let is_form = |object: &Object| {
            let own = object.as_stream().and_then(|stream| stream.dict.get(b"Subtype"));
            own.and_then(Object::as_name).is_ok_and(|kind| kind == b"Form")
        };
        read.objects.values().filter(|object| is_form(object)).count()
    };
    assert_eq!((sides.len(), forms(&imposed.bytes)), (PLACES, PLACES));
    // Fonts that are the same are, too: the file is smaller than its parts.
    let parts: usize =
        OFFICE.sheets.iter().filter(|(own, _)| own.language == "en").map(|(_, b)| b.len()).sum();
    assert!(imposed.bytes.len() < parts, "{} of {parts}", imposed.bytes.len());
}

#[test]
fn nothing_is_made_smaller_unasked_nor_too_small() {
    let [option, message, help] = OFFICE.refused(&options(2, "legal"));
    assert_eq!(option, "--on legal");
    assert!(message.contains("do not fit on legal (8.5 x 14 in) in their own size"), "{message}");
    assert!(help.starts_with("`--on tabloid` holds them; or `--scale fit` makes them 77 %"), "{help}");
    let fit = |count, paper| ImposeOptions { fit: true, ..options(count, paper) };
    let [_, message, help] = OFFICE.refused(&fit(2, "letter"));
    assert!(message.contains("at 65 % the smallest type would be 5.5 pt"), "{message}");
    assert!(help.starts_with("`--on legal` is the smallest paper that works"), "{help}");
    let legal = OFFICE.impose(&fit(2, "legal"));
    assert!(near(legal.factor, 8.5 / 11.0) && near(legal.smallest_type, 8.5 * 8.5 / 11.0), "{legal:?}");
    let letter = OFFICE.impose(&ImposeOptions { allow_small: true, ..fit(2, "letter") });
    assert!(near(letter.factor, 5.5 / 8.5));
    // What fits is not made larger.
    assert_eq!(OFFICE.impose(&fit(2, "13x19")).factor, 1.0);
    // With bleed and marks, a print shop needs more.
    let [_, message, help] = PRESS.refused(&options(2, "tabloid"));
    assert!(message.contains("with bleed and marks") && help.contains("`--on 12x18`"), "{message} {help}");
    let [option, ..] = OFFICE.refused(&ImposeOptions { back: Some("en-GB".into()), ..options(2, "tabloid") });
    assert_eq!(option, "--back en-GB");
}

#[test]
fn large_print_stands_four_up() {
    let made = made("office", true);
    let imposed = made.impose(&ImposeOptions { fit: true, ..options(4, "tabloid") });
    assert!(imposed.smallest_type > 10.0, "{}", imposed.smallest_type);
    let pages: usize =
        made.sheets.iter().filter(|(own, _)| own.language == "en").map(|(own, _)| own.pages).sum();
    assert!(pages > PLACES);
    assert_eq!(laid(&imposed.bytes).iter().map(Vec::len).sum::<usize>(), pages);
}

/// What the file promises, and what it does not.
#[test]
fn files_for_paper_promise_nothing_to_screens() {
    for (made, paper, standards) in [(&OFFICE, "tabloid", &[][..]), (&PRESS, "12x18", &[Standard::X4][..])] {
        let imposed = made.impose(&ImposeOptions { back: Some("es".into()), ..options(2, paper) });
        let own = origin(&imposed.bytes).expect("a file");
        for standard in [Standard::Ua1, Standard::A3a, Standard::X4] {
            assert_eq!(own.declares(standard), standards.contains(&standard), "{standard}");
        }
        assert!(own.title.ends_with("for printing"), "{}", own.title);
        let read = Document::load_mem(&imposed.bytes).expect("a file");
        let catalog = read.catalog().expect("a catalog");
        for key in ["MarkInfo", "StructTreeRoot", "AF", "Names"] {
            assert!(!catalog.has(key.as_bytes()), "{key}");
        }
        assert_eq!(catalog.has(b"OutputIntents"), !standards.is_empty());
        for page in read.get_pages().into_values() {
            let page = read.get_dictionary(page).expect("a page");
            assert!(["Annots", "Rotate", "StructParents"].iter().all(|key| !page.has(key.as_bytes())));
        }
        let text = String::from_utf8_lossy(&imposed.bytes);
        assert!(!text.contains("/MCID"));
    }
}

#[test]
fn marks_of_a_print_shop_stay_off_the_pages() {
    let imposed = PRESS.impose(&options(2, "12x18"));
    assert!(imposed.marked);
    for sheet in painted_sheets(&imposed.bytes).expect("a file") {
        let [media, bleed, trim] = sheet.boxes.map(|found| found.expect("a box"));
        assert_eq!(trim, [27.0, 36.0, 1269.0, 828.0], "two pages and a gutter of two bleeds");
        assert_eq!(bleed, [18.0, 27.0, 1278.0, 837.0]);
        // Four cuts from the left with two marks each, two from the top.
        assert_eq!(sheet.drawings.len(), 12);
        for drawing in &sheet.drawings {
            let [left, bottom, right, top] = drawing.area;
            let beside = right <= bleed[0] || left >= bleed[2] || top <= bleed[1] || bottom >= bleed[3];
            assert!(
                beside && left > 0.0 && bottom > 0.0 && right < media[2] && top < media[3],
                "{drawing:?}"
            );
            let sides = [right - left, top - bottom];
            assert!(sides.iter().any(|side| near(*side, 0.25)));
            assert!(sides.iter().any(|side| (6.0..=12.0).contains(side)), "{sides:?}");
        }
        let slug: String = sheet.letters.iter().map(|letter| letter.text.as_str()).collect();
        assert!(
            slug.contains("place-0") && slug.contains("front") && slug.contains("1 copy of each"),
            "{slug}"
        );
        assert!(sheet.letters.iter().all(|letter| letter.begin().1 < bleed[1]));
        // Each page is cut off where its ink may end.
        for form in &sheet.forms {
            assert!(near(form.clip[2] - form.clip[0], 630.0) && near(form.clip[3] - form.clip[1], 810.0));
        }
    }
}

#[test]
fn a_test_sheet_has_one_paper_and_no_state() {
    let imposed = OFFICE.impose(&ImposeOptions { test_sheet: true, ..options(2, "tabloid") });
    let sides = laid(&imposed.bytes);
    assert_eq!((sides.len(), imposed.papers), (2, 1));
    for (side, word) in sides.iter().zip(["FRONT", "BACK"]) {
        assert!(side.len() == 2 && side.iter().all(|laid| laid.text.contains(word)));
        assert!(side.iter().all(|laid| (0..PLACES).all(|n| !laid.text.contains(&union::name(n)))));
    }
}

#[test]
fn the_command_writes_the_same_bytes_or_nothing() {
    let desk = Desk::with(&Draft::made(union::set()));
    let impose = |more: &[&str]| {
        let asked = ["impose", "set", "-o", "print/a.pdf", "--nup", "2", "--on", "tabloid", "--back", "es"];
        desk.run(&[&asked, more].concat())
    };
    let first = impose(&["--only", "QA,QB,QC", "--jobs", "1"]);
    assert_eq!(first.status.code(), Some(0), "{}", said(&first));
    let file = desk.all_files("print");
    assert_eq!(String::from_utf8_lossy(&first.stdout), "print/a.pdf\n");
    let told = said(&first);
    assert!(told.contains("front 1: place-00, place-02") && told.contains("on both sides"), "{told}");
    impose(&["--only", "QA,QB,QC", "--jobs", "2"]);
    assert_eq!(desk.all_files("print"), file);
    for (wrong, code, message) in [
        (&["a.pdf", "--nup", "2", "--on", "tabloyd"][..], 2, "did you mean `tabloid`?"),
        (&["a.pdf", "--nup", "3", "--on", "tabloid"], 2, "[possible values: 2, 4]"),
        (&["a.pdf", "--nup", "2", "--on", "tabloid", "--back", "fr"], 2, "write `--back es`"),
        (&["a.pdf", "--nup", "2", "--on", "tabloid", "--back", "en"], 2, "write `--back es`"),
        (&["a.pdf", "--nup", "2", "--on", "tabloid", "--lang", "fr"], 2, "its languages are en, es"),
        (&["a.pdf", "--nup", "2", "--on", "tabloid", "--group", "north"], 2, "write `groups = [\"north\"]`"),
        (&["print", "--nup", "2", "--on", "tabloid"], 2, "write `-o imposed.pdf`"),
        (&["a.pdf", "--nup", "2", "--on", "legal"], 2, "`--on tabloid` holds them"),
    ] {
        let refused = desk.run(&[&["impose", "set", "--only", "QA", "-o"], wrong].concat());
        assert!(!desk.path("a.pdf").exists());
        assert_eq!(refused.status.code(), Some(code), "{}", said(&refused));
        assert!(said(&refused).contains(message), "{}", said(&refused));
    }
    // A place with a fault is named, and nothing is written.
    desk.edit("set/states/place-01.toml", "year = 2023", "year = 2022");
    let faulty = impose(&["--only", "QA,QB,QC"]);
    assert_eq!(faulty.status.code(), Some(1), "{}", said(&faulty));
    assert!(said(&faulty).contains("place-01.toml:3:8: error[year-mismatch]"), "{}", said(&faulty));
    assert!(said(&faulty).contains("nothing was written") && faulty.stdout.is_empty());
    assert_eq!(desk.all_files("print"), file);
    // Without it, all is well.
    let others = impose(&["--only", "QA,QC"]);
    assert_eq!(others.status.code(), Some(0), "{}", said(&others));
    assert!(!said(&others).contains("error"), "{}", said(&others));
}
