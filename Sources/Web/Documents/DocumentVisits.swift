internal import Contract
internal import Desk
internal import Domain
internal import Pages
internal import Reports

extension Visit {
  /// How many documents are imported before the page says how far it has come.
  private static let batch = 10

  // MARK: - Sending in

  /// Where a file is sent in, with those that wait.
  func importPage(_ fields: FormFields, _ problems: Problems = Problems(), status: Int = 200) async throws -> Reply {
    .page(ImportPage.page(fields, problems, waiting: try await desk.uploads(by: actor), chrome), status)
  }

  func takeDocument() async throws -> Reply {
    func again(_ problems: Problems, _ status: Int) async throws -> Reply {
      try await importPage(form, problems, status: status)
    }
    guard let sent = files[ImportPage.file], !sent.bytes.isEmpty else {
      return try await again(Problems(ImportPage.fileMissing, at: ImportPage.file), 422)
    }
    let (request, problems) = importRequest(form)
    guard problems.isEmpty else { return try await again(problems, 422) }
    let upload = UploadedFile(file: sent.name, content: sent.bytes)
    let id: Int64
    do {
      if let documents = try upload.documents() {
        guard !documents.isEmpty else {
          return try await again(Problems(ImportPage.noDocuments(sent.name), at: ImportPage.file), 422)
        }
      } else {
        // A file that is no document at all is told now, not after it was kept.
        _ = try Proposal(upload.content, named: upload.file, request, at: .page)
      }
      id = try await desk.keepUpload(upload, by: actor)
    } catch let refusal as Refusal where refusal.kind.fault == .input || refusal.kind.fault == .conflict {
      await noting(refusal)
      return try await again(
        Problems(refusal.sentence(at: .page), at: ImportPage.file), refusal.kind.fault.httpStatus)
    }
    return .go(ImportPage.carried.reduce(Address("/import") / "\(id)") { $0.with($1, form.typed($1)) })
  }

  /// How a document is to be taken, by what was told of it; and what of that cannot be read.
  private func importRequest(_ fields: FormFields, agrees: Bool = false) -> (ImportRequest, Problems) {
    var problems = Problems()
    func read<T>(_ name: String, _ parse: (String) throws(Refusal) -> T) -> T? {
      guard let text = fields.typed(name) else { return nil }
      do throws(Refusal) { return try parse(text) } catch {
        problems.add(error.sentence(at: .page), at: name)
        return nil
      }
    }
    let division = read(ImportPage.division) { text throws(Refusal) in try DivisionCode.parse(text) }
    let effective = read(ImportPage.effective) { text throws(Refusal) in try Day.parse(text) }
    let year = fields.typed(ImportPage.year).flatMap { Int($0) }
    if let text = fields.typed(ImportPage.year), !(2000...2100).contains(year ?? 0) {
      problems.add(ImportPage.notANumber(text), at: ImportPage.year)
    }
    let request = ImportRequest(
      division: division, department: fields.typed(ImportPage.department), name: fields.typed(ImportPage.name),
      year: year, effective: effective, agreesToRemovals: agrees)
    return (request, problems)
  }

  // MARK: - Looking

  private func uploaded() async throws -> (id: Int64, file: UploadedFile) {
    guard let id = parts["upload"].flatMap({ Int64($0) }), let file = try await desk.upload(id, by: actor) else {
      throw SiteFailure(.page(ProblemPage.missing(ImportPage.gone), 404))
    }
    return (id, file)
  }

  /// A document as it was read, held against what stands; what it is refused for stands in it.
  private func read(_ file: UploadedFile, _ request: ImportRequest) async throws -> (DocumentAnswer, Proposal?) {
    do {
      let proposal = try Proposal(file.content, named: file.file, request, mends: file.mends, at: .page)
      return (try await desk.preview(proposal, at: moment), proposal)
    } catch let refusal as Refusal where refusal.kind.fault != .forbidden && refusal.kind.fault != .unavailable {
      return (DocumentAnswer(file: file.file, refused: refusal.sentence(at: .page), at: .page), nil)
    }
  }

  private func readAll(_ files: [UploadedFile], _ request: ImportRequest) async throws -> [DocumentAnswer] {
    var read: [DocumentAnswer] = []
    for file in files {
      try Task.checkCancellation()
      read.append(try await self.read(file, request).0)
    }
    return read
  }

  func documentPage(_ problems: Problems = Problems(), status: Int = 200) async throws -> Reply {
    let (id, file) = try await uploaded()
    let (request, unread) = importRequest(query)
    var problems = problems
    for (field, message) in unread.list { problems.add(message, at: field) }
    if let documents = try file.documents() {
      let answers = try await readAll(documents, request)
      return .page(
        ManyDocumentsPage.page(
          answers, file: file.file, upload: id, query, done: [:], left: [], problems, chrome), status)
    }
    let (answer, _) = try await read(file, request)
    return .page(
      ReadDocumentPage.page(answer, upload: id, merged, problems, chrome), unread.isEmpty ? status : 422)
  }

  /// What the address says, with what was ticked.
  private var merged: FormFields { FormFields(query.pairs + form.pairs) }

