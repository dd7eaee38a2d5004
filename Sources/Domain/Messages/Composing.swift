extension Message {
  /// The most items a section shows; the rest is counted.
  private static let mostItems = 40

  /// The morning message of a recipient; nil where there is nothing to say.
  ///
  /// - Parameter namingDepartments: whether each piece of news says whose it is: where the recipient may hear of several.
  package static func digest(
    for recipient: Recipient, _ news: [AlertNews], on day: Day, isWeekStart: Bool, namingDepartments: Bool = false,
    notes: [String] = []
  ) -> Message? {
    let spoken = news.compactMap { item in
      item.kind(on: day, isWeekStart: isWeekStart).map { (kind: $0, news: item) }
    }
    guard spoken.contains(where: { $0.kind != .passed }) else { return nil }
    let byKind = Dictionary(grouping: spoken, by: \.kind).sorted { $0.key < $1.key }
    let sections = byKind.filter { $0.key != .passed }.map { kind, items in
      section("\(kind.heading)（\(items.count)项）", items.map(\.news), namingDepartments)
    }
    var remarks = notes
    if let passed = byKind.first(where: { $0.key == .passed })?.value.count {
      remarks.insert("另有\(passed)项预警在此期间出现并已解除，无需处理。", at: 0)
    }
    let counts = byKind.filter { $0.key != .passed }.map { "\($0.key.shortName)\($0.value.count)项" }
    return Message(
      kind: .digest, severity: spoken.filter(\.kind.isCall).map(\.news.alert.severity).max() ?? .blue,
      title: "【绩效预警】\(day.chinese)：\(counts.joined(separator: "，"))",
      opening: "\(recipient.name)：以下是截至\(day.chinese)需要您知道的绩效预警。", sections: sections,
      notes: remarks + [closing])
  }

  /// What is told at once when alerts have just become as grave as the recipient wants to know immediately.
  package static func immediate(
    for recipient: Recipient, _ news: [AlertNews], on day: Day, namingDepartments: Bool = false
  ) -> Message? {
    guard let first = news.first else { return nil }
    let worst = news.map(\.alert.severity).max() ?? .red
    let what =
      news.count == 1
      ? "\(first.project?.name ?? first.department.name)：\(first.alert.key.rule.chinese)" : "\(news.count)项预警，请尽快处理"
    return Message(
      kind: .immediate, severity: worst, title: "【\(worst.chinese)】\(what)",
      opening: "\(recipient.name)：\(day.chinese)出现以下预警，请尽快处理。",
      sections: [section("需要立即处理", news, namingDepartments)], notes: [closing])
  }

  /// What a channel is tried with.
  package static func test(for name: String, at time: Instant) -> Message {
    Message(
      kind: .test, severity: .red, title: "【绩效】通道测试", opening: "\(name)：这是\(time.chinese)发出的一条测试消息，收到即说明通道可用，无需处理。",
      sections: [],
      notes: [])
  }

  /// Whom a message says it is for where it only tries a channel.
  package static let trialRecipient = "测试"

  private static let closing = "收到后请确认并说明准备怎么办：jixiao alerts acknowledge 编号 --note 措施。在规定工作日内无人确认的，将提请上一级关注。"

  private static func section(_ heading: String, _ news: [AlertNews], _ namingDepartments: Bool) -> Section {
    let shown = news.sorted { $0.order < $1.order }.prefix(mostItems)
    var groups: [Group] = []
    for item in shown {
      let subject = namingDepartments ? "\(item.department.name) \(item.subject)" : item.subject
      let isSameLack = groups.last?.subject == subject && item.repeatsLack(of: shown)
      let text = isSameLack ? "同一原因：\(item.alert.key.rule.chinese)" : item.text
      let line = Item(alert: item.alert.id, severity: item.alert.severity, text: text)
      if let last = groups.last, last.subject == subject {
        groups[groups.count - 1] = Group(subject, last.items + [line])
      } else {
        groups.append(Group(subject, [line]))
      }
    }
    let rest = news.count - shown.count
    return Section(rest > 0 ? "\(heading)，以下列出前\(shown.count)项，其余\(rest)项请查看预警列表" : heading, groups)
  }
}

extension AlertNews {
  /// By department, project, the plan's own rules before what follows from them, gravest first.
  var order: (String, Int, Int, Int, AlertID) {
    let rank = alert.severity == .red ? 0 : alert.severity == .yellow ? 1 : 2
    return (
      "\(department.code)\(department.name)", project?.position ?? .max, followsFromSpending ? 1 : 0, rank, alert.id
    )
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
}

extension AlertNews.Kind {
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
    case .resolved: "解除"
    case .passed: "已过"
    }
  }
}
