/// What both official forms have at their head.
package struct FormHead: Hashable, Sendable, Codable {
  /// A project by code and name.
  package struct Project: Hashable, Sendable, Codable {
    /// 项目编码 and 项目名称.
    package let code: String, name: String

    /// A project.
    package init(code: String, name: String) { (self.code, self.name) = (code, name) }
  }

  /// The department.
  package let department: DepartmentIdentity
  /// The project; nil for the department as a whole (部门整体).
  package let project: Project?
  /// The day whose end its figures are of.
  package let asOf: Day
  /// The rule set they were worked out by.
  package let ruleSet: String
  /// What people wrote as 实施单位, 联系电话 and 说明.
  package let unit: String?, contact: String?, remark: String?
  /// 绩效目标.
  package let goals: [String]

  init(_ facts: DepartmentFacts, _ project: Project?, asOf day: Day, goals: [String], _ filling: Filling) {
    (department, ruleSet) = (facts.identity, facts.parameters.ruleSet)
    (self.project, asOf, self.goals) = (project, day, goals)
    (unit, contact, remark) = (filling.text(.unit), filling.text(.contact), filling.text(.remark))
  }
}

extension FormHead {
  /// What both forms print of it; empty for a place it has not.
  func text(_ part: FormPlace.Part) -> String {
    switch part {
    case .name: project.map { "\($0.name)（\($0.code)）" } ?? ""
    case .unit: unit ?? department.name
    case .contact: contact ?? ""
    case .goals: goals.joined(separator: "\n")
    case .remark: remark ?? ""
    default: ""
    }
  }

  /// A form without indicators has to say why.
  func problems(isEmpty: Bool) -> [FormProblem] {
    isEmpty && remark == nil ? [FormProblem(.form(.indicators), .withoutIndicators)] : []
  }
}

/// An indicator as an official form prints it.
package struct FormIndicator: Hashable, Sendable, Codable {
  /// Its row in the database.
  package let id: IndicatorID
  /// 一级指标, 二级指标, 三级指标 and 年度指标值.
  package let level1: String, level2: String, level3: String, target: String

  init(_ indicator: ProjectSheet.Indicator) {
    (id, target) = (indicator.id, indicator.target.text)
    (level1, level2, level3) = (indicator.level1, indicator.level2, indicator.level3)
  }
}

/// An official form as values. How it is drawn is nobody's business here: a table, a page and a program read the same.
package protocol OfficialForm: Hashable, Sendable, Codable {
  /// Which form it is.
  static var kind: DepartmentForm { get }
  /// Department, project, day, goals, and what people wrote at the head.
  var head: FormHead { get }
  /// The month through which it reports.
  var month: Int { get }
  /// The money rows, from the top.
  var funds: [FundRow] { get }
  /// 支出合计 as the department's document prints it, where the amounts of the parts come to another; nil for a project's form.
  /// A form kept by a program that did not know it has none.
  var approved: Money? { get }
  /// By which budget its 执行率 goes.
  var rateBase: RateBase { get }
  /// The indicators of its rows.
  var indicators: [FormIndicator] { get }
  /// The projects of a department's own form, by code, in their order; none for a project's.
  var projectLines: [ProjectLine] { get }
  /// What keeps it from being handed in, from the top. A form that was handed in has none.
  var problems: [FormProblem] { get }
  /// Every place of it, from the top.
  var places: [FormPlace] { get }
  /// What stands in a place, as it is printed; empty for nothing, or for a place it has not.
  func text(at place: FormPlace) -> String
  /// Where it comes from; nil for what people wrote, and what nobody worked out.
  func source(at place: FormPlace) -> FormSource?
}

extension OfficialForm {
  /// `1–6月`.
  package var span: String { "1–\(month)月" }

  /// The project's name, or 部门整体.
  package var name: String { head.project?.name ?? FillingRow.whole }

  /// Whether it is a department's own.
  package var isWhole: Bool { head.project == nil }

  /// Whether two rows are of one indicator, which a department names in its overall goal and in an itemised one, too.
  package func areTwins(_ a: Int, _ b: Int) -> Bool {
    let (one, other) = (indicators[a], indicators[b])
    return isWhole && one.level3 == other.level3 && one.target == other.target && one.level1 != other.level1
  }

  /// Values of one indicator that differ between the goals that name it: each names the other place.
  func twinProblems() -> [FormProblem] {
    guard isWhole else { return [] }
    let values = indicators.indices.map { text(at: .row($0, .actual)) }
    return indicators.indices.compactMap { row in
      let other = indicators.indices.first {
        $0 != row && areTwins(row, $0) && !values[row].isEmpty && !values[$0].isEmpty && values[row] != values[$0]
      }
      return other.map {
        FormProblem(.row(row, .actual), .twinDiffers(row: $0, goal: indicators[$0].level1, value: values[$0]))
      }
    }
  }

  func projectName(_ code: String) -> String { projectLines.first { $0.code == code }?.name ?? code }

  /// A money row; nil for one the form has not.
  package func fund(_ kind: FundKind) -> FundRow? { funds.first { $0.kind == kind } }

  /// What stands in a money row.
  func text(_ kind: FundKind, _ figure: FormPlace.FundFigure) -> String {
    guard let row = fund(kind) else { return "" }
    switch figure {
    case .initial: return row.initial?.tenThousands ?? ""
    case .budget: return row.budget?.tenThousands ?? ""
    case .paid: return row.paid?.tenThousands ?? ""
    case .rate: return row.rate(by: rateBase).map { $0.percentText + "%" } ?? ""
    case .forecast: return row.forecast?.tenThousands ?? ""
    }
  }

  /// What a form of the same kind says otherwise, place by place; a place only the other has is told with an empty new text.
  package func difference(from old: Self) -> [FormDifference] {
    let here = places
    let known = Set(here.map { key($0) })
    let gone = old.places.filter { !known.contains(old.key($0)) && !old.text(at: $0).isEmpty }
    let before = Dictionary(old.places.map { (old.key($0), old.text(at: $0)) }, uniquingKeysWith: { a, _ in a })
    return here.compactMap { place in
      let (was, now) = (before[key(place)] ?? "", text(at: place))
      return was == now ? nil : FormDifference(place: place, name: caption(place), old: was, new: now)
    } + gone.map { FormDifference(place: $0, name: old.caption($0), old: old.text(at: $0), new: "") }
  }

  /// A place that means the same in two versions: rows by their indicator, wherever in the table it stands now.
  func key(_ place: FormPlace) -> [AnyHashable] {
    guard case .row(let index, let part) = place else { return [place] }
    return [indicators[index].id, part]
  }
}

/// What stands otherwise in one place of two versions of a form.
package struct FormDifference: Hashable, Sendable {
  /// The place in the newer version, or in the older where the newer has it no more; nil where one of them is only known as it
  /// was drawn.
  package let place: FormPlace?
  /// What people call it.
  package let name: String
  /// The old and the new text; empty for nothing.
  package let old: String, new: String

  /// A difference.
  package init(place: FormPlace?, name: String, old: String, new: String) {
    (self.place, self.name, self.old, self.new) = (place, name, old, new)
  }
}
