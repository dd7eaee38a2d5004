"""A rolling upgrade: the database is migrated while daemons and people of the version before work on it.

Promised: after a migration that only adds, the old go on beside the new; after a breaking one the old daemons stop by themselves,
in words, and old commands refuse without writing; the new go on either way, nothing that was acknowledged is lost, and what was
told is what had to be.

usage: rolling.py --binary JIXIAO [--old BINARY] DOCUMENT DOCUMENT
With --old, the binary of an earlier commit, its database is migrated by JIXIAO. Without it a made-up migration of a later version
stands for that, once as one that only adds and once as a breaking one, and JIXIAO is the old.
"""
import argparse, datetime, os, subprocess, sys, threading, time

sys.path.insert(0, os.path.dirname(__file__))
import anytime, check, year
from run import Broken, Daemon, Run, trial

BEFORE, DAYS = datetime.date(2025, 6, 19), [datetime.date(2025, 6, day) for day in (20, 23, 24)]
PROJECTS = ["13062525P000232100244", "13040225P00000610003R"]
LATER = """INSERT INTO schema_migration (number, name, checksum, breaking)
  VALUES (9999, '9999_later.sql', sha256('later'), {breaking})"""


class Clerk(threading.Thread):
    """Somebody who records with the old program until it refuses, and notes what was acknowledged."""

    def __init__(self, run, number):
        super().__init__()
        self.run_, self.number, self.acked, self.going, self.refusal, self.failure = run, number, [], True, None, None

    def run(self):
        try:
            while self.going:
                self.record(f"C{self.number}-{len(self.acked) + 1}")
        except BaseException as failure:
            # A thread that ends says so to nobody.
            self.failure = failure

    def record(self, voucher):
        done = subprocess.run(
            [self.run_.binary, "record", "spend", "--project", PROJECTS[self.number], "--date", str(BEFORE), "--amount", "1元",
             "--voucher", voucher, "--database", self.run_.url], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env=self.run_.environment, timeout=120)
        if done.returncode == 0:
            self.acked.append(voucher)
        elif done.returncode == 1 or "新版本" in done.stderr:
            self.refusal, self.going = done.stderr or done.stdout, False
        elif done.returncode != 3:
            raise Broken(f"{voucher}: {done.returncode} {done.stdout}{done.stderr}")


def applied(run):
    return dict(run.query("SELECT number, checksum FROM schema_migration"))


def is_breaking(run, before):
    """Whether what was applied since asks older programs to keep away."""
    return any(breaking for number, breaking in run.query("SELECT number, breaking FROM schema_migration") if number not in before)


