package import Hummingbird
internal import HummingbirdCore
package import Logging
internal import NIOCore

/// How many connections a server keeps open, and for how long one that says nothing: who opens thousands and says nothing must
/// not take the descriptors that the service's own work needs.
package struct ConnectionLimits: Hashable, Sendable {
  /// Connections open at a time; who comes then waits until one is closed.
  package let connections: Int
  /// Seconds after which one is closed that has not said a whole request, or nothing since its last answer.
  package let idleSeconds: Int

  /// The limits that fit a process which may have so many descriptors: a quarter of them at most.
  package init(descriptors: Int, idleSeconds: Int = 60) {
    connections = max(16, min(256, descriptors / 4))
    self.idleSeconds = max(1, idleSeconds)
  }
}

/// What answers at an address: what the service shows to those who watch it, and the pages.
package enum WebServer {
  /// The server, until its task is cancelled.
  package static func application(
    health: HealthSite, site: Site, host: String, port: Int, limits: ConnectionLimits, log: Logger
  ) -> some ApplicationProtocol {
    // A head that comes in drops is no activity: it is cut off as if nothing had come.
    Application(
      router: router(health, site),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [Patience()], idleTimeout: .seconds(Int64(limits.idleSeconds)))),
      configuration: .init(
        address: .hostname(host, port: port), serverName: "jixiao",
        availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: log)), logger: log)
  }

  static func router(_ health: HealthSite?, _ site: Site) -> Router<SiteContext> {
    let router = Router(context: SiteContext.self)
    health?.add(to: router)
    site.add(to: router)
    for method in HTTPRequest.Method.usual {
      router.on("**", method: method) { request, _ in site.missing(request) }
    }
    return router
  }
}
