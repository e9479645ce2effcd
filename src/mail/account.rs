//! The account that messages are sent from.
//!
//! In: the text of a file, or values of the environment, both the caller's to read. Out: an [`Account`], or what
//! is wrong. Its password is never shown: neither when it is debugged nor in any message.

use std::fmt;
use std::net::IpAddr;

/// How the way to the server is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (RFC 8314), usually at port 465.
    Implicit,
    /// TLS before anything is said (RFC 3207), usually at port 587; without it nothing is sent.
    StartTls,
    /// None: to this machine itself alone.
    None,
}

/// A mail server, and who one is there.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is kept private.
    pub security: Security,
    /// Who one is there; a server on this machine may ask for nothing.
    pub login: Option<(String, String)>,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let user = self.login.as_ref().map(|(user, _)| user);
        write!(f, "Account({}:{}, {:?}, {user:?})", self.host, self.port, self.security)
    }
}

impl Account {
    /// From the text of a file: `host`, `port`, `security`, `user`, `password`, a line each.
    ///
    /// # Errors
    /// With what is wrong, without the value that is.
    pub fn parse(text: &str) -> Result<Self, String> {
        let table: toml::Table = text
            .parse()
            .map_err(|_| "it is not TOML: write lines like host = \"smtp.example.org\"".to_owned())?;
        const KEYS: [&str; 5] = ["host", "port", "security", "user", "password"];
        if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(format!("it has an unknown key `{key}`: its keys are {}", KEYS.join(", ")));
        }
        let value = |key: &str| match table.get(key) {
            None => Ok(None),
            Some(toml::Value::String(text)) => Ok(Some(text.clone())),
            Some(toml::Value::Integer(number)) if key == "port" => Ok(Some(number.to_string())),
            Some(_) => Err(format!("`{key}` needs a text in quotes")),
        };
        Self::from_values(value)
    }

    /// From single values, wherever they are from.
    ///
    /// # Errors
    /// As [`Account::parse`].
    pub fn from_values(value: impl Fn(&str) -> Result<Option<String>, String>) -> Result<Self, String> {
        let host = value("host")?.filter(|host| !host.trim().is_empty());
        let host = host.ok_or("`host` is missing: the name of the mail server")?.trim().to_owned();
        let plain = |text: &str| text.chars().all(|c| c.is_ascii_graphic());
        if !plain(&host) {
            return Err("`host` is not the name of a server".to_owned());
        }
        let security = match value("security")?.as_deref() {
            None if is_this_machine(&host) => Security::None,
            None | Some("starttls") => Security::StartTls,
            Some("implicit") => Security::Implicit,
            Some("none") => Security::None,
            Some(_) => return Err("`security` is not one of implicit, starttls, none".to_owned()),
        };
        if security == Security::None && !is_this_machine(&host) {
            return Err(format!(
                "`{host}` is another machine: nothing is sent there in the open; write security = \"starttls\" or \
                 \"implicit\""
            ));
        }
        let usual = match security {
            Security::Implicit => 465,
            Security::StartTls => 587,
            Security::None => 25,
        };
        let port = value("port")?.map_or(Ok(usual), |port| port.trim().parse());
        let port = port.map_err(|_| "`port` is not the number of a port, such as 587".to_owned())?;
        let login = match (value("user")?, value("password")?) {
            (Some(user), Some(password)) => Some((user, password)),
            (None, None) => None,
            (Some(_), None) => return Err("`password` is missing".to_owned()),
            (None, Some(_)) => return Err("`user` is missing".to_owned()),
        };
        Ok(Self { host, port, security, login })
    }
}

/// Whether a server is on the machine that asks, by its name alone: no look-up decides it.
fn is_this_machine(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_goes_in_the_open_to_another_machine() {
        for (text, outcome) in [
            ("host = \"127.0.0.1\"\nport = 2525", Ok((Security::None, 2525))),
            ("host = \"::1\"", Ok((Security::None, 25))),
            ("host = \"smtp.fenland.example\"", Ok((Security::StartTls, 587))),
            ("host = \"smtp.fenland.example\"\nsecurity = \"implicit\"", Ok((Security::Implicit, 465))),
            ("host = \"smtp.fenland.example\"\nsecurity = \"none\"", Err(())),
            ("host = \"localhost.fenland.example\"\nsecurity = \"none\"", Err(())),
            ("host = \"10.0.0.1\"\nsecurity = \"none\"", Err(())),
            ("host = \"a\"\nuser = \"b\"", Err(())),
            ("host = \"a\"\nport = 70000", Err(())),
            ("hots = \"a\"", Err(())),
            ("password = ", Err(())),
        ] {
            let account = Account::parse(text).map(|own| (own.security, own.port)).map_err(|_| ());
            assert_eq!(account, outcome, "{text}");
        }
    }

    #[test]
    fn the_password_is_never_shown() {
        let account = Account::parse("host = \"a.example\"\nuser = \"ann\"\npassword = \"s3cret\"").unwrap();
        assert!(!format!("{account:?}").contains("s3cret"));
        let wrong = Account::parse("host = \"a.example\"\nuser = \"ann\"\npassword = s3cret").unwrap_err();
        assert!(!wrong.contains("s3cret"), "{wrong}");
    }
}
