internal import Glibc

/// From where a request comes. What stands between (a proxy) is believed only where the service was told that it stands there.
package struct ProxyNetwork: Sendable, Hashable {
  private let bytes: [UInt8], bits: Int

  /// A network as `10.1.0.0/16` or one address; nil for what is none.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let bytes = ProxyNetwork.bytes(of: String(first)) else { return nil }
    let most = bytes.count * 8
    guard let bits = parts.count == 2 ? Int(parts[1]) : most, (0...most).contains(bits) else { return nil }
    (self.bytes, self.bits) = (bytes, bits)
  }

  /// Whether an address lies in it.
  package func contains(_ address: String) -> Bool {
    guard let other = ProxyNetwork.bytes(of: address), other.count == bytes.count else { return false }
    return (0..<bits).allSatisfy { bit in
      let mask = UInt8(0x80) >> UInt8(bit % 8)
      return bytes[bit / 8] & mask == other[bit / 8] & mask
    }
  }

  /// The bytes of an address; one of IPv4 written as IPv6 is that of IPv4.
  static func bytes(of address: String) -> [UInt8]? {
    var (four, six) = (in_addr(), in6_addr())
    if inet_pton(AF_INET, address, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
    guard inet_pton(AF_INET6, address, &six) == 1 else { return nil }
    let bytes = withUnsafeBytes(of: &six) { Array($0) }
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF]
    return bytes.starts(with: mapped) ? Array(bytes[12...]) : bytes
  }
}

enum ClientAddress {
  /// Whose request it is: the peer's, or where that is a proxy of ours the last address in X-Forwarded-For that is none.
  static func of(peer: String, forwarded: [String], behind proxies: [ProxyNetwork]) -> String {
    func isProxy(_ address: String) -> Bool { proxies.contains { $0.contains(address) } }
    guard isProxy(peer) else { return peer }
    let hops = forwarded.flatMap { $0.split(separator: ",") }.map { hop in
      String(hop.drop { $0 == " " }.prefix { $0 != " " })
    }
    for hop in hops.reversed() {
      guard ProxyNetwork.bytes(of: hop) != nil else { return peer }
      if !isProxy(hop) { return hop }
    }
    return peer
  }
}
