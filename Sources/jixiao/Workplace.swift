import Cluster
import Dispatch
import Domain
import Foundation
import Postgres
import Store

/// The store a command works on, with what must be closed behind it.
struct Workplace: Sendable {
  let store: Store
  let url: String

  /// Runs `body` with the store of a URL or of the private cluster, its schema current: that of the private cluster is made so,
  /// one that others use, too, is refused where it is not.
  ///
  /// - Parameter lasting: for a daemon: a database that is away is waited for, and the server of the private cluster is
  ///   started again where it was killed.
  ///
  /// Interrupting the program (Ctrl-C, SIGTERM) once cancels `body` and the statement it waits for; then the store is closed
  /// and the private cluster stopped, as after a normal end.
  static func open<T: Sendable>(
    _ options: DatabaseOptions, connections: Int = 4, migrating: Bool = true, idleTransactionMilliseconds: Int? = nil,
    lasting: Bool = false, _ body: @escaping @Sendable (Workplace) async throws -> T
  ) async throws -> T {
    let cluster = options.url == nil ? try PrivateCluster.start(in: options.folder, report: Output.note) : nil
    let tending = lasting ? cluster.map { ClusterTending($0) } : nil
    defer {
      tending?.end()
      cluster?.stop()
    }
    let url = options.url ?? cluster?.url ?? ""
    var configuration = Configuration(
      url: url, commitTimeoutMilliseconds: DatabaseOptions.commitMilliseconds,
      idleTransactionTimeoutMilliseconds: idleTransactionMilliseconds,
      // A daemon gives up a server that is frozen; a person looks at the clock himself and presses Ctrl-C.
      statementDeadlineMilliseconds: lasting ? 45_000 : nil)
    configuration.listenURL = DatabaseOptions.listenURL
    let store = Store(configuration, connections: connections).acting(as: ActorOptions.user)
    let work = Task {
      let isPrivate = cluster != nil
      let begin: @Sendable () async throws -> Void = {
        guard migrating else { return }
        guard isPrivate else { return try await store.requireCurrent() }
        // On connections of its own, without the deadline of a daemon's statements: an upgrade takes its time.
        let upgrading = Store(url: url, connections: 1)
        try await upgrading.migrate(report: Output.note)
        await upgrading.close()
      }
      if lasting { try await store.patiently(begin) } else { try await begin() }
      return try await body(Workplace(store: store, url: url))
    }
    let signals = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler {
        // Whoever asks twice does not want to wait.
        if work.isCancelled { _exit(130) }
        work.cancel()
      }
      source.resume()
      return source
    }
    defer { for source in signals { source.cancel() } }
    let result = await work.result
    await store.close()
    return try result.get()
  }

  /// Whether there is a database to ask without making one.
  static func isThere(_ options: DatabaseOptions) -> Bool {
    options.url != nil || FileManager.default.fileExists(atPath: options.folder + "/pg/PG_VERSION")
  }

  /// The rows of the projects a person names by their codes, in every year.
  func projects(_ codes: [String], in division: DivisionCode?) async throws -> Set<Int64> {
    var projects: Set<Int64> = []
    for text in codes {
      let code = try ProjectCode.parse(text)
      let accounts = try await store.accounts(of: code, in: division)
      guard !accounts.isEmpty else { throw SpendingAccount.unknown(code) }
      guard Set(accounts.map(\.division)).count == 1 else {
        throw SpendingAccount.severalDivisions(accounts, code: code)
      }
      projects.formUnion(accounts.map(\.id))
    }
    return projects
  }

  /// The departments a person means; refused with those there are where none is.
  func departments(_ options: DepartmentOptions) async throws -> [DepartmentEntry] {
    let division = try await options.place.code(self)
    let found = try await store.departments(code: options.department, year: options.year, in: division)
    return found.isEmpty ? [try await department(options)] : found
  }

  /// The one department a person means.
  func department(_ options: DepartmentOptions) async throws -> DepartmentEntry {
    try await department(code: options.department, year: options.year, in: try await options.place.code(self))
  }

  /// The department a person means; refused with the choices where it is not one.
  func department(code: String?, year: Int?, in division: DivisionCode?) async throws -> DepartmentEntry {
    let found = try await store.departments(code: code, year: year, in: division)
    if let only = found.first, found.count == 1 { return only }
    if found.isEmpty {
      let all = try await store.departments()
      let known = all.prefix(20).map(\.identity).labels
      throw Refusal.department(
        all.isEmpty
          ? .none(year: nil) : .unknown(code, year: year, division: division, known: known, count: all.count))
    }
    throw Refusal.department(
      .ambiguous(
        found.prefix(20).map(\.identity).labels, count: found.count,
        inDivisions: Set(found.map(\.identity.division)).count > 1))
  }
}

extension Sequence<DepartmentIdentity> {
  /// Code, name and year of each for people, with the division where they are of several.
  var labels: [String] { map { $0.label(withDivision: hasSeveralDivisions) } }
  /// Whether they are of several divisions.
  var hasSeveralDivisions: Bool { Set(map(\.division)).count > 1 }
}

extension DepartmentIdentity {
  /// Code, name and year for people.
  func label(withDivision: Bool) -> String {
    "\(withDivision && division.isSpecified ? "\(division) " : "")\(code) \(name)（\(fiscalYear)年）"
  }
}

extension Store {
  /// Does something that may be begun anew, again and again while the database is away, as after a power cut when the machines
  /// come back in any order, or is lost in the middle of it. Says so once.
  func patiently<T: Sendable>(_ act: @Sendable () async throws -> T) async throws -> T {
    var isSaid = false
    while true {
      do {
        let value = try await act()
        if isSaid { Output.note("数据库已连上。") }
        return value
      } catch let failure as PostgresError where failure.isOfSurroundings && failure.stage != .cancelled {
        if !isSaid { Output.note("数据库暂时连不上，等它恢复后继续：\(failure.message)") }
        isSaid = true
        try await Task.sleep(for: .seconds(1))
      }
    }
  }
}
