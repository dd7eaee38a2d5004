"""Word documents out of an oracle's blocks: real tables with merged cells, and hands for changing the XML behind."""
import io, zipfile
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from oracle import bare, indicator_part, is_form, is_header

NAMESPACES = nsdecls("w", "r", "a", "pic", "wp") + (
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"')


class Raw(str):
    """A cell's content that is WordprocessingML already: paragraphs."""


def run(text, properties=""):
    return f'<w:r>{properties and f"<w:rPr>{properties}</w:rPr>"}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


def paragraphs(text):
    return text if isinstance(text, Raw) else "".join(paragraph(run(line)) for line in text.split("\n"))


def cell(text, span, down):
    merge = {None: "", "first": '<w:vMerge w:val="restart"/>', "next": "<w:vMerge/>"}[down]
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{paragraphs(text)}</w:tc>'


def continues(rows):
    """Whether a blank first cell is the lower part of a cell merged down, as in forms and indicator tables."""
    return is_form(rows) or len(indicator_part(rows)) > 0


def table(rows):
    width = max(map(len, rows))
    down = [row[0] for row in rows] if continues(rows) else []
    body = ""
    for at, row in enumerate(rows):
        state = None
        if down and len(row) > 1:
            below = at + 1 < len(rows) and len(rows[at + 1]) > 1 and not rows[at + 1][0].strip()
            headed = at > 0 and is_header(rows[at - 1])  # on a new page the first level of above is a blank cell of its own
            state = None if is_header(row) else "next" if at and not headed and not row[0].strip() else "first" if below else None
        cells = [cell(text, width - len(row) + 1 if c == len(row) - 1 else 1, state if c == 0 else None)
                 for c, text in enumerate(row)]
        body += f"<w:tr>{''.join(cells)}</w:tr>"
    grid = '<w:gridCol w:w="900"/>' * width
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'


def xml(text):
    """An element of WordprocessingML out of its text."""
    return parse_xml(text.replace(">", f" {NAMESPACES}>", 1) if "/>" not in text.split(">", 1)[0] + ">"
                     else text.replace("/>", f" {NAMESPACES}/>", 1))


def append(document, block):
    document.element.body.insert(-1, xml(table(block) if isinstance(block, list) else paragraphs(block)))


def docx(blocks, edit=None, parts=None):
    """The .docx of the blocks. `edit` changes the document before it is saved, `parts` {name: change} its files after."""
    document = Document()
    for block in blocks:
        append(document, block)
    if edit:
        edit(document)
    saved = io.BytesIO()
    document.save(saved)
    return repack(saved.getvalue(), parts) if parts else saved.getvalue()


def repack(data, parts):
    """Changes files inside: {name: function of bytes giving bytes, or (new name, bytes), or None to leave it out}."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            content = parts.get(name, lambda same: same)(source.read(name))
            if content is not None:
                out.writestr(*content if isinstance(content, tuple) else (name, content))
    return target.getvalue()


BODY = "word/document.xml"


def cells_with(document, text):
    """The w:tc that contain exactly this text."""
    return [tc for tc in document.element.body.iter(qn("w:tc")) if bare("".join(t.text or "" for t in tc.iter(qn("w:t")))) == bare(text)]


def set_cell(tc, *contents):
    """Puts WordprocessingML paragraphs in the place of a cell's own."""
    for old in tc.findall(qn("w:p")):
        tc.remove(old)
    for content in contents:
        tc.append(xml(content))


def wrap(element, text):
    """Puts an element into another, given as text with the word HERE where it goes."""
    around = xml(text.replace("HERE", "<w:hereTag/>"))
    element.getparent().replace(element, around)
    here = next(around.iter(qn("w:hereTag")))
    here.getparent().replace(here, element)
    return around
