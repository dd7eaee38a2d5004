package import Domain
internal import Postgres

/// By what the store speaks to people: the time by the service's clock, and where links lead.
///
/// What is said is written to the outbox in the transaction that gives cause for it, so that nothing is said of what was
/// rolled back and nothing is forgotten that was committed.
package struct Voice: Sendable {
  /// Now, by the service's clock.
  package let now: Instant
  /// Where links lead.
  package let links: Links
  /// Workdays, for when messages may go out.
  package let calendar: WorkCalendar
  /// Makes the file of a long message's list; nil where none is attached.
  private let workbook: Workbook?

  /// Makes a file of a list under a title; nil where it cannot be made.
  package typealias Workbook = @Sendable (_ list: Message.List, _ title: String) -> [UInt8]?

  /// A voice.
  package init(now: Instant, links: Links, calendar: WorkCalendar, workbook: Workbook? = nil) {
    self.workbook = workbook
    self.now = now
    self.links = links
    self.calendar = calendar
  }

  /// The same whose messages have links by which alerts are acknowledged.
  private func acknowledging(_ alerts: Set<AlertID>) -> Voice {
    Voice(now: now, links: links.acknowledging(alerts), calendar: calendar, workbook: workbook)
  }

  /// Tells at once of alerts that just opened, reopened or got worse, those who want to know at once.
  func speakAtOnce(
    of changes: Zip2Sequence<[PendingChange], [PendingChange.Written]>, _ session: borrowing Session
  ) throws {
    let grave = changes.filter { pending, written in
      guard written.alert.state == .open, written.alert.severity >= .yellow else { return false }
      switch pending.change {
      case .open: return true
      case .update(let before, let kind, let assessment):
        return kind == .reopened || assessment.severity > before.severity
      case .resolve, .close: return false
      }
    }
    guard !grave.isEmpty else { return }
    let people = try People(of: Array(Set(grave.map(\.1.department))), on: now.day, session)
    let told = try ToldBook(ofAlerts: grave.map(\.1.alert.id), session)
    var names = Names()
    var spokenTo: Set<Int64> = []
    for recipient in people.recipients where spokenTo.insert(recipient.id).inserted {
      let news = try grave.compactMap { pending, written -> AlertNews? in
        let alert = written.alert
        guard let from = recipient.immediateFrom, alert.severity >= from, speaksNow(to: recipient, alert.severity),
          pending.change.assessment?.isExplained != true
        else { return nil }
        let ladder = people.ladder(alert, of: written.department)
        guard let step = ladder.step(of: recipient.id), step == 0 || told[alert.id, recipient.id] != nil else {
          return nil
        }
        return try names.news(
          alert, of: written.department, pending.change.assessment, told[alert.id, recipient.id], isEscalated: false,
          steps: pending.reminderDays, session)
      }
      guard let first = news.first else { continue }
      let isOfSeveral = try Store.hearsOfSeveral(recipient.id, on: now.day, session)
      if isOfSeveral, try isMorningToCome(for: recipient, session) { continue }
      guard let message = Message.immediate(for: recipient, news, on: now.day, namingDepartments: isOfSeveral) else {
        continue
      }
      try send(
        message, to: recipient, people.addresses[recipient.id] ?? [],
        key: { "now-\(recipient.id)-\($0)-\(first.alert.id).\(first.alert.lastTransition)" }, news, session)
    }
  }

  /// Whether what is as grave goes out now: what is not red and would wait for office hours is left to the morning, so that what
  /// piled up over days off comes as one message.
  private func speaksNow(to recipient: Recipient, _ severity: AlertSeverity) -> Bool {
    severity == .red || recipient.earliest(for: severity, from: now, calendar: calendar) == now
  }

  /// Whether this day's message to a recipient is still to come, within the hour: who watches several departments hears of
  /// what their evaluations find in one message and not in one for each.
  ///
  /// The row is written, though nothing in it changes: a morning that was held meanwhile without seeing this makes it fail,
  /// and it is done again and told at once; one that is held after sees it.
  private func isMorningToCome(for recipient: Recipient, _ session: borrowing Session) throws -> Bool {
    guard calendar.isWorkday(now.day), now.minute < OfficeHours.start else { return false }
    return try session.run(
      """
      UPDATE recipient SET settled_through = settled_through
      WHERE id = \(recipient.id) AND told_through IS DISTINCT FROM \(now.day)
      """) > 0
  }

  /// Writes a message to the outbox, once for each address, and keeps what was told.
  func send(
    _ message: Message, to recipient: Recipient, _ addresses: [RecipientAddress], key: (Int64) -> String,
    _ news: [AlertNews], _ session: borrowing Session
  ) throws {
    let notBefore = recipient.earliest(for: message.severity, from: now, calendar: calendar)
    let file = message.list.flatMap { workbook?($0, message.title) }.map {
      Message.Attachment(name: message.listName, content: $0)
    }
    let isMailed = links.base != nil && addresses.contains { $0.kind == .smtp }
    let acknowledged = isMailed ? try Store.acknowledged(news, by: recipient.id, session) : []
    for address in addresses {
      // A mail is one person's; what goes to a group or a program is read by many.
      let isMail = address.kind == .smtp
      let voice = isMail ? acknowledging(acknowledged) : self
      try voice.send(
        message, to: recipient, address, key(address.channel), notBefore, news, isMail ? file : nil, session)
    }
    for item in news { try ToldBook.keep(item.nowTold(on: now.day), item.alert.id, recipient.id, session) }
    try session.rows("SELECT pg_notify('jixiao_outbox', '')")
  }

  /// Writes an auditor the ends of the audit trail's chains: as a file with a mail, in the text by any other way.
  func send(
    _ heads: [AuditHead], to account: (id: Int64, name: String), _ address: RecipientAddress,
    _ session: borrowing Session
  ) throws {
    let message = Message.heads(heads, for: account.name)
    let isMail = address.kind == .smtp
    let ends = heads.map { "\($0.chain).\($0.number)" }.joined(separator: "-")
    _ = try write(
      message, to: .account(account.id), account.name, address, "heads-\(account.id)-\(address.channel)-\(ends)",
      Recipient(id: 0, name: account.name, role: .bureau).earliest(for: .blue, from: now, calendar: calendar),
      isMail ? AuditHead.file(heads) : nil, session)
    try session.rows("SELECT pg_notify('jixiao_outbox', '')")
  }

  /// Whose row a message names.
  private enum Addressee {
    case recipient(Int64)
    case account(Int64)
  }

  private func send(
    _ message: Message, to recipient: Recipient, _ address: RecipientAddress, _ key: String, _ notBefore: Instant,
    _ news: [AlertNews], _ file: Message.Attachment?, _ session: borrowing Session
  ) throws {
    let outbox = try write(
      message, to: .recipient(recipient.id), recipient.name, address, key, notBefore, file, session)
    guard let outbox, !news.isEmpty else { return }
    try session.run(
      """
      INSERT INTO outbox_alert (outbox_id, alert_id, transition, recipient_id, channel_id, kind)
      SELECT \(outbox), n.alert, n.transition::integer, \(recipient.id), \(address.channel), \(message.kind.rawValue)
      FROM unnest(\(news.map(\.alert.id)), \(news.map { Int64($0.alert.lastTransition) })) AS n (alert, transition)
      """)
  }

  /// The message's row; nil where it is there already.
  private func write(
    _ message: Message, to addressee: Addressee, _ name: String, _ address: RecipientAddress, _ key: String,
    _ notBefore: Instant, _ file: Message.Attachment?, _ session: borrowing Session
  ) throws -> Int64? {
    let (recipient, account): (Int64?, Int64?) =
      switch addressee {
      case .recipient(let id): (id, nil)
      case .account(let id): (nil, id)
      }
    let rich = message.rich(
      for: address.kind, links, key: key, recipient: name, writtenAt: now, isListAttached: file != nil)
    let isInbox = address.kind == .inbox
    return try session.rows(
      """
      INSERT INTO outbox (key, kind, recipient_id, account_id, channel_id, address, severity, title, body, rich,
        written_at, not_before, state, sent_at, receipt, attachment_name, attachment)
      VALUES (\(key), \(message.kind.rawValue), \(recipient), \(account), \(address.channel), \(address.address),
        \(message.severity.rawValue), \(message.title), \(message.plain(links, isListAttached: file != nil)),
        \(rich), \(now), \(notBefore), \(isInbox ? "sent" : "waiting"),
        CASE WHEN \(isInbox) THEN clock_timestamp() END, \(isInbox ? DeliveryNote.keptInInbox.chinese : nil),
        \(file?.name), \(file.map { Bytes($0.content) }))
      ON CONFLICT (key) DO NOTHING RETURNING id
      """
    ).first { try $0.next(Int64.self) }
  }
}

