package import Domain
internal import Foundation

/// What of a channel must not be read by others: sealed before it is kept.
package struct ChannelSecret: Codable, Hashable, Sendable {
  /// The address of a webhook or a robot; its key is part of it.
  package var url: String?
  /// The key of signatures.
  package var secret: String?
  /// The mail server's user and password.
  package var user: String?, password: String?

  /// A secret.
  package init(url: String? = nil, secret: String? = nil, user: String? = nil, password: String? = nil) {
    self.url = url
    self.secret = secret
    self.user = user
    self.password = password
  }
}

/// What of a channel may be read.
package struct ChannelSettings: Codable, Hashable, Sendable {
  /// How a mail connection is protected.
  package enum Protection: String, Codable, Sendable, CaseIterable {
    /// Changes to TLS after connecting; no mail without it.
    case starttls
    /// TLS from the start.
    case tls
    /// Not at all.
    case none
  }

  /// The mail server.
  package var host: String?
  /// Its port.
  package var port: Int?
  /// How the connection is protected.
  package var protection: Protection?
  /// The sender's address.
  package var from: String?
  /// A proxy everything goes through, such as `http://10.0.0.1:3128`.
  package var proxy: String?
  /// A file with the certificates of an authority of the office's own.
  package var caFile: String?

  /// Settings.
  package init(
    host: String? = nil, port: Int? = nil, protection: Protection? = nil, from: String? = nil, proxy: String? = nil,
    caFile: String? = nil
  ) {
    self.host = host
    self.port = port
    self.protection = protection
    self.from = from
    self.proxy = proxy
    self.caFile = caFile
  }

  /// As JSON, as it is kept.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// From JSON.
  package init(json: String) throws(Refusal) {
    do {
      self = try JSONDecoder().decode(ChannelSettings.self, from: Data(json.utf8))
    } catch {
      throw Refusal.key(.settingsUnreadable)
    }
  }
}
