internal import Contract
internal import Desk
internal import Domain
internal import Pages
internal import Reports

// What is asked to be put right.
extension Site {
  static let rectifyEndpoints: [Endpoint] = [
    .get("/rectify", .may(.readDepartment)) { try await $0.notices() },
    .get("/rectify/file", .may(.readDepartment)) { try await $0.noticesFile() },
    .get("/rectify/new", .may(.issueNotice)) { try await $0.newNotice(typed: $0.query, Problems()) },
    .post("/rectify/new", .may(.issueNotice), refill: { try await $0.newNotice(typed: $0.form, Problems()) }) {
      try await $0.issueNotice()
    },
    .get("/rectify/{id}", .may(.readDepartment)) { try await $0.noticePage() },
    .get("/rectify/{id}/letter", .may(.readDepartment)) { try await $0.letter() },
    .post("/rectify/{id}", .may(.readDepartment), refill: { try await $0.noticePage(typed: $0.form) }) {
      try await $0.actOnNotice()
    },
  ]
}

extension Visit {
  private func foundNotices() async throws -> (RectifyPage.Filter, RectificationsAnswer) {
    let filter = RectifyPage.Filter(department: query.typed("department"), state: query.typed("state"))
    return (filter, try await desk.rectifications(to: FormLink.choice(filter.department)))
  }

  func notices() async throws -> Reply {
    let (filter, answer) = try await foundNotices()
    let departments = try await desk.list(DepartmentChoice())
    return .page(
      RectifyPage.list(
        answer, filter, departments: departments, mayIssue: try person.may(.issueNotice), chrome))
  }

  func noticesFile() async throws -> Reply {
    let (filter, answer) = try await foundNotices()
    let notices = answer.rectifications.map(\.notice).filter { filter.takes($0, on: day) }
    let grid = Rectification.grid(notices, on: day)
    let bytes = try ScratchFile.bytes("xlsx") { path in
      try FormFormat.xlsx.write([(name: grid.title, grid: grid)], title: grid.title, to: path)
    }
    return .file(bytes, name: "\(grid.title).xlsx", type: FileType.of("xlsx"))
  }

  // MARK: - One

  private var noticeID: Int64 {
    get throws {
      guard let id = parts["id"].flatMap({ Int64($0) }) else { throw SiteFailure(.page(ProblemPage.missing(), 404)) }
      return id
    }
  }

  func noticePage(typed: FormFields? = nil, _ problems: Problems = Problems(), status: Int = 200) async throws -> Reply
  {
    let notice = try await desk.rectification(try noticeID)
    let person = try person
    let powers = RectifyPage.Powers(
      answer: person.may(.answerNotice), reject: person.may(.rejectNotice), close: person.may(.closeNotice))
    return .page(RectifyPage.page(notice, powers, typed: typed, problems, chrome), status)
  }

  func actOnNotice() async throws -> Reply {
    guard let action = NoticeAct(rawValue: form["act"] ?? "") else { throw SiteFailure.unreadable }
    let id = try noticeID
    do {
      _ = try await desk.act(
        RectificationStepRequest(id, action.step, note: form[RectifyPage.note] ?? ""), by: actor, at: moment)
      return .go(Address("/rectify") / "\(id)", saying: RectifyPage.done(action.step))
    } catch let refusal as Refusal where refusal.kind != .rectificationUnknown && refusal.kind.fault != .forbidden {
      await noting(refusal)
      let problems = Problems(refusal.sentence(at: .page), at: RectifyPage.note)
      return try await noticePage(typed: form, problems, status: refusal.kind.fault.httpStatus)
    }
  }

  /// The notice as a letter.
  func letter() async throws -> Reply {
    let (notice, report) = try await desk.letter(of: try noticeID)
    guard let format = ReportFormat(rawValue: query["format"] ?? ReportFormat.pdf.rawValue) else {
      throw SiteFailure(.page(ProblemPage.missing(), 404))
    }
    let bytes = try ScratchFile.bytes(format.rawValue) { path in try format.write(report, to: path) }
    let name = "整改通知\(notice.number ?? "\(notice.id)").\(format.rawValue)"
    return .file(bytes, name: name, type: FileType.of(format.rawValue))
  }

  // MARK: - A new one

  func newNotice(typed: FormFields, _ problems: Problems, status: Int = 200) async throws -> Reply {
    let departments = try await desk.list(DepartmentChoice())
    return .page(
      RectifyPage.new(
        departments, once: typed.typed(DoubtsPage.once) ?? site.front.onceKey(), typed: typed, problems, chrome), status
    )
  }

  func issueNotice() async throws -> Reply {
    var problems = Problems()
    var due: Day?
    if let text = form.typed(RectifyPage.due) {
      do throws(Refusal) { due = try Day.parse(text) } catch {
        problems.add(error.sentence(at: .page), at: RectifyPage.due)
      }
    } else {
      problems.add(RectifyPage.dueMissing, at: RectifyPage.due)
    }
    guard let due, problems.isEmpty else { return try await newNotice(typed: form, problems, status: 422) }
    let project = form.typed(RectifyPage.project)
    // A project says whose it is.
    let department = project == nil ? FormLink.choice(form.typed(RectifyPage.department)) : DepartmentChoice()
    let request = RectificationRequest(
      project: project, department: department,
      problem: form[RectifyPage.problem] ?? "", demand: form[RectifyPage.demand] ?? "", due: due,
      number: form.typed(RectifyPage.number), once: form.typed(DoubtsPage.once))
    do {
      let notice = try await desk.issue(request, by: actor, at: moment)
      return .go(Address("/rectify") / "\(notice.id)", saying: RectifyPage.issued(notice))
    } catch let refusal as Refusal where refusal.kind.fault != .forbidden && refusal.kind.fault != .unavailable {
      await noting(refusal)
      let problems = Problems(refusal.sentence(at: .page), at: NoticeFields.field(of: refusal.kind))
      return try await newNotice(typed: form, problems, status: refusal.kind.fault.httpStatus)
    }
  }
}

/// What the buttons of a notice's page say.
private enum NoticeAct: String {
  case answer, reject, close

  var step: Rectification.Action {
    switch self {
    case .answer: .answer
    case .reject: .reject
    case .close: .close
    }
  }
}

/// At which field a refusal is shown.
private enum NoticeFields {
  static func field(of kind: RefusalKind) -> String? {
    switch kind {
    case .noticeEmpty: RectifyPage.problem
    case .duePast: RectifyPage.due
    case .letterNumber, .letterNumberTaken: RectifyPage.number
    case .projectUnknown, .projectInDivisions, .yearMissing, .projectCodeUnreadable, .projectCodeTooLong:
      RectifyPage.project
    case .departmentUnknown, .departmentAmbiguous: RectifyPage.department
    default: nil
    }
  }
}
