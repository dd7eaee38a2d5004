package import Contract
internal import Domain
internal import Store

// The provider and whom it means, as 系统管理员 and 安全管理员 keep them.
extension Desk {
  /// Sets the provider.
  ///
  /// - Throws: `sign-on-address`, and what a key file is refused for.
  package func setSignOn(
    _ request: ProviderRequest, keyFile: String, by actor: Actor, at moment: Moment
  ) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepSettings, by: actor, request)
    for address in [request.issuer, request.back] {
      let isClear = request.allowsClear && Desk.isHere(address)
      guard address.hasPrefix("https://") || isClear else { throw Refusal.access(.signOnAddress(address)) }
    }
    let store = desk.store.acting(as: actor.name)
    func keep(_ sealed: [UInt8]?, _ keyID: String?) async throws {
      _ = try await store.setSignOn(
        KeptProvider(
          issuer: request.issuer, client: request.client, back: request.back, secret: sealed, keyID: keyID,
          allowsClear: request.allowsClear))
    }
    if let secret = request.secret {
      let room = KeyRoom(store: store, path: keyFile)
      try await room.sealing(Array(secret.utf8), under: SealedSecret.signOn) { try await keep($0, $1) }
    } else {
      try await keep(nil, nil)
    }
    return done(.access(.signOnSet(issuer: request.issuer)))
  }

  /// Whether an address in clear is of this machine, as in a trial.
  private static func isHere(_ address: String) -> Bool {
    ["localhost", "127.0.0.1", "[::1]"].contains { host in
      let start = "http://" + host
      return address == start || address.hasPrefix(start + ":") || address.hasPrefix(start + "/")
    }
  }

  /// Takes the provider away.
  package func removeSignOn(by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepSettings, by: actor, ["remove": "sign-on"])
    guard try await desk.store.acting(as: actor.name).setSignOn(nil) else { throw Refusal.access(.signOnMissing) }
    return done(.access(.signOnRemoved))
  }

  /// Has a subject of the provider's be an account, or nobody.
  ///
  /// - Parameter account: whose; nil for nobody's.
  package func linkSubject(
    _ subject: String, to account: String?, by actor: Actor, at moment: Moment
  ) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.linkAccount, by: actor, ["account": account, "subject": subject])
    guard let provider = try await desk.store.signOnProvider() else { throw Refusal.access(.signOnMissing) }
    let store = desk.store.acting(as: actor.name)
    guard let name = account?.tightened else {
      guard try await store.unlink(issuer: provider.issuer, subject: subject) else {
        throw Refusal.access(.subjectUnknown(subject))
      }
      return done(.access(.subjectUnlinked(subject)))
    }
    let isNew = try await store.link(issuer: provider.issuer, subject: subject, to: name)
    return done(.access(.subjectLinked(subject, account: name, isNew: isNew)), isNew ? .done : .unchanged)
  }
}
