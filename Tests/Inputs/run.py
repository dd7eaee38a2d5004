#!/usr/bin/env python3
"""Runs the sheet of inputs against a binary: every document, file and argument is read right, or refused with nothing changed.

usage: run.py --binary PATH [--only SLUG] [--share K/N] [--list] [--keep]

One private PostgreSQL of its own; each case has a database of its own, copied from a template. Needs python3-docx,
python3-openpyxl and python3-psycopg2 (Debian's python3).
"""
import argparse, concurrent.futures, datetime, decimal, json, os, pathlib, re, signal, subprocess, sys, tempfile, threading, time, unicodedata, zlib

import psycopg2

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Chaos")]
import cluster
import documents, entries
from oracle import S304, SAMPLES, bare
from sheet import Case, Command, Holds, Import, either, refused, right

SECONDS, MEBIBYTES = 20, 1024


class Failed(Exception):
    pass


# ---- the program under test

def run(binary, url, folder, arguments):
    """One command within limits: its exit code, standard output and standard error. What has traps, loops or swells fails the case."""
    out, error = tempfile.TemporaryFile(), tempfile.TemporaryFile()
    limits = ["prlimit", f"--as={4 << 30}", f"--cpu={SECONDS}", "--core=0", "--"]
    process = subprocess.Popen([*limits, binary, *arguments], stdout=out, stderr=error, stdin=subprocess.DEVNULL, cwd=folder,
                               env={**os.environ, "JIXIAO_DATABASE_URL": url}, start_new_session=True)
    late = threading.Timer(10 * SECONDS, os.killpg, (process.pid, signal.SIGKILL))
    late.start()
    _, status, usage = os.wait4(process.pid, 0)
    in_time = late.is_alive()
    late.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    texts = []
    for stream in (out, error):
        stream.seek(0)
        texts.append(stream.read(1 << 24).decode("utf-8", "replace"))
        stream.close()
    shown = " ".join(arguments)[:80]
    if not in_time:
        raise Failed(f"{shown}: took more than {SECONDS} s of processor, or ten times that in all")
    if process.returncode < 0 or process.returncode > 128:
        raise Failed(f"{shown}: ended by a signal ({process.returncode}) {texts[1][-200:]}")
    if usage.ru_maxrss > MEBIBYTES << 10:
        raise Failed(f"{shown}: used {usage.ru_maxrss >> 10} MiB")
    if raw := re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", texts[0] + texts[1]):
        raise Failed(f"{shown}: control character {raw[0]!r} came out raw")
    return process.returncode, *texts


# ---- comparing

SIGNS = str.maketrans({"⩾": "≥", "≧": "≥", "⩽": "≤", "≦": "≤", "＝": "="})


