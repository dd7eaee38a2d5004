internal import Contract
internal import Desk
internal import Domain
internal import Pages

// 批量录入: what was sent is kept for its sender, tried on every look, and taken by a second step.
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
  private func uploadPage(_ problems: Problems = Problems(), status: Int = 200) async throws -> Reply {
    guard let draft = try await desk.draft(at: .file) else {
      return .page(UploadPage.page(nil, problems, chrome), status)
    }
    let answer = try await desk.tryFile(draft.content, name: draft.name, at: moment)
    return .page(UploadPage.page((answer, draft.when(on: moment.wall.day)), problems, chrome), status)
  }

  func uploadPage() async throws -> Reply { try await uploadPage(Problems()) }

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
    } catch let refusal as Refusal where refusal.kind.fault == .input {
      return try await uploadPage(
        Problems(refusal.sentence(at: .page), at: UploadPage.file), status: refusal.kind.fault.httpStatus)
    }
    _ = try await desk.keepDraft(file.bytes, name: file.name, at: .file)
    return .go(chrome.to("/entry/upload"))
  }

  func decideOnFile() async throws -> Reply {
    let here = chrome.to("/entry/upload")
    guard let draft = try await desk.draft(at: .file) else {
      return try await uploadPage(Problems(UploadPage.nothing, at: UploadPage.file), status: 422)
    }
    switch form["act"] {
    case "good":
      let content = try await desk.tryFile(draft.content, name: draft.name, at: moment).content
      let answer = try await desk.recordFile(draft.content, name: draft.name, by: actor, at: moment)
      if answer.refused.isEmpty { try await desk.discardDraft(at: .file) }
      return .go(here, saying: UploadPage.taken(answer, content))
    case "none": return .go(here, saying: UploadPage.givenBack)
    default:
      try await desk.discardDraft(at: .file)
      return .go(here)
    }
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
    guard let draft = try await desk.draft(at: .file) else { return .go(chrome.to("/entry/upload")) }
    let answer = try await desk.tryFile(draft.content, name: draft.name, at: moment)
    return try fileReply(EntryTemplates.returned(answer, try await desk.entryProjects(asOf: day)), "退回的行.xlsx")
  }

  private func fileReply(_ bytes: [UInt8]?, _ name: String) throws -> Reply {
    guard let bytes else { throw Refusal.file(.notMade(name)) }
    return .file(bytes, name: name, type: FileType.of("xlsx"))
  }
}
