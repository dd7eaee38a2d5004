internal import Domain

extension OfficialForm {
  /// Whose form it is, for the pages after the first.
  var runningHead: String {
    let title = Self.kind == .monitoring ? "绩效目标执行监控表" : "绩效自评表"
    return
      "\(head.project?.name ?? head.department.name)　\(isWhole ? "部门整体支出" : "项目支出")\(title)（\(head.department.fiscalYear)年度）"
  }

  /// Behind 部门支出合计: what was approved, where the sum of the rows below it is another.
  var approvedBeside: String { approved.map { "\n（批复数\($0.tenThousands)）" } ?? "" }

  /// How the approved total and the sum differ, below the table.
  var approvedNotes: [String] {
    guard let approved, let sum = funds.first?.initial else { return [] }
    return [
      "部门支出合计按基本支出与各项目预算之和\(sum.tenThousands)万元填列，部门预算批复数为\(approved.tenThousands)万元，"
        + "相差\((sum - approved).magnitude.tenThousands)万元。"
    ]
  }
}
