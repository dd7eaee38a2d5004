#!/usr/bin/env python3
"""Whoever stays on an older rule set gets the older answers, to the letter: data made by an earlier program are asked about by it
and by this one, every day of the year and the quarter after, with forms, reports and kept alerts.

usage: letter.py --old BINARY --binary BINARY [--step DAYS] DOCUMENT [DOCUMENT]     every DAYS-th date is asked (1 for all)
"""
import argparse, datetime, json, os, shutil, subprocess, tempfile

CLEANING, KEEPERS, FUNDED = "13062525P000232100244", "13062525P00023210026B", "13040225P00023510002M"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--old", required=True)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("documents", nargs="+")
    options = parser.parse_args()
    home = tempfile.mkdtemp(prefix="jixiao-letter-")
    os.chmod(home, 0o711)
    environment = {"PATH": os.environ["PATH"], "HOME": home, "JIXIAO_DATA": f"{home}/data", "LANG": "C.UTF-8"}

    def run(binary, *words, may_fail=False):
        done = subprocess.run([binary, *words], env=environment, capture_output=True, text=True)
        if done.returncode and not may_fail:
            raise SystemExit(f"{' '.join(words)}: {done.returncode} {done.stderr}")
        return done.stdout if not done.returncode else f"{done.returncode} {done.stderr}"

    old, new = options.old, options.binary
    for path in options.documents:
        run(old, "import", path)
    for voucher, code, date, amount in [
            ("V-1", CLEANING, "2025-03-20", "7500"), ("V-2", CLEANING, "2025-05-10", "1800"), ("V-3", KEEPERS, "2025-06-02", "52000"),
            ("V-4", FUNDED, "2025-10-20", "20000"), ("V-5", CLEANING, "2025-12-28", "30000")]:
        run(old, "record", "spend", "--project", code, "--date", date, "--amount", amount, "--voucher", voucher)
    run(old, "record", "reversal", "--voucher", "V-2", "--new-voucher", "R-2", "--date", "2025-07-05")
    run(old, "record", "event", "--project", FUNDED, "--date", "2025-09-25", "--kind", "资金到位")
    for indicator, date, value in [("1", "2025-06-20", "430"), ("2", "2025-06-20", "50%"), ("7", "2025-08-10", "88%"),
                                   ("1", "2025-12-20", "430"), ("2", "2025-12-20", "96%")]:
        run(old, "record", "observation", "--project", CLEANING, "--indicator", indicator, "--date", date, "--value", value)
    run(old, "record", "submission", "--department", "304", "--form", "monitoring", "--through", "6", "--date", "2025-07-15")
    for day in ("2025-03-31", "2025-06-30", "2025-07-01", "2025-07-21", "2026-01-05"):
        run(old, "evaluate", "--as-of", day)
    days = [datetime.date(2025, 1, 1) + datetime.timedelta(days=n) for n in range(0, 455, options.step)]
    questions = [("alerts", "--as-of", str(day), "--json") for day in days]
    questions += [("status", "--as-of", f"2025-{month:02}-28", "--json") for month in range(1, 13)]
    for code in ("304", "306"):
        for month in ("6", "7", "8"):
            questions.append(("report", "monitoring", "--department", code, "--through", month, "--as-of", "2025-09-01", "--format", "json", "--part", "all"))
        questions.append(("report", "self-evaluation", "--department", code, "--as-of", "2026-01-20", "--format", "json", "--part", "all"))
        questions.append(("report", "summary", "--department", code, "--through", "6", "--as-of", "2025-09-01", "--format", "json"))
    try:
        before = {question: run(old, *question, may_fail=True) for question in questions}
        differing = 0
        for question, answer in before.items():
            now = run(new, *question, may_fail=True)
            if ended(question, answer) != ended(question, now):
                differing += 1
                if differing <= 5:
                    print(f"{' '.join(question)}\n  before: {answer[:600]}\n  now:    {now[:600]}")
        print(f"{len(questions)} questions, {differing} answered otherwise than before")
        raise SystemExit(1 if differing else 0)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def ended(question, answer):
    """The answer; of alerts without what is only listed as ended: a past day listed what ended later, too."""
    if question[0] != "alerts" or not answer.startswith("{"):
        return answer
    alerts = json.loads(answer)
    alerts["alerts"] = [alert for alert in alerts["alerts"] if alert["state"] != "resolved"]
    return alerts


if __name__ == "__main__":
    main()
