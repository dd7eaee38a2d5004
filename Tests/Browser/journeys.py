"""Days at work in a browser, with script and without.

usage: journeys.py --binary PATH [--only NAME]… [--broken]
"""
import argparse
import re
import signal
import sys
import time
import traceback

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

import journeys_access
import journeys_entry
import journeys_keys
from broken import BREAKAGES
from day import Database, Day, expect, only
from hall import PASSWORD, PROJECT, Hall, chromium

def journey_first_sign_in(day):
    """The first password, with mistakes; another; out; back shows nothing."""
    page = day.context().new_page()
    name, drawn = "郑审", day.hall.passwords["郑审"]
    if name in day.hall.secrets:
        day.hall.sign_in(page, name)
    else:
        day.go(page, "/me")
        page.fill("#f-account", name)
        page.fill("#f-password", "wrong")
        page.click("main button.main")
        expect("账户、密码或动态口令不对" in page.inner_text("main"), "没有说不对")
        expect(page.input_value("#f-account") == name and page.input_value("#f-password") == "", "账户没有留下")
        page.fill("#f-password", drawn)
        page.click("main button.main")
        expect("/sign-in/password" in page.url, "没有要求设置密码")
        page.fill("#f-new", PASSWORD)
        page.fill("#f-again", PASSWORD + "x")
        page.click("main button.main")
        expect("两遍不一样" in page.inner_text("main"), "两遍不一样也收了")
        day.hall.finish(page, name)
    day.go(page, "/me")
    expect("本次登录" in page.inner_text("main"), "没有列出登录")
    page.click("header button.quiet")
    expect(page.url.endswith("/sign-in"), "没有退出")
    # The browser forgets the site on signing out, and may take a moment before it can go back.
    for turn in range(10):
        try:
            page.go_back()
            break
        except PlaywrightError:
            expect(turn < 9, "退出后退不回去，后退以后看不看得见就没有试到")
            time.sleep(0.5)
    page.wait_for_load_state()
    # It was really asked for again: only then is it sent to sign in with the way back.
    expect("/sign-in" in page.url and "next=" in page.url, f"后退以后没有要求登录：{page.url}")
    expect("本次登录" not in page.inner_text("body"), "退出后按后退还看得见")


def journey_bulk_acknowledge(day):
    """Many alerts at once, by boxes; what was typed stays where something is missing."""
    page = day.page("王芳")
    day.go(page, "/alerts")
    boxes = page.locator("input[name=id]")
    before = boxes.count()
    expect(before >= 2, "没有预警")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.fill("#f-until", "2025-08-31")
    page.click("button[value=acknowledge]")
    expect("请写明准备怎么办" in page.inner_text("main"), "没有说明也确认了")
    expect(page.input_value("#f-until") == "2025-08-31" and page.locator("input[name=id]:checked").count() == 2, "填的没有留下")
    page.fill("#f-note", "八月底前补足")
    page.click("button[value=acknowledge]")
    expect("已确认2条预警" in page.inner_text("main"), "没有确认")
    expect(page.locator("input[name=id]").count() == before - 2, "还在未处理里")
    if day.script:
        page.check("input[data-all]")
        expect(page.locator("input[name=id]:checked").count() == page.locator("input[name=id]").count(), "全选没有选上")


def journey_session_over(day):
    """The session ends in mid-form; nothing that was typed is lost, and nothing is sent by itself."""
    page = day.page("王芳")
    day.go(page, "/alerts")
    page.locator("input[name=id]").first.check()
    page.fill("#f-note", "会话失效前写的说明")
    number = re.search(r'"id"\s*:\s*(\d+)', day.hall.run("user", "sessions", "王芳", "--json")).group(1)
    day.hall.run("user", "sessions", "王芳", "--end", number)
    page.click("button[value=acknowledge]")
    expect("/sign-in" in page.url and "登录已失效" in page.inner_text("main"), "没有要求重新登录")
    page.fill("#f-account", "王芳")
    page.fill("#f-password", day.hall.passwords["王芳"])
    page.click("main button.main")
    expect("还没有提交" in page.inner_text("main"), "没有说还没有提交")
    expect(page.input_value("#f-note") == "会话失效前写的说明", "写的说明没有了")
    expect(page.locator("input[name=id]:checked").count() == 1, "勾选没有了")
    page.click("button[value=acknowledge]")
    expect("已确认1条预警" in page.inner_text("main"), "再提交没有办成")


