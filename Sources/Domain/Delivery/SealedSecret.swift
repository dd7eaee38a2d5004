/// A channel's secret as it is kept.
public struct SealedSecret: Hashable, Sendable {
  /// The channel's row.
  public let channel: Int64
  /// The channel's name, under which alone it opens.
  public let name: String
  /// What is sealed.
  public let bytes: [UInt8]
  /// The id of the key it is sealed with; nil for what was sealed before ids were kept.
  public let keyID: String?

  /// A sealed secret.
  public init(channel: Int64, name: String, bytes: [UInt8], keyID: String?) {
    self.channel = channel
    self.name = name
    self.bytes = bytes
    self.keyID = keyID
  }
}
