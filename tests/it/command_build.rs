//! What `handout build` refuses, what it says at its end, and what it leaves in the folder.

use crate::kit::command::{Desk, command, json, said};
use crate::kit::invented;
use crate::kit::set::Draft;
use std::fs;
use std::process::{Output, Stdio};

/// One of the tiny sets, to be changed.
fn desk(case: &str) -> Desk {
    Desk::with(&Draft::of(&format!("tests/cases/{case}")))
}

fn build(desk: &Desk) -> Output {
    desk.run(&["build", "set", "-o", "out"])
}

fn sheets(desk: &Desk) -> Vec<String> {
    desk.files("out").into_keys().collect()
}

#[test]
fn a_sheet_with_the_names_of_another_place_is_not_made() {
    let desk = desk("place-slips");
    let output = build(&desk);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[other-state]: `in_prose` of Delaware names"), "{}", said(&output));
    // Those without a fault are.
    assert_eq!(sheets(&desk), ["lyonesse.pdf", "the-marianas.pdf"]);
}

#[test]
fn a_name_in_the_wording_stops_the_sheets_of_all_others() {
    let desk = desk("other-state");
    desk.edit(
        "set/wording.en.toml",
        "As in Arkansas and West Virginia, horses are counted. Write to Kansas City, MO.",
        "As in Lyonesse.",
    );
    desk.edit("set/states/avalon.toml", "source = \"Avalon, as Lyonesse counts\"\n", "");
    assert_eq!(build(&desk).status.code(), Some(1));
    assert_eq!(sheets(&desk), ["lyonesse.pdf"]);
    // Looked at and allowed, with the reason, it is made.
    desk.edit("set/handout.toml",
        "[figures.horses]",
        "[[allow]]\ncode = \"other-state\"\ntext = \"Lyonesse\"\nreason = \"where the office is\"\n[figures.horses]",
    );
    let output = build(&desk);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(sheets(&desk), ["avalon.pdf", "lyonesse.pdf"]);
    // A set of that place alone may name it.
    let alone = self::desk("other-state");
    alone.edit(
        "set/wording.en.toml",
        "As in Arkansas and West Virginia, horses are counted. Write to Kansas City, MO.",
        "As in Lyonesse.",
    );
    fs::remove_file(alone.path("set/states/avalon.toml")).unwrap();
    assert_eq!(build(&alone).status.code(), Some(0));
}

#[test]
fn a_sentence_for_one_state_may_name_it() {
    let desk = desk("other-state");
    let own = "{% if state.postal == \\\"LY\\\" %}Lyonesse has an office.{% endif %} Fine.";
    desk.edit(
        "set/wording.en.toml",
        "As in Arkansas and West Virginia, horses are counted. Write to Kansas City, MO.",
        own,
    );
    desk.edit("set/states/avalon.toml", "source = \"Avalon, as Lyonesse counts\"\n", "");
    let output = build(&desk);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(sheets(&desk), ["avalon.pdf", "lyonesse.pdf"]);
}

#[test]
fn two_states_with_the_same_figures_are_not_made() {
    let desk = desk("identical-states");
    let output = build(&desk);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("error[identical-states]"), "{}", said(&output));
    assert_eq!(sheets(&desk), Vec::<String>::new());
}

#[test]
fn no_sheet_leaves_with_filler_text_or_a_doubled_word() {
    for (slip, code) in
        [("TODO", "filler"), ("[Number]", "filler"), ("____", "filler"), ("Of of the herd.", "doubled-word")]
    {
        let desk = desk("small-type");
        let wording = desk.text("set/wording.en.toml").replacen("text = \"", &format!("text = \"{slip} "), 1);
        desk.write("set/wording.en.toml", &wording);
        let output = build(&desk);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains(&format!("error[{code}]")), "{}", said(&output));
        assert_eq!(sheets(&desk), Vec::<String>::new());
        // Allowed with a reason, it is made.
        let allowed = format!("\n[[allow]]\ncode = \"{code}\"\nreason = \"It is the name of a horse.\"\n");
        desk.write("set/handout.toml", &(desk.text("set/handout.toml") + &allowed));
        assert_eq!(build(&desk).status.code(), Some(0), "{}", said(&build(&desk)));
    }
}

