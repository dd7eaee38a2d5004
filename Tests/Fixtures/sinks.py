"""Listeners that stand for the other side of the channels: a web server (webhook and the three robots) and mail servers
(plain, STARTTLS with a login, TLS). They write what they got, parsed by other means than ours, as JSON lines.

usage: sinks.py LOG [--fail P] [--slow P] [--seed N] [--certificate CERT KEY]
Prints one line of JSON with its ports, then serves until its standard input ends.
"""
import argparse, asyncio, base64, email, email.policy, hashlib, hmac, json, random, ssl, sys, threading, time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("log")
parser.add_argument("--fail", type=float, default=0)
parser.add_argument("--slow", type=float, default=0)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--certificate", nargs=2)
options = parser.parse_args()
chance = random.Random(options.seed)
lock = threading.Lock()
log = open(options.log, "a", encoding="utf-8")
SECRET = "SECtest"


def note(**entry):
    with lock:
        log.write(json.dumps(entry, ensure_ascii=False) + "\n")
        log.flush()


def draw():
    """What to do with the next message: fail, be slow, or take it."""
    with lock:
        fails, slow, how = chance.random() < options.fail, chance.random() < options.slow, chance.randrange(3)
    return fails, slow, how


def dingtalk_sign(milliseconds):
    digest = hmac.new(SECRET.encode(), f"{milliseconds}\n{SECRET}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def feishu_sign(seconds):
    return base64.b64encode(hmac.new(f"{seconds}\n{SECRET}".encode(), b"", hashlib.sha256).digest()).decode()


class Web(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"{}", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        entry = {"kind": "http", "path": url.path, "headers": {k.lower(): v for k, v in self.headers.items()},
                 "body": body.decode("utf-8", "replace"), "time": time.time()}
        name = url.path.strip("/")
        if name == "hook":
            fails, slow, how = draw()
            if slow:
                time.sleep(0.3 + 0.7 * how)
            note(**entry, taken=not fails)
            if fails and how == 0:
                self.close_connection = True
                return
            return self.answer(500 if fails and how == 1 else 429 if fails else 200, b'{"ok":true}')
        if name == "signed":
            stamp = self.headers.get("X-Jixiao-Timestamp", "")
            wanted = "sha256=" + hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
            entry["signed"] = wanted == self.headers.get("X-Jixiao-Signature") and abs(time.time() - int(stamp)) < 60
            note(**entry)
            return self.answer(200 if entry["signed"] else 401)
        if name == "dingtalk":
            good = query.get("sign") == dingtalk_sign(query.get("timestamp")) and query.get("access_token") == "T"
            note(**entry, signed=good, json=json.loads(body))
            return self.answer(200, json.dumps({"errcode": 0 if good else 310000, "errmsg": "ok" if good else "sign not match"}).encode())
        if name == "feishu":
            data = json.loads(body)
            good = data.get("sign") == feishu_sign(data.get("timestamp"))
            note(**entry, signed=good, json=data)
            return self.answer(200, json.dumps({"code": 0 if good else 19021, "msg": "success" if good else "sign match fail"}).encode())
        if name == "wecom":
            data = json.loads(body)
            good = query.get("key") == "K" and len(data["markdown"]["content"].encode()) <= 4096
            note(**entry, signed=good, json=data)
            return self.answer(200, json.dumps({"errcode": 0 if good else 93000, "errmsg": "ok"}).encode())
        note(**entry)
        if name == "fast":
            return self.answer(200, b'{"errcode":45009,"errmsg":"api freq out of limit"}')
        if name == "say":  # answers whatever the query asks for: status, Retry-After, a body in base64
            wait = [("Retry-After", query["wait"])] if "wait" in query else []
            return self.answer(int(query.get("status", 200)), base64.urlsafe_b64decode(query.get("body", "e30=")), wait)
        if name == "busy":
            return self.answer(429, headers=[("Retry-After", "7")])
        if name == "broken":
            return self.answer(503)
        if name == "gone":
            return self.answer(410, "没有了".encode())
        if name == "moved":
            return self.answer(302, headers=[("Location", "http://127.0.0.1:1/")])
        if name == "cut":  # says yes, then leaves in the middle of its answer
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"half")
            self.close_connection = True
            return
        if name == "hang":
            time.sleep(30)
        if name == "endless":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(400):
                    self.wfile.write(b"x" * 65536)
            except OSError:
                pass
            self.close_connection = True
            return
        self.answer(200)


class Mail:
    def __init__(self, name):
        self.name = name

    async def handle_DATA(self, server, session, envelope):
        fails, slow, how = draw()
        if slow:
            await asyncio.sleep(0.3 + 0.7 * how)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        # A file by its name and a digest of its bytes.
        parts = {part.get_content_type() if part.get_content_maintype() == "text" else part.get_filename():
                 part.get_content() if part.get_content_maintype() == "text" else hashlib.sha256(part.get_content()).hexdigest()
                 for part in message.walk() if not part.is_multipart()}
        note(kind="mail", server=self.name, to=envelope.rcpt_tos, sender=envelope.mail_from, taken=not fails,
             tls=session.ssl is not None, user=getattr(session.auth_data, "login", b"").decode() if session.auth_data else None,
             subject=str(message["Subject"]), date=str(message["Date"]), id=str(message["Message-ID"]),
             key=str(message["X-Idempotency-Key"]), type=message.get_content_type(), parts=parts, time=time.time())
        return "451 try again later" if fails else "250 taken as number 42"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("nobody@"):
            return "550 no such person"
        if address.startswith("strange@"):
            return "550 \x1b[31mno\x07 " + "x" * 900
        envelope.rcpt_tos.append(address)
        return "250 OK"


def login(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login == b"jixiao" and data.password == "口令x".encode(), auth_data=data)


class Implicit(Controller):
    def factory(self):
        return SMTP(self.handler, **self.SMTP_kwargs)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        pass  # a sender that was killed in the middle is no news here


web = Server(("127.0.0.1", 0), Web)
threading.Thread(target=web.serve_forever, daemon=True).start()
ports = {"http": web.server_port}
plain = Controller(Mail("plain"), hostname="127.0.0.1", port=0)
servers = [("smtp", plain)]
if options.certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*options.certificate)
    servers += [
        ("starttls", Controller(Mail("starttls"), hostname="127.0.0.1", port=0, tls_context=context,
                                require_starttls=True, authenticator=login, auth_required=True)),
        ("smtps", Controller(Mail("smtps"), hostname="127.0.0.1", port=0, ssl_context=context)),
    ]
import socket
for name, controller in servers:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        controller.port = free.getsockname()[1]
    controller.start()
    ports[name] = controller.port
print(json.dumps(ports), flush=True)
sys.stdin.read()
