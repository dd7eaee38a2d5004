"""Who kills, freezes and crashes, by a plan made from the seed."""
import collections, random, threading, time


class Nemesis:
    """Kills, restarts and freezes, by a plan made from the seed: on which day, how long after its start, and whom."""

    def __init__(self, seed, days, kills, restarts, server, daemons):
        chance = random.Random(f"nemesis {seed}")
        self.server, self.daemons = server, daemons
        self.plan = collections.defaultdict(list)
        for _ in range(kills):
            self.plan[chance.randrange(days)].append((chance.random() * 0.8, "kill", chance.randrange(2), chance.random() * 0.6))
        for index in range(restarts):
            self.plan[chance.randrange(days)].append((chance.random() * 0.5, "crash", 0, 0))
        self.freeze_day = days // 2
        self.kills = self.restarts = self.freezes = 0
        self.thread, self.failure, self.over = None, None, False
        self.lock, self.ended = threading.Lock(), []

    def start(self, index):
        acts = sorted(self.plan.get(index, []))
        if index == self.freeze_day:
            self.daemons[0].freeze()
            self.freezes += 1
            self.thaw_at = time.monotonic() + 12
        if self.daemons[0].frozen and time.monotonic() > self.thaw_at:
            self.daemons[0].thaw()
        self.thread = threading.Thread(target=self.act, args=(acts,))
        self.thread.start()

    def act(self, acts):
        try:
            began = time.monotonic()
            for offset, what, who, pause in acts:
                time.sleep(max(0, offset - (time.monotonic() - began)))
                if self.over:
                    return
                if what == "kill":
                    self.kill(self.daemons[who], pause)
                else:
                    self.server.crash()
                    self.restarts += 1
        except BaseException as error:
            self.failure = error

    def kill(self, daemon, pause):
        with self.lock:
            # One that ended before is found here: the kill would hide it.
            self.revive(daemon)
            daemon.kill()
            time.sleep(pause)
            daemon.start()
            self.kills += 1

    def revive(self, daemon):
        """A daemon that ended by itself has broken a promise; it is started again, as its unit would, so that the year goes on."""
        words = daemon.ended()
        if words:
            self.ended.append(words)
            daemon.start()

    def look(self):
        if self.lock.acquire(blocking=False):
            try:
                for daemon in self.daemons:
                    self.revive(daemon)
            finally:
                self.lock.release()

    def finish(self, index):
        self.thread.join()
        if self.failure:
            raise self.failure
        self.look()

    def give_up(self):
        """Nothing is started any more once this returns."""
        self.over = True
        if self.thread:
            self.thread.join()

    def end(self):
        """Nobody is frozen any more; gives what was done."""
        if self.daemons[0].frozen:
            time.sleep(max(0, self.thaw_at - time.monotonic()))
            self.daemons[0].thaw()
        return {"kills": self.kills, "restarts": self.restarts, "freezes": self.freezes,
                "ended": self.ended, "starts": sum(daemon.starts for daemon in self.daemons)}
