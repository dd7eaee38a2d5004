internal import Domain

extension ProjectFacts {
  /// The first checkpoint after a day that still wants money, and how much.
  func wanted(after day: Day, paid: Money) -> (day: Day, amount: Money)? {
    let next = checkpoints.first { $0.day > day && $0.planned.exceeds(paid: paid, budget: budget) }
    return next.map { ($0.day, $0.planned.missing(paid: paid, budget: budget)) }
  }
}

extension Money {
  /// `0.57万元`; what would be 0.00万元 in yuan, so that nothing is owed as nothing.
  var told: String { self != .zero && magnitude < .rounding ? "\(grouped)元" : "\(tenThousands)万元" }

  /// The same for a cell of a table in 万元: with as many decimals as it takes to be more than nothing.
  var celled: String {
    guard self != .zero, magnitude < .rounding else { return tenThousands }
    return Quantity(units: fen, scale: 6).description
  }
}
