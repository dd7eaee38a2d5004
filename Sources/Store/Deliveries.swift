package import Domain
internal import Postgres

/// One line of who was told what, when, by which channel, with what receipt.
package struct DeliveryRecord: Hashable, Sendable {
  /// Its row.
  package let id: Int64
  /// By this a receiver tells a repeat.
  package let key: String
  /// 接收人.
  package let recipient: String
  /// 通道.
  package let channel: String
  /// 地址.
  package let address: String
  /// The subject line.
  package let title: String
  /// The text.
  package let body: String
  /// The alerts it spoke of.
  package let alerts: [AlertID]
  /// When it was written, by the service's clock.
  package let writtenAt: Instant
  /// waiting, sent, dead or superseded (overtaken while it waited, never sent).
  package let state: String
  /// How often it was tried.
  package let attempts: Int
  /// When it was taken, by the database's clock.
  package let sentAt: Instant?
  /// The other side's answer, or why it is not sent any more.
  package let receipt: String?
  /// Why the last attempt failed.
  package let error: String?
}

extension Store {
  /// Who was told what, when, by which channel, with what receipt; earliest first.
  ///
  /// - Parameter states: waiting, sent, dead, superseded; empty for all.
  package func deliveries(states: [String] = [], limit: Int? = nil) async throws -> [DeliveryRecord] {
    try await read { session in
      try session.rows(
        """
        SELECT o.id, o.key, coalesce(r.name, a.name), c.name, o.address, o.title, o.body,
          ARRAY(SELECT a.alert_id FROM outbox_alert a WHERE a.outbox_id = o.id ORDER BY a.alert_id), o.written_at, o.state,
          o.attempts::bigint, o.sent_at, o.receipt, o.error
        FROM outbox o LEFT JOIN recipient r ON r.id = o.recipient_id LEFT JOIN account a ON a.id = o.account_id
          JOIN channel c ON c.id = o.channel_id
        WHERE cardinality(\(states)) = 0 OR o.state = ANY (\(states)) ORDER BY o.id LIMIT \(limit)
        """
      ).map { row in
        DeliveryRecord(
          id: try row.next(), key: try row.next(), recipient: try row.next(), channel: try row.next(),
          address: try row.next(), title: try row.next(), body: try row.next(), alerts: try row.next(),
          writtenAt: try row.next(), state: try row.next(), attempts: try row.next(), sentAt: try row.nextOptional(),
          receipt: try row.nextOptional(), error: try row.nextOptional())
      }
    }
  }
}
