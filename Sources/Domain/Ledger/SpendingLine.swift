/// One spending entry as a person gives it, read and checked as far as it can be without the project.
package struct SpendingLine: Hashable, Sendable {
  /// 项目编码.
  package let project: ProjectCode
  /// The day of payment.
  package let day: Day
  /// Positive.
  package let amount: Money
  /// 凭证号: counts once in a project.
  package let voucher: Voucher
  /// Spending category or a unique part of one, as typed.
  package let category: String?
  /// 摘要.
  package let memo: String?

  /// A line from the bytes of its cells; refused with a sentence that says what is wrong. The one way an entry is read, by
  /// whatever door it comes.
  package init(
    project: ArraySlice<UInt8>, date: ArraySlice<UInt8>, amount: ArraySlice<UInt8>, voucher: ArraySlice<UInt8>,
    category: ArraySlice<UInt8>? = nil, memo: ArraySlice<UInt8>? = nil, amountUnit: Money.Unit = .yuan
  ) throws(Refusal) {
    let code = try ProjectCode.read(project)
    let day = try Day.read(date)
    let money = try SpendingLine.positive(amount, unit: amountUnit)
    self.init(
      project: code, day: day, amount: money, voucher: try Voucher(reading: voucher),
      category: try category.flatMap { cell throws(Refusal) in try SpendingLine.filled(cell, "支出类别", most: 200) },
      memo: try memo.flatMap { cell throws(Refusal) in try SpendingLine.filled(cell, "摘要", most: 4_000) })
  }

  /// A line from typed texts.
  package init(
    project: String, date: String, amount: String, voucher: String, category: String? = nil, memo: String? = nil,
    amountUnit: Money.Unit = .yuan
  ) throws(Refusal) {
    func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }
    try self.init(
      project: bytes(project), date: bytes(date), amount: bytes(amount), voucher: bytes(voucher),
      category: category.map(bytes), memo: memo.map(bytes), amountUnit: amountUnit)
  }

  /// A line from values that were checked before.
  package init(project: ProjectCode, day: Day, amount: Money, voucher: Voucher, category: String?, memo: String?) {
    self.project = project
    self.day = day
    self.amount = amount
    self.voucher = voucher
    self.category = category
    self.memo = memo
  }

  private static func filled(_ cell: ArraySlice<UInt8>, _ name: String, most: Int) throws(Refusal) -> String? {
    guard !cell.isEmpty else { return nil }
    let text = String(decoding: cell.normalised, as: UTF8.self)
    guard text.utf8.count <= most || text.unicodeScalars.count <= most else {
      throw Refusal.value(.tooLong(name, length: text.count, most: most))
    }
    return text.isEmpty ? nil : text
  }

  private static func positive(_ cell: ArraySlice<UInt8>, unit: Money.Unit) throws(Refusal) -> Money {
    let money = try Money.read(cell, unit: unit)
    if money < .zero {
      throw Refusal.spending(.negative(cell.excerpt))
    }
    guard money > .zero else { throw Refusal.spending(.zero) }
    return money
  }
}

