"""A failover to a synchronous standby under load: nothing that was acknowledged is lost, nothing is there twice; with the
standby frozen the writer gets a clear "not certain", never a false yes. The checker is tried itself: with the safeguard taken
away it must find the loss.

usage: failover.py --binary JIXIAO DOCUMENT
"""
import argparse, datetime, os, signal, subprocess, sys, threading, time, types

sys.path.insert(0, os.path.dirname(__file__))
import anytime, check, cluster, run, watch

PROJECTS = {"304": "13062525P000232100244"}


def say(text):
    print(text, file=sys.stderr, flush=True)


def signal_process(pid, number):
    """Signals a server process; a worker may have ended since it was listed."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


class Pair:
    """A primary and a standby that follows it."""

    def __init__(self, folder, synchronous):
        settings = ["fsync=off", "wal_keep_size=256MB"]
        if synchronous:
            settings.append("synchronous_standby_names='*'")
        self.primary = cluster.Server(folder + "/a", 5432, settings).make()
        # Without a standby a synchronous primary would wait for ever, so it is made before.
        first = cluster.Server(self.primary.folder, 5432, ["fsync=off"])
        first.data = self.primary.data
        first.start()
        self.standby = cluster.Server(folder + "/b", 5433, ["fsync=off"])
        os.makedirs(self.standby.folder)
        if cluster.AS_SERVER:
            import pwd
            user = pwd.getpwnam("postgres")
            os.chown(self.standby.folder, user.pw_uid, user.pw_gid)
        first.run("pg_basebackup", "-h", first.folder, "-p", "5432", "-U", "jixiao", "-D", self.standby.data, "-R", "-X", "stream", "-c", "fast")
        first.stop()
        self.primary.start()
        self.standby.start()
        self.wait_for_standby()
        self.url = (f"postgresql://jixiao@/jixiao?host={self.primary.folder},{self.standby.folder}&port=5432,5433"
                    "&target_session_attrs=read-write&connect_timeout=3")

    def wait_for_standby(self):
        for _ in range(300):
            if self.primary.query("SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'") == [(1,)]:
                if self.primary.query("SELECT count(*) FROM pg_database WHERE datname = 'jixiao'") == [(0,)]:
                    self.primary.create("jixiao")
                return
            time.sleep(0.1)
        raise SystemExit("the standby does not stream")

    def kill_primary(self):
        for pid in self.primary.pids():
            signal_process(pid, signal.SIGKILL)

    def freeze_standby(self):
        self.frozen = self.standby.pids()
        for pid in self.frozen:
            signal_process(pid, signal.SIGSTOP)

    def thaw_standby(self):
        for pid in self.frozen:
            signal_process(pid, signal.SIGCONT)

    def promote(self):
        self.standby.run("pg_ctl", "-D", self.standby.data, "-w", "promote")

    def stop(self):
        for server in (self.primary, self.standby):
            server.stop("immediate")


class Writers:
    """People who record entries one after another, and note what they were told."""

    def __init__(self, binary, url, count, timeout):
        self.binary, self.url, self.count = binary, url, count
        self.environment = {**os.environ, "JIXIAO_COMMIT_TIMEOUT": str(timeout)}
        self.acked, self.tried, self.lock, self.going = set(), set(), threading.Lock(), True
        self.uncertain, self.failure, self.threads = 0, None, []

    def write(self, voucher):
        done = subprocess.run(
            [self.binary, "record", "spend", "--project", PROJECTS["304"], "--date", "2025-05-06", "--amount", "1元", "--voucher",
             voucher, "--database", self.url], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, env=self.environment)
        with self.lock:
            self.tried.add(voucher)
            if done.returncode == 0:
                self.acked.add(voucher)
            elif done.returncode == 3:
                self.uncertain += 1
            else:
                raise SystemExit(f"{voucher}: {done.returncode} {done.stdout}{done.stderr}")
        return done

    def work(self, number):
        index = 0
        try:
            while self.going:
                index += 1
                voucher = f"W{number}-{index}"
                while self.going and self.write(voucher).returncode != 0:
                    time.sleep(0.1)
        except BaseException as error:
            # A thread that ends says so to nobody.
            self.failure = error

    def start(self):
        self.threads = [threading.Thread(target=self.work, args=(n,)) for n in range(self.count)]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.going = False
        for thread in self.threads:
            thread.join()
        if self.failure:
            raise self.failure


def check_entries(writers, server):
    """Lost and doubled entries."""
    kept = dict(server.query("SELECT voucher, count(*) FROM spending_entry GROUP BY 1", database="jixiao"))
    lost = writers.acked - set(kept)
    double = [voucher for voucher, count in kept.items() if count != 1]
    unknown = set(kept) - writers.tried
    return lost, double, unknown


def set_up(options, pair):
    for arguments in (["migrate"], ["import", options.document]):
        subprocess.run([options.binary, *arguments, "--database", pair.url], check=True, stdout=subprocess.DEVNULL)


def failover(options, folder):
    pair = Pair(folder + "/sync", True)
    writers = Writers(options.binary, pair.url, 4, 5)
    try:
        set_up(options, pair)
        writers.start()
        time.sleep(3)
        before = len(writers.acked)
        pair.kill_primary()
        killed = time.monotonic()
        pair.promote()
        while len(writers.acked) <= before + 4 and not writers.failure:
            if time.monotonic() - killed > 60:
                raise SystemExit("no entry was taken within a minute of the failover")
            time.sleep(0.05)
        first = time.monotonic() - killed
        time.sleep(2)
        writers.stop()
        lost, double, unknown = check_entries(writers, pair.standby)
        print(f"failover: acknowledged={len(writers.acked)} before={before} uncertain={writers.uncertain} "
              f"again-after={first:.1f}s lost={len(lost)} double={len(double)} unknown={len(unknown)}")
        return not lost and not double and not unknown and before > 0
    finally:
        writers.going = False
        pair.stop()


class Watch(types.SimpleNamespace):
    """Two daemons on a pair of servers, with a clock file."""

    def __init__(self, options, folder, pair):
        super().__init__(binary=options.binary, folder=folder, url=pair.url, clock_file=folder + "/clock", clock=[],
                         environment={**os.environ, "HOME": folder, "JIXIAO_KEY_FILE": folder + "/key"})
        os.makedirs(folder, exist_ok=True)
        self.daemons = [run.Daemon(self, f"daemon-{n}") for n in range(2)]

    def set_clock(self, day, text):
        run.Run.set_clock(self, day, text)

    def wait_for_day(self, server, day, seconds=90):
        """Until a day is judged and its morning held, by daemons that nobody helps."""
        end = time.monotonic() + seconds
        while server.query(
                """SELECT NOT EXISTS (SELECT FROM job WHERE state = 'waiting') AND NOT EXISTS (SELECT FROM fact_asked)
                  AND NOT EXISTS (SELECT FROM department WHERE evaluated_through IS DISTINCT FROM %s)""",
                (day,), "jixiao") != [(True,)]:
            self.see_alive()
            if time.monotonic() > end:
                raise SystemExit(f"{day} was not judged within {seconds} s; see {self.folder}")
            time.sleep(0.05)

    def see_alive(self):
        for daemon in self.daemons:
            if daemon.ended():
                raise SystemExit(daemon.ended())


def with_daemons(options, folder):
    """Daemons that judge and tell while people write, through the death of the primary: they go on by themselves on the one that
    was promoted, and nothing they did is lost or done twice."""
    pair = Pair(folder + "/daemons", True)
    writers, office = Writers(options.binary, pair.url, 2, 5), Watch(options, folder + "/daemons/office", pair)
    days = [datetime.date(2025, 6, day) for day in (20, 23, 24)]
    try:
        set_up(options, pair)
        pair.primary.query(watch.OBSERVERS, database="jixiao")
        for name, role in (("张三", "填报人"), ("李主任", "负责人")):
            subprocess.run([options.binary, "recipient", "add", "--name", name, "--role", role, "--database", pair.url], check=True,
                           stdout=subprocess.DEVNULL)
        office.set_clock(datetime.date(2025, 6, 19), "20:00:00")
        for daemon in office.daemons:
            daemon.start()
        office.wait_for_day(pair.primary, datetime.date(2025, 6, 19))
        writers.start()
        office.set_clock(days[0], "08:30:00")
        time.sleep(2)
        before = len(writers.acked)
        # The work of the next day has just begun.
        office.set_clock(days[1], "08:30:00")
        time.sleep(0.1)
        pair.kill_primary()
        killed = time.monotonic()
        pair.promote()
        while len(writers.acked) <= before + 4 and not writers.failure and time.monotonic() - killed < 60:
            office.see_alive()
            time.sleep(0.05)
        writers.stop()
        office.wait_for_day(pair.standby, days[1])
        again = time.monotonic() - killed
        office.set_clock(days[2], "08:30:00")
        office.wait_for_day(pair.standby, days[2])
        office.see_alive()
        stop = max(daemon.stop() for daemon in office.daemons)
        query = lambda text, values=None: pair.standby.query(text, values, "jixiao")
        result = watch.gather(query, [], {}, office.clock)
        broken = check.check_year(result, days)
        kept = anytime.stands(types.SimpleNamespace(query=query))
        subprocess.run([options.binary, "evaluate", "--as-of", str(days[-1]), "--database", pair.url], check=True,
                       stdout=subprocess.DEVNULL)
        if kept != anytime.stands(types.SimpleNamespace(query=query)):
            broken.append("a judgement by command changed what the daemons kept")
        lost, double, unknown = check_entries(writers, pair.standby)
        for line in broken[:20]:
            print("BROKEN " + line)
        print(f"failover under daemons: acknowledged={len(writers.acked)} before={before} told={len(result.tellings)} "
              f"mornings={len([m for m in result.moments if m.kind == 'morning'])} judged-again-after={again:.1f}s stop={stop:.1f}s "
              f"lost={len(lost)} double={len(double)} unknown={len(unknown)} broken={len(broken)}")
        return not (lost or double or unknown or broken) and before > 0 and len(result.tellings) > 0
    finally:
        writers.going = False
        for daemon in office.daemons:
            if daemon.process and daemon.process.poll() is None:
                daemon.kill()
        pair.stop()


def frozen(options, folder):
    pair = Pair(folder + "/frozen", True)
    try:
        set_up(options, pair)
        writers = Writers(options.binary, pair.url, 1, 2)
        good = writers.write("F-1").returncode == 0
        pair.freeze_standby()
        began = time.monotonic()
        done = writers.write("F-2")
        took = time.monotonic() - began
        good = good and done.returncode == 3 and "不确定" in done.stderr and took < 8
        # A wait that somebody else cancels in the server is no yes either.
        writers.environment["JIXIAO_COMMIT_TIMEOUT"] = "60"
        answer = {}
        thread = threading.Thread(target=lambda: answer.update(done=writers.write("F-3")))
        thread.start()
        for _ in range(200):
            if pair.primary.query("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"):
                break
            time.sleep(0.05)
        thread.join(30)
        good = good and answer["done"].returncode == 3 and "不确定" in answer["done"].stderr
        pair.thaw_standby()
        repeated = [writers.write(voucher) for voucher in ("F-2", "F-3", "F-4")]
        good = good and all(r.returncode == 0 for r in repeated) and "没有重复记账" in repeated[0].stdout
        lost, double, _ = check_entries(writers, pair.primary)
        print(f"frozen standby: answered after {took:.1f}s with {done.returncode}, cancelled wait with "
              f"{answer['done'].returncode}, again with {[r.returncode for r in repeated]}, lost={len(lost)} double={len(double)}")
        return good and not lost and not double
    finally:
        pair.stop()


def without_safeguard(options, folder):
    """A standby that nobody waits for, and that lags when the primary dies: entries are lost, and the checker must say so."""
    pair = Pair(folder + "/async", False)
    try:
        set_up(options, pair)
        writers = Writers(options.binary, pair.url, 2, 5)
        writers.write("G-1")
        time.sleep(0.5)
        pair.standby.stop("immediate")
        for index in range(2, 6):
            writers.write(f"G-{index}")
        pair.kill_primary()
        pair.standby.start()
        pair.promote()
        lost, double, _ = check_entries(writers, pair.standby)
        print(f"without the safeguard: acknowledged={len(writers.acked)} lost={len(lost)}, as the checker must find")
        return len(lost) > 0
    finally:
        pair.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("document")
    parser.add_argument("--binary", required=True)
    parser.add_argument("--only", choices=[case.__name__ for case in (failover, with_daemons, frozen, without_safeguard)])
    options = parser.parse_args()
    folder, good = cluster.folder(), False
    try:
        cases = (failover, with_daemons, frozen, without_safeguard)
        good = all([case(options, folder) for case in cases if options.only in (None, case.__name__)])
    finally:
        if good:
            cluster.remove(folder)
        else:
            say(f"kept for a look: {folder}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
