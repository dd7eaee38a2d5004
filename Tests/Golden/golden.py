#!/usr/bin/env python3
"""What the commands about budgets, records, alerts, forms, reports and people answer, word for word, over a year of the two sample
bureaus: each is run as people type it, and its answer, most as text and as JSON, held against the transcript beside this file.
Forms and reports are kept as Markdown and JSON; of .docx, .xlsx and .pdf a digest of the text that stands in them.

usage: golden.py --binary JIXIAO [--write]      --write keeps the answers as they are now; look at the difference first
"""
import argparse, difflib, hashlib, json, os, re, shutil, subprocess, sys, tempfile, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SAMPLES = [f"{ROOT}/deploy/samples/{name}" for name in ("304-2025.txt", "306-2025.txt")]
CLEANING, KEEPERS, FUNDED = "13062525P000232100244", "13062525P00023210026B", "13040225P00023510002M"
OFFICE = ["--department", "304"]


def by_form(text):
    """A JSON document with the figures of each form on one line: thousands of lines would say no more."""
    try:
        document = json.loads(text)
    except ValueError:
        return text
    lines = []

    def folded(part):
        if isinstance(part, list):
            return [folded(item) for item in part]
        if not isinstance(part, dict):
            return part
        if isinstance(part.get("form"), str):
            lines.append(json.dumps(part, ensure_ascii=False, separators=(",", ":")))
            return f"figures {len(lines) - 1}"
        return {key: folded(item) for key, item in part.items()}

    pretty = json.dumps(folded(document), ensure_ascii=False, indent=2)
    return re.sub(r'"figures ([0-9]+)"', lambda found: lines[int(found[1])], pretty) + "\n"


class Desk:
    """A home with its private cluster, in which commands are run one after another."""

    def __init__(self, binary):
        self.binary = binary
        self.home = tempfile.mkdtemp(prefix="jixiao-golden-")
        os.chmod(self.home, 0o711)
        self.environment = {"PATH": os.environ["PATH"], "HOME": self.home, "LANG": "C.UTF-8", "USER": "clerk", "LOGNAME": "clerk"}
        # By which the run that began this ends what is left of it.
        self.environment.update({name: os.environ[name] for name in ["JIXIAO_TEST_RUN"] if name in os.environ})
        self.said = []

    def close(self):
        # The cluster stopped with the last command.
        shutil.rmtree(self.home, ignore_errors=True)

    def run(self, *words):
        """Runs a command and takes down what it says."""
        done = subprocess.run([self.binary, *words], cwd=self.home, env=self.environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True)
        shown = " ".join(f"“{word}”" if " " in word else word for word in words)
        answer = by_form(done.stdout) if words[0] in ("form", "report") else done.stdout
        self.said.append(self.plain(f"$ {shown}\n{answer}{done.stderr}[{done.returncode}]\n"))
        return done

    def both(self, *words):
        """A question, as text and as JSON."""
        self.run(*words)
        self.run(*words, "--json")

    def file(self, name, text):
        with open(f"{self.home}/{name}", "w") as file:
            file.write(text)
        return name

    def made(self, name):
        """The text that stands in a file that was made."""
        path = f"{self.home}/{name}"
        if name.endswith(".pdf"):
            text = "".join(subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout.split())
        elif name.endswith(".zip"):
            with zipfile.ZipFile(path) as package:
                text = "\n".join(sorted(package.namelist()))
        else:
            with zipfile.ZipFile(path) as package:
                parts = [part for part in sorted(package.namelist()) if re.search(r"document\.xml$|sharedStrings|worksheets/sheet", part)]
                text = "\n".join(re.sub(r"<[^>]+>+", "|", package.read(part).decode()) for part in parts)
            text = re.sub(r"\|[|\s]*", "|", text)
        digest = hashlib.sha256(self.plain(text).encode()).hexdigest()[:16]
        self.said.append(f"# {name}: {len(text)} characters, {digest}\n")

    def plain(self, text):
        """Without what another day or another machine would say."""
        text = text.replace(self.home, "~").replace(ROOT, ".")
        text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|\+08:00)?", "<时刻>", text)
        return re.sub(r"\d{4}年\d+月\d+日 ?\d{1,2}:\d\d", "<时刻>", text)


