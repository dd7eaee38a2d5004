internal import Contract
internal import Desk
internal import Domain
internal import Pages

// 财政绩效股: many departments at once.
extension Site {
  static let bureauEndpoints: [Endpoint] = [
    .get("/bureau", .may(.compareDepartments)) { try await $0.bureau() },
    .get("/bureau/departments/{code}", .may(.compareDepartments)) { try await $0.bureauDepartment() },
    .get("/bureau/submissions", .may(.compareDepartments)) { try await $0.submissions(Problems()) },
    .post("/bureau/urge", .may(.urgeForms)) { try await $0.urge() },
    .get("/bureau/bulletin", .may(.compareDepartments)) { try await $0.bulletin() },
    .get("/bureau/bulletin/file", .may(.compareDepartments)) { try await $0.bulletinFile(isSent: false) },
    .post("/bureau/bulletin/file", .may(.compareDepartments), refill: { try await $0.reasonAgain(.bulletin) }) {
      try await $0.bulletinFile(isSent: true)
    },
    .get("/bureau/doubts", .may(.compareDepartments)) { try await $0.doubts(Problems()) },
    .get("/bureau/doubts/file", .may(.compareDepartments)) { try await $0.doubtsFile(isSent: false) },
    .post("/bureau/doubts/file", .may(.compareDepartments), refill: { try await $0.reasonAgain(.doubts) }) {
      try await $0.doubtsFile(isSent: true)
    },
    .get("/bureau/doubts/notice", .may(.issueNotice)) { try await $0.draftNotices(Problems()) },
    .post("/bureau/doubts/notice", .may(.issueNotice), refill: { try await $0.draftNotices(Problems()) }) {
      try await $0.issueNotices()
    },
    .get("/bureau/gather", .may(.compareDepartments)) { try await $0.gatherPage(Problems()) },
    .post("/bureau/gather", .may(.compareDepartments), refill: { try await $0.gatherPage(Problems()) }) {
      try await $0.gather()
    },
  ]
}

extension FormFields {
  /// The departments that a list is asked for.
  var bureauChoice: BureauChoice {
    BureauChoice(division: typed("division"), year: typed("year").flatMap { Int($0) }, area: typed("area"))
  }

  /// A month that is named; nil for none, or for one there is not.
  func month(upTo last: Int = 12) -> Int? {
    typed("through").flatMap { Int($0) }.flatMap { (1...last).contains($0) ? $0 : nil }
  }
}

extension Visit {
  /// Whether nothing has been imported that could be shown.
  private static func isEmpty(_ refusal: Refusal) -> Bool { refusal.kind == .departmentsNone }

  func bureau() async throws -> Reply {
    do {
      let submissions = try await desk.submissions(SubmissionsRequest(query.bureauChoice, asOf: day))
      guard let year = submissions.departments.first?.fiscalYear else { return .page(BureauPage.empty(chrome)) }
      let bulletin = try await desk.bulletin(
        query.bureauChoice, through: BureauPage.month(of: year, on: day), asOf: day, by: BureauPage.order,
        today: chrome.today)
      return .page(BureauPage.page(bulletin, submissions, query, chrome))
    } catch let refusal as Refusal where Visit.isEmpty(refusal) {
      return .page(BureauPage.empty(chrome))
    }
  }

  func bureauDepartment() async throws -> Reply {
    let choice = DepartmentChoice(
      department: parts["code"] ?? "", year: query.typed("year").flatMap { Int($0) },
      division: query.typed("division"))
    // One department, whatever the address leaves out; several of a code are refused.
    let department = try await desk.periods(of: choice, asOf: day).department
    let one = DepartmentChoice(
      department: department.code, year: department.fiscalYear,
      division: department.division.isSpecified ? department.division.text : nil)
    let standing = try await desk.status(StatusRequest(of: one, asOf: day), at: moment)
    guard let summary = standing.answer.departments.last else { throw Refusal.department(.vanished) }
    let submissions = try await desk.submissions(of: one, asOf: day)
    let alerts = try await desk.alerts(AlertsRequest(of: one, asOf: day.description), at: moment)
    let notices = try await desk.rectifications(to: one)
    return .page(DepartmentPage.page(summary, submissions, alerts, notices, of: department, chrome))
  }

  // 报送情况 and 催办.

