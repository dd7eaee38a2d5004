package import Hummingbird
internal import HummingbirdCore
internal import HummingbirdHTTP2
package import Logging
internal import NIOCore
internal import NIOSSL

/// How many connections a server keeps open, and for how long one that says nothing: who opens thousands and says nothing must
/// not take the descriptors that the service's own work needs.
package struct ConnectionLimits: Hashable, Sendable {
  /// Connections open at a time; who comes then waits until one is closed.
  package let connections: Int
  /// Seconds after which one is closed that has not said a whole request, or nothing since its last answer.
  package let idleSeconds: Int

  /// As many as a county's browsers hold open at once, each with its stream of news.
  package static let usual = 2_048

  /// The limits that fit a process which may have so many descriptors: a quarter of them at most.
  ///
  /// - Parameter most: as many in any case.
  package init(descriptors: Int, most: Int = usual, idleSeconds: Int = 60) {
    connections = max(16, min(most, descriptors / 4))
    self.idleSeconds = max(1, idleSeconds)
  }
}

/// What answers at an address: what the service shows to those who watch it, and the pages.
package enum WebServer {
  /// By what the service shows browsers who it is.
  package struct Certificate: Sendable {
    fileprivate let configuration: TLSConfiguration

    /// A certificate with those above it, and its key, as PEM files.
    ///
    /// - Throws: the library's error for files that are not there or none of the kind.
    package init(certificate: String, key: String) throws {
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
      // The library takes 1.0 and 1.1 otherwise.
      configuration.minimumTLSVersion = .tlsv12
      _ = try NIOSSLContext(configuration: configuration)
      self.configuration = configuration
    }
  }

  /// The server, until its task is cancelled.
  ///
  /// - Parameter certificate: by which it encrypts; nil for not at all, behind a proxy or on this machine alone.
  package static func application(
    health: HealthSite, site: Site, host: String, port: Int, certificate: Certificate?, limits: ConnectionLimits,
    log: Logger
  ) throws -> some ApplicationProtocol {
    let idle = TimeAmount.seconds(Int64(limits.idleSeconds))
    // A head that comes in drops is no activity: it is cut off as if nothing had come.
    let one = HTTP1Channel.Configuration(additionalChannelHandlers: [Patience()], idleTimeout: idle)
    let server: HTTPServerBuilder =
      if let certificate {
        .init { responder in
          PatientTLS(
            try HTTP2UpgradeChannel(
              tlsConfiguration: certificate.configuration,
              configuration: .init(idleTimeout: .seconds(Int64(limits.idleSeconds)), streamConfiguration: one),
              responder: responder))
        }
      } else {
        .http1(configuration: one)
      }
    return Application(
      router: router(health, site), server: server,
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
