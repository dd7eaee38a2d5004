"""Arguments of `record …` and files of payments, each with what must then stand in the books, to the fen.

A row is right, or refused by its number with nothing of it kept; good rows beside a bad one are kept. A file whose rows cannot be
told apart any more may be refused as a whole.
"""
import atexit, csv, hashlib, io, os

import openpyxl

import word
from documents import CODE, MISTYPED, NAME, S304, project_without
from sheet import Case, Command, Holds, Import, Sheet, right

OTHER, TWINS = "13062525P000234100228", "13062525P00022910014Q"
DAY = "2025-03-20"
HEAD = ["项目编码", "日期", "金额（元）", "凭证号", "支出类别", "摘要"]
ENGLISH = ["project", "date", "amount", "voucher", "category", "memo"]


def entry(fen, voucher="P-1", day=DAY, code=CODE):
    return [code, day, fen, voucher]


def spend(exit=0, says=(), unchanged=False, **given):
    values = {"project": CODE, "date": DAY, "amount": "7500元", "voucher": "P-1", **given}
    return Command(["record", "spend", *[f"--{key}={value}" for key, value in values.items()]], exit, says, unchanged)


def act(verb, exit=0, says=(), unchanged=False, **given):
    return Command(["record", verb, *[f"--{key.replace('_', '-')}={value}" for key, value in given.items()]], exit, says, unchanged)


def outcome(name, step, question, taken, kind):
    """A case of one command: `right` with these rows, `refused` with none, or `either` of the two."""
    # An argument with nothing in it may as well be wrong usage.
    wrong = (1, 2) if any(argument.endswith("=") for argument in step.arguments) else 1
    step.exit = {"right": 0, "refused": wrong, "either": (0, 1)}[kind]
    return Case(name, [step, Holds(question, {"right": [taken], "refused": [[]], "either": [taken, []]}[kind])], "304")


# ---- arguments

AMOUNTS = {  # text: fen, and whether another reading than refusing is asked for
    "7500元": 750000, "7500": 750000, "7500.00元": 750000, "7,500.00": 750000, "7，500元": 750000, "７５００元": 750000,
    "0.75万元": 750000, "0.75万": 750000, "０.５万": 500000, "0.5万元": 500000, "1,234,567.89": 123456789, "0.01元": 1, "7500 元": 750000,
    " 7500元 ": 750000,
    "0.000001万元": 1, "12345.67": 1234567}
DOUBTFUL_AMOUNTS = {"¥7,500": 750000, "７，５００．００": 750000, "￥7500.00": 750000, "7500.000": 750000, "7500.": 750000, ".5": 50,
                    "+7500": 750000, "7500元整": 750000, "7500人民币": 750000,
                    "RMB7500": 750000, "7 500": 750000, "0007500": 750000, "0.75 万元": 750000, "75百元": 750000,
                    "9999999999999.99": 999999999999999, "1亿元": 10000000000,
                    "7500圆": 750000, "柒仟伍佰元": 750000, "7500元0角": 750000, "'7500": 750000}
BAD_AMOUNTS = ("7,5", "3，5元", "1,23,456", "12,34", ",500", "7,500,", "7,,500", "7.500,00", "7,500.0,0", "7,50万元", "0", "0.00元", "-7500",
               "-0.01", "(7500)", "（7500）",
               "7500-", "7500.005", "0.001", "0.0000001万元", "1e3", "7.5E3", "0x1F", "75OO", "l500", "$7500", "7500USD", "7500%", "七千五",
               "约7500", "7500-8000", "7500+1",
               "=7500", "10000000000000", "10000000000000.00元", "99999999999999999999", "92233720368547758.07", "92233720368547758.08",
               "1000000000万元",
               "922337203685477580万元", "٧٥٠٠", "7500.00.00", "7500元元", "7500万万", "NaN", "inf", "", " ", "元", "万元", "--7500",
               "7500\n800", "7500;800", "7500，8", "1/2",
               "7'500", "7_500", "7500\u200b00x")
GOOD_DATES = ("2025-03-20", " 2025-03-20 ")
DOUBTFUL_DATES = ("2025/3/20", "2025/03/20", "20250320", "2025年3月20日", "2025.3.20", "2025-3-20", "２０２５-０３-２０", "2025-03-20 10:20:30",
                  "2025-03-20T00:00:00",
                  "2025－03－20", "2025年03月20号")
BAD_DATES = ("2025-02-29", "2025-13-01", "2025-00-10", "2025-03-00", "2025-04-31", "2025-03-32", "45736", "25-03-20", "2025-03", "2025",
             "20/03/2025", "3/20/2025", "2025-03-2O",
             "2024-12-31", "2026-01-01", "1925-03-20", "9999-12-31", "99999-03-20", "2025--03-20", "-2025-03-20", "2025-03-20x",
             "2025-3-20-1", "今天", "", "三月二十日", "2025032",
             "202503200", "2025-20-03", "0000-00-00", "2025-03-20,2025-03-21")
