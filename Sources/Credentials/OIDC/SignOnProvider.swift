internal import Domain
internal import Foundation

/// A provider of sign-on as an administrator sets it.
package struct SignOnProvider: Hashable, Sendable {
  /// Its name for itself, from which its description is found.
  package let issuer: String
  /// What it knows us by, and the secret it gave us; nil where it gave none.
  package let client: String, secret: String?
  /// Where it sends people back to.
  package let back: String
  /// Whether addresses may be http, as on this machine in a trial.
  package let allowsClear: Bool

  /// A provider.
  package init(issuer: String, client: String, secret: String?, back: String, allowsClear: Bool = false) {
    (self.issuer, self.client, self.secret) = (issuer, client, secret)
    (self.back, self.allowsClear) = (back, allowsClear)
  }

  /// Where its description is (OpenID Connect Discovery 1.0, 4).
  var descriptionAddress: String {
    (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
  }
}

/// What a provider says of itself.
struct SignOnDescription: Sendable {
  let authorization: String, token: String, keys: String
  /// Whether the secret goes into the header, as is usual, or into the form.
  let takesBasic: Bool

  private struct Document: Decodable {
    let issuer: String
    let authorization: String?, token: String?, keys: String?
    let authentication: [String]?

    enum CodingKeys: String, CodingKey {
      case issuer
      case authorization = "authorization_endpoint"
      case token = "token_endpoint"
      case keys = "jwks_uri"
      case authentication = "token_endpoint_auth_methods_supported"
    }
  }

  /// Reads it.
  init(_ body: [UInt8], of provider: SignOnProvider) throws(Refusal) {
    guard let document = try? JSONDecoder().decode(Document.self, from: Data(body)) else {
      throw .access(.signOn(.unfit(.unreadable(provider.descriptionAddress))))
    }
    // One provider's description must not speak for another's tokens.
    guard document.issuer == provider.issuer else {
      throw .access(.signOn(.unfit(.issuer(came: document.issuer, set: provider.issuer))))
    }
    authorization = try SignOnDescription.address(document.authorization, "authorization_endpoint", provider)
    token = try SignOnDescription.address(document.token, "token_endpoint", provider)
    keys = try SignOnDescription.address(document.keys, "jwks_uri", provider)
    takesBasic = document.authentication?.contains("client_secret_basic") ?? true
  }

  /// An address that is there and may be gone to.
  static func address(_ text: String?, _ key: String, _ provider: SignOnProvider) throws(Refusal) -> String {
    guard let text, !text.isEmpty else { throw .access(.signOn(.unfit(.missing(key)))) }
    guard let address = URLComponents(string: text), address.host?.isEmpty == false,
      address.scheme == "https" || address.scheme == "http" && provider.allowsClear
    else { throw .access(.signOn(.unfit(.inClear(text)))) }
    return text
  }
}
