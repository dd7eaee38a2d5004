/// The service's clock and its database.
package enum ServiceRefusal: Hashable, Sendable {
  /// A simulated clock for data that go by real time.
  case clockIsReal
  /// Real time for data that went by a simulated clock.
  case clockIsSimulated(seen: Instant?)
  /// The clock was changed under a daemon.
  case clockChanged
  /// The file a clock is to be read from is not there.
  case clockFile(_ path: String)
  /// The clock is put back only while no daemon runs.
  case daemonRunning
  /// An upgrade through a pooler.
  case pooled
  /// Notifications do not come through a pooler.
  case deaf
  /// The schema is older than the program.
  case older(isEmpty: Bool)
  /// The schema is newer than the program.
  case newer(_ version: Int)
  /// A step was run that is not the one of this program.
  case migrationChanged(_ name: String)
  /// Others held the tables all the time.
  case migrationLocked(_ name: String)
  /// A word in the database that this program does not know.
  case wordUnknown(_ text: String)
  /// The database has no such role.
  case roleUnknown(_ role: String)
  /// Only who owns the tables grants rights.
  case notOwner
  /// A role whose rights cannot be limited.
  case roleOwns(_ role: String)
}

extension ServiceRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .clockIsReal: .clockOther
    case .clockIsSimulated: .clockSimulated
    case .clockChanged: .clockChanged
    case .clockFile: .clockFile
    case .daemonRunning: .daemonRunning
    case .pooled: .databasePooled
    case .deaf: .notificationsPooled
    case .older: .databaseOlder
    case .newer: .databaseNewer
    case .migrationChanged: .migrationChanged
    case .migrationLocked: .migrationLocked
    case .wordUnknown: .wordUnknown
    case .roleUnknown: .roleUnknown
    case .notOwner: .roleNotOwner
    case .roleOwns: .roleOwns
    }
  }
}
