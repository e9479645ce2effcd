//! Groups of states that a set names, such as those of one field office.

#![warn(missing_docs)]

use super::outcome::StateName;
use super::set::Set;
use std::collections::BTreeMap;

impl Set {
    /// The groups and their states, by name; a state may be in several, or in none.
    pub fn groups(&self) -> BTreeMap<String, Vec<StateName>> {
        let mut groups: BTreeMap<String, Vec<StateName>> = BTreeMap::new();
        for state in &self.parts().0.states {
            for group in &state.groups {
                groups.entry(group.value.clone()).or_default().push(StateName::of(state));
            }
        }
        groups
    }
}
