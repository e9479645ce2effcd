"""What is in the program: a licence text for every crate in it, and a bill of materials (CycloneDX).

Written to FOLDER: LICENSES/NAME-VERSION/… and sbom.cdx.json, without a time or a random number. Fails if the
licence of a crate is not to be found.
"""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

from tools import programs

LICENCE = re.compile(r"(?i)(licen[sc]e|copying|unlicense)")
FURTHER = re.compile(r"(?i)(copyright|notice)")
CODE = {".rs", ".py", ".yml", ".toml", ".json"}
# Crates whose package lacks the text: where it is, and what one should know about that.
ELSEWHERE = {
    "alloc-stdlib": ("alloc-no-stdlib", "LICENSE"),  # one repository, one licence
    "pathfinder_geometry": ("anstream", "LICENSE-APACHE"),  # MIT or Apache-2.0; the latter names no holder
    "pathfinder_simd": ("anstream", "LICENSE-APACHE"),
    "qrcodegen": ("qrcodegen", "src/lib.rs"),  # MIT, at the head of its only source
}

Package = dict[str, Any]


def cargo(*arguments: str) -> str:
    command = ["cargo", *arguments]
    return subprocess.run(command, cwd=programs.ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def linked(target: str, features: str) -> list[Package]:
    """The crates that are linked into the program, sorted; ours among them."""
    of = ["--locked", "--features", features]
    shown = cargo(
        "tree", *of, "--target", target, "-e", "normal,no-proc-macro", "--prefix", "none", "-f", "{p}"
    )
    names = {tuple(line.split()[:2]) for line in shown.splitlines() if line.strip()}
    metadata = json.loads(cargo("metadata", *of, "--format-version", "1", "--filter-platform", target))
    packages = [p for p in metadata["packages"] if (p["name"], f"v{p['version']}") in names]
    for package in packages:
        package["needs"] = next(n for n in metadata["resolve"]["nodes"] if n["id"] == package["id"])["deps"]
    if len(packages) != len(names):
        raise programs.Refused(f"{len(names)} crates are linked, {len(packages)} of them known")
    return sorted(packages, key=lambda p: (p["name"], p["version"]))


def texts(folder: Path) -> list[Path]:
    found = [*folder.iterdir(), *(path for sub in folder.glob("[Ll][Ii][Cc]*") for path in sub.glob("*"))]
    found = sorted(p for p in found if p.is_file() and p.suffix not in CODE)
    if not any(LICENCE.match(path.name) for path in found):
        return []
    return [path for path in found if LICENCE.match(path.name) or FURTHER.match(path.name)]


def licences(packages: list[Package], folder: Path) -> list[str]:
    faults = []
    home = {package["name"]: Path(package["manifest_path"]).parent for package in packages}
    for package in packages:
        name, to = package["name"], folder / f"{package['name']}-{package['version']}"
        found = texts(home[name])
        if not found and name in ELSEWHERE:
            crate, file = ELSEWHERE[name]
            found = [home[crate] / file]
        if not package["license"]:
            faults.append(f"{name}: says no licence")
        if not found or not all(path.is_file() for path in found):
            faults.append(f"{name}: no text of its licence, {package['license']}")
            continue
        to.mkdir(parents=True)
        for text in found:
            shutil.copyfile(text, to / text.name.replace("lib.rs", "LICENSE-in-source.txt"))
    return faults


def bill(packages: list[Package]) -> dict[str, Any]:
    lock = tomllib.loads((programs.ROOT / "Cargo.lock").read_text())["package"]
    sums = {(p["name"], p["version"]): p.get("checksum") for p in lock}
    names = {package["id"]: f"pkg:cargo/{package['name']}@{package['version']}" for package in packages}

    def component(package: Package) -> dict[str, Any]:
        described = {
            "bom-ref": names[package["id"]],
            "name": package["name"],
            "version": package["version"],
            "purl": names[package["id"]],
            "licenses": [{"expression": package["license"].replace("/", " OR ")}],
        }
        if checksum := sums[package["name"], package["version"]]:
            described["hashes"] = [{"alg": "SHA-256", "content": checksum}]
        return described

    def needs(package: Package) -> list[str]:
        return sorted({names[need["pkg"]] for need in package["needs"] if need["pkg"] in names})

    ours = [package for package in packages if package["source"] is None]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application"} | component(ours[0])},
        "components": [{"type": "library"} | component(p) for p in packages if p["source"]],
        "dependencies": [{"ref": names[p["id"]], "dependsOn": needs(p)} for p in packages],
    }


def main(folder: Path, target: str, features: str) -> int:
    packages = linked(target, features)
    shutil.rmtree(folder / "LICENSES", ignore_errors=True)
    faults = licences(packages, folder / "LICENSES")
    (folder / "sbom.cdx.json").write_text(json.dumps(bill(packages), indent=1) + "\n")
    for fault in faults:
        print(fault)
    print(f"{len(packages)} crates are in the program, {len(faults)} without the text of a licence")
    return 1 if faults else 0
