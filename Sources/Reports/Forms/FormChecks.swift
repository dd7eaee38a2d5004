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
  package func problems(of fields: Set<FormField>) throws(Refusal) -> [Refusal] {
    let filling = material.filling(of: project)
    let indicators = indicators
    let known = Set(indicators.map(\.id))
    for field in fields {
      if let indicator = field.indicator, !known.contains(indicator) {
        throw Refusal.form(.noSuchIndicator)
      }
      if field.name.isOfRow, field.indicator == nil {
        throw Refusal.form(.indicatorMissing(field.name.chinese))
      }
      if !field.name.isOfRow, field.indicator != nil {
        throw Refusal.form(.indicatorNotWanted(field.name.chinese))
      }
    }
    let basicOnly: Set<FormField.Name> = [.paidBasic]
    let projectOnly: Set<FormField.Name> = [.paidFiscal, .paidCarryOver, .paidOther, .forecast, .weights]
    let wrong = project == nil ? projectOnly : basicOnly
    if let field = fields.first(where: { wrong.contains($0.name) }) {
      throw Refusal.form(.noSuchField(field.name.chinese, of: project == nil ? "部门整体的表" : "项目的表"))
    }
    try checkAmounts(Set(fields.map(\.name)))
    if fields.contains(FormField(.weights)) { _ = try filling.weights(for: indicators.map(\.id)) }
    return try refusals(of: fields)
  }

  /// What is known by the records is not asked of people: payments of the only source, a score by the formula.
  private func checkAmounts(_ names: Set<FormField.Name>) throws(Refusal) {
    guard let project, let sheet = material.sheets.first(where: { $0.id == project }) else { return }
    let sources: [FormField.Name] = [.paidFiscal, .paidCarryOver, .paidOther]
    if let name = sources.first(where: names.contains),
      sheet.isCarryOver || sheet.otherFunds == .zero || sheet.fiscalFunds == .zero
    {
      throw Refusal.form(.onlySource(name.chinese))
    }
    if names.contains(.executionScore), sheet.budget > .zero {
      throw Refusal.form(.executionComputed)
    }
  }

  /// What the form itself refuses of the fields that were filled in.
  private func refusals(of fields: Set<FormField>) throws(Refusal) -> [Refusal] {
    let touched = Set(fields.filter { [.actual, .score].contains($0.name) }.compactMap(\.indicator))
    let paper = try DepartmentPapers.paper(of: project, in: material, .live)?.paper
    let forecast = paper?.grid.rows.joined().first { $0.name == "年度资金总额全年预计执行数" }?.missing
    var found = try rowRefusals(touched) + questions(of: fields)
    if fields.contains(FormField(.forecast)), let forecast {
      found.append(Refusal.form(.forecastOutOfBounds("\(forecast)万元")))
    }
    return found
  }

  /// Values that look like a hundredth of what is meant, or the hundredfold: asked when they are filled in, not when a form is
  /// shown. With % they are taken as they stand.
  private func questions(of fields: Set<FormField>) -> [Refusal] {
    let (filling, sheets) = (material.filling(of: project), indicators)
    return fields.filter { $0.name == .actual }.compactMap { field in
      guard let entry = filling[.actual, field.indicator ?? 0],
        let sheet = sheets.first(where: { $0.id == field.indicator })
      else { return nil }
      return ObservedValue.question(entry.value, for: sheet.target)
    }
  }

  private func rowRefusals(_ touched: Set<Int64>) throws(Refusal) -> [Refusal] {
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
