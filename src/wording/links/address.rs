//! Web and e-mail addresses, as printed and as followed.

use super::Fault;
use std::fmt;

/// Endings that mark words without `https://` or `www.` as an address: those of all countries, and other
/// common ones.
const ENDINGS: &str = " ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn \
bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er \
es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il \
im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md \
me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg \
ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy \
sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm \
zw com org net gov edu mil int info biz name pro mobi coop museum jobs tel travel asia cat app dev page site \
online website web link blog news health healthcare care clinic hospital help support community charity \
foundation ngo ong family kids school academy university education church center international law legal \
agency services group social media today world global life live love space store shop tech cloud digital \
example test ";

/// The host of an address, normalized: lower case, without `www.` and the usual port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Host(String);

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Host {
    /// The host of an address with or without its scheme.
    pub(super) fn of(address: &str) -> Option<Self> {
        let address = strip_scheme(address).unwrap_or(address);
        let authority = address.split(['/', '?', '#', '\\']).next()?;
        Self::in_authority(authority).filter(|host| host.0.contains('.'))
    }

    fn in_authority(authority: &str) -> Option<Self> {
        let host = authority.rsplit('@').next()?.to_lowercase();
        let host = [":443", ":80"].iter().find_map(|port| host.strip_suffix(port)).unwrap_or(&host);
        let host = host.trim_end_matches('.');
        let host = host.strip_prefix("www.").unwrap_or(host);
        (!host.is_empty() && !host.contains(char::is_whitespace)).then(|| Host(host.to_owned()))
    }

    /// Its last two labels, which name its owner.
    fn domain(&self) -> &str {
        let dots: Vec<usize> = self.0.match_indices('.').map(|(at, _)| at).collect();
        dots.len().checked_sub(2).map_or(self.0.as_str(), |n| &self.0[dots[n] + 1..])
    }

    /// Whether both have the same owner.
    pub(super) fn is_of(&self, other: &Host) -> bool {
        self.domain() == other.domain()
    }

    /// Whether it is so close to `other` that it must be mistyped. Short names are close to each other
    /// anyway, and so are those that begin with the code of a state or differ in a number.
    pub(super) fn is_slip_for(&self, other: &Host) -> bool {
        let (own, meant) = (self.domain(), other.domain());
        let name = meant.split('.').next().map_or(0, |name| name.chars().count());
        let near = match name {
            0..6 => 0,
            6..8 => 1,
            8.. => 2,
        };
        let letters = |text: &str| -> String { text.chars().filter(|c| !c.is_ascii_digit()).collect() };
        let rest = |text: &str| text.chars().skip(2).collect::<String>();
        (1..=near).contains(&strsim::osa_distance(own, meant))
            && letters(own) != letters(meant)
            && rest(own) != rest(meant)
    }

    /// Whether it ends like a host.
    fn is_plausible(&self) -> bool {
        let mut labels = self.0.split(':').next().unwrap_or_default().rsplit('.');
        let ending = labels.next().unwrap_or_default();
        let named = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
        let labels: Vec<&str> = labels.collect();
        !ending.is_empty()
            && ENDINGS.contains(&format!(" {ending} "))
            && !labels.is_empty()
            && labels.into_iter().all(named)
    }
}

/// The parts of a web address.
#[derive(Debug)]
pub(super) struct Web {
    pub(super) host: Host,
    /// There is a user name before the host, which only looks like a host.
    pub(super) hides_its_host: bool,
    path: String,
    query: Option<String>,
    fragment: Option<String>,
}

impl Web {
    /// The parts of an `https:` address.
    pub(super) fn of(target: &str) -> Option<Self> {
        Self::parts(target.strip_prefix("https://")?)
    }

    fn parts(address: &str) -> Option<Self> {
        let (address, fragment) = cut(address, '#');
        let (address, query) = cut(address, '?');
        let end = address.find(['/', '\\']).unwrap_or(address.len());
        let (authority, path) = address.split_at(end);
        Some(Web {
            host: Host::in_authority(authority)?,
            hides_its_host: authority.contains('@'),
            path: decoded(path.trim_end_matches('/')),
            query,
            fragment,
        })
    }

