package import Domain

/// A form with where it stands.
package struct StandingPaper: Hashable, Sendable {
  /// Whose it is.
  package let owner: FormOwner
  /// The version, from 1.
  package let version: Int
  /// Where it stands.
  package let progress: FormProgress
  /// The form: as it was handed in, or as it is now.
  package let paper: FormPaper
  /// Who has to do what next; nil where nothing is to be done, or nobody asked.
  package var waiting: FormWaiting?
  /// What the finance bureau said to it, earliest first; none where nobody asked.
  package var remarks: [FormRemark] = []

  init(owner: FormOwner, version: Int, progress: FormProgress, paper: FormPaper) {
    (self.owner, self.version, self.progress, self.paper) = (owner, version, progress, paper)
  }

  /// A working copy of the table.
  package var grid: FormGrid { grid(.draft) }

  /// The table as it is printed.
  ///
  /// - Parameter layout: how it is laid out; nil for the national table.
  package func grid(_ edition: FormEdition, by layout: FormLayout? = nil) -> FormGrid {
    paper.signed(progress, version: version, edition, by: layout)
  }
}

extension StandingPaper {
  /// The same with what was said to it.
  package func remarked(_ remarks: [FormOwner: [FormRemark]]) -> StandingPaper {
    var paper = self
    paper.remarks = remarks[owner] ?? []
    return paper
  }

  /// The same with who has to do what next.
  package func waiting(by signatories: Signatories) -> StandingPaper {
    var paper = self
    paper.waiting = FormWaiting(progress, of: owner.project, signatories)
    return paper
  }
}

/// All forms of a department's period: of its projects, of the department as a whole, and the table of all projects.
package struct DepartmentPapers: Sendable {
  /// Which version of a form is meant.
  package enum Choice: Hashable, Sendable {
    /// The last that was handed in, else what it would be now.
    case standing
    /// The last, handed in or not.
    case latest
    /// What it would be now, whatever was handed in.
    case live
  }

  /// The projects' forms in the document's order.
  package private(set) var projects: [StandingPaper]
  /// The department's own.
  package private(set) var whole: StandingPaper
  /// The table of all projects.
  package let table: ProjectTable
  /// The texts beyond the national table that forms take which are not handed in.
  package let texts: LayoutTexts
  /// Figures of the projects that have changed since the department's own form was handed in: a project's form was given back
  /// or corrected. Empty where it still agrees.
  package let changedSince: [String]

  /// The forms of some material. The department's own is made of its projects' forms as they were handed in, where they were.
  package init(_ material: FormMaterial, _ choice: Choice = .standing) throws(Refusal) {
    let projects = try DepartmentPapers.projects(of: material, choice)
    self.projects = projects
    texts = material.texts
    let lines = projects.compactMap { paper in paper.paper.line.map { (line: $0, state: paper.progress.state) } }
    table = ProjectTable(material.facts.identity, material.form, through: material.month, lines)
    whole = try DepartmentPapers.whole(of: material, choice)
    guard whole.progress.state.isIn else {
      changedSince = []
      return
    }
    let now = try DepartmentPapers.whole(of: material, .live)
    changedSince = now.paper.difference(from: whole.paper).filter(\.isOfProject).map(\.name)
  }

  /// The same with what was said to each.
  package func remarked(_ remarks: [FormOwner: [FormRemark]]) -> DepartmentPapers {
    var papers = self
    papers.projects = projects.map { $0.remarked(remarks) }
    papers.whole = whole.remarked(remarks)
    return papers
  }

  /// The same with who has to do what next with each.
  package func waiting(by signatories: Signatories) -> DepartmentPapers {
    var papers = self
    papers.projects = projects.map { $0.waiting(by: signatories) }
    papers.whole = whole.waiting(by: signatories)
    return papers
  }

  /// The form of one project, or of the department as a whole; nil for a project that is not of the department.
  package static func paper(
    of owner: FormOwner, in material: FormMaterial, _ choice: Choice
  ) throws(Refusal) -> StandingPaper? {
    guard case .project(let project) = owner else { return try whole(of: material, choice) }
    guard let sheet = material.sheets.first(where: { $0.id == project }),
      let facts = material.facts.projects.first(where: { $0.id == project })
    else { return try handedIn(project, material) }
    return try paper(sheet, facts, material, choice)
  }

  /// What was handed in of a project that the budget no longer has.
  private static func handedIn(_ project: ProjectID, _ material: FormMaterial) throws(Refusal) -> StandingPaper? {
    guard let version = material.versions[.project(project)]?.last(where: { $0.progress.state.isIn }),
      let snapshot = version.snapshot
    else { return nil }
    return StandingPaper(
      owner: .project(project), version: version.number, progress: version.progress,
      paper: try FormSnapshot.paper(snapshot))
  }

  private static func projects(of material: FormMaterial, _ choice: Choice) throws(Refusal) -> [StandingPaper] {
    let facts = Dictionary(material.facts.projects.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    var projects: [StandingPaper] = []
    for sheet in material.sheets {
      if let project = facts[sheet.id] { projects.append(try paper(sheet, project, material, choice)) }
    }
    return projects
  }

  private static func whole(of material: FormMaterial, _ choice: Choice) throws(Refusal) -> StandingPaper {
    let papers = try projects(of: material, .standing)
    let handedIn = Set(papers.filter { $0.progress.state.isIn }.compactMap(\.paper.code))
    return try standing(.whole, material, choice) {
      material.form(papers.compactMap(\.paper.line), handedIn: handedIn, $0)
    }
  }

  private static func paper(
    _ sheet: ProjectSheet, _ project: ProjectFacts, _ material: FormMaterial, _ choice: Choice
  ) throws(Refusal) -> StandingPaper {
    try standing(.project(sheet.id), material, choice) { material.form(sheet, project, $0) }
  }

  private static func standing(
    _ owner: FormOwner, _ material: FormMaterial, _ choice: Choice, _ make: (Filling) -> Form
  ) throws(Refusal) -> StandingPaper {
    let versions = material.versions[owner] ?? []
    let handedIn = versions.last { $0.progress.state.isIn && $0.snapshot != nil }
    let chosen = choice == .standing ? handedIn ?? versions.last : versions.last
    if choice != .live, let chosen, chosen.progress.state.isIn, let snapshot = chosen.snapshot {
      return StandingPaper(
        owner: owner, version: chosen.number, progress: chosen.progress, paper: try FormSnapshot.paper(snapshot))
    }
    let open = versions.last
    let progress =
      choice == .live && open?.progress.state.isIn == true ? FormProgress() : open?.progress ?? FormProgress()
    return StandingPaper(
      owner: owner, version: open?.number ?? 1, progress: progress,
      paper: FormPaper(make(open?.filling ?? Filling())))
  }
}

extension FormDifference {
  /// Whether it is a project's, in a department's own form; of a form that is only known as drawn, by how such are named.
  fileprivate var isOfProject: Bool {
    if case .project? = place { true } else { place == nil && name.hasPrefix("“") }
  }
}
