import ArgumentParser
import Contract
import Desk
import Domain
import Reports

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "查看各部门、各项目某一天的情况。",
    discussion: "部门较多时只列部门；用 --department 查看一个部门的各个项目。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var departments: DepartmentOptions
  @OptionGroup var asOf: AsOfOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    let request = StatusRequest(of: departments.choice, asOf: asOf.day)
    let standing = try await database.desk { desk in
      let bar = ProgressBar("统计", total: 1)
      defer { bar.end() }
      return try await desk.status(request, at: .now, progress: { bar.show($0, of: $1) })
    }
    guard !output.json else { return try Output.answer(json: standing.answer) }
    let (summaries, day) = (standing.summaries, asOf.day)
    Output.answer("截至\(day.chinese)，共\(summaries.count)个部门（金额单位：万元）")
    if summaries.count <= 5 {
      let isOfSeveral = summaries.map(\.department).hasSeveralDivisions
      for summary in summaries { Output.answer(StatusCommand.projects(summary, withDivision: isOfSeveral)) }
    } else {
      Output.answer(StatusCommand.departments(summaries))
    }
    Output.answer("\n" + standing.answer.service.text)
  }

  private static func projects(_ summary: Summary, withDivision: Bool) -> String {
    let head = "\n" + summary.department.label(withDivision: withDivision) + "\n"
    let header = ["序号", "项目", "预算数", "已支付", "支出进度", "及时率", "灯", "指标达成", "预警"]
    let rows = summary.lines.enumerated().map { index, line in
      [
        "\(index + 1)", Columns.cut(line.project.name, to: 44), line.budget.tenThousands, line.paid.tenThousands,
        percent(line.progress), percent(line.timeliness), line.light.chinese,
        "\(line.indicators[.met])/\(line.indicators.total)", "\(line.alerts)",
      ]
    }
    return head
      + Columns.lines([header] + rows + [total(summary)], right: [0, 2, 3, 4, 5, 7, 8]).joined(separator: "\n")
  }

  private static func total(_ summary: Summary) -> [String] {
    [
      "", "合计", summary.budget.tenThousands, summary.paid.tenThousands, percent(summary.progress),
      percent(summary.timeliness), "", "\(summary.indicators[.met])/\(summary.indicators.total)", "\(summary.alerts)",
    ]
  }

  private static func departments(_ summaries: [Summary]) -> String {
    let isOfSeveral = summaries.map(\.department).hasSeveralDivisions
    let header = ["部门", "名称", "项目", "预算数", "已支付", "支出进度", "及时率", "红灯", "黄灯", "预警"]
    let rows = summaries.map { summary in
      [
        (isOfSeveral ? "\(summary.department.division) " : "") + summary.department.code,
        Columns.cut(summary.department.name, to: 40), "\(summary.lines.count)",
        summary.budget.tenThousands, summary.paid.tenThousands, percent(summary.progress), percent(summary.timeliness),
        "\(summary.count(.red))", "\(summary.count(.yellow))", "\(summary.alerts)",
      ]
    }
    return Columns.lines([header] + rows, right: [2, 3, 4, 5, 6, 7, 8, 9]).joined(separator: "\n")
  }

  private static func percent(_ ratio: Ratio?) -> String { ratio.map { $0.percentText + "%" } ?? "—" }
}

struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "migrate", abstract: "把数据库升级到本程序的版本。")

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: JSONOption

  func run() async throws {
    try output.say(
      try await Workplace.open(database, migrating: false) { try await $0.groundDesk.migrate(report: Output.note) })
  }
}
