//! `README.txt` of an archive, for whoever unpacks it without having asked for it: what is inside, from whom,
//! of which year, how to print it. In the languages of the sheets, one below the other.

use crate::batch::Handout;
use std::fmt::Write;

/// What is told of.
pub(super) struct ArchiveContents<'i> {
    pub(super) publisher: &'i str,
    pub(super) year: i32,
    pub(super) handouts: &'i [&'i Handout],
}

/// The sentences of a language. `{}` is filled in.
struct Words {
    head: &'static str,
    one: &'static str,
    many: &'static str,
    /// `office`, `gray`, `press`, `pdf2`.
    profiles: [&'static str; 4],
    print: &'static str,
    sums: &'static str,
}

const ENGLISH: Words = Words {
    head: "Handouts of {publisher}, figures of {year}",
    one: "1 PDF file",
    many: "{count} PDF files",
    profiles: [
        "for e-mail, the web and office printers",
        "for photocopies",
        "for print shops",
        "in PDF 2.0, for archives",
    ],
    print: "To print at the office: open the file, choose \"actual size\" (not \"fit to page\"), and print on\n\
            the paper the page is made for. Files for print shops have marks around the page; send them to the\n\
            shop as they are.",
    sums: "SHA256SUMS has a checksum of each file: `sha256sum --check SHA256SUMS` tells whether one was changed.",
};

const SPANISH: Words = Words {
    head: "Hojas informativas de {publisher}, cifras de {year}",
    one: "1 archivo PDF",
    many: "{count} archivos PDF",
    profiles: [
        "para correo electrónico, la web e impresoras de oficina",
        "para fotocopias",
        "para imprentas",
        "en PDF 2.0, para archivos históricos",
    ],
    print: "Para imprimir en la oficina: abra el archivo, elija «tamaño real» (no «ajustar a la página») e\n\
            imprima en el papel para el que está hecha la página. Los archivos para imprentas llevan marcas\n\
            alrededor de la página; envíelos a la imprenta tal como están.",
    sums: "SHA256SUMS tiene una suma de comprobación de cada archivo: `sha256sum --check SHA256SUMS` dice si\n\
           alguno fue cambiado.",
};

fn words(language: &str) -> &'static Words {
    match language {
        "es" => &SPANISH,
        _ => &ENGLISH,
    }
}

/// The text, for Windows' editors too: lines end as theirs do.
pub(super) fn readme(languages: &[&str], inside: &ArchiveContents<'_>) -> String {
    let mut out = String::new();
    for (n, words) in languages.iter().map(|language| words(language)).enumerate() {
        if n > 0 {
            out += "\n----\n\n";
        }
        tell(&mut out, words, inside);
    }
    out.replace('\n', "\r\n")
}

fn tell(out: &mut String, words: &Words, inside: &ArchiveContents<'_>) {
    let head = words.head.replace("{year}", &inside.year.to_string());
    let count = match inside.handouts.len() {
        1 => words.one.to_owned(),
        count => words.many.replace("{count}", &count.to_string()),
    };
    let _ = writeln!(out, "{}\n\n{count}:\n", head.replace("{publisher}", inside.publisher));
    for handout in inside.handouts {
        let profile = match handout.profile {
            "gray" => words.profiles[1],
            "press" => words.profiles[2],
            "pdf2" => words.profiles[3],
            _ => words.profiles[0],
        };
        let _ = writeln!(out, "{}\n    {}; {profile}", handout.file_name, handout.title);
    }
    let _ = writeln!(out, "\n{}\n\n{}", words.print, words.sums);
}
