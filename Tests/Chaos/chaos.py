"""The disturbed year equals the quiet year.

Runs a made-up but fixed year twice: once with a single daemon that nobody disturbs, and once with two daemons that are
killed (SIGKILL), frozen (SIGSTOP) and restarted while PostgreSQL is restarted in immediate mode and the receivers of messages
fail one time in five and answer slowly one time in ten. Then compares everything that was promised; see check.py.

usage: chaos.py --binary JIXIAO --seed N [--kills K] [--restarts R] [--days D] [--pace SECONDS] DOCUMENT...
       chaos.py --binary JIXIAO --random N [--kills K] [--restarts R] [--days D] DOCUMENT...   N seeds drawn at random, a line each
       chaos.py --binary JIXIAO --mutants [--seed N] [--days D] DOCUMENT...   a database that sabotages must be found, each way
"""
import argparse, datetime, json, os, random, subprocess, sys, time

sys.path.insert(0, os.path.dirname(__file__))
import check, mutants, nemesis as nemeses, year
from run import Broken, Daemon, Run, say, trial

FIRST = datetime.date(2025, 1, 2)


def drafts_of(options, server):
    """What the documents say, for the making of the year."""
    subprocess.run([options.binary, "migrate", "--database", server.url()], check=True, stdout=subprocess.DEVNULL)
    drafts = []
    for document in options.documents:
        done = subprocess.run([options.binary, "import", document, "--dry-run", "--json", "--database", server.url()],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=True)
        drafts += json.loads(done.stdout)["documents"]
    return drafts


class Lived:
    """A year as it was lived: its result, the days that were judged, those with a morning, and what was done to it."""

    def __init__(self, result, days, mornings, counts):
        self.result, self.days, self.mornings, self.counts = result, days, mornings, counts


def live(options, server, name, seed, drafts, kills=None, restarts=0, sabotage=None, patience=120):
    """Lives a year; `kills` is None for a quiet one."""
    is_disturbed = kills is not None
    run = Run(name, options, server, seed, 0.2 if is_disturbed else 0, 0.1 if is_disturbed else 0, patience)
    daemons, nemesis = [Daemon(run, f"daemon-{n}") for n in range(2 if is_disturbed else 1)], None
    try:
        run.set_up(options.documents)
        if sabotage:
            run.query(sabotage)
        months = {row[0] for row in run.query("SELECT DISTINCT unnest(months) FROM plan_version")} | {3, 6, 10, 12}
        days = year.judged_days(FIRST, options.days, run.exceptions, months)
        run.set_clock(FIRST - year.DAY, "20:00:00")
        for daemon in daemons:
            daemon.start()
        run.wait_until_judged(FIRST - year.DAY)
        nemesis = nemeses.Nemesis(seed, len(days), kills, restarts, server, daemons) if is_disturbed else None
        run.look = nemesis.look if nemesis else run.look
        run.live(year.make(seed, drafts, days), days, options.pace if is_disturbed else 0, nemesis)
        counts = nemesis.end() if nemesis else {}
        after = year.next_workday(days[-1], run.exceptions)
        run.settle(after)
        counts["stop"] = max(daemon.stop() for daemon in daemons)
        run.close()
        # It was judged once more, on the workday after the last: what was said then must be right too.
        days.append(after)
        return Lived(run.gather(), days, [day for day in days if year.is_workday(day, run.exceptions)], counts)
    finally:
        if nemesis:
            nemesis.give_up()
        for daemon in daemons:
            if daemon.process and daemon.process.poll() is None:
                daemon.kill()
        run.close()


def report(seed, options, quiet, disturbed, pair, broken, tried, took):
    keys = [check.key_of(entry) for entry in disturbed.result.received if entry["taken"]]
    lost = {row[:2] for row in quiet.result.ledger} - {row[:2] for row in disturbed.result.ledger}
    counts = disturbed.counts
    return {
        "seed": seed, "days": options.days, "judged": len(quiet.days) - 1, "kills": counts["kills"],
        "restarts": counts["restarts"], "freezes": counts["freezes"], "starts": counts["starts"],
        "ended-by-themselves": len(counts["ended"]),
        "alerts": len(quiet.result.alerts), "transitions": len(quiet.result.transitions),
        "told": sum(pair.other.tellings().values()), "missed-mornings": sum(map(len, pair.missed.values())),
        "entries": len(disturbed.result.ledger), "retried-commands": disturbed.result.uncertain,
        "messages": len(disturbed.result.letters),
        "refused-or-broken": sum(not e["taken"] for e in disturbed.result.received),
        "repeats": len(keys) - len(set(keys)), "set-aside": len(disturbed.result.set_aside), "stop": f"{counts['stop']:.1f}s",
        "mutants": tried, "lost": len(lost), "double": sum(row[-1] > 1 for row in disturbed.result.ledger),
        "broken": len(broken), "took": f"{took:.0f}s"}


