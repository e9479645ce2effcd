"""What several judges need of a file: finding it, its picture, its words, and the report on it."""

import argparse
import html
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from tools import programs

POINTS = 72  # to the inch


class Verdict(NamedTuple):
    told: str
    faults: list[str]


class Word(NamedTuple):
    """A word of the text layer and its box, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def found(path: str) -> list[Path]:
    """The PDF files that an argument of the command line stands for."""
    pdfs = sorted(Path(path).rglob("*.pdf")) if Path(path).is_dir() else [Path(path)]
    if not pdfs or not all(pdf.is_file() for pdf in pdfs):
        raise argparse.ArgumentTypeError(f"{path}: no PDF file there")
    return pdfs


def picture(pdf: Path, dpi: int, *options: str) -> Image.Image:
    """Page 1, by poppler."""
    return Image.open(io.BytesIO(programs.output("pdftoppm", *options, "-r", str(dpi), "-singlefile", pdf)))


def words(pdf: Path, dpi: int) -> list[Word]:
    """The text layer, by poppler."""
    pattern = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    layer = re.findall(pattern, programs.text("pdftotext", "-bbox", pdf, "-", quiet=False))
    return [Word(html.unescape(word), *(float(edge) * dpi / POINTS for edge in box)) for *box, word in layer]


def boxes(pdf: Path) -> dict[str, list[float]]:
    """The page's boxes in points, by name: left, bottom, right, top."""
    lines = re.findall(r"^(\w+Box): +(.+)$", programs.text("pdfinfo", "-box", pdf), re.MULTILINE)
    return {name: [float(edge) for edge in edges.split()] for name, edges in lines}


def place(left: float, top: float, dpi: float) -> str:
    return f"{left * POINTS / dpi:.0f} pt from the left, {top * POINTS / dpi:.0f} pt from the top"


def report(pdfs: Sequence[Path], verdicts: Iterable[Verdict]) -> int:
    """Prints the verdicts as they come. Returns how many files have faults."""
    bad = 0
    for pdf, (told, faults) in zip(pdfs, verdicts, strict=True):
        bad += bool(faults)
        print(f"{pdf}: {'FAULTS' if faults else 'sound'}; {told}")
        for fault in faults:
            print(f"  {fault}")
    return bad
