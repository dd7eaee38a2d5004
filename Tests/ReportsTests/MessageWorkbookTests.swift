import Domain
import Reports
import Testing

@Suite("The list that goes with a long message")
struct MessageWorkbookTests {
  private func list(_ count: Int) -> Message.List? {
    let key = Assessment.Key(rule: .dataQuality, project: nil, indicator: nil, period: .year(2025))
    let news = (1...count).map { number in
      AlertNews(
        alert: KeptAlert(id: AlertID(Int64(number)), key: key, state: .open, severity: .yellow, lastTransition: 1),
        department: DepartmentIdentity(code: "4\(number)", name: "第\(number)局<&>", fiscalYear: 2025), project: nil,
        indicator: nil, assessment: nil, told: nil)
    }
    let person = Recipient(id: 1, name: "张三", role: .bureau)
    let morning = Morning(Day(startOf: 2025), toldThrough: nil)
    return Message.digest(for: person, news, by: morning, namingDepartments: true)?.list
  }

  @Test("it has a row an alert, the same bytes whenever it is made, and is there only where the message is long")
  func workbook() throws {
    let list = try #require(self.list(16))
    let bytes = try #require(list.workbook(title: "绩效预警"))
    #expect(bytes == list.workbook(title: "绩效预警") && bytes.starts(with: Array("PK".utf8)))
    #expect(list.rows.map { $0.cells.count } == Array(repeating: Message.List.headings.count, count: 16))
    #expect(list.rows[0].cells == ["10", "新增预警", "黄灯", "第10局<&>", "", "", "", "资料不全", "资料不全"])
    #expect(self.list(15) == nil)
  }
}
