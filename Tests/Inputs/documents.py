"""Documents, each with its exact answer: the two samples, changed in one thing at a time by a script.

Read right means every cell; where a bureau could not blame a program for asking, `either` leaves it the choice to refuse.
Nowhere may a thing be taken in wrong, or be lost without a finding.
"""
import codecs, re, unicodedata
from decimal import Decimal

import word
from oracle import S304, S306, SAMPLES, bare, indicator_part, is_form, is_header, read_tabs, tables, target
from sheet import Case, Command, Holds, Import, either, refused, right

CODE, NAME = "13062525P000232100244", "保洁费项目"
MISTYPED = "13062525P00023210O244"  # a letter O for the digit
DEPARTMENT = "保定市徐水区科学技术和工业信息化局"


# ---- three ways of writing a document down

class Form:
    """A sample in one layout: what is changed in its blocks is printed in that layout."""

    def __init__(self, slug, sample, file, printer):
        self.slug, self.sample, self.file, self.printer = slug, sample, file, printer

    blocks = property(lambda self: self.sample.blocks)
    answer = property(lambda self: self.sample.answer)

    def case(self, name, blocks, expect, **more):
        data = blocks if isinstance(blocks, bytes) else self.printer(blocks)
        return Case(f"{name}-{self.slug}", [Import(data, expect, self.file, **more)])


LINES = Form("lines", S304, "预算.txt", lambda blocks: S304.print(blocks).encode())
TABS = Form("tabs", S306, "预算.txt", lambda blocks: S306.print(blocks).encode())
WORD = Form("docx", S304, "预算.docx", word.docx)
FORMS = (LINES, TABS, WORD)


def each(blocks, change):
    """Every text of the document, changed."""
    return [change(block) if isinstance(block, str) else [[change(cell) for cell in row] for row in block] for block in blocks]


def texts(answer, change):
    """Every text of the answer, changed."""
    if isinstance(answer, dict):
        return {key: texts(value, change) for key, value in answer.items()}
    return [texts(value, change) for value in answer] if isinstance(answer, list) else change(answer) if isinstance(answer,
        str) else answer


def changed(answer, project=0, indicator=None, **values):
    """The answer with one project or one of its indicators changed."""
    place = answer["projects"][project]
    (place if indicator is None else place["indicators"][indicator]).update(values)
    return answer


def forms(blocks):
    return [table for table in tables(blocks) if is_form(table)]


def row(table, label, below=0):
    return table[next(at for at, cells in enumerate(table) if bare(cells[0]).startswith(label)) + below]


def indicator_rows(blocks):
    return [table[at] for table in tables(blocks) for at in indicator_part(table)]


def one_project(change):
    """The blocks of 304 with its first form or the table of its first indicators changed."""
    blocks = S304.blocks
    first = blocks.index(forms(blocks)[0])
    change(blocks[first], next(block for block in blocks[first + 1:] if isinstance(block, list)))
    return blocks


def case(name, data, expect, start="empty", **more):
    return Case(name, [Import(data, expect, **more)], start)


# ---- how the bytes are written

def encodings():
    ways = {"unchanged": str.encode, "crlf": lambda t: t.replace("\n", "\r\n").encode(), "cr": lambda t: t.replace("\n", "\r").encode(),
            "bom": lambda t: t.encode("utf-8-sig"), "gbk": lambda t: t.encode("gbk"), "gb18030": lambda t: t.encode("gb18030"),
            "gbk-crlf": lambda t: t.replace("\n", "\r\n").encode("gbk"),
            "utf16le-marked": lambda t: codecs.BOM_UTF16_LE + t.encode("utf-16-le"),
            "utf16be-marked": lambda t: codecs.BOM_UTF16_BE + t.encode("utf-16-be"),
            "final-line-end": lambda t: (t + "\n").encode(),
            "form-feeds": lambda t: t.replace("\n部门预算", "\n\f部门预算").encode()}
    for form, sample in ((LINES, S304), (TABS, S306)):
        for name, way in ways.items():
            yield form.case(name, way(sample.text), (either if name == "cr" else right)(form.answer))
        for name in ("utf-16-le", "utf-16-be"):
            yield form.case(name + "-unmarked", sample.text.encode(name),
                            either(form.answer, words=("编码", "UTF-16", "字符")))
        spoiled = bytearray(sample.bytes)
        spoiled[sample.bytes.index("上级".encode()) + 1] = 0xFF
        yield form.case("one-invalid-byte", bytes(spoiled), refused("编码", "字符", "UTF-8", "字节"))
        yield form.case("nul-in-the-middle", sample.text.replace("上级", "上\0级", 1).encode(), either(form.answer))
        yield form.case("zero-width-blanks", sample.text.replace("项目编码", "项\u200b目编码").replace("一级指标", "\ufeff一级指标").encode(),
                        right(form.answer))
        for name, blank in (("ideographic", "\u3000"), ("no-break", "\u00a0")):
            yield form.case(f"{name}-blanks-in-labels", sample.text.replace("项目编码", f"项目{blank}编码").replace("指标值", f"指{blank}标{blank}值")
                            .replace("预算数", f"预{blank}算{blank}数").encode(), right(form.answer))
    yield WORD.case("unchanged", WORD.blocks, right(WORD.answer))
    yield case("word-named-txt", WORD.printer(WORD.blocks), either(WORD.answer))
    yield case("text-named-docx", S304.bytes, either(S304.answer), file="预算.docx")


# ---- characters that look alike

KANGXI = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0x2F00, 0x2FD6)}
RADICALS = dict(zip("门页长车见贝齐西民", "\u2ED4\u2EDA\u2ED3\u2ECB\u2EC5\u2EC9\u2EEC\u2EC4\u2EA0"))
TRADITIONAL = dict(zip("项编码预计规数资阶财政额标级绩质满对会济时产续响导劳务应单门万总体据", "項編碼預計規數資階財政額標級績質滿對會濟時產續響導勞務應單門萬總體據"))
WIDE = {chr(c): chr(c + 0xFEE0) for c in (*range(48, 58), *range(65, 91), *range(97, 123))}
WIDE_DIGITS = {digit: WIDE[digit] for digit in "0123456789"}


def swap(characters):
    return lambda text: "".join(characters.get(one, one) for one in text)


def lookalikes():
    labels = ("项目编码", "项目名称", "一级指标", "二级指标", "三级指标", "3月底", "6月底", "10月底", "12月底", "其他资金", "预算规模及资金用途")
    def in_labels(characters):
        return lambda text: swap(characters)(text) if bare(text) in labels else text
    for form in FORMS:
        for name, change in (("kangxi-everywhere", swap(KANGXI)), ("kangxi-in-labels", in_labels(KANGXI)),
                             ("cjk-radicals", swap(RADICALS))):
            yield form.case(name, each(form.blocks, change), right(form.answer))
        yield form.case("traditional-labels", each(form.blocks, in_labels(TRADITIONAL)), either(form.answer))
        yield form.case("wide-digits", each(form.blocks, swap(WIDE_DIGITS)), right(form.answer), folded=True)
        yield form.case("wide-digits-and-letters", each(form.blocks, swap(WIDE)), right(form.answer), folded=True)
        wide = {**WIDE_DIGITS, "%": "％", ".": "．", "<": "＜"}
        yield form.case("wide-numbers", each(form.blocks, lambda t: swap(wide)(t) if re.fullmatch(r"[≥≤<]?[\d.]+\S{0,4}", t) else t),
                        right(form.answer), folded=True)


def signs():
    """The sign before a number, in other hands. In words it is a sign as well (domain.md); the text stays as it stood."""
    ways = {"slanted": ("⩾", "⩽"), "double": ("≧", "≦"), "ascii": (">=", "<="), "wide-ascii": ("＞＝", "＜＝"),
            "blank-after": ("≥ ", "≤ "), "blank-before": (" ≥", " ≤"), "not-below": ("不低于", "不高于"), "words": ("大于等于", "小于等于"),
            "at-least": ("至少", "不超过"), "not-smaller": ("不小于", "不大于")}
    for name, (more, less) in ways.items():
        def write(text):
            return text.replace("≥", more).replace("≤", less)
        expected = S304.answer
        if not re.search("[⩾≧>＞ ]", more):
            for project in expected["projects"]:
                for one in project["indicators"]:
                    one["target"]["text"] = write(one["target"]["text"])
        for form in (LINES, WORD):
            yield form.case(f"signs-{name}", each(form.blocks, write), right(expected))
    yield LINES.case("signs-turned", each(S304.blocks, lambda t: t.replace("≥", "=>").replace("≤", "=<")), either(S304.answer))


# ---- units

MONEY = re.compile(r"\d+\.\d\d")


def in_unit(blocks, factor, unit, forms_too=True, tables_too=True, thousands=False):
    """The figures and their unit lines in another unit. What bears a unit of its own (targets, 价值（万元）) stays."""
    def figure(text):
        return f"{Decimal(text) * factor:{',' if thousands else ''}.2f}" if MONEY.fullmatch(text.strip()) else text
    out, form_follows = [], False
    for at, block in enumerate(blocks):
        wanted = forms_too if form_follows else tables_too
        if isinstance(block, str):
            form_follows = "绩效目标表" in block or form_follows and not block.startswith("八、")
            wanted = forms_too if form_follows else tables_too
            out.append(re.sub("(?<=单位：)万元", unit, block) if wanted else block)
            continue
        if is_form(block):
            wanted = forms_too
        stop = next(iter(indicator_part(block)), len(block))
        asset = any("价值（万元）" in cell for row in block for cell in row)
        out.append([[re.sub("(?<=单位：)万元", unit, figure(cell)) if wanted and at < stop and not asset else cell for cell in row]
                    for at, row in enumerate(block)])
    return out


def without_unit(blocks, where=lambda table: True):
    """The same with no unit line: paragraphs of the 306, rows of one cell in the 304."""
    blocks = [block for at, block in enumerate(blocks) if not (
        isinstance(block, str) and block == "单位：万元" and where(next((b for b in blocks[at:] if isinstance(b, list)), [])))]
    return [[[c for c in row if c != "单位：万元"] for row in block if row != ["单位：万元"]] if isinstance(block, list) and where(block)
            else block for block in blocks]


