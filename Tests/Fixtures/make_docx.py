#!/usr/bin/env python3
"""Makes a .docx with real tables out of a disclosure in text, by python-docx: a producer that is not ours.

Cells are merged across where a row has fewer cells than its table and down where a first cell goes on from above;
a repeated header begins a new table, as a page break does; lines within a cell become paragraphs of their own.

usage: make_docx.py SOURCE.txt TARGET.docx
"""
import re
import sys

from docx import Document


def read(path):
    """Blocks of the text: ("p", text) and ("t", rows); knows both layouts."""
    lines = open(path, encoding="utf-8").read().split("\n")
    tabbed = sum("\t" in line[1:] for line in lines)
    starting = sum(line.startswith("\t") and "\t" not in line[1:] for line in lines)
    blocks, rows, cells = [], [], []

    def end_row():
        nonlocal cells
        if cells:
            rows.append(cells)
            cells = []

    def end_table():
        nonlocal rows
        end_row()
        if rows:
            blocks.append(("t", rows))
            rows = []

    for line in lines:
        if starting > tabbed:
            if line.startswith("\t"):
                cells.append(line[1:])
            elif not line.strip() or line.startswith("[bookmark:"):
                end_row()
            elif cells:
                cells[-1] += "\n" + line
                continue
            if line.strip() and not line.startswith("\t"):
                end_table()
                blocks.append(("p", re.sub(r"\[bookmark:[^]]*\]", "", line)))
        elif "\t" in line:
            rows.append(line.split("\t"))
        else:
            end_table()
            if line.strip():
                blocks.append(("p", line))
    end_table()
    return blocks


def is_header(row):
    return "一级指标" in row[0].replace(" ", "")


def split_at_headers(rows):
    part = []
    for row in rows:
        if part and is_header(row):
            yield part
            part = []
        part.append(row)
    if part:
        yield part


def fill(cell, text):
    paragraphs = text.split("\n")
    cell.paragraphs[0].text = paragraphs[0]
    for paragraph in paragraphs[1:]:
        cell.add_paragraph(paragraph)


def add_table(document, rows):
    width = max(len(row) for row in rows)
    table = document.add_table(rows=len(rows), cols=width)
    # Above a blank first cell of a form or of an indicator table, the label goes on.
    continues = is_header(rows[0]) or any(row[0].replace(" ", "").startswith("项目编码") for row in rows)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cell = table.cell(r, c)
            if c == len(row) - 1 and len(row) < width:
                cell = cell.merge(table.cell(r, width - 1))
            if c == 0 and r > 0 and not text.strip() and continues and len(rows[r - 1]) >= 1:
                continue
            fill(cell, text)
    if continues:
        start = 0
        for r in range(1, len(rows) + 1):
            if r < len(rows) and not rows[r][0].strip() and len(rows[r]) > 1:
                continue
            if r - 1 > start and rows[start][0].strip():
                text = rows[start][0]
                merged = table.cell(start, 0).merge(table.cell(r - 1, 0))
                for paragraph in merged.paragraphs[1:]:
                    paragraph._element.getparent().remove(paragraph._element)
                merged.paragraphs[0].text = text
            start = r


def main(source, target):
    document = Document()
    for kind, value in read(source):
        if kind == "p":
            document.add_paragraph(value)
            continue
        for rows in split_at_headers(value):
            add_table(document, rows)
    document.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:3])
