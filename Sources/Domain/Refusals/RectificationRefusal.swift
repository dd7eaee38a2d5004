/// A step of a rectification (整改) that is not one for now.
package enum RectificationRefusal: Hashable, Sendable {
  /// A notice without problem or demand.
  case empty
  /// Due before it is issued.
  case duePast(_ due: Day, issued: Day)
  /// No 发文字号: what came.
  case numberShape(_ typed: String)
  /// Another notice has the 发文字号.
  case numberTaken(_ number: LetterNumber, by: Int64)
  /// No notice has the number.
  case unknown(_ id: Int64)
  /// A step dated before the last.
  case beforeLast(_ day: Day, last: Day)
  /// A step that says nothing.
  case noteMissing(_ action: Rectification.Action)
  /// Its number was struck off.
  case closed(_ id: Int64)
  /// Answered twice.
  case answered(_ id: Int64)
  /// Decided on before it was answered.
  case open(_ id: Int64)
}

extension RectificationRefusal {
  /// Which one it is.
  package var kind: RefusalKind {
    switch self {
    case .empty: .noticeEmpty
    case .duePast: .duePast
    case .numberShape: .letterNumber
    case .numberTaken: .letterNumberTaken
    case .unknown: .rectificationUnknown
    case .beforeLast: .rectificationDay
    case .noteMissing: .rectificationNoteMissing
    case .closed: .rectificationClosed
    case .answered: .rectificationAnswered
    case .open: .rectificationOpen
    }
  }
}
