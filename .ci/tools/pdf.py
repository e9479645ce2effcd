"""Is a finished PDF file sound? Nine judges of it.

| judge              | must say                                                                      |
|--------------------|-------------------------------------------------------------------------------|
| pdfinfo            | one page, Letter, upright, title, tagged, not encrypted; nothing on stderr    |
| qpdf               | no error, no warning; the document names its language                         |
| pdffonts           | every font embedded, a subset, with Unicode                                   |
| mutool clean       | nothing                                                                       |
| pdftotext          | text, in plain letters: none private, unknown, control or ligature            |
| pdfdetach          | saves every attachment, with what PDFium finds in it                          |
| pdfinfo once more  | the dates' day is the same from American Samoa to Guam                        |
| renderers.py       | poppler, MuPDF, Ghostscript, PDFium, hayro: the same page, no complaint       |
| veraPDF            | the profiles are met: PDF/UA-1 and PDF/A-3a, unless --vera names others       |

A file that declares PDF/X is a press file: its TrimBox is Letter and its BleedBox 9 pt wider.
A judge that cannot run counts as a fault.
"""

import html
import itertools
import json
import multiprocessing
import re
import tempfile
import textwrap
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pypdfium2

from tools import programs, renderers, sheets, vera
from tools.programs import MOST_SHOWN, Refused
from tools.sheets import Verdict

WIDTH, HEIGHT, BLEED = 612, 792, 9
NEAR = 0.005  # points
# As POSIX writes them, since a bare machine may know no place by name.
ZONES = {"American Samoa": "SST11", "Los Angeles": "PST8PDT,M3.2.0,M11.1.0", "Guam": "ChST-10"}


def is_press(pdf: Path) -> bool:
    return b"GTS_PDFXVersion" in programs.output("pdfinfo", "-meta", pdf, quiet=False)


def told_by_pdfinfo(pdf: Path, zone: str = "UTC") -> dict[str, str]:
    lines = (line.partition(":") for line in programs.text("pdfinfo", pdf, zone=zone).splitlines())
    told = {key: value.strip() for key, _, value in lines}
    if told.get("PDF version") == "2.0":
        # It has no information dictionary; readers of PDF 2.0 take all this from the packet.
        told |= told_by_packet(programs.text("pdfinfo", "-meta", pdf), zone)
    return told


def told_by_packet(packet: str, zone: str) -> dict[str, str]:
    found = re.search(r"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", packet, re.DOTALL)
    told = {"Title": html.unescape(found[1])} if found else {}
    for key, name in (("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")):
        if date := re.search(rf"<{name}>(.*?)</{name}>", packet):
            shown = programs.text("date", "-d", date[1], "+%a %b %e %H:%M:%S %Y %Z", zone=zone)
            told[key] = shown.strip()
    return told


def pdfinfo(pdf: Path) -> Iterator[str]:
    told = told_by_pdfinfo(pdf)
    for key, wanted in {"Pages": "1", "Page rot": "0", "Tagged": "yes", "Encrypted": "no"}.items():
        if told.get(key) != wanted:
            yield f"{key}: {told.get(key)}, not {wanted}"
    if not told.get("Title"):
        yield "no title"
    boxes = sheets.boxes(pdf)
    for name, more in ({"TrimBox": 0, "BleedBox": BLEED} if is_press(pdf) else {"MediaBox": 0}).items():
        left, bottom, right, top = boxes[name]
        width, height = WIDTH + 2 * more, HEIGHT + 2 * more
        if abs(right - left - width) > NEAR or abs(top - bottom - height) > NEAR:
            yield f"{name} is {boxes[name]}, not {width} x {height} pt"


