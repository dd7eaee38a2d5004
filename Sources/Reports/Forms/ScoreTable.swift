internal import Domain

/// 计分说明: how every row of the projects' self-evaluations came to its score, with the numbers it was worked out from.
package struct ScoreTable: Sendable {
  private let department: DepartmentIdentity
  private let papers: [StandingPaper]

  /// The scores of a department's forms.
  package init(_ papers: DepartmentPapers) {
    department = papers.table.department
    self.papers = papers.projects
  }

  /// The table; its first row is its heading.
  package func grid(_ edition: FormEdition) -> FormGrid {
    let captions = ["项目", "序号", "指标", "年度指标值", "完成值", "分值", "得分", "算式"]
    var rows: [[FormGrid.Cell]] = []
    for paper in papers {
      let lines = paper.paper.scoreLines
      for (index, line) in lines.enumerated() {
        let head: [FormGrid.Cell] = index == 0 ? [.init(paper.paper.name, rows: lines.count, .left)] : []
        rows.append(
          head + [
            .init(line.number), .init(line.name, .left), .init(line.target), .init(line.value),
            .init(line.points, .right), .init(line.score, .right), .init(line.formula, .left),
          ])
      }
    }
    if rows.isEmpty { rows = [[.init("没有项目。", columns: captions.count)]] }
    return FormGrid(
      title: "项目支出绩效自评计分说明", period: "（\(department.code) \(department.name)，\(department.fiscalYear)年度）",
      rows: [captions.map { .init($0) }] + rows, heading: 0..<1, widths: [16, 4, 18, 11, 11, 6, 6, 28],
      notes: [
        "分值：预算执行率和各一级指标的分值按规定设定；同一级内先在二级指标之间、再在三级指标之间平均分配，保留两位小数，除不尽的尾差按余数大小各加0.01分。",
        "得分：达到指标值得满分，未达到的按完成比例计分，四舍五入到0.01分；定性指标按评判的档次计分。没有填报完成值的不计分，也不按零分计。",
      ], signatures: FormSignatures.line(edition, ["填报人：", "审核人："]), unit: "",
      running: "\(department.name)　项目支出绩效自评计分说明")
  }
}
