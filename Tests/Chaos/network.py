"""Two networks of a test's own, a program in one and the way to its server in the other, between which packets can vanish
without a word: no reset, no end of a connection, as when a cable is drawn. Needs root and network namespaces."""
import os, subprocess, sys

HERE = os.path.dirname(os.path.abspath(__file__))
NEAR, FAR, NOBODY = "10.213.7.1", "10.213.7.2", "02:00:00:00:00:99"


def ip(*arguments):
    subprocess.run(["ip", *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


class Refused(Exception):
    """This machine allows no networks of one's own."""


class Network:
    def __init__(self, socket_path):
        self.near, self.far = f"jixiao-{os.getpid()}-a", f"jixiao-{os.getpid()}-b"
        self.relay = None
        try:
            self.make()
        except (OSError, subprocess.CalledProcessError) as problem:
            self.close()
            raise Refused(getattr(problem, "stderr", None) or str(problem)) from problem
        self.relay = subprocess.Popen([*self.inside(self.far), "/usr/bin/python3", f"{HERE}/proxy.py", FAR, socket_path],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.relay.stdout.readline())

    def make(self):
        for name in (self.near, self.far):
            ip("netns", "add", name)
            ip("-n", name, "link", "set", "lo", "up")
        ip("-n", self.near, "link", "add", "wire", "type", "veth", "peer", "name", "wire", "netns", self.far)
        for name, address in ((self.near, NEAR), (self.far, FAR)):
            ip("-n", name, "address", "add", address + "/24", "dev", "wire")
            ip("-n", name, "link", "set", "wire", "up")
        self.addresses = {name: self.hardware(name) for name in (self.near, self.far)}
        self.heal()

    def hardware(self, name):
        shown = subprocess.run(["ip", "-n", name, "-o", "link", "show", "wire"], check=True, stdout=subprocess.PIPE, text=True)
        return shown.stdout.split("link/ether ")[1].split()[0]

    @staticmethod
    def inside(name):
        return ["ip", "netns", "exec", name]

    def neighbours(self, near, far):
        ip("-n", self.near, "neighbour", "replace", FAR, "lladdr", far, "dev", "wire", "nud", "permanent")
        ip("-n", self.far, "neighbour", "replace", NEAR, "lladdr", near, "dev", "wire", "nud", "permanent")

    def drop(self):
        """From now on every packet, both ways, goes to nobody."""
        self.neighbours(NOBODY, NOBODY)

    def heal(self):
        self.neighbours(self.addresses[self.near], self.addresses[self.far])

    def close(self):
        if self.relay:
            self.relay.stdin.close()
            self.relay.wait()
        for name in (self.near, self.far):
            subprocess.run(["ip", "netns", "delete", name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
