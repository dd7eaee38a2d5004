"""Journeys of entering: a document, a workbook, lines of a grid, one thing by two people."""
import pathlib
import time

import openpyxl

from day import Database, expect, only
from hall import PROJECT, ROOT


def posted(page, act):
    """What a form that an act sends is answered with at last."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        act()
    page.wait_for_load_state()
    return answer.value.status


def journey_two_people_one_cell(day):
    """Two people change one cell of a form: the second is shown both, what else was typed stays, and once more it counts."""
    first, second = day.page("王芳"), day.page("李强")
    # 政务管理经费: who filled in a form does not approve it, and the other project's is to be approved.
    place = "/forms/monitoring-6/13062525P00002410049J"
    for page in (first, second):
        day.go(page, place)
    cell, other = (f"[name='{first.locator(f'[name^={name}]').first.get_attribute('name')}']" for name in ("measures", "explanation"))
    first.fill(cell, f"甲写的{day.mark}")
    expect(posted(first, lambda: first.click("button[value=save]")) == 303, "先写的没有存下")
    second.fill(cell, f"乙写的{day.mark}")
    second.fill(other, f"只有乙写的{day.mark}")
    expect(posted(second, lambda: second.click("button[value=save]")) == 409, "后写的没有被拦下")
    said = second.inner_text("main")
    expect(f"刚才已被别人改为“甲写的{day.mark}”" in said and f"您填的是“乙写的{day.mark}”" in said, "没有两个都显示：" + said[:400])
    expect([second.input_value(cell), second.input_value(other)] == [f"乙写的{day.mark}", f"只有乙写的{day.mark}"], "写的没有留下")
    day.go(first, place)
    expect(first.input_value(cell) == f"甲写的{day.mark}", "先写的被盖掉了")
    expect(f"只有乙写的{day.mark}" not in first.content(), "拦下的也存了一半")
    expect(posted(second, lambda: second.click("button[value=save]")) == 303, "看过两个以后还是存不下")
    day.go(first, place)
    expect([first.input_value(cell), first.input_value(other)] == [f"乙写的{day.mark}", f"只有乙写的{day.mark}"], "看过以后存的不对")


def journey_two_people_one_voucher(day):
    """Two people record under one voucher: the second sees what is there beside what was typed, and nothing is lost."""
    first, second = day.page("王芳"), day.page("李强")
    voucher = f"TWO-{day.mark}"
    for page, amount, memo in ((first, "11.00", "甲记的"), (second, "22.00", "乙记的")):
        day.go(page, f"/projects/{PROJECT}")
        page.fill("#f-date", "2025-06-20")
        page.fill("#f-amount", amount)
        page.fill("#f-voucher", voucher)
        page.fill("#f-memo", memo)
    save = "form[action*='/payments'] button.main"
    expect(posted(first, lambda: first.click(save)) == 303, "先记的没有记上")
    expect(posted(second, lambda: second.click(save)) == 409, "后记的没有被拦下")
    beside = second.inner_text("table.beside")
    expect(all(word in beside for word in ("11.00元", "22.00", "甲记的", "乙记的")), "没有两个并排：" + beside)
    expect([second.input_value("#f-amount"), second.input_value("#f-memo")] == ["22.00", "乙记的"], "填的没有留下")
    second.fill("#f-voucher", voucher + "-2")
    expect(posted(second, lambda: second.click(save)) == 303, "换了凭证号还是记不上")
    kept = Database(day.hall).ask(
        f"SELECT voucher, amount_fen, memo FROM spending_entry WHERE voucher LIKE '{voucher}%' ORDER BY voucher")
    expect(kept == f"{voucher}|1100|甲记的\n{voucher}-2|2200|乙记的", "记的不对：" + kept)


def drafted(page, word, within=8):
    """How long after this something is said of the draft."""
    began = time.time()
    while word not in page.inner_text("#draft"):
        expect(time.time() - began < within, f"{within}秒还没有说“{word}”：" + page.inner_text("#draft"))
        time.sleep(0.05)
    return time.time() - began


@only(script=True)
def journey_draft_windows(day):
    """One person's lines in two windows: neither takes away the other's, and a window that goes in the middle of a copy loses none."""
    a = day.page("王芳")
    b = a.context.new_page()
    for window in (a, b):
        day.go(window, "/entry")
    b.fill("[name=memo-0]", "乙窗")
    took = drafted(b, "草稿已保存")
    expect(took > 1.5, f"停手{took:.1f}秒就存了，应是2秒")
    for column, value in (("date", "2025-06-03"), ("amount", "3.00"), ("voucher", "DRAFT-A"), ("memo", "甲窗")):
        a.fill(f"[name={column}-0]", value)
    drafted(a, "另一个窗口存过草稿")
    a.click("button[value=good]")
    expect("已保存1笔" in a.inner_text("main"), "没有保存：" + a.inner_text("main")[:300])
    expect(a.input_value("[name=memo-0]") == "乙窗", "甲窗保存以后，乙窗的草稿没有了")
    # A copy has come to the service, and its answer has not come back yet, when the window goes on elsewhere.
    held = []

    def hold(route):
        held.append(route.fetch())
    b.route("**/entry/draft", hold)
    b.fill("[name=memo-0]", "乙窗，前一份")
    began = time.time()
    while not held:
        expect(time.time() - began < 8, "没有自动存草稿")
        b.wait_for_timeout(100)
    expect(held[0].status == 200, f"前一份没有存下：{held[0].status}")
    b.fill("[name=memo-0]", "乙窗，最后一份")
    b.unroute("**/entry/draft")
    day.go(b, "/projects")
    began = time.time()
    while True:
        day.go(a, "/entry")
        if a.input_value("[name=memo-0]") == "乙窗，最后一份":
            break
        expect(time.time() - began < 5, "最后写的没有了，还在的是：" + a.input_value("[name=memo-0]"))
        time.sleep(0.2)
    a.click(".restored button")
    expect(a.locator(".restored").count() == 0 and a.input_value("[name=memo-0]") == "", "草稿放弃不了")


def cells(sheet, header="项目编码"):
    """The row of the header, and the columns by what stands above them."""
    for row in sheet.iter_rows(max_row=12):
        columns = {str(cell.value): cell.column for cell in row if cell.value}
        if header in columns:
            return row[0].row, columns
    raise AssertionError("没有表头")


def download(page, name, folder):
    with page.expect_download() as got:
        page.click(f"a:has-text('{name}')")
    path = f"{folder}/{name}-{time.time():.3f}.xlsx"
    got.value.save_as(path)
    return path


def send(page, path):
    page.set_input_files("#f-file", path)
    page.click("button:has-text('上传并核对')")
    page.wait_for_selector(f"h2:has-text('核对“{pathlib.Path(path).name}”')")


def journey_workbook(day):
    """The workbook is taken out, filled in with three bad rows, sent; it comes back with those three in red, is mended, and taken."""
    page = day.page("王芳")
    day.go(page, "/entry/upload")
    path = download(page, "支出模板", day.hall.folder)
    book = openpyxl.load_workbook(path)
    sheet = book["填写"]
    head, columns = cells(sheet)
    code = columns["项目编码"]
    own = next(row for row in range(head + 1, sheet.max_row + 1) if sheet.cell(row, code).value == PROJECT)
    spare = next(row for row in range(head + 1, sheet.max_row + 1) if not sheet.cell(row, code).value)
    mark = f"W{day.mark}"
    lines = [
        (own, PROJECT, "2025-06-10", "31.00", f"{mark}-1"), (spare, PROJECT, "2025-13-01", "32.00", f"{mark}-2"),
        (spare + 1, PROJECT, "2025-06-12", "三十三块", f"{mark}-3"), (spare + 2, "13062525P00000000000X", "2025-06-13", "34.00", f"{mark}-4"),
        (spare + 3, PROJECT, "2025-06-14", "35.00", f"{mark}-5"),
    ]
    for row, project, date, amount, voucher in lines:
        for name, value in (("项目编码", project), ("日期", date), ("金额（元）", amount), ("凭证号", voucher), ("摘要", "工作簿")):
            sheet.cell(row, columns[name]).value = value
    book.save(path)
    send(page, path)
    said = page.inner_text("main")
    expect("共5行：2笔可以收下，0笔已在账，3行要退回" in said, "核对得不对：" + said[:400])
    refused = page.locator("table.sent tr.refused")
    numbers = [refused.nth(index).locator("td").first.inner_text() for index in range(refused.count())]
    expect(numbers == [str(spare), str(spare + 1), str(spare + 2)], f"应说第{spare}至{spare + 2}行，说的是{numbers}")
    expect("13月" in said or "2025-13-01" in said, "没有说错在哪里")
    page.click("button:has-text('收下其余2笔')")
    expect("已收下2笔；退回3行" in page.inner_text("main"), "没有收下：" + page.inner_text("main")[:300])
    back = download(page, "下载带错误原因的工作簿", day.hall.folder)
    book = openpyxl.load_workbook(back)
    sheet = book["填写"]
    head, columns = cells(sheet)
    reasons = {row: sheet.cell(row, columns["错误原因"]).value for row in range(head + 1, sheet.max_row + 1)}
    bad = {}
    for row in range(head + 1, sheet.max_row + 1):
        for cell in sheet[row]:
            if cell.fill.fgColor.rgb == "FFFFC7CE":
                bad.setdefault(sheet.cell(row, columns["凭证号"]).value, []).append(cell.column)
    expect(bad == {f"{mark}-2": [columns["日期"]], f"{mark}-3": [columns["金额（元）"]], f"{mark}-4": [columns["项目编码"]]},
           f"标红的格不对：{bad}")
    expect(sum(1 for reason in reasons.values() if reason) == 3, f"应有3行有错误原因：{reasons}")
    mended = {f"{mark}-2": ("日期", "2025-06-11"), f"{mark}-3": ("金额（元）", "33.00"), f"{mark}-4": ("项目编码", PROJECT)}
    for row in range(head + 1, sheet.max_row + 1):
        voucher = sheet.cell(row, columns["凭证号"]).value
        if voucher in mended:
            name, value = mended[voucher]
            sheet.cell(row, columns[name]).value = value
    book.save(back)
    day.go(page, "/entry/upload")
    send(page, back)
    said = page.inner_text("main")
    expect("3笔可以收下，2笔已在账，0行要退回" in said, "改好以后核对得不对：" + said[:400])
    page.click("button:has-text('收下3笔')")
    expect("已收下3笔，2笔已在账，没有重复记" in page.inner_text("main"), "改好以后没有收下：" + page.inner_text("main")[:300])
    kept = Database(day.hall).ask(f"SELECT voucher, amount_fen FROM spending_entry WHERE voucher LIKE '{mark}-%' ORDER BY voucher")
    expect(kept.split() == [f"{mark}-{n}|{3000 + n * 100}" for n in range(1, 6)], "记的不对：" + kept)


def without_last(text, count):
    """The document without the sections of its last projects."""
    lines = text.split("\n")
    heads = [index for index, line in enumerate(lines) if "绩效目标表" in line and line[:1].isdigit()]
    end = next(index for index in range(heads[-1], len(lines)) if lines[index].startswith("八、"))
    return "\n".join(lines[: heads[-count]] + lines[end:])


def journey_import_mended(day):
    """A document with a spoiled cell and without a project: mended on the page, read again, its difference looked at, and imported."""
    page = day.page("王芳")
    whole = (pathlib.Path(ROOT) / "deploy/samples/304-2025.txt").read_text()
    good, spoiled = "≥430平方米", "≥43O平方米"
    text = without_last(whole, 1 if day.script else 2)
    expect(text.count(good) == 1, "样本里没有这一格")
    path = f"{day.hall.folder}/304-{day.mark}.txt"
    pathlib.Path(path).write_text(text.replace(good, spoiled))
    day.go(page, "/import")
    page.set_input_files("#f-file", path)
    page.click("button:has-text('读取')")
    page.wait_for_selector("h2:has-text('读到的内容')")
    mend = page.locator("details.mend").filter(has=page.locator(f"input[type=hidden][value*='{spoiled}']")).first
    expect(mend.count() == 1, "写坏的一格没有列出来：" + page.inner_text(".findings >> nth=0")[:400])
    mend.locator("summary").click()
    field = mend.locator("[name^='mend:']").first
    field.fill(field.input_value().replace(spoiled, good))
    mend.locator("button").click()
    expect("已按改过的文字重读" in page.inner_text("main"), "没有重读：" + page.inner_text("main")[:300])
    expect(page.locator(f"details.mend input[type=hidden][value*='{spoiled}']").count() == 0, "改好的还列着")
    said = page.inner_text("main")
    expect("会移除的项目" in said and "同意移除上面1个项目" in said, "没有问移除的项目：" + said[:600])
    confirm = "button:has-text('确认导入')"
    expect(posted(page, lambda: page.click(confirm)) == 409, "没有同意也导入了")
    page.check("#f-agree")
    expect(posted(page, lambda: page.click(confirm)) == 303, "同意了也没有导入：" + page.inner_text("main")[:300])
    said = page.inner_text("main")
    expect("已导入“304" in said and "移除1" in said, "没有说导入了什么：" + said[:300])


JOURNEYS = [
    journey_two_people_one_cell, journey_two_people_one_voucher, journey_draft_windows, journey_workbook, journey_import_mended,
]
