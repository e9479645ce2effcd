//! One page, per stage: `cargo bench`. Figures of noisy machines are to be compared with each
//! other, side by side, never quoted alone.

#[allow(dead_code)]
#[path = "../tests/it/kit/invented/mod.rs"]
mod invented;

use divan::Bencher;
use handout::internals::batch::lint;
use handout::internals::diagnostic::Sink;
use handout::internals::embed::EmbeddedSet;
use handout::internals::facts::{self, Facts};
use handout::internals::font::Fonts;
use handout::internals::layout::{Frame, SeriesLayout, Typesetter};
use handout::internals::pdf::Writer;
use handout::internals::press::{Press, Slug};
use handout::internals::profile::{OFFICE, Profile};
use handout::internals::proof::{Expectation, Prover};
use handout::internals::set::Dataset;
use handout::internals::source::Sources;
use handout::internals::theme::built_in_theme;
use handout::internals::wording::Composer;
use handout::{Batch, Engine, Findings, Options};
use std::sync::Arc;

fn main() {
    divan::main();
}

const PLACES: usize = 200;

/// The shipped sample.
const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data");

/// Sentences that make a page as long as fits, in the smallest type.
const LONG: usize = 42;

/// A set, and what the stages have of it.
struct Set {
    set: handout::Set,
    sources: Arc<Sources>,
    dataset: Arc<Dataset>,
}

/// A set of different pages about as long as the shipped sample's.
fn set() -> Set {
    set_of(PLACES, 20)
}

fn set_of(places: usize, more: usize) -> Set {
    Set::of(handout::Set::from_files(invented::set(places, more)).expect("the set is sound"))
}

impl Set {
    fn of(set: handout::Set) -> Set {
        let (dataset, sources) = set.parts();
        Set { sources: sources.clone(), dataset: dataset.clone(), set }
    }

    fn engine(&self) -> Engine {
        Engine::new(&self.set, &Options::default()).expect("the wording is sound")
    }

    fn composer(&self) -> Composer {
        let wording = &self.dataset.wordings[0];
        let shown = built_in_theme("memo").expect("a theme").shown();
        Composer::new(&self.dataset.set, wording, shown, &self.sources, &mut Sink::default())
            .expect("the wording is sound")
    }

    fn facts(&self, n: usize) -> Facts {
        let state = &self.dataset.states[n % self.dataset.states.len()];
        facts::validate(&self.dataset, state, &mut Sink::default()).expect("the figures are sound")
    }

    fn date(&self) -> chrono::NaiveDate {
        self.dataset.set.released.as_ref().expect("the set has a date").value
    }
}

/// Calls `stage` with 0, 1, 2 …, so that each iteration sees another page.
fn further<R>(bencher: Bencher, mut stage: impl FnMut(usize) -> R) {
    let mut n = 0;
    bencher.bench_local(move || {
        n += 1;
        stage(n)
    });
}

#[divan::bench]
fn judge(bencher: Bencher) {
    let set = set();
    further(bencher, |n| set.facts(n));
}

#[divan::bench]
fn say(bencher: Bencher) {
    let set = set();
    let composer = set.composer();
    let facts: Vec<Facts> = (0..PLACES).map(|n| set.facts(n)).collect();
    further(bencher, |n| composer.compose(&facts[n % PLACES], set.date(), &mut Sink::default()));
}

const THEMES: [&str; 2] = ["memo", "brief"];

/// 200 different pages, about as long as the shipped sample's, in turn.
#[divan::bench(args = THEMES)]
fn lay_out(bencher: Bencher, theme: &str) {
    lay_out_set(bencher, theme, &set(), false);
}

/// The same at one size and leading, as for a series of sheets that look alike.
#[divan::bench(args = THEMES)]
fn lay_out_uniform(bencher: Bencher, theme: &str) {
    lay_out_set(bencher, theme, &set(), true);
}

/// The shipped sample, Kentucky.
#[divan::bench(args = THEMES)]
fn lay_out_sample(bencher: Bencher, theme: &str) {
    lay_out_set(bencher, theme, &Set::of(handout::Set::open(DATA).expect("the sample is sound")), false);
}

/// Pages that fit only in small type.
#[divan::bench(args = THEMES)]
fn lay_out_long(bencher: Bencher, theme: &str) {
    lay_out_set(bencher, theme, &set_of(PLACES, LONG), false);
}

fn lay_out_set(bencher: Bencher, theme: &str, set: &Set, uniform: bool) {
    let (composer, fonts) = (set.composer(), Fonts::bundled());
    let theme = built_in_theme(theme).expect("built in");
    let mut typesetter = Typesetter::new(&fonts, &theme);
    let compose = |n| composer.compose(&set.facts(n), set.date(), &mut Sink::default()).expect("sound");
    let documents: Vec<_> = (0..set.dataset.states.len()).map(compose).collect();
    let place = set.dataset.set.year.span;
    let mut sink = Sink::default();
    let mut layouts = documents
        .iter()
        .map(|document| typesetter.survey(document, (Frame::FREE, None), place, &mut sink).expect("it fits"));
    let shared = layouts.next().expect("a page");
    let shared = layouts.fold(shared, |all, own| SeriesLayout {
        setting: all.setting.min(own.setting),
        frame: all.frame.shared(own.frame),
    });
    further(bencher, |n| {
        let document = &documents[n % documents.len()];
        match uniform {
            true => typesetter.lay_out(document, Some(shared), place, &mut Sink::default()),
            false => typesetter.lay_out(document, None, place, &mut Sink::default()),
        }
    });
}

