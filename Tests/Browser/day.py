"""What a journey goes with: the service, browsers with or without script, and a word where something is not as it should be."""
import contextlib
import subprocess


class Day:
    """One journey's tools: the service, and browsers with or without script."""

    def __init__(self, hall, browser, script, breakage=None):
        self.hall, self.browser, self.script, self.contexts = hall, browser, script, []
        self.breakage = breakage

    def context(self, **more):
        context = self.browser.new_context(
            viewport={"width": 1366, "height": 768}, java_script_enabled=self.script, **more)
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        if self.breakage:
            self.breakage.of_context(context)
        return context

    def page(self, name):
        """A window in which somebody is signed in."""
        page = self.context().new_page()
        self.hall.sign_in(page, name)
        return page

    def go(self, page, place):
        return page.goto(self.hall.url + place)

    @property
    def mark(self):
        """What the two walks of a journey tell their own by."""
        return "S" if self.script else "N"

    def broken(self, *parts):
        """Where a journey is at what it is about: breaks it, where it is walked to be broken."""
        if self.breakage:
            self.breakage.of_moment(*parts)

    def close(self):
        for context in self.contexts:
            context.close()


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def only(script):
    """A journey that there is only with script, or only without: the other is neither walked nor counted."""
    def mark(journey):
        journey.script = script
        return journey
    return mark


class Database:
    """The service's own database, as nobody but a trial sees it."""

    def __init__(self, hall):
        self.url = f"postgresql:///postgres?host={hall.data}/run&port=5432&user=jixiao"

    def ask(self, statement):
        """The rows of a question, a line each."""
        result = subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", self.url, "-c", statement], capture_output=True, text=True)
        if result.returncode != 0:
            raise AssertionError(f"数据库没有回答“{statement}”：{result.stderr}")
        return result.stdout.strip()

    @contextlib.contextmanager
    def holding(self, statement):
        """Holds what a statement locks, as long as this lasts."""
        holder = subprocess.Popen(
            ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", self.url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            holder.stdin.write(f"BEGIN; {statement}; SELECT 'held';\n")
            holder.stdin.flush()
            for line in iter(holder.stdout.readline, ""):
                if line == "held\n":
                    break
            else:
                raise AssertionError("没有锁住：" + statement)
            yield
        finally:
            holder.stdin.close()
            holder.wait(10)

    def waiting(self):
        """How many statements wait for a lock."""
        return int(self.ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"))
