package import Desk
package import Domain
internal import HTTPTypes
package import Hummingbird
package import Logging
internal import NIOCore
internal import Pages

/// The pages: a clerk's working day in a browser. It decodes what a browser sends, lets in whoever may come in, calls the desk and
/// encodes the answer; it knows no rule and no sentence.
package struct Site: Sendable {
  /// How it is reached.
  package struct Reach: Sendable {
    /// Whether browsers come by TLS, here or at the proxy before.
    package let isSecure: Bool
    /// Proxies whose word on where a request comes from is taken.
    package let proxies: [ProxyNetwork]

    /// Some way.
    package init(isSecure: Bool, proxies: [ProxyNetwork] = []) { (self.isSecure, self.proxies) = (isSecure, proxies) }
  }

  let front: FrontDesk
  let reach: Reach
  /// The wall clock, and the service's.
  let wall: @Sendable () -> Instant, clock: @Sendable () -> Instant
  let assets: Assets
  let live: LiveRoom
  let log: Logger

  /// The pages over a front desk.
  ///
  /// - Parameters:
  ///   - wall: the wall clock, by which rights and sessions hold.
  ///   - clock: the service's clock, by whose day figures are shown where nobody asks for another.
  package init(
    _ front: FrontDesk, reach: Reach, wall: @escaping @Sendable () -> Instant, clock: @escaping @Sendable () -> Instant,
    log: Logger
  ) {
    (self.front, self.reach, self.wall, self.clock, self.log) = (front, reach, wall, clock, log)
    assets = Assets.ofProgram
    live = LiveRoom(mark: String(wall().milliseconds, radix: 36))
  }

  /// Hears what changes, for the pages that stand open, until its task is cancelled.
  package func hear() async {
    async let beating: Void = live.keepBeating()
    await live.hear(front)
    await beating
  }

  /// All places, area by area.
  static let endpoints: [Endpoint] =
    accessEndpoints + homeEndpoints + projectsEndpoints + entryEndpoints + observationsEndpoints + alertsEndpoints
    + formsEndpoints + documentsEndpoints + rectifyEndpoints + bureauEndpoints + adminEndpoints + helpEndpoints
    + liveEndpoints + linkEndpoints + evidenceEndpoints

  /// What menus lead to.
  static let places = Set(endpoints.filter { $0.method == .get }.map(\.path))

  /// Puts all places into a router; what is asked by another method than there is is told so.
  func add<Context: VisitContext>(to router: Router<Context>) {
    for (path, endpoints) in Dictionary(grouping: Site.endpoints, by: \.path) {
      let route = RouterPath(path)
      var methods = Set(HTTPRequest.Method.usual)
      for endpoint in endpoints {
        let method: HTTPRequest.Method = endpoint.method == .get ? .get : .post
        methods.remove(method)
        router.on(route, method: method) { try await serve(endpoint, $0, $1) }
        if method == .get {
          methods.remove(.head)
          router.on(route, method: .head) { try await serve(endpoint, $0, $1).withoutBody }
        }
      }
      let allowed = endpoints.flatMap { $0.method == .get ? ["GET", "HEAD"] : ["POST"] }.sorted().joined(
        separator: ", ")
      for method in methods {
        router.on(route, method: method) { request, context in
          encode(
            Reply.page(ProblemPage.refused("没有这种操作", ProblemPage.wrongMethod), 405), plainChrome, request
          ).with(.allow, allowed)
        }
      }
    }
    router.get(RouterPath(Assets.folder + "/{name}")) { request, context in
      guard let asset = assets[context.parameters.get("name") ?? ""] else { return missing(request) }
      return encode(asset, plainChrome, request)
    }
  }

  /// What is said where there is no such place.
  func missing(_ request: Request) -> Response { encode(.page(ProblemPage.missing(), 404), plainChrome, request) }

  /// What stands around a page of nobody in particular.
  var plainChrome: Chrome {
    let day = clock().day
    return Chrome(person: nil, today: day, day: day, token: "", said: nil, assets: assets.chrome)
  }
}

extension HTTPRequest.Method {
  /// Those that browsers and scanners try.
  static let usual: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
}

/// A request's context that knows from where it comes.
package protocol VisitContext: RequestContext {
  /// The other end of the connection.
  var peer: String { get }
}

/// The context of this site's requests.
package struct SiteContext: VisitContext {
  package var coreContext: CoreRequestContextStorage
  package let peer: String

  package init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    peer = source.channel.remoteAddress?.ipAddress ?? ""
  }
}
