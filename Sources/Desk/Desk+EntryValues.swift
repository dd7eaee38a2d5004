package import Contract
package import Domain
internal import Store

// Indicators' values typed one below the other.
extension Desk {
  /// The indicators of a fiscal year whose values somebody may report, as of the end of a day.
  package func entryIndicators(asOf day: Day) async throws -> EntryIndicatorsAnswer {
    let desk = try entering(.recordValue)
    let calendar = try await desk.store.calendar()
    var indicators: [EntryIndicatorsAnswer.Indicator] = []
    var due: Day?
    for department in try await desk.store.departments(year: day.year) {
      guard let (facts, names) = try await desk.store.snapshot(of: department.id, asOf: day) else { continue }
      let wanted = ValuesDue(facts, on: day, calendar: calendar)
      due = [due, wanted.due].compactMap { $0 }.min()
      let meant = min(day, wanted.month.map { Day(endOf: $0, in: day.year) } ?? day)
      let label = [department.identity].labels[0]
      let reported = facts.indicators + facts.projects.flatMap(\.indicators)
      let files = try await desk.store.evidenceFiles(of: reported.filter(\.binding.isReported).map(\.id))
      func add(_ indicator: IndicatorFacts, of project: Directory.Project?) {
        // What nobody has decided yet is reported by nobody.
        guard indicator.binding.isReported, !indicator.isUndecided, let name = names.indicators[indicator.id] else {
          return
        }
        let last = indicator.observation(asOf: day)
        indicators.append(
          .init(
            indicator.id, department: label, departmentCode: department.identity.code, project: project?.code.text,
            projectName: project?.name, position: name.position, name: name.name, target: name.target,
            words: indicator.words == nil ? [] : Band.allCases.map(\.rawValue),
            last: last.map { .init($0.value.text(unit: indicator.measure?.unit ?? ""), on: $0.day) },
            isDue: wanted.missing.contains(indicator.id),
            files: (files[indicator.id] ?? []).filter { $0.isStanding && $0.day == last?.day && $0.withdrawal == nil }
              .map { EvidenceFileAnswer($0, unit: indicator.measure?.unit ?? "") }, day: meant))
      }
      for indicator in facts.indicators { add(indicator, of: nil) }
      let known = facts.projects.compactMap { project in names.projects[project.id].map { (project, $0) } }
      for (project, name) in known.sorted(by: { $0.1.position < $1.1.position }) {
        for indicator in project.indicators { add(indicator, of: name) }
      }
    }
    return EntryIndicatorsAnswer(asOf: day, due: due, indicators)
  }

  /// Records indicators' values that were typed one below the other, or tells what would become of them.
  package func record(_ request: ValueRowsRequest, by actor: Actor, at moment: Moment) async throws -> RowsAnswer {
    // What is only asked leaves nothing in the trail.
    let (desk, name) = try entering(.recordValue, for: request.mode, by: actor, request)
    let today = try await desk.lastDay(moment)
    var known: [ObservationRequest.Subject: [Int: [IndicatorEntry]]] = [:]
    var read: [Result<TypedValue, Refusal>] = []
    for row in request.rows {
      do {
        read.append(.success(try await desk.read(row.value, today: today, &known)))
      } catch let refusal as Refusal {
        read.append(.failure(refusal))
      }
    }
    let numbers = request.rows.map(\.number)
    let meant = TypedValue.refusingTwice(read, numbers)
    let fates = try await desk.store.acting(as: name).append(
      meant.map { $0.map(\.kept) }, keeping: Keeping(request.mode))
    let isKept = Keeping(request.mode).keeps(fates.map(\.isRefused))
    var rows: [RowsAnswer.Row] = []
    for (number, (value, fate)) in zip(numbers, zip(meant, fates)) {
      var row: RowsAnswer.Row
      switch fate {
      case .added(let former):
        let replaced = (try? value.get()).flatMap { $0.replacing(former) }
        row = .init(number, .added, message: isKept ? replaced?.chinese : replaced?.planned)
      case .repeated: row = .init(number, .repeated)
      case .refused(let refusal):
        row = .init(number, .refused, code: refusal.code, message: refusal.sentence(at: door))
      }
      if case .success(let value) = value { row.status = value.status }
      rows.append(row)
    }
    try await desk.noteRefused(fates, request.mode)
    return RowsAnswer(isKept: isKept, rows)
  }

  private func read(
    _ typed: ObservationRequest, today: Day, _ known: inout [ObservationRequest.Subject: [Int: [IndicatorEntry]]]
  ) async throws -> TypedValue {
    let day = try typed.time.day()
    let entries: [IndicatorEntry]
    if let found = known[typed.subject]?[day.year] {
      entries = found
    } else {
      entries = try await indicators(of: typed.subject, in: typed.division, on: day)
      known[typed.subject, default: [:]][day.year] = entries
    }
    let entry = try IndicatorEntry.choose(typed.indicator, from: entries)
    let value = try entry.context.value(
      typed.value, outOf: typed.outOf, on: day, today: today, isConfirmed: typed.isConfirmed)
    return TypedValue(entry: entry, day: day, value: value, evidence: typed.evidence)
  }
}

/// A typed value, read.
private struct TypedValue {
  let entry: IndicatorEntry, day: Day, value: ObservedValue, evidence: String?

  var kept: Store.NewValue {
    Store.NewValue(Observation(day: day, value: value), of: entry.id, evidence: evidence)
  }

  var status: IndicatorStatus { entry.target.status(of: value, on: day, in: entry.fiscalYear) }

  /// That it takes the place of another of its day.
  func replacing(_ former: ObservedValue?) -> ReplacedValue? {
    guard let former, former != value else { return nil }
    return ReplacedValue(
      name: "\(entry.name)（\(day)）", old: former.text(unit: entry.unit), new: value.text(unit: entry.unit)
    )
  }

  private struct Subject: Hashable {
    let indicator: IndicatorID, day: Day
  }

  /// Rows about one indicator and day are all refused: nobody knows which of them counts.
  static func refusingTwice(
    _ rows: [Result<TypedValue, Refusal>], _ numbers: [Int]
  ) -> [Result<TypedValue, Refusal>] {
    let subjects = rows.map { row in (try? row.get()).map { Subject(indicator: $0.entry.id, day: $0.day) } }
    let bySubject = Dictionary(grouping: zip(subjects, numbers), by: \.0)
    return zip(rows, subjects).map { row, subject in
      guard let subject, let same = bySubject[subject], same.count > 1 else { return row }
      return .failure(.sheet(.rowTwice(same.map(\.1))))
    }
  }
}
