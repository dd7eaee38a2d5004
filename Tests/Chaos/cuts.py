"""Every connection cut at every message of a scenario day, one at a time.

Phase by phase — entries, a file of entries, a reversal, an observation, an event, a second document, an evaluation, an
acknowledgement, a form filled in, handed in, approved; and a daemon's day with evaluation, morning messages, an entry that turns
red, messages at once and their delivery — the messages to the server are counted first. Then for every n of each phase the day's
beginning is restored, the connection is cut at the n-th message (before the server has it; after, with the answer lost; in the
middle of the answer), the act is repeated as a person would until there is a certain answer, the daemon goes on by itself, and
everything that is kept and was received must be as on the day that nobody disturbed.

usage: cuts.py --binary JIXIAO [--phase NAME] [--mode before|after|inside] [--from N] [--every K] DOCUMENT DOCUMENT
N counts through all phases and modes; an interrupted run says with which --from it goes on. At the end, `met` is how many cuts
happened: a daemon that was quicker this time may send fewer messages.
"""
import argparse, collections, csv, json, os, re, subprocess, sys, time

import psycopg2

sys.path.insert(0, os.path.dirname(__file__))
import check, cluster, proxy, telling, watch
from run import Broken, Daemon, Run, say

import datetime

BEFORE, DAY = datetime.date(2025, 6, 30), datetime.date(2025, 7, 1)
PROJECT = "13062525P000232100244"
FORM = ["--project", PROJECT, "--by", "填报人304", "--on", str(DAY)]
FILLED = [["form", "fill", *FORM, "--indicator", "1-3,6,7", "--actual", "未到期"],
          ["form", "fill", *FORM, "--indicator", "4", "--causes", "经费", "--explanation", "资金6月才到位", "--likelihood", "有可能",
           "--expected", "25%", "--measures", "三季度补足"]]
READY = ["form", "fill", *FORM, "--indicator", "all", "--likelihood", "确定能"]
SUBMIT = ["form", "submit", *FORM]

# What is kept beside alerts, entries and messages, in words that are the same in any database.
KEPT = {
    "events": """SELECT p.code, e.kind, e.occurred_on, e.amount_fen FROM project_event e JOIN project p ON p.id = e.project_id
      ORDER BY 1, 2, 3""",
    "documents": """SELECT d.code, i.file_name, encode(i.sha256, 'hex'), i.effective_on, i.agreed_removals,
        (SELECT count(*) FROM finding f WHERE f.import_id = i.id), (SELECT count(*) FROM budget_line l WHERE l.import_id = i.id)
      FROM import i JOIN department d ON d.id = i.department_id ORDER BY i.id""",
    "projects": """SELECT p.code, p.version, p.position, p.removed_by IS NULL, v.version, v.name, v.budget_fen, v.goals, l.months,
        l.share_numerators, l.share_denominators
      FROM project p JOIN project_version v ON v.project_id = p.id LEFT JOIN plan_version l ON (l.project_id, l.version) = (v.project_id, v.version)
      ORDER BY p.code, v.version""",
    "indicators": """SELECT d.code, p.code, i.position, i.version, i.target_text, i.binding, i.removed_by IS NULL, v.version,
        v.level3, v.target_text
      FROM indicator i JOIN department d ON d.id = i.department_id LEFT JOIN project p ON p.id = i.project_id
      JOIN indicator_version v ON v.indicator_id = i.id ORDER BY 1, 2, 3, 7, v.version""",
    "forms": """SELECT d.code, p.code, f.kind, f.month, f.version, f.state, t.number, t.kind, t.actor, t.day, t.note,
        encode(s.sha256, 'hex')
      FROM form f JOIN department d ON d.id = f.department_id LEFT JOIN project p ON p.id = f.project_id
      LEFT JOIN form_transition t ON t.form_id = f.id LEFT JOIN form_snapshot s ON (s.form_id, s.number) = (t.form_id, t.number)
      ORDER BY 1, 2, 3, 4, 5, 7""",
    # What stands in a cell is what was filled in last; the same again changes nothing.
    "cells": """SELECT DISTINCT ON (f.department_id, f.project_id, f.kind, f.month, f.version, e.field, e.indicator_id)
        p.code, f.kind, f.month, f.version, i.position, e.field, e.value, e.reason, e.actor, e.filled_on
      FROM form_entry e JOIN form f ON f.id = e.form_id LEFT JOIN project p ON p.id = f.project_id
      LEFT JOIN indicator i ON i.id = e.indicator_id
      ORDER BY f.department_id, f.project_id, f.kind, f.month, f.version, e.field, e.indicator_id, e.id DESC""",
    "handed in": """SELECT d.code, s.form, s.month, s.submitted_on, s.withdrawn_on, s.actor FROM form_submission s
      JOIN department d ON d.id = s.department_id ORDER BY 1, 2, 3, 4""",
    "judged": "SELECT code, evaluated_through FROM department ORDER BY code",
    # A department with new facts is asked for, however often.
    "asked": """SELECT DISTINCT d.code FROM department d WHERE EXISTS (SELECT FROM fact_asked a WHERE a.department_id = d.id)
      OR EXISTS (SELECT FROM job j WHERE j.scope = d.id AND j.kind = 'reevaluate' AND j.state = 'waiting') ORDER BY 1""",
}


