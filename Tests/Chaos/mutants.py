"""The checker tried: results that were spoiled, and databases in which something sabotages the year while it goes on. Each must be
found, or the checker proves nothing."""
import collections, copy, dataclasses, decimal, random

import check, telling


def spoilers():
    """Name and function: it spoils a result in place, or gives False where the year has nothing to spoil in this way."""
    return {name.replace("_", " "): function for name, function in globals().items() if getattr(function, "spoils", False)}


def spoils(function):
    function.spoils = True
    return function


def letters(result, kind, channel=None):
    return [l for l in result.letters if l.kind == kind and channel in (None, result.channels[l.channel])]


def drop_letter(result, letter):
    result.letters.remove(letter)
    result.tellings = [t for t in result.tellings if t.outbox != letter.id]
    result.received = [e for e in result.received if check.key_of(e) != letter.key]


@spoils
def a_digest_lost(result, chance):
    drop_letter(result, chance.choice(letters(result, "digest")))


@spoils
def a_digest_lost_and_unknown(result, chance):
    letter = chance.choice(letters(result, "digest"))
    for row in [t for t in result.tellings if t.outbox == letter.id]:
        result.told.pop((row.recipient, row.alert), None)
    xid = next(t.xid for t in result.tellings if t.outbox == letter.id)
    for other in {t.outbox for t in result.tellings if (t.xid, t.recipient) == (xid, letter.recipient)}:
        drop_letter(result, next(l for l in result.letters if l.id == other))


@spoils
def an_immediate_message_lost(result, chance):
    found = letters(result, "immediate")
    if not found:
        return False
    drop_letter(result, chance.choice(found))


@spoils
def told_twice_under_two_keys(result, chance):
    letter = chance.choice(letters(result, "digest", "inbox"))
    twin = dataclasses.replace(letter, id=10**9, key=letter.key + "-2")
    result.letters.append(twin)
    result.tellings += [dataclasses.replace(t, outbox=twin.id) for t in result.tellings if t.outbox == letter.id]


@spoils
def told_again_the_next_morning(result, chance):
    """As if nobody had kept what was told: the same news in two mornings."""
    mornings = [m for m in result.moments if m.kind == "morning"]
    by_xid = {(t.xid, t.recipient) for t in result.tellings if t.kind == "digest"}
    pairs = [(a, b) for a, b in zip(mornings, mornings[4:]) if a.recipient == b.recipient and (a.xid, a.recipient) in by_xid
             and (b.xid, b.recipient) not in by_xid]
    if not pairs:
        return False
    first, second = chance.choice(pairs)
    for row in [t for t in result.tellings if (t.xid, t.recipient) == (first.xid, first.recipient)]:
        letter = next(l for l in result.letters if l.id == row.outbox)
        if not any(l.id == letter.id + 10**9 for l in result.letters):
            key = f"day-{letter.recipient}-{letter.channel}-{second.day}"
            result.letters.append(dataclasses.replace(letter, id=letter.id + 10**9, key=key, day=second.day))
        result.tellings.append(dataclasses.replace(row, outbox=letter.id + 10**9, xid=second.xid))


@spoils
def told_to_another_person(result, chance):
    letter = chance.choice(letters(result, "digest", "inbox"))
    other = chance.choice([r for r in result.recipients if r != letter.recipient])
    for row in result.tellings:
        if row.outbox == letter.id:
            row.recipient = other
    letter.recipient, letter.key = other, letter.key.replace(f"day-{letter.recipient}-", f"day-{other}-")


@spoils
def a_message_addressed_to_somebody_else(result, chance):
    letter = chance.choice(letters(result, "digest", "smtp"))
    letter.address = "other@example.gov.cn"
    for entry in result.received:
        if check.key_of(entry) == letter.key:
            entry["to"] = [letter.address]


@spoils
def told_of_another_transition(result, chance):
    chance.choice(result.tellings).transition += 1


