internal import Crypto
internal import Domain
internal import Foundation

/// JSON to a program of the office's own.
///
/// The key of the message is the header `Idempotency-Key`. `X-Jixiao-Signature` is `sha256=` and the HMAC-SHA256, in hex, of
/// `X-Jixiao-Timestamp` (seconds since 1970), a dot and the body, by the channel's secret.
struct Webhook {
  private let outlet: Outlet

  init(_ outlet: Outlet) { self.outlet = outlet }

  func send(_ envelope: Envelope, at now: Instant) async -> SendOutcome {
    var transfer = Transfer(outlet, url: outlet.secret.url ?? "", body: envelope.rich)
    transfer.headers = [
      "Content-Type: application/json; charset=utf-8", "User-Agent: jixiao", "Idempotency-Key: \(envelope.key)",
    ]
    if let secret = outlet.secret.secret {
      let seconds = now.milliseconds / 1000
      transfer.headers += [
        "X-Jixiao-Timestamp: \(seconds)",
        "X-Jixiao-Signature: sha256=\(Signature.hex("\(seconds).\(envelope.rich)", secret))",
      ]
    }
    let answer = await transfer.perform()
    if !answer.isTaken, let failure = answer.httpFailure { return failure }
    return .taken(receipt: "HTTP \(answer.status) \(answer.text.prefix(200))")
  }
}

/// HMAC-SHA256.
enum Signature {
  static func bytes(_ message: String, _ key: String) -> Data {
    Data(HMAC<SHA256>.authenticationCode(for: Data(message.utf8), using: SymmetricKey(data: Data(key.utf8))))
  }

  static func hex(_ message: String, _ key: String) -> String {
    bytes(message, key).map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
