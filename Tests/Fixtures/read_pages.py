"""Reads what stands around the text of a .docx by python-docx: one JSON list of sections, each {"header", "first", "footer",
"start", "last"}: the text above its later pages and above its first, the fields below, with what its pages begin to count, and
whether the last row of its last table is kept with what follows."""
import json, sys

import docx
from docx.oxml.ns import qn

from read_docx import forms

document = docx.Document(sys.argv[1])
tables = forms(document)
sections = []
for index, section in enumerate(document.sections):
    start = section._sectPr.find(qn("w:pgNumType"))
    last = tables[index][-1][-1].rows[-1]
    sections.append({
        "header": section.header.paragraphs[0].text, "first": section.first_page_header.paragraphs[0].text,
        "footer": "".join(node.text or "" for node in section.footer._element.iter(qn("w:instrText"), qn("w:t"))),
        "start": start.get(qn("w:start")),
        "last": all(paragraph._p.find(qn("w:pPr")).find(qn("w:keepNext")) is not None
                    for cell in last.cells for paragraph in cell.paragraphs)})
json.dump(sections, sys.stdout, ensure_ascii=False)
