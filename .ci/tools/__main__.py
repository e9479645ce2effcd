"""Runs the judge named on the command line.

Exit status of each: 0 all sound, 1 faults, 2 nothing to judge.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tools import (
    bill,
    contact,
    copier,
    damage,
    guide,
    inks,
    mail,
    packs,
    pdf,
    preview,
    readers,
    sheets,
    trace,
    vera,
)


def main() -> int:
    parser = argparse.ArgumentParser(prog=".ci/judges", description=__doc__)
    names = parser.add_subparsers(dest="name", metavar="NAME", required=True)

    def add(name: str, about: str) -> argparse.ArgumentParser:
        raw = argparse.RawDescriptionHelpFormatter
        return names.add_parser(name, help=about.partition("\n")[0], description=about, formatter_class=raw)

    several = {
        name: add(name, about)
        for name, about in (("pdf", pdf.__doc__), ("copier", copier.__doc__), ("inks", inks.__doc__))
    }
    several["vera"] = add("vera", vera.__doc__)
    for command in several.values():
        command.add_argument("pdfs", nargs="+", metavar="FILE.pdf|FOLDER", type=sheets.found)
    for command in (several["pdf"], several["vera"]):
        command.add_argument("--vera", metavar="PROFILES", default="ua1,a3a", help="default: %(default)s")

    command = add("packs", packs.__doc__)
    command.add_argument("pdfs", nargs="+", metavar="FILE.pdf|FOLDER", type=sheets.found)
    command.add_argument("--parts", metavar="FOLDER", type=Path, help="the sheets of the first, each alone")

    command = add("contact", contact.__doc__)
    command.add_argument("pdfs", nargs=1, metavar="FOLDER", type=sheets.found)
    command.add_argument("out", metavar="OUT.png", type=Path)
    command.add_argument("columns", metavar="COLUMNS", nargs="?", type=int, default=8)

    command = add("trace", trace.__doc__)
    for name in ("handout", "state", "set", "pdf"):
        command.add_argument(name, metavar=name.upper())
    command.add_argument("--lang", metavar="LANGUAGE")

    command = add("readers", readers.__doc__)
    command.add_argument("set", metavar="SET")
    command.add_argument("theme", metavar="THEME")
    command.add_argument("pdfs", nargs="+", metavar="FILE.pdf|FOLDER", type=sheets.found)
    command.add_argument("--rewritten", action="store_true", help="by Ghostscript too")

    command = add("preview", preview.__doc__)
    command.add_argument("pdfs", nargs="+", metavar="FILE.pdf|FOLDER", type=sheets.found)
    command.add_argument("--preview", metavar="FOLDER", type=Path, required=True)
    command.add_argument("--cards", metavar="FOLDER", type=Path)
    command.add_argument("--screenshot", metavar="OUT.png", type=Path, required=True)

    add("damage", damage.__doc__)

    command = add("bill", bill.__doc__)
    command.add_argument("folder", metavar="FOLDER", type=Path)
    command.add_argument("--target", metavar="TRIPLE", default="x86_64-unknown-linux-gnu")
    command.add_argument("--features", metavar="NAMES", default="", help="besides the default ones")

    command = add("guide", guide.__doc__)
    command.add_argument("handout", metavar="HANDOUT", type=Path)
    command.add_argument("pages", nargs="*", metavar="PAGE.md", type=Path, help="default: all, and the site")
    command = add("mail", mail.__doc__)
    command.add_argument("handout", metavar="HANDOUT")
    command.add_argument("set", metavar="SET", type=Path)
    command.add_argument("sheets", metavar="FOLDER", type=Path)

    asked = parser.parse_args()
    pdfs = list(dict.fromkeys(pdf for some in getattr(asked, "pdfs", []) for pdf in some))
    judges: dict[str, Callable[[], int]] = {
        "pdf": lambda: pdf.main(pdfs, asked.vera.split(",")),
        "packs": lambda: packs.main(pdfs, asked.parts),
        "vera": lambda: pdf.vera_alone(pdfs, asked.vera.split(",")),
        "copier": lambda: copier.main(pdfs),
        "inks": lambda: inks.main(pdfs),
        "readers": lambda: readers.main(asked.set, asked.theme, pdfs, asked.rewritten),
        "contact": lambda: contact.main(pdfs, asked.out, asked.columns),
        "trace": lambda: trace.main(asked.handout, asked.state, asked.set, asked.pdf, asked.lang),
        "preview": lambda: preview.main(pdfs, asked.preview, asked.cards, asked.screenshot),
        "damage": damage.main,
        "bill": lambda: bill.main(asked.folder, asked.target, asked.features),
        "guide": lambda: guide.main(asked.handout, asked.pages),
        "mail": lambda: mail.main(asked.handout, asked.set, asked.sheets),
    }
    return judges[asked.name]()


if __name__ == "__main__":
    sys.exit(main())
