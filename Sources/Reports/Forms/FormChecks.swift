package import Domain

/// Whether what people filled in fits the form: asked when they do, so that nothing odd is kept.
package struct FormChecks {
  private let material: FormMaterial
  private let project: Int64?

  /// The checks of one form of some material.
  package init(_ material: FormMaterial, project: Int64?) {
    self.material = material
    self.project = project
  }

  /// The rows of the form.
  private var indicators: [ProjectSheet.Indicator] {
    project.map { id in material.sheets.first { $0.id == id }?.indicators ?? [] } ?? material.department.indicators
  }

  /// What is wrong with some fields.
  package func problems(of fields: Set<FormField>) throws(InputProblem) -> [InputProblem] {
    let filling = material.filling(of: project)
    let indicators = indicators
    let known = Set(indicators.map(\.id))
    for field in fields {
      if let indicator = field.indicator, !known.contains(indicator) {
        throw InputProblem("indicator-not-of-form", "这张表没有这项指标。")
      }
      if field.name.isOfRow, field.indicator == nil {
        throw InputProblem("indicator-missing", "“\(field.name.chinese)”请指明是第几项指标。")
      }
      if !field.name.isOfRow, field.indicator != nil {
        throw InputProblem("indicator-not-wanted", "“\(field.name.chinese)”是整张表的，不属于某一项指标。")
      }
    }
    let basicOnly: Set<FormField.Name> = [.paidBasic]
    let projectOnly: Set<FormField.Name> = [.paidFiscal, .paidCarryOver, .paidOther, .forecast, .weights]
    let wrong = project == nil ? projectOnly : basicOnly
    if let field = fields.first(where: { wrong.contains($0.name) }) {
      throw InputProblem(
        "field-not-of-form", "\(project == nil ? "部门整体的表" : "项目的表")没有“\(field.name.chinese)”一栏。")
    }
    try checkAmounts(Set(fields.map(\.name)))
    if fields.contains(FormField(.weights)) { _ = try filling.weights(for: indicators.map(\.id)) }
    return try refusals(of: fields)
  }

  /// What is known by the records is not asked of people: payments of the only source, a score by the formula.
  private func checkAmounts(_ names: Set<FormField.Name>) throws(InputProblem) {
    guard let project, let sheet = material.sheets.first(where: { $0.id == project }) else { return }
    let sources: [FormField.Name] = [.paidFiscal, .paidCarryOver, .paidOther]
    if let name = sources.first(where: names.contains),
      sheet.isCarryOver || sheet.otherFunds == .zero || sheet.fiscalFunds == .zero
    {
      throw InputProblem(
        "source-only-one", "项目只有一个资金来源，“\(name.chinese)”就是支出记录的合计，不需要填写。")
    }
    if names.contains(.executionScore), sheet.budget > .zero {
      throw InputProblem("execution-computed", "全年预算数不为零，预算执行率得分按公式计算，不需要填写。")
    }
  }

  /// What the form itself refuses of the fields that were filled in.
  private func refusals(of fields: Set<FormField>) throws(InputProblem) -> [InputProblem] {
    let touched = Set(fields.filter { [.actual, .score].contains($0.name) }.compactMap(\.indicator))
    let paper = try DepartmentPapers.paper(of: project, in: material, .live)?.paper
    let forecast = paper?.grid.rows.joined().first { $0.name == "年度资金总额全年预计执行数" }?.missing
    var found = try rowRefusals(touched) + questions(of: fields)
    if fields.contains(FormField(.forecast)), let forecast {
      found.append(InputProblem("forecast-out-of-bounds", "全年预计执行数\(forecast)万元。"))
    }
    return found
  }

  /// Values that look like a hundredth of what is meant, or the hundredfold: asked when they are filled in, not when a form is
  /// shown. With % they are taken as they stand.
  private func questions(of fields: Set<FormField>) -> [InputProblem] {
    let (filling, sheets) = (material.filling(of: project), indicators)
    return fields.filter { $0.name == .actual }.compactMap { field in
      guard let entry = filling[.actual, field.indicator ?? 0],
        let sheet = sheets.first(where: { $0.id == field.indicator })
      else { return nil }
      return ObservedValue.question(entry.value, for: sheet.target)
    }
  }

  private func rowRefusals(_ touched: Set<Int64>) throws(InputProblem) -> [InputProblem] {
    guard !touched.isEmpty else { return [] }
    let (facts, filling) = (material.facts, material.filling(of: project))
    if let project {
      guard let sheet = material.sheets.first(where: { $0.id == project }),
        let projectFacts = facts.projects.first(where: { $0.id == project })
      else { return [] }
      if material.form == .monitoring {
        let form = MonitoringForm(
          sheet, projectFacts, of: facts, through: material.month, on: material.day, calendar: material.calendar,
          filling: filling)
        return form.rows.filter { touched.contains($0.indicator.id) }.compactMap(\.refusal)
      }
      let form = SelfEvaluationForm(
        sheet, projectFacts, of: facts, on: material.day, calendar: material.calendar, filling: filling)
      return form.rows.filter { touched.contains($0.indicator.id) }.compactMap(\.refusal)
    }
    if material.form == .monitoring {
      let form = DepartmentMonitoringForm(
        material.department, [], handedIn: [], of: facts, through: material.month, on: material.day,
        calendar: material.calendar, filling: filling)
      return form.rows.filter { touched.contains($0.indicator.id) }.compactMap(\.refusal)
    }
    let form = DepartmentSelfEvaluationForm(
      material.department, [], handedIn: [], of: facts, on: material.day, calendar: material.calendar,
      filling: filling)
    return form.rows.filter { touched.contains($0.indicator.id) }.compactMap(\.refusal)
  }
}
