import Domain
import Testing

@Suite("Asking for forms that are owed")
struct UrgingTests {
  private static let day = Day(endOf: 7, in: 2025)
  private static func department(_ code: String) -> DepartmentIdentity {
    DepartmentIdentity(code: code, name: "局\(code)", fiscalYear: 2025)
  }
  private static func news(_ code: String, due: Day?) -> UrgeNews {
    UrgeNews(department: department(code), form: .monitoring, month: 6, due: due, outstanding: 3, owed: 13)
  }

  @Test("one message names each department with what it owes and how late it is, and is graver once it is late")
  func message() throws {
    let person = Recipient(id: 1, name: "王芳", role: .clerk)
    let late = try #require(Message.urge(for: person, [UrgingTests.news("304", due: Self.day - 11)], on: Self.day))
    #expect(late.title == "【绩效】催报：2025年1—6月绩效运行监控表" && late.severity == .yellow && late.kind == .urge)
    #expect(late.notes[0] == "304 局304：2025年1—6月绩效运行监控表应报13张，已报10张，还有3张没有报送，报送截止日2025年7月20日，已迟11天。")
    let two = try #require(
      Message.urge(
        for: person, [UrgingTests.news("304", due: Self.day + 5), UrgingTests.news("306", due: nil)], on: Self.day))
    #expect(two.title.hasSuffix("，2个部门") && two.severity == .blue && two.notes.count == 3)
    #expect(two.notes[0].hasSuffix("还有5天。") && two.notes[1].hasSuffix("没有报送。"))
    #expect(Message.urge(for: person, [], on: Self.day) == nil)
  }

  @Test("what was done is told department by department, shortly where they are many")
  func deed() {
    func said(_ urged: [Urged]) -> String { Deed.people(.urged(urged)).sentence(at: .plain) }
    let day = Self.day
    #expect(
      said([
        Urged(Self.department("304"), .told(["李强", "王芳"])),
        Urged(Self.department("306"), .tooSoon(last: day, from: day + 4)),
        Urged(Self.department("308"), .complete), Urged(Self.department("309"), .nobody),
      ])
        == "已催办304 局304，通知李强、王芳。306 局306已于2025年7月31日催办过，2025年8月4日起可以再催，这次没有发。"
        + "308 局308已报齐，没有催办。309 局309没有登记填报人和负责人，没有人可以通知，请系统管理员登记。")
    let many = (1...9).map { Urged(Self.department("\($0)"), .told(["甲\($0)"])) }
    #expect(said(many) == "已催办1 局1、2 局2、3 局3、4 局4、5 局5等9个部门，通知9人。")
  }
}
