"""Are the digits that `handout trace` lists for a state those that pdftotext finds on its page?"""

import collections
import json
import re
from collections.abc import Iterable

from tools import programs


def runs(texts: Iterable[str]) -> collections.Counter[str]:
    return collections.Counter(run for text in texts for run in re.findall(r"\d+", text))


def main(handout: str, state: str, set_folder: str, pdf: str, language: str | None) -> int:
    of = ["--lang", language] if language else []
    traced = programs.text(handout, "trace", state, set_folder, *of, "--format", "json", quiet=False)
    numbers = json.loads(traced)["numbers"]
    listed = runs(number["printed"] for number in numbers)
    printed = runs([programs.text("pdftotext", "-raw", pdf, "-")])
    if listed != printed or not printed:
        print("on the page, not in the list:", dict(printed - listed))
        print("in the list, not on the page:", dict(listed - printed))
        return 1
    print(f"{len(numbers)} numbers, {sum(map(len, printed.elements()))} digits: all accounted for")
    return 0
