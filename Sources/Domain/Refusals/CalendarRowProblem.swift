/// Why a row of a notice of holidays cannot be.
package enum CalendarRowProblem: Hashable, Sendable {
  /// No date.
  case notADate(String)
  /// Neither off nor work.
  case wordUnknown(String)
  /// A make-up workday on a day that is one anyhow.
  case workday(Day)
  /// A day that stands twice.
  case twice(Day)
  /// A row that does not fit its header.
  case misfit(SheetRefusal)
}

extension CalendarRowProblem {
  /// The sentence.
  var chinese: String {
    switch self {
    case .notADate(let text): "“\(text)”不是日期。"
    case .wordUnknown(let word): "“\(word)”应为 off（放假）或 work（上班）。"
    case .workday(let day): "\(day)是周一至周五，本来就上班，不会是调休上班日。"
    case .twice(let day): "\(day)写了两次。"
    case .misfit(let refusal): refusal.chinese(at: .plain)
    }
  }
}
