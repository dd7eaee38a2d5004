internal import CSodium

/// Whether two texts of bytes are the same, in a time that does not tell where they differ.
func isSame(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  a.count == b.count && sodium_memcmp(a, b, a.count) == 0
}
