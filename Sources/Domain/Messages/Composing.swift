extension Message {
  /// More items than this are a table, with the list beside it.
  private static let mostItems = 15

  /// The morning message of a recipient; nil where there is nothing to do.
  ///
  /// - Parameters:
  ///   - morning: by which it is chosen what is told.
  ///   - namingDepartments: whether each piece of news says whose it is: where the recipient may hear of several.
  ///   - remarks: what the finance bureau said to forms that the recipient fills in.
  package static func digest(
    for recipient: Recipient, _ news: [AlertNews], by morning: Morning, namingDepartments: Bool = false,
    remarks: [FormRemarkNews] = [], notes: [String] = []
  ) -> Message? {
    let said = morning.choose(of: news).said
    let remarks = remarks.map { $0.chinese(namingDepartments: namingDepartments) }
    guard !said.isEmpty else { return remarked(recipient, remarks, morning.day) }
    let listed = said.filter { $0.kind.isListed }
    let byKind = Dictionary(grouping: listed, by: \.kind).sorted { $0.key < $1.key }
    let sections = byKind.map { kind, items in section(kind.heading, items.map(\.news), namingDepartments) }
    let counts = byKind.map { "\($0.key.shortName)\($0.value.count)项" }
    let calls = said.filter(\.kind.isCall).map(\.news)
    let (table, list) = table(of: listed, sections, namingDepartments)
    let whose = namingDepartments ? "\(whose(calls))：" : ""
    return Message(
      kind: .digest, severity: calls.map(\.alert.severity).max() ?? .blue,
      title: "【绩效预警】\(morning.day.chinese)：\(whose)\(counts.joined(separator: "，"))",
      opening: "\(recipient.name)：以下是截至\(morning.day.chinese)\(recipient.role == .bureau ? "需要您关注和督促" : "需要您处理")的绩效预警。",
      sections: sections,
      notes: settled(said) + remarks + notes + [closing(for: recipient)], table: table, list: list)
  }

  /// The morning message where there are only remarks; nil where there are none.
  private static func remarked(_ recipient: Recipient, _ remarks: [String], _ day: Day) -> Message? {
    guard !remarks.isEmpty else { return nil }
    return Message(
      kind: .digest, severity: .blue, title: "【绩效】\(day.chinese)：财政部门对绩效表的意见\(remarks.count)条",
      opening: "\(recipient.name)：财政部门对您填报的绩效表提出了意见，请核对，需要改的请修改。", sections: [], notes: remarks)
  }

  /// What is told at once when alerts have just become as grave as the recipient wants to know immediately.
  package static func immediate(
    for recipient: Recipient, _ news: [AlertNews], on day: Day, namingDepartments: Bool = false
  ) -> Message? {
    guard let first = news.first else { return nil }
    let worst = news.map(\.alert.severity).max() ?? .red
    let whose = namingDepartments ? whose(news) : nil
    let what =
      news.count == 1
      ? "\([whose, first.project?.name ?? (whose == nil ? first.department.name : nil)].compactMap { $0 }.joined(separator: " "))：\(first.alert.key.rule.chinese)"
      : "\(whose.map { "\($0)：" } ?? "")\(news.count)项预警，请尽快处理"
    let sections = [section("需要立即处理", news, namingDepartments)]
    let (table, list) = table(of: news.map { .init(kind: .worse, news: $0) }, sections, namingDepartments)
    return Message(
      kind: .immediate, severity: worst, title: "【\(worst.chinese)】\(what)",
      opening: "\(recipient.name)：\(day.chinese)出现以下预警，请尽快\(recipient.role == .bureau ? "督促" : "处理")。",
      sections: sections,
      notes: [closing(for: recipient)], table: table,
      list: list)
  }

  /// What a channel is tried with.
  package static func test(for name: String, at time: Instant) -> Message {
    Message(
      kind: .test, severity: .red, title: "【绩效】通道测试", opening: "\(name)：这是\(time.chinese)发出的一条测试消息，收到即说明通道可用，无需处理。",
      sections: [],
      notes: [])
  }

  /// The ends of the audit trail's chains, to be kept where whoever keeps the database cannot change them.
  package static func heads(_ heads: [AuditHead], for name: String) -> Message {
    let day = heads.compactMap(\.day).max().map { "\($0)" } ?? ""
    return Message(
      kind: .heads, severity: .blue, title: "【绩效】审计链末端 \(day)",
      opening: "\(name)：\(day) 审计记录各条链的末端如下，请留存，不必答复。核验时用 jixiao audit verify --against 与附件或这些数字核对。",
      sections: [], notes: heads.map { "\($0.chain.isEmpty ? "总链" : "区划 \($0.chain)") 第\($0.number)条 \($0.digest)" })
  }

  /// Whom a message says it is for where it only tries a channel.
  package static let trialRecipient = "测试"

  private static func closing(for recipient: Recipient) -> String {
    switch recipient.role {
    case .clerk, .head: "请尽快处理，并由负责填报的同志在系统中写明准备怎么办、何时完成。在规定工作日内无人确认的，将提请上一级关注。"
    case .bureau: "请督促有关部门说明原因、采取措施；久拖不办的，可以发出整改通知。"
    }
  }

  /// What asks for nothing and is only counted.
  private static func settled(_ said: [Morning.Said]) -> [String] {
    func count(_ kind: AlertNews.Kind) -> Int { said.count { $0.kind == kind } }
    return [
      (count(.explained), "另有\(count(.explained))项预警的原因已在审核通过的表中说明，无需处理。"),
      (count(.passed), "另有\(count(.passed))项预警在此期间出现并已解除，无需处理。"),
    ].filter { $0.0 > 0 }.map(\.1)
  }

  /// The department, or how many, that something is to be done in.
  private static func whose(_ news: [AlertNews]) -> String {
    var seen = Set<DepartmentIdentity>()
    let departments = news.sorted { $0.order < $1.order }.map(\.department).filter { seen.insert($0).inserted }
    let first = departments.first?.name ?? ""
    return departments.count > 1 ? "\(first)等\(departments.count)个部门" : first
  }

  private static func section(_ heading: String, _ news: [AlertNews], _ namingDepartments: Bool) -> Section {
    let sorted = news.sorted { $0.order < $1.order }
    var groups: [Group] = []
    var spokenFor = Set<AlertID>()
    for item in sorted {
      let subject = item.heading(namingDepartments)
      // The values that a project lacks for a period are one line, however many indicators an alert each has.
      let missing = sorted.filter { $0.isOfSameValues(as: item) }
      guard spokenFor.insert(item.alert.id).inserted else { continue }
      spokenFor.formUnion(missing.map(\.alert.id))
      let isSameLack = groups.last?.subject == subject && item.repeatsLack(of: sorted)
      let text = isSameLack ? "同一原因：\(item.alert.key.rule.chinese)" : item.text(with: missing)
      let line = Item(
        alert: item.alert.id, severity: missing.map(\.alert.severity).max() ?? item.alert.severity, text: text,
        others: missing.map(\.alert.id).filter { $0 != item.alert.id })
      if let last = groups.last, last.subject == subject {
        groups[groups.count - 1] = Group(subject, last.items + [line])
      } else {
        groups.append(Group(subject, [line]))
      }
    }
    return Section("\(heading)（\(news.count)项）", groups)
  }

  /// The table that stands for the sections where they are too long, with the list of all that is in them.
  private static func table(
    of said: [Morning.Said], _ sections: [Section], _ namingDepartments: Bool
  ) -> (Table?, List?) {
    guard sections.flatMap(\.groups).flatMap(\.items).count > mostItems else { return (nil, nil) }
    let calls = said.filter(\.kind.isCall)
    let rest = Dictionary(grouping: said.filter { !$0.kind.isCall }, by: \.kind).sorted { $0.key < $1.key }
      .map { "\($0.key.heading)\($0.value.count)项" }
    let rows = Dictionary(grouping: calls.map(\.news)) { namingDepartments ? $0.department.name : $0.subject }
      .map { Table.Row($0, $1) }.sorted { $0.isGraver(than: $1) }
    let table = Table(
      heading: "\(namingDepartments ? "各部门" : "各项目")需要处理的预警（\(calls.count)项）", rows: rows, rest: rest)
    let ordered = said.sorted {
      $0.kind == $1.kind ? $0.news.order < $1.news.order : $0.kind < $1.kind
    }
    return (table, List(ordered.map { List.Row($0) }))
  }
}

