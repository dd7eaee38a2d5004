/// The link by which whoever a mail is for acknowledges one alert of it without signing in (知悉).
///
/// A message is kept without it. Where it will stand there is the alert's own page, asked in a way of its own; as the
/// mail goes out that is replaced by the link. Where it cannot be made, what stands there leads to the page, by way
/// of the sign-in.
package enum MailLink {
  /// How long it is good for, from when the mail was sent.
  package static let hours = 72
  /// For how long one that is over is still known, so that it can be said that it is over.
  package static let rememberedDays = 7

  /// What stands for it in a message that is kept.
  package static func mark(of alert: AlertID) -> String { "/alerts/\(alert)" + anyMark }
  /// How each of those ends.
  package static let anyMark = "?by=mail"

  /// The place of a link on the service.
  package static func place(of token: String) -> String { "/acknowledge/\(token)" }
}

extension Links {
  /// The same with links by which alerts are acknowledged.
  package func acknowledging(_ alerts: Set<AlertID>) -> Links { Links(base: base, acknowledged: alerts) }

  /// Where an alert is acknowledged, as it is kept; nil where it cannot be by a link.
  func acknowledgement(of alert: AlertID) -> String? {
    guard acknowledged.contains(alert) else { return nil }
    return base.map { $0 + MailLink.mark(of: alert) }
  }

  /// The same of all that an item speaks for: numbers and links.
  func acknowledgements(of item: Message.Item) -> [(alert: AlertID, link: String)] {
    ([item.alert] + item.others).compactMap { alert in acknowledgement(of: alert).map { (alert, $0) } }
  }
}

extension Envelope {
  /// Those of some alerts that the message has a place for a link of.
  package func marked(among alerts: [AlertID]) -> [AlertID] {
    alerts.filter { text.contains(MailLink.mark(of: $0)) || rich.contains(MailLink.mark(of: $0)) }
  }

  /// The message with links in their places.
  ///
  /// - Parameter tokens: what each link shows, by its alert.
  package func linked(by tokens: [AlertID: String]) -> Envelope {
    func linked(_ text: String) -> String {
      tokens.reduce(text) { $0.replacing(MailLink.mark(of: $1.key), with: MailLink.place(of: $1.value)) }
    }
    return Envelope(
      id: id, key: key, channel: channel, address: address, title: title, text: linked(text), rich: linked(rich),
      writtenAt: writtenAt, attempt: attempt, tries: tries, attachment: attachment)
  }
}
