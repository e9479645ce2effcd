"""Four readers must find the same words: poppler, MuPDF, PDFium and pdfminer.

What a page says must not depend on the program that a journalist, an indexer or a mail filter reads
it with. The words of page 1 are compared as a bag, how often each of them comes: in which order they
come is each reader's own guess where there are columns. (That the order in the tags is right is
proved before a file is written.) Folded before that, since readers differ in it by design:

| what                      | poppler      | MuPDF, pdfminer  | PDFium           | here         |
|---------------------------|--------------|------------------|------------------|--------------|
| a hyphen at a line's end  | left out     | hyphen, new line | U+FFFE or U+0002 | left out     |
| a divided word's hyphen   | left out     | U+00AD           | U+FFFE or U+0002 | left out     |
| spaces, line ends, pages  | its own mix  | its own mix      | its own mix      | one boundary |
"""

import collections
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
from pdfminer.high_level import extract_text

from tools import programs

MOST_SHOWN = 6  # words of one reader
# Only after a letter or digit: a dash that stands alone, as in a table, divides nothing.
AT_LINE_END = re.compile(r"(?<=\w)[-\u2010\u00ad]+[^\S\r\n]*[\r\n\f]+\s*")
ALWAYS_LEFT_OUT = re.compile(r"[\u00ad\ufffe\x02]\s*")


def pdfium(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        text: str = document[0].get_textpage().get_text_range()
    return text


READERS: dict[str, Callable[[Path], str]] = {
    "poppler": lambda pdf: programs.text("pdftotext", "-l", "1", pdf, "-"),
    "MuPDF": lambda pdf: programs.text("mutool", "draw", "-q", "-F", "txt", pdf, "1"),
    "PDFium": pdfium,
    "pdfminer": lambda pdf: extract_text(pdf, maxpages=1),
}


def folded(text: str) -> list[str]:
    return ALWAYS_LEFT_OUT.sub("", AT_LINE_END.sub("", text)).split()


def shown(words: collections.Counter[str]) -> str:
    some = [f"{word!r}" + (f" {count} times" if count > 1 else "") for word, count in words.items()]
    more = f" and {len(some) - MOST_SHOWN} more" if len(some) > MOST_SHOWN else ""
    return (", ".join(some[:MOST_SHOWN]) or "nothing") + more


def compare(pdf: Path) -> Iterator[str]:
    """The faults: readers that fail, see nothing, or see other words than the first of them."""
    found = {}
    for name, read in READERS.items():
        try:
            found[name] = collections.Counter(folded(read(pdf)))
        except Exception as error:  # each of them has faults of its own kind
            yield f"{name}: {error!r}"
            continue
        if not found[name]:
            yield f"{name} sees no word"
    if not found:
        return
    (first, words), *others = found.items()
    for name, other in others:
        if other and other != words:
            yield f"only {first}: {shown(words - other)}; only {name}: {shown(other - words)}"
