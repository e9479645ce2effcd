//! The input files of one run, and byte spans into them.
//!
//! In: file texts as read. Out: `file:line:column` for any span. Every value that can reach a page
//! carries a [`Span`], so that each printed digit can be traced to its file, line and column.

use std::path::{Path, PathBuf};

/// A file of this run, as an index into [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// Bytes `start..end` of one input file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

/// Without the place: keys are hashes of what is debugged, and a remark above a text does not make it another one.
impl std::fmt::Debug for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Span")
    }
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Self { file, start: start as u32, end: end as u32 }
    }
}

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// A place that a person can find. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file as it was named on the command line, with `/` between folders.
    pub path: String,
    pub line: usize,
    pub column: usize,
}

#[derive(Debug, Clone)]
struct SourceFile {
    path: PathBuf,
    text: String,
    /// Lines of the file before the text, if it is only a part of it.
    before: usize,
    line_starts: Vec<u32>,
    /// Characters before each block of bytes, so that a column of a very long line costs no more.
    letters: Vec<u32>,
}

/// Bytes of a block.
const BLOCK: usize = 1024;

impl SourceFile {
    /// Characters before a byte.
    fn letters_before(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / BLOCK;
        self.letters[block] as usize + begun(&self.text.as_bytes()[block * BLOCK..byte])
    }
}

/// Characters that begin in these bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// All files read in one run. A span limits files to 4 GiB; the reader refuses them long before that.
#[derive(Debug, Default, Clone)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Keeps `text` as the contents of `path`.
    pub fn add(&mut self, path: impl Into<PathBuf>, text: impl Into<String>) -> FileId {
        self.add_lines(path, text, 0)
    }

    /// Keeps `text` as whole lines of `path`, behind so many other lines: one place of a file that has many.
    pub fn add_lines(&mut self, path: impl Into<PathBuf>, text: impl Into<String>, before: usize) -> FileId {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1))
            .collect();
        let blocks = text.as_bytes().chunks(BLOCK).scan(0, |sum, block| {
            *sum += begun(block) as u32;
            Some(*sum)
        });
        let letters = std::iter::once(0).chain(blocks).collect();
        self.files.push(SourceFile { path: path.into(), text, before, line_starts, letters });
        FileId(self.files.len() as u32 - 1)
    }

    /// Every file with its path, in the order they were read.
    pub fn all(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files.iter().map(|file| (file.path.as_path(), file.text.as_str()))
    }

    pub fn text(&self, file: FileId) -> &str {
        &self.files[file.0 as usize].text
    }

    /// The path a file was read from.
    pub fn path(&self, file: FileId) -> &Path {
        &self.files[file.0 as usize].path
    }

    /// The text of a span; empty if the span is not on character boundaries.
    pub fn slice(&self, span: Span) -> &str {
        self.text(span.file).get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// File, line and column of the first character of a span.
    pub fn locate(&self, span: Span) -> Location {
        let file = &self.files[span.file.0 as usize];
        let line = file.line_starts.partition_point(|&s| s <= span.start).max(1);
        let start = file.line_starts[line - 1] as usize;
        let at = Some(span.start as usize).filter(|at| file.text.is_char_boundary(*at)).unwrap_or(start);
        Location {
            path: file.path.to_string_lossy().replace('\\', "/"),
            line: file.before + line,
            column: file.letters_before(at) - file.letters_before(start) + 1,
        }
    }

    /// The byte at which line `line` of a file begins, counted from 1.
    pub(crate) fn line_start(&self, file: FileId, line: usize) -> Option<usize> {
        let file = &self.files[file.0 as usize];
        file.line_starts.get(line.checked_sub(file.before + 1)?).map(|start| *start as usize)
    }

    /// Line `line` of a file, counted from 1, without its line break.
    pub fn line(&self, file: FileId, line: usize) -> &str {
        let SourceFile { text, before, line_starts, .. } = &self.files[file.0 as usize];
        let start = self.line_start(file, line).unwrap_or(text.len());
        let end = line_starts.get(line.saturating_sub(*before)).map_or(text.len(), |next| *next as usize);
        let line = &text[start..end];
        line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line))
    }
}
