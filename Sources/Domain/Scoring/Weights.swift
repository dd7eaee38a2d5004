/// A level of the self-evaluation's table (一级指标).
package enum ScoreLevel: String, Sendable, CaseIterable {
  /// 成本指标, where it is a level of its own.
  case cost
  /// 产出指标.
  case output
  /// 效益指标.
  case benefit
  /// 满意度指标.
  case satisfaction

  /// What people call it.
  package var chinese: String {
    switch self {
    case .cost: "成本指标"
    case .output: "产出指标"
    case .benefit: "效益指标"
    case .satisfaction: "满意度指标"
    }
  }

  /// The level a document's 一级指标 names; nil for one that is none of them.
  package init?(named text: String) {
    let words: [(String, ScoreLevel)] = [
      ("成本", .cost), ("产出", .output), ("效益", .benefit), ("效果", .benefit), ("满意", .satisfaction),
    ]
    guard let level = words.first(where: { text.contains($0.0) })?.1 else { return nil }
    self = level
  }
}

/// How 100 points are shared over the levels.
package struct ScoreTemplate: Hashable, Sendable {
  /// Points of the budget execution rate (预算执行率).
  package let execution: Points
  /// Points of each level.
  package let levels: [ScoreLevel: Points]

  /// 预算执行率 10, 产出 50, 效益 30, 满意度 10. Source: 财预〔2020〕10号.
  package static let standard = ScoreTemplate(
    execution: .whole(10), levels: [.output: .whole(50), .benefit: .whole(30), .satisfaction: .whole(10)])

  /// With 成本 as a level of its own: 预算执行率 10, 成本 20, 产出 40, 效益 20, 满意度 10. Source: after 财预〔2021〕101号.
  package static let withCost = ScoreTemplate(
    execution: .whole(10),
    levels: [.cost: .whole(20), .output: .whole(40), .benefit: .whole(20), .satisfaction: .whole(10)])

  /// A template of the execution rate's points and the levels' points.
  package init(execution: Points, levels: [ScoreLevel: Points]) {
    self.execution = execution
    self.levels = levels
  }
}

/// The points of each row of a table (分值), with what was done to the template.
package struct Weights: Hashable, Sendable {
  /// Points of the budget execution rate.
  package let execution: Points
  /// Points of each row, in the table's order.
  package let rows: [Points]
  /// Whether a person set them.
  package let isByHand: Bool
  /// What the form says of them, such as a level whose points went elsewhere.
  package let notes: [String]

  /// What a row is for sharing points out.
  package struct Row: Hashable, Sendable {
    /// 一级指标.
    package let level: ScoreLevel
    /// 二级指标, as printed.
    package let kind: String

    /// A row.
    package init(level: ScoreLevel, kind: String) {
      self.level = level
      self.kind = kind
    }
  }

  /// The default: absent levels give their points on (满意度 to 效益, 效益 to 产出); inside a level equally over the level-2 kinds
  /// that are there, then equally over their rows, to a hundredth by the largest remainder.
  package init(sharing template: ScoreTemplate, over rows: [Row]) {
    var (levels, notes) = Weights.levels(template, present: Set(rows.map(\.level)))
    var points = [Points](repeating: .zero, count: rows.count)
    for level in ScoreLevel.allCases {
      let places = rows.indices.filter { rows[$0].level == level }
      guard let total = levels.removeValue(forKey: level), !places.isEmpty else { continue }
      let counts = Dictionary(grouping: places) { rows[$0].kind }.mapValues(\.count)
      for (place, share) in zip(places, Weights.share(total, places.map { (counts.count, counts[rows[$0].kind] ?? 1) }))
      {
        points[place] = share
      }
    }
    if rows.isEmpty { notes = ["没有绩效指标，无法分配分值。"] }
    self.init(execution: template.execution, rows: points, isByHand: false, notes: notes)
  }

  private init(execution: Points, rows: [Points], isByHand: Bool, notes: [String]) {
    (self.execution, self.rows, self.isByHand, self.notes) = (execution, rows, isByHand, notes)
  }

  /// Points set by a person, with the reason. Refused where a row has none, or they do not come to 100.00.
  package static func byHand(
    execution: Points, rows: [Points], reason: String
  ) throws(Refusal) -> Weights {
    guard !reason.normalised.isEmpty else { throw Refusal.score(.weightsReason) }
    if let row = rows.firstIndex(where: { $0 <= .zero }) {
      throw Refusal.score(.weightNotPositive(row: row + 1, rows[row]))
    }
    let total = execution + rows.sum
    guard total == .whole(100) else {
      throw Refusal.score(.weightsTotal(total))
    }
    return Weights(execution: execution, rows: rows, isByHand: true, notes: ["分值由人工设定：\(reason.normalised)"])
  }

  /// Where absent levels give their points, nearest first.
  private static let heirs: [(ScoreLevel, [ScoreLevel])] = [
    (.satisfaction, [.benefit, .output, .cost]), (.benefit, [.output, .cost, .satisfaction]),
    (.cost, [.output, .benefit, .satisfaction]), (.output, [.benefit, .cost, .satisfaction]),
  ]

  private static func levels(
    _ template: ScoreTemplate, present: Set<ScoreLevel>
  ) -> (levels: [ScoreLevel: Points], notes: [String]) {
    var levels = template.levels
    var notes: [String] = []
    for (level, candidates) in heirs where !present.contains(level) {
      guard let points = levels.removeValue(forKey: level), points > .zero,
        let heir = candidates.first(where: { present.contains($0) })
      else { continue }
      levels[heir, default: .zero] = (levels[heir] ?? .zero) + points
      notes.append("没有\(level.chinese)，其\(points.text)分并入\(heir.chinese)。")
    }
    return (levels, notes)
  }

  /// Shares points by exact fractions 1/(kinds × rows of the kind); what is left of rounding down goes, a hundredth each, to
  /// the largest remainders, the first of equal ones first.
  private static func share(_ total: Points, _ fractions: [(kinds: Int, rows: Int)]) -> [Points] {
    let parts = fractions.map { Int64($0.kinds * $0.rows) }
    var shares = parts.map { total.hundredths / $0 }
    let left = total.hundredths - shares.reduce(0, +)
    let order = parts.indices.sorted { a, b in
      let (ra, rb) = (total.hundredths % parts[a], total.hundredths % parts[b])
      let (x, y) = (ra * parts[b], rb * parts[a])
      return x == y ? a < b : x > y
    }
    for place in order.prefix(Int(max(left, 0))) { shares[place] += 1 }
    return shares.map { Points(hundredths: $0) }
  }
}
