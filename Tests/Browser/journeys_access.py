"""Journeys of coming in by a second factor."""
import json
import time

from day import expect
from hall import PASSWORD, totp


def journey_second_factor(day):
    """A second factor is set up, with a wrong code first; then one comes in by a code and by a recovery code, and by each only once."""
    name = "钱一" if day.script else "钱二"
    day.hall.run("user", "add", name, "--role", "财政绩效股")
    first = json.loads(day.hall.run("user", "reset", name, "--json"))["password"]
    page = day.context().new_page()

    def sign_in(password, code=""):
        day.go(page, "/sign-in")
        page.fill("#f-account", name)
        page.fill("#f-password", password)
        page.fill("#f-code", code)
        page.click("main button.main")

    def is_in():
        return page.locator("header .me").count() == 1

    def sign_out():
        page.click("header button.quiet")
        expect(page.url.endswith("/sign-in"), "没有退出")

    sign_in(first)
    page.fill("#f-new", PASSWORD)
    page.fill("#f-again", PASSWORD)
    page.click("main button.main")
    expect("/sign-in/factor" in page.url and page.locator(".steps code").count() == 0, "没有先说要绑定，或还没有开始就抽了密钥")
    day.go(page, "/bureau")
    expect("/sign-in/factor" in page.url, "没有绑定也进得去：" + page.url)
    page.click("button:has-text('开始绑定')")
    expect(page.locator("svg.qr").is_visible(), "没有二维码")
    secret = page.inner_text(".steps code").replace(" ", "")
    expect(len(secret) >= 32, "密钥太短：" + secret)
    page.fill("#f-code", f"{(int(totp(secret)) + 500_000) % 1_000_000:06d}")
    page.click("button:has-text('绑定')")
    expect("没有绑定" in page.inner_text("main") and not is_in(), "不对的数字也绑定了")
    page.fill("#f-code", totp(secret))
    used = int(time.time()) // 30
    page.click("button:has-text('绑定')")
    codes = page.locator(".codes code").all_inner_texts()
    expect(len(set(codes)) == 10, f"恢复码有{len(set(codes))}个，应是10个：" + page.inner_text("main")[:200])
    page.click("a:has-text('已抄好')")
    expect(is_in(), "绑定以后没有登录")
    sign_out()
    sign_in(PASSWORD)
    expect(not is_in(), "绑定了，不用动态口令也进得去")
    sign_in(PASSWORD, codes[0])
    expect(is_in(), "恢复码进不去：" + page.inner_text("main")[:200])
    sign_out()
    sign_in(PASSWORD, codes[0])
    expect(not is_in(), "一个恢复码用了两次")
    while int(time.time()) // 30 <= used:
        time.sleep(0.5)
    code = totp(secret)
    sign_in(PASSWORD, code)
    expect(is_in(), "动态口令进不去：" + page.inner_text("main")[:200])
    sign_out()
    sign_in(PASSWORD, code)
    expect(not is_in(), "一个动态口令用了两次")
    sign_in(PASSWORD, codes[1])
    expect(is_in(), "另一个恢复码进不去")


JOURNEYS = [journey_second_factor]
