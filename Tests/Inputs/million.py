#!/usr/bin/env python3
"""Random rows of entries, read by the program and by Python's csv and decimal: each is taken with the same day, amount and voucher,
or refused. None is taken otherwise, and none is lost.

usage: million.py --binary PATH [--rows N] [--seed S]
"""
import argparse, csv, datetime, decimal, io, json, os, pathlib, random, re, shutil, subprocess, sys, unicodedata

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Chaos")]
import cluster, psycopg2
from oracle import SAMPLES

CODE = "13062525P000232100244"
LARGEST = decimal.Decimal("9999999999999.99")


def amount(text):
    """Yuan as a Decimal, or None: an own reading by regular expression, far from the program's."""
    text = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    found = re.fullmatch(r"(?:人民币|¥)?\s*([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(元|圆|元整|圆整|万元|万|万元整)?", text)
    if not found:
        return None
    sign, whole, rest, unit = found.groups()
    value = decimal.Decimal((sign or "") + whole.replace(",", "") + (rest or ""))
    return value * (10000 if unit and unit.startswith("万") else 1)


def made(rnd, number):
    """A row that is right, nearly right, or noise."""
    day = f"2025-{rnd.randint(1, 13):02}-{rnd.randint(1, 31):02}"
    if rnd.random() < 0.1:
        day = rnd.choice(["2025/3/20", "2025年3月20日", "20250320", "2025.3.20", "45736", "2025-02-30", "", "昨天", "2025-3-20 0:00:00"])
    # Small amounts, so that the project stays far below what any may have paid.
    whole = str(rnd.randint(0, 10 ** rnd.randint(0, 4)))
    if rnd.random() < 0.2:
        whole = f"{int(whole):,}"
    text = whole + rnd.choice(["", "", ".5", ".25", ".125", ".00"]) + rnd.choice(["", "", "元", "万元", "万", "圆", "千元"])
    if rnd.random() < 0.15:
        place = rnd.randrange(len(text) + 1)
        text = text[:place] + rnd.choice([",", ".", " ", "-", "O", "，", "+", "e", "　", "0"]) + text[place:]
    if rnd.random() < 0.1:
        text = text.translate({ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789"})
    voucher = f"V-{number}" + rnd.choice(["", "", "", "\"", "，", " 号"])
    memo = rnd.choice(["", "办公", "两\n行", "引\"号", "逗,号", " 空 "])
    return [CODE, day, text, voucher, memo]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rnd = random.Random(options.seed)
    options.binary = os.path.abspath(options.binary)
    folder = cluster.folder()
    server = cluster.Server(folder + "/server", 5432, ["fsync=off"]).make().start()
    taken = refused = 0
    wrong = []
    try:
        environment = {**os.environ, "JIXIAO_DATABASE_URL": server.url()}
        run = lambda *arguments: subprocess.run([options.binary, *arguments], capture_output=True, env=environment)
        assert run("migrate").returncode == 0
        assert run("import", str(SAMPLES / "304-2025.txt")).returncode == 0
        connection = psycopg2.connect(server.dsn())
        connection.autocommit = True
        number, piece = 0, 50_000
        for start in range(0, options.rows, piece):
            rows = [made(rnd, start + n) for n in range(min(piece, options.rows - start))]
            text = io.StringIO()
            csv.writer(text, lineterminator=rnd.choice(["\n", "\r\n"])).writerows([["项目编码", "日期", "金额", "凭证号", "摘要"], *rows])
            # A few lines are damaged after they were written, so that quotes and commas go astray.
            lines = text.getvalue().split("\n")
            for _ in range(len(lines) // 200):
                at = rnd.randrange(1, len(lines))
                if "\"" not in lines[at] and lines[at].count(",") == 4:
                    place = rnd.randrange(len(lines[at]) + 1)
                    lines[at] = lines[at][:place] + rnd.choice([",", "x", ";", "\t"]) + lines[at][place:]
            data = "\n".join(lines)
            path = f"{folder}/rows.csv"
            open(path, "w", encoding="utf-8", newline="").write(data)
            done = run("record", "spend", "--from", path, "--json")
            assert done.returncode in (0, 1), (done.returncode, done.stderr[-300:])
            report = json.loads(done.stdout)
            # Lines without anything count, so that the row is the one a spreadsheet shows.
            rejected = {note["row"] for note in report["refused"]}
            with connection.cursor() as cursor:
                cursor.execute("SELECT id, voucher, occurred_on, amount_fen FROM spending_entry WHERE id > %s ORDER BY id", (number,))
                found = cursor.fetchall()
                kept = {voucher: (day, fen) for _, voucher, day, fen in found}
                number = found[-1][0] if found else number
            seen = 0
            for at, row in enumerate(csv.reader(io.StringIO(data, newline="")), start=1):
                if at == 1 or not any(cell.strip() for cell in row):
                    continue
                seen += 1
                if at in rejected:
                    refused += 1
                    continue
                taken += 1
                voucher = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", row[3]).replace(",", "，") if "，" in row[3] else row[3]).strip()
                day, fen = kept.get(voucher, (None, None))
                value = amount(row[2])
                digits = re.findall(r"\d+", unicodedata.normalize("NFKC", row[1]))
                date = "".join(digits[:3]) if len(digits[0]) == 8 else "".join(part.zfill(2) for part in digits[:3])
                if value is None or fen != value * 100 or day is None or day.strftime("%Y%m%d") != date or len(row) > 5:
                    wrong.append(f"{row} was taken as {day} {fen}")
            if seen != report["read"]:
                wrong.append(f"{seen} rows in the file, {report['read']} read")
            print(f"{start + len(rows)} rows: {taken} taken, {refused} refused, {len(wrong)} wrong", flush=True)
        connection.close()
    finally:
        server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)
    for line in wrong[:20]:
        print(line)
    print(f"{taken + refused - len(wrong)} passed, {len(wrong)} failed")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
