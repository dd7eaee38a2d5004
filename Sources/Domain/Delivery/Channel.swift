/// A way by which messages reach people.
package enum ChannelKind: String, Sendable, CaseIterable {
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
  package var chinese: String {
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
  package var perMinute: Int? {
    switch self {
    case .dingtalk, .wecom: 20
    case .inbox, .smtp, .webhook, .feishu: nil
    }
  }
}

extension ChannelKind {
  /// Milliseconds one sending may take in all, from asking for the name to the last answer. Mail servers look through what
  /// they are given before they answer.
  package var sendingMilliseconds: Int64 { self == .smtp ? 60_000 : 10_000 }
}

/// One message on its way to one person by one channel. Its content never changes.
package struct Envelope: Hashable, Sendable {
  /// Its row.
  package let id: Int64
  /// By this a receiver tells a repeat: equal keys have equal content.
  package let key: String
  /// The channel's row.
  package let channel: Int64
  /// Where to: a mail address; empty for channels that have only one place.
  package let address: String
  /// The subject line.
  package let title: String
  /// The plain text.
  package let text: String
  /// The channel's own form: HTML for mail, JSON for a webhook, Markdown for a robot.
  package let rich: String
  /// When it was written.
  package let writtenAt: Instant
  /// Which attempt this is, from 1.
  package let attempt: Int
  /// Which attempt this is since a person last revived it, from 1: by it the message is given up.
  package let tries: Int
  /// The file that goes with a mail.
  package let attachment: Message.Attachment?

  /// An envelope; `tries` is `attempt` where nobody revived it.
  package init(
    id: Int64, key: String, channel: Int64, address: String, title: String, text: String, rich: String,
    writtenAt: Instant, attempt: Int, tries: Int? = nil, attachment: Message.Attachment? = nil
  ) {
    self.attachment = attachment
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
