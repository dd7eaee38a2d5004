/// What becomes of what people typed into a form: entries of the form itself, and values that are reports (指标完成值), which
/// stand by themselves and are printed as any other.
package struct FormIntake: Hashable, Sendable {
  /// A value that is reported by way of a form.
  package struct Report: Hashable, Sendable {
    /// The indicator, and its level-3 name.
    package let indicator: IndicatorID, name: String
    /// The value, of the day whose end the form is of.
    package let observation: Observation
    /// As people read it, and what the form showed in its place; nil for nothing.
    package let text: String, former: String?
    /// What was written beside it as the reason, where nothing is corrected: it is kept as what the value rests on.
    package let evidence: String?

    /// The value it takes the place of.
    package var replaced: ReplacedValue? { former.map { ReplacedValue(name: name, old: $0, new: text) } }
  }

  /// The entries of the form. A report has one, too, without a value: whoever reports it has had a hand in the form.
  package private(set) var entries: [FormEntry] = []
  /// The values that are reports.
  package private(set) var reports: [Report] = []
  /// How many entries said what stood there already.
  package private(set) var unchanged = 0

  /// Nothing.
  package init() {}

  /// Adds what came later.
  package static func += (sum: inout FormIntake, more: FormIntake) {
    sum.entries += more.entries
    sum.reports += more.reports
    sum.unchanged += more.unchanged
  }

  /// Whether nothing is to be kept.
  package var isEmpty: Bool { entries.isEmpty && reports.isEmpty }
}

extension FormMaterial {
  /// What becomes of entries that people typed into a form. A 完成值 of an indicator whose values people report is a report,
  /// unless it corrects one that is there with a reason; of the others it replaces what is computed, and wants a reason.
  ///
  /// - Parameters:
  ///   - today: the last day a value can be of.
  ///   - consent: which values are meant as typed though they look like slips.
  /// - Throws: all questions at once, where several stand; what cannot be taken at all is told before any.
  package func intake(
    _ typed: [FormEntry], of owner: FormOwner, today: Day, consent: FormConsent = .none
  ) throws(Refusal) -> FormIntake {
    var (intake, questions) = (FormIntake(), [FormQuestion]())
    let standing = filling(of: owner)
    for typed in typed {
      do throws(Refusal) {
        let entry = try withUnit(typed, of: owner, consent: consent)
        guard standing[entry.field] != entry else {
          intake.repeats()
          continue
        }
        switch try fate(of: entry, owner, standing, today: today, consent: consent) {
        case .known: intake.repeats()
        case .report(let report): intake.take(report, of: entry.field)
        case .entry: intake.take(entry)
        }
      } catch {
        guard error.isQuestion else { throw error }
        questions.append(FormQuestion(error, at: place(of: typed.field, owner)))
      }
    }
    if let question = Refusal.asking(questions) { throw question }
    return intake
  }

  /// What people call a field of a form.
  private func place(of field: FormField, _ owner: FormOwner) -> String {
    let row = field.indicator.flatMap { self.row($0, of: owner) }.map { "“\($0.0.level3)”" } ?? ""
    return row + field.name.chinese
  }

  /// What becomes of it where a person says that the last value of an indicator still holds: it is reported for this period, too.
  /// Nothing to be kept where the period has a value, or where it follows from payments.
  package func confirming(_ id: IndicatorID, of owner: FormOwner) throws(Refusal) -> FormIntake {
    var intake = FormIntake()
    guard let (indicator, known) = row(id, of: owner) else { throw .form(.noSuchIndicator) }
    guard let earlier = known.reported(from: firstDay, on: day).earlier else {
      guard known.binding != .observation || known.observation(asOf: day) != nil else {
        throw .form(.nothingToConfirm(indicator.level3))
      }
      intake.repeats()
      return intake
    }
    try checkOpen()
    intake.take(
      FormIntake.Report(
        indicator: id, name: indicator.level3, observation: Observation(day: day, value: earlier.value),
        text: earlier.text, former: nil, evidence: nil),
      of: FormField(.actual, indicator: id))
    return intake
  }

  /// The first day whose values count in the form.
  private var firstDay: Day { facts.parameters.firstDay(ofFormThrough: month, in: facts.identity.fiscalYear) }

  /// Refused before the form's period begins: what is reported then is no value of it.
  private func checkOpen() throws(Refusal) {
    guard day < firstDay else { return }
    throw .form(.periodNotOpen(form: form.chinese, from: firstDay, today: day))
  }

  /// The same with what was taken in.
  package func taking(_ intake: FormIntake, into owner: FormOwner) -> FormMaterial {
    let reported = intake.reports.reduce(facts) { $0.reporting($1.observation, for: $1.indicator) }
    return with(reported).filling(intake.entries, into: owner)
  }

  private enum Fate {
    case known
    case report(FormIntake.Report)
    case entry
  }