class Phase:
    """Commands of a person, or a daemon's day where there are none; `before` brings the day's beginning to where it starts."""

    def __init__(self, name, commands=(), before=()):
        self.name, self.commands, self.before = name, list(commands), list(before)


def phases(folder, changed):
    path = f"{folder}/entries.csv"
    with open(path, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["项目编码", "日期", "金额（元）", "凭证号"])
        rows.writerows([PROJECT, DAY, f"{n}00.00", f"F-{n}"] for n in range(1, 6))
    record = ["record", "spend", "--project", PROJECT, "--date", str(DAY), "--amount"]
    return [
        Phase("entry", [[*record, "2000元", "--voucher", "C-1"]]),
        Phase("file", [["record", "spend", "--from", path]]),
        Phase("reversal", [["record", "reversal", "--voucher", "B-1", "--new-voucher", "R-1", "--date", str(DAY)]]),
        Phase("observation", [["record", "observation", "--project", PROJECT, "--indicator", "机关人员满意度", "--date", str(DAY),
                               "--value", "46", "--of", "50"]]),
        Phase("event", [["record", "event", "--project", PROJECT, "--kind", "资金到位", "--date", str(DAY)]]),
        Phase("import", [["import", changed, "--effective", str(DAY)]]),
        Phase("evaluate", [["evaluate", "--as-of", str(DAY)]]),
        Phase("acknowledge", [["alerts", "acknowledge", "1", "--note", "已安排支付", "--until", "2025-07-11", "--by", "张三", "--as-of",
                               str(DAY)]]),
        Phase("fill", FILLED, [READY]),
        Phase("submit", [SUBMIT], [READY, *FILLED]),
        Phase("approve", [["form", "approve", "--project", PROJECT, "--by", "负责人", "--on", str(DAY)]], [READY, *FILLED, SUBMIT]),
        Phase("daemon"),
    ]


