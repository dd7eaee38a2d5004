import Domain
import Reports
import TestSupport
import Testing

@Suite("Cost rows beside 全年预计执行数")
struct CostSumTests {
  /// Two caps, ≤38400元 and ≤13566.28元, of a budget of 5.20万元.
  private let stay = "13062525P00023210026B"

  /// - Parameters:
  ///   - targets: what stands in the place of the caps.
  ///   - category: the only one, on which both caps are.
  ///   - paid: in no category.
  private func bureau(
    targets: [String] = [], category: String? = nil, paid: String? = nil
  ) throws -> (Bureau, Int, [IndicatorID]) {
    var budget = try Samples.budget("304-2025.txt")
    let at = try #require(budget.projects.firstIndex { $0.code.text == stay })
    let rows = budget.projects[at].indicators.indices.filter { budget.projects[at].indicators[$0].level2 == "成本指标" }
    for (row, target) in zip(rows, targets) {
      let old = budget.projects[at].indicators[row]
      budget.projects[at].indicators[row] = Indicator(
        position: old.position, level1: old.level1, level2: old.level2, level3: old.level3,
        description: old.description, target: Target(parsing: target, by: .second), basis: old.basis,
        binding: old.binding)
    }
    for row in rows {
      guard let category else { continue }
      let bound = budget.projects[at].indicators[row].bound(to: .spending(category: category))
      budget.projects[at].indicators[row] = bound
    }
    let bureau = try Bureau(
      budget, paid: paid.map { [stay: [("2025-03-20", $0)]] } ?? [:], parameters: .nationalDefault)
    let index = try #require(bureau.sheets.firstIndex { $0.code.text == stay })
    return (bureau, index, bureau.sheets[index].indicators.filter { $0.level2 == "成本指标" }.map(\.id))
  }

  private func filling(_ ids: [IndicatorID], _ forecast: String, _ amounts: [String]) throws -> Filling {
    let rows = try zip(ids, amounts).map { try FormEntry(FormField(.expected, indicator: $0), typed: $1) }
    return Filling([try FormEntry(FormField(.forecast), typed: forecast, reason: "合同")] + rows)
  }

  private func expected(_ form: MonitoringForm, _ ids: [IndicatorID]) -> [String] {
    form.rows.filter { ids.contains($0.indicator.id) }.map(\.shownExpected)
  }

  @Test(
    "what is proposed for the rows comes to what is expected to be spent, to the fen",
    arguments: [
      ("3万元", ["22168.22元", "7831.78元"]), ("0元", ["0.00元", "0.00元"]), ("0.01元", ["0.01元", "0.00元"]),
      // The budget is printed rounded: 33.72元 more than the caps are nothing to be spent.
      ("5.2万元", ["38400.00元", "13566.28元"]),
    ])
  func proposed(forecast: String, rows: [String]) throws {
    let (bureau, index, ids) = try bureau()
    let form = bureau.monitoring(index, try filling(ids, forecast, []))
    #expect(expected(form, ids) == rows && form.costQuestion == nil)
  }

  @Test(
    "rows that come to more or less are asked about with both sums and the difference, unless rounding makes it",
    arguments: [
      ("3万元", ["38400元", "13566.28元"], "成本各项全年预计合计51,966.28元，全年预计执行数30,000.00元，相差21,966.28元"),
      ("5万元", ["20000元", "1万元"], "成本各项全年预计合计30,000.00元，全年预计执行数50,000.00元，相差20,000.00元"),
      ("3万元", ["20000.01元", "10200元"], "成本各项全年预计合计30,200.01元，全年预计执行数30,000.00元，相差200.01元"),
      ("3万元", ["20000元", "10200元"], nil), ("3万元", ["20000元", "9800元"], nil), ("3万元", ["2万元左右", "10200元"], nil),
    ] as [(String, [String], String?)])
  func asked(forecast: String, rows: [String], question: String?) throws {
    let (bureau, index, ids) = try bureau()
    let form = bureau.monitoring(index, try filling(ids, forecast, rows))
    #expect(form.costQuestion?.message == question.map { $0 + "。请核对改正；确属如此的，确认无误后再报。" })
  }

  @Test("who agrees agrees to these amounts: others are asked about again")
  func agreed() throws {
    let (bureau, index, ids) = try bureau()
    let filled = try filling(ids, "3万元", ["38400元", "13566.28元"])
    let form = bureau.monitoring(index, filled)
    let costs = try #require(form.costs)
    let agreed = filled.adding([FormEntry(FormField(.agreedCosts), .text(costs.agreement(about: form.forecast)))])
    #expect(bureau.monitoring(index, agreed).costQuestion == nil)
    let more = agreed.adding([try FormEntry(FormField(.forecast), typed: "3.1万元", reason: "合同")])
    #expect(bureau.monitoring(index, more).costQuestion != nil)
  }

