"""Five renderers must show the same page: poppler, MuPDF, Ghostscript, PDFium and hayro.

Each renders page 1. The pictures are softened, so that the renderers' different smoothing of edges
does not count, and then compared in pairs, spot by spot. A spot that differs by more than LIMIT is
a fault: a font, a fill or a picture that one of them does not show. So are a renderer's own
warnings, a word of the extracted text that is not to be seen, and a page without a mark on it.
"""

import itertools
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from tools import programs, sheets
from tools.sheets import Verdict

# Rendered at twice 100 dpi: at 100, the renderers' own rounding to whole pixels differs by up to 70.
DPI = 200
# Softening: blocks of CELL x CELL pixels are averaged, then a Gaussian of SIGMA blocks (2.9 pt).
CELL = 4
SIGMA = 2.0
# Of 255. Sound text differs by 18 at most, press pages by 23, the small modules of a long address's QR
# code by 34; one of three fonts not embedded gives 147.
LIMIT = 45
# Press pages: each renderer turns inks into screen colours by its own rule of thumb (100 % magenta
# differs by 101), so only how much ink there is counts: the darkest channel, and all below INKED alike.
INKED = 96

# Light against dark, of 255, in the box of a word that can be read.
CONTRAST = 60

NAMES = "poppler", "mupdf", "ghostscript", "pdfium", "hayro"
# The example `render` of this project.
HAYRO = programs.TARGET / "debug" / "examples" / "render"

Pixels = NDArray[np.floating[Any]]


def complaints(*command: str | Path) -> list[str]:
    try:
        said = programs.complaints(programs.output(*command))
    except programs.Refused as refused:
        said = [str(refused)]
    return [f"{command[0]}: {line}" for line in said]


def render(pdf: Path, folder: str, press: bool) -> tuple[dict[str, Image.Image], list[str]]:
    """The pictures by renderer, and the complaints."""
    faults = complaints(
        "pdftoppm", "-r", str(DPI), "-f", "1", "-l", "1", "-singlefile", pdf, f"{folder}/poppler"
    )
    # Press inks: colour management off, where the renderer has any.
    plain = ["-N"] if press else []
    faults += complaints(
        "mutool", "draw", "-q", *plain, "-r", str(DPI), "-o", f"{folder}/mupdf.ppm", pdf, "1"
    )
    # Not -q: it would keep Ghostscript's warnings back.
    plain = ["-dUseFastColor"] if press else []
    faults += complaints(
        *("gs", "-dSAFER", "-dNOPAUSE", "-dBATCH", *plain, "-sDEVICE=ppmraw", f"-r{DPI}"),
        *("-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", f"-sOutputFile={folder}/ghostscript.ppm", pdf),
    )
    faults += complaints(HAYRO, pdf, str(DPI), f"{folder}/hayro.ppm")
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            page = document[0].render(scale=DPI / sheets.POINTS, may_draw_forms=False)
            page.to_pil().convert("RGB").save(f"{folder}/pdfium.ppm")
    except (pypdfium2.PdfiumError, IndexError) as error:
        faults.append(f"pdfium: {error}")
    pictures = {}
    for name in NAMES:
        try:
            with Image.open(f"{folder}/{name}.ppm") as image:
                pictures[name] = image.convert("RGB")
        except OSError:
            faults.append(f"{name}: no picture")
    return pictures, faults


def soften(image: Image.Image, press: bool) -> Pixels:
    """Averages blocks, then blurs; the edges are continued outwards."""
    if press:
        darkest = np.asarray(image).min(axis=2)
        image = Image.fromarray(np.maximum(darkest, INKED)).convert("RGB")
    blocks: Pixels = np.asarray(image.reduce(CELL), dtype=np.float32)
    reach = int(3 * SIGMA)
    weights = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * SIGMA**2))
    weights /= weights.sum()
    for axis in (0, 1):
        margin = [(0, 0)] * 3
        margin[axis] = (reach, reach)
        wide = np.pad(blocks, margin, mode="edge")
        size = blocks.shape[axis]
        shifted = [w * wide.take(range(i, i + size), axis) for i, w in enumerate(weights)]
        blocks = np.sum(shifted, axis=0)
    return blocks


def contrast(image: Image.Image) -> int:
    return int(np.ptp(np.asarray(image.convert("L"))))


def unseen(pictures: Mapping[str, Image.Image], words: Sequence[sheets.Word]) -> list[str]:
    """A word that can be copied must be seen as well: its box must hold light and dark."""
    faults = [] if words else ["words: none found"]
    for word, left, top, right, bottom in words:
        # About from baseline to x-height: the box itself may hold a rule above or below the word.
        height = bottom - top
        box = int(left), int(top + 0.3 * height), int(right) + 1, int(top + 0.8 * height) + 1
        # What lies outside the page is cropped to black, which has no contrast either.
        missed = [name for name, image in pictures.items() if contrast(image.crop(box)) < CONTRAST]
        if missed:
            place = sheets.place(left, top, DPI)
            faults.append(f"words: {word!r}, {place}, is not to be seen in {', '.join(missed)}")
    return faults


def differing(soft: Mapping[str, Pixels]) -> Verdict:
    told, faults = [], []
    for one, other in itertools.combinations(soft, 2):
        difference = np.abs(soft[one] - soft[other]).max(axis=2)
        worst = float(difference.max())
        told.append(f"{one}/{other} {worst:.0f}")
        if worst > LIMIT:
            row, column = np.unravel_index(difference.argmax(), difference.shape)
            place = sheets.place(column + 0.5, row + 0.5, DPI / CELL)
            faults.append(f"{one} and {other} differ by {worst:.0f} of 255 (limit {LIMIT}) at {place}")
    return Verdict("largest differences of 255: " + ", ".join(told), faults)


def judge(pdf: Path, press: bool) -> Verdict:
    with tempfile.TemporaryDirectory() as folder:
        pictures, faults = render(pdf, folder, press)
    if len(pictures) < len(NAMES):
        return Verdict("not comparable", faults)
    sizes = {name: image.size for name, image in pictures.items()}
    width, height = map(min, zip(*sizes.values(), strict=True))
    if any(wide > width + 1 or high > height + 1 for wide, high in sizes.values()):
        return Verdict("not comparable", [*faults, f"renderers: different page sizes in pixels: {sizes}"])
    faults += [f"{name}: the page is blank" for name, image in pictures.items() if contrast(image) < CONTRAST]
    faults += unseen(pictures, sheets.words(pdf, DPI))
    common = 0, 0, width // CELL * CELL, height // CELL * CELL
    compared = differing({name: soften(image.crop(common), press) for name, image in pictures.items()})
    return Verdict(compared.told, faults + compared.faults)