/// The names of departments, projects and indicators, read when they are first needed.
struct Names {
  private var identities: [DepartmentID: DepartmentIdentity] = [:]
  private var directories: [DepartmentID: Directory] = [:]

  mutating func news(
    _ alert: KeptAlert, of department: DepartmentID, _ assessment: Assessment?, _ told: Told?, isEscalated: Bool,
    steps: [Int],
    ending: AlertNews.Ending = .resolved, meanwhile: AlertNews.Meanwhile = .same,
    successor: Assessment? = nil, _ session: borrowing Session
  ) throws -> AlertNews {
    if directories[department] == nil {
      directories[department] = try Store.directory(of: department, session)
      identities[department] = try session.rows(
        "SELECT division, code, name, fiscal_year FROM department WHERE id = \(department)"
      ).first { try Store.identity(&$0) }
    }
    guard let names = directories[department], let identity = identities[department] else {
      throw Refusal.department(.vanished)
    }
    return AlertNews(
      alert: alert, department: identity, project: alert.key.project.flatMap { names.projects[$0] },
      indicator: alert.key.indicator.flatMap { names.indicators[$0] }, assessment: assessment, told: told,
      isEscalated: isEscalated, steps: steps, ending: ending, meanwhile: meanwhile, successor: successor)
  }
}
