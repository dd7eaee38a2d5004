"""Other ways to the database: by way of PgBouncer in transaction mode everything works, and on a standby the questions do.

usage: doors.py --binary JIXIAO DOCUMENT
"""
import argparse, os, pwd, subprocess, sys, time

import psycopg2
import psycopg2.errors

sys.path.insert(0, os.path.dirname(__file__))
import cluster
from failover import PROJECTS, Pair, say

PROJECT = PROJECTS["304"]
LAYOUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "deploy", "samples", "layout-anhui.json")


class Office:
    """The program as a person calls it, on one URL."""

    def __init__(self, binary, url, folder, **environment):
        self.binary, self.url = binary, url
        self.environment = {**os.environ, "HOME": folder, "JIXIAO_KEY_FILE": f"{folder}/key", **environment}

    def run(self, *arguments, expect=0):
        done = subprocess.run([self.binary, *arguments, "--database", self.url], stdin=subprocess.DEVNULL, timeout=120,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=self.environment)
        if done.returncode != expect:
            raise SystemExit(f"{arguments}: {done.returncode} {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def serve(self, log):
        return subprocess.Popen([self.binary, "serve", "--database", self.url, "--listen", "127.0.0.1:0", "--clock",
                                 "2025-04-15T10:00x1"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment)


class Pooler:
    """PgBouncer with three sessions of the server for all clients."""

    def __init__(self, folder, server):
        self.folder = folder + "/pooler"
        os.makedirs(self.folder)
        with open(self.folder + "/ini", "w") as file:
            file.write(f"[databases]\n* = host={server.folder} port={server.port} user=jixiao\n[pgbouncer]\nlisten_port = 6432\n"
                       f"unix_socket_dir = {self.folder}\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 3\n")
        as_user = ["-u", "postgres"] if os.getuid() == 0 else []
        if as_user:
            os.chown(self.folder, pwd.getpwnam("postgres").pw_uid, -1)
        self.process = subprocess.Popen(["/usr/sbin/pgbouncer", "-q", *as_user, self.folder + "/ini"], stdin=subprocess.DEVNULL)
        self.url = f"postgresql:///jixiao?host={self.folder}&port=6432&user=jixiao"

    def stop(self):
        self.process.kill()
        self.process.wait()


def wait(what, is_so, seconds=60):
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise SystemExit(f"never came about: {what}")
        time.sleep(0.1)


def daemon_at_work(office, folder, name, people):
    """Two daemons and many commands at once; an entry that breaks the budget is judged."""
    with open(f"{folder}/{name}.log", "a") as log:
        daemons = [office.serve(log) for _ in range(2)]
        try:
            wait("judged", lambda: people.query("SELECT 1 FROM department WHERE evaluated_through = '2025-04-15'", database="jixiao"))
            commands = [subprocess.Popen(
                [office.binary, "record", "spend", "--project", PROJECT, "--date", "2025-04-14", "--amount", "4000元", "--voucher",
                 f"{name}-{n}", "--database", office.url], stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=office.environment)
                for n in range(12)]
            ends = [command.wait(120) for command in commands]
            if any(ends):
                raise SystemExit(f"{name}: commands ended with {ends}; see {folder}")
            wait("the broken budget seen", lambda: people.query(
                "SELECT 1 FROM alert WHERE rule = 'overspent' AND severity = 'red'", database="jixiao"))
            if any(daemon.poll() is not None for daemon in daemons):
                raise SystemExit(f"{name}: a daemon ended; see {folder}")
        finally:
            for daemon in daemons:
                daemon.terminate()
            for daemon in daemons:
                daemon.wait(30)


def pooled(options, folder):
    server = cluster.Server(folder + "/pg", 5432, ["fsync=off"]).make().start()
    pooler = None
    try:
        server.create("jixiao")
        pooler = Pooler(folder, server)
        direct = Office(options.binary, f"postgresql:///jixiao?host={server.folder}&port=5432&user=jixiao", folder)
        office = Office(options.binary, pooler.url, folder)
        wait("the pooler answers", lambda: os.path.exists(f"{pooler.folder}/.s.PGSQL.6432"))
        refusal = office.run("migrate", expect=1)
        if "连接池" not in refusal:
            raise SystemExit(f"an upgrade through a pooler: {refusal}")
        direct.run("migrate")
        office.run("import", options.document)
        path = f"{folder}/spend.csv"
        with open(path, "w") as file:
            file.write("项目编码,日期,金额,凭证号\n" + "".join(f"{PROJECT},2025-03-0{n},10元,C-{n}\n" for n in range(1, 9)))
        for _ in range(2):
            office.run("record", "spend", "--from", path)
        office.run("record", "observation", "--project", PROJECT, "--indicator", "1", "--date", "2025-03-05", "--value", "430平方米")
        daemon_at_work(office, folder, "pooled", server)
        # How long ago was judged differs from second to second.
        office.run("status")
        for question in (["alerts", "--as-of", "2025-04-15", "--json"], ["department", "list"], ["clock", "show"],
                         ["report", "summary", "--department", "304", "--year", "2025", "--format", "json"],
                         ["form", "list", "--department", "304", "--year", "2025", "--json"]):
            if office.run(*question) != direct.run(*question):
                raise SystemExit(f"{question}: another answer through the pooler")
        if "JIXIAO_LISTEN_URL" not in office.run("doctor", expect=1):
            raise SystemExit("doctor says nothing of the pooler")
        # Past the pooler it is heard at once.
        listening = Office(options.binary, pooler.url, folder, JIXIAO_LISTEN_URL=direct.url)
        daemon_at_work(listening, folder, "listening", server)
        log = open(f"{folder}/listening.log").read()
        if "not listening" in log or "not listening" not in open(f"{folder}/pooled.log").read():
            raise SystemExit(f"listening past the pooler; see {folder}")
    finally:
        if pooler:
            pooler.stop()
        server.stop("immediate")


def standby(options, folder):
    pair = Pair(folder + "/pair", synchronous=True)
    try:
        office = Office(options.binary, pair.url, folder)
        office.run("migrate")
        office.run("import", options.document)
        office.run("record", "spend", "--project", PROJECT, "--date", "2025-02-03", "--amount", "100元", "--voucher", "S-1")
        office.run("evaluate", "--as-of", "2025-04-01")
        reader = Office(options.binary, f"postgresql://jixiao@/jixiao?host={pair.standby.folder}&port=5433", folder)
        wait("replayed", lambda: pair.standby.query("SELECT 1 FROM alert", database="jixiao"))
        reader.run("status", "--as-of", "2025-04-01")
        for question in (["alerts", "--as-of", "2025-04-01", "--json"],
                         ["department", "list", "--json"], ["clock", "show"], ["rules", "show"], ["calendar", "show"], ["rectify", "list"],
                         ["recipient", "list"], ["channel", "list"], ["route", "list"], ["alerts", "deliveries"],
                         ["import", options.document, "--dry-run", "--json"], ["form", "list", "--department", "304", "--year", "2025", "--json"],
                         ["form", "layout", "list"],
                         ["form", "show", "--project", PROJECT, "--year", "2025", "--through", "6", "--form", "monitoring"],
                         ["report", "summary", "--department", "304", "--year", "2025", "--format", "json"],
                         ["report", "monitoring", "--department", "304", "--year", "2025", "--through", "6", "--format", "md"],
                         ["report", "bulletin", "--year", "2025", "--through", "6", "--format", "md"],
                         ["report", "doubts", "--year", "2025", "--format", "json"]):
            there, here = [subprocess.run([o.binary, *question, "--database", o.url], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                          stderr=subprocess.PIPE, text=True, env=o.environment) for o in (office, reader)]
            if (there.returncode, there.stdout) != (here.returncode, here.stdout) or there.returncode == 2:
                raise SystemExit(f"{question} on a standby: {here.returncode} {here.stdout[:300]}{here.stderr}\n"
                                 f"on the primary: {there.returncode} {there.stderr}")
        refusal = reader.run("record", "spend", "--project", PROJECT, "--date", "2025-02-03", "--amount", "1元", "--voucher", "S-2", expect=3)
        if "备用库" not in refusal:
            raise SystemExit(f"an act on a standby: {refusal}")
    finally:
        pair.stop()


def refused(dsn, statements):
    """Each is refused for want of rights."""
    for statement in statements:
        connection = psycopg2.connect(dsn)
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
            raise SystemExit(f"not refused: {statement}")
        except psycopg2.errors.InsufficientPrivilege:
            pass
        finally:
            connection.close()


def roles(options, folder):
    """Commands and daemons by a role that owns nothing: all works, and what is kept stays."""
    server = cluster.Server(folder + "/roles", 5432, ["fsync=off"]).make().start()
    try:
        server.create("jixiao")
        for role in ("owner", "service", "reader", "auditor"):
            server.query(f"CREATE ROLE {role} LOGIN")
        server.query("ALTER DATABASE jixiao OWNER TO owner")
        url, dsn = (lambda role: f"postgresql:///jixiao?host={server.folder}&port=5432&user={role}",
                    lambda role: f"dbname=jixiao host={server.folder} port=5432 user={role}")
        owner, office = Office(options.binary, url("owner"), folder), Office(options.binary, url("service"), folder)
        owner.run("migrate")
        for arguments, word in ((["nobody", "--as", "reader"], "CREATE ROLE"), (["owner", "--as", "service"], "所有者"),
                                (["jixiao", "--as", "service"], "超级用户")):
            if word not in owner.run("roles", "grant", *arguments, expect=1):
                raise SystemExit(f"roles grant {arguments}")
        office.run("roles", "grant", "reader", "--as", "service", expect=3)
        for role in ("service", "reader", "auditor"):
            owner.run("roles", "grant", role, "--as", role)
        if "所有者" not in office.run("roles", "grant", "reader", "--as", "service", expect=1):
            raise SystemExit("a service gives rights")
        office.run("import", options.document, "--by", "李四")
        path = f"{folder}/spend.csv"
        with open(path, "w") as file:
            file.write("项目编码,日期,金额,凭证号\n" + "".join(f"{PROJECT},2025-03-0{n},10元,C-{n}\n" for n in range(1, 9)))
        for _ in range(2):
            office.run("record", "spend", "--from", path, "--by", "张三")
        daemon_at_work(office, folder, "service", server)
        for command in (["evaluate"], ["recipient", "add", "--name", "张三"], ["rules", "use", "HE-2020-10"], ["clock", "show"],
                        ["set", "public-url", "http://127.0.0.1"],
                        ["form", "fill", "--project", PROJECT, "--year", "2025", "--indicator", "4",
                         "--causes", "经费保障", "--explanation", "资金6月才到位", "--likelihood", "有可能", "--measures", "补足", "--by", "张三"],
                        ["form", "layout", "add", LAYOUT],
                        ["form", "layout", "use", "AH-monitoring", "--department", "304"]):
            office.run(*command, expect=0)
        if server.query("SELECT DISTINCT actor FROM spending_entry WHERE voucher LIKE 'C-%'", database="jixiao") != [("张三",)]:
            raise SystemExit("not recorded by whom")
        refused(dsn("service"), [
            "DROP TRIGGER spending_entry_append_only ON spending_entry", "DELETE FROM import",
            "ALTER TABLE spending_entry DISABLE TRIGGER spending_entry_append_only", "UPDATE spending_entry SET amount_fen = 1",
            "TRUNCATE spending_entry", "SET session_replication_role = replica", "INSERT INTO database_role VALUES ('x', 'service')",
            "UPDATE schema_migration SET breaking = false", "UPDATE project_version SET budget_fen = 1", "CREATE TABLE own (n int)",
            "SELECT * FROM spending_entry_2025", "DELETE FROM spending_entry_2025", "DROP TABLE spending_entry_2025",
            "ALTER TABLE spending_entry DETACH PARTITION spending_entry_2025", "INSERT INTO year_act DEFAULT VALUES",
            "CREATE SCHEMA own"])
        for role, statement in (("reader", "SELECT open_year(2050)"), ("service", "SELECT archive_years('[2025,2026)')")):
            refused(dsn(role), [statement])
        refused(dsn("reader"), [
            "SELECT * FROM channel", "SELECT secret FROM channel", "SELECT * FROM recipient_address", "SELECT body FROM outbox",
            "DELETE FROM project", "INSERT INTO setting VALUES ('a', 'b')"])
        refused(dsn("auditor"), ["SELECT secret FROM channel", "DELETE FROM project", "SELECT * INTO own FROM project"])
        for role, statement in (("reader", "SELECT actor FROM spending_entry"), ("auditor", "SELECT body FROM outbox"),
                                ("auditor", "SELECT name FROM channel")):
            connection = psycopg2.connect(dsn(role))
            connection.cursor().execute(statement)
            connection.close()
        owner.run("roles", "revoke", "reader")
        refused(dsn("reader"), ["SELECT * FROM project"])
    finally:
        server.stop("immediate")


def archives(options, folder):
    """A year that is put away, copied out of the database, dropped, and brought back."""
    server = cluster.Server(folder + "/archives", 5432, ["fsync=off"]).make().start()
    try:
        server.create("jixiao")
        office = Office(options.binary, server.url("jixiao"), folder)
        office.run("migrate")
        document = f"{folder}/304-2014.txt"
        with open(options.document) as source, open(document, "w") as copy:
            copy.write(source.read().replace("2025", "2014"))
        office.run("import", document, "--year", "2014")
        office.run("record", "spend", "--project", PROJECT, "--date", "2014-03-20", "--amount", "7500元", "--voucher", "P-1")
        office.run("evaluate", "--year", "2014", "--as-of", "2014-07-01")
        before = office.run("status", "--year", "2014", "--as-of", "2014-07-01", "--json")
        office.run("archive", "year", "2014", expect=1)
        office.run("archive", "year", "2014", "--yes")
        program = lambda name, *words: subprocess.run(
            [f"{cluster.PROGRAMS}/{name}", "-d", server.url("jixiao"), *words], check=True, capture_output=True, text=True).stdout
        copied = program("pg_dump", "-n", "public_archive")
        program("psql", "-q", "-c", "DROP SCHEMA public_archive CASCADE")
        if "不在数据库里" not in office.run("archive", "list") or "pg_restore" not in office.run("archive", "restore", "2014", expect=1):
            raise SystemExit("an archive that is not there is not missed")
        with open(f"{folder}/copied.sql", "w") as file:
            file.write(copied)
        program("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", f"{folder}/copied.sql")
        office.run("archive", "restore", "2014")
        if office.run("status", "--year", "2014", "--as-of", "2014-07-01", "--json") != before:
            raise SystemExit("another answer than before the year was put away")
        office.run("record", "spend", "--project", PROJECT, "--date", "2014-03-21", "--amount", "1元", "--voucher", "P-2")
    finally:
        server.stop("immediate")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("document")
    parser.add_argument("--binary", required=True)
    options = parser.parse_args()
    folder = cluster.folder()
    os.chmod(folder, 0o755)
    try:
        if os.path.exists("/usr/sbin/pgbouncer"):
            pooled(options, folder)
            say("by way of PgBouncer: all work")
        else:
            say("by way of PgBouncer: SKIPPED, it is not installed")
        roles(options, folder)
        say("by a role that owns nothing: all work, and what is kept stays")
        archives(options, folder)
        say("a year put away, copied out, dropped and brought back: the same answer")
        standby(options, folder)
        say("on a standby: all questions answered")
    except BaseException:
        say(f"kept for a look: {folder}")
        raise
    cluster.remove(folder)


if __name__ == "__main__":
    main()
