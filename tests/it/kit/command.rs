//! The command, run as a person runs it.

use crate::kit::set::{Draft, Sheets};
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

/// The command with its words, in the project's folder and without a date of its own.
pub fn command(words: &[impl AsRef<OsStr>]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handout"));
    command.args(words).current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("SOURCE_DATE_EPOCH");
    command
}

pub fn handout(words: &[&str]) -> Output {
    command(words).output().expect("the command runs")
}

/// What it says to a person.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What it says to a program.
pub fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).expect("one JSON document")
}

/// A folder to work in, with a set in its folder `set`.
pub struct Desk(TempDir);

impl Desk {
    pub fn with(set: &Draft) -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        set.write_to(&desk.path("set"));
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs the command on this desk.
    pub fn run(&self, words: &[&str]) -> Output {
        command(words).current_dir(self.0.path()).output().expect("the command runs")
    }

    pub fn text(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).expect("a file")
    }

    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.path(file), text).expect("a file");
    }

    /// Replaces `from` wherever it stands in a file, where it must stand.
    pub fn edit(&self, file: &str, from: &str, to: &str) {
        let text = self.text(file);
        assert!(text.contains(from), "{file} has no {from}");
        self.write(file, &text.replace(from, to));
    }

    /// The files in a folder but its manifest; none if it is not there.
    pub fn files(&self, folder: &str) -> Sheets {
        let mut files = self.all_files(folder);
        files.retain(|name, _| !name.starts_with("manifest."));
        files
    }

    /// The files in a folder, its manifest among them.
    pub fn all_files(&self, folder: &str) -> Sheets {
        let files = fs::read_dir(self.path(folder)).into_iter().flatten().flatten();
        let files = files.filter(|file| file.path().is_file());
        files
            .map(|file| {
                let name = file.file_name().into_string().expect("a plain name");
                (name, fs::read(file.path()).expect("a file"))
            })
            .collect()
    }
}
