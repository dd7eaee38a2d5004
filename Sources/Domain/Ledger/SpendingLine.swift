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
  ) throws(InputProblem) {
    let code = try ProjectCode.read(project)
    let day = try Day.read(date)
    let money = try SpendingLine.positive(amount, unit: amountUnit)
    self.init(
      project: code, day: day, amount: money, voucher: try Voucher(reading: voucher),
      category: try category.flatMap { cell throws(InputProblem) in try SpendingLine.filled(cell, "支出类别", most: 200) },
      memo: try memo.flatMap { cell throws(InputProblem) in try SpendingLine.filled(cell, "摘要", most: 4_000) })
  }

  /// A line from typed texts.
  package init(
    project: String, date: String, amount: String, voucher: String, category: String? = nil, memo: String? = nil,
    amountUnit: Money.Unit = .yuan
  ) throws(InputProblem) {
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

  private static func filled(_ cell: ArraySlice<UInt8>, _ name: String, most: Int) throws(InputProblem) -> String? {
    guard !cell.isEmpty else { return nil }
    let text = String(decoding: cell.normalised, as: UTF8.self)
    guard text.utf8.count <= most || text.unicodeScalars.count <= most else {
      throw InputProblem("text-too-long", "\(name)有\(text.count)个字，最多\(most)个字，请核对是否串了栏。")
    }
    return text.isEmpty ? nil : text
  }

  private static func positive(_ cell: ArraySlice<UInt8>, unit: Money.Unit) throws(InputProblem) -> Money {
    let money = try Money.read(cell, unit: unit)
    if money < .zero {
      throw InputProblem("amount-negative", "金额“\(cell.excerpt)”是负数；要冲销已记的支出，请用红冲（record reversal）。")
    }
    guard money > .zero else { throw InputProblem("amount-zero", "金额是0，没有可记的支出。") }
    return money
  }
}

/// What the ledger knows of a project when an entry comes: enough to take or refuse it.
package struct SpendingAccount: Hashable, Sendable {
  /// The project's row.
  package let id: Int64
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
    id: Int64, code: ProjectCode, name: String, fiscalYear: Int, budget: Money, isRemoved: Bool, categories: [String],
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
  package static func unknown(_ code: ProjectCode) -> InputProblem {
    var hint = ""
    if case .wrong(let suggestions) = code.check, let first = suggestions.first { hint = "校验位不对，疑为“\(first)”。" }
    return InputProblem("project-unknown", "没有编码为 \(code) 的项目。\(hint)请核对编码，或先导入该项目的预算文件。")
  }

  /// That a code without a division in it stands in several.
  package static func severalDivisions(_ accounts: [SpendingAccount], code: ProjectCode) -> InputProblem {
    let list = accounts.prefix(20).map { "\($0.division.isSpecified ? $0.division.text : "未指明区划")“\($0.name)”" }
    return InputProblem(
      "project-in-divisions", "编码为 \(code) 的项目在几个区划都有：\(list.joined(separator: "、"))。请指明区划（--division）。")
  }

  /// The account an entry belongs to: of a code's fiscal years the one the payment lies in. Refused where several divisions
  /// have the code.
  package static func choose(_ accounts: [SpendingAccount], code: ProjectCode, day: Day) throws(InputProblem)
    -> SpendingAccount
  {
    guard let any = accounts.first else { throw unknown(code) }
    guard let account = accounts.first(where: { $0.fiscalYear == day.year }) else {
      let years = Set(accounts.map(\.fiscalYear)).sorted().map { "\($0)" }.joined(separator: "、")
      throw InputProblem("outside-fiscal-year", "日期 \(day) 不在项目“\(any.name)”的预算年度（\(years)年）内。")
    }
    let alike = accounts.filter { $0.fiscalYear == day.year }
    guard alike.count == 1 else { throw severalDivisions(alike, code: code) }
    guard !account.isArchived else { throw .yearArchived(account.fiscalYear) }
    return account
  }

  /// The category an entry names: the whole name or a part that only one category has.
  ///
  /// A project without capped categories takes any word. Where each payment must name one, 其他 is none of them.
  package func category(_ text: String?) throws(InputProblem) -> String? {
    guard !categories.isEmpty else { return text }
    let list = categories.map { "“\($0)”" }.joined(separator: "、")
    guard let text else {
      guard wantsCategory else { return nil }
      throw InputProblem(
        "category-missing",
        "项目“\(name)”的成本上限按支出类别核对，请写明支出类别：\(list)或其中独有的一部分；都不属于的写“\(SpendingAccount.otherCategory)”。")
    }
    if categories.contains(text) || (wantsCategory && text == SpendingAccount.otherCategory) { return text }
    let matches = categories.filter { $0.contains(text) }
    if matches.count == 1 { return matches[0] }
    let what = matches.isEmpty ? "没有支出类别“\(text)”" : "“\(text)”同时符合几个支出类别"
    throw InputProblem(
      matches.isEmpty ? "category-unknown" : "category-ambiguous",
      "项目“\(name)”\(what)，可填\(list)或其中独有的一部分；都不属于的请"
        + (wantsCategory ? "写“\(SpendingAccount.otherCategory)”。" : "留空。"))
  }

  /// Refuses a payment by which the project would have paid more than any amount may be: a slip, and beyond what sums of
  /// many projects have room for.
  package func checkSum(paid: Money) throws(InputProblem) {
    guard paid > .most else { return }
    throw InputProblem("paid-too-large", "记上这一笔，项目“\(name)”累计支付将超出十万亿元，没有记账，请检查金额是否多写了数字或单位。")
  }

  /// The warning for a payment to a project that a later document no longer has.
  package var removed: String? { isRemoved ? "已记账，但项目“\(name)”已不在最近导入的预算文件中，请核对项目编码。" : nil }

  /// The warning for an entry after which more is paid than the budget.
  package func overBudget(paid: Money) -> String? {
    paid > budget ? "已记账，但项目“\(name)”累计支付\(paid.grouped)元，超出预算\(budget.grouped)元，请核对。" : nil
  }
}
