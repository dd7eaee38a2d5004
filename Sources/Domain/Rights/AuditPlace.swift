/// A row's place in the trail by its time: behind which the next page of it begins.
package struct AuditPlace: Codable, Hashable, Sendable {
  /// When, in microseconds since 1970; its chain and place there.
  package var microseconds: Int64, chain: String, number: Int64

  /// A place.
  package init(microseconds: Int64, chain: String, number: Int64) {
    (self.microseconds, self.chain, self.number) = (microseconds, chain, number)
  }

  /// As an address has it: `1751248800000000-12-130625`.
  package var text: String { "\(microseconds)-\(number)-\(chain)" }

  /// A place as an address has it.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let time = Int64(parts[0]), let number = Int64(parts[1]) else { return nil }
    self.init(microseconds: time, chain: String(parts[2]), number: number)
  }
}
