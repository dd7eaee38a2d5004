"""A service with people of every role, and browsers that come to it: what the trials by browser stand on.

The data are the two samples with the payments of half a year, on a clock that stands at a day in July 2025.
"""
import base64
import contextlib
import hashlib
import hmac
import json
import os
import pathlib
import re
import shutil
import socket
import struct
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = "Kx9#mQ2vLp"
# account, role, where
PEOPLE = [
    ("王芳", "填报人", ["--department", "304"]),
    ("李强", "负责人", ["--department", "304"]),
    ("陈外", "填报人", ["--department", "306"]),
    ("赵敏", "财政绩效股", []),
    ("周系", "系统管理员", []),
    ("吴安", "安全管理员", []),
    ("郑审", "审计员", []),
]
CLOCK = "2025-07-03T09:00"
# The project that most trials are about: 保洁费项目.
PROJECT = "13062525P000232100244"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def totp(secret, at=None):
    """The code of a secret as an authenticator shows it (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", "") + "=" * (-len(secret.replace(" ", "")) % 8))
    step = struct.pack(">Q", int(at if at is not None else time.time()) // 30)
    digest = hmac.new(key, step, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 1_000_000)


class Hall:
    """The service on data of its own."""

    def __init__(self, binary, people=PEOPLE, clock=CLOCK, department_samples=("304", "306"), payments=True,
                 observations=False):
        self.binary = str(pathlib.Path(binary).resolve())
        self.folder = tempfile.mkdtemp(prefix="jixiao-browser-")
        os.chmod(self.folder, 0o755)
        self.data = self.folder + "/data"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes = []
        self.passwords = {}
        self.secrets = {}
        self.clock = clock
        try:
            self.serve()
            self.furnish(department_samples, payments, observations, people)
        except BaseException:
            self.close()
            raise

    def furnish(self, departments, payments, observations, people):
        for code in departments:
            self.run("import", str(ROOT / f"deploy/samples/{code}-2025.txt"))
        if payments:
            self.run("record", "spend", "--from", str(ROOT / "deploy/samples/spending-2025.csv"))
        if observations:
            self.run("record", "observation", "--from", str(ROOT / "deploy/samples/observations-2025.csv"))
        for name, role, where in people:
            # The first account is made by whoever owns the data, and so are the others: 安全管理员 comes last of these.
            self.run("user", "add", name, "--role", role, *where)
        for name, _, _ in people:
            self.passwords[name] = json.loads(self.run("user", "reset", name, "--json"))["password"]

    def serve(self, port=None, *more):
        """Starts a daemon; gives its address."""
        port = port or self.port
        log = open(f"{self.folder}/serve-{port}.log", "ab")
        process = subprocess.Popen(
            [self.binary, "serve", "--data", self.data, "--listen", f"127.0.0.1:{port}", "--clock", self.clock, *more],
            stdout=log, stderr=log, env={**os.environ, "HOME": self.folder})
        self.processes.append(process)
        deadline = time.time() + 60
        while time.time() < deadline:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return process
            if process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit("守护进程没有启动：\n" + open(f"{self.folder}/serve-{port}.log").read())

    def run(self, *arguments, check=True):
        result = subprocess.run(
            [self.binary, *arguments, "--data", self.data], capture_output=True, text=True,
            env={**os.environ, "HOME": self.folder})
        if check and result.returncode != 0:
            raise SystemExit(f"{' '.join(arguments)}：{result.returncode}\n{result.stdout}{result.stderr}")
        return result.stdout

    def close(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def sign_in(self, page, name):
        """Signs somebody in, through whatever the first time asks for."""
        page.goto(self.url + "/sign-in")
        page.fill("#f-account", name)
        page.fill("#f-password", self.passwords[name])
        if name in self.secrets:
            self.wait_for_new_step(name)
            page.fill("#f-code", totp(self.secrets[name]))
        page.click("main button.main")
        self.finish(page, name)

    def finish(self, page, name):
        """Goes on from where the password was taken, until somebody is in."""
        if "/sign-in/password" in page.url:
            page.fill("#f-new", PASSWORD)
            page.fill("#f-again", PASSWORD)
            page.click("main button.main")
            self.passwords[name] = PASSWORD
        if "/sign-in/factor" in page.url:
            page.click("main button.main")
            self.secrets[name] = page.inner_text(".steps code").replace(" ", "")
            page.fill("#f-code", totp(self.secrets[name]))
            self.used = {**getattr(self, "used", {}), name: int(time.time()) // 30}
            page.click("main button.main")
            page.click("main a.button")
        if "/sign-in" in page.url:
            raise AssertionError(f"{name} 没有登录：" + page.inner_text("main"))

    def fill_form(self, page, place):
        """Fills in what only people know of the cleaning project's monitoring form."""
        page.goto(self.url + place)
        for row in range(1, 8):
            actual = page.locator(f"[name='actual.{row}']")
            if actual.is_visible() and not actual.input_value():
                actual.fill("未到期")
            page.check(f"[name='likelihood.{row}'][value={'完全不可能' if row == 4 else '确定能'}]")
        page.locator("[name='causes.4']").first.check()
        page.fill("[name='explanation.4']", "资金6月才到位")
        page.fill("[name='measures.4']", "三季度补足")

    def wait_for_new_step(self, name):
        """A code is good once: waits for the next where this one was used."""
        while int(time.time()) // 30 <= getattr(self, "used", {}).get(name, 0):
            time.sleep(0.5)
        self.used = {**getattr(self, "used", {}), name: int(time.time()) // 30}


@contextlib.contextmanager
def chromium(playwright):
    """Debian's Chromium, where it is, else Playwright's."""
    path = shutil.which("chromium")
    browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
    try:
        yield browser
    finally:
        browser.close()
