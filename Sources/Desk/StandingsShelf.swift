internal import Domain
internal import Reports
internal import Store

/// Lists of projects that were worked out lately, for whoever asks for the same again: a page of a long list is a few
/// milliseconds' work then. A list is given only while its facts did not change; of what changed, only the departments that did
/// are read anew.
package actor StandingsShelf {
  /// Whose projects, on which day.
  private struct Key: Hashable {
    let departments: [DepartmentID], day: Day
  }

  private struct Kept {
    let sheaf: ProjectSheaf, mark: FactsMark
    /// The orders that were asked for.
    var orders: [ProjectSheaf.Order: [Int]] = [:]
    /// When it was asked for last, by a count.
    var used = 0
  }

  /// So many lists are kept: of each day and each reach one.
  private static let most = 4
  private var kept: [Key: Kept] = [:]
  /// The lists that are being looked at, with who waits: what many ask at once is read once.
  private var busy: [Key: [CheckedContinuation<Void, Never>]] = [:]
  private var count = 0

  /// Nothing.
  package init() {}

  /// The projects of some departments as they stand now, with the order that is asked for.
  func sheaf(
    of departments: [DepartmentID], asOf day: Day, in order: ProjectSheaf.Order, from store: Store,
    calendar: WorkCalendar
  ) async throws -> (sheaf: ProjectSheaf, order: [Int]) {
    let key = Key(departments: departments, day: day)
    while busy[key] != nil {
      await withCheckedContinuation { busy[key, default: []].append($0) }
    }
    busy[key] = []
    defer { busy.removeValue(forKey: key)?.forEach { $0.resume() } }
    // Asked only now: what was recorded before somebody asks is in the answer.
    var now = try await StandingsShelf.read(key, kept[key], from: store, calendar: calendar)
    count += 1
    now.used = count
    let places = now.orders[order] ?? now.sheaf.places(in: order)
    now.orders[order] = places
    kept[key] = now
    while kept.count > StandingsShelf.most, let oldest = kept.min(by: { $0.value.used < $1.value.used }) {
      kept[oldest.key] = nil
    }
    return (now.sheaf, places)
  }

  /// What holds now: as it was, but for the departments whose facts changed.
  @concurrent private static func read(
    _ key: Key, _ before: Kept?, from store: Store, calendar: WorkCalendar
  ) async throws -> Kept {
    let facts = try await store.moneyFacts(of: key.departments, asOf: key.day, since: before?.mark)
    if let before, facts.changed.isEmpty { return Kept(sheaf: before.sheaf, mark: facts.mark, orders: before.orders) }
    let changed = facts.changed.map { part in
      let names = Directory(projects: part.names, indicators: [:])
      return (
        part.facts.id, ProjectStanding.all(of: part.facts, names, on: key.day, calendar: calendar)
      )
    }
    let parts = Dictionary(changed, uniquingKeysWith: { a, _ in a })
    return Kept(
      sheaf: ProjectSheaf(key.departments.map { ($0, parts[$0] ?? before?.sheaf.rows(of: $0) ?? []) }), mark: facts.mark
    )
  }
}
