package import Domain

/// In what unit a list shows amounts.
package enum MoneyShown: String, Sendable {
  /// 元, with separators.
  case yuan
  /// 万元 with two decimals.
  case tenThousand = "wan"

  /// An amount.
  package func text(_ money: Money) -> String { self == .yuan ? money.grouped : money.tenThousands }
  /// The unit itself.
  package var unit: Money.Unit { self == .yuan ? .yuan : .tenThousand }
  /// An amount, or a dash where there is none.
  package func text(_ money: Money?) -> String { money.map { text($0) } ?? "—" }
  /// What stands above the table.
  package var chinese: String { self == .yuan ? "元" : "万元" }
  /// The other.
  package var other: MoneyShown { self == .yuan ? .tenThousand : .yuan }
  /// As an address has it: nothing for the usual one.
  package var inAddress: String? { self == .yuan ? nil : rawValue }
}

extension Parts {
  /// A percentage, or a dash where there is none.
  static func percent(_ ratio: Ratio?) -> String { ratio.map { $0.percentText + "%" } ?? "—" }

  /// Of what day a page is, with who took it, for paper: the screen has it in its head.
  static func asOf(_ chrome: Chrome, _ more: String = "") -> Markup {
    let who = chrome.person.map { "　打印人：\($0.name)" } ?? ""
    return "<p class=\"asof\">数据截至\(chrome.day.chinese)\(more)\(who)</p>"
  }
}
