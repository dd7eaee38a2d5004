import Domain
import Postgres
import Store
import TestSupport

/// The service's clock and its database.
extension Trial {
  static let clockOther = saying(
    "这些数据按真实时间运行，不能改用模拟时钟，否则会把日程推到将来、此后不再预警。演示请另用一个数据目录或数据库。"
  ) { place in
    try await place.onOwn(.empty) { store, _ in
      try await store.choose(clock: .real)
      try await store.choose(clock: .simulated)
    }
  }
  static let clockSimulated = each(
    simulated("（已走到2025年6月30日 7:30）") { store in
      _ = try await store.plan(
        through: try Instant.parse("2025-06-30T07:30"), calendar: try await store.calendar(), by: .simulated)
    }, simulated("") { _ in })

  private static func simulated(_ seen: String, _ work: @escaping @Sendable (Store) async throws -> Void) -> Trial {
    saying("这些数据是用模拟时钟运行过的\(seen)，不能直接按真实时间运行。正式使用请另用一个数据目录或数据库，或者先把时钟复位。") { place in
      try await place.onOwn(.empty) { store, _ in
        try await store.choose(clock: .simulated)
        try await work(store)
        try await store.choose(clock: .real)
      }
    }
  }
  static let clockChanged = saying("数据的时钟已经改过，本守护进程不再适用，请重新启动。") { place in
    try await place.onOwn(.empty) { store, _ in
      try await store.choose(clock: .real)
      _ = try await store.plan(
        through: try Instant.parse("2025-06-30T07:30"), calendar: try await store.calendar(), by: .simulated)
    }
  }
  static let clockFile = saying(at: { "无法读取时钟文件 \($0.path("时钟"))。" }) { place in
    try await place.run(
      "serve", "--listen", "127.0.0.1:0", "--clock", "@" + place.path("时钟"), "--database", try await place.url(.empty))
  }
  static let daemonRunning = saying("守护进程正在运行，请先停止再复位时钟。") { place in
    try await place.onOwn(.empty) { store, url in
      try await Place.script("INSERT INTO daemon (host, pid, clock) VALUES ('h', 1, '实时')", on: url)
      _ = try await store.resetClock(isMeant: true)
    }
  }
  static let databasePooled = throughPooler(
    "升级要直接连接 PostgreSQL，不能经过 PgBouncer 等连接池：请把数据库地址换成数据库本身的地址。"
  ) { try await $0.migrate() }
  static let notificationsPooled = throughPooler("经过连接池，收不到数据库的通知，改为每秒查看。") { for try await _ in $0.wakes() {} }
  static let databaseOlder = each(
    saying("数据库里还没有建立数据表，请先执行一次升级。") { place in
      try await place.on(.bare) { try await $0.requireCurrent() }
    },
    saying("数据库的结构比本程序旧，请先执行升级。") { place in
      try await place.onOwn(.empty) { store, url in
        try await Place.script(
          "DELETE FROM schema_migration WHERE number = (SELECT max(number) FROM schema_migration)", on: url)
        try await store.requireCurrent()
      }
    })
  static let databaseNewer = saying("数据库已升级到第\(Migration.all.last?.number ?? 0)版，比本程序新，请使用新版本的程序。") { place in
    try await place.on(.empty) { try await $0.migrate(Migration.all.filter { $0.number < 10 }) }
  }
  static let migrationChanged = saying(
    "数据库升级脚本 0001_budget.sql 与已执行过的不一致，已停止。请使用原来的程序版本，已发布的脚本不得修改。"
  ) { place in
    let first = Migration.all[0]
    let changed = Migration(number: first.number, name: first.name, text: first.text + "-- other")
    try await place.on(.empty) { try await $0.migrate([changed] + Migration.all.dropFirst()) }
  }
  static let migrationLocked = saying("升级脚本 9001_next.sql 一直等不到表锁，没有执行。请停止其他正在使用数据库的程序后再试。") { place in
    let next = Migration(number: 9_001, name: "9001_next.sql", text: "ALTER TABLE department ADD next int;")
    try await place.onOwn(.empty) { store, url in
      try await Place.holding("department", on: url) { try await store.migrate(Migration.all + [next], attempts: 1) }
    }
  }
  static let wordUnknown = saying("数据库中的“月亮”无法识别，请确认程序版本与数据库一致。") { place in
    try await place.onOwn(.empty) { store, url in
      try await Place.script(
        """
        ALTER TABLE service_clock DROP CONSTRAINT service_clock_kind_check;
        UPDATE service_clock SET kind = '月亮'
        """, on: url)
      _ = try await store.clock()
    }
  }
  static let roleUnknown = saying("数据库里没有角色“nobody_here”，请先由数据库管理员建立：CREATE ROLE … LOGIN。") { place in
    try await place.on(.empty) { try await $0.setDatabaseRole("nobody_here", to: .reader) }
  }
  static let roleNotOwner = saying("授予权限要用数据表的所有者（执行升级的角色）连接数据库。") { place in
    try await place.onOwn(.empty) { _, url in
      try await Place.asGuest(url) { try await $0.setDatabaseRole("pg_monitor", to: .reader) }
    }
  }
  static let roleOwns = saying(at: { "“\($0.noted)”是数据表的所有者或超级用户，权限收不住；请另建一个角色。" }) { place in
    let url = try await place.url(.empty)
    let connection = try await Connection.open(Configuration(url: url))
    let owner = try await connection.perform { session in
      try session.rows("SELECT current_user::text").first { try $0.next(String.self) } ?? ""
    }
    place.note(owner)
    try await place.on(.empty) { try await $0.setDatabaseRole(owner, to: .reader) }
  }

  /// A refusal of whoever comes by way of PgBouncer.
  private static func throughPooler(
    _ sentence: String, _ body: @escaping @Sendable (Store) async throws -> Void
  ) -> Trial {
    guard Pooler.isThere else { return .unreachable(why: "this machine has no PgBouncer") }
    return saying(sentence) { _ in
      let pooler = try await Pooler.answering(to: try await TestServer.database(migrated: false))
      defer { pooler.stop() }
      let store = Store(url: pooler.url, connections: 1)
      do {
        try await body(store)
        await store.close()
      } catch {
        await store.close()
        throw error
      }
    }
  }
}
