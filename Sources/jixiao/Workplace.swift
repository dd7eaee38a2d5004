import Cluster
import Contract
import Credentials
import Desk
import Dispatch
import Domain
import Foundation
import Postgres
import Store

/// The store a command works on, with what must be closed behind it.
struct Workplace: Sendable {
  let store: Store
  let url: String
  /// Whether it is the private cluster of whoever runs the program, and in which folder.
  let isPrivate: Bool, folder: String
  /// What was tried last at its desk.
  let attempt = Attempt()

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
      let workplace = Workplace(store: store, url: url, isPrivate: isPrivate, folder: options.folder)
      do {
        return try await body(workplace)
      } catch let refusal as Refusal {
        // What the person did wrong is told in any case.
        if workplace.attempt.isMade { try? await workplace.desk.noteRefusal(refusal) }
        throw refusal
      }
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

  /// Where everything is asked and done, by whoever runs the program.
  var desk: Desk {
    get async throws {
      let (attempt, today) = (self.attempt, Day.today)
      // What was said for this command goes before what was kept, and either before the operating system's word.
      if let secret = try KeptSignIn.token ?? KeptSignIn.read(of: place)?.session {
        return try await Desk.open(
          store, at: .commandLine, by: secret, from: ProcessInfo.processInfo.hostName, on: today, attempt: attempt)
      }
      let user = isPrivate ? ActorOptions.osUser : "\(ActorOptions.osUser)@\(ProcessInfo.processInfo.hostName)"
      return try await Desk.open(
        store, at: .commandLine, for: Desk.Origin(osUser: user, isOwner: isPrivate), on: today, attempt: attempt)
    }
  }

  /// Where the data are, as a sign-in is kept for it.
  var place: String { isPrivate ? "file:" + folder : url.withoutPasswords }

  /// Where somebody comes in.
  func signInDesk(keyFile: String) throws(Refusal) -> SignInDesk {
    SignInDesk(
      store, at: .commandLine, keyFile: keyFile, makesKeys: isPrivate, common: try .ofSystem(),
      random: .ofSystem, from: ProcessInfo.processInfo.hostName,
      agent: "jixiao \(ActorOptions.osUser)")
  }

  /// The same where the database may be older than the program, and knows nobody.
  var groundDesk: Desk { Desk(store, at: .commandLine) }
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

extension DatabaseOptions {
  /// Does something at the desk over the data that are meant.
  func desk<T: Sendable>(_ body: @escaping @Sendable (Desk) async throws -> T) async throws -> T {
    try await Workplace.open(self) { try await body(try await $0.desk) }
  }
}
