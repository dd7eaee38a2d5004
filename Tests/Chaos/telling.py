"""Who had to be told of what: the rule of the morning message and of what is told at once, worked out anew from the alerts'
transitions and from what each telling transaction saw, and held against what the database says was told.

The rule, for one recipient:

- A morning that was held (`misfire = latest`: of missed ones only the last is) writes a message only where there is something to
  do: an alert that is new, graver, lapsed, not acknowledged by those before, ended unmet, at 15, 7, 3 or 1 days before its
  checkpoint or, on the first morning of a week, due in it; not twice in a week of the same; and not for blue alone, but on the
  first morning of a week. What is less grave, resolved, or came and went goes along, once a week at most, and waits till then. Who may hear of several departments is told only of what is red between the first mornings of two weeks. What somebody
  took on, and what another alert says by now, is known from then on without a word.
- What becomes grave enough is told at once, by the evaluation that finds it, if that judges its own day; one made up for later
  leaves it to the next morning, and for who may hear of several departments so does one before the morning of its own day.
- Each telling goes to every address of the recipient, and `told` keeps what the recipient knows.

So of each transition exactly one of two things is true: it was told, or it was over before a morning was held. There is no third,
and this module finds it. Nothing here is taken from the program: a second implementation that agrees is the check.
"""
import collections, datetime, re

from watch import RANK, Told

import year

AHEAD = {"checkpoint-approaching", "indicator-due", "deadline-workdays", "monitoring-due", "self-evaluation-due"}
# The kinds of news, by which a message says how many it lists.
CALLS = {"opened", "worse", "unmet", "escalated", "lapsed", "reminder", "dueThisWeek"}
TABLE = "需要处理的预警（"


def monday(day):
    return day - (day.isoweekday() - 1) * year.DAY


