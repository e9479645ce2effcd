//! Regenerates the figures of the sample set `examples/household-income` from `income.json` of
//! the npm package `vega-datasets` 3.2.1 (U.S. Census Bureau, American Community Survey, 3-year
//! data, 2013: the share of households in ten brackets of income, state by state):
//!
//! ```text
//! npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz
//! cargo run --example household_income -- package/data/income.json examples/household-income
//! ```
//!
//! The two lowest and the two highest brackets are taken together, so that the table stays short;
//! shares are added in tenths of a percent, as they were published. Puerto Rico is left out, since
//! the national number of households is that of the states and the District of Columbia.

use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Key of the figure and the published brackets it adds up.
const BRACKETS: [(&str, &[&str]); 8] = [
    ("under_15", &["<10000", "10000 to 14999"]),
    ("from_15", &["15000 to 24999"]),
    ("from_25", &["25000 to 34999"]),
    ("from_35", &["35000 to 49999"]),
    ("from_50", &["50000 to 74999"]),
    ("from_75", &["75000 to 99999"]),
    ("from_100", &["100000 to 149999"]),
    ("from_150", &["150000 to 199999", "200000+"]),
];

/// Names as published, with their postal codes.
const STATES: [(&str, &str); 51] = [
    ("Alabama", "AL"),
    ("Alaska", "AK"),
    ("Arizona", "AZ"),
    ("Arkansas", "AR"),
    ("California", "CA"),
    ("Colorado", "CO"),
    ("Connecticut", "CT"),
    ("Delaware", "DE"),
    ("District of Columbia", "DC"),
    ("Florida", "FL"),
    ("Georgia", "GA"),
    ("Hawaii", "HI"),
    ("Idaho", "ID"),
    ("Illinois", "IL"),
    ("Indiana", "IN"),
    ("Iowa", "IA"),
    ("Kansas", "KS"),
    ("Kentucky", "KY"),
    ("Louisiana", "LA"),
    ("Maine", "ME"),
    ("Maryland", "MD"),
    ("Massachusetts", "MA"),
    ("Michigan", "MI"),
    ("Minnesota", "MN"),
    ("Mississippi", "MS"),
    ("Missouri", "MO"),
    ("Montana", "MT"),
    ("Nebraska", "NE"),
    ("Nevada", "NV"),
    ("New Hampshire", "NH"),
    ("New Jersey", "NJ"),
    ("New Mexico", "NM"),
    ("New York", "NY"),
    ("North Carolina", "NC"),
    ("North Dakota", "ND"),
    ("Ohio", "OH"),
    ("Oklahoma", "OK"),
    ("Oregon", "OR"),
    ("Pennsylvania", "PA"),
    ("Rhode Island", "RI"),
    ("South Carolina", "SC"),
    ("South Dakota", "SD"),
    ("Tennessee", "TN"),
    ("Texas", "TX"),
    ("Utah", "UT"),
    ("Vermont", "VT"),
    ("Virginia", "VA"),
    ("Washington", "WA"),
    ("West Virginia", "WV"),
    ("Wisconsin", "WI"),
    ("Wyoming", "WY"),
];

#[derive(Default)]
struct State {
    households: u64,
    /// Tenths of a percent by published bracket.
    shares: BTreeMap<String, u64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [json, set] = args.as_slice() else {
        return Err("usage: household_income INCOME.JSON SET".into());
    };
    let rows: Vec<Value> = serde_json::from_str(&fs::read_to_string(json)?)?;
    let mut states: BTreeMap<String, State> = BTreeMap::new();
    for row in &rows {
        let text = |key: &str| row[key].as_str().ok_or_else(|| format!("no {key} in {row}"));
        let state = states.entry(text("name")?.to_owned()).or_default();
        state.households = row["total"].as_u64().ok_or("no total")?;
        let share = row["pct"].as_f64().ok_or("no share")?;
        state.shares.insert(text("group")?.to_owned(), (share * 1000.0).round() as u64);
    }
    let dir = Path::new(set).join("states");
    fs::create_dir_all(&dir)?;
    let mut nation = 0;
    // Households times tenths of a percent, by bracket.
    let mut weighted = BTreeMap::<&str, u64>::new();
    for (name, postal) in STATES {
        let state = states.get(name).ok_or_else(|| format!("no {name}"))?;
        nation += state.households;
        let slug = name.to_lowercase().replace(' ', "-");
        let mut file = format!("name = \"{name}\"\n");
        if name == "District of Columbia" {
            file += "in_prose = \"the District of Columbia\"\n";
        }
        let _ = write!(file, "postal = \"{postal}\"\nyear = 2013\n\n[figures]\n");
        let _ = writeln!(file, "households = {}", grouped(state.households));
        for (key, brackets) in BRACKETS {
            let mut tenths = 0;
            for bracket in brackets {
                tenths += state.shares.get(*bracket).ok_or_else(|| format!("no {bracket} for {name}"))?;
            }
            let _ = writeln!(file, "{key} = \"{}.{}%\"", tenths / 10, tenths % 10);
            *weighted.entry(key).or_default() += tenths * state.households;
        }
        fs::write(dir.join(format!("{slug}.toml")), file)?;
    }
    let mut national = format!(
        "# The sum of the 51 states' households, as their files have them, and the averages of their shares,\n\
         # each weighted by its households: sum(households x share) / {total}, rounded to a tenth.\n\
         year = 2013\n\
         source = \"averages of the shares of the 50 states and the District of Columbia, weighted by their \
         households\"\n\n[figures]\n\
         us_households = {{ value = {total}, source = \"sum of the households of the 50 states and the District of \
         Columbia\" }}\n",
        total = grouped(nation)
    );
    for (key, _) in BRACKETS {
        let tenths = (2 * weighted[key] + nation) / (2 * nation);
        let _ = writeln!(national, "us_{key} = \"{}.{}%\"", tenths / 10, tenths % 10);
    }
    fs::write(Path::new(set).join("national.toml"), national)?;
    Ok(())
}

/// 1837292 as the data files write it: `1_837_292`.
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}
