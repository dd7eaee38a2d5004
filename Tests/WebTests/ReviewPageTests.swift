import Domain
import TestSupport
import Testing

@testable import Web

/// Judging: what is judged is what was seen.
@Suite("Judging on a page")
struct ReviewPageTests {
  @Test("a form that was taken back, changed and handed in again meanwhile is neither approved nor returned unseen")
  func changedMeanwhile() async throws {
    let hall = try await Hall()
    let (clerk, head) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "李强"))
    let fields = try await Cleaning.complete(hall, clerk)
    try await clerk.send(Cleaning.form, fields.with(["act": "submit"]))
    try await head.open("/review")
    let pick = try #require(head.text.firstMatch(of: /name="pick" value="([^"]+)"/)?.1)
    try await head.open(Cleaning.form)
    let seen = SheetFields(head)
    #expect(seen["step"] == "1.1")
    // Handed in once more with another text.
    try await clerk.send(Cleaning.form + "/withdraw")
    var other = SheetFields(clerk)
    other["explanation.1"] = "资金6月才到位"
    try await clerk.send(Cleaning.form, other.with(["act": "submit"]))
    #expect(clerk.has("已报送“"))

    try await head.send(Cleaning.form + "/approve", seen.all)
    #expect(head.status == 409 && head.has("在您打开以后又有变动（王芳于2025年6月30日报送", "资金6月才到位"))
    try await head.send(Cleaning.form + "/return", seen.with(["remarks": "请补充"]))
    #expect(head.status == 409 && head.has("在您打开以后又有变动", "value=\"请补充\""))
    try await head.send("/review", ["pick": String(pick)])
    #expect(head.status == 409 && head.has("“保洁费项目”", "在您打开以后又有变动"))
    // Nobody who says nothing of what was seen has seen it.
    try await head.send(Cleaning.form + "/approve", [:])
    #expect(head.status == 409 && head.has("在您打开以后又有变动"))
    try await head.send(Cleaning.form + "/approve", SheetFields(head).all)
    #expect(head.status == 200 && head.has("审核通过，已锁定"))
    await hall.close()
  }

  @Test("of several that are ticked those that were done are named beside those that were not")
  func some() async throws {
    let hall = try await Hall()
    let (clerk, head) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "李强"))
    let second = "13062525P00023210026B"
    for code in [Cleaning.code, second] {
      let fields = try await Cleaning.complete(hall, clerk, code: code)
      try await clerk.send("/forms/monitoring-6/\(code)", fields.with(["act": "submit"]))
      #expect(clerk.has("已报送“"))
    }
    try await head.open("/review")
    let picks = head.text.matches(of: /name="pick" value="([^"]+)"/).map { String($0.1) }
    #expect(picks.count == 2)
    try await clerk.send("/forms/monitoring-6/\(second)/withdraw")
    try await head.send("/review", [("pick", picks[0]), ("pick", picks[1])])
    #expect(head.status == 409)
    #expect(head.has("审核通过1张：保洁费项目。"))
    #expect(head.has("没有办理，请看："))
    #expect(head.has("还没有报送"))
    await hall.close()
  }
}
