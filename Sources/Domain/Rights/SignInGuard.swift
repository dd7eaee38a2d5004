/// What is known of failures before somebody tries to sign in (登录失败处理).
///
/// A failure is a password or a code that was checked and was wrong, of a known name or an unknown one; what was made to wait
/// was not checked and is none. Only those of the last ``SignInGuard/minutesKept`` minutes say anything.
package struct SignInAttempts: Hashable, Sendable {
  /// When this account failed from this address last, since it last got in from there; of known devices none. The last five do.
  package var pair: [Instant]
  /// How often this account failed in the last quarter of an hour, from wherever, known devices excepted. A hundred do.
  package var account: Int
  /// How many accounts failed from this address in the last quarter of an hour, known devices excepted. A hundred do; one who
  /// gets in takes nothing away of it, since who attacks may have an account too.
  package var accountsOfAddress: Int
  /// When anything failed from this address last.
  package var addressLast: Instant?
  /// When the account's password was right and its code was wrong last, from wherever, known devices excepted. The
  /// last ten do.
  package var codes: [Instant]
  /// The device from which it is tried.
  package var device: Device

  /// What tells a device from a stranger's: a token that it was given when this account got in by it before.
  package enum Device: Hashable, Sendable {
    case unknown
    /// With the times when this account failed from it last, since it last got in there. The last five do.
    case known([Instant])
  }

  /// What is known.
  package init(
    pair: [Instant] = [], account: Int = 0, accountsOfAddress: Int = 0, addressLast: Instant? = nil,
    codes: [Instant] = [], device: Device = .unknown
  ) {
    (self.pair, self.account, self.codes, self.device) = (pair, account, codes, device)
    (self.accountsOfAddress, self.addressLast) = (accountsOfAddress, addressLast)
  }
}

/// What is done with an attempt before the password is looked at.
package enum SignInDecision: Hashable, Sendable {
  case go
  /// It is checked after so many milliseconds.
  case slow(milliseconds: Int64)
  /// It is not checked, whatever the password.
  case wait(until: Instant)

  /// Refuses what has to wait.
  ///
  /// - Throws: `sign-in-wait`.
  package func check() throws(Refusal) {
    if case .wait(let until) = self { throw .access(.wait(until: until)) }
  }
}

/// Who may try, who is slowed down and who has to wait.
///
/// Whoever guesses is stopped where they are: at their address, for the account that they try and for all when they try many.
/// An account is never shut for other addresses, or anybody could shut out anybody (ASVS 5.0, 6.3.1, 6.1.1); an account that is
/// tried from many is slowed down, by seconds at most. A known device answers for itself alone: a bureau has one address towards
/// the internet, and whoever sits there behind it must not shut out the others.
package enum SignInGuard {
  /// Failures after which somebody has to wait, and how near to each other they have to be.
  package static let failures = 5, minutes: Int64 = 15
  /// How long failures are of use: two spans, since the fifth makes wait for one more. What is older may be forgotten.
  package static let minutesKept = 30
  /// Failures of an account from which on each attempt is slowed down, and accounts of an address.
  package static let accountSlows = 10, addressSlows = 5
  /// Accounts of an address from which on it has to wait: more than forget their passwords behind one address at a time.
  package static let addressWaits = 20
  /// Wrong codes after a right password, from wherever, after which an account waits for strangers: a code is one of a million, and
  /// whoever brings this about has the password already.
  package static let codeFailures = 10
  /// The longest anybody is slowed down by, in milliseconds.
  package static let longest: Int64 = 5_000
  /// No count beyond it makes a difference, so that counting may stop there.
  package static let mostCounted = 100

  /// What is done with an attempt.
  package static func decide(_ attempts: SignInAttempts, at now: Instant) -> SignInDecision {
    if case .known(let failures) = attempts.device {
      return end(of: failures, at: now).map { .wait(until: $0) } ?? .go
    }
    let ends = [
      end(of: attempts.pair, at: now), endOfAddress(attempts, at: now), end(of: attempts.codes, codeFailures, at: now),
    ].compactMap { $0 }
    if let last = ends.max() { return .wait(until: last) }
    let delay = max(
      delay(of: attempts.account, from: accountSlows), delay(of: attempts.accountsOfAddress, from: addressSlows))
    return delay > 0 ? .slow(milliseconds: delay) : .go
  }

  /// Until when failures make wait; nil for not any more. The fifth within a quarter of an hour makes wait for another.
  private static func end(of times: [Instant], _ failures: Int = failures, at now: Instant) -> Instant? {
    let last = times.sorted().suffix(failures)
    guard last.count == failures, let first = last.first, let newest = last.last,
      first.milliseconds(to: newest) <= minutes * 60_000
    else { return nil }
    let end = newest + minutes * 60_000
    return now < end ? end : nil
  }

  private static func endOfAddress(_ attempts: SignInAttempts, at now: Instant) -> Instant? {
    guard attempts.accountsOfAddress >= addressWaits, let last = attempts.addressLast else { return nil }
    let end = last + minutes * 60_000
    return now < end ? end : nil
  }

  /// A quarter of a second, and twice as much for each five more, up to the longest.
  private static func delay(of count: Int, from first: Int) -> Int64 {
    guard count >= first else { return 0 }
    return min(longest, 250 << Int64(min((count - first) / 5, 10)))
  }
}
