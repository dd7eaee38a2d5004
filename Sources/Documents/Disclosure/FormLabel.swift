internal import Domain

/// A word of a goal table's form (绩效目标表) that says what stands behind or below it.
struct FormLabel: Hashable {
  enum Field: Hashable {
    case code, name, scale, budget, fiscal, other, purpose, plan, goals
    /// Known, and no part of what is kept.
    case unkept
  }

  let field: Field
  /// The label as printed, without brackets.
  let word: String
  /// The unit in its brackets.
  var unit: AmountUnit?
  /// What stands behind it in its own cell.
  var value = ""

  /// The words in use, longest first, so that none hides another.
  private static let words: [(String, Field)] = [
    ("项目编码", .code), ("项目代码", .code), ("项目编号", .code), ("项目名称", .name), ("预算规模及资金用途", .scale), ("预算规模", .scale),
    ("年度预算数", .budget), ("项目预算数", .budget), ("预算金额", .budget), ("预算数", .budget), ("年度资金总额", .budget), ("资金总额", .budget),
    ("其中：财政资金", .fiscal), ("其中:财政资金", .fiscal), ("其中财政资金", .fiscal), ("其中：财政拨款", .fiscal), ("其中:财政拨款", .fiscal),
    ("财政资金", .fiscal), ("财政拨款", .fiscal), ("其他资金", .other), ("其它资金", .other), ("资金用途", .purpose),
    ("资金支出计划", .plan), ("支出计划", .plan), ("年度绩效目标", .goals), ("年度总体目标", .goals), ("总体目标", .goals), ("绩效目标", .goals),
    ("主管部门", .unkept), ("实施单位", .unkept), ("项目单位", .unkept), ("预算单位", .unkept), ("单位名称", .unkept), ("填报单位", .unkept),
    ("项目负责人", .unkept), ("负责人", .unkept), ("联系人", .unkept), ("联系电话", .unkept), ("项目类别", .unkept), ("项目属性", .unkept),
    ("项目级次", .unkept), ("项目期限", .unkept), ("起止时间", .unkept), ("填报日期", .unkept), ("上年结转资金", .unkept), ("上年结转", .unkept),
  ].sorted { $0.0.count > $1.0.count }

  /// The characters they begin with.
  private static let heads = Set(words.compactMap(\.0.unicodeScalars.first))

  /// The label a cell holds, with its brackets and a value in the same cell; nil for any other text.
  init?(_ cell: Wording) {
    let text = cell.label
    guard let head = text.unicodeScalars.first, FormLabel.heads.contains(head) else { return nil }
    guard let (word, field) = FormLabel.words.first(where: { text.begins(with: $0.0) }) else { return nil }
    var rest = text.dropFirst(word.count)
    var printed = cell.text.dropFirst(word.count)
    (self.field, self.word) = (field, word)
    if let open = rest.first, "（(".contains(open), field != .code, field != .name {
      guard let end = rest.firstIndex(where: { "）)".contains($0) }) else { return nil }
      unit = AmountUnit(bracketed: rest)
      rest = rest[rest.index(after: end)...]
      printed = printed.firstIndex { "）)".contains($0) }.map { printed[printed.index(after: $0)...] } ?? ""
    }
    guard let next = rest.first else { return }
    if ":：".contains(next) {
      printed = printed.drop { ":：".contains($0) }
    } else {
      // What goes on without a colon is another word, unless it can only be the value.
      switch field {
      case .code: guard next.isASCII, next.isLetter || next.isNumber else { return nil }
      case .name: guard !"及和与、/".contains(next) else { return nil }
      case .budget, .fiscal, .other: guard next.isASCII, next.isNumber else { return nil }
      default: return nil
      }
    }
    value = String(printed).tightened
  }
}
