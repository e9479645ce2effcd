//! What `handout correct` says: what changed, who has the sheet, what is next.

use super::correct::{Correct, Told};
use super::say::Voice;
use super::{Format, asked};
use handout::{Correction, FigureChange, counted};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

pub(super) fn tell(told: &Told, asked: &Correct, voice: &mut Voice) {
    if asked.format == Format::Json {
        return voice.data(format_args!("{:#}", as_json(told)));
    }
    let Told { correction, sent, date, written, notes } = told;
    let state = correction.state();
    voice.data(format_args!("{} ({})", state.name, state.postal));
    for sheet in correction.old() {
        let earlier = sheet.corrected.map(|day| format!(", corrected on {day}")).unwrap_or_default();
        voice.data(format_args!(
            "old sheet: {}, {}, sha256 {}{earlier}",
            shown(&sheet.file),
            sheet.language,
            short(&sheet.sha256)
        ));
    }
    for sheet in correction.corrected() {
        let (file, language, sha256) = (shown(&sheet.file), &sheet.language, short(&sheet.sha256));
        voice.data(format_args!("corrected sheet: {file}, {language}, sha256 {sha256}"));
    }
    for change in correction.changes() {
        voice.data(format_args!("changed: {}", line(correction, change)));
    }
    for own in sent {
        let unsure = if own.unsure { ", unsure whether it arrived" } else { "" };
        voice.data(format_args!(
            "sent: {} <{}>, {}, {}, sha256 {}, {}{unsure}",
            own.name,
            own.address,
            own.file,
            own.language,
            short(&own.sha256),
            own.day
        ));
    }
    notes.iter().for_each(|note| voice.talk(format_args!("note: {note}")));
    advise(told, asked, voice);
    match (written, date) {
        (Some(path), Some(date)) => voice.talk(format_args!(
            "written to {}: the sheet now says that it was corrected, on {date}",
            shown(path)
        )),
        (_, Some(_)) => {
            voice.talk("nothing was written: `--write` writes the correction into the file of the state")
        }
        _ => voice.talk("nothing was written: give a reason, `--reason \"…\"`, and `--write`"),
    }
    if written.is_some() {
        let set = asked::quoted(&asked.set);
        voice.talk(format_args!(
            "next: handout build {set} -o out; then handout mail {set} --contacts contacts.csv --correction {} -o mailing",
            state.postal
        ));
    }
}

/// What nobody can tell from what was given.
fn advise(told: &Told, asked: &Correct, voice: &mut Voice) {
    let Told { correction, sent, .. } = told;
    let state = correction.state();
    if let (true, Some(day), [_, ..]) =
        (correction.old().is_empty(), correction.day(), correction.corrected())
    {
        voice.talk(format_args!("the sheet of {} was corrected on {day}", state.name));
    } else if correction.old().is_empty() {
        voice.talk(format_args!(
            "warning: no sheet of {} with the mistake was found: give it, `--old FILE.pdf`, so that the messages can say \
             what changed",
            state.name
        ));
    } else if correction.changes().is_empty() {
        voice.talk(format_args!(
            "warning: no figure of {} is another than in the old sheet: correct it first, in {}, unless the mistake was in \
             the words",
            state.name,
            shown(&asked.set.join(correction.file()))
        ));
    }
    if correction.changes().iter().any(|change| change.state.is_none()) {
        voice.talk("warning: a figure of the nation has changed, which other sheets print too: correct each state whose sheet is out");
    }
    if asked.journal.is_empty() {
        voice.talk("note: who was sent the old sheet is in the journal of the mailing: `--journal mailing`");
    } else {
        let people: BTreeSet<&str> = sent.iter().map(|own| own.address.as_str()).collect();
        voice.talk(format_args!("{} was sent by mail to {}", state.name, counted(people.len(), "recipient")));
    }
    voice.talk("note: who has it on paper, or from somebody else, nobody can tell from here");
}

/// "Cases of missing children: 199, was 321 (data/states/kentucky.toml:22:17)"
fn line(correction: &Correction, change: &FigureChange) -> String {
    let value = |side: &Option<(String, handout::Location)>| {
        side.as_ref().map_or("nothing".to_owned(), |(value, _)| value.clone())
    };
    let at = change.new.as_ref().map(|(_, at)| format!(" ({}:{}:{})", at.path, at.line, at.column));
    let nation = if change.state.is_none() { ", the nation" } else { "" };
    format!(
        "{}{nation}: {}, was {}{}",
        correction.label(&change.figure),
        value(&change.new),
        value(&change.old),
        at.unwrap_or_default()
    )
}

fn short(sha256: &str) -> String {
    format!("{}…", sha256.chars().take(8).collect::<String>())
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn as_json(told: &Told) -> Value {
    let Told { correction, sent, date, written, notes } = told;
    let state = correction.state();
    let old: Vec<Value> = correction
        .old()
        .iter()
        .map(|own| json!({ "file": shown(&own.file), "language": own.language, "sha256": own.sha256 }))
        .collect();
    let value = |side: &Option<(String, handout::Location)>| side.as_ref().map(|(value, _)| value.clone());
    let changes: Vec<Value> = correction
        .changes()
        .iter()
        .map(|own| json!({ "state": own.state, "figure": own.figure, "old": value(&own.old), "new": value(&own.new) }))
        .collect();
    let sent: Vec<Value> = sent
        .iter()
        .map(|own| {
            json!({
                "name": own.name, "address": own.address, "file": own.file, "language": own.language,
                "sha256": own.sha256, "day": own.day, "unsure": own.unsure,
            })
        })
        .collect();
    json!({
        "state": state.postal, "name": state.name, "old": old, "changes": changes, "sent": sent,
        "date": date.map(|day| day.to_string()), "written": written.as_ref().map(|path| shown(path)), "notes": notes,
    })
}
