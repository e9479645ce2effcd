//! What goes with a message is the recipient's: proved, of the set as it is now, and read back.

use crate::kit::damaged::Patient;
use crate::kit::mail::{MESSAGE, desk, mail_set, mailing, plant, refused};
use std::fs;

const ONE: &str = "name,address,states,languages\nAnn,ann@fen.example,QA,en\n";

#[test]
fn what_is_attached_is_what_lies_there_and_says_whose_it_is() {
    let desk = desk();
    let list = "name,address,states,languages\nAnn,ann@fen.example,QA;QC,\"en,es\"\n";
    let mailing = mailing(&desk, list).unwrap();
    let message = &mailing.messages[0];
    let said: Vec<(&str, &str, i32)> =
        message.attached.iter().map(|own| (own.state.as_str(), own.language.as_str(), own.year)).collect();
    assert_eq!(
        said,
        [("QA", "en-US", 2023), ("QA", "es-US", 2023), ("QC", "en-US", 2023), ("QC", "es-US", 2023)]
    );
    for own in &message.attached {
        let bytes = fs::read(&own.file).unwrap();
        assert_eq!((own.size, &own.sha256), (bytes.len(), &handout::internals::manifest::sha256(&bytes)));
        assert!(own.name.is_ascii() && own.name.len() <= 60 && !own.name.contains(' '));
    }
}

/// Each has a sheet in the folder under the right name, which the manifest takes for the right one.
#[test]
fn swapped_and_foreign_sheets_are_refused() {
    let bytes =
        |desk: &crate::kit::command::Desk, file: &str| fs::read(desk.path(&format!("out/{file}"))).unwrap();
    let desk = desk();
    for (file, told) in [
        ("place-01.pdf", "says it is the sheet of QB, and QA was asked for"),
        ("place-00-es.pdf", "is tagged as `es-US`, and `en` was asked for"),
    ] {
        plant(&desk, "place-00.pdf", &bytes(&desk, file));
        let said = refused(&desk, ONE);
        assert!(said.contains("contacts.csv:2:1: error[stale-sheet]") && said.contains(told), "{said}");
    }
    // Last year's sheet.
    let old = crate::kit::command::Desk::with(
        &mail_set()
            .edit("handout.toml", "year = 2023", "year = 2022")
            .edit("national.toml", "2023", "2022")
            .edit("states/place-00.toml", "2023", "2022"),
    );
    let built = old.run(&["build", "set", "-o", "out", "--quiet", "--only", "QA", "--lang", "en"]);
    plant(
        &desk,
        "place-00.pdf",
        &fs::read(old.path("out/place-00.pdf"))
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&built.stderr))),
    );
    let said = refused(&desk, ONE);
    assert!(said.contains("says it is of 2022, and the set is of 2023"), "{said}");
    // No handout at all.
    plant(&desk, "place-00.pdf", b"%PDF-1.7\n%%EOF\n");
    assert!(refused(&desk, ONE).contains("is not attached"));
}

#[test]
fn a_sheet_that_is_older_than_its_figures_is_refused() {
    let desk = desk();
    desk.edit("set/states/place-00.toml", "mended = ", "mended = 1");
    let said = refused(&desk, ONE);
    assert!(said.contains("error[stale-sheet]") && said.contains("`mended` is "), "{said}");
    assert!(said.contains("/set -o ") && said.contains("/out --only QA`"), "{said}");
}

/// What the proof does not see: the folder has sound sheets, with the right figures, that the set would make
/// otherwise now.
#[test]
fn a_sheet_that_the_set_would_make_otherwise_now_is_refused() {
    for (file, from, to) in [
        ("set/theme.toml", "", "[color.office]\nnavy = \"#17493A\"\n"),
        ("set/handout.toml", "theme = \"memo\"", "theme = \"brief\""),
    ] {
        let desk = desk();
        let before = fs::read_to_string(desk.path(file)).unwrap_or_default();
        assert!(before.contains(from), "{file}: {before}");
        assert_eq!(mailing(&desk, ONE).unwrap().messages.len(), 1);
        // A remark, and approvals that nobody asks for yet, change no sheet.
        desk.edit("set/handout.toml", "theme = ", "# The look.\ntheme = ");
        assert_eq!(mailing(&desk, ONE).unwrap().messages.len(), 1);
        desk.write(file, &if before.is_empty() { to.to_owned() } else { before.replacen(from, to, 1) });
        let said = refused(&desk, ONE);
        assert!(said.contains("`place-00.pdf` is not what the set makes now"), "{file}: {said}");
        let built = desk.run(&["build", "set", "-o", "out", "--quiet"]);
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        assert_eq!(mailing(&desk, ONE).unwrap().messages.len(), 1);
    }
}

