#!/usr/bin/env python3
"""Published self-evaluations, made again: the budget is read from a document like theirs, what they adjusted, paid and reached is
recorded, points are set and scores lowered as they did, and each figure of the form that comes out is held against what they
printed. Where they printed otherwise than the official rules give, it is listed with the reason.

Each figure is then spoiled by the least, which must be seen. One PostgreSQL of its own, a database for each form.

usage: published.py --binary JIXIAO
"""
import argparse, json, os, shutil, subprocess, sys, tempfile
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "Year"), os.path.join(HERE, "..", "Chaos")]
import cluster
from departments import checked
from forms import FORMS

CLERK, HEAD = "填报人甲", "负责人乙"


def document(number, form):
    """The form's budget as a bureau publishes one: project, sums, plan, targets."""
    code = checked(f"130622{form.year % 100:02}P{number:03}000{number:06}")
    budget = Decimal(form.initial)
    # A plan is of what the budget was at the year's beginning; one without any is planned as if it had one.
    plan = f"{budget:.2f}" if budget else ""
    rows = "\n".join(f"{r.level1}\t{r.level2}\t{r.name}\t考核{r.name}\t{r.target}\t工作计划" for r in form.rows)
    return code, f"""部门预算收支总表

{700 + number} {form.department}

预算年度：{form.year}

单位：万元

序号	收入		支出	
	项目	预算数	项目	预算数
栏次	1	2	3	4
1	一、一般公共预算拨款收入	{budget:.2f}	一、一般公共服务支出	{budget:.2f}
2	收入总计	{budget:.2f}	支出总计	{budget:.2f}

七、部门项目预算安排情况及绩效目标

1、{form.project}绩效目标表

单位：万元

项目编码	{code}		项目名称	{form.project}		
预算规模及 资金用途	预算数	{budget:.2f}	其中：财政 资金	{budget:.2f}	其他资金	
	{form.project}					
资金支出计 划（%）	3 月底		6 月底	10 月底	12 月底	
	{plan and "25%"}		{plan and "50%"}	{plan and "80%"}	{plan and "100%"}
绩效目标	1.完成{form.project}
一级指标	二级指标	三级指标	绩效指标描述	指标值	指标值确定 依据	
{rows}
"""


class Bureau:
    """A bureau of one form, with a database of its own."""

    def __init__(self, binary, server, folder, number, form):
        self.binary, self.form = binary, form
        server.create(f"form{number}")
        self.environment = {**os.environ, "JIXIAO_DATABASE_URL": server.url(f"form{number}")}
        self("migrate")
        self.code, text = document(number, form)
        self.path = f"{folder}/{700 + number}-{form.year}.txt"
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(text)

    def __call__(self, *words):
        done = subprocess.run([self.binary, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL, env=self.environment)
        if done.returncode:
            raise SystemExit(f"{' '.join(words)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def make(self):
        """The form as it comes out, as a JSON document."""
        form, day = self.form, f"{self.form.year + 1}-02-20"
        self("import", self.path)
        for name, role in ((CLERK, "填报人"), (HEAD, "负责人")):
            self("recipient", "add", "--name", name, "--role", role)
        if form.adjustment:
            self("record", "adjustment", "--project", self.code, "--amount", f"{form.adjustment}万元", "--document",
                 f"县财预〔{form.year}〕8号", "--date", f"{form.year}-06-10", "--by", CLERK)
        self("record", "spend", "--project", self.code, "--amount", f"{form.paid}万元", "--date", f"{form.year}-12-10",
             "--voucher", "P-1", "--by", CLERK)
        place = ["--project", self.code, "--form", "self-evaluation", "--on", day, "--by", CLERK]
        execution = 100 - sum(Decimal(row.points) for row in form.rows)
        computed = {row["level3"]: row["achieved"] for row in self.figures()["rows"]}
        self("form", "fill", *place, "--weights", ",".join(row.points for row in form.rows), "--execution-points", str(execution),
             "--reason", "按公开的表设定", "--accomplishment", "已完成。", "--execution-reason", "按公开的表说明。")
        for reached in dict.fromkeys(row.reached for row in form.rows):
            rows = [str(n) for n, row in enumerate(form.rows, 1) if row.reached == reached and not computed[row.name]]
            if rows:
                self("form", "fill", *place, "--indicator", ",".join(rows), "--actual", reached)
        for number, (row, given) in enumerate(zip(form.rows, self.figures()["rows"], strict=True), 1):
            words = ["--explanation", row.reason] if row.reason else []
            if given["score"] is None or Decimal(given["score"]) != Decimal(row.score):
                words += ["--score", row.score, "--reason", row.reason or "按公开的表评定"]
            if words:
                self("form", "fill", *place, "--indicator", str(number), *words)
        self("form", "submit", *place)
        self("form", "approve", *place[:-1], HEAD)
        return self.figures()

    def figures(self):
        return json.loads(self("form", "show", "--project", self.code, "--form", "self-evaluation", "--json",
                               "--as-of", f"{self.form.year + 1}-02-28"))["form"]


def differences(form, came):
    """Where what came out is not what the rules give for what was published: a sentence each."""
    budget = Decimal(form.initial) + Decimal(form.adjustment or 0)
    wanted = [("年初预算数", Decimal(form.initial) * 10000, came["execution"]["initialBudget"]),
              ("全年预算数", budget * 10000, came["execution"]["budget"]),
              ("全年执行数", Decimal(form.paid) * 10000, came["execution"]["paid"]),
              ("执行率", Decimal(form.rate), came["execution"]["rate"]),
              ("预算执行率得分", Decimal(form.execution), came["execution"]["score"])]
    if form.has_rows:
        wanted.append(("总分", Decimal(form.total), came["total"]))
    for row, made in zip(form.rows if form.has_rows else [], came["rows"] if form.has_rows else [], strict=True):
        wanted += [(f"{row.name}分值", Decimal(row.points), made["points"]), (f"{row.name}得分", Decimal(row.score), made["score"])]
        if made["level3"] != row.name or made["target"].lstrip("=") != row.target.lstrip("="):
            yield f"{row.name} {row.target}：{made['level3']} {made['target']}"
    for place, value, text in wanted:
        if text is None or Decimal(text) != value:
            yield f"{place}：应为{value}，得出{text}"


def unseen(form, came):
    """The figures of a form that could be spoiled by the least and nobody would see it; none of a sound comparison."""
    for holder, keys in ([(came["execution"], ("initialBudget", "budget", "paid", "rate", "score"))] + (
            [(came, ("total",))] + [(row, ("points", "score")) for row in came["rows"]] if form.has_rows else [])):
        for key in keys:
            kept = holder[key]
            holder[key] = str(Decimal(kept) + Decimal("0.01"))
            if not list(differences(form, came)):
                yield key
            holder[key] = kept


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="jixiao-published-")
    os.chmod(folder, 0o755)
    server = cluster.Server(f"{folder}/server", 5432).make().start()
    wrong = 0
    try:
        for number, form in enumerate(FORMS, 1):
            came = Bureau(os.path.abspath(options.binary), server, folder, number, form).make()
            found = list(differences(form, came))
            found += [f"{key}改了0.01没有被发现" for key in unseen(form, came)]
            wrong += len(found)
            print(f"{form.source}：{'全部相同' if not found else '；'.join(found)}")
            for place, printed, given, why in form.otherwise:
                print(f"  公开的表“{place}”{printed}，这里{given}：{why}")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(FORMS)} published forms, {wrong} figures otherwise than the rules give")
    sys.exit(1 if wrong else 0)


main()
