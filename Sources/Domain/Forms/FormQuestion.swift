/// Something that is asked before what a person wants is done with a form: it is done once the person agrees.
package struct FormQuestion: Hashable, Sendable {
  /// What it is about; nil for the form as such.
  package let place: String?
  /// What is asked.
  package let refusal: Refusal

  /// A question.
  package init(_ refusal: Refusal, at place: String? = nil) { (self.place, self.refusal) = (place, refusal) }
}

extension Refusal {
  /// Whether it only asks.
  package var isQuestion: Bool {
    switch self {
    case .form(.unchanged), .form(.costsDiffer), .form(.questions), .indicator(.hundredfold), .indicator(.overWhole),
      .indicator(.farAbove):
      true
    default: false
    }
  }

  /// All that stands, asked at once: whoever agrees to one act agrees to nothing that was not asked with it. Nil for nothing.
  package static func asking(_ questions: [FormQuestion]) -> Refusal? {
    questions.count > 1 ? .form(.questions(questions)) : questions.first?.refusal
  }
}