  func submissions(_ problems: Problems, ticked: Set<String> = [], status: Int = 200) async throws -> Reply {
    let answer = try await desk.submissions(SubmissionsRequest(query.bureauChoice, asOf: day))
    guard !answer.departments.isEmpty else { return .page(BureauPage.empty(chrome)) }
    return .page(SubmissionsPage.page(answer, query, ticked: ticked, problems, chrome), status)
  }

  func urge() async throws -> Reply {
    let keys = form.all("department")
    let departments = try form.ticked("department") { DepartmentIdentity(wholeKey: $0) }
    let period = form.typed("period").flatMap { SubmissionsAnswer.Period(key: $0) }
    guard let period, !departments.isEmpty else {
      let sentence = period == nil ? SubmissionsPage.noPeriod : SubmissionsPage.nobodyTicked
      return try await submissions(Problems(sentence), ticked: Set(keys), status: 422)
    }
    let answer = try await desk.urge(
      UrgeRequest(departments, form: period.form, through: period.through), by: actor, at: moment)
    return .go(form["back"].flatMap { Address(from: $0) } ?? "/bureau/submissions", saying: answer.message)
  }

  // 通报.

  func bulletin() async throws -> Reply {
    let month = try await bulletinMonth()
    do {
      let bulletin = try await desk.bulletin(
        query.bureauChoice, through: month, asOf: day, by: BulletinPage.order(query), number: query.typed("number"),
        today: chrome.today)
      return .page(BulletinPage.page(bulletin, through: month, query, Problems(), chrome))
    } catch let refusal as Refusal where Visit.isEmpty(refusal) && query.typed("year") == nil {
      return .page(BureauPage.empty(chrome))
    } catch let refusal as Refusal where refusal.kind.fault != .forbidden {
      let field: String? =
        switch refusal.kind {
        case .letterNumber, .letterNumberTaken: "number"
        case .areaUnknown: "area"
        case .departmentsNone, .yearArchived: "year"
        default: nil
        }
      let problems = Problems(refusal.sentence(at: .page), at: field)
      return .page(
        BulletinPage.page(nil, through: month, query, problems, chrome), refusal.kind.fault.httpStatus)
    }
  }

  private func bulletinMonth() async throws -> Int {
    if let month = query.month() { return month }
    let submissions = try await desk.submissions(SubmissionsRequest(query.bureauChoice, asOf: day))
    return BureauPage.month(of: submissions.departments.first?.fiscalYear ?? day.year, on: day)
  }

  func bulletinFile(isSent: Bool) async throws -> Reply {
    try await taking(.bulletin, isSent: isSent) { reason in
      .made(
        try await desk.bulletinFile(
          query.bureauChoice, through: try await bulletinMonth(), asOf: day, by: BulletinPage.order(query),
          number: query.typed("number"), today: chrome.today, format: query.typed("format"), reason: reason))
    }
  }

  // 疑点 and 转整改.

  func doubts(_ problems: Problems, status: Int = 200) async throws -> Reply {
    do {
      let list = try await desk.doubts(
        query.bureauChoice, department: query.typed("department"), asOf: day, kinds: Set(Doubt.Kind.allCases))
      return .page(DoubtsPage.page(list, query, ticked: Set(query.all("pick")), problems, chrome), status)
    } catch let refusal as Refusal where Visit.isEmpty(refusal) {
      return .page(BureauPage.empty(chrome))
    }
  }

  func doubtsFile(isSent: Bool) async throws -> Reply {
    try await taking(.doubts, isSent: isSent) { reason in
      .made(
        try await desk.doubtsFile(
          query.bureauChoice, department: query.typed("department"), asOf: day, format: query.typed("format"),
          reason: reason))
    }
  }

  /// The notices of what was ticked, of whichever departments it is, and whether all of that is there still.
  private func drafts(_ picks: [String]) async throws -> (drafts: [DoubtsPage.Draft], isWhole: Bool) {
    var (drafts, known) = ([DoubtsPage.Draft](), Set<String>())
    var seen: Set<DepartmentChoice> = []
    for pick in picks {
      let key = pick.split(separator: "|", omittingEmptySubsequences: false).prefix(3).joined(separator: "|")
      guard let choice = DepartmentChoice(key: key), seen.insert(choice).inserted else { continue }
      let list = try await desk.doubts(
        BureauChoice(division: choice.division, year: choice.year), department: choice.department, asOf: day,
        kinds: Set(Doubt.Kind.allCases))
      known.formUnion(DoubtsPage.keys(list))
      drafts += DoubtsPage.drafts(picks, list)
    }
    return (drafts, known.isSuperset(of: picks))
  }

