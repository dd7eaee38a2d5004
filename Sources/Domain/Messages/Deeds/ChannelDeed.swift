/// What was done about the ways to people and the keys that seal them.
package enum ChannelDeed: Hashable, Sendable {
  /// A channel was kept under a name.
  case kept(String, ChannelKind)
  /// The other side took a trial message and answered so.
  case taken(receipt: String)
  /// A channel is out of use and its secrets are forgotten.
  case retired(String)
  /// So many channels are sealed anew with the first of the keys, by their ids; the others stay in the file.
  case keyChanged(ids: [String], channels: Int, others: Int, file: String)
}
