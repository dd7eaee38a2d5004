/// One row of a file of indicators' values, as it stands there.
package struct ObservationRow: Hashable, Sendable {
  /// The row's number as a spreadsheet shows it.
  package let number: Int
  /// 项目编码, or 部门整体 with the department's code.
  package let project: String, department: String?
  /// The indicator's number, its name and its target; a number or a name is enough.
  package let indicator: String, name: String?, target: String?
  /// The day it is of, or the month at whose end (`2025-06`).
  package let date: String?, period: String?
  /// The value, of how many, and what shows it.
  package let value: String, outOf: String?, evidence: String?
  /// Whether it is meant as typed where it looks like a slip.
  package let isConfirmed: Bool
  /// Why the cells cannot be those of the header; nil where they can.
  package let misfit: Refusal?

  /// A row.
  package init(
    number: Int, project: String, department: String?, indicator: String, name: String?, target: String?,
    date: String?, period: String?, value: String, outOf: String?, evidence: String?, isConfirmed: Bool,
    misfit: Refusal?
  ) {
    (self.number, self.project, self.department) = (number, project, department)
    (self.indicator, self.name, self.target) = (indicator, name, target)
    (self.date, self.period, self.value, self.outOf) = (date, period, value, outOf)
    (self.evidence, self.isConfirmed, self.misfit) = (evidence, isConfirmed, misfit)
  }

  /// Whether it is about the department as a whole.
  package var isWhole: Bool { project.withoutBlanks == FillingRow.whole }
}

/// A reported value that took the place of another of the same day.
package struct ReplacedValue: Hashable, Sendable {
  /// The indicator's level-3 name, the value that stood there and the one that stands now.
  package let name: String, old: String, new: String

  /// A value in place of another.
  package init(name: String, old: String, new: String) { (self.name, self.old, self.new) = (name, old, new) }

  /// The sentence that says so before it is done.
  package var planned: String { "“\(name)”已填过\(old)，保存后改为\(new)。" }
  /// The sentence that says so.
  package var chinese: String { "“\(name)”的完成值原为\(old)，现为\(new)。" }
}