#[test]
fn what_may_be_meant_stops_no_sheet() {
    for text in ["Del siglo XX.", "“[The foal] was found,” she said [sic]; see [1].", "Pago Pago has some."]
    {
        let desk = desk("small-type");
        let wording = desk.text("set/wording.en.toml").replacen("text = \"", &format!("text = \"{text} "), 1);
        desk.write("set/wording.en.toml", &wording);
        let output = build(&desk);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
}

#[test]
fn build_counts_the_warnings_that_only_a_check_shows() {
    let desk = desk("straight-quote");
    let (built, checked) = (build(&desk), desk.run(&["check", "set"]));
    let count = |text: &str| {
        let (_, line) = text.trim_end().rsplit_once("; ").unwrap();
        line.split(' ').next().unwrap().parse::<usize>().unwrap()
    };
    assert_eq!(built.status.code(), Some(0));
    assert!(
        said(&built).contains("warnings: run handout check set\n")
            || said(&built).contains("warning: run handout check set\n")
    );
    assert_eq!(count(&said(&built)), count(&said(&checked)));
    assert!(count(&said(&checked)) > 0 && !said(&built).contains("[straight-quote]"));
}

#[test]
fn two_sheets_with_one_name_are_refused_before_either_is_made() {
    for (slug, profile) in [("avalon-gray", "office"), ("avalon-press", "press")] {
        let desk = desk("small-type");
        let other = desk.text("set/states/avalon.toml").replace("Avalon", "Lyonesse");
        desk.write(&format!("set/states/{slug}.toml"), &other.replace("\"AV\"", "\"LY\""));
        let output = desk.run(&["build", "set", "-o", "out", "--profile", profile]);
        assert_eq!(output.status.code(), Some(1));
        let words = said(&output);
        assert!(words.contains(&format!("would have the same name, {slug}.pdf")), "{words}");
        assert_eq!(sheets(&desk), Vec::<String>::new());
    }
}

#[test]
fn sheets_of_an_earlier_run_are_named() {
    let desk = Desk::with(&Draft::invented(4, 0));
    let [one, two] = [1, 2].map(invented::slug);
    let words = said(&build(&desk));
    assert!(!words.contains("old:"), "{words}");
    // One is taken out, one gets a fault, and something lies there that is not ours.
    fs::remove_file(desk.path(&format!("set/states/{one}.toml"))).unwrap();
    desk.edit(&format!("set/states/{two}.toml"), "wardens = ", "wardens = -");
    desk.write("out/agenda.pdf", "%PDF-1.4 of somebody else");
    fs::create_dir(desk.path("out/folder.pdf")).unwrap();
    let old = |words: &str| words.lines().filter(|line| line.starts_with("old: ")).count();
    let words = said(&build(&desk));
    assert_eq!(old(&words), 2, "{words}");
    let earlier = format!("{one}.pdf: a sheet that the set no longer makes; `--prune` deletes it");
    assert!(words.contains(&earlier) && words.contains(&format!("{two}.pdf: a sheet of {two}")), "{words}");
    // Also where nothing can be made at all.
    let text = desk.text("set/national.toml");
    for fault in ["[[", "kites = -1\n"] {
        desk.write("set/national.toml", &(text.clone() + fault));
        let words = said(&build(&desk));
        assert_eq!(old(&words), 4, "{words}");
    }
    desk.write("set/national.toml", &text);
    let report = json(&desk.run(&["build", "set", "-o", "out", "--format", "json"]));
    assert_eq!(report["old"].as_array().unwrap().len(), 2);
}

/// Those that a killed run has left; what lies in other folders or has another name is not touched.
#[test]
fn unfinished_files_are_swept() {
    let desk = Desk::with(&Draft::sample_in("en"));
    for file in ["out/.handout-a1b2c3.part", "out/earlier/.handout-a1b2c3.part", "out/figures.part"] {
        fs::create_dir_all(desk.path("out/earlier")).unwrap();
        desk.write(file, "%PDF");
    }
    assert_eq!(build(&desk).status.code(), Some(0));
    let left = |name: &str| desk.path(name).exists();
    assert!(!left("out/.handout-a1b2c3.part"));
    assert!(left("out/earlier/.handout-a1b2c3.part") && left("out/figures.part") && left("out/kentucky.pdf"));
}

/// Whoever stops a run knows which files are new: each is told once it is in its place.
#[test]
#[cfg(unix)]
fn each_file_is_told_as_it_is_made() {
    use std::io::{BufRead, BufReader};
    let desk = Desk::with(&Draft::invented(40, 0));
    let words = ["build", "set", "-o", "out", "--jobs", "1"];
    let mut run = command(&words)
        .current_dir(desk.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut told = BufReader::new(run.stdout.take().unwrap()).lines();
    let first = told.next().unwrap().unwrap();
    run.kill().unwrap();
    run.wait().unwrap();
    let told: Vec<String> = std::iter::once(first).chain(told.map(Result::unwrap)).collect();
    assert!(told.len() < 40, "the run was over");
    assert!(told.iter().all(|file| desk.path(file).is_file()), "{told:?}");
}

#[test]
fn all_numbers_of_a_summary_count_handouts() {
    let desk = Desk::with(&Draft::sample().with("states/avalon.toml", "words"));
    for (command, done) in [("check", "checked"), ("build", "made")] {
        let words = said(&desk.run(&[command, "set"]));
        assert!(
            words.contains(&format!("{done} 2 handouts in "))
                && words.contains(&format!(", 2 not {done}; 1 error"))
        );
        let words = said(&desk.run(&[command, "set", "--lang", "en"]));
        assert!(
            words.contains(&format!("{done} 1 handout in ")) && words.contains(&format!(", 1 not {done}"))
        );
    }
    let words = said(&desk.run(&["build", "set", "--profile", "office,gray,press"]));
    assert!(words.contains("made 6 handouts") && words.contains(", 6 not made; 1 error"), "{words}");
    let report = json(&desk.run(&["check", "set", "--format", "json"]));
    assert_eq!(report["handouts"][0]["outcome"], "checked");
}

/// A folder lies where one of the two sheets should.
#[test]
fn a_sheet_that_cannot_be_written_is_told_and_the_others_are_made() {
    let desk = Desk::with(&Draft::sample());
    fs::create_dir_all(desk.path("out/kentucky.pdf/kept")).unwrap();
    let output = build(&desk);
    let words = said(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(words.contains("kentucky.pdf") && words.contains("1 not made"), "{words}");
    assert_eq!(sheets(&desk), ["kentucky-es.pdf"], "and nothing half written");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "out/kentucky-es.pdf\n");
    let report = json(&desk.run(&["build", "set", "-o", "out", "--format", "json"]));
    let handouts = report["handouts"].as_array().unwrap();
    let errors = handouts.iter().filter(|handout| handout["error"].is_string()).count();
    assert_eq!(errors, 1, "{report}");
}

#[test]
#[cfg(unix)]
fn a_folder_that_may_not_be_written_to_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with(&Draft::sample_in("en"));
    fs::create_dir(desk.path("out")).unwrap();
    fs::set_permissions(desk.path("out"), fs::Permissions::from_mode(0o500)).unwrap();
    let output = build(&desk);
    let words = said(&output);
    // Whoever may write everywhere is not kept out.
    if sheets(&desk).is_empty() {
        assert!(matches!(output.status.code(), Some(1 | 2)), "{words}");
        assert!(words.contains("out") && words.contains("ermission"), "{words}");
        assert_eq!(output.stdout, b"");
    }
}

/// Packs, imposed sheets and lists for signing are no sheets of an earlier run; a sheet of any profile is.
#[test]
fn what_is_no_sheet_is_no_old_sheet() {
    let desk = Desk::with(&Draft::sample());
    for words in [
        &["pack", "set", "-o", "out/handouts.pdf", "--cover"][..],
        &["impose", "set", "-o", "out/two.pdf", "--nup", "2", "--on", "tabloid"],
        &["signoff", "set", "-o", "out/signoff.pdf"],
    ] {
        let output = desk.run(words);
        assert!(output.status.success(), "{words:?}: {}", said(&output));
    }
    let old = |words: &str| words.lines().filter(|line| line.starts_with("old: ")).count();
    let output = build(&desk);
    assert_eq!(old(&said(&output)), 0, "{}", said(&output));
    for profile in ["gray", "press", "pdf2"] {
        let output =
            desk.run(&["build", "set", "-o", "out", "--profile", profile, "--no-attachments", "--quiet"]);
        assert!(output.status.success(), "{profile}: {}", said(&output));
    }
    let output = desk.run(&["build", "set", "-o", "out", "--force"]);
    assert_eq!(old(&said(&output)), 6, "{}", said(&output));
}
