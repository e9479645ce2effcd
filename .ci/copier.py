"""Pages must survive a copier, twice: every figure is read right off the copy of a copy.

    .ci/copier FILE.pdf|FOLDER ...

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
Exit status: 0 all sound, 1 faults, 2 nothing to copy.
"""

import csv
import html
import io
import multiprocessing
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter, ImageOps

DPI = 300
COPIES = ((0.3, "photo"), (-0.25, "text"))  # degrees, mode
BLUR = 0.5  # pixels
WASHED, GAIN, SPREAD = 0.06, 1.3, 0.25  # of full ink: what is lost; contrast; what the neighbours get
SPECKS = 0.0002  # of all pixels
SEED = 20240501
EYE = 1.2  # pixels, 0.1 mm: dots closer than that run together for a reader
MOST_WRONG = 0.02
# One line, of figures: without that, a lone "21", plain to the eye, is read as "ai".
AGAIN = "--psm", "7", "-c", "tessedit_char_whitelist=0123456789.,:()-%"
RULE = 3, 12  # pixels: 0.75 pt, and what is a band and no rule
LONG = 250  # pixels: shorter ones are letters' strokes
BREAK = 3  # pixels


def tool(*arguments, given=None):
    return subprocess.run(arguments, input=given, check=True, capture_output=True).stdout


def page(pdf):
    return Image.open(io.BytesIO(tool("pdftoppm", "-gray", "-r", str(DPI), "-singlefile", pdf)))


def copy(image):
    """A copy of a copy."""
    random = np.random.default_rng(SEED)
    for angle, mode in COPIES:
        image = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(BLUR))
        ink = 1 - np.asarray(image, dtype=np.float32) / 255
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


def text_layer(pdf):
    """The words of the text layer: [(word, its box in pixels)]."""
    pattern = r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>'
    found = re.findall(pattern, tool("pdftotext", "-bbox", pdf, "-").decode())
    return [(html.unescape(word), [float(edge) * DPI / 72 for edge in box]) for *box, word in found]


def read(image, language, *more):
    """The words tesseract sees: [(word, the middle of its box)]."""
    picture = io.BytesIO()
    image.save(picture, "PPM")
    asked = ["tesseract", "-", "-", "-l", language, "--dpi", str(DPI), *more, "tsv"]
    said = io.StringIO(tool(*asked, given=picture.getvalue()).decode())
    words = []
    for row in csv.DictReader(said, delimiter="\t", quoting=csv.QUOTE_NONE):
        if (row["text"] or "").strip():
            left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
            words.append((row["text"], left + width / 2, top + height / 2))
    return words


def read_again(image, box, language):
    """What stands in the box, as one line of text."""
    left, top, right, bottom = box
    # From above the figures to below the baseline: the box itself may hold the rule of its row.
    top, bottom = top + 0.16 * (bottom - top), bottom - 0.12 * (bottom - top)
    cut = image.crop((int(left) - 4, int(top), int(right) + 5, int(bottom)))
    cut = ImageOps.expand(cut, 40, 255)
    return "".join(text for text, _, _ in read(cut, language, *AGAIN))


def distance(one, other):
    """How many characters must change (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def figures(text):
    return re.findall(r"\d+(?:[.,]\d+)*", text)


def words_survive(copied, layer, language):
    """Returns (the share of wrong characters, the faults)."""
    copied = copied.filter(ImageFilter.GaussianBlur(EYE))
    seen = read(copied, language)
    faults, wrong, all_characters = [], 0, 0
    for word, (left, top, right, bottom) in layer:
        here = "".join(text for text, x, y in seen if left <= x <= right and top <= y <= bottom)
        known = figures(word)
        if known and known != figures(here):
            here = read_again(copied, (left, top, right, bottom), language)
        wrong += min(distance(word, here), len(word))
        all_characters += len(word)
        if known and known != figures(here):
            at = f"{left * 72 / DPI:.0f} pt from the left, {top * 72 / DPI:.0f} pt from the top"
            faults.append(f"{word!r}, {at}, is read as {here!r}")
    share = wrong / max(all_characters, 1)
    if share > MOST_WRONG:
        faults.append(f"{100 * share:.1f} % of the characters are wrong, and {100 * MOST_WRONG:.0f} % are the most")
    return share, faults


def rules(image):
    """The thin horizontal rules: [(top, bottom, left, right)], in pixels."""
    dark = np.pad(np.asarray(image) < 128, ((0, 0), (1, 1)))
    found = []
    for y, row in enumerate(np.diff(dark.astype(np.int8), axis=1)):
        for left, right in zip(np.flatnonzero(row == 1), np.flatnonzero(row == -1)):
            if right - left < LONG:
                continue
            for rule in found:
                if rule[1] == y and abs(rule[2] - left) < 3 and abs(rule[3] - right) < 3:
                    rule[1] = y + 1
                    break
            else:
                found.append([y, y + 1, left, right])
    light = np.asarray(image) > 128
    return [
        (top, bottom, left, right)
        for top, bottom, left, right in found
        if RULE[0] <= bottom - top <= RULE[1] and light[[top - 2, bottom + 1], left:right].mean() > 0.9
    ]


def rules_survive(copied, before):
    dark = np.asarray(copied) < 128
    faults = []
    for top, bottom, left, right in before:
        # The copy is turned by the sum of the angles: a few pixels at the margins.
        inked = dark[top - 4 : bottom + 4, left + 4 : right - 4].any(axis=0)
        gaps = np.diff(np.flatnonzero(np.concatenate(([True], inked, [True]))))
        if gaps.max() > BREAK + 1:
            faults.append(f"the rule {top * 72 / DPI:.0f} pt from the top is broken for {gaps.max() - 1} pixels")
    return faults


def judge(pdf, spoil=lambda image: image):
    """Returns (a line to print, the faults)."""
    clean = page(pdf)
    copied = copy(spoil(clean))
    layer = text_layer(pdf)
    language = "spa" if re.search(r"-es\b", Path(pdf).stem) else "eng"
    share, faults = words_survive(copied, layer, language)
    before = rules(clean)
    faults += rules_survive(copied, before)
    count = sum(bool(figures(word)) for word, _ in layer)
    told = f"{len(layer)} words, {100 * share:.2f} % of the characters wrong; {count} figures, {len(before)} rules"
    return told, faults


def tinted(image):
    return image.point(lambda level: 255 - (255 - level) * 3 // 10)


def thinned(image):
    return image.filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.MaxFilter(3))


def main():
    pdfs = []
    for path in map(Path, sys.argv[1:]):
        pdfs += map(str, sorted(path.rglob("*.pdf")) if path.is_dir() else [path])
    pdfs = [pdf for pdf in pdfs if not pdf.endswith("-press.pdf")]
    if not pdfs or not all(Path(pdf).is_file() for pdf in pdfs):
        print("no PDF file there", file=sys.stderr)
        return 2
    bad = 0
    with multiprocessing.Pool() as pool:
        planted = [pool.apply_async(judge, (pdfs[0], spoil)) for spoil in (tinted, thinned)]
        for name, job in zip(("at 30 % of its ink", "in hairlines"), planted):
            told, faults = job.get()
            bad += not faults
            print(f"{pdfs[0]} {name}: {len(faults)} faults seen; {told}")
        for pdf, (told, faults) in zip(pdfs, pool.imap(judge, pdfs)):
            bad += bool(faults)
            print(f"{pdf}: {'FAULTS' if faults else 'sound'}; {told}")
            for fault in faults:
                print(f"  {fault}")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
