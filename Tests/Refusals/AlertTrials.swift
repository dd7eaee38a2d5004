import Credentials
import Desk
import Domain
import Store

/// Alerts that cannot be dealt with so.
extension Trial {
  static let alertUnknown = saying("没有编号为 9 的预警，请查看编号。") { place in
    try await place.on(.sample) { try await silence(9, until: "2025-06-30", $0) }
  }
  static let alertResolved = saying("预警 #1 已经解除，无需处理。") { place in
    try await place.onOwn(.sample) { store, url in
      try await Place.script(
        """
        INSERT INTO alert (department_id, fiscal_year, project_id, rule, period, severity, state, since, last_transition)
        SELECT department_id, fiscal_year, id, 'overspent', '2025', 'red', 'resolved', '2025-06-01', 2 FROM project
        ORDER BY id LIMIT 1
        """, on: url)
      try await silence(1, until: "2025-06-30", store)
    }
  }
  static let untilPast = saying("日期 2025-06-19 已经过去，请给出今天（2025-06-20）或以后的日期。") { place in
    try await place.on(.sample) { try await silence(1, until: "2025-06-19", $0) }
  }
  static let noteMissing = saying("请用 --note 说明准备采取的措施。") { place in
    try await place.run("alerts", "acknowledge", "1", "--note", "　")
  }

  static let alertTaken = saying("预警 #1 已确认（李强），这里没有再办理。") { place in
    try await place.onOwn(.sample) { store, url in
      try await link(url, state: "acknowledged")
      try await acknowledge(store)
    }
  }
  static let linkUnknown = saying("这个链接不存在、不完整，或者早已过期。请从邮件里整条复制，或登录后在“预警”里办理。") { place in
    try await place.on(.sample) { try await open($0, by: "jx_l_x") }
  }
  static let linkOver = saying("这个链接只到 2025年6月20日 8:30 有效，已经过期。请登录后在“预警”里办理。") { place in
    try await place.onOwn(.sample) { store, url in
      try await link(url, "UPDATE mail_link SET ends_at = '2025-06-20 08:30+08'")
      try await open(store)
    }
  }
  static let linkUsed = saying("这个链接已经用过，预警 #1 已由它确认。再要办理的，请登录后在“预警”里办。") { place in
    try await place.onOwn(.sample) { store, url in
      try await link(url)
      for _ in 0..<2 { try await acknowledge(store) }
    }
  }
  static let linkNotEntitled = each(
    saying("链接是发给张三的，现在已不再接收预警，不能凭它确认。请登录后在“预警”里办理。") { place in
      try await place.onOwn(.sample) { store, url in
        try await link(url, "UPDATE recipient SET active = false")
        try await open(store)
      }
    },
    saying("链接是发给张三的，而现在办理要有账户，此人没有，不能凭它确认。请登录后在“预警”里办理。") { place in
      try await place.onOwn(.sample) { store, url in
        try await link(url)
        try await store.addAccount("李强", .business, [Grant(.head, .all, from: Day(startOf: 2020))], osUser: nil)
        try await open(store)
      }
    },
    saying("链接是发给张三的，此人的账户已停用，不能凭它确认。请登录后在“预警”里办理。") { place in
      try await place.onOwn(.sample) { store, url in
        try await link(url)
        for name in ["张三", "李强"] {
          try await store.addAccount(name, .business, [Grant(.head, .all, from: Day(startOf: 2020))], osUser: nil)
        }
        try await Place.script("UPDATE account SET disabled_at = now() WHERE name = '张三'", on: url)
        try await open(store)
      }
    })

  /// An alert, and a link that was sent of it to 张三.
  private static func link(_ url: String, state: String = "open", _ then: String = "") async throws {
    try await Place.script(
      """
      INSERT INTO alert
        (department_id, fiscal_year, project_id, rule, period, severity, state, since, last_transition, actor)
      SELECT department_id, fiscal_year, id, 'overspent', '2025', 'red', '\(state)', '2025-06-01', 1, '李强' FROM project
      ORDER BY id LIMIT 1;
      INSERT INTO alert_transition (alert_id, fiscal_year, number, kind, as_of, severity, facts, rule_set)
      SELECT id, fiscal_year, 1, 'opened', '2025-06-01', 'red', '{}', 'x' FROM alert;
      INSERT INTO recipient (name, role, level) VALUES ('张三', 'clerk', 0);
      INSERT INTO mail_link (digest, outbox_id, alert_id, recipient_id, key_id, ends_at)
      SELECT '\\x\(token.digest.hex)', 1, a.id, r.id, 'k', now() + interval '1 hour' FROM alert a, recipient r;
      \(then)
      """, on: url)
  }

  private static let token: SecretToken = {
    var random = Randomness { 7 }
    return SecretToken(.link, from: &random)
  }()

  private static func open(_ store: Store, by shown: String = token.text) async throws {
    let front = FrontDesk(
      store, at: .plain, keyFile: "", makesKeys: false, common: CommonPasswords(), random: Randomness { 0 })
    _ = try await front.link(by: shown, from: "10.0.0.9", on: try Day.parse("2025-06-20"))
  }

  private static func acknowledge(_ store: Store) async throws {
    let front = FrontDesk(
      store, at: .plain, keyFile: "", makesKeys: false, common: CommonPasswords(), random: Randomness { 0 })
    let day = try Day.parse("2025-06-20")
    let desk = try await front.link(by: token.text, from: "10.0.0.9", on: day)
    _ = try await desk.acknowledge("月底前补足", until: nil, at: Moment(wall: Instant(day, minute: 600)))
  }

  private static func silence(_ id: AlertID, until: String, _ store: Store) async throws {
    _ = try await store.act(
      .silence(until: try Day.parse(until), note: nil), on: id, by: "张三", day: try Day.parse("2025-06-20"))
  }
}
