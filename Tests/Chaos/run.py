"""A year in a database of its own: its daemons, its people with their commands, its receivers."""
import csv, json, os, signal, subprocess, sys, threading, time

sys.path.insert(0, os.path.dirname(__file__))
import cluster, watch, year

HERE = os.path.dirname(os.path.abspath(__file__))


class Broken(Exception):
    """A promise that was not kept while the year went on: something never happened, or a daemon ended by itself."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def trial(act, settings, keep=False):
    """Runs `act(server, folder)`, which gives whether all was well, on a server of its own; gives the exit code. What was made is
    removed where all was well, else kept for a look."""
    folder, good = cluster.folder(), False
    server = cluster.Server(folder + "/pg", 5432, settings).make().start()
    try:
        good = act(server, folder)
    except Broken as problem:
        print(f"BROKEN {problem}")
    finally:
        server.stop("immediate")
        if good and not keep:
            cluster.remove(folder)
        else:
            say(f"kept for a look: {folder}")
    return 0 if good else 1


class Daemon:
    """One `jixiao serve`, started again whenever it is wanted."""

    def __init__(self, run, name, *options):
        self.run, self.name, self.process, self.starts, self.options = run, name, None, 0, options
        self.frozen = False

    def start(self):
        self.starts += 1
        log = open(f"{self.run.folder}/{self.name}.log", "a")
        self.process = subprocess.Popen(
            [self.run.binary, "serve", "--database", self.run.url, "--clock", f"@{self.run.clock_file}", "--listen",
             "127.0.0.1:0", *self.options], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.run.environment)

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

    def ended(self):
        """What it said last where it ended by itself; None where it runs."""
        if self.process.poll() is None:
            return None
        with open(f"{self.run.folder}/{self.name}.log", errors="replace") as log:
            return f"{self.name} ended by itself with {self.process.returncode}: {' '.join(log.read()[-400:].splitlines()[-4:])}"

    def stop(self):
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Broken(f"{self.name} did not stop within 15 s")
        return time.monotonic() - began


class Run:
    """One year in a database of its own, with receivers of its own."""

    def __init__(self, name, options, server, plan_seed, fail, slow, patience=120):
        self.name, self.binary, self.server, self.patience = name, options.binary, server, patience
        self.folder = f"{server.folder}/{name}"
        os.makedirs(self.folder, exist_ok=True)
        self.clock_file = f"{self.folder}/clock"
        self.environment = {**os.environ, "HOME": self.folder, "JIXIAO_KEY_FILE": f"{self.folder}/key", "TZ": "America/New_York"}
        self.environment.pop("JIXIAO_DATA", None)
        self.url = server.url(name)
        self.acked, self.refused, self.uncertain = {}, {}, 0
        # When the clock file was first about to show each day: before that moment no daemon can have known of it.
        self.clock, self.exceptions = [], {}
        self.lock = threading.Lock()
        # Looks after the daemons while something is waited for.
        self.look = lambda: None
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
                raise Broken(f"{arguments}: {done.returncode} {done.stdout} {done.stderr}")
            if time.monotonic() - first > cluster.PATIENCE:
                raise Broken(f"{arguments}: no certain answer in {cluster.PATIENCE} s: {done.returncode} {done.stderr}")
            self.uncertain += 1
            time.sleep(0.2)

    def set_clock(self, day, clock):
        if not self.clock or self.clock[-1][1] != day:
            self.clock.append((time.time(), day))
        with open(self.clock_file + ".new", "w") as file:
            file.write(f"{day}T{clock}")
        os.replace(self.clock_file + ".new", self.clock_file)

    def set_up(self, documents):
        self.server.create(self.name)
        self.command("migrate", may_refuse=False)
        self.query(watch.OBSERVERS)
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
        self.exceptions = dict(self.query("SELECT day, worked FROM calendar_day"))

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

    def wait(self, what, is_so, patience=None):
        """Until something is so; for ever is a broken promise."""
        end = time.monotonic() + (patience or self.patience)
        while not is_so():
            self.look()
            if time.monotonic() > end:
                raise Broken(f"{self.name}: {what}: not after {patience or self.patience} s; see {self.folder}")
            time.sleep(0.03)

    def wait_until_judged(self, through):
        """Until every due evaluation is done."""
        self.wait(f"judged through {through}", lambda: self.query(
            """SELECT NOT EXISTS (SELECT FROM job WHERE state = 'waiting' AND kind IN ('evaluate', 'reevaluate'))
              AND NOT EXISTS (SELECT FROM fact_asked)
              AND NOT EXISTS (SELECT FROM department WHERE evaluated_through IS DISTINCT FROM %s)""", (through,))[0][0])

    def wait_until_told(self, day):
        """Until the morning of a day is held for everyone, so that what a person does next comes after it."""
        if not year.is_workday(day, self.exceptions):
            return
        self.wait(f"morning of {day} held", lambda: self.query(
            """SELECT NOT EXISTS (SELECT FROM job WHERE state = 'waiting' AND kind = 'digest')
              AND (SELECT planned_through >= (%s + time '08:30') AT TIME ZONE 'Asia/Shanghai' FROM schedule WHERE kind = 'digest')""",
            (day,))[0][0])

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
                self.wait_until_told(day)
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
        self.wait_until_told(day)
        self.wait("messages delivered", lambda: not self.query("SELECT id FROM outbox WHERE state = 'waiting' LIMIT 1"))

    def gather(self):
        return watch.gather(self.query, self.received(), self.acked, self.clock, self.uncertain)

    def received(self):
        with open(f"{self.folder}/received", encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def close(self):
        """Ends the receivers; they have no more to take."""
        if not self.sinks.stdin.closed:
            self.sinks.stdin.close()
            self.sinks.wait()


