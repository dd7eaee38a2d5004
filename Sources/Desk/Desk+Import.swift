package import Contract
package import Documents
package import Domain
internal import Store

/// A document as it was read, to be shown and confirmed.
package struct Proposal: Sendable {
  /// The file's name.
  package let file: String
  let content: [UInt8]
  let given: Disclosure.Given
  let terms: ImportTerms
  let door: Door
  private let mends: [Mend]
  private(set) var disclosure: Disclosure
  /// What a person wrote otherwise in it.
  private let noted: [Finding]
  /// The texts of the document as they are read.
  private let texts: [DocumentPlace: String]

  /// What was noticed, what a person wrote otherwise first.
  var findings: [Finding] { noted + disclosure.findings }

  /// What it says, held against nothing yet.
  package var answer: DocumentAnswer {
    var answer = DocumentAnswer(file: file, disclosure.budget, findings: findings, refused: unread, at: door)
    for (index, finding) in findings.enumerated() {
      guard let place = finding.spot.inDocument, let text = texts[place] else { continue }
      answer.findings[index].text = .init(key: place.key, text: text)
    }
    return answer
  }

  /// Whether there is anything to confirm.
  package var isReadable: Bool { disclosure.budget != nil }

  /// Reads a document, whatever database it is for.
  ///
  /// - Parameters:
  ///   - content: the file's bytes.
  ///   - mends: texts that somebody writes otherwise.
  ///   - door: in whose words it is answered.
  /// - Throws: what is wrong with the file as a whole. What could not be read in it stands in the answer.
  package init(
    _ content: [UInt8], named file: String, _ request: ImportRequest, mends: [Mend] = [], at door: Door
  ) throws {
    (self.file, self.content, self.door, self.mends) = (file, content, door, mends)
    given = Disclosure.Given(
      division: request.division, usualDivision: request.usualDivision, code: request.department, name: request.name,
      year: request.year)
    terms = ImportTerms(
      effective: request.effective, agreesToRemovals: request.agreesToRemovals,
      agreedRemovals: request.agreedRemovals.map(Set.init),
      isDepartmentGiven: request.department != nil && request.name != nil)
    let (document, noted) = try Document.read(content, file: file).mended(mends)
    (self.noted, texts) = (noted, document.texts)
    disclosure = Disclosure.parse(document, given: given, reading: RuleSet.nationalDefault.targetReading)
  }

  /// The same document read by the rule set of the department it is of, which only a database knows.
  func read(for store: Store) async throws -> Proposal {
    guard let department = disclosure.budget?.department else { return self }
    let reading = try await store.targetReading(of: department, terms: terms)
    guard reading != RuleSet.nationalDefault.targetReading else { return self }
    var proposal = self
    let document = try Document.read(content, file: file).mended(mends).document
    proposal.disclosure = Disclosure.parse(document, given: given, reading: reading)
    return proposal
  }

  /// The first few reasons why nothing of it was taken, with their places, and how many there are; nil where it was read.
  private var unread: String? {
    guard !isReadable else { return nil }
    let errors = disclosure.findings.filter { $0.severity == .error }
    return ImportHindrance.unread(file: file, errors).sentence(at: door)
  }
}

// A document in three steps: read, shown against what stands, confirmed. The same again changes nothing.
extension Desk {
  /// What confirming a document would change; nothing is written. What it is refused for stands in the answer.
  package func preview(_ proposal: Proposal, at moment: Moment) async throws -> DocumentAnswer {
    let desk = try entering(.tryDocument)
    return try await desk.answer(proposal, isTrial: true) { proposal, budget in
      try await desk.store.previewImport(budget, terms: proposal.terms)
    }
  }

  /// Imports a document, whole or not at all. What it is refused for stands in the answer.
  package func confirm(_ proposal: Proposal, by actor: Actor, at moment: Moment) async throws -> DocumentAnswer {
    let (desk, actor) = try entering(.importDocument, by: actor, ["file": proposal.file])
    let store = desk.store.acting(as: actor.name)
    return try await desk.answer(proposal, isTrial: false) { proposal, budget in
      try await store.importBudget(
        budget, findings: proposal.findings, file: proposal.file, content: proposal.content,
        terms: proposal.terms)
    }
  }

  private func answer(
    _ proposal: Proposal, isTrial: Bool, _ act: (Proposal, DepartmentBudget) async throws -> ImportOutcome
  ) async throws -> DocumentAnswer {
    guard proposal.isReadable else { return proposal.answer }
    var read = proposal
    do {
      read = try await proposal.read(for: store)
      guard let budget = read.disclosure.budget else { return proposal.answer }
      try forbid(DepartmentPlace(budget.department))
      return read.answer.with(try await act(read, budget))
    } catch let refusal as Refusal {
      var answer = read.answer
      answer.refused = ImportHindrance.refused(file: proposal.file, refusal, isTrial: isTrial).sentence(at: door)
      return answer
    }
  }
}

extension DocumentAnswer {
  fileprivate func with(_ outcome: ImportOutcome) -> DocumentAnswer {
    var answer = self
    answer.outcome = Outcome(
      repeated: outcome.isRepeated, projectsAdded: outcome.added, projectsChanged: outcome.changed,
      projectsUnchanged: outcome.unchanged, projectsRemoved: outcome.removed,
      indicatorsAdded: outcome.indicatorsAdded, indicatorsChanged: outcome.indicatorsChanged,
      indicatorsRemoved: outcome.indicatorsRemoved)
    answer.effectiveOn = outcome.effectiveOn
    answer.otherDivision = outcome.isOnlyDivision ? nil : outcome.division
    if let difference = outcome.difference { answer.hold(against: difference) }
    return answer
  }
}
