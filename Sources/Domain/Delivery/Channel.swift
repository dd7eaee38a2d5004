/// A way by which messages reach people.
public enum ChannelKind: String, Sendable, CaseIterable {
  /// In the database, read in the product itself.
  case inbox
  /// Mail.
  case smtp
  /// JSON to a program of the office's own.
  case webhook
  /// A DingTalk group robot.
  case dingtalk
  /// A Feishu group robot.
  case feishu
  /// A WeCom (企业微信) group robot.
  case wecom

  /// What people call it.
  public var chinese: String {
    switch self {
    case .inbox: "站内消息"
    case .smtp: "邮件"
    case .webhook: "接口推送"
    case .dingtalk: "钉钉群机器人"
    case .feishu: "飞书群机器人"
    case .wecom: "企业微信群机器人"
    }
  }

  /// Messages a minute that the other side takes; nil where it names no limit.
  public var perMinute: Int? {
    switch self {
    case .dingtalk, .wecom: 20
    case .inbox, .smtp, .webhook, .feishu: nil
    }
  }
}

/// One message on its way to one person by one channel. Its content never changes.
public struct Envelope: Hashable, Sendable {
  /// Its row.
  public let id: Int64
  /// By this a receiver tells a repeat: equal keys have equal content.
  public let key: String
  /// The channel's row.
  public let channel: Int64
  /// Where to: a mail address; empty for channels that have only one place.
  public let address: String
  /// The subject line.
  public let title: String
  /// The plain text.
  public let text: String
  /// The channel's own form: HTML for mail, JSON for a webhook, Markdown for a robot.
  public let rich: String
  /// When it was written.
  public let writtenAt: Instant
  /// Which attempt this is, from 1.
  public let attempt: Int
  /// Which attempt this is since a person last revived it, from 1: by it the message is given up.
  public let tries: Int

  /// An envelope; `tries` is `attempt` where nobody revived it.
  public init(
    id: Int64, key: String, channel: Int64, address: String, title: String, text: String, rich: String,
    writtenAt: Instant, attempt: Int, tries: Int? = nil
  ) {
    self.id = id
    self.key = key
    self.channel = channel
    self.address = address
    self.title = title
    self.text = text
    self.rich = rich
    self.writtenAt = writtenAt
    self.attempt = attempt
    self.tries = tries ?? attempt
  }
}

/// What became of an attempt to send.
public enum SendOutcome: Hashable, Sendable {
  /// The other side took it; its answer is the receipt.
  case taken(receipt: String)
  /// It may go better later; the other side may have named a time to wait.
  case failed(reason: String, retryAfterSeconds: Int? = nil)
  /// It will never go: a wrong address, a refused target, a refused content.
  case refused(reason: String)
}

/// What is done after an attempt.
public enum DeliveryStep: Hashable, Sendable {
  /// It is over: delivered.
  case delivered(receipt: String)
  /// Again after this many milliseconds.
  case again(afterMilliseconds: Int64, reason: String)
  /// It is set aside as a dead letter until a person revives it.
  case dead(reason: String)
}

/// How often and how long a message is tried.
public struct RetryPolicy: Hashable, Sendable {
  /// The wait after the first attempt, doubled with each further one.
  public let firstMilliseconds: Int64
  /// The longest wait.
  public let longestMilliseconds: Int64
  /// After so many attempts it is a dead letter.
  public let attempts: Int

  /// A policy.
  public init(firstMilliseconds: Int64, longestMilliseconds: Int64, attempts: Int) {
    self.firstMilliseconds = max(1, firstMilliseconds)
    self.longestMilliseconds = max(self.firstMilliseconds, longestMilliseconds)
    self.attempts = max(1, attempts)
  }

  /// 15 s doubled up to an hour; about three days in all.
  public static let standard = RetryPolicy(firstMilliseconds: 15_000, longestMilliseconds: 3_600_000, attempts: 80)

  /// What to do after an attempt. Waits vary by a fifth, so that many failed at once do not come back at once; a time the
  /// other side named is honoured, up to a day.
  ///
  /// - Parameter chance: 0…1, handed in.
  public func step(after outcome: SendOutcome, attempt: Int, chance: Double) -> DeliveryStep {
    switch outcome {
    case .taken(let receipt): return .delivered(receipt: receipt)
    case .refused(let reason): return .dead(reason: reason)
    case .failed(let reason, let named):
      guard attempt < attempts else { return .dead(reason: "尝试\(attempt)次仍未成功：\(reason)") }
      let doubled = firstMilliseconds << min(attempt - 1, 20)
      let wait = min(doubled, longestMilliseconds)
      let varied = wait + Int64(Double(wait) * (chance * 0.4 - 0.2))
      return .again(afterMilliseconds: max(varied, Int64(min(max(named ?? 0, 0), 86_400)) * 1000), reason: reason)
    }
  }
}