@only(script=True)
def journey_eight_windows(day):
    """Eight windows of one browser share one stream: a payment is seen in each of them, the eighth too."""
    page, acting = day.page("李强"), day.page("王芳")
    windows = [page] + [page.context.new_page() for _ in range(7)]
    for window in windows:
        window.goto(day.hall.url + "/projects", timeout=8_000)
    before = windows[7].locator(f"tr:has(.code:text-is('{PROJECT}'))").inner_text()
    day.go(acting, f"/projects/{PROJECT}")
    acting.fill("#f-date", "2025-07-01")
    acting.fill("#f-amount", "1.00")
    acting.fill("#f-voucher", "EIGHT-1")
    acting.click("form[action*='/payments'] button.main")
    began = time.time()
    for number, window in enumerate(windows, 1):
        row = window.locator(f"tr:has(.code:text-is('{PROJECT}'))")
        while row.inner_text() == before and time.time() - began < 5:
            time.sleep(0.05)
        expect(row.inner_text() != before, f"第{number}个窗口5秒还没有收到变化")
    print(f"    八个窗口在{time.time() - began:.2f}秒内都变了", file=sys.stderr)


@only(script=True)
def journey_live(day):
    """A red light turns green in another window within two seconds of the payment; no row jumps."""
    watching, acting = day.page("李强"), day.page("王芳")
    day.go(watching, "/projects")
    red = watching.locator("tr[data-live]", has=watching.locator(".light.red, .light.yellow")).first
    code = red.locator(".code").inner_text()
    row = watching.locator(f"tr:has(.code:text-is('{code}'))")
    order = watching.locator("tr[data-live] .code").all_inner_texts()
    day.go(acting, f"/projects/{code}")
    missing = float(re.search(r"([\d,]+\.\d\d)", acting.inner_text("main").split("补足")[1]).group(1).replace(",", ""))
    time.sleep(1)
    acting.fill("#f-date", "2025-07-02")
    acting.fill("#f-amount", f"{missing:.2f}")
    acting.fill("#f-voucher", "LIVE-1")
    acting.click("form[action*='/payments'] button.main")
    began = time.time()
    while "绿灯" not in row.inner_text() and time.time() - began < 10:
        time.sleep(0.02)
    took = time.time() - began
    print(f"    另一窗口在{took:.2f}秒后变绿", file=sys.stderr)
    expect("绿灯" in row.inner_text() and took < 2, f"{took:.1f}秒还没有变绿：{row.inner_text()}")
    expect(watching.locator("tr[data-live] .code").all_inner_texts() == order, "行的次序变了")


def journey_grid(day):
    """Payments line by line with two mistakes: the good one is kept, the bad stand there with why, and are mended and saved."""
    page = day.page("王芳")
    day.go(page, "/entry")
    mark = day.mark
    # The third project divides its money by categories, which would be asked for.
    rows = [(0, "2025-06-03", "120.50"), (1, "2025-06-04", "12,5"), (9, "2025-13-01", "10")]
    for index, date, amount in rows:
        for column, value in (("date", date), ("amount", amount), ("voucher", f"G{mark}-{index}")):
            page.fill(f"[name={column}-{index}]", value)
    page.click("button[value=good]")
    main = page.inner_text("main")
    expect("已保存1笔；还有2行没有保存" in main, "没有说保存了哪些：" + main[:200])
    kept = Database(day.hall).ask(f"SELECT voucher FROM spending_entry WHERE voucher LIKE 'G{mark}-%'")
    expect(kept == f"G{mark}-0", f"应只记了G{mark}-0，记了：{kept}")
    wrong = page.locator("input[aria-invalid=true]")
    expect(wrong.count() == 2, f"应有两格标红，有{wrong.count()}格")
    expect([wrong.nth(0).input_value(), wrong.nth(1).input_value()] == ["12,5", "2025-13-01"], "错的没有原样留下")
    wrong.nth(1).fill("2025-06-05")
    wrong.nth(0).fill("12.5")
    page.click("button[value=all]")
    expect(page.locator("input[aria-invalid=true]").count() == 0, "改好了还有错：" + page.inner_text("main")[:300])
    day.go(page, f"/projects/{PROJECT}")
    expect(page.inner_text("main").count(f"G{mark}-0") == 1, "记了没有，或记了两次")


@only(script=False)
def journey_form(day):
    """A form is filled in, handed in, returned with a remark, mended, and approved by another than who filled it in."""
    clerk, head = day.page("王芳"), day.page("李强")
    place = f"/forms/monitoring-6/{PROJECT}"
    day.go(clerk, place)
    clerk.click("button[value=submit]")
    expect(clerk.locator("#problems a").count() > 0, "没有说缺什么")
    first = clerk.locator("#problems a").first.get_attribute("href")
    expect(clerk.locator(f"[id='{first[1:]}']").count() == 1, "指不到所缺的格：" + first)
    day.hall.fill_form(clerk, place)
    clerk.click("button[value=submit]")
    expect("已报送" in clerk.inner_text("main"), "没有报送：" + clerk.inner_text("main")[:400])
    day.go(head, place)
    head.fill("[name=remarks]", "请补充成效说明")
    head.click("form[action*='/return'] button")
    day.go(clerk, place)
    expect("请补充成效说明" in clerk.inner_text("main"), "退回意见没有显示")
    clerk.fill("[name='measures.4']", "三季度补足，并说明成效")
    clerk.click("button[value=submit]")
    expect("已报送" in clerk.inner_text("main"), "改后没有报送：" + clerk.inner_text("main")[:400])
    day.go(head, "/review")
    expect("保洁费项目" in head.inner_text("main"), "审核里没有")
    day.go(head, place)
    head.click("form[action*='/approve'] button")
    expect("审核通过" in head.inner_text("main"), "没有通过：" + head.inner_text("main")[:300])


