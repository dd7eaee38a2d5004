internal import Domain
internal import Reports
internal import Store

/// Lists of projects that were worked out lately, for whoever asks for the same again: a page of a long list is a few
/// milliseconds' work then. A list is given only while nothing changed that it follows from; of what changed, only the departments
/// that did are read anew.
package actor StandingsShelf {
  /// In whose eyes, on which day.
  private struct Key: Hashable {
    let eyes: [String]?, day: Day
  }

  private struct Kept {
    let sheaf: ProjectSheaf
    var mark: FactsMark
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

  /// The projects in the sight of a store as they stand now, with the order that is asked for.
  func sheaf(
    asOf day: Day, in order: ProjectSheaf.Order, from store: Store
  ) async throws -> (sheaf: ProjectSheaf, order: [Int]) {
    let key = Key(eyes: store.eyes, day: day)
    // Asked only now: what was recorded before somebody asks is in the answer.
    if let now = kept[key], let places = now.orders[order], let mark = try await store.unchanged(since: now.mark) {
      if kept[key]?.mark == now.mark { kept[key]?.mark = mark }
      use(key)
      return (now.sheaf, places)
    }
    while busy[key] != nil {
      await withCheckedContinuation { busy[key, default: []].append($0) }
    }
    busy[key] = []
    defer { busy.removeValue(forKey: key)?.forEach { $0.resume() } }
    let now = try await StandingsShelf.read(key, kept[key], in: order, from: store)
    kept[key] = now
    use(key)
    while kept.count > StandingsShelf.most, let oldest = kept.min(by: { $0.value.used < $1.value.used }) {
      kept[oldest.key] = nil
    }
    return (now.sheaf, now.orders[order] ?? [])
  }

  private func use(_ key: Key) {
    count += 1
    kept[key]?.used = count
  }

  /// What holds now: as it was, but for the departments whose facts changed.
  @concurrent private static func read(
    _ key: Key, _ before: Kept?, in order: ProjectSheaf.Order, from store: Store
  ) async throws -> Kept {
    let facts = try await store.moneyFacts(
      asOf: key.day, since: before?.mark, of: before.map { Set($0.sheaf.departments.map(\.id)) } ?? [])
    var now: Kept
    if let before, facts.changed.isEmpty, before.sheaf.departments.map(\.id) == facts.departments.map(\.id) {
      now = Kept(sheaf: before.sheaf, mark: facts.mark, orders: before.orders)
    } else {
      let changed = facts.changed.map { part in
        (
          part.facts.id,
          ProjectStanding.all(
            of: part.facts, Directory(projects: part.names, indicators: [:]), on: key.day, calendar: facts.calendar)
        )
      }
      let parts = Dictionary(changed, uniquingKeysWith: { a, _ in a })
      let all = facts.departments.map { department in
        ProjectSheaf.Part(
          id: department.id, identity: department.identity,
          rows: parts[department.id] ?? before?.sheaf.rows(of: department.id) ?? [])
      }
      now = Kept(sheaf: ProjectSheaf(all), mark: facts.mark)
    }
    if now.orders[order] == nil { now.orders[order] = now.sheaf.places(in: order) }
    return now
  }
}
