"""All pages of a folder as small pictures on one sheet, each over its file's name.

Exit status: 0 made, 1 a page cannot be rendered, 2 nothing to show.
"""

import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from tools import programs, sheets

DPI = 50
GAP, LABEL = 12, 14  # pixels between pages, and for a name


def framed(pdf: Path) -> Image.Image:
    try:
        return ImageOps.expand(sheets.picture(pdf, DPI).convert("RGB"), 1, "gray")
    except programs.Refused as refused:
        raise programs.Refused(f"{pdf}: {refused}") from refused


def main(pdfs: Sequence[Path], out: Path, columns: int) -> int:
    columns = min(columns, len(pdfs))
    try:
        with multiprocessing.Pool() as pool:
            pages = pool.map(framed, pdfs)
    except programs.Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    width = max(page.width for page in pages) + GAP
    height = max(page.height for page in pages) + LABEL + GAP
    sheet = Image.new("RGB", (columns * width + GAP, -(-len(pages) // columns) * height + GAP), "white")
    draw = ImageDraw.Draw(sheet)
    for n, (pdf, page) in enumerate(zip(pdfs, pages, strict=True)):
        x, y = GAP + n % columns * width, GAP + n // columns * height
        sheet.paste(page, (x, y))
        draw.text((x, y + page.height + 2), pdf.stem, "black")
    sheet.save(out)
    print(f"{out}: {len(pages)} pages")
    return 0
