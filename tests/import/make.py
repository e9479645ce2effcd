"""Makes the old workbooks of this folder. Needs xlwt 1.3 (`pip install xlwt`)."""

import pathlib
import xlwt

HERE = pathlib.Path(__file__).parent
HEADINGS = ["State", "Foals born", "Geese seen in mañana light", "Share of meadows grazed", "Ponds"]


def style(code=None, struck=False):
    made = xlwt.XFStyle()
    if code:
        made.num_format_str = code
    made.font.struck_out = struck
    return made


def messy():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Meadows")
    for column, heading in enumerate(HEADINGS):
        sheet.write(0, column, heading)
    rows = [
        ("Utah", (1204, "#,##0"), (88, None), (0.19, "0%"), (7, None)),
        ("Iowa", (100000.5, None), ("112†", None), (0.075, "0.0%"), (8, None)),
        ("Texas", (45385, "d-mmm"), ("N/A", None), (0.1948, "0%"), (9, None)),
        ("Maine", (5, None), (6, None), (19, '0"%"'), (10, None)),
    ]
    for row, (name, *cells) in enumerate(rows, 1):
        sheet.write(row, 0, name)
        for column, (value, code) in enumerate(cells, 1):
            sheet.write(row, column, value, style(code))
    sheet.write(5, 0, "Ohio")
    sheet.write(5, 1, 1204, style(struck=True))
    # Its result is 0 in the file, as no program has worked it out.
    sheet.write(5, 4, xlwt.Formula("SUM(E2:E5)"))
    sheet.row(4).hidden = True
    sheet.write_merge(6, 7, 0, 0, "Idaho")
    sheet.write(6, 1, 3)
    sheet.write(6, 2, 4)
    sheet.write(6, 3, "20%")
    sheet.write(6, 4, 1234567)
    notes = book.add_sheet("Notes")
    notes.write(0, 0, "Only words.")
    notes.visibility = 1
    book.save(str(HERE / "messy.xls"))


def far():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Meadows")
    for column, heading in enumerate(HEADINGS[:2]):
        sheet.write(0, column, heading)
    sheet.write(1, 0, "Utah")
    sheet.write(1, 1, 5)
    sheet.write(65535, 255, 1)
    book.save(str(HERE / "far.xls"))


def long():
    """Texts that go on from one record to the next, with and without letters of two bytes."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Meadows")
    for column, heading in enumerate(HEADINGS[:2]):
        sheet.write(0, column, heading)
    for row in range(1, 60):
        sheet.write(row + 10, 3, ("é" if row % 2 else "†") * (300 + row))
    sheet.write(1, 0, "Utah")
    sheet.write(1, 1, 5)
    book.save(str(HERE / "long.xls"))


def raised():
    """A number with the number of a note behind it, above the line."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Meadows")
    for column, heading in enumerate(HEADINGS[:2]):
        sheet.write(0, column, heading)
    note = xlwt.Font()
    note.escapement = xlwt.Font.ESCAPEMENT_SUPERSCRIPT
    sheet.write(1, 0, "Utah")
    sheet.write_rich_text(1, 1, [("112", xlwt.Font()), ("1", note)])
    book.save(str(HERE / "raised.xls"))


messy()
far()
long()
raised()
