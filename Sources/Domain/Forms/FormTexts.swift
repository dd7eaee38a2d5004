/// The running texts beyond the national table that a layout of a form has room for, such as 评价结论, and which of them it asks
/// for.
package struct FormTexts: Hashable, Sendable {
  /// Those there is room for, in the order of the form's fields, and those without which it is not handed in.
  package let known: [FormField.Name], required: Set<FormField.Name>

  /// Texts; none by default.
  package init(_ known: Set<FormField.Name> = [], required: Set<FormField.Name> = []) {
    self.known = FormField.Name.allCases.filter { $0.isOfLayout && known.contains($0) }
    self.required = required
  }

  /// What a form lacks of them.
  func problems(_ filling: Filling) -> [FormProblem] {
    known.filter { required.contains($0) && filling.text($0) == nil }.compactMap { name in
      FormPlace.Part(name).map { FormProblem(.form($0), .textMissing) }
    }
  }
}

/// The texts of the layouts by which a department's forms are printed.
package struct LayoutTexts: Hashable, Sendable {
  /// Of its projects' forms, and of its own.
  package let project: FormTexts, whole: FormTexts

  /// Texts; none by default.
  package init(project: FormTexts = FormTexts(), whole: FormTexts = FormTexts()) {
    (self.project, self.whole) = (project, whole)
  }

  /// Those of a form.
  package func of(_ owner: FormOwner) -> FormTexts { owner == .whole ? whole : project }
}

extension FormField.Name {
  /// Whether only some layouts have it.
  package var isOfLayout: Bool { [.overview, .conclusion, .shortcomings, .improvements].contains(self) }
}

extension FormPlace.Part {
  /// The place of a text that only some layouts have.
  init?(_ name: FormField.Name) {
    switch name {
    case .overview: self = .overview
    case .conclusion: self = .conclusion
    case .shortcomings: self = .shortcomings
    case .improvements: self = .improvements
    default: return nil
    }
  }
}
