package import Contract
internal import Domain
internal import Store

// What those who watch the service ask every few seconds.
extension Desk {
  /// Whether the service can do its work; costs little, whatever there is.
  ///
  /// - Parameters:
  ///   - problems: what the asking process cannot do.
  ///   - counted: the numbers as they were counted last; asked for only where the database answers.
  package func readiness(
    problems: [String] = [], counted: () async -> NumbersAnswer? = { nil }
  ) async throws -> ReadinessAnswer {
    let pulse = try await store.pulse()
    return ReadinessAnswer(
      isSchemaCurrent: pulse.isSchemaCurrent, clock: pulse.clock.standing,
      secondsSinceEvaluation: pulse.secondsSinceEvaluation, daemons: pulse.daemons.count, counted: await counted(),
      problems: problems, unknownSchedules: pulse.unknownSchedules)
  }

  /// The service's numbers. Counting takes seconds on a province's data.
  package func numbers() async throws -> NumbersAnswer {
    let health = try await store.health()
    return NumbersAnswer(
      daemons: health.daemons.count, secondsSinceEvaluation: health.secondsSinceEvaluation, jobs: health.jobs,
      messages: health.messages, alerts: health.alerts, setAside: health.setAside.count,
      deadLetters: health.deadLetters)
  }
}