extension Message.Table.Row {
  fileprivate init(_ name: String, _ news: [AlertNews]) {
    func count(_ severity: AlertSeverity) -> Int { news.count { $0.alert.severity == severity } }
    let worst = news.min { $0.rank == $1.rank ? $0.order < $1.order : $0.rank < $1.rank }
    self.init(
      name: name, red: count(.red), yellow: count(.yellow), blue: count(.blue),
      gravest: worst.map {
        Message.Item(
          alert: $0.alert.id, severity: $0.alert.severity,
          text:
            "\($0.project.map { "\($0.name)：" } ?? "")\($0.alert.key.rule.chinese)\($0.indicator.map { "（\($0.name)）" } ?? "")\($0.assessment?.cause.deadline ?? "")"
        )
      })
  }

  /// By the counts from red to blue, then by name.
  fileprivate func isGraver(than other: Self) -> Bool {
    (other.red, other.yellow, other.blue, name) < (red, yellow, blue, other.name)
  }
}

extension Message.List.Row {
  fileprivate init(_ said: Morning.Said) {
    let item = said.news
    self.init(
      what: said.kind.heading, department: item.department.name, projectCode: item.project?.code.text ?? "",
      project: item.project?.name ?? "", indicator: item.indicator?.name ?? "", severity: item.alert.severity,
      rule: item.alert.key.rule.chinese, text: item.text(with: [item]), alert: item.alert.id)
  }
}

