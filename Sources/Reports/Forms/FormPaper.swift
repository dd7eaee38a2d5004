package import Domain

/// A form to look at: as it is now, or as it was handed in.
package struct FormPaper: Hashable, Sendable {
  /// What is known of it.
  package enum Content: Hashable, Sendable {
    /// All of its values.
    case form(Form)
    /// One that an earlier program kept as it was drawn.
    case drawn(DrawnForm)
  }

  /// What is known of it.
  package let content: Content

  /// A form as it is.
  package init(_ form: Form) { content = .form(form) }

  init(_ drawn: DrawnForm) { content = .drawn(drawn) }

  /// The project's name, or 部门整体.
  package var name: String {
    switch content {
    case .form(let form): form.content.name
    case .drawn(let drawn): drawn.name
    }
  }

  /// 项目编码; nil for the department as a whole.
  package var code: String? {
    switch content {
    case .form(let form): form.content.head.project?.code
    case .drawn(let drawn): drawn.code
    }
  }

  /// The day whose end its figures are of.
  package var asOf: String {
    switch content {
    case .form(let form): form.content.head.asOf.description
    case .drawn(let drawn): drawn.asOf
    }
  }

  /// The rule set they were worked out by.
  package var ruleSet: String {
    switch content {
    case .form(let form): form.content.head.ruleSet
    case .drawn(let drawn): drawn.ruleSet
    }
  }

  /// A working copy of the table, not signed.
  package var grid: FormGrid { grid(.draft) }

  /// The table, not signed.
  ///
  /// - Parameter layout: how it is laid out; nil for the national table, and so is one of a department's own for a project's
  ///   and the other way round. A form that was kept as it was drawn stays as it is.
  package func grid(_ edition: FormEdition, by layout: FormLayout? = nil) -> FormGrid {
    switch content {
    case .form(.monitoring(let form)): form.grid(edition, by: layout)
    case .form(.selfEvaluation(let form)): form.grid(edition, by: layout)
    case .drawn(let drawn): edition == .draft ? drawn.grid : drawn.grid.official(named: drawn.name)
    }
  }

  /// What the table of all projects says of it; nil for the department as a whole.
  package var line: ProjectLine? {
    switch content {
    case .form(let form): form.line
    case .drawn(let drawn): drawn.line
    }
  }

  /// What people wrote that only some layouts print.
  var layoutTexts: [(caption: String, text: String)] {
    guard case .form(let form) = content else { return [] }
    return form.content.places.compactMap { place in
      guard let field = place.field, field.isOfLayout else { return nil }
      let text = form.content.text(at: place)
      return text.isEmpty ? nil : (field.chinese, text)
    }
  }

  /// What keeps it from being handed in, a sentence each.
  package var blockers: [String] {
    switch content {
    case .form(let form): form.content.blockers
    // Only what was handed in was kept as drawn.
    case .drawn: []
    }
  }

  /// The table with who handed it in and approved it, when, and in a working copy what its figures are of.
  package func signed(
    _ progress: FormProgress, version: Int, _ edition: FormEdition, by layout: FormLayout? = nil
  ) -> FormGrid {
    let grid = grid(edition, by: layout)
    let signatures = grid.signatures.map { line -> String in
      if line.hasPrefix("填报人："), let submitted = progress.submitted { return line + submitted.actor }
      if line.hasPrefix("审核人："), let approved = progress.approved { return line + approved.actor }
      if line.hasPrefix("填报日期："), let submitted = progress.submitted { return "填报日期：\(submitted.day.chinese)" }
      return line
    }
    let standing = edition == .draft ? [standing(progress, version)] : []
    return grid.with(notes: grid.notes + standing, signatures: signatures)
  }

  private func standing(_ progress: FormProgress, _ version: Int) -> String {
    var parts = ["数据截至\((try? Day.parse(asOf))?.chinese ?? asOf)", "规则集\(ruleSet)"]
    if version > 1 { parts.append("第\(version)版（更正）") }
    if let submitted = progress.submitted { parts.append("\(submitted.actor)于\(submitted.day.chinese)报送") }
    if let approved = progress.approved { parts.append("\(approved.actor)于\(approved.day.chinese)审核通过") }
    return (progress.state.isIn ? "" : "【\(progress.state.chinese)】") + parts.joined(separator: "，") + "。"
  }

  /// What it says otherwise than another version of the same form: by values, or, where one of them is only known as it was
  /// drawn, by the texts of its cells.
  package func difference(from old: FormPaper) -> [FormDifference] {
    if case .form(let form) = content, case .form(let before) = old.content { return form.difference(from: before) }
    let (before, after) = (old.texts, texts)
    let known = Dictionary(before, uniquingKeysWith: { a, _ in a })
    let names = Set(after.map(\.0))
    return after.compactMap { name, text in
      let was = known[name] ?? ""
      return was == text ? nil : FormDifference(place: nil, name: name, old: was, new: text)
    }
      + before.filter { !names.contains($0.0) && !$0.1.isEmpty }.map {
        FormDifference(place: nil, name: $0.0, old: $0.1, new: "")
      }
  }

  /// Whether people have entered nothing since an older version of the same form; of one that is only known as it was drawn, by
  /// the cells that both have a name for.
  package func isAsEntered(in old: FormPaper) -> Bool {
    guard case .form(let form) = content else { return self == old }
    switch old.content {
    case .form(let before): return form.isAsEntered(in: before)
    case .drawn(let drawn):
      let content = form.content
      let now = content.places.filter { content.isInTable($0) }.compactMap { place in
        content.entered(at: place).map {
          (content.caption(place), (text: $0, isProposed: content.isProposed(at: place)))
        }
      }
      let known = Dictionary(now, uniquingKeysWith: { a, _ in a })
      return drawn.texts.allSatisfy { name, text in
        guard let now = known[name] else { return true }
        return now.text == text || now.isProposed && drawn.isComputed(name)
      }
    }
  }

  /// The texts that both a drawn form and one of values have a name for.
  private var texts: [(String, String)] {
    switch content {
    case .form(let form):
      let form = form.content
      return form.places.filter { form.isInTable($0) }.map { (form.caption($0), form.text(at: $0)) }
    case .drawn(let drawn): return drawn.texts
    }
  }
}

extension OfficialForm {
  /// Whether a place stands in a cell; the others are said below the table.
  fileprivate func isInTable(_ place: FormPlace) -> Bool {
    switch place {
    case .form(.proposedForecast), .form(.forecastReason), .form(.executionReason), .form(.remark), .form(.contact),
      .form(.notes), .form(.checks), .row(_, .computed), .row(_, .actualReason):
      false
    case .form(.name): !isWhole
    case .fund(_, .budget): Self.kind == .selfEvaluation
    default: true
    }
  }
}

extension DrawnForm {
  /// Whether what stands in a named cell was worked out.
  fileprivate func isComputed(_ name: String) -> Bool {
    grid.rows.joined().contains { $0.name == name && $0.source == .computed }
  }

  /// The texts of the named cells, without what was only drawn with them.
  fileprivate var texts: [(String, String)] {
    grid.rows.joined().compactMap { cell in
      guard let name = cell.name else { return nil }
      var text = cell.text
      if text.hasSuffix("＊") { text.removeLast() }
      if name == "等级", text.hasPrefix("等级：") { text.removeFirst(3) }
      // The program that drew it took the first sign of 其他资金 for a part of 其中.
      return (name.hasPrefix("他资金") ? "其" + name : name, text)
    }
  }
}
