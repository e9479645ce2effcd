"""Does the guide tell the truth? Its commands are run, its links followed, its site is built.

Every fenced `sh` block of a page is run, in order, in a fresh folder with the samples: data,
examples/household-income with its spreadsheets and its contacts, and the invented country `union`. `cargo run
… --` is the program too. What is said of a block stands behind `sh`: `fails` if its last command ends with
1, `no-run: REASON` if it cannot run here. A `text` block below it is what it prints: each line must be
there, in this order; `…` stands for any lines, or for the rest of one.
"""

import html.parser
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools import programs

ROOT = programs.ROOT
# What the links of a site may lead to besides its own pages.
OUTSIDE = re.compile(r"[a-z]+:|//|#$")
# What the pages import and send by, beside the samples.
SPREADSHEETS = [
    "household-income-2013.xlsx",
    "income-tables.xlsx",
    "volunteers.csv",
    "household-contacts.csv",
]
MOST_OF_ONE_PICTURE = 150_000  # bytes
MOST_OF_ALL_PICTURES = 1_000_000
PATIENCE = 600  # seconds, for one block

# The program under its other name, as developers call it from the sources.
CARGO = """#!/bin/sh
[ "$1" = run ] || { echo "cargo $1 does not run here: mark the block no-run" >&2; exit 9; }
while [ $# -gt 0 ]; do
    [ "$1" = -- ] && { shift; exec handout "$@"; }
    shift
done
exit 9
"""


@dataclass
class Block:
    """A fenced block: what its fence says, the lines it begins and ends at, what is in it."""

    kind: str
    line: int
    end: int = 0
    text: str = ""
    printed: list[str] = field(default_factory=list)


def blocks(markdown: str) -> Iterator[Block]:
    open_block: Block | None = None
    fence = ""
    for number, line in enumerate(markdown.splitlines(), 1):
        bare = line.strip()
        if open_block is None and bare.startswith("```"):
            fence = re.match("`+", bare).group()  # type: ignore[union-attr]
            open_block = Block(bare.removeprefix(fence).strip(), number)
        elif open_block is not None and bare == fence:
            open_block.end = number
            yield open_block
            open_block = None
        elif open_block is not None:
            open_block.text += line + "\n"


def commands(markdown: str) -> list[Block]:
    """The blocks to run; the text block that follows one directly is what it prints."""
    found: list[Block] = []
    lines = markdown.splitlines()
    for block in blocks(markdown):
        if re.match(r"sh\b", block.kind):
            found.append(block)
        elif re.match(r"(bash|shell|console|zsh)\b", block.kind):
            found.append(Block("unknown", block.line))
        elif block.kind == "text" and found and not any(lines[found[-1].end : block.line - 1]):
            found[-1].printed = block.text.splitlines()
    return found


def unsaid(wanted: list[str], said: str) -> str | None:
    """The first line that was not printed, behind those before it."""
    lines = iter(line.rstrip() for line in said.splitlines())
    for line in wanted:
        shape = re.compile(".*".join(re.escape(part) for part in line.rstrip().split("…")))
        if line.strip() != "…" and not any(shape.fullmatch(printed) for printed in lines):
            return line
    return None


def run(page: Path, folder: Path, settings: dict[str, str]) -> list[str]:
    faults = []
    name = page.relative_to(ROOT)
    for block in commands(page.read_text()):
        at = f"{name}:{block.line}"
        words = block.kind.removeprefix("sh").strip()
        if words.startswith("no-run"):
            if not words.removeprefix("no-run").strip(": "):
                faults.append(f"{at}: no-run, but no reason")
            continue
        if words not in ("", "fails"):
            faults.append(f"{at}: `{block.kind}` is not known: write sh, sh fails, or sh no-run: REASON")
            continue
        try:
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", block.text],
                cwd=folder,
                env=settings,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            faults.append(f"{at}: takes more than {PATIENCE} s")
            continue
        said = done.stdout
        wanted = 1 if words == "fails" else 0
        if done.returncode != wanted:
            faults.append(f"{at}: exit status {done.returncode}, not {wanted}\n{block.text}{said}")
        elif (line := unsaid(block.printed, said)) is not None:
            faults.append(f"{at}: this was not printed: {line}\n{said}")
    return faults


def slug(heading: str) -> str:
    """The anchor of a heading, as GitHub and mdBook make it."""
    words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").strip().lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def prose(markdown: str) -> list[str]:
    """The lines outside of fenced blocks, with code in lines taken out; empty lines keep the count."""
    lines, inside = [], False
    for line in markdown.splitlines():
        fence = line.strip().startswith("```")
        lines.append("" if inside or fence else re.sub(r"`[^`]*`", "", line))
        inside ^= fence
    return lines


