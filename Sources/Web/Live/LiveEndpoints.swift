internal import Contract
internal import Desk
internal import Domain
internal import Foundation
internal import Pages

// News for pages that stand open.
extension Site {
  static let liveEndpoints: [Endpoint] = [
    .get("/events", .may(.readDepartment)) { try await $0.events() },
    .get("/kept/{id}", .person) { try await $0.kept() },
  ]
}

extension Visit {
  func events() async throws -> Reply {
    guard let secret = cookies[.session] else { throw Refusal.access(.sessionOver(nil)) }
    let news = site.live.wait(sees: try desk.hearing(), after: lastEvent)
    // A stream may stand open for a day, and there may be a thousand: it holds on to nothing of the request but this.
    let (front, wall, address) = (site.front, site.wall, address)
    return Reply(
      content: .stream(news, first: "retry: 3000\n: 绩效\n\n") { piece in
        // Who was signed out elsewhere hears nothing more.
        await Visit.isOpen(secret, from: address, front, on: wall().day) ? Visit.line(piece) : nil
      })
  }

  /// Whether the session still is. While the database is away nobody is turned out.
  private static func isOpen(_ secret: String, from address: String, _ front: FrontDesk, on day: Day) async -> Bool {
    do {
      _ = try await front.visitor(by: secret, from: address, on: day, isPerson: false)
      return true
    } catch {
      return !(error is Refusal)
    }
  }

  private static func line(_ news: LiveRoom.News) -> String {
    switch news.event {
    case .changed(let department): "id: \(news.id)\nevent: changed\ndata: \(department)\n\n"
    case .missed: "id: \(news.id)\nevent: missed\ndata:\n\n"
    case .none: ":\n\n"
    }
  }

  /// Shows a form again with what was typed before the session was over.
  func kept() async throws -> Reply {
    guard let kept = try await site.front.kept(parts["id"] ?? "", for: person.account),
      let endpoint = Site.endpoints.first(where: { $0.method == .post && $0.path == kept.place }),
      let refill = endpoint.refill, let fields = FormFields(urlencoded: Array(kept.fields.utf8))
    else { return .page(ProblemPage.missing(ProblemPage.nothingKept), 404) }
    if case .may(let action) = endpoint.opening, try !person.may(action) { _ = try desk.entering(action) }
    let target = kept.target.split(separator: "?", maxSplits: 1).map(String.init)
    let visit = Visit(
      site: site, path: target[0], rawQuery: target.count > 1 ? target[1] : "",
      parts: Visit.parts(of: target[0], by: endpoint.path),
      query: target.count > 1 ? FormFields(urlencoded: Array(target[1].utf8)) ?? FormFields() : FormFields(),
      form: fields, cookies: cookies, address: address, agent: agent, lastEvent: nil, visitor: visitor,
      chrome: chrome)
    var reply = try await refill(visit)
    reply.notice = ProblemPage.keptAgain
    return reply
  }

  /// The parts of a path that are names, by the pattern of its place.
  private static func parts(of path: String, by pattern: String) -> [String: String] {
    let (given, names) = (path.split(separator: "/"), pattern.split(separator: "/"))
    var parts: [String: String] = [:]
    for (name, value) in zip(names, given) where name.hasPrefix("{") && name.hasSuffix("}") {
      parts[String(name.dropFirst().dropLast())] = String(value).removingPercentEncoding ?? String(value)
    }
    return parts
  }
}