extension AlertNews {
  /// By department, project, the plan's own rules before what follows from them, gravest first.
  var order: (String, Int, Int, Int, AlertID) {
    ("\(department.code)\(department.name)", project?.position ?? .max, followsFromSpending ? 1 : 0, rank, alert.id)
  }

  fileprivate var rank: Int { alert.severity == .red ? 0 : alert.severity == .yellow ? 1 : 2 }

  fileprivate func heading(_ namingDepartment: Bool) -> String {
    namingDepartment ? "\(department.name) \(subject)" : subject
  }

  /// Whether it says in other words that too little was paid.
  private var followsFromSpending: Bool {
    if case .offTarget(let cause)? = assessment?.cause { return cause.observedOn == nil }
    return alert.key.rule == .forecastShortfall || (alert.key.rule == .indicatorOffTarget && assessment == nil)
  }

  /// Whether another alert of the same project, listed before, names the same lack.
  fileprivate func repeatsLack(of others: some Sequence<AlertNews>) -> Bool {
    followsFromSpending && assessment != nil
      && others.contains {
        $0.alert.key.project == alert.key.project
          && ($0.alert.key.rule == .checkpointMissed || $0.alert.key.rule == .checkpointApproaching)
      }
  }

  /// Whether it asks for values of the same project and period as another, which asks for another indicator's.
  fileprivate func isOfSameValues(as other: AlertNews) -> Bool {
    let (a, b) = (alert.key, other.alert.key)
    return a.rule == .indicatorDue && b.rule == .indicatorDue && a.project == b.project && a.period == b.period
      && department == other.department && (assessment == nil) == (other.assessment == nil)
  }

  /// What a line says that speaks for several whose values are missing, or for this one alone.
  fileprivate func text(with missing: [AlertNews]) -> String {
    guard missing.count > 1, case .valuesDue(let due, _)? = assessment?.cause else {
      return missing.count > 1 ? "\(alert.key.rule.chinese)：\(missing.count)项指标" : text
    }
    return AlertMessage.valuesDue(due, alert.key.period, indicators: missing.count)
  }
}

extension AlertNews.Kind {
  /// Whether each is shown; else they are counted.
  var isListed: Bool { self != .passed && self != .explained }

  fileprivate var shortName: String {
    switch self {
    case .opened: "新增"
    case .worse: "加重"
    case .unmet: "到期未达标"
    case .escalated: "未确认"
    case .lapsed: "期限已到"
    case .reminder: "临近"
    case .dueThisWeek: "本周到期"
    case .better: "减轻"
    case .explained: "已说明"
    case .resolved: "解除"
    case .passed: "已过"
    }
  }
}