GOOD_CODES = (CODE, f" {CODE} ")
DOUBTFUL_CODES = (CODE.lower(), CODE[:9] + " " + CODE[9:], "１３０６２５２５Ｐ０００２３２１００２４４", CODE[:9] + "\u00a0" + CODE[9:], "\ufeff" + CODE,
                  CODE + "\u200b", NAME)
BAD_CODES = (MISTYPED, "13062525P·0232100244", "13062525P０0232100244"[:17], CODE[:-1], CODE + "4", CODE[:-1] + "5", "", " ", "编码",
             "13062525P\x1b[31m00232100", "P" * 5000,
             "é" * 10 + "1", "13062525P00023210024\u0301", OTHER + CODE, "'; DROP TABLE project; --", "13040225P00000610003R")


def slug(text):
    shown = "".join(one if one.isalnum() or one in "-.,%" else f"~{ord(one):x}" for one in text[:24])
    return (shown or "empty") + (f"-{len(text)}" if len(text) > 24 else "")


def amounts():
    for text, fen in AMOUNTS.items():
        yield outcome(f"amount-{slug(text)}", spend(amount=text), "ledger", [entry(fen)], "right")
    for text, fen in DOUBTFUL_AMOUNTS.items():
        yield outcome(f"amount-{slug(text)}", spend(amount=text), "ledger", [entry(fen)], "either")
    for text in BAD_AMOUNTS:
        yield outcome(f"amount-{slug(text)}", spend(amount=text), "ledger", [], "refused")


def days():
    for texts, kind in ((GOOD_DATES, "right"), (DOUBTFUL_DATES, "either"), (BAD_DATES, "refused")):
        for text in texts:
            yield outcome(f"date-{slug(text)}", spend(date=text), "ledger", [entry(750000)], kind)


def codes():
    for texts, kind in ((GOOD_CODES, "right"), (DOUBTFUL_CODES, "either"), (BAD_CODES, "refused")):
        for text in texts:
            yield outcome(f"code-{slug(text)}", spend(project=text), "ledger", [entry(750000)], kind)
    yield Case("code-mistyped-is-told", [spend(project=MISTYPED, exit=1, says=(CODE,))], "304")
    for command in (["form", "show", "--project", "13062525P·0232100244"], ["status", "--project", "13062525P·0232100244"],
                    ["record", "event", "--project", "13062525P·0232100244", "--kind", "资金到位", "--date", DAY],
                    ["record", "observation", "--project", "13062525P·0232100244", "--indicator", "1", "--date", DAY, "--value", "1"]):
        yield Case(f"code-of-21-bytes-{command[0]}-{command[1].strip('-')}", [Command(command, (1, 2))], "304")


VOUCHERS = (("two-blanks", "P  9", "P 9"), ("ideographic-blank", "P\u30009", "P 9"), ("no-break-blank", "P\u00a09", "P 9"),
            ("wide", "Ｐ-９", "P-9"),
            ("blanks-around", " P-9 ", "P-9"), ("tab", "P\t9", "P 9"), ("wide-digits", "记字第１２号", "记字第12号"))


# PostgreSQL's index takes 2.7 kB: what compresses well may pass, what does not may not.
LONG = {"of-2700-letters": "P" * 2700, "of-3000-letters": "P" * 3000, "of-1500-wide": "凭" * 1500, "of-4000-that-do-not-repeat": "".join(
    hashlib.sha256(str(n).encode()).hexdigest() for n in range(63))[:4000], "with-escapes": "P-1\x1b[2J" * 400}


