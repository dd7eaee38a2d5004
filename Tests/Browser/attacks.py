"""What somebody hostile would try at the door, by sockets of our own; with --scan also wapiti and sslscan, where they are installed.

usage: attacks.py --binary PATH [--scan]
"""
import argparse
import http.client
import io
import pathlib
import re
import select
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse
import zipfile

from hall import PASSWORD, Hall, free_port

failures = []


def check(what, holds, detail=""):
    print(f"{'通过' if holds else '没有通过'}：{what}{'' if holds else '（' + str(detail) + '）'}")
    if not holds:
        failures.append(what)


class Client:
    """A browser as far as cookies and tokens go."""

    def __init__(self, port):
        self.port, self.cookies, self.text, self.status, self.headers = port, {}, "", 0, {}

    def ask(self, method, path, body=None, headers=None, origin=True):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        head = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), **(headers or {})}
        if method == "POST" and origin:
            head.setdefault("Origin", f"http://127.0.0.1:{self.port}")
        connection.request(method, path, body, head)
        answer = connection.getresponse()
        self.text, self.status, self.headers = answer.read().decode("utf-8", "replace"), answer.status, answer.headers
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
            if "Max-Age=0" in cookie:
                self.cookies.pop(name)
        connection.close()
        return self

    @property
    def token(self):
        found = re.search(r'name="token" value="([^"]+)"', self.text)
        return found.group(1) if found else ""

    def post(self, path, fields, headers=None, origin=True, token=None):
        body = urllib.parse.urlencode({**fields, "token": self.token if token is None else token})
        return self.ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}, origin)

    def upload(self, path, field, name, content):
        boundary = "xyzzy"
        body = (f'--{boundary}\r\nContent-Disposition: form-data; name="token"\r\n\r\n{self.token}\r\n--{boundary}\r\n'
                f'Content-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n').encode() + content + f"\r\n--{boundary}--\r\n".encode()
        return self.ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={boundary}"})

    def sign_in(self, hall, name):
        self.ask("GET", "/sign-in").post("/sign-in", {"account": name, "password": hall.passwords[name]})
        if "/sign-in/password" in self.headers.get("Location", ""):
            self.ask("GET", "/sign-in/password").post("/sign-in/password", {"new": PASSWORD, "again": PASSWORD})
            hall.passwords[name] = PASSWORD
        return self.ask("GET", "/me")


def waits(port, pieces, pause, limit):
    """How long a connection that says these pieces with pauses stays open, up to a limit; and what came."""
    with socket.create_connection(("127.0.0.1", port)) as peer:
        peer.settimeout(0.2)
        began, got = time.time(), b""
        pieces = iter(pieces)
        due = began
        while time.time() - began < limit:
            if time.time() >= due:
                piece = next(pieces, None)
                if piece:
                    try:
                        peer.sendall(piece)
                    except OSError:
                        return time.time() - began, got
                due = time.time() + pause
            try:
                more = peer.recv(4096)
                if not more:
                    return time.time() - began, got
                got += more
            except TimeoutError:
                continue
            except OSError:
                return time.time() - began, got
    return limit, got


