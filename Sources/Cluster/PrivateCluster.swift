internal import Foundation

/// The product's own PostgreSQL, for when no database URL is given: a data folder, a unix socket nobody else can reach,
/// no TCP.
///
/// Several programs may use it at once: the first starts the server, the last one out stops it. What a killed program left
/// behind (a running server, a half-made data folder, a stale lock file) the next one takes over or puts away.
///
/// Two things it never does: remove or replace anything that may be data, and join or signal a server that is not proven to
/// be its own. Where it cannot be sure it refuses, see ``ClusterError``.
package struct PrivateCluster: Sendable {
  /// The folder that holds it: `pg` the data, `run` the socket, `postgres.log` the server's log.
  package let folder: String
  let place: ClusterFolder
  private let usage: UsageLock
  let control: ServerControl

  /// Where a cluster is when nobody says so.
  ///
  /// - Parameter home: the user's folder.
  package static func usualFolder(home: String) -> String { ClusterFolder.usual(home: home) }

  /// The URL to connect to.
  package var url: String { control.check.socket.url }

  /// Starts the cluster of a folder, or joins it where it runs already. Blocks meanwhile.
  ///
  /// - Parameters:
  ///   - folder: made when it is not there.
  ///   - settings: server settings such as `shared_buffers=64MB`, for this start.
  ///   - report: told what takes long, in Chinese.
  package static func start(
    in folder: String, settings: [String] = [], report: (String) -> Void = { _ in }
  ) throws(ClusterError) -> PrivateCluster {
    let place = try ClusterFolder(making: folder)
    let usage = try UsageLock(folder: place)
    return try usage.whileStarting { () throws(ClusterError) in
      let cluster = PrivateCluster(
        place, usage, settings, try ServerPrograms.find(for: place, DataFolder(place).find()))
      _ = try cluster.bringUp(report)
      return cluster
    }
  }

  private init(_ place: ClusterFolder, _ usage: UsageLock, _ settings: [String], _ programs: ServerPrograms) {
    folder = place.path
    self.place = place
    self.usage = usage
    let check = ServerCheck(folder: place, socket: SocketFolder(for: place), programs: programs)
    control = ServerControl(check: check, settings: settings)
  }

  /// Starts the server again where it has gone, for programs that run for days.
  ///
  /// Cheap while the server lives (a quarter of a millisecond), so it may be called every few seconds, by any number of
  /// programs and threads at once: one of them starts the server and the others find it running. Blocks while that lasts,
  /// for some two minutes at most. Data that have gone are refused, never begun anew. Whoever could not start the server
  /// counts as a user all the same; after ``stop()`` this joins again, as a new start does.
  ///
  /// - Parameter report: told what takes long, in Chinese.
  /// - Returns: whether the server had gone and was started by this call.
  @discardableResult
  package func ensureRunning(report: (String) -> Void = { _ in }) throws(ClusterError) -> Bool {
    if usage.count(), isRunning { return false }
    return try usage.whileStarting { () throws(ClusterError) in
      guard try DataFolder(place).find() != .firstUse else {
        throw .dataMissing(place, found: "不见了", evidence: "刚才还在使用")
      }
      return try bringUp { report($0) }
    }
  }

  /// Lets the cluster go; stops the server when nobody else uses it.
  package func stop() {
    usage.whileLeaving { control.stop() }
  }

  /// Whether its own server runs and can be reached.
  var isRunning: Bool {
    if case .ours(let lock, isReachable: true) = control.check.state { lock.isReady } else { false }
  }

  private func bringUp(_ report: (String) -> Void) throws(ClusterError) -> Bool {
    let programs = control.check.programs
    try control.check.socket.make(programs)
    let first = FirstUse(folder: place, programs: programs)
    if try DataFolder(place).find() == .firstUse { try first.make(report) } else { try first.clear(report) }
    let data = DataFolder(place)
    let identifier = try data.check(server: programs.user)
    let wasStarted = try control.bringUp(report)
    data.keepMark(identifier)
    return wasStarted
  }
}
