internal import Credentials
package import Domain
internal import Notify
package import Store

/// Puts the links by which its recipient acknowledges alerts into a mail as it goes out: see ``Domain/MailLink``.
///
/// A link follows from the key file, the message's own key and the alert, so that whichever daemon sends the message
/// again sends the same one; the database knows its digest alone, from before the mail leaves.
package struct MailLinks: Sendable {
  private let store: Store, keyFile: String, makesKeys: Bool

  /// Links over a store.
  ///
  /// - Parameter makesKeys: whether a key file may be made where there is none and nothing is sealed yet.
  package init(store: Store, keyFile: String, makesKeys: Bool) {
    (self.store, self.keyFile, self.makesKeys) = (store, keyFile, makesKeys)
  }

  /// A message with its links; as it is where it has no place for any, or where there is no key to make them by: what
  /// stands there then leads to the alert by way of the sign-in.
  package func complete(_ envelope: Envelope) async throws -> Envelope {
    guard envelope.text.contains(MailLink.anyMark) else { return envelope }
    let kept = try await store.mailLinks(of: envelope.id)
    let alerts = envelope.marked(among: kept.alerts)
    guard let recipient = kept.recipient, !alerts.isEmpty, let file = try await keys() else { return envelope }
    var tokens: [AlertID: String] = [:]
    var links: [(alert: AlertID, digest: [UInt8], keyID: String)] = []
    for alert in alerts {
      // By the key it was made by first, as long as that is there.
      let ids: [String?] = (kept.keys[alert] ?? []) + [nil]
      let made = ids.lazy.compactMap { file.derived(for: "mail-link \(envelope.key) \(alert)", by: $0) }.first
      guard let made, let token = SecretToken(.link, bytes: made.bytes) else { continue }
      tokens[alert] = token.text
      links.append((alert, token.digest, made.keyID))
    }
    try await store.keepMailLinks(links, of: envelope.id, to: recipient)
    return envelope.linked(by: tokens)
  }

  /// The keys; nil where there are none that may be used here.
  private func keys() async throws -> KeyFile? {
    if KeyFile.exists(keyFile) { return try? KeyFile.open(keyFile) }
    guard makesKeys, try await store.sealedSecrets().isEmpty else { return nil }
    return try? KeyFile.make(keyFile).file
  }
}
