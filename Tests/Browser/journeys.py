"""Days at work in a browser, with script and without.

usage: journeys.py --binary PATH [--only NAME]
"""
import argparse
import re
import signal
import sys
import time
import traceback
import urllib.error
import urllib.parse
import urllib.request

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from hall import PASSWORD, Hall, chromium

PROJECT = "13062525P000232100244"


class Day:
    """One journey's tools: the service, and browsers with or without script."""

    def __init__(self, hall, browser, script):
        self.hall, self.browser, self.script, self.contexts = hall, browser, script, []

    def context(self, **more):
        context = self.browser.new_context(
            viewport={"width": 1366, "height": 768}, java_script_enabled=self.script, **more)
        context.set_default_timeout(15_000)
        self.contexts.append(context)
        return context

    def page(self, name):
        """A window in which somebody is signed in."""
        page = self.context().new_page()
        self.hall.sign_in(page, name)
        return page

    def go(self, page, place):
        return page.goto(self.hall.url + place)

    def close(self):
        for context in self.contexts:
            context.close()


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


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
    for _ in range(5):
        try:
            page.go_back()
            break
        except PlaywrightError:
            time.sleep(0.5)
    page.wait_for_load_state()
    expect(day.hall.url + "/me" != page.url or "本次登录" not in page.inner_text("main"), "退出后按后退还看得见")


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


def journey_eight_windows(day):
    """Eight windows of one browser, each of which hears the news."""
    if not day.script:
        return
    page = day.page("王芳")
    pages = [page] + [page.context.new_page() for _ in range(7)]
    for window in pages:
        window.goto(day.hall.url + "/alerts", timeout=8_000)
    for window in pages:
        expect("预警" in window.inner_text("h1"), "有窗口打不开")


def journey_live(day):
    """A red light turns green in another window within two seconds of the payment; no row jumps."""
    if not day.script:
        return
    watching, acting = day.page("李强"), day.page("王芳")
    day.go(watching, "/projects")
    red = watching.locator("tr[data-live]", has=watching.locator(".light.red, .light.yellow")).first
    code = red.locator(".code").inner_text()
    row = watching.locator(f"tr[id$='{code}']")
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
    mark = "S" if day.script else "N"
    # The third project divides its money by categories, which would be asked for.
    rows = [(0, "2025-06-03", "120.50"), (1, "2025-06-04", "12,5"), (9, "2025-13-01", "10")]
    for index, date, amount in rows:
        for column, value in (("date", date), ("amount", amount), ("voucher", f"G{mark}-{index}")):
            page.fill(f"[name={column}-{index}]", value)
    page.click("button[value=good]")
    main = page.inner_text("main")
    expect("已记账" in main or "1笔" in main or "1行" in main, "没有说记了哪些：" + main[:200])
    wrong = page.locator("input[aria-invalid=true]")
    expect(wrong.count() == 2, f"应有两格标红，有{wrong.count()}格")
    expect([wrong.nth(0).input_value(), wrong.nth(1).input_value()] == ["12,5", "2025-13-01"], "错的没有原样留下")
    wrong.nth(1).fill("2025-06-05")
    wrong.nth(0).fill("12.5")
    page.click("button[value=all]")
    expect(page.locator("input[aria-invalid=true]").count() == 0, "改好了还有错：" + page.inner_text("main")[:300])
    day.go(page, f"/projects/{PROJECT}")
    expect(page.inner_text("main").count(f"G{mark}-0") == 1, "记了没有，或记了两次")


def journey_form(day):
    """A form is filled in, handed in, returned with a remark, mended, and approved by another than who filled it in."""
    if day.script:
        return
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


def journey_two_daemons(day):
    """Signed in at one daemon, acting at the other; one is killed in mid-post, and nothing is lost or done twice."""
    if day.script:
        return
    port = day.hall.port + 1 if day.hall.port < 65_000 else day.hall.port - 1
    second = day.hall.serve(port)
    page = day.page("李强")
    other = f"http://127.0.0.1:{port}"
    page.goto(other + "/alerts")
    expect("预警" in page.inner_text("h1"), "在另一个守护进程上没有登录")
    page.locator("input[name=id]").last.check()
    page.fill("#f-note", "在另一处确认")
    second.send_signal(signal.SIGKILL)
    second.wait()
    try:
        page.click("button[value=acknowledge]", timeout=3_000)
    except Exception:
        pass
    day.hall.serve(port)
    page.goto(other + "/alerts?state=acknowledged")
    expect("在另一处确认" not in page.inner_text("main"), "没有送到的也办了")
    page.goto(other + "/alerts")
    page.locator("input[name=id]").last.check()
    page.fill("#f-note", "在另一处确认")
    page.click("button[value=acknowledge]")
    day.go(page, "/alerts?state=acknowledged")
    expect(page.inner_text("main").count("在另一处确认") == 1, "没有办，或办了两次")
    page.click("header button.quiet")
    page.goto(other + "/me")
    expect("/sign-in" in page.url, "在一处退出，另一处还能用")


JOURNEYS = [value for name, value in list(globals().items()) if name.startswith("journey_")]

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--only")
    options = parser.parse_args()
    failed, count = [], 0
    hall = Hall(options.binary)
    try:
        with sync_playwright() as playwright, chromium(playwright) as browser:
            for journey in JOURNEYS:
                name = journey.__name__.removeprefix("journey_")
                if options.only and options.only != name:
                    continue
                for script in (True, False):
                    day = Day(hall, browser, script)
                    count += 1
                    began = time.time()
                    try:
                        journey(day)
                        print(f"{name} {'有' if script else '没有'}脚本：{time.time() - began:.1f}秒")
                    except Exception as error:
                        failed.append(name)
                        page = day.contexts[-1].pages[-1] if day.contexts and day.contexts[-1].pages else None
                        print(f"{name} {'有' if script else '没有'}脚本：没有走通：{error}")
                        if page:
                            print(f"  在 {page.url}\n  " + page.inner_text("body")[:600].replace("\n", "\n  "))
                        traceback.print_exc(limit=3)
                    finally:
                        day.close()
    finally:
        hall.close()
    print(f"{count}段，{len(failed)}段没有走通")
    sys.exit(1 if failed or not count else 0)