def units():
    sums = {LINES: ("219.93", "2,199,300", "2199300"), WORD: ("219.93", "2,199,300", "2199300"), TABS: ()}
    for form in FORMS:
        def unit_case(name, blocks, expect=right, **more):
            return form.case(f"unit-{name}", blocks, expect(form.answer), **more)
        yield unit_case("yuan", in_unit(form.blocks, 10000, "元"), findings=sums[form])
        yield unit_case("yuan-with-thousands", in_unit(form.blocks, 10000, "元", thousands=True), findings=sums[form])
        yield unit_case("yuan-in-forms", in_unit(form.blocks, 10000, "元", tables_too=False), findings=sums[form])
        yield unit_case("yuan-in-tables", in_unit(form.blocks, 10000, "元", forms_too=False), findings=sums[form])
        yield unit_case("thousand-yuan", in_unit(form.blocks, 10, "千元"), either)
        for name, line in (("half-width-colon", "单位:万元"), ("money-unit", "金额单位：万元"), ("blanks", "单位： 万 元"), ("brackets", "（单位：万元）")):
            yield unit_case(name, each(form.blocks, lambda t: t.replace("单位：万元", line)))
        yield unit_case("renminbi", each(form.blocks, lambda t: t.replace("单位：万元", "单位：人民币万元")), either)
        for name, label, factor in (("wan-in-label", "预算数（万元）", 1), ("yuan-in-label", "预算数（元）", 10000),
                                    ("wan-in-half-width-label", "预算数(万元)", 1)):
            blocks = without_unit(in_unit(form.blocks, factor, "万元", tables_too=False), is_form)
            for table in forms(blocks):
                row(table, "预算规模")[1] = label
            yield unit_case(name, blocks)
        yield unit_case("nowhere", without_unit(form.blocks), either)
        yield unit_case("not-in-forms", without_unit(form.blocks, is_form), either)
        yield unit_case("not-in-forms-in-yuan", without_unit(in_unit(form.blocks, 10000, "万元", tables_too=False), is_form), either)
    # The heading says 元 and the figures can only be 万元: taken at its word with what does not fit, or asked.
    wrong = in_unit(S304.blocks, 1, "元", tables_too=False)
    answer = S304.answer
    for project in answer["projects"]:
        project.update({key: f"{Decimal(project[key]) / 10000:.2f}" for key in ("budget", "fiscalFunds", "otherFunds")})
    yield LINES.case("unit-wrong-in-forms", wrong, either(answer, words=("单位", "万元")), findings=("单位", "相差", "项目支出"))
    yield LINES.case("unit-line-against-label", each(in_unit(S304.blocks, 1, "元", tables_too=False),
                     lambda t: t.replace("预算数", "预算数（万元）") if t == "预算数" else t), either(S304.answer, words=("单位",)))


# ---- columns

HEADER = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]


def columns(blocks, change):
    """Every indicator row rebuilt: change(six cells, whether it is a header, its number)."""
    number = 0
    for cells in indicator_rows(blocks):
        number = 0 if is_header(cells) else number + 1
        cells[:] = change(list(cells[:6]), is_header(cells), number)
    return blocks


def inserted(at, title, value):
    return lambda cells, header, number: cells[:at] + [title if header else value.format(number) if any(cells[1:4])
                                                       else ""] + cells[at:]


def ordered(*places):
    return lambda cells, *_: [cells[place] for place in places]


def split_target(titles, words="定性"):
    def change(cells, header, number):
        if header:
            return cells[:4] + list(titles) + cells[5:]
        one = target(bare(cells[4]))
        parts = (one["operator"].replace("=", "＝"), one["value"], one["unit"]) if "value" in one else (words, one["text"], "")
        return cells[:4] + list(parts if any(cells[1:4]) else ("", cells[4], "")) + cells[5:]
    return change


def unknown_columns():
    extra = {"number-in-front": (0, "序号", "{}"), "weight-in-front": (0, "权重", "10%"), "meaning-between": (3, "指标解释", "见方案{}"),
             "points-before-target": (4, "分值", "10"), "points-after-target": (5, "分值", "10"), "weight-after-target": (5, "权重（%）", "10"),
             "last-year-between": (4, "上年指标值", "≥{}%"), "remark-behind": (6, "备注", "备注{}"), "remark-behind-blank": (6, "备注", ""),
             "points-behind": (6, "分值", "10"), "formula-between": (4, "计算公式", "完成数/计划数×100%"), "unknown-word": (4, "考核口径", "全口径{}")}
    for form in FORMS:
        for name, column in extra.items():
            yield form.case(f"column-{name}", columns(form.blocks, inserted(*column)), either(form.answer))


def other_columns():
    def without(key):
        answer = S304.answer
        for project in answer["projects"]:
            for one in project["indicators"]:
                one[key] = ""
        return answer
    def titled(**titles):
        return lambda cells, header, _: [titles.get(cell, cell) if header else cell for cell in cells]
    changes = {
        "target-before-description": (ordered(0, 1, 2, 4, 3, 5), S304.answer),
        "basis-in-front-of-target": (ordered(0, 1, 2, 3, 5, 4), S304.answer),
        "basis-first": (ordered(5, 0, 1, 2, 3, 4), S304.answer),
        "no-description": (ordered(0, 1, 2, 4, 5), without("description")), "no-basis": (ordered(0, 1, 2, 3, 4), without("basis")),
        "titled-annual-target": (titled(指标值="年度指标值"), S304.answer), "titled-goal-value": (titled(指标值="目标值"), S304.answer),
        "titled-contents": (titled(绩效指标描述="指标内容"), S304.answer), "titled-name": (titled(三级指标="指标名称"), S304.answer),
        "titled-description-below-levels": (titled(绩效指标描述="指标说明", 指标值确定依据="依据"), S304.answer)}
    for titles in (("符号", "值", "单位"), ("符号", "值", "单位（文字描述）"), ("计算符号", "指标值", "计量单位"), ("指标性质", "指标值", "度量单位"),
                   ("运算符号", "指标数值", "单位"), ("比较符", "目标值", "单位")):
        changes["split-" + "-".join(map(bare, titles)).replace("（", "-").replace("）", "")] = (split_target(titles), S304.answer)
    for name, (change, answer) in changes.items():
        for form in (LINES, WORD):
            yield form.case(f"column-{name}", columns(form.blocks, change), either(answer))
    yield TABS.case("column-split", columns(TABS.blocks, split_target(("指标性质", "指标值", "度量单位"))), either(TABS.answer))
    for form in (LINES, WORD):  # a header of two rows: the lower one names the parts of 指标值
        blocks = columns(form.blocks, split_target(("指标值", "", "")))
        for table in tables(blocks):
            if part := indicator_part(table):
                table.insert(part[0] + 1, ["", "", "", "", "符号", "值", "单位", ""])
        yield form.case("column-split-below", blocks, either(form.answer))


def widths():
    """Rows that do not fit their header, and blanks that an editor took away or doubled."""
    def second(change):
        return one_project(lambda form, part: change(part))
    def drop_cell(part):
        del part[2][3]
    def add_cell(part):
        part[2].append("多余内容")
    yield LINES.case("row-with-a-cell-less", second(drop_cell), either(changed(S304.answer, 0, 1, description="")))
    yield WORD.case("row-with-a-cell-less", second(drop_cell), either(changed(S304.answer, 0, 1, description="")))
    yield LINES.case("row-with-a-cell-more", second(add_cell), either(S304.answer), findings=("多余内容", "列", "格"))
    stripped = lambda text: "\n".join(map(str.rstrip, text.split("\n"))).encode()
    yield LINES.case("trailing-blanks-stripped", stripped(S304.text), either(S304.answer))
    yield TABS.case("trailing-blanks-stripped", stripped(S306.text), right(S306.answer))
    only_blanks = lambda text: re.sub("(?m)^\t +$", "\t", text).encode()
    yield LINES.case("blank-cells-without-blank", only_blanks(S304.text), right(S304.answer))
    strip_all = lambda text: "\n".join(map(str.strip, text.split("\n"))).encode()
    yield TABS.case("leading-tabs-stripped", strip_all(S306.text), either(S306.answer))
    yield LINES.case("leading-tabs-stripped", strip_all(S304.text), either(S304.answer))
    for form, sample in ((LINES, S304), (TABS, S306)):
        yield form.case("tabs-doubled", sample.text.replace("\t", "\t\t").encode(), either(form.answer))
    one_blank = [[[cell for cell in cells if cell.strip() or cells[0] != "" or len(cells) != 5] for cells in block]
                 if isinstance(block, list)
                 else block for block in S304.blocks]
    yield LINES.case("plan-cells-shifted", one_blank, either(S304.answer, words=("列", "格", "资金支出计划", "表头")))
    single = S304.blocks
    for table in forms(single):
        row(table, "绩效目标")[1] = "1.按计划完成各项任务。"
    answer = S304.answer
    for project in answer["projects"]:
        project["goals"] = ["1.按计划完成各项任务。"]
    yield case("304-in-tabs", S306.print(single).encode(), right(answer))
    yield case("306-in-lines", S304.print(S306.blocks).encode(), either(S306.answer))
    yield case("306-in-word", word.docx(S306.blocks), either(S306.answer), file="预算.docx")


COSTS = [["序号", "费用名称", "单价（元）", "数量", "金额（元）", "备注"], ["1", "保洁人员工资", "1200", "24", "28800", "按月支付"],
         ["2", "保洁用品", "100", "12", "1200", "按月采购"], ["", "合计", "", "", "30000", ""]]


