"""Plants the faults of tests/it/damage.rs and asks veraPDF about each.

Prints the table that stands in docs/standards/damages.md. veraPDF has no profile of PDF/X-4, so it
cannot know of most faults of files for the press.
"""

import shutil
from pathlib import Path

from tools import programs, vera

PROFILES = "ua1", "a3a"


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
    print("| planted | veraPDF UA-1 | veraPDF A-3a |\n| --- | --- | --- |")
    caught = 0
    for pdf in pdfs:
        cells = [rules(answer.results.get((pdf, profile))) for profile in PROFILES]
        caught += any(cell != "—" for cell in cells)
        print(f"| {planted(pdf)} | {' | '.join(cells)} |")
    print(f"\nveraPDF {answer.release} finds {caught} of {len(pdfs)}.")
    return 0
