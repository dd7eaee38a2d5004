/// What the finance bureau's performance office says to a form without giving it back (意见).
package struct FormRemark: Hashable, Sendable {
  /// What is said, by whom, on which day.
  package let text: String, actor: String, day: Day

  /// More characters are no remark.
  package static let longest = 500

  /// A remark as it is kept.
  package init(kept text: String, actor: String, day: Day) { (self.text, self.actor, self.day) = (text, actor, day) }

  /// One as typed.
  ///
  /// - Throws: `remark-empty`, `text-too-long`.
  package static func read(_ typed: String) throws(Refusal) -> String {
    let text = typed.normalised
    guard !text.isEmpty else { throw .form(.remarkEmpty) }
    guard text.count <= longest else { throw .value(.tooLong("意见", length: text.count, most: longest)) }
    return text
  }

  /// As people read it.
  package var chinese: String { "意见（\(actor)，\(day.chinese)）：\(text)" }
}

/// A remark with the form it is to, as whoever fills the form in is told of it.
package struct FormRemarkNews: Hashable, Sendable {
  /// The form's department, and the project; nil for the department's own.
  package let department: DepartmentIdentity, project: String?
  /// Which form, through which month.
  package let form: DepartmentForm, month: Int
  /// What is said.
  package let remark: FormRemark

  /// A remark to a form.
  package init(
    department: DepartmentIdentity, project: String?, form: DepartmentForm, month: Int, remark: FormRemark
  ) {
    (self.department, self.project, self.form, self.month) = (department, project, form, month)
    self.remark = remark
  }

  /// The line of a message.
  ///
  /// - Parameter namingDepartments: whether it says whose the form is.
  package func chinese(namingDepartments: Bool) -> String {
    let whose = namingDepartments ? "\(department.code) \(department.name) " : ""
    let months = form == .monitoring ? "（1–\(month)月）" : ""
    return "\(whose)“\(project ?? "部门整体")”\(form.chinese)\(months)\(remark.chinese)"
  }
}
