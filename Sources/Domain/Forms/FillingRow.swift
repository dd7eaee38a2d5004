/// One row of a spreadsheet by which people fill in forms: texts as they stand there, not read yet.
public struct FillingRow: Hashable, Sendable {
  /// The row's number as a spreadsheet shows it.
  public let number: Int
  /// 项目编码, or 部门整体.
  public let project: String
  /// The indicator's number or name; empty for fields of the whole form.
  public let indicator: String
  /// The filled cells with their fields.
  public let cells: [FormField.Name: String]
  /// Why computed values are replaced.
  public let reason: String?
  /// Why the cells cannot be those of the header; nil where they can.
  public let misfit: InputProblem?

  /// A row.
  public init(
    number: Int, project: String, indicator: String, cells: [FormField.Name: String], reason: String?,
    misfit: InputProblem? = nil
  ) {
    self.misfit = misfit
    self.number = number
    self.project = project
    self.indicator = indicator
    self.cells = cells
    self.reason = reason
  }

  /// Whether it is about the department as a whole.
  public var isWhole: Bool { project.withoutBlanks == FillingRow.whole }

  /// What stands for the department as a whole in the place of a project's code.
  public static let whole = "部门整体"
}
