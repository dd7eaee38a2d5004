internal import Desk
internal import Domain
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Pages

// An answer as a browser is given it.
extension Site {
  /// What a refusal is answered with, where a page has no better place for it.
  static func reply(to refusal: Refusal, _ endpoint: Endpoint) -> Reply {
    let sentence = refusal.sentence(at: .page)
    let status = refusal.kind.fault.httpStatus
    switch refusal.kind.fault {
    case .unauthenticated: return .go(Address("/sign-in").with("over", "1"))
    case .forbidden:
      let roles: Set<AccountRole> = if case .may(let action) = endpoint.opening { action.roles } else { [] }
      return .page(ProblemPage.forbidden(sentence, who: AccountRole.allCases.filter(roles.contains)), status)
    case .unknown: return .page(ProblemPage.missing(sentence), status)
    case .unavailable: return .page(ProblemPage.refused("暂时不能办理", sentence), status)
    case .input, .conflict: return .page(ProblemPage.refused("没有办理", sentence), status)
    }
  }

  /// The answer's bytes, with all that keeps a browser from doing with it what nobody meant.
  ///
  /// - Parameter spent: whether what was to be said once stands in it, where it is a page.
  func encode(_ reply: Reply, _ chrome: Chrome, _ request: Request, spent: Bool = false) -> Response {
    var headers = Site.guards
    if reach.isSecure { headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
    var bytes: [UInt8] = []
    var isPacked = true
    switch reply.content {
    case .page(let page):
      bytes = page.document(chrome).bytes
      headers[.contentType] = "text/html; charset=utf-8"
      headers[.cacheControl] = "no-store"
    case .text(let text):
      bytes = Array(text.utf8)
      headers[.contentType] = "text/plain; charset=utf-8"
      headers[.cacheControl] = "no-store"
    case .go(let address):
      headers[.location] = address.text
      headers[.cacheControl] = "no-store"
    case .away(let address):
      headers[.location] = address
      headers[.cacheControl] = "no-store"
    case .file(let content, let name, let type):
      (bytes, isPacked) = (content, false)
      headers[.contentType] = type
      headers[.contentDisposition] = Site.attachment(name)
      headers[.cacheControl] = "no-store"
    case .stream(let news, let first, let text):
      headers[.contentType] = "text/event-stream; charset=utf-8"
      headers[.cacheControl] = "no-store"
      // A proxy that keeps back what comes would keep back the news.
      headers[.xAccelBuffering] = "no"
      return Response(
        status: .ok, headers: headers,
        body: .init { writer in
          try await writer.write(ByteBuffer(string: first))
          for await piece in news {
            guard let text = await text(piece) else { break }
            try await writer.write(ByteBuffer(string: text))
          }
          try await writer.finish(nil)
        })
    case .asset(let content, let type):
      bytes = content
      headers[.contentType] = type
      headers[.cacheControl] = "public, max-age=31536000, immutable"
    }
    var cookies = reply.cookies
    if case .page = reply.content, spent, !cookies.contains(where: { $0.name == .said }) {
      cookies.append(.gone(.said))
    }
    for cookie in cookies {
      headers.append(HTTPField(name: .setCookie, value: cookie.header(isSecure: reach.isSecure)))
    }
    if reply.forgets { headers[.clearSiteData] = "\"cache\", \"storage\"" }
    if isPacked, (request.headers[.acceptEncoding] ?? "").contains("gzip"), let packed = Gzip.packed(bytes) {
      bytes = packed
      headers[.contentEncoding] = "gzip"
    }
    headers[.vary] = "Accept-Encoding, Cookie"
    return Response(
      status: .init(code: reply.status), headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  /// What stands on every answer, errors too (ASVS 3.4): nothing is loaded but our own style, script and pictures, nothing runs
  /// that stands in a page, and no other site shows one of ours in its own.
  private static let guards: HTTPFields = {
    var headers = HTTPFields()
    headers[.contentSecurityPolicy] =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
      + "worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    headers[.xContentTypeOptions] = "nosniff"
    headers[.referrerPolicy] = "same-origin"
    headers[.crossOriginOpenerPolicy] = "same-origin"
    headers[.crossOriginResourcePolicy] = "same-origin"
    headers[.xFrameOptions] = "DENY"
    // No browser that these pages are for has this filter any more. Scanners ask for it, and so do those who assess a bureau by them:
    // of its two ways the one that shows nothing, for the other did harm of its own.
    headers[.xXSSProtection] = "1; mode=block"
    headers[.permissionsPolicy] = "camera=(), geolocation=(), microphone=()"
    return headers
  }()

  /// A file to be kept, under a name that every browser understands.
  private static func attachment(_ name: String) -> String {
    let encoded = Address("").with("n", name).text.dropFirst("?n=".count)
    let plain = name.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    let dot = name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
    return "attachment; filename=\"\(plain ? name : "jixiao" + dot)\"; filename*=UTF-8''\(encoded)"
  }
}

extension Response {
  func with(_ name: HTTPField.Name, _ value: String) -> Response {
    var response = self
    response.headers[name] = value
    return response
  }

  /// What HEAD is answered with.
  var withoutBody: Response {
    var headers = headers
    headers[.contentLength] = body.contentLength.map(String.init)
    return Response(status: status, headers: headers, body: .init())
  }
}

extension HTTPField.Name {
  /// A field by its name as it stands in the source.
  static func named(_ name: StaticString) -> HTTPField.Name {
    guard let field = HTTPField.Name("\(name)") else { preconditionFailure("no field can be called “\(name)”") }
    return field
  }

  static let clearSiteData = named("Clear-Site-Data")
  static let referrerPolicy = named("Referrer-Policy")
  static let crossOriginOpenerPolicy = named("Cross-Origin-Opener-Policy")
  static let crossOriginResourcePolicy = named("Cross-Origin-Resource-Policy")
  static let xXSSProtection = named("X-XSS-Protection")
  static let xAccelBuffering = named("X-Accel-Buffering")
  static let xFrameOptions = named("X-Frame-Options")
  static let permissionsPolicy = named("Permissions-Policy")
}
