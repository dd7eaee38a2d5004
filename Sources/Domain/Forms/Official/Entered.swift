extension Form {
  /// Whether people have entered nothing since an older version: what they wrote into the form, and what is recorded of
  /// payments, budgets and values. What is worked out of it says nothing: a later program may work it out otherwise.
  package func isAsEntered(in old: Form) -> Bool {
    switch (self, old) {
    case (.monitoring(let form), .monitoring(let old)): form.enteredTexts == old.enteredTexts
    case (.selfEvaluation(let form), .selfEvaluation(let old)): form.enteredTexts == old.enteredTexts
    case (.monitoring, _), (.selfEvaluation, _): false
    }
  }
}

extension OfficialForm {
  /// What people entered that stands in a place: their own words, and what the records say of it, which an upgrade leaves as it
  /// is, since rule sets are versioned. Empty for nothing of theirs; nil for a place in which only ever stands what is worked out.
  package func entered(at place: FormPlace) -> String? {
    switch place {
    case .form(.proposedForecast), .form(.executionPoints), .form(.pointsSum), .form(.total), .form(.grade),
      .form(.notes), .form(.checks), .fund(_, .rate), .row(_, .computed), .project(_, .rate),
      .project(_, .timeliness), .project(_, .light), .project(_, .points), .project(_, .score):
      nil
    case .fund(_, .forecast): source(at: place) == .replaced ? text(at: place) : ""
    case .row(let index, .expected): (self as? MonitoringForm)?.rows[index].expected ?? ""
    default: text(at: place)
    }
  }

  /// Whether a program's proposal stands in a place where people wrote nothing.
  package func isProposed(at place: FormPlace) -> Bool {
    switch place {
    case .fund(_, .forecast), .row(_, .expected): entered(at: place) == ""
    default: false
    }
  }

  /// What people entered, by places that mean the same in two versions.
  fileprivate var enteredTexts: [[AnyHashable]: String] {
    let texts = places.compactMap { place in entered(at: place).map { (key(place), $0) } }.filter { !$0.1.isEmpty }
    return Dictionary(texts, uniquingKeysWith: { a, _ in a })
  }
}
