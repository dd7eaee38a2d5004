"""Faults a daemon must survive, each with a real process and a real database: a job that traps, loops or eats memory; a
database that goes away, or is there and does not answer, or to which packets vanish; a stop in the middle of work; a clock that jumps; days of downtime.

usage: faults.py --binary JIXIAO [--only CASE] [--outage SECONDS] DOCUMENT DOCUMENT
"""
import argparse, os, random, signal, socket, subprocess, sys, time, urllib.error, urllib.request

sys.path.insert(0, os.path.dirname(__file__))
import cluster, network

OPTIONS = None
STARTED = []


class Place:
    """A database with the documents in it, a clock file, and daemons on it."""

    def __init__(self, server, name, documents):
        self.server, self.name = server, name
        self.folder = f"{server.folder}/{name}"
        os.makedirs(self.folder)
        self.url, self.clock = server.url(name), self.folder + "/clock"
        server.create(name)
        self.environment = {**os.environ, "HOME": self.folder, "TZ": "America/New_York"}
        self.command("migrate")
        for document in documents:
            self.command("import", document)

    def command(self, *arguments):
        return subprocess.run([OPTIONS.binary, *arguments, "--database", self.url], check=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, text=True, env=self.environment).stdout

    def set_clock(self, text):
        with open(self.clock + ".new", "w") as file:
            file.write(text)
        os.replace(self.clock + ".new", self.clock)

    def start(self, *arguments, **environment):
        log = open(self.folder + "/log", "a")
        STARTED.append(subprocess.Popen(
            [OPTIONS.binary, "serve", "--database", self.url, "--clock", "@" + self.clock, *arguments],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={**self.environment, **environment}))
        return STARTED[-1]

    def query(self, text):
        return self.server.query(text, database=self.name)

    def wait(self, what, text, wanted, seconds=60, meanwhile=lambda: None):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            meanwhile()
            rows = self.query(text)
            if rows == wanted:
                return
            time.sleep(0.05)
        raise SystemExit(f"{self.name}: {what}: {rows} after {seconds} s, wanted {wanted}; see {self.folder}/log")


def stop(process, seconds=10):
    process.send_signal(signal.SIGTERM)
    began = time.monotonic()
    process.wait(seconds)
    return time.monotonic() - began


def poison(server, how, documents):
    """A department whose evaluation traps, loops or eats memory is set aside; the other one is judged all the same."""
    place = Place(server, f"poison-{how}", documents)
    (bad,), (good,) = place.query("SELECT id FROM department ORDER BY id")
    place.set_clock("2025-06-20T07:00")
    state = {"daemon": None, "deaths": 0}

    def start():
        # The unit restarts a daemon that died.
        if state["daemon"] is None or state["daemon"].poll() is not None:
            state["deaths"] += state["daemon"] is not None
            state["daemon"] = place.start("--listen", "127.0.0.1:0", "--job-limit", "2", "--memory-limit", "512",
                                          JIXIAO_POISON=f"{how}:{bad}")

    began = time.monotonic()
    place.wait("the other department", f"SELECT evaluated_through::text FROM department WHERE id = {good}", [("2025-06-20",)],
               meanwhile=start)
    other = time.monotonic() - began
    place.wait("set aside", "SELECT DISTINCT scope FROM job WHERE state = 'set-aside'", [(bad,)], 90, start)
    error = place.query("SELECT error FROM job WHERE state = 'set-aside' LIMIT 1")[0][0]
    doctor = subprocess.run([OPTIONS.binary, "doctor", "--database", place.url], stdout=subprocess.PIPE, text=True,
                            env=place.environment)
    stop(state["daemon"])
    told = "搁置的任务" in doctor.stdout and doctor.returncode == 1
    print(f"poison {how}: daemon died {state['deaths']} times, the other department judged after {other:.1f}s, "
          f"set aside after {time.monotonic() - began:.1f}s: {error[:60]!r}")
    return told and state["deaths"] <= 3


