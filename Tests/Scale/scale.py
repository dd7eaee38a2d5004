"""What costs what in a big ledger: the same questions and acts on a small history and on a large one, side by side.

Made data: divisions of departments of projects, each with a plan and indicators, and payments of one year. Each figure is the
median of several runs of the whole command, in milliseconds, first with few payments, then with all; then a morning: every
recipient's digest by one daemon. Prints a table; nothing is judged, a clock decides nothing here.

usage: scale.py --binary JIXIAO [--divisions 100] [--departments 60] [--projects 10] [--entries 10000000] [--recipients 20000]
                [--history-years 0] [--history-entries 10000000]
"""
import argparse, json, os, re, statistics, subprocess, sys, time, urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE + "/../Chaos")
import cluster

CODE = "XM00000007"


def say(text):
    print(text, file=sys.stderr, flush=True)


class Scale:
    def __init__(self, options):
        self.options = options
        self.folder = cluster.folder()
        self.server = cluster.Server(self.folder + "/pg", 5432, [
            "fsync=off", "max_wal_size=8GB", "shared_buffers=1GB", "maintenance_work_mem=512MB", "checkpoint_timeout=30min"]).make().start()
        self.server.create("jixiao")
        self.url = self.server.url("jixiao")
        self.environment = {**os.environ, "HOME": self.folder, "JIXIAO_KEY_FILE": f"{self.folder}/key"}
        self.voucher = 0

    def command(self, *arguments):
        began = time.monotonic()
        done = subprocess.run([self.options.binary, *arguments, "--database", self.url], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.environment)
        if done.returncode:
            raise SystemExit(f"{arguments}: {done.returncode} {done.stdout}{done.stderr}")
        return (time.monotonic() - began) * 1000

    def sql(self, what, text):
        began = time.monotonic()
        self.server.query(text, database="jixiao")
        say(f"{what}: {time.monotonic() - began:.0f} s")

    def make(self):
        o = self.options
        self.command("migrate")
        self.sql("divisions, departments", f"""
            INSERT INTO division (code, name) SELECT lpad((130000 + n)::text, 6, '0'), '县' || n FROM generate_series(1, {o.divisions}) n;
            INSERT INTO department (fiscal_year, division, code, name, rule_set, rule_version)
            SELECT 2025, lpad((130000 + v)::text, 6, '0'), (300 + d)::text, '第' || d || '局', 'CN-2020-10',
              (SELECT max(version) FROM rule_set WHERE name = 'CN-2020-10')
            FROM generate_series(1, {o.divisions}) v, generate_series(1, {o.departments}) d;
            -- Each would ask for its department to be judged.
            SET session_replication_role = replica;
            INSERT INTO import (department_id, file_name, sha256, content, effective_on) SELECT id, 'made', sha256(''), '', '2025-01-01' FROM department;
            RESET session_replication_role""")
        self.sql("projects", f"""
            INSERT INTO project (department_id, division, fiscal_year, code, position, version)
            SELECT d.id, d.division, 2025, 'XM' || lpad((row_number() OVER ())::text, 8, '0'), n, 1
            FROM department d, generate_series(1, {o.projects}) n;
            INSERT INTO project_version (project_id, version, import_id, name, budget_fen, fiscal_funds_fen, other_funds_fen, carry_over, purpose, goals)
            SELECT p.id, 1, i.id, '项目' || p.id, 10000000000, 10000000000, 0, false, '用途', '{{目标}}' FROM project p JOIN import i USING (department_id);
            INSERT INTO plan_version SELECT id, 1, 'percent', '{{3,6,10,12}}', '{{25,50,75,100}}', '{{100,100,100,100}}' FROM project;
            INSERT INTO import_project SELECT i.id, p.id, 1, p.position FROM project p JOIN import i USING (department_id)""")
        self.sql("indicators", """
            INSERT INTO indicator (department_id, project_id, position, version, level1, level2, level3, description, basis, target_text,
              target_operator, target_value, target_unit, undecided, binding)
            SELECT department_id, id, k, 1, '产出指标', '数量指标', '指标' || k, '', '', '≥90%', '≥', 90, '%', false,
              CASE k WHEN 1 THEN 'spending-timeliness' ELSE 'observation' END FROM project, generate_series(1, 4) k;
            INSERT INTO indicator_version SELECT t.id, 1, i.id, position, level1, level2, level3, description, basis, target_text
              FROM indicator t JOIN import i USING (department_id);
            INSERT INTO import_indicator SELECT i.id, t.id, 1, binding, NULL, NULL FROM indicator t JOIN import i USING (department_id)""")
        self.sql("recipients", f"""
            INSERT INTO recipient (name, role, level, reach) SELECT '人' || n, 'clerk', 0, 'departments' FROM generate_series(1, {o.recipients}) n;
            INSERT INTO recipient_department (recipient_id, division, code, name)
            SELECT r.id, d.division, d.code, d.name FROM recipient r
            JOIN (SELECT *, row_number() OVER (ORDER BY id) AS n, count(*) OVER () AS all FROM department) d ON d.n = (r.id - 1) % d.all + 1;
            INSERT INTO recipient_address (recipient_id, channel_id) SELECT r.id, c.id FROM recipient r, channel c""")
        self.add(self.options.few)

    def add(self, upto):
        """Payments of the year, up to a count, by number: the same in every run."""
        projects = self.options.divisions * self.options.departments * self.options.projects
        have = self.server.query("SELECT count(*) FROM spending_entry WHERE fiscal_year = 2025", database="jixiao")[0][0]
        self.fill(2025, have, upto, f"1 + n % {projects}", f"(n / {projects} % 150)::int")
        self.settle()

    def settle(self):
        self.sql("vacuum", "VACUUM ANALYZE")
        self.sql("checkpoint", "CHECKPOINT")
        self.server.query("DELETE FROM fact_asked", database="jixiao")

    def history(self, years, entries):
        """Years before, each with one department of a thousand projects and as many payments as asked for."""
        for year in range(2025 - years, 2025):
            first = self.server.query("SELECT max(id) + 1 FROM project", database="jixiao")[0][0]
            self.sql(f"{year}", f"""
                INSERT INTO department (fiscal_year, division, code, name, rule_set, rule_version)
                SELECT {year}, division, code, name, rule_set, rule_version FROM department WHERE id = 1;
                INSERT INTO project (department_id, division, fiscal_year, code, position, version)
                SELECT d.id, d.division, {year}, 'XM' || lpad(n::text, 8, '0'), n, 1
                FROM department d, generate_series(1, 1000) n WHERE d.fiscal_year = {year}""")
            self.fill(year, 0, entries, f"{first} + n % 1000", "(n / 1000 % 365)::int")
        self.settle()

    def fill(self, year, have, upto, project, day):
        """As the owner of the tables may: rows first, then the keys of all of them. ATTACH makes those that are missing, and
        checks the foreign key."""
        if upto <= have:
            return
        part = f"spending_entry_{year}"
        keys = self.server.query(f"""
            SELECT string_agg(coalesce('ALTER TABLE {part} DROP CONSTRAINT ' || c.conname, 'DROP INDEX ' || i.indexrelid::regclass), '; ')
            FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')
            WHERE i.indrelid = '{part}'::regclass""", database="jixiao")[0][0]
        self.sql(f"payments of {year}, {have:,} to {upto:,}", f"""
            BEGIN; ALTER TABLE spending_entry DETACH PARTITION {part}; {keys}; SET LOCAL session_replication_role = replica;
            INSERT INTO {part} (id, project_id, occurred_on, fiscal_year, amount_fen, voucher, recorded_at, actor)
            SELECT nextval('spending_entry_id_seq'), {project}, date '{year}-01-01' + {day}, {year}, 100 + n % 900, 'V' || n, now(), 'made'
            FROM generate_series({have}, {upto} - 1) n; COMMIT""")
        self.sql(f"keys of {year}", f"ALTER TABLE spending_entry ATTACH PARTITION {part} FOR VALUES FROM ({year}) TO ({year + 1})")

    def entry(self):
        self.voucher += 1
        return self.command("record", "spend", "--project", CODE, "--date", "2025-05-06", "--amount", "1元", "--voucher", f"E{self.voucher}")

    def row(self):
        self.voucher += 1
        path = f"{self.folder}/one.csv"
        with open(path, "w") as file:
            file.write(f"项目编码,日期,金额,凭证号\n{CODE},2025-05-06,1元,C{self.voucher}\n")
        return self.command("record", "spend", "--from", path)

    def reversal(self):
        self.entry()
        return self.command("record", "reversal", "--voucher", f"E{self.voucher}", "--new-voucher", f"R{self.voucher}", "--date", "2025-06-01")

    def measure(self):
        place = ["--division", "130001", "--department", "301", "--year", "2025"]
        works = [
            ("one payment", self.entry), ("a file of one payment", self.row),
            ("one reversal", self.reversal),
            ("one department judged", lambda: self.command("evaluate", *place, "--as-of", "2025-07-01")),
            ("one department's status", lambda: self.command("status", *place, "--as-of", "2025-07-01")),
            ("one county's departments", lambda: self.command("department", "list", "--division", "130001", "--year", "2025")),
            ("the same answer, nothing else", lambda: self.command("rules", "show", *place)),
        ]
        figures = {}
        for name, work in works:
            work()
            figures[name] = statistics.median(work() for _ in range(7))
            say(f"  {name}: {figures[name]:.1f} ms")
        # As the program reads them.
        pages = self.server.query("""
            SET enable_seqscan = off; EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)
            SELECT e.project_id, e.occurred_on, e.amount_fen, e.category, CASE WHEN e.amount_fen < 0 THEN (SELECT o.occurred_on
              FROM spending_entry o WHERE o.id = e.reverses AND o.fiscal_year = e.fiscal_year) END
            FROM spending_entry e JOIN project p ON p.id = e.project_id
            WHERE p.department_id = ANY ('{2}') AND e.occurred_on <= '2025-07-01' AND e.fiscal_year = ANY ('{2025}'::smallint[])""",
            database="jixiao")[0][0]
        plan = pages[0]["Plan"]
        figures["pages read for one department's payments"] = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
        return figures

    def readiness(self):
        """The daemon's health while it works."""
        with open(f"{self.folder}/clock", "w") as file:
            file.write("2025-07-01T07:00:00")
        log = open(f"{self.folder}/serve.log", "w")
        daemon = subprocess.Popen([self.options.binary, "serve", "--database", self.url, "--clock", f"@{self.folder}/clock", "--listen", "127.0.0.1:18300"],
                                  stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment)
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen("http://127.0.0.1:18300/healthz", timeout=1).read()
                    break
                except OSError:
                    time.sleep(0.1)
            self.set_clock("07:30:30")
            self.until("evaluations planned", "SELECT 1 - least(1, count(*)) FROM job WHERE kind = 'evaluate'", 60)
            self.until("evaluated", "SELECT count(*) FROM job WHERE state = 'waiting' AND kind IN ('evaluate', 'reevaluate')", 3600)
            times = {}
            for page in ("readyz", "metrics"):
                runs = []
                for _ in range(21):
                    began = time.monotonic()
                    try:
                        urllib.request.urlopen(f"http://127.0.0.1:18300/{page}", timeout=10).read()
                    except urllib.error.HTTPError as error:
                        error.read()
                    runs.append((time.monotonic() - began) * 1000)
                times[page] = statistics.median(runs)
            self.set_clock("08:30:30")
            began = time.monotonic()
            self.until("digests planned", "SELECT 1 - least(1, count(*)) FROM job WHERE kind = 'digest'", 60)
            self.until("digests written", "SELECT count(*) FROM job WHERE state = 'waiting' AND kind = 'digest'", 7200)
            morning = time.monotonic() - began
            return times, morning
        finally:
            daemon.terminate()
            daemon.wait(30)

    def set_clock(self, clock):
        with open(f"{self.folder}/clock.new", "w") as file:
            file.write(f"2025-07-01T{clock}")
        os.replace(f"{self.folder}/clock.new", f"{self.folder}/clock")

    def until(self, what, query, patience):
        end, said = time.monotonic() + patience, time.monotonic()
        while True:
            left = self.server.query(query, database="jixiao")[0][0]
            if left == 0:
                # A clock is looked at once a second.
                time.sleep(2)
                if self.server.query(query, database="jixiao")[0][0] == 0:
                    return
            if time.monotonic() > end:
                raise SystemExit(f"{what}: {left} are left after {patience} s")
            if time.monotonic() - said > 15:
                said = time.monotonic()
                say(f"  {what}: {left} left")
            time.sleep(0.2)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--divisions", type=int, default=100)
    parser.add_argument("--departments", type=int, default=60)
    parser.add_argument("--projects", type=int, default=10)
    parser.add_argument("--entries", type=int, default=10_000_000)
    parser.add_argument("--few", type=int, default=100_000)
    parser.add_argument("--history-years", type=int, default=0)
    parser.add_argument("--history-entries", type=int, default=10_000_000, help="of each of these years")
    parser.add_argument("--recipients", type=int, default=20_000)
    parser.add_argument("--no-morning", action="store_true")
    options = parser.parse_args()
    scale = Scale(options)
    try:
        scale.make()
        few = scale.measure()
        scale.add(options.entries)
        if options.history_years:
            scale.history(options.history_years, options.history_entries)
        many = scale.measure()
        size = scale.server.query("SELECT pg_size_pretty(pg_database_size('jixiao'))")[0][0]
        print(f"divisions={options.divisions} departments={options.divisions * options.departments} "
              f"projects={options.divisions * options.departments * options.projects} size={size}")
        total = options.entries + options.history_years * options.history_entries
        print(f"| work | {options.few:,} payments | {total:,} payments, {1 + options.history_years} years | ratio |\n|---|---|---|---|")
        for name in few:
            print(f"| {name} | {few[name]:.1f} | {many[name]:.1f} | {many[name] / few[name]:.2f} |")
        if not options.no_morning:
            times, morning = scale.readiness()
            messages = scale.server.query("SELECT count(*) FROM outbox", database="jixiao")[0][0]
            print(f"readyz {times['readyz']:.1f} ms, metrics {times['metrics']:.1f} ms; "
                  f"{options.recipients} digests in {morning:.0f} s, {messages} messages")
    finally:
        scale.server.stop("immediate")
        cluster.remove(scale.folder)


if __name__ == "__main__":
    sys.exit(main())
