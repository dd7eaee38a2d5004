package import Contract
internal import Domain
package import Reports

// Reports for programs: the same values as their tables are drawn from.

extension Summary {
  /// The summary for programs.
  package var answer: SummaryAnswer {
    SummaryAnswer(
      department: .init(department), asOf: day, through: month, ruleSet: ruleSet, projects: lines.map(\.answer),
      departmentIndicators: departmentIndicators.answer,
      totals: .init(
        projects: lines.count, budget: budget, paid: paid, progress: progress, planned: planned,
        timeliness: timeliness, openAlerts: alerts,
        lights: .init(green: count(.green), yellow: count(.yellow), red: count(.red), none: count(.none)),
        indicators: indicators.answer), text: paragraph)
  }
}

extension Summary.Line {
  fileprivate var answer: SummaryAnswer.Project {
    .init(
      code: project.code.text, name: project.name, budget: budget, paid: paid, progress: progress, planned: planned,
      plannedBy: plannedBy, timeliness: timeliness, isFallback: isFallback, light: light, openAlerts: alerts,
      indicators: indicators.answer,
      nextDue: due.map { .init(date: $0.day, what: $0.what, amount: $0.amount, overdue: $0.isOverdue) })
  }
}

extension Summary.Counts {
  fileprivate var answer: SummaryAnswer.Counts {
    .init(
      met: self[.met], inProgress: self[.inProgress], offTarget: off, notReported: self[.notReported],
      notDue: self[.notDue], total: total)
  }
}

extension Bulletin {
  /// The bulletin for programs.
  package var answer: BulletinAnswer {
    BulletinAnswer(
      fiscalYear: fiscalYear, through: month, asOf: day, number: number?.text,
      departments: lines.map { line in
        .init(
          code: line.department.code, name: line.department.name, projects: line.projects, budget: line.budget,
          paid: line.paid, progress: line.progress, progressRank: rank(line, by: \.progress),
          lagPoints: Bulletin.hundredths(line.lag(through: month)), elapsedLight: line.elapsedLight(through: month),
          planned: line.planned, timeliness: line.timeliness, timelinessRank: rank(line, by: \.timeliness),
          planLight: line.planLight, redProjects: line.red, yellowProjects: line.yellow, offIndicators: line.off,
          formsHandedIn: line.formsIn, forms: line.forms, handedInOn: line.handedIn,
          ruleSet: line.parameters.ruleSet)
      })
  }
}

extension DoubtList {
  /// The list for programs.
  package var answer: DoubtsAnswer { DoubtsAnswer(departments.map { .init($0.department, $0.doubts) }) }
}
