import Domain
import Foundation
import Postgres
import Store

/// Accounts that are not what was meant, or may not do what was asked.
extension Trial {
  private static let day = Day(endOf: 1, in: 2025)
  /// Whoever runs the trials, as a database that several machines share knows the user.
  private static var me: String {
    let name = getpwuid(getuid()).flatMap { String(validatingCString: $0.pointee.pw_name) } ?? ""
    return "\(name)@\(ProcessInfo.processInfo.hostName)"
  }

  /// Runs the program where accounts are in force: 赵六 gives roles, and whoever runs it is `own`.
  private static func run(
    _ arguments: [String], as own: [(name: String, grants: [Grant])], _ place: Place,
    besides: [(name: String, grants: [Grant])] = [("赵六", [Grant(.security, .all, from: day)])]
  ) async throws {
    try await place.onOwn(.sample) { store, url in
      for (person, user) in own.map({ ($0, me as String?) }) + besides.map({ ($0, nil) }) {
        let kind = person.grants.first?.role.kind ?? .business
        try await store.addAccount(person.name, kind, person.grants, osUser: user)
      }
      try await place.run(arguments + ["--database", url])
    }
  }

  private static let clerk = (name: "王芳", grants: [Grant(.clerk, .all, from: day)])
  private static let officer = (name: "钱七", grants: [Grant(.security, .all, from: day)])
  private static let keeper = (name: "孙八", grants: [Grant(.system, .all, from: day)])
  private static let here = DepartmentPlace(division: DivisionCode(kept: "130625"), code: "304", name: Stage.bureau)
  private static let pay = [
    "record", "spend", "--project", Stage.cleaning, "--date", "2025-03-20", "--amount", "1元", "--voucher", "V-1",
  ]

