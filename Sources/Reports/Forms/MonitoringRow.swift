package import Domain

/// One indicator's row of a monitoring form: what the data says, what people filled in, and what is still asked for.
package struct MonitoringRow: Hashable, Sendable {
  /// The indicator as printed.
  package let indicator: ProjectSheet.Indicator
  /// How it stands, by the value that counts.
  package let reading: IndicatorReading
  /// What it has come to by the records; nil where nothing is known.
  package let computed: String?
  /// What a person put in its place, with the reason.
  package let replaced: FormEntry?
  /// Why a person's value could not be taken.
  package let refusal: Refusal?
  /// What people filled in.
  package let expected: String, explanation: String, measures: String
  /// Whether people say that it cannot be measured yet (未到期), such as a survey of the year's end.
  package let isNotDueYet: Bool
  /// The ticked causes.
  package let causes: Set<DeviationCause>
  /// The chosen likelihood.
  package let likelihood: Likelihood?
  private let proposed: String

  /// An indicator's row on a day. `project` and `position` are nil for the department's own indicators.
  init(
    _ indicator: ProjectSheet.Indicator, _ facts: IndicatorFacts, of project: ProjectFacts?,
    _ position: SpendingPosition?, by context: RuleContext, _ filling: Filling
  ) {
    let (id, day) = (indicator.id, context.day)
    var counted = facts
    var refusal: Refusal?
    let written = filling[.actual, id]
    isNotDueYet = written?.value == FormEntry.notDue && facts.observation(asOf: day) == nil
    let entry = isNotDueYet ? nil : written
    if let entry {
      do throws(Refusal) {
        if entry.value == FormEntry.notDue {
          throw Refusal.form(.reported(indicator.level3))
        }
        counted = facts.observed(
          try facts.value(typed: entry.value, for: indicator.target, practice: context.practice).known(on: day), on: day
        )
      } catch {
        refusal = error
      }
    }
    self.indicator = indicator
    self.refusal = refusal
    replaced = refusal == nil ? entry : nil
    reading = IndicatorReading(counted, of: project, position, on: day, by: context)
    let data = Achieved(facts, of: project, position, on: day, by: context)
    computed = data.text
    let value = counted == facts ? data : Achieved(counted, of: project, position, on: day, by: context)
    causes = filling.causes(id)
    likelihood = filling.likelihood(id)
    explanation = filling.text(.explanation, id)
    measures = filling.text(.measures, id)
    expected = filling.text(.expected, id)
    proposed = MonitoringRow.expected(indicator.target, value, reading.status, likelihood)
    actual = value.text
  }

  /// What counts: the person's value, else the computed one.
  package let actual: String?

  /// Whether it deviates, so that the reason is required.
  package var deviates: Bool { reading.status == .offTarget || reading.status == .violated }
  /// Whether it should be said how it stands, and is not.
  package var isUnreported: Bool { reading.status == .notReported && !isNotDueYet }
  /// 1–M月执行情况.
  package var text: String {
    actual ?? (isUnreported ? "" : "（\(isNotDueYet ? FormEntry.notDue : reading.status.chinese)）")
  }

  /// What the year will come to: where people are certain, or have not said otherwise, the target, or what is more than it.
  private static func expected(
    _ target: Target, _ achieved: Achieved, _ status: IndicatorStatus, _ likelihood: Likelihood?
  ) -> String {
    guard likelihood == nil || likelihood == .certain else { return "" }
    guard let measure = target.measure else { return target.isUndecided ? "" : Band.reached.rawValue }
    if status == .met, !measure.comparison.isReverse, let text = achieved.text { return text }
    return status == .violated ? "" : measure.amount
  }

  /// The twelve cells from 1–M月执行情况 to 备注. Names begin with the row's own.
  func cells(_ name: String) -> [FormGrid.Cell] {
    let shown = expected.isEmpty ? proposed : expected
    var cells: [FormGrid.Cell] = [
      .init(
        text + (replaced == nil ? "" : "＊"), missing: refusal?.message ?? (isUnreported ? "未填报" : nil),
        name: "\(name)执行情况", source: replaced == nil ? (actual == nil ? nil : .computed) : .replaced),
      .init(
        shown, missing: shown.isEmpty ? "请填写" : nil, name: "\(name)全年预计完成情况",
        source: expected.isEmpty && !proposed.isEmpty ? .computed : nil),
    ]
    cells += DeviationCause.allCases.map { cause in
      .init(causes.contains(cause) ? "√" : "", name: "\(name)偏差原因（\(cause.rawValue)）")
    }
    let wantsReason = deviates || !causes.isEmpty
    cells.append(
      .init(
        explanation, .left,
        missing: deviates && causes.isEmpty
          ? "有偏差，需选择原因并说明" : wantsReason && explanation.isEmpty ? "有偏差，需说明原因" : nil,
        name: "\(name)原因说明"))
    for choice in Likelihood.allCases {
      let isFirst = choice == .certain
      cells.append(
        .init(
          likelihood == choice ? "√" : "", missing: isFirst && likelihood == nil ? "请选择" : nil, mark: "选",
          name: "\(name)完成目标可能性（\(choice.rawValue)）"))
    }
    let wantsMeasures = likelihood == .possible || likelihood == .impossible
    cells.append(
      .init(
        measures, .left, missing: wantsMeasures && measures.isEmpty ? "需写原因及措施" : nil, name: "\(name)备注"))
    return cells
  }

  /// What the form says of a replaced value.
  func note(_ name: String) -> String? {
    replaced.map { "＊\(name)执行情况：系统按记录为\(computed ?? "未填报")，人工更正为\(actual ?? "")，理由：\($0.reason ?? "")。" }
  }

  var json: JSONValue {
    .fields([
      "level1": .string(indicator.level1), "level2": .string(indicator.level2),
      "level3": .string(indicator.level3), "target": .string(indicator.target.text),
      "value": .optional(actual), "computed": .optional(computed), "replaced": .bool(replaced != nil),
      "status": .string(reading.status.rawValue), "observedOn": .optional(reading.observedOn?.description),
      "deviates": .bool(deviates), "expected": .string(expected.isEmpty ? proposed : expected),
      "causes": .array(DeviationCause.allCases.filter(causes.contains).map { .string($0.rawValue) }),
      "explanation": .string(explanation), "likelihood": .optional(likelihood?.rawValue),
      "measures": .string(measures),
    ])
  }

  /// The two rows of the heading from 1–M月执行情况 on.
  static func heading(_ span: String) -> (first: [FormGrid.Cell], second: [FormGrid.Cell]) {
    (
      ["年度\n指标值", "\(span)\n执行情况", "全年预计\n完成情况"].map { .init($0, rows: 2) }
        + [.init("偏差原因分析", columns: 6), .init("完成目标可能性", columns: 3), .init("备注", rows: 2)],
      ["经费保障", "制度保障", "人员保障", "硬件条件\n保障", "其他", "原因说明", "确定能", "有可能", "完全\n不可能"].map { .init($0) }
    )
  }

  /// The columns of both monitoring forms.
  static let widths = [3, 6, 7, 11, 8, 8, 7, 3, 3, 3, 4, 3, 14, 5, 4, 4, 7]
}