@spoils
def told_by_one_channel_only(result, chance):
    inbox = next(c for c, kind in result.channels.items() if kind == "inbox")
    recipients = {t.recipient for t in result.tellings if t.channel != inbox}
    letter = chance.choice([l for l in letters(result, "digest") if l.channel != inbox and l.recipient in recipients])
    drop_letter(result, letter)


@spoils
def one_alert_left_out_of_a_message(result, chance):
    rows = [t for t in result.tellings if t.kind == "digest"]
    row = chance.choice(rows)
    result.tellings = [t for t in result.tellings if (t.xid, t.recipient, t.alert) != (row.xid, row.recipient, row.alert)]


@spoils
def known_without_a_word(result, chance):
    key = chance.choice(sorted(result.told))
    result.told[key] = dataclasses.replace(result.told[key], transition=result.told[key].transition + 1)


@spoils
def changed_content_of_a_message(result, chance):
    """Written and received alike, so that only the quiet year's words tell."""
    letter = chance.choice([l for l in letters(result, "digest", "smtp") if "黄灯" in l.body])
    for entry in result.received:
        if check.key_of(entry) == letter.key:
            entry["parts"]["text/plain"] = entry["parts"]["text/plain"].replace("黄灯", "蓝灯")
    letter.body = letter.body.replace("黄灯", "蓝灯")


@spoils
def another_file_than_the_message_was_written_with(result, chance):
    found = [l for l in letters(result, "digest", "smtp") if l.file and l.state == "sent"]
    if not found:
        return False
    chance.choice(found).digest = "0" * 64


@spoils
def an_unmet_end_told_as_resolved(result, chance):
    """As if what time alone ended were said to be resolved: the transition and the message say so."""
    found = [t for t in result.transitions if t.kind == "resolved" and t.facts.get("outcome") == "unmet"]
    if not found:
        return False
    end = chance.choice(found)
    end.facts = {name: value for name, value in end.facts.items() if name not in ("outcome", "successor")} | {"outcome": "met"}


@spoils
def a_message_that_asks_for_nothing(result, chance):
    """What is settled, told by itself on a morning without a message."""
    mornings = [m for m in result.moments if m.kind == "morning"]
    told = {(t.xid, t.recipient) for t in result.tellings}
    quiet = [m for m in mornings if (m.xid, m.recipient) not in told]
    over = [a for a in result.alerts.values() if a.state == "resolved"]
    if not quiet or not over:
        return False
    moment, alert = chance.choice(quiet), chance.choice(over)
    last = max(t.number for t in result.transitions if t.alert == alert.id)
    letter = dataclasses.replace(chance.choice(letters(result, "digest", "inbox")), id=10**9 + 1, recipient=moment.recipient,
                                 day=moment.day, key=f"day-{moment.recipient}-0-{moment.day}", body="")
    result.letters.append(letter)
    result.tellings.append(dataclasses.replace(result.tellings[0], outbox=letter.id, alert=alert.id, transition=last,
                                               recipient=moment.recipient, channel=letter.channel, kind="digest", xid=moment.xid))


@spoils
def a_message_lost_at_the_receiver_only(result, chance):
    gone = check.key_of(chance.choice([e for e in result.received if e["taken"]]))
    result.received = [e for e in result.received if check.key_of(e) != gone]


@spoils
def a_message_changed_on_its_way(result, chance):
    entry = chance.choice([e for e in result.received if e["kind"] == "http"])
    entry["body"] = entry["body"].replace("黄", "红", 1) + " "


@spoils
def a_message_that_nobody_wrote(result, chance):
    entry = copy.deepcopy(chance.choice([e for e in result.received if e["kind"] == "mail"]))
    entry["key"] += "-x"
    result.received.append(entry)


