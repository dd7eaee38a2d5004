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

  /// The name under which the secret of the provider of sign-on opens.
  package static let signOn = "sign-on"

  /// The name under which the second factor of an account opens.
  package static func factor(of account: String) -> String { "totp/\(account)" }
}
