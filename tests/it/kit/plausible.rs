//! Right sets as chance makes them: places whose sizes lie some orders of magnitude apart, figures that
//! grow with the place and scatter about that, counts that vary as counts do.

use super::set::Draft;
use std::fmt::Write as _;

/// Random numbers that are the same on every run (splitmix64).
pub struct Chance(pub u64);

impl Chance {
    /// Evenly below 1.
    pub fn even(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// About 0, with a standard deviation of 1 (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        (-2.0 * (1.0 - self.even()).ln()).sqrt() * (std::f64::consts::TAU * self.even()).cos()
    }

    /// A count of which so many are expected (Poisson; normal where there are many).
    fn count(&mut self, expected: f64) -> u64 {
        if expected > 50.0 {
            return (expected + expected.sqrt() * self.normal()).round().max(0.0) as u64;
        }
        let (limit, mut product, mut count) = ((-expected).exp(), self.even(), 0);
        while product > limit {
            product *= self.even();
            count += 1;
        }
        count
    }
}

/// The figures of an edition: the nation's, then place by place.
#[derive(Clone)]
pub struct Plausible {
    pub year: i32,
    pub nation: Vec<u64>,
    pub places: Vec<Vec<u64>>,
    /// What is expected of each figure of each place, and of the nation.
    expected: Vec<Vec<f64>>,
}

impl Plausible {
    /// The last figure is the sum of the first three. `scatter` is how far figures lie from what the size
    /// of their place suggests, as a logarithm.
    pub fn new(places: usize, figures: usize, scatter: f64, chance: &mut Chance) -> Self {
        Self::of(places, &vec![(scatter, 1.0); figures], chance)
    }

    /// Figures that are tied to the size of their place more or less loosely, and some hardly at all, as
    /// trainings are.
    pub fn loose(places: usize, figures: usize, chance: &mut Chance) -> Self {
        let tie = |chance: &mut Chance| {
            let scatter = (0.35 * (0.5 * chance.normal()).exp()).min(1.0);
            let slopes = [0.3, 0.5, 0.8, 1.2, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
            (scatter, slopes[(chance.even() * slopes.len() as f64) as usize])
        };
        let ties: Vec<(f64, f64)> = (0..figures).map(|_| tie(chance)).collect();
        Self::of(places, &ties, chance)
    }

    /// For each figure, how far it scatters, and how it grows with the place, as a power.
    fn of(places: usize, ties: &[(f64, f64)], chance: &mut Chance) -> Self {
        let usual: Vec<f64> = ties.iter().map(|_| 8.0 * (1_000.0_f64).powf(chance.even())).collect();
        let place = |chance: &mut Chance| -> Vec<f64> {
            let size = (1.15 * chance.normal()).exp();
            let each = usual.iter().zip(ties);
            each.map(|(usual, (scatter, slope))| {
                usual * size.powf(*slope) * (scatter * chance.normal()).exp()
            })
            .collect()
        };
        let mut expected: Vec<Vec<f64>> = (0..places).map(|_| place(chance)).collect();
        expected.push((0..4).map(|n| 40_000.0 * (3_000.0_f64).powf(chance.even()) + f64::from(n)).collect());
        Self::drawn(2022, expected, chance)
    }

    /// The next year: each figure changes in all places by some tenths, and in each a little otherwise.
    pub fn next(&self, chance: &mut Chance) -> Self {
        let figures = self.places[0].len();
        let trends: Vec<f64> = (0..figures).map(|_| (0.08 * chance.normal()).exp()).collect();
        let grown = |row: &Vec<f64>, chance: &mut Chance| -> Vec<f64> {
            let each = row.iter().zip(trends.iter().cycle());
            each.map(|(count, trend)| count * trend * (0.12 * chance.normal()).exp()).collect()
        };
        let expected = self.expected.iter().map(|row| grown(row, chance)).collect();
        Self::drawn(self.year + 1, expected, chance)
    }

    fn drawn(year: i32, expected: Vec<Vec<f64>>, chance: &mut Chance) -> Self {
        let mut rows: Vec<Vec<u64>> =
            expected.iter().map(|row| row.iter().map(|count| chance.count(*count)).collect()).collect();
        let nation = rows.pop().expect("the nation");
        for row in &mut rows {
            let sum = row[..3].iter().sum();
            *row.last_mut().expect("a figure") = sum;
        }
        Self { year, nation, places: rows, expected }
    }

    /// The set; `words` replaces figures by other values: place, figure, value.
    pub fn draft(&self, words: &[(usize, usize, &str)]) -> Draft {
        let figures = self.places[0].len();
        let key = |n: usize| format!("kites_{n}");
        let mut set = format!(
            "year = {}\nreleased = {}-05-01\ntheme = \"memo\"\nlanguages = [\"en\"]\n\
             publisher = {{ name = \"Kite Office\" }}\n",
            self.year,
            self.year + 1
        );
        for n in 0..figures {
            let _ = write!(set, "[figures.{}]\nscope = \"state\"\nlabel = \"Kites {n}\"\n", key(n));
            if n + 1 == figures {
                let _ = writeln!(set, "sum_of = [\"{}\", \"{}\", \"{}\"]", key(0), key(1), key(2));
            }
        }
        let mut nation = format!("year = {}\n[figures]\n", self.year);
        for (n, count) in self.nation.iter().enumerate() {
            let _ = write!(set, "[figures.us_{n}]\nscope = \"national\"\nlabel = \"Nation {n}\"\n");
            let _ = writeln!(nation, "us_{n} = {count}");
        }
        let wording = "language = \"en\"\n[page]\norganization = \"Kite Office\"\n\
                       title = \"{{ state.name }}\"\nintro = \"Kites.\"\n\
                       [[section]]\nheading = \"Kites\"\ntext = \"They fly.\"\n";
        let mut files = vec![
            ("handout.toml".to_owned(), set),
            ("wording.en.toml".to_owned(), wording.to_owned()),
            ("national.toml".to_owned(), nation),
        ];
        for (place, row) in self.places.iter().enumerate() {
            let (name, code) = (super::invented::name(place), super::invented::code(place));
            let mut file =
                format!("name = \"{name}\"\npostal = \"{code}\"\nyear = {}\n[figures]\n", self.year);
            for (n, count) in row.iter().enumerate() {
                let word = words.iter().find(|word| (word.0, word.1) == (place, n)).map(|word| word.2);
                let _ = writeln!(file, "{} = {}", key(n), word.map_or(count.to_string(), str::to_owned));
            }
            files.push((format!("states/place-{place}.toml"), file));
        }
        Draft::made(files)
    }
}
