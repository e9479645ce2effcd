"""Is a file of many sheets sound, and small?

The judges of single sheets, but that it has more pages than one; and: as many font programs as
faces, all pages called otherwise, and, with --parts, no more than a third of the sheets it was
made of. veraPDF: PDF/UA-1 and PDF/A-3a.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools import pdf as single
from tools import programs, sheets
from tools.programs import MOST_SHOWN, Refused
from tools.sheets import Verdict

MOST = 33  # percent of the parts


def bound(pdf: Path) -> Iterator[str]:
    """The fonts are there once, and each page has a label of its own."""
    written = programs.text("qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", pdf)
    objects = json.loads(written)["qpdf"][1]
    values = [own.get("value", own.get("stream", {}).get("dict", {})) for own in objects.values()]
    values = [own for own in values if isinstance(own, dict)]
    faces = {own["/FontName"].partition("+")[2] for own in values if "/FontFile2" in own}
    programs_found = sum("/FontFile2" in own for own in values)
    if programs_found != len(faces) or not faces:
        yield f"{programs_found} font programs of {len(faces)} faces"
    catalog = next(own for own in values if own.get("/Type") == "/Catalog")
    labels = [label["/P"] for label in catalog["/PageLabels"]["/Nums"][1::2]]
    pages = sum(own.get("/Type") == "/Page" for own in values)
    if pages < 2 or len(set(labels)) != pages:
        yield f"{len(set(labels))} labels of {pages} pages"


def judge(pdf: Path) -> Verdict:
    judges = {name: ask for name, ask in single.JUDGES.items() if name != "pdfinfo"} | {"bound": bound}
    faults = []
    for name, ask in judges.items():
        try:
            found = list(ask(pdf))
        except Refused as refused:
            found = [str(refused)]
        except Exception as error:  # an answer it should not be possible to give
            found = [f"could not judge: {error!r}"]
        faults += [f"{name}: {fault}" for fault in found[:MOST_SHOWN]]
    told = single.told_by_pdfinfo(pdf)
    return Verdict(f"{told.get('Pages')} pages, {pdf.stat().st_size} bytes", faults)


def main(pdfs: Sequence[Path], parts: Path | None) -> int:
    line, found = single.by_vera(pdfs, ["ua1", "a3a"])
    verdicts = [judge(pdf) for pdf in pdfs]
    verdicts = [
        Verdict(verdict.told, verdict.faults + found[pdf])
        for pdf, verdict in zip(pdfs, verdicts, strict=True)
    ]
    if parts:
        whole = sum(part.stat().st_size for part in parts.glob("*.pdf"))
        share = 100 * pdfs[0].stat().st_size / whole
        print(f"{pdfs[0].name}: {share:.1f} % of its parts, {whole} bytes")
        if share > MOST:
            verdicts[0].faults.append(f"more than {MOST} % of its parts")
    bad = sheets.report(pdfs, verdicts)
    print(line)
    print(f"{len(pdfs) - bad} of {len(pdfs)} packs sound")
    return int(bad > 0)
