package import Domain

/// A channel as the courier needs it: where to, how, and what it may reach.
package struct Outlet: Hashable, Sendable {
  /// Its name.
  package let name: String
  /// What it is.
  package let kind: ChannelKind
  /// What may be read of it.
  package let settings: ChannelSettings
  /// What may not.
  package let secret: ChannelSecret
  /// Whether it may lead into private networks.
  package let allowsPrivate: Bool

  /// A channel with its secret opened.
  package init(name: String, kind: ChannelKind, settings: ChannelSettings, secret: ChannelSecret, allowsPrivate: Bool) {
    self.name = name
    self.kind = kind
    self.settings = settings
    self.secret = secret
    self.allowsPrivate = allowsPrivate
  }

  /// What is missing or wrong in it; nil for nothing. Said when a channel is set up.
  package var problem: PeopleRefusal? {
    switch kind {
    case .inbox: return nil
    case .smtp:
      guard let host = settings.host, !host.isEmpty else { return .hostMissing }
      guard let from = settings.from, from.isMailAddress else { return .fromMissing }
      return nil
    case .webhook, .dingtalk, .feishu, .wecom:
      guard let url = secret.url, url.hasPrefix("https://") || url.hasPrefix("http://") else {
        return .urlMissing(kind.chinese)
      }
      return nil
    }
  }
}

extension Outlet {
  /// Whether its password would be sent where others can read it.
  package var showsPassword: Bool {
    kind == .smtp && settings.protection == ChannelSettings.Protection.none
      && (secret.user != nil || secret.password != nil)
  }
}

/// Carries messages to channels.
package struct Courier: Sendable {
  private let now: @Sendable () -> Instant

  /// A courier.
  ///
  /// - Parameter now: the real time, which the other side checks signatures by.
  package init(now: @escaping @Sendable () -> Instant) { self.now = now }

  /// Sends one message. Never throws: what went wrong is an outcome, cleaned of whatever the other side put into its words.
  package func send(_ envelope: Envelope, by outlet: Outlet) async -> SendOutcome {
    await carry(envelope, by: outlet).cleaned
  }

  private func carry(_ envelope: Envelope, by outlet: Outlet) async -> SendOutcome {
    if let problem = outlet.problem { return .refused(reason: .hindered(Refusal.people(problem).message)) }
    switch outlet.kind {
    case .inbox: return .taken(receipt: DeliveryNote.keptInInbox.chinese)
    case .smtp: return await Mail(outlet).send(envelope)
    case .webhook: return await Webhook(outlet).send(envelope, at: now())
    case .dingtalk: return await DingTalk(outlet).send(envelope, at: now())
    case .feishu: return await Feishu(outlet).send(envelope, at: now())
    case .wecom: return await WeCom(outlet).send(envelope)
    }
  }
}

extension String {
  /// Whether it could be a mail address: something, @, something, nothing that breaks a header.
  package var isMailAddress: Bool {
    let parts = split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && utf8.allSatisfy {
        $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: ",")
      }
  }

  /// The text cut to a number of bytes, on a character's boundary, with a word that something was cut.
  func cut(toBytes limit: Int, saying remark: String) -> String {
    guard utf8.count > limit else { return self }
    let room = limit - remark.utf8.count
    var size = 0
    let kept = prefix { character in
      size += character.utf8.count
      return size <= room
    }
    return kept + remark
  }
}
