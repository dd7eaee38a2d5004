"""Every promise, and what is broken of it.

Of one year by itself (`check_year`): what was told is exactly what the rule of telling says (see telling.py); every morning was
held or superseded by a later one that was; no job was set aside, no letter is dead or waits; each receiver took each message of
its own, once at least, as it was written, in order and nothing else, but for what was overtaken while it waited, of which something
newer arrived; the ledger counts each voucher once.

Of the disturbed year beside the quiet one (`compare_years`), alerts called by their names, since rows have other numbers:

1. Alerts end each day the same, with the same facts, and ledger, observations and answers to people are the same.
2. Everything that the quiet year told is told in the disturbed one: each (recipient, channel, alert, transition), or a later
   transition of the same alert. Nothing is told that the quiet year did not tell. One thing excuses: a morning that was missed
   while the transition was the alert's last one. Missed mornings are merged into the next (`misfire = latest`), so what was
   over by then is told as what it had become, or not at all where it came and went; and the silence of whoever comes first on
   the ladder is counted from the morning on which he was told, so the next one may hear later, or no more. Only mornings of
   the recipient and, for those further up the ladder, of those before excuse anything: on no missed morning the two years'
   tellings are equal.
3. Nothing is told twice as new: a transition of an alert is told to one person by one channel in another message only as a
   reminder or on the first morning of a week.
4. What a recipient knows after each morning that was held in both years is the same: the same alerts in the same state and
   severity, an alert that is over being the same as one never heard of. For those further up the ladder this holds for alerts
   that both years told them, and for all where no morning was missed.
5. The same news in the same morning has the same words.
"""
import collections, datetime, decimal, hashlib, itertools, json, re

import telling, year
from watch import RANK


def content(entry):
    """What a receiver sees of a message, without what belongs to the transfer."""
    if entry["kind"] == "mail":
        return json.dumps([entry[k] for k in ("to", "sender", "subject", "date", "id", "parts")], ensure_ascii=False, sort_keys=True)
    return entry["body"]


def key_of(entry):
    return entry["key"] if entry["kind"] == "mail" else entry["headers"]["idempotency-key"]


def value_of(observation):
    """Of what, for which day, and the value or the judgement."""
    *of_day, value, _, judgement = observation
    return (*of_day, judgement or value)


def check_year(result, days, replay=None):
    """What is broken in one year by itself; `days` are those on which mornings were due."""
    replay = replay or telling.Replay(result)
    broken = list(replay.broken)
    for alert in result.alerts.values():
        transitions = replay.of_alert[alert.id]
        if [t.number for t in transitions] != list(range(1, len(transitions) + 1)):
            broken.append(f"{alert.name}: transitions {[t.number for t in transitions]}")
            continue
        says = transitions and (transitions[-1].number, transitions[-1].state, transitions[-1].severity)
        if (alert.last, alert.state, alert.severity) != says:
            broken.append(f"{alert.name}: is {(alert.last, alert.state, alert.severity)} and its last transition says {says}")
    broken += check_ends(result, replay)
    names = collections.Counter(alert.name for alert in result.alerts.values())
    broken += [f"{name}: {count} alerts for one thing" for name, count in names.items() if count > 1]
    broken += [f"entry counted {row[-1]} times: {row[:2]}" for row in result.ledger if row[-1] != 1]
    broken += [f"set aside: {row}" for row in result.set_aside]
    broken += check_mornings(result, days) + check_receivers(result)
    return broken


def check_ends(result, replay):
    """Nothing fails as resolved: an approaching checkpoint that ended when its day had passed, with less paid than it asked for, is
    kept as unmet, and no other is."""
    broken = []
    for alert in result.alerts.values():
        if alert.rule != "checkpoint-approaching":
            continue
        for before, end in zip(replay.of_alert[alert.id], replay.of_alert[alert.id][1:]):
            if end.kind != "resolved" or "planned" not in before.facts or "paid" not in end.facts:
                continue
            wanted = decimal.Decimal(before.facts["planned"]) * decimal.Decimal(before.facts["threshold"]) / 100
            passed = end.day > telling.month_end(alert.period)
            unmet = passed and decimal.Decimal(end.facts["paid"]) < wanted - decimal.Decimal("0.01")
            if unmet and end.facts.get("outcome") != "unmet" or not passed and end.facts.get("outcome") == "unmet":
                broken.append(f"{alert.name}: ended on {end.day} as {end.facts.get('outcome')}: {end.facts} after {before.facts}")
    return broken


