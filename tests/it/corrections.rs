//! A sheet with a mistake is out: from the mistake to the second message. Who had the sheet, what they are sent, what
//! the new sheet says; and that nobody else is written to, and no other sheet changes.

use crate::kit::command::{Desk, json, said};
use crate::kit::mail::{contacts, desk, mail_set};
use crate::kit::set::{Draft, check_and_lint};
use crate::kit::smtp::{Luck, MailHost};
use handout::internals::manifest::sha256;
use handout::{Options, hear, roll_set};
use std::fs;
use std::process::Output;

/// What those are written who have the old sheet.
const CORRECTION: &str = r#"
[correction]
subject = "Corrected: {{ state.name }} {{ year }}"
text = """
Dear {{ recipient.salutation }},

The sheet for {{ state.in_prose }} was wrong. {{ correction.reason }}

{{ correction.changes }}

The new one says {{ correction.date }}.
"""
"#;

const REASON: &str = "--reason=The visits were those of the year before.";
const IN_SPANISH: &str = "--reason=es=Las visitas eran del año anterior.";

/// The set with what is written about corrections, and its sheets.
fn ready(host: &MailHost, count: usize) -> Desk {
    let desk = desk();
    for language in ["en", "es"] {
        let file = format!("set/mail.{language}.toml");
        let text = desk.text(&file)
            + &CORRECTION.replace("Dear", if language == "es" { "Estimada" } else { "Dear" });
        desk.write(&file, &text);
    }
    desk.write("contacts.csv", &contacts(count));
    desk.write("account.toml", &format!("host = \"127.0.0.1\"\nport = {}\n", host.port));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(desk.path("account.toml"), fs::Permissions::from_mode(0o600)).unwrap();
    }
    desk
}

fn mail(desk: &Desk, more: &[&str]) -> Output {
    desk.run(&[&["mail", "set", "--contacts", "contacts.csv"], more].concat())
}

fn send(desk: &Desk, out: &str, more: &[&str]) -> Output {
    let own = ["-o", out, "--send", "--account", "account.toml", "--rate", "6000", "--hurry", "60000"];
    mail(desk, &[&own, more].concat())
}