@only(script=False)
def journey_two_daemons(day):
    """Signed in at one daemon, acting at the other; that one is killed in mid-post, and nothing is lost or done twice."""
    port = day.hall.port + 1 if day.hall.port < 65_000 else day.hall.port - 1
    second = day.hall.serve(port)
    page = day.page("李强")
    other = f"http://127.0.0.1:{port}"
    database = Database(day.hall)

    def choose():
        page.goto(other + "/alerts")
        expect("预警" in page.inner_text("h1"), "在另一个守护进程上没有登录")
        page.locator("input[name=id]").last.check()
        page.fill("#f-note", "在另一处确认")

    choose()
    # The alert is held, so that the post is under way until the daemon is gone.
    with database.holding("SELECT id FROM alert FOR UPDATE"):
        page.click("button[value=acknowledge]", no_wait_after=True)
        began = time.time()
        while database.waiting() == 0:
            expect(time.time() - began < 10, "提交没有走到数据库")
            time.sleep(0.1)
        day.broken(second, database)
        second.send_signal(signal.SIGKILL)
        second.wait()
    day.hall.serve(port)
    page.goto(other + "/alerts?state=acknowledged")
    expect("在另一处确认" not in page.inner_text("main"), "办到一半的也办了")
    choose()
    page.click("button[value=acknowledge]")
    day.go(page, "/alerts?state=acknowledged")
    expect(page.inner_text("main").count("在另一处确认") == 1, "没有办，或办了两次")
    page.click("header button.quiet")
    page.goto(other + "/me")
    expect("/sign-in" in page.url, "在一处退出，另一处还能用")


def walks(names):
    """Each journey with what it is walked with."""
    for journey in JOURNEYS:
        if names and journey.__name__.removeprefix("journey_") not in names:
            continue
        for script in (True, False):
            if getattr(journey, "script", script) == script:
                yield journey, script


def walk(hall, browser, journey, script, breakage=None):
    """Walks a journey; gives what it did not come past."""
    day = Day(hall, browser, script, breakage)
    name = f"{journey.__name__.removeprefix('journey_')} {'有' if script else '没有'}脚本"
    began = time.time()
    try:
        journey(day)
        print(f"{name}：{time.time() - began:.1f}秒", flush=True)
        return None
    except Exception as error:
        if breakage:
            return error
        page = day.contexts[-1].pages[-1] if day.contexts and day.contexts[-1].pages else None
        print(f"{name}：没有走通：{error}")
        if page:
            print(f"  在 {page.url}\n  " + page.inner_text("body")[:600].replace("\n", "\n  "))
        traceback.print_exc(limit=3)
        return error
    finally:
        day.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--broken", action="store_true", help="break what each of some journeys is about: it must not come through")
    options = parser.parse_args()
    began, failed, count = time.time(), [], 0
    hall = Hall(options.binary)
    try:
        with sync_playwright() as playwright, chromium(playwright) as browser:
            for journey, script in walks(options.only or (BREAKAGES if options.broken else [])):
                name = journey.__name__.removeprefix("journey_")
                count += 1
                error = walk(hall, browser, journey, script, BREAKAGES[name] if options.broken else None)
                if options.broken:
                    print(f"{name} {'有' if script else '没有'}脚本，弄坏了{BREAKAGES[name].what}："
                          f"{'没有走通，' + str(error).splitlines()[0] if error else '还是走通了'}", flush=True)
                if (error is None) == options.broken:
                    failed.append(name)
    finally:
        hall.close()
    print(f"{count}段，{len(failed)}段{'没有察觉' if options.broken else '没有走通'}，{time.time() - began:.0f}秒")
    return 1 if failed or not count else 0


# A form that was approved takes nothing more, and a document leaves projects out: those come last.
JOURNEYS = [
    journey_first_sign_in, *journeys_access.JOURNEYS, journey_bulk_acknowledge, journey_session_over, journey_eight_windows, journey_live,
    journey_grid, *journeys_keys.JOURNEYS, *journeys_entry.JOURNEYS[:-1], journey_form, journey_two_daemons, journeys_entry.JOURNEYS[-1],
]

if __name__ == "__main__":
    sys.exit(main())