def check_mornings(result, days):
    """Every morning of every recipient was held in a transaction of its own, or superseded by a later one."""
    broken, ends = [], collections.defaultdict(list)
    for ended in result.ended:
        if ended.kind == "digest":
            ends[ended.scope, ended.due].append(ended)
    held = collections.Counter((m.xid, m.recipient) for m in result.moments if m.kind == "morning")
    for recipient in result.recipients:
        done = [e for (scope, _), found in ends.items() if scope == recipient for e in found if e.state == "done"]
        for day in days:
            found = ends.pop((recipient, day), [])
            if len(found) != 1:
                broken.append(f"morning of {day} for {result.recipients[recipient].name}: ended {len(found)} times")
            elif found[0].state == "superseded" and not any(e.due > day for e in done):
                broken.append(f"morning of {day} for {result.recipients[recipient].name}: superseded by none")
        for e in done:
            if held.pop((e.xid, recipient), 0) != 1:
                broken.append(f"morning of {e.due} for {result.recipients[recipient].name}: done without being held")
    broken += [f"a morning of nobody's or of no workday: {key}" for key in ends]
    broken += [f"a morning was held without a job: {key}" for key in held]
    return broken


def check_receivers(result):
    """Each message arrived, as it was written; nothing else did."""
    broken, letters = [], {letter.key: letter for letter in result.letters}
    seen, taken = collections.defaultdict(set), collections.Counter()
    for entry in result.received:
        key = key_of(entry)
        seen[key].add(hashlib.sha256(content(entry).encode()).hexdigest())
        taken[key] += entry["taken"]
        if key not in letters:
            broken.append(f"received but never written: {key}")
        elif not is_as_written(entry, letters[key]):
            broken.append(f"received otherwise than written: {key}")
    broken += [f"one key with two contents: {key}" for key, contents in seen.items() if len(contents) > 1]
    broken += check_overtaken(result) + check_order(result)
    for letter in result.letters:
        if letter.state == "superseded":
            continue
        if letter.state != "sent":
            broken.append(f"not delivered but {letter.state}: {letter.key}")
        if result.channels[letter.channel] != "inbox" and taken[letter.key] == 0:
            broken.append(f"marked as sent but not received: {letter.key}")
    return broken


def check_overtaken(result):
    """What was overtaken while it waited was to be told at once, and something newer of each of its alerts reached the same person
    by the same channel; or it is over, which asks for nothing, and the next message will say so."""
    broken, told = [], collections.defaultdict(list)
    letters = {letter.id: letter for letter in result.letters}
    for row in result.tellings:
        if row.outbox in letters:
            told[row.recipient, row.channel, row.alert].append((row.transition, letters[row.outbox]))
    for letter in result.letters:
        if letter.state != "superseded":
            continue
        if letter.kind != "immediate":
            broken.append(f"overtaken, though it was not to be told at once: {letter.key}")
        for row in result.tellings:
            if row.outbox == letter.id and not any(
                    transition > row.transition and newer.state == "sent"
                    for transition, newer in told[row.recipient, row.channel, row.alert]) and not is_to_be_said(result, row):
                broken.append(f"overtaken, but nothing newer was told: {letter.key}: alert {row.alert} #{row.transition}")
    return broken


def is_to_be_said(result, row):
    """Whether an alert is over and the person still known to have heard only of this change of it."""
    told = result.told.get((row.recipient, row.alert))
    return result.alerts[row.alert].state == "resolved" and told is not None and told.transition == row.transition


def check_order(result):
    """What one person is told by one channel goes out in the order of writing, as far as it may go out."""
    broken, lines = [], collections.defaultdict(list)
    for letter in result.letters:
        if letter.state == "sent" and result.channels[letter.channel] != "inbox" and letter.sent_at:
            lines[letter.recipient, letter.channel].append(letter)
    for line in lines.values():
        line.sort(key=lambda letter: letter.id)
        for a, b in itertools.combinations(line, 2):
            if b.not_before >= a.not_before and b.sent_at < a.sent_at:
                broken.append(f"told before what was written earlier: {b.key} before {a.key}")
    return broken


def is_as_written(entry, letter):
    if entry["kind"] != "mail":
        return entry["body"] == letter.rich
    file = {letter.file: letter.digest} if letter.file else {}
    parts = {kind: text.replace("\r\n", "\n").rstrip("\n") for kind, text in entry["parts"].items()}
    return (entry["to"] == [letter.address] and entry["subject"] == letter.title
            and parts == {"text/plain": letter.body.rstrip("\n"), "text/html": letter.rich.rstrip("\n")} | file)


def state_on(history, day):
    state = {}
    for key, transitions in history.items():
        known = [t for t in transitions if t[2] <= day]
        if known:
            state[key] = known[-1]
    return state


