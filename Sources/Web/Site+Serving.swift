internal import Contract
internal import Desk
internal import Domain
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Pages

// One request from its bytes to those of its answer.
extension Site {
  func serve<Context: VisitContext>(
    _ endpoint: Endpoint, _ request: Request, _ context: Context
  ) async throws -> Response {
    // In a task of its own: what a task once used it keeps, and that of a connection lasts as long as the browser stays, with a
    // stream of news all day. It was 30 kB of each.
    async let served = served(endpoint, request, context)
    let response = try await served
    // An address that is a secret goes nowhere else, not even to the next page of this site.
    return endpoint.opening == .link ? response.with(.referrerPolicy, "no-referrer") : response
  }

  private func served<Context: VisitContext>(
    _ endpoint: Endpoint, _ request: Request, _ context: Context
  ) async throws -> Response {
    // Until it is known who asks, an answer is one for nobody in particular.
    var chrome = plainChrome
    do {
      let (visit, over) = try await decode(endpoint, request, context)
      chrome = visit.chrome
      do {
        let reply = try await answer(endpoint, visit, over, request)
        let around = reply.notice.map { chrome.with(said: $0) } ?? chrome
        return encode(reply, around, request, spent: chrome.said != nil)
      } catch let refusal as Refusal {
        await visit.visitor?.noteRefusal(refusal)
        return encode(Site.reply(to: refusal, endpoint), chrome, request)
      }
    } catch let failure as SiteFailure {
      return encode(failure.reply, chrome, request)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      let number = String(wall().milliseconds, radix: 36)
      log.error("\(endpoint.method.rawValue) \(endpoint.path) \(number): \(error)")
      let isOutside = FrontDesk.isOutage(error)
      let page = isOutside ? ProblemPage.unavailable : ProblemPage.broken(number: number)
      return encode(.page(page, isOutside ? 503 : 500), chrome, request)
    }
  }

  /// Who asks for what; and why a session that was shown is none any more.
  private func decode<Context: VisitContext>(
    _ endpoint: Endpoint, _ request: Request, _ context: Context
  ) async throws -> (Visit, Refusal?) {
    let isByLink = endpoint.opening == .link
    let cookies = Cookies(isByLink ? nil : request.headers[.cookie], isSecure: reach.isSecure)
    let address = ClientAddress.of(
      peer: context.peer, forwarded: request.headers[values: .xForwardedFor], behind: reach.proxies)
    var visitor: FrontDesk.Visitor?, over: Refusal?
    if let secret = cookies[.session] {
      do {
        // What a page fetches by itself keeps no session alive.
        visitor = try await front.visitor(
          by: secret, from: address, on: wall().day,
          isPerson: request.headers[.xLive] == nil && endpoint.path != "/events")
      } catch let refusal as Refusal where refusal.kind.fault == .unauthenticated {
        over = refusal
      }
    }
    guard let query = FormFields(urlencoded: Array((request.uri.query ?? "").utf8)) else {
      throw SiteFailure.address(ProblemPage.address)
    }
    if let problem = AddressRules.problem(query, at: endpoint.path) { throw SiteFailure.address(problem) }
    let today = clock().day
    let day = isByLink ? today : query.typed("day").flatMap { try? Day.parse($0) } ?? today
    let secret = visitor == nil ? cookies[.visit] : cookies[.session]
    let person = visitor.flatMap { visitor in
      visitor.stage == .full
        ? Chrome.Person(
          name: visitor.account, roles: visitor.roles.map(\.chinese),
          menu: Menu.shown(to: visitor.roles, of: Site.places)) : nil
    }
    // What was sent is looked at again where it would be opened by a link, if there is such a place.
    let path = request.uri.path, rawQuery = request.uri.query ?? ""
    let place =
      Site.places.contains(endpoint.path) ? Address(from: path + (rawQuery.isEmpty ? "" : "?" + rawQuery)) : nil
    let chrome = Chrome(
      person: person, today: today, day: day, token: secret.map { front.formToken(of: $0) } ?? "", said: cookies.said,
      place: place, assets: assets.chrome)
    let parts = Dictionary(context.parameters.map { (String($0.key), String($0.value)) }) { first, _ in first }
    let visit = Visit(
      site: self, path: path, rawQuery: rawQuery,
      parts: parts.mapValues { $0.removingPercentEncoding ?? $0 }, query: query,
      cookies: cookies, address: address, agent: String((request.headers[.userAgent] ?? "").prefix(200)),
      lastEvent: request.headers[.lastEventID],
      visitor: visitor, chrome: chrome)
    return (visit, over)
  }

  private func answer(
    _ endpoint: Endpoint, _ visit: Visit, _ over: Refusal?, _ request: Request
  ) async throws -> Reply {
    var visit = visit
    var token: String?
    if endpoint.opening == .link {
      if endpoint.method == .post { _ = try await readForm(endpoint, &visit, request) }
      return try await endpoint.handle(visit)
    }
    if endpoint.method == .post {
      guard isOwn(request) else { throw SiteFailure(.page(ProblemPage.stale, 403)) }
      token = try await readForm(endpoint, &visit, request)
      // The forms by which one comes in are bound to the visit, so that a session that goes nowhere is in nobody's way.
      let secret = visit.cookies[endpoint.opening == .anyone ? .visit : .session]
      // Whoever's session is over is told that first: the form is not to blame.
      if visit.visitor != nil || endpoint.opening == .anyone {
        guard let secret, front.isFormToken(token, of: secret) else { return try await stale(visit, endpoint) }
      }
    }
    if endpoint.opening == .anyone { return try await endpoint.handle(visit) }
    guard let visitor = visit.visitor else { return try await toSignIn(visit, endpoint, over, token) }
    if endpoint.opening != .unfinished, let step = AccessSteps.address(of: visitor.stage) { return .go(step) }
    if case .may(let action) = endpoint.opening, !visitor.may(action) {
      // The desk says it in its words, and leaves it in the trail.
      _ = try visitor.desk.entering(action)
    }
    return try await endpoint.handle(visit)
  }

