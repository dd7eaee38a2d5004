"""Reads an .xlsx by openpyxl: one JSON object {"totals": [[sheet, cell, formula, kept value, sum of the cells it names]],
"texts": [[sheet, cell, text]], "footers": [[left, centre]]}, the texts being those that are only a number, which Excel would flag."""
import json, re, sys

import openpyxl
from openpyxl.utils import range_boundaries

formulas, values = openpyxl.load_workbook(sys.argv[1]), openpyxl.load_workbook(sys.argv[1], data_only=True)
totals, texts = [], []


def worked_out(sheet, formula):
    """SUM of ranges, or one cell by another: all that forms have."""
    if formula.startswith("=SUM("):
        cells = []
        for part in formula[5:-1].split(","):
            left, top, right, bottom = range_boundaries(part)
            cells += [sheet.cell(row, column).value for row in range(top, bottom + 1) for column in range(left, right + 1)]
        return sum(value for value in cells if isinstance(value, (int, float)))
    above, below = formula[1:].split("/")
    return sheet[above].value / sheet[below].value


for sheet in formulas.worksheets:
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str) and cell.value.startswith("="):
            kept = values[sheet.title][cell.coordinate].value
            totals.append([sheet.title, cell.coordinate, cell.value, kept, worked_out(values[sheet.title], cell.value)])
        elif isinstance(cell.value, str) and re.fullmatch(r"-?[0-9][0-9,.]*%?", cell.value.strip()):
            texts.append([sheet.title, cell.coordinate, cell.value])
footers = [[part.text for part in (sheet.oddFooter.left, sheet.oddFooter.center)] for sheet in formulas.worksheets]
json.dump({"totals": totals, "texts": texts, "footers": footers}, sys.stdout, ensure_ascii=False)
