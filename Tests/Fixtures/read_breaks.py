"""Reads where the pages of an .xlsx end by openpyxl: one JSON list of sheets, each {"fits", "scale", "width", "breaks", "rows"}:
whether its size is left to the program that prints it; what it is printed at, in percent
(0: not said); how wide its columns are where a digit is 8 pixels wide, in points; the rows (from 0) that begin a page; and the texts
that stand in each row's cells themselves, merged ranges only in their first."""
import json, sys

import openpyxl

sheets = []
for sheet in openpyxl.load_workbook(sys.argv[1]).worksheets:
    fit = sheet.sheet_properties.pageSetUpPr
    widths = [(column.max - column.min + 1) * int(column.width * 8 + 0.5) for column in sheet.column_dimensions.values()]
    sheets.append({"fits": bool(fit and fit.fitToPage), "scale": sheet.page_setup.scale or 0,
                   "width": sum(widths) * 0.75, "breaks": [brk.id for brk in sheet.row_breaks.brk],
                   "rows": [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]})
json.dump(sheets, sys.stdout, ensure_ascii=False)
