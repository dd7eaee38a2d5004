import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Web

/// A form's fields as a browser would send them back: what stands there, and what stood there when the page was made.
struct SheetFields {
  var all: [String: String] = [:]

  /// Of the last page.
  init(_ browser: Browser) {
    for piece in browser.text.components(separatedBy: "name=\"was:").dropFirst() {
      let key = String(piece.prefix { $0 != "\"" })
      guard let start = piece.range(of: "value=\"") else { continue }
      let value = String(piece[start.upperBound...].prefix { $0 != "\"" }).unescaped
      all["was:" + key] = value
      all[key] = value
    }
    // What goes along unseen, as a browser sends it.
    for field in browser.text.matches(of: /type="hidden" name="(asked:[^"]+|step|rows)" value="([^"]*)"/) {
      all[String(field.1)] = String(field.2).unescaped
    }
  }

  subscript(_ key: String) -> String? {
    get { all[key] }
    set { all[key] = newValue }
  }

  /// Which rows there are, from 1.
  var rows: [Int] { all.keys.compactMap { $0.hasPrefix("likelihood.") ? Int($0.dropFirst(11)) : nil }.sorted() }

  func with(_ more: [String: String]) -> [String: String] { all.merging(more) { $1 } }
}

extension String {
  var unescaped: String {
    replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&lt;", with: "<").replacing(
      "&gt;", with: ">"
    )
    .replacing("&amp;", with: "&")
  }
}

/// The project whose form is filled in, and its pages.
enum Cleaning {
  static let code = "13062525P000232100244"
  static let form = "/forms/monitoring-6/\(code)"

  /// Everything that the form asks for, where nothing was paid and reported.
  static func complete(_ hall: Hall, _ browser: Browser, code: String = code) async throws -> SheetFields {
    try await browser.open("/forms/monitoring-6/\(code)")
    let project = try ProjectCode.parse(code)
    let owner = try #require(try await hall.store.owner(of: project))
    let key = FormKey(department: owner.department, owner: .project(owner.project), form: .monitoring, month: 6)
    var fields = SheetFields(browser)
    for (index, indicator) in try await hall.store.indicators(of: key).enumerated() {
      let row = index + 1
      // What is proposed holds as long as nobody doubts that the target is met.
      if indicator.bound == .observation {
        (fields["actual.\(row)"], fields["expected.\(row)"]) = ("未到期", indicator.target.text)
      }
      (fields["causes.\(row)"], fields["explanation.\(row)"]) = ("经费保障", "资金到位较晚")
      (fields["likelihood.\(row)"], fields["measures.\(row)"]) = ("有可能", "下半年补足")
    }
    fields["remark"] = "见附件"
    return fields
  }
}

