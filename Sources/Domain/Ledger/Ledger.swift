/// One line of the append-only spending ledger, as the rules need it. A reversal (红冲) has a negative amount.
package struct LedgerEntry: Hashable, Sendable {
  /// The day of payment: it decides the period.
  package let day: Day
  /// Signed amount.
  package let amount: Money
  /// The spending category, where the project distinguishes them.
  package let category: String?
  /// Of a reversal: the day of the payment it takes back.
  package let reverses: Day?

  /// A line of the ledger.
  package init(day: Day, amount: Money, category: String? = nil, reverses: Day? = nil) {
    self.day = day
    self.amount = amount
    self.category = category
    self.reverses = reverses
  }
}

/// The spending of one project in the order of days. Every figure is a fold over its entries.
package struct Ledger: Hashable, Sendable {
  /// The entries, earliest first.
  package let entries: [LedgerEntry]

  /// A ledger from entries in any order.
  package init(_ entries: [LedgerEntry]) {
    let sorted = zip(entries, entries.dropFirst()).allSatisfy { $0.day <= $1.day }
    self.entries = sorted ? entries : entries.sorted { $0.day < $1.day }
  }

  /// What was paid through the end of `day`, in one category or in all.
  package func paid(through day: Day, in category: String? = nil) -> Money {
    var sum = Money.zero
    for entry in entries {
      if entry.day > day { break }
      if category == nil || entry.category == category { sum += entry.amount }
    }
    return sum
  }

  /// What was paid through the end of `day` and not taken back by the end of `now`: a reversal counts on the day of the
  /// payment it takes back.
  package func standing(through day: Day, seenOn now: Day) -> Money {
    var sum = Money.zero
    for entry in entries {
      if entry.day > now { break }
      if (entry.reverses ?? entry.day) <= day { sum += entry.amount }
    }
    return sum
  }

  /// The last reversal after `day`, and not after `now`, of a payment made through `day`.
  package func reversal(after day: Day, seenOn now: Day) -> LedgerEntry? {
    entries.last { $0.day > day && $0.day <= now && $0.reverses.map { $0 <= day } ?? false }
  }

  /// The first day of the unbroken stretch up to `day`, not before `start`, on which `holds` was true of the sum paid.
  ///
  /// For a condition that holds on `day` itself: since when an alert has been standing.
  package func since(
    _ start: Day, through day: Day, in category: String? = nil, _ holds: (_ paid: Money) -> Bool
  ) -> Day {
    let entries = entries.filter { $0.day <= day && (category == nil || $0.category == category) }
    var paid = entries.reduce(Money.zero) { $0 + $1.amount }
    var index = entries.count - 1
    while index >= 0, entries[index].day > start {
      let since = entries[index].day
      while index >= 0, entries[index].day == since {
        paid = paid - entries[index].amount
        index -= 1
      }
      guard holds(paid) else { return since }
    }
    return start
  }
}