#[divan::bench]
fn write(bencher: Bencher) {
    let set = set();
    let (composer, fonts) = (set.composer(), Fonts::bundled());
    let theme = built_in_theme("memo").expect("built in");
    let mut typesetter = Typesetter::new(&fonts, &theme);
    let press = Press::new(&fonts, &OFFICE, &theme.color);
    let mut writer = Writer::new(&fonts, &OFFICE);
    let pack = EmbeddedSet::new(&set.dataset, &theme.name, set.date(), &OFFICE, &Default::default());
    let place = set.dataset.set.year.span;
    let pages: Vec<_> = (0..PLACES)
        .map(|n| {
            let facts = set.facts(n);
            let document = composer.compose(&facts, set.date(), &mut Sink::default()).expect("sound");
            let (page, _) = typesetter.lay_out(&document, None, place, &mut Sink::default()).expect("fits");
            let enclosure = pack.enclosure(&facts, &set.dataset.states[n], composer.language());
            (page, document.meta, enclosure)
        })
        .collect();
    further(bencher, |n| {
        let (page, meta, enclosure) = &pages[n % PLACES];
        writer.write(&press.dress(page, Slug::of("", meta)), meta, enclosure)
    });
}

/// What `handout check` does for the 56 sheets of the country, on one thread: plan, every page up
/// to its layout, every lint, every boundary state.
#[divan::bench(sample_count = 10)]
fn check_56_states(bencher: Bencher) {
    let set = set_of(56, 20);
    bencher.bench_local(|| {
        let run = Batch::new(&set.engine()).check(1);
        assert!(run.outcomes.len() == 56 && !run.findings.has_errors(), "every page is made");
        run
    });
}

/// The lints and boundary states of that alone.
#[divan::bench(sample_count = 10)]
fn lint_56_states(bencher: Bencher) {
    let set = set_of(56, 20);
    let batch = Batch::new(&set.engine());
    bencher.bench_local(|| {
        let mut findings = Findings::default();
        lint(&batch, &mut findings);
        findings
    });
}

/// The whole of a run of 200 pages on one thread, without the disk.
#[divan::bench(sample_count = 10)]
fn two_hundred_pages(bencher: Bencher) {
    let set = set();
    bencher.bench_local(|| Batch::new(&set.engine()).build(1, |_, _| Ok(())));
}

/// One sheet alone, all caches empty.
#[divan::bench(args = ["office", "press"])]
fn one_sheet(bencher: Bencher, profile: &str) {
    let set = set();
    let options = Options { profiles: vec![profile.to_owned()], ..Options::default() };
    let engine = Engine::new(&set.set, &options).expect("the wording is sound");
    further(bencher, |n| {
        let slug = &set.dataset.states[n % PLACES].slug.value;
        engine.sheet(slug, "en", profile).expect("a sheet")
    });
}

/// A set of 200 places out of memory.
#[divan::bench]
fn read(bencher: Bencher) {
    let files = invented::set(PLACES, 20);
    bencher.bench_local(|| handout::Set::from_files(files.clone()).expect("the set is sound"));
}

/// The proof of one page after the other, as in a batch: what the files share is decoded once.
#[divan::bench(args = [("memo", "office"), ("brief", "office"), ("memo", "press"), ("brief", "press")], sample_count = 1000)]
fn prove(bencher: Bencher, (theme, profile): (&str, &str)) {
    let set = set();
    let profile = Profile::named(profile).expect("built in");
    let (composer, fonts) = (set.composer(), Fonts::bundled());
    let theme = built_in_theme(theme).expect("a theme");
    let mut typesetter = Typesetter::new(&fonts, &theme);
    let press = Press::new(&fonts, profile, &theme.color);
    let mut writer = Writer::new(&fonts, profile);
    let pack = EmbeddedSet::new(&set.dataset, &theme.name, set.date(), profile, &Default::default());
    let place = set.dataset.set.year.span;
    let files: Vec<_> = (0..PLACES)
        .map(|n| {
            let facts = set.facts(n);
            let document = composer.compose(&facts, set.date(), &mut Sink::default()).expect("sound");
            let (page, _) = typesetter.lay_out(&document, None, place, &mut Sink::default()).expect("fits");
            let enclosure = pack.enclosure(&facts, &set.dataset.states[n], composer.language());
            let dressed = press.dress(&page, Slug::of("", &document.meta));
            (writer.write(&dressed, &document.meta, &enclosure), document, facts)
        })
        .collect();
    let prover = Prover::default();
    further(bencher, |n| {
        let (bytes, document, facts) = &files[n % PLACES];
        let found = prover.prove(bytes, &Expectation { profile, document, facts });
        assert!(found.is_empty(), "{found:?}");
    });
}
