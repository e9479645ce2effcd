"""What a press or a copier would lay down, by Ghostscript's plates.

| file named    | must hold                                                                  |
|---------------|----------------------------------------------------------------------------|
| ...-gray.pdf  | inkcov: ink on the black plate alone                                       |
| ...-press.pdf | tiffsep: within the TrimBox no more than 280 % in all; black where K alone |
| others        | inkcov: some ink on the black plate                                        |

The last line of a press file says how much of its inked area is K alone: its text and rules.
"""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tools import programs, sheets
from tools.sheets import Verdict

RESOLUTION = 150
MOST = 280
GHOSTSCRIPT = "gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE"


def coverage(pdf: Path) -> list[float]:
    """Percent of the page under C, M, Y, K."""
    said = programs.text(*GHOSTSCRIPT, "-sDEVICE=inkcov", "-o", "-", pdf)
    return [float(n) * 100 for n in re.findall(r"\d+\.\d+", said)[:4]]


def plates(pdf: Path) -> NDArray[np.float64]:
    """Percent of C, M, Y, K for every pixel within the TrimBox."""
    boxes = sheets.boxes(pdf)
    media, cut = boxes["MediaBox"], boxes["TrimBox"]
    scale = RESOLUTION / sheets.POINTS
    left, right = (round((x - media[0]) * scale) for x in (cut[0], cut[2]))
    top, bottom = (round((media[3] - y) * scale) for y in (cut[3], cut[1]))
    with tempfile.TemporaryDirectory() as folder:
        programs.output(*GHOSTSCRIPT, "-sDEVICE=tiffsep", f"-r{RESOLUTION}", "-o", f"{folder}/page.tif", pdf)
        read = []
        for ink in ("Cyan", "Magenta", "Yellow", "Black"):
            plate = np.asarray(Image.open(f"{folder}/page({ink}).tif").convert("L"), dtype=float)
            read.append((255 - plate[top:bottom, left:right]) / 2.55)
        return np.stack(read)


def press(pdf: Path) -> Verdict:
    inks = plates(pdf)
    total, colors, black = inks.sum(axis=0), inks[:3].sum(axis=0), inks[3]
    alone = (black > 95) & (colors == 0)
    faults = []
    if total.max() > MOST + 1:
        faults.append(f"{total.max():.0f} % of ink, and {MOST} % is the most")
    if not alone.any():
        faults.append("no black that is K alone")
    share = 100 * alone.sum() / max((total > 0).sum(), 1)
    rich = ((black > 85) & (colors > 0)).sum()
    told = (
        f"at most {total.max():.0f} % of ink; {share:.0f} % of the inked area is full K alone, "
        f"{rich} pixels are rich black"
    )
    return Verdict(told, faults)


def judge(pdf: Path) -> Verdict:
    if pdf.name.endswith("-press.pdf"):
        return press(pdf)
    cyan, magenta, yellow, black = coverage(pdf)
    faults = []
    if black == 0:
        faults.append("nothing on the black plate")
    if pdf.name.endswith("-gray.pdf") and any((cyan, magenta, yellow)):
        faults.append("ink on another plate than black")
    return Verdict(f"C {cyan:.2f} M {magenta:.2f} Y {yellow:.2f} K {black:.2f} % of the page", faults)


def main(pdfs: Sequence[Path]) -> int:
    return int(sheets.report(pdfs, map(judge, pdfs)) > 0)
