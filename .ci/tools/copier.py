"""Pages must survive a copier, twice: every figure is read right off the copy of a copy.

Press files, with their marks, are left out. Each page is rendered in gray at DPI and copied twice:
turned a little, blurred, its light tones washed out and its dark ones spread, and printed with specks:
by the first copier in black dots (error diffusion, "photo"), by the second in black or white ("text").
Then tesseract reads the copy, and its words are compared with those of
the text layer at the same place. It passes over figures that stand alone, for pictures; so a word
whose figures were not read is cut out and read once more, as figures:

| what                      | must                                                        |
|---------------------------|-------------------------------------------------------------|
| a word with digits        | have the same digits, with their commas and points          |
| all words                 | have no more than MOST_WRONG of their characters wrong      |
| a rule of 0.75 pt or more | be dark along its length, without a break                   |

Before that, the first page is spoilt in two ways, and the faults must be seen: printed at 30 % of its
ink, and with every stroke thinned to a hairline. The same file gives the same copy.
"""

import csv
import io
import multiprocessing
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from tools import programs, sheets
from tools.sheets import Verdict, Word

DPI = 300
COPIES = ((0.3, "photo"), (-0.25, "text"))  # degrees, mode
BLUR = 0.5  # pixels
WASHED, GAIN, SPREAD = 0.06, 1.3, 0.25  # of full ink: what is lost; contrast; what the neighbours get
SPECKS = 0.0002  # of all pixels
SEED = 20240501
EYE = 1.2  # pixels, 0.1 mm: dots closer than that run together for a reader
# Tesseract reads underlined addresses badly, also where people read them well; figures must all be right.
MOST_WRONG = 0.03
# One line, of figures: without that, a lone "21", plain to the eye, is read as "ai".
AGAIN = "--psm", "7", "-c", "tessedit_char_whitelist=0123456789.,:()-%"
# Of a word's height: below the baseline; and above the line under a link, which tesseract takes for a part of
# the figures.
BELOW = 0.12, 0.28
RULE = 3, 12  # pixels: 0.75 pt, and what is a band and no rule
LONG = 250  # pixels: shorter ones are letters' strokes
BREAK = 3  # pixels


class Rule(NamedTuple):
    """A thin horizontal rule, in pixels."""

    top: int
    bottom: int
    left: int
    right: int


def copy(image: Image.Image) -> Image.Image:
    """A copy of a copy."""
    random = np.random.default_rng(SEED)
    for angle, mode in COPIES:
        turned = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
        ink = 1 - np.asarray(turned.filter(ImageFilter.GaussianBlur(BLUR)), dtype=np.float32) / 255
        ink = ((ink - WASHED) * GAIN).clip(0, 1)
        paper = Image.fromarray(np.uint8(255 - 255 * ink))
        beside = 1 - np.asarray(paper.filter(ImageFilter.MinFilter(3)), dtype=np.float32) / 255
        ink = (1 - SPREAD) * ink + SPREAD * beside
        dots = ink < 0.5
        if mode == "photo":
            dots = np.asarray(Image.fromarray(np.uint8(255 - 255 * ink)).convert("1")).copy()
        specks = random.random(dots.shape) < SPECKS
        dots[specks] ^= True
        image = Image.fromarray(np.uint8(255 * dots))
    return image


def read(image: Image.Image, language: str, *more: str) -> list[tuple[str, float, float]]:
    """The words tesseract sees, each with the middle of its box."""
    drawn = io.BytesIO()
    image.save(drawn, "PPM")
    command = "tesseract", "-", "-", "-l", language, "--dpi", str(DPI), *more, "tsv"
    said = programs.output(*command, given=drawn.getvalue(), quiet=False).decode()
    words = []
    for row in csv.DictReader(io.StringIO(said), delimiter="\t", quoting=csv.QUOTE_NONE):
        if (row["text"] or "").strip():
            left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
            words.append((row["text"], left + width / 2, top + height / 2))
    return words


def read_again(image: Image.Image, word: Word, language: str, below: float) -> str:
    """What stands in the word's box, as one line of figures; so much of its height is cut off below."""
    # From above the figures to below the baseline: the box itself may hold the rule of its row.
    height = word.bottom - word.top
    top, bottom = word.top + 0.16 * height, word.bottom - below * height
    cut = image.crop((int(word.left) - 4, int(top), int(word.right) + 5, int(bottom)))
    return "".join(text for text, _, _ in read(ImageOps.expand(cut, 40, 255), language, *AGAIN))