def anchors(page: Path) -> set[str]:
    found: dict[str, int] = {}
    inside = False
    for line in page.read_text().splitlines():
        inside ^= line.strip().startswith("```")
        if not inside and (heading := re.match(r"#{1,6} +(.*)", line)):
            name = slug(heading[1])
            found[name] = found.get(name, -1) + 1
    return {name if n == 0 else f"{name}-{n}" for name, most in found.items() for n in range(most + 1)}


def links(page: Path) -> list[str]:
    faults = []
    for number, line in enumerate(prose(page.read_text()), 1):
        for target in re.findall(r"\]\(([^)\s]+)\)", line):
            if OUTSIDE.match(target):
                continue
            path, _, anchor = target.partition("#")
            to = (page.parent / path).resolve() if path else page
            at = f"{page.relative_to(ROOT)}:{number}"
            if not to.exists():
                faults.append(f"{at}: {target}: there is no such file")
            elif anchor and to.suffix == ".md" and anchor not in anchors(to):
                faults.append(f"{at}: {target}: there is no such heading")
    return faults


def pictures() -> list[str]:
    found = sorted((ROOT / "docs/guide").glob("*.png"))
    sizes = {path.relative_to(ROOT): path.stat().st_size for path in found}
    faults = [f"{path}: {size} bytes" for path, size in sizes.items() if size > MOST_OF_ONE_PICTURE]
    if sum(sizes.values()) > MOST_OF_ALL_PICTURES:
        faults.append(f"docs/guide: {sum(sizes.values())} bytes of pictures")
    return faults


class Links(html.parser.HTMLParser):
    """What a page of the site links to and shows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def site(folder: Path) -> list[str]:
    """Builds the site; what its pages link to must be in it."""
    mdbook = Path(sys.prefix) / "bin/mdbook"
    faults = []
    try:
        programs.text(mdbook, "build", ROOT / "docs", "--dest-dir", folder, quiet=False)
    except programs.Refused as error:
        faults.append(f"site: {error}")
    pages = sorted(folder.rglob("*.html"))
    for page in pages:
        parser = Links()
        parser.feed(page.read_text())
        for target in parser.found:
            path = target.partition("#")[0].partition("?")[0]
            if path and not OUTSIDE.match(target) and not (page.parent / path).exists():
                faults.append(f"site: {page.relative_to(folder)}: {target} is not in the site")
    print(f"site: {len(pages)} pages")
    docs = ROOT / "docs"
    listed = set(re.findall(r"\(([^)]+\.md)\)", (docs / "SUMMARY.md").read_text()))
    written = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")} - {"SUMMARY.md"}
    return faults + [f"docs/SUMMARY.md does not list {name}" for name in sorted(written - listed)]


def main(handout: Path, asked: list[Path]) -> int:
    everything = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    pages = [path.resolve() for path in asked] or everything
    faults = [] if asked else pictures()
    with tempfile.TemporaryDirectory() as name:
        temporary = Path(name)
        programs_folder = temporary / "bin"
        programs_folder.mkdir()
        (programs_folder / "handout").symlink_to(handout.resolve())
        (programs_folder / "cargo").write_text(CARGO)
        (programs_folder / "cargo").chmod(0o755)
        union = temporary / "union"
        programs.cargo("run", "--quiet", "--example", "invented_country", "--", str(union), "union")
        settings = os.environ | {
            "PATH": f"{programs_folder}:{os.environ['PATH']}",
            "HOME": str(temporary / "home"),
            "NO_COLOR": "1",
            "LC_ALL": "C.UTF-8",
        }
        ran = 0
        for number, page in enumerate(pages):
            folder = temporary / str(number)
            shutil.copytree(ROOT / "data", folder / "data")
            shutil.copytree(ROOT / "examples/household-income", folder / "examples/household-income")
            for spreadsheet in SPREADSHEETS:
                shutil.copy(ROOT / "examples" / spreadsheet, folder / "examples")
            shutil.copytree(union, folder / "union")
            (temporary / "home").mkdir(exist_ok=True)
            found = run(page, folder, settings)
            count = sum(not block.kind.startswith("sh no-run") for block in commands(page.read_text()))
            ran += count
            if count:
                print(f"{page.relative_to(ROOT)}: {count} blocks, {len(found)} faults", flush=True)
            faults += found + links(page)
            shutil.rmtree(folder)
        if not asked:
            faults += site(temporary / "site")
    for fault in faults:
        print(fault)
    print(f"{len(pages)} pages, {ran} blocks run, {len(faults)} faults")
    return 1 if faults else 0 if ran or asked else 2