def vouchers():
    """The same voucher in another hand counts once, whichever way it comes first."""
    def sheet(voucher, **more):
        return Sheet(table([[CODE, DAY, "7500.00", voucher, "", ""]]), **more)
    once = Holds("ledger", [[entry(750000, voucher)] for voucher in ("P 9", "P-9", "记字第12号")])
    for name, one, other in VOUCHERS:
        for first, second in ((one, other), (other, one)):
            way = "written" if first == one else "plain"
            yield Case(f"voucher-{name}-{way}-by-command-then-csv", [spend(voucher=first), sheet(second), once], "304")
            yield Case(f"voucher-{name}-{way}-by-csv-then-command", [sheet(first), spend(voucher=second, unchanged=True), once], "304")
            yield Case(f"voucher-{name}-{way}-twice-by-command", [spend(voucher=first), spend(voucher=second, unchanged=True), once],
                       "304")
        yield Case(f"voucher-{name}-twice-in-one-csv", [Sheet(table([[CODE, DAY, "7500.00", v, "", ""] for v in (one, other)])), once],
                   "304")
    yield Case("voucher-again-with-another-amount",
               [spend(), spend(amount="7501元", exit=1, says=("P-1",)), Holds("ledger", [[entry(750000)]])], "304")
    yield Case("voucher-again-on-another-day",
               [spend(), spend(date="2025-03-21", exit=1, says=("P-1",)), Holds("ledger", [[entry(750000)]])], "304")
    yield Case("voucher-again-in-another-project",
               [spend(), spend(project=OTHER), Holds("ledger", [[entry(750000), entry(750000, code=OTHER)]])], "304")
    yield Case("amount-again-written-otherwise", [spend(), spend(amount="0.75万元", unchanged=True), Holds("ledger", [[entry(750000)]])],
               "304")
    for name, text in (("empty", ""), ("blank", "  "), ("ideographic-blank", "\u3000"), ("zero-width", "\u200b")):
        yield outcome(f"voucher-{name}", spend(voucher=text), "ledger", [], "refused")
    for name, text in LONG.items():
        yield Case(f"voucher-{name}", [spend(voucher=text, exit=(0, 1)), Command(["status"])], "304")
    for name, text in (("escape", "P\x1b[31m1"), ("bell", "P\x071"), ("line-break", "P\n1"), ("backspace", "P-2\b1"),
                       ("c1", "P\u009b31m1"), ("override", "P\u202e1")):
        # Kept or refused, no control character may come out raw (the runner looks at every answer).
        yield Case(f"voucher-with-{name}",
                   [spend(voucher=text, exit=(0, 1)), Command(["record", "reversal", "--voucher", text, "--new-voucher", "R-1"],
                                                              (0, 1)),
                                            Sheet(table([[CODE, DAY, "1.00", text, "", text], [CODE, DAY, "x", text, "", ""]]), None),
                                            Command(["status"])], "304")
    for name, text in (("escape", "\x1b]0;x\x07一季度"), ("line-break", "一季度\n二季度"), ("formula", "=1+1"), ("long", "长" * 20000)):
        yield Case(f"memo-with-{name}", [spend(memo=text, exit=(0, 1)), Command(["status"])], "304")
    # A cap of its own for each category: the entry names it by a part that only one has.
    categories = {"工资补助": ("留守人员工资补助金额", 0), "保险": ("留守人员保险费用金额", 0), "留守人员": (None, 1), "金额": (None, 1), "交通费": (None, 1)}
    for text, (kept, code) in categories.items():
        yield Case(f"category-{text}", [spend(project="13062525P00023210026B", category=text, exit=code),
                                        Holds("categories", [[["P-1", kept]], [["P-1", text]]] if kept else [[]])], "304")


# ---- files of payments

