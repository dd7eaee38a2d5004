"""Reads where the pages of an .xlsx end by openpyxl: one JSON list of sheets, each {"tall", "breaks", "rows"}: how many
pages it is to fit on (0: as many as it takes), the rows (from 0) that begin a page, and the texts that stand in each row's cells themselves, merged ranges only
in their first."""
import json, sys

import openpyxl

sheets = []
for sheet in openpyxl.load_workbook(sys.argv[1]).worksheets:
    sheets.append({"tall": int(sheet.page_setup.fitToHeight if sheet.page_setup.fitToHeight is not None else 1),
                   "breaks": [brk.id for brk in sheet.row_breaks.brk],
                   "rows": [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]})
json.dump(sheets, sys.stdout, ensure_ascii=False)
