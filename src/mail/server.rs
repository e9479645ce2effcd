//! Speaking with a mail server, command by command, so that it is known at which one something failed.
//!
//! In: an [`Account`], and messages one after the other over one connection. Out: of each, how far it came
//! ([`Step`]). `lettre` has the protocol; what is sent, and when, is decided here.

use super::account::{Account, Security};
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::SmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use std::cell::Cell;
use std::io;
use std::time::Duration;

/// For every answer but the last (RFC 5321, 4.5.3.2, wants some minutes; connections of today are faster).
const PATIENCE: Duration = Duration::from_secs(60);
/// For the answer to the final dot: giving up sooner makes a second copy likely (RFC 5321, 4.5.3.2.6).
const LAST_PATIENCE: Duration = Duration::from_secs(600);

/// How far a message came.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// The server has it; its words.
    Accepted(String),
    /// Not now: it may be tried again.
    Deferred(String),
    /// Never.
    Refused(String),
    /// Its body was handed over, and no answer came.
    Unsure(String),
    /// The server wants no more for now: the run ends.
    Enough(String),
    /// The account is not let in: the run ends before it is locked.
    LoginRefused(String),
    /// There is no connection.
    Unreachable(String),
}

/// What takes messages.
pub trait MailServer {
    /// Hands a message over. `before_body` is called when nothing but the body is left to send; if it fails,
    /// nothing more is sent.
    fn deliver(
        &mut self,
        from: &str,
        to: &[String],
        message: &[u8],
        before_body: &mut dyn FnMut() -> io::Result<()>,
    ) -> Step;

    /// Ends the connection.
    fn leave(&mut self);
}

/// A server that speaks SMTP.
pub struct Smtp {
    account: Account,
    hello: ClientId,
    tls: Option<tls::Tls>,
    connection: Option<SmtpConnection>,
}

impl Smtp {
    /// Gets ready, without a connection. `domain` is what this side calls itself: the domain of the sender, and
    /// not the name of the machine.
    ///
    /// # Errors
    /// If the account wants TLS and this program was built without it.
    pub fn new(account: &Account, domain: &str) -> Result<Self, String> {
        let tls = match account.security {
            Security::None => None,
            Security::Implicit | Security::StartTls => Some(tls::new(&account.host)?),
        };
        let hello = ClientId::Domain(domain.to_owned());
        Ok(Self { account: account.clone(), hello, tls, connection: None })
    }

    fn connect(&self) -> Result<SmtpConnection, Step> {
        let Account { host, port, security, login } = &self.account;
        let server = (host.trim_start_matches('[').trim_end_matches(']'), *port);
        let tls = self.tls.as_ref().map(|tls| (tls, *security));
        let mut connection = tls::connect(server, PATIENCE, &self.hello, tls)
            .map_err(|error| Step::Unreachable(words(&error)))?;
        if let Some((user, password)) = login {
            if *security != Security::None && !connection.is_encrypted() {
                return Err(Step::LoginRefused(
                    "the connection is not private: no password was sent".to_owned(),
                ));
            }
            let credentials = Credentials::new(user.clone(), password.clone());
            let told = connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials);
            if let Err(error) = told {
                let words = words(&error);
                return Err(if error.is_permanent() || error.is_client() {
                    Step::LoginRefused(words)
                } else {
                    Step::Unreachable(words)
                });
            }
        }
        Ok(connection)
    }

    /// The connection of the message before, if it still stands; else a new one.
    fn connection(&mut self) -> Result<SmtpConnection, Step> {
        if let Some(mut connection) = self.connection.take()
            && connection.command(Rset).is_ok()
        {
            return Ok(connection);
        }
        self.connect()
    }
}