def importing(desk):
    desk.run("import", SAMPLES[0], "--dry-run")
    for path in SAMPLES:
        desk.run("import", path, "--json")
        desk.run("import", path)
    desk.run("import", f"{ROOT}/README.md")
    desk.run("import", "nothing.docx")
    desk.run("import", SAMPLES[0], "--department", "305", "--name", "另一局")
    desk.both("department", "list")
    desk.both("division", "list")
    for code in (CLEANING, KEEPERS):
        desk.both("indicator", "list", "--project", code)
    desk.run("indicator", "list", "--project", "13062525P00023210O244")


def recording(desk):
    spend = ["record", "spend", "--project"]
    for words in [
            (CLEANING, "2025-03-20", "7500元", "V-1"), (CLEANING, "2025-03-20", "7500元", "V-1"), (CLEANING, "2025-03-21", "7500元", "V-1"),
            (CLEANING, "2025-05-10", "0.18万元", "V-2"), (KEEPERS, "2025-06-02", "52000", "V-3"), (KEEPERS, "2025-06-02", "52000", "V-3", "其他"), (CLEANING, "2025-13-01", "1", "X"),
            (CLEANING, "2026-01-01", "1", "X"), (CLEANING, "2025-01-01", "-1", "X"), (CLEANING, "2025-01-01", "1.234", "X"),
            ("13062525P00023210O244", "2025-01-01", "1", "X"), (CLEANING, "2025-12-28", "30000", "V-5")]:
        code, date, amount, voucher, *category = words
        desk.run(*spend, code, "--date", date, "--amount", amount, "--voucher", voucher, *(["--category", *category] if category else []),
                 "--by", "张三", "--json")
    desk.run(*spend, CLEANING)
    desk.run("record", "reversal", "--voucher", "V-2", "--new-voucher", "R-2", "--date", "2025-07-05")
    desk.run("record", "reversal", "--voucher", "V-2", "--new-voucher", "R-2", "--date", "2025-07-05", "--json")
    desk.run("record", "reversal", "--voucher", "V-2", "--new-voucher", "R-3", "--date", "2025-07-05")
    desk.run("record", "reversal", "--voucher", "none", "--new-voucher", "R-4", "--date", "2025-07-05")
    desk.run("record", "event", "--project", CLEANING, "--date", "2025-02-25", "--kind", "资金到位", "--json")
    desk.run("record", "event", "--project", CLEANING, "--date", "2025-02-25", "--kind", "到货")
    for indicator, date, value in [("1", "2025-06-20", "430"), ("2", "2025-06-20", "50%"), ("7", "2025-06-25", "88%"), ("99", "2025-06-25", "1"),
                                   ("1", "2025-06-20", "多"), ("1", "2025-12-20", "430"), ("2", "2025-12-20", "96%")]:
        desk.run("record", "observation", "--project", CLEANING, "--indicator", indicator, "--date", date, "--value", value, "--json")
    sheet = desk.file("spend.csv", "项目编码,日期,金额（元）,凭证号,摘要\n" f"{CLEANING},2025-06-10,\"1,500.00\",F-1,六月\n"
                      f"{CLEANING},2025-06-11,0,F-2,零\n{CLEANING},2025-06-12,12,V-1,已用\nXM1,2025-06-12,12,F-3,无此项目\n")
    desk.both("record", "spend", "--from", sheet)
    desk.run("record", "spend", "--from", desk.file("list.csv", "姓名,电话\n张三,1\n"))
    desk.run("record", "submission", "--department", "306", "--form", "monitoring", "--through", "6", "--date", "2025-07-15", "--json")


