package import Domain

/// One indicator's row of a self-evaluation: the value, points and score with its formula, and what people filled in.
package struct ScoreRow: Hashable, Sendable {
  /// The indicator as printed.
  package let indicator: ProjectSheet.Indicator
  /// 实际完成值 that counts; nil where nothing was reported.
  package let achieved: String?
  /// What the records say.
  package let computed: String?
  /// Points, score, formula and what has to be explained.
  package let score: RowScore
  /// What a person put in place of the computed value.
  package let replaced: FormEntry?
  /// Why a value or a score of a person could not be taken.
  package let refusal: Refusal?
  /// 偏差原因分析及改进措施.
  package let explanation: String

  /// An indicator's row. `project` and `position` are nil for the department's own indicators.
  init(
    _ indicator: ProjectSheet.Indicator, _ facts: IndicatorFacts?, of project: ProjectFacts?,
    _ position: SpendingPosition?, by context: RuleContext, points: Points, isSatisfaction: Bool,
    _ filling: Filling
  ) {
    let (id, day, rules) = (indicator.id, context.day, context.scoring)
    let data = facts.map { Achieved($0, of: project, position, on: day, by: context) } ?? .missing
    var (value, problem): (Achieved, Refusal?) = (data, nil)
    let entry = filling[.actual, id]
    if let entry, let facts {
      do throws(Refusal) {
        let observed = facts.observed(
          try facts.value(typed: entry.value, for: indicator.target, practice: context.practice).known(on: day), on: day
        )
        value = Achieved(observed, of: project, position, on: day, by: context)
      } catch {
        problem = error
      }
    }
    var score = RowScore(
      value, against: facts?.measure(for: value, by: context), of: points, by: rules, isSatisfaction: isSatisfaction,
      canPassWhole: Indicator.canPassWhole(indicator.level3))
    if let chosen = filling.points(.score, id) {
      do throws(Refusal) {
        score = try score.choosing(chosen, reason: filling[.score, id]?.reason)
      } catch {
        problem = problem ?? error
      }
    }
    self.indicator = indicator
    self.score = score
    achieved = value.text
    computed = data.text
    replaced = problem == nil ? entry : nil
    refusal = problem
    explanation = filling.text(.explanation, id)
  }

  /// The five cells from 年度指标值 on. Names begin with the row's own.
  func cells(_ name: String) -> [FormGrid.Cell] {
    let wants = explanation.isEmpty ? score.needs.map(\.chinese) : []
    return [
      .init(indicator.target.text, name: "\(name)年度指标值"),
      .init(
        (achieved ?? "") + (replaced == nil ? "" : "＊"), missing: achieved == nil ? "没有填报完成值" : nil,
        name: "\(name)实际完成值", source: achieved == nil ? nil : replaced == nil ? .computed : .replaced),
      .init(score.points.text, name: "\(name)分值"),
      .init(
        score.score?.text ?? "", missing: refusal?.message, name: "\(name)得分",
        source: score.score == nil ? nil : .computed),
      .init(
        explanation, .left, missing: wants.isEmpty ? nil : wants.joined(separator: "；"),
        name: "\(name)偏差原因分析及改进措施"),
    ]
  }

  /// What the form says of a replaced value.
  func note(_ name: String) -> String? {
    replaced.map { "＊\(name)实际完成值：系统按记录为\(computed ?? "未填报")，人工更正为\(achieved ?? "")，理由：\($0.reason ?? "")。" }
  }

  var json: JSONValue {
    .fields([
      "level1": .string(indicator.level1), "level2": .string(indicator.level2), "level3": .string(indicator.level3),
      "target": .string(indicator.target.text), "achieved": .optional(achieved), "computed": .optional(computed),
      "replaced": .bool(replaced != nil), "points": .string(score.points.text),
      "score": .optional(score.score?.text), "formula": .string(score.formula),
      "choice": score.choice.map { .array([.string($0.lowerBound.text), .string($0.upperBound.text)]) } ?? .null,
      "needs": .array(score.needs.map { .string($0.chinese) }), "explanation": .string(explanation),
    ])
  }
}

extension ExecutionScore {
  /// The formula and the figures, for programs.
  var json: JSONValue {
    .fields([
      "initialBudget": .string(initial.yuan), "budget": .string(budget.yuan), "paid": .string(paid.yuan),
      "rate": .optional(rate?.percentText), "points": .string(points.text), "score": .optional(score?.text),
      "formula": .string(formula),
    ])
  }
}