  private func fate(
    of entry: FormEntry, _ owner: FormOwner, _ standing: Filling, today: Day, consent: FormConsent
  ) throws(Refusal) -> Fate {
    guard entry.field.name == .actual, case .text(let text)? = entry.value, let id = entry.field.indicator,
      let (indicator, recorded) = row(id, of: owner)
    else { return .entry }
    let known = recorded.reported(from: firstDay, on: day).facts
    let shown = shown(id, of: owner)
    let context = ValueContext(
      name: indicator.level3, target: known.asWords(indicator.target), binding: known.binding,
      fiscalYear: facts.identity.fiscalYear, practice: facts.parameters.practice)
    guard context.isReported else {
      guard shown == nil || entry.reason != nil else { throw .form(.reasonMissing(entry.field.name.chinese)) }
      return .entry
    }
    if known.binding == .observation { try checkOpen() }
    let value = try context.value(text, on: day, today: today, consent: consent)
    if standing[entry.field] == nil, let last = known.observation(asOf: day), value.says(the: last.value) {
      return .known
    }
    if shown != nil, entry.reason != nil { return .entry }
    let unit = known.unit(of: indicator.target)
    return .report(
      FormIntake.Report(
        indicator: id, name: indicator.level3, observation: Observation(day: day, value: value),
        text: value.text(unit: unit), former: shown, evidence: entry.reason))
  }

  /// What people expect of the year, with the target's unit where they typed nothing but a number, as a 完成值 has it; asked about
  /// where a 完成值 would be.
  private func withUnit(
    _ entry: FormEntry, of owner: FormOwner, consent: FormConsent
  ) throws(Refusal) -> FormEntry {
    guard entry.field.name == .expected, case .text(let text)? = entry.value, Quantity(parsing: text) != nil,
      let id = entry.field.indicator, let (indicator, known) = row(id, of: owner)
    else { return entry }
    let unit = known.unit(of: indicator.target)
    guard !unit.isEmpty else { return entry }
    if let question = ObservedValue.question(text, for: indicator.target), !consent.covers(question) { throw question }
    return FormEntry(entry.field, .text(text + unit), reason: entry.reason)
  }

  /// What a form shows as an indicator's value; nil for nothing.
  private func shown(_ indicator: IndicatorID, of owner: FormOwner) -> String? {
    switch FormChecks(self, of: owner).form {
    case .monitoring(let form)?: form.rows.first { $0.indicator.id == indicator }?.actual
    case .selfEvaluation(let form)?: form.rows.first { $0.indicator.id == indicator }?.achieved
    case nil: nil
    }
  }

  private func row(_ id: IndicatorID, of owner: FormOwner) -> (ProjectSheet.Indicator, IndicatorFacts)? {
    let (sheets, known): ([ProjectSheet.Indicator]?, [IndicatorFacts]?)
    switch owner {
    case .whole: (sheets, known) = (department.indicators, facts.indicators)
    case .project(let project):
      sheets = self.sheets.first { $0.id == project }?.indicators
      known = facts.projects.first { $0.id == project }?.indicators
    }
    guard let indicator = sheets?.first(where: { $0.id == id }), let facts = known?.first(where: { $0.id == id })
    else { return nil }
    return (indicator, facts)
  }
}

extension FormIntake {
  fileprivate mutating func repeats() { unchanged += 1 }
  mutating func take(_ entry: FormEntry) { entries.append(entry) }
  fileprivate mutating func take(_ report: Report, of field: FormField) {
    reports.append(report)
    entries.append(FormEntry(field, nil))
  }
}

extension ObservedValue {
  /// Whether another value says the same: 46 of 50 is 92%.
  fileprivate func says(the other: ObservedValue) -> Bool {
    if self == other { return true }
    guard let a = ratio, let b = other.ratio else { return false }
    return Int128(a.numerator) * Int128(b.denominator) == Int128(b.numerator) * Int128(a.denominator)
  }
}

extension IndicatorFacts {
  /// The unit of its values: the target's, or workdays; empty for words and dates.
  fileprivate func unit(of target: Target) -> String {
    binding.workdays == nil ? target.measure?.unit ?? "" : IndicatorFacts.workdayUnit
  }

  /// The target as its values are read: in words where the facts have no number and no date for it.
  fileprivate func asWords(_ target: Target) -> Target {
    binding.workdays == nil && measure == nil && deadline == nil ? target.inWords : target
  }
}

extension DepartmentFacts {
  /// The same with one more reported value.
  fileprivate func reporting(_ observation: Observation, for indicator: IndicatorID) -> DepartmentFacts {
    func adding(_ all: [IndicatorFacts]) -> [IndicatorFacts] {
      all.map { $0.id == indicator ? $0.reporting(observation) : $0 }
    }
    return DepartmentFacts(
      id: id, identity: identity, parameters: parameters,
      projects: projects.map { project in
        guard project.indicators.contains(where: { $0.id == indicator }) else { return project }
        return ProjectFacts(
          id: project.id, budget: project.budget, checkpoints: project.checkpoints, ledger: project.ledger,
          indicators: adding(project.indicators), events: project.events, terms: project.terms,
          adjustments: project.adjustments)
      }, indicators: adding(indicators), submissions: submissions, papers: papers, settledOn: settledOn)
  }
}

extension IndicatorFacts {
  /// The same with one more reported value; one of the same day is replaced.
  fileprivate func reporting(_ observation: Observation) -> IndicatorFacts {
    let all = observations.filter { $0.day != observation.day } + [observation]
    return IndicatorFacts(
      id: id, measure: measure, deadline: deadline, isUndecided: isUndecided, binding: binding,
      observations: all.sorted { $0.day < $1.day })
  }
}