def outage(server, documents):
    """A database that goes away: the daemon stays, says so, and goes on by itself."""
    place = Place(server, "outage", documents)
    place.set_clock("2025-06-20T07:00")
    daemon, ready = watched(place)
    place.wait("judged", "SELECT count(*) FROM department WHERE evaluated_through = '2025-06-20'", [(2,)])
    before = ready()
    server.stop("immediate")
    codes = set()
    gone = time.monotonic()
    while time.monotonic() - gone < OPTIONS.outage:
        codes.add(ready())
        time.sleep(0.3)
    server.start()
    began = time.monotonic()
    place.set_clock("2025-06-23T07:40")
    place.wait("judged again", "SELECT count(*) FROM department WHERE evaluated_through = '2025-06-23'", [(2,)])
    again = time.monotonic() - began
    after, alive = ready(), daemon.poll() is None
    took = stop(daemon)
    print(f"outage of {OPTIONS.outage:.0f}s: /readyz {before}, then {sorted(codes)}, then {after}; work resumed after {again:.1f}s; stopped in {took:.1f}s")
    return before == 200 and codes == {503} and after == 200 and alive


def watched(place):
    """A daemon, and how its /readyz answers: 0 where it does not within five seconds."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def ready():
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    return place.start("--listen", f"127.0.0.1:{port}"), ready


def frozen(server, documents):
    """A server that is there and does not answer, in the middle of the work: the daemon says so, blames no job, stops when it is
    told to, and the next one goes on."""
    place = Place(server, "frozen", documents)
    place.set_clock("2025-06-20T07:00")
    daemon, ready = watched(place)
    place.wait("judged", "SELECT count(*) FROM department WHERE evaluated_through = '2025-06-20'", [(2,)])

    def freeze(how):
        for pid in server.pids():
            try:
                os.kill(pid, how)
            except ProcessLookupError:
                pass

    codes, alive = [], True
    for day in ("2025-06-23", "2025-06-24", "2025-06-25"):
        # The morning's work has just begun.
        place.set_clock(f"{day}T07:40")
        time.sleep(random.random() * 0.1)
        freeze(signal.SIGSTOP)
        codes += [ready(), ready()]
        freeze(signal.SIGCONT)
        place.wait("judged again", f"SELECT count(*) FROM department WHERE evaluated_through = '{day}'", [(2,)])
        alive = alive and daemon.poll() is None
    freeze(signal.SIGSTOP)
    took = stop(daemon, 30)
    freeze(signal.SIGCONT)
    place.start("--listen", "127.0.0.1:0")
    place.set_clock("2025-06-26T07:40")
    place.wait("judged at last", "SELECT count(*) FROM department WHERE evaluated_through = '2025-06-26'", [(2,)])
    blamed = place.query("SELECT count(*) FROM job WHERE state = 'set-aside' OR attempts > 1")[0][0]
    stop(STARTED[-1])
    print(f"frozen three times: /readyz {codes}, no job blamed: {blamed == 0}; stopped under a frozen server in {took:.1f}s")
    return alive and set(codes) == {503} and blamed == 0 and took < 12


def dropped(server, documents):
    """A network that swallows packets, both ways, in the middle of the work, without any reset: the daemon says so, blames no
    job, goes on by itself when packets arrive again, and stops when it is told to while none do."""
    try:
        wire = network.Network(f"{server.folder}/.s.PGSQL.{server.port}")
    except network.Refused as problem:
        print(f"dropped packets: skipped, no networks of one's own here: {str(problem).strip()}")
        return True
    try:
        place = Place(server, "dropped", documents)
        place.set_clock("2025-06-20T07:00")
        url = f"postgresql://jixiao@{network.FAR}:{wire.port}/{place.name}?sslmode=disable&gssencmode=disable"
        inside = wire.inside(wire.near)

        def start():
            log = open(place.folder + "/log", "a")
            STARTED.append(subprocess.Popen(
                [*inside, OPTIONS.binary, "serve", "--database", url, "--clock", "@" + place.clock, "--listen", "127.0.0.1:8300"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=place.environment))
            return STARTED[-1]

        def ready():
            question = ("import urllib.request, urllib.error\ntry: print(urllib.request.urlopen('http://127.0.0.1:8300/readyz', timeout=8)"
                        ".status)\nexcept urllib.error.HTTPError as e: print(e.code)\nexcept OSError: print(0)")
            return int(subprocess.run([*inside, "/usr/bin/python3", "-c", question], stdout=subprocess.PIPE, text=True).stdout)

        daemon, codes = start(), []
        place.wait("judged", "SELECT count(*) FROM department WHERE evaluated_through = '2025-06-20'", [(2,)])
        for day in ("2025-06-23", "2025-06-24"):
            place.set_clock(f"{day}T07:40")
            time.sleep(random.random() * 0.1)
            wire.drop()
            began = time.monotonic()
            codes += [ready(), ready()]
            while time.monotonic() - began < OPTIONS.outage:
                codes.append(ready())
            wire.heal()
            place.wait("judged again", f"SELECT count(*) FROM department WHERE evaluated_through = '{day}'", [(2,)])
        alive = daemon.poll() is None
        wire.drop()
        took = stop(daemon, 30)
        wire.heal()
        start()
        place.set_clock("2025-06-25T07:40")
        place.wait("judged at last", "SELECT count(*) FROM department WHERE evaluated_through = '2025-06-25'", [(2,)])
        # A claim whose answer was held up for longer than a claim is kept is made again: two attempts, and nobody's fault.
        blamed, again = place.query("SELECT count(*) FILTER (WHERE state = 'set-aside'), count(*) FILTER (WHERE attempts > 1) FROM job")[0]
        stop(STARTED[-1], 30)
        print(f"dropped packets twice: /readyz {codes}, no job set aside: {blamed == 0}, claimed again: {again}; stopped without a "
              f"network in {took:.1f}s")
        return alive and set(codes) == {503} and blamed == 0 and took < 20
    finally:
        wire.close()


def clocks(server, documents):
    """Asia/Shanghai on a machine of New York, a clock that jumps, and days of downtime."""
    place = Place(server, "clocks", documents)
    place.command("recipient", "add", "--name", "张三", "--role", "填报人")
    place.set_clock("2025-03-07T20:00")
    daemon = place.start("--listen", "127.0.0.1:0")
    place.wait("first look", "SELECT count(*) FROM department WHERE evaluated_through = '2025-03-07'", [(2,)])
    # New York's clocks go forward on 9 March: the times of day stay those of Shanghai.
    for text in ["2025-03-08T12:00", "2025-03-09T12:00", "2025-03-10T09:00", "2025-03-11T09:00"]:
        place.set_clock(text)
        time.sleep(0.3)
    place.wait("judged", "SELECT count(*) FROM department WHERE evaluated_through = '2025-03-11'", [(2,)])
    # An hour back and a day forward: nothing twice, nothing left out.
    for text in ["2025-03-11T08:00", "2025-03-11T07:00", "2025-03-11T09:30", "2025-03-12T09:30", "2025-03-11T10:00", "2025-03-12T08:00",
                 "2025-03-13T09:00"]:
        place.set_clock(text)
        time.sleep(0.3)
    place.wait("judged", "SELECT count(*) FROM department WHERE evaluated_through = '2025-03-13'", [(2,)])
    stop(daemon)
    times = place.query(
        """SELECT to_char(due_at AT TIME ZONE 'Asia/Shanghai', 'MM-DD HH24:MI'), count(*), count(DISTINCT scope), min(state)
        FROM job WHERE kind = 'evaluate' GROUP BY 1 ORDER BY 1""")
    good = times == [(f"03-{day:02} 07:30", 2, 2, "done") for day in (10, 11, 12, 13)]
    digests = place.query("SELECT count(*), count(DISTINCT due_at) FROM job WHERE kind = 'digest' AND state = 'done'")
    good = good and digests[0][0] == digests[0][1]
    # Down from 28 June to 2 July; on the 3rd the grace for late vouchers would be over, and red is told at once.
    place.set_clock("2025-06-27T20:00")
    daemon = place.start("--listen", "127.0.0.1:0")
    place.wait("caught up", "SELECT count(*) FROM department WHERE evaluated_through = '2025-06-27'", [(2,)])
    place.wait("told", "SELECT (SELECT count(*) FROM job WHERE state = 'waiting') + (SELECT count(*) FROM fact_asked)", [(0,)])
    stop(daemon)
    before = place.query("SELECT max(id) FROM outbox")[0][0]
    place.set_clock("2025-07-02T10:15")
    daemon = place.start("--listen", "127.0.0.1:0")
    place.wait("caught up", "SELECT count(*) FROM department WHERE evaluated_through = '2025-07-02'", [(2,)])
    place.wait("told", "SELECT (SELECT count(*) FROM job WHERE state = 'waiting') + (SELECT count(*) FROM fact_asked)", [(0,)])
    stop(daemon)
    judged = place.query(
        """SELECT to_char(due_at AT TIME ZONE 'Asia/Shanghai', 'MM-DD') FROM job
        WHERE kind = 'evaluate' AND due_at > '2025-06-28' AND state = 'done' GROUP BY due_at, 1 ORDER BY due_at""")
    missed = place.query("SELECT DISTINCT t.as_of::text FROM alert a JOIN alert_transition t ON t.alert_id = a.id "
                         "WHERE a.rule = 'checkpoint-missed' AND t.kind = 'opened' AND t.as_of > '2025-06-27'")
    messages = place.query(f"SELECT kind, key, title FROM outbox WHERE id > {before}")
    order = place.query("SELECT bool_and(id_order) FROM (SELECT done_at >= lag(done_at) OVER (PARTITION BY scope ORDER BY due_at) "
                        "AS id_order FROM job WHERE kind = 'evaluate' AND state = 'done') x")
    good = good and judged == [("06-29",), ("06-30",), ("07-01",), ("07-02",)] and missed == [("2025-07-01",)]
    good = good and [m[0] for m in messages] == ["digest"] and order == [(True,)]
    print(f"clocks: evaluations {[t[0] for t in times]} each once; downtime made up for {[j[0] for j in judged]} in order, "
          f"checkpoint judged as of {[day for day, in missed]}, messages {len(messages)}: {messages[0][2] if messages else '-'}")
    return good


def main():
    global OPTIONS
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs=2)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--only")
    parser.add_argument("--outage", type=float, default=3, help="seconds the database is away, or packets vanish")
    OPTIONS = parser.parse_args()
    folder = cluster.folder()
    server = cluster.Server(folder + "/pg", 5432, ["fsync=off"]).make().start()
    cases = {"trap": lambda: poison(server, "trap", OPTIONS.documents), "loop": lambda: poison(server, "loop", OPTIONS.documents),
             "memory": lambda: poison(server, "memory", OPTIONS.documents), "clocks": lambda: clocks(server, OPTIONS.documents),
             "outage": lambda: outage(server, OPTIONS.documents), "frozen": lambda: frozen(server, OPTIONS.documents),
             "dropped": lambda: dropped(server, OPTIONS.documents)}
    failed = []
    try:
        if OPTIONS.only and OPTIONS.only not in cases:
            name = OPTIONS.only
            raise SystemExit(f"no case {name}: {', '.join(cases)}")
        for name, case in cases.items():
            if OPTIONS.only in (None, name) and not case():
                failed.append(name)
    except BaseException:
        failed.append(name)
        print(f"BROKEN: {name}; see {folder}", file=sys.stderr)
        raise
    finally:
        for process in STARTED:
            if process.poll() is None:
                process.kill()
                process.wait()
        server.stop("immediate")
        if not failed:
            cluster.remove(folder)
    if failed:
        print(f"BROKEN: {', '.join(failed)}; see {folder}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
