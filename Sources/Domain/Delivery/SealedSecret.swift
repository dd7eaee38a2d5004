/// A secret as it is kept: a channel's address and passwords, or an account's second factor.
package struct SealedSecret: Hashable, Sendable {
  /// Where it is kept.
  package enum Home: Hashable, Sendable {
    /// With the channel of a row.
    case channel(Int64)
    /// With the second factor of a row, which is an account's.
    case factor(Int64, account: String)
    /// With the provider of sign-on.
    case signOn
  }

  /// Where it is kept.
  package let home: Home
  /// Under which name alone it opens: the channel's, or that of ``factor(of:)``.
  package let name: String
  /// What is sealed.
  package let bytes: [UInt8]
  /// The id of the key it is sealed with; nil for what was sealed before ids were kept.
  package let keyID: String?

  /// A sealed secret.
  package init(_ home: Home, name: String, bytes: [UInt8], keyID: String?) {
    self.home = home
    self.name = name
    self.bytes = bytes
    self.keyID = keyID
  }

  /// What people call it: the channel's name, or whose second factor it is.
  package var title: String {
    switch home {
    case .channel: name
    case .factor(_, let account): "\(account)（动态口令）"
    case .signOn: "统一认证"
    }
  }

  /// Several as people read of them: channels by their names, second factors by their number, since who has one is told to nobody.
  package static func said(_ secrets: [SealedSecret]) -> String {
    let channels = secrets.filter { if case .channel = $0.home { true } else { false } }.map(\.name)
    let factors = secrets.count { if case .factor = $0.home { true } else { false } }
    let parts = [
      channels.isEmpty ? nil : "通道" + channels.map { "“\($0)”" }.joined(),
      factors == 0 ? nil : "\(factors)个动态口令", secrets.contains { $0.home == .signOn } ? "统一认证" : nil,
    ]
    return parts.compactMap { $0 }.joined(separator: "、")
  }

  /// The name under which the secret of the provider of sign-on opens.
  package static let signOn = "sign-on"

  /// The name under which the second factor of an account opens.
  package static func factor(of account: String) -> String { "totp/\(account)" }
}
