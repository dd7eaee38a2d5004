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
        try await $0.keepDraft(
          at: .payments, isBlank: EntryPage.Line.filled(try $0.form.grid(EntryPage.Line.self)).isEmpty)
      },
      .post("/entry/draft/discard", .may(.recordPayment)) {
        try await $0.discardDraft(at: .payments, backTo: "/entry") { try await $0.entryPage($1, status: 409) }
      },
    ] + uploadEndpoints
}

extension Visit {
  private var filter: EntryPage.Filter { EntryPage.Filter(query) }

  func entryPage() async throws -> Reply { try await entryPage(nil, status: 200) }

  fileprivate func entryPage(_ problems: Problems?, status: Int) async throws -> Reply {
    let projects = try await desk.entryProjects(asOf: day)
    let (draft, typed) = try await gridDraft(at: .payments)
    let filled = typed.map { EntryPage.Line.lines(of: $0).filter { !$0.isBlank } }
    let lines = filled.map { EntryPage.lines(projects, filter, typed: $0) } ?? EntryPage.lines(projects, filter)
    return .page(EntryPage.page(projects, filter, lines, problems: problems, draft: draft, chrome), status)
  }

  /// The draft of a place, and what was typed there; nil where there is none.
  func gridDraft(at place: DraftPlace) async throws -> (draft: GridDraft, typed: FormFields?) {
    guard let draft = try await desk.draft(at: place) else { return (GridDraft(""), nil) }
    guard !draft.isGone, let typed = FormFields(urlencoded: draft.content) else { return (GridDraft(draft.mark), nil) }
    return (GridDraft(draft.mark, when: draft.when(on: moment.wall.day)), typed)
  }

  /// Which draft the page that sent this was given; empty for none.
  var seenDraft: String { form[GridDraft.seen] ?? "" }

  /// The lines as they were typed before the session was over.
  func refilledPayments() async throws -> Reply {
    let projects = try await desk.entryProjects(asOf: day)
    let typed = try form.grid(EntryPage.Line.self).filter { !$0.isBlank }
    return .page(
      EntryPage.page(
        projects, filter, EntryPage.lines(projects, filter, typed: typed), draft: GridDraft(seenDraft), chrome))
  }

  func enterPayments() async throws -> Reply {
    let lines = try form.grid(EntryPage.Line.self)
    if form["act"] == "more" {
      let projects = try await desk.entryProjects(asOf: day)
      return .page(EntryPage.page(projects, filter, EntryPage.more(lines), draft: GridDraft(seenDraft), chrome))
    }
    let rows = try await rows(of: lines)
    guard !rows.isEmpty else {
      let projects = try await desk.entryProjects(asOf: day)
      let shown = lines.isEmpty ? EntryPage.lines(projects, filter) : lines
      return .page(
        EntryPage.page(
          projects, filter, shown, problems: Problems(EntryPage.nothing), draft: GridDraft(seenDraft), chrome), 422)
    }
    let mode = try entryMode
    let answer = try await desk.record(SpendingRowsRequest(mode, rows), by: actor, at: moment, asOf: day)
    return try await settled(lines, answer, draft: .payments, unit: "笔", to: filter.address) {
      left, rest, isKept, draft in
      // What was paid may be another sum by now.
      let projects = try await desk.entryProjects(asOf: day)
      let shown = isKept ? EntryPage.lines(projects, filter, typed: left) : left
      return EntryPage.page(projects, filter, shown, answer: (mode, rest), draft: draft, chrome)
    }
  }

  /// The lines as the desk takes them. What projects there are is asked only where one is named and not given by its code.
  private func rows(of lines: [EntryPage.Line]) async throws -> [SpendingRowsRequest.Row] {
    EntryPage.rows(lines, EntryPage.hasNames(lines) ? try await desk.entryProjects(asOf: day).projects : [])
  }