def month_end(period):
    year_of, month = map(int, period.split("-")[:2])
    return datetime.date(year_of + month // 12, month % 12 + 1, 1) - year.DAY


class Book:
    """What each recipient knows of each alert, as any transaction saw it."""

    def __init__(self):
        self.events = collections.defaultdict(list)
        self.of_alert = collections.defaultdict(set)

    def keep(self, recipient, alert, xid, told):
        self.events[recipient, alert].append((xid, told))
        self.of_alert[alert].add(recipient)

    def seen(self, recipient, alert, snapshot):
        for xid, told in reversed(self.events.get((recipient, alert), ())):
            if snapshot.sees(xid):
                return told
        return None

    def last(self):
        return {key: events[-1][1] for key, events in self.events.items()}


class Replay:
    """One year, replayed. `broken` says where what was told is not what had to be."""

    def __init__(self, result):
        self.result, self.book, self.broken = result, Book(), []
        self.reminders = [int(day) for day in result.parameters["reminder.days"].split(",")]
        self.escalation_days = int(result.parameters["escalation.workdays"])
        self.escalation_least = RANK[result.parameters["escalation.least"]]
        self.of_alert, self.of_transaction = collections.defaultdict(list), collections.defaultdict(list)
        for t in result.transitions:
            self.of_alert[t.alert].append(t)
            self.of_transaction[t.xid].append(t)
        self.told_in = collections.defaultdict(lambda: collections.defaultdict(set))
        for row in result.tellings:
            self.told_in[row.xid, row.recipient][row.channel].add((row.alert, row.transition))
        self.letters = {letter.id: letter for letter in result.letters}
        # What each recipient knew after each morning, and which mornings were held on their own day.
        self.known, self.mornings = {}, collections.defaultdict(list)
        # By recipient, on which days a morning was held that was another day's.
        self.late = collections.defaultdict(set)
        self.told_through, self.settled_through, self.spoken = {}, {}, {}
        self.departments = {alert.department for alert in result.alerts.values()}
        self.due_day = {(e.xid, e.scope): e.due for e in result.ended if e.kind == "digest" and e.state == "done"}
        for moment in result.moments:
            (self.morning if moment.kind == "morning" else self.judged)(moment)
        self.compare()

    def ladder(self, severity, alert):
        steps = collections.defaultdict(set)
        for r in self.result.recipients.values():
            answers = (not r.departments or alert.department in r.departments) and (
                not r.projects or alert.project in r.projects)
            if answers and RANK[severity] >= RANK[r.least]:
                steps[r.level].add(r.id)
        return [steps[level] for level in sorted(steps)]

    def workdays(self, first, last):
        days = (last - first).days + 1
        return sum(year.is_workday(first + n * year.DAY, self.result.exceptions) for n in range(max(0, days)))

    def step(self, alert, now, day):
        if alert.rule != "checkpoint-approaching" or now.state == "resolved":
            return None
        last = datetime.date.fromisoformat(now.facts["cutOff"]) if "cutOff" in now.facts else month_end(alert.period)
        left = (last - day).days
        return min((step for step in self.reminders if step >= left), default=None)

    def meanwhile(self, alert, now, told):
        """What it was at the end of some day since it was told as open: "resolved", "better", or None."""
        if told is None or told.state != "open" or now.state != "open":
            return None
        since = [t for t in self.of_alert[alert.id] if told.transition <= t.number <= now.number]
        between = [t for t, later in list(zip(since, since[1:]))[1:] if t.day < later.day]
        if any(t.kind in ("resolved", "closed") for t in between):
            return "resolved"
        return "better" if any(RANK[t.severity] < RANK[now.severity] for t in between) else None

    def now_told(self, alert, now, before, day, at_once=False):
        known = (at_once or not self.meanwhile(alert, now, before)) and before and before.state != "resolved" and RANK[before.severity] >= RANK[now.severity]
        return Told(now.number, now.severity, now.state, before.first if known else day, self.step(alert, now, day))

    def due(self, now):
        for name in ("cutOff", "checkpoint", "reportBy", "deadline"):
            if name in now.facts:
                return datetime.date.fromisoformat(now.facts[name])
        return None

    def news(self, alert, now, told, escalated, day, week_start):
        """What there is to say of an alert; None for nothing."""
        if told is None:
            if now.state == "resolved":
                return "passed"
            return ("escalated" if escalated else "opened") if now.state == "open" else None
        if now.state == "resolved":
            if told.state != "resolved":
                return "resolved"
            return "passed" if told.transition < now.number else None
        if now.state != "open":
            return None
        if told.state == "resolved":
            return "opened"
        if RANK[now.severity] > RANK[told.severity]:
            return "worse"
        if told.state != "open":
            return "lapsed"
        meanwhile = self.meanwhile(alert, now, told)
        if meanwhile == "resolved":
            return "opened"
        if meanwhile == "better" and now.severity == told.severity:
            return "worse"
        if RANK[now.severity] < RANK[told.severity]:
            return "better"
        due = self.due(now)
        if due and alert.rule in AHEAD and day <= due <= day + (7 - day.isoweekday()) * year.DAY:
            return "dueThisWeek" if week_start else None
        step = self.step(alert, now, day)
        if step is not None and (told.step is None or step < told.step) and told.first < monday(day):
            return "reminder"
        return None

    def hears_of_several(self, recipient):
        """Whether messages name departments, and what is not red comes once a week."""
        named = recipient.departments
        return len(named) > 1 or not named and len(self.departments) > 1

    def ended(self, alert, now, moment):
        """How the end of an alert is told: quiet, unmet with the alert that goes on, or None for as resolved."""
        if now.kind == "closed":
            return "quiet", None
        outcome, successor = now.facts.get("outcome"), now.facts.get("successor", "").split(" ")
        other = next((a for a in self.result.alerts.values() if (a.rule, a.period) == tuple(successor)
                      and a.project == alert.project and a.department == alert.department), None)
        then = other and next((t for t in reversed(self.of_alert[other.id]) if moment.snapshot.sees(t.xid)), None)
        if successor != [""] and (then is None or then.state == "resolved"):
            return None, None
        return ("quiet", None) if outcome in ("merged", "passed") else ("unmet", other) if outcome == "unmet" else (None, None)

    def grave_since(self, alert, now):
        """The day on which it became as grave as it is, or open again."""
        since, severity = None, None
        for t in self.of_alert[alert.id]:
            if t.number > now.number:
                break
            if t.kind in ("opened", "reopened", "lapsed") or severity is None or RANK[t.severity] > RANK[severity]:
                since = t.day
            severity = t.severity
        return since

    def has_turn(self, recipient, alert, now, ladder, place, moment):
        if place == 0:
            return True
        if RANK[now.severity] < self.escalation_least:
            return False
        # Who was told of it when it was less grave has not been silent about what it is now.
        known = [self.book.seen(other, alert.id, moment.snapshot) for other in ladder[place - 1]]
        first = min((told.first for told in known if told and told.state != "resolved"
                     and RANK[told.severity] >= RANK[now.severity]), default=None)
        first = first and max(first, self.grave_since(alert, now) or first)
        return first is not None and self.workdays(first + year.DAY, moment.day) >= self.escalation_days

    def morning(self, moment):
        recipient, day = moment.recipient, moment.day
        since = self.told_through.get(recipient)
        week_start = since is None or since < monday(day)
        settled = self.settled_through.get(recipient)
        weekly = self.hears_of_several(self.result.recipients[recipient])
        spoken, noted, unmet = {}, [], []
        for alert in self.result.alerts.values():
            now = next((t for t in reversed(self.of_alert[alert.id]) if moment.snapshot.sees(t.xid)), None)
            if not now:
                continue
            told = self.book.seen(recipient, alert.id, moment.snapshot)
            passed = now.state == "resolved" and settled is not None and now.day >= settled
            if now.state == "resolved" and told is None and not passed:
                continue
            ladder = self.ladder(now.severity, alert)
            place = next((n for n, step in enumerate(ladder) if recipient in step), None)
            if place is None:
                continue
            if told is None and not self.has_turn(recipient, alert, now, ladder, place, moment):
                continue
            if place > 0 and now.state == "resolved" and told is None:
                continue
            if now.state == "resolved" and told and told.state != "resolved":
                how, successor = self.ended(alert, now, moment)
                known = how == "unmet" and successor and self.book.seen(recipient, successor.id, moment.snapshot)
                if known and known.state != "resolved" and known.first >= now.day:
                    how = "quiet"
                if how == "unmet":
                    unmet.append((successor, alert, now, told))
                elif how == "quiet":
                    noted.append((alert, now, told))
                if how:
                    continue
            kind = self.news(alert, now, told, place > 0, day, week_start)
            if kind:
                spoken[alert.id] = (kind, now, told)
            elif told and now.state in ("acknowledged", "silenced") and told.state != now.state:
                noted.append((alert, now, told))
        def is_call(kind, now):
            return kind in CALLS and (week_start or not weekly or now.severity == "red")
        # Beside a lack that is news itself nothing more is to be said of the checkpoint that ended in it.
        calls, said_by_lack = {a: said for a, said in spoken.items() if is_call(*said[:2])}, []
        for lack, alert, now, told in unmet:
            if lack and lack.id in calls:
                said_by_lack.append((alert, now, told))
            elif is_call("unmet", now):
                spoken[alert.id] = ("unmet", now, told)
        lists_settled = (settled is None or settled < monday(day)) and (week_start or not weekly)
        spoken = {a: said for a, said in spoken.items() if is_call(*said[:2]) or said[0] not in CALLS and lists_settled}
        if any(kind in CALLS and (week_start or now.severity != "blue") for kind, now, _ in spoken.values()):
            noted += said_by_lack
            if lists_settled:
                self.settled_through[recipient] = day
        else:
            spoken = {}
        extra = self.held(moment, spoken)
        # `held` looked at what was told; from here on it is what this recipient knows.
        for alert, now, told in [(self.result.alerts[a], now, told) for a, (_, now, told) in spoken.items()] + noted:
            self.book.keep(recipient, alert.id, moment.xid, self.now_told(alert, now, told, day))
        self.adopt(moment, extra, day)
        self.told_through[recipient] = day
        # One that was held late is that of neither day: its own was missed, and the next was not judged yet.
        if self.due_day.get((moment.xid, recipient), day) != day:
            self.late[recipient].add(day)
            return
        self.mornings[recipient].append(day)
        self.known[recipient, day] = {
            alert: events[-1][1] for (r, alert), events in self.book.events.items() if r == recipient}

    def held(self, moment, spoken):
        wanted = {(alert, now.number) for alert, (_, now, _) in spoken.items()}
        name = self.result.recipients[moment.recipient].name
        what = f"{name}, morning of {moment.day}"
        return self.expect(what, moment, wanted, {alert: kind for alert, (kind, _, _) in spoken.items()})

    def expect(self, what, moment, wanted, kinds):
        recipient = self.result.recipients[moment.recipient]
        found = self.told_in.pop((moment.xid, recipient.id), {})
        extra = set().union(*found.values()) - wanted
        for channel in recipient.channels if wanted else found:
            told = found.get(channel, set())
            for pair in sorted(wanted - told):
                self.broken.append(f"{what}: not told by {self.result.channels[channel]}: {self.called(*pair)}")
            for pair in sorted(told - wanted):
                self.broken.append(f"{what}: told without cause by {self.result.channels[channel]}: {self.called(*pair)}")
        for channel in set(found) - set(recipient.channels):
            self.broken.append(f"{what}: told by a channel that is not the recipient's")
        self.spoken[moment.xid, recipient.id] = kinds
        return extra

    def adopt(self, moment, extra, day):
        """What was told without cause is known from then on, so that one fault is said once and not at every later telling."""
        for number, transition in sorted(extra):
            now = next((t for t in self.of_alert.get(number, ()) if t.number == transition), None)
            if now and number in self.result.alerts:
                told = self.book.seen(moment.recipient, number, moment.snapshot)
                self.book.keep(moment.recipient, number, moment.xid, self.now_told(self.result.alerts[number], now, told, day))

    def called(self, alert, transition):
        return f"{self.result.alerts[alert].name} #{transition}" if alert in self.result.alerts else f"?{alert} #{transition}"

    def clock_day(self, wall):
        """The latest day that the service's clock may have shown by then."""
        return max((day for at, day in self.result.clock if at <= wall), default=None)

    def judged(self, moment):
        changed = [t for t in self.of_transaction[moment.xid] if t.kind not in ("acknowledged", "silenced")]
        before = {t.alert: b for t in changed for b in self.of_alert[t.alert] if b.number == t.number - 1}
        grave = [t for t in changed if t.state == "open" and RANK[t.severity] >= RANK["yellow"] and (
            t.kind in ("opened", "reopened") or t.alert in before and RANK[t.severity] > RANK[before[t.alert].severity])]
        for recipient in self.result.recipients.values():
            told = [(t, self.book.seen(recipient.id, t.alert, moment.snapshot)) for t in grave]
            news = [(t, known) for t, known in told if self.is_told_at_once(recipient, t, known)]
            wanted = {(t.alert, t.number) for t, _ in news}
            # A day that is made up for later tells nobody at once: the next morning does.
            own_day = bool(news) and self.clock_day(news[0][0].recorded) == news[0][0].day
            if (moment.xid, recipient.id) not in self.told_in and not own_day:
                continue
            # Who may hear of several departments is told by the morning of this day, if that is still to come.
            if (moment.xid, recipient.id) not in self.told_in and self.is_left_to_morning(recipient, moment, news):
                continue
            moment.recipient = recipient.id
            day = news[0][0].day if news else None
            extra = self.expect(f"{recipient.name}, at once on {day}", moment, wanted, {t.alert: "at once" for t, _ in news})
            for t, known in news:
                alert = self.result.alerts[t.alert]
                self.book.keep(recipient.id, alert.id, moment.xid, self.now_told(alert, t, known, t.day, at_once=True))
            self.adopt(moment, extra, day or (changed[0].day if changed else None))

    def is_left_to_morning(self, recipient, moment, news):
        """Whether a morning of the same day sees what is left to it. One that did not see it would not have let it be left."""
        day = news[0][0].day
        return self.hears_of_several(recipient) and any(
            later.kind == "morning" and later.recipient == recipient.id and later.day == day
            and later.snapshot.sees(moment.xid) for later in self.result.moments)

    def is_told_at_once(self, recipient, t, known):
        if recipient.immediate is None or RANK[t.severity] < RANK[recipient.immediate]:
            return False
        ladder = self.ladder(t.severity, self.result.alerts[t.alert])
        place = next((n for n, step in enumerate(ladder) if recipient.id in step), None)
        return place is not None and (place == 0 or known is not None)

    def compare(self):
        for (xid, recipient), by_channel in self.told_in.items():
            name = self.result.recipients[recipient].name if recipient in self.result.recipients else recipient
            for channel, pairs in by_channel.items():
                self.broken.append(f"{name}: told by nobody's evaluation or morning: {sorted(self.called(*p) for p in pairs)}")
        last = self.book.last()
        for key in sorted(set(last) | set(self.result.told)):
            if last.get(key) != self.result.told.get(key):
                name = self.result.recipients[key[0]].name
                alert = self.result.alerts[key[1]].name if key[1] in self.result.alerts else key[1]
                self.broken.append(f"{name} should know of {alert}: {last.get(key)}, and knows {self.result.told.get(key)}")
        self.compare_letters()

    def compare_letters(self):
        """Each message names just what it tells, is written once for each channel, and under the key of its morning."""
        told = collections.defaultdict(dict)
        for row in self.result.tellings:
            told[row.outbox][row.alert] = row
        days = {(e.xid, e.scope): e.due for e in self.result.ended if e.kind == "digest" and e.state == "done"}
        for letter in self.result.letters:
            if letter.kind == "test":
                continue
            rows = told.get(letter.id)
            if not rows:
                self.broken.append(f"{letter.key}: a message that tells nothing")
                continue
            any_row = next(iter(rows.values()))
            if any((row.recipient, row.channel, row.kind, row.xid) != (letter.recipient, letter.channel, letter.kind, any_row.xid)
                   for row in rows.values()):
                self.broken.append(f"{letter.key}: what it tells is kept as told to somebody else")
            if letter.address != self.result.recipients[letter.recipient].channels.get(letter.channel):
                self.broken.append(f"{letter.key}: goes to {letter.address}")
            if letter.kind == "digest":
                day = days.get((any_row.xid, letter.recipient))
                if letter.key != f"day-{letter.recipient}-{letter.channel}-{day}":
                    self.broken.append(f"{letter.key}: the job of its morning was that of {day}")
            kinds = self.spoken.get((any_row.xid, letter.recipient), {})
            listed = {alert for alert in rows if kinds.get(alert) != "passed"}
            named = numbers(letter.body)
            if (named - listed) or (TABLE not in letter.body and listed - named):
                self.broken.append(f"{letter.key}: names {sorted(named)} where it tells {sorted(listed)}")
        for outbox in set(told) - {letter.id for letter in self.result.letters}:
            self.broken.append(f"what message {outbox} told is kept, and the message is not")

    def tellings(self):
        """By recipient, channel, alert and transition, as any database would call them: how often each was told."""
        counted = collections.Counter()
        for row in self.result.tellings:
            if row.recipient not in self.result.recipients or row.alert not in self.result.alerts:
                continue  # found above
            counted[self.result.recipients[row.recipient].name, self.result.channels[row.channel],
                    self.result.alerts[row.alert].name, row.transition] += 1
        return counted


def numbers(body):
    """The alerts that a message's plain text names; one line may speak for several."""
    lines = re.findall(r"^  \[[红黄蓝]灯\] (#[#\d、]+) ", body, re.MULTILINE)
    return {int(number) for line in lines for number in re.findall(r"#(\d+)", line)}