def distance(one: str, other: str) -> int:
    """How many characters must change (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def figures(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,]\d+)*", text)


def words_survive(copied: Image.Image, layer: Sequence[Word], language: str) -> tuple[float, list[str]]:
    """The share of wrong characters, and the faults."""
    copied = copied.filter(ImageFilter.GaussianBlur(EYE))
    seen = read(copied, language)
    faults, wrong, all_characters = [], 0, 0
    for word in layer:
        here = "".join(
            text for text, x, y in seen if word.left <= x <= word.right and word.top <= y <= word.bottom
        )
        known = figures(word.text)
        for below in BELOW:
            if known and known != figures(here):
                here = read_again(copied, word, language, below)
        wrong += min(distance(word.text, here), len(word.text))
        all_characters += len(word.text)
        if known and known != figures(here):
            faults.append(f"{word.text!r}, {sheets.place(word.left, word.top, DPI)}, is read as {here!r}")
    share = wrong / max(all_characters, 1)
    if share > MOST_WRONG:
        faults.append(
            f"{100 * share:.1f} % of the characters are wrong, and {100 * MOST_WRONG:.0f} % are the most"
        )
    return share, faults


def rules(image: Image.Image) -> list[Rule]:
    dark = np.pad(np.asarray(image) < 128, ((0, 0), (1, 1)))
    found: list[Rule] = []
    for y, row in enumerate(np.diff(dark.astype(np.int8), axis=1)):
        starts, ends = (np.flatnonzero(row == edge).tolist() for edge in (1, -1))
        for left, right in zip(starts, ends, strict=True):
            if right - left < LONG:
                continue
            for n, rule in enumerate(found):
                if rule.bottom == y and abs(rule.left - left) < 3 and abs(rule.right - right) < 3:
                    found[n] = rule._replace(bottom=y + 1)
                    break
            else:
                found.append(Rule(y, y + 1, left, right))
    light = np.asarray(image) > 128
    return [
        rule
        for rule in found
        if RULE[0] <= rule.bottom - rule.top <= RULE[1]
        and light[[rule.top - 2, rule.bottom + 1], rule.left : rule.right].mean() > 0.9
    ]


def rules_survive(copied: Image.Image, before: Sequence[Rule]) -> list[str]:
    dark = np.asarray(copied) < 128
    faults = []
    for top, bottom, left, right in before:
        # The copy is turned by the sum of the angles: a few pixels at the margins.
        inked = dark[top - 4 : bottom + 4, left + 4 : right - 4].any(axis=0)
        gaps = np.diff(np.flatnonzero(np.concatenate(([True], inked, [True]))))
        if gaps.max() > BREAK + 1:
            at = f"{top * sheets.POINTS / DPI:.0f} pt from the top"
            faults.append(f"the rule {at} is broken for {gaps.max() - 1} pixels")
    return faults


def whole(image: Image.Image) -> Image.Image:
    return image


def tinted(image: Image.Image) -> Image.Image:
    return image.point(lambda level: 255 - (255 - level) * 3 // 10)


def thinned(image: Image.Image) -> Image.Image:
    return image.filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.MaxFilter(3))


def judge(pdf: Path, spoil: Callable[[Image.Image], Image.Image] = whole) -> Verdict:
    clean = sheets.picture(pdf, DPI, "-gray")
    copied = copy(spoil(clean))
    layer = sheets.words(pdf, DPI)
    language = "spa" if re.search(r"-es\b", pdf.stem) else "eng"
    share, faults = words_survive(copied, layer, language)
    before = rules(clean)
    faults += rules_survive(copied, before)
    count = sum(bool(figures(word.text)) for word in layer)
    told = f"{len(layer)} words, {100 * share:.2f} % of the characters wrong"
    return Verdict(f"{told}; {count} figures, {len(before)} rules", faults)


def main(pdfs: Sequence[Path]) -> int:
    pdfs = [pdf for pdf in pdfs if not pdf.name.endswith("-press.pdf")]
    if not pdfs:
        print("files for the press alone: nothing to copy", file=sys.stderr)
        return 2
    with multiprocessing.Pool() as pool:
        planted = {
            name: pool.apply_async(judge, (pdfs[0], spoil))
            for name, spoil in (("at 30 % of its ink", tinted), ("in hairlines", thinned))
        }
        missed = 0
        for name, job in planted.items():
            told, faults = job.get()
            missed += not faults
            print(f"{pdfs[0]} {name}: {len(faults)} faults seen; {told}")
        bad = sheets.report(pdfs, pool.imap(judge, pdfs))
    return int(missed + bad > 0)
