/// What an auditor would ask about (疑点): with its numbers and its place.
package struct Doubt: Hashable, Sendable {
  /// What is doubtful.
  package enum Kind: String, Sendable, CaseIterable {
    /// A target nobody could measure.
    case vague
    /// A row that says 不涉及 and carries points.
    case notApplicable = "not-applicable"
    /// High marks with little spent.
    case highMarks = "high-marks"
    /// Much of the budget paid in December.
    case december
    /// Targets or points changed after they were approved.
    case changed
    /// Money carried over twice.
    case carriedTwice = "carried-twice"
    /// Values without evidence.
    case noEvidence = "no-evidence"
    /// Sums that do not agree.
    case sums

    /// What people call it.
    package var chinese: String {
      switch self {
      case .vague: "指标值含糊或不可衡量"
      case .notApplicable: "不涉及却有分值"
      case .highMarks: "高分低支"
      case .december: "年末突击支出"
      case .changed: "批复后调整目标或分值"
      case .carriedTwice: "连续结转"
      case .noEvidence: "没有佐证"
      case .sums: "数据不符"
      }
    }
  }

  /// What is asked about.
  package let matter: DoubtMatter
  /// The project's code and name; nil for the department.
  package let project: String?, projectName: String?
  /// Where an auditor would look.
  package let spot: DoubtMatter.Place

  /// A doubt.
  package init(_ matter: DoubtMatter, project: ProjectSheet?, at spot: DoubtMatter.Place) {
    self.matter = matter
    self.project = project?.code.text
    projectName = project?.name
    self.spot = spot
  }

  /// What is doubtful.
  package var kind: Kind { matter.kind }
  /// What is the matter, with its numbers.
  package var text: String { matter.chinese }
  /// What names it among those of its kind in a project: what is said, and where. Others that come or go leave it as
  /// it is.
  package var mark: String {
    // Nobody has to keep it secret, and few are told apart by it (FNV-1a).
    let hash = "\(place)\n\(text)".utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    return String(hash, radix: 36)
  }
  /// Where: an indicator, a voucher's month, a table.
  package var place: String { spot.chinese }
}

/// What is known of a project for the auditor's questions.
package struct DoubtMaterial: Sendable {
  /// A target that was changed.
  package struct Change: Hashable, Sendable {
    /// The indicator's row.
    package let indicator: IndicatorID
    /// What it was and what it became.
    package let old: String, new: String
    /// The day the changed document came.
    package let day: Day

    /// A change.
    package init(indicator: IndicatorID, old: String, new: String, day: Day) {
      self.indicator = indicator
      self.old = old
      self.new = new
      self.day = day
    }
  }

  /// The fiscal year, and the day whose end the figures are of.
  package let fiscalYear: Int, day: Day
  /// More than this percentage of the budget paid in December is doubtful.
  package let decemberPercent: Int
  /// The project's sheet and facts.
  package let sheet: ProjectSheet, facts: ProjectFacts
  /// The points of each indicator, and the self-evaluation they make.
  package let points: [IndicatorID: Points], evaluation: SelfEvaluation
  /// Points that were set otherwise in a later version of the approved form; nil for none.
  package let changedWeights: DoubtMatter.ChangedWeights?
  /// Targets that later documents changed.
  package let changes: [Change]
  /// The fiscal years whose budgets carried the project over.
  package let carriedYears: [Int]
  /// Indicators whose last value has no evidence.
  package let withoutEvidence: Set<IndicatorID>

  /// Material.
  package init(
    fiscalYear: Int, day: Day, decemberPercent: Int, sheet: ProjectSheet, facts: ProjectFacts,
    points: [IndicatorID: Points],
    evaluation: SelfEvaluation, changedWeights: DoubtMatter.ChangedWeights? = nil, changes: [Change] = [],
    carriedYears: [Int] = [],
    withoutEvidence: Set<IndicatorID> = []
  ) {
    self.fiscalYear = fiscalYear
    self.day = day
    self.decemberPercent = decemberPercent
    self.sheet = sheet
    self.facts = facts
    self.points = points
    self.evaluation = evaluation
    self.changedWeights = changedWeights
    self.changes = changes
    self.carriedYears = carriedYears
    self.withoutEvidence = withoutEvidence
  }
}

/// What the auditor's questions need to know of a department beyond its forms.
package struct AuditFacts: Sendable {
  /// Targets that later documents changed.
  package let changes: [DoubtMaterial.Change]
  /// The fiscal years whose budgets carried a project over, by its code.
  package let carriedYears: [String: [Int]]
  /// Indicators whose last value has no evidence.
  package let withoutEvidence: Set<IndicatorID>
  /// What was noticed in the last document.
  package let findings: [KeptFinding]

  /// Facts.
  package init(
    changes: [DoubtMaterial.Change] = [], carriedYears: [String: [Int]] = [:], withoutEvidence: Set<IndicatorID> = [],
    findings: [KeptFinding] = []
  ) {
    self.changes = changes
    self.carriedYears = carriedYears
    self.withoutEvidence = withoutEvidence
    self.findings = findings
  }
}
