/// Evidence of a value (佐证材料) that is not taken, or is not there.
package enum EvidenceRefusal: Hashable, Sendable {
  /// Nothing is in it.
  case empty(_ name: String)
  /// More bytes than one file may have.
  case tooLarge(_ name: String, bytes: Int)
  /// None of the kinds that are taken.
  case kind(_ name: String)
  /// No value that it could show.
  case withoutValue(_ indicator: String, on: Day)
  /// The value is another than the one that the file was sent for.
  case valueChanged(_ indicator: String, on: Day, seen: String, now: String)
  /// The value has as many as it may have.
  case full(_ name: String)
  /// There is none of the number, or it is out of sight.
  case unknown(_ id: Int64)
  /// It was taken back.
  case withdrawn(_ name: String, by: String, reason: String)
  /// To be taken back without saying why.
  case reasonMissing
}

extension EvidenceRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .empty: .evidenceEmpty
    case .tooLarge: .evidenceTooLarge
    case .kind: .evidenceKind
    case .withoutValue: .evidenceWithoutValue
    case .valueChanged: .evidenceValueChanged
    case .full: .evidenceFull
    case .unknown: .evidenceUnknown
    case .withdrawn: .evidenceWithdrawn
    case .reasonMissing: .evidenceReasonMissing
    }
  }
}
