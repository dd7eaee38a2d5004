"""Peers of the forms: the same tables written by python-docx and openpyxl, and PDF by what prints HTML or Word files.

usage: forms_peers.py GRIDS.json FORMS.html FORMS.docx FOLDER. Prints {"name": {"seconds": …, "peakMiB": …, "format": …}} as
JSON for those that are installed. Starting Python and loading its libraries is not counted; starting a browser or an office
program is, since that is what each print costs.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import time

grids_path, html, docx_path, folder = sys.argv[1:5]
with open(grids_path, encoding="utf-8") as file:
    grids = json.load(file)
results = {}


def placed(grid):
    """Each cell of a grid with its row and column."""
    columns = len(grid["widths"])
    taken = [[False] * columns for _ in grid["rows"]]
    for row, cells in enumerate(grid["rows"]):
        column = 0
        for cell in cells:
            while taken[row][column]:
                column += 1
            for down in range(row, row + cell["rows"]):
                for across in range(column, column + cell["columns"]):
                    taken[down][across] = True
            yield row, column, cell


def measured(name, form, work):
    start = time.perf_counter()
    work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    results[name] = {"seconds": time.perf_counter() - start, "peakMiB": peak, "format": form}


def write_xlsx():
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, grid in enumerate(grids):
        sheet = book.create_sheet(f"{number + 1}")
        sheet.page_setup.orientation = "landscape"
        thin = openpyxl.styles.Side(style="thin")
        for row, column, cell in placed(grid):
            top = sheet.cell(row + 4, column + 1, cell["text"])
            top.border = openpyxl.styles.Border(left=thin, right=thin, top=thin, bottom=thin)
            top.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="center")
            if cell["columns"] > 1 or cell["rows"] > 1:
                sheet.merge_cells(
                    start_row=row + 4, start_column=column + 1,
                    end_row=row + 3 + cell["rows"], end_column=column + cell["columns"])
    book.save(os.path.join(folder, "peer.xlsx"))


def write_docx():
    document = docx.Document()
    document.sections[0].orientation = docx.enum.section.WD_ORIENT.LANDSCAPE
    for grid in grids:
        document.add_heading(grid["title"], 1)
        table = document.add_table(len(grid["rows"]), len(grid["widths"]))
        table.style = "Table Grid"
        cells = [row.cells for row in table.rows]
        for row, column, cell in placed(grid):
            first = cells[row][column]
            if cell["columns"] > 1 or cell["rows"] > 1:
                first = first.merge(cells[row + cell["rows"] - 1][column + cell["columns"] - 1])
            first.text = cell["text"]
        document.add_page_break()
    document.save(os.path.join(folder, "peer.docx"))


def run(name, command):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    _, status, usage = os.wait4(process.pid, 0)
    if status == 0:
        results[name] = {"seconds": time.perf_counter() - start, "peakMiB": usage.ru_maxrss / 1024, "format": "pdf"}


try:
    import openpyxl

    measured("openpyxl", "xlsx", write_xlsx)
except ImportError:
    pass
try:
    import docx
    import docx.enum.section

    measured("python-docx", "docx", write_docx)
except ImportError:
    pass
if chromium := shutil.which("chromium"):
    run("chromium", [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/chromium",
        f"--print-to-pdf={folder}/chromium.pdf", f"file://{html}"])
if office := shutil.which("soffice"):
    run("LibreOffice", [
        office, f"-env:UserInstallation=file://{folder}/office", "--headless", "--convert-to", "pdf", "--outdir", folder,
        docx_path])
print(json.dumps(results))
