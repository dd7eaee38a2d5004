internal import Contract
internal import Desk
internal import Domain
internal import Pages
internal import Reports

// The list of projects, and the page of one.
extension Site {
  static let projectsEndpoints: [Endpoint] = [
    .get("/projects", .may(.readDepartment)) { try await $0.projectsPage() },
    .get("/projects/export", .may(.readDepartment)) { try await $0.projectsFile(isSent: false) },
    .post("/projects/export", .may(.readDepartment), refill: { try await $0.reasonAgain(.projects) }) {
      try await $0.projectsFile(isSent: true)
    },
    .get("/projects/{code}", .may(.readDepartment)) { .page(try await $0.projectPage()) },
    .post("/projects/{code}/payments", .may(.recordPayment), refill: { try await $0.refilled(.payment) }) {
      try await $0.recordPayment()
    },
    .post("/projects/{code}/reversals", .may(.reversePayment), refill: { try await $0.refilled(.reversal) }) {
      try await $0.reversePayment()
    },
    .post(
      "/projects/{code}/values", .may(.recordValue), most: Endpoint.evidenceMost,
      refill: { try await $0.refilled(.value) }
    ) {
      try await $0.reportValue()
    },
  ]
}

extension Visit {
  fileprivate func projectsPage() async throws -> Reply {
    let (query, unit) = ProjectsPage.query(query)
    return .page(ProjectsPage.page(try await desk.projectList(query, asOf: day), unit, chrome))
  }

  fileprivate func projectsFile(isSent: Bool) async throws -> Reply {
    try await taking(.projects, isSent: isSent) { try await projectsFile(for: $0) }
  }

  /// The page that asks what figures are wanted for, before they leave; the file once that is said, or where nobody
  /// asks it.
  ///
  /// - Parameter isSent: whether that form was sent.
  func taking(_ what: Menu, isSent: Bool, _ file: (_ reason: String?) async throws -> Reply) async throws -> Reply {
    do {
      return try await file(form.typed(ExportPage.reason))
    } catch let refusal as Refusal where refusal.kind == .exportReasonMissing {
      if isSent { await noting(refusal) }
      let problems = isSent ? Problems(refusal.sentence(at: .page), at: ExportPage.reason) : Problems()
      guard let address = Address(from: target) else { throw refusal }
      return .page(
        ExportPage.page(what, at: address, form, problems, chrome), isSent ? refusal.kind.fault.httpStatus : 200)
    }
  }

  /// What something is wanted for, as it was typed before the session was over.
  func reasonAgain(_ what: Menu) async throws -> Reply {
    guard let address = Address(from: target) else { throw SiteFailure.address(ProblemPage.address) }
    return .page(ExportPage.page(what, at: address, form, Problems(), chrome))
  }

  private func projectsFile(for reason: String?) async throws -> Reply {
    let (question, _) = ProjectsPage.query(query)
    let (format, known) = (query.typed(ProjectsPage.Name.format) ?? "xlsx", ["xlsx", "csv"])
    guard known.contains(format) else { throw Refusal.file(.formatUnknown(format, known: known)) }
    let list = try await desk.projectsToTake(question, asOf: day, format: format, reason: reason)
    let note = ProjectsPage.note(list, chrome)
    let name = "项目\(day)"
    guard format != "csv" else {
      return .file(list.csv(note: note), name: name + ".csv", type: FileType.of(format))
    }
    guard let book = list.workbook(note: note) else { throw Refusal.file(.notWritten(name + ".xlsx")) }
    return .file(
      book, name: name + ".xlsx", type: FileType.of(format))
  }

  private var code: String { parts["code"] ?? "" }
  private var division: String? { query.typed("division") }

  private func view() async throws -> ProjectView {
    try await desk.project(code, in: division, year: query.typed("year").flatMap { Int($0) }, asOf: day)
  }

  private var means: ProjectPage.Means {
    get throws(Refusal) {
      let visitor = try person
      return .init(
        records: visitor.may(.recordPayment), reverses: visitor.may(.reversePayment),
        reports: visitor.may(.recordValue))
    }
  }

  fileprivate func projectPage(_ attempt: ProjectPage.Attempt? = nil) async throws -> Page {
    let view = try await view()
    var (tab, attempt) = (query.typed("tab").flatMap { ProjectPage.Tab(rawValue: $0) } ?? .payments, attempt)
    if attempt?.form == .value { tab = .indicators }
    // Which indicator is to be filled in is asked by a link.
    if attempt == nil, let indicator = query.typed("indicator") {
      attempt = ProjectPage.Attempt(.value, FormFields([("indicator", indicator)]), Problems())
    }
    return ProjectPage.page(view, tab: tab, division: division, may: try means, attempt: attempt, chrome)
  }

  fileprivate func refilled(_ form: ProjectPage.Attempt.Form) async throws -> Reply {
    .page(try await projectPage(.init(form, self.form, Problems())))
  }

