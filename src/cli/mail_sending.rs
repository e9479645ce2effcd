//! `handout mail --send`: the account, the time, the journal; what became of each message.

use super::Format;
use super::build::stop_key;
use super::mail::Mail;
use super::say::{End, Voice, reason};
use chrono::{DateTime, Utc};
use handout::{Account, Clock, MailJournal, Mailing, Message, OutputFolder, Sending, Sent, Smtp, counted};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

/// More than an account has.
const LARGEST: u64 = 1 << 16;

/// Ctrl-C is looked for so often while the run waits.
const GLANCE: Duration = Duration::from_millis(200);

/// What became of the messages.
#[derive(Default)]
pub(super) struct Outgoing {
    /// By their keys, in the order it happened.
    sent: Vec<(String, Sent)>,
    /// Why the run ended before its end.
    ended: Option<String>,
    stopped: bool,
}

impl Outgoing {
    pub(super) fn end(&self) -> End {
        let well = self.sent.iter().all(|(_, sent)| matches!(sent, Sent::Now(_) | Sent::Before));
        match (self.stopped, well && self.ended.is_none()) {
            (true, _) => End::Stopped,
            (false, true) => End::Well,
            (false, false) => End::Faulty,
        }
    }

    /// The name of what became of a message.
    pub(super) fn of(&self, key: &str) -> Option<&'static str> {
        self.sent.iter().rev().find(|(own, _)| own == key).map(|(_, sent)| name(sent))
    }

    pub(super) fn summary(&self) -> String {
        let mut line = String::new();
        for kind in ["sent", "sent before", "refused", "unsure", "later", "not tried"] {
            let count = self.sent.iter().filter(|(_, sent)| name(sent) == kind).count();
            if count > 0 || kind == "sent" {
                line += if line.is_empty() { "" } else { ", " };
                line += &format!("{count} {kind}");
            }
        }
        match &self.ended {
            Some(why) => format!("{line}; ended early: {why}"),
            None => format!("{line}, of {}", counted(self.sent.len(), "message")),
        }
    }
}

fn name(sent: &Sent) -> &'static str {
    match sent {
        Sent::Now(_) => "sent",
        Sent::Before => "sent before",
        Sent::Refused(_) => "refused",
        Sent::Unsure(_) => "unsure",
        Sent::Later(_) => "later",
        _ => "not tried",
    }
}

/// The time of this machine.
struct SystemClock {
    hurry: u32,
    stop: Arc<AtomicBool>,
}

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        SystemTime::now().into()
    }

    fn wait(&self, time: Duration) -> bool {
        let mut left = time / self.hurry;
        while !left.is_zero() && !self.stop.load(Ordering::Relaxed) {
            let now = left.min(GLANCE);
            std::thread::sleep(now);
            left -= now;
        }
        !self.stop.load(Ordering::Relaxed)
    }
}

/// Sends a mailing; what became of each message is said as it happens.
pub(super) fn send(
    asked: &Mail,
    out: &Path,
    mailing: &Mailing,
    voice: &mut Voice,
) -> Result<Outgoing, String> {
    let account = account(asked.account.as_deref())?;
    OutputFolder::open_private(out).map_err(|error| error.to_string())?;
    let journal = MailJournal::open(out).map_err(|error| {
        let (out, why) = (out.display(), reason(&error));
        format!("{out}/journal.jsonl: {why}: without it nobody knows who has had what, so nothing is sent")
    })?;
    let Some(mut journal) = journal else {
        return Err(format!(
            "{}: another run is sending from this folder; wait until it ends",
            out.display()
        ));
    };
    let clock = SystemClock { hurry: asked.hurry, stop: stop_key() };
    for key in &asked.resend_unsure {
        let known = journal.resend(key, clock.now()).map_err(|error| reason(&error))?;
        if !known {
            return Err(format!(
                "--resend-unsure {key}: no unsure message has this key; take it from the report"
            ));
        }
    }
    let domain = mailing.messages.first().and_then(|message| message.from.rsplit_once('@'));
    let mut server = Smtp::new(&account, domain.map_or("localhost", |(_, domain)| domain))?;
    let mut outgoing = Outgoing::default();
    let mut tell = |message: &Message, sent: &Sent| {
        if asked.format == Format::Text {
            voice.data_now(line(message, sent));
        }
        outgoing.sent.push((message.key.clone(), sent.clone()));
    };
    let sending = Sending {
        journal: &mut journal,
        server: &mut server,
        clock: &clock,
        rate: asked.rate,
        tell: &mut tell,
    };
    let ended = sending.send(mailing).map_err(|error| {
        format!("{}/journal.jsonl cannot be written: {}: the run ended", out.display(), reason(&error))
    })?;
    outgoing.stopped = clock.stop.load(Ordering::Relaxed);
    outgoing.ended = ended;
    Ok(outgoing)
}

fn line(message: &Message, sent: &Sent) -> String {
    let recipient = format!("{} <{}>", message.recipient.name, message.recipient.address);
    let line = format!("{}: {recipient}", name(sent));
    match sent {
        Sent::Refused(words) | Sent::Later(words) => format!("{line}: {words}"),
        Sent::Unsure(words) => format!(
            "{line}: {words}; ask whether it arrived, and if it did not: --resend-unsure {}",
            message.key
        ),
        _ => line,
    }
}

/// The account of a file, or of the environment. What is in it is in no message.
fn account(file: Option<&Path>) -> Result<Account, String> {
    let Some(file) = file else {
        let value = |key: &str| Ok(std::env::var(format!("HANDOUT_MAIL_{}", key.to_uppercase())).ok());
        return Account::from_values(value).map_err(|why| {
            format!("the account: {why}; give a file with `--account account.toml`, or set HANDOUT_MAIL_HOST and the like")
        });
    };
    let shown = file.display();
    let found = fs::metadata(file).map_err(|error| format!("--account {shown}: {}", reason(&error)))?;
    if !found.is_file() {
        return Err(format!("--account {shown}: this is not a file"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if found.permissions().mode() & 0o077 != 0 {
            return Err(format!(
                "--account {shown}: others on this machine may read it; make it yours alone: chmod 600 {shown}"
            ));
        }
    }
    let mut text = String::new();
    let read = fs::File::open(file).and_then(|file| file.take(LARGEST).read_to_string(&mut text));
    read.map_err(|error| format!("--account {shown}: {}", reason(&error)))?;
    Account::parse(&text).map_err(|why| format!("--account {shown}: {why}"))
}