  @Test("what cannot be held against 全年预计执行数 is said with the reason, of what is handed in, too")
  func unchecked() throws {
    func sentences(_ bureau: Bureau, _ index: Int, _ filling: Filling) throws -> [String] {
      let form = Form.monitoring(bureau.monitoring(index, filling))
      let kept = try FormSnapshot.paper(try FormSnapshot.text(form))
      #expect(kept.uncheckedCosts == FormPaper(form).uncheckedCosts)
      return kept.uncheckedCosts
    }
    let (bureau, index, ids) = try bureau()
    // Earlier programs took what is no amount.
    #expect(
      try sentences(bureau, index, try filling(ids, "3万元", ["2万元左右", "10200元"]))
        == ["“留守人员工资补助金额”的全年预计完成情况不是金额，未能与全年预计执行数核对"])
    #expect(try sentences(bureau, index, try filling(ids, "3万元", ["2万元", "10200元"])).isEmpty)
    #expect(try sentences(bureau, index, Filling()).isEmpty)
    let same = try self.bureau(category: "工资")
    #expect(
      try sentences(same.0, same.1, Filling())
        == ["“留守人员工资补助金额”、“留守人员保险费用金额”是同一支出类别的上限，支出分不开，成本各项合计未能与全年预计执行数核对"])
    // A cap on all that is spent.
    let cap = try #require(bureau.sheets[0].indicators.first { $0.level2 == "成本指标" })
    let words = Filling([FormEntry(FormField(.expected, indicator: cap.id), .text("3万元以内"))])
    #expect(try sentences(bureau, 0, words) == ["“\(cap.level3)”的全年预计完成情况不是金额，未能与全年预计执行数核对"])
  }

  @Test(
    "that rows differ from their sum by rounding is said where they come to it exactly and are printed otherwise, only there"
  )
  func rounding() throws {
    func notes(_ forecast: String, _ rows: [String], _ targets: [String]? = nil, others: String? = nil) throws
      -> [String]
    {
      let (bureau, at, ids) = try bureau(targets: targets ?? [], paid: others)
      let form = bureau.monitoring(at, try filling(ids, forecast, rows))
      #expect(form.costQuestion == nil)
      return form.grid(.official).notes.filter { $0.contains("四舍五入") }
    }
    let inTenThousands = ["≤3.84万元", "≤1.36万元"]
    // 0.7429 and 0.2631 are 1.006: 0.74 and 0.26 beside 1.01.
    #expect(try notes("1.006万元", [], inTenThousands) == ["各项金额分别四舍五入，分项之和与合计数可能相差0.01万元。"])
    #expect(try notes("1万元", [], inTenThousands).isEmpty, "0.74 and 0.26 are 1.00")
    // Nobody rounds what a person wrote: it is another amount.
    #expect(try notes("3万元", ["20000元", "9900元"]).isEmpty && notes("3万元", ["20000元", "9800元"]).isEmpty)
    #expect(try notes("1.006万元", ["0.74万元", "0.26万元"], inTenThousands).isEmpty)
    #expect(try notes("1.006万元", ["0.7429万元", "0.2631万元"], inTenThousands).isEmpty, "printed as they were written")
    #expect(try notes("3万元", ["20000元", "10049.99元"]).isEmpty)
    #expect(try notes("1.006万元", [], inTenThousands, others: "60").isEmpty, "the rows are not all of it")
  }

  @Test("the table of all projects, and a department's own, say that their rows are rounded only where a sum shows it")
  func tables() throws {
    let codes = ["13062525P000232100244", "13062525P000234100228"]
    func papers(_ form: DepartmentForm, _ amount: String) throws -> DepartmentPapers {
      let bureau = try Bureau(
        try Samples.budget("304-2025.txt"),
        paid: Dictionary(uniqueKeysWithValues: codes.map { ($0, [("2025-03-20", amount)]) }))
      return try DepartmentPapers(bureau.material(form, through: form == .monitoring ? 6 : 12), .live)
    }
    let note = "各项金额分别四舍五入，分项之和与合计数可能相差0.01万元。"
    // 0.504 twice is 1.008: 0.50 and 0.50 beside 1.01.
    for (amount, isSaid) in [("5040", true), ("5000", false)] {
      let notes = try papers(.selfEvaluation, amount).table.grid(.official).notes
      #expect(notes.count { $0 == note } == (isSaid ? 1 : 0), "\(amount)")
    }
    let whole = try papers(.monitoring, "5040").whole.grid(.official)
    #expect(whole.notes.count { $0 == note } == 1)
  }
}
