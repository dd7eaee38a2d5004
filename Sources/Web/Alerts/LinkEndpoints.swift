internal import Desk
internal import Domain
internal import Pages

// 知悉: what the link of a mail leads to.
extension Site {
  static let linkEndpoints: [Endpoint] = [
    .get("/acknowledge/{link}", .link) { visit in
      try await visit.answeringOver { try await visit.linkPage(try await visit.linkDesk(), Problems()) }
    },
    .post("/acknowledge/{link}", .link, most: 64 << 10) { visit in
      try await visit.answeringOver { try await visit.acknowledgeByLink() }
    },
  ]
}

extension Visit {
  private var linkAddress: Address { Address("/acknowledge") / (parts["link"] ?? "") }

  fileprivate func linkDesk() async throws -> LinkDesk {
    try await site.front.link(by: parts["link"] ?? "", from: address, on: site.wall().day)
  }

  fileprivate func linkPage(_ desk: LinkDesk, _ problems: Problems, status: Int = 200) async throws -> Reply {
    do {
      let (alert, hindrance) = try await desk.look(at: moment)
      return .page(
        AcknowledgePage.page(
          linkAddress, alert, of: desk.alert, sentTo: desk.recipient, inNameOf: desk.name, until: desk.until,
          hindrance: hindrance?.sentence(at: .page), typed: form, problems: problems, chrome), status)
    } catch let refusal as Refusal {
      // Looking leaves nothing in the trail: programs that look for bad links open all of them.
      return .page(AcknowledgePage.over(refusal.sentence(at: .page), desk.alert), refusal.kind.fault.httpStatus)
    }
  }

  fileprivate func acknowledgeByLink() async throws -> Reply {
    let desk = try await linkDesk()
    guard let note = form.typed(AcknowledgePage.note) else {
      return try await linkPage(desk, Problems(AcknowledgePage.noteMissing, at: AcknowledgePage.note), status: 422)
    }
    do {
      _ = try await desk.acknowledge(note, until: form.typed(AcknowledgePage.until), at: moment)
      // What was done is said by the page itself: the browser is told nothing to keep.
      return .go(linkAddress)
    } catch let refusal as Refusal {
      await desk.noteRefusal(refusal)
      if refusal.kind == .linkUsed { return .go(linkAddress) }
      guard refusal.kind.fault == .input else {
        return try await linkPage(desk, Problems(), status: refusal.kind.fault.httpStatus)
      }
      let problems = Problems(refusal.sentence(at: .page), at: AcknowledgePage.until)
      return try await linkPage(desk, problems, status: refusal.kind.fault.httpStatus)
    }
  }

  /// What is said where the link opens nothing, or nothing any more (410).
  fileprivate func answeringOver(_ answer: () async throws -> Reply) async throws -> Reply {
    do {
      return try await answer()
    } catch let refusal as Refusal {
      let status = refusal.kind == .linkOver ? 410 : refusal.kind.fault.httpStatus
      return .page(AcknowledgePage.over(refusal.sentence(at: .page), nil), status)
    }
  }
}
