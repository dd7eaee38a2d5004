"""Facts at any time: people of several departments record, take back, observe, import a second document and acknowledge, all at
once and at random moments, while days go by and daemons judge and are killed.

Nothing here has a quiet twin, for what is seen when is a matter of luck. What must hold all the same:

- when all is still, a judgement of the last day by command changes nothing: what daemons kept is what the facts say;
- the ledger is exactly what people were told it is: each acknowledged entry once, with its amount and its reversal, no other;
- so are observations, and each department holds by the document imported last;
- what was told is exactly what the rule of telling says of the transitions that each telling saw (check.check_year).

usage: anytime.py --binary JIXIAO [--seed N] [--people P] [--days D] [--kills K] [--restarts R] [--pace SECONDS] [--spoil N] [--mutant]
                  DOCUMENT DOCUMENT
With --mutant the database forgets to ask for evaluations, and that must be found.
"""
import argparse, collections, datetime, decimal, os, random, sys, threading, time

sys.path.insert(0, os.path.dirname(__file__))
import check, chaos, cuts, mutants, nemesis as nemeses, telling, year
from run import Broken, Daemon, Run, say, trial

BEFORE = datetime.date(2025, 6, 16)
FORGETS = mutants.every(1, "fact_asked", "true", "RETURN NULL;")
# What only a quiet twin could tell, or what is no part of this run.
NEEDS_A_TWIN = {"changed content of a message", "a changed fact", "an answer to nobody",
                # Of one that came and was taken on before anybody was told nothing else stands in the year.
                "an alert lost"}


class Person(threading.Thread):
    """One of many, who does one thing after another and remembers every answer."""

    def __init__(self, number, seed, run, drafts, documents):
        super().__init__()
        self.number, self.run_, self.drafts, self.documents = number, run, drafts, documents
        self.chance = random.Random(f"person {seed} {number}")
        self.entries, self.reversed, self.observed, self.acts = {}, {}, collections.Counter(), collections.Counter()
        self.today, self.going, self.failure = BEFORE, True, None

    def run(self):
        try:
            while self.going:
                act = self.chance.choices((self.spend, self.reverse, self.observe, self.arrive, self.take_on, self.publish, self.repeat),
                                          (8, 3, 4, 1, 3, 1, 1))[0]
                if act():
                    self.acts[act.__name__] += 1
            # The last word always changes an alert, so that a judgement that was forgotten shows.
            self.spend(self.drafts[self.number % len(self.drafts)]["projects"][self.number], whole=True)
        except BaseException as failure:
            # A thread that ends says so to nobody.
            self.failure = failure

    def project(self):
        return self.chance.choice(self.chance.choice(self.drafts)["projects"])

    def some_day(self):
        """Mostly today, sometimes long past."""
        return self.today - self.chance.choice((0, 0, 0, 1, 7, 60, 120)) * year.DAY

    def spend(self, project=None, whole=False):
        project, day = project or self.project(), self.today if whole else self.some_day()
        # Far more than the whole budget, which is overspent whatever was paid before.
        fen = int(project["budget"].replace(".", "")) + 1_000_000_000 if whole else self.chance.randint(1, 900_000)
        project, voucher = project["code"], f"A{self.number}-{len(self.entries) + 1}"
        entry = ["record", "spend", "--project", project, "--date", str(day), "--amount", f"{fen // 100}.{fen % 100:02}", "--voucher",
                 voucher]
        if self.run_.command(*entry).returncode == 0:
            self.entries[project, voucher] = (day, fen, entry)
        return True

    def reverse(self):
        open_ones = [key for key in self.entries if key not in self.reversed]
        if not open_ones:
            return False
        project, voucher = key = self.chance.choice(open_ones)
        day = max(self.entries[key][0], self.today)
        done = self.run_.command("record", "reversal", "--project", project, "--voucher", voucher, "--new-voucher", "R" + voucher,
                                 "--date", str(day))
        if done.returncode == 0:
            self.reversed[key] = day
        return True

    def observe(self):
        indicators = [(p, i) for d in self.drafts for p in d["projects"] for i in p["indicators"] if i["binding"] == "observation"]
        project, indicator = self.chance.choice(indicators)
        is_number = indicator["target"]["kind"] == "quantitative"
        value = self.chance.choice(("0", "1", indicator["target"]["value"])) if is_number else "达成"
        unit = indicator["target"]["unit"] if is_number else ""
        day = self.some_day()
        if self.run_.command("record", "observation", "--project", project["code"], "--indicator", str(indicator["position"]), "--date",
                             str(day), "--value", value + unit).returncode == 0:
            self.observed[project["code"], indicator["position"], day, decimal.Decimal(value) if is_number else value] += 1
        return True

    def arrive(self):
        self.run_.command("record", "event", "--project", self.project()["code"], "--kind", "资金到位", "--date", str(self.some_day()))
        return True

    def take_on(self):
        rows = self.run_.query("SELECT id FROM alert WHERE state = 'open' ORDER BY id")
        if not rows:
            return False
        alert, until = str(self.chance.choice(rows)[0]), str(self.today + self.chance.randint(1, 5) * year.DAY)
        if self.chance.random() < 0.5:
            self.run_.command("alerts", "silence", alert, "--until", until, "--by", "张三", "--as-of", str(self.today))
        else:
            self.run_.command("alerts", "acknowledge", alert, "--note", "已安排", "--until", until, "--by", "张三", "--as-of",
                              str(self.today))
        return True

    def publish(self):
        if not self.documents:
            return False
        self.run_.command("import", self.documents.pop(), "--effective", str(self.today), may_refuse=False)
        return True

    def repeat(self):
        """The same voucher again, as after a lost answer: nothing is added."""
        if self.entries:
            self.run_.command(*self.chance.choice(list(self.entries.values()))[2], may_refuse=False)
        return bool(self.entries)


