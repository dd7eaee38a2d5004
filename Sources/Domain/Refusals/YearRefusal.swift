/// A fiscal year that is put away (归档), or cannot be.
package enum YearRefusal: Hashable, Sendable {
  /// What was not done for want of the tables.
  package enum Undone: Hashable, Sendable {
    /// The years were not put away, or not restored.
    case moving(FiscalYears)
    /// A document was not imported.
    case importing
  }

  /// It is put away: it is not answered as if nothing had been paid.
  case archived(_ year: Int)
  /// Put away twice.
  case archivedAlready(_ years: FiscalYears)
  /// Restored without having been put away.
  case kept(_ years: FiscalYears)
  /// It has to be kept at hand longer.
  case tooYoung(_ years: FiscalYears, isShared: Bool, from: Day, retention: Int, floor: Int)
  /// Nothing is of that year.
  case unknown(_ year: Int, known: [FiscalYears])
  /// Only who owns the tables puts years away.
  case notOwner
  /// Others held the tables all the time.
  case locked(_ undone: Undone)
  /// A table that was put away is not there.
  case archiveMissing(_ table: String)
  /// A table that was put away is not as it was.
  case archiveChanged(_ table: String)
}

extension YearRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .archived: .yearArchived
    case .archivedAlready: .yearArchivedAlready
    case .kept: .yearKept
    case .tooYoung: .yearTooYoung
    case .unknown: .yearUnknown
    case .notOwner: .yearNotOwner
    case .locked: .yearLocked
    case .archiveMissing: .archiveMissing
    case .archiveChanged: .archiveChanged
    }
  }
}
