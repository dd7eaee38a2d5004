/// What became of an attempt to send.
package enum SendOutcome: Hashable, Sendable {
  /// The other side took it; its answer is the receipt.
  case taken(receipt: String)
  /// It may go better later; the other side may have named a time to wait.
  case failed(reason: DeliveryNote, retryAfterSeconds: Int? = nil)
  /// It will never go: a wrong address, a refused target, a refused content.
  case refused(reason: DeliveryNote)
  /// It was not tried: this process cannot, as without the key. The message is not to blame, another process may send it.
  case unavailable(reason: DeliveryNote)
}

/// What is done after an attempt.
package enum DeliveryStep: Hashable, Sendable {
  /// It is over: delivered.
  case delivered(receipt: String)
  /// Again after this many milliseconds.
  case again(afterMilliseconds: Int64, reason: String)
  /// It was not tried: given back as it was, for whoever can, and not again before this many milliseconds.
  case givenBack(afterMilliseconds: Int64, reason: String)
  /// It is set aside as a dead letter until a person revives it.
  case dead(reason: String)
}

/// How often and how long a message is tried.
package struct RetryPolicy: Hashable, Sendable {
  /// The wait after the first attempt, doubled with each further one.
  package let firstMilliseconds: Int64
  /// The longest wait.
  package let longestMilliseconds: Int64
  /// After so many attempts it is a dead letter.
  package let attempts: Int

  /// A policy.
  package init(firstMilliseconds: Int64, longestMilliseconds: Int64, attempts: Int) {
    self.firstMilliseconds = min(max(1, firstMilliseconds), RetryPolicy.mostMilliseconds)
    self.longestMilliseconds = min(max(self.firstMilliseconds, longestMilliseconds), RetryPolicy.mostMilliseconds)
    self.attempts = min(max(1, attempts), RetryPolicy.mostAttempts)
  }

  /// No wait is longer than a week, and nothing is tried more often than this, whatever somebody asks for.
  package static let mostMilliseconds: Int64 = 7 * 86_400_000, mostAttempts = 100_000

  /// 15 s doubled up to an hour; about three days in all.
  package static let standard = RetryPolicy(firstMilliseconds: 15_000, longestMilliseconds: 3_600_000, attempts: 80)

  /// What to do after an attempt. Waits vary by a fifth, so that many failed at once do not come back at once; a time the
  /// other side named is honoured up to this policy's longest wait, and never for more than a day: it is a stranger's word,
  /// and a message that waits for years is lost. What it said is cleaned, whoever carried the message.
  ///
  /// - Parameter chance: 0…1, handed in.
  package func step(after outcome: SendOutcome, attempt: Int, chance: Double) -> DeliveryStep {
    switch outcome.cleaned {
    case .taken(let receipt): return .delivered(receipt: receipt)
    case .refused(let reason): return .dead(reason: reason.chinese)
    case .unavailable(let reason):
      return .givenBack(afterMilliseconds: firstMilliseconds, reason: reason.chinese)
    case .failed(let reason, let named):
      guard attempt < attempts else {
        return .dead(reason: DeliveryNote.exhausted(attempts: attempt, last: reason.chinese).chinese)
      }
      let doubled = firstMilliseconds << min(attempt - 1, 20)
      let wait = min(doubled, longestMilliseconds)
      let varied = wait + Int64(Double(wait) * (chance * 0.4 - 0.2))
      let afterwards = max(varied, min(milliseconds(named), longestMilliseconds))
      return .again(afterMilliseconds: afterwards, reason: reason.chinese)
    }
  }

  private static let longestNamedSeconds = 86_400

  private func milliseconds(_ named: Int?) -> Int64 {
    Int64(min(max(named ?? 0, 0), RetryPolicy.longestNamedSeconds)) * 1000
  }
}
