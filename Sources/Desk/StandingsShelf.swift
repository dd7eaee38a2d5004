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

  /// So many lists are kept, of each day and each reach one; of long ones fewer, since a row takes a third of a kilobyte.
  private static let most = 4, mostRows = 150_000
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
    while kept.count > StandingsShelf.most || (kept.count > 1 && rows > StandingsShelf.mostRows),
      let oldest = kept.min(by: { $0.value.used < $1.value.used })
    {
      kept[oldest.key] = nil
    }
    return (now.sheaf, now.orders[order] ?? [])
  }

  private var rows: Int { kept.values.reduce(0) { $0 + $1.sheaf.rows.count } }

  private func use(_ key: Key) {
    count += 1
    kept[key]?.used = count
  }

  /// What holds now: as it was, but for the departments whose facts changed.
  @concurrent private static func read(
    _ key: Key, _ before: Kept?, in asked: ProjectSheaf.Order, from store: Store
  ) async throws -> Kept {
    let known = before.map { Set($0.sheaf.departments.map(\.id)) } ?? []
    let facts = try await store.moneyFacts(asOf: key.day, since: before?.mark, of: known) { facts, names, calendar in
      let directory = Directory(projects: names, indicators: [:])
      return (facts.id, ProjectStanding.all(of: facts, directory, on: key.day, calendar: calendar))
    }
    let changed = Dictionary(facts.changed, uniquingKeysWith: { a, _ in a })
    var now: Kept
    if let before, let moved = before.sheaf.with(changed, of: facts.departments) {
      now = Kept(sheaf: moved.sheaf, mark: facts.mark)
      now.orders = before.orders.reduce(into: [:]) { orders, order in
        // The others are worked out when they are asked for again.
        if changed.isEmpty || order.key == asked {
          orders[order.key] = moved.sheaf.places(in: order.key, from: order.value, where: moved.places)
        }
      }
    } else {
      now = Kept(
        sheaf: ProjectSheaf(
          facts.departments.map {
            .init(id: $0.id, identity: $0.identity, rows: changed[$0.id] ?? before?.sheaf.rows(of: $0.id) ?? [])
          }), mark: facts.mark)
    }
    if now.orders[asked] == nil { now.orders[asked] = now.sheaf.places(in: asked) }
    return now
  }
}