def alerts(desk):
    for day in ("2025-03-31", "2025-06-30", "2025-07-01", "2025-07-21", "2025-09-01", "2026-01-05"):
        desk.run("alerts", "--as-of", day)
        desk.run("evaluate", "--as-of", day)
    desk.run("alerts", "--as-of", "2025-07-01", "--json")
    desk.run("evaluate", *OFFICE, "--as-of", "2026-01-05", "--json")
    desk.both("status", "--as-of", "2025-07-01")
    desk.run("alerts", "--as-of", "2025-07-01", "--state", "resolved")
    desk.run("alerts", "--as-of", "2025-07-40")
    desk.run("alerts", "acknowledge", "1", "--note", "已安排", "--on", "2026-01-05", "--until", "2026-01-20", "--json")
    desk.run("alerts", "acknowledge", "9999", "--note", "已安排", "--on", "2026-01-05")
    desk.run("alerts", "silence", "2", "--until", "2026-01-01", "--on", "2026-01-05")
    desk.run("alerts", "silence", "2", "--until", "2026-01-10", "--on", "2026-01-05", "--json")
    for form in ("plain", "json", "markdown", "html"):
        desk.run("alerts", "preview", "--as-of", "2025-07-01", "--format", form)


def forms(desk):
    desk.both("form", "list", *OFFICE, "--through", "6", "--as-of", "2025-07-10")
    place = ["--project", CLEANING, "--through", "6"]
    desk.both("form", "show", *place, "--as-of", "2025-07-10")
    desk.run("form", "template", *OFFICE, "--through", "6", "--as-of", "2025-07-10")
    desk.run("form", "submit", *place, "--on", "2025-07-10", "--by", "root")
    for name, role in (("张三", "填报人"), ("李四", "负责人")):
        desk.run("recipient", "add", "--name", name, "--role", role, "--department", "304")
    desk.run("recipient", "add", "--name", "绩效股", "--role", "财政绩效股")
    desk.run("form", "submit", *place, "--on", "2025-07-10", "--by", "张三")
    desk.run("form", "fill", *place, "--indicator", "2", "--explanation", "资金6月才到位", "--likelihood", "有可能", "--on", "2025-07-10", "--by", "张三", "--json")
    desk.run("form", "fill", *place, "--indicator", "2", "--likelihood", "也许", "--on", "2025-07-10", "--by", "张三")
    desk.run("form", "fill", *place, "--indicator", "88", "--explanation", "无", "--on", "2025-07-10", "--by", "张三")
    desk.run("form", "submit", *place, "--on", "2025-07-10", "--by", "张三", "--json")
    desk.run("form", "return", *place, "--note", "说明太短", "--on", "2025-07-11", "--by", "李四", "--json")
    desk.run("form", "approve", *place, "--on", "2025-07-11", "--by", "李四")
    desk.both("form", "history", *place, "--as-of", "2025-07-12")
    desk.run("form", "withdraw", *place, "--on", "2025-07-12", "--by", "张三")
    desk.run("form", "revise", *place, "--on", "2025-07-12", "--by", "张三")
    desk.both("rectify", "list", "--as-of", "2025-07-12")
    desk.run("rectify", "issue", "--project", CLEANING, "--problem", "进度偏慢", "--demand", "加快支付", "--due", "2025-08-01", "--on", "2025-07-14", "--by", "绩效股", "--json")
    desk.run("rectify", "answer", "1", "--note", "已支付", "--on", "2025-07-20", "--by", "张三", "--json")
    desk.run("rectify", "reject", "1", "--note", "未附凭证", "--on", "2025-07-21", "--by", "绩效股", "--json")
    desk.run("rectify", "close", "1", "--note", "已核实", "--on", "2025-07-22", "--by", "绩效股")
    desk.both("rectify", "list", "--as-of", "2025-07-22")
    desk.run("rectify", "print", "1")