def ledger_of(people):
    """What people were told stands in the ledger."""
    rows = []
    for person in people:
        for (project, voucher), (day, fen, _) in person.entries.items():
            rows.append((project, voucher, day, fen, None))
            if (project, voucher) in person.reversed:
                rows.append((project, "R" + voucher, person.reversed[project, voucher], -fen, voucher))
    return sorted(rows)


def check_people(result, people):
    kept = sorted((p, v, day, fen, reverses) for p, v, day, fen, _, reverses, _ in result.ledger)
    told = ledger_of(people)
    broken = [f"told and not kept, or otherwise: {row}" for row in told if row not in kept]
    broken += [f"kept and told to nobody: {row}" for row in kept if row not in told]
    # The same value again for a day is no second observation, unless another was recorded in between.
    kept, told = collections.Counter(map(check.value_of, result.observations)), sum((p.observed for p in people), collections.Counter())
    broken += [f"observed and not kept: {row}" for row in sorted(set(told) - set(kept), key=str)]
    return broken + [f"kept and observed {told[row]} times: {row}" for row, count in kept.items() if count > told[row]]


def stands(run):
    alerts = run.query("SELECT id, rule, period, severity, state, since, last_transition, until FROM alert ORDER BY id")
    return alerts, run.query("SELECT alert_id, number, kind, as_of, severity, facts::text, until FROM alert_transition ORDER BY 1, 2")


