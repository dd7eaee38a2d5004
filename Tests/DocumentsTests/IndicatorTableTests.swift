import Domain
import Testing

@testable import Documents

@Suite("Indicator tables with merged cells")
struct IndicatorTableTests {
  private let place = Document.Place(file: "a.docx", position: "表1第1行", column: nil)

  /// A row; `^` is a cell that goes on from above.
  private func row(_ texts: String...) -> (Document.Row, [String]) {
    let cells = texts.enumerated().map {
      Document.Cell(text: $1 == "^" ? "" : $1, column: $0, continuesAbove: $1 == "^")
    }
    return (Document.Row(cells: cells, place: place), cells.map(\.text))
  }

  private func read(_ rows: (Document.Row, [String])...) -> (names: [String], findings: [String]) {
    var table = IndicatorTable()
    let header = row("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
    table.takeHeader(header.0, header.1)
    let findings = rows.compactMap { table.take($0.0, $0.1, project: nil)?.code }
    return (table.indicators.map { "\($0.level1)/\($0.level2)/\($0.level3)/\($0.target.text)" }, findings)
  }

  @Test("levels merged down go on; a merged name with its own description is one more indicator")
  func mergedDown() {
    let read = read(
      row("产出指标", "数量指标", "发放人数", "化工厂", "≤127人", "计划"), row("^", "^", "^", "酒厂", "≤114人", "计划"),
      row("^", "质量指标", "符合率", "", "100%", ""))
    #expect(read.names == ["产出指标/数量指标/发放人数/≤127人", "产出指标/数量指标/发放人数/≤114人", "产出指标/质量指标/符合率/100%"])
    #expect(read.findings.isEmpty)
  }

  @Test("a row cut by a page is joined, whether its other cells are blank or merged")
  func cut() {
    for rest in [row("", "", "", "", "力", ""), row("^", "^", "^", "^", "力", "^")] {
      let read = read(row("效益指标", "社会效益指标", "技术培训", "培训", "提高企业科技创新能", "总结"), rest)
      #expect(read.names == ["效益指标/社会效益指标/技术培训/提高企业科技创新能力"])
      #expect(read.findings == ["row-joined"])
    }
  }

  @Test("a blank level 2 goes on within the same level 1 only")
  func levelTwo() {
    let read = read(
      row("产出指标", "数量指标", "甲", "", "1个", ""), row("", "", "乙", "", "2个", ""), row("效益指标", "", "丙", "", "3个", ""))
    #expect(read.names == ["产出指标/数量指标/甲/=1个", "产出指标/数量指标/乙/=2个", "效益指标//丙/=3个"].map { $0.filter { $0 != "=" } })
  }
}
