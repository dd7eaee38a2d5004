extension [FormQuestion] {
  /// All of them, numbered, each with what it is about.
  func chinese(at door: Door) -> String {
    let numbered = enumerated().map { index, question in
      let place = question.place.map { "\($0)：" } ?? ""
      return "（\(index + 1)）\(place)\(question.refusal.sentence(at: door))"
    }
    return "有\(count)处要一并确认，确认即是对这\(count)处都确认。" + numbered.joined()
  }

  /// What stands with a form that is handed in, of what was agreed to then; nil for nothing.
  package var agreed: String? {
    let notes = compactMap { question -> String? in
      switch question.refusal {
      case .form(.unchanged): "退回以后没有改动，确认原样再报"
      case .form(.costsDiffer(let costs, let forecast)): "\(costs.chinese(beside: forecast))，确认属实"
      default: nil
      }
    }
    return notes.isEmpty ? nil : notes.joined(separator: "；")
  }
}
