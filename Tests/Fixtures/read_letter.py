#!/usr/bin/env python3
"""What a letter in Word says of its paper, as JSON: how its sections lie, on which side the numbers of odd and even pages stand,
and the Chinese face of each paragraph. By the standard library alone.

usage: read_letter.py FILE.docx
"""
import json, sys, zipfile
import xml.etree.ElementTree as tree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
package = zipfile.ZipFile(sys.argv[1])
document = tree.fromstring(package.read("word/document.xml"))
sections = [page.get(WORD + "orient", "portrait") for page in document.iter(WORD + "pgSz")]
footers = [tree.fromstring(package.read(f"word/footer{number}.xml")).find(f".//{WORD}jc").get(WORD + "val") for number in (1, 2)]
faces = {}
for paragraph in document.iter(WORD + "p"):
    text = "".join(part.text or "" for part in paragraph.iter(WORD + "t"))
    fonts = paragraph.find(f".//{WORD}r/{WORD}rPr/{WORD}rFonts")
    if text and fonts is not None:
        faces[text] = fonts.get(WORD + "eastAsia")
print(json.dumps({"sections": sections, "footers": footers, "faces": faces}, ensure_ascii=False))
