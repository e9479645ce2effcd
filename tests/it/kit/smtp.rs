//! A mail server on this machine that fails as real ones do, and counts what it took. Its luck is seeded.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What the server does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Luck {
    Takes,
    /// It closes before anything is said of a body.
    DropsAtMail,
    /// 451 for the recipient.
    Later,
    /// 421, and it closes.
    Closes,
    /// 550 for the recipient.
    Never,
    /// 452: no more for now.
    Enough,
    /// It closes when the body is there, and has not taken it.
    LosesBody,
    /// 451 when the body is there.
    LaterAtDot,
    /// It takes it, and closes before it says so.
    TakesInSilence,
    /// It takes it, slowly.
    Slow,
}

/// What it saw.
#[derive(Debug, Default)]
pub struct Seen {
    /// The messages it took, by recipient.
    pub taken: BTreeMap<String, Vec<Vec<u8>>>,
    /// Lines it dropped once the body was there.
    pub dropped_after_dot: usize,
    /// Logins it was asked for.
    pub logins: usize,
}

/// The server; it lives as long as the tests.
pub struct MailHost {
    pub port: u16,
    pub seen: Arc<Mutex<Seen>>,
}

/// Whether a login is let in, and what happens to each message, by its number and its recipient.
type Script = dyn Fn(usize, &str) -> Luck + Send + Sync;

impl MailHost {
    /// One whose luck is `script`; with a password, if it asks for one.
    pub fn new(
        password: Option<&'static str>,
        script: impl Fn(usize, &str) -> Luck + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let (script, number): (Arc<Script>, _) = (Arc::new(script), Arc::new(Mutex::new(0)));
        let known = seen.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (seen, script, number) = (known.clone(), script.clone(), number.clone());
                thread::spawn(move || {
                    let _ = serve(stream, password, &seen, &*script, &number);
                });
            }
        });
        Self { port, seen }
    }

    /// One that fails at random, the same way for the same seed.
    pub fn moody(seed: u64) -> Self {
        Self::new(None, move |number, _| {
            let mut mixed = seed.wrapping_add(number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            match (mixed >> 33) % 24 {
                0 => Luck::DropsAtMail,
                1 => Luck::Later,
                2 => Luck::Closes,
                3 => Luck::LosesBody,
                4 => Luck::LaterAtDot,
                5 => Luck::TakesInSilence,
                6 => Luck::Slow,
                _ => Luck::Takes,
            }
        })
    }

    /// How often each recipient has had a message.
    pub fn counts(&self) -> BTreeMap<String, usize> {
        let seen = self.seen.lock().expect("no panic");
        seen.taken.iter().map(|(to, messages)| (to.clone(), messages.len())).collect()
    }
}

fn serve(
    stream: TcpStream,
    password: Option<&str>,
    seen: &Mutex<Seen>,
    script: &Script,
    number: &Mutex<usize>,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    let mut say = |text: &str| stream.write_all(format!("{text}\r\n").as_bytes());
    say("220 mail.test ESMTP")?;
    let (mut luck, mut to) = (Luck::Takes, Vec::new());
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let upper = line.to_uppercase();
        match upper.trim_end() {
            hello if hello.starts_with("EHLO") => match password {
                Some(_) => say("250-mail.test\r\n250 AUTH PLAIN LOGIN")?,
                None => say("250-mail.test\r\n250 8BITMIME")?,
            },
            auth if auth.starts_with("AUTH PLAIN") => {
                seen.lock().expect("no panic").logins += 1;
                let coded = line.trim_end().rsplit(' ').next().unwrap_or_default().to_owned();
                match password.is_some_and(|own| coded == own) {
                    true => say("235 welcome")?,
                    false => say("535 5.7.8 who are you?")?,
                }
            }
            mail if mail.starts_with("MAIL FROM") => {
                to.clear();
                say("250 ok")?;
            }
            rcpt if rcpt.starts_with("RCPT TO") => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                if to.is_empty() {
                    let mut number = number.lock().expect("no panic");
                    luck = script(*number, &address);
                    *number += 1;
                }
                to.push(address);
                match luck {
                    Luck::DropsAtMail => return Ok(()),
                    Luck::Later => say("451 4.3.0 later")?,
                    Luck::Never => say("550 5.1.1 nobody here")?,
                    Luck::Enough => say("452 4.5.3 too many messages")?,
                    Luck::Closes => {
                        say("421 4.3.2 closing")?;
                        return Ok(());
                    }
                    _ => say("250 ok")?,
                }
            }
            "DATA" => {
                say("354 go on")?;
                let mut body = Vec::new();
                loop {
                    let mut line = Vec::new();
                    if lines.read_until(b'\n', &mut line)? == 0 {
                        return Ok(());
                    }
                    if line == b".\r\n" {
                        break;
                    }
                    body.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
                }
                let take = |seen: &mut Seen| {
                    for to in &to {
                        seen.taken.entry(to.clone()).or_default().push(body.clone());
                    }
                };
                let mut known = seen.lock().expect("no panic");
                match luck {
                    Luck::LosesBody => {
                        known.dropped_after_dot += 1;
                        return Ok(());
                    }
                    Luck::TakesInSilence => {
                        known.dropped_after_dot += 1;
                        take(&mut known);
                        return Ok(());
                    }
                    Luck::LaterAtDot => {
                        drop(known);
                        say("451 4.3.0 later")?;
                    }
                    _ => {
                        take(&mut known);
                        drop(known);
                        if luck == Luck::Slow {
                            thread::sleep(Duration::from_millis(30));
                        }
                        say("250 2.0.0 taken")?;
                    }
                }
            }
            "RSET" | "NOOP" => say("250 ok")?,
            "QUIT" => {
                say("221 bye")?;
                return Ok(());
            }
            _ => say("500 what?")?,
        }
    }
}
