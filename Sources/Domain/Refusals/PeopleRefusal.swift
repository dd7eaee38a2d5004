/// A recipient, a channel or a route that is not what was meant.
package enum PeopleRefusal: Hashable, Sendable {
  /// Somebody without a name.
  case nameMissing
  /// Nobody is called so.
  case recipientUnknown(_ name: String, known: [String], count: Int)
  /// Nobody is there.
  case recipientsNone
  /// No channel is called so.
  case channelUnknown(_ name: String, known: [String])
  /// A channel with two addresses of one person, of which it could use one.
  case channelTwice(_ name: String)
  /// Mail without a server.
  case hostMissing
  /// Mail without an address it comes from.
  case fromMissing
  /// A webhook or robot without an address.
  case urlMissing(_ kind: String)
  /// A password that would travel unencrypted.
  case passwordInClear
  /// No mail address for a channel of mail.
  case addressNotMail(channel: String, _ address: String)
  /// An address for a channel that has its own.
  case addressNotWanted(channel: String, kind: String)
  /// No route has the number.
  case routeUnknown(_ id: Int64)
  /// No message set aside has the number.
  case messageNotDead(_ id: Int64)
  /// Nobody who is registered is called as somebody wants to sign.
  case signerUnknown(_ name: String, _ wanted: Signatories.Wanted)
  /// Who is registered otherwise than the act needs: with another role, or for other departments and projects.
  case signerNotEntitled(_ person: Signatory, _ wanted: Signatories.Wanted)
}

extension PeopleRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .nameMissing: .nameMissing
    case .recipientUnknown: .recipientUnknown
    case .recipientsNone: .recipientNone
    case .channelUnknown: .channelUnknown
    case .channelTwice: .channelTwice
    case .hostMissing: .channelHostMissing
    case .fromMissing: .channelFromMissing
    case .urlMissing: .channelUrlMissing
    case .passwordInClear: .passwordInClear
    case .addressNotMail: .addressNotMail
    case .addressNotWanted: .addressNotWanted
    case .routeUnknown: .routeUnknown
    case .messageNotDead: .messageNotDead
    case .signerUnknown: .signerUnknown
    case .signerNotEntitled: .signerNotEntitled
    }
  }
}
