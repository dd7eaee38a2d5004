"""An independent small reader of the two text layouts: what a person reads in the sample documents, and nothing of the program.

A document is a list of blocks: a paragraph is a string, a table is a list of rows, a row a list of cells.
Layout `lines` (304): one cell a line behind a tab, an empty line ends the row, lines without a tab go on in the cell.
Layout `tabs` (306): one row a line. Both print back byte for byte, so that a variant differs in what was changed only.
"""
import copy, pathlib, re
from decimal import Decimal

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "deploy/samples"


def read_lines(text):
    blocks, table, row = [], None, None
    for line in text.split("\n"):
        if line.startswith("\t"):
            if table is None:
                blocks.append(table := [])
            if row is None:
                table.append(row := [])
            row.append(line[1:])
        elif row is not None:
            if line:
                row[-1] += "\n" + line
            else:
                row = None
        else:
            table = None
            blocks.append(line)
    return blocks


def print_lines(blocks):
    def table(rows):
        return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)
    return "".join(block + "\n" if isinstance(block, str) else table(block) for block in blocks)[:-1]


def read_tabs(text):
    blocks = []
    for line in text.split("\n"):
        if "\t" not in line:
            blocks.append(line)
        elif blocks and isinstance(blocks[-1], list):
            blocks[-1].append(line.split("\t"))
        else:
            blocks.append([line.split("\t")])
    return blocks


def print_tabs(blocks):
    return "\n".join(block if isinstance(block, str) else "\n".join(map("\t".join, block)) for block in blocks)


def bare(text):
    """Blanks are noise in labels, names and texts of a Chinese table."""
    return re.sub(r"\s", "", text)


def tables(blocks):
    return [block for block in blocks if isinstance(block, list)]


def is_form(table):
    """Whether a project's form begins in this table."""
    return any(bare(row[0]) == "项目编码" for row in table)


def is_header(row):
    return bare(row[0]) == "一级指标"


def indicator_part(table):
    """The places of the indicator rows of a table; the header is among them, first."""
    start = next((at for at, row in enumerate(table) if is_header(row)), None)
    return [] if start is None else range(start, len(table))


def target(text):
    found = re.fullmatch(r"([≥≤<>＝=]?)(\d+(?:\.\d+)?)(\D*)", text)
    if not found:
        return {"text": text, "kind": "qualitative"}
    sign, value, unit = found.groups()
    return {"text": text, "kind": "quantitative", "operator": {"＝": "=", "": "="}.get(sign, sign), "value": value, "unit": unit}


def yuan(wan):
    return f"{Decimal(wan) * 10000:.2f}"


def plan(header, cells, budget):
    months = {column: int(found[1]) for column, cell in enumerate(header) if (found := re.match(r"(\d+)月底", bare(cell)))}
    said = {month: cells[column].strip() for column, month in months.items() if column < len(cells) and cells[column].strip()}
    amounts = bool(said) and not any("%" in cell for cell in said.values())
    shares = {month: Decimal(cell.rstrip("%")) * 100 / (Decimal(budget) if amounts else 100) for month, cell in said.items()}
    return ([{"month": month, "percent": f"{share.normalize():f}"} for month, share in sorted(shares.items())],
            "amount" if amounts else "percent" if said else "absent")


def project(table):
    """The head of one form: its rows stand where their labels say, a row without a label belongs to the one above."""
    form, goals = {}, []
    for at, row in enumerate(table):
        label, below = bare(row[0]), table[at + 1] if at + 1 < len(table) and not table[at + 1][0].strip() else [""]
        if label == "项目编码":
            name = next(cell for cell in row if bare(cell).startswith("项目名称"))
            rest = bare(name)[4:] or row[row.index(name) + 1]
            form |= {"code": bare(row[1]), "name": bare(rest).lstrip("]")}
        elif label == "预算规模及资金用途":
            budget, other = row[2], row[row.index("其他资金") + 1].strip()
            form |= {"budget": yuan(budget), "fiscalFunds": yuan(row[4]), "otherFunds": yuan(other or 0),
                     "purpose": bare("".join(below))}
        elif label.startswith("资金支出计划"):
            form["plan"], form["planBasis"] = plan(row, below, budget)
        elif label == "绩效目标":
            goals = [line.strip() for line in row[1].split("\n") if line.strip()]
        elif is_header(row):
            break
    return form | {"goals": goals, "indicators": []}


def indicators(table, into):
    for at in indicator_part(table):
        row = [bare(cell) for cell in table[at][:6]]
        if is_header(row):
            continue
        if not any(row[1:4]):  # cut by the end of a page: the rest of the row above
            into[-1]["target"] = target(into[-1]["target"]["text"] + row[4])
            continue
        level1 = row[0] or into[-1]["level1"]
        into.append({"position": len(into) + 1, "level1": level1, "level2": row[1], "level3": row[2], "description": row[3],
                     "target": target(row[4]), "basis": row[5]})


CLAUSE = re.compile(r"^(?:力争|2025|年|完成)*(.*?)(?:达到|达)?(\d+) ?(家|%|个|人次|亿元|亿)(以上)?(.*)$")


def department_goals(paragraphs):
    section, found = None, []
    for text in paragraphs:
        if "总体绩效目标" in text:
            section = "总体"
        elif "工作保障措施" in text:
            return found
        elif heading := re.match(r"(?:（.）|.、)(.+?)。?$", text):
            section = section and "分项：" + heading[1]
        elif section and not text.startswith("绩效目标："):
            for clause in re.split("[；，。]", text.removeprefix("绩效指标：")):
                if match := CLAUSE.match(clause.strip()):
                    before, value, unit, above, after = match.groups()
                    name = bare(before.removeprefix("确保完成").removeprefix("确保") + after.removesuffix("任务"))
                    # Running text promises at least so much, with a sign or without.
                    sign, shown = "≥", "≥" if above else ""
                    found.append({"name": name.removeprefix("2025"), "section": section, "target": {
                        "text": shown + value + unit, "kind": "quantitative", "operator": sign, "value": value, "unit": unit}})
    return found


def answer(blocks):
    """What `import --json` must say of the document."""
    words = [cell for table in tables(blocks) for row in table for cell in row] + [b for b in blocks if isinstance(b, str)]
    year = next(found[1] for word in words if (found := re.match(r"预算年度：(\d{4})", word)))
    code, name = next(found.groups() for word in words if (found := re.match(r"(\d{3}) ?(\D+局)$", word)))
    projects = []
    for table in tables(blocks):
        if is_form(table):
            projects.append(project(table))
        if projects:
            indicators(table, projects[-1]["indicators"])
    return {"department": {"code": code, "name": name, "fiscalYear": int(year)}, "projects": projects,
            "departmentIndicators": department_goals([b for b in blocks if isinstance(b, str)])}


class Sample:
    """One of the two documents: a fresh copy of its blocks and of its answer for every variant."""

    def __init__(self, file, reader, printer):
        self.bytes = (SAMPLES / file).read_bytes()
        self.text, self.print = self.bytes.decode(), printer
        self._blocks = reader(self.text)
        assert printer(self._blocks) == self.text, f"{file} does not print back"
        self._answer = answer(self._blocks)

    blocks = property(lambda self: copy.deepcopy(self._blocks))
    answer = property(lambda self: copy.deepcopy(self._answer))


S304 = Sample("304-2025.txt", read_lines, print_lines)
S306 = Sample("306-2025.txt", read_tabs, print_tabs)
