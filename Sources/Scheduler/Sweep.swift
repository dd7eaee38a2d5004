package import Domain
package import Store

/// Judges departments on a day and keeps the difference to their alerts.
///
/// Departments are taken in groups, each a transaction of its own on its own snapshot: no rule looks across departments, so
/// a province is as right as a bureau, needs little memory, and can be interrupted without harm.
package struct Sweep: Sendable {
  private let store: Store
  private let calendar: WorkCalendar
  private let workers: Int
  private let projectsPerGroup: Int
  private let keeping: Bool

  /// A sweep over a store.
  ///
  /// - Parameters:
  ///   - workers: groups judged at a time; each needs a connection.
  ///   - projectsPerGroup: about how many projects a group holds; bounds the memory.
  ///   - keeping: whether the difference to the kept alerts is written; false only answers.
  package init(
    store: Store, calendar: WorkCalendar, workers: Int = 2, projectsPerGroup: Int = 4_000, keeping: Bool = true
  ) {
    self.store = store
    self.calendar = calendar
    self.keeping = keeping
    self.workers = max(1, workers)
    self.projectsPerGroup = max(1, projectsPerGroup)
  }

  /// Judges the departments as of the end of `day`.
  ///
  /// - Parameters:
  ///   - keepingParts: whether the outcome lists what stands, department by department.
  ///   - progress: told how many of the departments' projects are done.
  package func run(
    _ departments: [DepartmentEntry], asOf day: Day, keepingParts: Bool, progress: (Int) -> Void = { _ in }
  ) async throws -> EvaluationOutcome {
    var groups = grouped(departments).makeIterator()
    var outcome = EvaluationOutcome()
    try await withThrowingTaskGroup(of: EvaluationOutcome.self) { tasks in
      for _ in 0..<workers { if let group = groups.next() { add(group, day, keepingParts, &tasks) } }
      while let done = try await tasks.next() {
        outcome.add(done)
        progress(outcome.projects)
        if let group = groups.next() { add(group, day, keepingParts, &tasks) }
      }
    }
    let order = Dictionary(departments.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { a, _ in a })
    outcome.parts.sort { (order[$0.department] ?? 0) < (order[$1.department] ?? 0) }
    return outcome
  }

  private func add(
    _ group: [DepartmentID], _ day: Day, _ keepingParts: Bool,
    _ tasks: inout ThrowingTaskGroup<EvaluationOutcome, any Error>
  ) {
    let (store, calendar, keeping) = (store, calendar, keeping)
    tasks.addTask {
      try await store.evaluate(group, asOf: day, calendar: calendar, keepingParts: keepingParts, keeping: keeping)
    }
  }

  private func grouped(_ departments: [DepartmentEntry]) -> [[DepartmentID]] {
    var groups: [[DepartmentID]] = []
    var size = 0
    for department in departments {
      if groups.isEmpty || size + department.projects > projectsPerGroup {
        groups.append([])
        size = 0
      }
      groups[groups.count - 1].append(department.id)
      size += department.projects
    }
    return groups
  }
}
