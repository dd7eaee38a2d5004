package import Domain
package import Notify
package import Store

/// The key file and what is sealed with it, side by side.
package struct KeyRoom: Sendable {
  let store: Store
  let path: String

  /// The key file of a path beside what is kept.
  package init(store: Store, path: String) { (self.store, self.path) = (store, path) }

  /// Seals a channel's secret and keeps the channel.
  func keep(_ outlet: Outlet, perMinute: Int?, retry: RetryPolicy) async throws {
    let (file, id, isNew) = try await keysForAdding(outlet.name)
    let (sealed, keyID) = try file.seal(outlet.secret, for: outlet.name, by: id)
    let channel = Channel(
      name: outlet.name, kind: outlet.kind, settings: outlet.settings.json, secret: sealed, keyID: keyID,
      allowsPrivate: outlet.allowsPrivate, perMinute: perMinute, retry: retry)
    do {
      try await store.keep(channel)
    } catch let refusal as Refusal where isNew {
      // Another program made a key elsewhere at the same time, and was first: this one opens nothing.
      KeyFile.unmake(path)
      throw refusal
    }
  }

  /// Seals what is to be kept under a name, and has it kept.
  ///
  /// - Parameter isMaking: whether a key file may be made where nothing is sealed yet.
  func sealing(
    _ secret: [UInt8], under name: String, making isMaking: Bool = true,
    _ keep: (_ sealed: [UInt8], _ keyID: String) async throws -> Void
  ) async throws {
    if !isMaking { _ = try KeyFile.open(path) }
    let (file, id, isNew) = try await keysForAdding(name)
    let (sealed, keyID) = try file.seal(secret, under: name, by: id)
    do {
      try await keep(sealed, keyID)
    } catch let refusal as Refusal where isNew {
      KeyFile.unmake(path)
      throw refusal
    }
  }

  /// Opens the secret of the provider of sign-on.
  func open(_ sealed: [UInt8], ofSignOnBy keyID: String?) throws(Refusal) -> String {
    let secret = SealedSecret(.signOn, name: SealedSecret.signOn, bytes: sealed, keyID: keyID)
    return String(decoding: try KeyFile.open(path).open(secret).plain, as: UTF8.self)
  }

  /// Opens an account's second factor.
  ///
  /// - Throws: `key-missing`, `factor-sealed`.
  func open(_ factor: KeptFactor, of account: String) throws(Refusal) -> [UInt8] {
    let sealed = SealedSecret(
      .factor(factor.id, account: account), name: SealedSecret.factor(of: account), bytes: factor.secret,
      keyID: factor.keyID)
    return try KeyFile.open(path).open(sealed).plain
  }

  /// The key to seal a secret with. A file is made only where nothing is sealed yet.
  ///
  /// - Returns: the file, the id of the key to use, nil for the current one, and whether the file was made here.
  private func keysForAdding(_ name: String) async throws -> (file: KeyFile, id: String?, isNew: Bool) {
    let others = try await secrets().filter { $0.name != name }
    guard KeyFile.exists(path) else {
      guard others.isEmpty else { throw KeyRoom.missing(path, others) }
      let (file, isNew) = try KeyFile.make(path)
      return (file, nil, isNew)
    }
    let file = try KeyFile.open(path)
    // By the id: whether another's secret is whole is not the business of who adds one.
    for sealed in others where sealed.keyID.map({ !file.ids.contains($0) }) ?? true { _ = try file.open(sealed) }
    try await noteKeys(file)
    // While keys are being changed, the others' key is the one to use until all are changed together.
    let ids = try await secrets().filter { $0.name != name }.compactMap(\.keyID)
    return (file, ids.first, false)
  }

  /// Notes the ids of keys that were not kept yet, of what this file opens.
  package func noteKeys(_ file: KeyFile) async throws {
    let noted = try await secrets().filter { $0.keyID == nil }.compactMap { sealed -> SealedSecret? in
      guard let id = try? file.open(sealed.bytes, for: sealed.name, by: nil).keyID else { return nil }
      return SealedSecret(sealed.home, name: sealed.name, bytes: sealed.bytes, keyID: id)
    }
    if !noted.isEmpty { try await store.noteKeys(of: noted) }
  }

  /// What is sealed.
  func secrets() async throws -> [SealedSecret] { try await store.sealedSecrets() }

  private static func missing(_ path: String, _ others: [SealedSecret]) -> Refusal {
    return Refusal.key(.missingForChannels(path, others))
  }
}

extension Channel {
  /// The channel with its secret opened.
  package func outlet(keyFile path: String) throws(Refusal) -> Outlet {
    let settings = try ChannelSettings(json: settings)
    let opened: ChannelSecret
    if let secret {
      opened = try KeyFile.open(path).open(secret, for: name, by: keyID).secret
    } else {
      opened = ChannelSecret()
    }
    return Outlet(name: name, kind: kind, settings: settings, secret: opened, allowsPrivate: allowsPrivate)
  }
}
