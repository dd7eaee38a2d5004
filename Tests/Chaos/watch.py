"""What a year left behind, as plain values for the checker, and the observers that make its question exact.

Who must be told of what depends on what a transaction could see. So the database notes, inside each transaction that tells or
judges, the snapshot it ran on; the order of the wall clock would only be a guess. Observers write to a schema of their own and
change nothing of the product's.
"""
import collections, dataclasses, datetime, json

OBSERVERS = """
CREATE SCHEMA chaos;
CREATE TABLE chaos.moment (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, recipient bigint, day date, xid bigint NOT NULL,
  snapshot text NOT NULL);
CREATE TABLE chaos.ended (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, job bigint NOT NULL, kind text NOT NULL, scope bigint NOT NULL,
  due timestamptz NOT NULL, state text NOT NULL, xid bigint NOT NULL);

CREATE FUNCTION chaos.note_morning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO chaos.moment (kind, recipient, day, xid, snapshot)
  VALUES ('morning', NEW.id, NEW.told_through, pg_current_xact_id()::text::bigint, pg_current_snapshot()::text);
  RETURN NULL;
END $$;
CREATE TRIGGER chaos_morning AFTER UPDATE OF told_through ON recipient FOR EACH ROW EXECUTE FUNCTION chaos.note_morning();

CREATE FUNCTION chaos.note_judged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO chaos.moment (kind, xid, snapshot)
  SELECT 'judged', pg_current_xact_id()::text::bigint, pg_current_snapshot()::text
  WHERE EXISTS (SELECT FROM added WHERE kind NOT IN ('acknowledged', 'silenced'));
  RETURN NULL;
END $$;
CREATE TRIGGER chaos_judged AFTER INSERT ON alert_transition REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION chaos.note_judged();

CREATE FUNCTION chaos.note_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO chaos.ended (job, kind, scope, due, state, xid)
  VALUES (NEW.id, NEW.kind, NEW.scope, NEW.due_at, NEW.state, pg_current_xact_id()::text::bigint);
  RETURN NULL;
END $$;
CREATE TRIGGER chaos_ended AFTER INSERT OR UPDATE OF state ON job FOR EACH ROW WHEN (NEW.state <> 'waiting')
  EXECUTE FUNCTION chaos.note_ended();
"""

# How an alert is called in any database: rows have other numbers in each.
NAME = "concat_ws('|', d.code, p.code, i.position, a.rule, a.period)"


@dataclasses.dataclass
class Alert:
    id: int
    name: str
    department: str
    project: str
    rule: str
    period: str
    state: str
    severity: str
    # The number of its last transition.
    last: int


@dataclasses.dataclass
class Transition:
    alert: int
    number: int
    kind: str
    day: datetime.date
    severity: str
    facts: dict
    rule_set: str
    until: datetime.date
    recorded: float
    xid: int
    state: str = ""


@dataclasses.dataclass
class Recipient:
    id: int
    name: str
    level: int
    least: str
    immediate: str
    departments: list
    projects: list
    # Channel to address.
    channels: dict


@dataclasses.dataclass
class Moment:
    kind: str
    recipient: int
    day: datetime.date
    xid: int
    snapshot: "Snapshot"


@dataclasses.dataclass
class Telling:
    outbox: int
    alert: int
    transition: int
    recipient: int
    channel: int
    kind: str
    xid: int


@dataclasses.dataclass
class Letter:
    id: int
    key: str
    kind: str
    recipient: int
    channel: int
    address: str
    title: str
    body: str
    rich: str
    state: str
    attempts: int
    day: datetime.date
    # When it might go, by the service's clock, and when it was sent, by the database's.
    not_before: datetime.datetime = None
    sent_at: datetime.datetime = None
    # The file that goes with it: its name, and a digest of its bytes.
    file: str = None
    digest: str = None


@dataclasses.dataclass
class Told:
    transition: int
    severity: str
    state: str
    first: datetime.date
    step: int


@dataclasses.dataclass
class Ended:
    kind: str
    scope: int
    due: datetime.date
    state: str
    xid: int


class Snapshot:
    """Which transactions a transaction saw, as PostgreSQL writes it: oldest running, first not begun, running in between."""

    def __init__(self, text):
        oldest, end, running = text.split(":")
        self.oldest, self.end = int(oldest), int(end)
        self.running = {int(part) for part in running.split(",") if part}

    def sees(self, xid):
        return xid < self.oldest or (xid < self.end and xid not in self.running)


