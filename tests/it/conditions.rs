//! Conditions of the wording on numbers that are missing, withheld or not exact.

use crate::kit::sample::Sample;
use crate::kit::set::{Draft, check_and_lint};
use handout::Options;
use handout::internals::diagnostic::Code;
use handout::internals::figure::{Amount, Magnitude, Missing, Qualifier, Quantity, Value};

/// The faults of one paragraph of wording; none if it can be said.
fn faults(mut sample: Sample, text: &str) -> String {
    let wording = sample.paragraph(text);
    sample.compose(&wording).map_or_else(|faults| sample.faults(&faults), |_| String::new())
}

fn rounded() -> Amount {
    Amount::Rounded { digits: 12, decimals: 1, magnitude: Magnitude::Million }
}

/// What is missing, withheld or not exact, and numbers it may be above, below or equal to.
fn uncertain() -> Vec<(Value, u64)> {
    let known = |count, qualifier| {
        Value::Known(Quantity { amount: Amount::Count(count), qualifier: Some(qualifier) })
    };
    let missing = [Missing::NotReported, Missing::NotApplicable, Missing::Suppressed].map(Value::Missing);
    let mut found: Vec<(Value, u64)> = missing.into_iter().map(|value| (value, 2)).collect();
    found.extend([
        (Value::FewerThan(5), 2),
        (known(5, Qualifier::FewerThan), 2),
        (known(5, Qualifier::UpTo), 2),
        (known(17, Qualifier::MoreThan), 20),
        (known(17, Qualifier::AtLeast), 20),
        (known(300, Qualifier::About), 300),
        (known(300, Qualifier::Nearly), 299),
        // Rounded: from 1,150,000 to 1,250,000.
        (Value::Known(Quantity { amount: rounded(), qualifier: None }), 1_200_000),
        (Value::Known(Quantity { amount: rounded(), qualifier: Some(Qualifier::About) }), 1_200_000),
    ]);
    found
}

