/// Whether what people filled in fits the form: asked when they do, so that nothing odd is kept.
package struct FormChecks {
  private let material: FormMaterial
  private let owner: FormOwner

  /// The checks of one form of some material.
  package init(_ material: FormMaterial, of owner: FormOwner) {
    self.material = material
    self.owner = owner
  }

  private var sheet: ProjectSheet? { material.sheets.first { .project($0.id) == owner } }

  /// The rows of the form.
  private var indicators: [ProjectSheet.Indicator] {
    owner == .whole ? material.department.indicators : sheet?.indicators ?? []
  }

  /// Refuses fields that the form does not take: out of bounds, known by the records, or odd.
  package func check(_ fields: Set<FormField>) throws(Refusal) {
    try checkAmounts(Set(fields.map(\.name)))
    if fields.contains(FormField(.weights)) {
      _ = try material.filling(of: owner).weights(for: indicators.map(\.id))
    }
    if let refusal = refusals(of: fields).first { throw refusal }
    if fields.contains(FormField(.forecast)) { try checkForecast() }
    for field in fields where field.name == .expected { try checkExpected(field) }
  }

  /// Refuses fields of rows the form has not, of no row or of one where the other is meant.
  package func checkPlaces(_ fields: Set<FormField>) throws(Refusal) {
    let known = Set(indicators.map(\.id))
    for field in fields {
      if let indicator = field.indicator, !known.contains(indicator) {
        throw .form(.noSuchIndicator)
      }
      if field.name.isOfRow, field.indicator == nil {
        throw .form(.indicatorMissing(field.name.chinese))
      }
      if !field.name.isOfRow, field.indicator != nil {
        throw .form(.indicatorNotWanted(field.name.chinese))
      }
    }
    let basicOnly: Set<FormField.Name> = [.paidBasic]
    let projectOnly: Set<FormField.Name> = [.paidFiscal, .paidCarryOver, .paidOther, .forecast, .weights, .agreedCosts]
    let wrong = owner == .whole ? projectOnly : basicOnly
    if let field = fields.first(where: { wrong.contains($0.name) }) {
      throw .form(.noSuchField(field.name.chinese, of: owner == .whole ? "部门整体的表" : "项目的表"))
    }
    let texts = material.texts.of(owner).known
    if let field = fields.first(where: { $0.name.isOfLayout && !texts.contains($0.name) }) {
      throw .form(.noSuchField(field.name.chinese, of: "在用的版式"))
    }
  }

  /// What is known by the records is not asked of people: payments of the only source, a score by the formula.
  private func checkAmounts(_ names: Set<FormField.Name>) throws(Refusal) {
    guard let sheet else { return }
    let sources: [FormField.Name] = [.paidFiscal, .paidCarryOver, .paidOther]
    if let name = sources.first(where: names.contains),
      sheet.isCarryOver || sheet.otherFunds == .zero || sheet.fiscalFunds == .zero
    {
      throw .form(.onlySource(name.chinese))
    }
    if names.contains(.executionScore), sheet.budget > .zero {
      throw .form(.executionComputed)
    }
  }

  /// The form with what was filled in; of a department without its projects, of which nobody fills anything in here.
  package var form: Form? {
    let filling = material.filling(of: owner)
    guard owner != .whole else { return material.form([], handedIn: [], filling) }
    guard let sheet, let facts = material.facts.projects.first(where: { .project($0.id) == owner }) else { return nil }
    return material.form(sheet, facts, filling)
  }

  private func checkForecast() throws(Refusal) {
    for problem in form?.content.problems ?? [] {
      switch problem.kind {
      case .forecastBelowPaid, .forecastAboveBudget:
        throw .form(.forecastOutOfBounds("\(problem.kind.chinese)万元"))
      default: continue
      }
    }
  }

  /// Refuses what is no amount where money is capped, and what the year cannot come to, even if all of the budget were spent:
  /// the checkpoints that passed stay as they are.
  private func checkExpected(_ field: FormField) throws(Refusal) {
    guard let text = material.filling(of: owner)[field]?.text, let sheet,
      let indicator = sheet.indicators.first(where: { $0.id == field.indicator }),
      let project = material.facts.projects.first(where: { $0.id == sheet.id }),
      let facts = project.indicators.first(where: { $0.id == field.indicator })
    else { return }
    // What is no amount is held against nothing.
    if let unit = facts.capUnit, let cap = indicator.target.measure?.amount,
      (try? Money.parse(text, unit: unit)).map({ $0 < .zero }) ?? true
    {
      throw .form(.expectedNotAmount(indicator.level3, text, like: cap))
    }
    let position = SpendingPosition(project, on: material.day, of: material.facts, calendar: material.calendar)
    let most = facts.mostAtYearEnd(project, position, spending: project.budget)
    guard most.isExceeded(by: text, for: indicator.target), let shown = most.text else { return }
    throw .form(.expectedAbove(indicator.level3, text, most: shown))
  }

  /// What the form itself refuses of the values and scores that were filled in, row by row.
  private func refusals(of fields: Set<FormField>) -> [Refusal] {
    let touched = Set(fields.filter { [.actual, .score].contains($0.name) }.compactMap(\.indicator))
    guard !touched.isEmpty, let content = form?.content else { return [] }
    return content.problems.compactMap { problem in
      guard case .refused(let refusal) = problem.kind, let row = problem.place.row,
        touched.contains(content.indicators[row].id)
      else { return nil }
      return refusal
    }
  }
}