  func draftNotices(_ problems: Problems, picks rest: [String]? = nil, status: Int = 200) async throws -> Reply {
    let picks = rest ?? (form.all("pick").isEmpty ? query.all("pick") : form.all("pick"))
    let (drafts, isWhole) = try await drafts(picks)
    guard !drafts.isEmpty, isWhole else {
      return try await doubts(
        Problems(picks.isEmpty ? DoubtsPage.nothingTicked : DoubtsPage.gone), status: picks.isEmpty ? 422 : 409)
    }
    return .page(
      DoubtsPage.notices(
        drafts, picks: picks, once: form.typed(DoubtsPage.once) ?? site.front.onceKey(), typed: form,
        usual: chrome.today + 30, problems, chrome), status)
  }

  func issueNotices() async throws -> Reply {
    let picks = form.all("pick")
    let (drafts, isWhole) = try await drafts(picks)
    var problems = Problems()
    for draft in drafts where form.typed(draft.field) == nil {
      problems.add(DoubtsPage.problemMissing, at: draft.field)
    }
    if form.typed("demand") == nil { problems.add(DoubtsPage.demandMissing, at: "demand") }
    let due = form.typed("due").flatMap { try? Day.parse($0) }
    if due == nil { problems.add(DoubtsPage.dueMissing, at: "due") }
    guard let due, let demand = form.typed("demand"), problems.isEmpty, !drafts.isEmpty, isWhole else {
      return try await draftNotices(problems, status: 422)
    }
    var (issued, left) = ([Int64](), picks)
    for draft in drafts {
      do {
        let request = RectificationRequest(
          project: draft.project, department: draft.choice, problem: form.typed(draft.field) ?? draft.problem,
          demand: demand, due: due, once: form.typed(DoubtsPage.once))
        issued.append(try await desk.issue(request, by: actor, at: moment).id)
        left.removeAll(where: draft.isOf)
      } catch let refusal as Refusal where !issued.isEmpty || refusal.kind.fault == .input {
        // Those that went out are named; the others are there still to be mended.
        await noting(refusal)
        let sentence = DoubtsPage.refused(draft, refusal.sentence(at: .page))
        var reply = try await draftNotices(
          Problems(sentence, at: refusal.kind == .duePast ? "due" : nil), picks: left,
          status: refusal.kind.fault.httpStatus)
        reply.notice = issued.isEmpty ? nil : DoubtsPage.issued(issued)
        return reply
      }
    }
    return .go("/rectify", saying: DoubtsPage.issued(issued))
  }

  // 打包下载.

  func gatherPage(_ problems: Problems, status: Int = 200) async throws -> Reply {
    .page(GatherPage.page(form, through: min(11, day.components.month), problems, chrome), status)
  }

  func gather() async throws -> Reply {
    let kind: DepartmentForm = try form.choice("form", else: .monitoring)
    var problems = Problems()
    // Another year than was meant must not be taken for one that cannot be read.
    if let problem = AddressRules.problem(FormFields(form.pairs.filter { $0.name == "year" }), at: path) {
      problems.add(problem, at: "year")
    }
    if form.typed("reason") == nil { problems.add(GatherPage.reasonMissing, at: "reason") }
    let month = form.month(upTo: kind == .monitoring ? 11 : 12)
    if month == nil, kind == .monitoring { problems.add(GatherPage.noMonth, at: "through") }
    if form["kind"] != "gather", form.all("format").isEmpty { problems.add(GatherPage.noFormat, at: "format") }
    guard problems.isEmpty else { return try await gatherPage(problems, status: 422) }
    let request = GatherRequest(
      form.bureauChoice, kind, through: month ?? 12, isDraft: form["draft"] != nil, asOf: day,
      reason: form.typed("reason"))
    do {
      return form["kind"] == "gather"
        ? .made(try await desk.gatherFile(request))
        : .made(try await desk.packageFile(request, formats: form.all("format"), today: chrome.today))
    } catch let refusal as Refusal where refusal.kind.fault != .forbidden {
      let field: String? =
        refusal.kind == .departmentsNone || refusal.kind == .yearArchived
        ? "year"
        : refusal.kind == .exportReasonMissing ? "reason" : refusal.kind == .formatUnknown ? "format" : nil
      return try await gatherPage(
        Problems(refusal.sentence(at: .page), at: field), status: refusal.kind.fault.httpStatus)
    }
  }
}

extension Reply {
  static func made(_ file: MadeFile) -> Reply { .file(file.bytes, name: file.name, type: file.type) }
}
