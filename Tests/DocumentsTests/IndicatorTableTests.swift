import Domain
import Testing

@testable import Documents

@Suite("Indicator tables with merged cells")
struct IndicatorTableTests {
  private let place = Document.Place(file: "a.docx", position: .row(1, table: 1))

  /// A row; `^` is a cell that goes on from above.
  private func row(_ texts: String...) -> Document.Row {
    let cells = texts.enumerated().map {
      Document.Cell(text: $1 == "^" ? "" : $1, column: $0, span: 1, continuesAbove: $1 == "^", place: place)
    }
    return Document.Row(cells: cells, place: place, table: 1)
  }

  private func read(_ rows: Document.Row..., header words: Document.Row? = nil) -> (names: [String], findings: [String])
  {
    var table = IndicatorTable()
    let words = words ?? row("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
    do throws(IndicatorHeaderProblem) {
      table.take(header: try IndicatorHeader.read(words, layout: .word, isStripped: false))
    } catch {
      return ([], [error.chinese])
    }
    let findings = rows.compactMap { row -> String? in
      switch table.take(row, project: nil) {
      case .taken: nil
      case .joined(let finding): finding.code
      case .foreign(let problem): problem.chinese
      }
    }
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

  @Test("columns are found by their words, in any order; those not kept stay out of their neighbours")
  func columns() {
    let read = read(
      row("12.5", "产出指标", "数量指标", "甲", "解释", "≥", "90", "%", "说明", "依据"),
      header: row("分值", "一级指标", "二级指标", "三级指标", "指标解释", "运算符号", "目标值", "计量单位", "绩效指标描述", "指标值确定依据"))
    #expect(read.names == ["产出指标/数量指标/甲/≥90%"] && read.findings.isEmpty)
  }

  @Test("a header with a word that is not known, or one that stands twice, is refused by name")
  func headers() {
    #expect(
      read(header: row("一级指标", "二级指标", "三级指标", "什么", "指标值")).findings == ["指标表的表头里有认不出的栏目“什么”"])
    #expect(
      read(header: row("一级指标", "二级指标", "三级指标", "指标值", "目标值")).findings == ["指标表的表头里有两栏都是“目标值”"])
    #expect(read(header: row("一级指标", "二级指标", "三级指标", "绩效指标描述")).findings == ["指标表的表头里没有“指标值”一栏"])
  }

  @Test("sign and value that contradict each other, a lost cell and a foreign row are refused")
  func misfits() {
    let signs = row("一级指标", "二级指标", "三级指标", "符号", "指标值")
    #expect(
      read(row("产出指标", "数量指标", "甲", "≥", "≤90%"), header: signs).findings
        == ["符号一栏是“≥”，指标值一栏是“≤90%”，两处不一致"])
    #expect(read(row("产出指标", "数量指标", "甲", "约", "90%"), header: signs).findings == ["符号一栏的“约”认不出来"])
    #expect(
      read(row("产出指标", "数量指标", "甲", "≥90%", "上级文件", "")).findings == [
        "描述一栏是“≥90%”，指标值一栏是“上级文件”，像是少了一栏"
      ])
    #expect(read(row("费用名称", "数量", "单价", "金额", "", "")).findings == ["“费用名称”不是一级指标"])
    #expect(
      read(row("产出指标", "数量指标", "甲", "", "≥90%", ""), row("", "", "", "", "≥80%", "")).findings == [
        "没有三级指标的名称，又不像上一行的后半段"
      ])
  }
}
