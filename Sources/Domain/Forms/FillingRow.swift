/// One row of a spreadsheet by which people fill in forms: texts as they stand there, not read yet.
package struct FillingRow: Hashable, Sendable {
  /// The row's number as a spreadsheet shows it.
  package let number: Int
  /// 项目编码, or 部门整体.
  package let project: String
  /// The indicator's number or name; empty for fields of the whole form.
  package let indicator: String
  /// The filled cells with their fields.
  package let cells: [FormField.Name: String]
  /// Why computed values are replaced.
  package let reason: String?
  /// Why the cells cannot be those of the header; nil where they can.
  package let misfit: Refusal?

  /// A row.
  package init(
    number: Int, project: String, indicator: String, cells: [FormField.Name: String], reason: String?,
    misfit: Refusal? = nil
  ) {
    self.misfit = misfit
    self.number = number
    self.project = project
    self.indicator = indicator
    self.cells = cells
    self.reason = reason
  }

  /// Whether it is about the department as a whole.
  package var isWhole: Bool { project.withoutBlanks == FillingRow.whole }

  /// What stands for the department as a whole in the place of a project's code.
  package static let whole = "部门整体"
}
