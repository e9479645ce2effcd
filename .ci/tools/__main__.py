"""Runs the judge named on the command line.

Exit status of each: 0 all sound, 1 faults, 2 nothing to judge.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from tools import contact, copier, damage, inks, pdf, readers, sheets, trace, vera


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

    add("damage", damage.__doc__)

    asked = parser.parse_args()
    pdfs = list(dict.fromkeys(pdf for some in getattr(asked, "pdfs", []) for pdf in some))
    judges: dict[str, Callable[[], int]] = {
        "pdf": lambda: pdf.main(pdfs, asked.vera.split(",")),
        "vera": lambda: pdf.vera_alone(pdfs, asked.vera.split(",")),
        "copier": lambda: copier.main(pdfs),
        "inks": lambda: inks.main(pdfs),
        "readers": lambda: readers.main(asked.set, asked.theme, pdfs, asked.rewritten),
        "contact": lambda: contact.main(pdfs, asked.out, asked.columns),
        "trace": lambda: trace.main(asked.handout, asked.state, asked.set, asked.pdf, asked.lang),
        "damage": damage.main,
    }
    return judges[asked.name]()


if __name__ == "__main__":
    sys.exit(main())
