internal import Contract
internal import Desk
internal import Domain
internal import Pages

// 佐证材料: the files of indicators' values.
extension Site {
  static let evidenceEndpoints: [Endpoint] = [
    .get("/evidence", .may(.readDepartment)) { try await $0.evidencePage(Problems()) },
    .post(
      "/evidence", .may(.recordValue), most: Endpoint.evidenceMost, refill: { try await $0.evidencePage(Problems()) }
    ) {
      try await $0.sendEvidence()
    },
    .get("/evidence/file/{id}", .may(.readDepartment)) { try await $0.evidenceFile() },
    .post("/evidence/file/{id}", .may(.withdrawRecord), refill: { try await $0.withdrawalAgain() }) {
      try await $0.withdrawEvidence()
    },
  ]
}

extension Visit {
  /// What is asked: whose indicator, and which.
  private struct Wanted {
    let subject: ObservationRequest.Subject, indicator: String, division: String?

    init(_ query: FormFields) {
      subject = query.typed("project").map { .project($0) } ?? .department(query.typed("department") ?? "")
      (indicator, division) = (query.typed("indicator") ?? "", query.typed("division"))
    }

    var address: Address {
      var (project, department): (String?, String?)
      switch subject {
      case .project(let code): project = code
      case .department(let code): department = code
      }
      return Address("/evidence").with("project", project).with("department", department).with("indicator", indicator)
        .with("division", division)
    }
  }

  private var evidenceID: Int64 {
    get throws(Refusal) {
      guard let id = parts["id"].flatMap({ Int64($0) }) else { throw .evidence(.unknown(0)) }
      return id
    }
  }

  fileprivate func evidencePage(_ problems: Problems, status: Int = 200) async throws -> Reply {
    try await evidencePage(Wanted(query), problems, status: status)
  }

  private func evidencePage(
    _ wanted: Wanted, _ problems: Problems, withdrawing: Int64? = nil, status: Int = 200
  ) async throws -> Reply {
    let answer = try await desk.evidence(
      of: wanted.subject, indicator: wanted.indicator, in: wanted.division, asOf: day)
    let visitor = try person
    return .page(
      EvidencePage.page(
        answer, at: wanted.address,
        may: .init(sends: visitor.may(.recordValue), withdraws: visitor.may(.withdrawRecord)), typed: form,
        problems: problems, withdrawing: withdrawing, chrome), status)
  }

  fileprivate func sendEvidence() async throws -> Reply {
    let wanted = Wanted(query), sent = files.all(EvidenceList.field)
    guard !sent.isEmpty else {
      return try await evidencePage(
        wanted, Problems(EvidencePage.nothing, at: EvidenceList.field), status: 422)
    }
    let (day, value) = EvidencePage.choice(form[EvidencePage.day] ?? "")
    let place = EvidencePlace(
      subject: wanted.subject, indicator: wanted.indicator, time: .date(day), division: wanted.division, value: value)
    let (kept, refusal) = try await attach(sent, to: place)
    guard let refusal else {
      return .go(chrome.to(wanted.address), saying: EvidenceList.said(kept))
    }
    await visitor?.noteRefusal(refusal)
    var problems = Problems(refusal.sentence(at: .page), at: EvidenceList.field)
    if let said = EvidenceList.said(kept) { problems.add(said) }
    return try await evidencePage(wanted, problems, status: refusal.kind.fault.httpStatus)
  }

  /// Which value files are sent for.
  struct EvidencePlace {
    let subject: ObservationRequest.Subject, indicator: String, time: ObservationRequest.Time, division: String?
    /// The value that was seen, or recorded just now.
    let value: String?
  }

  /// Sends files one after the other: each is an act of its own, and what was taken stays taken. Those that are none
  /// of the kinds are found before the first is sent.
  func attach(
    _ sent: [SentFile], to place: EvidencePlace
  ) async throws -> (kept: [RecordedFile], refusal: Refusal?) {
    var kept: [RecordedFile] = []
    do {
      try Desk.check(sent.map(\.evidence))
      for file in sent {
        let request = EvidenceRequest(
          of: place.subject, indicator: place.indicator, at: place.time, division: place.division,
          value: place.value, file: "")
        kept.append(try await desk.attach(file.evidence, to: request, by: actor, at: moment))
      }
      return (kept, nil)
    } catch let refusal as Refusal where [.input, .conflict].contains(refusal.kind.fault) {
      return (kept, refusal)
    }
  }

  fileprivate func evidenceFile() async throws -> Reply {
    let file = try await desk.evidence(try evidenceID)
    return .file(file.content, name: file.name, type: file.type.mediaType)
  }

  fileprivate func withdrawEvidence() async throws -> Reply {
    let id = try evidenceID
    let back = query.typed("back").flatMap { Address(from: $0) } ?? "/observations"
    do {
      let answer = try await desk.withdraw(
        EvidenceWithdrawal(id, reason: form[EvidencePage.reason] ?? ""), by: actor, at: moment)
      return .go(chrome.to(back), saying: answer.message)
    } catch let refusal as Refusal where refusal.kind == .evidenceReasonMissing {
      // That there is such a file, and that it may be seen, is found first.
      _ = try await desk.evidence(id)
      await visitor?.noteRefusal(refusal)
      let problems = Problems(refusal.sentence(at: .page), at: EvidencePage.reason)
      guard back.path == "/evidence" else { throw refusal }
      return try await evidencePage(
        Wanted(FormFields(back.query)), problems, withdrawing: id, status: refusal.kind.fault.httpStatus)
    }
  }

  /// Why a file is taken back, as it was typed before the session was over.
  fileprivate func withdrawalAgain() async throws -> Reply {
    guard let back = query.typed("back").flatMap({ Address(from: $0) }), back.path == "/evidence" else {
      throw SiteFailure.address(ProblemPage.address)
    }
    return try await evidencePage(Wanted(FormFields(back.query)), Problems(), withdrawing: try evidenceID)
  }
}

extension SentFile {
  /// As the desk takes it.
  var evidence: Desk.SentEvidence { .init(name: name, content: bytes) }
}
