import Domain
import Testing

@Suite("Failures at the door")
struct SignInGuardTests {
  private static let now = Instant(Day(endOf: 6, in: 2025), minute: 510)

  /// An instant some minutes before now.
  private static func ago(_ minutes: Double) -> Instant { now + -Int64(minutes * 60_000) }

  @Test(
    "the fifth failure of an account from an address within a quarter of an hour makes them wait for another",
    arguments: [
      ([], SignInDecision.go), ([1, 2, 3, 4], .go), ([1, 2, 3, 4, 5], .wait(until: ago(1) + 900_000)),
      ([5, 4, 3, 2, 1], .wait(until: ago(1) + 900_000)), ([14.9, 15, 16, 17, 18], .wait(until: ago(14.9) + 900_000)),
      ([15, 16, 17, 18, 19], .go), ([10, 11, 12, 13, 25], .wait(until: ago(10) + 900_000)),
      ([10, 11, 12, 13, 25.1], .go),
      ([1, 2, 3, 4, 20, 21, 22, 23, 24], .go), ([0, 0, 0, 0, 0, 0, 0], .wait(until: now + 900_000)),
    ])
  func pair(minutes: [Double], decision: SignInDecision) {
    let times = minutes.map(Self.ago)
    #expect(SignInGuard.decide(SignInAttempts(pair: times), at: Self.now) == decision)
    // A known device's own failures are all that counts against it, and in the same way.
    let worst = SignInAttempts(
      pair: [0, 0, 0, 0, 0].map(Self.ago), account: 100, accountsOfAddress: 100, addressLast: Self.now,
      device: .known(times))
    #expect(SignInGuard.decide(worst, at: Self.now) == decision)
  }

  @Test(
    "an account that is tried from many addresses is slowed down, by five seconds at most, and never shut",
    arguments: [
      (0, 0), (9, 0), (10, 250), (14, 250), (15, 500), (20, 1000), (25, 2000), (30, 4000), (35, 5000), (100, 5000),
      (1_000_000, 5000),
    ])
  func account(failures: Int, milliseconds: Int64) {
    let decision = SignInGuard.decide(SignInAttempts(account: failures), at: Self.now)
    #expect(decision == (milliseconds == 0 ? .go : .slow(milliseconds: milliseconds)))
  }

  @Test(
    "an address where many accounts fail is slowed down, and then has to wait",
    arguments: [
      (4, 0, SignInDecision.go), (5, 0, .slow(milliseconds: 250)), (10, 0, .slow(milliseconds: 500)),
      (19, 0, .slow(milliseconds: 1000)), (20, 0, .wait(until: now + 900_000)),
      (20, 14, .wait(until: ago(14) + 900_000)), (100, 5, .wait(until: ago(5) + 900_000)),
    ])
  func address(accounts: Int, last: Double, decision: SignInDecision) {
    let attempts = SignInAttempts(accountsOfAddress: accounts, addressLast: Self.ago(last))
    #expect(SignInGuard.decide(attempts, at: Self.now) == decision)
  }

  @Test(
    "the tenth wrong code after a right password makes an account wait for strangers, and not for who was here before")
  func codes() {
    let times = (0..<SignInGuard.codeFailures).map { Self.ago(Double($0)) }
    let attempts = SignInAttempts(codes: times)
    #expect(SignInGuard.decide(attempts, at: Self.now) == .wait(until: Self.now + 900_000))
    #expect(SignInGuard.decide(SignInAttempts(codes: times.dropLast()), at: Self.now) == .go)
    #expect(SignInGuard.decide(SignInAttempts(codes: times, device: .known([])), at: Self.now) == .go)
  }