#[test]
fn a_sheet_that_was_changed_is_refused() {
    let desk = desk();
    let file = desk.path("out/place-00.pdf");
    let mut bytes = fs::read(&file).unwrap();
    bytes.push(b'\n');
    fs::write(&file, &bytes).unwrap();
    assert!(refused(&desk, ONE).contains("its hash is not that of the manifest"));
    // Even if the manifest agrees: its proof fails.
    let mut damaged = Patient::of(&bytes);
    damaged.catalog().remove(b"MarkInfo");
    plant(&desk, "place-00.pdf", &damaged.bytes());
    assert!(refused(&desk, ONE).contains("`place-00.pdf` "));
    fs::remove_file(&file).unwrap();
    assert!(refused(&desk, ONE).contains("cannot be read"));
}

#[test]
fn what_is_not_made_is_refused() {
    let desk = desk();
    fs::remove_file(desk.path("out/manifest.json")).unwrap();
    let Err(findings) = mailing(&desk, ONE) else { panic!("no manifest") };
    assert!(findings.to_string().contains("this folder has no manifest of sheets"), "{findings}");
}

#[test]
fn without_approval_nothing_goes_out_where_it_is_asked_for() {
    let desk = desk();
    desk.write("set/approvals.toml", "");
    assert!(refused(&desk, ONE).contains("nobody has approved the sheet of QA in `en`"));
    let run = |words: &[&str]| {
        let ran = desk.run(words);
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    let (by, date) = (["--by", "Ada Meadow"], ["--date", "2024-05-02"]);
    run(&[&["approve", "set", "QA"], &by[..], &date[..]].concat());
    assert!(refused(&desk, ONE).contains("the wording in `en` is not reviewed as it is"));
    run(&[&["approve", "set", "--wording", "en"], &by[..], &date[..]].concat());
    assert_eq!(mailing(&desk, ONE).unwrap().messages.len(), 1);
    // A sheet that was made before, and says that it is a draft.
    let approvals = desk.text("set/approvals.toml");
    desk.write("set/approvals.toml", "");
    run(&["build", "set", "-o", "out", "--quiet"]);
    desk.write("set/approvals.toml", &approvals);
    assert!(refused(&desk, ONE).contains("says DRAFT"));
    run(&["build", "set", "-o", "out", "--quiet"]);
    assert_eq!(mailing(&desk, ONE).unwrap().messages.len(), 1);
    desk.edit("set/states/place-00.toml", "mended = ", "mended = 1");
    assert!(refused(&desk, ONE).contains("it is no longer what was approved"));
}

#[test]
fn a_figure_of_one_state_is_not_said_of_two() {
    let desk = desk();
    let two = "name,address,states\nAnn,ann@fen.example,QA;QB\n";
    let whole = mailing(&desk, two).unwrap();
    let message = &whole.messages[0];
    assert!(message.subject.starts_with("Agidado and Vehela 2023"), "{}", message.subject);
    assert!(message.plain.contains("the sheet for Agidado and Vehela."), "{}", message.plain);
    assert!(message.plain.contains("Agidado: lost kites in 2023, 0."), "{}", message.plain);
    desk.write("set/mail.en.toml", &MESSAGE.replace("Here is", "There were {{ lost }}. Here is"));
    let said = refused(&desk, two);
    assert!(said.contains("is said of one state, and this message is about 2"), "{said}");
    assert_eq!(mailing(&desk, ONE).unwrap().messages.len(), 1);
}

#[test]
fn faults_of_the_message_are_told_at_their_line() {
    let desk = desk();
    for (from, to, told) in [
        ("{{ recipient.name }}", "{{ recipient.nmae }}", "mail.en.toml:15:"),
        ("{{ lost }}", "{{ lots }}", "mail.en.toml:14:"),
        ("outreach@meadow.example\"\nfrom_name", "outreach\"\nfrom_name", "mail.en.toml:2:8"),
        ("closing", "colsing", "unknown key `colsing`"),
        ("Here is", "Here is Vehela and", "Vehela"),
    ] {
        desk.write("set/mail.en.toml", &MESSAGE.replacen(from, to, 1));
        let said = match mailing(&desk, ONE) {
            Ok(mailing) if mailing.messages.is_empty() => mailing.findings.to_string(),
            Ok(_) => panic!("{to} was sent"),
            Err(findings) => findings.to_string(),
        };
        assert!(said.contains(told), "{to}: {said}");
    }
    fs::remove_file(desk.path("set/mail.en.toml")).unwrap();
    fs::remove_file(desk.path("set/mail.es.toml")).unwrap();
    let Err(findings) = mailing(&desk, ONE) else { panic!("no message") };
    assert!(
        findings.to_string().contains("there is no such file: it has the words of the message"),
        "{findings}"
    );
}
