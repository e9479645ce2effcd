//! Keys: hashes of what a page, or a whole run, is made from.
//!
//! A page's key is of its finished inputs (its words with the numbers, the layout of its series, the theme,
//! the fonts, the profile, what travels inside, and whether they say that it is a draft), not of files: with one layout for a series or with small
//! counts, one state's figure can change every sheet, and a remark in a file changes none. A run's key is of
//! every byte read and every option.

use super::plan::{Options, Plan};
use super::set::Set;
use super::worker::{Ready, Wanted};
use crate::document::Document;
use crate::facts::Facts;
use crate::layout::Advise;
use crate::manifest::{KeyHash, program};
use std::fmt::Write;

impl Plan {
    /// What all pages of a profile depend on.
    pub(super) fn shared_key(&self, profile: usize) -> KeyHash {
        let profile = &self.profiles[profile];
        let mut hash = KeyHash::default();
        hash.add(program().as_bytes());
        hash.add(profile.name.as_bytes());
        hash.add(profile.output.condition.as_bytes());
        hash.add(&profile.output.icc);
        let _ = write!(hash, "{:?}{}", self.theme, self.large_print);
        hash
    }

    /// The key of a page, of what is true of its state and what it says.
    pub(super) fn page_key(
        &self,
        profile: usize,
        Wanted { state, composer, series }: Wanted<'_>,
        (facts, document): (&Facts, &Document),
        is_draft: bool,
    ) -> String {
        let mut hash = self.keys(profile).clone();
        let enclosure = self.embedded()[profile].enclosure(facts, state, composer.language());
        for file in &enclosure.files {
            hash.add(file.name.as_bytes());
            hash.add(file.text.as_bytes());
        }
        if is_draft {
            hash.add(b"draft");
        }
        let _ = write!(hash, "{:?}{series:?}{:?}{:?}", state.slug.value, enclosure.figures, document);
        hash.digits()
    }
}

impl Ready<'_> {
    /// The key of its sheet in a profile.
    pub(super) fn key(&self, plan: &Plan, profile: usize) -> String {
        plan.page_key(profile, self.wanted, (self.facts, self.document), self.approval.is_draft())
    }
}

impl Set {
    /// The key of a run with these options; `None` beside another edition, whose bytes are not known here.
    pub fn run_key(&self, options: &Options) -> Option<String> {
        if self.other.is_some() {
            return None;
        }
        let mut hash = KeyHash::default();
        hash.add(program().as_bytes());
        // Each shard has the key of the whole, and advice changes no file.
        let _ = write!(hash, "{:?}", Options { shard: None, advise: Advise::default(), ..options.clone() });
        for (path, text) in self.sources.all() {
            hash.add(path.file_name().unwrap_or_default().as_encoded_bytes());
            hash.add(text.as_bytes());
        }
        if let Some(profile) = &self.dataset.set.output_profile {
            hash.add(&profile.bytes);
        }
        let _ = write!(hash, "{:?}", self.file_names);
        for finding in self.findings().iter() {
            hash.add(finding.code().name().as_bytes());
        }
        Some(hash.digits())
    }
}
