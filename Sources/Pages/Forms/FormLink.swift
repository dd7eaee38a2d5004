package import Contract
package import Domain

/// Where a form stands among the pages: `/forms/monitoring-6/13062525P000232100244`, with the department where no project says it.
package struct FormLink: Hashable, Sendable {
  /// Which form, through which month.
  package let form: DepartmentForm, month: Int
  /// 项目编码; nil for the department's own.
  package let project: String?
  /// Which department, as ``text(of:code:year:)`` writes it; nil where the project says it.
  package let department: String?

  /// A form.
  package init(_ form: DepartmentForm, _ month: Int, project: String?, department: String?) {
    (self.form, self.project, self.department) = (form, project, department)
    self.month = form == .selfEvaluation ? 12 : month
  }

  /// What the path of the department's own form says in the place of a project.
  package static let whole = "whole"

  /// A form out of the parts of its path; nil where they are none.
  package init?(period: String, owner: String, department: String?) {
    guard let (form, month) = FormLink.period(period) else { return nil }
    self.init(form, month, project: owner == FormLink.whole ? nil : owner, department: department)
  }

  /// Where it is.
  package var address: Address {
    (Address("/forms") / period / (project ?? FormLink.whole)).with("department", department)
  }

  /// Something below it, asked of the same department.
  package func below(_ part: String) -> Address {
    (Address("/forms") / period / (project ?? FormLink.whole) / part).with("department", department)
  }

  /// `monitoring-6`, `self-evaluation`.
  package var period: String { FormLink.text(form, month) }

  /// A period as paths and lists write it.
  package static func text(_ form: DepartmentForm, _ month: Int) -> String {
    form == .monitoring ? "monitoring-\(month)" : form.rawValue
  }

  /// A period out of such a text.
  package static func period(_ text: String) -> (form: DepartmentForm, month: Int)? {
    if text == DepartmentForm.selfEvaluation.rawValue { return (.selfEvaluation, 12) }
    let parts = text.split(separator: "-")
    guard parts.count == 2, parts[0] == "monitoring", let month = Int(parts[1]), (1...12).contains(month) else {
      return nil
    }
    return (.monitoring, month)
  }

  /// What people call a period.
  package static func chinese(_ form: DepartmentForm, _ month: Int) -> String {
    form == .monitoring ? "1–\(month)月绩效监控表" : "年度绩效自评表"
  }

  /// A department as addresses name it: division, code and year, so that there is only one.
  package static func text(of division: DivisionCode, code: String, year: Int) -> String {
    "\(division.text):\(code):\(year)"
  }

  /// The department that an address names: all of it, or its code or name alone.
  package static func choice(_ text: String?) -> DepartmentChoice {
    guard let text, !text.isEmpty else { return DepartmentChoice() }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else { return DepartmentChoice(department: text) }
    return DepartmentChoice(department: parts[1], year: Int(parts[2]), division: parts[0].isEmpty ? nil : parts[0])
  }

  /// What the desk is asked for.
  package var subject: FormSubject {
    FormSubject(
      FormPeriod(department: FormLink.choice(department), form: form, through: month), project: project)
  }
}

extension DepartmentAnswer {
  /// As addresses name it.
  package var link: String { FormLink.text(of: division, code: code, year: fiscalYear) }
  /// As people read it.
  package var label: String { "\(code) \(name)（\(fiscalYear)年）" }
}

extension DepartmentsAnswer.Entry {
  /// As addresses name it.
  package var link: String { FormLink.text(of: division, code: code, year: fiscalYear) }
}

extension FormState {
  /// The state as a mark: its word, and a colour.
  var mark: Markup {
    switch self {
    case .draft: "<span class=\"state draft\">\(chinese)</span>"
    case .submitted: "<span class=\"state submitted\">\(chinese)</span>"
    case .returned: "<span class=\"state returned\">\(chinese)</span>"
    case .approved: "<span class=\"state approved\">\(chinese)</span>"
    }
  }
}