  /// What a grid is answered with whose lines were looked at: it goes on where all is kept, and stands there again with what was
  /// refused and why where not.
  ///
  /// - Parameter page: the page with lines and what is said of them, once others were kept or before any was.
  func settled<Column: GridColumn>(
    _ lines: [GridLine<Column>], _ answer: RowsAnswer, draft place: DraftPlace, unit: String, to address: Address,
    page: (_ lines: [GridLine<Column>], _ answer: RowsAnswer, _ isKept: Bool, _ draft: GridDraft) async throws -> Page
  ) async throws -> Reply {
    let refused = answer.count(.refused)
    if answer.isKept, refused == 0 {
      // What another window has not saved stays there.
      _ = try await replacingSeen(at: place) { try await desk.discardDraft(at: place, over: $0) }
      return .go(chrome.to(address), saying: answer.done(unit))
    }
    // What came back, or was looked at only, is not lost either when the window is closed or left.
    let (left, rest) = answer.isKept ? GridLine.left(lines, answer) : (lines, answer)
    let kept = try await replacingSeen(at: place) {
      try await desk.keepDraft(GridLine.fields(left).urlencoded, at: place, over: $0)
    }
    let draft = GridDraft(kept.draft?.mark ?? seenDraft, said: kept.isOthers ? GridDraft.ofAnother : nil)
    guard answer.isKept else { return .page(try await page(lines, answer, false, draft), refused == 0 ? 200 : 422) }
    return .page(try await page(left, rest, true, draft), 422)
  }

  /// Does something with the draft that was seen, or with what the same window wrote after it and has not heard of yet, as one that
  /// is closed while a copy is under way; where another is there, that one stays.
  private func replacingSeen(
    at place: DraftPlace, _ act: (_ mark: String) async throws -> DraftAnswer?
  ) async throws -> (draft: DraftAnswer?, isOthers: Bool) {
    do {
      return (try await act(seenDraft), false)
    } catch let refusal as Refusal where refusal.kind == .draftReplaced {
      guard let draft = try await desk.draft(at: place), !draft.isGone,
        let kept = FormFields(urlencoded: draft.content), GridDraft.isEarlier(kept, than: form)
      else { return (nil, true) }
      do { return (try await act(draft.mark), false) } catch let refusal as Refusal where refusal.kind == .draftReplaced
      {
        return (nil, true)
      }
    }
  }

  func previewPayments() async throws -> Reply {
    let rows = try await rows(of: form.grid(EntryPage.Line.self))
    let answer = try await desk.record(SpendingRowsRequest(.check, rows), by: actor, at: moment, asOf: day)
    return .script(answer.fragments)
  }

  /// What the lines were sent for.
  var entryMode: EntryMode { get throws { try form.choice("act", else: .check) } }

  /// Keeps what is typed while it is typed: the page is told which draft it has now, and that another window's stays.
  func keepDraft(at place: DraftPlace, isBlank: Bool) async throws -> Reply {
    let kept = try await replacingSeen(at: place) { mark in
      if isBlank { return try await desk.discardDraft(at: place, over: mark) }
      return try await desk.keepDraft(form.without(["act", GridDraft.seen]).urlencoded, at: place, over: mark)
    }
    // Nothing typed here is nothing to be kept, whatever another window has.
    if kept.isOthers, !isBlank { return Reply(content: .text(GridDraft.ofAnother), status: 409) }
    let said = isBlank ? "" : kept.draft?.kept(on: moment.wall.day) ?? ""
    let answer = JSONValue.fields([
      "said": .string(said), GridDraft.seen: .string(kept.draft?.mark ?? seenDraft),
    ])
    return Reply(content: .text(answer.compact))
  }

  func discardDraft(
    at place: DraftPlace, backTo address: Address, page: (Visit, Problems) async throws -> Reply
  ) async throws -> Reply {
    do {
      _ = try await desk.discardDraft(at: place, over: seenDraft)
      return .go(chrome.to(address))
    } catch let refusal as Refusal where refusal.kind == .draftReplaced {
      await noting(refusal)
      return try await page(self, Problems(refusal.sentence(at: .page)))
    }
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