class Scene:
    """A database with the day's beginning, from which every try starts anew; its receivers are the same for all."""

    def __init__(self, options, server):
        self.options, self.server = options, server
        self.run = Run("beginning", options, server, 1, 0, 0, 60)
        self.run.set_up(options.documents)
        for voucher, day, amount in (("P-1", "2025-03-20", "7500元"), ("B-1", "2025-05-10", "0.18万元")):
            self.run.command("record", "spend", "--project", PROJECT, "--date", day, "--amount", amount, "--voucher", voucher,
                             may_refuse=False)
        self.run.set_clock(BEFORE, "16:00:00")
        daemon = Daemon(self.run, "first")
        daemon.start()
        self.run.wait_until_judged(BEFORE)
        self.run.wait("messages delivered", lambda: not self.run.query("SELECT id FROM outbox WHERE state = 'waiting' LIMIT 1"))
        daemon.stop()
        self.proxy = proxy.Proxy(f"{server.folder}/.s.PGSQL.{server.port}")
        self.asking, self.met = None, False
        self.at_beginning = self.run.received()
        self.seen = len(self.at_beginning)

    def through_proxy(self, database):
        return f"postgresql://jixiao@127.0.0.1:{self.proxy.port}/{database}?sslmode=disable&gssencmode=disable"

    def prepare(self, phase):
        """The template of a phase."""
        name = "from " + phase.name
        self.server.query(f'CREATE DATABASE "{name}" TEMPLATE beginning')
        for command in phase.before:
            self.give(command, self.server.url(name.replace(" ", "%20")))
        return name

    def give(self, command, url, certain=(0,)):
        """A command as a person gives it: again until the answer is certain. Gives how often the answer was not."""
        uncertain = 0
        while True:
            done = subprocess.run([self.options.binary, *command, "--database", url], stdin=subprocess.DEVNULL, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.run.environment, timeout=120)
            # Who repeats an act whose answer was lost may hear that it is done already.
            if done.returncode == 0 or uncertain and done.returncode == 1:
                return uncertain
            if done.returncode != 3 or uncertain > 5:
                raise Broken(f"{' '.join(command)}: {done.returncode} {done.stdout[-300:]}{done.stderr[-300:]}")
            uncertain += 1

    def play(self, phase, template, at=None, mode=None):
        """Plays a phase in a fresh database; gives what is kept and was received at its end."""
        # One connection for all questions of a try: a new one for each would cost more than the try.
        if self.asking:
            self.asking.close()
        self.server.query('DROP DATABASE IF EXISTS "try" WITH (FORCE)')
        self.server.query(f'CREATE DATABASE "try" TEMPLATE "{template}"')
        self.asking = psycopg2.connect(self.server.dsn("try"))
        self.asking.autocommit = True
        self.proxy.arm(at, mode)
        if phase.commands:
            uncertain = sum(self.give(command, self.through_proxy("try")) for command in phase.commands)
            messages = self.rest()
            # What was asked for is judged, so that the alerts tell whether all of it is there.
            kept = self.kept()
            self.give(["evaluate", "--as-of", str(DAY)], self.server.url("try"))
        else:
            uncertain = self.live()
            messages = self.rest()
            kept = self.kept()
        return self.state(kept, phase), messages, uncertain

    def rest(self):
        """Cuts no more; gives how many messages there were. Whether one was cut is known from then on."""
        messages, self.met = self.proxy.count, self.proxy.cut is not None
        self.proxy.arm()
        return messages

    def query(self, text, values=None):
        with self.asking.cursor() as cursor:
            cursor.execute(text, values)
            return cursor.fetchall()

    def kept(self):
        return {name: self.query(text) for name, text in KEPT.items()}

    def live(self):
        """A daemon's day, which it lives through the proxy."""
        run = self.run
        run.set_clock(DAY, "08:30:00")
        # One worker: two would ask the same questions twice as often while they wait.
        daemon = Daemon(run, "daemon", "--workers", "1")
        url, run.url, run.query = run.url, self.through_proxy("try"), self.query
        try:
            daemon.start()
            run.look = lambda: self.see_alive(daemon)
            run.wait_until_judged(DAY)
            run.wait_until_told(DAY)
            self.give(["record", "spend", "--project", PROJECT, "--date", str(DAY), "--amount", "25000元", "--voucher", "X-1"],
                      self.server.url("try"))
            run.wait_until_judged(DAY)
            # Whose claim was cut off is left alone for its lease, which for a mail is 80 s: its sending may take 60.
            run.wait("messages delivered", lambda: not self.query("SELECT id FROM outbox WHERE state = 'waiting' LIMIT 1"), patience=90)
            self.see_alive(daemon)
            daemon.stop()
        finally:
            if daemon.process.poll() is None:
                daemon.kill()
            run.url, run.look = url, lambda: None
            del run.query
        return 0

    @staticmethod
    def see_alive(daemon):
        words = daemon.ended()
        if words:
            raise Broken(words)

    def state(self, kept, phase):
        everything = self.run.received()
        received, self.seen = self.at_beginning + everything[self.seen:], len(everything)
        result = watch.gather(self.query, received, {}, self.run.clock)
        replay = telling.Replay(result)
        broken = check.check_year(result, [] if phase.commands else [DAY], replay)
        return State(kept, result, replay, broken)


class State:
    """What a day left behind, in words that are the same in any database."""

    def __init__(self, kept, result, replay, broken):
        self.broken, self.parts = broken, dict(kept)
        self.parts["alerts"] = {name: said_once(transitions) for name, transitions in result.history().items()}
        self.parts["entries"], self.parts["observations"] = result.ledger, result.observations
        self.parts["told"] = replay.tellings()
        self.parts["known"] = sorted((result.recipients[r].name, result.alerts[a].name, t.state, t.severity, t.first, t.step)
                                     for (r, a), t in result.told.items())
        by_key = {letter.key: letter for letter in result.letters}
        self.parts["received"] = collections.Counter(
            (result.channels[by_key[key].channel], tuple(check.lines(by_key[key], result)))
            for key in {check.key_of(entry) for entry in result.received if entry["taken"]} if key in by_key)

    def differences(self, other):
        for name, part in self.parts.items():
            if part != other.parts[name]:
                yield f"{name}: {difference(part, other.parts[name])}"


def said_once(transitions):
    """Transitions without their numbers, a person's same word that was given again being one."""
    said = []
    for number, *rest in transitions:
        if not (said and rest[0] in ("acknowledged", "silenced") and said[-1] == rest):
            said.append(rest)
    return said


