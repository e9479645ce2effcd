//! The copy-fit on real text: exactly one page, from little to too much.

use crate::kit::set::Draft;
use handout::internals::diagnostic::Code;
use handout::internals::layout::FitReport;
use handout::{Options, Outcome};

/// Words without a meaning here, to make the sample's prose longer.
const FILLER: &str = "Families describe the tail first since tails are tied at home and no two are alike \
    and the exchange of sightings has made the search shorter each season for everyone in it";

/// The sample with about `extra` more characters of prose, spread over its sections.
fn longer(extra: usize) -> Draft {
    const TEXT: &str = "\ntext = \"\"\"\n";
    let set = Draft::sample_in("en");
    let texts = set.text("wording.en.toml").matches(TEXT).count();
    let mut more = String::new();
    for word in FILLER.split_whitespace().cycle() {
        if more.len() >= extra / texts {
            break;
        }
        more = format!("{more}{word} ");
    }
    set.edit("wording.en.toml", TEXT, &format!("{TEXT}{more}"))
}

/// The fit of the sample with `extra` more characters, or the refusal's message and help.
fn fit(extra: usize) -> Result<FitReport, (String, String)> {
    let mut run = longer(extra).read().plan(&Options::default()).fit(1);
    let outcome = run.outcomes.remove(0);
    let (sink, _) = run.findings.parts();
    let refusal = sink.found().iter().find(|d| d.code == Code::DoesNotFit);
    match (outcome, refusal) {
        (Outcome::Made(handout), None) => Ok(handout.fit),
        (Outcome::Failed { .. }, Some(fault)) => {
            Err((fault.message.clone(), fault.help.clone().unwrap_or_default()))
        }
        (outcome, _) => panic!("{outcome:?} {:?}", sink.found()),
    }
}

#[test]
fn the_sample_takes_the_size_it_was_designed_for() {
    let fit = fit(0).unwrap();
    assert_eq!((fit.size, fit.lines, fit.small), (10.75, 35, false));
    assert!((1.28..1.32).contains(&fit.lead) && fit.fill > 0.998 && fit.fill <= 1.0, "{fit:?}");
}

#[test]
fn the_length_of_the_full_model_document_fits_and_much_more_is_refused() {
    // About 3,930 characters of headings and prose.
    let model = fit(840).unwrap();
    assert_eq!(model.size, 9.5);
    // A third longer than that.
    let (message, help) = fit(2400).unwrap_err();
    assert!(message.starts_with("the text is "), "{message}");
    assert!(message.ends_with(" too long for one page, even in 9 pt type"), "{message}");
    assert!(help.starts_with("cut about ") && help.ends_with(" words"), "{help}");
}

#[test]
fn more_text_never_makes_the_type_larger() {
    let mut last = f64::MAX;
    let mut refused = false;
    for extra in (0..2600).step_by(200) {
        match fit(extra) {
            Ok(fit) => {
                assert!(!refused, "{extra} more characters fit, fewer did not");
                assert!(fit.size <= last, "{extra} more characters make larger type");
                assert!(fit.fill <= 1.0, "{extra} more characters run over the foot");
                last = fit.size;
            }
            Err(_) => refused = true,
        }
    }
    assert!(refused && last == 9.0);
}
