internal import Contract
internal import Desk
internal import Domain
internal import Pages
internal import Reports

// The forms of a period, and those that wait for being judged.
extension Visit {
  func formsPage(_ problems: Problems, picked: Set<String> = [], status: Int = 200) async throws -> Reply {
    let departments = try await desk.list(DepartmentChoice())
    guard let (filter, months) = try await formsFilter(departments) else {
      return .page(FormsPage.nothing(chrome))
    }
    guard let period = FormLink.period(filter.period) else { throw SiteFailure(.page(ProblemPage.missing(), 404)) }
    let choice = FormLink.choice(filter.department)
    let papers = try await desk.forms(
      FormPeriod(department: choice, form: period.form, through: period.month), asOf: asOf, at: moment)
    let page = FormsPage.page(
      papers.projects + [papers.whole], of: period, filter, departments: departments, months: months,
      maySubmit: try person.may(.submitForm), picked: picked, problems, chrome)
    return .page(page, status)
  }

  /// What is looked for: without words of a person's the first department of the year of the day, and the period that is on.
  private func formsFilter(
    _ departments: DepartmentsAnswer
  ) async throws -> (filter: FormsPage.Filter, months: [Int])? {
    let years = departments.departments.map(\.fiscalYear)
    let latest = years.filter { $0 <= chrome.day.year }.max() ?? years.min()
    let first = departments.departments.first { $0.fiscalYear == latest }
    let usual = first.map { FormLink.text(of: $0.division, code: $0.code, year: $0.fiscalYear) }
    guard let asked = query.typed("department") ?? usual else { return nil }
    let periods = try await desk.periods(of: FormLink.choice(asked), asOf: chrome.day)
    let department = periods.department.link
    let filter = FormsPage.Filter(
      department: department,
      period: query.typed("period") ?? FormLink.text(periods.form ?? .selfEvaluation, periods.month ?? 12),
      state: query.typed("state").flatMap { FormState(rawValue: $0) }, words: query.typed("q"),
      skip: max(0, query.typed("skip").flatMap { Int($0) } ?? 0))
    return (filter, periods.months)
  }

  /// Hands in what was ticked, each by itself.
  func submitForms() async throws -> Reply {
    let picked = form.all("pick")
    guard let period = query.typed("period"), !picked.isEmpty else {
      return try await formsPage(Problems(FormsPage.nonePicked), status: 422)
    }
    // The department's own is made of its projects' forms: it comes last.
    let ordered = picked.filter { $0 != FormLink.whole } + picked.filter { $0 == FormLink.whole }
    let links = ordered.compactMap {
      FormLink(period: period, owner: $0, department: query.typed("department"))
    }
    let outcome = try await act(.submit, on: links.map { ($0, nil) })
    guard outcome.problems.isEmpty else {
      var reply = try await formsPage(outcome.problems, picked: Set(picked), status: 409)
      reply.notice = outcome.done.isEmpty ? nil : FormsPage.submitted(outcome.done)
      return reply
    }
    return .go(back(to: "/forms"), saying: FormsPage.submitted(outcome.done))
  }

  private func back(to path: Address) -> Address { query.pairs.reduce(path) { $0.with($1.name, $1.value) } }

  /// Does something with several forms; what is refused is told, and stops no other.
  ///
  /// - Parameter forms: the forms, with how far each had come that was looked at; nil for however far.
  private func act(
    _ action: FormAction, on forms: [(link: FormLink, seen: FormStep?)]
  ) async throws -> (done: [String], problems: Problems) {
    var (done, problems) = ([String](), Problems())
    for (link, seen) in forms {
      do {
        done.append(try await desk.act(action, on: link.subject, seen: seen, by: actor, at: moment).paper.name)
      } catch let refusal as Refusal {
        await noting(refusal)
        let name = try? await desk.sheet(of: link.subject, asOf: nil, at: moment).paper.paper.name
        problems.add("“\(name ?? link.project ?? "")”\(refusal.sentence(at: .page))")
      }
    }
    return (done, problems)
  }

  // MARK: - Judging

  func reviewPage(_ problems: Problems, open asked: String? = nil, status: Int = 200) async throws -> Reply {
    let waiting = try await desk.waitingForms(for: actor)
    var open: (key: String, sheet: FormSheet, link: FormLink)?
    if let key = asked ?? query.typed("open"), let link = ReviewPage.link(key) {
      open = (key, try await desk.sheet(of: link.subject, asOf: asOf, at: moment), link)
    }
    let typed = asked == nil ? nil : form
    return .page(
      ReviewPage.page(waiting, open: open, try formPowers, typed: typed, problems, chrome), status)
  }

  /// Approves what was ticked, each by itself.
  func approveForms() async throws -> Reply {
    let picked = form.all("pick").compactMap { ReviewPage.picked($0) }
    guard !picked.isEmpty else { return try await reviewPage(Problems(FormsPage.nonePicked), status: 422) }
    let outcome = try await act(.approve, on: picked.map { ($0.link, $0.step) })
    guard outcome.problems.isEmpty else {
      // What was done is said beside what was not.
      var reply = try await reviewPage(outcome.problems, status: 409)
      reply.notice = outcome.done.isEmpty ? nil : ReviewPage.approved(outcome.done)
      return reply
    }
    return .go("/review", saying: ReviewPage.approved(outcome.done))
  }
}
