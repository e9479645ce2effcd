//! Words divided at a line's end, whose parts read otherwise than they look: the head, with its hyphen, as the
//! whole word, the tail as the space behind it. In: each text of the page, as shown and as read. Out: whether
//! the one may read as the other.

/// What stands on the page of a divided word so far.
#[derive(Default)]
pub(super) struct DividedWord {
    /// Behind a head: what the next text must show.
    tail: Option<String>,
}

impl DividedWord {
    /// Whether the next text, `shown`, may be read so; `read` is `None` if it reads as it looks.
    pub(super) fn allows(&mut self, shown: &str, read: Option<&str>) -> bool {
        match (self.tail.take(), read) {
            (None, None) => true,
            (Some(tail), read) => shown == tail && read == Some(" "),
            (None, Some(read)) => {
                let head = shown.strip_suffix('-').filter(|head| !head.is_empty());
                let tail = head.and_then(|head| read.strip_prefix(head)).filter(|tail| !tail.is_empty());
                self.tail = tail.map(str::to_owned);
                self.tail.is_some()
            }
        }
    }

    /// What is missing behind the last text.
    pub(super) fn missing(&self) -> Option<&str> {
        self.tail.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_read_as_they_look_together() {
        let judged = |texts: &[(&str, Option<&str>)]| {
            let mut word = DividedWord::default();
            texts.iter().all(|(shown, read)| word.allows(shown, *read)) && word.missing().is_none()
        };
        let (head, tail) = (("pro-", Some("professionals")), ("fessionals", Some(" ")));
        assert!(judged(&[("other ", None), head, tail, (" who", None)]));
        for wrong in [
            &[head][..],
            &[tail],
            &[head, ("fessionals", None)],
            &[head, ("fessional", Some(" "))],
            &[head, ("fessionals", Some("fessionals"))],
            &[head, head, tail],
            &[("pro", Some("professionals")), tail],
            &[("-", Some("professionals")), ("professionals", Some(" "))],
            &[("pro-", Some("pro")), ("", Some(" "))],
            &[("8,597", Some("8,598"))],
        ] {
            assert!(!judged(wrong), "{wrong:?}");
        }
    }
}