@spoils
def a_message_overtaken_by_nothing(result, chance):
    """Of an alert that stands, or whose end was told: of another the next message is still to say that it is over."""
    asking = {row.outbox for row in result.tellings if not check.is_to_be_said(result, row)}
    found = [l for l in letters(result, "immediate") if result.channels[l.channel] != "inbox" and l.id in asking]
    if not found:
        return False
    letter = chance.choice(found)
    letter.state = "superseded"
    rows = {(t.recipient, t.channel, t.alert) for t in result.tellings if t.outbox == letter.id}
    later = [l for l in result.letters if l.id > letter.id and any(
        t.outbox == l.id and (t.recipient, t.channel, t.alert) in rows for t in result.tellings)]
    for other in later:
        drop_letter(result, other)


@spoils
def told_in_another_order(result, chance):
    channel = {c: kind for c, kind in result.channels.items() if kind != "inbox"}
    line = [l for l in result.letters if l.channel in channel and l.state == "sent"]
    pairs = [(a, b) for a in line for b in line if a.id < b.id and (a.recipient, a.channel) == (b.recipient, b.channel)
             and b.not_before >= a.not_before]
    if not pairs:
        return False
    a, b = chance.choice(pairs)
    a.sent_at, b.sent_at = max(a.sent_at, b.sent_at), min(a.sent_at, b.sent_at)


@spoils
def a_dead_letter(result, chance):
    chance.choice(letters(result, "digest", "smtp")).state = "dead"


@spoils
def a_set_aside_job(result, chance):
    result.set_aside.append(("digest", 1, "2025-01-03", "poisoned"))


@spoils
def a_morning_marked_as_held(result, chance):
    result.moments.remove(chance.choice([m for m in result.moments if m.kind == "morning"]))


@spoils
def a_morning_that_never_came(result, chance):
    result.ended.remove(chance.choice([e for e in result.ended if e.kind == "digest"]))


def lose(result, gone):
    del result.alerts[gone]
    result.transitions = [t for t in result.transitions if t.alert != gone]
    result.tellings = [t for t in result.tellings if t.alert != gone]
    result.told = {key: told for key, told in result.told.items() if key[1] != gone}


@spoils
def an_alert_lost(result, chance):
    lose(result, chance.choice(sorted(result.alerts)))


@spoils
def an_alert_lost_that_a_message_names(result, chance):
    named = sorted(set().union(*(telling.numbers(letter.body) for letter in result.letters)) & set(result.alerts))
    if not named:
        return False
    lose(result, chance.choice(named))


@spoils
def an_alert_resolved_in_silence(result, chance):
    chance.choice([a for a in result.alerts.values() if a.state == "open"]).state = "resolved"


@spoils
def a_transition_lost(result, chance):
    counts = {t.alert: t for t in result.transitions if t.number > 1}
    if not counts:
        return False
    result.transitions.remove(counts[chance.choice(sorted(counts))])


@spoils
def a_changed_fact(result, chance):
    """Of what stands at last; what was overtaken on the same day, or before the first, depends on when it was judged."""
    last = {t.alert: t for t in result.transitions}
    chance.choice(list(last.values())).facts = {"paid": "0.01"}


@spoils
def an_entry_lost(result, chance):
    result.ledger.remove(chance.choice(result.ledger))


@spoils
def an_entry_doubled(result, chance):
    row = chance.choice(result.ledger)
    result.ledger[result.ledger.index(row)] = row[:-1] + (2,)


@spoils
def an_entry_of_another_amount(result, chance):
    row = chance.choice(result.ledger)
    result.ledger[result.ledger.index(row)] = row[:3] + (row[3] + 1,) + row[4:]


@spoils
def an_observation_lost(result, chance):
    """One of those that stand once: of a value that was recorded, changed and recorded again for one day the first is left."""
    counts = collections.Counter(map(check.value_of, result.observations))
    found = [row for row in result.observations if counts[check.value_of(row)] == 1]
    if not found:
        return False
    result.observations.remove(chance.choice(found))


