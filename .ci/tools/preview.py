"""Previews and cards: pictures as another renderer draws them, and the page in a browser.

| what         | must                                                                                    |
|--------------|-----------------------------------------------------------------------------------------|
| pictures     | look as poppler draws the file: on average no more than MEAN of 255 apart, no block of  |
|              | BLOCK by BLOCK pixels more than LIMIT                                                   |
| `index.html` | in Chromium: axe-core finds nothing, the keyboard alone reaches all, nothing is fetched |
| cards        | 1200 by 630 pixels, RGB, under 300 KB; Tesseract reads the name; a text of 200 letters  |

Poppler draws four times as fine, and the mean of each 4 by 4 pixels is compared: at the size itself it
moves each letter to the next quarter of a pixel, and each line to a whole one, so that it is 4 to 5 of 255
apart from MuPDF and hayro, which are 2.6 apart from one another at 150 dpi. Before that, one picture is
shifted by two pixels and must be refused.
"""

import io
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tools import programs, readers

MEAN = 2.0
BLOCK = 8
LIMIT = 64.0
FINER = 4
CARD = (1200, 630)
HEAVIEST = 300_000
LONGEST = 200
# The middle of the band, where the name stands.
NAME_BOX = (270, 80, 930, 196)

Pixels = NDArray[np.floating[Any]]
# A page at four times 300 dpi is no attack.
Image.MAX_IMAGE_PIXELS = None


def pixels(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("RGB"), dtype=float)


def apart(one: Pixels, other: Pixels) -> list[str]:
    """What two pictures differ by, if it is too much."""
    if one.shape != other.shape:
        return [f"of another size: {one.shape} and {other.shape}"]
    found = []
    mean = float(np.abs(one - other).mean())
    if mean > MEAN:
        found.append(f"{mean:.2f} of 255 apart on average")
    high, wide = (n // BLOCK * BLOCK for n in one.shape[:2])

    def blocks(of: Pixels) -> Pixels:
        cut = of[:high, :wide].reshape(high // BLOCK, BLOCK, wide // BLOCK, BLOCK, 3)
        return np.asarray(cut.mean(axis=(1, 3)))

    spot = float(np.abs(blocks(one) - blocks(other)).max())
    if spot > LIMIT:
        found.append(f"a block is {spot:.0f} of 255 apart")
    return found


def poppler(pdf: Path, page: int, dpi: int) -> Pixels:
    command = ("pdftoppm", "-r", str(FINER * dpi), "-f", str(page), "-l", str(page))
    return pixels(Image.open(io.BytesIO(programs.output(*command, pdf))).reduce(FINER))


def pictures(pdfs: Sequence[Path], folder: Path) -> list[str]:
    found, seen = [], 0
    for pdf in pdfs:
        for picture in sorted([*folder.glob(f"{pdf.stem}.png"), *folder.glob(f"{pdf.stem}-[0-9].png")]):
            with Image.open(picture) as image:
                dpi = round(image.info["dpi"][0])
                own = pixels(image)
            page = 1 if picture.stem == pdf.stem else int(picture.stem[-1])
            other = poppler(pdf, page, dpi)
            if seen == 0 and not apart(np.roll(own, 2, axis=1), other):
                found.append(f"{picture}: two pixels to the right, and nobody sees it")
            found += [f"{picture}: {fault}" for fault in apart(own, other)]
            seen += 1
    return found or ([] if seen else ["there are no pictures of these files"])


def browser(page: Path, screenshot: Path) -> list[str]:
    chromium = shutil.which("chromium")
    modules = programs.INSTALLED / "browser" / "node_modules"
    if chromium is None or not modules.is_dir():
        return ["the browser is not installed: run .ci/install"]
    script = programs.ROOT / ".ci" / "readers" / "preview.mjs"
    done = subprocess.run(
        [readers.NODE, script, modules, chromium, page.resolve(), screenshot],
        capture_output=True,
        check=False,
        timeout=programs.PATIENCE,
    )
    said = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
    return [f"{page}: {line}" for line in said if line.strip()]


def card(picture: Path) -> list[str]:
    found = []
    text = picture.with_suffix(".txt").read_text(encoding="utf-8").strip()
    with Image.open(picture) as image:
        clear = image.mode not in {"RGB", "P"} or "transparency" in image.info
        if (image.format, image.size) != ("PNG", CARD) or clear:
            found.append(f"{image.format} {image.mode} {image.size}")
        band = image.convert("L").crop(NAME_BOX)
    if picture.stat().st_size >= HEAVIEST:
        found.append(f"{picture.stat().st_size} bytes")
    if not text or len(text) > LONGEST:
        found.append(f"a text of {len(text)} letters")
    name = text.partition(",")[0]
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        # Dark on light, which Tesseract reads best.
        band.point(lambda n: 255 - n).save(file.name)
        language = "spa" if picture.stem.endswith("-es-card") else "eng"
        read = programs.output("tesseract", file.name, "-", "--psm", "6", "-l", language, quiet=False)
    said = " ".join(read.decode("utf-8", "replace").split())
    # A capital I and a small l look the same in this face.
    if name.replace("I", "l") not in said.replace("I", "l"):
        found.append(f"“{name}” is read as “{said}”")
    return [f"{picture}: {fault}" for fault in found]


def main(pdfs: Sequence[Path], folder: Path, cards: Path | None, screenshot: Path) -> int:
    found = pictures(pdfs, folder) + browser(folder / "index.html", screenshot)
    made = sorted(cards.glob("*-card.png")) if cards else []
    if cards and not made:
        found.append(f"there are no cards in {cards}")
    for picture in made:
        found += card(picture)
    print("\n".join(found) or f"{len(pdfs)} files and {len(made)} cards: all sound")
    return 1 if found else 0
