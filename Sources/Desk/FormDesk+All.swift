package import Domain
internal import Reports
internal import Store

/// What became of the forms of a period.
package struct FormsOutcome: Sendable {
  /// A form that something could not be done with.
  package struct Refused: Hashable, Sendable {
    /// The project's name, or 部门整体.
    package let name: String
    /// Why.
    package let refusal: Refusal
  }

  /// The names of those it was done with.
  package var done: [String] = []
  /// The others.
  package var refused: [Refused] = []
  /// What could not be checked of those it was done with, by their names.
  package var unchecked: [(name: String, sentence: String)] = []
}

extension FormDesk {
  /// Does something with every form of a period that stands where it can be done: the projects' first, the department's own
  /// last, each in a transaction of its own.
  ///
  /// - Parameters:
  ///   - signer: refuses forms of projects that whoever does it does not answer for; all by default.
  ///   - isConfirmed: whether those that were returned are handed in though nothing of them changed.
  package func actOnAll(
    _ action: FormAction, _ signer: (ProjectID?) throws(Refusal) -> Void = { _ in }, of department: DepartmentID,
    _ form: DepartmentForm, through month: Int,
    from states: Set<FormState>,
    by actor: String, on today: Day, fiscalYear: Int, isConfirmed: Bool = false
  ) async throws -> FormsOutcome {
    let whole = FormKey(department: department, owner: .whole, form: form, month: month)
    let day = FormDesk.day(of: whole, fiscalYear: fiscalYear, today: today)
    let papers = try await papers(of: department, form, through: month, asOf: day, today: today, .latest)
    var outcome = FormsOutcome()
    for paper in papers.projects + [papers.whole] where states.contains(paper.progress.state) {
      try Task.checkCancellation()
      let key = FormKey(department: department, owner: paper.owner, form: form, month: month)
      do {
        try signer(paper.owner.project)
        let acted = try await act(
          action, on: key, by: actor, on: today, fiscalYear: fiscalYear,
          consent: FormConsent(isConfirmed: isConfirmed))
        outcome.done.append(paper.paper.name)
        outcome.unchecked += acted.paper.uncheckedCosts.map { (paper.paper.name, $0) }
      } catch let refusal as Refusal {
        outcome.refused.append(.init(name: paper.paper.name, refusal: refusal))
      }
    }
    return outcome
  }
}