@spoils
def an_observation_of_another_value(result, chance):
    found = [row for row in result.observations if row[5] != "未达成"]
    if not found:
        return False
    row = chance.choice(found)
    value, denominator, judgement = row[3:]
    other = (value, denominator, "未达成") if judgement else (value + decimal.Decimal("0.0123"), denominator, None)
    result.observations[result.observations.index(row)] = row[:3] + other


@spoils
def an_answer_to_nobody(result, chance):
    result.acked.pop(chance.choice(sorted(result.acked)))


def try_checker(result, is_found, seed, times, leave_out=()):
    """Spoils copies of a year one by one, in each way so many times, each drawn anew; `is_found` asks the checker of one. Gives how
    many ways there were; one that is not found ends everything."""
    found = 0
    for name, spoil in spoilers().items():
        for number in range(times if name not in leave_out else 0):
            spoiled = copy.deepcopy(result)
            if spoil(spoiled, random.Random(f"mutants {seed} {name} {number}")) is False:
                break
            if not is_found(spoiled):
                raise SystemExit(f"the checker does not find {name}, drawn the {number + 1}. time")
            found += number == 0
    if found < 20:
        raise SystemExit(f"the checker was tried with {found} spoiled years only")
    return found


def every(count, table, condition, act, timing="BEFORE INSERT"):
    """A trigger that does something to every so many rows of a kind."""
    return f"""
    CREATE SEQUENCE chaos.turn;
    CREATE FUNCTION chaos.sabotage() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('chaos.turn') % {count} = 0 THEN {act} END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER a_sabotage {timing} ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION chaos.sabotage();
    """


# What a database does to the year while it goes on, by name. One that never acts is not found, and so fails too.
SABOTEURS = {
    "every third digest swallowed": every(3, "outbox", "NEW.kind = 'digest'", "RETURN NULL;"),
    "every fifth note of a telling dropped": every(5, "outbox_alert", "true", "RETURN NULL;"),
    "every fourth morning marked as done unheld": every(
        4, "job", "NEW.kind = 'digest' AND NEW.state = 'waiting'", "NEW.state := 'done'; NEW.done_at := clock_timestamp();"),
    "every ninth evaluation marked as done unrun": every(
        9, "job", "NEW.kind = 'evaluate' AND NEW.state = 'waiting'", "NEW.state := 'done'; NEW.done_at := clock_timestamp();"),
    "every sixth telling forgotten": every(6, "told", "true", "RETURN NULL;"),
    "every second end of an alert undone in silence": every(
        2, "alert", "NEW.state = 'resolved'", "NEW.state := 'open';", "BEFORE UPDATE"),
    "an open alert resolved in silence each morning": every(
        1, "job", "NEW.kind = 'digest' AND NEW.state = 'done'",
        "UPDATE alert SET state = 'resolved' WHERE id = (SELECT max(id) FROM alert WHERE state = 'open');", "AFTER UPDATE"),
    "messages at once swallowed": every(1, "outbox", "NEW.kind = 'immediate'", "RETURN NULL;"),
    "every fourth message marked as sent unsent": every(
        4, "outbox", "NEW.state = 'waiting'", "NEW.state := 'sent'; NEW.sent_at := clock_timestamp();"),
    "every fifth mail sent to somebody else": every(
        5, "outbox", "NEW.address <> ''", "NEW.address := 'head@example.gov.cn';"),
    "red written as blue": every(1, "outbox", "true", "NEW.body := replace(NEW.body, '红灯', '蓝灯');"),
    "every tenth entry kept under two vouchers": every(
        10, "spending_entry", "NEW.reverses IS NULL AND NEW.voucher NOT LIKE '%-twin'",
        "INSERT INTO spending_entry (project_id, occurred_on, fiscal_year, amount_fen, voucher, category)"
        " VALUES (NEW.project_id, NEW.occurred_on, NEW.fiscal_year, NEW.amount_fen, NEW.voucher || '-twin', NEW.category);", "AFTER INSERT"),
}