def attack(hall):
    port = hall.port
    took, _ = waits(port, [b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "] + [b"a"] * 60, 0.5, 25)
    check(f"半个请求头10秒后断开（{took:.1f}秒）", took < 14, took)
    took, _ = waits(port, [], 1, 25)
    check(f"什么都不说的连接10秒后断开（{took:.1f}秒）", took < 14, took)
    head = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 8000\r\n\r\n"
    took, _ = waits(port, [head] + [b"a=1&"] * 60, 0.5, 25)
    check(f"每秒几个字节的正文被断开（{took:.1f}秒）", took < 14, took)

    clerk = Client(port).sign_in(hall, "王芳")
    check("登录", clerk.status == 200 and "王芳" in clerk.text, clerk.status)
    for origin in ("http://evil.example", "null", f"https://127.0.0.1:{port}"):
        clerk.ask("GET", "/me")
        token = clerk.token
        clerk.post("/sign-out", {}, {"Origin": origin}, token=token)
        check(f"来自 {origin} 的提交不收", clerk.status == 403, clerk.status)
    clerk.ask("GET", "/me")
    clerk.post("/sign-out", {}, origin=False)
    check("不说从哪里来的提交不收", clerk.status == 403, clerk.status)

    guesser = Client(port)
    seen = set()
    for number in range(8):
        guesser.ask("GET", "/sign-in").post(
            "/sign-in", {"account": "李强", "password": f"guess-{number}"}, {"X-Forwarded-For": f"203.0.113.{number}"})
        seen.add(guesser.status)
    check("X-Forwarded-For 换不来更多次猜密码", 409 in seen or 429 in seen, seen)

    for path in ("/projects/13040225P00000310001A", "/alerts/1", "/alerts/999999", "/forms/monitoring-6/whole?department=306",
                 "/rectify/1", "/bureau", "/admin", "/security", "/audit", "/kept/00000000-0000-0000-0000-000000000000",
                 "/import/00000000-0000-0000-0000-000000000000", "/projects/%2e%2e%2f", "/static/../../etc/passwd", "/projects/%00"):
        clerk.ask("GET", path)
        check(f"猜到的地址 {path}：{clerk.status}", clerk.status in (200, 303, 400, 403, 404, 422), clerk.status)
        check(f"  {path} 里没有别的部门", "邯山区" not in clerk.text or clerk.status == 403, "")

    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _ in range(2_000):
                member.write(b"\0" * (1 << 20))
    began = time.time()
    clerk.ask("GET", "/import")
    field = re.search(r'type="file"[^>]*name="([^"]+)"', clerk.text) or re.search(r'name="([^"]+)"[^>]*type="file"', clerk.text)
    clerk.upload("/import", field.group(1) if field else "file", "炸弹.docx", bomb.getvalue())
    check(f"2GB 的压缩炸弹被拒绝（{clerk.status}，{time.time() - began:.1f}秒）", clerk.status in (303, 413, 422) and time.time() - began < 20, clerk.status)
    check("之后照常服务", clerk.ask("GET", "/me").status == 200)
    clerk.ask("GET", "/import")
    told, said, sent = too_large(clerk, "/import", 64 << 20)
    check(f"超过20MB的不收（{told}，收了{sent >> 20}MB）", told == 413 and "20MB" in said and sent < 32 << 20, (told, said[:200], sent))
    check("之后照常服务", clerk.ask("GET", "/me").status == 200)

    # No list has so many pages; a number that no machine word holds is a number all the same.
    for path in ("/projects?page=9223372036854775808", "/projects?page=-1", "/alerts?page=99999999999999999999999999", "/entry?from=9223372036854775807",
                 "/observations?from=1e9", "/projects?page=" + "9" * 4000, "/projects?day=99999999999-01-01"):
        clerk.ask("GET", path)
        check(f"数不了的 {path[:60]}：{clerk.status}", clerk.status == 400 and "请退回上一页改正" in clerk.text, clerk.text[:200])
    check("之后照常服务", clerk.ask("GET", "/me").status == 200 and all(process.poll() is None for process in hall.processes))


def too_large(client, path, size):
    """Sends a form that is too large for its place, as long as somebody takes it: the status and the words that come back, and how much
    was taken. A connection that ends without a word has no status."""
    boundary = "xyzzy"
    head = (f'--{boundary}\r\nContent-Disposition: form-data; name="token"\r\n\r\n{client.token}\r\n--{boundary}\r\n'
            f'Content-Disposition: form-data; name="file"; filename="大.txt"\r\n\r\n').encode()
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    own = f"127.0.0.1:{client.port}"
    request = (f"POST {path} HTTP/1.1\r\nHost: {own}\r\nOrigin: http://{own}\r\nCookie: {cookies}\r\n"
               f"Content-Type: multipart/form-data; boundary={boundary}\r\nContent-Length: {len(head) + size}\r\n\r\n").encode() + head
    got, sent, piece = b"", 0, b"a" * (1 << 16)
    with socket.create_connection(("127.0.0.1", client.port), 30) as peer:
        peer.sendall(request)
        while sent < size and not select.select([peer], [], [], 0)[0]:
            try:
                peer.sendall(piece)
            except OSError:
                break
            sent += len(piece)
        peer.settimeout(30)
        try:
            while b"</html>" not in got and (more := peer.recv(1 << 16)):
                got += more
        except OSError as error:
            return f"连接断开：{error}", got.decode("utf-8", "replace"), sent
    found = re.match(rb"HTTP/1\.1 (\d+)", got)
    return int(found.group(1)) if found else "没有回答", got.decode("utf-8", "replace"), sent


def handshakes(hall):
    """Connections that begin to agree on their encryption and never end it are closed, and others are served meanwhile."""
    certificate, key = hall.folder + "/cert.pem", hall.folder + "/key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
                    "-subj", "/CN=localhost"], check=True, capture_output=True)
    port = free_port()
    hall.serve(port, "--tls-cert", certificate, "--tls-key", key)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    sending, receiving = ssl.MemoryBIO(), ssl.MemoryBIO()
    try:
        context.wrap_bio(receiving, sending, server_hostname="localhost").do_handshake()
    except ssl.SSLWantReadError:
        pass
    hello = sending.read()
    took, got = waits(port, [hello], 60, 25)
    check(f"握手到一半的连接10秒后断开（{took:.1f}秒，答了{len(got)}字节）", 8 < took < 14 and len(got) > 100, (took, got[:50]))
    # One byte now and then is no progress either.
    took, _ = waits(port, [hello[index : index + 1] for index in range(60)], 0.5, 25)
    check(f"一个字节一个字节握手的连接10秒后断开（{took:.1f}秒）", 8 < took < 14, took)
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(20)]
    began = time.time()
    with socket.create_connection(("127.0.0.1", port)) as raw, context.wrap_socket(raw) as peer:
        peer.sendall(b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        first = peer.recv(64)
    check(f"这期间别人照常（{time.time() - began:.1f}秒）", first.startswith(b"HTTP/1.1 200") and time.time() - began < 3, first)
    for peer in idle:
        peer.close()
    return port, context


def scan(hall, port, context):
    secure = f"https://127.0.0.1:{port}"
    if shutil.which("sslscan"):
        text = subprocess.run(["sslscan", "--no-colour", f"127.0.0.1:{port}"], capture_output=True, text=True).stdout
        print("\n".join(line for line in text.splitlines() if re.match(r"\s*(SSLv|TLSv|Preferred|Accepted)", line)))
        for old in ("SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1"):
            check(f"{old} 关闭", re.search(rf"{old}\s+disabled", text) is not None)
        context.set_alpn_protocols(["h2", "http/1.1"])
        with socket.create_connection(("127.0.0.1", port)) as raw, context.wrap_socket(raw) as peer:
            check("HTTP/2", peer.selected_alpn_protocol() == "h2", peer.selected_alpn_protocol())
    if shutil.which("wapiti"):
        report = hall.folder + "/wapiti.txt"
        subprocess.run(["wapiti", "-u", secure + "/sign-in", "--verify-ssl", "0", "--scope", "domain", "-f", "txt", "-o", report, "--flush-session",
                        "--max-scan-time", "120", "-m", "all"], capture_output=True, timeout=600)
        text = pathlib.Path(report).read_text() if pathlib.Path(report).exists() else "没有报告"
        found = [line.strip() for line in text.splitlines() if re.match(r"^\s+\S.* :\s+[1-9]", line)]
        print(text[:3000])
        check("wapiti 没有发现", not found, found)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--scan", action="store_true")
    options = parser.parse_args()
    hall = Hall(options.binary)
    try:
        attack(hall)
        port, context = handshakes(hall)
        if options.scan:
            scan(hall, port, context)
    finally:
        hall.close()
    print(f"{len(failures)}处没有通过")
    sys.exit(1 if failures else 0)