  @Test("of several reasons the longest holds")
  func longest() {
    let attempts = SignInAttempts(
      pair: [9, 9, 9, 9, 9].map(Self.ago), account: 40, accountsOfAddress: 20, addressLast: Self.ago(3))
    #expect(SignInGuard.decide(attempts, at: Self.now) == .wait(until: Self.ago(3) + 900_000))
    #expect(throws: Refusal.access(.wait(until: Self.ago(3) + 900_000))) {
      try SignInGuard.decide(attempts, at: Self.now).check()
    }
    #expect(throws: Never.self) { try SignInDecision.slow(milliseconds: 5000).check() }
  }

  @Test(
    "whatever a stranger does from elsewhere, the owner's known device and another address get in", arguments: 0..<40)
  func stranger(seed: UInt64) throws {
    var random = Sequenced(state: seed)
    var book = Book()
    var now = Self.now
    var isWaiting = false
    for _ in 0..<300 {
      now = now + Int64.random(in: 0...60_000, using: &random)
      // A stranger tries accounts, the owner's most of all, from some addresses, one of which is the bureau's own.
      let account = Int.random(in: 0...3, using: &random) > 0 ? 0 : Int.random(in: 1...30, using: &random)
      let address = Int.random(in: 0...5, using: &random)
      switch book.decide(account, from: address, at: now) {
      case .wait: isWaiting = true
      case .go, .slow: book.fail(account, from: address, at: now)
      }
      // The owner's known device, at the bureau and anywhere.
      for address in [0, 1, 99] { #expect(book.decide(0, from: address, device: 1, at: now) == .go) }
      // A device nobody knows, at an address from which the stranger does not come: slowed down at most.
      switch book.decide(0, from: 99, at: now) {
      case .go: break
      case .slow(let milliseconds): #expect(milliseconds <= SignInGuard.longest)
      case .wait: Issue.record("shut for another address")
      }
    }
    // The stranger is made to wait, or this would show nothing.
    #expect(isWaiting)
  }

  @Test("in an hour a stranger gets no more guesses at an account from an address than twenty, and a device no more")
  func guesses() {
    var now = Self.now
    for device in [nil, 1] {
      var (book, tried) = (Book(), 0)
      for _ in 0..<3600 {
        now = now + 1000
        if case .wait = book.decide(0, from: 0, device: device, at: now) { continue }
        book.fail(0, from: 0, device: device, at: now)
        tried += 1
      }
      #expect((15...20).contains(tried), "\(tried)")
      now = now + 86_400_000
    }
  }

  @Test("after the wait, and after getting in, it begins anew")
  func anew() {
    var book = Book()
    for minute in 0..<5 { book.fail(0, from: 0, at: Self.now + Int64(minute) * 60_000) }
    let end = Self.now + 19 * 60_000
    #expect(book.decide(0, from: 0, at: end + -1) == .wait(until: end))
    #expect(book.decide(0, from: 0, at: end) == .go)
    book.fail(0, from: 0, at: end)
    #expect(book.decide(0, from: 0, at: end) == .go)
    book.succeed(0, from: 0)
    for _ in 0..<4 { book.fail(0, from: 0, at: end) }
    #expect(book.decide(0, from: 0, at: end) == .go)
  }
}

/// What the database is to answer, said once more and without one: every failure, looked at by what ``SignInAttempts`` says.
private struct Book {
  private struct Failure { let account: Int, address: Int, device: Int?, at: Instant }
  private var failures: [Failure] = []
  private var forgiven: [[Int]: Int] = [:]

  mutating func fail(_ account: Int, from address: Int, device: Int? = nil, at now: Instant) {
    failures.append(Failure(account: account, address: address, device: device, at: now))
  }

  mutating func succeed(_ account: Int, from address: Int) { forgiven[[account, address]] = failures.count }

  func decide(_ account: Int, from address: Int, device: Int? = nil, at now: Instant) -> SignInDecision {
    let since = forgiven[[account, address]] ?? 0
    let recent = failures.filter { $0.device == nil && $0.at > now + -15 * 60_000 }
    let pair = failures[since...].filter { $0.device == nil && $0.account == account && $0.address == address }
    let own = failures.filter { $0.device != nil && $0.device == device && $0.account == account }
    return SignInGuard.decide(
      SignInAttempts(
        pair: pair.map(\.at).suffix(5), account: recent.filter { $0.account == account }.count,
        accountsOfAddress: Set(recent.filter { $0.address == address }.map(\.account)).count,
        addressLast: recent.last { $0.address == address }?.at,
        device: device == nil ? .unknown : .known(own.map(\.at).suffix(5))), at: now)
  }
}
