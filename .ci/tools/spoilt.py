"""Files with a fault in their text that the readers must see: all of them, or those that meet it."""

import re
from collections.abc import Callable
from pathlib import Path

from tools import programs

# What Identity-H says, embedded: two bytes are the number of a glyph (ISO 32000-1, 9.7.5.3).
CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> def
/CMapName /Own def /CMapType 1 def
1 begincodespacerange <0000> <ffff> endcodespacerange
1 begincidrange <0000> <ffff> 0 endcidrange
endcmap CMapName currentdict /CMap defineresource pop end end
"""


def plain(pdf: Path) -> bytes:
    """With nothing compressed and each object in plain sight."""
    return programs.output("qpdf", "--qdf", "--object-streams=disable", pdf, "-")


def spelling(pdf: Path, folder: Path) -> Path:
    """Each e spells an a."""
    return written(folder, "an e that spells an a", plain(pdf).replace(b"> <0065>", b"> <0061>"))


def encoding(pdf: Path, folder: Path) -> Path:
    """The codes of all fonts are as before, but told by a CMap in the file."""
    file = plain(pdf)
    size = int(re.findall(rb"/Size (\d+)", file)[-1])
    head = b"<</Type/CMap/CMapName/Own/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    objects = {size: head + b"/Length %d>>\nstream\n%b\nendstream" % (len(CMAP), CMAP)}
    for number, body in re.findall(rb"^(\d+) 0 obj\n(<<\n.*?\n>>)\nendobj$", file, re.MULTILINE | re.DOTALL):
        if b"/Encoding /Identity-H" in body:
            objects[int(number)] = body.replace(b"/Encoding /Identity-H", b"/Encoding %d 0 R" % size)
    return written(folder, "an embedded CMap", updated(file, objects))


def lines(pdf: Path, folder: Path) -> Path | None:
    """The first two of three lines have changed places; none, if no text has three."""
    line, down = rb"(\[<[^]]*\]TJ\n)", rb"(0 -[\d.]+ Td\n)"
    file, count = re.subn(line + down + line + b"(?=" + down + b")", rb"\3\2\1", plain(pdf), count=1)
    return written(folder, "two lines exchanged", file) if count else None


def updated(file: bytes, objects: dict[int, bytes]) -> bytes:
    """An incremental update (ISO 32000-1, 7.5.6)."""
    table, body = b"xref\n", file
    for number, written_out in sorted(objects.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, written_out)
    start = int(re.findall(rb"startxref\n(\d+)", file)[-1])
    root = re.findall(rb"/Root (\d+ 0 R)", file)[-1]
    trailer = b"trailer <</Size %d/Root %b/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + trailer % (max(objects) + 1, root, start, len(body))


def written(folder: Path, name: str, file: bytes) -> Path:
    path = folder / f"{name}.pdf"
    path.write_bytes(file)
    return path


WAYS: tuple[Callable[[Path, Path], Path | None], ...] = spelling, encoding, lines
