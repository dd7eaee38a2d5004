package import Contract
internal import Domain
internal import Store

// What is told, and what became of it.
extension Desk {
  /// The morning messages of a day as they would be written; nothing is written.
  package func previews(_ request: PreviewsRequest, at moment: Moment) async throws -> PreviewsAnswer {
    let desk = try entering(.readDepartment)
    let links = try await desk.links()
    let voice = Voice(
      now: Instant(request.asOf, minute: OfficeHours.start), links: links, calendar: try await desk.store.calendar())
    // Whoever does not answer for all of it reads no letters of others.
    let own = desk.purpose.flatMap { $0.entry.reaches == nil ? nil : $0.entry.name }
    if let own, let other = request.recipient, other != own { throw Refusal.account(.notOneself(other, [own])) }
    let recipient = request.recipient ?? own
    let previews = try await desk.store.digestPreviews(voice: voice, recipient: recipient)
    guard !previews.isEmpty else {
      throw Refusal.people(
        recipient.map { .recipientUnknown($0, known: [], count: 0) } ?? .recipientsNone)
    }
    return PreviewsAnswer(
      previews.map { .init($0.recipient, $0.message, links, remark: $0.judging.remark(at: door)) })
  }

  /// Who was told what, when, by which channel, with what receipt.
  package func deliveries(_ request: DeliveriesRequest = DeliveriesRequest()) async throws -> DeliveriesAnswer {
    let desk = try entering(.readDeliveries)
    let states = request.state.map { [$0.rawValue] } ?? []
    // Whoever only keeps the service sees that a message went out, and not the figures in it.
    let mayRead = (try? entering(.readDepartment)) != nil
    return DeliveriesAnswer(
      try await desk.store.deliveries(states: states).map { record in
        .init(
          id: record.id, key: record.key, writtenAt: record.writtenAt, recipient: record.recipient,
          channel: record.channel, address: record.address, state: record.state, attempts: record.attempts,
          sentAt: record.sentAt, receipt: record.receipt, error: record.error, title: mayRead ? record.title : "",
          body: mayRead ? record.body : "",
          alerts: record.alerts)
      })
  }

  /// Has a message sent again that was given up, or all of them, and with them the jobs that were set aside.
  package func redeliver(_ id: Int64?, by actor: Actor, at moment: Moment) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.redeliver, by: actor)
    let store = desk.store.acting(as: actor.name)
    let messages = try await store.redeliver(id)
    let jobs = id == nil ? try await store.reviveJobs() : 0
    if let id, messages == 0 { throw Refusal.people(.messageNotDead(id)) }
    return done(.people(.revived(messages: messages, jobs: jobs)), messages + jobs > 0 ? .done : .unchanged)
  }

  /// Where links in messages lead.
  func links() async throws -> Links {
    Links(base: try await store.setting(SettingRequest.Key.publicURL.rawValue))
  }
}