@dataclasses.dataclass
class Result:
    """A year as it ended. Mutants of the checker are changed copies of this."""
    alerts: dict
    transitions: list
    recipients: dict
    channels: dict
    moments: list
    ended: list
    set_aside: list
    tellings: list
    letters: list
    told: dict
    ledger: list
    observations: list
    received: list
    acked: dict
    clock: list
    exceptions: dict
    parameters: dict
    uncertain: int = 0

    def history(self):
        history = collections.defaultdict(list)
        for t in self.transitions:
            history[self.alerts[t.alert].name].append(
                (t.number, t.kind, t.day, t.severity, json.dumps(t.facts, sort_keys=True, ensure_ascii=False), t.rule_set, t.until))
        return dict(history)


def gather(query, received, acked, clock, uncertain=0):
    """Reads everything that the checker compares. `query` asks the year's database."""
    alerts = {row[0]: Alert(*row) for row in query(
        f"""SELECT a.id, {NAME}, d.code, p.code, a.rule, a.period, a.state, a.severity, a.last_transition
        FROM alert a
        JOIN department d ON d.id = a.department_id LEFT JOIN project p ON p.id = a.project_id
        LEFT JOIN indicator i ON i.id = a.indicator_id""")}
    transitions = [Transition(*row) for row in query(
        """SELECT alert_id, number, kind, as_of, severity, facts, rule_set, until, extract(epoch FROM recorded_at)::float8,
          xmin::text::bigint FROM alert_transition ORDER BY alert_id, number""")]
    return Result(
        alerts=alerts, transitions=with_states(transitions), recipients=recipients(query),
        channels=dict(query("SELECT id, kind FROM channel")),
        moments=[Moment(*row[:-1], Snapshot(row[-1])) for row in query(
            "SELECT kind, recipient, day, xid, snapshot FROM chaos.moment ORDER BY seq")],
        ended=[Ended(*row) for row in query(
            "SELECT kind, scope, (due AT TIME ZONE 'Asia/Shanghai')::date, state, xid FROM chaos.ended ORDER BY seq")],
        set_aside=query("SELECT kind, scope, due_at::text, error FROM job WHERE state = 'set-aside'"),
        tellings=[Telling(*row) for row in query(
            """SELECT outbox_id, alert_id, transition, recipient_id, channel_id, kind, xmin::text::bigint FROM outbox_alert
            ORDER BY outbox_id, alert_id""")],
        letters=[Letter(*row) for row in query(
            """SELECT id, key, kind, recipient_id, channel_id, address, title, body, rich, state, attempts,
              (written_at AT TIME ZONE 'Asia/Shanghai')::date, not_before, sent_at, attachment_name,
              encode(sha256(attachment), 'hex') FROM outbox ORDER BY id""")],
        told={(row[0], row[1]): Told(*row[2:]) for row in query(
            "SELECT recipient_id, alert_id, transition, severity, state, first_told, step FROM told")},
        ledger=query(
            """SELECT p.code, e.voucher, e.occurred_on, e.amount_fen, e.category,
              (SELECT r.voucher FROM spending_entry r WHERE r.id = e.reverses), count(*) OVER (PARTITION BY p.code, e.voucher)
            FROM spending_entry e JOIN project p ON p.id = e.project_id ORDER BY 1, 2, 3, 4"""),
        observations=query(
            """SELECT p.code, i.position, o.observed_on, o.value, o.denominator, o.judgement FROM observation o
            JOIN indicator i ON i.id = o.indicator_id LEFT JOIN project p ON p.id = i.project_id ORDER BY 1, 2, 3, o.id"""),
        received=received, acked=acked, clock=clock,
        exceptions=dict(query("SELECT day, worked FROM calendar_day")),
        parameters=dict(query(
            "SELECT DISTINCT p.key, p.value FROM rule_parameter p JOIN department d "
            "ON (d.rule_set, d.rule_version) = (p.rule_set, p.version)")),
        uncertain=uncertain)


def recipients(query):
    found = {row[0]: Recipient(*row, [], [], {}) for row in query(
        "SELECT id, name, level, least, immediate_from FROM recipient WHERE active")}
    for recipient, code in query("SELECT recipient_id, code FROM recipient_department"):
        found[recipient].departments.append(code)
    for recipient, code in query("SELECT r.recipient_id, p.code FROM recipient_project r JOIN project p ON p.id = r.project_id"):
        found[recipient].projects.append(code)
    for recipient, channel, address in query("SELECT recipient_id, channel_id, address FROM recipient_address ORDER BY 1, 2"):
        found[recipient].channels[channel] = address
    return found


RANK = {"blue": 0, "yellow": 1, "red": 2}


def with_states(transitions):
    """Each transition with the state the alert is in after it, by the rule of its life."""
    states = {}
    for t in transitions:
        severity, state = states.get(t.alert, ("blue", "open"))
        if t.kind in ("opened", "reopened", "lapsed"):
            state = "open"
        elif t.kind == "changed":
            state = "open" if RANK[t.severity] > RANK[severity] else state
        else:
            state = "resolved" if t.kind == "closed" else t.kind
        t.state = state
        states[t.alert] = (t.severity, state)
    return transitions
