"""A proxy between programs and PostgreSQL that counts the messages programs send and cuts a connection at the n-th of them.

It understands as much of the protocol (version 3) as that takes: where a message begins and ends. How it cuts:

- before: the message never reaches the server;
- after: it reaches the server, which answers, and the answer never comes back;
- inside: half of the answer comes back.

Every other connection, and every later one, is let through.

usage: proxy.py ADDRESS SOCKET     lets everything through, from another network; prints its port, and serves until its input ends
"""
import socket, struct, sys, threading

MODES = ("before", "after", "inside")
# What the server answers at once; anything else waits for one of these (Query, Sync, Flush, CopyDone, the first message).
ANSWERED = b"QSHc\0"


class Proxy:
    def __init__(self, path, address="127.0.0.1"):
        """`path` is the server's unix socket."""
        self.path, self.lock = path, threading.Lock()
        self.count, self.at, self.mode, self.cut = 0, None, None, None
        self.listener = socket.create_server((address, 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def arm(self, at=None, mode=None):
        """Counts from 0 again; cuts at the message number `at`, from 1."""
        with self.lock:
            self.count, self.at, self.mode, self.cut = 0, at, mode, None

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=Link(self, client).run, daemon=True).start()

    def number(self, kind):
        """Counts a message; the way to cut at it, or None."""
        with self.lock:
            self.count += 1
            if self.at != self.count:
                return None
            self.cut = kind
            return self.mode

    def close(self):
        self.listener.close()


class Link:
    """One connection of a program."""

    def __init__(self, proxy, client):
        self.proxy, self.client, self.begun = proxy, client, False
        self.server = socket.socket(socket.AF_UNIX)
        self.held, self.answered = None, threading.Event()

    def run(self):
        try:
            self.server.connect(self.proxy.path)
        except OSError:
            return self.close()
        threading.Thread(target=self.back, daemon=True).start()
        waiting = b""
        try:
            while data := self.client.recv(65536):
                waiting += data
                while (message := self.first(waiting)) is not None:
                    waiting = waiting[len(message):]
                    if not self.pass_on(message):
                        return
        except OSError:
            pass
        self.close()

    def first(self, data):
        """The first whole message; None while it is not all there. The very first ones bear no kind."""
        start = 1 if self.begun else 0
        if len(data) < start + 4:
            return None
        length = struct.unpack_from("!i", data, start)[0] + start
        return data[:length] if len(data) >= length else None

    def pass_on(self, message):
        kind = message[:1] if self.begun else b"\0"
        # After a request for encryption the first message is still to come.
        if not self.begun and struct.unpack_from("!i", message, 4)[0] >> 16 == 3:
            self.begun = True
        mode = self.proxy.number(kind)
        if mode is None:
            self.server.sendall(message)
            return True
        if mode != "before":
            self.held = bytearray()
            self.server.sendall(message)
            self.answered.wait(5 if kind in ANSWERED else 0.02)
            if mode == "inside" and self.held:
                self.client.sendall(bytes(self.held[:max(1, len(self.held) // 2)]))
        self.close(reset=mode == "before")
        return False

    def back(self):
        try:
            while data := self.server.recv(65536):
                if self.held is None:
                    self.client.sendall(data)
                else:
                    self.held += data
                    self.answered.set()
        except OSError:
            pass
        self.answered.set()
        if self.held is None:
            self.close()

    def close(self, reset=False):
        if reset:
            self.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        for end in (self.client, self.server):
            try:
                if not (reset and end is self.client):
                    end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()


if __name__ == "__main__":
    print(Proxy(sys.argv[2], sys.argv[1]).port, flush=True)
    sys.stdin.read()