def qpdf(pdf: Path) -> Iterator[str]:
    if "No syntax or stream encoding errors found" not in programs.text("qpdf", "--check", pdf):
        yield "not found free of errors"
    written = programs.text("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", pdf)
    objects = json.loads(written)["qpdf"][1]
    catalog = objects["obj:" + objects["trailer"]["value"]["/Root"]]["value"]
    language = catalog.get("/Lang", "")
    language = objects.get("obj:" + language, {}).get("value", language)
    if not re.fullmatch(r"u:[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        yield f"the document's language is {language[2:] or 'not given'}"


def pdffonts(pdf: Path) -> Iterator[str]:
    fonts = programs.text("pdffonts", pdf).splitlines()[2:]
    if not fonts:
        yield "no fonts"
    for font in fonts:
        # name, type and encoding may hold spaces; then emb, sub, uni, object number, generation
        columns = font.split()
        for name, answer in zip(("embedded", "subset", "mapped to Unicode"), columns[-5:-2], strict=True):
            if answer != "yes":
                yield f"{columns[0]} is not {name}"


def mutool(pdf: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        # A real file: Debian's mutool spins for ever on /dev/null.
        said = programs.text("mutool", "clean", "-s", pdf, f"{folder}/clean.pdf").strip()
    if said:
        yield said


def pdftotext(pdf: Path) -> Iterator[str]:
    text = programs.text("pdftotext", "-layout", pdf, "-")
    if not any(character.isalpha() for character in text):
        yield "no text"
    for character in sorted(set(text) - set("\n\f\t")):
        name = f"U+{ord(character):04X} {unicodedata.name(character, 'no name')}"
        if character == "\ufffd" or unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs"):
            yield f"not a letter: {name}"
        elif "\ufb00" <= character <= "\ufb06":
            yield f"a ligature left whole: {name}"


def pdfdetach(pdf: Path) -> Iterator[str]:
    """Everything attached is saved by poppler, and is what PDFium, another reader, finds attached.

    Files for the press have nothing attached, all others have their data.
    """
    with pypdfium2.PdfDocument(pdf) as document:
        attachments = [document.get_attachment(n) for n in range(document.count_attachments())]
        attached = {attachment.get_name(): bytes(attachment.get_data()) for attachment in attachments}
    if is_press(pdf) == bool(attached):
        yield f"attached: {', '.join(attached) or 'nothing'}"
    with tempfile.TemporaryDirectory() as folder:
        programs.output("pdfdetach", "-saveall", "-o", folder, pdf)
        saved = {file.name: file.read_bytes() for file in Path(folder).iterdir()}
    if saved != attached:
        yield f"attached: {', '.join(attached)}; saved: {', '.join(saved)}"


def dates(pdf: Path) -> Iterator[str]:
    """Programs show dates in local time: the day must be the same wherever the sheets go."""

    def days(zone: str) -> dict[str, str]:
        told = told_by_pdfinfo(pdf, zone)
        # Wed May  1 12:00:00 2024 UTC
        split = {key: told[key].split() for key in ("CreationDate", "ModDate") if key in told}
        return {key: f"{month} {day} {year}" for key, (_, month, day, _, year, _) in split.items()}

    wanted = days("UTC")
    if len(wanted) != 2:
        yield "no date"
    for place, zone in ZONES.items():
        for key, day in days(zone).items():
            if day != wanted.get(key):
                yield f"{key} is {wanted.get(key)}, and {day} in {place}"


JUDGES: dict[str, Callable[[Path], Iterator[str]]] = {
    "pdfinfo": pdfinfo,
    "qpdf": qpdf,
    "pdffonts": pdffonts,
    "mutool": mutool,
    "pdftotext": pdftotext,
    "pdfdetach": pdfdetach,
    "dates": dates,
}


def judge(pdf: Path) -> Verdict:
    """All judges but veraPDF."""
    try:
        press = is_press(pdf)
    except Refused:
        press = False  # the judges will say why
    faults = []
    for name, ask in JUDGES.items():
        try:
            found = list(ask(pdf))
        except Refused as refused:
            found = [str(refused)]
        except Exception as error:  # an answer it should not be possible to give
            found = [f"could not judge: {error!r}"]
        faults += [f"{name}: {fault}" for fault in found[:MOST_SHOWN]]
    try:
        told, found = renderers.judge(pdf, press)
    except Exception as error:
        told, found = "not comparable", [f"renderers: could not judge: {error!r}"]
    for _, by_one in itertools.groupby(found, lambda fault: fault.partition(":")[0]):
        faults += itertools.islice(by_one, MOST_SHOWN)
    return Verdict(("press; " if press else "") + told, faults)


def unmet(result: vera.Result) -> Iterator[str]:
    """What veraPDF finds wrong with one file by one profile."""
    if result.get("error"):
        yield result["error"]
    elif not result.get("checks"):
        yield "did not judge"
    elif not result["compliant"] or result["failures"]:
        for failure in result["failures"][:MOST_SHOWN]:
            rule = textwrap.shorten(failure["description"], 160, placeholder=" …")
            yield f"rule {failure['rule']}, {failure['count']} times: {rule}"
        if not result["failures"]:
            yield "not compliant"


def by_vera(pdfs: Sequence[Path], profiles: Sequence[str]) -> tuple[str, dict[Path, list[str]]]:
    """A line to print, and the faults of each file."""
    try:
        answer = vera.ask(pdfs, profiles)
    except Refused as refused:
        said = f"veraPDF: {refused}"
        return said, {pdf: [said] for pdf in pdfs}
    faults = {
        pdf: [
            f"veraPDF {profile}: {fault}"
            for profile in profiles
            for fault in unmet(answer.results.get((pdf, profile), {}))
        ]
        for pdf in pdfs
    }
    checks = sum(result.get("checks", 0) for result in answer.results.values())
    return f"veraPDF {answer.release}: {checks} checks of {','.join(profiles)} on {len(pdfs)} files", faults


def vera_alone(pdfs: Sequence[Path], profiles: Sequence[str]) -> int:
    """Files of any number of pages, which the other judges do not take."""
    line, found = by_vera(pdfs, profiles)
    bad = sheets.report(pdfs, (Verdict("", found[pdf]) for pdf in pdfs))
    print(line)
    print(f"{len(pdfs) - bad} of {len(pdfs)} files sound")
    return int(bad > 0)


def main(pdfs: Sequence[Path], profiles: Sequence[str]) -> int:
    programs.cargo("build", "--quiet", "--example", "render")
    print(f"judging {len(pdfs)} files")
    with multiprocessing.Pool() as pool:
        judged = pool.imap(judge, pdfs)
        line, found = by_vera(pdfs, profiles)
        verdicts = (
            Verdict(told, faults + found[pdf]) for pdf, (told, faults) in zip(pdfs, judged, strict=True)
        )
        bad = sheets.report(pdfs, verdicts)
    print(line)
    print(f"{len(pdfs) - bad} of {len(pdfs)} files sound")
    return int(bad > 0)
