package import Domain
internal import Foundation
internal import OpenXML
package import Reports
package import Store

/// What the finance bureau looks at and asks for, over many departments.
package struct BureauDesk: Sendable {
  /// Which departments: of a year, and of a division or an area where one is given.
  package struct Scope: Hashable, Sendable {
    /// The fiscal year.
    package let fiscalYear: Int
    /// The division with those below it; nil for all.
    package let division: DivisionCode?
    /// How the project codes of the area's departments begin, such as `130625`; nil for all.
    package let area: String?

    /// A scope.
    package init(fiscalYear: Int, division: DivisionCode? = nil, area: String? = nil) {
      self.fiscalYear = fiscalYear
      self.division = division
      self.area = area
    }
  }

  private let store: Store
  private let office: FormDesk

  /// A desk over a store.
  package init(_ store: Store) {
    self.store = store
    office = FormDesk(store)
  }

  /// The departments of a scope.
  package func departments(_ scope: Scope) async throws -> [DepartmentEntry] {
    let all = try await store.departments(year: scope.fiscalYear, in: scope.division)
    guard let area = scope.area else { return all }
    let inArea = try await store.departments(withProjectsOf: area, year: scope.fiscalYear)
    return all.filter { inArea.contains($0.id) }
  }

  /// 通报 through a month, as of the end of a day.
  ///
  /// - Parameters:
  ///   - issued: of which day it is; nil for that of the figures.
  ///   - number: its 发文字号; refused where a notice has it.
  ///   - seen: the day as of whose end the forms are looked at; nil for all that is in.
  package func bulletin(
    _ scope: Scope, through month: Int, asOf day: Day, by order: Bulletin.Order, issued: Day? = nil,
    number: LetterNumber? = nil, seen: Day? = nil, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> Bulletin {
    if let number, let notice = try await store.rectification(numbered: number) {
      throw Refusal.rectification(.numberTaken(number, by: notice))
    }
    let form: DepartmentForm = month == 12 ? .selfEvaluation : .monitoring
    let lines = try await lines(
      of: try await departments(scope), form, through: month, asOf: day, seen: seen, progress: progress)
    // A month in which nobody hands in a form has no column for it.
    let isOwed = lines.contains { $0.owesForms }
    return Bulletin(
      fiscalYear: scope.fiscalYear, through: month, on: day, issued: issued,
      from: try await issuer(scope.division), number: number, form: isOwed ? form : nil, lines, by: order)
  }

  /// The lines in the order of the departments, two departments at a time: one is read while the other is worked out.
  private func lines(
    of departments: [DepartmentEntry], _ form: DepartmentForm, through month: Int, asOf day: Day, seen: Day?,
    progress: (Int, Int) -> Void
  ) async throws -> [Bulletin.Line] {
    try await withThrowingTaskGroup(of: (index: Int, line: Bulletin.Line?).self) { [store] group in
      var lines = [Bulletin.Line?](repeating: nil, count: departments.count)
      var asked = 0
      func ask() {
        guard asked < departments.count else { return }
        let (index, department) = (asked, departments[asked].id)
        group.addTask {
          let material = try await store.formMaterial(
            of: department, form, through: month, asOf: day, snapshots: false, seen: seen)
          return (index, material.map { Bulletin.Line($0) })
        }
        asked += 1
      }
      for _ in 0..<2 { ask() }
      for done in departments.indices {
        progress(done, departments.count)
        guard let (index, line) = try await group.next() else { break }
        lines[index] = line
        ask()
      }
      return lines.compactMap { $0 }
    }
  }

  /// Who issues letters, and the division that was asked for where it has a name.
  func issuer(_ division: DivisionCode?) async throws -> Issuer {
    let organ = try await store.organ()
    guard let division else { return Issuer(organ: organ) }
    let name = try await store.divisions().first { $0.division.code == division }?.division.name
    return Issuer(organ: organ, area: name?.isEmpty == true ? nil : name)
  }

  /// 疑点清单 of one department, as of the end of a day: doubts of some kinds.
  package func doubts(
    of department: DepartmentID, asOf day: Day, kinds: Set<Doubt.Kind> = Set(Doubt.Kind.allCases)
  ) async throws -> DoubtList.Part {
    let material = try await office.material(of: department, .selfEvaluation, through: 12, asOf: day)
    let audit = try await store.auditFacts(of: department, asOf: day)
    return DoubtList.Part(
      material.facts.identity, DoubtList.doubts(material, audit).filter { kinds.contains($0.kind) })
  }

  /// All forms of a scope as one zip: a folder a department, in it a file a format with the table of all projects, the
  /// department's own form and its projects'. An interrupted one leaves no file.
  ///
  /// - Returns: how many departments and forms are in it.
  package func package(
    _ scope: Scope, _ form: DepartmentForm, through month: Int, asOf day: Day, isDraft: Bool = false,
    laidOutOn today: Day? = nil, formats: [FormFormat], to path: String, progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> (departments: Int, forms: Int) {
    let departments = try await departments(scope)
    let draft = path + ".part"
    guard let zip = ZipFile(path: draft) else {
      throw Refusal.file(.notWritten(path))
    }
    defer { try? FileManager.default.removeItem(atPath: draft) }
    var forms = 0
    for (index, department) in departments.enumerated() {
      try Task.checkCancellation()
      progress(index, departments.count)
      let papers = try await office.papers(of: department.id, form, through: month, asOf: day, today: today)
      let choices = try await store.layoutChoices(of: department.id, form)
      forms += try add(
        papers, (choices, today), isDraft ? .draft : .official, department.identity, form, formats, to: zip)
    }
    guard zip.close() else { throw Refusal.file(.notFinished(path)) }
    try BureauDesk.rename(draft, to: path)
    return (departments.count, forms)
  }

  /// What was written beside takes its place at once, so that nobody finds half a file.
  private static func rename(_ draft: String, to path: String) throws(Refusal) {
    guard Foundation.rename(draft, path) == 0 else {
      throw Refusal.file(.notWritten(path))
    }
  }

  private func add(
    _ papers: DepartmentPapers, _ chosen: (layouts: LayoutChoices, on: Day?), _ edition: FormEdition,
    _ department: DepartmentIdentity,
    _ form: DepartmentForm,
    _ formats: [FormFormat], to zip: ZipFile
  ) throws -> Int {
    let forms = [papers.whole] + papers.projects
    let grids =
      [(name: "汇总表", grid: papers.table.grid(edition))]
      + forms.map { paper in
        let layout = chosen.layouts.layout(of: paper.progress, on: chosen.on, isWhole: paper.owner == .whole)
        return (name: paper.paper.name, grid: paper.grid(edition, by: layout))
      }
    let folder = "\(department.code) \(department.name)".filter { !"/\\:*?\"<>|".contains($0) }
    for format in formats {
      let bytes = try ScratchFile.bytes(format.rawValue) { try format.write(grids, title: form.chinese, to: $0) }
      guard zip.add(.init("\(folder)/\(form.chinese).\(format.rawValue)", bytes: bytes)) else {
        throw Refusal.file(.notFinished("\(folder)/\(form.chinese).\(format.rawValue)"))
      }
    }
    return forms.count
  }

  /// One workbook of all projects and indicators of a scope.
  package func gather(
    _ scope: Scope, _ form: DepartmentForm, through month: Int, asOf day: Day, to path: String,
    progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> (projects: Int, indicators: Int) {
    let departments = try await departments(scope)
    let draft = path + ".part"
    let book = try GatheredWorkbook(path: draft)
    for (index, department) in departments.enumerated() {
      try Task.checkCancellation()
      progress(index, departments.count)
      book.add(try await office.papers(of: department.id, form, through: month, asOf: day))
    }
    let counts = try book.close()
    try BureauDesk.rename(draft, to: path)
    return counts
  }
}
