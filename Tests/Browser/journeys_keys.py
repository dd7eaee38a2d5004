"""Journeys of what script adds to a page: single keys, a bar while a file goes up, printing."""
import pathlib
import time

from day import expect, only
from hall import PROJECT, ROOT


def focused(page, query):
    return page.evaluate("query => document.activeElement !== null && document.activeElement.matches(query)", query)


def blur(page):
    page.evaluate("document.activeElement.blur()")


@only(script=True)
def journey_keys(day):
    """Single keys lead through lists, never while somebody types, and can be turned off for good."""
    page = day.page("王芳")
    day.go(page, "/projects")
    page.keyboard.press("/")
    expect(focused(page, "[role=search] input"), "“/”没有到查找")
    page.keyboard.type("/jke?a")
    expect(page.input_value("[role=search] input[type=search], [role=search] input[type=text]") == "/jke?a", "正在填写时单键起了作用")
    expect(page.locator("dialog").count() == 0, "正在填写时打开了单子")
    page.fill("[role=search] input[type=search], [role=search] input[type=text]", "")
    blur(page)
    rows = page.locator("table.cards tbody tr:not(.sum)")

    def on(number):
        return page.evaluate("row => row.contains(document.activeElement)", rows.nth(number).element_handle())
    page.keyboard.press("j")
    expect(on(0), "“j”没有到第一行")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(on(2), "“j”没有往下")
    page.keyboard.press("k")
    expect(on(1), "“k”没有往上")
    for keys in ("Control+j", "Alt+j", "Meta+j", "Shift+J"):
        page.keyboard.press(keys)
        expect(on(1), f"{keys}起了作用")
    page.evaluate("""() => { const say = (more) => document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'j', bubbles: true, cancelable: true, ...more }));
        say({ isComposing: true }); say({ keyCode: 229 }); }""")
    expect(on(1), "输入法选字时起了作用")
    code = rows.nth(1).locator(".code").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/projects/{code}*")
    page.go_back()
    page.keyboard.press("j")
    code = rows.nth(0).locator(".code").inner_text()
    page.keyboard.press("e")
    page.wait_for_url(f"**/projects/{code}#record")
    page.keyboard.press("e")
    expect(focused(page, "#record input, #record select"), "“e”没有到录入的格")
    day.go(page, "/alerts")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("input[name=id]").first.is_checked() and focused(page, "#f-note"), "“a”没有勾上所在的一行，到说明")
    expect("已确认" not in page.inner_text(".tabs >> nth=0").replace("已确认 ", ""), "“a”自己办了")
    blur(page)
    page.focus("#f-severity")
    page.keyboard.press("j")
    expect(focused(page, "#f-severity"), "下拉里选字时起了作用")
    blur(page)
    page.keyboard.press("?")
    listed = page.locator("dialog kbd").all_inner_texts()
    expect(listed == ["/", "j", "k", "Enter", "e", "a", "?"], f"单子不对：{listed}")
    page.keyboard.press("j")
    expect(page.locator("dialog").count() == 1, "单子开着时起了作用")
    page.uncheck("dialog input[type=checkbox]")
    page.click("dialog button")
    page.wait_for_selector("dialog", state="detached")

    def is_on():
        blur(page)
        page.keyboard.press("j")
        return on(0)
    rows = page.locator("table.cards tbody tr")
    for place in ("/alerts", "/projects"):
        day.go(page, place)
        expect(not is_on(), "关掉了还起作用")
        page.keyboard.press("?")
        expect(page.locator("dialog").count() == 0, "关掉了“?”还起作用")
    page.click(".foot button")
    page.check("dialog input[type=checkbox]")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    expect(is_on(), "开了不起作用")
    day.go(page, "/alerts")
    expect(is_on(), "开了，换一页不起作用")


@only(script=True)
def journey_upload_bar(day):
    """A file that goes up slowly shows how far it is and can be called off; nothing came of it, and the next one goes through."""
    page = day.page("王芳")
    big = f"{day.hall.folder}/big.txt"
    pathlib.Path(big).write_bytes(b"x" * (6 << 20))
    day.go(page, "/import")
    wire = page.context.new_cdp_session(page)

    def slow(bytes_a_second):
        wire.send("Network.enable")
        wire.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second})
    slow(1 << 20)
    page.set_input_files("#f-file", big)
    page.click("button:has-text('读取')")
    seen = set()
    began = time.time()
    while len(seen) < 3:
        expect(time.time() - began < 10, f"进度条没有走动：{seen}")
        if page.locator("progress").count():
            seen.add(page.evaluate("document.querySelector('progress').value"))
        time.sleep(0.1)
    expect("，共6.0MB" in page.inner_text(".sending"), "没有说传了多少：" + page.inner_text(".sending"))
    page.click(".sending button")
    expect("已取消，没有上传。" in page.inner_text(".sending") and page.locator("progress").count() == 0, "没有取消")
    slow(-1)
    time.sleep(1)
    waiting = page.context.request.get(day.hall.url + "/import").text()
    expect("big.txt" not in waiting, "取消了的也收下了")
    # What is refused stands on the same page, as without script.
    page.click("button:has-text('读取')")
    page.wait_for_selector("#problems")
    expect(page.url.endswith("/import") and focused(page, "#problems"), "没有说为什么不收")
    page.set_input_files("#f-file", str(pathlib.Path(ROOT) / "deploy/samples/304-2025.txt"))
    page.click("button:has-text('读取')")
    page.wait_for_url("**/import/*")
    expect("读到的内容" in page.inner_text("main"), "没有读")
    page.go_back()
    page.wait_for_selector("#f-file")
    expect(page.url.endswith("/import") and "等待确认的文件" in page.inner_text("main"), "退不回上传的一页：" + page.url)
    page.click("form[action*='/drop'] button")
    expect("等待确认的文件" not in page.inner_text("main"), "没有放弃")
    # A network that goes away says so, and leaves the form to be sent again.
    page.route("**/import", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.set_input_files("#f-file", big)
    page.click("button:has-text('读取')")
    page.wait_for_selector(".sending [role=status]")
    expect("没有传上去" in page.inner_text(".sending") and page.locator("form[data-sent]").count() == 0, "断了没有说，或不能再传")


def journey_print(day):
    """打印 stands where script can print, and nowhere else."""
    for name, places in (("王芳", ["/projects", f"/projects/{PROJECT}", "/alerts"]), ("赵敏", ["/bureau", "/bureau/submissions"])):
        context = day.context()
        if day.script:
            context.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; }")
        page = context.new_page()
        day.hall.sign_in(page, name)
        for place in places:
            day.go(page, place)
            button = page.locator("button.print")
            expect(button.count() == 1, f"{place} 没有“打印”")
            expect(button.is_visible() == day.script, f"{place} 的“打印”{'看不见' if day.script else '没有脚本也在'}")
            if day.script:
                button.click()
                expect(page.evaluate("window.printed") == 1, f"{place} 按“打印”不打印")


JOURNEYS = [journey_keys, journey_upload_bar, journey_print]
