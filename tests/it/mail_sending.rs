//! Sending: nobody twice, whatever happens; everybody once, but those of whom nobody can tell.

use crate::kit::command::{Desk, command, said};
use crate::kit::mail::{contacts, desk};
use crate::kit::smtp::{Luck, MailHost};
use std::collections::BTreeSet;
use std::fs;
use std::process::{Output, Stdio};
use std::thread;
use std::time::Duration;

/// A desk with an account for the server.
fn ready(host: &MailHost, count: usize) -> Desk {
    let desk = desk();
    desk.write("contacts.csv", &contacts(count));
    account(&desk, &format!("host = \"127.0.0.1\"\nport = {}\n", host.port));
    desk
}

fn account(desk: &Desk, text: &str) {
    desk.write("account.toml", text);
    mode(desk, 0o600);
}

#[cfg(unix)]
fn mode(desk: &Desk, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(desk.path("account.toml"), fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn mode(_: &Desk, _: u32) {}

/// Waiting takes no time here.
const SEND: [&str; 13] = [
    "mail",
    "set",
    "--contacts",
    "contacts.csv",
    "-o",
    "mail",
    "--send",
    "--account",
    "account.toml",
    "--rate",
    "6000",
    "--hurry",
    "60000",
];

fn send(desk: &Desk, more: &[&str]) -> Output {
    desk.run(&[&SEND[..], more].concat())
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The keys of the messages of which nobody can tell.
fn unsure(output: &Output) -> BTreeSet<String> {
    let text = text(output);
    let keys = text.lines().filter(|line| line.starts_with("unsure: "));
    keys.map(|line| line.rsplit(' ').next().unwrap().to_owned()).collect()
}

#[test]
fn everybody_gets_one_message_with_the_sheet_that_is_theirs() {
    let host = MailHost::new(None, |_, _| Luck::Takes);
    let desk = ready(&host, 8);
    let told = send(&desk, &[]);
    assert_eq!(told.status.code(), Some(0), "{}{}", text(&told), said(&told));
    assert!(said(&told).contains("8 sent, of 8 messages"), "{}", said(&told));
    assert_eq!(host.counts().values().collect::<Vec<_>>(), [&1; 8]);
    for (n, (to, messages)) in host.seen.lock().unwrap().taken.iter().enumerate() {
        let message = String::from_utf8(messages[0].clone()).unwrap();
        assert_eq!(*to, format!("person{n}@office{n}.example"));
        let file = format!("filename=\"place-0{}{}.pdf\"", n % 4, ["", "-es"][n / 4 % 2]);
        assert!(message.contains(&file) && message.matches("filename=").count() == 1, "{to}");
        assert!(message.contains("\r\nDate: ") || message.starts_with("Date: "));
        assert!(!message.contains("X-Unsent") && message.contains(&format!("To: Person {n} <{to}>")));
    }
    // Once more: they have it.
    let again = send(&desk, &[]);
    assert_eq!(again.status.code(), Some(0));
    assert!(said(&again).contains("0 sent, 8 sent before"), "{}", said(&again));
    assert_eq!(host.counts().values().collect::<Vec<_>>(), [&1; 8]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(desk.path("mail/journal.jsonl")).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
    }
}

#[test]
fn what_a_server_says_is_heeded() {
    let host = MailHost::new(None, |number, to| match to {
        "person1@office1.example" => Luck::Never,
        "person2@office2.example" if number < 4 => Luck::Later,
        "person3@office3.example" if number < 4 => Luck::LaterAtDot,
        _ => Luck::Takes,
    });
    let desk = ready(&host, 5);
    let told = send(&desk, &[]);
    assert_eq!(told.status.code(), Some(1), "{}{}", text(&told), said(&told));
    assert!(text(&told).contains("refused: Person 1 <person1@office1.example>: "), "{}", text(&told));
    assert!(text(&told).contains("550") && said(&told).contains("4 sent, 1 refused"), "{}", said(&told));
    let counts = host.counts();
    assert_eq!((counts.len(), counts.values().max()), (4, Some(&1)));
    // What was refused is not tried again.
    send(&desk, &[]);
    assert!(!host.counts().contains_key("person1@office1.example"));
}

#[test]
fn a_server_that_wants_no_more_ends_the_run() {
    let host = MailHost::new(None, |number, _| if number == 2 { Luck::Enough } else { Luck::Takes });
    let desk = ready(&host, 5);
    let told = send(&desk, &[]);
    assert_eq!(told.status.code(), Some(1));
    assert!(said(&told).contains("ended early: the server wants no more for now"), "{}", said(&told));
    assert_eq!(host.counts().len(), 2);
    let told = send(&desk, &[]);
    assert_eq!((told.status.code(), host.counts().len()), (Some(0), 5), "{}", said(&told));
}

#[test]
fn a_refused_login_is_tried_once() {
    // "\0ann\0right" in base64.
    let host = MailHost::new(Some("AGFubgByaWdodA=="), |_, _| Luck::Takes);
    let desk = ready(&host, 3);
    let server = format!("host = \"127.0.0.1\"\nport = {}\nuser = \"ann\"\n", host.port);
    account(&desk, &(server.clone() + "password = \"wr0ng-pass\"\n"));
    let told = send(&desk, &[]);
    assert_eq!(told.status.code(), Some(1));
    assert!(said(&told).contains("does not let the account in"), "{}", said(&told));
    let logins = host.seen.lock().unwrap().logins;
    assert_eq!((logins, host.counts().len()), (1, 0));
    let whole = text(&told) + &said(&told) + &desk.text("mail/journal.jsonl");
    assert!(!whole.contains("wr0ng-pass"), "{whole}");
    account(&desk, &(server + "password = \"right\"\n"));
    assert_eq!(send(&desk, &[]).status.code(), Some(0));
    assert_eq!(host.counts().len(), 3);
}

#[cfg(unix)]
#[test]
fn an_account_that_others_may_read_is_not_used() {
    let host = MailHost::new(None, |_, _| Luck::Takes);
    let desk = ready(&host, 1);
    mode(&desk, 0o644);
    let told = send(&desk, &[]);
    assert_eq!(told.status.code(), Some(2));
    assert!(said(&told).contains("chmod 600"), "{}", said(&told));
    account(&desk, "host = \"smtp.fenland.example\"\nsecurity = \"none\"\n");
    let told = send(&desk, &[]);
    assert!(said(&told).contains("nothing is sent there in the open"), "{}", said(&told));
    if !cfg!(feature = "tls") {
        account(&desk, "host = \"smtp.fenland.example\"\n");
        let told = send(&desk, &[]);
        assert_eq!(told.status.code(), Some(2));
        assert!(said(&told).contains("built without TLS"), "{}", said(&told));
    }
}

#[test]
fn a_line_cut_off_behind_the_dot_is_unsure_until_somebody_decides() {
    let host = MailHost::new(None, |number, _| match number {
        1 => Luck::TakesInSilence,
        2 => Luck::LosesBody,
        _ => Luck::Takes,
    });
    let desk = ready(&host, 4);
    let told = send(&desk, &[]);
    let keys = unsure(&told);
    assert_eq!((told.status.code(), keys.len()), (Some(1), 2), "{}", text(&told));
    assert_eq!(unsure(&send(&desk, &[])), keys, "not sent again by itself");
    assert_eq!(host.counts().values().sum::<usize>(), 3);
    let wrong = send(&desk, &["--resend-unsure", "0123"]);
    assert_eq!(wrong.status.code(), Some(2), "{}", said(&wrong));
    // Whoever asked the third person knows that nothing came.
    let third = text(&told)
        .lines()
        .find(|line| line.contains("Person 2 "))
        .unwrap()
        .rsplit(' ')
        .next()
        .unwrap()
        .to_owned();
    let told = send(&desk, &["--resend-unsure", &third]);
    assert_eq!(unsure(&told).len(), 1, "{}", text(&told));
    assert_eq!(host.counts()["person2@office2.example"], 1);
}

#[test]
fn two_runs_do_not_send_from_one_folder() {
    let host = MailHost::new(None, |_, _| Luck::Takes);
    let desk = ready(&host, 2);
    fs::create_dir(desk.path("mail")).unwrap();
    let journal = handout::MailJournal::open(&desk.path("mail")).unwrap();
    let told = send(&desk, &[]);
    assert_eq!(told.status.code(), Some(2));
    assert!(said(&told).contains("another run is sending"), "{}", said(&told));
    drop(journal);
    assert_eq!(send(&desk, &[]).status.code(), Some(0));
}

#[test]
fn a_damaged_journal_stops_everything() {
    let host = MailHost::new(None, |_, _| Luck::Takes);
    let desk = ready(&host, 2);
    fs::create_dir(desk.path("mail")).unwrap();
    desk.write("mail/journal.jsonl", "{\"event\":\"acc\n{}\n");
    let told = send(&desk, &[]);
    assert_eq!((told.status.code(), host.counts().len()), (Some(2), 0));
    assert!(said(&told).contains("line 1 is damaged"), "{}", said(&told));
}

/// A moody server, and runs that are killed at any moment.
#[test]
fn nobody_gets_it_twice_however_often_a_run_is_killed() {
    let (people, kills) = (60, 12);
    let host = MailHost::moody(7);
    let desk = ready(&host, people);
    for kill in 0..kills {
        let mut run = command(&SEND)
            .current_dir(desk.path("."))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Some are killed before they send, some amid it.
        thread::sleep(Duration::from_millis(300 + 97 * kill % 900));
        run.kill().unwrap();
        run.wait().unwrap();
    }
    let mut last = send(&desk, &[]);
    for _ in 0..3 {
        last = send(&desk, &[]);
    }
    let unsure = unsure(&last);
    let counts = host.counts();
    assert_eq!(counts.values().max(), Some(&1), "nobody twice: {counts:?}");
    let dropped = host.seen.lock().unwrap().dropped_after_dot;
    assert!(unsure.len() <= dropped + kills as usize, "{} unsure, {dropped} dropped", unsure.len());
    let text = text(&last);
    for n in 0..people {
        let to = format!("person{n}@office{n}.example");
        let known = counts.contains_key(&to)
            || text.lines().any(|line| line.starts_with("unsure: ") && line.contains(&to));
        assert!(known, "{to} has nothing, and nobody says so:\n{text}");
    }
}

/// The journal knows the sheets, whatever they were in.
#[test]
fn a_pack_that_was_sent_is_not_sent_again_as_single_sheets() {
    let host = MailHost::new(None, |_, _| Luck::Takes);
    let desk = ready(&host, 0);
    desk.write("contacts.csv", "name,address,states,languages\nAnn,ann@fen.example,QA;QB;QC;QD,\"en,es\"\n");
    let told = send(&desk, &["--max-size", "0.1"]);
    assert!(said(&told).contains("1 sent, of 1 message"), "{}", said(&told));
    let seen = host.seen.lock().unwrap().taken["ann@fen.example"][0].clone();
    let sent = String::from_utf8(seen).unwrap();
    assert!(sent.contains("filename=\"handouts-2023.pdf\"") && sent.matches("filename=").count() == 1);
    let journal = desk.text("mail/journal.jsonl");
    let planned: serde_json::Value = serde_json::from_str(journal.lines().next().unwrap()).unwrap();
    assert_eq!(planned["bundle"]["file"], "handouts-2023.pdf");
    assert_eq!(planned["files"].as_array().unwrap().len(), 8);
    let told = send(&desk, &[]);
    assert!(said(&told).contains("0 sent, 1 sent before"), "{}", said(&told));
    assert_eq!(host.counts().values().collect::<Vec<_>>(), [&1]);
}
