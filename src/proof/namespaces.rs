//! Checks of whose structure types a file's tags are: those of PDF 1.7, which stand in no namespace, or those of
//! PDF 2.0, which stand in theirs (ISO 32000-2, 14.7.4 and 14.8.6).

use super::check::{Check, Examines, Faults, HOUSE, Promise};
use super::file::File;
use crate::standard::Standard;

pub(super) const CHECKS: &[Check] = &[Check {
    name: "namespaces",
    clauses: &[(HOUSE, "all types are those of one version of PDF")],
    run: Examines::File(namespaces),
}];

/// That of the types of PDF 2.0.
const PDF2: &str = "http://iso.org/pdf2/ssn";

fn namespaces(file: &File<'_>, promise: &Promise<'_>, faults: &mut Faults) {
    let modern = promise.keeps(Standard::Ua2) || promise.keeps(Standard::Wtpdf);
    let named: Vec<&str> = file.structure.namespaces.iter().map(|(_, name)| name.as_str()).collect();
    let wanted: &[&str] = if modern { &[PDF2] } else { &[] };
    faults.unless(named == wanted, format_args!("the tree names the namespaces {named:?}, not {wanted:?}"));
    let wanted = file.structure.namespaces.first().map(|(number, _)| *number).filter(|_| modern);
    for element in file.pages.iter().flat_map(|page| &page.tree.elements) {
        let own = element.dict.get_ref("NS").map(|id| id.obj_number);
        faults.unless(own == wanted, format_args!("{} is of another namespace", element.label()));
    }
}