def one_seed(options, server, seed, drafts, prefix=""):
    """Both years of a seed; prints what is broken and gives the counts."""
    began = time.monotonic()
    quiet = live(options, server, prefix + "quiet", seed, drafts)
    disturbed = live(options, server, prefix + "disturbed", seed, drafts, options.kills, options.restarts)
    broken, pair = check.compare(quiet.result, disturbed.result, quiet.days, quiet.mornings)
    broken += disturbed.counts["ended"]
    tried = mutants.try_checker(
        quiet.result, lambda spoiled: check.compare(quiet.result, spoiled, quiet.days, quiet.mornings, pair.one)[0], seed,
        options.spoil) if not broken else 0
    for line in broken[:30]:
        print("BROKEN " + line)
    return report(seed, options, quiet, disturbed, pair, broken, tried, time.monotonic() - began)


def single(options, server, drafts):
    counts = one_seed(options, server, options.seed, drafts)
    print(" ".join(f"{name}={value}" for name, value in counts.items()))
    return counts["broken"] == 0


def at_random(options, server, drafts):
    """Seeds drawn at random, each with its own database and its own counts in a table; then the sums."""
    columns = ["seed", "days", "kills", "restarts", "freezes", "ended-by-themselves", "alerts", "transitions", "told", "missed-mornings", "entries",
               "messages", "repeats", "set-aside", "mutants", "lost", "double", "broken", "took"]
    drawn = random.Random(options.seed) if options.seed is not None else random.SystemRandom()
    print(" ".join(columns), flush=True)
    rows = []
    for number in range(options.random):
        seed = drawn.randrange(10**6)
        try:
            counts = one_seed(options, server, seed, drafts, f"{number}-")
            good = counts["broken"] == 0
        except Broken as problem:
            print(f"BROKEN seed {seed}: {problem}")
            counts, good = {"seed": seed, "broken": 1}, False
        rows.append(counts)
        print(" ".join(str(counts.get(column, "-")) for column in columns), flush=True)
        if good:
            for name in ("quiet", "disturbed"):
                server.query(f'DROP DATABASE "{number}-{name}" WITH (FORCE)')
    sums = {column: sum(row.get(column, 0) for row in rows) for column in columns[2:-1]}
    print(f"seeds={len(rows)} " + " ".join(f"{name}={value}" for name, value in sums.items()))
    return sums["broken"] == 0


def sabotaged(options, server, drafts):
    """A disturbed year on a database that sabotages must be found broken, whatever it sabotages; without sabotage it must not."""
    seed = 1 if options.seed is None else options.seed
    chosen = [(name, act) for name, act in [("nothing", None), *mutants.SABOTEURS.items()] if (options.only or "") in name]
    if not chosen:
        raise SystemExit(f"no saboteur has “{options.only}” in its name: {'; '.join(mutants.SABOTEURS)}")
    quiet, missed = live(options, server, "quiet", seed, drafts), []
    for number, (name, act) in enumerate(chosen):
        began = time.monotonic()
        try:
            lived = live(options, server, f"mutant-{number}", seed, drafts, options.kills, options.restarts, act,
                         # A mail that a killed daemon was sending is left alone for eighty seconds.
                         patience=100)
            broken = check.compare(quiet.result, lived.result, quiet.days, quiet.mornings)[0] + lived.counts["ended"]
        except Broken as problem:
            broken = [str(problem)]
        server.query(f'DROP DATABASE "mutant-{number}" WITH (FORCE)')
        if bool(broken) != bool(act):
            missed.append(name)
        print(f"{name}: broken={len(broken)} took={time.monotonic() - began:.0f}s {broken[0][:150] if broken else ''}", flush=True)
    print(f"mutants={sum(act is not None for _, act in chosen)} not-found={len(missed)} {'; '.join(missed)}")
    return not missed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs="+")
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--random", type=int, metavar="N", help="N seeds drawn at random; with --seed, drawn by it")
    parser.add_argument("--mutants", action="store_true", help="the checker against databases that sabotage")
    parser.add_argument("--only", metavar="WORDS", help="of the saboteurs those with these words in their name")
    parser.add_argument("--kills", type=int)
    parser.add_argument("--restarts", type=int)
    parser.add_argument("--days", type=int)
    parser.add_argument("--pace", type=float, default=1.0, help="seconds a day takes at least when disturbed")
    parser.add_argument("--spoil", type=int, default=1, metavar="N", help="how often the checker is tried in each way")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()
    if options.seed is None and not options.random and not options.mutants:
        parser.error("one of --seed, --random and --mutants is needed")
    defaults = (4, 1, 21) if options.mutants else (100, 10, 365) if options.random else (60, 5, 365)
    for name, value in zip(("kills", "restarts", "days"), defaults):
        if getattr(options, name) is None:
            setattr(options, name, value)

    act = sabotaged if options.mutants else at_random if options.random else single
    return trial(lambda server, _: act(options, server, drafts_of(options, server)), ["fsync=off", "max_wal_size=1GB"], options.keep)


if __name__ == "__main__":
    sys.exit(main())