def table(rows, head=HEAD, encoding="utf-8", newline="\n", delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows([head, *rows])
    return out.getvalue().encode(encoding)


GOOD = [[CODE, DAY, "7500.00", "P-1", "", "一季度保洁费"], [OTHER, "2025-06-05", "6500.00", "P-2", "", "法律顾问费"],
        [CODE, "2025-05-10", "1800.00", "P-3", "", "四月保洁费"]]
BOOKS = [entry(750000), entry(650000, "P-2", "2025-06-05", OTHER), entry(180000, "P-3", "2025-05-10")]
TEXT = table(GOOD).decode()


def filed(name, data, books=BOOKS, refused=(), either=False, more=(), **sheet):
    """`books` afterwards; with `either` an empty ledger is fair as well, where the file is refused as a whole."""
    if either:
        sheet.setdefault("exit", (0, 1))
    steps = [Sheet(data, None if either else refused, **sheet), Holds("ledger", [books, [], *more] if either else [books, *more])]
    return Case(f"csv-{name}", steps, "304")


def encodings():
    for name, data in (("plain", TEXT.encode()), ("crlf", table(GOOD, newline="\r\n")), ("bom", TEXT.encode("utf-8-sig")),
                       ("gbk", TEXT.encode("gbk")),
                       ("gb18030-crlf", table(GOOD, encoding="gb18030", newline="\r\n")),
                       ("no-last-line-end", TEXT.rstrip("\n").encode()),
                       ("blank-lines", TEXT.replace("\n", "\n\n").encode()),
                       ("quoted", "\n".join(",".join(f'"{cell}"' for cell in row) for row in [HEAD, *GOOD]).encode()),
                       ("blanks-around", TEXT.replace(",", " , ").encode()), ("english", table(GOOD, ENGLISH)),
                       ("memo-missing", table([row[:4] for row in GOOD], HEAD[:4])),
                       ("columns-turned", table([row[::-1] for row in GOOD], HEAD[::-1])),
                       ("long-memo", table([[*row[:5], "长" * 3000] for row in GOOD]))):
        yield filed(name, data)
    for name, data in (("cr", table(GOOD, newline="\r")), ("utf16le-marked", TEXT.encode("utf-16")),
                       ("utf16be-marked", b"\xfe\xff" + TEXT.encode("utf-16-be")),
                       ("utf16le", TEXT.encode("utf-16-le")), ("utf16be", TEXT.encode("utf-16-be")), ("utf32", TEXT.encode("utf-32")),
                       ("semicolons", table(GOOD, delimiter=";")),
                       ("tabs", table(GOOD, delimiter="\t")), ("wide-commas", TEXT.replace(",", "，").encode()),
                       ("pipes", table(GOOD, delimiter="|")),
                       ("mixed-line-ends", TEXT.replace("\n", "\r\n", 2).encode()), ("blanks-before-header", ("\n\n" + TEXT).encode()),
                       ("title-before-header", ("支出明细,,,,,\n" + TEXT).encode()),
                       ("wide-everything", table([[cell.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789P.-"})
                                                   for cell in row] for row in GOOD])),
                       ("trailing-commas", "\n".join(line + "," for line in TEXT.splitlines()).encode()),
                       ("sep-line", ("sep=,\n" + TEXT).encode()), ("kangxi-header", TEXT.replace("项目", "项⽬").encode())):
        yield filed(name, data, either=True)
    spoiled = bytearray(TEXT.encode())
    spoiled[TEXT.encode().index("法律".encode()) + 1] = 0xFF
    yield filed("one-invalid-byte", bytes(spoiled), [], either=True, more=[[BOOKS[0], BOOKS[2]]], exit=1)
    yield filed("nul-in-a-memo", TEXT.replace("法律", "法\0律").encode(), either=True, more=[[BOOKS[0], BOOKS[2]]])
    yield filed("nul-in-a-voucher", TEXT.replace("P-2", "P-\0002").encode(), [], either=True, more=[[BOOKS[0], BOOKS[2]]], exit=1)


def headers():
    def titled(title, amounts, head=HEAD):
        return table([[*row[:2], amount, *row[3:]] for row, amount in zip(GOOD, amounts)],
                     [title if cell == "金额（元）" else cell for cell in head])
    yuan, wan = ["7500.00", "6500", "1,800"], ["0.75", "0.65", "0.18"]
    for title in ("金额", "金额(元)", "金额：元", "金额_元", "金额（元）", " 金额 （元） "):
        yield filed(f"header-{slug(title)}", titled(title, yuan))
    for title in ("金额（万元）", "金额(万元)", "金额：万元", "金额:万元", "金额_万元", "金额（单位：万元）", "金额/万元", "金额 万元", "金额万元", "支出金额（万元）", "amount (万元)"):
        yield filed(f"header-{slug(title)}", titled(title, wan), either=title not in ("金额（万元）", "金额(万元)"))
    other = {"金额（千元）": ["7.5", "6.5", "1.8"], "金额（百万元）": ["0.0075", "0.0065", "0.0018"], "金额（亿元）": ["0.000075", "0.000065", "0.000018"]}
    for title, cells in other.items():
        yield filed(f"header-{slug(title)}", titled(title, cells), either=True)
    yield filed("header-in-dollars", titled("金额（美元）", yuan), [], None, exit=1)
    # A cell with a unit of its own against the heading's: its own, or refused; never both.
    yield filed("unit-in-cell-under-wan", titled("金额（万元）", ["7500元", "0.65", "0.18"]), either=True, more=[BOOKS[1:]])
    yield filed("wan-in-cell-under-yuan", titled("金额（元）", ["0.75万元", "6500", "1800"]), either=True, more=[BOOKS[1:]])
    for name, head in (("amount-twice", [*HEAD[:5], "金额（元）"]), ("amount-in-two-units", [*HEAD[:5], "金额（万元）"]),
                       ("voucher-twice", [*HEAD[:5], "凭证号"]),
                       ("amount-in-two-languages", [*HEAD[:5], "amount"]), ("no-voucher", [*HEAD[:3], "票号x", *HEAD[4:]]),
                       ("no-amount", [*HEAD[:2], "数", *HEAD[3:]]),
                       ("no-date", [HEAD[0], "日", *HEAD[2:]]), ("no-code", ["序号", *HEAD[1:]]), ("blank", [""] * 6), ("none", None)):
        yield filed(f"header-{name}", table(GOOD, head) if head else table(GOOD[1:], GOOD[0]), [], None, exit=1)
    for name, title in (("unknown-column", "经办人"), ("number", "序号"), ("unnamed-column", "")):
        yield filed(f"header-with-{name}", table([["1", *row] for row in GOOD], [title, *HEAD]), either=True)


def rows():
    """A bad second row among good ones: it comes back by its number, the good rows are kept."""
    rest = [BOOKS[0], BOOKS[2]]
    def with_line(line):
        return "\n".join([",".join(HEAD), ",".join(GOOD[0]), line, ",".join(GOOD[2]), ""]).encode()
    def with_cell(at, text):
        return table([GOOD[0], [text if c == at else cell for c, cell in enumerate(GOOD[1])], GOOD[2]])
    bad_lines = {"unquoted-thousands": f"{OTHER},2025-06-05,6,500,P-77",
                 "unquoted-thousands-with-memo": f"{OTHER},2025-06-05,6,500.00,P-77,,法律顾问费",
                 "field-more": f"{OTHER},2025-06-05,6500.00,P-2,,法律,顾问费",
                 "field-more-blank-voucher": f"{OTHER},2025-06-05,6,500,,,", "too-short": f"{OTHER},2025-06-05", "only-code": OTHER,
                 "total": "合计,,15800.00,,,", "text-after-quote": f'{OTHER},2025-06-05,6500.00,"P-2"x,,',
                 "two-quoted-in-one": f'{OTHER},2025-06-05,"6500.00""7","P"-"2",,', "header-again": ",".join(HEAD), "words": "以上为一季度支出"}
    for name, line in bad_lines.items():
        fair = [[], BOOKS[:1]] if "quote" in name else []  # after a broken quote the rest of the file may be given up, said so
        steps = [Sheet(with_line(line), None if fair else (3,), exit=1), Holds("ledger", [rest, *fair])]
        yield Case(f"csv-row-{name}", steps, "304")
    for name, line in (("quote-inside-field", f'{OTHER},2025-06-05,6500.00,P-2,,法律"顾问"费'),
                       ("missing-last-fields", f"{OTHER},2025-06-05,6500.00,P-2"),
                       ("quote-inside-voucher", f'{OTHER},2025-06-05,6500.00,P"2,,')):
        whole = [BOOKS[0], entry(650000, 'P"2' if "voucher" in name else "P-2", "2025-06-05", OTHER), BOOKS[2]]
        yield filed(f"row-{name}", with_line(line), whole, either=True, more=[rest])
    for at, texts in ((0, BAD_CODES[:7] + BAD_CODES[10:13]),
                      (1, ("2025-02-29", "2025-13-01", "45736", "2024-12-31", "2026-01-01", "3/20/2025", "")),
                      (2, ("7,5", "3，5元", "1,23,456", "-6500", "0", "0.00", "6500.005", "1e3", "65OO", "10000000000000",
                           "99999999999999999999", "92233720368547758.07", "", "(6500)", "七千", "#N/A", "=B2")),
                      (3, ("", "  "))):
        for text in texts:
            yield filed(f"row-{('code', 'date', 'amount', 'voucher')[at]}-{slug(text)}", with_cell(at, text), rest, (3,))
    for name, text in LONG.items():  # whatever becomes of such a row, the good ones beside it are kept
        whole = [BOOKS[0], entry(650000, text, "2025-06-05", OTHER), BOOKS[2]]
        yield Case(f"csv-row-voucher-{name}", [Sheet(with_cell(3, text), None), Holds("ledger", [rest, whole])], "304")
    for at, good, texts in ((2, BOOKS, ("6,500.00", "６５００", "6，500元", "0.65万元", "0.65万", " 6500 ", "6500元")),):
        for text in texts:
            yield filed(f"row-amount-{slug(text)}", with_cell(at, text), good)
    for at, texts in ((0, (OTHER.lower(), OTHER[:9] + " " + OTHER[9:])),
                      (1, ("2025/6/5", "20250605", "2025年6月5日", "2025-6-5", "2025-06-05 00:00:00")),
                      (2, ("¥6,500", "6500.000", "+6500"))):
        for text in texts:
            yield filed(f"row-{('code', 'date', 'amount')[at]}-{slug(text)}", with_cell(at, text), either=True, more=[rest])
    two_lines = table([GOOD[0], [*GOOD[1][:5], "法律\n顾问，\"常年\"费"], GOOD[2]])
    yield filed("row-memo-of-two-lines", two_lines)
    for name, line in (("unclosed-quote", f'{OTHER},2025-06-05,6500.00,P-2,,"法律顾问费'),
                       ("unclosed-quote-in-voucher", f'{OTHER},2025-06-05,6500.00,"P-2,,'),
                       ("unclosed-quote-in-code", f'"{OTHER},2025-06-05,6500.00,P-2,,')):
        yield Case(f"csv-row-{name}", [Sheet(with_line(line), None, exit=1), Holds("ledger", [[], BOOKS[:1], rest])], "304")
    yield filed("row-last-cut", TEXT.encode()[:-30], BOOKS[:2], None, exit=1, either=False)
    yield Case("csv-same-file-twice", [Sheet(TEXT.encode()), Sheet(TEXT.encode()), Holds("ledger", [BOOKS])], "304")
    yield Case("csv-same-file-in-gbk", [Sheet(TEXT.encode()), Sheet(TEXT.encode("gbk")), Holds("ledger", [BOOKS])], "304")
    yield Case("csv-after-a-bad-row-mended",
               [Sheet(with_cell(2, "65OO"), (3,)), Sheet(TEXT.encode()), Holds("ledger", [[BOOKS[0], BOOKS[2], BOOKS[1]]])], "304")
    yield Case("csv-same-voucher-other-amount", [Sheet(table([GOOD[0], [*GOOD[0][:2], "7600.00", *GOOD[0][3:]], GOOD[2]]), (3,)),
                                                 Holds("ledger", [rest])], "304")
    yield Case("csv-many-too-large",
               [Sheet(table([[CODE, DAY, "9223372036854775.80", f"X-{n}", "", ""] for n in range(20)] + GOOD), tuple(range(2, 22))),
                Holds("ledger", [BOOKS]),
                                      Command(["status"]), Command(["alerts", "--as-of", "2025-07-01"]), Sheet(TEXT.encode())], "304")
    yield Case("csv-largest-that-are-fair",
               [Sheet(table([[CODE, DAY, "9999999999999.99", f"X-{n}", "", ""] for n in range(2000)]), None),
                                             Command(["status"]), Command(["alerts", "--as-of", "2025-07-01"]),
                                             Command(["evaluate", "--as-of", "2025-07-01"], (0, 1))], "304")
    yield filed("row-formula-voucher", with_cell(3, "=HYPERLINK(1)"), [BOOKS[0], entry(650000, "=HYPERLINK(1)", "2025-06-05", OTHER),
            BOOKS[2]], either=True, more=[rest])
    yield filed("blank-rows-of-a-spreadsheet", TEXT.encode() + b",,,,,\n" * 200, either=True, more=[])
    yield filed("ten-thousand-rows", lambda: table([[CODE, DAY, "0.01", f"N-{n}", "", ""] for n in range(10000)]),
                [entry(1, f"N-{n}") for n in range(10000)])


def workbook():
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in [HEAD, *GOOD]:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def fifo():
    """A pipe into which nobody writes: the reader must not wait for ever."""
    path = f"/tmp/jixiao-inputs-{os.getpid()}.fifo"
    if not os.path.exists(path):
        os.mkfifo(path)
        atexit.register(lambda: os.path.exists(path) and os.unlink(path))
    return path


def files():
    empty = {"empty": b"", "only-bom": b"\xef\xbb\xbf", "only-line-ends": b"\n\n\n",
             "png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "pdf": b"%PDF-1.4\n" + bytes(range(256)),
             "words": "这不是支出文件。\n".encode(), "docx": word.docx(["支出"]), "budget-document": S304.bytes}
    for name, data in empty.items():
        yield filed(name, data, [], None, exit=1)
    yield filed("header-only", (",".join(HEAD) + "\n").encode(), [], None, exit=(0, 1))
    for name, path in (("directory", "/tmp"), ("zeros-without-end", "/dev/zero"), ("missing", "没有.csv"), ("null-device", "/dev/null")):
        yield filed(name, path, [], None, exit=1)
    yield filed("fifo", fifo(), [], None, exit=1)
    yield Case("document-from-a-fifo", [Command(["import", fifo(), "--json"], 1)], "304")
    yield filed("xlsx", workbook(), either=True, file="支出.xlsx")
    yield filed("xlsx-named-csv", workbook(), either=True)
    yield filed("hundred-megabytes-of-line-ends", lambda: b"\n" * 100_000_000, [], None, exit=1)
    yield filed("sixty-megabytes-in-a-field", lambda: TEXT.encode() + b'"' + b"x" * 60_000_000, BOOKS, None, exit=1, either=True)
    yield filed("a-million-commas", lambda: TEXT.encode() + b"," * 1_000_000 + b"\n", BOOKS, either=True)
    yield Case("csv-and-arguments-together",
               [Sheet(TEXT.encode()), Command(["record", "spend", "--from", "支出.csv", "--amount", "5元"], (1, 2)),
                Holds("ledger", [BOOKS])], "304")


# ---- 红冲, 完成值, 事件

def reversals():
    undone = [entry(750000), entry(-750000, "R-1", "2025-06-25")]
    def reverse(exit=0, unchanged=False, says=(), **given):
        return act("reversal", exit, says, unchanged, **{"voucher": "P-1", "new_voucher": "R-1", "date": "2025-06-25", **given})
    yield Case("reversal", [spend(), reverse(), Holds("ledger", [undone])], "304")
    yield Case("reversal-twice-the-same", [spend(), reverse(), reverse(unchanged=True), Holds("ledger", [undone])], "304")
    yield Case("reversal-again-under-another", [spend(), reverse(), reverse(new_voucher="R-2", exit=1), Holds("ledger", [undone])],
               "304")
    yield Case("reversal-of-a-reversal", [spend(), reverse(), reverse(voucher="R-1", new_voucher="R-2", exit=1)], "304")
    yield Case("reversal-on-the-same-day", [spend(), reverse(date=DAY), Holds("ledger", [[entry(750000), entry(-750000, "R-1")]])],
               "304")
    refused = {"of-nothing": dict(voucher="P-99"), "under-its-own-voucher": dict(new_voucher="P-1"),
               "under-its-own-voucher-wide": dict(new_voucher="Ｐ-１"), "without-new-voucher": dict(new_voucher=""),
             "under-blanks": dict(new_voucher="  "), "before-the-payment": dict(date="2025-03-19"),
             "next-year": dict(date="2026-01-05"), "on-no-day": dict(date="2025-02-29"), "on-a-serial": dict(date="45833"),
             "in-another-project": dict(project=OTHER), "in-no-project": dict(project=MISTYPED),
             "in-a-code-of-21-bytes": dict(project="13062525P·0232100244"), "of-a-long-voucher": dict(voucher="P" * 3000),
             "of-blanks": dict(voucher=" ")}
    for name, given in refused.items():
        yield Case(f"reversal-{name}", [spend(), reverse(exit=(1, 2) if "" in given.values() else 1, **given),
                                        Holds("ledger", [[entry(750000)]])], "304")
    for name, given in (("wide", dict(voucher="Ｐ-１")), ("blanks", dict(voucher=" P-1 ")),
                        ("lower-project", dict(project=CODE.lower()))):
        yield Case(f"reversal-{name}", [spend(), reverse(exit=(0, 1), **given), Holds("ledger", [undone, [entry(750000)]])], "304")
    both = [spend(), spend(project=OTHER)]
    yield Case("reversal-of-a-voucher-in-two-projects", [*both, reverse(exit=1, says=("项目",)), reverse(project=OTHER),
                                                         Holds("ledger", [[
        entry(750000), entry(750000, code=OTHER), entry(-750000, "R-1", "2025-06-25", OTHER)]])], "304")
    yield Case("reversal-under-a-voucher-that-is-used",
               [spend(), spend(voucher="P-2", amount="1元"), reverse(new_voucher="P-2", exit=1)], "304")
    data, answer = project_without(0)
    yield Case("reversal-in-a-removed-project", [spend(), Import(data, right(answer), arguments=("--remove",)), reverse(),
                                                 Holds("ledger", [undone])], "304")
    yield Case("reversal-under-a-long-voucher", [spend(), reverse(exit=(0, 1), new_voucher=LONG["of-4000-that-do-not-repeat"]),
                                                 Command(["status"])], "304")
    yield Case("reversal-of-the-largest", [spend(amount="9999999999999.99元", exit=(0, 1)), reverse(exit=(0, 1)), Command(["status"]),
                                           Holds("ledger", [[], [entry(999999999999999),
                                                                 entry(-999999999999999, "R-1", "2025-06-25")]])], "304")


def observations():
    def observe(exit=0, says=(), unchanged=False, **given):
        return act("observation", exit, says, unchanged, **{"project": CODE, "indicator": "2", "date": "2025-06-30", "value": "96%",
                                                            **given})
    def seen(value, name="保洁效果合格率", of=None, day="2025-06-30"):
        return [name, day, value, of, None]
    def tried(name, kind, taken=None, **given):
        return outcome(f"observation-{name}", observe(**given), "observations", [taken or seen("96")], kind)
    area = "保洁服务面积"
    yield tried("rate", "right")
    yield tried("by-name", "right", indicator="保洁效果合格率")
    for text, value in (("96.5%", "96.5"), ("９６％", "96"), (" 96 % ", "96"), ("0%", "0")):
        yield tried(f"rate-{slug(text)}", "right", seen(value), value=text)
    for text, value in (("430平方米", "430"), ("1,430平方米", "1430"), ("４３０平方米", "430"), ("430.5平方米", "430.5")):
        yield tried(f"area-{slug(text)}", "right", seen(value, area), value=text, indicator=1)
    for text, value in (("96", "96"), ("150%", "150"), ("-5%", "-5"), ("96.00000000001%", "96.00000000001"), ("≥96%", "96"),
                        ("0.96", "0.96"), ("96%左右", "96"), ("百分之九十六", "96")):
        yield tried(f"rate-{slug(text)}", "either", seen(value), value=text)
    for text in ("", "九十六个", "9O%", "96%%", "7,5%", "1e2%", "96.5.1%", "96家", "96元", "%", "NaN%", "96%-98%", "9 6 人次", "=96%",
                 "96%\x1b[31m", "9" * 400 + "%", "是"):
        yield tried(f"rate-{slug(text)}", "refused", value=text)
    yield tried("area-wrong-unit", "refused", value="430亩", indicator=1)
    yield tried("area-in-broken-thousands", "refused", value="4,30平方米", indicator=1)
    yield tried("with-denominator", "right", seen("9", of="10"), value="9", of="10")
    for text in ("0", "-10", "1O", "", "1,0", "1e1"):
        yield tried(f"denominator-{slug(text)}", "refused", value="9", of=text)
    for text in ("0", "99", "-1", "2.5", "没有这个指标", "", "2 3", "99999999999999999999"):
        yield tried(f"indicator-{slug(text)}", "refused", indicator=text)
    for text in ("２", " 2 ", "保洁 效果合格率", "保洁效果"):
        yield tried(f"indicator-{slug(text)}", "either", indicator=text)
    yield tried("name-of-two", "refused", project=TWINS, indicator="发放医疗补助人数", value="100人")
    yield tried("judgement-of-a-number", "either", [*seen(None)[:4], "达成"], value="达成")
    for text in ("2025-02-29", "2025-13-01", "45838", "2025-06", ""):
        yield tried(f"date-{slug(text)}", "refused", date=text)
    for text in ("2025/6/30", "20250630", "2025年6月30日"):
        yield tried(f"date-{slug(text)}", "either", date=text)
    yield tried("code-mistyped", "refused", project=MISTYPED)
    yield Case("observation-in-words",
               [act("observation", project="13040225P00000610003R", indicator=1, date="2025-06-30", value="部分达成"),
                                        Holds("observations", [[["拨付时间", "2025-06-30", None, None, "部分达成"]]])], "306")
    yield Case("observation-in-other-words",
               [act("observation", 1, project="13040225P00000610003R", indicator=1, date="2025-06-30", value="基本完成")], "306")
    yield Case("observation-number-for-words",
               [act("observation", (0, 1), project="13040225P00000610003R", indicator=1, date="2025-06-30", value="95%"),
                Command(["alerts", "--as-of", "2025-07-01"])], "306")


def events():
    def happen(exit=0, says=(), unchanged=False, **given):
        return act("event", exit, says, unchanged, **{"project": CODE, "kind": "资金到位", "date": DAY, "amount": "7500元", **given})
    taken = [[CODE, "资金到位", DAY, 750000]]
    yield outcome("event", happen(), "events", taken, "right")
    yield Case("event-twice-the-same", [happen(), happen(unchanged=True), Holds("events", [taken])], "304")
    yield Case("event-twice-written-otherwise", [happen(), happen(amount="0.75万元", unchanged=True), Holds("events", [taken])], "304")
    for text in ("7,500.00", "７５００元", "0.75万元"):
        yield outcome(f"event-amount-{slug(text)}", happen(amount=text), "events", taken, "right")
    for text in ("7,5", "3，5元", "1,23,456", "0", "-7500", "1e3", "7500.005", "75OO", "10000000000000", "99999999999999999999", "",
                 "七千五"):
        yield outcome(f"event-amount-{slug(text)}", happen(amount=text), "events", taken, "refused")
    for text in ("2025-02-29", "2025-13-01", "45736", ""):
        yield outcome(f"event-date-{slug(text)}", happen(date=text), "events", taken, "refused")
    for text in ("", " ", "\x1b[31m"):
        yield outcome(f"event-kind-{slug(text)}", happen(kind=text), "events", taken, "refused")
    for text in ("资金到帐", " 资金到位 ", "资金 到位"):  # a kind nobody knows is kept as it is, or asked; blanks are noise
        yield Case(f"event-kind-{slug(text)}",
                   [happen(kind=text, exit=(0, 1)), Holds("events", [[], taken, [[CODE, text.strip(), DAY, 750000]]])], "304")
    for text in (MISTYPED, "13062525P·0232100244", ""):
        yield outcome(f"event-code-{slug(text)}", happen(project=text), "events", taken, "refused")


def cases():
    for part in (amounts, days, codes, vouchers, encodings, headers, rows, files, reversals, observations, events):
        yield from part()
