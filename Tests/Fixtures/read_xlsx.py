"""Reads the sheets of an .xlsx by openpyxl: one JSON list of {"name", "landscape", "repeat", "rows"}; a row is a list of the
columns' values, those of a merged range in each place it covers; numbers come as numbers, formulas as the values kept with them."""
import json, sys

import openpyxl

sheets = []
for sheet in openpyxl.load_workbook(sys.argv[1], data_only=True).worksheets:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for merged in sheet.merged_cells.ranges:
        for row in range(merged.min_row - 1, merged.max_row):
            for column in range(merged.min_col - 1, merged.max_col):
                rows[row][column] = rows[merged.min_row - 1][merged.min_col - 1]
    sheets.append({"name": sheet.title, "landscape": sheet.page_setup.orientation == "landscape",
                   "repeat": sheet.print_title_rows, "rows": rows})
json.dump(sheets, sys.stdout, ensure_ascii=False)