def difference(one, other):
    if isinstance(one, (dict, collections.Counter)):
        keys = [key for key in sorted({**one, **other}, key=str) if one.get(key) != other.get(key)]
        return [(key, one.get(key), other.get(key)) for key in keys][:2]
    return {"only undisturbed": [row for row in one if row not in other][:2], "only cut": [row for row in other if row not in one][:2]}


def changed_document(folder, path):
    """The first document as its bureau might publish it again: one project has another budget word, one indicator another target."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    found = re.search(r"≥(\d+)%", text)
    changed = text[:found.start(1)] + str(int(found.group(1)) - 1) + text[found.end(1):]
    name = f"{folder}/{os.path.basename(path)}"
    with open(name, "w", encoding="utf-8") as file:
        file.write(changed)
    return name


def try_checker(reference, days):
    """A state that lost a part, of each kind, must be found."""
    found = 0
    for name, part in reference.parts.items():
        if part:
            spoiled = State.__new__(State)
            spoiled.parts = {**reference.parts, name: type(part)(list(part.items())[1:] if isinstance(part, dict) else part[1:])}
            if not list(reference.differences(spoiled)):
                raise Broken(f"a loss among {name} is not found")
            found += 1
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs=2)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--phase", action="append", help="this one only, by its name; may be given several times")
    parser.add_argument("--mode", choices=proxy.MODES)
    parser.add_argument("--from", dest="first", type=int, default=1, metavar="N")
    parser.add_argument("--every", type=int, default=1, metavar="K", help="every K-th only")
    parser.add_argument("--offset", type=int, default=0, help="with --every, which of the K")
    options = parser.parse_args()
    folder = cluster.folder()
    server = cluster.Server(folder + "/pg", 5432, ["fsync=off", "full_page_writes=off", "autovacuum=off"]).make().start()
    number = tried = reached = uncertain = 0
    broken, began, interrupted = [], time.monotonic(), False
    try:
        scene = Scene(options, server)
        for phase in phases(folder, changed_document(folder, options.documents[0])):
            if options.phase and phase.name not in options.phase:
                continue
            template = scene.prepare(phase)
            reference, messages, _ = scene.play(phase, template)
            # The short form leaves this out: a day that differs by itself would be found broken without it, too.
            again = scene.play(phase, template)[0] if options.every < 50 else reference
            found = list(reference.differences(again)) + reference.broken
            if found:
                raise Broken(f"{phase.name}: undisturbed, two days differ: {found[:3]}")
            say(f"{phase.name}: {messages} messages, {try_checker(reference, None)} kinds of loss found")
            phase_began, phase_first = time.monotonic(), tried
            for at in range(1, messages + 1):
                # Turned, so that every K-th does not always meet the same way of cutting.
                turn = at // options.every % 3
                for mode in proxy.MODES[turn:] + proxy.MODES[:turn] if options.mode is None else (options.mode,):
                    number += 1
                    if number < options.first or (number + options.offset) % options.every:
                        continue
                    tried, scene.met = tried + 1, False
                    try:
                        state, _, repeats = scene.play(phase, template, at, mode)
                        wrong = state.broken + list(reference.differences(state))
                    except (Broken, subprocess.TimeoutExpired) as problem:
                        wrong, repeats = [str(problem)], 0
                    reached += scene.met or bool(wrong)
                    uncertain += repeats
                    if wrong:
                        broken.append((phase.name, at, mode))
                        print(f"BROKEN {phase.name} message {at} {mode} (--from {number}): {'; '.join(map(str, wrong))[:900]}", flush=True)
                    if sys.stderr.isatty() or tried % 50 == 0:
                        say(f"{number}: {phase.name} message {at}/{messages} {mode}, broken={len(broken)}")
            if tried > phase_first:
                say(f"{phase.name}: {tried - phase_first} cuts, {(time.monotonic() - phase_began) / (tried - phase_first):.2f} s each")
    except (KeyboardInterrupt, SystemExit):
        interrupted = True
        say(f"interrupted; go on with --from {number}")
    except Broken as problem:
        broken.append(problem)
        print(f"BROKEN {problem}")
    except BaseException as problem:
        broken.append(problem)
        raise
    finally:
        server.stop("immediate")
        if not broken:
            cluster.remove(folder)
        else:
            say(f"kept for a look: {folder}")
    print(f"cuts={tried} met={reached} through={number} repeated-commands={uncertain} broken={len(broken)} took={time.monotonic() - began:.0f}s")
    # A run that cut nothing has shown nothing.
    return 1 if broken or not reached and not interrupted else 130 if interrupted else 0


if __name__ == "__main__":
    sys.exit(main())
