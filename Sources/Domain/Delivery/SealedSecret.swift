/// A channel's secret as it is kept.
package struct SealedSecret: Hashable, Sendable {
  /// The channel's row.
  package let channel: Int64
  /// The channel's name, under which alone it opens.
  package let name: String
  /// What is sealed.
  package let bytes: [UInt8]
  /// The id of the key it is sealed with; nil for what was sealed before ids were kept.
  package let keyID: String?

  /// A sealed secret.
  package init(channel: Int64, name: String, bytes: [UInt8], keyID: String?) {
    self.channel = channel
    self.name = name
    self.bytes = bytes
    self.keyID = keyID
  }
}
