//! A fault of this program, kept to the one sheet it is met at.
//!
//! In: work that may panic. Out: what it made, or a [`Bug`]. A panic inside is told by nobody but its
//! caller: the hook that prints panics is asked only for those that happen elsewhere.

#![warn(missing_docs)]

use std::any::Any;
use std::cell::RefCell;
use std::fmt;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

/// A fault of this program. As text it says that, and whom to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bug {
    message: String,
    place: Option<String>,
}

impl Bug {
    /// For tests of those who tell it.
    #[doc(hidden)]
    pub fn invented(message: &str, place: &str) -> Self {
        Self { message: message.to_owned(), place: Some(place.to_owned()) }
    }

    /// What the program says of itself.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Where in the program, as `file:line:column`; unknown if another hook for panics was set.
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }
}

impl fmt::Display for Bug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.iter().map(|place| format!(" ({place})")).collect::<String>();
        write!(
            f,
            "a fault of this program, not of your data: {}{place}; please report this line to whoever gave \
             you the program, with the set",
            self.message
        )
    }
}

impl std::error::Error for Bug {}

thread_local! {
    /// The place of a panic of this thread, while it is watched: then somebody wants to know.
    static WATCHED: RefCell<Option<Option<String>>> = const { RefCell::new(None) };
}

/// Runs `work`.
///
/// # Errors
/// If it panics. What it was working on may be torn.
pub(super) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Bug> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !is_kept(info) {
                others(info);
            }
        }));
    });
    let before = WATCHED.replace(Some(None));
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    let place = WATCHED.replace(before).flatten();
    done.map_err(|payload| Bug { message: words(payload.as_ref()), place })
}

/// Keeps the place of a panic for [`catch`], if this thread is in one.
fn is_kept(info: &PanicHookInfo<'_>) -> bool {
    WATCHED.with_borrow_mut(|watched| match watched {
        Some(place) => {
            *place = info.location().map(|place| place.to_string().replace('\\', "/"));
            true
        }
        None => false,
    })
}

fn words(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("it gave up without a word").lines().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_with_its_place_and_work_goes_on() {
        assert_eq!(catch(|| 1), Ok(1));
        let bug = catch(|| panic!("two\nlines")).map(|()| 0).unwrap_err();
        assert_eq!(bug.message(), "two lines");
        assert!(bug.place().is_some_and(|place| place.starts_with("src/batch/bug.rs:")), "{bug:?}");
        assert!(bug.to_string().starts_with("a fault of this program, not of your data: two lines (src/"));
        assert_eq!(catch(|| 2), Ok(2));
    }

    #[test]
    fn one_inside_of_another_is_kept_too() {
        let outer = catch(|| {
            assert!(catch(|| panic!("inner")).map(|()| 0).is_err());
            panic!("outer")
        });
        assert_eq!(outer.map(|()| 0).unwrap_err().message(), "outer");
    }
}
