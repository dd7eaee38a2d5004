/// Asks a program elsewhere over HTTP: no redirects are followed, certificates are checked, time and size are bounded.
package enum Asking {
  private static let milliseconds: Int64 = 10_000

  /// What came; nil where nothing did.
  ///
  /// - Parameters:
  ///   - form: what is posted; nil to get.
  ///   - headers: `Accept` and the like.
  ///   - most: bytes of the answer that are kept.
  package static func ask(
    _ address: String, form: String?, headers: [String: String], most: Int
  ) async -> (status: Int, body: [UInt8])? {
    // A line end in a header would be another header.
    let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    guard lines.allSatisfy({ !$0.unicodeScalars.contains { $0.value < 0x20 } }) else { return nil }
    let transfer = Transfer(
      to: address, posting: form, headers: lines + ["User-Agent: jixiao"], milliseconds: milliseconds,
      answerRoom: most + 1)
    let answer = await transfer.perform()
    guard answer.result == 0 else { return nil }
    return (answer.status, Array(answer.text.utf8))
  }
}
