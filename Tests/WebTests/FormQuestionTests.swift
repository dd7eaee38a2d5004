import Domain
import Store
import TestSupport
import Testing

@testable import Web

/// What a form asks before something is kept or handed in, and what a tick agrees to.
@Suite("Questions of a form on a page")
struct FormQuestionTests {
  private static let code = "13062525P00023210026B"
  private static let form = "/forms/monitoring-6/\(code)"

  /// All that the form asks for, with cost rows that come to another amount than 全年预计执行数.
  private func filled(_ hall: Hall, _ clerk: Browser) async throws -> (fields: SheetFields, caps: [Int]) {
    var fields = try await Cleaning.complete(hall, clerk, code: Self.code)
    let owner = try #require(try await hall.store.owner(of: try ProjectCode.parse(Self.code)))
    let key = FormKey(department: owner.department, owner: .project(owner.project), form: .monitoring, month: 6)
    let caps = try await hall.store.indicators(of: key).enumerated().filter { $1.bound.name == "spending" }.map {
      $0.offset + 1
    }
    for (row, amount) in zip(caps, ["38000元", "13566.28元"]) { fields["expected.\(row)"] = amount }
    return (fields, caps)
  }

  @Test("a tick agrees to what was asked and to nothing else: another amount, and another question, are asked again")
  func onlyWhatWasAsked() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    let (fields, caps) = try await filled(hall, clerk)
    let place = Self.form
    // Confirmed before anything was asked: nothing is agreed to.
    try await clerk.send(place, fields.with(["act": "submit", "confirm": "yes"]))
    #expect(clerk.status == 409 && clerk.has("成本各项全年预计合计51,566.28元", "name=\"asked:confirm\""))
    let asked = SheetFields(clerk)
    // Meanwhile, or in the same form, other amounts: they are asked about anew.
    var other = asked
    other["expected.\(caps[0])"] = "38100元"
    try await clerk.send(place, other.with(["act": "submit", "confirm": "yes"]))
    #expect(clerk.status == 409 && clerk.has("合计51,666.28元", "name=\"asked:confirm\""))
    #expect(!clerk.text.contains("已报送“"))
    let again = SheetFields(clerk)
    try await clerk.send(place, again.with(["act": "submit"]))
    #expect(clerk.status == 409)
    try await clerk.send(place, again.with(["act": "submit", "confirm": "yes"]))
    #expect(clerk.status == 200 && clerk.has("已报送“"))
    await hall.close()
  }

  @Test(
    "a slip is asked, and kept once that is agreed to, by which what handing in asks is not; of two cells each keeps its own"
  )
  func cellAndForm() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    try await clerk.open(Cleaning.form)
    var fields = SheetFields(clerk)
    fields["actual.1"] = "43000平方米"
    try await clerk.send(Cleaning.form, fields.with(["act": "save"]))
    #expect(clerk.status == 422 && clerk.has("一百倍以上", "name=\"asked:actual.1\"", "name=\"confirm\""))
    #expect(clerk.has("value=\"43000平方米\""))
    // A tick without the question that it answers agrees to nothing.
    try await clerk.send(Cleaning.form, fields.with(["act": "save", "confirm": "yes"]))
    #expect(clerk.status == 422 && clerk.has("一百倍以上"))
    var other = SheetFields(clerk)
    (other["was:actual.1"], other["actual.1"]) = ("", "86000平方米")
    try await clerk.send(Cleaning.form, other.with(["act": "save", "confirm": "yes"]))
    #expect(clerk.status == 422 && clerk.has("86000平方米", "一百倍以上"))
    var said = SheetFields(clerk)
    said["actual.1"] = "86000平方米"
    try await clerk.send(Cleaning.form, said.with(["act": "save", "confirm": "yes"]))
    #expect(clerk.status == 200 && clerk.has("已保存草稿") && SheetFields(clerk)["was:actual.1"] == "86000平方米")

    let (all, _) = try await filled(hall, clerk)
    var both = all
    let row = try #require(all.rows.first { all["actual.\($0)"] == "未到期" })
    both["asked:actual.\(row)"] = "随便一句"
    try await clerk.send(Self.form, both.with(["act": "submit", "confirm": "yes"]))
    #expect(clerk.status == 409 && clerk.has("成本各项全年预计合计", "name=\"asked:confirm\""))
    await hall.close()
  }

  @Test("a form that brings up two questions at once is handed in once both are agreed to")
  func twoAtOnce() async throws {
    let hall = try await Hall()
    let (clerk, head) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "李强"))
    let (fields, _) = try await filled(hall, clerk)
    try await clerk.send(Self.form, fields.with(["act": "submit"]))
    try await clerk.send(Self.form, SheetFields(clerk).with(["act": "submit", "confirm": "yes"]))
    #expect(clerk.has("已报送“"))
    try await head.open(Self.form)
    try await head.send(Self.form + "/return", SheetFields(head).with(["remarks": "核对成本"]))
    #expect(head.has("已退回"))
    try await hall.run(
      "ALTER TABLE form_entry DISABLE TRIGGER USER; DELETE FROM form_entry WHERE field = 'agreed-costs'")
    try await clerk.open(Self.form)
    try await clerk.send(Self.form, SheetFields(clerk).with(["act": "submit"]))
    #expect(clerk.status == 409 && clerk.has("有2处要一并确认", "退回以后这张表没有改动", "name=\"confirm\""))
    try await clerk.send(Self.form, SheetFields(clerk).with(["act": "submit", "confirm": "yes"]))
    #expect(clerk.status == 200 && clerk.has("已报送“"))
    await hall.close()
  }
}
