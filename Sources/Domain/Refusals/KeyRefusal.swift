/// The service's key, or what it sealed.
package enum KeyRefusal: Hashable, Sendable {
  /// The file is not there.
  case missing(_ path: String)
  /// The file is not there, and channels are sealed with what was in it.
  case missingForChannels(_ path: String, _ sealed: [SealedSecret])
  /// The file may not be read.
  case unreadable(_ path: String)
  /// Others may read the file.
  case exposed(_ path: String)
  /// What is in the file is no key.
  case broken(_ path: String)
  /// A new file could not be made.
  case unwritable(_ path: String)
  /// The file could not be written anew.
  case notReplaced(_ path: String)
  /// The file has no key with the id.
  case noSuchKey(_ path: String, id: String)
  /// A channel was sealed with a key that the file does not have.
  case other(channel: String, id: String, _ path: String, has: [String])
  /// What was sealed does not open.
  case doesNotOpen(channel: String)
  /// A channel's settings are not as they were kept.
  case settingsUnreadable
  /// A channel would be sealed with another key than the others.
  case differs(_ sealed: [SealedSecret])
}

extension KeyRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .missing: .keyMissing
    case .missingForChannels: .keyMissingForChannels
    case .unreadable: .keyUnreadable
    case .exposed: .keyExposed
    case .broken: .keyBroken
    case .unwritable: .keyUnwritable
    case .notReplaced: .keyNotReplaced
    case .noSuchKey: .keyIdMissing
    case .other: .keyOther
    case .doesNotOpen: .secretUnreadable
    case .settingsUnreadable: .settingsUnreadable
    case .differs: .keyDiffers
    }
  }
}
