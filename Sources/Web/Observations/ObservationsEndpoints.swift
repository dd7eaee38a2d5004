internal import Contract
internal import Desk
internal import Domain
internal import Pages

// 指标: values line by line.
extension Site {
  private static let most = 1 << 20

  static let observationsEndpoints: [Endpoint] = [
    .get("/observations", .may(.recordValue)) { try await $0.observationsPage() },
    .post("/observations", .may(.recordValue), most: most, refill: { try await $0.refilledValues() }) {
      try await $0.enterValues()
    },
    .post("/observations/preview", .may(.recordValue), most: most) { try await $0.previewValues() },
    .post("/observations/draft", .may(.recordValue), most: most) {
      try await $0.keepDraft(
        at: .values, isBlank: ObservationsPage.Line.filled(try $0.form.grid(ObservationsPage.Line.self)).isEmpty)
    },
    .post("/observations/draft/discard", .may(.recordValue)) {
      try await $0.discardDraft(at: .values, backTo: "/observations") {
        try await $0.observationsPage($1, status: 409)
      }
    },
  ]
}

extension Visit {
  private var filter: ObservationsPage.Filter { ObservationsPage.Filter(query) }

  func observationsPage() async throws -> Reply { try await observationsPage(nil, status: 200) }

  fileprivate func observationsPage(_ problems: Problems?, status: Int) async throws -> Reply {
    let indicators = try await desk.entryIndicators(asOf: day)
    let (draft, typed) = try await gridDraft(at: .values)
    let filled = typed.map { ObservationsPage.Line.lines(of: $0).filter { !$0.isBlank } }
    let lines =
      filled.map { ObservationsPage.lines(indicators, filter, typed: $0) }
      ?? ObservationsPage.lines(indicators, filter)
    return .page(ObservationsPage.page(indicators, filter, lines, problems: problems, draft: draft, chrome), status)
  }

  /// The lines as they were typed before the session was over.
  func refilledValues() async throws -> Reply {
    let indicators = try await desk.entryIndicators(asOf: day)
    let typed = try form.grid(ObservationsPage.Line.self).filter { !$0.isBlank }
    let lines = ObservationsPage.lines(indicators, filter, typed: typed)
    return .page(ObservationsPage.page(indicators, filter, lines, draft: GridDraft(seenDraft), chrome))
  }

  func enterValues() async throws -> Reply {
    let indicators = try await desk.entryIndicators(asOf: day)
    let lines = try form.grid(ObservationsPage.Line.self)
    let rows = ObservationsPage.rows(lines)
    guard !rows.isEmpty else {
      let shown = lines.isEmpty ? ObservationsPage.lines(indicators, filter) : lines
      return .page(
        ObservationsPage.page(
          indicators, filter, shown, problems: Problems(ObservationsPage.nothing), draft: GridDraft(seenDraft), chrome),
        422)
    }
    let mode = try entryMode
    let answer = try await desk.record(ValueRowsRequest(mode, rows), by: actor, at: moment)
    return try await settled(lines, answer, draft: .values, unit: "项", to: filter.address) {
      left, rest, isKept, draft in
      let indicators = isKept ? try await desk.entryIndicators(asOf: day) : indicators
      let shown = isKept ? ObservationsPage.lines(indicators, filter, typed: left) : left
      return ObservationsPage.page(indicators, filter, shown, answer: (mode, rest), draft: draft, chrome)
    }
  }

  func previewValues() async throws -> Reply {
    let rows = ObservationsPage.rows(try form.grid(ObservationsPage.Line.self))
    return .script(try await desk.record(ValueRowsRequest(.check, rows), by: actor, at: moment).fragments)
  }
}
