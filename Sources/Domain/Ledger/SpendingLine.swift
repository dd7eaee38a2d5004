/// One spending entry as a person gives it, read and checked as far as it can be without the project.
public struct SpendingLine: Hashable, Sendable {
  /// 项目编码.
  public let project: ProjectCode
  /// The day of payment.
  public let day: Day
  /// Positive.
  public let amount: Money
  /// 凭证号: counts once in a project.
  public let voucher: String
  /// Spending category or a unique part of one, as typed.
  public let category: String?
  /// 摘要.
  public let memo: String?

  /// A line from typed texts; refused with a sentence that says what is wrong.
  public init(
    project: String, date: String, amount: String, voucher: String, category: String? = nil, memo: String? = nil,
    amountUnit: Money.Unit = .yuan
  ) throws(InputProblem) {
    guard let code = ProjectCode(project) else { throw InputProblem("project-missing", "没有填写项目编码。") }
    let day = try Day.parse(date)
    let money = try SpendingLine.positive(amount, unit: amountUnit)
    let voucher = voucher.normalised
    guard !voucher.isEmpty else { throw InputProblem("voucher-missing", "没有填写凭证号；凭证号用来防止同一笔支出记两次。") }
    self.init(
      project: code, day: day, amount: money, voucher: voucher, category: category.flatMap(SpendingLine.filled),
      memo: memo.flatMap(SpendingLine.filled))
  }

  /// A line from values that were checked before.
  public init(project: ProjectCode, day: Day, amount: Money, voucher: String, category: String?, memo: String?) {
    self.project = project
    self.day = day
    self.amount = amount
    self.voucher = voucher
    self.category = category
    self.memo = memo
  }

  private static func filled(_ text: String) -> String? {
    let text = text.normalised
    return text.isEmpty ? nil : text
  }

  private static func positive(_ text: String, unit: Money.Unit) throws(InputProblem) -> Money {
    let money = try Money.parse(text, unit: unit)
    if money < .zero { throw InputProblem("amount-negative", "金额“\(text)”是负数；要冲销已记的支出，请用红冲（record reversal）。") }
    guard money > .zero else { throw InputProblem("amount-zero", "金额是0，没有可记的支出。") }
    return money
  }
}

/// What the ledger knows of a project when an entry comes: enough to take or refuse it.
public struct SpendingAccount: Hashable, Sendable {
  /// The project's row.
  public let id: Int64
  /// 项目编码.
  public let code: ProjectCode
  /// 项目名称.
  public let name: String
  /// The fiscal year entries must lie in.
  public let fiscalYear: Int
  /// 预算数.
  public let budget: Money
  /// Whether a later document no longer had it.
  public let isRemoved: Bool
  /// The categories its money caps are bound to; empty where it has none.
  public let categories: [String]

  /// An account.
  public init(
    id: Int64, code: ProjectCode, name: String, fiscalYear: Int, budget: Money, isRemoved: Bool, categories: [String]
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.fiscalYear = fiscalYear
    self.budget = budget
    self.isRemoved = isRemoved
    self.categories = categories
  }

  /// That no project has a code, with the one probably meant where its check character is wrong.
  public static func unknown(_ code: ProjectCode) -> InputProblem {
    var hint = ""
    if case .wrong(let suggestions) = code.check, let first = suggestions.first { hint = "校验位不对，疑为“\(first)”。" }
    return InputProblem("project-unknown", "没有编码为 \(code) 的项目。\(hint)请核对编码，或先导入该项目的预算文件。")
  }

  /// The account an entry belongs to: of a code's fiscal years the one the payment lies in.
  public static func choose(_ accounts: [SpendingAccount], code: ProjectCode, day: Day) throws(InputProblem)
    -> SpendingAccount
  {
    guard let any = accounts.first else { throw unknown(code) }
    guard let account = accounts.first(where: { $0.fiscalYear == day.year }) else {
      let years = accounts.map { "\($0.fiscalYear)" }.joined(separator: "、")
      throw InputProblem("outside-fiscal-year", "日期 \(day) 不在项目“\(any.name)”的预算年度（\(years)年）内。")
    }
    return account
  }

  /// The category an entry names: the whole name or a part that only one category has.
  ///
  /// A project without capped categories takes any word.
  public func category(_ text: String?) throws(InputProblem) -> String? {
    guard let text, !categories.isEmpty else { return text }
    if categories.contains(text) { return text }
    let matches = categories.filter { $0.contains(text) }
    if matches.count == 1 { return matches[0] }
    let list = categories.map { "“\($0)”" }.joined(separator: "、")
    let what = matches.isEmpty ? "没有支出类别“\(text)”" : "“\(text)”同时符合几个支出类别"
    throw InputProblem(
      matches.isEmpty ? "category-unknown" : "category-ambiguous",
      "项目“\(name)”\(what)，可填\(list)或其中独有的一部分；都不属于的请留空。")
  }

  /// The warning for an entry after which more is paid than the budget.
  public func overBudget(paid: Money) -> String? {
    paid > budget ? "已记账，但项目“\(name)”累计支付\(paid.grouped)元，超出预算\(budget.grouped)元，请核对。" : nil
  }
}