/// What the ledger knows of a project when an entry comes: enough to take or refuse it.
package struct SpendingAccount: Hashable, Sendable {
  /// The project's row.
  package let id: ProjectID
  /// 项目编码.
  package let code: ProjectCode
  /// 项目名称.
  package let name: String
  /// The fiscal year entries must lie in.
  package let fiscalYear: Int
  /// 预算数.
  package let budget: Money
  /// Whether a later document no longer had it.
  package let isRemoved: Bool
  /// The categories its money caps are bound to; empty where it has none.
  package let categories: [String]
  /// Whether each payment must name one of them.
  package let wantsCategory: Bool
  /// The division of its department.
  package let division: DivisionCode
  /// Whether its fiscal year was put away.
  package let isArchived: Bool

  /// What a payment names that belongs to none of the capped categories.
  package static let otherCategory = "其他"

  /// An account.
  package init(
    id: ProjectID, code: ProjectCode, name: String, fiscalYear: Int, budget: Money, isRemoved: Bool,
    categories: [String],
    wantsCategory: Bool = false, division: DivisionCode = .unspecified, isArchived: Bool = false
  ) {
    self.isArchived = isArchived
    self.wantsCategory = wantsCategory
    self.division = division
    self.id = id
    self.code = code
    self.name = name
    self.fiscalYear = fiscalYear
    self.budget = budget
    self.isRemoved = isRemoved
    self.categories = categories
  }

  /// That no project has a code, with the one probably meant where its check character is wrong.
  package static func unknown(_ code: ProjectCode) -> Refusal {
    guard case .wrong(let suggestions) = code.check else { return .project(.unknown(code, meant: nil)) }
    return .project(.unknown(code, meant: suggestions.first))
  }

  /// That a code without a division in it stands in several.
  package static func severalDivisions(_ accounts: [SpendingAccount], code: ProjectCode) -> Refusal {
    let list = accounts.prefix(20).map { "\($0.division.isSpecified ? $0.division.text : "未指明区划")“\($0.name)”" }
    return Refusal.project(.inDivisions(code, list))
  }

  /// The account an entry belongs to: of a code's fiscal years the one the payment lies in. Refused where several divisions
  /// have the code.
  package static func choose(_ accounts: [SpendingAccount], code: ProjectCode, day: Day) throws(Refusal)
    -> SpendingAccount
  {
    guard let any = accounts.first else { throw unknown(code) }
    guard let account = accounts.first(where: { $0.fiscalYear == day.year }) else {
      throw Refusal.project(.outsideYear(day, project: any.name, years: Set(accounts.map(\.fiscalYear)).sorted()))
    }
    let alike = accounts.filter { $0.fiscalYear == day.year }
    guard alike.count == 1 else { throw severalDivisions(alike, code: code) }
    guard !account.isArchived else { throw .year(.archived(account.fiscalYear)) }
    return account
  }

  /// The category an entry names: the whole name or a part that only one category has.
  ///
  /// A project without capped categories takes any word. Where each payment must name one, 其他 is none of them.
  package func category(_ text: String?) throws(Refusal) -> String? {
    guard !categories.isEmpty else { return text }
    guard let text else {
      guard wantsCategory else { return nil }
      throw Refusal.spending(.categoryMissing(project: name, categories, other: SpendingAccount.otherCategory))
    }
    if categories.contains(text) || (wantsCategory && text == SpendingAccount.otherCategory) { return text }
    let matches = categories.filter { $0.contains(text) }
    if matches.count == 1 { return matches[0] }
    let other = wantsCategory ? SpendingAccount.otherCategory : nil
    throw .spending(
      matches.isEmpty
        ? .categoryUnknown(text, project: name, categories, other: other)
        : .categoryAmbiguous(text, project: name, categories, other: other))
  }

  /// Refuses a payment by which the project would have paid more than any amount may be: a slip, and beyond what sums of
  /// many projects have room for.
  package func checkSum(paid: Money) throws(Refusal) {
    guard paid > .most else { return }
    throw Refusal.spending(.sumTooLarge(project: name))
  }

  /// The warning for a payment to a project that a later document no longer has.
  package var removed: String? { removed("已记账，但") }

  /// The warning for an entry after which more is paid than the budget.
  package func overBudget(paid: Money) -> String? { overBudget(paid, "已记账，但") }

  /// The same of an entry that is not kept yet.
  ///
  /// - Parameter paid: what will have been paid with it.
  package func warningBefore(paid: Money) -> String? { removed("") ?? overBudget(paid, "记账后") }

  private func removed(_ opening: String) -> String? {
    isRemoved ? "\(opening)项目“\(name)”已不在最近导入的预算文件中，请核对项目编码。" : nil
  }

  private func overBudget(_ paid: Money, _ opening: String) -> String? {
    paid > budget ? "\(opening)项目“\(name)”累计支付\(paid.grouped)元，超出预算\(budget.grouped)元，请核对。" : nil
  }
}