  /// The page again with what was typed, and what is wrong with it beside its field.
  private func again(
    _ form: ProjectPage.Attempt.Form, _ refusal: Refusal, at field: String?, standing: KeptPayment? = nil
  ) async throws -> Reply {
    let problems = Problems(refusal.sentence(at: .page), at: field)
    var typed = self.form
    // A browser does not give a file back.
    if !files.names.isEmpty { typed.set(EvidenceList.lost, EvidenceFile.listed(files.names)) }
    let page = try await projectPage(.init(form, typed, problems, standing: standing))
    await visitor?.noteRefusal(refusal)
    return .page(page, refusal.kind.fault.httpStatus)
  }

  private func back(to tab: ProjectPage.Tab, _ answer: RecordedAnswer) async throws -> Reply {
    let place = ProjectPage.address(try await view(), division: division, tab: tab)
    return .go(chrome.to(place), saying: [answer.message, answer.warning].compactMap { $0 }.joined(separator: "　"))
  }

  fileprivate func recordPayment() async throws -> Reply {
    let request = SpendRequest(
      project: code, date: form["date"] ?? "", amount: form["amount"] ?? "", voucher: form["voucher"] ?? "",
      category: form.typed("category"), memo: form.typed("memo"), division: division)
    do {
      return try await back(to: .payments, try await desk.record(request, by: actor, at: moment))
    } catch let refusal as Refusal where refusal.isAboutInput {
      var standing: KeptPayment?
      if case .spending(.voucherUsed(let voucher, _, _)) = refusal {
        standing = try await view().payments.first { $0.voucher == voucher.text }
      }
      return try await again(.payment, refusal, at: refusal.paymentField, standing: standing)
    }
  }

  fileprivate func reversePayment() async throws -> Reply {
    let request = ReversalRequest(
      project: code, voucher: form["voucher"] ?? "", newVoucher: form["newVoucher"] ?? "",
      date: form.typed("reversalDate"), division: division)
    do {
      return try await back(to: .payments, try await desk.record(request, by: actor, at: moment))
    } catch let refusal as Refusal where refusal.isAboutInput {
      return try await again(.reversal, refusal, at: refusal.reversalField)
    }
  }

  fileprivate func reportValue() async throws -> Reply {
    let request = ObservationRequest(
      of: .project(code), indicator: form["indicator"] ?? "", at: .date(form["valueDate"] ?? ""),
      value: form["value"] ?? "", outOf: form.typed("outOf"), isConfirmed: form["confirmed"] != nil,
      evidence: form.typed("evidence"), division: division)
    let sent = files.all(EvidenceList.field)
    do {
      // What is not taken is told before anything is saved.
      try Desk.check(sent.map(\.evidence))
      var answer = try await desk.record(request, by: actor, at: moment)
      let place = EvidencePlace(
        subject: request.subject, indicator: request.indicator, time: request.time, division: division,
        value: answer.value)
      let (kept, refusal) = try await attach(sent, to: place)
      if let refusal { await visitor?.noteRefusal(refusal) }
      let more = [answer.warning, EvidenceList.said(kept), refusal?.sentence(at: .page)].compactMap { $0 }
      answer.warning = more.isEmpty ? nil : more.joined(separator: "　")
      return try await back(to: .indicators, answer)
    } catch let refusal as Refusal where refusal.isAboutInput {
      return try await again(.value, refusal, at: refusal.valueField)
    }
  }
}

extension Refusal {
  /// Whether a form has a place for it: what was typed, or what stands against it.
  fileprivate var isAboutInput: Bool {
    switch kind.fault {
    case .input, .conflict: true
    case .unknown: kind != .projectUnknown
    case .unauthenticated, .forbidden, .unavailable: false
    }
  }

  /// The field of a payment that it is about; nil for the whole.
  fileprivate var paymentField: String? {
    switch kind {
    case .notADate, .outsideFiscalYear: "date"
    case .notAnAmount, .amountNegative, .amountZero, .amountTooFine, .amountTooLarge, .paidTooLarge: "amount"
    case .voucherMissing, .voucherTooLong, .voucherControl, .voucherUsed: "voucher"
    case .categoryMissing, .categoryUnknown, .categoryAmbiguous: "category"
    case .textTooLong: "memo"
    default: nil
    }
  }

  fileprivate var reversalField: String? {
    switch kind {
    case .notADate, .reversalDate: "reversalDate"
    case .voucherMissing, .voucherTooLong, .voucherControl, .newVoucherUsed, .alreadyReversed: "newVoucher"
    default: nil
    }
  }

  fileprivate var valueField: String? {
    switch kind {
    case .notADate, .outsideFiscalYear, .dayToCome: "valueDate"
    case .indicatorUnknown, .indicatorNameUnknown, .indicatorAmbiguous, .indicatorVanished, .indicatorComputed:
      "indicator"
    case .evidenceEmpty, .evidenceTooLarge, .evidenceKind, .evidenceFull: EvidenceList.field
    default: "value"
    }
  }
}
