"""What a year's messages are to those who get them: a simulated year of many departments on a real PostgreSQL and the real daemon.

Departments like the two samples are kept by clerks of three sorts (good, slow, and some who record nothing); each has a 填报人 and
a 负责人, and one officer of the 财政绩效股 watches all. Nobody acknowledges anything: what is told is what the program tells by
itself. Prints the messages a person a month, how many of them call for nothing, and of each red the day it was told; two binaries
are compared by `--against`, the `--json` of one that was run before.

usage: messages.py --binary JIXIAO [--departments N] [--through DAY] [--json FILE] [--against FILE] [--keep]
"""
import argparse, collections, csv, datetime, json, os, re, statistics, subprocess, sys, time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "Chaos")]
import clerks, departments
import year as days_of
from run import Broken, Daemon, Run, say, trial

FIRST = datetime.date(2025, 1, 2)
OFFICER = "绩效股"
# The headings under which something is to be done.
CALLS = re.compile("【(新增预警|加重|已到期未达标|逾期未确认|承诺期限|临近提醒|本周到期|需要立即处理|各部门需要处理|各项目需要处理)")


class Year(Run):
    def set_up(self, made):
        self.server.create(self.name)
        self.command("migrate", may_refuse=False)
        for start in range(0, len(made), 20):
            self.command("import", *[path for _, _, path in made[start:start + 20]], may_refuse=False)
        for code, _, _ in made:
            for role in ("填报人", "负责人"):
                self.command("recipient", "add", "--name", f"{role}{code}", "--role", role, "--department", code, may_refuse=False)
        self.command("recipient", "add", "--name", OFFICER, "--role", "财政绩效股", may_refuse=False)
        self.exceptions = dict(self.query("SELECT day, worked FROM calendar_day"))

    def record_of(self, day, work):
        if work["spend"]:
            path = f"{self.folder}/spend-{day}.csv"
            with open(path, "w", newline="") as file:
                rows = csv.writer(file)
                rows.writerow(["项目编码", "日期", "金额", "凭证号", "支出类别"])
                rows.writerows([[code, day, *rest] for code, _, *rest in work["spend"]])
            done = self.command("record", "spend", "--from", path, "--json")
            if done.returncode:
                raise Broken(f"payments of {day} refused: {done.stdout[:600]}")
        for code, month in work["values"]:
            self.report(code, month, day)
        for code, month in work["forms"]:
            form = ["self-evaluation"] if month == 12 else ["monitoring", "--through", str(month)]
            self.command("record", "submission", "--department", code, "--form", *form, "--date", str(day), may_refuse=False)

    def report(self, code, month, day):
        """Every value that is reported, each meeting its target, dated the end of its period: in one statement, where a command for
        each would be fourteen thousand processes."""
        self.query(
            """INSERT INTO observation (indicator_id, fiscal_year, observed_on, value, judgement)
            SELECT i.id, 2025, least(%s::date, %s::date),
              CASE WHEN i.target_operator = '<' THEN 0 WHEN i.target_operator = '>' THEN i.target_value + 1 ELSE i.target_value END,
              CASE WHEN i.target_value IS NULL THEN '达成' END
            FROM indicator i JOIN department d ON d.id = i.department_id
            WHERE d.code = %s AND i.binding = 'observation' AND i.removed_by IS NULL""",
            (clerks.month_end(2025, month), day, code))

    def live_through(self, work, days):
        began = time.monotonic()
        for index, day in enumerate(days):
            self.set_clock(day, "07:30:00")
            self.wait_until_judged(day)
            self.set_clock(day, "08:30:00")
            self.wait_until_told(day)
            if day in work:
                self.set_clock(day, "15:00:00")
                self.record_of(day, work[day])
                self.wait_until_judged(day)
            self.set_clock(day, "20:00:00")
            if index % 10 == 0 or index + 1 == len(days):
                sent = self.query("SELECT count(*) FROM outbox")[0][0]
                say(f"{day}，第{index + 1}/{len(days)}个评判日，{sent}条消息，{time.monotonic() - began:.0f} s")