def cost_tables():
    for form in FORMS:
        for name, title in (("titled", ["项目支出明细", ""]), ("untitled", [""])):
            blocks = form.blocks
            at = blocks.index(next(table for table in tables(blocks) if indicator_part(table)))
            last = next(i for i in range(at, len(blocks)) if isinstance(blocks[i], str) and re.match("2、", blocks[i]))
            blocks[last:last] = [*title, [list(cells) for cells in COSTS], ""]
            yield form.case(f"cost-table-{name}", blocks, right(form.answer))
        blocks = form.blocks
        table = [table for table in tables(blocks) if indicator_part(table)][0]
        table += [list(cells) for cells in COSTS]
        yield form.case("cost-table-in-the-same", blocks, either(form.answer))
        same_head = [["费用明细", "费用名称", "单价（元）", "数量", "金额（元）", "备注"], *COSTS[1:]]
        blocks = form.blocks
        [table for table in tables(blocks) if indicator_part(table)][0].extend(list(cells) for cells in same_head)
        yield form.case("cost-rows-headed-in-the-same", blocks, either(form.answer))


# ---- documents in which nothing can be read

OTHER_FORMS = {
    "sichuan": (("申报表", "绩效目标表", "项目编码"), """部门预算项目绩效目标申报表（2025年度）

	单位：万元

项目名称	农村道路养护
部门（单位）	某县交通运输局
项目资金（万元）	年度资金总额	120.00
	财政拨款	120.00
	其他资金	0.00
总体目标	完成农村道路养护任务
绩效指标	一级指标	二级指标	三级指标	指标性质	指标值	度量单位	权重
	产出指标	数量指标	养护道路里程	≥	120	公里	30
	效益指标	社会效益指标	群众出行便利度	≥	90	%	30
"""),
    "self-evaluation": (("自评",), """项目支出绩效自评表
（2025年度）
304保定市徐水区科学技术和工业信息化局

项目名称	保洁费项目
主管部门	保定市徐水区科学技术和工业信息化局	实施单位	保定市徐水区科学技术和工业信息化局
项目资金（万元）		年初预算数	全年预算数	全年执行数	分值	执行率	得分
	年度资金总额	3.00	3.00	2.85	10	95%	9.50
年度总体目标	预期目标	实际完成情况
	按计划完成任务	已完成
绩效指标	一级指标	二级指标	三级指标	年度指标值	实际完成值	分值	得分	偏差原因分析及改进措施
	产出指标	数量指标	保洁服务面积	≥430平方米	430平方米	12.5	12.5	
总分						100	98.00	
"""),
    "monitoring": (("监控",), """项目支出绩效目标执行监控表
（2025年1-6月）
304保定市徐水区科学技术和工业信息化局
预算年度：2025

项目名称	保洁费项目
主管部门及代码	304保定市徐水区科学技术和工业信息化局	实施单位	本级
项目资金（万元）		年初预算数	1-6月执行数	1-6月执行率	全年预计执行数
	年度资金总额	3.00	1.50	50%	3.00
绩效指标	一级指标	二级指标	三级指标	年度指标值	1-6月执行情况	全年预计完成情况	原因说明	完成目标可能性	备注
	产出指标	数量指标	保洁服务面积	≥430平方米	430平方米	430平方米		确定能	
""")}