fn correct(desk: &Desk, more: &[&str]) -> Output {
    desk.run(&[&["correct", "QA", "set", "--date", "2024-06-03"], more].concat())
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The number of visits of the first place, and the line it stands in.
fn visits(desk: &Desk) -> (u64, String) {
    let text = desk.text("set/states/place-00.toml");
    let line = text.lines().find(|line| line.starts_with("visits = ")).expect("a figure").to_owned();
    (line["visits = ".len()..].replace('_', "").parse().expect("a count"), line)
}

fn build(desk: &Desk) {
    let built = desk.run(&["build", "set", "-o", "out", "--quiet"]);
    assert!(built.status.success(), "{}", said(&built));
}

#[test]
fn from_the_first_mistake_to_the_second_message() {
    // Nobody can tell whether the first message to the office in Spanish arrived.
    let host = MailHost::new(None, |n, to| match to {
        "person4@office4.example" if n < 8 => Luck::TakesInSilence,
        "person5@office5.example" => Luck::Never,
        _ => Luck::Takes,
    });
    let desk = ready(&host, 9);
    send(&desk, "mail", &[]);
    let before = desk.files("out");
    // The mistake is found, and the figure corrected.
    let (wrong, line) = visits(&desk);
    desk.edit("set/states/place-00.toml", &line, &format!("visits = {}", wrong + 3));
    let state = desk.text("set/states/place-00.toml");

    // Who has the sheet, and what changed.
    let told = correct(&desk, &["--journal", "mail"]);
    assert_eq!(
        (told.status.code(), desk.text("set/states/place-00.toml")),
        (Some(0), state.clone()),
        "nothing is written"
    );
    let text = out(&told);
    let old = |file: &str| sha256(&before[file])[..8].to_owned();
    for line in [
        format!("old sheet: out/place-00.pdf, en, sha256 {}…", old("place-00.pdf")),
        format!("old sheet: out/place-00-es.pdf, es, sha256 {}…", old("place-00-es.pdf")),
        format!(
            "sent: Person 0 <person0@office0.example>, place-00.pdf, en-US, sha256 {}…, 20",
            old("place-00.pdf")
        ),
        format!(
            "sent: Person 4 <person4@office4.example>, place-00-es.pdf, es-US, sha256 {}…, 20",
            old("place-00-es.pdf")
        ),
        format!(
            "sent: Person 8 <person8@office8.example>, place-00.pdf, en-US, sha256 {}…, 20",
            old("place-00.pdf")
        ),
    ] {
        assert!(text.contains(&line), "{line}\n{text}");
    }
    assert_eq!(text.matches("\nsent: ").count(), 3, "{text}");
    assert!(
        text.lines().any(|line| line.contains("person4") && line.ends_with("unsure whether it arrived")),
        "{text}"
    );
    let changed = text.lines().find(|line| line.starts_with("changed: ")).expect("a change");
    assert!(
        changed.contains("set/states/place-00.toml:") && text.matches("changed: ").count() == 1,
        "{text}"
    );
    assert!(
        said(&told).contains("was sent by mail to 3 recipients") && said(&told).contains("on paper"),
        "{}",
        said(&told)
    );

    // A figure that is another, and no mark: a correction cannot be mailed yet.
    let early = mail(&desk, &["-o", "mail", "--correction", "QA"]);
    assert!(said(&early).contains("is not corrected") && early.status.code() == Some(1), "{}", said(&early));
    let told = correct(&desk, &["--journal", "mail", REASON, IN_SPANISH, "--write"]);
    assert_eq!(told.status.code(), Some(0), "{}", said(&told));
    let written = desk.text("set/states/place-00.toml");
    let added = written.strip_prefix(&state).expect("all else stays");
    assert!(added.contains("[corrected]\ndate = 2024-06-03\nreason = { en = \"The visits were"), "{added}");
    // Nor is the old sheet sent once more.
    let stale = mail(&desk, &["-o", "mail", "--correction", "QA"]);
    assert!(
        out(&stale).is_empty() && said(&stale).contains("error[stale-sheet]"),
        "{}{}",
        out(&stale),
        said(&stale)
    );

    // The new sheets say it, and no other sheet is another.
    build(&desk);
    let after = desk.files("out");
    for (file, bytes) in &before {
        assert_eq!(after[file] == *bytes, !file.starts_with("place-00"), "{file}");
    }
    let says = |file: &str| {
        let heard = hear(&after[file]).unwrap();
        heard
            .lines
            .iter()
            .map(|line| heard.words(&line.parts))
            .collect::<Vec<_>>()
            .join("\n")
            .replace('\u{a0}', " ")
    };
    assert!(says("place-00.pdf").contains("\nCorrected June 3, 2024\n"), "{}", says("place-00.pdf"));
    assert!(says("place-00-es.pdf").contains("\nCorregido el 3 de junio de 2024\n"));
    let proved = desk.run(&["prove", "out", "--set", "set"]);
    assert_eq!(proved.status.code(), Some(0), "{}", said(&proved));

    // The second message goes to those three alone.
    let second = send(&desk, "mail", &["--correction", "QA"]);
    assert_eq!(second.status.code(), Some(0), "{}{}", out(&second), said(&second));
    assert!(said(&second).contains("3 sent, of 3 messages"), "{}", said(&second));
    let again = send(&desk, "mail", &["--correction", "qa"]);
    assert!(said(&again).contains("0 sent, 3 sent before"), "{}", said(&again));
    let seen = host.seen.lock().unwrap();
    for (to, messages) in &seen.taken {
        let has_old = ["person0@", "person4@", "person8@"].iter().any(|own| to.starts_with(own));
        assert_eq!(messages.len(), if has_old { 2 } else { 1 }, "{to}");
    }
    let message = String::from_utf8(seen.taken["person8@office8.example"][1].clone()).unwrap();
    assert!(
        message.contains("Subject: Corrected: ") && message.matches("filename=").count() == 1,
        "{message}"
    );
    assert!(message.contains("filename=\"place-00.pdf\""), "{message}");
    drop(seen);
    // What it says: the reason, the changes and the day, in the language of the reader.
    let drafts = mail(&desk, &["-o", "drafts", "--journal", "mail", "--correction", "QA"]);
    assert_eq!(drafts.status.code(), Some(0), "{}", said(&drafts));
    let folders = fs::read_dir(desk.path("drafts")).unwrap().flatten().filter(|entry| entry.path().is_dir());
    let mut texts: Vec<String> = folders
        .map(|entry| fs::read_to_string(entry.path().join("body.txt")).unwrap().replace('\u{a0}', " "))
        .collect();
    texts.sort();
    assert_eq!(texts.len(), 3);
    let grouped = |number: u64| {
        let digits = number.to_string();
        let head = digits.len() % 3;
        let rest = digits.as_bytes()[head..].chunks(3).map(|own| String::from_utf8_lossy(own).into_owned());
        let head = Some(digits[..head].to_owned()).filter(|own| !own.is_empty());
        head.into_iter().chain(rest).collect::<Vec<_>>().join(",")
    };
    let (new, old) = (grouped(wrong + 3), grouped(wrong));
    assert!(texts[0].contains("was wrong. The visits were those of the year before.\n"), "{}", texts[0]);
    assert!(texts[0].contains(&format!(": {new}, was {old}\n")), "{}", texts[0]);
    assert!(
        texts[0].contains("The new one says June 3, 2024.") && texts[0].contains("You asked for it"),
        "{}",
        texts[0]
    );
    assert!(
        texts[2].contains("Las visitas eran del año anterior.")
            && texts[2].contains(&format!(": {new}, antes {old}\n"))
    );
    assert!(texts[2].contains("3 de junio de 2024"), "{}", texts[2]);
}

#[test]
fn who_is_not_in_the_list_any_more_is_told() {
    let host = MailHost::new(None, |_, _| Luck::Takes);
    let desk = ready(&host, 9);
    send(&desk, "mail", &[]);
    let (wrong, line) = visits(&desk);
    desk.edit("set/states/place-00.toml", &line, &format!("visits = {}", wrong + 3));
    correct(&desk, &[REASON, IN_SPANISH, "--write"]);
    build(&desk);
    // One has left; another now gets another state; a third never had the old sheet.
    desk.edit("contacts.csv", "Person 0,person0@office0.example,QA,en\n", "");
    desk.edit("contacts.csv", "person8@office8.example,QA", "person8@office8.example,QB");
    desk.edit("contacts.csv", "person1@office1.example,QB", "person1@office1.example,QA");
    let told = mail(&desk, &["--correction", "QA", "--journal", "mail"]);
    assert_eq!(told.status.code(), Some(1), "{}", said(&told));
    assert!(
        said(&told)
            .contains("mail/journal.jsonl: error[missing-key]: Person 0 <person0@office0.example> was sent"),
        "{}",
        said(&told)
    );
    assert!(said(&told).contains("add a row for Person 0, with the states `QA`"), "{}", said(&told));
    let people: Vec<String> =
        out(&told).lines().filter(|line| line.starts_with("Person")).map(str::to_owned).collect();
    assert_eq!(people, ["Person 4 <person4@office4.example>", "Person 8 <person8@office8.example>"]);
    assert!(out(&told).contains("(QA), es-US") && !out(&told).contains("(QB)"), "{}", out(&told));
    // Without a journal nobody is guessed; by hand, all who are meant to get the state.
    let unknown = mail(&desk, &["--correction", "QA"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said(&unknown).contains("who was sent the old sheet is not known"), "{}", said(&unknown));
    let no_journal = mail(&desk, &["--correction", "QA", "--journal", "out"]);
    assert!(
        said(&no_journal).contains("--journal out: error[unreadable-file]: this folder has no journal"),
        "{}",
        said(&no_journal)
    );
    let by_hand = json(&mail(&desk, &["--correction", "QA", "--by-hand", "--format", "json"]));
    assert_eq!(by_hand["messages"].as_array().unwrap().len(), 2, "{by_hand:#}");
    // A line that is damaged, and one that was torn.
    let journal = desk.text("mail/journal.jsonl");
    desk.write("mail/journal.jsonl", &format!("{journal}{{\"event\":\"pla"));
    assert!(out(&correct(&desk, &["--journal", "mail"])).contains("sent: Person 0"));
    desk.write("mail/journal.jsonl", &journal.replacen("\"key\"", "\"kxy\"", 1));
    let damaged = correct(&desk, &["--journal", "mail"]);
    assert_eq!(damaged.status.code(), Some(2));
    assert!(said(&damaged).contains("line 1 is damaged"), "{}", said(&damaged));
}

#[test]
fn a_sheet_of_another_year_is_not_the_old_one() {
    let host = MailHost::new(None, |_, _| Luck::Takes);
    let desk = ready(&host, 4);
    send(&desk, "mail", &[]);
    // The same lines, with the key of a message of the year before.
    let journal = desk.text("mail/journal.jsonl");
    let planned: serde_json::Value = serde_json::from_str(journal.lines().next().unwrap()).unwrap();
    assert_eq!(planned["address"], "person0@office0.example");
    let told = correct(&desk, &["--journal", "mail"]);
    assert!(out(&told).contains("sent: Person 0"), "{}", out(&told));
    for file in [
        "handout.toml",
        "national.toml",
        "states/place-00.toml",
        "states/place-01.toml",
        "states/place-02.toml",
        "states/place-03.toml",
    ] {
        desk.edit(&format!("set/{file}"), "year = 2023", "year = 2024");
    }
    let told = correct(&desk, &["--journal", "mail"]);
    assert!(!out(&told).contains("sent: ") && !out(&told).contains("old sheet"), "{}", out(&told));
}

#[test]
fn the_mark_stands_on_every_edition_and_travels() {
    for theme in ["memo", "brief"] {
        let note = "\n[corrected]\ndate = 2024-06-03\nreason = \"A slip\"\nwas = { cybertips = 1 }\n";
        let sample = Draft::sample();
        let state = sample.text("states/kentucky.toml").to_owned() + note;
        let corrected = sample.with("states/kentucky.toml", state);
        for large_print in [false, true] {
            let sheets = corrected.build(&Options {
                theme: Some(theme.to_owned()),
                large_print,
                ..Options::default()
            });
            for (file, bytes) in &sheets {
                let heard = hear(bytes).unwrap();
                let marked = heard.lines.iter().filter(|line| {
                    let words = heard.words(&line.parts).replace('\u{a0}', " ");
                    words == "Corrected June 3, 2024" || words == "Corregido el 3 de junio de 2024"
                });
                assert_eq!(marked.count(), 1, "{theme} {file}");
                let inside = Draft::unpacked(bytes);
                let inside = inside.text("states/kentucky.toml");
                assert!(inside.ends_with("\n[corrected]\ndate = 2024-06-03\n"), "{inside}");
            }
        }
    }
}

#[test]
fn a_series_of_one_size_stays_as_it_was() {
    let set = mail_set();
    let uniform = set.text("handout.toml").replace("theme = \"memo\"", "theme = \"memo\"\nfit = \"uniform\"");
    let set = set.with("handout.toml", uniform);
    for theme in ["memo", "brief"] {
        let options = Options { theme: Some(theme.to_owned()), ..Options::default() };
        let before = set.build(&options);
        let corrected = Draft::made(set.files().map(|file| {
            let note = if file == "states/place-02.toml" { "\n[corrected]\ndate = 2024-06-03\n" } else { "" };
            (file.to_owned(), set.text(file).to_owned() + note)
        }));
        let after = corrected.build(&options);
        for (file, bytes) in &before {
            assert_eq!(after[file] == *bytes, !file.starts_with("place-02"), "{theme} {file}");
        }
    }
}

#[test]
fn an_approval_ends_with_a_correction() {
    let desk = Desk::with(&Draft::sample());
    for words in [
        &["approve", "set", "KY", "--by", "Ada Meadow"][..],
        &["approve", "set", "--wording", "en,es", "--by", "Bo Fen"],
    ] {
        assert!(desk.run(words).status.success());
    }
    assert!(desk.run(&["build", "set", "-o", "out", "--final", "--quiet"]).status.success());
    let told = desk.run(&["correct", "KY", "set", "--reason", "A slip.", "--write"]);
    assert_eq!(told.status.code(), Some(0));
    assert!(
        said(&told).contains("no figure of Kentucky is another than in the old sheet"),
        "{}",
        said(&told)
    );
    let built = desk.run(&["build", "set", "-o", "out", "--final", "--quiet"]);
    assert!(said(&built).contains("have changed since Ada Meadow approved"), "{}", said(&built));
}

#[test]
fn what_cannot_be_is_told_at_its_line() {
    let with = |note: &str| {
        let sample = Draft::sample();
        let state = sample.text("states/kentucky.toml").to_owned() + "\n[corrected]\n" + note;
        sample.with("states/kentucky.toml", state).told(&Options::default(), check_and_lint).text()
    };
    for (note, words) in [
        ("reason = \"x\"", "error[missing-key]: `[corrected]` has no `date`"),
        ("date = \"June\"", "error[wrong-type]: `date`"),
        ("date = 2024-06-03\nday = 1", "error[unknown-key]: unknown key `day`"),
        (
            "date = 2024-06-03\nreason = { fr = \"x\" }",
            "error[unknown-key]: `fr` is not one of the set's languages",
        ),
        ("date = 2024-06-03\nwas = { cybertip = 1 }", "error[unknown-figure]: unknown figure `cybertip`"),
        (
            "date = 2024-06-03\nwas = { cybertips = 8_597 }",
            "warning[bad-value]: `cybertips` was 8,597 in the old sheet, and still is",
        ),
        (
            "date = 2024-04-30",
            "warning[bad-value]: corrected on 2024-04-30, before the sheets were released, on 2024-05-01",
        ),
    ] {
        let told = with(note);
        assert!(told.contains("states/kentucky.toml:") && told.contains(words), "{note}: {told}");
    }
    let sound = with("date = 2024-06-03\nreason = { en = \"x\", es = \"y\" }\nwas = { cybertips = 8_579 }");
    assert!(!sound.contains("corrected"), "{sound}");
}

#[test]
fn what_cannot_be_written_is_told_and_nothing_is_written() {
    let desk = Desk::with(&Draft::sample());
    let before = desk.text("set/states/kentucky.toml");
    for (words, told) in [
        (&["correct", "KX", "set"][..], "correct KX: error[no-state]"),
        (&["correct", "KY", "set", "--write"], "--reason"),
        (&["correct", "KY", "set", "--reason", " ", "--write"], "a reason is one line"),
        (&["correct", "KY", "set", "--reason", "a\nb", "--write"], "a reason is one line"),
        (&["correct", "KY", "set", "--reason", "a\u{202e}b", "--write"], "a reason is one line"),
        (
            &["correct", "KY", "set", "--reason", "a", "--reason", "en=b", "--write"],
            "there are two reasons in `en`",
        ),
        (
            &["correct", "KY", "set", "--reason", "a", "--date", "3 June", "--write"],
            "write it like 2024-06-03",
        ),
        (&["correct", "KY", "nowhere", "--reason", "a", "--write"], "error[no-set]"),
    ] {
        let output = desk.run(words);
        assert!(
            output.status.code() != Some(0) && said(&output).contains(told),
            "{words:?}: {}",
            said(&output)
        );
        assert_eq!(desk.text("set/states/kentucky.toml"), before);
    }
    // What looks like a formula or a template stays a text.
    let odd = "=1+1 {{ year }} \"x\" # no remark ⟦name⟧";
    assert_eq!(desk.run(&["correct", "KY", "set", "--reason", odd, "--write"]).status.code(), Some(0));
    assert_eq!(desk.run(&["check", "set"]).status.code(), Some(0));
    assert!(desk.text("set/states/kentucky.toml").starts_with(&before));
}

#[test]
fn next_year_s_set_has_no_correction() {
    let sample = Draft::sample();
    let before = sample.text("states/kentucky.toml").to_owned();
    let noted = format!(
        "{before}\n[corrected]\ndate = 2024-06-03\n\n[corrected.reason]\nen = \"x\"\n\n[corrected.was]\ncybertips = 3\n"
    );
    let text = |set: &Draft| {
        let rolled = roll_set(set.write().path(), Some(2024)).unwrap();
        let (_, bytes) = rolled.files.into_iter().find(|(path, _)| path.ends_with("kentucky.toml")).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let plain = text(&sample);
    assert_eq!(text(&sample.with("states/kentucky.toml", noted)), format!("{plain}\n"));
}

#[test]
fn a_corrected_sheet_may_have_another_mistake() {
    let desk = Desk::with(&Draft::sample());
    build(&desk);
    let correct = |more: &[&str]| desk.run(&[&["correct", "KY", "set"], more].concat());
    desk.edit("set/states/kentucky.toml", "team_hope = 45", "team_hope = 46");
    let first = ["--reason", "A slip.", "--date", "2024-06-03", "--write"];
    assert!(out(&correct(&first)).contains("46, was 45"));
    // Once it is built, it is the corrected one, and what it was is kept when the reason is told otherwise.
    build(&desk);
    let told = correct(&["--reason", "A slip of the pen.", "--date", "2024-06-03", "--write"]);
    assert!(
        said(&told).contains("was corrected on 2024-06-03") && !out(&told).contains("old sheet"),
        "{}",
        out(&told)
    );
    assert!(
        desk.text("set/states/kentucky.toml")
            .contains("reason = \"A slip of the pen.\"\nwas = { team_hope = 45 }\n")
    );
    // A mistake in the words alone, found on the same day; and what the first sheet said stays on record.
    let wording = desk.text("set/wording.en.toml");
    let line = wording.lines().find(|line| line.starts_with("title = ")).expect("a title");
    desk.edit("set/wording.en.toml", line, &line.replace("title = \"", "title = \"The "));
    let told = correct(&["--reason", "The title.", "--date", "2024-06-03", "--write"]);
    let sheets = |told: &Output, begin: &str| -> Vec<String> {
        out(told).lines().filter(|line| line.starts_with(begin)).map(str::to_owned).collect()
    };
    let (old, new) = (sheets(&told, "old sheet: "), sheets(&told, "corrected sheet: "));
    assert!(
        matches!(old.as_slice(), [old] if old.contains(", en, ") && old.ends_with(", corrected on 2024-06-03")),
        "{old:?}"
    );
    assert!(matches!(new.as_slice(), [new] if new.contains(", es, ")), "{new:?}");
    assert!(
        desk.text("set/states/kentucky.toml").contains("reason = \"The title.\"\nwas = { team_hope = 45 }\n")
    );
    build(&desk);
    let told = correct(&[]);
    assert_eq!((sheets(&told, "old sheet: ").len(), sheets(&told, "corrected sheet: ").len()), (0, 2));
    // The next mistake.
    desk.edit("set/states/kentucky.toml", "connect_joined = 114", "connect_joined = 141");
    let told = correct(&["--reason", "Another.", "--date", "2024-06-10", "--write"]);
    assert!(
        out(&told).contains(", corrected on 2024-06-03\n") && out(&told).contains("141, was 114"),
        "{}",
        out(&told)
    );
    let text = desk.text("set/states/kentucky.toml");
    assert!(
        text.ends_with(
            "[corrected]\ndate = 2024-06-10\nreason = \"Another.\"\nwas = { connect_joined = 114 }\n"
        ),
        "{text}"
    );
}
