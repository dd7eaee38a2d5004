package import Contract
package import Domain
internal import Notify
internal import Store

/// What a trial of a channel came to.
package enum ChannelTrial: Sendable {
  /// The other side took the message.
  case taken(DoneAnswer)
  /// It did not, or nobody could ask it: why, in a sentence.
  case failed(String)
}

// The ways to people, and the keys by which their addresses and passwords are sealed. Where the key file is, is known to who
// runs the program.
extension Desk {
  /// Keeps a channel under a name: a new one, or new settings of the one that has it.
  package func keep(
    _ request: ChannelRequest, keyFile path: String, by actor: Actor, at moment: Moment
  ) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepChannels, by: actor, request)
    try request.check()
    try await KeyRoom(store: desk.store.acting(as: actor.name), path: path).keep(
      request.outlet, perMinute: request.perMinute ?? request.kind.perMinute,
      retry: RetryPolicy(
        firstMilliseconds: request.retryFirst, longestMilliseconds: request.retryLongest, attempts: request.attempts))
    return done(.channel(.kept(request.name, request.kind)))
  }

  /// The channels in use.
  package func channels() async throws -> ChannelsAnswer {
    let desk = try entering(.readService)
    return ChannelsAnswer(
      try await desk.store.channels().filter(\.isActive).map { channel in
        .init(
          name: channel.name, kind: channel.kind, host: (try? ChannelSettings(json: channel.settings))?.host,
          perMinute: channel.perMinute, allowsPrivate: channel.allowsPrivate)
      })
  }

  /// Sends a message by a channel at once.
  ///
  /// - Parameter address: a mail address; empty for a channel that has one place.
  package func test(
    channel name: String, to address: String, keyFile path: String, by actor: Actor, at moment: Moment
  ) async throws -> ChannelTrial {
    let (desk, _) = try entering(.keepChannels, by: actor)
    let channels = try await desk.store.channels().filter(\.isActive)
    guard let channel = channels.first(where: { $0.name == name }) else {
      throw Refusal.people(.channelUnknown(name, known: channels.map(\.name)))
    }
    let (now, links) = (moment.wall, try await desk.links())
    let message = Message.test(for: name, at: now)
    let key = "try-\(now.milliseconds)"
    let envelope = Envelope(
      id: 0, key: key, channel: channel.id, address: address, title: message.title, text: message.plain(links),
      rich: message.rich(for: channel.kind, links, key: key, recipient: Message.trialRecipient, writtenAt: now),
      writtenAt: now,
      attempt: 1)
    switch await Courier(now: { now }).send(envelope, by: try channel.outlet(keyFile: path)) {
    case .taken(let receipt): return .taken(done(.channel(.taken(receipt: receipt))))
    case .failed(let reason, _), .refused(let reason), .unavailable(let reason): return .failed(reason.chinese)
    }
  }

  /// Takes a channel out of use and forgets its address and passwords; what was sent by it stays on record.
  package func retire(channel name: String, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepChannels, by: actor, ["retire": name])
    guard try await desk.store.acting(as: actor.name).retireChannel(name) else {
      throw Refusal.people(.channelUnknown(name, known: []))
    }
    return done(.channel(.retired(name)))
  }

  /// The keys of a file, and which channel is sealed with which.
  package func keys(in path: String) async throws -> KeysAnswer {
    let desk = try entering(.readService)
    let secrets = try await KeyRoom(store: desk.store, path: path).secrets()
    let ids = KeyFile.exists(path) ? try KeyFile.open(path).ids : []
    // Who has a second factor is told to nobody here: by key, how many.
    let named = secrets.filter { if case .factor = $0.home { false } else { true } }.map { ($0.title, $0.keyID) }
    let factors = Dictionary(
      grouping: secrets.filter { if case .factor = $0.home { true } else { false } }, by: \.keyID)
    let counted = factors.sorted { ($0.key ?? "") < ($1.key ?? "") }.map { ("动态口令\($0.value.count)个", $0.key) }
    return KeysAnswer(file: path, keys: ids, channels: named + counted)
  }

  /// Refuses where there is no key file to be changed: it says so before anything is locked.
  package static func requireKeys(in path: String) throws(Refusal) { _ = try KeyFile.open(path) }

  /// Changes the key: seals everything with a new one.
  ///
  /// - Parameter keepsOld: whether the file goes on holding the old keys, for machines that still need them.
  package func rotateKeys(
    in path: String, keepsOld: Bool, by actor: Actor, at moment: Moment
  ) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepKeys, by: actor)
    try Desk.requireKeys(in: path)
    let store = desk.store.acting(as: actor.name)
    try await store.resealSecrets { try KeyChange.reseal($0, at: path) }
    if !keepsOld { try await store.holdingSecrets { try KeyChange.tidy($0, at: path) } }
    let secrets = try await KeyRoom(store: desk.store, path: path).secrets()
    let channels = secrets.count { if case .channel = $0.home { true } else { false } }
    let ids = try KeyFile.open(path).ids
    return done(.channel(.keyChanged(ids: ids, channels: channels, others: secrets.count - channels, file: path)))
  }
}

extension ChannelRequest {
  /// Refuses what cannot be kept by any database.
  package func check() throws(Refusal) {
    if let problem = outlet.problem { throw .people(problem) }
    if outlet.showsPassword, !agreesToClearPassword { throw .people(.passwordInClear) }
  }

  fileprivate var outlet: Outlet {
    let usual: Protection? = kind == .smtp ? .starttls : nil
    let settings = ChannelSettings(
      host: host, port: port, protection: (protection ?? usual).map(ChannelSettings.Protection.init), from: from,
      proxy: proxy, caFile: caFile)
    return Outlet(
      name: name, kind: kind, settings: settings,
      secret: ChannelSecret(url: url, secret: secret, user: user, password: password), allowsPrivate: allowsPrivate)
  }
}

extension ChannelSettings.Protection {
  fileprivate init(_ wanted: ChannelRequest.Protection) {
    switch wanted {
    case .starttls: self = .starttls
    case .tls: self = .tls
    case .none: self = .none
    }
  }
}
