"""Runs the judge named on the command line.

Exit status of each: 0 all sound, 1 faults, 2 nothing to judge.
"""

import argparse
import sys
from pathlib import Path

from tools import contact, copier, damage, inks, pdf, sheets, trace


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
    for command in several.values():
        command.add_argument("pdfs", nargs="+", metavar="FILE.pdf|FOLDER", type=sheets.found)
    several["pdf"].add_argument("--vera", metavar="PROFILES", default="ua1,a3a", help="default: %(default)s")

    command = add("contact", contact.__doc__)
    command.add_argument("pdfs", nargs=1, metavar="FOLDER", type=sheets.found)
    command.add_argument("out", metavar="OUT.png", type=Path)
    command.add_argument("columns", metavar="COLUMNS", nargs="?", type=int, default=8)

    command = add("trace", trace.__doc__)
    for name in ("handout", "state", "set", "pdf"):
        command.add_argument(name, metavar=name.upper())
    command.add_argument("--lang", metavar="LANGUAGE")

    add("damage", damage.__doc__)

    asked = parser.parse_args()
    pdfs = list(dict.fromkeys(pdf for some in getattr(asked, "pdfs", []) for pdf in some))
    match asked.name:
        case "pdf":
            return pdf.main(pdfs, asked.vera.split(","))
        case "copier":
            return copier.main(pdfs)
        case "inks":
            return inks.main(pdfs)
        case "contact":
            return contact.main(pdfs, asked.out, asked.columns)
        case "trace":
            return trace.main(asked.handout, asked.state, asked.set, asked.pdf, asked.lang)
        case _:
            return damage.main()


if __name__ == "__main__":
    sys.exit(main())
