#!/usr/bin/env python3
"""A year of three versions of one document, with payments, values and reversals between them: every date asked gives the same
answer before and after an import that holds from a later day, and what an import says it changes is what differs between the two
documents as another reader reads them.

usage: year.py --binary PATH [--step DAYS]     every DAYS-th date is asked (1 for all)
"""
import argparse, datetime, json, os, shutil, subprocess, sys, tempfile
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Chaos")]
import cluster
from oracle import S304, answer, print_lines, read_lines

CLEANING, LEGAL = "13062525P000232100244", "13062525P000234100228"
SECOND, THIRD = "2025-05-15", "2025-09-01"


def versions():
    """Three texts: a budget doubled, an indicator put in and one taken out; then a project gone and a plan changed."""
    first = S304.text
    second = first.replace("\t预算数\n\t3.00\n\t其中：财政    资金\n\t3.00", "\t预算数\n\t6.00\n\t其中：财政    资金\n\t6.00", 1)
    second = second.replace("\t≥430平方米\n", "\t≥500平方米\n", 1)
    start = second.index("\t\n\t质量指标\n\t保洁效果合格率")
    end = second.index("\n\n", start) + 2
    second = second[:start] + "\t\n\t数量指标\n\t保洁人员数量\n\t考核保洁人员数量\n\t≥2人\n\t本项目实施计划\n\n" + second[end:]
    third = second.replace("\t25%\n\t50%\n\t75%\n\t100%", "\t10%\n\t40%\n\t80%\n\t100%", 1)
    start = third.index("2、")
    third = third[:start] + third[third.index("3、", start):]
    assert first != second != third
    return [first, second, third]


def changes(old, new):
    """What differs between two documents, as a set of (project, field, old, new); None where there was or is nothing."""
    def fields(document):
        found = {}
        for project in document["projects"]:
            key = project["code"]
            found[key, "预算数"] = project["budget"]
            found[key, "财政资金"] = project["fiscalFunds"]
            found[key, "支出计划"] = "、".join(f"{cell['month']}月{cell['percent']}%" for cell in project["plan"])
            for one in project["indicators"]:
                found[key, f"“{one['level3']}” 指标值"] = one["target"]["text"]
        return found
    before, after = fields(old), fields(new)
    return {(key, name, before.get((key, name)), after.get((key, name)))
            for key, name in before.keys() | after.keys() if before.get((key, name)) != after.get((key, name))}


def said(document):
    """The same out of what the import answered. A project or an indicator that comes or goes is one line there."""
    found = set()
    for change in document["changes"]:
        name = change["name"]
        if change["what"] == "indicator" and change["project"]:
            quoted = name[name.index("“"):]
            quoted = quoted if " " in quoted[quoted.rindex("”"):] else quoted + " 指标值"
            found.add((change["project"], quoted, change["old"], change["new"]))
        elif change["what"] in ("plan", "project") and name.endswith(("预算数", "财政资金", "支出计划")):
            found.add((change["project"], name.rsplit(" ", 1)[1], change["old"], change["new"]))
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--step", type=int, default=7)
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)
    folder = cluster.folder()
    server = cluster.Server(folder + "/server", 5432, ["fsync=off"]).make().start()
    wrong, asked = [], 0
    try:
        environment = {**os.environ, "JIXIAO_DATABASE_URL": server.url()}

        def run(*arguments, code=0):
            done = subprocess.run([options.binary, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                  env=environment, cwd=folder)
            assert done.returncode == code, (arguments, done.returncode, done.stdout[-400:], done.stderr[-400:])
            return done.stdout

        run("migrate")
        days = [datetime.date(2025, 1, 1) + datetime.timedelta(n) for n in range(0, 365, options.step)]

        def answers():
            """Every figure of every date: the state of projects, the alerts with their facts, and a form."""
            nonlocal asked
            found = {}
            for day in days:
                status = json.loads(run("status", "--as-of", str(day), "--json"))
                status.pop("service")
                alerts = json.loads(run("alerts", "--as-of", str(day), "--json"))
                for alert in alerts["alerts"]:
                    alert.pop("id"), alert.pop("state")
                found[str(day)] = json.dumps([status, alerts], sort_keys=True)
                asked += 2
            return found

        texts = versions()
        documents = [answer(read_lines(text)) for text in texts]
        paths = []
        for number, text in enumerate(texts):
            paths.append(f"{folder}/{number + 1}.txt")
            open(paths[-1], "w", encoding="utf-8").write(text)
        run("import", paths[0])
        spend = lambda project, date, amount, voucher: run(
            "record", "spend", "--project", project, "--date", date, "--amount", amount, "--voucher", voucher)
        spend(CLEANING, "2025-03-20", "7500元", "P-1")
        spend(CLEANING, "2025-04-10", "0.18万元", "P-2")
        spend(LEGAL, "2025-04-11", "5000", "P-3")
        run("record", "observation", "--project", CLEANING, "--indicator", "保洁效果合格率", "--date", "2025-04-01", "--value", "96%")
        run("record", "reversal", "--voucher", "P-2", "--new-voucher", "R-2", "--date", "2025-04-20")
        for number, (day, agrees) in enumerate([(SECOND, []), (THIRD, ["--remove"])], start=1):
            before = answers()
            preview = json.loads(run("import", paths[number], "--dry-run", "--json", "--effective", day))["documents"][0]
            if number == 2:
                run("import", paths[number], "--effective", day, code=1)  # a paid project goes: asked first
            document = json.loads(run("import", paths[number], "--json", "--effective", day, *agrees))["documents"][0]
            assert document["effectiveOn"] == day, document["effectiveOn"]
            if preview["changes"] != document["changes"]:
                wrong.append(f"version {number + 1}: --dry-run says other changes than the import")
            expected, came = changes(documents[number - 1], documents[number]), said(document)
            gone = {removal["code"] for removal in document["removals"]}
            expected = {change for change in expected if change[0] not in gone}
            for change in expected ^ came:
                wrong.append(f"version {number + 1}: {'not said' if change in expected else 'not so'}: {change}")
            after = answers()
            for date in before:
                if date < day and before[date] != after[date]:
                    wrong.append(f"version {number + 1}: the answer to {date} changed")
                if date > day and date <= "2025-12-31" and before[date] == after[date]:
                    wrong.append(f"version {number + 1}: the answer to {date} did not change")
            spend(CLEANING, str(datetime.date.fromisoformat(day) + datetime.timedelta(10)), "1234.56", f"P-{number + 9}")
            run("record", "observation", "--project", CLEANING, "--indicator", "保洁人员数量", "--date", day, "--value", "3人")
    finally:
        server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
    for line in wrong[:20]:
        print(line)
    print(f"{asked} answers of {len(days)} dates before and after 2 imports")
    print(f"{asked - len(wrong)} passed, {len(wrong)} failed")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
