internal import Crypto
internal import CryptoExtras
internal import Foundation

/// The keys by which a provider signs (RFC 7517), as far as they are of a kind that is taken.
struct SignOnKeys: Sendable {
  private let keys: [(id: String?, key: Key)]

  enum Key: Sendable {
    case rsa(_RSA.Signing.PublicKey)
    case p256(P256.Signing.PublicKey)

    /// By which algorithm it signs. A key is used for its own only, or a public key could be taken for a shared one.
    var algorithm: String {
      switch self {
      case .rsa: "RS256"
      case .p256: "ES256"
      }
    }
  }

  private struct Document: Decodable {
    let keys: [Entry]

    struct Entry: Decodable {
      let kty: String
      let kid: String?, use: String?, alg: String?
      let n: String?, e: String?
      let crv: String?, x: String?, y: String?
    }
  }

  /// Reads them; nil for what is no set of keys. Keys of other kinds are left out.
  init?(_ body: [UInt8]) {
    guard let document = try? JSONDecoder().decode(Document.self, from: Data(body)) else { return nil }
    keys = document.keys.compactMap { entry in
      guard entry.use ?? "sig" == "sig", let key = SignOnKeys.key(entry), entry.alg ?? key.algorithm == key.algorithm
      else { return nil }
      return (entry.kid, key)
    }
  }

  private static func key(_ entry: Document.Entry) -> Key? {
    switch (entry.kty, entry.crv) {
    case ("RSA", _):
      guard let n = entry.n.flatMap(Base64URL.bytes), let e = entry.e.flatMap(Base64URL.bytes),
        let key = try? _RSA.Signing.PublicKey(n: n, e: e)
      else { return nil }
      return .rsa(key)
    case ("EC", "P-256"):
      guard let x = entry.x.flatMap(Base64URL.bytes), let y = entry.y.flatMap(Base64URL.bytes), x.count == 32,
        y.count == 32, let key = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
      else { return nil }
      return .p256(key)
    default: return nil
    }
  }

  /// Those that a token may be signed by: of the id it names, or the only one where it names none.
  func candidates(id: String?, algorithm: String) -> [Key] {
    let fit = keys.filter { $0.key.algorithm == algorithm && (id == nil || $0.id == id) }
    return id == nil && fit.count > 1 ? [] : fit.map(\.key)
  }
}

extension SignOnKeys.Key {
  /// Whether it signed something.
  func signed(_ message: [UInt8], _ signature: [UInt8]) -> Bool {
    let digest = SHA256.hash(data: message)
    switch self {
    case .rsa(let key):
      return key.isValidSignature(
        _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: .insecurePKCS1v1_5)
    case .p256(let key):
      // 64 bytes, r and s; never DER (RFC 7518, 3.4).
      guard let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
      return key.isValidSignature(signature, for: digest)
    }
  }
}
