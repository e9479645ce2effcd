"""Five renderers must show the same page: poppler, MuPDF, Ghostscript, PDFium and hayro.

    HAYRO=target/debug/examples/render python render.py FILE.pdf ...

Each renders page 1. The pictures are softened, so that the renderers' different smoothing of edges
does not count, and then compared in pairs, spot by spot. A spot that differs by more than LIMIT is
a fault: a font, a fill or a picture that one of them does not show. So are a renderer's own
warnings, a word of the extracted text that is not to be seen, and a page without a mark on it.
Exit status: 0 alike, 1 not.
"""

import html
import itertools
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

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

# What the tools say on every run, whatever the file, and the end of Ghostscript's long complaint.
NOISE = re.compile(
    r"warning: ICC support is not available"  # mutool, of itself, as Debian builds it
    r"|GPL Ghostscript .*|Copyright \(C\) .*|This software is supplied .*|see the file COPYING .*"
    r"|Processing pages 1 through 1\.|Page 1"
    r"|\*\*\*\* (Please notify the author|file that it does not conform|specification).*"
)
PATIENCE = 300  # seconds, for a tool that hangs
# hayro comes with this project, as the example `render`; .ci/judge builds it and says where it is.
HAYRO = os.environ["HAYRO"]


def run(*arguments):
    """Runs a tool; returns what it complained of, one line each."""
    try:
        done = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        return [f"{arguments[0]}: could not run: {error}"]
    said = (done.stderr + done.stdout).decode("utf-8", "replace").splitlines()
    said = [line.strip() for line in said if line.strip() and not NOISE.fullmatch(line.strip())]
    if done.returncode != 0 and not said:
        said = [f"exit status {done.returncode}"]
    return [f"{arguments[0]}: {line}" for line in said]


def picture(path):
    with Image.open(path) as image:
        return image.convert("RGB")


def render(pdf, folder, press):
    """Returns {renderer: picture} and the complaints."""
    complaints = run("pdftoppm", "-r", str(DPI), "-f", "1", "-l", "1", "-singlefile", pdf, f"{folder}/poppler")
    # Press inks: colour management off, where the renderer has any.
    plain = ["-N"] if press else []
    complaints += run("mutool", "draw", "-q", *plain, "-r", str(DPI), "-o", f"{folder}/mupdf.ppm", pdf, "1")
    # Not -q: it would keep Ghostscript's warnings back.
    plain = ["-dUseFastColor"] if press else []
    complaints += run(
        *["gs", "-dSAFER", "-dNOPAUSE", "-dBATCH", *plain, "-sDEVICE=ppmraw", f"-r{DPI}"],
        *["-dTextAlphaBits=4", "-dGraphicsAlphaBits=4", f"-sOutputFile={folder}/ghostscript.ppm", pdf],
    )
    complaints += run(HAYRO, pdf, str(DPI), f"{folder}/hayro.ppm")
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            page = document[0].render(scale=DPI / 72, may_draw_forms=False)
            page.to_pil().convert("RGB").save(f"{folder}/pdfium.ppm")
    except (pypdfium2.PdfiumError, IndexError) as error:
        complaints.append(f"pdfium: {error}")
    pictures = {}
    for name in ("poppler", "mupdf", "ghostscript", "pdfium", "hayro"):
        try:
            pictures[name] = picture(f"{folder}/{name}.ppm")
        except OSError:
            complaints.append(f"{name}: no picture")
    return pictures, complaints


def soften(image, press):
    """Averages blocks, then blurs; the edges are continued outwards."""
    if press:
        darkest = np.asarray(image).min(axis=2)
        image = Image.fromarray(np.maximum(darkest, INKED)).convert("RGB")
    blocks = np.asarray(image.reduce(CELL), dtype=np.float32)
    reach = int(3 * SIGMA)
    weights = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * SIGMA**2))
    weights /= weights.sum()
    for axis in (0, 1):
        margin = [(0, 0)] * 3
        margin[axis] = (reach, reach)
        wide = np.pad(blocks, margin, mode="edge")
        size = blocks.shape[axis]
        blocks = sum(w * wide.take(range(i, i + size), axis) for i, w in enumerate(weights))
    return blocks


def judge(pdf, press=False):
    """Returns (a line to print, the faults)."""
    pdf = str(pdf)
    with tempfile.TemporaryDirectory() as folder:
        pictures, faults = render(pdf, folder, press)
    words = extracted(pdf)
    if len(pictures) < 5:
        return "not comparable", faults
    sizes = {name: image.size for name, image in pictures.items()}
    width = min(size[0] for size in sizes.values())
    height = min(size[1] for size in sizes.values())
    if any(size[0] > width + 1 or size[1] > height + 1 for size in sizes.values()):
        return "not comparable", faults + [f"renderers: different page sizes in pixels: {sizes}"]
    faults += [f"{name}: the page is blank" for name, image in pictures.items() if contrast(image) < CONTRAST]
    faults += unseen(pictures, words)
    soft = {}
    for name, image in pictures.items():
        soft[name] = soften(image.crop((0, 0, width // CELL * CELL, height // CELL * CELL)), press)
    return compare(soft, faults)


def extracted(pdf):
    """The words poppler finds: [(word, its box in pixels)]."""
    pattern = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    done = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, timeout=PATIENCE)
    found = re.findall(pattern, done.stdout.decode("utf-8", "replace"))
    return [(html.unescape(word), [float(edge) * DPI / 72 for edge in box]) for *box, word in found]


def contrast(image):
    low, high = image.convert("L").getextrema()
    return high - low


def unseen(pictures, words):
    """A word that can be copied must be seen as well: its box must hold light and dark."""
    faults = [] if words else ["words: none found"]
    for word, (left, top, right, bottom) in words:
        place = f"{left * 72 / DPI:.0f} pt from the left, {top * 72 / DPI:.0f} pt from the top"
        # About from baseline to x-height: the box itself may hold a rule above or below the word.
        top, bottom = top + 0.3 * (bottom - top), top + 0.8 * (bottom - top)
        box = [int(left), int(top), int(right) + 1, int(bottom) + 1]
        # What lies outside the page is cropped to black, which has no contrast either.
        missed = [name for name, image in pictures.items() if contrast(image.crop(box)) < CONTRAST]
        if missed:
            faults.append(f"words: {word!r}, {place}, is not to be seen in {', '.join(missed)}")
    return faults


def compare(soft, faults):
    told = []
    for one, other in itertools.combinations(soft, 2):
        difference = np.abs(soft[one] - soft[other]).max(axis=2)
        worst = float(difference.max())
        told.append(f"{one}/{other} {worst:.0f}")
        if worst > LIMIT:
            row, column = np.unravel_index(difference.argmax(), difference.shape)
            point = 72 / DPI * CELL
            faults.append(
                f"{one} and {other} differ by {worst:.0f} of 255 (limit {LIMIT}) at "
                f"{(column + 0.5) * point:.0f} pt from the left, {(row + 0.5) * point:.0f} pt from the top"
            )
    return "largest differences of 255: " + ", ".join(told), faults


def main(paths):
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    failed = False
    for path in paths:
        line, faults = judge(path, press="press" in Path(path).stem)
        print(f"{path}: {line}")
        for fault in faults:
            print(f"  FAULT {fault}")
        failed = failed or bool(faults)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