def plain(text):
    """A target's text however it is written: it may be kept as it stood or put in order."""
    text = bare(unicodedata.normalize("NFKC", text).translate(SIGNS)).replace(",", "")
    if re.match("=[0-9]", text):  # a bare number means “=”
        text = text[1:]
    return re.sub("=?>=?|=?<=?", lambda sign: {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤"}.get(sign[0], sign[0]), text)


def differences(expected, came, folded, path=""):
    if isinstance(expected, dict):
        for key, value in expected.items():
            yield from differences(value, came.get(key) if isinstance(came, dict) else None, folded, f"{path}.{key}")
    elif isinstance(expected, list):
        came = came or []
        if len(expected) != len(came):
            yield f"{path[1:]}: {len(expected)} expected, {len(came)} came"
        for at, (one, other) in enumerate(zip(expected, came)):
            yield from differences(one, other, folded, f"{path}[{at}]")
    else:
        fold = plain if path.endswith("target.text") else (lambda text: unicodedata.normalize("NFKC", text)) if folded else str
        same = expected == came or isinstance(expected, str) and isinstance(came, str) and fold(expected) == fold(came)
        if not same:
            yield f"{path[1:]}: {expected!r} expected, {came!r} came"


def demand(holds, text):
    if not holds:
        raise Failed(text)


# ---- questions of the database

CURRENT = """FROM project p JOIN department d ON d.id = p.department_id
    JOIN project_version v ON v.project_id = p.id AND v.version = p.version"""
QUESTIONS = {
    "ledger": "SELECT p.code, e.occurred_on, e.amount_fen, e.voucher FROM spending_entry e JOIN project p ON p.id = e.project_id"
              " ORDER BY e.id",
    "categories": "SELECT voucher, category FROM spending_entry ORDER BY id",
    "observations": "SELECT i.level3, o.observed_on, o.value, o.denominator, o.judgement FROM observation o"
                    " JOIN indicator i ON i.id = o.indicator_id ORDER BY o.id",
    "events": "SELECT p.code, e.kind, e.occurred_on, e.amount_fen FROM project_event e JOIN project p ON p.id = e.project_id ORDER BY e.id",
    "departments": "SELECT code, name, fiscal_year FROM department ORDER BY code, name",
    "projects": f"SELECT p.code, v.name, v.budget_fen {CURRENT} WHERE p.removed_by IS NULL ORDER BY p.code",
    "removed": "SELECT code FROM project WHERE removed_by IS NOT NULL ORDER BY code",
    "described": "SELECT i.description, o.value, i.removed_by IS NULL FROM observation o JOIN indicator i ON i.id = o.indicator_id"
                 " ORDER BY o.id",
    # An observation whose indicator no longer stands shows so: it belongs to what was measured, not to what took its place.
    "standing": "SELECT i.level3, o.value, i.removed_by IS NULL FROM observation o JOIN indicator i ON i.id = o.indicator_id ORDER BY o.id",
}
KEPT = f"SELECT p.code, v.budget_fen, (SELECT count(*) FROM indicator i WHERE i.project_id = p.id AND i.removed_by IS NULL) {CURRENT}" \
       " WHERE p.removed_by IS NULL AND d.code = %s AND d.fiscal_year = %s ORDER BY p.code"


def tidy(value):
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return f"{value.normalize():f}"
    # Blanks and widths of a voucher are noise: how it is kept is the program's choice, that it counts once is not.
    return " ".join(unicodedata.normalize("NFKC", value).split()) if isinstance(value, str) else value


class Database:
    def __init__(self, server, name):
        self.url, self.connection = server.url(name), psycopg2.connect(server.dsn(name))
        self.connection.autocommit = True

    def ask(self, text, values=None):
        with self.connection.cursor() as cursor:
            cursor.execute(text, values)
            return [[tidy(value) for value in row] for row in cursor.fetchall()]

    def content(self):
        """Row count and checksum of every table but those of sessions."""
        # That somebody asked again stands in the audit trail, though nothing is recorded twice.
        names = self.ask("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'audit\\_%'"
                         " AND table_name NOT LIKE '%%session%%' AND table_name <> 'daemon' ORDER BY 1")
        return {name: self.ask(f'SELECT count(*), md5(string_agg(md5(t::text), \'\' ORDER BY md5(t::text))) FROM "{name}" t')[0]
                for (name,) in names}


# ---- one case

class Trial:
    def __init__(self, binary, database, folder):
        self.binary, self.database, self.folder, self.outcome = binary, database, folder, "right"

    def command(self, *arguments):
        return run(self.binary, self.database.url, self.folder, list(arguments))

    def unchanged(self, before, why):
        after = self.database.content()
        changed = [f"{name} {before.get(name, [0])[0]} to {after[name][0]} rows" for name in after if before.get(name) != after[name]]
        demand(not changed, f"{why}, and yet the database changed: {', '.join(changed)}")

    def place(self, step):
        """Where the step's input lies."""
        if isinstance(step.data, str):
            return step.data
        path = os.path.join(self.folder, step.file)
        with open(path, "wb") as file:
            file.write(step.data() if callable(step.data) else step.data)
        return path

    def document(self, said):
        try:
            return json.loads(said)
        except ValueError:
            raise Failed(f"not one JSON document: {said[:80]!r}")

    def Import(self, step):
        before = self.database.content()
        code, said, messages = self.command("import", self.place(step), "--json", *step.arguments)
        demand(code in (0, 1), f"exit code {code}: {messages[-200:]}")
        read = self.document(said)["documents"][0] if said.strip() else {}
        spoken = messages + (read.get("refused") or "")
        if code == 1:
            self.outcome = "refused"
            self.unchanged(before, "refused")
            demand(step.expect.kind != "right", f"refused: {spoken[:160]}")
            demand(spoken.strip(), "refused without a word")
            demand(not step.expect.words or any(word in spoken for word in step.expect.words),
                   f"refused, but none of {step.expect.words} said: {spoken[:200]!r}")
            return self.said(step, said + spoken)
        self.outcome = "right"
        demand(step.expect.kind != "refused", "taken, must be refused" + self.short(read))
        answer, which = self.matching(step, read)
        findings = " ".join(finding["message"] for finding in read["findings"]) + self.in_words(read)
        for wanted in (step.findings, step.expect.lost if which else ()):
            demand(not wanted or any(word in findings for word in wanted), f"no finding says any of {wanted}")
        untrue = [word for word in step.nofindings if word in findings]
        demand(not untrue, f"a finding says {untrue}")
        self.kept(answer)
        self.said(step, said + spoken)
        if step.unchanged:
            self.unchanged(before, "nothing new")

    def said(self, step, text):
        missing = [pattern for pattern in step.says if not re.search(pattern, text)]
        demand(not missing, f"not said: {missing}; said: {text[-200:]!r}")

    def in_words(self, read):
        """The department's goals kept in words: a fair way to keep what has no number."""
        return "".join(json.dumps(goal, ensure_ascii=False) for goal in read["departmentIndicators"]
                       if goal["target"]["kind"] == "qualitative")

    def matching(self, step, read):
        """The first of the fair answers that was given."""
        numbers = [goal for goal in read["departmentIndicators"] if goal["target"]["kind"] == "quantitative"]
        all_found = []
        for which, answer in enumerate(step.expect.answers):
            all_found.append(list(differences(answer, {**read, "departmentIndicators": numbers}, step.folded)))
            if not all_found[-1]:
                return answer, which
        closest = min(all_found, key=len)
        raise Failed(f"taken in wrong ({len(closest)}): " + "; ".join(closest[:3]))

    def short(self, read):
        return f" ({len(read.get('projects', []))} projects, {sum(len(p['indicators']) for p in read.get('projects', []))} indicators)"

    def kept(self, answer):
        """What stands in the database is what was answered."""
        expected = sorted([p["code"], int(p["budget"].replace(".", "")), len(p["indicators"])] for p in answer["projects"])
        department = answer["department"]
        came = self.database.ask(KEPT, (department["code"], department["fiscalYear"]))
        demand(came == expected, f"in the database {[row for row in came if row not in expected][:2]}, "
                                 f"missing {[row for row in expected if row not in came][:2]}")

    def Command(self, step):
        before = self.database.content()
        code, said, messages = self.command(*step.arguments)
        fair = step.exit if isinstance(step.exit, tuple) else (step.exit,)
        self.outcome = "refused" if code else "right"
        demand(code in fair, f"{' '.join(step.arguments)[:90]}: exit code {code}, not {fair}: {(messages or said)[:160]}")
        if code == 1 or step.unchanged:
            self.unchanged(before, f"{' '.join(step.arguments)[:60]}: exit {code}")
        self.said(step, said + messages)

    def Sheet(self, step):
        before = self.database.content()
        code, said, messages = self.command("record", "spend", "--from", self.place(step), "--json")
        fair = step.exit if step.exit is not None else (0, 1) if step.refused is None else 1 if step.refused else 0
        self.outcome = "refused" if code else "right"
        demand(code in (fair if isinstance(fair, tuple) else (fair,)), f"exit code {code}, not {fair}: {(messages or said)[:200]}")
        self.said(step, said + messages)
        if said.strip():
            rows = sorted({row["row"] for row in self.document(said).get("refused", [])})
            demand(step.refused is None or rows == sorted(step.refused),
                   f"rows refused: {rows}, not {sorted(step.refused or [])}; {messages[:100]}")
        elif code:
            demand(messages.strip(), "refused without a word")
            demand(not step.refused, f"refused as a whole, not rows {step.refused}: {messages[:160]}")
            self.unchanged(before, "refused as a whole")

    def Holds(self, step):
        came = self.database.ask(QUESTIONS[step.what])
        fair = [sorted(([tidy(value) for value in row] for row in rows), key=repr) for rows in step.fair]
        came.sort(key=repr)
        odd = [row for row in came if row not in fair[0]][:2], [row for row in fair[0] if row not in came][:2]
        demand(came in fair, f"{step.what}: {len(came)} rows came, {' or '.join(str(len(rows)) for rows in fair)} are right; "
                             f"too much {odd[0]}, missing {odd[1]}")


# ---- all of them

TEMPLATES = {"empty": (None, [["migrate"]]), "304": ("empty", [["import", str(SAMPLES / "304-2025.txt")]]),
             "306": ("empty", [["import", str(SAMPLES / "306-2025.txt")]]),
             "paid": ("304", [["record", "spend", "--from", str(SAMPLES / "spending-2025.csv")]])}


def spoiled():
    """Cases that must come out wrong, whatever the program does: a checker that cannot fail checks nothing."""
    sample = lambda expect, **more: Import(S304.bytes, expect, **more)
    answer = S304.answer
    budget, sign, twice = S304.answer, S304.answer, S304.answer
    budget["projects"][11]["budget"] = "46300.01"
    sign["projects"][0]["indicators"][0]["target"]["operator"] = ">"
    twice["projects"].append(twice["projects"][0])
    spend = Command(["record", "spend", "--project", answer["projects"][0]["code"], "--date", "2025-03-20", "--amount", "1元",
                     "--voucher", "1"])
    steps = {"budget": [sample(right(budget))], "sign": [sample(right(sign))], "project-more": [sample(either(twice))],
             "refused": [sample(refused("项目"))], "no-such-finding": [sample(right(answer), findings=("没有这句话",))],
             "an-untrue-finding": [sample(right(answer), nofindings=("219.93",))], "not-said": [sample(right(answer), says=("没有这句话",))],
             "changes": [sample(right(answer), unchanged=True)], "nothing-came": [Import(b"", right(answer))],
             "ledger": [sample(right(answer)), spend, Holds("ledger", [[]])],
             "lesser-without-word": [sample(right(budget, answer, lost=("没有这句话",)))]}
    return [Case(f"spoiled-{name}", those) for name, those in steps.items()]


class Runner:
    def __init__(self, binary, keep):
        self.binary, self.keep, self.folder = os.path.abspath(binary), keep, cluster.folder()
        quick = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_wal_size=8GB"]
        self.server = cluster.Server(self.folder + "/server", 5432, quick)
        self.lock, self.number = threading.Lock(), 0

    def make(self, name, template):
        """CREATE DATABASE may not see a session in its template: one at a time."""
        with self.lock, psycopg2.connect(self.server.dsn()).cursor() as cursor:
            cursor.connection.autocommit = True
            cursor.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}" STRATEGY = FILE_COPY' if template else ""))
            cursor.connection.close()

    def drop(self, name):
        with psycopg2.connect(self.server.dsn()).cursor() as cursor:
            cursor.connection.autocommit = True
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            cursor.connection.close()

    def prepare(self):
        self.server.make().start()
        for name, (template, commands) in TEMPLATES.items():
            self.make(name, template)
            for command in commands:
                code, said, messages = run(self.binary, self.server.url(name), self.folder, command)
                if code:
                    raise Failed(f"preparing {name}: exit code {code}: {messages or said}")

    def try_case(self, case):
        """How it came out, and what was wrong with it."""
        with self.lock:
            self.number += 1
            name = f"case{self.number}"
        folder = f"{self.folder}/{name}"
        os.mkdir(folder)
        self.make(name, case.start)
        database = Database(self.server, name)
        trial = Trial(self.binary, database, folder)
        try:
            for at, step in enumerate(case.steps):
                try:
                    getattr(trial, type(step).__name__)(step)
                except Failed as failure:
                    return "wrong", f"step {at + 1}: {failure}" if len(case.steps) > 1 else str(failure)
            return trial.outcome, None
        except Exception as error:  # a fault of the sheet itself must not be taken for one of the program
            return "wrong", f"RUNNER {type(error).__name__}: {error}"
        finally:
            database.connection.close()
            self.drop(name)
            if not self.keep:
                cluster.remove(folder)

    def all(self, sheets):
        """{sheet: {outcome: number}}; a line for every case that failed."""
        counts = {sheet: {"right": 0, "refused": 0, "wrong": 0} for sheet in sheets}
        work = [(sheet, case) for sheet, cases in sheets.items() for case in cases]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            try:
                for (sheet, case), (outcome, failure) in zip(work, pool.map(lambda item: self.try_case(item[1]), work)):
                    counts[sheet][outcome] += 1
                    if failure:
                        print(f"{sheet}/{case.name}:", " ".join(failure.split())[:400], flush=True)
            except BaseException:  # ended from outside: what is not begun is not begun any more
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return counts

    def close(self):
        self.server.stop("immediate")
        if self.keep:
            print("kept in", self.folder)
        else:
            for _ in range(50):  # a backend that was copying a database may write for a moment after its postmaster
                cluster.remove(self.folder)
                if not os.path.exists(self.folder):
                    break
                time.sleep(0.1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--only", metavar="SLUG", help="only cases whose name contains this")
    parser.add_argument("--share", metavar="K/N", help="only the K-th of N parts, 0 to N-1, into which the cases fall by their names")
    parser.add_argument("--list", action="store_true", help="print the names and what is expected, run nothing")
    parser.add_argument("--keep", action="store_true", help="leave the files and the server's folder")
    given = parser.parse_args()
    sheets = {"documents": list(documents.cases()), "entries": list(entries.cases())}
    for sheet, cases in sheets.items():
        names = [case.name for case in cases]
        assert len(set(names)) == len(names), [name for name in names if names.count(name) > 1]
        sheets[sheet] = [case for case in cases if not given.only or given.only in f"{sheet}/{case.name}"]
    if given.share:
        part, parts = map(int, given.share.split("/"))
        sheets = {sheet: [case for case in cases if zlib.crc32(case.name.encode()) % parts == part] for sheet, cases in sheets.items()}
    if given.list:
        for sheet, cases in sheets.items():
            for case in cases:
                print(f"{sheet}/{case.name}:", ", ".join(s.expect.kind if isinstance(s, Import) else type(s).__name__
                                                         for s in case.steps))
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the server and its folder go, whoever ends this
    runner, started = Runner(given.binary, given.keep), time.monotonic()
    try:
        runner.prepare()
        blind = [case.name for case in spoiled() if (runner.try_case(case)[1] or "RUNNER").startswith("RUNNER")]
        if blind:
            raise SystemExit(f"the checker does not see: {blind}")
        counts = runner.all(sheets)
    finally:
        runner.close()
    print("; ".join(f"{sheet}: {n['right']} right, {n['refused']} refused, {n['wrong']} wrong" for sheet, n in counts.items()),
          f"({time.monotonic() - started:.0f} s)")
    wrong = sum(n["wrong"] for n in counts.values())
    print(f"{sum(sum(n.values()) for n in counts.values()) - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