def unreadable():
    """What read as no project at all, and so marked everything removed: with 304's projects in the database already."""
    def joined(sample, glue):
        return "\n".join(block if isinstance(block, str) else "\n".join(glue(row) for row in block) for block in sample.blocks).encode()
    def padded(row):
        return "  ".join(cell.replace("\n", " ").ljust(24 - len(cell)) for cell in row)
    glues = {"pdftotext-layout": padded, "blanks": " ".join, "two-blanks": "  ".join, "pipes": "|".join, "commas": ",".join,
             "semicolons": ";".join, "markdown": lambda row: "| " + " | ".join(cell.replace("\n", "<br>") for cell in row) + " |"}
    speaks = ("项目", "绩效目标表")
    for sample in (S304, S306):
        number = sample.answer["department"]["code"]
        for name, glue in glues.items():
            yield case(f"glued-by-{name}-{number}", joined(sample, glue), either(sample.answer, words=speaks), number)
    expanded = S304.text.replace("\t", "        ").encode()
    yield case("tabs-expanded", expanded, either(S304.answer, words=speaks), "304")
    yield case("tabs-expanded-with-remove", expanded, either(S304.answer, words=speaks), "304", arguments=("--remove",))
    for name, label in (("daima", "项目代码"), ("bianhao", "项目编号"), ("blank", "项目 编码"), ("colon", "项目编码："), ("unknown", "工程编码")):
        fair = refused(*speaks) if name == "unknown" else right(S304.answer) if name in ("blank", "colon") else either(S304.answer,
            words=speaks)
        for form in (LINES, WORD):
            yield Case(f"label-{name}-{form.slug}",
                       [Import(form.printer(each(form.blocks, lambda t: label if t == "项目编码" else t)), fair,
                                                            form.file)], "304")
    for name, (words, text) in OTHER_FORMS.items():
        for suffix, arguments in (("", ()), ("-given", ("--department", "304", "--name", DEPARTMENT, "--year", "2025"))):
            yield case(f"form-of-{name}{suffix}", text.encode(), refused(*words), "304", arguments=arguments)
            yield case(f"form-of-{name}{suffix}-word", word.docx(read_tabs(text)), refused(*words), "304", file="表.docx",
                       arguments=arguments)
    cut = S304.text.index("七、部门项目预算")
    yield case("no-performance-part", S304.text[:cut].encode(), refused("项目"), "304")
    yield case("no-performance-part-into-nothing", S304.text[:cut].encode(), refused("项目"))
    one_broken = one_project(lambda form, part: form[1].__setitem__(0, "编码"))
    yield Case("one-form-of-twelve-unreadable", [Import(S304.print(one_broken).encode(), refused("项目", "12", "11"))], "304")
    yield Case("one-form-of-twelve-unreadable-into-nothing", [Import(S304.print(one_broken).encode(), refused("项目", "12", "11"))])
    half = S304.text[:S304.text.index("7、提前下达")]
    yield case("cut-off-after-six", half.encode(), refused("标记删除", "--remove", "删除", "移除", "不再"), "304")
    six = {**S304.answer, "projects": S304.answer["projects"][:6]}
    yield case("cut-off-after-six-into-nothing", half.encode(), either(six), findings=("相差", "项目支出", "219.93"))
    yield case("cut-off-in-a-form", S304.text[:S304.text.index("考核“领跑者”")].encode(), refused("删除", "移除", "--remove", "不再", "完整", "读不出来"), "304")
    none = re.sub(r"(?s)七、.*?八、", "七、部门项目预算安排情况及绩效目标\n\t我部门无项目预算安排。\n\n八、", S304.text)
    for amount in ("219.93", "50.03", "48.27", "1.76", "14.40", "155.50", "153.40", "2.10"):
        none = none.replace(f"\t{amount}\n\t\n\n", "\t\n\t\n\n")
    yield case("truly-no-projects", none.encode(), right({**S304.answer, "projects": []}))
    yield case("truly-no-projects-after-twelve", none.encode(), refused("删除", "移除", "--remove", "不再"), "304")
    yield case("empty", b"", refused("空", "没有", "没找到", "未找到"), "304")
    yield case("only-blank-lines", b"\n" * 1000, refused("空", "没有", "未找到"), "304")
    yield case("nothing-but-a-novel", ("话说天下大势，分久必合，合久必分。\n" * 2000).encode(), refused("没有", "未找到", "项目", "部门"), "304")
    yield case("png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, refused("PNG", "图片", "文字", "文件", "编码"), "304")
    yield case("png-named-docx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, refused("文件", "docx", "Word"), "304", file="预算.docx")
    yield case("pdf-named-txt", b"%PDF-1.7\n" + bytes(range(256)) * 40, refused("PDF", "文件", "编码"), "304")
    yield case("old-doc-named-docx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(5000), refused("doc", "Word", "文件"), "304",
               file="预算.docx")
    yield case("directory", "/tmp", refused("目录", "文件夹", "文件"), "304")
    yield case("zeros-without-end", "/dev/zero", refused("文件", "过大", "太大"), "304")
    yield case("missing-file", "没有这个文件.txt", refused("找不到", "没有", "不存在"), "304")
    yield case("hundred-megabytes-of-lines", lambda: b"\n" * 100_000_000, refused("大", "没有", "行", "空"), "304")
    yield case("sixty-megabytes-in-a-line", lambda: "项".encode() * 20_000_000, refused("大", "没有", "长"), "304")
    yield case("half-a-megabyte-of-bookmarks", lambda: b"[bookmark: x]" * 40_000 + b"\n" + S304.bytes, either(S304.answer), "304")


# ---- whose budget, of which year

def departments():
    def headed(line):
        return each(S304.blocks, lambda t: line if t == "304" + DEPARTMENT else t)
    for form in (LINES, WORD):
        for name, line in (("blank", f"304 {DEPARTMENT}"), ("wide-blank", f"304\u3000{DEPARTMENT}"), ("hyphen", f"304-{DEPARTMENT}"),
                           ("wide-digits", f"３０４{DEPARTMENT}"), ("labelled", f"部门名称：304{DEPARTMENT}"),
                           ("budget-unit", f"预算单位：304 {DEPARTMENT}")):
            yield form.case(f"department-{name}", headed(line), right(S304.answer))
        for name, line in (("brackets", f"[304]{DEPARTMENT}"), ("underscore", f"304_{DEPARTMENT}"), ("comma", f"304、{DEPARTMENT}"),
                           ("name-first", f"{DEPARTMENT}（304）"), ("code-label", f"部门编码：304 部门名称：{DEPARTMENT}")):
            yield form.case(f"department-{name}", headed(line), either(S304.answer))
        unnamed = headed(f"部门名称：{DEPARTMENT}")
        given = ("--department", "304", "--name", DEPARTMENT, "--year", "2025")
        yield form.case("department-without-code", unnamed, refused("部门", "编码"))
        yield form.case("department-without-code-given", unnamed, right(S304.answer), arguments=given[:2])
        cut = S304.blocks
        cut = cut[cut.index("第二部分 情况说明"):cut.index("八、政府采购预算情况")]
        yield form.case("performance-part", cut, refused("部门"))
        yield form.case("performance-part-given", cut, right(S304.answer), arguments=given)
        yield form.case("performance-part-without-year", cut, either(S304.answer, words=("年度", "年份", "--year")), arguments=given[:4])
        yield form.case("hotline-first", ["12345热线工作", "", *S304.blocks], right(S304.answer))
        yield form.case("hotline-in-a-table", [[["1", "12345热线工作办理局"], ["2", "110联动局"]], "", *S304.blocks], right(S304.answer))
        no_year = each(S304.blocks, lambda t: "" if t == "预算年度：2025" else t)
        yield form.case("no-year", no_year, either(S304.answer, words=("年度", "年份", "--year")))
        yield form.case("no-year-given", no_year, right(S304.answer), arguments=given[4:])
        yield form.case("year-against-codes", each(S304.blocks, lambda t: t.replace("预算年度：2025", "预算年度：2024")), refused("年"))
        yield form.case("year-against-title", ["2024年部门预算信息公开", "", *S304.blocks], either(S304.answer, words=("2024",)),
                        findings=("2024年部门", "2024"))
        yield form.case("given-other-department", S304.blocks, refused("部门", "305", "304"),
                        arguments=("--department", "305", "--name", "某县水利局"))
        yield form.case("given-other-year", S304.blocks, refused("年"), arguments=("--year", "2024"))
        yield form.case("given-the-same", S304.blocks, right(S304.answer), arguments=given)
    blocks = S304.blocks
    [cells for table in tables(blocks) for cells in table if cells[0].startswith("304")][1][1] = "预算年度：2024"
    yield LINES.case("year-of-one-table-differs", blocks, either(S304.answer, words=("2024",)), findings=("2024",))
    blocks = S304.blocks
    [cells for table in tables(blocks) for cells in table if cells[0].startswith("304")][2][0] = "305保定市徐水区水利局"
    yield LINES.case("department-of-one-table-differs", blocks, either(S304.answer, words=("水利局", "305")), findings=("水利局", "305"))
    both = S304.print(S304.blocks) + "\n" + S304.print(S306.blocks)
    for name, text in (("lines", both), ("other-order", S304.print(S306.blocks) + "\n" + S304.text)):
        for start in ("empty", "304"):
            yield case(f"two-departments-{name}-{start}", text.encode(), refused("两个部门", "2个部门", "多个部门", "部门"), start)


# ---- codes and projects

def codes():
    def coded(code):
        return one_project(lambda form, part: row(form, "项目编码").__setitem__(1, code))
    for name, code, hints in (("letter-for-digit", MISTYPED, (CODE, "校验")), ("one-digit-off", CODE[:-1] + "5", ("校验", "编码")),
                              ("neighbours-swapped", CODE.replace("232", "322"), ("校验", "编码"))):
        for form in (LINES, WORD):
            yield form.case(f"code-{name}", coded(code), right(changed(S304.answer, 0, code=code)), findings=hints)
    for name, code in (("blank-inside", CODE[:9] + " " + CODE[9:]), ("broken-line", CODE[:13] + "\n" + CODE[13:]),
                       ("wide", swap(WIDE)(CODE))):
        yield LINES.case(f"code-{name}", coded(code), right(S304.answer))
    yield LINES.case("code-lower-case", coded(CODE.lower()), either(S304.answer))
    for name, code in (("short", CODE[:-1]), ("long", CODE + "4")):
        yield LINES.case(f"code-{name}", coded(code), either(changed(S304.answer, 0, code=code)), findings=(code, "编码", "位"))
    for name, code in (("missing", ""), ("a-dash", "—"), ("in-words", "待定")):
        yield LINES.case(f"code-{name}", coded(code), refused("编码"))
        yield WORD.case(f"code-{name}", coded(code), refused("编码"))
    dotted = "13062525P·0232100244"
    yield LINES.case("code-of-21-bytes", coded(dotted), either(changed(S304.answer, 0, code=dotted), words=("编码", dotted)),
                     findings=("编码", dotted))
    def twice(change=lambda table: None):
        blocks = S304.blocks
        at = blocks.index(forms(blocks)[0])
        copy = S304.blocks[at - 1:blocks.index(forms(blocks)[1]) - 1]
        change(copy[1])
        blocks[at - 1:at - 1] = copy
        return blocks
    yield LINES.case("project-twice-alike", twice(), either(S304.answer, words=(CODE, NAME, "重复")), findings=("重复", "两次", "多次", "相同"))
    for name, change in (("budget", lambda t: row(t, "预算规模").__setitem__(2, "5.00")),
                         ("name", lambda t: row(t, "项目编码").__setitem__(3, "绿化费项目"))):
        yield LINES.case(f"project-twice-with-another-{name}", twice(change), refused(CODE, "重复", "两次"))


# ---- money in a form

def budgets():
    def budgeted(cell, at=2):
        return one_project(lambda form, part: row(form, "预算规模").__setitem__(at, cell))
    wrong = ("3.OO", "三万", "3,00", "3.00.", "-3.00", "3.0.0", "约3.00", "1e1", "3。00", "3.00-4.00", "3.00（暂定）", "9999999999999999.00",
             "待定", "3..00", "#REF!")
    for form in (LINES, WORD):
        for cell in wrong if form is LINES else wrong[:6]:
            yield form.case(f"budget-{cell}", budgeted(cell), refused(cell, "预算数", "金额"))
    same = ("3", "3.0", "３.００", "3．00", " 3.00 ", "3.00万元")
    for cell in same:
        yield LINES.case(f"budget-{cell.strip() or 'blank'}-{len(cell)}-same", budgeted(cell), right(S304.answer))
    yield WORD.case("budget-and-an-empty-paragraph", budgeted("3.00\n"), right(S304.answer))
    for cell in ("30000元", "3.000", "3 .00", "¥3.00", "3万"):
        yield LINES.case(f"budget-{cell}-perhaps", budgeted(cell), either(S304.answer))
    for cell, budget in (("1,234.00", "12340000.00"), ("1234.56", "12345600.00")):
        yield LINES.case(f"budget-{cell}", budgeted(cell), right(changed(S304.answer, 0, budget=budget)), findings=("相差", "项目支出"))
    yield LINES.case("budget-12,34.00", budgeted("12,34.00"), refused("12,34.00", "预算数", "金额"))
    yield LINES.case("budget-of-four-decimals", budgeted("3.0050"), either(changed(S304.answer, 0, budget="30050.00")))
    yield LINES.case("budget-missing", budgeted(""), either(S304.answer, words=("预算数", NAME)), findings=("预算数",))
    for cell in ("3.OO", "三万", "3,00", "-3.00"):
        yield LINES.case(f"fiscal-{cell}", budgeted(cell, 4), refused(cell, "财政", "金额"))
    yield LINES.case("other-funds",
                     one_project(lambda form, part: (row(form, "预算规模").__setitem__(4, "2.00"),
                                                     row(form, "预算规模").__setitem__(6, "1.00"))),
                     right(changed(S304.answer, 0, fiscalFunds="20000.00", otherFunds="10000.00")))


def shares(*pairs):
    return [{"month": month, "percent": percent} for month, percent in pairs]


FOUR = (3, 6, 10, 12)


def plans():
    def planned(cells, head=None, label=None):
        def change(form, part):
            row(form, "资金支出计划", 1)[1:] = cells
            if head:
                row(form, "资金支出计划")[1:] = head
            if label:
                row(form, "资金支出计划")[0] = label
        return one_project(change)
    def said(percents, months=FOUR, basis="percent"):
        return changed(S304.answer, 0, plan=shares(*[(m, p) for m, p in zip(months, percents) if p]), planBasis=basis)
    quarter = ["25%", "50%", "75%", "100%"]
    same = {"bare": ["25", "50", "75", "100"], "wide-percent": ["25％", "50％", "75％", "100％"],
            "decimals": ["25.00%", "50.00%", "75.00%", "100.00%"],
            "blanks": [" 25% ", "50 %", "75%", "100%"], "wide-digits": ["２５%", "５０%", "７５%", "１００%"]}
    for name, cells in same.items():
        for form in (LINES, WORD):
            yield form.case(f"plan-{name}", planned(cells), right(S304.answer))
    yield LINES.case("plan-thirds", planned(["8.33%", "33.333%", "66.67%", "100%"]), right(said(["8.33", "33.333", "66.67", "100"])))
    for name, cell in (("two-in-one", "25、50"), ("in-words", "二十五"), ("in-words-percent", "百分之二十五"), ("negative", "-5%"),
                       ("letter", "2O%"),
                       ("range", "20-25%"), ("formula", "=25%"), ("comma", "2,5%"), ("dots", "25..0%"), ("about", "约25%")):
        yield LINES.case(f"plan-{name}", planned([cell, *quarter[1:]]),
                         either(said([None, "50", "75", "100"]), words=(cell, "资金支出计划", "3月")), findings=(cell, "3月"))
    yield LINES.case("plan-over-all", planned(["25%", "50%", "75%", "150%"]), either(said(["25", "50", "75", "150"]), words=("150",)),
                     findings=("150",))
    yield LINES.case("plan-falling", planned(["50%", "25%", "75%", "100%"]), right(said(["50", "25", "75", "100"])),
                     findings=("25", "下降", "小于", "低于"))
    yield LINES.case("plan-short-of-all", planned(["25%", "50%", "75%", "90%"]), right(said(["25", "50", "75", "90"])),
                     findings=("90", "100%"))
    yield LINES.case("plan-fractions", planned(["0.25", "0.5", "0.75", "1"]), either(S304.answer, words=("0.25", "资金支出计划")))
    amounts = ["0.75", "1.50", "2.25", "3.00"]
    by_amount = said(["25", "50", "75", "100"], basis="amount")
    yield LINES.case("plan-amounts-under-percent", planned(amounts), right(by_amount), findings=("金额",))
    yield LINES.case("plan-amounts-titled", planned(amounts, label="资金支出计划（万元）"), right(by_amount))
    without = said([], basis="absent")
    yield LINES.case("plan-amounts-titled-yuan", planned(["7500", "15000", "22500", "30000"], label="资金支出计划（元）"),
                     either(by_amount, without, lost=("7500",)))
    yield LINES.case("plan-amounts-with-unit", planned(["0.75万元", "1.5万元", "2.25万元", "3万元"]),
                     either(by_amount, without, lost=("0.75万元",)))
    yield LINES.case("plan-blank", planned([" ", " ", " ", " "]), right(without), findings=("资金支出计划", "支出计划"))
    yield LINES.case("plan-zero-first", planned(["0%", "50%", "75%", "100%"]), right(said(["0", "50", "75", "100"])))
    other = {"july-november": (["3月底", "7月底", "11月底", "12月底"], (3, 7, 11, 12), right),
             "quarters": (["一季度", "二季度", "三季度", "四季度"], (3, 6, 9, 12), either),
             "quarter-ends": (["第一季度末", "第二季度末", "第三季度末", "第四季度末"], (3, 6, 9, 12), either),
             "months-out": (["3月末", "6月末", "10月末", "12月末"], FOUR, either),
             "months-only": (["3月", "6月", "10月", "12月"], FOUR, either),
             "dates": (["3月31日前", "6月30日前", "10月31日前", "12月31日前"], FOUR, either),
             "chinese-months": (["三月底", "六月底", "十月底", "十二月底"], FOUR, either),
             "half-years": (["上半年", "三季度", "11月底", "全年"], (6, 9, 11, 12), either),
             "unknown-words": (["期初", "期中", "期末", "决算"], (), either), "month-13": (["3月底", "6月底", "10月底", "13月底"], FOUR[:3], either)}
    for name, (head, months, kind) in other.items():
        answers = [said(["25", "50", "75", "100"], months)] if months else []
        if kind is either:  # a heading that is not known may leave no plan, or less of it, but never without a word
            known = [re.fullmatch(r"([1-9]|1[0-2])月底", cell) for cell in head]
            answers += [without, said([share if found else None for share, found in zip(["25", "50", "75", "100"], known)],
                                      [int(found[1]) if found else 0 for found in known])]
        for form in (LINES, WORD):
            yield form.case(f"plan-{name}", planned(quarter, head), kind(*answers, lost=(head[0], head[-1])),
                            findings=(head[-1], head[0]) if not months or len(months) < 4 else ())
    yield LINES.case("plan-five-stages", planned(["10%", *quarter], ["2月底", "3月底", "6月底", "10月底", "12月底"]),
                     right(said(["10", "25", "50", "75", "100"], (2, 3, 6, 10, 12))))
    yield LINES.case("plan-months-turned", planned(quarter[::-1], ["12月底", "10月底", "6月底", "3月底"]), either(S304.answer))
    yield LINES.case("plan-month-twice", planned(quarter, ["3月底", "6月底", "6月底", "12月底"]), refused("6月"))
    yield LINES.case("plan-four-under-five", planned(quarter, ["3月底", "6月底", "9月底", "10月底", "12月底"]), refused("资金支出计划", "列", "格", "表头"))
    yield LINES.case("plan-five-under-four", planned(["10%", *quarter]), refused("资金支出计划", "列", "格", "表头"))


# ---- indicators

def targets():
    """The second indicator's target, 保洁效果合格率 ≥95%, as people write it."""
    def with_target(text):
        return one_project(lambda form, part: part[2].__setitem__(4, text))
    def said(text, sign, value, unit):
        return changed(S304.answer, 0, 1, target={"text": text, "kind": "quantitative", "operator": sign, "value": value, "unit": unit})
    known = {"≥430\n平方米": ("≥430平方米", "≥", "430", "平方米"), "≥ 430 平方米": ("≥430平方米", "≥", "430", "平方米"),
             "≥1,430平方米": ("≥1,430平方米", "≥", "1430", "平方米"), "≥95％": ("≥95％", "≥", "95", "%"), "≥95%以上": ("≥95%以上", "≥", "95", "%"),
             "95%以上": ("95%以上", "≥", "95", "%"), "80%（含）以上": ("80%（含）以上", "≥", "80", "%"), "不低于95%": ("不低于95%", "≥", "95", "%"),
             "低于5%": ("低于5%", "<", "5", "%"), "至少2人": ("至少2人", "≥", "2", "人"), ">0次": (">0次", ">", "0", "次"),
             "＝0起": ("＝0起", "=", "0", "起"),
             "≥95.50%": ("≥95.50%", "≥", "95.50", "%"), "＜1人": ("＜1人", "<", "1", "人"), "≤38,400元": ("≤38,400元", "≤", "38400", "元"),
             "≥\n95%": ("≥95%", "≥", "95", "%"), "≥12公里": ("≥12公里", "≥", "12", "公里"), "≥300亩": ("≥300亩", "≥", "300", "亩"),
             "≤500吨": ("≤500吨", "≤", "500", "吨")}
    for text, parts in known.items():
        answers = [said(*parts)]
        if parts[2] == "95.50":
            answers.append(said("≥95.50%", "≥", "95.5", "%"))
        yield LINES.case(f"target-{text!r}", with_target(text), right(*answers))
    for text in ("≥430\n平方米", "≥ 430 平方米", "95%以上"):
        yield WORD.case(f"target-{text!r}", with_target(text), right(said(*known[text])))
    words = lambda text: changed(S304.answer, 0, 1, target={"text": text, "kind": "qualitative"})
    for text in ("≥9O%", "≥4.3.0平方米", "≥九十五%", "≥1,43平方米", "≥-5%", "≥≤95%", "≥95%≤100%",
                 "≥%"):  # no number that anybody could hold them to
        yield LINES.case(f"target-{text}", with_target(text), either(words(text), words=(text, "指标值", "保洁效果合格率")),
                         findings=(text, "保洁效果合格率"))
    for text in ("及时拨付", "A类", "达到国家标准", "优", "有所提高"):
        yield LINES.case(f"target-{text}", with_target(text), right(words(text)), findings=(text,))
    yield LINES.case("target-missing", with_target(""), either(words(""), words=("保洁效果合格率", "指标值")), findings=("保洁效果合格率",))
    nameless = one_project(lambda form, part: part[2].__setitem__(2, ""))
    yield LINES.case("indicator-without-name", nameless,
                     either(changed(S304.answer, 0, 1, level3=""), changed(S304.answer, 0, 1, level3="考核保洁效果合格率"),
                     words=("三级指标", "名称")), findings=("三级指标", "名称", "保洁效果合格率"))
    levelless = one_project(lambda form, part: part[1].__setitem__(0, ""))
    unlevelled = S304.answer
    for one in unlevelled["projects"][0]["indicators"][:5]:
        one["level1"] = ""
    yield LINES.case("first-level-missing", levelless, either(unlevelled, S304.answer, words=("一级指标",), lost=("一级指标",)),
                     findings=("一级指标",))


def pages():
    """Rows and headers as the end of a page leaves them."""
    header = list(HEADER)
    for form in (LINES, WORD):
        yield form.case("header-repeated", one_project(lambda f, part: part.insert(4, header)), right(S304.answer))
    blocks = S304.blocks
    at = next(i for i, block in enumerate(blocks) if isinstance(block, list) and indicator_part(block))
    table = blocks[at]
    blocks[at:at + 1] = [table[:4], "", "- 12 -", "", [header, *table[4:]]]
    for form in (LINES, WORD):
        yield form.case("page-number-between", blocks, right(S304.answer))
    numbered = S306.text.replace("\n\n一级指标\t", "\n\n第 27 页\n\n一级指标\t").encode()
    yield TABS.case("page-number-between", numbered, right(S306.answer))
    cuts = {"name": ([2], "为企业进行|技术培训"), "description": ([3], "考核为企业|进行技术培训"), "two-cells": ([2, 3], "为企业进行|技术培训"),
            "level-2": ([1], "社会效|益指标"),
            "basis": ([5], "上|级文件")}
    whole = ["", "社会效益指标", "为企业进行技术培训", "考核为企业进行技术培训", "提高企业科技创新能力", "上级文件"]
    for name, (places, _) in cuts.items():
        blocks = S306.blocks
        for number, table in enumerate(tables(blocks)):
            for at, cells in enumerate(table):
                if "为企业进行技术培训" in cells:
                    next_table = tables(blocks)[number + 1]
                    table[at] = [cell[:len(cell) // 2] if c in places else cell for c, cell in enumerate(whole)]
                    next_table[1] = [whole[c][len(whole[c]) // 2:] if c in places else "" for c in range(6)]
        expect = right if name in ("name", "basis") else either
        yield TABS.case(f"row-cut-in-{name}", blocks, expect(S306.answer))
    contents = "目  录\n一、部门预算收支总表.....\t1\n五、部门整体绩效目标.....\t23\n七、部门项目预算安排情况及绩效目标.....\t27\n八、政府采购预算情况.....\t38\n\n"
    yield TABS.case("table-of-contents", contents.encode() + S306.bytes, right(S306.answer))
    yield LINES.case("bookmarks", re.sub("(?m)^(部门预算|[五七八九十]、)", r"[bookmark: _Toc_3_3_0000000014]\1", S304.text).encode(),
                     right(S304.answer))
    titles = {"dotted": r"\1.", "bracketed": r"（\1）", "none": None}
    for name, number in titles.items():
        text = re.sub(r"(?m)^(\d+)、(.*绩效目标表)$", "" if number is None else number + r"\2", S304.text)
        yield LINES.case(f"titles-{name}", text.encode(), (right if number else either)(S304.answer))


def lost_texts():
    """What went missing without a word: taken, or a finding names it."""
    goal = "1.按文件要求完成拨付"
    answer = S306.answer
    for project in answer["projects"]:
        if project["goals"]:
            project["goals"].append("2.及时拨付到位")
    for name, text in (("broken", f"{goal}\n2.及时拨付到位"), ("quoted", f'"{goal}\n2.及时拨付到位"')):
        yield TABS.case(f"goal-{name}", S306.text.replace(goal, text).encode(),
                        either(answer, S306.answer, lost=("2.及时拨付到位", "及时拨付到位")))
    for text, name, amount, unit in (("新增厂房面积20000平方米", "新增厂房面积", "20000", "平方米"), ("新建道路12公里", "新建道路", "12", "公里"),
                                     ("压减用煤500吨", "压减用煤", "500", "吨"), ("流转土地300亩", "流转土地", "300", "亩"),
                                     ("培训1,200人次", "培训", "1200", "人次")):
        full = S304.answer
        at = next(i for i, g in enumerate(full["departmentIndicators"]) if g["section"] != "总体")
        full["departmentIndicators"].insert(at, {"name": name, "section": "总体", "target": {
            "text": amount + unit, "kind": "quantitative", "operator": "≥", "value": amount, "unit": unit}})
        for form in (LINES, WORD):
            yield form.case(f"department-goal-{unit}",
                            each(form.blocks, lambda t: t.replace("研发投入增速10%。\n", "").replace("科技型中小企业净增20家；研发投入增速10%。",
                                    f"科技型中小企业净增20家；研发投入增速10%；{text}。")
                            if t.startswith("以科技创新") else t), right(full, S304.answer, lost=(text, name)))
    for text in ("县域科技创新能力达到A类", "举办科技活动周活动", "营商环境持续优化"):
        blocks = each(S304.blocks, lambda t: t.replace("绩效指标：及时处理率", f"绩效指标：{text}；及时处理率"))
        yield LINES.case(f"department-goal-{text}", blocks, right(S304.answer), findings=(text, text[-2:]))
    yield LINES.case("department-goal-letter-for-digit", each(S304.blocks, lambda t: t.replace("及时处理率达到90%", "及时处理率达到9O%")),
                     either({**S304.answer, "departmentIndicators": [g for g in S304.answer["departmentIndicators"]
                                                                     if g["name"] != "及时处理率"]},
                            words=("9O%",)), findings=("9O%", "及时处理率"))
    for old, new in (("7.29", "7.2O"), ("1205.05", "1205.O5"), ("219.93", "219,93"), ("0.62", "O.62")):
        yield LINES.case(f"table-cell-{new}", S304.text.replace(f"\t{old}\n", f"\t{new}\n", 1).encode(),
                         either(S304.answer, words=(new,)), findings=(new,))
    unnumbered = S304.text.replace("\t0.06\n\t0.06\n\n", "\t0.06\n\t0.06\n\n\t\n\t四、会议费\n\t0.50\n\t0.50\n\n")
    yield LINES.case("table-row-without-number", unnumbered.encode(), either(S304.answer), says=("会议费",))
    nameless = S304.text.replace("\t0.06\n\t0.06\n\n", "\t0.06\n\t0.06\n\n\t5\n\t四、会议费\n\n")
    yield LINES.case("table-row-cut-short", nameless.encode(), either(S304.answer), says=("会议费",))
    for text in ("传承200年酿酒历史", "保护300年古树", "举办120年校庆"):
        blocks = one_project(lambda form, part: row(form, "预算规模", 1).__setitem__(1, text))
        yield LINES.case(f"no-typo-{text}", blocks, right(changed(S304.answer, 0, purpose=text)),
                         nofindings=("“" + re.sub(r"\D*(\d+).*", r"\1年", text),))


# ---- Word

def edits():
    """Changes of the XML that show the same page (or, where said, another)."""
    from docx.oxml.ns import qn
    body = lambda document: document.element.body
    target_cells = lambda document, text="≥430平方米": word.cells_with(document, text)

    def put(text, *contents):
        return lambda document: [word.set_cell(tc, *contents) for tc in word.cells_with(document, text)]

    def letters(document):
        for r in list(body(document).iter(qn("w:r"))):
            text = "".join(t.text or "" for t in r.iter(qn("w:t")))
            if len(text) > 1:
                for one in text:
                    r.addprevious(word.xml(word.run(one)))
                r.getparent().remove(r)

    def replaced(text, content):
        return put(text, content)

    def around(tag, text):
        def edit(document):
            for element in list(body(document).iter(qn(tag))):
                word.wrap(element, text)
        return edit

    def nested(document):
        """Each form and its indicators inside the one cell of a table for layout."""
        for tbl in body(document).findall(qn("w:tbl")):
            word.wrap(tbl, "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>HERE<w:p/></w:tc></w:tr></w:tbl>")

    def all_in_one(document):
        everything = [element for element in body(document) if element.tag != qn("w:sectPr")]
        outer = word.xml("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>")
        body(document).insert(0, outer)
        cell = next(outer.iter(qn("w:tc")))
        for element in everything:
            cell.append(element)
        cell.append(word.xml("<w:p/>"))

    def text_box(tag_in, content):
        box = f"<w:p><w:r>{tag_in[0]}<w:txbxContent>{content}</w:txbxContent>{tag_in[1]}</w:r></w:p>"
        return lambda document: body(document).insert(0, word.xml(box))

    vml = ("<w:pict><v:shape><v:textbox>", "</v:textbox></v:shape></w:pict>")

    def headed(document):
        paragraph = document.sections[0].header.paragraphs[0]
        paragraph.text = f"304{DEPARTMENT}　2025年部门预算"
        document.sections[0].footer.paragraphs[0].text = "第1页"

    def noise(document):
        for p in list(body(document).iter(qn("w:p"))):
            p.insert(0, word.xml('<w:bookmarkStart w:id="9" w:name="_Toc1"/>'))
            p.append(word.xml('<w:bookmarkEnd w:id="9"/>'))
            p.append(word.xml('<w:proofErr w:type="spellEnd"/>'))
            p.append(word.xml("<w:r><w:lastRenderedPageBreak/></w:r>"))

    def repeat_header(document):
        for tc in word.cells_with(document, "一级指标"):
            tc.getparent().insert(0, word.xml("<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"))

    def many_paragraphs(document):
        empty = word.xml("<w:p><w:pPr><w:spacing w:line='240'/><w:rPr><w:rFonts w:hint='eastAsia'/></w:rPr></w:pPr></w:p>")
        import copy
        for _ in range(60_000):
            body(document).insert(-1, copy.deepcopy(empty))

    def picture(document):
        for tc in target_cells(document):
            word.set_cell(tc, '<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="90000" cy="90000"/>'
                              '<wp:docPr id="1" name="图片 1"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
                              '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>' + word.run("430平方米") + "</w:p>")

    def merged_down(text):
        """Equal neighbours in the basis column merged down: the merged cell speaks for every row."""
        def edit(document):
            above = None
            for tr in body(document).iter(qn("w:tr")):
                cells = tr.findall(qn("w:tc"))
                last = cells[-1] if len(cells) == 6 else None
                said = last is not None and "".join(t.text or "" for t in last.iter(qn("w:t"))) == text
                if said and above:
                    last.find(qn("w:tcPr")).append(word.xml("<w:vMerge/>"))
                    word.set_cell(last, "<w:p/>")
                elif said:
                    last.find(qn("w:tcPr")).append(word.xml('<w:vMerge w:val="restart"/>'))
                above = said
        return edit

    def plan_merged(document):
        """The two blank first plan cells of 改制… made one: what follows stays under 10月底 and 12月底."""
        for tbl in body(document).iter(qn("w:tbl")):
            for tr in tbl.findall(qn("w:tr")):
                cells = tr.findall(qn("w:tc"))
                said = [bare("".join(t.text or "" for t in tc.iter(qn("w:t")))) for tc in cells]
                if said == ["", "", "", "100%", "100%"]:
                    cells[1].find(qn("w:tcPr")).find(qn("w:gridSpan")).set(qn("w:val"), "2")
                    tr.remove(cells[2])

    def grid_before(document):
        """The blank first cell of indicator rows left out by w:gridBefore."""
        for tr in body(document).iter(qn("w:tr")):
            cells = tr.findall(qn("w:tc"))
            merge = cells[0].find(qn("w:tcPr")).find(qn("w:vMerge")) if len(cells) == 6 else None
            if merge is not None and merge.get(qn("w:val")) is None:
                tr.remove(cells[0])
                tr.insert(0, word.xml('<w:trPr><w:gridBefore w:val="1"/></w:trPr>'))

    changed_text = '<w:p><w:del w:id="1" w:author="甲"><w:r><w:delText>≥400平方米</w:delText></w:r></w:del><w:ins w:id="2" w:author="甲">' + word.run("≥430平方米") + "</w:ins></w:p>"
    moved = '<w:p><w:moveFrom w:id="1" w:author="甲">' + word.run("≥400平方米") + '</w:moveFrom><w:moveTo w:id="2" w:author="甲">' + word.run("≥430平方米") + "</w:moveTo></w:p>"
    area = lambda *runs: put("≥430平方米", word.paragraph(*runs))
    symbol = lambda char, font="Symbol": f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'
    equation = '<m:oMath><m:r><m:t>≥</m:t></m:r></m:oMath>'
    fraction = "<m:oMath><m:f><m:num><m:r><m:t>9</m:t></m:r></m:num><m:den><m:r><m:t>10</m:t></m:r></m:den></m:f></m:oMath>"
    sdt = "<w:sdt><w:sdtPr/><w:sdtContent>HERE</w:sdtContent></w:sdt>"
    field = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF 面积 \\h</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
             + word.run("≥430平方米") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    choice = ('<mc:AlternateContent><mc:Choice Requires="wps">' + word.run("≥430平方米") + "</mc:Choice><mc:Fallback>" + word.run("≥430平方米") + "</mc:Fallback></mc:AlternateContent>")
    same = {
        "letters-in-runs-of-their-own": letters, "noise": noise, "headers-repeat": repeat_header,
        "line-break-in-cell": put("≥430平方米", "<w:p><w:r><w:t>≥430</w:t><w:br/><w:t>平方米</w:t></w:r></w:p>"),
        "two-paragraphs-in-cell": put("≥430平方米", word.paragraph(word.run("≥430")), word.paragraph(word.run("平方米"))),
        "empty-paragraphs-in-cell": put("≥430平方米", "<w:p/>", word.paragraph(word.run("≥430平方米")), "<w:p/>"),
        "tab-in-cell": area("<w:r><w:tab/></w:r>", word.run("≥430平方米")),
        "soft-hyphen": area(word.run("≥430"), "<w:r><w:softHyphen/></w:r>", word.run("平方米")),
        "tracked": put("≥430平方米", changed_text), "tracked-move": put("≥430平方米", moved),
        "hidden-text": area(word.run("≥430"), word.run("00", "<w:vanish/>"), word.run("平方米")),
        "content-control-inline": area(sdt.replace("HERE", word.run("≥430平方米"))), "content-control-cells": around("w:tc", sdt),
        "content-control-rows": around("w:tr", sdt), "content-control-tables": around("w:tbl", sdt),
        "content-control-paragraphs": around("w:p", sdt),
        "smart-tags": area(f'<w:smartTag w:uri="x" w:element="y">{word.run("≥430平方米")}</w:smartTag>'),
        "hyperlink": area(f'<w:hyperlink w:anchor="a">{word.run("≥430平方米")}</w:hyperlink>'), "field": area(field),
        "simple-field": area(f'<w:fldSimple w:instr="REF x">{word.run("≥430平方米")}</w:fldSimple>'),
        "custom-xml": area(f'<w:customXml w:element="x">{word.run("≥430平方米")}</w:customXml>'),
        "alternate-content": area(choice), "footnote-mark": area(word.run("≥430平方米"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        "comment": area('<w:commentRangeStart w:id="1"/>', word.run("≥430平方米"),
                        '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'),
        "phonetic": area(word.run("≥430"),
                         f'<w:r><w:ruby><w:rt>{word.run("píng")}</w:rt><w:rubyBase>{word.run("平")}</w:rubyBase></w:ruby></w:r>',
                         word.run("方米")),
        "header-and-footer": headed, "text-box-in-front": text_box(vml, word.paragraph(word.run("内部资料"))),
        "basis-merged-down": merged_down("本项目实施计划"),
        "plan-cells-merged": plan_merged, "grid-before": grid_before,
        "superscript": put("≥430平方米", word.paragraph(word.run("≥430m"), word.run("2", '<w:vertAlign w:val="superscript"/>')))}
    fair = {"nested-in-layout-tables": nested, "all-in-one-cell": all_in_one, "symbol-sign": area(symbol("F0B3"), word.run("430平方米")),
            "symbol-sign-plain": area(symbol("00B3"), word.run("430平方米")), "equation-sign": area(equation, word.run("430平方米")),
            "equation-whole": area("<m:oMath><m:r><m:t>≥430</m:t></m:r></m:oMath>", word.run("平方米"))}
    lenient = {"phonetic", "hidden-text", "alternate-content", "grid-before", "custom-xml", "basis-merged-down"}
    return same, fair, lenient, picture, many_paragraphs, area(fraction, word.run("%")), area(symbol("F0FE", "Wingdings"),
        word.run("430平方米"))


def word_documents():
    same, fair, lenient, picture, many, fraction, unknown_symbol = edits()
    def edited(name, edit, expect, **more):
        return case(f"word-{name}", word.docx(S304.blocks, edit), expect, file="预算.docx", **more)
    squares = changed(S304.answer, 0, 0, target={"text": "≥430m2", "kind": "quantitative", "operator": "≥", "value": "430",
                                                 "unit": "m2"})
    for name, edit in same.items():
        answer = squares if name == "superscript" else S304.answer
        in_words = changed(S304.answer, 0, 0, target={"text": "≥430m2", "kind": "qualitative"})
        more = ([in_words], ("≥430m2",)) if name == "superscript" else ([], ())
        yield edited(name, edit, (either if name in lenient else right)(answer, *more[0], lost=more[1]))
    for name, edit in fair.items():
        yield edited(name, edit, either(S304.answer))
        if "nested" in name or "all-in" in name:
            yield edited(name + "-after-twelve", edit, either(S304.answer), start="304")
    yield edited("picture-sign", picture, refused("图片", "指标值", "保洁服务面积"))
    yield edited("equation-fraction", fraction,
                 either(changed(S304.answer, 0, 0, target=target("9/10%")), words=("公式", "指标值", "保洁服务面积")), findings=("保洁服务面积", "公式"))
    yield edited("unknown-symbol", unknown_symbol, refused("符号", "指标值", "保洁服务面积"))
    yield case("word-over-10-megabytes", lambda: word.docx(S304.blocks, many), right(S304.answer), file="预算.docx")
    def named(document):
        document.sections[0].header.paragraphs[0].text = f"304{DEPARTMENT}"
        document.sections[0].header.add_paragraph("预算年度：2025")
        document.sections[0].header.add_paragraph("单位：万元")
    nameless = [[[c for c in row if c not in ("304" + DEPARTMENT, "预算年度：2025")] for row in b] if isinstance(b, list) else b
                for b in S304.blocks]
    yield case("word-named-in-page-header", word.docx(nameless, named), either(S304.answer, words=("部门", "页眉")), file="预算.docx")
    given = ("--department", "304", "--name", DEPARTMENT, "--year", "2025")
    yield case("word-named-in-page-header-given", word.docx(nameless, named), right(S304.answer), file="预算.docx", arguments=given)

    parts = {
        "processing-instruction": ({word.BODY: lambda x: x.replace(b"<w:body>", b"<?a?><w:body>")}, right),
        "standalone-cdata": ({word.BODY: lambda x: x.replace("≥430平方米".encode(), "<![CDATA[≥430平方米]]>".encode())}, right),
        "numeric-entities": ({word.BODY: lambda x: x.replace("≥430平方米".encode(), b"&#8805;430&#24179;&#x65B9;&#31859;")}, right),
        "utf16-part": ({word.BODY: lambda x: codecs.BOM_UTF16_LE + x.decode().replace("UTF-8", "UTF-16").encode("utf-16-le")}, either),
        "other-prefix": ({word.BODY: lambda x: re.sub(rb"(</?| )w:", rb"\1x:", x).replace(b"xmlns:w=", b"xmlns:x=")}, either),
        "strict-namespace": ({word.BODY: lambda x: x.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                                                             b"http://purl.oclc.org/ooxml/wordprocessingml/main")}, either),
        "body-elsewhere": ({word.BODY: lambda x: ("word/document2.xml", x),
                            "_rels/.rels": lambda x: x.replace(b"document.xml", b"document2.xml"),
                            "[Content_Types].xml": lambda x: x.replace(b"/word/document.xml", b"/word/document2.xml"),
                            "word/_rels/document.xml.rels": lambda x: ("word/_rels/document2.xml.rels", x)}, either)}
    for name, (changes, expect) in parts.items():
        yield case(f"word-{name}", word.docx(S304.blocks, parts=changes), expect(S304.answer), file="预算.docx")
    bad = {
        "no-body": {word.BODY: lambda x: None}, "empty-body": {word.BODY: lambda x: b""},
        "cut-body": {word.BODY: lambda x: x[:len(x) // 2]},
        "invalid-name-byte": {word.BODY: lambda x: x.replace(b"<w:body>", b"<w:bo\xffdy>")},
        "invalid-text-byte": {word.BODY: lambda x: x.replace("≥430".encode(), b"\xff430", 1)},
        "entities-without-end": {word.BODY: lambda x: x.replace(b"<w:document", b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]><w:document", 1).replace("≥430".encode(),
                    b"&j;", 1)},
        "entity-from-a-file": {word.BODY: lambda x: x.replace(b"<w:document",
                                                              b'<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/hostname">]><w:document', 1)
                               .replace("≥430".encode(), b"&f;430", 1)}}
    for name, changes in bad.items():
        yield case(f"word-{name}", word.docx(S304.blocks, parts=changes), refused("Word", "docx", "损坏", "文件", "XML"), "304",
                   file="预算.docx")
    yield case("word-cut-file", WORD.printer(S304.blocks)[:20000], refused("Word", "docx", "损坏", "文件"), "304", file="预算.docx")
    yield case("word-swells-to-gigabytes",
               lambda: word.docx(S304.blocks, parts={word.BODY: lambda x: x.replace(b"<w:body>",
                       b"<w:body>" + b"<w:p/>" * 30_000_000)}),
               either(S304.answer), "304", file="预算.docx")
    def deleted_row(document):
        from docx.oxml.ns import qn
        tc = word.cells_with(document, "保洁效果合格率")[0]
        tc.getparent().insert(0, word.xml('<w:trPr><w:del w:id="1" w:author="甲"/></w:trPr>'))
        for r in list(tc.getparent().iter(qn("w:r"))):
            for t in r.iter(qn("w:t")):
                t.tag = qn("w:delText")
            word.wrap(r, '<w:del w:id="2" w:author="甲">HERE</w:del>')
    without = S304.answer
    del without["projects"][0]["indicators"][1]
    for position, one in enumerate(without["projects"][0]["indicators"]):
        one["position"] = position + 1
    yield case("word-row-deleted-with-tracking", word.docx(S304.blocks, deleted_row), either(without), file="预算.docx")


# ---- version after version

def project_without(*numbers):
    """The document without these projects, and its answer."""
    blocks, answer = S304.blocks, S304.answer
    for number in sorted(numbers, reverse=True):
        start = next(i for i, b in enumerate(blocks) if isinstance(b, str) and b.startswith(f"{number + 1}、") and b.endswith("绩效目标表"))
        end = next(i for i in range(start + 1, len(blocks)) if isinstance(blocks[i], str) and re.match(r"(\d+|八)、", blocks[i]))
        del blocks[start:end], answer["projects"][number]
    return S304.print(blocks).encode(), answer


def versions():
    first = Import(S304.bytes, right(S304.answer))
    def spend(code, amount, voucher, day="2025-03-20", **more):
        return Command(["record", "spend", "--project", code, "--date", day, "--amount", amount, "--voucher", voucher], **more)
    def observe(indicator, value, code=CODE):
        return Command(["record", "observation", "--project", code, "--indicator", str(indicator), "--date", "2025-06-30", "--value",
                        value])
    def project_edit(change, number=0):
        """304 with the indicator rows of one project rebuilt, and its answer."""
        blocks, answer = S304.blocks, S304.answer
        table = [table for table in tables(blocks) if indicator_part(table)][number]
        # Every row says its first level by itself, so that any row may leave.
        for at in range(1, len(table)):
            table[at][0] = table[at][0] or table[at - 1][0]
        table[1:] = change(table[1:])
        answer["projects"][number]["indicators"] = [
            {"position": at + 1, "level1": cells[0], "level2": cells[1], "level3": cells[2], "description": cells[3],
             "target": target(cells[4]), "basis": cells[5]}
            for at, cells in enumerate(table[1:])]
        for at in range(len(table) - 1, 1, -1):
            if table[at][0] == table[at - 1][0]:
                table[at][0] = ""
        return S304.print(blocks).encode(), answer
    people = ["产出指标", "数量指标", "保洁人员数量", "考核保洁人员数量", "≥2人", "上级文件"]
    remove = ("--remove",)
    drop_paid, kept_unpaid = project_without(0), project_without(1)
    yield Case("again-the-same", [first, Import(S304.bytes, right(S304.answer), unchanged=True)])
    yield Case("again-in-another-encoding", [first, Import(S304.text.encode("gbk"), right(S304.answer)), Holds("removed", [[]])])
    yield Case("other-department-beside", [Import(S306.bytes, right(S306.answer)), Holds("removed", [[]]), Holds("departments", [[
        ["304", DEPARTMENT, 2025], ["306", "邯山区科技和工业信息化局", 2025]]])], "304")
    yield Case("drops-a-paid-project", [Import(drop_paid[0], refused("--remove", "9,300", "9300"), says=(CODE,)),
                                        Holds("removed", [[]])], "paid")
    yield Case("drops-a-paid-project-agreed", [
        Import(drop_paid[0], right(drop_paid[1]), arguments=remove, says=(CODE,)), Holds("removed", [[[CODE]]]),
        spend(CODE, "100元", "晚-1", says=("删除|移除|不再|已不在",)),
        Command(["record", "reversal", "--project", CODE, "--voucher", "P-2", "--new-voucher", "红-2", "--date", "2025-06-25"])], "paid")
    yield Case("drops-one-unpaid-project", [Import(kept_unpaid[0], right(kept_unpaid[1]), says=("13062525P000234100228",)),
                                            Holds("removed", [[["13062525P000234100228"]]])], "paid")
    many, few = project_without(*range(6)), project_without(1, 3)
    yield Case("drops-six-unpaid-projects", [Import(many[0], refused("--remove", "删除", "移除"), says=(CODE,)), Holds("removed", [[]])],
               "304")
    yield Case("drops-six-unpaid-projects-agreed", [Import(many[0], right(many[1]), arguments=remove)], "304")
    yield Case("drops-two-and-they-return", [Import(few[0], right(few[1]), arguments=remove), Import(S304.bytes, right(S304.answer)),
                                             Holds("removed", [[]])], "paid")
    yield Case("a-paid-project-returns", [
        Import(drop_paid[0], right(drop_paid[1]), arguments=remove), Import(S304.bytes, right(S304.answer)), Holds("removed", [[]]),
        spend(CODE, "7500.00元", "P-1", says=("已经记过",), unchanged=True)], "paid")
    yield Case("dry-run-changes-nothing", [Command(["import", "--dry-run", str(SAMPLES / "306-2025.txt")], unchanged=True)], "paid")
    def told(change, *says):
        blocks, answer = change
        return [Import(S304.print(blocks).encode(), right(answer), says=says)]
    renamed = one_project(lambda form, part: row(form, "项目编码").__setitem__(3, "机关保洁服务费"))
    yield Case("renamed-project", told((renamed, changed(S304.answer, 0, name="机关保洁服务费")), NAME, "机关保洁服务费") + [Holds("removed", [[]])],
               "paid")
    dearer = one_project(lambda form, part: [row(form, "预算规模").__setitem__(at, "6.00") for at in (2, 4)])
    yield Case("changed-budget", told((dearer, changed(S304.answer, 0, budget="60000.00", fiscalFunds="60000.00")),
                                      r"30,?000\.00|3\.00万元", r"60,?000\.00|6\.00万元"), "paid")
    slower = one_project(lambda form, part: row(form, "资金支出计划", 1).__setitem__(slice(1, None), ["10%", "20%", "30%", "100%"]))
    yield Case("changed-plan", told((slower, changed(S304.answer, 0, plan=shares((3, "10"), (6, "20"), (10, "30"), (12, "100"))))),
               "paid")
    stricter = one_project(lambda form, part: part[2].__setitem__(4, "≥98%"))
    yield Case("changed-target", [observe(2, "96%")] + told((stricter, changed(S304.answer, 0, 1, target=target("≥98%"))), "≥95%",
                                                            "≥98%")
               + [Holds("standing", [[["保洁效果合格率", "96", True]]])], "304")
    turned = S304.blocks
    at = [turned.index(table) for table in forms(turned)[:3]]
    turned[at[0] - 1:at[2] - 1] = turned[at[1] - 1:at[2] - 1] + turned[at[0] - 1:at[1] - 1]
    answer = S304.answer
    answer["projects"][:2] = answer["projects"][1::-1]
    yield Case("projects-in-another-order", [observe(2, "96%"), Import(S304.print(turned).encode(), right(answer)),
                                             Holds("removed", [[]]),
                                             Holds("standing", [[["保洁效果合格率", "96", True]]])], "paid")

    replaced = project_edit(lambda rows: [people, rows[0], *rows[2:]])
    in_place = project_edit(lambda rows: [rows[0], people, *rows[2:]])
    dropped = project_edit(lambda rows: [rows[0], *rows[2:]])
    dropped_first = project_edit(lambda rows: rows[1:])
    swapped = project_edit(lambda rows: [rows[0], rows[2], rows[1], *rows[3:]])
    in_front = project_edit(lambda rows: [people, *rows])
    same_unit = project_edit(lambda rows: [rows[0], ["产出指标", "质量指标", "垃圾清运率", "考核垃圾清运率", "≥98%", "上级文件"], *rows[2:]])
    own = ["保洁效果合格率", "96"]
    asked = [[[*own, True]]]
    gone = [[[*own, False]]]
    for name, (data, expected), fair, kind in (
            ("replaced-in-place", in_place, gone + asked, either), ("replaced-in-front", replaced, gone + asked, either),
            ("dropped", dropped, gone, right),
            ("swapped", swapped, asked, right), ("another-in-front", in_front, asked, right),
            ("earlier-dropped", dropped_first, asked, right),
            ("replaced-by-one-like-it", same_unit, gone + asked + [[["垃圾清运率", "96", True]]], either)):
        yield Case(f"observed-indicator-{name}", [observe(2, "96%"), Import(data, kind(expected)), Holds("standing", fair)], "304")
    back = Import(S304.bytes, right(S304.answer))
    for name, (data, expected) in (("dropped", dropped), ("replaced", in_place)):
        yield Case(f"observed-indicator-{name}-and-back",
                   [observe(2, "96%"), Import(data, either(expected)), back, Holds("standing", asked)], "304")
    yield Case("observed-indicator-gone-for-a-version", [
        observe(2, "96%"), Import(dropped[0], right(dropped[1])), Import(in_place[0], either(in_place[1])), back,
        Holds("standing", asked)], "304")
    # Two indicators of one name: only what they describe tells them apart.
    both = "13062525P00022910014Q"
    mine, other = "考核原化工厂的发放医疗补助人数", "考核原刘伶醉酒厂的发放医疗补助人数"
    twins = {"swapped": project_edit(lambda rows: [rows[1], rows[0], *rows[2:]], 3),
             "first-dropped": project_edit(lambda rows: rows[1:], 3),
             "second-dropped": project_edit(lambda rows: [rows[0], *rows[2:]], 3)}
    for name, (data, expected) in twins.items():
        standing = name != "first-dropped"
        yield Case(f"twin-indicators-{name}", [observe(1, "120人", both), Import(data, either(expected)),
                                               Holds("described", [[[mine, "120", standing]], [[mine, "120", True]]])], "304")

    old, new = ["304", DEPARTMENT, 2025], "保定市徐水区科技工信局"
    renamed_department = S304.text.replace(DEPARTMENT, new).encode()
    expected = S304.answer
    expected["department"]["name"] = new
    for start in ("304", "paid"):
        yield Case(f"department-renamed-{start}", [Import(renamed_department, either(expected, words=("部门", DEPARTMENT))),
                                                   Holds("departments", [[old], [["304", new, 2025]]]), Holds("removed", [[]])], start)
    expected = S304.answer
    expected["department"]["code"] = "314"
    yield Case("department-recoded", [Import(S304.text.replace("\t304", "\t314").encode(), either(expected, words=("部门", "304"))),
                                      Holds("departments", [[old], [["314", DEPARTMENT, 2025]]])], "304")
    blank = S304.text.replace(DEPARTMENT, "保定市徐水区 科学技术和工业信息化局").encode()
    yield Case("department-with-a-blank", [Import(blank, right(S304.answer)), Holds("departments", [[old]])], "304")
    mistyped = one_project(lambda form, part: row(form, "项目编码").__setitem__(1, MISTYPED))
    yield Case("paid-under-a-mistyped-code-then-mended", [
        Import(S304.print(mistyped).encode(), right(changed(S304.answer, 0, code=MISTYPED))), spend(MISTYPED, "7500元", "P-1"),
        Import(S304.bytes, refused("--remove", "7,500", "7500"), says=(MISTYPED,)), Holds("removed", [[]])])
    in_yuan = S304.print(in_unit(S304.blocks, 10000, "元")).encode()
    yield Case("then-in-yuan", [Import(in_yuan, right(S304.answer)), Holds("removed", [[]])], "paid")
    yield Case("then-badly-then-well", [Import(S304.text.replace("项目编码", "工程编码").encode(), refused("项目")),
                                        Import(S304.bytes, right(S304.answer), unchanged=True)], "paid")
    yield Case("by-word-after-text", [Import(word.docx(S304.blocks), right(S304.answer), "预算.docx"), Holds("removed", [[]])], "paid")


def cases():
    for part in (encodings, lookalikes, signs, units, unknown_columns, other_columns, widths, cost_tables, unreadable, departments,
                 codes,
                 budgets, plans, targets, pages, lost_texts, word_documents, versions):
        yield from part()
