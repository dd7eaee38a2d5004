import Domain
import Store

/// Fiscal years that are put away, or cannot be.
extension Trial {
  static let yearArchived = saying("2014年已归档，不能再查询或记录；需要时请由数据表的所有者恢复2014年。") { place in
    try await place.on(.archived) { _ = try await $0.departments(year: 2014) }
  }
  static let yearArchivedAlready = saying("2014年已经归档。") { place in
    try await place.on(.archived) { try await archive(2014, on: "2025-01-01", $0) }
  }
  static let yearKept = saying("2025年没有归档，不需要恢复。") { place in
    try await place.on(.archived) { _ = try await $0.restoreYear(2025) }
  }
  static let yearTooYoung = each(
    saying("2025年要到 2036-01-01 才能归档（年度结束后保留10年，最少5年）。") { place in
      try await place.on(.archived) { try await archive(2025, on: "2035-12-31", $0) }
    },
    saying("2024至2025年的数据在同一分区，一起归档，要到 2036-01-01 才能归档（年度结束后保留10年，最少5年）。") { place in
      try await place.onOwn(.bare) { store, url in
        // Years that were there before the tables were divided stay together.
        try await store.migrate(Migration.all.filter { $0.number < 15 })
        for year in [2024, 2025] {
          try await Place.script(
            """
            INSERT INTO department (fiscal_year, code, name, rule_set, rule_version)
            VALUES (\(year), '304', '局', 'CN-2020-10', 4)
            """, on: url)
        }
        try await store.migrate()
        try await archive(2024, on: "2035-12-31", store)
      }
    })
  static let yearUnknown = each(
    saying("没有2020年的数据，现有：2014年、2025年。") { place in
      try await place.on(.archived) { try await archive(2020, on: "2035-12-31", $0) }
    },
    saying("没有2020年的数据，还没有导入过预算文件。") { place in
      try await place.on(.empty) { try await archive(2020, on: "2035-12-31", $0) }
    })
  static let yearNotOwner = saying("归档和恢复要用数据表的所有者（执行升级的角色）连接数据库。") { place in
    try await place.onOwn(.archived) { _, url in
      try await Place.asGuest(url) { _ = try await $0.restoreYear(2014) }
    }
  }
  static let yearLocked = saying("一直等不到表锁，2025年没有变动。请稍后再试，或先停止守护进程和其他正在使用数据库的程序。") { place in
    try await place.onOwn(.archived) { store, url in
      try await Place.holding("spending_entry", on: url) {
        _ = try await store.archiveYear(2025, on: try Day.parse("2036-01-01"), isMeant: true, attempts: 1)
      }
    }
  }
  static let archiveMissing = saying(
    "数据库里没有归档表 public_archive.observation_2014，没有恢复；它已转存的，请先用 pg_restore 放回原处。"
  ) { place in
    try await place.onOwn(.archived) { store, url in
      try await Place.script("ALTER TABLE public_archive.observation_2014 RENAME TO elsewhere", on: url)
      _ = try await store.restoreYear(2014)
    }
  }
  static let archiveChanged = saying(
    "归档表 public_archive.spending_entry_2014 与归档时不一致（行数或校验值不同），没有恢复；请用归档后的备份换回。"
  ) { place in
    try await place.onOwn(.archived) { store, url in
      try await Place.script(
        """
        ALTER TABLE public_archive.spending_entry_2014 DISABLE TRIGGER USER;
        UPDATE public_archive.spending_entry_2014 SET memo = '改过'
        """, on: url)
      _ = try await store.restoreYear(2014)
    }
  }

  private static func archive(_ year: Int, on day: String, _ store: Store) async throws {
    _ = try await store.archiveYear(year, on: try Day.parse(day), isMeant: false)
  }
}