def reports(desk):
    june, winter = ["--through", "6", "--as-of", "2025-07-10"], ["--as-of", "2026-01-20"]
    for code in ("304", "306"):
        for part in ("all", "department", "table"):
            desk.run("report", "monitoring", "--department", code, *june, "--part", part, "--format", "md")
        desk.run("report", "monitoring", "--department", code, *june, "--part", "all", "--format", "json")
        for part in ("all", "scores"):
            desk.run("report", "self-evaluation", "--department", code, *winter, "--part", part, "--format", "md")
        desk.run("report", "self-evaluation", "--department", code, *winter, "--part", "all", "--format", "json")
        desk.run("report", "summary", "--department", code, *june, "--format", "md")
        desk.run("report", "summary", "--department", code, *june, "--format", "json")
        for form in ("docx", "xlsx", "pdf"):
            for report, when in (("monitoring", june), ("self-evaluation", winter)):
                name = f"{report}-{code}.{form}"
                desk.run("report", report, "--department", code, *when, "--part", "all", "--format", form, "--output", name)
                desk.made(name)
    for report in ("bulletin", "doubts"):
        desk.run("report", report, *(june if report == "bulletin" else june[2:]), "--format", "md")
        desk.run("report", report, *(june if report == "bulletin" else june[2:]), "--format", "json")
    desk.run("report", "package", "--form", "monitoring", *june, "--output", "all.zip", "--formats", "docx")
    desk.made("all.zip")
    desk.run("report", "gather", "--form", "monitoring", *june, "--output", "all.xlsx")
    desk.made("all.xlsx")


def people(desk):
    desk.run("recipient", "add", "--name", "张三", "--department", "304")
    desk.run("recipient", "add", "--name", "李四", "--role", "财政绩效股", "--to", "站内")
    desk.run("recipient", "add", "--name", "张三", "--department", "304")
    desk.run("recipient", "list")
    desk.run("channel", "list")
    desk.run("route", "add", "--rule", "overspent", "--to", "李四")
    desk.run("route", "list")
    desk.run("alerts", "preview", "--as-of", "2025-07-01", "--recipient", "张三")
    desk.run("recipient", "test", "张三")
    desk.run("recipient", "test", "王五")
    desk.both("rules", "show", *OFFICE)
    desk.run("rules", "set", *OFFICE, "overspent.yellow=x", "--on", "2025-07-01")
    desk.run("rules", "use", *OFFICE, "HE-2020-10", "--on", "2025-07-01")
    desk.run("rules", "use", *OFFICE, "none", "--on", "2025-07-01")
    desk.run("set", "public-url", "ftp://x")
    desk.run("set", "public-url", "https://a.b")
    desk.run("department", "rename", "306", "--name", "新名称")
    desk.run("department", "remove", "304")
    desk.run("indicator", "bind", "--project", CLEANING, "--indicator", "1", "--to", "spending", "--on", "2025-07-01")
    desk.run("indicator", "bind", "--project", CLEANING, "--indicator", "1", "--to", "x", "--on", "2025-07-01")
    desk.run("archive", "year", "2024")
    desk.run("roles", "list", "--json")


CHAPTERS = [importing, recording, alerts, forms, reports, people]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    desk = Desk(os.path.abspath(options.binary))
    answers = differing = 0
    try:
        for chapter in CHAPTERS:
            desk.said = []
            chapter(desk)
            answers += len(desk.said)
            path, now = f"{HERE}/{chapter.__name__}.txt", "\n".join(desk.said)
            if options.write:
                with open(path, "w") as file:
                    file.write(now)
                continue
            with open(path) as file:
                kept = file.read()
            if kept != now:
                differing += 1
                for line in list(difflib.unified_diff(kept.splitlines(), now.splitlines(), f"{chapter.__name__}, kept", "now", n=1, lineterm=""))[:60]:
                    print(line[:400])
    finally:
        desk.close()
    print(f"{answers} answers in {len(CHAPTERS)} chapters, {differing} chapters differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
