"""Makes the workbooks that LibreOffice then saved. Needs XlsxWriter 3.3 (`pip install xlsxwriter`)."""

import xlsxwriter

def saved():
    book = xlsxwriter.Workbook("saved.xlsx")
    s = book.add_worksheet("Meadows")
    f = lambda **k: book.add_format(k)
    num, pct, pct1, lit = f(num_format="#,##0"), f(num_format="0%"), f(num_format="0.0%"), f(num_format='0"%"')
    wrap = f(text_wrap=True); raised = f(font_script=1); bold = f(bold=True); struck = f(font_strikeout=True)
    s.merge_range("A1:G1", "Meadow Trust, 2023", bold)
    s.merge_range("A2:A3", "State", wrap)
    s.merge_range("B2:C2", "Foals", bold)
    s.write("B3", "born", wrap); s.write("C3", "sold", wrap)
    s.merge_range("D2:D3", "Share of\nmeadows\ngrazed", wrap)
    s.merge_range("E2:E3", "Geese seen in\nmañana light", wrap)
    s.merge_range("F2:F3", "Ponds", wrap)
    rows = [
        ("Utah", (1204, num), (0.19, pct), (88, None), 7),
        ("Iowa", (1203.6, num), (0.075, pct1), "112†", 8),
        ("Texas", (45385, f(num_format="d-mmm")), (0.1948, pct), "N/A", 9),
        ("Maine", (5, None), (19, lit), (6, f(num_format='0" days of hay"')), 10),
        ("Ohio", (1204, struck), (0.19, None), None, 11),
        ("Idaho", (12500, f(num_format='#,##0,"k"')), "20%", (5, f(num_format='0" herds"')), 1234567),
        ("Kansas", "=TRUE()", (1, pct), "=1/0", 12),
        ("Nevada", (7, None), (0.2, pct), "=#REF!", 13),
        ("Oregon", (8, None), (0.21, pct), (9, None), 14),
        ("Alaska", (9, None), (0.22, pct), (10, None), 15),
        ("Hawaii", (10, None), (0.23, pct), (11, None), 16),
    ]
    for at, (name, foals, share, geese, ponds) in enumerate(rows, 3):
        s.write(at, 0, name)
        for column, cell in ((1, foals), (3, share), (4, geese), (5, ponds)):
            if cell is None: continue
            value, style = cell if isinstance(cell, tuple) else (cell, None)
            if isinstance(value, str) and value.startswith("="):
                s.write_formula(at, column, value, style, {"=TRUE()": True, "=1/0": "#DIV/0!", "=#REF!": "#REF!"}[value])
            else:
                s.write(at, column, value, style)
    s.write("A15", "Wyoming"); s.write_formula("B15", "=SUM(F4:F5)", None, 15); s.write_formula("F15", "=SUM(B7:B8)", None, 99)
    s.write("D15", 0.5, pct); s.write_formula("E15", "=IFERROR(1/0,0)", None, 0)
    s.write("A16", "Florida"); s.write_rich_string("B16", bold, "112", raised, "1", wrap) ; s.write("D16", 0.24, pct); s.write("E16", 3); s.write("F16", 17)
    s.write("A17", "Total"); s.write("F17", 5)
    s.write("A19", "Source: the trust's own books")
    s.write_comment("B13", "counted twice, see mail of May 3", {"author": "Ada Meadow"})
    s.set_row(11, None, None, {"hidden": True})   # Oregon
    s.autofilter("A3:F16"); s.filter_column("F", "x != 15"); s.set_row(12, None, None, {"hidden": True})  # Alaska, by the filter
    s.set_column("C:C", 8)
    h = book.add_worksheet("Old"); h.write("A1", "State"); h.write("B1", "Foals born"); h.write("A2", "Utah"); h.write("B2", 1); h.hide()
    p = book.add_worksheet("Hidden column"); p.write("A1", "State"); p.write("B1", "ponds_wet"); p.write("A2", "Utah"); p.write("B2", 3); p.set_column("B:B", None, None, {"hidden": True})
    book.close()

def dates(y):
    book = xlsxwriter.Workbook(f"dates{y}.xlsx", {"date_1904": y == 1904})
    s = book.add_worksheet("Meadows"); d = book.add_format({"num_format": "mmm d, yyyy"})
    s.write("A1", "State"); s.write("B1", "Foals born")
    s.write("A2", "Utah"); s.write_number("B2", 45385 - (1462 if y == 1904 else 0), d)
    s.write("A3", "Iowa"); s.write("B3", 5)
    book.close()

def linked():
    book = xlsxwriter.Workbook("linked.xlsx")
    s = book.add_worksheet("Meadows")
    s.write("A1", "State"); s.write("B1", "Foals born"); s.write("C1", "Ponds")
    s.write("A2", "Utah"); s.write_formula("B2", "='[Counts 2022.xlsx]Sheet1'!B2", None, 5); s.write("C2", 6)
    book.close()

def sums():
    """Sums that one formula gives to a whole column, one of them out of date; letters struck out inside of a cell."""
    book = xlsxwriter.Workbook("sums.xlsx")
    s = book.add_worksheet("Meadows")
    for column, text in enumerate(["State", "Ponds", "ponds_wet", "Foals born", "Geese seen in mañana light"]):
        s.write(0, column, text)
    struck, plain = book.add_format({"font_strikeout": True}), book.add_format()
    for row, (name, ponds, wet, said) in enumerate([("Utah", 5, 6, 11), ("Iowa", 7, 8, 99), ("Ohio", 9, 10, 19), ("Texas", 11, 12, 23)], 1):
        s.write(row, 0, name); s.write(row, 1, ponds); s.write(row, 2, wet)
        s.write_formula(row, 3, f"=SUM(B{row+1}:C{row+1})", None, said)
        s.write(row, 4, 3)
    s.write_rich_string(1, 4, struck, "11", plain, "5")
    s.write_formula(2, 4, "=B3+C3", None, 16)
    book.close()

def white():
    """Letters in the color of their ground, and white ones on blue, which are seen."""
    book = xlsxwriter.Workbook("white.xlsx")
    s = book.add_worksheet("Meadows")
    for column, text in enumerate(["State", "Foals born", "Ponds"]):
        s.write(0, column, text)
    for row, name in enumerate(["Utah", "Iowa"], 1):
        s.write(row, 0, name)
    s.write(1, 1, 5, book.add_format({"font_color": "white"}))
    s.write(1, 2, 8, book.add_format({"font_color": "#003366", "bg_color": "#003366"}))
    s.write(2, 1, 6)
    s.write(2, 2, 7, book.add_format({"font_color": "white", "bg_color": "#003366"}))
    book.close()

saved(); dates(1904); linked(); sums(); white()