@Suite("Forms on a page")
struct FormPageTests {
  @Test(
    "a form is filled in where it stands: what is asked is said, wrong input is kept, good input is in the database")
  func filledIn() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    try await clerk.open("/forms")
    #expect(clerk.has("1–6月绩效监控表", "保洁费项目", "部门整体", "草稿", "还缺"))
    #expect(clerk.text.contains("/forms/monitoring-6/\(Cleaning.code)"))
    try await clerk.open(Cleaning.form)
    #expect(clerk.status == 200 && clerk.has("项目支出绩效目标执行监控表", "id=\"f-actual.1\"", "未填报", "下一处", "常用语"))
    #expect(!clerk.text.contains("style="))
    var fields = SheetFields(clerk)
    #expect(fields["was:actual.1"] == "" && fields.rows.count > 3)
    (fields["actual.1"], fields["measures.1"], fields["remark"]) = ("一些\"面积\"<b>", "下半年补足", "请看附件")
    try await clerk.send(Cleaning.form, fields.with(["act": "save"]))
    #expect(clerk.status == 422 && clerk.has("href=\"#f-actual.1\"", "id=\"p-actual.1\""))
    #expect(clerk.has("value=\"一些&quot;面积&quot;&lt;b&gt;\"", "下半年补足</textarea>", "请看附件</textarea>"))
    // Nothing of it was kept.
    try await clerk.open(Cleaning.form)
    #expect(SheetFields(clerk)["was:measures.1"] == "")
    fields["actual.1"] = "430平方米"
    try await clerk.send(Cleaning.form, fields.with(["act": "save", "say:explanation.2": "资金到位较晚"]))
    #expect(clerk.status == 200 && clerk.has("已保存草稿", "还缺"))
    let kept = SheetFields(clerk)
    #expect(kept["was:actual.1"] == "430平方米" && kept["was:measures.1"] == "下半年补足")
    #expect(kept["was:explanation.2"] == "资金到位较晚" && kept["was:remark"] == "请看附件")
    await hall.close()
  }

  @Test("what was typed goes with its indicator to where a later document has it, and is saved there and nowhere else")
  func moved() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    try await clerk.open(Cleaning.form)
    var fields = SheetFields(clerk)
    let rows = try #require(fields["rows"]).split(separator: ",").map(String.init)
    let last = rows.count
    (fields["explanation.2"], fields["explanation.\(last)"]) = ("第二行的说明", "末行的说明")
    fields["remark"] = "见附件"
    // The document of June has another indicator first, and the last one no more.
    var budget = try Samples.budget("304-2025.txt")
    budget.insertIndicator(into: Cleaning.code, dropping: 1)
    _ = try await hall.store.importBudget(
      budget, findings: [], file: "b", content: [3], terms: ImportTerms(effective: try Day.parse("2025-06-01")))
    for act in ["save", "submit"] {
      try await clerk.send(Cleaning.form, fields.with(["act": act]))
      #expect(clerk.status == 409 && clerk.has("指标已变", "“末行的说明”没有放进表格"))
    }
    let shown = SheetFields(clerk)
    #expect(clerk.has("第二行的说明</textarea>", "见附件</textarea>"))
    let now = try #require(shown["rows"]).split(separator: ",").map(String.init)
    #expect(now.count == last && now[2] == rows[1] && !now.contains(rows[last - 1]))
    // As the browser sends it back: what is shown, where it is shown.
    let text = clerk.text
    func area(_ name: String) -> String? {
      text.components(separatedBy: "name=\"\(name)\"").dropFirst().first.flatMap { piece in
        piece.firstIndex(of: ">").map { String(piece[piece.index(after: $0)...].prefix { $0 != "<" }) }
      }
    }
    #expect(area("explanation.3") == "第二行的说明" && area("explanation.2") == "")
    // A page that does not say which rows it showed is not taken on trust.
    var unsaid = shown.with(["act": "save", "remark": "另一句"])
    unsaid["rows"] = nil
    try await clerk.send(Cleaning.form, unsaid)
    #expect(clerk.status == 409)
    try await clerk.send(
      Cleaning.form, shown.with(["act": "save", "explanation.3": "第二行的说明", "remark": "见附件"]))
    #expect(clerk.status == 200)
    let kept = SheetFields(clerk)
    #expect(kept["was:explanation.3"] == "第二行的说明" && kept["was:explanation.2"] == "" && kept["was:remark"] == "见附件")
    await hall.close()
  }

  @Test("two people who change one cell: the second is shown both; cells of others stay")
  func conflict() async throws {
    let hall = try await Hall()
    let (clerk, head) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "李强"))
    try await clerk.open(Cleaning.form)
    try await head.open(Cleaning.form)
    var (one, other) = (SheetFields(clerk), SheetFields(head))
    (one["measures.1"], one["measures.2"]) = ("三季度补足", "二")
    try await clerk.send(Cleaning.form, one.with(["act": "save"]))
    (other["measures.1"], other["measures.3"]) = ("年底补足", "三")
    try await head.send(Cleaning.form, other.with(["act": "save"]))
    #expect(head.status == 409 && head.has("刚才已被别人改为“三季度补足”", "年底补足</textarea>", "三</textarea>"))
    let shown = SheetFields(head)
    #expect(shown["was:measures.1"] == "三季度补足")
    var again = other
    again["was:measures.1"] = "三季度补足"
    try await head.send(Cleaning.form, again.with(["act": "save"]))
    let kept = SheetFields(head)
    #expect(head.has("已保存草稿") && kept["was:measures.1"] == "年底补足")
    #expect(kept["was:measures.2"] == "二" && kept["was:measures.3"] == "三")
    await hall.close()
  }

  @Test("what somebody typed while another handed the form in is listed, not lost; nothing of it is kept")
  func handedInMeanwhile() async throws {
    let hall = try await Hall()
    let (clerk, head) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "李强"))
    let fields = try await Cleaning.complete(hall, clerk)
    try await head.open(Cleaning.form)
    var late = SheetFields(head)
    (late["measures.2"], late["remark"]) = ("三季度<补足>", "另见说明")
    try await clerk.send(Cleaning.form, fields.with(["act": "submit"]))
    #expect(clerk.has("已报送“"))
    for act in ["save", "submit"] {
      try await head.send(Cleaning.form, late.with(["act": act]))
      #expect(head.status == 409 && head.has("没有办理，请看：", "已经报送，不能再填", "您填写的内容没有保存"), "\(act)")
      #expect(head.has("三季度&lt;补足&gt;", "另见说明") && !head.text.contains("已存为草稿"), "\(act)")
    }
    try await head.open(Cleaning.form)
    #expect(head.has("见附件") && !head.text.contains("另见说明") && !head.text.contains("您填写的内容没有保存"))
    await hall.close()
  }

  @Test("points that nobody touched are not sent along with an unrelated cell; those of two people are shown both")
  func points() async throws {
    let hall = try await Hall()
    let (clerk, head) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "李强"))
    let year = "/forms/self-evaluation/\(Cleaning.code)"
    try await clerk.open(year)
    try await head.open(year)
    let (old, other) = (SheetFields(clerk), SheetFields(head))
    let before = try #require(old["was:weights"])
    let parts = before.split(separator: ",").compactMap { Double($0) }
    let moved = ([parts[0] - 5] + parts.dropFirst()).map { "\($0)" }.joined(separator: ",")
    try await head.send(
      year, other.with(["act": "save", "weights": moved, "weights-execution": "15", "weights-reason": "重执行"]))
    #expect(head.has("已保存草稿"))
    let stands = try #require(SheetFields(head)["was:weights"])
    #expect(stands != before && SheetFields(head)["was:weights-execution"] == "15.00")
    var fields = old
    fields["accomplishment"] = "按合同完成"
    try await clerk.send(year, fields.with(["act": "save"]))
    #expect(clerk.has("已保存草稿") && SheetFields(clerk)["was:weights"] == stands)
    #expect(SheetFields(clerk)["was:accomplishment"] == "按合同完成")
    try await clerk.send(
      year, old.with(["act": "save", "weights-execution": "12", "weights-reason": "试", "was:accomplishment": "按合同完成"]))
    #expect(clerk.status == 409 && clerk.has("“分值”刚才已被别人改为“\(stands)”", "您填的是“12”", "id=\"p-weights\""))
    #expect(SheetFields(clerk)["was:weights"] == stands && SheetFields(clerk)["was:weights-execution"] == "15.00")
    await hall.close()
  }

  @Test("handed in, returned with a remark, mended, approved by another, corrected; each step on the page")
  func wholeWay() async throws {
    let hall = try await Hall()
    let (clerk, head) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "李强"))
    try await clerk.open(Cleaning.form)
    try await clerk.send(Cleaning.form, SheetFields(clerk).with(["act": "submit"]))
    #expect(clerk.status == 409 && clerk.has("href=\"#f-likelihood.1\"", "请选择"))
    let fields = try await Cleaning.complete(hall, clerk)
    try await clerk.send(Cleaning.form, fields.with(["act": "submit"]))
    #expect(clerk.status == 200 && clerk.has("已报送“保洁费项目”", "撤回") && !clerk.text.contains("保存草稿"))
    try await clerk.send(Cleaning.form + "/withdraw")
    #expect(clerk.has("已撤回", "保存草稿"))
    try await clerk.send(Cleaning.form, SheetFields(clerk).with(["act": "submit"]))
    #expect(clerk.has("已报送"))

    try await head.open("/review")
    #expect(head.has("待审核1张", "保洁费项目", "王芳于2025年6月30日报送"))
    let key = try #require(head.text.firstMatch(of: /href="\/review\?open=([^"#]+)/)?.1)
    let open = "/review?open=\(key)"
    try await head.open(open)
    #expect(head.has("class=\"openform\"", "430平方米", "退回意见"))
    try await head.send(Cleaning.form + "/return", SheetFields(head).with(["remarks": " ", "back": open]))
    #expect(head.status == 422 && head.has("退回请写明意见", "class=\"queue\""))
    try await head.send(Cleaning.form + "/return", SheetFields(head).with(["remarks": "原因不具体，请补充", "back": open]))
    #expect(head.status == 200 && head.has("已退回“保洁费项目”", "没有待审核的表"))
    try await clerk.open("/")
    #expect(clerk.has("退回的表格（1张）", "李强 2025年6月30日退回", "href=\"/forms/monitoring-6/\(Cleaning.code)?department="))

    try await clerk.open(Cleaning.form)
    #expect(clerk.has("退回意见", "原因不具体，请补充", "保存草稿"))
    try await clerk.send(Cleaning.form, SheetFields(clerk).with(["act": "submit"]))
    #expect(clerk.status == 409 && clerk.has("退回以后这张表没有改动", "name=\"confirm\""))
    var mended = SheetFields(clerk)
    mended["explanation.1"] = "资金6月才到位"
    try await clerk.send(Cleaning.form, mended.with(["act": "save"]))
    #expect(clerk.has("changed", "原为：资金到位较晚"))
    try await clerk.send(Cleaning.form, SheetFields(clerk).with(["act": "submit"]))
    #expect(clerk.has("已报送"))

    try await head.open(open)
    #expect(head.has("与上次报送相比改了1处", "资金6月才到位"))
    let pick = try #require(head.text.firstMatch(of: /name="pick" value="([^"]+)"/)?.1)
    try await head.send("/review", ["pick": String(pick)])
    #expect(head.has("审核通过1张", "没有待审核的表"))
    try await clerk.open(Cleaning.form)
    #expect(clerk.has("审核通过", "更正（建立新版本）") && !clerk.text.contains("保存草稿"))
    try await clerk.send(Cleaning.form, mended.with(["act": "save"]))
    #expect(clerk.status == 409 && clerk.has("已审核通过并锁定"))
    try await clerk.open(Cleaning.form)
    try await clerk.send(Cleaning.form + "/revise")
    #expect(clerk.has("建立更正版本", "第2版", "保存草稿"))
    try await clerk.open(Cleaning.form + "/history")
    #expect(clerk.has("第1版", "第2版", "原因不具体，请补充", "与上一版没有不同"))
    await hall.close()
  }

  @Test(
    "who filled in does not approve: the button is there, disabled, with the reason; sent all the same it is refused")
  func fourEyes() async throws {
    let hall = try await Hall()
    let head = try await hall.browser(of: "李强")
    let fields = try await Cleaning.complete(hall, head)
    try await head.send(Cleaning.form, fields.with(["act": "submit"]))
    #expect(head.has("<button disabled", "应由另一人审核"))
    try await head.open("/review")
    #expect(head.has("disabled", "应由另一人审核"))
    try await head.open(Cleaning.form)
    try await head.send(Cleaning.form + "/approve")
    #expect(head.status == 403 && head.has("填写或报送过这张表，应由另一人审核"))
    await hall.close()
  }

  @Test(
    "the finance bureau looks, returns and comments, and fills nothing in; another department and another area see nothing"
  )
  func others() async throws {
    let hall = try await Hall()
    let (clerk, bureau) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "赵敏"))
    try await bureau.open(Cleaning.form)
    #expect(bureau.has("提出意见") && !bureau.text.contains("保存草稿") && !bureau.text.contains("<textarea"))
    try await bureau.send(Cleaning.form + "/comment", ["comment": ""])
    #expect(bureau.status == 422 && bureau.has("没有写意见"))
    try await bureau.send(Cleaning.form + "/comment", ["comment": "请附照片"])
    #expect(bureau.has("意见已记录", "请附照片"))
    try await clerk.open(Cleaning.form)
    #expect(clerk.has("意见（赵敏，2025年6月30日）：请附照片"))
    for name in ["陈外", "孙远"] {
      let stranger = try await hall.browser(of: name)
      for place in ["", "/history", "/file"] {
        try await stranger.open(Cleaning.form + place)
        #expect(stranger.status == 403 && !stranger.text.contains("保洁"))
      }
    }
    await hall.close()
  }

  @Test("several are handed in by boxes: what cannot be is told by name, and stops no other")
  func byBoxes() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    let fields = try await Cleaning.complete(hall, clerk)
    try await clerk.send(Cleaning.form, fields.with(["act": "save"]))
    #expect(clerk.has("已填写完整，可以报送"))
    try await clerk.open("/forms?state=draft")
    let place = try #require(clerk.text.firstMatch(of: /action="(\/forms\?[^"]+)"/)?.1)
    try await clerk.send(String(place).unescaped, [:])
    #expect(clerk.status == 422 && clerk.has("没有选中的表"))
    try await clerk.send(String(place).unescaped, ["pick": Cleaning.code])
    #expect(clerk.status == 200 && clerk.has("已报送1张：保洁费项目"))
    try await clerk.send(String(place).unescaped, ["pick": "whole"])
    #expect(clerk.status == 409 && clerk.has("“部门整体”还不能报送"))
    await hall.close()
  }

  @Test("a form and all of a period come as files", arguments: ["pdf", "docx", "xlsx"])
  func files(_ format: String) async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    try await clerk.open(Cleaning.form + "/file?format=\(format)")
    let start: [UInt8] = format == "pdf" ? Array("%PDF".utf8) : [0x50, 0x4B]
    #expect(clerk.status == 200 && clerk.bytes.starts(with: start))
    let one = clerk.bytes.count
    try await clerk.open("/forms/monitoring-6/whole/file?format=\(format)&part=all")
    #expect(clerk.status == 200 && clerk.bytes.starts(with: start) && clerk.bytes.count > one)
    await hall.close()
  }

  @Test("the year's form and the department's own are filled in likewise")
  func otherForms() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    try await clerk.open("/forms/monitoring-6/whole")
    #expect(clerk.has("<a href=\"\(Cleaning.form)\">“保洁费项目”：项目表未报送</a>"))
    var fields = SheetFields(clerk)
    fields["paid-basic"] = "100"
    try await clerk.send("/forms/monitoring-6/whole", fields.with(["act": "save"]))
    #expect(clerk.status == 422 && clerk.has("请写明单位", "id=\"p-paid-basic\""))
    fields["paid-basic"] = "100万元"
    try await clerk.send("/forms/monitoring-6/whole", fields.with(["act": "save"]))
    #expect(clerk.has("已保存草稿") && SheetFields(clerk)["was:paid-basic"] == "100.00万元")
    let year = "/forms/self-evaluation/\(Cleaning.code)"
    try await clerk.open(year)
    #expect(clerk.has("项目支出绩效自评表", "分值由人工设定"))
    fields = SheetFields(clerk)
    fields["accomplishment"] = "按合同完成\r\n全年保洁"
    try await clerk.send(year, fields.with(["act": "save", "weights": "50", "weights-reason": "试"]))
    #expect(clerk.status == 422 && clerk.has("id=\"p-weights\"", "按合同完成"))
    try await clerk.send(
      year, fields.with(["act": "save", "weights": fields["was:weights"] ?? "", "weights-execution": "10.00"]))
    #expect(clerk.has("已保存草稿") && SheetFields(clerk)["was:accomplishment"]?.hasPrefix("按合同完成") == true)
    await hall.close()
  }
}
