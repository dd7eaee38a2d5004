internal import CSodium

/// libsodium, which wants to be started before its first use.
enum Sodium {
  /// Whether it is; it does not start where the machine has no randomness.
  static let isReady = sodium_init() >= 0
}
