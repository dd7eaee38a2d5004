package import Domain

// What stands in a form's cells, as a person would type it: what a page shows to be changed, and what is held against
// it when it comes back.
extension FormPaper {
  /// What stands in a cell; empty for nothing.
  package func typed(_ cell: FormSheet.Cell) -> String {
    guard case .form(let form) = content else { return "" }
    guard let index = cell.row else { return FormPaper.typed(cell.name, of: form.content) }
    switch form {
    case .monitoring(let form):
      guard form.rows.indices.contains(index) else { return "" }
      let row = form.rows[index]
      return switch cell.name {
      case .actual: row.actual ?? (row.isNotDueYet ? FormValue.notDueWord : "")
      case .expected: row.shownExpected
      case .causes: row.causes.map(\.rawValue).joined(separator: "、")
      case .explanation: row.explanation
      case .likelihood: row.likelihood?.rawValue ?? ""
      case .measures: row.measures
      default: ""
      }
    case .selfEvaluation(let form):
      guard form.rows.indices.contains(index) else { return "" }
      let row = form.rows[index]
      return switch cell.name {
      case .actual: row.achieved ?? ""
      case .score: row.score.score?.text ?? ""
      case .explanation: row.explanation
      default: ""
      }
    }
  }

  private static func typed(_ name: FormField.Name, of form: any OfficialForm) -> String {
    func amount(_ kind: FundKind, _ figure: FormPlace.FundFigure) -> String {
      let text = form.text(at: .fund(kind, figure))
      return text.isEmpty ? "" : text + "万元"
    }
    return switch name {
    case .forecast: amount(.total, .forecast)
    case .paidFiscal: amount(.fiscal, .paid)
    case .paidCarryOver: amount(.carryOver, .paid)
    case .paidOther: amount(.other, .paid)
    case .paidBasic: amount(.basic, .paid)
    default:
      FormField.Name.place(of: name).map { form.text(at: .form($0)) } ?? ""
    }
  }

  /// The points of a project's self-evaluation: of the execution rate, and of the rows; nil for another form.
  package var points: (execution: String, rows: [String])? {
    guard case .form(.selfEvaluation(let form)) = content, !form.isWhole, !form.rows.isEmpty else { return nil }
    return (form.execution.points.text, form.rows.map(\.score.points.text))
  }
}

extension OfficialForm {
  /// What people call a cell that is filled in.
  package func name(of cell: FormSheet.Cell) -> String {
    guard let row = cell.row, indicators.indices.contains(row) else { return cell.name.chinese }
    return "第\(row + 1)项\(indicators[row].level3)\(cell.name.chinese)"
  }
}

extension FormField.Name {
  fileprivate static func place(of name: FormField.Name) -> FormPlace.Part? {
    switch name {
    case .unit: .unit
    case .contact: .contact
    case .remark: .remark
    case .accomplishment: .accomplishment
    case .overview: .overview
    case .conclusion: .conclusion
    case .shortcomings: .shortcomings
    case .improvements: .improvements
    case .executionReason: .executionReason
    case .executionScore: .executionScore
    default: nil
    }
  }
}
