internal import Contract
internal import Desk
internal import Domain
internal import Pages

// 录入: payments line by line.
extension Site {
  private static let most = 1 << 20

  static let entryEndpoints: [Endpoint] =
    [
      .get("/entry", .may(.recordPayment)) { try await $0.entryPage() },
      .post("/entry", .may(.recordPayment), most: most, refill: { try await $0.refilledPayments() }) {
        try await $0.enterPayments()
      },
      .post("/entry/preview", .may(.recordPayment), most: most) { try await $0.previewPayments() },
      .post("/entry/draft", .may(.recordPayment), most: most) {
        try await $0.keepDraft(at: .payments, isBlank: EntryPage.Line.filled(EntryPage.Line.lines(of: $0.form)).isEmpty)
      },
      .post("/entry/draft/discard", .may(.recordPayment)) {
        try await $0.discardDraft(at: .payments, backTo: "/entry")
      },
    ] + uploadEndpoints
}

extension Visit {
  private var filter: EntryPage.Filter { EntryPage.Filter(query) }

  func entryPage() async throws -> Reply {
    let projects = try await desk.entryProjects(asOf: day)
    guard let draft = try await desk.draft(at: .payments), let typed = FormFields(urlencoded: draft.content) else {
      return .page(EntryPage.page(projects, filter, EntryPage.lines(projects, filter), chrome))
    }
    let filled = EntryPage.Line.lines(of: typed).filter { !$0.isBlank }
    let lines = EntryPage.lines(projects, filter, typed: filled)
    return .page(
      EntryPage.page(projects, filter, lines, draft: draft.when(on: moment.wall.day), chrome))
  }

  /// The lines as they were typed before the session was over.
  func refilledPayments() async throws -> Reply {
    let projects = try await desk.entryProjects(asOf: day)
    let typed = EntryPage.Line.lines(of: form).filter { !$0.isBlank }
    return .page(EntryPage.page(projects, filter, EntryPage.lines(projects, filter, typed: typed), chrome))
  }

  func enterPayments() async throws -> Reply {
    let projects = try await desk.entryProjects(asOf: day)
    let lines = EntryPage.Line.lines(of: form)
    if form["act"] == "more" { return .page(EntryPage.page(projects, filter, EntryPage.more(lines), chrome)) }
    let rows = EntryPage.rows(lines, projects)
    guard !rows.isEmpty else {
      let shown = lines.isEmpty ? EntryPage.lines(projects, filter) : lines
      return .page(EntryPage.page(projects, filter, shown, problems: Problems(EntryPage.nothing), chrome), 422)
    }
    let mode = entryMode
    let answer = try await desk.record(SpendingRowsRequest(mode, rows), by: actor, at: moment, asOf: day)
    return try await settled(lines, answer, draft: .payments, unit: "笔", to: filter.address) { left, rest, isKept in
      // What was paid is another sum by now.
      let projects = isKept ? try await desk.entryProjects(asOf: day) : projects
      let shown = isKept ? EntryPage.lines(projects, filter, typed: left) : left
      return EntryPage.page(projects, filter, shown, answer: (mode, rest), chrome)
    }
  }

  /// What a grid is answered with whose lines were looked at: it goes on where all is kept, and stands there again with what was
  /// refused and why where not.
  ///
  /// - Parameter page: the page with lines and what is said of them, once others were kept or before any was.
  func settled<Column: GridColumn>(
    _ lines: [GridLine<Column>], _ answer: RowsAnswer, draft: DraftPlace, unit: String, to address: Address,
    page: (_ lines: [GridLine<Column>], _ answer: RowsAnswer, _ isKept: Bool) async throws -> Page
  ) async throws -> Reply {
    let refused = answer.count(.refused)
    if answer.isKept, refused == 0 {
      try await desk.discardDraft(at: draft)
      return .go(chrome.to(address), saying: answer.done(unit))
    }
    guard answer.isKept else { return .page(try await page(lines, answer, false), refused == 0 ? 200 : 422) }
    // What came back is not lost either when the window is closed.
    let (left, rest) = GridLine.left(lines, answer)
    _ = try await desk.keepDraft(GridLine.fields(left).urlencoded, at: draft)
    return .page(try await page(left, rest, true), 422)
  }

  func previewPayments() async throws -> Reply {
    let projects = try await desk.entryProjects(asOf: day)
    let rows = EntryPage.rows(EntryPage.Line.lines(of: form), projects)
    let answer = try await desk.record(SpendingRowsRequest(.check, rows), by: actor, at: moment, asOf: day)
    return .script(answer.fragments)
  }

  /// What the lines were sent for.
  var entryMode: EntryMode { form["act"].flatMap { EntryMode(rawValue: $0) } ?? .check }

  func keepDraft(at place: DraftPlace, isBlank: Bool) async throws -> Reply {
    guard !isBlank else {
      try await desk.discardDraft(at: place)
      return Reply(content: .text(""))
    }
    let kept = try await desk.keepDraft(form.without(["act"]).urlencoded, at: place)
    return Reply(content: .text(kept?.kept(on: moment.wall.day) ?? ""))
  }

  func discardDraft(at place: DraftPlace, backTo address: Address) async throws -> Reply {
    try await desk.discardDraft(at: place)
    return .go(chrome.to(address))
  }
}

extension Reply {
  /// What a script of ours asks for: numbers of lines with pieces of the page.
  static func script(_ pieces: [(number: Int, piece: Markup)]) -> Reply {
    let items = pieces.map { number, piece in
      JSONValue.fields([
        "line": .number(Int64(number)), "html": .string(String(decoding: piece.bytes, as: UTF8.self)),
      ])
    }
    return Reply(content: .text(JSONValue.array(items).compact))
  }
}
