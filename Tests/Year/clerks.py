"""How the records of a year come about, by the sort of clerk who keeps a department: what is done on which day."""
import datetime, os, random, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Chaos"))
import year

DAY = datetime.timedelta(days=1)
SORTS = {"good": "好", "slow": "慢", "none": "不记"}
# Half-year and year: whose values are reported when (the day they are dated, the day they are recorded), the form after them.
GOOD = {6: ((7, 3), (7, 7), 2025), 12: ((1, 8), (1, 15), 2026)}
SLOW = {6: ((7, 21), (7, 23), 2025), 12: ((2, 5), (3, 10), 2026)}


def sort_of(number, count):
    """Two of sixty record nothing, three in ten are slow, the others good; of few there is one of each."""
    none = max(1, count // 30)
    slow = max(1, count * 3 // 10)
    return "none" if number < none else "slow" if number < none + slow else "good"


def month_end(year_of, month):
    return datetime.date(year_of + month // 12, month % 12 + 1, 1) - DAY


def checkpoints(project):
    """The plan's months with percent of the budget; elapsed time where there is none."""
    plan = [(cell["month"], float(cell["percent"])) for cell in project["plan"]]
    return plan or [(3, 25.0), (6, 50.0), (10, 83.34), (12, 100.0)]


def payments(project, sort, chance):
    """Day and fen: a good clerk pays a part weeks before the checkpoint and the rest ten days before it, a slow one after it."""
    budget, paid = int(project["budget"].replace(".", "")), 0
    for month, percent in checkpoints(project):
        due = min(budget, -(-budget * round(percent * 100) // 10000))
        if due <= paid:
            continue
        end = month_end(2025, month)
        if sort == "good":
            part = (due - paid) * 6 // 10
            # In the treasury's last month the money must be out by the 20th.
            last = datetime.date(2025, 12, 18) - chance.randrange(12) * DAY if month == 12 else end - chance.randint(5, 20) * DAY
            yield end - chance.randint(32, 50) * DAY, part
            yield last, due - paid - part
        else:
            # The last of the year can only be paid in it.
            late = end + chance.randint(4, 40) * DAY
            yield late if late.year == 2025 else datetime.date(2025, 12, 31) - chance.randrange(6) * DAY, due - paid
        paid = due


def plan(documents, sorts, exceptions):
    """By day: vouchers to record, departments whose values are reported, departments whose forms are handed in."""
    work = {}

    def on(day):
        while not year.is_workday(day, exceptions):
            day += DAY
        return work.setdefault(day, {"spend": [], "values": [], "forms": []})

    number = 0
    for document in documents:
        code = document["department"]["code"]
        sort = sorts[code]
        if sort == "none":
            continue
        chance = random.Random(f"clerk {code}")
        for project in document["projects"]:
            capped = any(indicator["binding"] == "spending" for indicator in project["indicators"])
            for day, fen in payments(project, sort, chance):
                number += 1
                if fen > 0:
                    on(day)["spend"].append([project["code"], None, f"{fen // 100}.{fen % 100:02}", f"V-{number}", "其他" if capped else ""])
        for month, (values, form, year_of) in (GOOD if sort == "good" else SLOW).items():
            spread = int(code) % 8
            on(datetime.date(year_of, *values) + spread * DAY)["values"].append((code, month))
            on(datetime.date(year_of, *form) + spread * DAY)["forms"].append((code, month))
    return work