impl MailServer for Smtp {
    fn deliver(
        &mut self,
        from: &str,
        to: &[String],
        message: &[u8],
        before_body: &mut dyn FnMut() -> io::Result<()>,
    ) -> Step {
        let address =
            |text: &str| text.parse::<Address>().map_err(|_| Step::Refused("no address".to_owned()));
        let (from, to) = match (address(from), to.iter().map(|to| address(to)).collect::<Result<Vec<_>, _>>())
        {
            (Ok(from), Ok(to)) => (from, to),
            (Err(step), _) | (_, Err(step)) => return step,
        };
        let mut connection = match self.connection() {
            Ok(connection) => connection,
            Err(step) => return step,
        };
        let mut asked = connection.command(Mail::new(Some(from), Vec::new())).map(drop);
        // Whose copy it is, if one of several is not taken.
        let mut copy = None;
        for (n, to) in to.into_iter().enumerate() {
            if asked.is_err() {
                break;
            }
            copy = (n > 0).then(|| to.to_string());
            asked = connection.command(Rcpt::new(to, Vec::new())).map(drop);
        }
        if asked.is_ok() {
            copy = None;
            asked = connection.command(Data).map(drop);
        }
        if let Err(error) = asked {
            if error.status().is_some() && !is_goodbye(&error) {
                self.connection = Some(connection);
            }
            let of_copy = copy.map_or(String::new(), |to| format!("for the copy to {to}: "));
            return refused(&error, &of_copy);
        }
        // From here on the server may have it.
        if let Err(error) = before_body() {
            // Without its dot, the message is none.
            return Step::Deferred(format!("the journal cannot be written: {error}"));
        }
        if connection.set_timeout(Some(LAST_PATIENCE)).is_err() {
            return Step::Deferred("the connection is gone".to_owned());
        }
        // The dot comes once the last piece is handed over: what fails before that was not accepted.
        let whole = Cell::new(false);
        let mut pieces = message.chunks(message.len().max(1));
        let pieces = std::iter::from_fn(|| {
            let next = pieces.next();
            whole.set(next.is_none());
            next
        });
        match connection.message_iter(pieces) {
            Ok(response) => {
                let said: Vec<&str> = response.message().collect();
                let said = format!("{} {}", response.code(), clean(&said.join(" ")));
                if connection.set_timeout(Some(PATIENCE)).is_ok() {
                    self.connection = Some(connection);
                }
                Step::Accepted(said)
            }
            Err(error) if error.status().is_some() => {
                if !is_goodbye(&error) && connection.set_timeout(Some(PATIENCE)).is_ok() {
                    self.connection = Some(connection);
                }
                refused(&error, "")
            }
            Err(error) if whole.get() => Step::Unsure(words(&error)),
            Err(error) => Step::Deferred(words(&error)),
        }
    }

    fn leave(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            let _ = connection.quit();
        }
    }
}

/// What an answer that is no yes means (RFC 5321, 4.2; RFC 4954, 6).
fn refused(error: &Error, of: &str) -> Step {
    let words = format!("{of}{}", words(error));
    let code = error.status().map_or(0, |code| code.to_string().parse().unwrap_or(0));
    let much = ["too many", "too much", "4.5.3", "4.7.28", "rate limit", "quota"];
    match code {
        530 | 534 | 535 | 538 => Step::LoginRefused(words),
        400..500 if much.iter().any(|sign| words.to_lowercase().contains(sign)) => Step::Enough(words),
        500..600 => Step::Refused(words),
        _ => Step::Deferred(words),
    }
}

/// 421: the server closes.
fn is_goodbye(error: &Error) -> bool {
    error.status().is_some_and(|code| code.to_string() == "421")
}

/// What the server said, or what became of the connection.
fn words(error: &Error) -> String {
    clean(&error.to_string())
}

/// A server's words, which are not ours: on one line, not too long.
fn clean(text: &str) -> String {
    let letters = text.chars().map(|c| if super::header::is_plain(c) { c } else { ' ' });
    letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect()
}

#[cfg(feature = "tls")]
mod tls {
    //! TLS by rustls, with the roots of webpki-roots.

    use super::super::account::Security;
    use lettre::transport::smtp::Error;
    use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
    use lettre::transport::smtp::extension::ClientId;
    use std::time::Duration;

    pub(super) struct Tls(TlsParameters);

    pub(super) fn new(host: &str) -> Result<Tls, String> {
        TlsParameters::new(host.to_owned()).map(Tls).map_err(|error| format!("TLS cannot be had: {error}"))
    }

    pub(super) fn connect(
        server: (&str, u16),
        patience: Duration,
        hello: &ClientId,
        tls: Option<(&Tls, Security)>,
    ) -> Result<SmtpConnection, Error> {
        let first = tls.filter(|(_, security)| *security == Security::Implicit).map(|(tls, _)| &tls.0);
        let mut connection = SmtpConnection::connect(server, Some(patience), hello, first, None)?;
        if let Some((tls, Security::StartTls)) = tls {
            connection.starttls(&tls.0, hello)?;
        }
        Ok(connection)
    }
}

#[cfg(not(feature = "tls"))]
mod tls {
    //! Without TLS there is no way but to this machine.

    use super::super::account::Security;
    use lettre::transport::smtp::Error;
    use lettre::transport::smtp::client::SmtpConnection;
    use lettre::transport::smtp::extension::ClientId;
    use std::time::Duration;

    pub(super) enum Tls {}

    pub(super) fn new(host: &str) -> Result<Tls, String> {
        Err(format!(
            "`{host}` is another machine, and this program was built without TLS: build one that has it, \
             `cargo build --release --features tls`, or send by a mail server on this machine"
        ))
    }

    pub(super) fn connect(
        server: (&str, u16),
        patience: Duration,
        hello: &ClientId,
        tls: Option<(&Tls, Security)>,
    ) -> Result<SmtpConnection, Error> {
        if let Some((tls, _)) = tls {
            match *tls {}
        }
        SmtpConnection::connect(server, Some(patience), hello, None, None)
    }
}
