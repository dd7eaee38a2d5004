package import Contract
internal import Credentials
package import Domain
internal import Store

/// What the link of a mail opens: one alert, to be looked at and acknowledged in the name of whom the mail was sent
/// to, and nothing else.
package struct LinkDesk: Sendable {
  /// The alert, whom the mail was sent to, and until when the link is good.
  package let alert: AlertID, recipient: String, until: Instant
  private let link: KeptMailLink, desk: Desk

  /// In whose name is acknowledged: the account's where accounts are in force.
  package var name: String { link.accountsInForce ? link.account?.name ?? recipient : recipient }

  /// The desk of a link.
  ///
  /// - Parameters:
  ///   - shown: what the address shows.
  ///   - address: from where.
  ///   - attempt: where is kept what was tried.
  /// - Throws: `link-unknown` for what nobody was given; `link-over`, `link-not-entitled`.
  static func open(
    _ store: Store, at door: Door, by shown: String, from address: String, on today: Day
  ) async throws -> LinkDesk {
    guard let token = SecretToken(.link, shown: shown), let link = try await store.mailLink(token.digest) else {
      throw Refusal.alert(.linkUnknown)
    }
    // One that did what it is for says so, also when it is over.
    if link.isOver, !link.isUsed { throw Refusal.alert(.linkOver(link.endsAt)) }
    let caller = try caller(of: link)
    let desk = Desk(store, at: door, for: caller, on: today, from: "mail-link:\(link.id)@\(address)")
    return LinkDesk(link, desk)
  }

  private init(_ link: KeptMailLink, _ desk: Desk) {
    (self.link, self.desk) = (link, desk)
    (alert, recipient, until) = (link.alert, link.recipient, link.endsAt)
  }

  /// As whom is acted: by the account of whom the mail was sent to, where accounts are in force.
  private static func caller(of link: KeptMailLink) throws(Refusal) -> Caller {
    guard link.isActive else { throw .alert(.linkNotEntitled(link.recipient, .retired)) }
    guard link.accountsInForce else { return .anyone(link.recipient) }
    guard let account = link.account else { throw .alert(.linkNotEntitled(link.recipient, .noAccount)) }
    guard !account.isDisabled else { throw .alert(.linkNotEntitled(link.recipient, .disabled)) }
    return .accounts(osUser: account.name, [Principal(name: account.name, grants: account.grants)])
  }

  /// The alert as it stands, and why it cannot be acknowledged by the link; nil where it can.
  ///
  /// - Throws: what keeps the person from acknowledging it anywhere: who may not do that is shown nothing.
  package func look(at moment: Moment) async throws -> (alert: AlertAnswer?, hindrance: Refusal?) {
    let acting = try desk.entering(.handleAlert)
    try await acting.forbidUnlessReached { try await $0.place(of: alert) }
    if link.isUsed { return (nil, .alert(.linkUsed(alert))) }
    do {
      let found = try await desk.alert(alert, asOf: moment.day, at: moment)
      switch found.state {
      case .open: return (found, nil)
      case .resolved: return (found, .alert(.resolved(alert)))
      case .acknowledged, .silenced:
        let steps = try await desk.histories(of: [alert], asOf: nil, at: moment).steps[alert] ?? []
        let name = steps.last { $0.kind == .acknowledged || $0.kind == .silenced }?.actor
        return (found, .alert(.taken(alert, by: name ?? "", found.state)))
      }
    } catch let refusal as Refusal where refusal.kind == .alertUnknown {
      // It stood when the mail was written.
      return (nil, .alert(.resolved(alert)))
    }
  }

  /// Acknowledges it.
  ///
  /// - Parameters:
  ///   - note: what will be done.
  ///   - day: by when; nil for no day.
  /// - Throws: as ``Desk/act(_:by:at:)``, and `alert-taken`, `link-used`, `link-over`.
  package func acknowledge(_ note: String, until day: String?, at moment: Moment) async throws -> AlertActAnswer {
    try await desk.act(
      AlertActRequest(alert, .acknowledge(note: note, until: day)),
      by: Actor(name: name), at: moment,
      link: link.id)
  }

  /// Leaves in the audit trail that something was refused.
  package func noteRefusal(_ refusal: Refusal) async {
    guard desk.attempt.isMade else { return }
    // What the person did wrong is told in any case.
    try? await desk.noteRefusal(refusal)
  }
}