  static let actionForbidden = each(
    saying("“王芳”是填报人，授予角色由安全管理员办理。") { place in
      try await run(["user", "grant", "王芳", "--role", "负责人"], as: [clerk], place)
    },
    saying("“孙八”是系统管理员，记录支出由填报人或负责人办理。") { place in try await run(pay, as: [keeper], place) },
    saying("“王芳”还没有生效的角色（待授权），不能记录支出。请安全管理员用 jixiao user grant 授权。") { place in
      try await run(pay, as: [("王芳", [])], place)
    },
    saying("“王芳”负责130625 306 别处，不包括“130625 304 \(Stage.bureau)”，不能记录支出。") { place in
      let other = DepartmentPlace(division: here.division, code: "306", name: "别处")
      try await run(pay, as: [("王芳", [Grant(.clerk, .department(other), from: day)])], place)
    })
  static let accountUnlinked = saying(
    at: { _ in "已经启用账户，系统用户“\(me)”没有关联账户，不能办理。请安全管理员用 jixiao user link 账户 --os-user \(me) 关联。" },
    by: { place in try await run(pay, as: [], place) })
  static let accountNotOneself = saying("不能以“李四”的名义办理：现在可用的账户是王芳。") { place in
    try await run(
      ["form", "submit", "--project", Stage.cleaning, "--on", "2025-07-10", "--by", "李四"], as: [clerk], place)
  }
  static let accountsSeveral = saying("李四、王芳都可以报送，请用 --by 写明由哪个账户办理。") { place in
    let second = (name: "李四", grants: [Grant(.head, .all, from: day)])
    try await run(["form", "submit", "--project", Stage.cleaning, "--on", "2025-07-10"], as: [second, clerk], place)
  }
  static let accountUnknown = saying("没有名为“王方”的账户。已有：王芳、赵六、钱七。") { place in
    try await run(["user", "grant", "王方", "--role", "填报人"], as: [officer], place, besides: [("赵六", []), clerk])
  }
  static let accountKindDiffers = saying("“王芳”是业务账户，不能同时是审计员：系统管理员、安全管理员、审计员和业务角色要分开。请另建一个账户。") { place in
    try await run(["user", "grant", "王芳", "--role", "审计员"], as: [officer], place, besides: [clerk])
  }
  static let accountTaken = saying(
    "已经有名为“赵六”的账户。同名的人请在姓名后加以区别，如“赵六（二）”；给已有账户加角色的，用 jixiao user grant 授予。"
  ) { place in try await run(["user", "add", "赵六"], as: [keeper], place) }
  static let roleNotGranted = saying("“王芳”现在没有负责人的角色，没有可以收回的。") { place in
    try await run(["user", "revoke", "王芳", "--role", "负责人"], as: [officer], place, besides: [clerk])
  }
  static let roleEndsBeforeStart = saying("截止日期 2025-05-01 早于起始日期 2025-05-02，请核对。") { place in
    try await run(
      ["user", "grant", "王芳", "--role", "填报人", "--from", "2025-05-02", "--until", "2025-05-01"], as: [officer], place,
      besides: [clerk])
  }
  static let administratorReach = saying("审计员不分管部门，请不要写部门或区划。") { place in
    try await run(["user", "grant", "赵六", "--role", "审计员", "--department", "304"], as: [officer], place)
  }
  static let lastSecurityOfficer = saying("“赵六”是唯一能用的安全管理员，收回或停用后就没有人能授权了。请先另授一名安全管理员。") { place in
    try await run(["user", "disable", "赵六"], as: [keeper], place)
  }
  static let ownRights = saying("“钱七”不能改变自己的角色，请由另一名安全管理员办理。") { place in
    try await run(["user", "revoke", "钱七", "--role", "安全管理员"], as: [officer], place)
  }
  static let substituteOfNobody = saying("代理的对象“周九”不是另一个在用的账户，请核对姓名。") { place in
    try await run(
      ["user", "grant", "王芳", "--role", "负责人", "--stands-in-for", "周九"], as: [officer], place, besides: [clerk])
  }
  static let accountNotAuditor = saying("“王芳”是业务账户，审计链末端只发给审计员账户。") { place in
    try await run(["user", "address", "王芳"], as: [officer], place, besides: [clerk])
  }
  static let auditKeptForEver = saying("审计记录没有设定保留天数，永久保存，不能清理，见 jixiao help set。") { place in
    try await run(["audit", "prune"], as: [officer], place)
  }
  static let auditReadOnly = each(
    readOnly(["audit", "export"], "a.jsonl", .auditor),
    readOnly(["report", "gather", "--reason", "汇总"], "a.xlsx", .bureau),
    readOnly(["report", "package", "--reason", "汇总"], "a.zip", .bureau))
  static let exportReasonMissing = each(
    saying("导出多个部门的数据要写明用途，它会记在审计记录里。请用 --reason 写明。") { place in
      try await run(["report", "gather", "-o", place.folder + "/a.xlsx"], as: [watcher], place)
    },
    saying("导出多个部门的数据要写明用途，它会记在审计记录里。请用 --reason 写明。") { place in
      try await run(["report", "package", "--reason", " ", "-o", place.folder + "/a.zip"], as: [watcher], place)
    })
  private static let watcher = (name: "吴九", grants: [Grant(.bureau, .all, from: day)])

  /// Asks for figures of several departments where the database only reads, as a standby does.
  private static func readOnly(_ arguments: [String], _ file: String, _ role: AccountRole) -> Trial {
    saying("这个数据库是只读的备用库：导出多个部门的数据或审计记录要留一条审计记录，请连到主库再导出。") { place in
      try await place.onOwn(.sample) { store, url in
        try await store.addAccount("吴九", role.kind, [Grant(role, .all, from: day)], osUser: me)
        try await Connection.open(Configuration(url: url)).perform { session in
          try session.script(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$"
          )
        }
        try await place.run(arguments + ["-o", place.folder + "/" + file, "--database", url])
      }
    }
  }
  static let auditBroken = saying("审计记录核验出1处问题，不能清理。请先执行 jixiao audit verify，查明原因。") { place in
    try await place.onOwn(.sample) { store, url in
      try await store.addAccount(officer.name, .security, officer.grants, osUser: me)
      try await store.set("audit-retention-days", to: "180")
      let note = AuditNote(chain: "", action: .keepSettings, origin: "", request: nil)
      try await store.note(note, by: "甲", outcome: AuditEntry.done)
      try await Connection.open(Configuration(url: url)).perform { session in
        try session.script("UPDATE audit_chain SET number = 2")
      }
      try await place.run(["audit", "prune", "--database", url])
    }
  }
}
