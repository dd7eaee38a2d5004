package import Domain

/// 疑点清单 of a department, or of several.
package struct DoubtList: Hashable, Sendable {
  /// The departments with their doubts.
  package let departments: [Part]

  /// A department's doubts.
  package struct Part: Hashable, Sendable {
    /// The department.
    package let department: DepartmentIdentity
    /// Its doubts.
    package let doubts: [Doubt]

    /// A department's doubts.
    package init(_ department: DepartmentIdentity, _ doubts: [Doubt]) {
      self.department = department
      self.doubts = doubts
    }
  }

  /// The day whose end the figures are of.
  package let day: Day
  /// Whose county it is of, and who made it, as far as they are known.
  package let issuer: Issuer

  /// A list.
  package init(_ departments: [Part], on day: Day, from issuer: Issuer = Issuer()) {
    (self.departments, self.day, self.issuer) = (departments, day, issuer)
  }

  /// The doubts of a department's material: one project after another, then what the document says of sums.
  package static func doubts(_ material: FormMaterial, _ audit: AuditFacts) -> [Doubt] {
    let facts = Dictionary(material.facts.projects.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    var doubts: [Doubt] = []
    for sheet in material.sheets {
      guard let project = facts[sheet.id] else { continue }
      let scored = ScoredProject(
        sheet, project, of: material.facts, from: Day(startOf: material.facts.identity.fiscalYear), on: material.day,
        calendar: material.calendar,
        filling: material.filling(of: .project(sheet.id)))
      doubts +=
        DoubtMaterial(
          fiscalYear: material.facts.identity.fiscalYear, day: material.day,
          decemberPercent: material.facts.parameters.decemberPercent, sheet: sheet, facts: project,
          points: Dictionary(uniqueKeysWithValues: scored.rows.map { ($0.indicator.id, $0.score.points) }),
          evaluation: scored.result, changedWeights: changedWeights(material.versions[.project(sheet.id)] ?? []),
          changes: audit.changes, carriedYears: audit.carriedYears[sheet.code.text] ?? [],
          withoutEvidence: audit.withoutEvidence
        ).doubts
    }
    return doubts + Doubt.sums(audit.findings, material.sheets)
  }

  /// Points of a later version that differ from those of an approved one before it.
  private static func changedWeights(_ versions: [FormVersion]) -> DoubtMatter.ChangedWeights? {
    for (old, new) in zip(versions, versions.dropFirst()) where old.progress.state == .approved {
      let (before, after) = (old.filling[.weights], new.filling[.weights])
      guard before?.value != after?.value else { continue }
      return .init(version: new.number, reason: after.map { $0.reason ?? "" })
    }
    return nil
  }

  /// The table; its first row is its heading.
  package var grid: FormGrid {
    let isMany = departments.count > 1
    let captions =
      ["序号"] + (isMany ? ["部门"] : []) + ["项目", "疑点", "情况", "位置"]
    var rows: [[FormGrid.Cell]] = []
    for part in departments {
      for doubt in part.doubts {
        let name = doubt.projectName.map { "\($0)\n\(doubt.project ?? "")" } ?? "部门整体"
        rows.append(
          [.init("\(rows.count + 1)")]
            + (isMany ? [.init("\(part.department.code) \(part.department.name)", .left)] : [])
            + [.init(name, .left), .init(doubt.kind.chinese), .init(doubt.text, .left), .init(doubt.place, .left)])
      }
    }
    if rows.isEmpty { rows = [[.init("没有发现疑点。", columns: captions.count)]] }
    let counts = Doubt.Kind.allCases.compactMap { kind -> String? in
      let count = departments.reduce(0) { $0 + $1.doubts.count { $0.kind == kind } }
      return count > 0 ? "\(kind.chinese)\(count)条" : nil
    }
    let who =
      departments.first.map { "\($0.department.code) \($0.department.name)，\($0.department.fiscalYear)年度" } ?? ""
    return FormGrid(
      title: "\(isMany ? issuer.area ?? "" : "")预算绩效疑点清单",
      period: "（\(isMany ? "\(departments.count)个部门" : who)，截至\(day.chinese)）",
      rows: [captions.map { .init($0) }] + rows, heading: 0..<1,
      widths: isMany ? [4, 14, 22, 10, 34, 16] : [4, 26, 12, 40, 18],
      notes: counts.isEmpty ? [] : ["合计：\(counts.joined(separator: "、"))。疑点供核查，不等于问题。"], signatures: ["制表：", "复核："],
      unit: "")
  }
}
