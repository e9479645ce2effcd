"""The search of three viewers: poppler's, which Evince and Okular have, MuPDF's and PDFium's."""

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pypdfium2

from tools import programs

SCRIPT = programs.ROOT / ".ci" / "readers" / "search.js"
LINES = 16  # POPPLER_FIND_MULTILINE


def mupdf(pdf: Path, words: Sequence[str]) -> list[int]:
    return [int(count) for count in programs.text("mutool", "run", SCRIPT, pdf, *words).split()]


def pdfium(pdf: Path, words: Sequence[str]) -> list[int]:
    counts = []
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        for word in words:
            searcher, count = text.search(word), 0
            while searcher.get_next():
                count += 1
            counts.append(count)
    return counts


def poppler(pdf: Path, words: Sequence[str]) -> list[int]:
    """By its C interface, which no command of its own shows."""
    library, glib = ctypes.CDLL("libpoppler-glib.so.8"), ctypes.CDLL("libglib-2.0.so.0")
    for name in ("document_new_from_file", "document_get_page", "page_find_text_with_options"):
        getattr(library, f"poppler_{name}").restype = ctypes.c_void_p
    address, error = pdf.absolute().as_uri().encode(), ctypes.c_void_p()
    document = library.poppler_document_new_from_file(address, None, ctypes.byref(error))
    if not document:
        raise programs.Refused("poppler: cannot open it")
    page = ctypes.c_void_p(library.poppler_document_get_page(ctypes.c_void_p(document), 0))
    find, length = library.poppler_page_find_text_with_options, glib.g_list_length
    return [length(ctypes.c_void_p(find(page, word.encode(), LINES))) for word in words]


VIEWERS: dict[str, Callable[[Path, Sequence[str]], list[int]]] = {
    "poppler": poppler,
    "MuPDF": mupdf,
    "PDFium": pdfium,
}


def misses(pdf: Path, sought: Counter[str]) -> Iterator[str]:
    """Words that a viewer finds less often than they are there."""
    for name, find in VIEWERS.items():
        for word, count in zip(sought, find(pdf, list(sought)), strict=True):
            if count < sought[word]:
                yield f"{name} finds {word!r} {count} times, of {sought[word]}"