#[test]
fn a_comparison_with_what_is_not_known_never_takes_else() {
    for (value, limit) in uncertain() {
        for how in ["<", "<=", ">", ">=", "==", "!="] {
            for comparison in [format!("team_hope {how} {limit}"), format!("{limit} {how} team_hope")] {
                let sample = || Sample::kentucky().with("team_hope", value);
                for asked in
                    [comparison.clone(), format!("not {comparison}"), format!("{comparison} and cybertips")]
                {
                    let told = faults(sample(), &format!("{{% if {asked} %}}yes{{% else %}}no{{% endif %}}"));
                    assert!(
                        told.contains(&format!("`{comparison}` cannot be decided for Kentucky")),
                        "{value:?} {asked}: {told}"
                    );
                    assert!(
                        told.contains(&format!("`{{% if team_hope is exact and {comparison} %}}`")),
                        "{told}"
                    );
                    // Guarded, or with nothing to say otherwise, it says nothing of the number.
                    let guarded = format!(
                        "{{% if team_hope is exact and {comparison} %}}yes{{% else %}}unknown{{% endif %}}"
                    );
                    assert_eq!(sample().said(&guarded), "unknown");
                    assert_eq!(sample().said(&format!("a{{% if {asked} %}} yes{{% endif %}}")), "a");
                    let inline = format!(r#"{{{{ "yes" if {asked} else "no" }}}}"#);
                    assert!(!faults(sample(), &inline).is_empty(), "{inline}");
                }
            }
        }
    }
}

#[test]
fn a_comparison_that_the_words_of_a_figure_decide_is_decided() {
    let known = |count, qualifier| {
        Value::Known(Quantity { amount: Amount::Count(count), qualifier: Some(qualifier) })
    };
    for (value, case, expected) in [
        (known(17, Qualifier::MoreThan), "team_hope > 17", "yes"),
        (known(17, Qualifier::MoreThan), "team_hope <= 17", "no"),
        (known(17, Qualifier::MoreThan), "team_hope == 17", "no"),
        (known(17, Qualifier::AtLeast), "team_hope >= 17", "yes"),
        (known(17, Qualifier::AtLeast), "team_hope < 17", "no"),
        (known(10, Qualifier::FewerThan), "team_hope < 10", "yes"),
        (known(10, Qualifier::FewerThan), "team_hope >= 10", "no"),
        (known(10, Qualifier::UpTo), "team_hope > 10", "no"),
        (known(300, Qualifier::About), "team_hope > 100", "yes"),
        (known(2_400, Qualifier::Nearly), "team_hope > 1000", "yes"),
        (Value::FewerThan(5), "team_hope > 10", "no"),
        (Value::FewerThan(5), "team_hope != 7", "yes"),
        (Value::Known(Quantity { amount: rounded(), qualifier: None }), "team_hope > 1149999", "yes"),
        (Value::Known(Quantity { amount: rounded(), qualifier: None }), "team_hope >= 1250001", "no"),
        (Value::Known(Quantity { amount: rounded(), qualifier: None }), "team_hope == 1100000", "no"),
        // One side that settles the whole.
        (Value::Missing(Missing::NotReported), "team_hope > 2 or cybertips", "yes"),
        (Value::Missing(Missing::NotReported), "team_hope > 2 and cybertips < 1", "no"),
        (Value::Missing(Missing::NotReported), "team_hope is reported and team_hope > 2", "no"),
        (Value::Missing(Missing::NotReported), "team_hope is exact", "no"),
        (Value::FewerThan(5), "team_hope is exact", "no"),
    ] {
        let text = format!("{{% if {case} %}}yes{{% else %}}no{{% endif %}}");
        assert_eq!(Sample::kentucky().with("team_hope", value).said(&text), expected, "{value:?} {case}");
    }
}

#[test]
fn a_share_is_not_compared_with_a_count() {
    for case in
        ["us_trafficked_share > team_hope", "team_hope == us_trafficked_share", "year < us_trafficked_share"]
    {
        for text in [
            format!("{{% if {case} %}}yes{{% else %}}no{{% endif %}}"),
            format!("{{% if {case} %}}yes{{% endif %}}"),
        ] {
            let told = faults(Sample::kentucky(), &text);
            assert!(told.contains("compare a share with a share"), "{case}: {told}");
        }
    }
}

#[test]
fn more_than_nothing_is_something() {
    let of = |count, qualifier| {
        let value = Value::Known(Quantity { amount: Amount::Count(count), qualifier: Some(qualifier) });
        let text = "{% if team_hope is zero %}none{% elif team_hope %}some{% endif %} {{ team_hope | zero(\"no\") }}";
        Sample::kentucky().with("team_hope", value).said(text)
    };
    assert!(of(0, Qualifier::MoreThan).starts_with("some "), "{}", of(0, Qualifier::MoreThan));
    assert!(of(0, Qualifier::AtLeast).starts_with("some "), "{}", of(0, Qualifier::AtLeast));
    assert_eq!(of(0, Qualifier::UpTo), "none no");
}

#[test]
fn the_filters_of_a_figure_that_is_not_exact_say_what_its_words_say() {
    for (value, _) in uncertain() {
        let sample = || Sample::kentucky().with("team_hope", value);
        let said = sample().said("{{ team_hope | or(\"an unknown number of\") | zero(\"no\") }} here");
        match value {
            Value::Missing(_) => assert_eq!(said, "an unknown number of here"),
            Value::FewerThan(_) => assert!(said.contains("fewer than 5"), "{said}"),
            Value::Known(_) => assert!(!said.contains("no ") && !said.contains("unknown"), "{said}"),
        }
        let plural = "{{ team_hope | plural(\"one\", \"many\") }}";
        match value {
            Value::Missing(_) => assert!(faults(sample(), plural).contains("has no number for Kentucky")),
            _ => assert_eq!(sample().said(plural), "many"),
        }
    }
}

/// A condition is refused for each place where it cannot be decided, where the wording has it.
#[test]
fn each_place_is_told_at_the_line_of_the_wording() {
    let set = |condition: &str| {
        let set = Draft::of("tests/cases/beside-figure");
        let wording = format!(
            "language = 'en'\n[page]\norganization = 'A'\ntitle = '{{{{ state.name }}}}'\nintro = 'D.'\n\
             [[section]]\nheading = 'B'\ntext = 'It {{% if {condition} %}}has many{{% else %}}has few{{% endif %}}.'\n\
             [footer]\nsource = 'C'\n"
        );
        let avalon = set.text("states/avalon.toml").to_owned();
        let place = |name: &str, postal: &str, horses: &str| {
            let text = avalon.replace("Avalon", name).replace("horses = 45", &format!("horses = {horses}"));
            let line = text.lines().find(|line| line.starts_with("postal")).expect("a code").to_owned();
            text.replace(&line, &format!("postal = \"{postal}\""))
        };
        set.with("wording.en.toml", wording)
            .with("states/avalon.toml", place("Avalon", "QA", "\"up to 45\""))
            .with("states/thule.toml", place("Thule", "QT", "\"not reported\""))
            .with("states/lyonesse.toml", place("Lyonesse", "QL", "47"))
    };
    let told = |condition: &str| {
        let told = set(condition).told(&Options::default(), check_and_lint);
        told.only(|fault| fault.code == Code::FigureWithoutValue)
    };
    for condition in
        ["horses > 40", "not horses > 40", "horses > 40 and year > 1999", "horses > 40 or year < 1999"]
    {
        let text = told(condition);
        for place in ["Avalon", "Thule"] {
            assert!(text.contains(&format!("`horses > 40` cannot be decided for {place}")), "{text}");
        }
        assert!(!text.contains("for Lyonesse"), "{text}");
        assert_eq!(text.matches("wording.en.toml:8:").count(), 2, "{text}");
    }
    for condition in ["horses is exact and horses > 40", "us_mares > 10"] {
        assert_eq!(told(condition), "");
    }
    assert!(told("horses > us_mares").contains("compare a share with a share"));
}
