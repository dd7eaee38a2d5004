"""The disturbed year equals the quiet year.

Runs a made-up but fixed year twice: once with a single daemon that nobody disturbs, and once with two daemons that are
killed (SIGKILL), frozen (SIGSTOP) and restarted while PostgreSQL is restarted in immediate mode and the receivers of messages
fail one time in five and answer slowly one time in ten. Then compares everything that was promised.

usage: chaos.py --binary JIXIAO --seed N [--kills K] [--restarts R] [--days D] [--pace SECONDS] DOCUMENT...
"""
import argparse, collections, csv, datetime, hashlib, json, os, random, signal, subprocess, sys, threading, time

sys.path.insert(0, os.path.dirname(__file__))
import cluster, year

HERE = os.path.dirname(os.path.abspath(__file__))
FIRST = datetime.date(2025, 1, 2)


def say(text):
    print(text, file=sys.stderr, flush=True)


class Daemon:
    """One `jixiao serve`, started again whenever it is wanted."""

    def __init__(self, run, name):
        self.run, self.name, self.process, self.starts = run, name, None, 0
        self.frozen = False

    def start(self):
        self.starts += 1
        log = open(f"{self.run.folder}/{self.name}.log", "a")
        self.process = subprocess.Popen(
            [self.run.binary, "serve", "--database", self.run.url, "--clock", f"@{self.run.clock_file}", "--listen",
             "127.0.0.1:0"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.run.environment)

    def kill(self):
        if self.frozen:
            self.thaw()
        self.process.kill()
        self.process.wait()

    def freeze(self):
        self.frozen = True
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.frozen = False
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()
            raise SystemExit(f"{self.name} did not stop within 15 s")
        return time.monotonic() - began


class Run:
    """One year in a database of its own, with receivers of its own."""

    def __init__(self, name, options, server, plan_seed, fail, slow):
        self.name, self.binary, self.server = name, options.binary, server
        self.folder = f"{server.folder}/{name}"
        os.makedirs(self.folder, exist_ok=True)
        self.clock_file = f"{self.folder}/clock"
        self.environment = {**os.environ, "HOME": self.folder, "JIXIAO_KEY_FILE": f"{self.folder}/key", "TZ": "America/New_York"}
        self.environment.pop("JIXIAO_DATA", None)
        self.url = server.url(name)
        self.acked, self.refused, self.uncertain = {}, {}, 0
        self.lock = threading.Lock()
        self.sinks = subprocess.Popen(
            ["/usr/bin/python3", f"{HERE}/../Fixtures/sinks.py", f"{self.folder}/received", "--fail", str(fail), "--slow",
             str(slow), "--seed", str(plan_seed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ports = json.loads(self.sinks.stdout.readline())

    def query(self, text, values=None):
        """A question, over and over while the server is away."""
        return self.server.query(text, values, self.name)

    def command(self, *arguments, key=None, may_refuse=True):
        """A command as a person gives it: again and again until there is a certain answer, but not for ever."""
        first = time.monotonic()
        while True:
            done = subprocess.run([self.binary, *arguments, "--database", self.url], stdin=subprocess.DEVNULL, timeout=120,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.environment)
            if done.returncode == 0 or (done.returncode == 1 and may_refuse):
                if key:
                    with self.lock:
                        (self.acked if done.returncode == 0 else self.refused)[key] = done.stdout or done.stderr
                return done
            if done.returncode not in (3, 130):
                raise SystemExit(f"{arguments}: {done.returncode} {done.stdout} {done.stderr}")
            if time.monotonic() - first > cluster.PATIENCE:
                raise SystemExit(f"{arguments}: no certain answer in {cluster.PATIENCE} s: {done.returncode} {done.stderr}")
            self.uncertain += 1
            time.sleep(0.2)

    def set_clock(self, day, clock):
        with open(self.clock_file + ".new", "w") as file:
            file.write(f"{day}T{clock}")
        os.replace(self.clock_file + ".new", self.clock_file)

    def set_up(self, documents):
        self.server.create(self.name)
        self.command("migrate", may_refuse=False)
        for document in documents:
            self.command("import", document, may_refuse=False)
        retry = ["--retry-first", "200", "--retry-longest", "2000", "--attempts", "10000", "--allow-private"]
        self.command("channel", "add", "接口", "--kind", "webhook", "--url", f"http://127.0.0.1:{self.ports['http']}/hook", *retry)
        self.command("channel", "add", "邮件", "--kind", "smtp", "--host", "127.0.0.1", "--port", str(self.ports["smtp"]),
                     "--tls", "none", "--from", "jixiao@example.gov.cn", *retry)
        departments = [row[0] for row in self.query("SELECT code FROM department ORDER BY id")]
        for code in departments:
            self.command("recipient", "add", "--name", f"填报人{code}", "--role", "填报人", "--department", code, "--to", "接口",
                         "--to", f"邮件=clerk{code}@example.gov.cn")
        self.command("recipient", "add", "--name", "负责人", "--role", "负责人", "--to", "邮件=head@example.gov.cn")
        self.command("recipient", "add", "--name", "绩效股", "--role", "财政绩效股", "--least", "yellow", "--to", "接口")

    def record(self, day, work, late=False):
        entries = work["late"] if late else work["spend"]
        if entries:
            path = f"{self.folder}/spend-{day}-{late}.csv"
            with open(path, "w", newline="") as file:
                rows = csv.writer(file)
                rows.writerow(["项目编码", "日期", "金额", "凭证号", "支出类别"])
                for entry in entries:
                    rows.writerow([entry["project"], day, entry["amount"], entry["voucher"], entry["category"]])
            self.command("record", "spend", "--from", path, "--json", key=("spend", str(day), late))
        if late:
            return
        for entry in work["reverse"]:
            self.command("record", "reversal", "--voucher", entry["voucher"], "--new-voucher", entry["new"], "--date", str(day),
                         key=("reverse", entry["new"]))
        for entry in work["event"]:
            self.command("record", "event", "--project", entry["project"], "--kind", "资金到位", "--date", str(day),
                         key=("event", entry["project"], str(day)))
        for index, entry in enumerate(work["observe"]):
            self.command("record", "observation", "--project", entry["project"], "--indicator", str(entry["indicator"]),
                         "--date", str(day), "--value", entry["value"], key=("observe", str(day), index))

    def wait_until_judged(self, through):
        """Until every due evaluation is done."""
        end = time.monotonic() + 120
        while time.monotonic() < end:
            waiting = self.query(
                "SELECT (SELECT count(*) FROM job WHERE state = 'waiting' AND kind IN ('evaluate', 'reevaluate'))"
                " + (SELECT count(*) FROM fact_asked)")[0][0]
            behind = self.query("SELECT count(*) FROM department WHERE evaluated_through IS DISTINCT FROM %s", (through,))[0][0]
            if waiting == 0 and behind == 0:
                return
            time.sleep(0.03)
        raise SystemExit(f"{self.name}: not judged through {through} after two minutes; see {self.folder}")

    def acknowledge(self, day, count):
        rows = self.query(
            """SELECT a.id FROM alert a LEFT JOIN project p ON p.id = a.project_id LEFT JOIN indicator i ON i.id = a.indicator_id
            WHERE a.state = 'open' ORDER BY md5(concat_ws(' ', a.rule, p.code, i.position, a.period, %s)) LIMIT %s""",
            (str(day), count))
        for index, (alert,) in enumerate(rows):
            if index % 2:
                self.command("alerts", "silence", str(alert), "--until", str(day + 12 * year.DAY), "--by", "张三", "--as-of", str(day))
            else:
                self.command("alerts", "acknowledge", str(alert), "--note", "已安排支付", "--until", str(day + 8 * year.DAY),
                             "--by", "张三", "--as-of", str(day))

    def live(self, plan, days, pace, nemesis=None):
        began = time.monotonic()
        for index, day in enumerate(days):
            day_began = time.monotonic()
            work = plan[day]
            if nemesis:
                nemesis.start(index)
            # The evening before, so that each evaluation as of a day sees the same facts whenever it is made.
            self.record(day, work)
            self.set_clock(day, "07:30:00")
            time.sleep(pace * 0.3)
            self.set_clock(day, "08:30:00")
            if not nemesis or work["late"] or work["acknowledge"]:
                self.wait_until_judged(day)
                self.record(day, work, late=True)
                self.wait_until_judged(day)
                if work["acknowledge"]:
                    self.acknowledge(day, work["acknowledge"])
            if nemesis:
                nemesis.finish(index)
            rest = pace - (time.monotonic() - day_began)
            if rest > 0:
                time.sleep(rest)
            self.set_clock(day, "20:00:00")
            if sys.stderr.isatty() or index % 20 == 0 or index + 1 == len(days):
                say(f"{self.name}: {day}，第{index + 1}/{len(days)}个评判日，{time.monotonic() - began:.0f} s")

    def settle(self, day):
        """Until every message is delivered, at noon of the next workday: what was written in the evening waits for it."""
        self.set_clock(day, "12:00:00")
        self.wait_until_judged(day)
        end = time.monotonic() + 180
        while time.monotonic() < end:
            if self.query("SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'superseded')")[0][0] == 0:
                if self.query("SELECT count(*) FROM job WHERE state = 'waiting' AND kind = 'digest'")[0][0] == 0:
                    return
            time.sleep(0.1)
        raise SystemExit(f"{self.name}: messages not delivered after three minutes; see {self.folder}")

    def history(self):
        rows = self.query(
            """SELECT concat_ws('|', d.code, p.code, i.position, a.rule, a.period), t.number, t.kind, t.as_of, t.severity,
              t.facts::text, t.rule_set, t.until
            FROM alert a JOIN department d ON d.id = a.department_id LEFT JOIN project p ON p.id = a.project_id
            LEFT JOIN indicator i ON i.id = a.indicator_id JOIN alert_transition t ON t.alert_id = a.id ORDER BY 1, 2""")
        history = collections.defaultdict(list)
        for key, *transition in rows:
            history[key].append(tuple(transition))
        return dict(history)

    def ledger(self):
        return self.query(
            """SELECT p.code, e.voucher, e.occurred_on, e.amount_fen, count(*) OVER (PARTITION BY p.code, e.voucher)
            FROM spending_entry e JOIN project p ON p.id = e.project_id ORDER BY 1, 2""")

    def received(self):
        with open(f"{self.folder}/received", encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def outbox(self):
        return self.query(
            "SELECT o.key, c.kind, o.state, o.attempts FROM outbox o JOIN channel c ON c.id = o.channel_id ORDER BY o.id")

    def untold(self):
        """What was overtaken while it waited, of which nothing newer reached the same person by the same channel."""
        return self.query(
            """SELECT o.key, a.alert_id FROM outbox o JOIN outbox_alert a ON a.outbox_id = o.id
            WHERE o.state = 'superseded' AND NOT EXISTS (
              SELECT FROM outbox_alert n JOIN outbox m ON m.id = n.outbox_id
              WHERE m.state = 'sent' AND n.recipient_id = a.recipient_id AND n.channel_id = a.channel_id
                AND n.alert_id = a.alert_id AND n.transition > a.transition)""")

    def disordered(self):
        """What one person was told by one channel before something that was written and due earlier."""
        return self.query(
            """SELECT a.key, b.key FROM outbox a JOIN outbox b
              ON b.recipient_id = a.recipient_id AND b.channel_id = a.channel_id AND b.id > a.id
            JOIN channel c ON c.id = a.channel_id AND c.kind <> 'inbox'
            WHERE a.state = 'sent' AND b.state = 'sent' AND b.not_before >= a.not_before AND b.sent_at < a.sent_at""")

    def close(self):
        self.sinks.stdin.close()
        self.sinks.wait()


class Nemesis:
    """Kills, restarts and freezes, by a plan made from the seed: on which day, how long after its start, and whom."""

    def __init__(self, seed, days, kills, restarts, server, daemons):
        chance = random.Random(f"nemesis {seed}")
        self.server, self.daemons = server, daemons
        self.plan = collections.defaultdict(list)
        for _ in range(kills):
            self.plan[chance.randrange(days)].append((chance.random() * 0.8, "kill", chance.randrange(2), chance.random() * 0.6))
        for index in range(restarts):
            self.plan[chance.randrange(days)].append((chance.random() * 0.5, "crash", 0, 0))
        self.freeze_day = days // 2
        self.kills = self.restarts = self.freezes = 0
        self.thread, self.failure, self.over = None, None, False

    def start(self, index):
        acts = sorted(self.plan.get(index, []))
        if index == self.freeze_day:
            self.daemons[0].freeze()
            self.freezes += 1
            self.thaw_at = time.monotonic() + 12
        if self.daemons[0].frozen and time.monotonic() > self.thaw_at:
            self.daemons[0].thaw()
        self.thread = threading.Thread(target=self.act, args=(acts,))
        self.thread.start()

    def act(self, acts):
        try:
            began = time.monotonic()
            for offset, what, who, pause in acts:
                time.sleep(max(0, offset - (time.monotonic() - began)))
                if self.over:
                    return
                if what == "kill":
                    # One that ended before is found here: the kill would hide it.
                    self.see_alive(self.daemons[who])
                    self.daemons[who].kill()
                    time.sleep(pause)
                    self.daemons[who].start()
                    self.kills += 1
                else:
                    self.server.crash()
                    self.restarts += 1
        except BaseException as error:
            self.failure = error

    def see_alive(self, daemon):
        if daemon.process.poll() is not None:
            raise SystemExit(f"{daemon.name} ended by itself with {daemon.process.returncode}; see {daemon.run.folder}")

    def finish(self, index):
        self.thread.join()
        if self.failure:
            raise self.failure
        for daemon in self.daemons:
            self.see_alive(daemon)

    def give_up(self):
        """Nothing is started any more once this returns."""
        self.over = True
        if self.thread:
            self.thread.join()

    def end(self):
        if self.daemons[0].frozen:
            time.sleep(max(0, self.thaw_at - time.monotonic()))
            self.daemons[0].thaw()


def state_on(history, day):
    state = {}
    for key, transitions in history.items():
        known = [t for t in transitions if t[2] <= day]
        if known:
            state[key] = known[-1]
    return state


def content(entry):
    """What a receiver sees of a message, without what belongs to the transfer."""
    if entry["kind"] == "mail":
        return json.dumps([entry[k] for k in ("to", "sender", "subject", "date", "id", "parts")], ensure_ascii=False, sort_keys=True)
    return entry["body"]


def key_of(entry):
    return entry["key"] if entry["kind"] == "mail" else entry["headers"]["idempotency-key"]


def check(quiet, disturbed, days):
    """Every promise; gives what is broken."""
    broken = []
    for day in days:
        a, b = state_on(quiet["history"], day), state_on(disturbed["history"], day)
        for key in sorted(set(a) | set(b)):
            if a.get(key) != b.get(key):
                broken.append(f"{day}: {key}: quiet {a.get(key)}, disturbed {b.get(key)}")
    if quiet["ledger"] != disturbed["ledger"]:
        broken.append("ledgers differ")
    for run in (quiet, disturbed):
        if any(row[4] != 1 for row in run["ledger"]):
            broken.append("an entry was counted twice")
        seen, taken = collections.defaultdict(set), collections.Counter()
        for entry in run["received"]:
            seen[key_of(entry)].add(hashlib.sha256(content(entry).encode()).hexdigest())
            taken[key_of(entry)] += entry["taken"]
        broken += [f"one key with two contents: {key}" for key, contents in seen.items() if len(contents) > 1]
        sent = {key for key, kind, _, _ in run["outbox"] if kind != "inbox"}
        overtaken = {key for key, _, state, _ in run["outbox"] if state == "superseded"}
        broken += [f"not delivered: {key}" for key, _, state, _ in run["outbox"] if state not in ("sent", "superseded")]
        broken += [f"overtaken, but nothing newer was told: {row}" for row in run["untold"]]
        broken += [f"told before what was written earlier: {row}" for row in run["disordered"]]
        broken += [f"marked as sent but not received: {key}" for key in sorted(sent - overtaken) if taken[key] == 0]
        broken += [f"received but never written: {key}" for key in sorted(set(seen) - sent)]
    if set(quiet["acked"]) != set(disturbed["acked"]):
        broken.append(f"other answers were given: {set(quiet['acked']) ^ set(disturbed['acked'])}")
    return broken


def try_checker(quiet, disturbed, days):
    """The checker must find what it is there for."""
    import copy
    spoiled = []
    one = copy.deepcopy(disturbed)
    key = sorted(one["history"])[0]
    last = one["history"][key][-1]
    one["history"][key][-1] = last[:4] + ('{"paid":"0.01"}',) + last[5:]
    spoiled.append(("a changed fact", one))
    two = copy.deepcopy(disturbed)
    two["ledger"] = two["ledger"][1:]
    spoiled.append(("a lost entry", two))
    three = copy.deepcopy(disturbed)
    entry = copy.deepcopy(next(e for e in three["received"] if e["kind"] == "http"))
    entry["body"] += " "
    three["received"].append(entry)
    spoiled.append(("a key with another content", three))
    four = copy.deepcopy(disturbed)
    gone = key_of(next(e for e in four["received"] if e["taken"]))
    four["received"] = [e for e in four["received"] if key_of(e) != gone]
    spoiled.append(("a lost message", four))
    for name, run in spoiled:
        if not check(quiet, run, days):
            raise SystemExit(f"the checker does not find {name}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs="+")
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--restarts", type=int, default=5)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--pace", type=float, default=1.0, help="seconds a day takes at least when disturbed")
    parser.add_argument("--keep", action="store_true")
    options = parser.parse_args()

    folder = cluster.folder()
    server = cluster.Server(folder + "/pg", 5432, ["fsync=off", "max_wal_size=1GB"]).make().start()
    began = time.monotonic()
    running, nemesis = [], None
    try:
        drafts = []
        subprocess.run([options.binary, "migrate", "--database", server.url()], check=True, stdout=subprocess.DEVNULL)
        for document in options.documents:
            done = subprocess.run([options.binary, "import", document, "--dry-run", "--json", "--database", server.url()],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=True)
            drafts += json.loads(done.stdout)["documents"]
        results, counts = {}, {}
        for name in ("quiet", "disturbed"):
            is_disturbed = name == "disturbed"
            run = Run(name, options, server, options.seed, 0.2 if is_disturbed else 0, 0.1 if is_disturbed else 0)
            run.set_up(options.documents)
            exceptions = dict(run.query("SELECT day, worked FROM calendar_day"))
            months = {row[0] for row in run.query("SELECT DISTINCT unnest(months) FROM plan_version")} | {3, 6, 10, 12}
            days = year.judged_days(FIRST, options.days, exceptions, months)
            plan = year.make(options.seed, drafts, days)
            run.set_clock(FIRST - year.DAY, "20:00:00")
            daemons = [Daemon(run, f"daemon-{n}") for n in range(2 if is_disturbed else 1)]
            running = daemons
            for daemon in daemons:
                daemon.start()
            run.wait_until_judged(FIRST - year.DAY)
            nemesis = Nemesis(options.seed, len(days), options.kills, options.restarts, server, daemons) if is_disturbed else None
            run.live(plan, days, options.pace if is_disturbed else 0, nemesis)
            if nemesis:
                nemesis.end()
                counts = {"kills": nemesis.kills, "restarts": nemesis.restarts, "freezes": nemesis.freezes,
                          "starts": sum(d.starts for d in daemons)}
            after = days[-1] + year.DAY
            while not year.is_workday(after, exceptions):
                after += year.DAY
            run.settle(after)
            counts["stop"] = max(counts.get("stop", 0), *[daemon.stop() for daemon in daemons])
            running = []
            run.close()
            results[name] = {"history": run.history(), "ledger": run.ledger(), "received": run.received(),
                             "outbox": run.outbox(), "untold": run.untold(), "disordered": run.disordered(), "acked": run.acked, "uncertain": run.uncertain,
                             "jobs": dict(run.query("SELECT state, count(*) FROM job GROUP BY 1"))}
        quiet, disturbed = results["quiet"], results["disturbed"]
        # Both years were judged once more, on the workday after the last: what was said then must be the same too.
        days.append(after)
        broken = check(quiet, disturbed, days)
        lost = {row[:2] for row in quiet["ledger"]} - {row[:2] for row in disturbed["ledger"]}
        double = [row for row in disturbed["ledger"] if row[4] > 1]
        try_checker(quiet, quiet, days)
        for line in broken[:30]:
            print("BROKEN " + line)
        keys = [key_of(entry) for entry in disturbed["received"] if entry["taken"]]
        print(f"seed={options.seed} days={options.days} judged={len(days) - 1} kills={counts['kills']} "
              f"restarts={counts['restarts']} freezes={counts['freezes']} starts={counts['starts']} "
              f"alerts={len(quiet['history'])} transitions={sum(map(len, quiet['history'].values()))} "
              f"entries={len(disturbed['ledger'])} retried-commands={disturbed['uncertain']} "
              f"messages={len(disturbed['outbox'])} "
              f"overtaken={sum(state == 'superseded' for _, _, state, _ in disturbed['outbox'])} refused-or-broken={sum(not e['taken'] for e in disturbed['received'])} "
              f"repeats={len(keys) - len(set(keys))} set-aside={disturbed['jobs'].get('set-aside', 0)} "
              f"stop={counts['stop']:.1f}s lost={len(lost)} double={len(double)} broken={len(broken)} "
              f"took={time.monotonic() - began:.0f}s")
        if broken:
            options.keep = True
            say(f"kept for a look: {folder}")
        return 1 if broken else 0
    except BaseException:
        options.keep = True
        say(f"kept for a look: {folder}")
        raise
    finally:
        if nemesis:
            nemesis.give_up()
        for daemon in running:
            if daemon.process and daemon.process.poll() is None:
                daemon.kill()
        server.stop("immediate")
        if not options.keep:
            cluster.remove(folder)


if __name__ == "__main__":
    sys.exit(main())
