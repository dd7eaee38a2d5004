internal import Domain

/// By how much what is printed of some amounts differs from what is printed of their sum, each rounded by itself to 0.01万元.
/// Source: domain.md, “Money and numbers”.
struct Rounding {
  /// In hundredths of 万元; nothing where they agree.
  private(set) var most: Int64 = 0

  /// Looks at a sum with its parts. Parts that do not come to it exactly differ for another reason, and say nothing here.
  mutating func look(at sum: Money?, of parts: [Money?]) {
    let parts = parts.compactMap { $0 }
    guard let sum, parts.count > 1, parts.reduce(.zero, +) == sum else { return }
    differ(sum, parts)
  }

  /// Looks at what is printed of amounts that come to a sum exactly.
  mutating func differ(_ sum: Money, _ parts: [Money]) {
    let printed = parts.reduce(Int64(0)) { $0 + Rounding.printed($1) }
    most = max(most, Int64(clamping: (printed - Rounding.printed(sum)).magnitude))
  }

  /// The remark below a table; none where nothing differs.
  var notes: [String] {
    most == 0 ? [] : ["各项金额分别四舍五入，分项之和与合计数可能相差\(Quantity(units: most, scale: 2).fixed(2))万元。"]
  }

  private static func printed(_ amount: Money) -> Int64 { Exact.roundedQuotient(Int128(amount.fen), 10_000) }
}

extension OfficialForm {
  /// What the form's table shows of a sum in rounded parts: the money rows, and a department's projects.
  func rounding(
    _ figures: [KeyPath<FundRow, Money?>], projects: [(KeyPath<FundRow, Money?>, KeyPath<ProjectLine, Money>)]
  )
    -> Rounding
  {
    var rounding = Rounding()
    for figure in figures {
      rounding.look(at: funds.first?[keyPath: figure], of: funds.dropFirst().map { $0[keyPath: figure] })
    }
    let sum = funds.first { $0.kind == .projects }
    for (figure, amount) in projects {
      rounding.look(at: sum?[keyPath: figure], of: projectLines.map { $0[keyPath: amount] })
    }
    return rounding
  }
}
