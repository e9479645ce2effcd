"""All pages of a folder as small pictures on one sheet, each over its file's name.

    .ci/contact FOLDER OUT.png [COLUMNS]

Exit status: 0 made, 1 a page cannot be rendered, 2 nothing to show.
"""

import io
import multiprocessing
import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

DPI = 50
GAP, LABEL = 12, 14  # pixels between pages, and for a name


def page(pdf):
    command = ["pdftoppm", "-r", str(DPI), "-singlefile", str(pdf)]
    done = subprocess.run(command, check=True, capture_output=True)
    return ImageOps.expand(Image.open(io.BytesIO(done.stdout)).convert("RGB"), 1, "gray")


def main(folder, out, columns="8"):
    pdfs = sorted(Path(folder).rglob("*.pdf"))
    if not pdfs:
        print(f"{folder}: no PDF file there", file=sys.stderr)
        return 2
    columns = min(int(columns), len(pdfs))
    try:
        with multiprocessing.Pool() as pool:
            pages = pool.map(page, pdfs)
    except subprocess.CalledProcessError as error:
        print(f"{error.cmd[-1]}: {error.stderr.decode('utf-8', 'replace').strip()}", file=sys.stderr)
        return 1
    width = max(picture.width for picture in pages) + GAP
    height = max(picture.height for picture in pages) + LABEL + GAP
    sheet = Image.new("RGB", (columns * width + GAP, -(-len(pages) // columns) * height + GAP), "white")
    draw = ImageDraw.Draw(sheet)
    for n, (pdf, picture) in enumerate(zip(pdfs, pages)):
        x, y = GAP + n % columns * width, GAP + n // columns * height
        sheet.paste(picture, (x, y))
        draw.text((x, y + picture.height + 2), pdf.stem, "black")
    sheet.save(out)
    print(f"{out}: {len(pages)} pages")
    return 0


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(*sys.argv[1:]))