def drafts(options, server, made):
    subprocess.run([options.binary, "migrate", "--database", server.url()], check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run(
        [options.binary, "import", *[path for _, _, path in made], "--dry-run", "--json", "--database", server.url()],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)["documents"]


def gather(run, sorts):
    """People with their messages, and the reds with the days on which they were told."""
    people = {}
    for name, role in run.query("SELECT name, role FROM recipient WHERE active ORDER BY id"):
        sort = "officer" if role == "bureau" else sorts[name[3:]]
        people[name] = {"name": name, "role": role, "sort": sort, "months": collections.Counter(), "nothing": 0, "immediate": 0, "total": 0}
    letters = run.query(
        """SELECT r.name, (o.written_at AT TIME ZONE 'Asia/Shanghai')::date, o.kind, o.body FROM outbox o
        JOIN recipient r ON r.id = o.recipient_id JOIN channel c ON c.id = o.channel_id WHERE c.kind = 'inbox' ORDER BY o.id""")
    for name, day, kind, body in letters:
        person = people[name]
        person["total"] += 1
        person["months"][f"{day:%Y-%m}"] += 1
        person["nothing"] += not CALLS.search(body)
        person["immediate"] += kind == "immediate"
    return {"people": list(people.values()), "reds": reds(run)}


def reds(run):
    """Each time an alert turned red: since when, and the day each person was first told of it."""
    episodes, current = [], {}
    rows = run.query(
        """SELECT concat_ws('|', d.code, p.code, i.position, a.rule, a.period), t.alert_id, t.number, t.kind, t.as_of, t.severity
        FROM alert_transition t JOIN alert a ON a.id = t.alert_id JOIN department d ON d.id = a.department_id
        LEFT JOIN project p ON p.id = a.project_id LEFT JOIN indicator i ON i.id = a.indicator_id ORDER BY t.alert_id, t.number""")
    for name, alert, number, kind, day, severity in rows:
        if severity == "red" and kind not in ("resolved", "closed"):
            if alert not in current:
                current[alert] = {"alert": name, "since": str(day), "told": {}}
                episodes.append((alert, number, current[alert]))
        else:
            current.pop(alert, None)
    told = collections.defaultdict(list)
    for alert, number, name, day in run.query(
            """SELECT a.alert_id, a.transition, r.name, (o.written_at AT TIME ZONE 'Asia/Shanghai')::date
            FROM outbox_alert a JOIN outbox o ON o.id = a.outbox_id JOIN recipient r ON r.id = o.recipient_id ORDER BY o.id"""):
        told[alert].append((number, name, day))
    for alert, first, episode in episodes:
        later = min((number for other, number, _ in episodes if other == alert and number > first), default=10**9)
        for number, name, day in told[alert]:
            if first <= number < later:
                episode["told"].setdefault(name, str(day))
    return [episode for _, _, episode in episodes]


def middle_and_most(people):
    totals = sorted(person["total"] for person in people)
    return f"{statistics.median(totals):g} / {totals[-1]}" if totals else "-"


GROUPS = [
    ("财政绩效股", lambda p: p["sort"] == "officer"), ("填报人，好", lambda p: (p["role"], p["sort"]) == ("clerk", "good")),
    ("填报人，慢", lambda p: (p["role"], p["sort"]) == ("clerk", "slow")),
    ("填报人，不记", lambda p: (p["role"], p["sort"]) == ("clerk", "none")),
    ("负责人，好", lambda p: (p["role"], p["sort"]) == ("head", "good")), ("负责人，慢", lambda p: (p["role"], p["sort"]) == ("head", "slow")),
    ("负责人，不记", lambda p: (p["role"], p["sort"]) == ("head", "none"))]


def show(result, before=None):
    months = sorted({month for person in result["people"] for month in person["months"]})
    print(f"{len(result['people']) // 2}个部门，{result['through']}止；每人每月消息数（同类取平均）；全年：中位数 / 最多；其中无需处理；立即通知")
    print("\t".join(["谁", *[month[2:] for month in months], "全年", "无需处理", "立即"] + (["此前"] if before else [])))
    for name, belongs in GROUPS:
        people = [person for person in result["people"] if belongs(person)]
        if not people:
            continue
        count = len(people)
        row = [name, *[f"{sum(p['months'].get(month, 0) for p in people) / count:.1f}" for month in months], middle_and_most(people),
               f"{sum(p['nothing'] for p in people) / count:.1f}", f"{sum(p['immediate'] for p in people) / count:.1f}"]
        if before:
            row.append(middle_and_most([person for person in before["people"] if belongs(person)]))
        print("\t".join(row))
    told = collections.Counter(red["since"] for red in result["reds"])
    print(f"红灯{len(result['reds'])}次；" + "，".join(f"{day} {count}次" for day, count in sorted(told.items())[:40]))
    late = [(red, name, day) for red in result["reds"] for name, day in red["told"].items() if name.startswith("填报人") and day > red["since"]]
    print(f"填报人在转红当天得知的：{sum(1 for red in result['reds'] for name, day in red['told'].items() if name.startswith('填报人') and day == red['since'])}次，晚的：{len(late)}次")


def later_than(before, result):
    """Reds that somebody was told of later than by the other binary, or not at all."""
    now = {(red["alert"], red["since"]): red["told"] for red in result["reds"]}
    found = []
    for red in before["reds"]:
        key = (red["alert"], red["since"])
        for name, day in red["told"].items():
            at = now.get(key, {}).get(name)
            if key in now and (at is None or at > day):
                found.append(f"{name}：{red['alert']}，{red['since']}转红，此前{day}告知，现在{at or '未告知'}")
    gone = [key for key in {(red["alert"], red["since"]) for red in before["reds"]} if key not in now]
    return found, gone


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--departments", type=int, default=60)
    parser.add_argument("--through", type=datetime.date.fromisoformat, default=datetime.date(2026, 1, 5))
    parser.add_argument("--json", metavar="FILE", help="the result as JSON into a file; - for standard output instead of the table")
    parser.add_argument("--against", metavar="FILE", help="the JSON of another binary's year: nothing red may be told later than there")
    parser.add_argument("--keep", action="store_true", help="the server's folder stays for a look")
    options = parser.parse_args()
    options.binary = os.path.abspath(options.binary)

    def act(server, folder):
        made = departments.make(options.departments, folder)
        sorts = {code: clerks.sort_of(number, len(made)) for number, (code, _, _) in enumerate(made)}
        documents = drafts(options, server, made)
        run = Year("year", options, server, 1, 0, 0, patience=600)
        daemon = Daemon(run, "daemon")
        try:
            run.set_up(made)
            months = {row[0] for row in run.query("SELECT DISTINCT unnest(months) FROM plan_version")} | {3, 6, 10, 12}
            days = days_of.judged_days(FIRST, (options.through - FIRST).days + 1, run.exceptions, months)
            run.set_clock(FIRST - days_of.DAY, "20:00:00")
            daemon.start()
            run.wait_until_judged(FIRST - days_of.DAY)
            run.live_through(clerks.plan(documents, sorts, run.exceptions), days)
            result = {"through": str(options.through), **gather(run, sorts)}
            daemon.stop()
        finally:
            if daemon.process and daemon.process.poll() is None:
                daemon.kill()
            run.close()
        return report(options, result)

    return trial(act, ["fsync=off", "max_wal_size=1GB"], options.keep)


def report(options, result):
    before = None
    if options.against:
        with open(options.against, encoding="utf-8") as file:
            before = json.load(file)
    if options.json == "-":
        print(json.dumps(result, ensure_ascii=False))
    else:
        show(result, before)
        if options.json:
            with open(options.json, "w", encoding="utf-8") as file:
                json.dump(result, file, ensure_ascii=False)
    if before is None:
        return True
    later, gone = later_than(before, result)
    for line in later[:20]:
        say(line)
    say(f"比此前晚告知的红灯：{len(later)}次；不再出现的红灯：{len(gone)}次")
    return not later


if __name__ == "__main__":
    sys.exit(main())
