"""Reads the tables of a .docx by python-docx: one JSON list of tables, each a list of rows, each a list of the texts of the
grid's columns (a merged cell's text stands in each column and row it covers)."""
import json, sys

import docx

document = docx.Document(sys.argv[1])
tables = []
for table in document.tables:
    width, cells = len(table.columns), table._cells
    tables.append([[cell.text for cell in cells[start:start + width]] for start in range(0, len(cells), width)])
json.dump(tables, sys.stdout, ensure_ascii=False)