    /// Whether it is the address of a whole site.
    pub(super) fn is_host(&self) -> bool {
        self.path.is_empty() && self.query.is_none() && self.fragment.is_none()
    }

    /// Whether typing this address leads where the link `target` does. A host alone stands for all of its
    /// pages.
    pub(super) fn is_kept_by(&self, target: &Web) -> bool {
        let alone = self.is_host();
        // In a link, a host in non-Latin letters is encoded.
        let coded = !self.host.0.is_ascii() && target.host.0.contains("xn--");
        (coded || self.host == target.host)
            && (alone
                || self.path == target.path
                    && (self.query.is_none() || self.query == target.query)
                    && (self.fragment.is_none() || self.fragment == target.fragment))
    }
}

/// Words that are an address and nothing else.
#[derive(Debug)]
pub(super) enum PrintedAddress {
    /// As it is written.
    Web(String),
    Mail(String),
}

impl PrintedAddress {
    /// The address that `words` are, if they are one.
    pub(super) fn of(words: &str) -> Option<Self> {
        let words = words.replace('\u{2011}', "-");
        // Quotation marks, brackets, arrows and periods around an address are not part of it.
        let words = words.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        let words = words.trim_start_matches('/');
        if words.contains(char::is_whitespace) {
            return None;
        }
        let mail = prefixed(words, "mailto:");
        if let Some((name, host)) = mail.unwrap_or(words).split_once('@')
            && !name.is_empty()
            && !name.contains(['/', ':'])
            && (mail.is_some() || Host::in_authority(host).is_some_and(|host| host.is_plausible()))
        {
            return Some(PrintedAddress::Mail(format!("{name}@{host}")));
        }
        let known = strip_scheme(words).is_some() || prefixed(words, "www.").is_some();
        let plausible = Host::of(words).is_some_and(|host| host.is_plausible());
        (known || plausible && !words.contains('@')).then(|| PrintedAddress::Web(words.to_owned()))
    }

    /// What a link to it would lead to, if it is of the web.
    pub(super) fn web(self) -> Option<String> {
        match self {
            PrintedAddress::Web(address) => {
                Some(format!("https://{}", strip_scheme(&address).unwrap_or(&address)))
            }
            PrintedAddress::Mail(_) => None,
        }
    }

    /// Checks that a link with these words may lead to `target`.
    pub(super) fn check(&self, target: &str) -> Result<(), Fault> {
        match self {
            PrintedAddress::Mail(address) => {
                let to = target.strip_prefix("mailto:").map(|to| decoded(cut(to, '?').0));
                if to.is_some_and(|to| to.eq_ignore_ascii_case(address)) {
                    return Ok(());
                }
                let message =
                    format!("the words are the e-mail address `{address}`, but the link leads to `{target}`");
                Err(Fault::new(
                    message,
                    format!("write `mailto:{address}`, or words that are not an address"),
                ))
            }
            PrintedAddress::Web(address) => {
                let bare = strip_scheme(address).unwrap_or(address);
                let printed = Web::parts(bare);
                let kept = printed.zip(Web::of(target)).is_some_and(|(own, target)| own.is_kept_by(&target));
                if kept {
                    return Ok(());
                }
                let message =
                    format!("the words are the address `{address}`, but the link leads to `{target}`");
                Err(Fault::new(message, format!("write `https://{bare}`, or words that are not an address")))
            }
        }
    }
}

fn strip_scheme(address: &str) -> Option<&str> {
    prefixed(address, "https://").or_else(|| prefixed(address, "http://"))
}

fn prefixed<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// What stands before a sign, and after it.
fn cut(text: &str, sign: char) -> (&str, Option<String>) {
    text.split_once(sign).map_or((text, None), |(before, behind)| (before, Some(decoded(behind))))
}

/// An address with its percent encoding undone, as a person would read it.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
