"""PostgreSQL servers of a test's own: made, started, killed, promoted, stopped. As root they run as the user postgres."""
import glob, os, pwd, shutil, signal, subprocess, sys, tempfile, threading, time

import psycopg2

PROGRAMS = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda p: int(p.split("/")[4]))[-1]
AS_SERVER = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else []
# How long a server may be away, in seconds, before a test gives up.
PATIENCE = 60


def is_away(error):
    """Whether a question failed because its server went away or is just starting, and not because of the question."""
    if isinstance(error, (psycopg2.OperationalError, psycopg2.InterfaceError)) or type(error) is psycopg2.DatabaseError:
        # Without a state there was no answer at all; 57P01 to 57P03 are shutdown, crash and "cannot connect now".
        return error.pgcode is None or error.pgcode in ("57P01", "57P02", "57P03") or error.pgcode.startswith("08")
    return False


class Server:
    def __init__(self, folder, port, settings=()):
        self.folder, self.port, self.settings = folder, port, list(settings)
        self.data = folder + "/data"

    def run(self, program, *arguments, check=True):
        result = subprocess.run([*AS_SERVER, f"{PROGRAMS}/{program}", *arguments], stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True, cwd="/")
        if check and result.returncode:
            raise RuntimeError(f"{program} {arguments}: {result.stdout}")
        return result

    def make(self):
        os.makedirs(self.folder)
        if AS_SERVER:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self.run("initdb", "-D", self.data, "-U", "jixiao", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        return self

    def start(self):
        options = [f"port={self.port}", "listen_addresses=''", f"unix_socket_directories='{self.folder}'",
                   "max_connections=80", *self.settings]
        line = " ".join("-c " + option.replace(" ", "\\ ") for option in options)
        log = f"{self.folder}/log"
        # A server's standard output must not be this program's: it would keep it open.
        self.run("pg_ctl", "-D", self.data, "-l", log, "-w", "-t", "60", "-o", line, "start")
        return self

    def stop(self, mode="fast"):
        self.run("pg_ctl", "-D", self.data, "-m", mode, "-w", "-t", "60", "stop", check=False)

    def crash(self):
        """A restart as after a crash: nothing is written out, recovery does the rest."""
        self.stop("immediate")
        self.start()

    def query(self, text, values=None, database="postgres", patience=PATIENCE):
        """The rows of one statement that may be repeated: over a connection of its own, and again while the server is away.

        Only `is_away` is waited for, and no longer than `patience`; every other error is the caller's at once."""
        gone = None
        while True:
            connection = None
            try:
                # No `with connection`: its end would roll back a connection that is lost, and that is another error.
                connection = psycopg2.connect(self.dsn(database), connect_timeout=10)
                connection.autocommit = True
                with connection.cursor() as cursor:
                    cursor.execute(text, values)
                    return cursor.fetchall() if cursor.description else []
            except psycopg2.Error as error:
                if not is_away(error):
                    raise
                gone = gone or time.monotonic()
                if time.monotonic() - gone > patience:
                    raise RuntimeError(f"{database} in {self.folder}: away for {patience} s: {error}") from error
            finally:
                if connection:
                    connection.close()
            time.sleep(0.1)

    def create(self, database):
        self.query(f'CREATE DATABASE "{database}"')

    def pids(self):
        first = int(open(self.data + "/postmaster.pid").readline())
        children = subprocess.run(["pgrep", "-P", str(first)], stdout=subprocess.PIPE, text=True).stdout.split()
        return [first, *map(int, children)]

    def url(self, database="postgres"):
        return f"postgresql:///{database}?host={self.folder}&port={self.port}&user=jixiao"

    def dsn(self, database="postgres"):
        return f"dbname={database} host={self.folder} port={self.port} user=jixiao"


def folder():
    """A folder for a test's servers. From here on a test that is told to stop ends what it started, as it does when it fails."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    path = tempfile.mkdtemp(prefix="jixiao-chaos-")
    os.chmod(path, 0o755)
    return path


def remove(path):
    shutil.rmtree(path, ignore_errors=True)
