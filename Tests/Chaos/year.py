"""A made-up but fixed year of entries, observations, events and acknowledgements, from a seed and the imported documents."""
import datetime, random

DAY = datetime.timedelta(days=1)


def is_workday(day, exceptions):
    return exceptions.get(day, day.weekday() < 5)


def next_workday(day, exceptions):
    day += DAY
    while not is_workday(day, exceptions):
        day += DAY
    return day


def judged_days(first, count, exceptions, months):
    """The days on which the daemons judge: workdays, and month ends of plans with the days before and after."""
    days, day = [], first
    for _ in range(count):
        near = any((d + DAY).day == 1 and d.month in months for d in (day - DAY, day, day + DAY))
        if is_workday(day, exceptions) or near:
            days.append(day)
        day += DAY
    return days


def make(seed, documents, days):
    """What is done on each day: {day: {"spend": [...], "late": [...], "observe": [...], "event": [...], "acknowledge": n}}"""
    chance = random.Random(f"year {seed}")
    plan = {day: {"spend": [], "late": [], "observe": [], "event": [], "reverse": [], "acknowledge": 0} for day in days}
    number = 0
    for document in documents:
        department = document["department"]
        for project in document["projects"]:
            budget = int(project["budget"].replace(".", ""))
            left = int(budget * chance.choice([0.5, 0.8, 0.95, 1.0, 1.15]))
            categories = [i["level3"] for i in project["indicators"] if i["binding"] == "spending"]
            for day in sorted(chance.sample(days, min(len(days), chance.randint(3, 14)))):
                amount = min(left, chance.randint(1, max(2, budget // 10)))
                if amount <= 0:
                    break
                left -= amount
                number += 1
                entry = {"project": project["code"], "amount": f"{amount // 100}.{amount % 100:02}", "voucher": f"V-{number}",
                         "category": chance.choice(categories) if len(categories) > 1 and chance.random() < 0.3 else ""}
                plan[day]["late" if chance.random() < 0.1 else "spend"].append(entry)
                later = [d for d in days if d > day]
                if later and chance.random() < 0.12:
                    plan[chance.choice(later[:20])]["reverse"].append({"voucher": f"V-{number}", "new": f"R-{number}"})
            if chance.random() < 0.3:
                plan[chance.choice(days)]["event"].append({"project": project["code"]})
            for indicator in project["indicators"]:
                if indicator["binding"] != "observation" or chance.random() < 0.3:
                    continue
                target = indicator["target"]
                for day in sorted(chance.sample(days, min(len(days), chance.randint(1, 3)))):
                    if target["kind"] == "quantitative":
                        base = float(target["value"])
                        value = str(round(base * chance.choice([0, 0.5, 0.9, 1, 1.2]), 2)).rstrip("0").rstrip(".") + target["unit"]
                    else:
                        value = chance.choice(["达成", "部分达成", "未达成"])
                    plan[day]["observe"].append(
                        {"project": project["code"], "indicator": indicator["position"], "value": value})
    for day in days[:: 9]:
        plan[day]["acknowledge"] = 2
    return plan
