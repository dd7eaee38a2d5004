import Foundation
import TestTools

@testable import Credentials

extension PretendProcess {
  private struct Unreadable: Error {}

  /// Asks by curl.
  static let fetch: SignOnFetch = { request in
    var arguments = ["-s", "-w", "\n%{http_code}", request.address]
    for (name, value) in request.headers { arguments += ["-H", "\(name): \(value)"] }
    if let form = request.form { arguments += ["--data-raw", form] }
    let printed = try Tool.run("curl", arguments)
    guard let end = printed.lastIndex(of: "\n"), let status = Int(printed[printed.index(after: end)...]) else {
      throw Unreadable()
    }
    return SignOnReply(status: status, body: Array(printed[..<end].utf8))
  }
}