def end_of(daemon, seconds=60):
    """How a daemon ended by itself; None where it did not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not daemon.ended():
        time.sleep(0.1)
    return daemon.ended()


def upgrade(options, server, name, migrate):
    """Old daemons and clerks on a database, migrated under them by `migrate(run)`; gives the words of the report and what broke."""
    new, options.binary = options.binary, options.old or options.binary
    run = Run(name, options, server, 1, 0, 0)
    options.binary = new
    old = [Daemon(run, f"old-{n}") for n in range(2)]
    clerks, daemons, broken = [Clerk(run, n) for n in range(2)], list(old), []
    try:
        run.set_up(options.documents)
        run.set_clock(BEFORE, "20:00:00")
        for daemon in old:
            daemon.start()
        run.wait_until_judged(BEFORE)
        for clerk in clerks:
            clerk.start()
        known = applied(run)
        time.sleep(1)
        migrate(run)
        breaking = is_breaking(run, known)
        broken += old_stop(old, clerks) if breaking else old_go_on(run, old, clerks)
        # From here on the new program alone.
        for daemon in old:
            if not daemon.ended():
                daemon.stop()
        if not options.old:
            run.query("DELETE FROM schema_migration WHERE number = 9999")
        run.binary = new
        daemons.append(Daemon(run, "new"))
        daemons[-1].start()
        for day in DAYS if breaking else DAYS[1:]:
            run.set_clock(day, "08:30:00")
            run.wait_until_judged(day)
            run.wait_until_told(day)
        last = year.next_workday(DAYS[-1], run.exceptions)
        run.settle(last)
        daemons[-1].stop()
        run.close()
        broken += what_is_kept(run, clerks, last)
        words = f"{name}: {'breaking' if breaking else 'compatible'}, migrations={len(applied(run)) - len(known)}" if options.old else name
        ends = " | ".join(filter(None, (daemon.ended() for daemon in old))) if breaking else "old went on"
        return f"{words}: acknowledged={sum(len(c.acked) for c in clerks)} broken={len(broken)}; {ends}", broken
    finally:
        for clerk in clerks:
            clerk.going = False
        for daemon in daemons:
            if daemon.process and daemon.process.poll() is None:
                daemon.kill()
        run.close()


def end_clerks(clerks):
    for clerk in clerks:
        clerk.going = False
        clerk.join()
        if clerk.failure:
            raise clerk.failure


def old_stop(old, clerks):
    """After a breaking migration: daemons end by themselves in words, commands refuse."""
    broken = []
    for daemon in old:
        words = end_of(daemon)
        if words is None or daemon.process.returncode in (0, -6, -9, -11) or "守护进程已停止" not in words:
            broken.append(f"{daemon.name} did not stop by itself in words after a breaking migration: {words}")
    for clerk in clerks:
        clerk.join(60)
        if clerk.failure:
            raise clerk.failure
        if not clerk.refusal or "程序" not in clerk.refusal:
            broken.append(f"an old command went on after a breaking migration: {clerk.refusal}")
    return broken


def old_go_on(run, old, clerks):
    """After one that only adds: the old judge the next day alone, and nobody is refused."""
    run.set_clock(DAYS[0], "08:30:00")
    run.wait_until_told(DAYS[0])
    end_clerks(clerks)
    run.wait_until_judged(DAYS[0])
    # A daemon looks at the version every five seconds.
    time.sleep(6)
    broken = [f"an old command was refused after a migration that only adds: {clerk.refusal}" for clerk in clerks if clerk.refusal]
    return broken + [daemon.ended() for daemon in old if daemon.ended()]


def what_is_kept(run, clerks, last):
    result = run.gather()
    broken = check.check_year(result, [*DAYS, last])
    kept, acked = {row[1] for row in result.ledger}, {voucher for clerk in clerks for voucher in clerk.acked}
    broken += [f"acknowledged and lost: {voucher}" for voucher in sorted(acked - kept)]
    broken += [f"kept and acknowledged to nobody: {voucher}" for voucher in sorted(kept - acked)]
    before = anytime.stands(run)
    run.query("DELETE FROM daemon")
    run.command("evaluate", "--as-of", str(last), may_refuse=False)
    return broken + (["a judgement by command changed what the daemons kept"] if anytime.stands(run) != before else [])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs=2)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--old", help="the binary of an earlier commit")
    options = parser.parse_args()
    cases = {"old to new": lambda run: migrate_by(options.binary, run)} if options.old else {
        "made-up addition": lambda run: run.query(LATER.format(breaking=False)),
        "made-up breaking": lambda run: run.query(LATER.format(breaking=True))}
    return trial(lambda server, _: upgrades(options, server, cases), ["fsync=off"])


def upgrades(options, server, cases):
    found = []
    for name, migrate in cases.items():
        words, broken = upgrade(options, server, name.replace(" ", "-"), migrate)
        print(words, flush=True)
        found += broken
    for line in found[:30]:
        print("BROKEN " + line)
    return not found


def migrate_by(binary, run):
    """The new program brings the database up to date while the old works on it."""
    old, run.binary = run.binary, binary
    try:
        run.command("migrate", may_refuse=False)
    finally:
        run.binary = old


if __name__ == "__main__":
    sys.exit(main())