  /// A form of an earlier session: it was typed before somebody signed in again, perhaps in another window. Nothing is done by it; what was
  /// typed is shown again, to be sent once more.
  private func stale(_ visit: Visit, _ endpoint: Endpoint) async throws -> Reply {
    guard let visitor = visit.visitor, visitor.stage == .full else {
      throw SiteFailure(.page(ProblemPage.stale, 403))
    }
    // Who came in by another window meanwhile is in here too.
    if endpoint.opening == .anyone { return .go("/") }
    guard let refill = endpoint.refill else { throw SiteFailure(.page(ProblemPage.stale, 403)) }
    if case .may(let action) = endpoint.opening, !visitor.may(action) { _ = try visitor.desk.entering(action) }
    var reply = try await refill(visit)
    if reply.status < 400 { reply.status = 409 }
    reply.notice = ProblemPage.staleAgain
    return reply
  }

  /// To the sign-in, and back from there; what was sent after the session was over is kept meanwhile.
  private func toSignIn(
    _ visit: Visit, _ endpoint: Endpoint, _ over: Refusal?, _ token: String?
  ) async throws -> Reply {
    var next = endpoint.method == .get ? visit.target : nil
    if endpoint.refill != nil, let secret = visit.cookies[.session], front.isFormToken(token, of: secret) {
      // What was typed is kept, a file is not: its name is, so that it can be said which to choose again.
      var form = visit.form
      if !visit.files.names.isEmpty { form.set(EvidenceList.lost, EvidenceFile.listed(visit.files.names)) }
      let fields = Address("/").with(form).text.dropFirst("/?".count)
      let kept = try await front.keep(String(fields), of: secret, place: endpoint.path, target: visit.target)
      next = kept.map { "/kept/" + $0 }
    }
    let place = next.flatMap { Address(from: $0) }.flatMap { $0.text == "/" ? nil : $0.text }
    // The session's cookie stays: by it another window's form is known to whom it belongs, until somebody signs in anew.
    return .go(Address("/sign-in").with("next", place).with("over", over.map { _ in "1" }))
  }

  /// Whether a form was sent by a page of this site: the browser says from where. One that says nothing is none of those that can
  /// use these pages.
  private func isOwn(_ request: Request) -> Bool {
    guard let host = request.head.authority else { return false }
    let own = (reach.isSecure ? "https://" : "http://") + host
    if let origin = request.headers[.origin] { return origin == own }
    guard let referer = request.headers[.referer] else { return false }
    return referer == own || referer.hasPrefix(own + "/")
  }

  /// Reads what was sent, and gives the token that came with it.
  private func readForm(_ endpoint: Endpoint, _ visit: inout Visit, _ request: Request) async throws -> String? {
    let type = request.headers[.contentType] ?? ""
    var fields = FormFields()
    if var reader = Multipart(contentType: type) {
      var taken = 0
      for try await chunk in request.body {
        taken += chunk.readableBytes
        guard taken <= endpoint.most else { throw SiteFailure.tooLarge(endpoint.most) }
        do { try reader.take(chunk.readableBytesView) } catch { throw SiteFailure.unreadable }
      }
      guard let parts = try? reader.finish() else { throw SiteFailure.unreadable }
      var pairs: [(name: String, value: String)] = []
      // A file may be large; what is typed is never more than a form without files takes.
      let typed = parts.reduce(0) { $0 + ($1.file == nil ? $1.bytes.count : 0) }
      guard typed <= Endpoint.textMost else { throw SiteFailure.tooLarge(Endpoint.textMost) }
      for part in parts {
        if let file = part.file {
          if !file.isEmpty || !part.bytes.isEmpty {
            visit.files.add(SentFile(name: file, bytes: part.bytes), by: part.name)
          }
        } else if let text = String(validating: part.bytes, as: UTF8.self) {
          pairs.append((part.name, text))
        } else {
          throw SiteFailure.unreadable
        }
      }
      fields = FormFields(pairs)
    } else {
      guard type.isEmpty || type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
        throw SiteFailure.unreadable
      }
      var bytes: [UInt8] = []
      for try await chunk in request.body {
        guard bytes.count + chunk.readableBytes <= endpoint.most else { throw SiteFailure.tooLarge(endpoint.most) }
        bytes += chunk.readableBytesView
      }
      guard let read = FormFields(urlencoded: bytes) else { throw SiteFailure.unreadable }
      fields = read
    }
    visit.form = fields.without(["token"])
    return fields["token"]
  }
}

/// Something about a request itself that ends it.
struct SiteFailure: Error {
  let reply: Reply
  init(_ reply: Reply) { self.reply = reply }

  static func address(_ sentence: String) -> SiteFailure { SiteFailure(.page(ProblemPage.address(sentence), 400)) }
  static let unreadable = SiteFailure(.page(ProblemPage.unreadable, 400))
  static func tooLarge(_ most: Int) -> SiteFailure { SiteFailure(.page(ProblemPage.tooLarge(most), 413)) }
}

extension Visit {
  /// Path and query as they came.
  var target: String { rawQuery.isEmpty ? path : path + "?" + rawQuery }
}

extension HTTPField.Name {
  static let xLive = named("X-Live"), lastEventID = named("Last-Event-ID")
  static let xForwardedFor = named("X-Forwarded-For")
}
