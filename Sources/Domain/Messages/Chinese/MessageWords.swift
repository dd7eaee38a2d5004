/// Words that channels put around a message.
package enum MessageWords {
  /// Who it is from, as a mail program shows it.
  package static let sender = "绩效预警"
  /// That the rest of a long message did not fit.
  package static let cut = "（内容较长，其余请在系统中查看）"

  /// What is said below a mail that has links by which alerts are acknowledged.
  package static let acknowledging =
    "“知悉”不用登录，以收件人本人的名义确认，发出后\(MailLink.hours)小时内有效；请勿转发这封邮件。"

  /// The number by which a reader tells a repeat, where the channel has no place for it.
  package static func number(_ key: String) -> String { "（消息编号 \(key)）" }
}