  func findingsFile() async throws -> Reply {
    let (_, file) = try await uploaded()
    let (request, _) = importRequest(query)
    let answers = try await readAll(try file.documents() ?? [file], request)
    let rows = answers.flatMap { answer in
      let refused = answer.refused.map {
        FindingTable.Row(file: answer.file, severity: .error, project: nil, message: $0, place: answer.file)
      }
      return [refused].compactMap { $0 }
        + answer.findings.map {
          FindingTable.Row(
            file: answer.file, severity: Finding.Severity(rawValue: $0.severity) ?? .info, project: $0.project,
            message: $0.message, place: $0.place)
        }
    }
    let grid = FindingTable(rows).grid(on: chrome.today)
    let bytes = try ScratchFile.bytes("xlsx") { path in
      try FormFormat.xlsx.write([(name: grid.title, grid: grid)], title: grid.title, to: path)
    }
    return .file(bytes, name: "\(grid.title).xlsx", type: FileType.of("xlsx"))
  }

  // MARK: - Confirming

  func confirmDocument() async throws -> Reply {
    let (id, file) = try await uploaded()
    var (request, problems) = importRequest(query, agrees: form[ImportPage.agree] != nil)
    guard problems.isEmpty else { return try await documentPage(problems, status: 422) }
    request.agreedRemovals = ImportPage.agreed(form)
    if let documents = try file.documents() { return try await confirmPicked(documents, file, id, request) }
    let proposal: Proposal
    do {
      proposal = try Proposal(file.content, named: file.file, request, mends: file.mends, at: .page)
    } catch let refusal as Refusal {
      return try await documentPage(Problems(refusal.sentence(at: .page)), status: refusal.kind.fault.httpStatus)
    }
    let answer = try await desk.confirm(proposal, by: actor, at: moment)
    if let refused = answer.refused {
      // What it asks for is ticked on the page.
      let (preview, _) = try await read(file, request)
      let isAgreed = request.agreesToRemovals && ImportPage.isAgreed(preview, form)
      let field = preview.needsAgreement && !isAgreed ? ImportPage.agree : nil
      return try await documentPage(Problems(refused, at: field), status: 409)
    }
    try await desk.dropUpload(id, by: actor)
    return .go("/import", saying: ImportPage.imported(answer))
  }

  /// Imports some of what was ticked, each whole by itself, and says how far it has come.
  private func confirmPicked(
    _ documents: [UploadedFile], _ file: UploadedFile, _ id: Int64, _ request: ImportRequest
  ) async throws -> Reply {
    let picked = try form.ticked(ImportPage.pick) { text in
      Int(text).flatMap { documents.indices.contains($0) ? $0 : nil }
    }
    guard !picked.isEmpty else { return try await documentPage(Problems(ImportPage.nothingPicked), status: 422) }
    var (done, problems) = ([Int: String](), Problems())
    for index in picked.prefix(Visit.batch) {
      try Task.checkCancellation()
      let document = documents[index]
      do {
        var request = request
        request.agreedRemovals = ImportPage.agreed(form, index)
        let proposal = try Proposal(document.content, named: document.file, request, at: .page)
        let answer = try await desk.confirm(proposal, by: actor, at: moment)
        if let refused = answer.refused { problems.add(refused) }
        done[index] = answer.refused ?? ImportPage.imported(answer)
      } catch let refusal as Refusal {
        await noting(refusal)
        done[index] = refusal.sentence(at: .page)
        problems.add(refusal.sentence(at: .page))
      }
    }
    let left = Array(picked.dropFirst(Visit.batch))
    let answers = try await readAll(documents, request)
    return .page(
      ManyDocumentsPage.page(
        answers, file: file.file, upload: id, merged, done: done, left: left, problems, chrome),
      problems.isEmpty ? 200 : 409)
  }

  /// Reads the document again with what was written otherwise.
  func mendDocument() async throws -> Reply {
    let (id, _) = try await uploaded()
    var texts: [(place: String, old: String, new: String)] = []
    for pair in form.pairs where pair.name.hasPrefix("mend:") {
      let place = String(pair.name.dropFirst("mend:".count))
      let (was, new) = ((form["was:" + place] ?? "").trimmed, pair.value.trimmed)
      guard was != new, let kept = form["was:" + place] else { continue }
      texts.append((place, kept.lines, new))
    }
    if !texts.isEmpty { try await desk.mendUpload(id, texts, by: actor) }
    let said = texts.isEmpty ? ImportPage.mendedNothing : ImportPage.mended
    return .go(ImportPage.carried.reduce(Address("/import") / "\(id)") { $0.with($1, query[$1]) }, saying: said)
  }

  func dropDocument() async throws -> Reply {
    guard let id = parts["upload"].flatMap({ Int64($0) }) else {
      throw SiteFailure(.page(ProblemPage.missing(ImportPage.gone), 404))
    }
    try await desk.dropUpload(id, by: actor)
    return .go("/import", saying: ImportPage.dropped)
  }
}

extension String {
  /// With one kind of line break, as the document has it: browsers send two.
  fileprivate var lines: String {
    split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).joined(separator: "\n")
  }
}
