package import Domain

/// Which morning messages are to be looked at before they are written.
package struct PreviewsRequest: Codable, Hashable, Sendable {
  /// The day whose morning is meant.
  package var asOf: Day
  /// Only those to this person, by name.
  package var recipient: String?

  /// Which messages.
  package init(asOf: Day, recipient: String? = nil) { (self.asOf, self.recipient) = (asOf, recipient) }
}

/// The morning messages as they would be written.
package struct PreviewsAnswer: Encodable, Hashable, Sendable {
  /// One person's.
  package struct Preview: Encodable, Hashable, Sendable {
    /// Who.
    package var recipient: String, role: Recipient.Role
    /// What; nil where there is nothing to tell.
    package var message: Message?
    /// Where its links lead.
    package var links: Links
    /// What is not judged as of the day, and what to do about it; nil where all is.
    package var remark: String?

    private enum Key: CodingKey { case recipient, role, message, remark }

    /// One person's.
    package init(_ recipient: Recipient, _ message: Message?, _ links: Links, remark: String?) {
      (self.recipient, role, self.message, self.links) = (recipient.name, recipient.role, message, links)
      self.remark = remark
    }

    package func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode(recipient, forKey: .recipient)
      try fields.encode(role, forKey: .role)
      try fields.encode(message?.json(links) ?? .null, forKey: .message)
      try fields.encode(remark, forKey: .remark)
    }
  }

  /// One a person.
  package var previews: [Preview]

  /// Some messages.
  package init(_ previews: [Preview]) { self.previews = previews }
}

/// Which messages' ways are asked for.
package struct DeliveriesRequest: Codable, Hashable, Sendable {
  /// Where a message stands on its way.
  package enum State: String, Codable, Sendable, CaseIterable {
    /// It is to be sent.
    case waiting
    /// It was taken.
    case sent
    /// It is not tried any more until a person revives it.
    case dead
    /// It was overtaken while it waited, and never sent.
    case superseded
  }

  /// Only those that stand so; nil for all.
  package var state: State?

  /// Which messages.
  package init(state: State? = nil) { self.state = state }
}

/// Who was told what, when, by which channel, with what receipt.
package struct DeliveriesAnswer: Encodable, Hashable, Sendable {
  /// One message to one address.
  package struct Delivery: Encodable, Hashable, Sendable {
    /// Its number, and that by which a receiver tells a repeat.
    package var id: Int64, key: String
    /// When it was written, by the service's clock.
    package var writtenAt: Instant
    /// The person, the channel and the address.
    package var recipient: String, channel: String, address: String
    /// Where it stands, by the words of ``DeliveriesRequest/State``, and how often it was tried.
    package var state: String, attempts: Int
    /// When it was taken, by the database's clock; the other side's answer, or why it failed.
    package var sentAt: Instant?, receipt: String?, error: String?
    /// What it says, and of which alerts.
    package var title: String, body: String, alerts: [AlertID]

    /// One message.
    package init(
      id: Int64, key: String, writtenAt: Instant, recipient: String, channel: String, address: String, state: String,
      attempts: Int, sentAt: Instant?, receipt: String?, error: String?, title: String, body: String, alerts: [AlertID]
    ) {
      (self.id, self.key, self.writtenAt) = (id, key, writtenAt)
      (self.recipient, self.channel, self.address) = (recipient, channel, address)
      (self.state, self.attempts, self.sentAt) = (state, attempts, sentAt)
      (self.receipt, self.error) = (receipt, error)
      (self.title, self.body, self.alerts) = (title, body, alerts)
    }
  }

  /// The earliest first.
  package var deliveries: [Delivery]

  /// Some messages.
  package init(_ deliveries: [Delivery]) { self.deliveries = deliveries }
}
