internal import Domain

/// Draws the places of a form as cells: their text, and in a working copy where it comes from and what is still asked for.
struct FormPen<Content: OfficialForm> {
  private let form: Content
  private let edition: FormEdition
  private let problems: [FormPlace: String]

  init(_ form: Content, _ edition: FormEdition) {
    self.form = form
    self.edition = edition
    problems =
      edition == .official
      ? [:] : Dictionary(form.problems.map { ($0.place, $0.kind.chinese) }, uniquingKeysWith: { "\($0)；\($1)" })
  }

  /// A place's cell.
  ///
  /// - Parameters:
  ///   - mark: what is printed of what is asked for, where its sentence is too long for a narrow cell.
  ///   - caption: what stands before the text.
  func cell(
    _ place: FormPlace, columns: Int = 1, rows: Int = 1, _ alignment: FormGrid.Alignment = .centre,
    mark: String? = nil, before caption: String = ""
  ) -> FormGrid.Cell {
    let source = edition == .draft ? form.source(at: place) : nil
    return FormGrid.Cell(
      caption + text(at: place) + (source == .replaced ? "＊" : ""), columns: columns, rows: rows,
      alignment, missing: problems[place], mark: mark, source: source, figure: figure(place)
    ).standing(for: place, behind: caption)
  }

  /// A place's text. What the year will come to is not filed as long as nobody has said what it has come to, nor what the
  /// execution rate gets as long as the basic spending is not reported.
  private func text(at place: FormPlace) -> String {
    if edition == .official, [.form(.executionScore), .form(.total), .form(.grade)].contains(place),
      form.problems.contains(where: { $0.kind == .basicPaidMissing })
    {
      return ""
    }
    if edition == .official, case .row(let row, .expected) = place, form.source(at: place) == .computed,
      form.text(at: .row(row, .actual)).isEmpty
    {
      return ""
    }
    return form.text(at: place)
  }

  /// The same for rows of one indicator that is named twice: the first of them that says something.
  func cell(_ part: FormPlace.RowPart, of rows: [Int], as cell: FormLayout.Cell) -> FormGrid.Cell {
    let row = rows.first { !form.text(at: .row($0, part)).isEmpty } ?? rows[0]
    return self.cell(.row(row, part), columns: cell.columns, cell.alignment, mark: cell.mark, before: cell.before)
  }

  /// A money row's amount or rate, which its text rounds.
  private func figure(_ place: FormPlace) -> FormGrid.Figure? {
    guard case .fund(let kind, let column) = place, let row = form.funds.first(where: { $0.kind == kind }) else {
      return nil
    }
    switch column {
    case .initial: return row.initial.map { .amount($0) }
    case .budget: return row.budget.map { .amount($0) }
    case .paid: return row.paid.map { .amount($0) }
    case .forecast: return row.forecast.map { .amount($0) }
    case .rate: return row.rate(by: form.rateBase).map { .rate($0) }
    }
  }
}

extension OfficialForm {
  /// What the form says of a replaced value: in a working copy beside what the records say, else why it was filled in so.
  func note(
    _ place: FormPlace, computed: String?, counts: String?, _ reason: String, _ edition: FormEdition
  ) -> String {
    edition == .draft
      ? "＊\(caption(place))：系统按记录为\(computed ?? "未填报")，人工更正为\(counts ?? "")，理由：\(reason)。"
      : "\(caption(place).drop { $0 != "“" })\(counts ?? "")，依据：\(reason)。"
  }

  /// The rows as a table lists them: in an official one an indicator that stands both in the overall and in an itemised goal
  /// once, where its rows do not contradict each other.
  func listed(_ edition: FormEdition) -> [[Int]] {
    guard isWhole, edition == .official else { return indicators.indices.map { [$0] } }
    // What may not contradict each other, ticks of one question together.
    let parts: [[FormPlace.RowPart]] =
      [[.actual], [.explanation]]
      + (Self.kind == .selfEvaluation
        ? []
        : [DeviationCause.allCases.map { .cause($0) }, Likelihood.allCases.map { .likelihood($0) }, [.measures]])
    var listed: [[Int]] = []
    for index in indicators.indices {
      let twin = listed.firstIndex { rows in
        areTwins(rows[0], index)
          && rows.allSatisfy { row in
            parts.allSatisfy { part in
              let (a, b) = (part.map { text(at: .row(row, $0)) }, part.map { text(at: .row(index, $0)) })
              return a == b || [a, b].contains { $0.allSatisfy(\.isEmpty) }
            }
          }
      }
      if let twin { listed[twin].append(index) } else { listed.append([index]) }
    }
    // What is reported speaks before what is not.
    return listed.map { rows in
      rows.filter { !text(at: .row($0, .actual)).isEmpty } + rows.filter { text(at: .row($0, .actual)).isEmpty }
    }
  }
}
