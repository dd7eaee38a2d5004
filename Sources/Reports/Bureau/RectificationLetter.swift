package import Domain

extension Rectification {
  /// The notice as an official letter; what became of it stands on a sheet of its own behind it.
  package func report(from issuer: Issuer) -> Report {
    let demands = Sentence.parts(of: demand) + ["请于\(due.chinese)前完成整改，并将整改措施和结果书面反馈\(issuer.organ ?? "我单位")。"]
    return Report(
      title: issuer.title("\(department.fiscalYear)年度\(subject)问题", "整改通知"),
      letter: Letter(number: number?.text, to: department.name, from: issuer.organ, on: issuedOn),
      blocks: [
        .paragraph("经\(department.fiscalYear)年度预算绩效监督，发现你单位\(about)存在以下问题，请按要求整改。"),
        .heading("一、存在的问题"), .paragraph(Sentence.ended(problem)), .heading("二、整改要求"),
      ] + demands.enumerated().map { .paragraph("\($0 + 1)．\($1)") } + [.paragraph("特此通知。")],
      annexes: steps.isEmpty ? [] : [Annex(proceedings, isNamed: false)])
  }

  private var subject: String { project == nil ? "预算绩效管理" : "项目预算绩效" }

  private var about: String {
    guard let name = projectName else { return "预算绩效管理" }
    return Sentence.quoted(name) + (name.hasSuffix("项目") ? "" : "项目") + (project.map { "（项目编码\($0)）" } ?? "")
  }

  /// 办理情况: for the file, not for the department's letter.
  private var proceedings: FormGrid {
    let issued = [issuedOn.chinese, issuedBy, "发出通知", "整改期限\(due.chinese)"]
    let rows = [issued] + steps.map { [$0.day.chinese, $0.actor, Action.chinese($0.kind), $0.note ?? ""] }
    return FormGrid(
      title: "整改办理情况", period: "\(department.name)\(projectName.map(Sentence.quoted) ?? "")",
      rows: [["序号", "日期", "经办", "办理", "说明"].map { .init($0) }]
        + rows.enumerated().map { index, row in
          [.init("\(index + 1)")] + row.enumerated().map { .init($1, $0 == 3 ? .left : .centre) }
        },
      heading: 0..<1, widths: [6, 16, 14, 12, 52],
      notes: ["登记编号\(id)\(number.map { "，\($0.text)" } ?? "")，目前\(state.chinese)。"], signatures: [], unit: "")
  }
}
