"""Plants the faults of tests/it/damage.rs and asks veraPDF about each.

The table it prints must stand in docs/standards/damages.md. veraPDF has no profile of PDF/X-4, so it
cannot know of most faults of files for the press.
"""

import shutil
import sys
from pathlib import Path

from tools import programs, vera

PROFILES = "ua1", "a3a"
SHOWN = programs.ROOT / "docs" / "standards" / "damages.md"


def rules(result: vera.Result | None) -> str:
    if result is None:
        return "not judged"
    if result.get("error"):
        return "unreadable"
    return ", ".join(sorted({failure["rule"] for failure in result["failures"]})) or "—"


def planted(pdf: Path) -> str:
    kind, _, name = pdf.stem.split("-", 2)
    return ("" if kind == "office" else "press: ") + name.replace("-", " ")


def main() -> int:
    folder = programs.INSTALLED / "damages"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    programs.cargo("test", "--quiet", "--test", "it", "damage::", HANDOUT_DAMAGES=str(folder))
    pdfs = sorted(folder.glob("*.pdf"))
    answer = vera.ask(pdfs, PROFILES)
    table = ["| planted | veraPDF UA-1 | veraPDF A-3a |", "| --- | --- | --- |"]
    caught = 0
    for pdf in pdfs:
        cells = [rules(answer.results.get((pdf, profile))) for profile in PROFILES]
        caught += any(cell != "—" for cell in cells)
        table.append(f"| {planted(pdf)} | {' | '.join(cells)} |")
    said = "\n".join([*table, "", f"veraPDF {answer.release} finds {caught} of {len(pdfs)}."])
    print(said)
    if said not in SHOWN.read_text(encoding="utf-8"):
        print(f"{SHOWN} shows another table", file=sys.stderr)
        return 1
    return 0
