"""What a press or a copier would lay down, by Ghostscript's plates.

    .ci/inks FILE.pdf|FOLDER ...

| file named    | must hold                                                                  |
|---------------|----------------------------------------------------------------------------|
| ...-gray.pdf  | inkcov: ink on the black plate alone                                       |
| ...-press.pdf | tiffsep: within the TrimBox no more than 280 % in all; black where K alone |
| others        | inkcov: some ink on the black plate                                        |

The last line of a press file says how much of its inked area is K alone: its text and rules.
Exit status: 0 all sound, 1 faults, 2 nothing to judge.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
from PIL import Image

RESOLUTION = 150
MOST = 280


def ghostscript(*arguments):
    command = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def coverage(pdf):
    """Percent of the page under C, M, Y, K."""
    said = ghostscript("-sDEVICE=inkcov", "-o", "-", pdf)
    return [float(n) * 100 for n in re.findall(r"\d+\.\d+", said)[:4]]


def trim(pdf):
    said = subprocess.run(["pdfinfo", "-box", pdf], check=True, capture_output=True, text=True).stdout
    box = {key: [float(n) for n in re.search(rf"^{key}:(.*)$", said, re.M)[1].split()] for key in ("MediaBox", "TrimBox")}
    return box["MediaBox"], box["TrimBox"]


def plates(pdf):
    """Percent of C, M, Y, K for every pixel within the TrimBox."""
    with tempfile.TemporaryDirectory() as folder:
        ghostscript("-sDEVICE=tiffsep", f"-r{RESOLUTION}", "-o", f"{folder}/page.tif", pdf)
        media, cut = trim(pdf)
        scale = RESOLUTION / 72
        left, right = (round((x - media[0]) * scale) for x in (cut[0], cut[2]))
        top, bottom = (round((media[3] - y) * scale) for y in (cut[3], cut[1]))
        read = []
        for ink in ("Cyan", "Magenta", "Yellow", "Black"):
            plate = numpy.asarray(Image.open(f"{folder}/page({ink}).tif").convert("L"), dtype=float)
            read.append((255 - plate[top:bottom, left:right]) / 2.55)
        return numpy.stack(read)


def judge(pdf):
    faults = []
    if pdf.endswith("-press.pdf"):
        inks = plates(pdf)
        total = inks.sum(axis=0)
        if total.max() > MOST + 1:
            faults.append(f"{total.max():.0f} % of ink, and {MOST} % is the most")
        alone = (inks[3] > 95) & (inks[:3].sum(axis=0) == 0)
        if not alone.any():
            faults.append("no black that is K alone")
        rich = (inks[3] > 85) & (inks[:3].sum(axis=0) > 0)
        told = f"at most {total.max():.0f} % of ink; {100 * alone.sum() / (total > 0).sum():.0f} % of the inked area is full K alone, {rich.sum()} pixels are rich black"
    else:
        covered = coverage(pdf)
        told = "C {:.2f} M {:.2f} Y {:.2f} K {:.2f} % of the page".format(*covered)
        if covered[3] == 0:
            faults.append("nothing on the black plate")
        if pdf.endswith("-gray.pdf") and any(covered[:3]):
            faults.append("ink on another plate than black")
    return told, faults


def main():
    pdfs = []
    for path in map(Path, sys.argv[1:]):
        pdfs += map(str, sorted(path.rglob("*.pdf")) if path.is_dir() else [path])
    if not pdfs:
        print("no PDF file there", file=sys.stderr)
        return 2
    bad = 0
    for pdf in pdfs:
        told, faults = judge(pdf)
        bad += bool(faults)
        print(f"{pdf}: {'FAULTS' if faults else 'sound'}; {told}")
        for fault in faults:
            print(f"  {fault}")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
