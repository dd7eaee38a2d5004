package import Contract
package import Documents
internal import Domain
internal import Store

// Indicators' values, many at once.
extension Desk {
  /// Records the values of a file: good rows are taken, bad ones come back with their reasons, the same file again adds
  /// nothing.
  ///
  /// - Parameter progress: called with the rows done and all of them.
  package func record(
    _ sheet: ObservationSheet, in division: String?, by actor: Actor, at moment: Moment,
    progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> IntakeAnswer {
    let (desk, actor) = try entering(.recordValue, by: actor, ["file": sheet.name])
    let today = try await desk.lastDay(moment)
    let read = try await desk.readRows(of: sheet, in: division, today: today)
    var answer = IntakeAnswer(file: sheet.name, read: read.count, added: 0, repeated: 0, refused: [], warnings: [])
    let writer = desk.store.acting(as: actor.name)
    for (index, value) in read.enumerated() {
      try Task.checkCancellation()
      progress(index + 1, read.count)
      let number = value.row.number
      do {
        let meant = try value.content.get()
        let (isNew, former) = try await writer.append(
          Observation(day: meant.day, value: meant.value), to: meant.entry.id, evidence: value.row.evidence)
        if isNew { answer.added += 1 } else { answer.repeated += 1 }
        guard let former, former != meant.value else { continue }
        answer.warnings.append(.init(row: number, code: "value-replaced", message: meant.replacing(former).chinese))
      } catch let refusal as Refusal {
        answer.refused.append(.init(row: number, code: refusal.code, message: refusal.sentence(at: door)))
      }
    }
    return answer
  }

  /// What would become of the rows of a file.
  func tryRows(of sheet: ObservationSheet, at moment: Moment) async throws -> [RowsAnswer.Row] {
    let rows = try await readRows(of: sheet, in: nil, today: try await lastDay(moment))
    let values = rows.map { row in
      row.content.map {
        Store.NewValue(Observation(day: $0.day, value: $0.value), of: $0.entry.id, evidence: row.row.evidence)
      }
    }
    let fates = try await store.append(values, keeping: .none)
    return zip(rows, fates).map { row, fate in
      let number = row.row.number
      switch fate {
      case .added(let former):
        let replaced = (try? row.content.get()).flatMap { meant in
          former.flatMap { $0 == meant.value ? nil : meant.replacing($0).planned }
        }
        return .init(number, .added, message: replaced)
      case .repeated: return .init(number, .repeated)
      case .refused(let refusal):
        return .init(number, .refused, code: refusal.code, message: refusal.sentence(at: door))
      }
    }
  }

  /// The rows of a file with what they say; those about one indicator and day are refused.
  private func readRows(of sheet: ObservationSheet, in division: String?, today: Day) async throws -> [ReadValue] {
    var (read, known) = ([ReadValue](), [ObservationRequest.Subject: [Int: [IndicatorEntry]]]())
    for row in sheet.rows {
      try Task.checkCancellation()
      do {
        let meant = try await self.read(row, in: division, today: today, &known)
        read.append(ReadValue(row: row, content: .success(meant)))
      } catch let refusal as Refusal {
        read.append(ReadValue(row: row, content: .failure(refusal)))
      }
    }
    return ReadValue.refusingTwice(read)
  }

  /// The last day of which something can be known: today, or how far the clock of these data has gone, which may be ahead.
  func lastDay(_ moment: Moment) async throws -> Day {
    max(moment.day, moment.wall.day, try await store.clock().seen?.day ?? moment.day)
  }

  /// The indicators of a project, or of a department in a year.
  func indicators(
    of subject: ObservationRequest.Subject, in division: String?, on day: Day
  ) async throws -> [IndicatorEntry] {
    switch subject {
    case .project(let text):
      let account = try await account(try ProjectCode.parse(text), in: division, on: day)
      return try await store.indicators(project: account.id)
    case .department(let text):
      let choice = DepartmentChoice(department: text, year: day.year, division: division)
      return try await store.indicators(department: try await department(choice).id)
    }
  }

  private func read(
    _ row: ObservationRow, in division: String?, today: Day,
    _ known: inout [ObservationRequest.Subject: [Int: [IndicatorEntry]]]
  ) async throws -> MeantValue {
    if let misfit = row.misfit { throw misfit }
    let day = try row.time.day()
    let subject = try row.subject
    let entries: [IndicatorEntry]
    if let found = known[subject]?[day.year] {
      entries = found
    } else {
      entries = try await indicators(of: subject, in: division, on: day)
      known[subject, default: [:]][day.year] = entries
    }
    let entry = try IndicatorEntry.choose(row.indicator.isEmpty ? row.name ?? "" : row.indicator, from: entries)
    try row.check(isOf: entry.name, entry.target.text, position: entry.position)
    let value = try entry.context.value(
      row.value, outOf: row.outOf, on: day, today: today, isConfirmed: row.isConfirmed)
    return MeantValue(entry: entry, day: day, value: value)
  }
}

/// What a row of a file says, read.
private struct MeantValue {
  let entry: IndicatorEntry, day: Day, value: ObservedValue

  func replacing(_ former: ObservedValue) -> ReplacedValue {
    ReplacedValue(
      name: "\(entry.name)（\(day)）", old: former.text(unit: entry.unit), new: value.text(unit: entry.unit))
  }
}

/// A row of a file with what it says, or why it says nothing.
private struct ReadValue {
  let row: ObservationRow
  let content: Result<MeantValue, Refusal>

  private struct Subject: Hashable {
    let indicator: IndicatorID, day: Day
  }

  private var subject: Subject? {
    if case .success(let meant) = content { Subject(indicator: meant.entry.id, day: meant.day) } else { nil }
  }

  /// Rows about one indicator and day are all refused: nobody knows which of them counts.
  static func refusingTwice(_ rows: [ReadValue]) -> [ReadValue] {
    let bySubject = Dictionary(grouping: rows, by: \.subject)
    return rows.map { row in
      guard let same = row.subject.flatMap({ bySubject[$0] }), same.count > 1 else { return row }
      return ReadValue(row: row.row, content: .failure(.sheet(.rowTwice(same.map(\.row.number)))))
    }
  }
}

extension ObservationRow {
  fileprivate var time: ObservationRequest.Time { period.map { .period($0) } ?? .date(date ?? "") }

  fileprivate var subject: ObservationRequest.Subject {
    get throws(Refusal) {
      guard isWhole else { return .project(project) }
      guard let department else { throw .sheet(.stampMissing) }
      return .department(department)
    }
  }
}
