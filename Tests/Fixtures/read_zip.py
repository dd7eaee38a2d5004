"""Prints the entries of a zip as JSON: each name with its size, and whether the name is marked as UTF-8."""

import json
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    print(json.dumps([[entry.filename, entry.file_size, bool(entry.flag_bits & 0x800)] for entry in archive.infolist()]))
