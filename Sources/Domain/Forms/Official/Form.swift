/// One of the two official forms.
package enum Form: Hashable, Sendable {
  /// 绩效目标执行监控表.
  case monitoring(MonitoringForm)
  /// 绩效自评表.
  case selfEvaluation(SelfEvaluationForm)

  /// What both have.
  package var content: any OfficialForm {
    switch self {
    case .monitoring(let form): form
    case .selfEvaluation(let form): form
    }
  }

  /// What the tables of all projects say of it; nil for a department's own.
  package var line: ProjectLine? {
    switch self {
    case .monitoring(let form): ProjectLine(form)
    case .selfEvaluation(let form): ProjectLine(form)
    }
  }

  /// What it says otherwise than an older version; nothing where that is the other form.
  package func difference(from old: Form) -> [FormDifference] {
    switch (self, old) {
    case (.monitoring(let form), .monitoring(let old)): form.difference(from: old)
    case (.selfEvaluation(let form), .selfEvaluation(let old)): form.difference(from: old)
    case (.monitoring, _), (.selfEvaluation, _): []
    }
  }
}

extension FormMaterial {
  /// A project's form as it is by the facts and what people filled in.
  package func form(_ sheet: ProjectSheet, _ project: ProjectFacts, _ filling: Filling) -> Form {
    switch form {
    case .monitoring:
      .monitoring(
        MonitoringForm(
          sheet, project, of: facts, through: month, on: day, calendar: calendar, filling: filling))
    case .selfEvaluation:
      .selfEvaluation(
        SelfEvaluationForm(
          sheet, project, of: facts, on: day, calendar: calendar, filling: filling, texts: texts.project))
    }
  }

  /// The department's own form.
  ///
  /// - Parameters:
  ///   - lines: its projects', as they were handed in where they were.
  ///   - handedIn: the codes of those whose forms are handed in.
  package func form(_ lines: [ProjectLine], handedIn: Set<String>, _ filling: Filling) -> Form {
    switch form {
    case .monitoring:
      .monitoring(
        MonitoringForm(
          department, lines, handedIn: handedIn, of: facts, through: month, on: day, calendar: calendar,
          filling: filling))
    case .selfEvaluation:
      .selfEvaluation(
        SelfEvaluationForm(
          department, lines, handedIn: handedIn, of: facts, on: day, calendar: calendar, filling: filling,
          texts: texts.whole))
    }
  }
}