def live(options, server, drafts, folder):
    run = Run("anytime", options, server, options.seed, 0.1, 0.1)
    daemons, people, nemesis = [Daemon(run, f"daemon-{n}") for n in range(2)], [], None
    try:
        run.set_up(options.documents)
        if options.mutant:
            run.query(FORGETS)
        run.set_clock(BEFORE, "20:00:00")
        for daemon in daemons:
            daemon.start()
        run.wait_until_judged(BEFORE)
        days = [BEFORE + (n + 1) * year.DAY for n in range(options.days)]
        while not year.is_workday(days[-1], run.exceptions):
            days.append(days[-1] + year.DAY)
        changed = [cuts.changed_document(folder, path) for path in options.documents]
        people = [Person(n, options.seed, run, drafts, [changed[n]] if n < len(changed) else []) for n in range(options.people)]
        nemesis = nemeses.Nemesis(options.seed, len(days), options.kills, options.restarts, server, daemons)
        run.look = nemesis.look
        for person in people:
            person.start()
        for index, day in enumerate(days):
            nemesis.start(index)
            for clock, part in (("07:30:00", 0.3), ("08:30:00", 0.5), ("20:00:00", 0.2)):
                run.set_clock(day, clock)
                for person in people:
                    person.today = day
                time.sleep(options.pace * part)
            nemesis.finish(index)
        counts = nemesis.end()
        for person in people:
            person.going = False
        for person in people:
            person.join()
            if person.failure:
                raise person.failure
        run.wait_until_judged(days[-1])
        run.wait_until_told(days[-1])
        counts["stop"] = max(daemon.stop() for daemon in daemons)
        before = stands(run)
        # A daemon that was killed could not say that it ended, and the command leaves judging to one that runs.
        run.query("DELETE FROM daemon")
        answer = run.command("evaluate", "--as-of", str(days[-1]), may_refuse=False)
        if "没有改动" in answer.stdout + answer.stderr:
            raise Broken(f"the last judgement by command was none: {answer.stdout}{answer.stderr}")
        after = stands(run)
        broken = list(counts["ended"])
        if before != after:
            broken += [f"the last judgement by command changed: {sorted(set(map(str, y)) - set(map(str, x)))[:5]}" for x, y in
                       zip(before, after) if x != y]
        deliver(run, days[-1])
        mornings = [day for day in days + [year.next_workday(days[-1], run.exceptions)] if year.is_workday(day, run.exceptions)]
        return run.gather(), people, broken, mornings, counts
    finally:
        for person in people:
            person.going = False
        if nemesis:
            nemesis.give_up()
        for daemon in daemons:
            if daemon.process and daemon.process.poll() is None:
                daemon.kill()
        run.close()


def deliver(run, last):
    """What was written in the evening goes out on the next workday."""
    daemon = Daemon(run, "daemon-last")
    daemon.start()
    try:
        run.look = lambda: None
        run.settle(year.next_workday(last, run.exceptions))
    finally:
        daemon.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs=2)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--people", type=int, default=4)
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--restarts", type=int, default=0)
    parser.add_argument("--pace", type=float, default=2.0, help="seconds a day takes")
    parser.add_argument("--spoil", type=int, default=1, metavar="N", help="how often the checker is tried in each way")
    parser.add_argument("--mutant", action="store_true")
    options = parser.parse_args()
    options.seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
    return trial(lambda server, folder: attempt(options, server, folder), ["fsync=off", "max_wal_size=1GB"])


def attempt(options, server, folder):
    """One such time, told in a line of counts."""
    began = time.monotonic()
    result, people, broken, mornings, counts = live(options, server, chaos.drafts_of(options, server), folder)
    replay = telling.Replay(result)
    broken += check.check_year(result, mornings, replay) + check_people(result, people)
    tried = mutants.try_checker(
        result, lambda spoiled: check.check_year(spoiled, mornings) + check_people(spoiled, people), options.seed, options.spoil,
        NEEDS_A_TWIN) if not broken else 0
    for line in broken[:30]:
        print("BROKEN " + line)
    acts = sum((person.acts for person in people), collections.Counter())
    print(f"seed={options.seed} days={options.days} people={len(people)} kills={counts['kills']} restarts={counts['restarts']} "
          + " ".join(f"{name}={count}" for name, count in sorted(acts.items()))
          + f" entries={len(result.ledger)} alerts={len(result.alerts)} transitions={len(result.transitions)} "
          f"told={sum(replay.tellings().values())} retried-commands={result.uncertain} mutants={tried} broken={len(broken)} "
          f"took={time.monotonic() - began:.0f}s")
    return bool(broken) == options.mutant


if __name__ == "__main__":
    sys.exit(main())
