internal import Domain

/// Draws the places of a form as cells: their text, where it comes from, and what is still asked for in them.
struct FormPen<Content: OfficialForm> {
  private let form: Content
  private let problems: [FormPlace: String]

  init(_ form: Content) {
    self.form = form
    problems = Dictionary(form.problems.map { ($0.place, $0.kind.chinese) }, uniquingKeysWith: { "\($0)；\($1)" })
  }

  /// A place's cell.
  ///
  /// - Parameters:
  ///   - mark: what is printed of what is asked for, where its sentence is too long for a narrow cell.
  ///   - caption: what stands before the text.
  func cell(
    _ place: FormPlace, columns: Int = 1, _ alignment: FormGrid.Alignment = .centre, mark: String? = nil,
    before caption: String = ""
  ) -> FormGrid.Cell {
    let source = form.source(at: place)
    return FormGrid.Cell(
      caption + form.text(at: place) + (source == .replaced ? "＊" : ""), columns: columns, alignment,
      missing: problems[place], mark: mark, source: source)
  }
}

extension OfficialForm {
  /// What the form says of a replaced value.
  func note(_ place: FormPlace, computed: String?, counts: String?, _ reason: String) -> String {
    "＊\(caption(place))：系统按记录为\(computed ?? "未填报")，人工更正为\(counts ?? "")，理由：\(reason)。"
  }
}

extension FundKind {
  /// The caption of a money row, standing in below its total where it has one.
  func indented(in form: DepartmentForm, below hasTotal: Bool) -> String {
    let name = chinese(in: form)
    switch self {
    case .total, .all: return name
    case .fiscal, .basic: return "其中：\(name)"
    case .carryOver, .other, .projects: return hasTotal ? "　　　\(name)" : name
    }
  }
}
