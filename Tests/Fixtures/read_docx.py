"""Reads the forms of a .docx by python-docx, a section each: one JSON list of forms, each a list of pages, each a list of rows, each
a list of the texts of the grid's columns (a merged cell's text stands in each column and row it covers). A page that a form begins
by itself is a list of its own; the headings that are repeated there are told by null before them."""
import json, sys

import docx
from docx.oxml.ns import qn
from docx.table import Table


def forms(document):
    """The tables of each section, page by page."""
    found = [[[]]]
    body = document.element.body
    for part in body:
        if part.tag == qn("w:tbl"):
            found[-1][-1].append(Table(part, document))
        elif part.tag == qn("w:p") and part.pPr is not None:
            if part.pPr.find(qn("w:sectPr")) is not None:
                found.append([[]])
            elif part.pPr.find(qn("w:pageBreakBefore")) is not None and found[-1][-1]:
                found[-1].append([])
    return found


def rows(table, is_first):
    """A table's rows; before a heading that is there again, null."""
    width, cells = len(table.columns), table._cells
    texts = [[cell.text for cell in cells[start:start + width]] for start in range(0, len(cells), width)]
    heads = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    return [line for text, head in zip(texts, heads) for line in ([None, text] if head and not is_first else [text])]


def main():
    document = docx.Document(sys.argv[1])
    json.dump([[[row for table in page for row in rows(table, number == 0)] for number, page in enumerate(form)]
               for form in forms(document)], sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
