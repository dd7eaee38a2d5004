internal import Contract
internal import Desk
internal import Domain
internal import Pages

// 批量录入: what was sent is tried and kept for its sender with what came of that, looked at, and taken by a second step.
extension Site {
  static let uploadEndpoints: [Endpoint] = [
    .get("/entry/upload", .may(.recordPayment)) { try await $0.uploadPage() },
    .post("/entry/upload", .may(.recordPayment), most: Endpoint.fileMost) { try await $0.takeFile() },
    .post("/entry/upload/take", .may(.recordPayment)) { try await $0.decideOnFile() },
    .get("/entry/upload/template", .may(.recordPayment)) { try await $0.template() },
    .get("/entry/upload/returned", .may(.recordPayment)) { try await $0.returnedFile() },
  ]
}

extension Visit {
  private func uploadPage(_ problems: Problems, status: Int) async throws -> Reply {
    let draft = try await desk.draft(at: .file)
    let sent = draft.flatMap { draft in draft.answer.map { ($0, draft.when(on: moment.wall.day)) } }
    return .page(UploadPage.page(sent, mark: draft?.mark ?? "", problems, chrome), status)
  }

  func uploadPage() async throws -> Reply { try await uploadPage(Problems(), status: 200) }

  func takeFile() async throws -> Reply {
    guard let file = files[UploadPage.file], !file.bytes.isEmpty else {
      return try await uploadPage(Problems(UploadPage.nothing, at: UploadPage.file), status: 422)
    }
    do {
      let answer = try await desk.tryFile(file.bytes, name: file.name, at: moment)
      guard !answer.isTooLong else {
        return try await uploadPage(Problems(UploadPage.tooLong(answer), at: UploadPage.file), status: 422)
      }
      guard answer.count > 0 else {
        return try await uploadPage(Problems(UploadPage.empty(answer), at: UploadPage.file), status: 422)
      }
      _ = try await desk.keepDraft(file.bytes, name: file.name, answer: answer, at: .file, over: seenDraft)
      return .go(chrome.to("/entry/upload"))
    } catch let refusal as Refusal where refusal.kind.fault == .input || refusal.kind == .draftReplaced {
      await noting(refusal)
      return try await uploadPage(
        Problems(refusal.sentence(at: .page), at: UploadPage.file), status: refusal.kind.fault.httpStatus)
    }
  }

  func decideOnFile() async throws -> Reply {
    let here = chrome.to("/entry/upload")
    let draft = try await desk.draft(at: .file)
    guard draft?.mark ?? "" == seenDraft else {
      let refusal = Refusal.sheet(.draftReplaced(by: draft.flatMap { $0.isGone ? nil : $0.name }))
      await noting(refusal)
      return try await uploadPage(Problems(refusal.sentence(at: .page)), status: refusal.kind.fault.httpStatus)
    }
    guard let draft, !draft.isGone else {
      return try await uploadPage(Problems(UploadPage.nothing, at: UploadPage.file), status: 422)
    }
    switch form["act"] {
    case "good": return try await takeGoodRows(of: draft, here)
    case "none": return .go(here, saying: UploadPage.givenBack)
    case "away":
      return try await discardDraft(at: .file, backTo: "/entry/upload") { try await $0.uploadPage($1, status: 409) }
    default: return try await uploadPage(Problems(UploadPage.unknownAct), status: 422)
    }
  }

  /// Records the good rows of the file that was seen, and keeps what came of the others beside it.
  private func takeGoodRows(of draft: DraftAnswer, _ here: Address) async throws -> Reply {
    let answer = try await desk.recordFile(draft.content, name: draft.name, by: actor, at: moment)
    let now = try await desk.tryFile(draft.content, name: draft.name, at: moment)
    do {
      _ =
        answer.refused.isEmpty
        ? try await desk.discardDraft(at: .file, over: draft.mark)
        : try await desk.keepDraft(draft.content, name: draft.name, answer: now, at: .file, over: draft.mark)
    } catch let refusal as Refusal where refusal.kind == .draftReplaced {
      // Another window sent another file meanwhile: that one stays.
    }
    return .go(here, saying: UploadPage.taken(answer, now.content))
  }

  func template() async throws -> Reply {
    let isOfValues = query["kind"] == "values"
    let bytes =
      isOfValues
      ? EntryTemplates.values(try await desk.entryIndicators(asOf: day))
      : EntryTemplates.payments(try await desk.entryProjects(asOf: day))
    let name = isOfValues ? "指标完成值模板.xlsx" : "支出模板.xlsx"
    return try fileReply(bytes, name)
  }

  func returnedFile() async throws -> Reply {
    guard let answer = try await desk.draft(at: .file)?.answer else { return .go(chrome.to("/entry/upload")) }
    return try fileReply(EntryTemplates.returned(answer, try await desk.entryProjects(asOf: day)), "退回的行.xlsx")
  }

  private func fileReply(_ bytes: [UInt8]?, _ name: String) throws -> Reply {
    guard let bytes else { throw Refusal.file(.notMade(name)) }
    return .file(bytes, name: name, type: FileType.of("xlsx"))
  }
}
