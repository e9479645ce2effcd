//! Sending a mailing: each message at most once, whatever happens on the way.
//!
//! In: a [`Mailing`], a [`MailServer`], the [`MailJournal`] of all runs before, and the time. Out: what became of
//! each message. A line is on the disk before the body of a message is handed over, and one behind it: so a run
//! that was killed goes on where it was, and a message that may have arrived is never sent again by itself.

use super::journal::{Event, MailJournal, MailState};
use super::mailing::{Mailing, Message};
use super::server::{MailServer, Step};
use chrono::{DateTime, Utc};
use std::collections::VecDeque;
use std::io;
use std::time::Duration;

/// Minutes before a message that was deferred is tried again (RFC 5321, 4.5.4.1).
const BACKOFF: [u64; 3] = [1, 5, 15];

/// So many connections in a row that cannot be made end the run.
const MOST_UNREACHABLE: usize = 5;

/// The time, and waiting.
pub trait Clock {
    /// The time.
    fn now(&self) -> DateTime<Utc>;

    /// Waits; `false` if the run is to end.
    fn wait(&self, time: Duration) -> bool;
}

/// How to send.
pub struct Sending<'s> {
    /// What was sent before.
    pub journal: &'s mut MailJournal,
    /// Where to.
    pub server: &'s mut dyn MailServer,
    /// The time.
    pub clock: &'s dyn Clock,
    /// Messages a minute.
    pub rate: u32,
    /// Is told what becomes of each message as it happens.
    pub tell: &'s mut dyn FnMut(&Message, &Sent),
}

/// What became of a message in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Sent {
    /// The server has it; its words.
    Now(String),
    /// An earlier run had sent it.
    Before,
    /// The server does not want it; its words.
    Refused(String),
    /// It may have arrived or not.
    Unsure(String),
    /// It was tried as often as is right, and may be in the next run.
    Later(String),
    /// The run ended before it.
    NotTried,
}

/// A message that waits for its turn.
struct Waiting<'m> {
    message: &'m Message,
    /// How often it was tried.
    tries: usize,
    /// In milliseconds since the run began.
    due: u64,
}

impl Sending<'_> {
    /// Sends what is to be sent. Why the run ended before its end, if it did.
    ///
    /// # Errors
    /// If the journal cannot be written: then nothing more is sent.
    pub fn send(mut self, mailing: &Mailing) -> io::Result<Option<String>> {
        let mut queue = VecDeque::new();
        for message in &mailing.messages {
            let before = match self.journal.state(&message.key) {
                None => {
                    self.journal.plan(message, self.clock.now())?;
                    None
                }
                Some(MailState::Planned | MailState::Deferred) => None,
                Some(MailState::Accepted) => Some(Sent::Before),
                Some(MailState::Refused(words)) => Some(Sent::Refused(words.clone())),
                Some(MailState::Unsure) => {
                    Some(Sent::Unsure("an earlier run ended before the server answered".to_owned()))
                }
            };
            match before {
                Some(sent) => (self.tell)(message, &sent),
                None => queue.push_back(Waiting { message, tries: 0, due: 0 }),
            }
        }
        let ended = self.work(&mut queue)?;
        self.server.leave();
        for Waiting { message, tries, .. } in queue {
            let sent = if tries == 0 { Sent::NotTried } else { Sent::Later("the run ended".to_owned()) };
            (self.tell)(message, &sent);
        }
        Ok(ended)
    }

    /// Goes through the queue; what is left in it was not sent when the run ended.
    fn work(&mut self, queue: &mut VecDeque<Waiting<'_>>) -> io::Result<Option<String>> {
        let between = Duration::from_millis(60_000 / u64::from(self.rate.max(1)));
        let (mut passed, mut unreachable) = (0_u64, 0);
        while let Some(next) = queue.pop_front() {
            let wait = Duration::from_millis(next.due.saturating_sub(passed));
            if !wait.is_zero() && !self.clock.wait(wait) {
                queue.push_front(next);
                return Ok(Some("stopped".to_owned()));
            }
            passed += u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
            let step = self.attempt(next.message)?;
            unreachable = if matches!(step, Step::Unreachable(_)) { unreachable + 1 } else { 0 };
            if let Some(ended) = self.became(next, step, passed, queue)? {
                return Ok(Some(ended));
            }
            if unreachable >= MOST_UNREACHABLE {
                return Ok(Some("the server cannot be reached".to_owned()));
            }
            if !queue.is_empty() && !self.clock.wait(between) {
                return Ok(Some("stopped".to_owned()));
            }
            passed += u64::try_from(between.as_millis()).unwrap_or(u64::MAX);
        }
        Ok(None)
    }

    fn attempt(&mut self, message: &Message) -> io::Result<Step> {
        let now = self.clock.now();
        let bytes = message.dated(&now.format("%a, %d %b %Y %H:%M:%S +0000").to_string());
        let recipient = &message.recipient;
        let to: Vec<String> = std::iter::once(&recipient.address).chain(&recipient.cc).cloned().collect();
        let mut failed = None;
        let journal = &mut *self.journal;
        let step = self.server.deliver(&message.from, &to, &bytes, &mut || {
            let noted = journal.add(&message.key, Event::Data, now, None);
            noted.map_err(|error| {
                let told = io::Error::new(error.kind(), error.to_string());
                failed = Some(error);
                told
            })
        });
        failed.map_or(Ok(step), Err)
    }

    /// Notes what became of an attempt. Why the run ends, if it does.
    fn became<'m>(
        &mut self,
        Waiting { message, tries, .. }: Waiting<'m>,
        step: Step,
        passed: u64,
        queue: &mut VecDeque<Waiting<'m>>,
    ) -> io::Result<Option<String>> {
        let (key, now) = (message.key.as_str(), self.clock.now());
        match step {
            Step::Accepted(words) => {
                self.journal.add(key, Event::Accepted, now, Some(&words))?;
                (self.tell)(message, &Sent::Now(words));
            }
            Step::Refused(words) => {
                self.journal.add(key, Event::Refused, now, Some(&words))?;
                (self.tell)(message, &Sent::Refused(words));
            }
            // The journal has it as unsure since its body was begun.
            Step::Unsure(words) => (self.tell)(message, &Sent::Unsure(words)),
            Step::Deferred(words) | Step::Unreachable(words) => {
                self.journal.add(key, Event::Deferred, now, Some(&words))?;
                match BACKOFF.get(tries) {
                    Some(minutes) => {
                        let due = passed + minutes * 60_000;
                        // In the order of their times.
                        let at = queue.iter().position(|other| other.due > due).unwrap_or(queue.len());
                        queue.insert(at, Waiting { message, tries: tries + 1, due });
                    }
                    None => (self.tell)(message, &Sent::Later(words)),
                }
            }
            Step::Enough(words) => {
                self.journal.add(key, Event::Deferred, now, Some(&words))?;
                (self.tell)(message, &Sent::Later(words.clone()));
                let hour = now + Duration::from_secs(3_600);
                return Ok(Some(format!(
                    "the server wants no more for now ({words}): go on after {}",
                    hour.format("%H:%M UTC")
                )));
            }
            Step::LoginRefused(words) => {
                self.journal.add(key, Event::Deferred, now, Some(&words))?;
                (self.tell)(message, &Sent::Later(words.clone()));
                return Ok(Some(format!(
                    "the server does not let the account in ({words}): look at user and password before it is locked"
                )));
            }
        }
        Ok(None)
    }
}
