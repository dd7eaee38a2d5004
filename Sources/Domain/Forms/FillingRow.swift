/// One row of a spreadsheet by which people fill in forms: texts as they stand there, not read yet.
package struct FillingRow: Hashable, Sendable {
  /// Of which department and period the row says it is; nil for what it does not say.
  package struct Stamp: Hashable, Sendable {
    /// 部门编码 and 期次, `2025年1—6月绩效监控表`.
    package let department: String?, period: String?

    /// A stamp as it stands in a file.
    package init(department: String?, period: String?) { (self.department, self.period) = (department, period) }

    /// The stamp of a period's sheet.
    package init(_ department: DepartmentIdentity, _ form: DepartmentForm, through month: Int) {
      self.department = department.code
      let year = department.fiscalYear
      period = form == .monitoring ? "\(year)年1—\(month)月绩效监控表" : "\(year)年绩效自评表"
    }

    /// For people.
    package var text: String { [department, period].compactMap { $0 }.joined(separator: " ") }

    /// Whether what it says is nothing else than what another says. Dashes and blanks are typed in many ways.
    package func agrees(with other: Stamp) -> Bool {
      func isSame(_ a: String?, _ b: String?) -> Bool { a == nil || b == nil || a?.asTyped == b?.asTyped }
      return isSame(department, other.department) && isSame(period, other.period)
    }
  }

  /// The row's number as a spreadsheet shows it.
  package let number: Int
  /// Of which department and period it says it is.
  package let stamp: Stamp
  /// 项目编码, or 部门整体.
  package let project: String
  /// The indicator's number; empty where it is named otherwise, and for fields of the whole form.
  package let indicator: String
  /// 三级指标 and 年度指标值 as the row has them; nil where the file has no such columns.
  package let name: String?, target: String?
  /// The filled cells with their fields.
  package let cells: [FormField.Name: String]
  /// Why computed values are replaced.
  package let reason: String?
  /// Whether values are meant as typed that look like slips.
  package let isConfirmed: Bool
  /// What the file shows as known (系统计算): what whoever confirms has read; nil where it has no such column.
  package let shown: String?
  /// Why the cells cannot be those of the header; nil where they can.
  package let misfit: Refusal?

  /// A row.
  package init(
    number: Int, stamp: Stamp = Stamp(department: nil, period: nil), project: String, indicator: String,
    name: String? = nil, target: String? = nil, cells: [FormField.Name: String], reason: String?,
    isConfirmed: Bool = false, shown: String? = nil, misfit: Refusal? = nil
  ) {
    self.shown = shown
    (self.number, self.stamp, self.project, self.indicator) = (number, stamp, project, indicator)
    (self.name, self.target, self.cells) = (name, target, cells)
    (self.reason, self.isConfirmed, self.misfit) = (reason, isConfirmed, misfit)
  }

  /// Whether it is about the department as a whole.
  package var isWhole: Bool { project.withoutBlanks == FillingRow.whole }

  /// Whether it is about a form as such and no indicator of it.
  package var isOfForm: Bool { indicator.isEmpty && (name.map { $0.asTyped == FillingRow.wholeForm.asTyped } ?? true) }

  /// What stands for the department as a whole in the place of a project's code.
  package static let whole = "部门整体"
  /// What stands for a form as such in the place of an indicator.
  package static let wholeForm = "（整张表）"

}

/// A row of a file that says of which indicator it is by more than its number.
package protocol IndicatorNaming {
  /// 三级指标 and 年度指标值 as the row has them; nil where the file has no such columns.
  var name: String? { get }
  var target: String? { get }
}

extension FillingRow: IndicatorNaming {}
extension ObservationRow: IndicatorNaming {}

extension IndicatorNaming {
  /// Refuses a row that names another indicator, or another target, than the one it was taken for.
  package func check(isOf level3: String, _ target: String, position: Int) throws(Refusal) {
    let isNamed = name.map { $0.asTyped == level3.asTyped } ?? true
    let isMeant = self.target.map { $0.asTyped == target.asTyped } ?? true
    guard isNamed, isMeant else {
      throw .sheet(
        .rowOther(
          position, wanted: "\(level3) \(target)",
          found: [name ?? level3, self.target ?? target].joined(separator: " ").excerpt))
    }
  }
}

extension String {
  /// For telling whether two texts are one, however their blanks, dashes and signs were typed.
  fileprivate var asTyped: String {
    let folded = normalised.withoutBlanks.map { "-–—~～至".contains($0) ? "-" : $0 }
    return String(folded).lowercased()
  }
}
