/// What a department still owes of a form when the finance bureau asks for it (催办).
package struct UrgeNews: Hashable, Sendable {
  /// The department.
  package let department: DepartmentIdentity
  /// The form, and the month through which it reports.
  package let form: DepartmentForm, month: Int
  /// By when it is owed; nil where the rules name no day.
  package let due: Day?
  /// How many are not handed in, of how many.
  package let outstanding: Int, owed: Int

  /// What a department owes.
  package init(
    department: DepartmentIdentity, form: DepartmentForm, month: Int, due: Day?, outstanding: Int, owed: Int
  ) {
    (self.department, self.form, self.month, self.due) = (department, form, month, due)
    (self.outstanding, self.owed) = (outstanding, owed)
  }

  /// The period with the form's name: `2025年1—6月绩效运行监控表`.
  package var name: String {
    "\(department.fiscalYear)年\(form == .selfEvaluation ? "度" : "1—\(month)月")\(form.chinese)"
  }

  /// Days since it was owed; none while it is not late.
  func late(on day: Day) -> Int { due.map { max(0, $0.days(to: day)) } ?? 0 }

  fileprivate func chinese(on day: Day) -> String {
    let date = due.map { due in
      let left = day.days(to: due)
      return left < 0 ? "，报送截止日\(due.chinese)，已迟\(-left)天" : "，报送截止日\(due.chinese)，还有\(left)天"
    }
    return "\(department.code) \(department.name)：\(name)应报\(owed)张，已报\(owed - outstanding)张，还有\(outstanding)张没有报送"
      + "\(date ?? "")。"
  }
}

extension Message {
  /// What somebody is told whose department owes forms: one message, whatever number of departments the person answers for.
  package static func urge(for recipient: Recipient, _ news: [UrgeNews], on day: Day) -> Message? {
    guard let first = news.first else { return nil }
    let isLate = news.contains { $0.late(on: day) > 0 }
    return Message(
      kind: .urge, severity: isLate ? .yellow : .blue,
      title: "【绩效】催报：\(first.name)\(news.count > 1 ? "，\(news.count)个部门" : "")",
      opening: "\(recipient.name)：财政部门提醒您单位尽快报送下列绩效表。", sections: [],
      notes: news.map { $0.chinese(on: day) } + ["填好后请报送，负责人审核；已经报送纸质表的，请在系统中登记报送。"])
  }
}

/// What became of urging a department.
package struct Urged: Hashable, Sendable {
  /// What came of it.
  package enum Outcome: Hashable, Sendable {
    /// These were written to.
    case told([String])
    /// It was urged lately, and may be again from a day on.
    case tooSoon(last: Day, from: Day)
    /// All is handed in.
    case complete
    /// Its rules name no such period, and nothing of one is kept.
    case notOwed
    /// Nobody is registered who could be told.
    case nobody
  }

  /// The department, what came of it, and what it owed.
  package let department: DepartmentIdentity, outcome: Outcome

  /// What became of it.
  package init(_ department: DepartmentIdentity, _ outcome: Outcome) {
    (self.department, self.outcome) = (department, outcome)
  }
}

extension Urged {
  /// Why a department is not urged on a day, by how it stands with the period; nil where it is.
  package static func hindrance(_ standing: FormStanding?, on day: Day) -> Outcome? {
    guard let standing else { return .notOwed }
    guard !standing.isComplete else { return .complete }
    guard let last = standing.lastUrged, !standing.mayBeUrged(on: day) else { return nil }
    return .tooSoon(last: last.on, from: last.againFrom)
  }
}

extension [Urged] {
  /// What became of them, as one page or command says it: those that were told, then the others by their reason.
  var chinese: String {
    var told: [Urged] = [], people: Set<String> = [], others: [String] = []
    for urged in self {
      if case .told(let names) = urged.outcome {
        told.append(urged)
        people.formUnion(names)
      }
    }
    if !told.isEmpty {
      let names = people.count > 6 ? "\(people.count)人" : people.sorted().listed
      others.append("已催办\(Self.names(told))，通知\(names)。")
    }
    let soon = filter { if case .tooSoon = $0.outcome { true } else { false } }
    if case .tooSoon(let last, let from)? = soon.first?.outcome {
      let day = soon.count == 1 ? "已于\(last.chinese)催办过，\(from.chinese)起可以再催" : "刚催办过"
      others.append("\(Self.names(soon))\(day)，这次没有发。")
    }
    let complete = filter { $0.outcome == .complete }
    if !complete.isEmpty { others.append("\(Self.names(complete))已报齐，没有催办。") }
    let notOwed = filter { $0.outcome == .notOwed }
    if !notOwed.isEmpty { others.append("\(Self.names(notOwed))这一期没有要报送的表，没有催办。") }
    let nobody = filter { $0.outcome == .nobody }
    if !nobody.isEmpty { others.append("\(Self.names(nobody))没有登记填报人和负责人，没有人可以通知，请系统管理员登记。") }
    return others.joined()
  }

  private static func names(_ departments: [Urged]) -> String {
    let most = 5
    let names = departments.prefix(most).map { "\($0.department.code) \($0.department.name)" }.listed
    return departments.count > most ? "\(names)等\(departments.count)个部门" : names
  }
}