class Pair:
    """The quiet year and the disturbed one, side by side."""

    def __init__(self, one, other, days, mornings):
        self.one, self.other, self.days, self.mornings = one, other, days, mornings
        self.quiet, self.disturbed = one.result, other.result
        self.levels = {r.name: r.level for r in self.quiet.recipients.values()}
        self.missed = self.missed_mornings()

    def missed_mornings(self):
        """By recipient, the mornings that only one of the years held on their own day, and those on whose day an earlier one was held
        late: where a week begins in between, what goes out once a week went out then."""
        def days_of(name, days_by_recipient, replay):
            return {day for r, days in days_by_recipient.items() if replay.result.recipients[r].name == name for day in days}
        missed = {}
        for name in self.levels:
            held = [days_of(name, replay.mornings, replay) for replay in (self.one, self.other)]
            late = [days_of(name, replay.late, replay) for replay in (self.one, self.other)]
            missed[name] = sorted((held[0] ^ held[1] | late[0] | late[1]) & set(self.mornings))
        return missed

    def excusing(self, name):
        """Missed mornings of the recipient and of those before on the ladder."""
        return sorted({day for other, level in self.levels.items() if level < self.levels[name] or other == name
                       for day in self.missed[other]})

    def broken(self):
        return (self.histories() + self.records() + self.tellings() + self.twice() + self.knowledge() + self.words())

    def histories(self):
        broken = []
        one, other = self.quiet.history(), self.disturbed.history()
        for day in self.days:
            a, b = state_on(one, day), state_on(other, day)
            for key in sorted(set(a) | set(b)):
                if a.get(key) != b.get(key):
                    broken.append(f"{day}: {key}: quiet {a.get(key)}, disturbed {b.get(key)}")
        return broken

    def records(self):
        broken = []
        if self.quiet.ledger != self.disturbed.ledger:
            difference = set(self.quiet.ledger) ^ set(self.disturbed.ledger)
            broken.append(f"ledgers differ: {sorted(map(str, difference))[:5]}")
        if self.quiet.observations != self.disturbed.observations:
            broken.append("observations differ")
        if set(self.quiet.acked) != set(self.disturbed.acked):
            broken.append(f"other answers were given: {set(self.quiet.acked) ^ set(self.disturbed.acked)}")
        return broken

    def tellings(self):
        broken = []
        days = collections.defaultdict(dict)
        for t in self.quiet.transitions:
            days[self.quiet.alerts[t.alert].name][t.number] = t.day
        for t in self.disturbed.transitions:
            days[self.disturbed.alerts[t.alert].name].setdefault(t.number, t.day)
        told, other = set(self.one.tellings()), set(self.other.tellings())
        latest = collections.defaultdict(int)
        for name, channel, alert, transition in other:
            latest[name, channel, alert] = max(latest[name, channel, alert], transition)
        for name, channel, alert, transition in sorted(told ^ other):
            first, last = days[alert].get(transition), days[alert].get(transition + 1) or datetime.date.max
            excuse = [day for day in self.excusing(name) if self.excuses(name, day, alert, days, first, last)]
            lost = (name, channel, alert, transition) in told
            heard = any(key[:3] == (name, channel, alert) and key[3] < transition for key in other)
            if lost and not (latest[name, channel, alert] > transition or self.is_over(alert, transition, heard)):
                excuse = []
            if not excuse:
                broken.append(f"{name} by {channel}: {'not told' if lost else 'told, and not in the quiet year,'} {alert} #{transition}")
        return broken

    def is_over(self, alert, transition, heard):
        """Whether nothing was left to say: somebody took the alert on, or it came and went, before the next morning that was
        held. To whom has heard of the alert its end must be told."""
        states = {t.number: t.state for t in self.disturbed.transitions if self.disturbed.alerts[t.alert].name == alert}
        return any(state != "open" for number, state in states.items() if number > transition or number == transition and not heard)

    def excuses(self, name, day, alert, days, first, last):
        """One excuses while the transition stood, or the one before it; up the ladder since the alert began."""
        if self.levels[name] > 0:
            return days[alert][1] <= day <= last
        begin = max((d for n, d in days[alert].items() if d < first), default=first)
        # What asks for nothing goes along with the first message of a week: which that is, any morning of the week decides.
        return telling.monday(begin) <= day <= last

    def twice(self):
        broken = []
        for replay, which in ((self.one, "quiet"), (self.other, "disturbed")):
            counted = collections.Counter()
            for row in replay.result.tellings:
                kind = replay.spoken.get((row.xid, row.recipient), {}).get(row.alert)
                if kind not in ("reminder", "dueThisWeek", "escalated", "lapsed"):
                    counted[row.recipient, row.channel, row.alert, row.transition] += 1
            broken += [f"{which}: told {count} times as new: {key}" for key, count in counted.items() if count > 1]
        return broken

    def knowledge(self):
        broken = []
        ids = [{r.name: r.id for r in replay.result.recipients.values()} for replay in (self.one, self.other)]
        for name, level in self.levels.items():
            for day in self.mornings:
                known = [self.known(replay, ids[n].get(name), day) for n, replay in enumerate((self.one, self.other))]
                if None in known:
                    continue
                excused = level > 0 and any(missed <= day for missed in self.excusing(name))
                waits = self.waiting(name, day)
                # A morning that was held late, after the next day was judged, may follow what that day told at once.
                later = {alert for n, replay in enumerate((self.one, self.other)) for alert in self.heard_later(replay, ids[n].get(name), day)}
                for alert in sorted((set(known[0]) | set(known[1])) - later):
                    a, b = known[0].get(alert), known[1].get(alert)
                    if a != b and alert not in waits and not (excused and (a is None or b is None)):
                        broken.append(f"after the morning of {day} {name} knows of {alert}: quiet {a}, disturbed {b}")
        return broken

    def waiting(self, name, day):
        """Alerts whose last change a morning that only one year held may have told: what asks for nothing then waits for the next
        message, which may be long, and what is blue for the first morning of a week, which is another where that was missed."""
        missed = [m for m in self.missed[name] if m <= day]
        last, severity = {}, {}
        for t in self.disturbed.transitions:
            if t.day <= day:
                name_of = self.disturbed.alerts[t.alert].name
                asks_for_nothing = t.state == "resolved" or RANK[t.severity] < RANK[severity.get(name_of, "blue")]
                waits_for_week = t.severity == "blue" and day < telling.monday(t.day) + 14 * year.DAY
                last[name_of], severity[name_of] = t.day if asks_for_nothing or waits_for_week else None, t.severity
        return {alert for alert, changed in last.items() if changed and any(m >= telling.monday(changed) for m in missed)}

    @staticmethod
    def heard_later(replay, recipient, day):
        known = replay.known.get((recipient, day)) or {}
        days = {(t.alert, t.number): t.day for t in replay.result.transitions}
        return {replay.result.alerts[a].name for a, told in known.items() if days.get((a, told.transition), day) > day}

    @staticmethod
    def known(replay, recipient, day):
        known = replay.known.get((recipient, day))
        if known is None:
            return None
        return {replay.result.alerts[a].name: (t.state, t.severity) for a, t in known.items() if t.state != "resolved"}

    def words(self):
        broken, by_key = [], {}
        for replay in (self.one, self.other):
            for letter in replay.result.letters:
                if letter.kind == "digest":
                    name, channel = replay.result.recipients[letter.recipient].name, replay.result.channels[letter.channel]
                    by_key.setdefault((name, channel, letter.day), []).append(lines(letter, replay.result))
        for key, found in sorted(by_key.items()):
            if len(found) == 2 and found[0] != found[1] and self.told_same(key):
                difference = [line for line in found[0] if line not in found[1]] + [line for line in found[1] if line not in found[0]]
                broken.append(f"other words for the same news: {key}: {difference[:4]}")
        return broken

    def told_same(self, key):
        told = []
        for replay in (self.one, self.other):
            result = replay.result
            letter = next(l for l in result.letters if l.kind == "digest" and (
                result.recipients[l.recipient].name, result.channels[l.channel], l.day) == key)
            xid = next((t.xid for t in result.tellings if t.outbox == letter.id), None)
            kinds = replay.spoken.get((xid, letter.recipient), {})
            told.append({(result.alerts[a].name, kind) for a, kind in kinds.items()})
        return told[0] == told[1]


def lines(letter, result):
    """What a message says line by line, alerts called by their names; their order among equals depends on row numbers."""
    def named(match):
        alert = result.alerts.get(int(match.group(1)))
        return f"#{alert.name if alert else '?'} "
    # In front of a line, or at its end where an alert that ended names the one that goes on.
    return sorted(re.sub(r"#(\d+)(?: |$)", named, letter.title + "\n" + letter.body, flags=re.MULTILINE).splitlines())


def compare(quiet, disturbed, days, mornings, one=None):
    """What is broken, in either year or between them; with the pair, of which the missed mornings can be asked."""
    pair = Pair(one or telling.Replay(quiet), telling.Replay(disturbed), days, mornings)
    broken = [f"quiet: {line}" for line in check_year(quiet, mornings, pair.one)]
    broken += [f"disturbed: {line}" for line in check_year(disturbed, mornings, pair.other)]
    return broken + pair.broken(), pair
